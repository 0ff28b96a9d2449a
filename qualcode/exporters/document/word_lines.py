"""How many lines words take in Word: widths of letters in Arial, and where a line may be broken."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

EM: Final = 2048
_WIDE: Final = ("W", "F")
_USUAL: Final = 1139
"""Of a letter that is not in the table: as wide as most are."""
_PIECE: Final = re.compile(
    r"[^\s\-\u00ad\u2010\u2013\u2014/]*(?:-\u2060[^\s\-\u00ad\u2010\u2013\u2014/]*)*"
    r"(?:[\-\u00ad\u2010\u2013\u2014/]+(?!\d))?[^\S\u00a0\u202f]*|[\-\u00ad/]|\s"
)
"""Letters up to the next place where a line may end: after spaces, open hyphens, dashes and strokes."""
SOFT_HYPHEN: Final = "\u00ad"
"""Where a word may be parted."""
_TAB: Final = 720
_LEAST: Final = 1.0
_ROUNDED: Final = 1
"""Twips by which words may stand out before they go to the next line."""


class StyledWords(NamedTuple):
    """Words of one look: ``size`` in twips. A line break is a line feed, a tab a tab."""

    words: str
    size: float
    bold: bool


@cache
def _widths() -> tuple[Mapping[str, int], Mapping[str, int]]:
    """The width of each letter, plain and bold."""
    plain: dict[str, int] = {}
    bold: dict[str, int] = {}
    source = (files("qualcode.exporters") / "templates" / "letter_widths.txt").read_text("utf-8")
    for line in source.splitlines()[1:]:
        first, *widths = line.split(" ")
        for place, both in enumerate(widths, int(first, 16)):
            one, _, other = both.partition(",")
            plain[chr(place)] = int(one)
            bold[chr(place)] = int(other or one)
    return plain, bold


def _letter(letter: str, known: Mapping[str, int]) -> int:
    width = known.get(letter)
    if width is not None:
        return width
    if unicodedata.combining(letter) or unicodedata.category(letter) in {"Cf", "Mn"}:
        return 0
    return EM if unicodedata.east_asian_width(letter) in _WIDE else _USUAL


class _Piece(NamedTuple):
    """Letters up to the next place where a line may end: their width, and that with the spaces after them."""

    width: int
    with_spaces: int
    may_end: bool


class Letters:
    """Widths of words, each measured once."""

    def __init__(self) -> None:
        self._known = _widths()
        self._words: tuple[dict[str, int], dict[str, int]] = ({}, {})
        self._pieces: tuple[dict[str, _Piece], dict[str, _Piece]] = ({}, {})

    def width(self, words: str, *, bold: bool) -> int:
        """In parts of an em."""
        measured = self._words[bold]
        width = measured.get(words)
        if width is None:
            known = self._known[bold]
            width = measured[words] = sum(_letter(letter, known) for letter in words)
        return width

    def lines(self, pieces: Iterable[StyledWords], room: float, hanging: float = 0.0) -> int:
        """How many lines the words take that have ``room`` twips; those after the first have less or more."""
        line = _Line(room, hanging)
        for piece in pieces:
            scale = piece.size / EM
            for number, part in enumerate(piece.words.split("\n")):
                if number:
                    line.turn()
                for place, stretch in enumerate(part.split("\t")):
                    if place:
                        line.tab()
                    self._set(line, stretch, scale, bold=piece.bold)
        line.settle()
        return line.number

    def widest(self, words: str, *, bold: bool) -> float:
        """The width of the longest stretch in which no line ends, in parts of the size of the letters."""
        longest = waiting = 0
        for line in words.split("\n"):
            for found in filter(None, _PIECE.findall(line)):
                piece = self._measured(found, bold=bold)
                waiting += piece.width
                longest = max(longest, waiting)
                waiting = 0 if piece.may_end else waiting
            waiting = 0
        return longest / EM

    def _set(self, line: "_Line", words: str, scale: float, *, bold: bool) -> None:
        known = self._pieces[bold]
        for found in _PIECE.findall(words):
            if not found:
                continue
            piece = known.get(found)
            if piece is None:
                piece = known[found] = self._measured(found, bold=bold)
            line.waiting += piece.width * scale
            if piece.may_end:
                line.settle()
                line.at += (piece.with_spaces - piece.width) * scale

    def _measured(self, found: str, *, bold: bool) -> _Piece:
        seen = found.rstrip(" \u2002\u2003")
        may_end = len(seen) < len(found) or seen[-1:] in f"-{SOFT_HYPHEN}\u2010\u2013\u2014/"
        # At the end of a line it is seen.
        hyphen = self.width("-", bold=bold) if seen.endswith(SOFT_HYPHEN) else 0
        return _Piece(self.width(seen, bold=bold) + hyphen, self.width(found, bold=bold) + hyphen, may_end)


class _Line:
    """Words are added until there is no room for the next."""

    def __init__(self, room: float, hanging: float) -> None:
        self.number = 1
        # Indents of a template may leave nothing of a narrow page.
        self._room = max(_LEAST, room)
        self._next = max(_LEAST, room - hanging)
        self._hanging = hanging
        self.at = 0.0
        self.waiting = 0.0
        """The width of what cannot end a line and waits for what it belongs to."""

    def settle(self) -> None:
        """Set what waits; spaces at the end of a line take no room."""
        width, self.waiting = self.waiting, 0.0
        if width and self.at and self.at + width > self._room + _ROUNDED:
            self._go_on()
        while width > self._room + _ROUNDED:
            # A word longer than a line is broken where the line ends.
            width -= self._room
            self._go_on()
        self.at += width

    def tab(self) -> None:
        self.settle()
        after = (self.at // _TAB + 1) * _TAB
        self.at = self._hanging if self.at < self._hanging else after

    def turn(self) -> None:
        self.settle()
        self._go_on()

    def _go_on(self) -> None:
        self.number += 1
        self.at = 0.0
        self._room = self._next
        self._hanging = 0.0
