"""Slow, obvious tables of codes by groups, written from the definitions with plain loops."""

from collections.abc import Callable
from typing import assert_never
from uuid import UUID

from qualcode.analysis.table_request import TableRequest
from qualcode.model.entities import AttributeSubject
from qualcode.model.measures import Measures
from qualcode.model.questions.words import ColumnsBy, Figure
from qualcode.model.study import Study
from qualcode.model.transcript import Role
from qualcode.model.turns import Turn
from tests.analysis.reference import Run, runs_of

ColumnOf = Callable[[UUID, Turn | None], str | None]
"""The column of a place in a transcript, given its turn."""

Thing = tuple[object, ...]


def column_of(study: Study, request: TableRequest) -> ColumnOf:
    """The rule by which places belong to columns, by the column's name."""
    attribute = request.attribute_of(study)

    def value(subject: UUID) -> str:
        row = study.values_of(subject).get(attribute.id) if attribute else None
        return row.value if row else "(no value)"

    def by_transcript(transcript_id: UUID, turn: Turn | None) -> str | None:
        return value(transcript_id) if attribute else study.transcripts[transcript_id].name

    def by_turn(transcript_id: UUID, turn: Turn | None) -> str | None:
        if turn is None or (turn.role is Role.INTERVIEWER and not request.selection.include_interviewers):
            return None
        if request.by is ColumnsBy.SPEAKER:
            return turn.label or None
        if turn.participant_id is None:
            return None
        return value(turn.participant_id) if attribute else study.participants[turn.participant_id].name

    whole = attribute is not None and attribute.subject is AttributeSubject.TRANSCRIPT
    return by_transcript if whole or request.by is ColumnsBy.TRANSCRIPT else by_turn


def things(study: Study, request: TableRequest, code_id: UUID, measures: Measures) -> set[tuple[str, Thing]]:
    """Everything that is counted for one code: (column, the thing), each once."""
    column = column_of(study, request)
    selection = request.selection
    if request.figure is Figure.SEGMENTS:
        codes = {code_id}
        if selection.aggregate:
            codes |= {code.id for code in study.descendants(code_id)}
        found: list[tuple[Thing, UUID, int]] = [
            ((transcript_id, coding.id), transcript_id, coding.span.start)
            for transcript_id in selection.transcripts_of(study)
            for coding in study.codings_of(transcript_id)
            if coding.code_id in codes
            and (selection.coders.everybody or coding.coder_id in selection.coders.coders)
        ]
        return _at_begin(study, column, found)
    runs = runs_of(study, selection, code_id)
    if request.figure is Figure.RUNS:
        return _at_begin(study, column, [(run, run[0], run[1]) for run in runs])
    return _by_place(study, request, column, runs, measures)


def _at_begin(study: Study, column: ColumnOf, found: list[tuple[Thing, UUID, int]]) -> set[tuple[str, Thing]]:
    counted = set()
    for thing, transcript_id, start in found:
        name = column(transcript_id, study.turn_at(transcript_id, start))
        if name is not None:
            counted.add((name, thing))
    return counted


def _by_place(
    study: Study, request: TableRequest, column: ColumnOf, runs: list[Run], measures: Measures
) -> set[tuple[str, Thing]]:
    """Things counted code point by code point, in the column of each code point."""
    counted: set[tuple[str, Thing]] = set()
    for transcript_id, start, end in runs:
        word_starts = set(measures.words(study, transcript_id)[:, 0].tolist())
        for place in range(start, end):
            turn = study.turn_at(transcript_id, place)
            name = column(transcript_id, turn)
            if name is None:
                continue
            thing = _thing(request, transcript_id, place, turn, word_starts)
            if thing is not None:
                counted.add((name, thing))
    return counted


def _thing(
    request: TableRequest, transcript_id: UUID, place: int, turn: Turn | None, word_starts: set[int]
) -> Thing | None:
    """What a code point is, or is part of."""
    match request.figure:
        case Figure.CHARACTERS:
            return (transcript_id, place)
        case Figure.WORDS:
            return (transcript_id, place) if place in word_starts else None
        case Figure.TRANSCRIPTS:
            return (transcript_id,)
        case Figure.UNITS:
            return None if turn is None else (transcript_id, turn.ordinal)
        case Figure.PARTICIPANTS:
            asks = turn is not None and turn.role is Role.INTERVIEWER
            if turn is None or turn.participant_id is None:
                return None
            return None if asks and not request.selection.include_interviewers else (turn.participant_id,)
        case Figure.SEGMENTS | Figure.RUNS:
            raise AssertionError(f"{request.figure} are counted where they begin")
        case _:
            assert_never(request.figure)
