"""What stands before and after a passage, as it is read: whole words, and “…” where a line is cut."""

import re
from typing import Final

ELLIPSIS: Final = "…"

_BLANK_LINES: Final = re.compile(r"\n\s*\n")


def words_before(text: str, first: int, start: int) -> str:
    """The words between ``first`` and the passage that begins at ``start``.

    A word that ``first`` cuts in two is left out. Blank lines are closed up; what stands directly
    before the passage stays as it is.
    """
    place = first
    while 0 < place < start and not text[place - 1].isspace():
        place += 1
    while place < start and text[place].isspace():
        place += 1
    words = _BLANK_LINES.sub("\n", text[place:start])
    if not words:
        return ""
    begins_line = not text[text.rfind("\n", 0, place) + 1 : place].strip()
    return words if begins_line else f"{ELLIPSIS} {words}"


def words_after(text: str, end: int, last: int) -> str:
    """The words between the passage that ends at ``end`` and ``last``, in the same manner."""
    place = last
    while end < place < len(text) and not text[place].isspace():
        place -= 1
    while place > end and text[place - 1].isspace():
        place -= 1
    words = _BLANK_LINES.sub("\n", text[end:place])
    if not words:
        return ""
    line_end = text.find("\n", place)
    ends_line = not text[place : len(text) if line_end < 0 else line_end].strip()
    return words if ends_line else f"{words} {ELLIPSIS}"
