"""What ``qualcode import`` tells of files that changed since they were imported."""

from collections.abc import Sequence
from typing import Any, Final

import click

from qualcode.model.words.cutting import in_one_line
from qualcode.operations.coding_changes import CodingChange, Fate
from qualcode.operations.transcripts.documents import DocumentImport
from qualcode.project.importing.listed import ReadFile

_SHOWN: Final = 70
_HOW: Final = "“--again replace” takes its text and keeps the codings, “--again add” adds it beside."


def left_alone(file: ReadFile) -> str:
    """That a changed file was left, and how to take it."""
    return f"{file.how_changed} Skipped; {_HOW}"


def print_replaced(done: DocumentImport, *, dry_run: bool) -> None:
    """Name each transcript that has another text, and each coding that has not all its words any more."""
    for name, codings in done.replaced:
        click.echo(f"{name}: the text {'would be' if dry_run else 'is'} replaced by that of its file.")
        for coding in codings:
            click.echo(f"  {_line(coding)}")


def _line(coding: CodingChange) -> str:
    what = f"turn {coding.turn}, “{coding.code}” by {coding.coder}: “{_short(coding.before)}”"
    if coding.fate is Fate.LOST:
        return f"{what} is gone with its words"
    if coding.fate is Fate.SAME_AS_ANOTHER:
        return f"{what} is one with another coding of the same words"
    pieces = " (in pieces)" if coding.fate is Fate.IN_PIECES else ""
    return f"{what} becomes “{_short(coding.after)}”{pieces}"


def _short(words: str) -> str:
    return in_one_line(words, _SHOWN)


def replaced_as_json(done: DocumentImport) -> list[dict[str, Any]]:
    """The same as values."""
    return [{"transcript": name, "codings": _values(codings)} for name, codings in done.replaced]


def _values(codings: Sequence[CodingChange]) -> list[dict[str, Any]]:
    return [{**coding._asdict(), "fate": str(coding.fate)} for coding in codings]


def changed_as_json(files: Sequence[ReadFile]) -> list[dict[str, Any]]:
    """Which files are other versions of transcripts, and what is done with each."""
    return [
        {
            "file": file.name,
            "transcript": file.changed.name,
            "codings": file.changed.codings,
            "lines": file.changed.lines,
            "again": str(file.again),
        }
        for file in files
        if file.changed is not None
    ]
