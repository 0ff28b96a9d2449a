"""Where words or sentences begin and end in one text: what is asked, and an answer found in this process."""

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final, Protocol

from qualcode.language.pipeline import pipeline
from qualcode.language.sentences import sentences
from qualcode.language.words import words
from qualcode.model.measures import SpanArray
from qualcode.model.span import Span

if TYPE_CHECKING:
    from spacy.language import Language


class What(StrEnum):
    """What is looked for."""

    WORDS = "words"
    SENTENCES = "sentences"


@dataclass(frozen=True, slots=True)
class Question:
    """A text, the stretches of it that are speech, and the rules to read them by.

    ``language`` and ``installed`` as in ``pipeline``.
    """

    what: What
    language: str
    installed: str
    text: str
    stretches: tuple[Span, ...]


class Finder(Protocol):
    """Answers questions; may be shared by threads."""

    def find(self, question: Question) -> SpanArray:
        """The spans, ascending, shape (n, 2). Raises QualcodeError for a missing pipeline."""
        ...

    def note(self, language: str, installed: str) -> str:
        """A sentence about rules that had to be replaced by others; empty where there is none."""
        ...

    def common_words(self, language: str, installed: str) -> frozenset[str]:
        """The stop words of a language, in small letters with straight apostrophes."""
        ...

    def close(self) -> None:
        """Answer no more; whoever waits for an answer is told Cancelled."""
        ...


class FindsHere:
    """Finds in this process; spaCy is loaded by the first question."""

    def find(self, question: Question) -> SpanArray:
        used = pipeline(question.language, question.installed)
        # spaCy fills its vocabulary while it reads: one thread at a time.
        with _READING:
            return _FINDERS[question.what](used.nlp, question.text, question.stretches)

    def note(self, language: str, installed: str) -> str:
        return pipeline(language, installed).note

    def common_words(self, language: str, installed: str) -> frozenset[str]:
        found = pipeline(language, installed).nlp.Defaults.stop_words
        return frozenset(word.lower().replace("’", "'") for word in found)

    def close(self) -> None:
        """Nothing to let go of."""


_READING: Final = threading.Lock()

_FINDERS: Final[dict[What, Callable[["Language", str, Iterable[Span]], SpanArray]]] = {
    What.WORDS: words,
    What.SENTENCES: sentences,
}
