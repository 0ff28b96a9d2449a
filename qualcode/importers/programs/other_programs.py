"""Projects of other programs, whatever program wrote them: told apart by how their files begin."""

from pathlib import Path
from typing import Final

from qualcode.importers.guarded.limits import DEFAULT_LIMITS, ImportLimits
from qualcode.importers.programs import qualcoder, rqda, taguette
from qualcode.importers.programs.doubled import each_once
from qualcode.importers.programs.program_database import read_database, tables_of
from qualcode.importers.programs.qualcoder import read_qualcoder
from qualcode.importers.programs.rqda import read_rqda
from qualcode.importers.programs.source_talk import with_talk
from qualcode.importers.programs.taguette import read_taguette
from qualcode.importers.programs.tei import read_tei
from qualcode.importers.refi.document import read_refi
from qualcode.model.errors import UnreadableFileError
from qualcode.model.exchange.document import ExchangedProject
from qualcode.model.exchange.program_files import HEAD, is_tei

_SQLITE: Final = b"SQLite format 3\x00"
_PROGRAMS: Final = {".qda": "QualCoder", ".sqlite3": "Taguette", ".rqda": "RQDA"}


def read_program(path: Path, limits: ImportLimits = DEFAULT_LIMITS, wanted: str = "") -> ExchangedProject:
    """What the file at ``path`` holds; ``wanted`` names one of several projects in it.

    Raises UnreadableFileError.
    """
    with path.open("rb") as file:
        head = file.read(HEAD)
    return with_talk(_read(path, head, limits, wanted))


def _read(path: Path, head: bytes, limits: ImportLimits, wanted: str) -> ExchangedProject:
    if is_tei(head):
        return read_tei(path, limits)
    is_database = head.startswith(_SQLITE)
    return each_once(_read_database(path, limits, wanted)) if is_database else read_refi(path, limits)


def _read_database(path: Path, limits: ImportLimits, wanted: str) -> ExchangedProject:
    program = _PROGRAMS.get(path.suffix.lower(), "the program that wrote it")
    tables = set(read_database(path, program, tables_of))
    if tables >= qualcoder.TABLES:
        return read_qualcoder(path, limits)
    if tables >= taguette.TABLES:
        return read_taguette(path, limits, wanted)
    if tables >= rqda.TABLES:
        return read_rqda(path, limits)
    if {"journal", "codings", "text_versions"} <= tables:
        raise UnreadableFileError(
            f"“{path.name}” is a project of qualcode. Merge it with this one instead of importing it."
        )
    raise UnreadableFileError(
        f"“{path.name}” cannot be imported. It is not a project of QualCoder, Taguette or RQDA."
    )
