"""The words that questions choose between, besides the rules and counts of codes that occur together."""

from enum import StrEnum
from typing import Final


class ColumnsBy(StrEnum):
    """What the columns of a table of codes are."""

    TRANSCRIPT = "transcript"
    PARTICIPANT = "participant"
    SPEAKER = "speaker"
    ATTRIBUTE = "attribute"
    QUERY = "query"


class Figure(StrEnum):
    """What a cell of a table of codes counts.

    Segments and runs belong to the column in which they begin; by query, to each with whose
    passages they share text. Everything else belongs to each column whose text it lies in.
    """

    SEGMENTS = "segments"
    RUNS = "runs"
    UNITS = "units"
    CHARACTERS = "characters"
    WORDS = "words"
    PARTICIPANTS = "participants"
    TRANSCRIPTS = "transcripts"

    @property
    def adds_up(self) -> bool:
        """Whether a total is the sum of its cells; otherwise it counts different things once."""
        return self in (Figure.SEGMENTS, Figure.RUNS, Figure.CHARACTERS, Figure.WORDS)


class Shown(StrEnum):
    """How a count is shown."""

    COUNTS = "counts"
    ROW_PERCENT = "row-percent"
    COLUMN_PERCENT = "column-percent"
    PER_1000_WORDS = "per-1000-words"


SHOWN_WORDS: Final = {
    Shown.COUNTS: "counts",
    Shown.ROW_PERCENT: "percent of the row's total",
    Shown.COLUMN_PERCENT: "percent of the column's total",
    Shown.PER_1000_WORDS: "per 1,000 words of the column's participants' own speech",
}


class SaturationOrder(StrEnum):
    """In which order transcripts are gone through where new codes are counted."""

    CODED = "coded"
    LIST = "list"


class Sorting(StrEnum):
    """In which order codes stand."""

    CODEBOOK = "codebook"
    NAME = "name"
    FREQUENCY = "frequency"
    CLUSTER = "cluster"

    @classmethod
    def _missing_(cls, value: object) -> "Sorting | None":
        # The command that draws a table of codes has always called it so.
        return cls.FREQUENCY if value == "count" else None


class ChapterOrder(StrEnum):
    """What the chapters of a report of coded segments are."""

    CODE = "code"
    TRANSCRIPT = "transcript"
    PARTICIPANT = "participant"


class PassageForm(StrEnum):
    """How often a passage is given that was coded several times.

    ``MERGED``: once under each of its codes, what several coders coded alike as one. ``PER_CODER``: once for
    each coding. ``ALL_CODES``: once with all the codes of its words; in documents, of the
    sentences that are printed.
    """

    MERGED = "merged"
    PER_CODER = "per-coder"
    ALL_CODES = "all-codes"


class Marking(StrEnum):
    """How codings are shown in a transcript."""

    COMMENTS = "comments"
    MARGIN = "margin"
    HIGHLIGHTS = "highlights"


MARKING_WORDS: Final = {
    Marking.COMMENTS: "each as a comment by its coder at exactly its words",
    Marking.MARGIN: "shown beside the turns that they touch",
    Marking.HIGHLIGHTS: "shown as passages in the colours of their codes, all coders merged",
}


class TalkForm(StrEnum):
    """What of a conversation is drawn: who follows whom (two ways), shares of it, or first mentions."""

    HEATMAP = "heatmap"
    NETWORK = "network"
    SHARES = "shares"
    CODES = "codes"


class AgreementUnit(StrEnum):
    """What coders are compared on: units that have a code or not, characters, or segments that overlap."""

    TURN = "turn"
    SENTENCE = "sentence"
    PARAGRAPH = "paragraph"
    CHARACTER = "character"
    OVERLAP = "overlap"


class CodebookForm(StrEnum):
    """What the codebook is as a document: a chapter for each category, or one table for an appendix."""

    BOOK = "book"
    COMPACT = "compact"


class CodeDetail(StrEnum):
    """What a codebook says of each code; in the book the overview is a table in front."""

    OVERVIEW = "overview"
    FIGURES = "figures"
    DEFINITION = "definition"
    INCLUDE = "use-for"
    EXCLUDE = "not-for"
    EXAMPLES = "examples"
    MEMO = "memo"
    TOGETHER = "occurs-with"
    QUOTES = "quotes"


USUAL_PARTS: Final = {
    CodebookForm.BOOK: tuple(CodeDetail),
    CodebookForm.COMPACT: (
        CodeDetail.DEFINITION,
        CodeDetail.INCLUDE,
        CodeDetail.EXCLUDE,
        CodeDetail.EXAMPLES,
        CodeDetail.FIGURES,
    ),
}
"""What each form has, and in which order, where nothing else is asked for."""


class RunAgain(StrEnum):
    """What becomes of the files of an earlier run where a saved report is run again."""

    ASK = "ask"
    REPLACE = "replace"
    NUMBER = "number"
