"""Words that have several codes, in a report by code: printed under the first, which the others refer to."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID

from qualcode.exporters.passages.segment_chapters import Chapter
from qualcode.model.results.quotation import Quotation
from qualcode.model.segments import QuotedPassage, Segment
from qualcode.model.span import Span
from qualcode.model.words.direction import isolated
from qualcode.model.words.in_words import listed

_Key = tuple[UUID, Span]
"""What is printed of which transcript."""


class _Place(NamedTuple):
    chapter: int
    passage: QuotedPassage
    quotation: Quotation


@dataclass
class PrintedOnce:
    """Where each passage is printed. Chapters are numbered from 1, in their order."""

    printed: Callable[[Segment], Quotation]
    names: Mapping[UUID, str]
    _places: dict[_Key, list[_Place]] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        chapters: Sequence[Chapter],
        printed: Callable[[Segment], Quotation],
        names: Mapping[UUID, str],
    ) -> "PrintedOnce":
        """Of all passages of a report."""
        made = cls(printed, names)
        for number, chapter in enumerate(chapters, 1):
            for passage in chapter.passages:
                quotation = printed(passage.place)
                made._places.setdefault(_key(quotation), []).append(_Place(number, passage, quotation))
        return made

    def elsewhere(self, chapter: int, passage: QuotedPassage) -> tuple[str, str] | None:
        """The code under which these words are printed, and the anchor there; None where it is here."""
        first = self._places[_key(self.printed(passage.place))][0]
        if first.chapter == chapter:
            return None
        return isolated(self.names[first.passage.place.code_id]), self._anchor(first)

    def anchor(self, chapter: int, passage: QuotedPassage) -> str:
        """Of the quote, where others refer to it; else empty."""
        first, *others = self._places[_key(self.printed(passage.place))]
        refer = any(other.chapter != chapter for other in others)
        return self._anchor(first) if refer and first.passage is passage else ""

    def also(self, chapter: int, passage: QuotedPassage) -> str:
        """``also 4.4 resignation (CD)``: the codes that refer to a quote; empty where there are none."""
        if not self.anchor(chapter, passage):
            return ""
        return f"also {listed(list(self._others(passage)))}"

    def _others(self, passage: QuotedPassage) -> Iterator[str]:
        first, *others = self._places[_key(self.printed(passage.place))]
        for other in others:
            if other.chapter != first.chapter:
                place = other.passage.place
                # What is marked in the quote are the words that its own code was given to.
                same = other.quotation.speeches == first.quotation.speeches
                which = "" if same else ", other words coded"
                yield f"{isolated(self.names[place.code_id])} ({place.coder}{which})"

    def _anchor(self, first: _Place) -> str:
        place = first.passage.place
        return f"passage-{first.chapter}-{place.transcript_id}-{place.start}"


def _key(quotation: Quotation) -> _Key:
    return quotation.transcript_id, quotation.span
