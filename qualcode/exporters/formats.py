"""Which format a file name asks for."""

from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

from qualcode.model.errors import QualcodeError

Writer = TypeVar("Writer")


def writer_for(path: Path, writers: Mapping[str, Writer]) -> Writer:
    """What belongs to the ending of ``path``; raises QualcodeError where nothing does."""
    writer = writers.get(path.suffix.lower())
    if writer is None:
        *first, last = (suffix.removeprefix(".") for suffix in writers)
        choices = f"{', '.join(first)} or {last}" if first else last
        given = f"“{path.suffix}” files cannot be written here" if path.suffix else "it has no ending"
        raise QualcodeError(f"“{path.name}”: {given}; end the file name in {choices}.")
    return writer
