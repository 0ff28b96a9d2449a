"""Whether what a project holds is what was saved in it: looked at before anybody sees any of it."""

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Final
from uuid import UUID

from qualcode.model.checks.invariants import broken_invariants
from qualcode.model.checks.structure import broken_structure
from qualcode.model.entities import TextVersion, Transcript
from qualcode.model.errors import HistoryError, TornError, UnsoundError
from qualcode.model.study import Study
from qualcode.storage import content, loading
from qualcode.storage.database import Database
from qualcode.storage.values import noting

TORN: Final = "what it holds is not what its last step left"
NO_HISTORY: Final = "the journal is empty, although the project holds something"


def sound_study(database: Database, *, with_history: bool = True) -> Study:
    """What is in a project, known to be what was saved.

    Raises HistoryError where only the journal is not, if that matters, TornError where the tables are of
    another moment than the journal, and UnsoundError for all else.
    """
    strange = database.strange_parts()
    if strange:
        raise UnsoundError(strange)
    # Texts and journal are hashed on the second core while rows become columns on the first.
    with ThreadPoolExecutor(2) as beside:
        texts = beside.submit(database.altered_texts)
        history = beside.submit(database.journal_faults)
        try:
            study, sealed = database.load_sealed()
            holds = beside.submit(content.of_study, study)
            # Nothing at all is what is left where the making of a project was broken off.
            found = [] if study.step == 0 and study == Study() else broken_structure(study)
            fits = holds.result() == sealed
        except UnsoundError as error:
            study, found, fits, sealed = Study(), list(error.findings), True, ""
        try:
            found += _in_words(texts.result(), study)
        except UnsoundError as error:
            found += error.findings
        gone = history.result() or _history_lost(study)
    if found:
        raise UnsoundError(found + gone)
    if gone and with_history:
        raise HistoryError(gone)
    # Where history is gone and nothing says what the tables held, they are all that there is.
    if fits or (gone and not content.is_one(sealed)):
        return study
    return _by_the_journal(database, study, readable=not gone, with_history=with_history)


def _by_the_journal(database: Database, study: Study, *, readable: bool, with_history: bool) -> Study:
    """What was saved, where the tables do not hold what the last step left: the journal decides."""
    replayed = loading.replayed(database.replay(), study.step) if readable else None
    if replayed is None:
        raise UnsoundError([TORN])
    if replayed == study:
        # The tables are right, and only the number that says so is not.
        database.seal_content(content.of_study(study), study.step)
        return study
    if with_history:
        raise TornError([TORN])
    return replayed


def _text_faults(database: Database, study: Study) -> list[str]:
    """A sentence for each text that is not the one that was saved."""
    try:
        return _in_words(database.altered_texts(), study)
    except UnsoundError as error:
        return list(error.findings)


def _in_words(altered: Iterable[UUID], study: Study) -> list[str]:
    versions = study.rows(TextVersion)
    texts = sorted(
        _name_of(versions[item], study.transcripts.get(versions[item].transcript_id))
        for item in altered
        if item in versions
    )
    return [f"{name} is not the one that was saved" for name in dict.fromkeys(texts)]


def _name_of(version: TextVersion, owner: Transcript | None) -> str:
    if owner is None:
        return "the text of a transcript"
    if version.number == owner.version:
        return f"the text of {owner.name}"
    return f"version {version.number} of the text of {owner.name}"


def _history_lost(study: Study) -> list[str]:
    """A sentence where there is something in a project and nothing in its journal."""
    return [NO_HISTORY] if study.step == 0 and study != Study() else []


# -- all there is to check ------------------------------------------------------------------------


def problems(database: Database) -> list[str]:
    """Everything that is wrong, one sentence each; empty for a sound project."""
    found: list[str] = []
    broken: list[str] = []
    for look in (database.damages, database.strange_parts):
        with noting(found):
            found += look()
    stored, sealed = _stored(database, found)
    if stored is not None:
        if sealed != content.of_study(stored):
            found.append(TORN)
        found += [*broken_invariants(stored), *_text_faults(database, stored)]
    with noting(broken):
        broken += database.journal_faults()
    if stored is None or broken:
        return found + broken
    return found + (_history_lost(stored) or list(_replay_problems(database, stored)))


def _stored(database: Database, found: list[str]) -> tuple[Study | None, str]:
    """What lies in the database now, not what this program remembers having put there; and its seal."""
    try:
        return database.load_sealed()
    except UnsoundError as error:
        found += error.findings
        return None, ""


def _replay_problems(database: Database, stored: Study) -> Iterator[str]:
    study, number = Study(), 0
    try:
        for step, change in database.replay():
            if step.number > stored.step:
                # Made since: a check may look at a project that somebody works on.
                break
            number = step.number
            study = study.after(change)
    except UnsoundError as error:
        yield from error.findings
        return
    except loading.NOT_FOLLOWING:
        yield f"step {number} of the journal does not follow from those before it"
        return
    if study != stored:
        yield "the journal, replayed from the start, does not give the project as it is"
