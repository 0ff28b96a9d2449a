"""Projects of other programs, whatever program wrote them: told apart by how their files begin."""

from pathlib import Path
from typing import Final

from qualcode.importers.limits import DEFAULT_LIMITS, ImportLimits
from qualcode.importers.qualcoder import read_qualcoder
from qualcode.importers.refi.document import read_refi
from qualcode.model.exchange.document import ExchangedProject

_SQLITE: Final = b"SQLite format 3\x00"


def read_program(path: Path, limits: ImportLimits = DEFAULT_LIMITS) -> ExchangedProject:
    """What the file at ``path`` holds. Raises UnreadableFileError."""
    with path.open("rb") as file:
        is_database = file.read(len(_SQLITE)) == _SQLITE
    return read_qualcoder(path, limits) if is_database else read_refi(path, limits)
