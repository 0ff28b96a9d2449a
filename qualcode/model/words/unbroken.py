"""What stays on one line: figures with intervals, numbers of tables and codes, and names with hyphens."""

import re
from collections.abc import Iterator
from typing import Final

_NUMBER: Final = r"[−-]?(?:\d[\d,]*(?:\.\d+)?|\.\d+)%?"
_PART: Final = r"[−-]?\d*\.\d+%?"
_TOGETHER: Final = re.compile(
    rf"[\[(]{_NUMBER}(?:, | to | – ){_NUMBER}[\])]"
    rf"|(?<![\w.]){_PART} to {_PART}(?![\w%])"
    rf"|(?<!\w)[A-Za-zκαχπρ]{{1,2}}²? [=<>≤≥] ?{_NUMBER}"
    r"|(?<!\w)(?:[Tt]ables?|[Ff]igures?|[Tt]urns?|[Ss]teps?|[Pp]ages?|pp?\.|[Nn]o\.) \d+"
    # The number of a code or section, and the word that it stands before.
    r"|(?<![\w.,−-])[1-9]\d{0,2}(?:\.[1-9]\d{0,2}){1,6} (?=[^\W\d_]|[“‘«„])"
)
_CUT: Final = re.compile(r"(\A\W{0,3}…) (?=\S)| (…\W{0,2}\Z)")
"""Dots where words are cut, at the beginning or at the end."""
_NO_BREAK: Final = "\u00a0"
JOINER: Final = "\u2060"
"""A letter without width at which no line ends. Writers take it away again and say so in their own way."""
CLOSED_HYPHEN: Final = f"-{JOINER}"
_CLOSED: Final = re.compile(rf"(\w+(?:{CLOSED_HYPHEN}\w+)+)")
_ENDS: Final = r"[^\W_]"
_HYPHENED: Final = re.compile(rf"(?<![\w./:@#-]){_ENDS}{{1,14}}(?:-{_ENDS}{{1,14}}){{1,3}}(?![\w/:@#-]|\.\w)")
"""A word with hyphens, which is no part of an address."""


def in_one_piece(words: str) -> str:
    """The same with spaces and hyphens that no line ends at.

    Spaces are those in "[0.98, 0.99]", "n = 12", "p < .05", "Table 3" and "2.4 fairness"; hyphens those in
    ranges, numbers of participants and names: "30-34", "FG1-P3", "Kelly-Ann", but not "well-being".
    """
    words = dots_held(words)
    if "-" in words:
        words = _HYPHENED.sub(_closed, words)
    if not any(map(str.isdigit, words)):
        return words
    return _TOGETHER.sub(lambda found: found[0].replace(" ", _NO_BREAK), words)


def dots_held(words: str) -> str:
    """The same with “…” on the line of the word beside it, where something is cut before or after it."""
    return _CUT.sub(lambda found: f"{found[1] or ''}{_NO_BREAK}{found[2] or ''}", words)


def at_closed_hyphens(words: str) -> Iterator[tuple[str, bool]]:
    """The same as stretches without the signs of closed hyphens, each with whether it holds any."""
    for place, stretch in enumerate(_CLOSED.split(words)):
        if stretch:
            yield stretch.replace(CLOSED_HYPHEN, "-"), place % 2 == 1


def as_typed(words: str) -> str:
    """The same with hyphens that are as all others."""
    return words.replace(CLOSED_HYPHEN, "-")


def _closed(found: re.Match[str]) -> str:
    named = all(piece[0].isupper() or piece[0].isdigit() for piece in found[0].split("-"))
    return found[0].replace("-", CLOSED_HYPHEN) if named else found[0]
