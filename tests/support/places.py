"""Where tests put their files: in memory where there is room, for nothing here has to outlive a power cut."""

import os
import shutil
import tempfile
from pathlib import Path
from typing import Final

_MEMORY: Final = Path("/dev/shm")  # noqa: S108 - folders of their own are made in it
_ROOM: Final = 3 * 2**30
"""Bytes: several times what all tests leave until their end."""


def use_memory() -> None:
    """Have temporary files made in memory, from now on and in processes that are started.

    Every step of a project waits several times for the disk. Who has named a place for temporary
    files gets that one.
    """
    if "TMPDIR" in os.environ or not os.access(_MEMORY, os.W_OK | os.X_OK):
        return
    if shutil.disk_usage(_MEMORY).free >= _ROOM:
        os.environ["TMPDIR"] = str(_MEMORY)
        tempfile.tempdir = None
