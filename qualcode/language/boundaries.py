"""Where sentences begin and end in one text: what is asked, and an answer found in this process."""

import threading
from dataclasses import dataclass
from typing import Final, Protocol

from qualcode.language.pipeline import pipeline
from qualcode.language.sentences import sentences
from qualcode.model.measures import SpanArray
from qualcode.model.span import Span


@dataclass(frozen=True, slots=True)
class Question:
    """A text, the stretches of it that are speech, and the rules to read them by.

    ``language`` and ``installed`` as in ``pipeline``.
    """

    language: str
    installed: str
    text: str
    stretches: tuple[Span, ...]


class Finder(Protocol):
    """Answers questions; may be shared by threads."""

    def find(self, question: Question) -> SpanArray:
        """The spans of the sentences, ascending, shape (n, 2); raises QualcodeError without the pipeline."""
        ...

    def note(self, language: str, installed: str) -> str:
        """A sentence about rules that had to be replaced by others; empty where there is none."""
        ...

    def common_words(self, language: str, installed: str) -> frozenset[str]:
        """The stop words of a language, in small letters with straight apostrophes."""
        ...

    def close(self) -> None:
        """Answer no more; anyone who waits for an answer is told Cancelled."""
        ...


class LocalFinder:
    """Finds in this process; spaCy is loaded by the first question."""

    def find(self, question: Question) -> SpanArray:
        used = pipeline(question.language, question.installed)
        # spaCy fills its vocabulary while it reads: one thread at a time.
        with _READING:
            return sentences(used.nlp, question.text, question.stretches)

    def note(self, language: str, installed: str) -> str:
        return pipeline(language, installed).note

    def common_words(self, language: str, installed: str) -> frozenset[str]:
        found = pipeline(language, installed).nlp.Defaults.stop_words
        return frozenset(word.lower().replace("’", "'") for word in found)

    def close(self) -> None:
        """Nothing to let go of."""


_READING: Final = threading.Lock()
