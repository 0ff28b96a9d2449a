"""Apostrophes and quotation marks of a document as they are printed, whatever keys they were typed with."""

from dataclasses import replace
from itertools import accumulate

from qualcode.exporters.document.blocks import (
    Block,
    Fields,
    Heading,
    Paragraph,
    PictureBlock,
    QuoteBlock,
    Run,
    Runs,
    Speech,
    TableBlock,
    TableCell,
    TableColumn,
    plain,
)
from qualcode.model.words.apostrophes import as_printed, with_apostrophes


def with_printed_marks(block: Block, language: str) -> Block:
    """The same words; marks around quotes are changed only in what participants say.

    Elsewhere straight ones may be what somebody searched for.
    """
    match block:
        case Heading():
            return replace(block, words=with_apostrophes(block.words))
        case Paragraph():
            return replace(block, words=_said(block.words))
        case Fields(rows):
            return replace(block, rows=tuple((name, _said(words)) for name, words in rows))
        case QuoteBlock():
            speeches = tuple(Speech(each.speaker, _said(each.words, language)) for each in block.speeches)
            reference, memo = with_apostrophes(block.reference), with_apostrophes(block.memo)
            return replace(block, speeches=speeches, reference=reference, memo=memo)
        case TableBlock():
            return _table(block, language)
        case PictureBlock():
            return replace(block, caption=with_apostrophes(block.caption))
        case _:
            return block


def _table(block: TableBlock, language: str) -> TableBlock:
    spoken = language if block.transcript else ""
    return replace(
        block,
        columns=tuple(_column(column) for column in block.columns),
        rows=tuple(tuple(_cell(cell, spoken) for cell in row) for row in block.rows),
        caption=with_apostrophes(block.caption),
        notes=tuple(map(with_apostrophes, block.notes)),
    )


def _column(column: TableColumn) -> TableColumn:
    return replace(column, name=with_apostrophes(column.name)) if "'" in column.name else column


def _cell(cell: TableCell, spoken: str) -> TableCell:
    words = _said(cell.words, spoken)
    return cell if words is cell.words else replace(cell, words=words)


def _said(words: Runs, spoken: str = "") -> Runs:
    """The same with printed marks, in runs of the same lengths; ``spoken``: in which language it was said."""
    whole = plain(words)
    if "'" not in whole and not (spoken and '"' in whole):
        return words
    if isinstance(words, str):
        return _printed(words, spoken)
    languages = [run.language for run in words if run.language]
    printed = _printed(whole, languages[0] if spoken and languages else spoken)
    ends = list(accumulate(len(run.words) for run in words))
    return tuple(_in_place(run, printed, end) for run, end in zip(words, ends, strict=True))


def _in_place(run: Run, printed: str, end: int) -> Run:
    return run._replace(words=printed[end - len(run.words) : end])


def _printed(words: str, spoken: str) -> str:
    return as_printed(words, spoken) if spoken else with_apostrophes(words)
