"""Words, sentences and turns to select: what is at a place, what is more, what is less."""

import re
from collections.abc import Callable
from typing import Final
from unicodedata import category
from uuid import UUID

import numpy as np
from PySide6.QtCore import QTextBoundaryFinder

from qualcode.model.measures import SpanArray
from qualcode.model.span import Span, trimmed
from qualcode.model.words.offsets import Offsets
from qualcode.ui.transcript.display import Display

Sentences = Callable[[UUID], SpanArray]
"""The sentences of a transcript, as ``Measures.sentences`` gives them."""

_ROUGH_SENTENCE: Final = re.compile(r"[^.!?…。！？؟\n]*(?:[.!?…。！？؟]+[\"'”’»)\]]*|\n|$)")
_LONGEST_WORD: Final = 2_000
_OPENING: Final = "¿¡#@&§"
_SIGNS_AT_WORD: Final = re.compile(r"[^\w\s]+\w")
_REASON: Final = QTextBoundaryFinder.BoundaryReason


class SelectionUnits:
    """The units of one shown transcript. ``sentences`` may be None: then full stops decide."""

    def __init__(self, display: Display, sentences: SpanArray | None) -> None:
        self._display = display
        self._sentences = sentences

    # -- units of a passage -------------------------------------------------------------------

    def sentences_in(self, passage: int) -> list[Span]:
        """The sentences of a turn, without the white space around them; at least one."""
        whole = self._display.passage(passage)
        found: list[Span] = []
        if self._sentences is not None and len(self._sentences):
            bounds = whole.start, max(whole.end, whole.start + 1)
            first, last = np.searchsorted(self._sentences[:, 0], bounds)
            rows = self._sentences[int(first) : int(last)].tolist()
            found = [Span(start, min(end, whole.end)) for start, end in rows]
        return self._tidy(found or self._rough_sentences(whole)) or [whole]

    def _rough_sentences(self, whole: Span) -> list[Span]:
        pieces = _ROUGH_SENTENCE.finditer(self._display.text, whole.start, whole.end)
        return [Span(*piece.span()) for piece in pieces]

    def _tidy(self, spans: list[Span]) -> list[Span]:
        text = self._display.text
        return [trimmed(span, text) for span in spans if text[span.start : span.end].strip()]

    def words_in(self, passage: int) -> list[Span]:
        """The words of a turn (word breaks of the Unicode standard), punctuation left out."""
        return self._words_of(self._display.passage(passage))

    def _words_of(self, whole: Span) -> list[Span]:
        piece = self._display.text[whole.start : whole.end]
        offsets = Offsets(piece)
        finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Word, piece)
        found: list[Span] = []
        start = None
        while finder.position() >= 0:
            reasons = finder.boundaryReasons()
            at = whole.start + offsets.to_code_points(finder.position())
            if start is not None and reasons & _REASON.EndOfItem:
                found.append(Span(start, at))
                start = None
            if reasons & _REASON.StartOfItem:
                start = at
            if finder.toNextBoundary() < 0:
                break
        return found

    def words_near(self, span: Span) -> SpanArray:
        """The words of the turns that a span touches and of the two beside them, shape (n, 2)."""
        return self._near(span, self.words_in)

    def sentences_near(self, span: Span) -> SpanArray:
        """The sentences of the turns that a span touches and of the two beside them, shape (n, 2)."""
        return self._near(span, self.sentences_in)

    def _near(self, span: Span, units_in: Callable[[int], list[Span]]) -> SpanArray:
        first, last = self._passages(span)
        around = range(max(0, first - 1), min(last + 2, self._display.passage_count))
        found = [tuple(unit) for passage in around for unit in units_in(passage)]
        return np.array(found, dtype=np.int32).reshape(-1, 2)

    # -- units at a place ---------------------------------------------------------------------

    def turn_at(self, position: int) -> Span:
        """What is shown of the turn at a place."""
        return self._display.passage(self._display.passage_at(position))

    def sentence_at(self, position: int) -> Span:
        """The sentence at a place; after its end it is still that one."""
        return _at(self.sentences_in(self._display.passage_at(position)), position)

    def word_at(self, position: int) -> Span | None:
        """The word at a place or ending there; None between words."""
        words = self.words_in(self._display.passage_at(position))
        touching = [word for word in words if word.start <= position <= word.end]
        return touching[-1] if touching else None

    def whole_words(self, span: Span) -> Span:
        """A span with all of the words at its ends that it begins or ends within.

        What ends the sentence before is left out where the span begins on it, with the blanks after it; and
        so are blanks at its end.
        """
        first, last = self._cut_at(span.start), self._cut_at(span.end)
        start = first.start if first else self._first_meant(span)
        end = last.end if last else span.end
        words = self._display.text[start:end].rstrip()
        return Span(start, start + len(words) if words else end)

    def _first_meant(self, span: Span) -> int:
        """Where the words of a span begin, with what opens before them; its start where it has no words."""
        text = self._display.text
        first, last = self._passages(span)
        for number in range(first, last + 1):
            passage = self._display.passage(number)
            for place in range(max(span.start, passage.start), min(span.end, passage.end)):
                if _belongs_to_word(text, place, passage):
                    return place
        return span.start

    def _cut_at(self, position: int) -> Span | None:
        """The word that a place is within; what a drag passes does not wait for a whole turn to be read."""
        text, passage = self._display.text, self._display.passage(self._display.passage_at(position))
        before = text[max(passage.start, position - _LONGEST_WORD) : position]
        after = text[position : min(passage.end, position + _LONGEST_WORD)]
        if not before or not after or before[-1].isspace() or after[0].isspace():
            return None
        around = Span(position - len(before.split()[-1]), position + len(after.split()[0]))
        return next((word for word in self._words_of(around) if word.start < position < word.end), None)

    # -- more and less ------------------------------------------------------------------------

    def grown(self, span: Span | None, caret: int) -> Span:
        """The next larger selection: word, sentence, further sentences, turn, further turns."""
        if span is None:
            return self.word_at(caret) or self.sentence_at(caret)
        first, last = self._passages(span)
        whole = self._hull(first, last)
        if span == whole or first != last:
            following = min(last + 1, self._display.passage_count - 1)
            return self._hull(first, last if span != whole else following)
        sentences = self.sentences_in(first)
        touched = [place for place, sentence in enumerate(sentences) if sentence.overlaps(span)]
        if not touched:
            return whole
        hull = Span(sentences[touched[0]].start, sentences[touched[-1]].end)
        if not (span.contains(hull)):
            return Span(min(span.start, hull.start), max(span.end, hull.end))
        if touched[-1] + 1 < len(sentences):
            return Span(span.start, sentences[touched[-1] + 1].end)
        return whole

    def shrunk(self, span: Span) -> Span | None:
        """The next smaller selection: the last turn, sentence or word is left out."""
        first, last = self._passages(span)
        if last > first:
            return Span(span.start, self._hull(first, last - 1).end)
        for units in (self.sentences_in(first), self.words_in(first)):
            inside = [unit for unit in units if unit.overlaps(span)]
            if len(inside) > 1 and inside[-2].end < span.end:
                return Span(min(span.start, inside[0].start), inside[-2].end)
        return None

    def _passages(self, span: Span) -> tuple[int, int]:
        return self._display.passage_at(span.start), self._display.passage_at(max(span.start, span.end - 1))

    def _hull(self, first: int, last: int) -> Span:
        return Span(self._display.passage(first).start, self._display.passage(last).end)


def _belongs_to_word(text: str, place: int, passage: Span) -> bool:
    """Whether a character is part of a word or opens one, as brackets and quotation marks before it do.

    Most quotation marks and dashes may open or close: they open where a blank is before and a word after.
    """
    sign = text[place]
    if sign.isspace():
        return False
    kind = category(sign)
    if kind[0] != "P" or kind == "Ps" or sign in _OPENING:
        return True
    before = text[place - 1] if place > passage.start else " "
    return (before.isspace() or category(before) == "Ps") and bool(
        _SIGNS_AT_WORD.match(text, place, passage.end)
    )


def _at(units: list[Span], position: int) -> Span:
    return next((unit for unit in reversed(units) if unit.start <= position), units[0])
