"""How much an import may take before a file is refused: bytes, elements, depth, seconds, memory."""

from dataclasses import dataclass
from typing import Final

from qualcode.model.errors import UnreadableFileError

_MEGABYTE: Final = 1024 * 1024
_HARMLESS: Final = 100
"""So many times its own size no real file unpacks to: words to five times, what repeats to fifty."""

IN_PARTS: Final = "divide it, or export it in parts, and import these one after the other"
"""What to do where there really is so much."""


class TooMuchUnpackedError(UnreadableFileError):
    """An archive unpacks to more than is read; what is still to come is not looked at."""


@dataclass(frozen=True, slots=True)
class ImportLimits:
    """The bounds of one import; the defaults are far above any real transcript."""

    file_bytes: int = 200 * _MEGABYTE
    table_bytes: int = 1024 * _MEGABYTE
    unpacked_bytes: int = 300 * _MEGABYTE
    xml_elements: int = 900_000
    xml_depth: int = 150
    text_characters: int = 20_000_000
    table_columns: int = 16_384
    table_cells: int = 5_000_000
    archive_files: int = 5_000
    seconds_to_answer: float = 10.0
    seconds_per_file: float = 60.0
    memory_bytes: int = 2048 * _MEGABYTE
    pdf_memory_bytes: int = 1024 * _MEGABYTE

    def check_file(self, size: int, most: int | None = None) -> None:
        """Refuse a file of ``size`` bytes, or of at least so many, where that is too much."""
        most = self.file_bytes if most is None else most
        if size > most:
            raise UnreadableFileError(
                f"The file is too large: {in_megabytes(size)}, the limit is {in_megabytes(most)}; {IN_PARTS}."
            )

    def too_much_unpacked(self, what: str, packed: int) -> TooMuchUnpackedError:
        """Why a file of ``packed`` bytes is not unpacked: it is a bomb, or there really is so much in it."""
        most = f"The {what} unpacks to more than {in_megabytes(self.unpacked_bytes)}"
        if packed * _HARMLESS < self.unpacked_bytes:
            return TooMuchUnpackedError(
                f"{most}, over {_HARMLESS} times its own size, which no real one does: it is damaged or made "
                "to do harm; export it again, and do not open it if it is the same then."
            )
        return TooMuchUnpackedError(f"{most}, which is more than is read at once; {IN_PARTS}.")

    def check_columns(self, number: int) -> None:
        """Refuse a table of ``number`` columns where that is too much."""
        if number > self.table_columns:
            raise UnreadableFileError(
                f"The table has {number:,} columns, the limit is {self.table_columns:,}. "
                "Check that its lines end where rows end."
            )

    def check_cells(self, number: int) -> None:
        """Refuse a table of ``number`` cells where that is too much."""
        if number > self.table_cells:
            raise UnreadableFileError(f"The table has more than {self.table_cells:,} cells.")

    def check_text(self, length: int) -> None:
        """Refuse a text of ``length`` characters where that is too much."""
        if length > self.text_characters:
            raise UnreadableFileError(
                f"The text is too long: more than {self.text_characters:,} characters in one transcript; "
                "divide it into several."
            )


DEFAULT_LIMITS: Final = ImportLimits()


def in_megabytes(size: int) -> str:
    """``size`` bytes as a person reads it."""
    return f"{size / _MEGABYTE:,.0f} MB" if size >= _MEGABYTE else f"{size / 1024:,.0f} kB"
