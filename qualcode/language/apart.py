"""Finds sentences in a process of its own: spaCy never holds up the window.

Loading spaCy and reading ten million words keep Python's interpreter lock for tenths of a second at a
time, whichever thread they run on.
"""

from dataclasses import dataclass
from typing import Final

from qualcode.apart import Apart
from qualcode.language.boundaries import LocalFinder, Question
from qualcode.model.measures import SpanArray

_ENDED: Final = "Sentences could not be found: the process that looks for them has ended. Try again."


@dataclass(frozen=True, slots=True)
class _NoteOf:
    language: str
    installed: str


@dataclass(frozen=True, slots=True)
class _CommonWordsOf:
    language: str
    installed: str


class IsolatedFinder:
    """A ``Finder`` whose process is started by the first question and ended by ``close``."""

    def __init__(self) -> None:
        self.apart = Apart(_answer, _ENDED)

    def find(self, question: Question) -> SpanArray:
        """As ``LocalFinder``. Raises Cancelled where the finder is closed meanwhile."""
        found: SpanArray = self.apart.ask(question)
        return found

    def note(self, language: str, installed: str) -> str:
        """As ``LocalFinder``."""
        return str(self.apart.ask(_NoteOf(language, installed)))

    def common_words(self, language: str, installed: str) -> frozenset[str]:
        """As ``LocalFinder``."""
        found: frozenset[str] = self.apart.ask(_CommonWordsOf(language, installed))
        return found

    def close(self) -> None:
        """End the process; questions under way are given up."""
        self.apart.close()


def _answer(question: Question | _NoteOf | _CommonWordsOf) -> object:
    """What the process answers."""
    finder = LocalFinder()
    if isinstance(question, _NoteOf):
        return finder.note(question.language, question.installed)
    if isinstance(question, _CommonWordsOf):
        return finder.common_words(question.language, question.installed)
    return finder.find(question)
