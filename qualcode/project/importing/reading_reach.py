"""Which files of an import are captions without speakers or PDF files, and so can be read alike."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from qualcode.model.transcripts.reading_choices import ReadingChoices
from qualcode.project.importing.listed import ReadFile, RefusedFile
from qualcode.project.importing.tables import TableFile

_TIMED: Final = frozenset(("vtt", "srt", "sbv", "ttml", "tsv", "json"))


class ReadAlike(StrEnum):
    """Files of which the same can be chosen."""

    CAPTIONS = "captions"
    PDF = "pdf"


def read_alike(row: ReadFile | TableFile | RefusedFile | None) -> ReadAlike | None:
    """What can be chosen of a row of the list; None where nothing can."""
    if not isinstance(row, ReadFile):
        return None
    if row.original.format == "pdf":
        return ReadAlike.PDF
    return ReadAlike.CAPTIONS if row.original.format in _TIMED and not row.original.labels else None


def files_read_alike(files: Sequence[ReadFile], file: ReadFile) -> list[ReadFile]:
    """The files that can be read as this one is chosen to be, itself among them."""
    alike = read_alike(file)
    return [other for other in files if other is file or (alike is not None and read_alike(other) is alike)]


def chosen_for(file: ReadFile, choices: ReadingChoices) -> ReadingChoices:
    """Choices for a file; of the encoding each file keeps its own."""
    return ReadingChoices(file.read_as.encoding, choices.captions, choices.pdf_lines, choices.whole_words)
