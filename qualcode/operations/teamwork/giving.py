"""What a coder is given for a round: its transcripts and codebook, their own work, and nothing of others."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final
from uuid import UUID

import numpy as np

from qualcode.model.change import ChangeSet
from qualcode.model.codings import Codings
from qualcode.model.entities import (
    KINDS,
    Attribute,
    AttributeValue,
    Coder,
    CodeSet,
    CodeSetMember,
    Comment,
    Entity,
    Folder,
    Highlight,
    Memo,
    MemoLink,
    MemoSubject,
    Summary,
    Transcript,
)
from qualcode.model.errors import QualcodeError
from qualcode.model.identity import NO_KEY, id_of, key_of
from qualcode.model.study import Study
from qualcode.model.team import CodingProgress, GivenCopy, Revisit, Round, RoundCoder, RoundTranscript
from qualcode.model.teamwork.rounds import coders_of_round, transcripts_of_round
from qualcode.model.teamwork.sight import OF_THE_FILE
from qualcode.model.words.names import name_key
from qualcode.operations.checks import existing
from qualcode.operations.draft import Draft

FOR: Final = "Copy of “{}” for {}, round “{}”, as of step {}"


def copy_here(study: Study) -> GivenCopy | None:
    """The copy that a study is itself; None for a project that is no copy."""
    return next((row for row in study.rows(GivenCopy).values() if row.is_here), None)


def copy_for(study: Study, mark: GivenCopy) -> Study:
    """The part of a study that the copy ``mark`` holds.

    Built up from nothing, kind by kind: what is not named here cannot come along. Raises QualcodeError for
    who does not code in the round.
    """
    if copy_here(study) is not None:
        raise QualcodeError(
            "This project is a copy that was given to a coder; give copies from the project it came from."
        )
    team_round, coder = existing(study, Round, mark.round_id), existing(study, Coder, mark.coder_id)
    if coder not in coders_of_round(study, team_round.id):
        raise QualcodeError(f"“{coder.name}” does not code in the round “{team_round.name}”.")
    texts = {row.id: row for row in transcripts_of_round(study, team_round.id)}
    turns = {key: study.turns[key] for key in texts if key in study.turns}
    speaking = {key for table in turns.values() for key in np.unique(table.participant).tolist()}
    people = {id_of(key) for key in speaking if key != NO_KEY} & study.participants.keys()
    found: list[Entity] = [replace(study.info, memo=""), *_folders(study, texts.values())]
    found += [replace(row, memo="") for row in texts.values()]
    found += [study.text_version(key) for key in texts]
    found += [replace(study.participants[key], memo="") for key in people]
    found += study.rows(Attribute).values()
    subjects = people | texts.keys()
    found += [row for row in study.rows(AttributeValue).values() if row.subject_id in subjects]
    found += [replace(row, memo="") for row in study.codes.values()]
    found += [*study.rows(CodeSet).values(), *study.rows(CodeSetMember).values()]
    found += [coder, team_round, mark]
    found += [row for row in study.rows(RoundTranscript).values() if row.round_id == team_round.id]
    found += [
        row
        for kind in (RoundCoder, CodingProgress)
        for row in _of_round(study, kind)
        if (row.round_id, row.coder_id) == (team_round.id, coder.id)
    ]
    found += _own_notes(study, coder, set(texts), people)
    codings = {key: own_codings(study.codings_of(key), coder.id) for key in texts}
    return Study(
        _tables(found), turns, {key: table for key, table in codings.items() if len(table)}, study.step
    )


def _folders(study: Study, texts: Iterable[Transcript]) -> Iterator[Folder]:
    """The folders in which transcripts are, with those above them."""
    wanted = {text.folder_id for text in texts} - {None}
    for folder in study.folders.in_order:
        if wanted & {folder.id, *(below.id for below in study.folders.below(folder.id))}:
            yield folder


def _of_round(
    study: Study, kind: type[RoundCoder] | type[CodingProgress]
) -> list[RoundCoder | CodingProgress]:
    return list(study.rows(kind).values())


def _own_notes(study: Study, coder: Coder, texts: set[UUID], people: set[UUID]) -> list[Entity]:
    """Highlights, memos and summaries of the coder, and notes that came with the file of a transcript."""
    about = {
        MemoSubject.PROJECT: {study.info.id},
        # Entries of all coders are in it.
        MemoSubject.JOURNAL: set(),
        MemoSubject.TRANSCRIPT: texts,
        MemoSubject.PLACE: texts,
        MemoSubject.PARTICIPANT: people,
        MemoSubject.CODE: set(study.codes),
    }
    own = name_key(coder.name)
    notes: list[Entity] = [
        row
        for row in study.rows(Highlight).values()
        if row.coder_id == coder.id and row.transcript_id in texts
    ]
    notes += [
        row
        for row in study.rows(Memo).values()
        if row.subject_id in about[row.subject] and (name_key(row.author) == own or row.source in OF_THE_FILE)
    ]
    notes += [
        row
        for row in study.rows(Summary).values()
        if name_key(row.author) == own and row.participant_id in people
    ]
    notes += _own_comments(study, own, texts)
    notes += [
        row
        for row in study.rows(Revisit).values()
        if name_key(row.author) == own and row.transcript_id in texts
    ]
    kept, there = {row.id for row in notes}, {identity for known in about.values() for identity in known}
    notes += [row for row in study.rows(MemoLink).values() if row.memo_id in kept and row.subject_id in there]
    return notes


def _own_comments(study: Study, own: str, texts: set[UUID]) -> Iterator[Comment]:
    """Threads that the coder began, with what they said in them themselves."""
    rows = study.rows(Comment)
    for row in rows.values():
        first = rows[row.first_id or row.id]
        if {name_key(row.author), name_key(first.author)} == {own} and first.transcript_id in (None, *texts):
            yield row


def own_codings(table: Codings, coder_id: UUID) -> Codings:
    """The codings of one coder."""
    return table.take(table.coder == key_of(coder_id))


def _tables(rows: list[Entity]) -> dict[type[Entity], dict[UUID, Entity]]:
    tables: dict[type[Entity], dict[UUID, Entity]] = {kind: {} for kind in KINDS}
    for row in rows:
        tables[type(row)][row.id] = row
    return tables


def keep_given(study: Study, mark: GivenCopy) -> ChangeSet:
    """Keep in mind that a coder was given a copy."""
    team_round, coder = study.rows(Round)[mark.round_id], study.coders[mark.coder_id]
    draft = Draft(study)
    draft.put(replace(mark, is_here=False))
    return draft.change(f"Give {coder.name} a copy for round “{team_round.name}”")
