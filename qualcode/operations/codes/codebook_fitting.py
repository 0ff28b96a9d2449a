"""The rows of a codebook that fit a study; what does not fit is left out and named by its line."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final, NamedTuple
from uuid import UUID

from qualcode.model.codes.codebook import CodebookRow
from qualcode.model.codes.pinned_keys import KEYS_IN_WORDS, PINNED_KEYS
from qualcode.model.errors import QualcodeError
from qualcode.model.identity import key_of
from qualcode.model.study import Study
from qualcode.model.words.in_words import counted
from qualcode.operations.codes.codebook_tree import GrowingCodebook
from qualcode.operations.palette import checked_colour

_SIGN: Final = re.compile(r"[^\w\s]+$")


class FittingRows(NamedTuple):
    """Rows that can be imported, and a phrase for each cell or row that was left out.

    ``levels`` says in a sentence that a sign of the file was read as what parts levels; empty where none was.
    """

    rows: tuple[CodebookRow, ...]
    faults: tuple[str, ...]
    levels: str = ""

    @property
    def told(self) -> str:
        """How levels were read and what was left out, in sentences; empty where there is nothing to say."""
        return " ".join(filter(None, (self.levels, left_out(self.faults))))


def left_out(faults: Sequence[str], shown: int = 4) -> str:
    """A sentence that names what was left out of a table."""
    if not faults:
        return ""
    more = f" and {len(faults) - shown:,} more" if len(faults) > shown else ""
    return f"Left out: {'; '.join(faults[:shown])}{more}."


def fitting_rows(study: Study, rows: Iterable[CodebookRow]) -> FittingRows:
    """The rows without what a study cannot take: importing them raises nothing."""
    tree = GrowingCodebook(study)
    described: set[UUID] = set()
    kept: list[CodebookRow] = []
    faults: list[str] = []
    for row in rows:
        told = list(row.faults)
        if row.name.strip():
            try:
                code = tree.ensure(row.path)
            except QualcodeError as problem:
                told.append(f"{str(problem)[:1].lower()}{str(problem)[1:].rstrip('.')}; the row was left out")
            else:
                if code.id in described:
                    told.append(f"“{row.path}” is described twice; the first row counts")
                else:
                    described.add(code.id)
                    kept.append(_fitting(study, code.id, row, told))
        faults += [f"line {row.line}: {fault}" if row.line else fault for fault in told]
    return FittingRows(tuple(kept), tuple(faults), levels_in_words(kept))


def levels_in_words(rows: Sequence[CodebookRow]) -> str:
    """That a sign of the file was read as what parts levels, in a sentence; empty where none was."""
    parted = [row for row in rows if row.parted and row.parent]
    if not parted:
        return ""
    first = parted[0]
    found = _SIGN.search(first.parted.removesuffix(first.name).rstrip())
    sign = found.group() if found else ""
    return (
        f"In {counted(len(parted), 'name')} “{sign}” was read as the sign between levels: "
        f"“{first.parted}” is “{first.name}” under “{first.parent}”."
    )


def _fitting(study: Study, code_id: UUID, row: CodebookRow, told: list[str]) -> CodebookRow:
    colour, codable, digit = row.colour, row.codable, row.digit
    if colour is not None and colour.strip():
        try:
            checked_colour(colour)
        except QualcodeError:
            told.append(f"“{colour}” is not a colour")
            colour = None
    codings = study.coding_counts.get(key_of(code_id), 0)
    if codable is False and codings:
        told.append(f"“{row.path}” has {counted(codings, 'coding')} and stays a code")
        codable = None
    if digit is not None and digit not in PINNED_KEYS:
        told.append(f"“{row.path}” has the key {digit}; there are {KEYS_IN_WORDS}")
        digit = None
    return replace(row, colour=colour, codable=codable, digit=digit, faults=())
