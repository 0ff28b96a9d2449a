"""The codebook as one table for an appendix: a row for each code, across the page."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import permutations
from typing import Final

from qualcode.exporters.codebook.code_figures import NOT_ITSELF
from qualcode.exporters.codebook.codebook_parts import NO_CODES, CodebookContent
from qualcode.exporters.document.blocks import (
    Align,
    Block,
    Density,
    ParagraphKind,
    Run,
    Runs,
    TableBlock,
    TableCell,
    TableColumn,
)
from qualcode.exporters.document.quotes import left_out_note
from qualcode.model.entities import Code
from qualcode.model.questions.words import CodeDetail
from qualcode.model.results.quotation import Quotation
from qualcode.model.words.cutting import CUT

_LONGEST_EXAMPLE: Final = 20
"""Words of an example or quote in a cell that is shortened; it ends at a clause."""
_MOST_WHOLE: Final = 22
"""Words of one that is whole: a last word or two are worth their room."""
_FEWEST: Final = 8
"""Words that it then has at least."""
_CLAUSE_ENDS: Final = ".!?,;:…–—"
_SENTENCE_ENDS: Final = ".!?…"
SHORTENED: Final = (
    f"Examples of more than {_MOST_WHOLE} words are shortened to {_LONGEST_EXAMPLE} at most, at the end of a "
    f"clause where there is one after {_FEWEST} words or more."
)
NOT_USED: Final = "No segments."
NO_CONSENT: Final = "Not quoted."
NONE_FITS: Final = "No passage that fits and may be quoted."
"""Too short or too long, in no turn of one participant, or of people who may not be quoted."""
_LINE: Final = 190
"""Letters side by side across the page."""
_LEAST: Final = 16.0
"""Letters for which a column has room at least."""
_STEP: Final = 1.5
_TRIES: Final = 60
_SHOWS: Final = "lists all codes with what the codebook says of each."
_SHOWS_USED: Final = (
    f"{_SHOWS.removesuffix('.')}, how many segments have it and, in brackets, of how many participants."
)
_ROOM_OF_A_DIGIT: Final = "\u2007"
_NUMBER: Final = TableColumn("No.", 0.0)
"""A column without a width has what its longest word or figure needs."""
_NAME: Final = TableColumn("Code", 2.1)
_COLUMNS: Final = {
    CodeDetail.DEFINITION: (TableColumn("Definition", 3.4),),
    CodeDetail.INCLUDE: (TableColumn("Use for", 2.6),),
    CodeDetail.EXCLUDE: (TableColumn("Not for", 2.6),),
    CodeDetail.EXAMPLES: (TableColumn("Example", 3.6),),
    CodeDetail.MEMO: (TableColumn("Memo", 2.6),),
    CodeDetail.TOGETHER: (TableColumn("Occurs with", 2.2),),
    CodeDetail.FIGURES: (TableColumn("Segments (participants)", 0.0, Align.FIGURE),),
}


_LETTERS_OF_A_LEVEL: Final = 3
_LETTERS_OF_A_CHIP: Final = 2
_OFTEN_EMPTY: Final = (CodeDetail.INCLUDE, CodeDetail.EXCLUDE, CodeDetail.MEMO, CodeDetail.TOGETHER)


def compact_blocks(content: CodebookContent) -> Iterator[Block]:
    """The table, and below it what has to be known to read it."""
    parts = [part for part in _one_example(content) if part in _COLUMNS and _is_told(content, part)]
    rows = tuple(_row(content, code, parts) for code in content.codes)
    columns = _widened((_NUMBER, _NAME, *(column for part in parts for column in _COLUMNS[part])), rows)
    figures = CodeDetail.FIGURES in parts
    empty = "" if content.codes else NO_CODES
    cut = CodeDetail.EXAMPLES in parts and any(_is_long(_example(content, code)) for code in content.codes)
    merged = content.merged_remark if figures else ""
    notes = (empty, SHORTENED if cut else "", merged)
    yield TableBlock(
        columns,
        rows,
        "The codebook" if rows else "",
        "codebook-table",
        notes=tuple(filter(None, notes)),
        density=Density.COMPACT,
        shows=_SHOWS_USED if figures else _SHOWS,
    )
    yield from left_out_note(content.left_out, kind=ParagraphKind.NOTE)


def _is_told(content: CodebookContent, part: CodeDetail) -> bool:
    """Whether a part has a column: what some codes may do without and none has would leave it empty."""
    return part not in _OFTEN_EMPTY or any(content.said(code, part) for code in content.codes)


def _widened(
    columns: tuple[TableColumn, ...], rows: Sequence[Sequence[TableCell]]
) -> tuple[TableColumn, ...]:
    """The columns with words share their room so that all rows together are as low as can be."""
    whole_rows = [row for row in rows if len(row) == len(columns)]
    free = [place for place, column in enumerate(columns) if column.width]
    letters = [[_letters(row[place]) for place in free] for row in whole_rows]
    whole = sum(column.width for column in columns)
    wide = [columns[place].width * _LINE / whole for place in free]
    for _ in range(_TRIES):
        tries = [_moved(wide, giver, taker) for giver, taker in permutations(range(len(free)), 2)]
        best = min((wide, *tries), key=lambda widths: _height(letters, widths))
        if best is wide:
            break
        wide = best
    found = {place: letters * whole / _LINE for place, letters in zip(free, wide, strict=True)}
    return tuple(
        replace(column, width=found.get(place, column.width)) for place, column in enumerate(columns)
    )


def _moved(widths: Sequence[float], giver: int, taker: int) -> list[float]:
    """The same with some letters of room moved from one column to another, if it has them to spare."""
    step = _STEP if widths[giver] - _STEP >= _LEAST else 0
    return [
        width - step if place == giver else width + step if place == taker else width
        for place, width in enumerate(widths)
    ]


def _height(letters: Sequence[Sequence[int]], widths: Sequence[float]) -> float:
    """Lines of all rows; part lines count, so that a little less is less."""
    return sum(
        max((number / width for number, width in zip(row, widths, strict=True)), default=0) for row in letters
    )


def _letters(cell: TableCell) -> int:
    """How long a cell is, with what stands before its words."""
    before = _LETTERS_OF_A_LEVEL * cell.indent + _LETTERS_OF_A_CHIP * bool(cell.chip)
    return before + _words_of(cell)


def _words_of(cell: TableCell) -> int:
    return len(cell.words) if isinstance(cell.words, str) else sum(len(run.words) for run in cell.words)


def _one_example(content: CodebookContent) -> list[CodeDetail]:
    """The parts as columns: examples and quotes are one, where the first of them is."""
    return list(
        dict.fromkeys(CodeDetail.EXAMPLES if part is CodeDetail.QUOTES else part for part in content.parts)
    )


def _row(content: CodebookContent, code: Code, parts: list[CodeDetail]) -> tuple[TableCell, ...]:
    cells = [
        TableCell(content.numbers[code.id], strong=not code.codable),
        TableCell(
            code.name, indent=content.level(code) - 1, chip=content.chip(code), strong=not code.codable
        ),
    ]
    if _only_grouping(content, code, parts):
        # What is said of it need not be as narrow as a column.
        return (*cells, TableCell(content.said(code, CodeDetail.DEFINITION)))
    for part in parts:
        if part is CodeDetail.FIGURES:
            cells.append(_figures(content, code))
        elif part is CodeDetail.EXAMPLES:
            example = _example(content, code)
            none = "" if example else _why_none(content, code)
            cells.append(TableCell(none, pale=True) if none else TableCell(_in_cell(content, example)))
        else:
            cells.append(TableCell(content.said(code, part)))
    return tuple(cells)


def _only_grouping(content: CodebookContent, code: Code, parts: Sequence[CodeDetail]) -> bool:
    """Whether a category has a definition, in the first column of words, and nothing else."""
    others = [part for part in parts if part is not CodeDetail.DEFINITION]
    return (
        parts[:1] == [CodeDetail.DEFINITION]
        and not code.codable
        and content.used(code) is None
        and not content.words.quotes_of(code.id).quotes
        and not any(content.said(code, part) for part in others)
    )


def _figures(content: CodebookContent, code: Code) -> TableCell:
    """Both figures in a cell, for heads of whole words find no room above two; digits stand below digits."""
    found = content.used(code)
    if found is None:
        return TableCell()
    most = max(used.participants for used in content.figures.values())
    room = _ROOM_OF_A_DIGIT * (len(f"{most:,}") - len(f"{found.participants:,}"))
    return TableCell(f"{found.segments:,} {room}({found.participants:,})", pale=not found.segments)


def _example(content: CodebookContent, code: Code) -> Quotation | str:
    """A starred quote; else the example of the codebook, if examples are asked for; else a found quote."""
    quotes = content.words.quotes_of(code.id).quotes
    own = code.examples.strip() if CodeDetail.EXAMPLES in content.parts else ""
    return quotes[0].printed if quotes and (quotes[0].chosen or not own) else own


def _why_none(content: CodebookContent, code: Code) -> str:
    """Why a code has no example, where one was looked for."""
    quotes, used = content.words.quotes.get(code.id), content.used(code)
    if quotes is None or used is None:
        return ""
    if not used.segments:
        return NOT_ITSELF if content.below(code) else NOT_USED
    if quotes.left_out:
        return NO_CONSENT
    under = next((content.numbers[row] for row in quotes.elsewhere if row in content.numbers), "")
    return f"Printed under {under}." if under else NONE_FITS


def _in_cell(content: CodebookContent, example: Quotation | str) -> Runs:
    if not isinstance(example, str):
        return quote_in_cell(example)
    said = at_a_clause(example)
    # Where it was said finds no room in a narrow column; the book has it.
    spoken = content.reference(example.partition("\n")[0])
    return content.in_marks(said) if spoken and "\n" not in said else said


def _is_long(example: Quotation | str) -> bool:
    words = example if isinstance(example, str) else example.words
    return at_a_clause(words) != words


def quote_in_cell(quotation: Quotation) -> Runs:
    """A quote and its reference for a cell, cut where it is long."""
    words = quotation.words
    closing = words[-1:] if len(quotation.speeches) == 1 else ""
    short = at_a_clause(words)
    said = words if short == words else f"{short}{closing}"
    return Run(said), Run(f" ({quotation.reference})", italic=True)


def at_a_clause(words: str) -> str:
    """The words up to the end of a clause and “…”, where there are more than a cell has room for."""
    first, _, more = words.strip().partition("\n")
    said = first.split(" ")
    if len(words.split()) <= _MOST_WHOLE:
        return words
    if len(said) <= _MOST_WHOLE and more:
        # Of several examples the first is whole.
        return _with_dots(first)
    places = range(_LONGEST_EXAMPLE, _FEWEST - 1, -1)
    end = next((place for place in places if said[place - 1][-1:] in _CLAUSE_ENDS), _LONGEST_EXAMPLE)
    return _with_dots(" ".join(said[:end]))


def _with_dots(words: str) -> str:
    words = words.rstrip()
    if words[-1:] in _SENTENCE_ENDS:
        return f"{words} {CUT}"
    return f"{words.rstrip(_CLAUSE_ENDS).rstrip()}{CUT}"
