"""Which format a file name asks for."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final, TypeVar

from qualcode.model.errors import QualcodeError

Writer = TypeVar("Writer")


DOCUMENT_ENDINGS: Final = (".docx", ".html", ".pdf")
"""What every document can be written as."""


def writer_for(path: Path, writers: Mapping[str, Writer], also: Iterable[str] = ()) -> Writer:
    """What belongs to the ending of ``path``; raises QualcodeError where nothing does.

    ``also`` are endings for which somebody else has a writer: they could have been chosen as well.
    """
    writer = writers.get(path.suffix.lower())
    if writer is None:
        *first, last = (suffix.removeprefix(".") for suffix in (*also, *writers))
        choices = f"{', '.join(first)} or {last}" if first else last
        given = f"“{path.suffix}” files cannot be written here" if path.suffix else "it has no ending"
        raise QualcodeError(f"“{path.name}”: {given}; end the file name in {choices}.")
    return writer
