"""Entries of a colophon in one style: they begin with a capital, and phrases end without a full stop."""

import re
from typing import Final

from qualcode.model.words.in_words import beginning, with_capital

_NAMED: Final = frozenset(
    (
        "coders",
        "codes",
        "codes left out",
        "columns",
        "cells",
        "kinds",
        "program",
        "project",
        "query",
        "round",
        "rows",
        "speakers",
        "tags",
        "transcript",
        "transcripts",
        "written by",
    )
)
"""Facts that may begin with a name, which is printed as it was typed."""
_OWN_WORDS: Final = re.compile(
    r"(all|none|no|only what)\b(?=$|,| \d| (coders|codes|shares|summaries|turn)\b)"
)
"""With which such a fact begins where it begins with no name."""
_SO_MANY: Final = re.compile(r"\d[\d,]* (?!(?:to|of|or|and|in|by|with|at|from|on|per)\b)[a-z]")
"""So many of something, which a sentence does not begin with in digits; a day has the name of a month."""
_NEXT_SENTENCE: Final = re.compile(r"[.?!] +\S")


def colophon_entry(name: str, words: str) -> tuple[str, str]:
    """A fact as a label and what is said under it; several sentences end with a full stop."""
    if name not in _NAMED or _OWN_WORDS.match(words):
        words = beginning(words) if _SO_MANY.match(words) else with_capital(words)
    return with_capital(name), without_stop(words)


def without_stop(words: str) -> str:
    """A phrase without the full stop at its end, which only several sentences have."""
    return words if _NEXT_SENTENCE.search(words) or words.endswith("..") else words.removesuffix(".")
