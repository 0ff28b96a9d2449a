"""The codings that a query asks about, on one line, with what is noted of each and how much it weighs."""

import operator
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np

from qualcode.analysis.occurrences import occurrences, typed_part
from qualcode.analysis.ragged import Whole
from qualcode.analysis.selected.text_line import TextLine, joined
from qualcode.analysis.stretches import Flags, Stretches, merged
from qualcode.model.codings import NO_WEIGHT, Codings
from qualcode.model.entities import Memo, MemoLink
from qualcode.model.identity import keys_of
from qualcode.model.queries.query import ANY_CODE, QueryPart, bound_of
from qualcode.model.queries.query_names import coder_of

_COMPARED: Final[dict[str, Callable[[Any, int], Any]]] = {
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
    "=": operator.eq,
}


@dataclass(frozen=True, eq=False)
class Chosen:
    """Some codings: code, start and end of each."""

    code: Whole
    start: Whole
    end: Whole


@dataclass(frozen=True, eq=False)
class QueryCodings:
    """The codings of the query's coders in columns that run alongside; ``mine`` None: everybody's."""

    text_line: TextLine
    tables: tuple[Codings, ...]
    mine: Flags | None
    code: Whole
    start: Whole
    end: Whole

    @classmethod
    def of(cls, text_line: TextLine, coders: tuple[str, ...]) -> "QueryCodings":
        tables = tuple(text_line.study.codings_of(transcript_id) for transcript_id in text_line.transcripts)
        code = joined([table.code for table in tables])
        start = text_line.along([table.start for table in tables])
        end = text_line.along([table.end for table in tables])
        if not coders:
            return cls(text_line, tables, None, code, start, end)
        keys = keys_of([coder_of(text_line.study, name) for name in coders])
        mine = np.isin(joined([table.coder for table in tables]), keys)
        return cls(text_line, tables, mine, code[mine], start[mine], end[mine])

    def where(self, chosen: Flags | None) -> Chosen:
        """The chosen codings; None: all."""
        if chosen is None:
            return Chosen(self.code, self.start, self.end)
        # Mostly a few of very many, which are not passed through three times to be found.
        places = np.flatnonzero(chosen)
        return Chosen(self.code[places], self.start[places], self.end[places])

    def weighing(self, part: QueryPart) -> Flags:
        """Which codings weigh so much; one without a weight never does."""
        sign, bound = bound_of(part)
        found: Flags = _COMPARED[sign](self._weights, bound) & (self._weights != NO_WEIGHT)
        return found

    def noting(self, part: QueryPart) -> Flags:
        """Which codings have these words in their memo, or in one on their words; ``*`` stands for any memo.

        A memo is on words that it was written about or is linked to; its title and tags count as well.
        """
        if part.value == ANY_CODE:
            noted = np.array([bool(memo.strip()) for memo in self._memos], dtype=np.bool_)
            return noted | self._passages(lambda _memo: True).touch(self.start, self.end)
        find_in = occurrences(typed_part(part.value))

        def holds(words: str) -> bool:
            return bool(words) and any(True for _ in find_in(words))

        def has(memo: Memo) -> bool:
            return any(map(holds, (memo.title, memo.text, *memo.tags)))

        known = {memo: holds(memo) for memo in set(self._memos)}
        noted = np.array([known[memo] for memo in self._memos], dtype=np.bool_)
        return noted | self._passages(has).touch(self.start, self.end)

    def _passages(self, wanted: Callable[[Memo], bool]) -> Stretches:
        """The passages that memos are on, of memos that are wanted."""
        study = self.text_line.study
        bases = dict(zip(self.text_line.transcripts, self.text_line.bases[:-1].tolist(), strict=True))
        chosen = {memo.id for memo in study.rows(Memo).values() if wanted(memo)}
        rows: list[Memo | MemoLink] = [study.rows(Memo)[memo_id] for memo_id in chosen]
        rows += [link for link in study.rows(MemoLink).values() if link.memo_id in chosen]
        places = [
            (bases[row.subject_id] + row.start, bases[row.subject_id] + row.end)
            for row in rows
            if row.subject_id in bases and row.start is not None and row.end is not None
        ]
        start, end = np.array(places, dtype=np.int64).reshape(-1, 2).T.copy()
        # A memo whose words are gone stays at a point, on which no coding is.
        return merged(start[start < end], end[start < end])

    @cached_property
    def _weights(self) -> Whole:
        weights = joined([table.weight for table in self.tables])
        return weights if self.mine is None else weights[self.mine]

    @cached_property
    def _memos(self) -> list[str]:
        memos = [str(memo) for table in self.tables for memo in table.memo]
        if self.mine is None:
            return memos
        return [memo for memo, kept in zip(memos, self.mine.tolist(), strict=True) if kept]
