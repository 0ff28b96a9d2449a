"""The stored text of a transcript: known by its hash, read from the database when first needed."""

import hashlib
from collections.abc import Callable

import numpy as np
import numpy.typing as npt


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


class StoredText:
    """One immutable text, in memory or still on disk. Equal texts have equal SHA-256."""

    __slots__ = ("_line_ends", "_load", "_text", "length", "sha256")

    def __init__(
        self, sha256: str, length: int, text: str | None, load: Callable[[], str] | None = None
    ) -> None:
        self.sha256 = sha256
        self.length = length
        self._text = text
        self._load = load
        self._line_ends: npt.NDArray[np.int64] | None = None

    @classmethod
    def of(cls, text: str) -> "StoredText":
        """A text that is in memory."""
        return cls(_sha256(text), len(text), text)

    @classmethod
    def on_disk(cls, sha256: str, length: int, load: Callable[[], str]) -> "StoredText":
        """A text that ``load`` fetches; ``length`` is in code points."""
        return cls(sha256, length, None, load)

    def read(self) -> str:
        """The text itself."""
        if self._text is not None:
            return self._text
        if self._load is None:
            raise AssertionError("a text that is neither in memory nor on disk")
        return self._load()

    @property
    def line_ends(self) -> npt.NDArray[np.int64]:
        """Where its lines end, looked for once: whole projects are asked, and a text never changes."""
        if self._line_ends is None:
            points = np.frombuffer(self.read().encode("utf-32-le", "surrogatepass"), dtype="<u4")
            self._line_ends = np.flatnonzero(points == ord("\n"))
        return self._line_ends

    def keep(self) -> str:
        """Hold the text in memory from now on: needed before the row on disk is deleted."""
        self._text = self.read()
        return self._text

    def hash_now(self) -> str:
        """SHA-256 of the text as it is now; differs from ``sha256`` only after damage."""
        return _sha256(self.read())

    def has_the_words_of(self, other: "StoredText") -> bool:
        """Whether both are the same but for blanks and line ends after the last word."""
        return self == other or self.read().rstrip() == other.read().rstrip()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, StoredText) and self.sha256 == other.sha256

    def __hash__(self) -> int:
        return hash(self.sha256)

    def __repr__(self) -> str:
        return f"StoredText({self.sha256[:12]}, {self.length} code points)"
