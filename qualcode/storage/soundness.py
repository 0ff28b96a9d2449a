"""Whether what a project holds is what was saved in it: looked at before anybody sees any of it."""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Final
from uuid import UUID

from qualcode.model.entities import TextVersion
from qualcode.model.errors import HistoryError, UnsoundError
from qualcode.model.structure import broken_structure
from qualcode.model.study import Study
from qualcode.storage.database import Database

NO_HISTORY: Final = "the journal is empty, although the project holds something"


def sound_study(database: Database) -> Study:
    """What is in a project, known to be what was saved.

    Raises HistoryError where only the journal is not, and UnsoundError for all else.
    """
    strange = database.strange_parts()
    if strange:
        raise UnsoundError(strange)
    # Texts and journal are hashed on the second core while rows become columns on the first.
    with ThreadPoolExecutor(1) as beside:
        texts = beside.submit(database.altered_texts)
        history = beside.submit(database.journal_faults)
        try:
            study = database.load()
            # Nothing at all is what is left where the making of a project was broken off.
            found = [] if study.step == 0 and study == Study() else broken_structure(study)
        except UnsoundError as error:
            study, found = Study(), list(error.findings)
        try:
            found += _in_words(texts.result(), study)
        except UnsoundError as error:
            found += error.findings
        gone = history.result() or history_lost(study)
    if found:
        raise UnsoundError(found + gone)
    if gone:
        raise HistoryError(gone)
    return study


def text_faults(database: Database, study: Study) -> list[str]:
    """A sentence for each text that is not the one that was saved."""
    try:
        return _in_words(database.altered_texts(), study)
    except UnsoundError as error:
        return list(error.findings)


def _in_words(altered: Iterable[UUID], study: Study) -> list[str]:
    versions = study.rows(TextVersion)
    owners = [study.transcripts.get(versions[item].transcript_id) for item in altered if item in versions]
    names = [owner.name if owner is not None else "a transcript" for owner in owners]
    return [f"the text of {name} is not the one that was saved" for name in names]


def history_lost(study: Study) -> list[str]:
    """A sentence where there is something in a project and nothing in its journal."""
    return [NO_HISTORY] if study.step == 0 and study != Study() else []
