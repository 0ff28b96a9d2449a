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
from qualcode.analysis.stretches import Flags
from qualcode.model.codings import NO_WEIGHT, Codings
from qualcode.model.identity import keys_of
from qualcode.model.query import ANY_CODE, QueryPart, bound_of
from qualcode.model.query_names import coder_of

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
            return cls(tables, None, code, start, end)
        keys = keys_of([coder_of(text_line.study, name) for name in coders])
        mine = np.isin(joined([table.coder for table in tables]), keys)
        return cls(tables, mine, code[mine], start[mine], end[mine])

    def where(self, chosen: Flags | None) -> Chosen:
        """The chosen codings; None: all."""
        if chosen is None:
            return Chosen(self.code, self.start, self.end)
        return Chosen(self.code[chosen], self.start[chosen], self.end[chosen])

    def weighing(self, part: QueryPart) -> Flags:
        """Which codings weigh so much; one without a weight never does."""
        sign, bound = bound_of(part)
        found: Flags = _COMPARED[sign](self._weights, bound) & (self._weights != NO_WEIGHT)
        return found

    def noting(self, part: QueryPart) -> Flags:
        """Which codings have a memo with these words in it; ``*`` stands for any memo."""
        if part.value == ANY_CODE:
            return np.array([bool(memo.strip()) for memo in self._memos], dtype=np.bool_)
        find_in = occurrences(typed_part(part.value))
        known = {memo: bool(memo) and any(True for _ in find_in(memo)) for memo in set(self._memos)}
        return np.array([known[memo] for memo in self._memos], dtype=np.bool_)

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
