"""What a report says differently from the run before, as a page of its own."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Final

from qualcode.exporters.document.blocks import (
    Align,
    Block,
    Colophon,
    Document,
    Heading,
    Paragraph,
    ParagraphKind,
    TableBlock,
    TableCell,
    TableColumn,
)
from qualcode.model.front import Front
from qualcode.model.in_words import counted, day_in_words, listed, plural_of
from qualcode.model.provenance import Provenance
from qualcode.model.report_figures import MovedQuote, ReportChanges

TITLE: Final = "Since last time"
_MOST: Final = 500
"""Rows of a table of changes."""
_FIGURES: Final = (
    TableColumn("File", 2),
    TableColumn("Figure", 4.5),
    TableColumn("Before", 1, Align.FIGURE),
    TableColumn("Now", 1, Align.FIGURE),
)
_WORDINGS: Final = (
    TableColumn("Code", 2),
    TableColumn("What", 1.4),
    TableColumn("Before", 3.5),
    TableColumn("Now", 3.5),
)
_TEXTS: Final = (TableColumn("File", 2), TableColumn("What", 4), TableColumn("Change", 1.5))
_QUOTES: Final = (TableColumn("File", 2), TableColumn("Where the words come from", 5))


def changes_in_words(changes: ReportChanges) -> str:
    """``12 figures moved, 1 code was reworded, 3 quotes came and 1 went``, in a sentence."""
    if changes.nothing:
        return f"Nothing has changed since step {changes.since.step:,}."
    codes = len({row.code for row in changes.reworded})
    came, went = len(changes.came), len(changes.went)
    said = (
        f"{counted(len(changes.figures), 'figure')} moved" if changes.figures else "",
        f"{counted(codes, 'code')} {plural_of(codes, 'was', 'were')} reworded, added or removed"
        if codes
        else "",
        f"{counted(len(changes.texts), 'text')} changed" if changes.texts else "",
        f"{counted(came, 'quote')} came" if came else "",
        f"{counted(went, 'quote')} went" if went else "",
        f"{counted(len(changes.new_files), 'file')} {plural_of(len(changes.new_files), 'is', 'are')} new"
        if changes.new_files
        else "",
    )
    return f"Since step {changes.since.step:,}: {listed([words for words in said if words])}."


def changes_as_json(changes: ReportChanges) -> dict[str, Any]:
    """The same for other programs; a figure that was, or is, not there is null."""
    return {
        "report": changes.report,
        "since": changes.since.step,
        "step": changes.step,
        "figures": [row._asdict() for row in changes.figures],
        "codes": [row._asdict() for row in changes.reworded],
        "texts": [row._asdict() for row in changes.texts],
        "quotes": {
            "came": [row._asdict() for row in changes.came],
            "went": [row._asdict() for row in changes.went],
        },
        "new files": list(changes.new_files),
    }


def changes_document(changes: ReportChanges, about: Provenance, front: Front) -> Document:
    """The page; ``front`` is that of the report."""
    return Document(front, tuple(changes_blocks(changes)), Colophon(about))


def changes_blocks(changes: ReportChanges) -> Iterator[Block]:
    """Sentence and tables, to stand in any document."""
    since = changes.since
    day = day_in_words(since.moment.date())
    yield Paragraph(
        f"“{changes.report}”, compared with step {since.step:,} ({day}). {changes_in_words(changes)}"
    )
    if changes.figures:
        rows = [(row.file, row.of, _shown(row.old), _shown(row.new)) for row in changes.figures]
        yield from _part("Figures that moved", "figures", _FIGURES, rows)
    if changes.reworded:
        words = [(row.code, row.label, *_wording(row.old, row.new)) for row in changes.reworded]
        yield from _part("Codes that were reworded, added or removed", "codes", _WORDINGS, words)
    if changes.texts:
        told = [(row.file, row.of, row.how) for row in changes.texts]
        yield from _part("Summaries and transcripts that read differently", "texts", _TEXTS, told)
    if changes.came:
        yield from _part("Quotes that came", "came", _QUOTES, _quotes(changes.came))
    if changes.went:
        yield from _part("Quotes that went", "went", _QUOTES, _quotes(changes.went))
    if changes.new_files:
        yield Paragraph(f"New in this report, and not compared: {listed(changes.new_files)}.")


def _part(
    title: str, anchor: str, columns: tuple[TableColumn, ...], rows: Sequence[tuple[str, ...]]
) -> Iterator[Block]:
    yield Heading(title, 1, f"changes-{anchor}")
    shown = tuple(tuple(TableCell(words) for words in row) for row in islice(rows, _MOST))
    yield TableBlock(columns, shown, torn=columns is _WORDINGS)
    if len(rows) > _MOST:
        yield Paragraph(f"{len(rows) - _MOST:,} more are not listed here.", ParagraphKind.NOTE)


def _quotes(rows: Iterable[MovedQuote]) -> list[tuple[str, ...]]:
    return [(row.file, row.source) for row in rows]


def _wording(old: str | None, new: str | None) -> tuple[str, str]:
    if old is None and new is None:
        return "reads differently", ""
    return "not there" if old is None else old or "empty", "removed" if new is None else new or "empty"


def _shown(figure: str | int | float | None) -> str:
    if figure is None:
        return "–"
    if isinstance(figure, str):
        return figure
    return f"{figure:,}"
