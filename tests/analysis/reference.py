"""Slow, obvious counting of co-occurrence, written from the definitions with plain loops."""

import math
from itertools import combinations
from typing import assert_never
from uuid import UUID

from qualcode.model.questions.rules import CooccurrenceRequest, Count, Rule, Selection
from qualcode.model.study import Study
from qualcode.model.transcript import Role
from qualcode.model.turns import Turn

Run = tuple[UUID, int, int]
"""Transcript, start, end."""


def covered(study: Study, selection: Selection, code_id: UUID, transcript_id: UUID) -> list[tuple[int, int]]:
    """Runs of a code in one transcript: overlapping codings merge, touching ones do not."""
    codes = {code_id}
    if selection.aggregate:
        codes |= {code.id for code in study.descendants(code_id)}
    spans = {
        (coding.span.start, coding.span.end)
        for coding in study.codings_of(transcript_id)
        if coding.code_id in codes
        and (not selection.coders.coders or coding.coder_id in selection.coders.coders)
    }
    while True:
        overlapping = next(((a, b) for a, b in combinations(spans, 2) if a[0] < b[1] and b[0] < a[1]), None)
        if overlapping is None:
            return sorted(spans)
        a, b = overlapping
        spans = (spans - {a, b}) | {(min(a[0], b[0]), max(a[1], b[1]))}


def runs_of(study: Study, selection: Selection, code_id: UUID) -> list[Run]:
    return [
        (transcript_id, start, end)
        for transcript_id in selection.transcripts_of(study)
        for start, end in covered(study, selection, code_id, transcript_id)
    ]


def turns_touched(study: Study, transcript_id: UUID, start: int, end: int) -> list[Turn]:
    return [t for t in study.turns_of(transcript_id) if t.span.start < end and start < t.span.end]


def speakers(study: Study, selection: Selection, transcript_id: UUID, start: int, end: int) -> set[UUID]:
    """Participants of the turns that a stretch shares a character with."""
    return {
        turn.participant_id
        for turn in turns_touched(study, transcript_id, start, end)
        if turn.participant_id is not None
        and (selection.include_interviewers or turn.role is not Role.INTERVIEWER)
    }


def meet(study: Study, request: CooccurrenceRequest, a: Run, b: Run) -> bool:
    """Whether two runs co-occur under a rule that compares passages."""
    if a[0] != b[0]:
        return False
    (_, a_start, a_end), (_, b_start, b_end) = a, b
    overlap = max(a_start, b_start) < min(a_end, b_end)
    match request.rule:
        case Rule.OVERLAP:
            return overlap
        case Rule.EXACT:
            return (a_start, a_end) == (b_start, b_end)
        case Rule.INSIDE:
            return (a_start <= b_start and b_end <= a_end) or (b_start <= a_start and a_end <= b_end)
        case Rule.NEAR:
            return overlap or turns_apart(study, a, b) <= request.within
        case Rule.SENTENCE | Rule.PARAGRAPH | Rule.TURN | Rule.TRANSCRIPT | Rule.PARTICIPANT:
            raise AssertionError(f"{request.rule} looks at units")
        case _:
            assert_never(request.rule)


def turns_apart(study: Study, a: Run, b: Run) -> float:
    """From the turn in which the earlier run ends to the one in which the later begins."""
    earlier, later = sorted([a, b], key=lambda run: run[1])
    ends = study.turn_at(earlier[0], earlier[2] - 1)
    starts = study.turn_at(later[0], later[1])
    return math.inf if ends is None or starts is None else starts.ordinal - ends.ordinal


Unit = tuple[UUID, list[tuple[int, int]]]
"""Transcript and the stretches that make up the unit."""

Sentences = dict[UUID, list[tuple[int, int]]]


def units(study: Study, request: CooccurrenceRequest, sentences: Sentences) -> list[Unit]:
    """All units of the chosen transcripts under a rule that looks at units."""
    return [
        (transcript_id, stretches)
        for transcript_id in request.selection.transcripts_of(study)
        for stretches in units_of_transcript(study, request, transcript_id, sentences[transcript_id])
    ]


def units_of_transcript(
    study: Study, request: CooccurrenceRequest, transcript_id: UUID, sentences: list[tuple[int, int]]
) -> list[list[tuple[int, int]]]:
    text = study.text(transcript_id)
    turns = [(turn.span.start, turn.span.end) for turn in study.turns_of(transcript_id)]
    match request.rule:
        case Rule.TRANSCRIPT:
            return [[(0, len(text))]]
        case Rule.TURN:
            return [[turn] for turn in turns]
        case Rule.PARAGRAPH:
            return [[paragraph] for paragraph in paragraphs(text)]
        case Rule.SENTENCE:
            return [[sentence] for sentence in sentences]
        case Rule.PARTICIPANT:
            own: dict[UUID, list[tuple[int, int]]] = {}
            for turn in turns:
                for person in speakers(study, request.selection, transcript_id, *turn):
                    own.setdefault(person, []).append(turn)
            return list(own.values())
        case Rule.OVERLAP | Rule.EXACT | Rule.INSIDE | Rule.NEAR:
            raise AssertionError(f"{request.rule} compares passages")
        case _:
            assert_never(request.rule)


def paragraphs(text: str) -> list[tuple[int, int]]:
    found, start = [], 0
    for line in text.split("\n"):
        if line:
            found.append((start, start + len(line)))
        start += len(line) + 1
    return found


def in_unit(runs: list[Run], unit: Unit) -> bool:
    return any(
        run[0] == unit[0] and run[1] < end and start < run[2] for run in runs for start, end in unit[1]
    )


def cell(study: Study, request: CooccurrenceRequest, one: UUID, other: UUID, sentences: Sentences) -> int:
    """The figure at (one, other)."""
    a, b = runs_of(study, request.selection, one), runs_of(study, request.selection, other)
    if one == other:
        if request.counted is Count.UNITS:
            return sum(in_unit(a, unit) for unit in units(study, request, sentences))
        return alone(study, request, a)
    if request.rule.by_unit:
        both = [u for u in units(study, request, sentences) if in_unit(a, u) and in_unit(b, u)]
        return together_in_units(study, request, both)
    meetings = [(x, y) for x in a for y in b if meet(study, request, x, y)]
    if request.counted is Count.PAIRS:
        return len(meetings)
    return alone(study, request, [(x[0], max(x[1], y[1]), min(x[2], y[2])) for x, y in meetings])


def alone(study: Study, request: CooccurrenceRequest, runs: list[Run]) -> int:
    """What a list of stretches counts: of one code, or shared by two."""
    match request.counted:
        case Count.PAIRS:
            return len(runs)
        case Count.CHARACTERS:
            return sum(end - start for _, start, end in runs)
        case Count.PARTICIPANTS:
            return len(set().union(*(speakers(study, request.selection, *run) for run in runs)))
        case Count.TRANSCRIPTS:
            return len({run[0] for run in runs})
        case Count.UNITS:
            raise AssertionError("units are counted by the unit")
        case _:
            assert_never(request.counted)


def together_in_units(study: Study, request: CooccurrenceRequest, both: list[Unit]) -> int:
    match request.counted:
        case Count.UNITS:
            return len(both)
        case Count.TRANSCRIPTS:
            return len({unit[0] for unit in both})
        case Count.PARTICIPANTS:
            stretches = [(unit[0], start, end) for unit in both for start, end in unit[1]]
            return len(set().union(*(speakers(study, request.selection, *stretch) for stretch in stretches)))
        case Count.PAIRS | Count.CHARACTERS:
            raise AssertionError(f"{request.counted} mean nothing in units")
        case _:
            assert_never(request.counted)
