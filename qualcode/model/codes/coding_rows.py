"""Codings as a table, as coding files hold them: names instead of identities."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class CodingRow:
    """One coding of a file: transcript by name or source file name, code by name or full path.

    ``start`` and ``end`` are code points, half-open; ``line`` is where the row stands in its file.
    """

    transcript: str
    code: str
    coder: str
    start: int
    end: int
    memo: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Factor:
    """A column of names that repeat: each distinct name once, and its number in every row."""

    names: tuple[str, ...]
    numbers: npt.NDArray[np.int32]

    @classmethod
    def of(cls, column: Sequence[str]) -> "Factor":
        """From the names row by row."""
        place = {name: number for number, name in enumerate(dict.fromkeys(column))}
        numbers = np.fromiter(map(place.__getitem__, column), dtype=np.int32, count=len(column))
        return cls(tuple(place), numbers)

    @classmethod
    def joined(cls, parts: Sequence["Factor"]) -> "Factor":
        """Several columns one below the other."""
        place: dict[str, int] = {}
        numbers = [np.empty(0, dtype=np.int32)]
        for part in parts:
            known = [place.setdefault(name, len(place)) for name in part.names]
            numbers.append(np.array(known, dtype=np.int32)[part.numbers])
        return cls(tuple(place), np.concatenate(numbers))


@dataclass(frozen=True, slots=True, eq=False)
class CodingTable:
    """Codings in columns of equal length, for a million rows at once.

    ``text`` are the words that were coded, None where the file does not say them. ``faults`` are rows
    that could not be read as numbers: their place in the columns and why. ``weight`` is -1 where a row has
    none, None where no row has.
    """

    transcript: Factor
    code: Factor
    coder: Factor
    start: Numbers
    end: Numbers
    memo: Sequence[str]
    line: Numbers
    faults: tuple[tuple[int, str], ...] = ()
    text: Sequence[str] | None = None
    weight: Numbers | None = None

    def __len__(self) -> int:
        return len(self.start)

    @classmethod
    def of(
        cls,
        transcripts: Sequence[str],
        codes: Sequence[str],
        coders: Sequence[str],
        starts: Sequence[str] | Sequence[int] | Numbers,
        ends: Sequence[str] | Sequence[int] | Numbers,
        memos: Sequence[str] | None = None,
        lines: Sequence[int] | Numbers | None = None,
        texts: Sequence[str] | None = None,
        weights: Sequence[int] | Numbers | None = None,
    ) -> "CodingTable":
        """From columns as a file holds them; numbers may still be text.

        Without ``lines`` the first row stands in line 2, below the header.
        """
        start, start_faults = _numbers(starts, "start")
        end, end_faults = _numbers(ends, "end")
        count = len(start)
        return cls(
            transcript=Factor.of(transcripts),
            code=Factor.of(codes),
            coder=Factor.of(coders),
            start=start,
            end=end,
            memo=memos if memos is not None else [""] * count,
            line=np.arange(2, count + 2) if lines is None else np.asarray(lines, dtype=np.int64),
            faults=(*start_faults, *end_faults),
            text=texts,
            weight=None if weights is None else np.asarray(weights, dtype=np.int64),
        )

    @classmethod
    def from_rows(cls, rows: Iterable[CodingRow]) -> "CodingTable":
        """From single rows."""
        items = list(rows)
        return cls.of(
            [row.transcript for row in items],
            [row.code for row in items],
            [row.coder for row in items],
            [row.start for row in items],
            [row.end for row in items],
            [row.memo for row in items],
            [row.line for row in items],
        )

    @classmethod
    def joined(cls, parts: Sequence["CodingTable"]) -> "CodingTable":
        """Tables one below the other; all of them say the words that were coded, or none does."""
        if not parts:
            return cls.from_rows(())
        above = accumulate(map(len, parts), initial=0)
        return cls(
            transcript=Factor.joined([part.transcript for part in parts]),
            code=Factor.joined([part.code for part in parts]),
            coder=Factor.joined([part.coder for part in parts]),
            start=np.concatenate([part.start for part in parts]),
            end=np.concatenate([part.end for part in parts]),
            memo=list(chain.from_iterable(part.memo for part in parts)),
            line=np.concatenate([part.line for part in parts]),
            faults=tuple(
                (before + place, why)
                for before, part in zip(above, parts, strict=False)
                for place, why in part.faults
            ),
            text=None
            if any(part.text is None for part in parts)
            else list(chain.from_iterable(part.text or () for part in parts)),
            weight=None
            if any(part.weight is None for part in parts)
            else np.concatenate([part.weight for part in parts if part.weight is not None]),
        )

    def without(self, places: Container[int]) -> "CodingTable":
        """The same without the rows at these places."""
        kept = [place for place in range(len(self)) if place not in places]
        return CodingTable.of(
            [self.transcript.names[self.transcript.numbers[place]] for place in kept],
            [self.code.names[self.code.numbers[place]] for place in kept],
            [self.coder.names[self.coder.numbers[place]] for place in kept],
            self.start[kept],
            self.end[kept],
            [self.memo[place] for place in kept],
            self.line[kept],
            None if self.text is None else [self.text[place] for place in kept],
            None if self.weight is None else self.weight[kept],
        )


def _numbers(
    column: Sequence[str] | Sequence[int] | Numbers, name: str
) -> tuple[Numbers, list[tuple[int, str]]]:
    if isinstance(column, np.ndarray):
        return column.astype(np.int64, copy=False), []
    try:
        return np.fromiter(map(int, column), dtype=np.int64, count=len(column)), []
    except (ValueError, OverflowError):
        return _numbers_one_by_one([*column], name)


def _numbers_one_by_one(column: Sequence[str | int], name: str) -> tuple[Numbers, list[tuple[int, str]]]:
    numbers = np.zeros(len(column), dtype=np.int64)
    faults = []
    for place, value in enumerate(column):
        try:
            numbers[place] = int(value)
        except (ValueError, OverflowError):
            faults.append((place, f"its {name} “{value}” is not a whole number"))
    return numbers, faults
