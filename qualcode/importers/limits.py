"""How much an import may take before a file is refused: bytes, elements, depth, seconds, memory."""

from dataclasses import dataclass
from typing import Final

from qualcode.model.errors import UnreadableFileError

_MEGABYTE: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class ImportLimits:
    """The bounds of one import; the defaults are far above any real transcript."""

    file_bytes: int = 200 * _MEGABYTE
    unpacked_bytes: int = 300 * _MEGABYTE
    xml_elements: int = 900_000
    xml_depth: int = 150
    text_characters: int = 20_000_000
    archive_files: int = 5_000
    seconds_per_file: float = 60.0
    memory_bytes: int = 2048 * _MEGABYTE

    def check_file(self, size: int) -> None:
        """Refuse a file of ``size`` bytes where that is too much."""
        if size > self.file_bytes:
            raise UnreadableFileError(
                f"The file is too large: {in_megabytes(size)}, the limit is {in_megabytes(self.file_bytes)}."
            )

    def check_text(self, length: int) -> None:
        """Refuse a text of ``length`` characters where that is too much."""
        if length > self.text_characters:
            raise UnreadableFileError(
                f"The text is too long: more than {self.text_characters:,} characters in one transcript."
            )


DEFAULT_LIMITS: Final = ImportLimits()


def in_megabytes(size: int) -> str:
    """``size`` bytes as a person reads it."""
    return f"{size / _MEGABYTE:,.0f} MB" if size >= _MEGABYTE else f"{size / 1024:,.0f} kB"
