"""What a report says differently from the run before, as a page of its own."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice, zip_longest
from math import inf
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
from qualcode.model.questions.provenance import Provenance
from qualcode.model.results.report_figures import (
    NAME,
    PLACE,
    MovedFigure,
    MovedQuote,
    ReportChanges,
    RewordedCode,
)
from qualcode.model.words.in_words import counted, day_in_words, listed, plural_of

TITLE: Final = "Since last time"
MOST_ROWS: Final = 500
"""Rows of a table of changes."""
FILE: Final = "File"
CHAPTER: Final = "Chapter"
_FIGURES: Final = (
    TableColumn(FILE, 2),
    TableColumn("Figure", 4.5),
    TableColumn("Before", 1, Align.FIGURE),
    TableColumn("Now", 1, Align.FIGURE),
)
_BY_FILE: Final = (
    TableColumn(FILE, 2),
    TableColumn("Moved", 0.9, Align.FIGURE),
    TableColumn("Most of all", 3.6),
    TableColumn("Before", 1, Align.FIGURE),
    TableColumn("Now", 1, Align.FIGURE),
)
_WORDINGS: Final = (
    TableColumn("Code", 2),
    TableColumn("What", 1.4),
    TableColumn("Before", 3.5),
    TableColumn("Now", 3.5),
)
_TEXTS: Final = (TableColumn(FILE, 2), TableColumn("What", 4), TableColumn("Change", 1.5))
_QUOTES: Final = (TableColumn(FILE, 2), TableColumn("Where the words come from", 5))


def changes_in_words(changes: ReportChanges) -> str:
    """What has changed since a step, in a sentence."""
    step = f"step {changes.since.step:,}"
    return f"Nothing has changed since {step}." if changes.nothing else f"Since {step}: {_moved(changes)}."


def _moved(changes: ReportChanges) -> str:
    """``12 figures moved, 1 code was reworded, 3 quotes came and 1 went``."""
    came, went = len(changes.came), len(changes.went)
    said = (
        f"{counted(len(changes.figures), 'figure')} moved" if changes.figures else "",
        *_codes_in_words(changes.reworded),
        f"{counted(len(changes.texts), 'text')} changed" if changes.texts else "",
        f"{counted(came, 'quote')} came" if came else "",
        f"{counted(went, 'quote')} went" if went else "",
        f"{counted(len(changes.new_files), 'file')} {plural_of(len(changes.new_files), 'is', 'are')} new"
        if changes.new_files
        else "",
    )
    return listed([words for words in said if words])


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


def changes_document(
    changes: ReportChanges, about: Provenance, front: Front, *, most: int = MOST_ROWS, places: str = FILE
) -> Document:
    """The page; ``front`` is that of the report, and ``most`` the rows of a table.

    ``places`` is what the parts of the report are called: files, or chapters of one document.
    """
    blocks = (_called(block, places) for block in changes_blocks(changes, most))
    return Document(front, tuple(blocks), Colophon(about))


def _called(block: Block, places: str) -> Block:
    if not isinstance(block, TableBlock) or block.columns[0].name != FILE:
        return block
    return replace(block, columns=(replace(block.columns[0], name=places), *block.columns[1:]))


def _codes_in_words(rows: Iterable[RewordedCode]) -> Iterator[str]:
    """``1 code was reworded``, ``2 codes were added``: each code once, by the most that happened to it."""
    happened: dict[str, str] = {}
    for row in rows:
        if row.label == NAME and None in (row.old, row.new):
            happened[row.code] = "added" if row.old is None else "removed"
        elif row.label != PLACE:
            happened[row.code] = "reworded"
        else:
            happened.setdefault(row.code, "moved")
    for what in ("reworded", "moved", "added", "removed"):
        number = sum(one == what for one in happened.values())
        if number:
            yield f"{counted(number, 'code')} {plural_of(number, 'was', 'were')} {what}"


def changes_blocks(changes: ReportChanges, most: int = MOST_ROWS) -> Iterator[Block]:
    """Sentence and tables of at most so many rows, to stand in any document."""
    since = changes.since
    day = day_in_words(since.moment.date())
    yield Paragraph(
        f"“{changes.report}”, compared with step {since.step:,} ({day}): "
        f"{_moved(changes) or 'nothing has changed'}."
    )
    if changes.figures:
        yield from _figures(changes.figures, most)
    if changes.reworded:
        words = [_wording(row) for row in changes.reworded]
        yield from _part("Codes that changed", "codes", _WORDINGS, words, most)
    if changes.texts:
        told = [(row.file, row.of, row.how) for row in changes.texts]
        yield from _part("Summaries and transcripts that read differently", "texts", _TEXTS, told, most)
    if changes.came:
        yield from _part("Quotes that came", "came", _QUOTES, _quotes(changes.came), most)
    if changes.went:
        yield from _part("Quotes that went", "went", _QUOTES, _quotes(changes.went), most)
    if changes.new_files:
        yield Paragraph(f"New in this report, and not compared: {listed(changes.new_files)}.")


def _figures(figures: Sequence[MovedFigure], most: int) -> Iterator[Block]:
    """How many of each file moved, and which most of all; then each of them, the largest moves first."""
    of_file = _by_file(figures)
    first = [rows[0] for rows in of_file.values()]
    told = [
        (row.file, f"{len(of_file[row.file]):,}", row.of, _shown(row.old), _shown(row.new)) for row in first
    ]
    yield from _part("Figures that moved", "figures", _BY_FILE, told, most)
    if len(figures) > len(first):
        every = [row for rows in of_file.values() for row in rows]
        shown = every if len(every) <= most else _most_moved(of_file)
        rows = [(row.file, row.of, _shown(row.old), _shown(row.new)) for row in shown]
        yield from _part("Each figure that moved", "each-figure", _FIGURES, rows, most, level=2)


def _part(
    title: str,
    anchor: str,
    columns: tuple[TableColumn, ...],
    rows: Sequence[tuple[str, ...]],
    most: int,
    level: int = 1,
) -> Iterator[Block]:
    yield Heading(title, level, f"changes-{anchor}")
    shown = tuple(tuple(TableCell(words) for words in row) for row in islice(rows, most))
    yield TableBlock(columns, shown, torn=columns is _WORDINGS)
    if len(rows) > most:
        yield Paragraph(f"{len(rows) - most:,} more are not listed here.", ParagraphKind.NOTE)


def _by_file(figures: Iterable[MovedFigure]) -> dict[str, list[MovedFigure]]:
    """The figures of each file, the largest moves first."""
    of_file: dict[str, list[MovedFigure]] = {}
    for row in figures:
        of_file.setdefault(row.file, []).append(row)
    return {file: sorted(rows, key=_move, reverse=True) for file, rows in of_file.items()}


def _most_moved(of_file: Mapping[str, Sequence[MovedFigure]]) -> list[MovedFigure]:
    """Those of each file in turn, so that no table hides what others say."""
    return [row for rows in zip_longest(*of_file.values()) for row in rows if row is not None]


def _move(row: MovedFigure) -> float:
    """How far a figure moved; a word that reads otherwise comes first."""
    old, new = row.old or 0, row.new or 0
    return inf if isinstance(old, str) or isinstance(new, str) else abs(new - old)


def _quotes(rows: Iterable[MovedQuote]) -> list[tuple[str, ...]]:
    return [(row.file, row.source) for row in rows]


def _wording(row: RewordedCode) -> tuple[str, str, str, str]:
    if row.label == NAME and row.old is None:
        return row.code, "Code", "", "added"
    if row.label == NAME and row.new is None:
        return row.code, "Code", "", "removed"
    if row.old is None or row.new is None:
        return row.code, row.label, "", "reads differently"
    return row.code, row.label, row.old or "empty", row.new or "empty"


def _shown(figure: str | int | float | None) -> str:
    if figure is None:
        return "–"
    if isinstance(figure, str):
        return figure
    return f"{figure:,}"
