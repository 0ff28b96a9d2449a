"""Definitions of reports from files (json): their text, for anyone who knows what they mean."""

from pathlib import Path
from typing import Final

from qualcode.importers.guarded.foreign_file import opened
from qualcode.importers.guarded.limits import DEFAULT_LIMITS, ImportLimits
from qualcode.model.errors import UnreadableFileError

_MOST: Final = 20 * 1024 * 1024


def read_definition_text(path: Path, limits: ImportLimits = DEFAULT_LIMITS) -> str:
    """The text of the file at ``path``. Raises UnreadableFileError where it is not text in UTF-8."""
    try:
        with opened(path, _MOST, limits) as file:
            return file.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFileError(f"“{path.name}” cannot be read: it is not text in UTF-8.") from error
    except UnreadableFileError as error:
        raise UnreadableFileError(f"“{path.name or path}”: {error}") from error
