"""How a coding is written as a comment, ``code path — memo``, and how a comment is read again."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

BETWEEN: Final = " — "
GOES_ON: Final = "\t"
"""Begins a line that belongs to the memo of the line above it, whatever it says."""

NOT_IN_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_DASHES: Final = (BETWEEN, " – ", " - ", ": ")


def plain(name: str) -> str:
    """``name`` on one line, white space collapsed, letters that a document cannot hold replaced."""
    return NOT_IN_XML.sub("\ufffd", " ".join(name.split()))


def comment_lines(path: str, memo: str, names: Iterable[str]) -> list[str]:
    """The lines of a comment for a coding; ``names`` are those that a reader might take it for."""
    name = plain(path)
    if not memo:
        return [name]
    lines = memo.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    begin = f"{name}{BETWEEN}".casefold()
    misread = any(other.casefold().startswith(begin) for other in names)
    if len(lines) > 1 or memo != memo.strip() or misread:
        return [name, *(GOES_ON + line for line in lines)]
    return [name + BETWEEN + memo]


def readings(line: str) -> Iterator[tuple[str, str]]:
    """What a line may mean: pairs of a code's name and a memo, the longest name first."""
    yield plain(line), ""
    for dash in _DASHES:
        place = line.rfind(dash)
        while place >= 0:
            yield plain(line[:place]), line[place + len(dash) :]
            place = line.rfind(dash, 0, place)
