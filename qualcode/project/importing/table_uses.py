"""What a table in the import window can be, and what each of its columns can become."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Final

from qualcode.importers.tables.codebook_columns import (
    CodebookPart,
    guessed_parts,
    looks_like_codebook,
    plain_title,
)


class TableUse(StrEnum):
    """What a table is."""

    PARTICIPANTS = "participants"
    TRANSCRIPTS = "transcripts"
    SURVEY = "survey"
    CODEBOOK = "codebook"
    CODINGS = "codings"


class ColumnUse(StrEnum):
    """What a column becomes."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    YES_NO = "yes-no"
    CHOICE = "choice"
    ANSWERS = "answers"
    PARENT = "parent"
    DEFINITION = "definition"
    INCLUDE = "include"
    EXCLUDE = "exclude"
    EXAMPLES = "examples"
    COLOUR = "colour"
    DIGIT = "digit"
    CODABLE = "codable"
    CODE = "code"
    CODER = "coder"
    START = "start"
    END = "end"
    WORDS = "words"
    MEMO = "memo"
    LEAVE_OUT = "leave out"


ATTRIBUTES: Final = (ColumnUse.TEXT, ColumnUse.NUMBER, ColumnUse.DATE, ColumnUse.YES_NO, ColumnUse.CHOICE)
OF_CODEBOOKS: Final = {
    ColumnUse.PARENT: CodebookPart.PARENT,
    ColumnUse.DEFINITION: CodebookPart.DEFINITION,
    ColumnUse.INCLUDE: CodebookPart.INCLUDE,
    ColumnUse.EXCLUDE: CodebookPart.EXCLUDE,
    ColumnUse.EXAMPLES: CodebookPart.EXAMPLES,
    ColumnUse.MEMO: CodebookPart.MEMO,
    ColumnUse.COLOUR: CodebookPart.COLOUR,
    ColumnUse.DIGIT: CodebookPart.DIGIT,
    ColumnUse.CODABLE: CodebookPart.CODABLE,
}
OF_CODINGS: Final = (
    *(ColumnUse.CODE, ColumnUse.CODER, ColumnUse.START, ColumnUse.END, ColumnUse.WORDS, ColumnUse.MEMO),
)
NEEDED: Final = OF_CODINGS[:4]
"""Columns without which codings have no place."""

_TITLES: Final[Mapping[ColumnUse, frozenset[str]]] = {
    ColumnUse.CODE: frozenset(("code", "code path", "code name", "codes")),
    ColumnUse.CODER: frozenset(("coder", "coded by", "user", "created by", "owner")),
    ColumnUse.START: frozenset(("start", "begin", "pos0")),
    ColumnUse.END: frozenset(("end", "pos1")),
    ColumnUse.WORDS: frozenset(("text", "coded text", "segment", "passage", "words", "quotation", "seltext")),
    ColumnUse.MEMO: frozenset(("memo", "comment", "note")),
}
_OF_TRANSCRIPTS: Final = frozenset(("transcript", "document", "file", "source", "filename", "file name"))


def uses_of_columns(use: TableUse) -> tuple[ColumnUse, ...]:
    """What a column can become under a use of its table."""
    match use:
        case TableUse.CODEBOOK:
            return (*OF_CODEBOOKS, ColumnUse.LEAVE_OUT)
        case TableUse.CODINGS:
            return (*OF_CODINGS, ColumnUse.LEAVE_OUT)
        case TableUse.SURVEY:
            return (*ATTRIBUTES, ColumnUse.ANSWERS, ColumnUse.LEAVE_OUT)
        case _:
            return (*ATTRIBUTES, ColumnUse.LEAVE_OUT)


def special_use(titles: Sequence[str]) -> TableUse | None:
    """Whether columns with these titles are those of codings or of a codebook; None where of neither."""
    if set(_coding_columns(titles)) >= set(NEEDED) and _transcript_column(titles) is not None:
        return TableUse.CODINGS
    return TableUse.CODEBOOK if looks_like_codebook(titles) else None


def special_columns(titles: Sequence[str], use: TableUse) -> tuple[int | None, tuple[ColumnUse, ...]]:
    """The column that names the rows of a codebook or of codings, and what the others are."""
    uses = [ColumnUse.LEAVE_OUT] * len(titles)
    if use is TableUse.CODINGS:
        for becomes, place in _coding_columns(titles).items():
            uses[place] = becomes
        return _transcript_column(titles), tuple(uses)
    parts = guessed_parts(titles)
    for becomes, part in OF_CODEBOOKS.items():
        if part in parts:
            uses[parts[part]] = becomes
    return parts.get(CodebookPart.CODE, 0), tuple(uses)


def _coding_columns(titles: Sequence[str]) -> dict[ColumnUse, int]:
    found: dict[ColumnUse, int] = {}
    for place, title in enumerate(titles):
        for use, names in _TITLES.items():
            if plain_title(title) in names:
                found.setdefault(use, place)
    return found


def _transcript_column(titles: Sequence[str]) -> int | None:
    return next((place for place, title in enumerate(titles) if plain_title(title) in _OF_TRANSCRIPTS), None)
