"""A report of a command as a text file, beside what it prints."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

import click

from qualcode.exporters.writing import check_place, utf8, whole_file
from qualcode.model.words.in_words import ListRoom

ON_TERMINAL: Final = ListRoom(20, "; --report FILE has them all")
"""So many lines of a kind are printed."""

IN_BRIEF: Final = ListRoom(ON_TERMINAL.most)
"""The same where there is no report."""


def _writable(_context: click.Context, _option: click.Parameter, path: Path | None) -> Path | None:
    """Before anything is changed: a report that has no place must not leave a step behind it."""
    if path is not None:
        check_place(path)
    return path


report_option = click.option(
    "--report",
    type=click.Path(path_type=Path, dir_okay=False),
    callback=_writable,
    help="Write the report to a text file.",
)


def write_report(path: Path, words: Iterable[str]) -> None:
    """Write the lines to the file at ``path``."""
    with whole_file(path) as stream:
        stream.write(utf8("\n".join(words) + "\n"))
