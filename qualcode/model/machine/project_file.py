"""What marks a project file, for all who must tell it from other files, and whether one is there."""

import os
from pathlib import Path
from typing import Final

SUFFIX: Final = ".qualcode"

APPLICATION_ID: Final = 0x5143_4F44
"""SQLite's ``application_id`` of our files: "QCOD"."""


def is_there(path: Path | str) -> bool:
    """Whether there is anything at a path; where the system cannot say, there is not.

    ``Path.exists`` raises where a folder may not be looked into, or a drive does not answer.
    """
    return os.path.exists(path)  # noqa: PTH110 - see above
