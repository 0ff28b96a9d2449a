"""Passages that two coders read differently, transcript by transcript in the order of the text."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from uuid import UUID

import numpy as np

from qualcode.model.codings import Coding
from qualcode.model.entities import Coder
from qualcode.model.identity import key_of
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.model.team import Decision, RoundCoder
from qualcode.model.teamwork.readings import CodeReading, Difference, ReadingDifference

_SHARED = 0.5
"""Two passages under different codes are readings of one passage where they share this part of both."""

Pair = tuple[UUID, UUID]


def who_code(study: Study, layer: str) -> list[Coder]:
    """Those who have coded or code in a round, without ``layer``; a lead who only settles is none of them."""
    rows = [row for row in study.coders_in_order if row.name != layer]
    keys = {key for table in study.codings.values() for key in np.unique(table.coder).tolist()}
    in_rounds = {each.coder_id for each in study.rows(RoundCoder).values()}
    return [row for row in rows if row.id in in_rounds or key_of(row.id) in keys]


def differences(
    study: Study, coders: Pair, transcripts: Iterable[UUID] | None = None
) -> tuple[ReadingDifference, ...]:
    """Where the two coders read differently, with what was settled about it.

    Under one code, a coder's codings that overlap are one reading. Readings of one code that overlap but are
    not the same differ in their boundaries; what one alone has is a reading of another code where the
    other's alone is of at least half of the same words.
    """
    settled = {row.originals: row for row in study.rows(Decision).values()}
    chosen = None if transcripts is None else set(transcripts)
    found: list[ReadingDifference] = []
    for transcript in study.transcripts_in_order:
        if chosen is None or transcript.id in chosen:
            here = list(_in_transcript(study, transcript.id, coders))
            here.sort(key=lambda each: (each.span.start, each.span.end, each.kind, each.key))
            found += [replace(each, decision=settled.get(each.originals)) for each in here]
    return tuple(found)


def alike(study: Study, coders: Pair, transcript_id: UUID) -> tuple[CodeReading, ...]:
    """What both gave the same code, to the letter: the readings of the first of them."""
    ones, others = (readings_of(study, transcript_id, coder) for coder in coders)
    known = {(each.code_id, each.span) for each in others}
    return tuple(each for each in ones if (each.code_id, each.span) in known)


def readings_of(study: Study, transcript_id: UUID, coder_id: UUID) -> tuple[CodeReading, ...]:
    """What a coder has in a transcript, by code and place; codings of one code that overlap are one."""
    table = study.codings_of(transcript_id)
    by_code: dict[UUID, list[Coding]] = {}
    for coding in table.take(table.coder == key_of(coder_id)):
        by_code.setdefault(coding.code_id, []).append(coding)
    return tuple(reading for codings in by_code.values() for reading in _merged(codings))


def _merged(codings: Sequence[Coding]) -> Iterator[CodeReading]:
    """Codings of one code in the order of the text, those that overlap made one."""
    group: list[Coding] = []
    end = 0
    for coding in codings:
        if group and coding.span.start >= end:
            yield _reading(group, end)
            group = []
        group.append(coding)
        end = max(end, coding.span.end)
    if group:
        yield _reading(group, end)


def _reading(group: Sequence[Coding], end: int) -> CodeReading:
    return CodeReading(group[0].code_id, Span(group[0].span.start, end), tuple(each.id for each in group))


def _in_transcript(study: Study, transcript_id: UUID, coders: Pair) -> Iterator[ReadingDifference]:
    ones, others = (readings_of(study, transcript_id, coder) for coder in coders)
    left_ones: list[CodeReading] = []
    left_others: list[CodeReading] = []
    codes = dict.fromkeys(each.code_id for each in (*ones, *others))
    for code_id in codes:
        for mine, theirs in _touching(
            [each for each in ones if each.code_id == code_id],
            [each for each in others if each.code_id == code_id],
        ):
            if not theirs:
                left_ones += mine
            elif not mine:
                left_others += theirs
            elif [each.span for each in mine] != [each.span for each in theirs]:
                yield ReadingDifference(transcript_id, *coders, Difference.BOUNDARIES, mine, theirs)
    yield from _of_other_codes(transcript_id, coders, left_ones, left_others)


def _touching(
    ones: Sequence[CodeReading], others: Sequence[CodeReading]
) -> Iterator[tuple[tuple[CodeReading, ...], tuple[CodeReading, ...]]]:
    """Readings of one code in groups, in each of which all hang together by overlaps."""
    marked = sorted(
        [*((each, True) for each in ones), *((each, False) for each in others)],
        key=lambda item: (item[0].span.start, item[0].span.end),
    )
    mine: list[CodeReading] = []
    theirs: list[CodeReading] = []
    end = 0
    for each, is_mine in marked:
        if (mine or theirs) and each.span.start >= end:
            yield tuple(mine), tuple(theirs)
            mine, theirs = [], []
        (mine if is_mine else theirs).append(each)
        end = max(end, each.span.end)
    if mine or theirs:
        yield tuple(mine), tuple(theirs)


def _of_other_codes(
    transcript_id: UUID, coders: Pair, ones: Sequence[CodeReading], others: Sequence[CodeReading]
) -> Iterator[ReadingDifference]:
    """What one alone has, paired with what the other alone has where both are about the same words."""
    pairs = sorted(
        (-_shared(ones[first].span, others[second].span), ones[first].span.start, first, second)
        for first, second in _meeting(ones, others)
        if _shared(ones[first].span, others[second].span) >= _SHARED
    )
    taken_ones: set[int] = set()
    taken_others: set[int] = set()
    for _, _, first, second in pairs:
        if first not in taken_ones and second not in taken_others:
            taken_ones.add(first)
            taken_others.add(second)
            pair = (ones[first],), (others[second],)
            yield ReadingDifference(transcript_id, *coders, Difference.CODE, *pair)
    for place, one in enumerate(ones):
        if place not in taken_ones:
            yield ReadingDifference(transcript_id, *coders, Difference.ONLY_ONE, (one,), ())
    for place, other in enumerate(others):
        if place not in taken_others:
            yield ReadingDifference(transcript_id, *coders, Difference.ONLY_OTHER, (), (other,))


def _meeting(ones: Sequence[CodeReading], others: Sequence[CodeReading]) -> Iterator[tuple[int, int]]:
    """Which readings share words with which, by their places; of thousands only those that lie near."""
    order = sorted(range(len(others)), key=lambda place: others[place].span.start)
    starts = [others[place].span.start for place in order]
    longest = max((each.span.end - each.span.start for each in others), default=0)
    for first, one in enumerate(ones):
        begin = bisect_left(starts, one.span.start - longest)
        for place in order[begin : bisect_left(starts, one.span.end)]:
            if others[place].span.end > one.span.start:
                yield first, place


def _shared(one: Span, other: Span) -> float:
    """The part of what both cover that they share."""
    both = min(one.end, other.end) - max(one.start, other.start)
    return max(0, both) / (max(one.end, other.end) - min(one.start, other.start))
