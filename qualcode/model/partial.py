"""The name that a file has until it is whole: hidden, beside the one that it will have, and nobody else's."""

import re
import secrets
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

_NAME_BYTES: Final = 200
"""Of the 255 that a name may have, those that show whose it is; one letter may take four."""

_PARTIAL: Final = re.compile(r"\..*\.[0-9a-f]{12}\.part(-journal)?", re.DOTALL)
_GIVEN_UP: Final = timedelta(days=1)


def partial_name(target: Path) -> Path:
    """A name beside ``target`` that no file has yet."""
    begin = target.name.encode(errors="ignore")[:_NAME_BYTES].decode(errors="ignore")
    return target.with_name(f".{begin}.{secrets.token_hex(6)}.part")


def remove_given_up(folder: Path, at: datetime) -> None:
    """Remove what programs that were ended a day ago or more left in a folder: nobody writes to it any more.

    What cannot be removed stays.
    """
    try:
        left = [item for item in folder.iterdir() if _PARTIAL.fullmatch(item.name)]
    except OSError:
        return
    for item in left:
        with suppress(OSError):
            if at.timestamp() - item.lstat().st_mtime > _GIVEN_UP.total_seconds():
                item.unlink()
