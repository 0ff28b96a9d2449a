"""What commands print: tables for people, JSON for programs, progress on a terminal."""

import json
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from textwrap import indent
from typing import Any, Final, TypeVar, overload

import click

from qualcode.model.machine.progress import Progress, no_progress

AS_IT_IS: Final = "That is how it is already; nothing was changed."
_GAP: Final = "  "

Row = TypeVar("Row", covariant=True)


def print_json(value: Any) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def print_json_rows(values: Iterable[Any]) -> None:
    """As ``print_json`` of a list, one value after another: there may be millions."""
    before = "[\n"
    for value in values:
        lines = json.dumps(value, ensure_ascii=False, indent=2)
        click.echo(before + indent(lines, "  "), nl=False)
        before = ",\n"
    click.echo("[]" if before.startswith("[") else "\n]")


@dataclass(frozen=True)
class Rows(Sequence[Row]):
    """Rows that are made whenever they are looked at, so that millions need no memory."""

    number: int
    make: Callable[[int], Row]

    def __len__(self) -> int:
        return self.number

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> "Rows[Row]": ...
    def __getitem__(self, place: int | slice) -> "Row | Rows[Row]":
        places = range(self.number)[place]
        if isinstance(places, int):
            return self.make(places)
        return Rows(len(places), lambda at: self.make(places[at]))


def print_table(header: Sequence[str], rows: Sequence[Sequence[str | int]]) -> None:
    """Columns as wide as their longest cell; figures stand at the right.

    Rows are gone through twice, first for the widths, and never kept.
    """
    widths = [_width(name) for name in header]
    figures = [len(rows) > 0] * len(header)
    for row in rows:
        for place, cell in enumerate(row):
            figures[place] &= isinstance(cell, int)
            # Nothing stands to the right of the last column; its words are the longest.
            if place < len(header) - 1 or isinstance(cell, int):
                widths[place] = max(widths[place], _width(_shown(cell)))
    for line in chain([list(header)], ([_shown(cell) for cell in row] for row in rows)):
        cells = (
            " " * (width - _width(cell)) + cell if figure else cell + " " * (width - _width(cell))
            for cell, width, figure in zip(line, widths, figures, strict=True)
        )
        click.echo(_GAP.join(cells).rstrip())


def _shown(cell: str | int) -> str:
    return f"{cell:,}" if isinstance(cell, int) else " ".join(cell.split())


def _width(words: str) -> int:
    """Columns on a terminal: combining marks take none, East Asian letters and emoji two."""
    return sum(
        0
        if unicodedata.combining(letter) or unicodedata.category(letter) in ("Cf", "Mn", "Me")
        else 2
        if unicodedata.east_asian_width(letter) in "WF"
        else 1
        for letter in words
    )


@contextmanager
def progress(label: str) -> Iterator[Progress]:
    """A bar on a terminal, nothing at all elsewhere."""
    if not sys.stderr.isatty():
        yield no_progress
        return
    with click.progressbar(length=1, label=label, file=sys.stderr, item_show_func=_named) as bar:

        def report(done: int, total: int, what: str) -> None:
            bar.length = max(total, 1)
            bar.update(done - bar.pos, what[:40])

        yield report


def _named(what: str | None) -> str:
    return what or ""
