"""A reporting checklist: each item with what the project knows, what people said, and where it is told."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from qualcode.exporters.document.blocks import (
    Block,
    Density,
    Heading,
    Paragraph,
    ReportSubject,
    Run,
    Runs,
    TableBlock,
    TableCell,
    TableColumn,
)
from qualcode.exporters.document.works_cited import with_references
from qualcode.exporters.papers.table_report import TableReport
from qualcode.exporters.tables.sheet_pages import Column
from qualcode.exporters.writing import Cell
from qualcode.model.front import Front
from qualcode.model.papers import Checklist
from qualcode.model.questions.provenance import Provenance
from qualcode.model.results.checklists import SOURCES, AnsweredItem
from qualcode.model.words.in_words import beginning

ABOUT: Final = "About this checklist"
WHERE: Final = "Reported in"
_CHAPTERS: Final = {
    "Methods": ReportSubject.METHODS,
    "Report on participants": ReportSubject.PARTICIPANTS,
    "Report on saturation": ReportSubject.SATURATION,
    "Export of memos": ReportSubject.MEMOS,
    "History": ReportSubject.AUDIT,
    "Codebook": ReportSubject.CODEBOOK,
    "coded segments": ReportSubject.SEGMENTS,
    "agreement of coders": ReportSubject.AGREEMENT,
    "audit trail": ReportSubject.AUDIT,
}
"""What reports are called where they are files of their own."""
_COLUMNS: Final = (
    TableColumn("No.", 0.7),
    TableColumn("Item", 2.6),
    TableColumn("What readers want to know", 4.2),
    TableColumn("Answer", 6),
    TableColumn(WHERE, 2.6),
)


def checklist_report(
    front: Front, language: str, checklist: Checklist, items: Sequence[AnsweredItem], about: Provenance
) -> TableReport:
    """The report as a value that can be written in every format."""
    return TableReport(
        front=front,
        language=language,
        about=about,
        colophon=ABOUT,
        blocks=tuple(with_references(_blocks(checklist, items))),
        sheet=checklist.upper(),
        columns=(
            Column("item", 8, "0"),
            Column("part", 30),
            Column("name", 34),
            Column("what readers want to know", 60),
            Column("your answer", 60),
            Column("what the project knows", 60),
            Column(WHERE.lower(), 40),
        ),
        rows=lambda: _rows(items),
        landscape=True,
        tells=(checklist_subject(checklist),),
        counted_above=True,
    )


def checklist_subject(checklist: Checklist) -> str:
    """By what a document of several parts knows that one of them is about a checklist."""
    return f"checklist-{checklist}"


def places_told(where: str) -> Runs:
    """Where an answer is told: a document of several parts names its own chapters instead of reports."""
    runs: list[Run] = []
    for place, told in enumerate(where.split("; ") if where else ()):
        name, comma, section = told.partition(", ")
        runs += [
            Run("; " if place else ""),
            Run(name, chapter=_CHAPTERS.get(name, "")),
            Run(comma + section),
        ]
    return tuple(run for run in runs if run.words) if any(run.chapter for run in runs) else where


def _blocks(checklist: Checklist, items: Sequence[AnsweredItem]) -> Iterator[Block]:
    answered = sum(bool(row.own or row.known) for row in items)
    answers = beginning(f"{answered:,} of {len(items):,} items have an answer")
    yield Paragraph(
        f"{answers}: that of the authors, then what the project knows. The others are empty. Items "
        f"are those of {SOURCES[checklist].told}, worded in our own words and numbered as published."
    )
    for number, (part, rows) in enumerate(groupby(items, key=lambda row: row.item.part), 1):
        yield Heading(part, 1, f"part-{number}")
        cells = tuple(
            (
                TableCell(str(row.item.number)),
                TableCell(row.item.name),
                TableCell(row.item.asked),
                TableCell("\n".join(filter(None, (row.own, row.known)))),
                TableCell(places_told(row.where)),
            )
            for row in rows
        )
        yield TableBlock(_COLUMNS, cells, density=Density.DENSE)


def _rows(items: Sequence[AnsweredItem]) -> Iterator[list[Cell]]:
    for row in items:
        item = row.item
        yield [item.number, item.part, item.name, item.asked, row.own, row.known, row.where]
