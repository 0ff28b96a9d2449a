"""Where the words of a document stand in a transcript's text, though the two may differ a little."""

import re
from collections.abc import Sequence
from typing import Final

from rapidfuzz import fuzz

from qualcode.model.errors import QualcodeError
from qualcode.model.span import Span
from qualcode.model.words.comment_text import NOT_IN_XML
from qualcode.operations.text.alignment import Alignment

_BLANKS: Final = re.compile(r"[^\S\n]")
# Word and its kind exchange these while one types; a letter for a letter, so that places stay.
_TYPED_ALIKE: Final = str.maketrans("‘’‚‛“”„‟–—‑‒\u00ad", "''''\"\"\"\"-----")
_WORD: Final = re.compile(r"\w+")
_SHINGLE: Final = 4
_LEAST_IN_COMMON: Final = 0.5
_LEAST_ALIKE: Final = 75.0
_ENDS: Final = 12


class TextMatch:
    """The text of a document laid beside a transcript's. Raises QualcodeError where they differ too much."""

    def __init__(self, document: str, text: str, name: str) -> None:
        self._document = even(document)
        self._text = even(text)
        if self._document.startswith(self._text):
            self._offset: int | None = 0
        else:
            self._offset = _only_place(self._document, self._text)
        if self._offset is None:
            _check_common(self._document, self._text, name)
            self._alignment = Alignment(self._document, self._text)

    @property
    def exact(self) -> bool:
        """Whether the document holds the transcript letter by letter."""
        return self._offset is not None

    def spans_of(self, span: Span) -> list[Span]:
        """Where the words of a span of the document are in the transcript; empty where they are not.

        In one piece, unless lines of the span are at another place there.
        """
        if self._offset is not None:
            moved = Span(max(0, span.start - self._offset), min(span.end - self._offset, len(self._text)))
            return [moved] if moved.start < moved.end else []
        found = self._alignment.pieces(span.start, span.end)
        return found if found and self._alike(span, found) else []

    def _alike(self, span: Span, found: Sequence[Span]) -> bool:
        was = self._document[span.start : span.end]
        if len(found) > 1:
            parts = [self._text[piece.start : piece.end] for piece in found]
            # Their order is another one now.
            return fuzz.token_sort_ratio(was, " ".join(parts)) >= _LEAST_ALIKE
        now = self._text[found[0].start : found[0].end]
        if abs(len(was) - len(now)) <= _ENDS and len(was) > 5 * _ENDS:
            # Long passages that kept their length: their ends tell whether it is the same place.
            return _ratio(was[: 3 * _ENDS], now[: 3 * _ENDS]) and _ratio(was[-3 * _ENDS :], now[-3 * _ENDS :])
        return _ratio(was, now)


def _ratio(first: str, second: str) -> bool:
    return fuzz.ratio(first, second) >= _LEAST_ALIKE


def even(text: str) -> str:
    """``text`` without the differences that programs make on the way, place by place the same."""
    text = NOT_IN_XML.sub("\ufffd", text.replace("\r", " "))
    return _BLANKS.sub(" ", text).translate(_TYPED_ALIKE)


def _only_place(document: str, text: str) -> int | None:
    place = document.find(text)
    return place if place >= 0 and document.find(text, place + 1) < 0 else None


def _check_common(document: str, text: str, name: str) -> None:
    first, second = _shingles(document), _shingles(text)
    fewer = min(len(first), len(second))
    common = len(first & second) / fewer if fewer else 0.0
    if common < _LEAST_IN_COMMON:
        raise QualcodeError(
            f"The document is not “{name}”: only {common:.0%} of its wording is in the transcript. "
            "Choose the transcript that it was made from, or the document that holds it."
        )


def _shingles(text: str) -> frozenset[tuple[str, ...]]:
    words = _WORD.findall(text.casefold())
    size = min(_SHINGLE, max(1, len(words)))
    return frozenset(tuple(words[place : place + size]) for place in range(len(words) - size + 1))
