"""What commands print: tables for people, JSON for programs, progress on a terminal."""

import json
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

import click

from qualcode.model.progress import Progress, no_progress

AS_IT_IS: Final = "That is how it is already; nothing was changed."
_GAP: Final = "  "


def print_json(value: Any) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def print_table(header: Sequence[str], rows: Sequence[Sequence[str | int]]) -> None:
    """Columns as wide as their longest cell; figures stand at the right."""
    lines = [list(header), *([_shown(cell) for cell in row] for row in rows)]
    widths = [max(_width(line[place]) for line in lines) for place in range(len(header))]
    figures = [
        bool(rows) and all(isinstance(row[place], int) for row in rows) for place in range(len(header))
    ]
    for line in lines:
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
