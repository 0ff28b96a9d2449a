"""What a query finds: stretches of text on a line of transcripts, and passages with what marks them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple
from uuid import UUID

import numpy as np
import numpy.typing as npt

from qualcode.analysis import stretches as sets
from qualcode.analysis.occurrences import occurrences
from qualcode.analysis.query_codings import QueryCodings
from qualcode.analysis.ragged import Whole
from qualcode.analysis.selected.text_line import TextLine
from qualcode.analysis.stretches import Flags, Stretches, merged
from qualcode.model.entities import AttributeSubject
from qualcode.model.identity import id_of, keys_of
from qualcode.model.machine.progress import Progress, no_progress
from qualcode.model.queries.query import ANY_CODE, CODED, Expression, Join, Joined, PartKind, Query, QueryPart
from qualcode.model.queries.query_names import (
    attribute_of,
    codes_of,
    folder_of,
    participant_of,
    speakers,
    transcript_of,
    values_of,
)
from qualcode.model.span import Span, trimmed
from qualcode.model.study import Study
from qualcode.model.transcripts.folder_names import status_named
from qualcode.model.words.spelling import named


class QueryMark(NamedTuple):
    """What of a passage a part of the query found; ``code_id`` None: words."""

    span: Span
    code_id: UUID | None


class FoundPassage(NamedTuple):
    """A passage, and what is marked within it."""

    transcript_id: UUID
    span: Span
    marks: tuple[QueryMark, ...]


@dataclass(frozen=True, eq=False)
class Findings:
    """All passages of a query in text order, made into values when they are asked for."""

    text_line: TextLine
    passages: Stretches
    look_up_marks: Callable[[], Iterator[tuple[UUID | None, Stretches]]]

    @cached_property
    def marks(self) -> tuple[tuple[UUID | None, Stretches], ...]:
        """What marks passages anywhere; looked up when the first passage is shown."""
        return tuple(self.look_up_marks())

    def __len__(self) -> int:
        return len(self.passages)

    def __iter__(self) -> Iterator[FoundPassage]:
        return (self.at(place) for place in range(len(self)))

    def at(self, place: int) -> FoundPassage:
        """One passage."""
        start, end = int(self.passages.start[place]), int(self.passages.end[place])
        number = int(self._transcripts[place])
        base = int(self.text_line.bases[number])
        marks = []
        for code_id, where in self.marks:
            first, after = where.touched(np.array([start]), np.array([end]))
            for mark in range(int(first[0]), int(after[0])):
                span = Span(max(start, int(where.start[mark])) - base, min(end, int(where.end[mark])) - base)
                marks.append(QueryMark(span, code_id))
        marks.sort(key=lambda mark: (mark.span, str(mark.code_id)))
        return FoundPassage(self.text_line.transcripts[number], Span(start - base, end - base), tuple(marks))

    def place(self, place: int) -> tuple[UUID, Span]:
        """Where one passage stands."""
        number = int(self._transcripts[place])
        base = int(self.text_line.bases[number])
        span = Span(int(self.passages.start[place]) - base, int(self.passages.end[place]) - base)
        return self.text_line.transcripts[number], span

    @cached_property
    def _transcripts(self) -> Whole:
        return self.text_line.transcript_at(self.passages.start)

    @property
    def transcript_count(self) -> int:
        """How many transcripts have a passage."""
        return len(np.unique(self._transcripts))


def find(
    study: Study,
    query: Query,
    transcripts: tuple[UUID, ...] | None = None,
    *,
    match_case: bool = False,
    progress: Progress = no_progress,
) -> Findings:
    """What a query finds in the chosen transcripts (None: all).

    Raises QualcodeError for a name that stands for nothing and for a broken regular expression.
    """
    chosen = tuple(
        row.id for row in study.transcripts_in_order if transcripts is None or row.id in transcripts
    )
    asking = _Asking(TextLine(study, chosen), query.coders, match_case, progress)
    passages = asking.answer(query.what)

    def marks() -> Iterator[tuple[UUID | None, Stretches]]:
        for part, only in _marking(query.what):
            yield from asking.marks_of(part, only)

    return Findings(asking.text_line, passages, marks)


def found_on(text_line: TextLine, query: Query) -> Stretches:
    """The stretches of a line that a query finds."""
    return _Asking(text_line, query.coders).answer(query.what)


Only = tuple[tuple[Expression, bool], ...]
"""What codings must be like, and whether they must not, for the codes in a part of a query."""


def _of_codings(what: Expression) -> bool:
    """Whether an expression says what codings must be like, and nothing else."""
    if isinstance(what, QueryPart):
        return what.kind.of_codings
    plain = what.join in (Join.AND, Join.OR, Join.NOT)
    return plain and _of_codings(what.left) and _of_codings(what.right)


def _narrowed(what: Joined, only: Only) -> tuple[Expression, Only] | None:
    """What is left of ``A and weight>=50``: A, and what its codings must be like."""
    if what.join in (Join.AND, Join.NOT) and _of_codings(what.right):
        return what.left, (*only, (what.right, what.join is Join.NOT))
    if what.join is Join.AND and _of_codings(what.left):
        return what.right, (*only, (what.left, False))
    return None


def _marking(what: Expression) -> Iterator[tuple[QueryPart, Only]]:
    """The words and codes that a passage may hold, each once."""
    found: dict[tuple[QueryPart, Only], None] = {}

    def walk(side: Expression, only: Only) -> None:
        if _of_codings(side):
            found.setdefault((QueryPart(PartKind.CODE, ANY_CODE), (*only, (side, False))))
        elif isinstance(side, QueryPart):
            if side.kind.of_words or side.kind is PartKind.CODE:
                found.setdefault((side, only))
        elif (narrowed := _narrowed(side, only)) is not None:
            walk(*narrowed)
        else:
            walk(side.left, only)
            if side.join not in (Join.NOT, Join.WITHOUT):
                walk(side.right, only)

    walk(what, ())
    return iter(found)


@dataclass(frozen=True, eq=False)
class _Asking:
    """One question on one line; parts that stand in it twice are looked up once."""

    text_line: TextLine
    coders: tuple[str, ...] = ()
    match_case: bool = False
    progress: Progress = no_progress
    _known: dict[tuple[QueryPart, Only], Stretches] = field(default_factory=dict)

    def answer(self, what: Expression, only: Only = ()) -> Stretches:
        if _of_codings(what):
            return self._codes(None, (*only, (what, False)))
        if isinstance(what, QueryPart):
            if (what, only) not in self._known:
                self._known[what, only] = self._part(what, only)
            return self._known[what, only]
        narrowed = _narrowed(what, only)
        if narrowed is not None:
            return self.answer(*narrowed)
        # What is taken away is taken away whatever its codings are like.
        away = what.join in (Join.NOT, Join.WITHOUT)
        return self._joined(what, self.answer(what.left, only), self.answer(what.right, () if away else only))

    def _joined(self, what: Joined, one: Stretches, other: Stretches) -> Stretches:
        if what.join is Join.AND:
            return sets.both(one, other)
        if what.join is Join.OR:
            return sets.either(one, other)
        if what.join is Join.NOT:
            return sets.without(one, other, self.text_line.length)
        if what.join is Join.INSIDE:
            return sets.inside(one, other)
        if what.join.has_distance:
            return self._at_a_distance(what, one, other)
        touch = other.touch(one.start, one.end)
        return one.where(touch if what.join is Join.WITH else ~touch)

    def _at_a_distance(self, what: Joined, one: Stretches, other: Stretches) -> Stretches:
        """Near is what overlaps, and what stands before or after: the same whichever is named first."""
        if what.join is Join.BEFORE:
            return merged(*self._followed(one, other, what.within))
        if what.join is Join.AFTER:
            return merged(*self._followed(other, one, what.within))
        sides = ((one, other), (other, one))
        overlapping = [mine.where(theirs.touch(mine.start, mine.end)) for mine, theirs in sides]
        apart = [self._followed(*side, what.within) for side in sides]
        return sets.united([*((each.start, each.end) for each in overlapping), *apart])

    def _followed(self, one: Stretches, other: Stretches, within: int) -> tuple[Whole, Whole]:
        """Stretches, each with those of the other that begin after it and at most so many turns further on.

        What ends or begins outside all turns has no distance: it is near to what it overlaps only.
        """
        turns = self.text_line.turns
        turn, in_turn = turns.at(one.end - 1)
        begins_in_turn = turns.cover(other.start)
        if not in_turn.all():
            turn, one = turn[in_turn], one.where(in_turn)
        if not begins_in_turn.all():
            other = other.where(begins_in_turn)
        return sets.followed(one, other, turns.reach(turn, within))

    # -- single parts -------------------------------------------------------------------------

    def _part(self, part: QueryPart, only: Only) -> Stretches:
        if part.kind is PartKind.CODE:
            return self._codes(codes_of(self.text_line.study, part), only)
        if part.kind is PartKind.IS and part.value == CODED:
            return self._codes(None, only)
        found = self._apart_from_codings(part)
        for asked, negated in only:
            those = self._codes(None, ((asked, False),))
            found = sets.without(found, those, self.text_line.length) if negated else sets.both(found, those)
        return found

    def _apart_from_codings(self, part: QueryPart) -> Stretches:
        if part.kind.of_words:
            return self._words(part)
        if part.kind is PartKind.IS:
            return self._uncoded()
        if part.kind in (PartKind.TRANSCRIPT, PartKind.FOLDER, PartKind.STATUS):
            return self._transcripts(_transcripts_meant(self.text_line.study, part))
        if part.kind is PartKind.SPEAKER:
            return self._turns(self._labelled(part.value))
        if part.kind is PartKind.PARTICIPANT:
            return self._of_people([participant_of(self.text_line.study, part.value)])
        return self._with_attribute(part)

    def marks_of(self, part: QueryPart, only: Only) -> Iterator[tuple[UUID | None, Stretches]]:
        """What a part marks in passages: words, or the runs of each of its codes."""
        if part.kind.of_words:
            yield None, self.answer(part)
            return
        codes = codes_of(self.text_line.study, part)
        if codes is None:
            yield from self._by_code(only)
            return
        for code_id in codes:
            yield code_id, self._codes((code_id,), only)

    def _by_code(self, only: Only) -> Iterator[tuple[UUID, Stretches]]:
        """The runs of every code that is used, from one sort of all codings."""
        codings = self._codings.where(self._meant(only))
        order = np.argsort(codings.code, kind="stable")
        keys, first = np.unique(codings.code[order], return_index=True)
        parts = np.split(order, first[1:])
        for key, places in zip(keys.tolist(), parts, strict=False):
            yield id_of(key), merged(codings.start[places], codings.end[places])

    def _words(self, part: QueryPart) -> Stretches:
        find_in = occurrences(part, match_case=self.match_case)
        # As columns at once: places are many, and as pairs of numbers they would take ten times the memory.
        tables = [np.empty((0, 2), dtype=np.int64)]
        total = len(self.text_line.transcripts)
        for number, transcript_id in enumerate(self.text_line.transcripts):
            self.progress(number, total, self.text_line.study.transcripts[transcript_id].name)
            places = list(find_in(self.text_line.study.text(transcript_id)))
            if places:
                tables.append(np.array(places, dtype=np.int64) + self.text_line.bases[number])
        start, end = np.concatenate(tables).T.copy()
        return Stretches(start, end)

    @cached_property
    def _codings(self) -> QueryCodings:
        return QueryCodings.of(self.text_line, self.coders)

    def _meant(self, only: Only) -> Flags | None:
        """Which codings are as they must be; None for all."""
        chosen: Flags | None = None
        for asked, negated in only:
            fits = self._like(asked)
            fits = ~fits if negated else fits
            chosen = fits if chosen is None else chosen & fits
        return chosen

    def _like(self, asked: Expression) -> Flags:
        if isinstance(asked, Joined):
            one, other = self._like(asked.left), self._like(asked.right)
            if asked.join is Join.OR:
                return one | other
            return one & (~other if asked.join is Join.NOT else other)
        return self._codings.weighing(asked) if asked.kind is PartKind.WEIGHT else self._codings.noting(asked)

    def _codes(self, codes: tuple[UUID, ...] | None, only: Only) -> Stretches:
        chosen = self._meant(only)
        if codes is not None:
            keys, code = keys_of(codes), self._codings.code
            theirs = code == keys[0] if len(keys) == 1 else np.isin(code, keys)
            chosen = theirs if chosen is None else chosen & theirs
        codings = self._codings.where(chosen)
        return merged(codings.start, codings.end)

    def _uncoded(self) -> Stretches:
        """What was said and has no code, without the blanks around it; all text where nobody is labelled."""
        text_line = self.text_line
        coded = self._codes(None, ())
        counts = np.bincount(text_line.turns.transcript, minlength=len(text_line.transcripts))
        silent = [row for row, count in zip(text_line.transcripts, counts.tolist(), strict=True) if not count]
        turns = self._turns(np.ones(len(text_line.turns.start), dtype=np.bool_))
        spoken = sets.either(turns, self._transcripts(silent))
        rest = sets.without(spoken, coded, text_line.length)
        spans = [
            (base + span.start, base + span.end)
            for number, base in enumerate(text_line.bases[:-1].tolist())
            for span in _with_words(text_line.study.text(text_line.transcripts[number]), rest, base)
        ]
        table = np.array(spans, dtype=np.int64).reshape(-1, 2)
        return Stretches(table[:, 0], table[:, 1])

    def _transcripts(self, identities: list[UUID]) -> Stretches:
        wanted = frozenset(identities)
        start, end = self.text_line.bases[:-1], self.text_line.bases[1:]
        chosen = np.array([row in wanted for row in self.text_line.transcripts], dtype=np.bool_)
        return Stretches(start, end).where(chosen & (start < end))

    def _turns(self, chosen: npt.NDArray[np.bool_]) -> Stretches:
        """What is said in turns, without the labels in front."""
        start, end = self.text_line.turns.speech[chosen], self.text_line.turns.end[chosen]
        return Stretches(start, end).where(start < end)

    def _labelled(self, label: str) -> npt.NDArray[np.bool_]:
        tables = [
            self.text_line.study.turns_of(transcript_id) for transcript_id in self.text_line.transcripts
        ]
        labels = [str(written) for table in tables for written in table.label]
        # Those of the whole study: whose label it is must not depend on the transcripts that are chosen.
        meant = frozenset(named(label, speakers(self.text_line.study)))
        return np.array([written in meant for written in labels], dtype=np.bool_)

    def _of_people(self, identities: list[UUID]) -> Stretches:
        wanted = frozenset(identities)
        numbers = [
            number
            for number, row in enumerate(self.text_line.study.participants_in_order)
            if row.id in wanted
        ]
        return self._turns(np.isin(self.text_line.turns.participant, numbers))

    def _with_attribute(self, part: QueryPart) -> Stretches:
        study = self.text_line.study
        attribute = attribute_of(study, part)
        people = attribute.subject is AttributeSubject.PARTICIPANT
        meant = frozenset(named(part.value.strip(), values_of(study, attribute)))
        found = []
        for subject in study.participants if people else study.transcripts:
            row = study.values_of(subject).get(attribute.id)
            if row is not None and row.value.strip() in meant:
                found.append(subject)
        return self._of_people(found) if people else self._transcripts(found)


def _transcripts_meant(study: Study, part: QueryPart) -> list[UUID]:
    if part.kind is PartKind.TRANSCRIPT:
        return [transcript_of(study, part.value)]
    if part.kind is PartKind.FOLDER:
        return [row.id for row in study.transcripts_in(folder_of(study, part.value))]
    wanted = status_named(part.value)
    return [row.id for row in study.transcripts.values() if row.status is wanted]


def _with_words(text: str, stretches: Stretches, base: int) -> Iterator[Span]:
    """The stretches of one transcript that say something, without blanks at their ends."""
    first, after = np.searchsorted(stretches.start, [base, base + len(text)]).tolist()
    for start, end in zip(
        stretches.start[first:after].tolist(), stretches.end[first:after].tolist(), strict=True
    ):
        piece = text[start - base : end - base]
        if any(map(str.isalnum, piece)):
            yield trimmed(Span(start - base, end - base), text)
