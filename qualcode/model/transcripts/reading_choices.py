"""How files are read where a person can choose; what is not said is recognised from the file."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class CaptionLines(StrEnum):
    """What becomes of captions that name no speaker."""

    PARAGRAPHS = "paragraphs"
    TIMED_PARAGRAPHS = "timed-paragraphs"
    CAPTIONS = "captions"


class PdfLines(StrEnum):
    """What becomes of the lines of a PDF."""

    PARAGRAPHS = "paragraphs"
    AS_PRINTED = "as-printed"


@dataclass(frozen=True, slots=True)
class ReadingChoices:
    """Empty or usual values where nothing was chosen.

    ``encoding`` is a name that ``text_encodings`` knows; ``whole_words`` makes words whole that are cut
    by a hyphen at the end of a line.
    """

    encoding: str = ""
    captions: CaptionLines = CaptionLines.PARAGRAPHS
    pdf_lines: PdfLines = PdfLines.PARAGRAPHS
    whole_words: bool = True


AS_RECOGNISED: Final = ReadingChoices()
