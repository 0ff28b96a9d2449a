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
    return target.with_name(f".{_beginning(target.name)}.{secrets.token_hex(6)}.part")


def _beginning(name: str) -> str:
    return name.encode(errors="ignore")[:_NAME_BYTES].decode(errors="ignore")


def remove_given_up(folder: Path, at: datetime, of: str = "") -> None:
    """Remove what programs that were ended a day ago or more left in a folder: nobody writes to it any more.

    ``of``: only what was to become the file of that name. What cannot be removed stays.
    """
    try:
        mine = f".{_beginning(of)}." if of else "."
        left = [
            item for item in folder.iterdir() if item.name.startswith(mine) and _PARTIAL.fullmatch(item.name)
        ]
    except OSError:
        return
    for item in left:
        with suppress(OSError):
            if at.timestamp() - item.lstat().st_mtime > _GIVEN_UP.total_seconds():
                item.unlink()
