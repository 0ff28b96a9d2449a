"""A study that came back, with what the exchange format has no place for, as it was when it went out."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

import numpy as np

from qualcode.model.codings import NO_WEIGHT, Codings
from qualcode.model.entities import (
    KINDS,
    Attribute,
    AttributeValue,
    Code,
    Coder,
    CodeSet,
    CodeSetMember,
    Entity,
    Highlight,
    Memo,
    MemoSubject,
    Participant,
    ProjectInfo,
    TextVersion,
    Transcript,
)
from qualcode.model.exchange.labelled import description
from qualcode.model.identity import id_list, key_of
from qualcode.model.study import Study
from qualcode.model.text import StoredText
from qualcode.model.turns import Turns
from qualcode.model.words.names import kept_name
from qualcode.model.words.xml_letters import for_xml
from qualcode.operations.exchanging.draft_study import UNKNOWN_CODER
from qualcode.operations.merging.rows import hangs_on
from qualcode.operations.text.text_correction import correct_text

Rows = dict[type[Entity], dict[UUID, Any]]

_BY_CONTENT: Final[Mapping[type[Entity], Callable[[Any], object]]] = {
    AttributeValue: lambda row: (row.attribute_id, row.subject_id),
    CodeSetMember: lambda row: (row.set_id, row.code_id),
}
"""Rows that the format names by what they join, not by an identity."""

_CARRIED: Final = frozenset(
    (
        *(ProjectInfo, Coder, Transcript, TextVersion, Participant, Attribute, AttributeValue, Code, CodeSet),
        *(CodeSetMember, Memo, Highlight),
    )
)
"""Kinds for which the format has a place; of the others it knows nothing."""

_GREY: Final = "#7a7a7a"


def completed(study: Study, known: Study, cases: Iterable[UUID], *, whole: bool) -> Study:
    """The study with what ``known`` says beyond what the format carries.

    ``whole``: kinds of which the format knows nothing come from ``known`` as well. ``cases`` are the
    participants that the file itself has.
    """
    rows: Rows = {kind: dict(found) for kind, found in study.tables.items()}
    for kind, complete in _COMPLETING.items():
        for identity, row in rows[kind].items():
            before = known.rows(kind).get(identity)
            if before is not None:
                rows[kind][identity] = complete(row, before)
    for kind, content in _BY_CONTENT.items():
        rows[kind] = _joined(rows[kind], known.rows(kind), content, rows)
    if whole:
        for kind in KINDS:
            rows[kind] |= {} if kind in _CARRIED else known.rows(kind)
    rows[Highlight] = _without_emptied(rows[Highlight], known)
    codings = {owner: _with_weights(table, known.codings_of(owner)) for owner, table in study.codings.items()}
    texts = {identity: study.text_version(identity).text for identity in study.transcripts}
    found = _with_known_texts(Study(rows, study.turns, codings, known.step), known, texts)
    return _without_hanging(_without_strangers(found, set(cases) | set(known.participants)), whole=whole)


# -- rows -------------------------------------------------------------------------------------


def _named(row: Any, before: Any) -> Any:
    """The row as it was, but for a name that was changed."""
    base = kept_name(for_xml(before.name)).strip()
    is_same = row.name == base or re.fullmatch(rf"{re.escape(base)} \(\d+\)", row.name)
    return before if is_same else replace(before, name=row.name)


def _with_memo(row: Any, before: Any) -> Any:
    named = _named(row, before)
    return named if row.memo == for_xml(before.memo).strip() else replace(named, memo=row.memo)


def _code(row: Code, before: Code) -> Code:
    found: Code = _named(row, before)
    if row.parent_id != before.parent_id:
        found = replace(found, parent_id=row.parent_id)
    if row.codable != before.codable:
        found = replace(found, codable=row.codable, digit=before.digit if row.codable else None)
    # Grey is what stands for none: many programs write no colours.
    if row.colour not in (before.colour.lower(), _GREY):
        found = replace(found, colour=row.colour)
    if for_xml(description(row)).strip() != for_xml(description(before)).strip():
        texts = {
            name: getattr(row, name) for name in ("definition", "include", "exclude", "examples", "memo")
        }
        found = replace(found, **texts)
    return found


def _memo(row: Memo, before: Memo) -> Memo:
    found = before
    if row.title != for_xml(before.title).strip():
        found = replace(found, title=row.title)
    if row.text != for_xml(before.text):
        found = replace(found, text=row.text)
    # A program that drops what a note is about has not moved it to the project.
    if row.subject is not MemoSubject.PROJECT:
        found = replace(found, subject=row.subject, subject_id=row.subject_id, start=row.start, end=row.end)
    return found


def _highlight(row: Highlight, before: Highlight) -> Highlight:
    memo = before.memo if row.memo == for_xml(before.memo).strip() else row.memo
    return replace(before, memo=memo, coder_id=row.coder_id, start=row.start, end=row.end)


_COMPLETING: Final[Mapping[type[Entity], Callable[[Any, Any], Any]]] = {
    ProjectInfo: _with_memo,
    Coder: _named,
    Participant: _with_memo,
    Transcript: _with_memo,
    Attribute: _named,
    Code: _code,
    CodeSet: _named,
    Memo: _memo,
    Highlight: _highlight,
}
"""How a row that came back and the row that it was become one."""


def _joined(
    rows: dict[UUID, Any], known: Mapping[UUID, Any], content: Callable[[Any], object], all_rows: Rows
) -> dict[UUID, Any]:
    before = {content(row): row for row in known.values()}
    found: dict[UUID, Any] = {}
    for row in rows.values():
        was = before.pop(content(row), None)
        if was is None:
            made = row
        elif isinstance(row, AttributeValue) and row.value != for_xml(was.value).strip():
            made = replace(was, value=row.value)
        else:
            made = was
        found[made.id] = made
    # An empty value is written as nothing, and nothing is what comes back.
    empty = (row for row in before.values() if isinstance(row, AttributeValue) and not row.value.strip())
    subjects = all_rows[Participant].keys() | all_rows[Transcript].keys()
    found |= {
        row.id: row for row in empty if row.attribute_id in all_rows[Attribute] and row.subject_id in subjects
    }
    return found


def _without_emptied(rows: dict[UUID, Any], known: Study) -> dict[UUID, Any]:
    """Without selections that are turns, or left over where a coding was removed: they are no highlights."""
    turns = {identity for table in known.turns.values() for identity in id_list(table.id)}
    coded = {
        owner: set(zip(table.start.tolist(), table.end.tolist(), strict=True))
        for owner, table in known.codings.items()
    }
    marks = known.rows(Highlight)
    return {
        identity: row
        for identity, row in rows.items()
        if identity in marks
        or (identity not in turns and (row.start, row.end) not in coded.get(row.transcript_id, ()))
    }


# -- codings and texts ------------------------------------------------------------------------


def _with_weights(table: Codings, known: Codings) -> Codings:
    places = known.positions(table.id)
    here = np.flatnonzero(places >= 0)
    if not len(here):
        return table
    weight = np.full(len(table), NO_WEIGHT, dtype=np.int16)
    weight[here] = known.weight[places[here]]
    memo = table.memo.copy()
    for place in here.tolist():
        before = known.memo[places[place]]
        if before and memo[place] == for_xml(before):
            memo[place] = before
    return table.replacing(weight=weight, memo=memo)


def _with_known_texts(study: Study, known: Study, texts: Mapping[UUID, StoredText]) -> Study:
    """Known transcripts with their wordings and turns; where ``texts`` were changed, these move along."""
    shared = [identity for identity in study.transcripts if identity in known.transcripts]
    versions = {
        row.id: row for row in study.rows(TextVersion).values() if row.transcript_id not in known.transcripts
    }
    versions |= {
        row.id: row for row in known.rows(TextVersion).values() if row.transcript_id in study.transcripts
    }
    turns = dict(study.turns)
    for identity in shared:
        turns.pop(identity, None)
        if len(table := known.turns_of(identity)):
            turns[identity] = table
    found = replace(study, tables={**study.tables, TextVersion: versions}, turns=turns)
    for identity in shared:
        text = texts[identity]
        if text != known.text_version(identity).text:
            found = _corrected(found, identity, text.read())
    return found


def _corrected(study: Study, transcript_id: UUID, text: str) -> Study:
    """The study with another text. What the file places is placed in it already; the rest moves along."""
    placed: Rows = {
        Highlight: {row.id: row for row in study.highlights_of(transcript_id)},
        Memo: {
            row.id: row
            for row in study.rows(Memo).values()
            if row.subject_id == transcript_id and row.subject is MemoSubject.PLACE
        },
    }
    bare = replace(
        study,
        tables={
            kind: {identity: row for identity, row in rows.items() if identity not in placed.get(kind, ())}
            for kind, rows in study.tables.items()
        },
        codings={owner: table for owner, table in study.codings.items() if owner != transcript_id},
    )
    moved = bare.after(correct_text(bare, transcript_id, text).change)
    tables = {kind: {**rows, **placed.get(kind, {})} for kind, rows in moved.tables.items()}
    return replace(moved, tables=tables, codings=study.codings)


# -- what no longer hangs on anything -----------------------------------------------------------


def _about_what_is_there(rows: Rows) -> dict[UUID, Any]:
    """The memos; what is left of one whose code, transcript or participant went is about the project."""
    there = {identity for kind in (ProjectInfo, Code, Transcript, Participant) for identity in rows[kind]}
    project = next(iter(rows[ProjectInfo]), None)
    return {
        identity: row
        if row.subject_id in there
        else replace(row, subject=MemoSubject.PROJECT, subject_id=project, start=None, end=None)
        for identity, row in rows[Memo].items()
    }


def _without_strangers(study: Study, wanted: set[UUID]) -> Study:
    """Without participants whom the text alone seemed to show, and a nameless coder who did nothing."""
    speaking = {key for table in study.turns.values() for key in np.unique(table.participant).tolist()}
    people = {
        identity: row
        for identity, row in study.participants.items()
        if identity in wanted or key_of(identity) in speaking
    }
    rows: Rows = {kind: dict(found) for kind, found in study.tables.items()}
    rows[Participant] = people
    coders = {key for table in study.codings.values() for key in np.unique(table.coder).tolist()}
    marking = {row.coder_id for row in rows[Highlight].values()}
    if UNKNOWN_CODER not in marking and key_of(UNKNOWN_CODER) not in coders:
        rows[Coder].pop(UNKNOWN_CODER, None)
    return replace(study, tables=rows)


def _without_hanging(study: Study, *, whole: bool) -> Study:
    """Without rows about something that was deleted there; turns of people who have gone are nobody's.

    Not ``whole``: the file may have named nobody, and who speaks in our turns is ours to say.
    """
    rows: Rows = {kind: dict(found) for kind, found in study.tables.items()}
    rows[Memo] = _about_what_is_there(rows)
    hanging = True
    while hanging:
        there = {identity for kind in KINDS for identity in rows[kind]}
        hanging = False
        for kind in KINDS:
            if kind not in _CARRIED:
                kept = {
                    identity: row for identity, row in rows[kind].items() if there.issuperset(hangs_on(row))
                }
                hanging |= len(kept) < len(rows[kind])
                rows[kind] = kept
    if not whole:
        return replace(study, tables=rows)
    people = np.array([-1, *map(key_of, rows[Participant])], dtype=np.int32)
    turns: dict[UUID, Turns] = {}
    for owner, table in study.turns.items():
        known = np.isin(table.participant, people)
        turns[owner] = (
            table
            if known.all()
            else table.replacing(participant=np.where(known, table.participant, -1).astype(np.int32))
        )
    return replace(study, tables=rows, turns=turns)
