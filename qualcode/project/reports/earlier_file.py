"""A file that is there already: replaced, kept beside the new one, or left alone until that is said."""

import tempfile
from collections.abc import Callable
from filecmp import cmp
from pathlib import Path
from typing import TypeVar

from qualcode.exporters.writing import check_replaceable
from qualcode.model.errors import QualcodeError
from qualcode.storage.copying import free_name

Done = TypeVar("Done")


class FileDiffersError(QualcodeError):
    """A file is there and would read differently; the sentence has no full stop, for what can be done."""


def written_with_care(path: Path, replaced: bool | None, write: Callable[[Path], Done]) -> tuple[Path, Done]:
    """Write a file, and return where it is and what ``write`` returns.

    ``replaced`` True: over one that is there; False: beside it, with a number; None: nobody has said. Then
    one that would read the same stays, and for another FileDiffersError is raised.
    """
    if replaced is False:
        path = free_name(path.parent, path.stem, path.suffix)
    if replaced or not path.exists():
        return path, write(path)
    # Nobody is asked whether to replace what cannot be replaced.
    check_replaceable(path)
    with tempfile.TemporaryDirectory(prefix="qualcode-") as aside:
        made = Path(aside) / path.name
        done = write(made)
        if not cmp(made, path, shallow=False):
            raise FileDiffersError(f"“{path}” is there already, and differs from what would be written")
    return path, done
