"""What a query finds: stretches of text on a line of transcripts, and passages with what marks them."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, NamedTuple
from uuid import UUID

import numpy as np
import numpy.typing as npt

from qualcode.analysis import stretches as sets
from qualcode.analysis.ragged import Whole
from qualcode.analysis.selected.text_line import TextLine, joined
from qualcode.analysis.stretches import Stretches, merged
from qualcode.model.entities import AttributeSubject
from qualcode.model.errors import QualcodeError
from qualcode.model.identity import id_of, keys_of
from qualcode.model.progress import Progress, no_progress
from qualcode.model.query import Expression, Join, Joined, PartKind, Query, QueryPart
from qualcode.model.query_names import attribute_of, coder_of, codes_of, participant_of, transcript_of
from qualcode.model.span import Span
from qualcode.model.study import Study


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
            first, behind = where.touched(np.array([start]), np.array([end]))
            for mark in range(int(first[0]), int(behind[0])):
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
        for part in _marking(query.what):
            yield from asking.marks_of(part)

    return Findings(asking.text_line, passages, marks)


def found_on(text_line: TextLine, query: Query) -> Stretches:
    """The stretches of a line that a query finds."""
    return _Asking(text_line, query.coders).answer(query.what)


def _marking(what: Expression) -> Iterator[QueryPart]:
    """The words and codes that a passage may hold, each once."""
    found: dict[QueryPart, None] = {}

    def walk(side: Expression) -> None:
        if isinstance(side, QueryPart):
            if side.kind.of_words or side.kind is PartKind.CODE:
                found.setdefault(side)
            return
        walk(side.left)
        if side.join not in (Join.NOT, Join.WITHOUT):
            walk(side.right)

    walk(what)
    return iter(found)


@dataclass(frozen=True, eq=False)
class _Codings:
    """The codings of the query's coders on the line."""

    code: Whole
    start: Whole
    end: Whole


@dataclass(frozen=True, eq=False)
class _Asking:
    """One question on one line; parts that stand in it twice are looked up once."""

    text_line: TextLine
    coders: tuple[str, ...] = ()
    match_case: bool = False
    progress: Progress = no_progress
    _known: dict[QueryPart, Stretches] = field(default_factory=dict)

    def answer(self, what: Expression) -> Stretches:
        if isinstance(what, QueryPart):
            if what not in self._known:
                self._known[what] = self._part(what)
            return self._known[what]
        return self._joined(what, self.answer(what.left), self.answer(what.right))

    def _joined(self, what: Joined, one: Stretches, other: Stretches) -> Stretches:
        if what.join is Join.AND:
            return sets.both(one, other)
        if what.join is Join.OR:
            return sets.either(one, other)
        if what.join is Join.NOT:
            return sets.without(one, other, self.text_line.length)
        if what.join is Join.INSIDE:
            return sets.inside(one, other)
        if what.join is Join.NEAR:
            return sets.hulls(one, other, *self._reach(one, what.within))
        touch = other.touch(one.start, one.end)
        return one.where(touch if what.join is Join.WITH else ~touch)

    def _reach(self, passages: Stretches, within: int) -> tuple[Whole, Whole]:
        """How far "near" reaches to the left and to the right of each passage, within its transcript."""
        turns = self.text_line.turns
        if not len(turns.start):
            return passages.start, passages.end
        first, behind = turns.touched(passages.start, passages.end)
        counts = np.bincount(turns.transcript, minlength=len(self.text_line.transcripts))
        number = self.text_line.transcript_at(passages.start)
        last = np.cumsum(counts)[number] - 1
        # A passage outside all turns has no distance: it is near to what it overlaps only.
        known = behind > first
        left = turns.start[np.where(known, np.maximum(first - within, last - counts[number] + 1), 0)]
        right = turns.end[np.where(known, np.minimum(behind - 1 + within, last), 0)]
        return (
            np.where(known, np.minimum(left, passages.start), passages.start),
            np.where(known, np.maximum(right, passages.end), passages.end),
        )

    # -- single parts -------------------------------------------------------------------------

    def _part(self, part: QueryPart) -> Stretches:
        if part.kind.of_words:
            return self._words(part)
        if part.kind is PartKind.CODE:
            return self._codes(codes_of(self.text_line.study, part))
        if part.kind is PartKind.TRANSCRIPT:
            return self._transcripts([transcript_of(self.text_line.study, part.value)])
        if part.kind is PartKind.SPEAKER:
            return self._turns(self._labelled(part.value))
        if part.kind is PartKind.PARTICIPANT:
            return self._of_people([participant_of(self.text_line.study, part.value)])
        return self._with_attribute(part)

    def marks_of(self, part: QueryPart) -> Iterator[tuple[UUID | None, Stretches]]:
        """What a part marks in passages: words, or the runs of each of its codes."""
        if part.kind.of_words:
            yield None, self.answer(part)
            return
        codes = codes_of(self.text_line.study, part)
        if codes is None:
            yield from self._by_code()
            return
        for code_id in codes:
            yield code_id, self._codes((code_id,))

    def _by_code(self) -> Iterator[tuple[UUID, Stretches]]:
        """The runs of every code that is used, from one sort of all codings."""
        codings = self._codings
        order = np.argsort(codings.code, kind="stable")
        keys, first = np.unique(codings.code[order], return_index=True)
        parts = np.split(order, first[1:])
        for key, places in zip(keys.tolist(), parts, strict=False):
            yield id_of(key), merged(codings.start[places], codings.end[places])

    def _words(self, part: QueryPart) -> Stretches:
        pattern = pattern_of(part, self.match_case)
        starts: list[int] = []
        ends: list[int] = []
        total = len(self.text_line.transcripts)
        for number, transcript_id in enumerate(self.text_line.transcripts):
            self.progress(number, total, self.text_line.study.transcripts[transcript_id].name)
            base = int(self.text_line.bases[number])
            for hit in pattern.finditer(self.text_line.study.text(transcript_id)):
                if hit.end() > hit.start():
                    starts.append(hit.start() + base)
                    ends.append(hit.end() + base)
        return Stretches(np.array(starts, dtype=np.int64), np.array(ends, dtype=np.int64))

    @cached_property
    def _codings(self) -> _Codings:
        text_line = self.text_line
        tables = [text_line.study.codings_of(transcript_id) for transcript_id in text_line.transcripts]
        code = joined([table.code for table in tables])
        start = text_line.along([table.start for table in tables])
        end = text_line.along([table.end for table in tables])
        if self.coders:
            keys = keys_of([coder_of(text_line.study, name) for name in self.coders])
            mine = np.isin(joined([table.coder for table in tables]), keys)
            code, start, end = code[mine], start[mine], end[mine]
        return _Codings(code, start, end)

    def _codes(self, codes: tuple[UUID, ...] | None) -> Stretches:
        codings = self._codings
        if codes is None:
            return merged(codings.start, codings.end)
        keys = keys_of(codes)
        chosen = codings.code == keys[0] if len(keys) == 1 else np.isin(codings.code, keys)
        return merged(codings.start[chosen], codings.end[chosen])

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
        wanted = label.casefold()
        tables = [
            self.text_line.study.turns_of(transcript_id) for transcript_id in self.text_line.transcripts
        ]
        labels = [str(written) for table in tables for written in table.label]
        fits = {written: written.casefold() == wanted for written in set(labels)}
        return np.array([fits[written] for written in labels], dtype=np.bool_)

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
        wanted = part.value.strip().casefold()
        found = []
        for subject in study.participants if people else study.transcripts:
            row = study.values_of(subject).get(attribute.id)
            if row is not None and row.value.strip().casefold() == wanted:
                found.append(subject)
        return self._of_people(found) if people else self._transcripts(found)


_PATTERNS: Final = {PartKind.WORD: r"(?<!\w){}(?!\w)", PartKind.STEM: r"(?<!\w){}\w*"}


def pattern_of(part: QueryPart, match_case: bool = False) -> re.Pattern[str]:
    """Words as a regular expression; a stem takes every word along that begins like it."""
    text = part.value if part.kind is PartKind.REGEX else re.escape(part.value)
    text = _PATTERNS.get(part.kind, "{}").replace("{}", text)
    try:
        return re.compile(text, re.MULTILINE if match_case else re.MULTILINE | re.IGNORECASE)
    except (re.error, OverflowError, RecursionError) as error:
        raise QualcodeError(f"“{part.value}” is no regular expression: {error}.") from error
