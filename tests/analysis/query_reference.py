"""Slow, obvious answers to queries: plain loops over spans of one transcript after another."""

from itertools import product
from uuid import UUID

from qualcode.model.query import ANY_CODE, Expression, Join, PartKind, Query, QueryPart
from qualcode.model.span import Span, disjoint_runs, subtract
from qualcode.model.study import Study
from qualcode.model.turns import Turn

Place = tuple[UUID, Span]


def passages(study: Study, query: Query) -> list[Place]:
    """Where the query finds something, in text order."""
    return [
        (transcript.id, span)
        for transcript in study.transcripts_in_order
        for span in _answer(study, transcript.id, query.what, query.coders)
    ]


def _answer(study: Study, place: UUID, what: Expression, coders: tuple[str, ...]) -> list[Span]:
    if isinstance(what, QueryPart):
        return _part(study, place, what, coders)
    one = _answer(study, place, what.left, coders)
    other = _answer(study, place, what.right, coders)
    if what.join is Join.AND:
        return sorted(shared for a, b in product(one, other) if (shared := a.intersection(b)))
    if what.join is Join.OR:
        return disjoint_runs([*one, *other])
    if what.join is Join.NOT:
        for hole in other:
            one = [piece for span in one for piece in subtract(span, hole)]
        return _cut_inside(one, other)
    if what.join is Join.INSIDE:
        return [a for a in one if any(b.contains(a) for b in other)]
    if what.join is Join.WITH:
        return [a for a in one if any(b.overlaps(a) for b in other)]
    if what.join is Join.WITHOUT:
        return [a for a in one if not any(b.overlaps(a) for b in other)]
    pairs = [(a, b) for a, b in product(one, other) if _near(study, place, a, b, what.within)]
    return disjoint_runs([Span(min(a.start, b.start), max(a.end, b.end)) for a, b in pairs])


def _cut_inside(rest: list[Span], holes: list[Span]) -> list[Span]:
    """Holes that touch leave nothing between them, so nothing more is cut."""
    assert all(not hole.overlaps(span) for span in rest for hole in holes)
    return sorted(rest)


def _near(study: Study, place: UUID, a: Span, b: Span, within: int) -> bool:
    if a.overlaps(b):
        return True
    first, second = sorted((a, b))
    turns = study.turns_of(place)
    ends, begins = turns.index_at(first.end - 1), turns.index_at(second.start)
    return ends is not None and begins is not None and begins - ends <= within


def _part(study: Study, place: UUID, part: QueryPart, coders: tuple[str, ...]) -> list[Span]:
    if part.kind is PartKind.CODE:
        return disjoint_runs(
            coding.span
            for coding in study.codings_of(place)
            if part.value in (ANY_CODE, study.codes[coding.code_id].name)
            and (not coders or study.coders[coding.coder_id].name in coders)
        )
    text = study.text(place)
    if part.kind is PartKind.WORDS:
        found, position = [], text.find(part.value)
        while position >= 0:
            found.append(Span(position, position + len(part.value)))
            position = text.find(part.value, position + len(part.value))
        return found
    if part.kind is PartKind.TRANSCRIPT:
        return [Span(0, len(text))] if study.transcripts[place].name == part.value else []
    if part.kind is PartKind.SPEAKER:
        return [said for turn in study.turns_of(place) if turn.label == part.value for said in _said(turn)]
    subject_of_turn = part.attribute == "age"
    if not subject_of_turn:
        return [Span(0, len(text))] if _has(study, place, part) else []
    return [
        said
        for turn in study.turns_of(place)
        if turn.participant_id is not None and _has(study, turn.participant_id, part)
        for said in _said(turn)
    ]


def _said(turn: Turn) -> list[Span]:
    return [Span(turn.speech, turn.span.end)] if turn.speech < turn.span.end else []


def _has(study: Study, subject: UUID, part: QueryPart) -> bool:
    attribute = study.attribute_named(part.attribute)
    row = study.values_of(subject).get(attribute.id)
    return row is not None and row.value == part.value
