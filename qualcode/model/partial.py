"""The name that a file has until it is whole: hidden, beside the one that it will have, and nobody else's."""

import secrets
from pathlib import Path
from typing import Final

_NAME_BYTES: Final = 200
"""Of the 255 that a name may have, those that show whose it is; one letter may take four."""


def partial_name(target: Path) -> Path:
    """A name beside ``target`` that no file has yet."""
    begin = target.name.encode(errors="ignore")[:_NAME_BYTES].decode(errors="ignore")
    return target.with_name(f".{begin}.{secrets.token_hex(6)}.part")
