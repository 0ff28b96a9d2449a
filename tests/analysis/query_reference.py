"""Slow, obvious answers to queries: plain loops over spans of one transcript after another."""

from collections.abc import Callable
from itertools import product
from uuid import UUID

from qualcode.model.codings import Coding
from qualcode.model.entities import Folder
from qualcode.model.queries.query import (
    ANY_CODE,
    Expression,
    Join,
    Joined,
    PartKind,
    Query,
    QueryPart,
    bound_of,
)
from qualcode.model.span import Span, disjoint_runs, subtract, trimmed
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


Fits = Callable[[Coding], bool]


Only = tuple[tuple[Fits, bool], ...]
"""What the codings that are meant must be like, and whether they must or must not."""


def _answer(
    study: Study, place: UUID, what: Expression, coders: tuple[str, ...], only: Only = ()
) -> list[Span]:
    rule = _rule(what)
    if rule is not None:
        return _runs(study, place, coders, (*only, (rule, True)))
    if isinstance(what, QueryPart):
        return _part(study, place, what, coders, only)
    left, right = _rule(what.left), _rule(what.right)
    if right is not None and what.join in (Join.AND, Join.NOT):
        return _answer(study, place, what.left, coders, (*only, (right, what.join is Join.AND)))
    if left is not None and what.join is Join.AND:
        return _answer(study, place, what.right, coders, (*only, (left, True)))
    one = _answer(study, place, what.left, coders, only)
    away = what.join in (Join.NOT, Join.WITHOUT)
    return _joined(study, place, what, one, _answer(study, place, what.right, coders, () if away else only))


def _joined(study: Study, place: UUID, what: Joined, one: list[Span], other: list[Span]) -> list[Span]:
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
    if what.join in (Join.BEFORE, Join.AFTER):
        forward = what.join is Join.BEFORE
        pairs = [
            (a, b)
            for a, b in product(one, other)
            if (a.end <= b.start if forward else b.end <= a.start) and _near(study, place, a, b, what.within)
        ]
        return disjoint_runs([Span(min(a.start, b.start), max(a.end, b.end)) for a, b in pairs])
    pairs = [(a, b) for a, b in product(one, other) if _near(study, place, a, b, what.within)]
    return disjoint_runs([Span(min(a.start, b.start), max(a.end, b.end)) for a, b in pairs])


def _rule(what: Expression) -> Fits | None:
    """What an expression says about single codings, where it says nothing else."""
    if isinstance(what, QueryPart):
        if what.kind is PartKind.MEMO:
            return lambda coding: what.value in coding.memo
        if what.kind is PartKind.WEIGHT:
            sign, bound = bound_of(what)
            return lambda coding: (
                coding.weight is not None
                and {">=": coding.weight >= bound, "<": coding.weight < bound, "=": coding.weight == bound}[
                    sign
                ]
            )
        return None
    left, right = _rule(what.left), _rule(what.right)
    if left is None or right is None:
        return None
    return {
        Join.AND: lambda coding: left(coding) and right(coding),
        Join.OR: lambda coding: left(coding) or right(coding),
        Join.NOT: lambda coding: left(coding) and not right(coding),
    }.get(what.join)


def _runs(study: Study, place: UUID, coders: tuple[str, ...], only: Only = ()) -> list[Span]:
    return disjoint_runs(
        coding.span
        for coding in study.codings_of(place)
        if all(fits(coding) == wanted for fits, wanted in only)
        and (not coders or study.coders[coding.coder_id].name in coders)
    )


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


def _part(study: Study, place: UUID, part: QueryPart, coders: tuple[str, ...], only: Only) -> list[Span]:
    if part.kind is PartKind.CODE:
        theirs = (lambda one: part.value in (ANY_CODE, study.codes[one.code_id].name), True)
        return _runs(study, place, coders, (*only, theirs))
    found = _without_codings(study, place, part, coders)
    for fits, wanted in only:
        those = _runs(study, place, coders, ((fits, True),))
        if wanted:
            found = sorted(shared for a, b in product(found, those) if (shared := a.intersection(b)))
        else:
            for hole in those:
                found = [piece for span in found for piece in subtract(span, hole)]
    return found


def _without_codings(study: Study, place: UUID, part: QueryPart, coders: tuple[str, ...]) -> list[Span]:
    if part.kind is PartKind.IS:
        return _uncoded(study, place, coders)
    text = study.text(place)
    if part.kind is PartKind.WORDS:
        found, position = [], text.find(part.value)
        while position >= 0:
            found.append(Span(position, position + len(part.value)))
            position = text.find(part.value, position + len(part.value))
        return found
    if part.kind is PartKind.TRANSCRIPT:
        return [Span(0, len(text))] if study.transcripts[place].name == part.value else []
    if part.kind is PartKind.FOLDER:
        return [Span(0, len(text))] if _in_folder(study, place, part.value) else []
    if part.kind is PartKind.STATUS:
        return [Span(0, len(text))] if study.transcripts[place].status == part.value else []
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


def _in_folder(study: Study, place: UUID, name: str) -> bool:
    folder_id = study.transcripts[place].folder_id
    while folder_id is not None:
        folder = study.rows(Folder)[folder_id]
        if folder.name == name:
            return True
        folder_id = folder.parent_id
    return False


def _uncoded(study: Study, place: UUID, coders: tuple[str, ...]) -> list[Span]:
    text, left = study.text(place), []
    turns = list(study.turns_of(place))
    for said in [piece for turn in turns for piece in _said(turn)] if turns else [Span(0, len(text))]:
        rest = [said]
        for hole in _runs(study, place, coders):
            rest = [piece for span in rest for piece in subtract(span, hole)]
        left += [trimmed(piece, text) for piece in rest if any(map(str.isalnum, text[slice(*piece)]))]
    return left


def _said(turn: Turn) -> list[Span]:
    return [Span(turn.speech, turn.span.end)] if turn.speech < turn.span.end else []


def _has(study: Study, subject: UUID, part: QueryPart) -> bool:
    attribute = study.attribute_named(part.attribute)
    row = study.values_of(subject).get(attribute.id)
    return row is not None and row.value == part.value
