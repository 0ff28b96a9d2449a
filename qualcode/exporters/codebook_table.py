"""The codebook as one table for an appendix: a row for each code, across the page."""

from collections.abc import Iterator
from typing import Final

from qualcode.exporters.codebook_parts import CodebookContent
from qualcode.exporters.document.blocks import Align, Block, Run, Runs, TableBlock, TableCell, TableColumn
from qualcode.model.entities import Code
from qualcode.model.questions.words import CodebookPart
from qualcode.model.quotation import Quotation
from qualcode.model.report_values import left_out_line

_LONGEST_EXAMPLE: Final = 35
"""Words of a quote in a cell."""
_NUMBER: Final = TableColumn("No.", 0.7)
_NAME: Final = TableColumn("Code", 2.3)
_COLUMNS: Final = {
    CodebookPart.DEFINITION: (TableColumn("Definition", 3.4),),
    CodebookPart.INCLUDE: (TableColumn("Use for", 2.6),),
    CodebookPart.EXCLUDE: (TableColumn("Not for", 2.6),),
    CodebookPart.EXAMPLES: (TableColumn("Example", 3.6),),
    CodebookPart.MEMO: (TableColumn("Memo", 2.6),),
    CodebookPart.TOGETHER: (TableColumn("Occurs with", 2.2),),
    CodebookPart.FIGURES: (
        TableColumn("Segments", 1.05, Align.FIGURE),
        TableColumn("Participants", 1.25, Align.FIGURE),
    ),
}


def compact_blocks(content: CodebookContent) -> Iterator[Block]:
    """The table, and below it what has to be known to read it."""
    parts = [part for part in _one_example(content) if part in _COLUMNS]
    columns = (_NUMBER, _NAME, *(column for part in parts for column in _COLUMNS[part]))
    rows = tuple(_row(content, code, parts) for code in content.codes)
    left_out = sum(content.words.quotes_of(code.id).left_out for code in content.codes)
    figures = CodebookPart.FIGURES in parts
    notes = (content.merged_remark if figures else "", left_out_line(left_out))
    yield TableBlock(columns, rows, notes=tuple(filter(None, notes)))


def _one_example(content: CodebookContent) -> list[CodebookPart]:
    """The parts as columns: examples and quotes are one, where the first of them is."""
    return list(
        dict.fromkeys(
            CodebookPart.EXAMPLES if part is CodebookPart.QUOTES else part for part in content.parts
        )
    )


def _row(content: CodebookContent, code: Code, parts: list[CodebookPart]) -> tuple[TableCell, ...]:
    cells = [
        TableCell(content.numbers[code.id], strong=not code.codable),
        TableCell(
            code.name, indent=content.level(code) - 1, chip=content.chip(code), strong=not code.codable
        ),
    ]
    for part in parts:
        if part is CodebookPart.FIGURES:
            cells += _figures(content, code)
        elif part is CodebookPart.EXAMPLES:
            cells.append(TableCell(_example(content, code)))
        else:
            cells.append(TableCell(content.said(code, part)))
    return tuple(cells)


def _figures(content: CodebookContent, code: Code) -> list[TableCell]:
    found = content.used(code)
    if found is None:
        return [TableCell(), TableCell()]
    return [TableCell(f"{number:,}", pale=not number) for number in (found.segments, found.participants)]


def _example(content: CodebookContent, code: Code) -> Runs:
    """A starred quote; else the example of the codebook; else a quote that was found."""
    quotes = content.words.quotes_of(code.id).quotes
    own = content.said(code, CodebookPart.EXAMPLES)
    if quotes and (quotes[0].chosen or not own):
        return quote_in_cell(quotes[0].printed)
    return own


def quote_in_cell(quotation: Quotation) -> Runs:
    """A quote and its reference for a cell, cut between two words where it is long."""
    words = quotation.words.split(" ")
    if len(words) > _LONGEST_EXAMPLE:
        closing = words[-1][-1] if len(quotation.speeches) == 1 else ""
        words = [*words[:_LONGEST_EXAMPLE], f"…{closing}"]
    return Run(" ".join(words)), Run(f" ({quotation.reference})", italic=True)
