"""Files of other programs, told by their names: they are imported as projects, not as transcripts."""

import re
from pathlib import Path
from typing import Final

SUFFIXES: Final = (".qdpx", ".qde", ".qdc", ".qda", ".rqda", ".sqlite3")
"""Endings of projects and codebooks of other programs."""

TABLE_SUFFIXES: Final = (".csv", ".tsv", ".xlsx", ".xlsm")
"""Endings of spreadsheets, which may hold coded segments."""

QUALCODER_FILE: Final = "data.qda"
"""What the folder of a QualCoder project has in it."""

_LISTED: Final = 1024 * 1024
"""So many bytes at the end of an archive list what is in it."""

_ENTRY: Final = re.compile(rb"PK\x01\x02(?s:.{24})(?s:(..))(?s:.{16})")


def is_program_file(path: Path) -> bool:
    """Whether at this path is a project or codebook of another program.

    Told by its name, or, in an archive .zip as OpenQDA exports it, by that of the document in it.
    """
    if path.suffix.lower() == ".zip":
        return _holds_document(path)
    return path.suffix.lower() in SUFFIXES or (path.is_dir() and (path / QUALCODER_FILE).is_file())


def _holds_document(path: Path) -> bool:
    if not path.is_file():
        return False
    try:
        with path.open("rb") as file:
            file.seek(0, 2)
            file.seek(max(0, file.tell() - _LISTED))
            listed = file.read()
    except OSError:
        return False
    names = (
        listed[entry.end() : entry.end() + int.from_bytes(entry[1], "little")]
        for entry in _ENTRY.finditer(listed)
    )
    return any(name.lower().endswith(b".qde") for name in names)
