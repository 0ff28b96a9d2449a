"""The keys that apply a code at once: 1 to 9, and each of them with Shift."""

from typing import Final

_SHIFT: Final = 10
_SHIFT_NAME: Final = "Shift+"

PINNED_KEYS: Final = (*range(1, 10), *range(_SHIFT + 1, _SHIFT + 10))
"""How keys are kept: 3 stands for the key 3, 13 for Shift and 3."""

KEYS_IN_WORDS: Final = "1 to 9 and Shift+1 to Shift+9"


def key_name(number: int) -> str:
    """``3`` or ``Shift+3``."""
    return f"{_SHIFT_NAME}{number - _SHIFT}" if number > _SHIFT else str(number)


def short_key_name(number: int) -> str:
    """The same where there is little room: ``⇧3``."""
    return f"⇧{number - _SHIFT}" if number > _SHIFT else str(number)


def key_number(name: str) -> int | None:
    """The number of a key that is called so, None where there is none."""
    wanted = name.replace(" ", "").casefold()
    return next((number for number in PINNED_KEYS if key_name(number).casefold() == wanted), None)
