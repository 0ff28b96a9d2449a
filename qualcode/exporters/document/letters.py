"""Letters that no font of this computer has: emoji are named in words, and it is said once."""

import unicodedata
from collections.abc import Collection
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Final

from qualcode.model.words.in_words import listed, plural_of

_IGNORED: Final = frozenset({"\u200d", "\u200c", "\u200b", "\u2060", "\ufeff"})
"""Joiners and the like, which have no picture of their own."""
_SKIN: Final = frozenset(map(chr, range(0x1F3FB, 0x1F400)))
"""What colours the sign before it, and is nothing without it."""
_SHOWN_NAMES: Final = 8


def without_picture(letters: Collection[str]) -> frozenset[str]:
    """Those of the letters that no font has, neither ours nor one of the system."""
    wanted = {letter for letter in letters if letter > "\u024f" and _has_picture(letter)}
    missing = {ord(letter) for letter in wanted} - _ours()
    return frozenset(map(chr, missing - _of_the_system(frozenset(missing)))) if missing else frozenset()


def _has_picture(letter: str) -> bool:
    kind = unicodedata.category(letter)
    return letter not in _IGNORED and kind[0] != "C" and kind not in ("Mn", "Me", "Zs", "Zl", "Zp")


def in_words(letter: str) -> str:
    """``[slightly smiling face]`` for a sign; a letter of a script stays, for its name would say less.

    The colour of somebody's skin goes without saying.
    """
    if letter in _SKIN:
        return ""
    if not unicodedata.category(letter).startswith("S"):
        return letter
    return f"[{unicodedata.name(letter, f'U+{ord(letter):04X}').lower()}]"


def said_once(missing: Collection[str]) -> str:
    """What is said at the end of a document: which signs are named, and which letters are boxes."""
    told = frozenset(missing) - _SKIN
    signs = {letter for letter in told if in_words(letter) != letter}
    sentences = (_told("sign", signs, "named in brackets"), _told("letter", told - signs, "shown as a box"))
    return " ".join(filter(None, sentences))


def _told(noun: str, letters: Collection[str], how: str) -> str:
    names = sorted(unicodedata.name(letter, f"U+{ord(letter):04X}").lower() for letter in letters)
    if not names:
        return ""
    more = len(names) - _SHOWN_NAMES
    shown = [f"“{name}”" for name in names[:_SHOWN_NAMES]]
    which = listed([*shown, *([f"{more:,} more"] if more > 0 else [])])
    one = len(names) == 1
    return (
        f"The {plural_of(len(names), noun)} {which} {'is' if one else 'are'} {how}, because the "
        f"fonts of this document do not have {'it' if one else 'them'}."
    )


@cache
def _ours() -> frozenset[int]:
    """What the fonts have that every computer with the program has."""
    import matplotlib as mpl

    return _letters_of(Path(mpl.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf")


@cache
def _of_the_system(wanted: frozenset[int]) -> frozenset[int]:
    """Those that a font of the system has; fonts are read until all are found."""
    from matplotlib.font_manager import findSystemFonts

    found: set[int] = set()
    # Those for emoji and symbols first: most of what is asked for is there.
    paths = sorted(findSystemFonts(), key=lambda path: ("emoji" not in path.lower(), path))
    for path in paths:
        if wanted <= found:
            break
        found |= wanted & _letters_of(Path(path))
    return frozenset(found)


@cache
def _letters_of(path: Path) -> frozenset[int]:
    from fontTools.ttLib import TTCollection, TTFont, TTLibError  # type: ignore[import-untyped]

    try:
        # Opened here, for a font that cannot be read would leave its file open.
        with path.open("rb") as stream:
            if path.suffix.lower() in (".ttc", ".otc"):
                fonts = TTCollection(stream, lazy=True).fonts
            else:
                fonts = [TTFont(stream, lazy=True)]
            return frozenset(chain.from_iterable(font.getBestCmap() or {} for font in fonts))
    except (OSError, TTLibError, KeyError, ValueError, AssertionError):
        # A font that cannot be read shows nothing.
        return frozenset()
