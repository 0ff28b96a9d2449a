"""Files of other programs, told by their names: they are imported as projects, not as transcripts."""

import re
from pathlib import Path
from typing import Final

SUFFIXES: Final = (".qdpx", ".qde", ".qdc", ".qda", ".rqda", ".sqlite3")
"""Endings of projects and codebooks of other programs."""

TABLE_SUFFIXES: Final = (".csv", ".tsv", ".xlsx", ".xlsm")
"""Endings of spreadsheets, which may hold coded segments."""

TEI_SUFFIXES: Final = (".xml", ".tei")
"""Endings of TEI documents, which may hold annotations; other files end so as well."""

HEAD: Final = 4096
"""In so many bytes at its beginning a TEI document shows what it is."""

_TEI: Final = re.compile(rb"<(?:\w+:)?(?:TEI|TEI\.2|teiCorpus)[\s>]")

QUALCODER_FILE: Final = "data.qda"
"""What the folder of a QualCoder project has in it."""

_LISTED: Final = 1024 * 1024
"""So many bytes at the end of an archive list what is in it."""

_ENTRY: Final = re.compile(rb"PK\x01\x02(?s:.{24})(?s:(..))(?s:.{16})")


def is_program_file(path: Path) -> bool:
    """Whether at this path is a project or codebook of another program.

    Told by its name, or, in an archive .zip as OpenQDA exports it, by that of the document in it; XML by its
    first element.
    """
    if path.suffix.lower() == ".zip":
        return _holds_document(path)
    if path.suffix.lower() in TEI_SUFFIXES:
        return _begins_as_tei(path)
    return path.suffix.lower() in SUFFIXES or (path.is_dir() and (path / QUALCODER_FILE).is_file())


def is_tei(head: bytes) -> bool:
    """Whether a file that begins so is a TEI document."""
    return _TEI.search(head) is not None


def _begins_as_tei(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return path.is_file() and is_tei(file.read(HEAD))
    except OSError:
        return False


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
