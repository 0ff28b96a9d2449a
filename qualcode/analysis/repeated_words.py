"""Whether a passage would repeat what is quoted already: by its place, or by its words."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, Generic, TypeVar
from uuid import UUID

from qualcode.analysis.word_runs import ENOUGH, Words, runs, words_in
from qualcode.model.results.already_quoted import AlreadyQuoted
from qualcode.model.span import Span, disjoint_runs

Whose = TypeVar("Whose")

_SENTENCE_END: Final = re.compile(r"[.!?]+(?=\W|$)")


@dataclass(frozen=True)
class RepeatedWords(Generic[Whose]):
    """Texts, and whose each is, among which words are looked for."""

    _runs: dict[Words, Whose] = field(default_factory=dict)
    _lines: dict[Words, Whose] = field(default_factory=dict)
    _sentences: dict[Words, list[tuple[Whose, frozenset[str]]]] = field(default_factory=dict)

    @classmethod
    def of(cls, texts: Iterable[tuple[Whose, str]]) -> "RepeatedWords[Whose]":
        """``texts`` with whose they are; where two say the same, the first has it."""
        found = cls()
        for whose, text in texts:
            for words in map(words_in, text.split("\n")):
                if words:
                    found._lines.setdefault(words, whose)
                for run in runs(words, ENOUGH):
                    found._runs.setdefault(run, whose)
            for words in _sentences_in(text):
                for run in runs(words, ENOUGH):
                    found._sentences.setdefault(run, []).append((whose, frozenset(words)))
        return found

    def by(self, text: str) -> Whose | None:
        """Whose text has ``ENOUGH`` words in a row of this one, or is a line of just its words."""
        if not self._lines:
            return None
        words = words_in(text)
        there = (self._runs[run] for run in runs(words, ENOUGH) if run in self._runs)
        return next(there, self._lines.get(words))

    def of_sentence(self, text: str) -> Whose | None:
        """The same, but sentences that only have a turn of phrase in common, and each its own words, differ.

        Where something was cut from one of two, its words are all in the other.
        """
        if not self._lines:
            return None
        for words in _sentences_in(text):
            mine = frozenset(words)
            for run in runs(words, ENOUGH):
                for whose, others in self._sentences.get(run, ()):
                    if mine <= others or others <= mine:
                        return whose
        return self._lines.get(words_in(text))


def _sentences_in(text: str) -> list[Words]:
    return [words_in(each) for line in text.split("\n") for each in _SENTENCE_END.split(line)]


class QuotedBefore:
    """What earlier chapters of a document quote; of a document by itself, nothing."""

    def __init__(self, quoted: AlreadyQuoted) -> None:
        spans: dict[UUID, list[Span]] = defaultdict(list)
        for transcript_id, span in quoted.passages:
            spans[transcript_id].append(span)
        self._spans = {transcript_id: disjoint_runs(rows) for transcript_id, rows in spans.items()}
        self._words = RepeatedWords.of((True, text) for text in quoted.texts)

    def overlaps(self, transcript_id: UUID, span: Span) -> bool:
        """Whether a quote there has some of the passage."""
        rows = self._spans.get(transcript_id, [])
        place = bisect_right(rows, span.start, key=lambda row: row.end)
        return place < len(rows) and rows[place].overlaps(span)

    def says(self, text: str) -> bool:
        """Whether the words stand in a text there."""
        return self._words.by(text) is not None
