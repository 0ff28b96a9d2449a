"""Files of other programs, told by their names: they are imported as projects, not as transcripts."""

from pathlib import Path
from typing import Final

SUFFIXES: Final = (".qdpx", ".qde", ".qdc", ".qda", ".rqda", ".sqlite3")
"""Endings of projects and codebooks of other programs."""

TABLE_SUFFIXES: Final = (".csv", ".tsv", ".xlsx", ".xlsm")
"""Endings of spreadsheets, which may hold coded segments."""

QUALCODER_FILE: Final = "data.qda"
"""What the folder of a QualCoder project has in it."""


def is_program_file(path: Path) -> bool:
    """Whether at this path is a project or codebook of another program, by its name."""
    return path.suffix.lower() in SUFFIXES or (path.is_dir() and (path / QUALCODER_FILE).is_file())
