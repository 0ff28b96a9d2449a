"""Names as they are kept and compared: composed letters, nothing invisible, capitals no difference."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

LONGEST_NAME: Final = 500
"""Letters of a name that is given. What other programs wrote into files is taken as it is."""

_UNSEEN: Final = re.compile("[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_BREAKS: Final = re.compile("[\t-\r\x1c-\x1f\x85\u2028\u2029]+")
_CONTROLS: Final = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x9f]")
# These join or part letters within words of some scripts; at the ends of a name they do nothing.
_JOINERS: Final = "\u200c\u200d"


def kept_name(name: str) -> str:
    """``name`` as it is kept: in NFC, without characters that nobody sees and blanks at its ends."""
    if name.isascii():
        return name.strip()
    plain = _UNSEEN.sub("", unicodedata.normalize("NFC", name))
    before = None
    while plain != before:
        before, plain = plain, plain.strip().strip(_JOINERS)
    return plain


def given_name(name: str) -> str:
    """``name`` as it is kept where a person gives it: in one line as well, and without control characters.

    Names that other programs wrote into their files are not touched.
    """
    return kept_name(_CONTROLS.sub("", _BREAKS.sub(" ", name)))


@lru_cache(maxsize=65_536)
def name_key(name: str) -> str:
    """What two spellings of one name have in common, however they were typed or stored."""
    return unicodedata.normalize("NFC", kept_name(name).casefold())


def name_or_path(name: str, all_names: Iterable[str], path: str) -> str:
    """A name where no other of ``all_names`` is the same, else the full ``path`` of what has it."""
    wanted = name_key(name)
    return name if sum(name_key(each) == wanted for each in all_names) == 1 else path


_ONE_BY_ONE: Final = 64


def numbered_name(name: str, taken: set[str]) -> str:
    """``name``, or ``name (2)`` and so on; ``taken`` holds keys of names (``name_key``)."""

    def is_taken(number: int) -> bool:
        return name_key(f"{name} ({number})") in taken

    if name_key(name) not in taken:
        return name
    number = 2
    while number < _ONE_BY_ONE and is_taken(number):
        number += 1
    # A file may give thousands of things one name: then they are not asked for one after the other.
    after = number
    while is_taken(after):
        number, after = after, 2 * after
    while after - number > 1:
        middle = (number + after) // 2
        number, after = (middle, after) if is_taken(middle) else (number, middle)
    return f"{name} ({after})"


def numbered_names(names: Iterable[str]) -> Iterator[str]:
    """Names, each with a number where it is there already."""
    taken: set[str] = set()
    for name in names:
        found = numbered_name(name, taken)
        taken.add(name_key(found))
        yield found
