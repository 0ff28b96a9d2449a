"""The stored text of a transcript: known by its hash, read from the database when first needed."""

import hashlib
from collections.abc import Callable


def _sha256(letters: str) -> str:
    return hashlib.sha256(letters.encode("utf-8")).hexdigest()


class StoredText:
    """One immutable text. Equal texts have equal SHA-256; the letters may still be on disk."""

    __slots__ = ("_letters", "_load", "length", "sha256")

    def __init__(
        self, sha256: str, length: int, letters: str | None, load: Callable[[], str] | None = None
    ) -> None:
        self.sha256 = sha256
        self.length = length
        self._letters = letters
        self._load = load

    @classmethod
    def of(cls, letters: str) -> "StoredText":
        """A text whose letters are at hand."""
        return cls(_sha256(letters), len(letters), letters)

    @classmethod
    def on_disk(cls, sha256: str, length: int, load: Callable[[], str]) -> "StoredText":
        """A text that ``load`` fetches; ``length`` is in code points."""
        return cls(sha256, length, None, load)

    @property
    def letters(self) -> str:
        """The text itself."""
        if self._letters is not None:
            return self._letters
        if self._load is None:
            raise AssertionError("a text without letters and without a way to load them")
        return self._load()

    def keep(self) -> str:
        """Hold the letters in memory from now on: needed before the row on disk is deleted."""
        self._letters = self.letters
        return self._letters

    def hash_of_letters(self) -> str:
        """SHA-256 of the letters as they are now; differs from ``sha256`` only after damage."""
        return _sha256(self.letters)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, StoredText) and self.sha256 == other.sha256

    def __hash__(self) -> int:
        return hash(self.sha256)

    def __repr__(self) -> str:
        return f"StoredText({self.sha256[:12]}, {self.length} code points)"
