"""A report of a command as a text file, beside what it prints."""

from collections.abc import Iterable
from pathlib import Path

import click

from qualcode.exporters.writing import utf8, whole_file

report_option = click.option(
    "--report", type=click.Path(path_type=Path, dir_okay=False), help="Write the report to a text file."
)


def write_report(path: Path, words: Iterable[str]) -> None:
    """Write the lines to the file at ``path``."""
    with whole_file(path) as stream:
        stream.write(utf8("\n".join(words) + "\n"))
