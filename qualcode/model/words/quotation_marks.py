"""The quotation marks of languages."""

import re
from typing import Final

from qualcode.model.words.languages import primary_language

_ENGLISH: Final = ("“", "”")
_MARKS: Final = {
    marks: languages.split()
    for marks, languages in {
        ("„", "“"): "de lb cs sk sl hr sr bs bg mk is lt et ka dsb hsb",
        ("„", "”"): "pl ro hu lv",
        ("«", "»"): "es it ca gl el ru uk be no nb nn pt hy fa sq eu",
        ("«\u00a0", "\u00a0»"): "fr br oc",
        ("”", "”"): "sv fi he",
        ("»", "«"): "da",
        ("「", "」"): "ja yue",
    }.items()
}
_BY_LANGUAGE: Final = {language: marks for marks, languages in _MARKS.items() for language in languages}


_INNER: Final = {
    ("“", "”"): ("‘", "’"),
    ("„", "“"): ("‚", "‘"),
    ("„", "”"): ("‚", "’"),
    ("«", "»"): ("“", "”"),
    ("«\u00a0", "\u00a0»"): ("“", "”"),
    ("”", "”"): ("’", "’"),
    ("»", "«"): ("›", "‹"),
    ("「", "」"): ("『", "』"),
}
"""What stands around words that are quoted within a quote."""
INNER_MARKS: Final = ("‘", "’", "‚")
"""Those of them that are strokes, like the marks around them."""


_PAIR: Final = re.compile(r'(?<![\w"])"(?=[^\s"])([^"\n]*[^\s"])"(?![\w"])')
"""Straight marks with words between them, which they touch; nothing else touches them from outside."""


def marks_of(language: str) -> tuple[str, str]:
    """What stands before and after a quote in a language; as in English where nothing else is known."""
    return _BY_LANGUAGE.get(primary_language(language), _ENGLISH)


def quoted_within(words: str, language: str) -> str:
    """Words that stand in quotation marks, their own such marks changed to those within a quote.

    So are straight ones that are a pair around words; one alone, as of inches, stays.
    """
    marks = marks_of(language)
    words = _PAIR.sub(lambda pair: pair[1].join(_INNER[marks]), words)
    for mark, inner in zip(marks, _INNER[marks], strict=True):
        # Where marks are set with a space that does not break, it goes with them.
        words = words.replace(mark, inner).replace(mark.strip("\u00a0"), inner)
    return words
