"""The audit trail: a line for each step, as a document, a spreadsheet or csv."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final, NamedTuple

from qualcode.exporters.document.blocks import (
    Align,
    Block,
    Heading,
    Paragraph,
    ReportSubject,
    TableBlock,
    TableCell,
    TableColumn,
)
from qualcode.exporters.papers.table_report import TableReport
from qualcode.exporters.tables.sheet_pages import Column
from qualcode.exporters.writing import Cell
from qualcode.model.front import Front
from qualcode.model.questions.provenance import Provenance
from qualcode.model.results.audit import AuditedStep
from qualcode.model.step_topics import TOPIC_NAMES, StepTopic
from qualcode.model.words.in_words import (
    ListRoom,
    counted,
    day_in_words,
    first_of,
    plural_of,
    time_in_words,
)

ABOUT: Final = "About this audit trail"
_UNDONE: Final = "undone later"
_SHOWN: Final = ListRoom(4, " in the same report as xlsx or csv")
"""Identifiers of a step in a document: importing a project changes thousands of rows in one."""


class AuditLook(NamedTuple):
    """``exact``: times to the millisecond; ``identifiers``: also those of what was changed.

    ``counting``: why steps count more than other reports, in a sentence; empty where they do not.
    ``left_out``: how many steps more only save reports.
    """

    exact: bool = False
    identifiers: bool = False
    counting: str = ""
    left_out: int = 0


def audit_report(
    front: Front, language: str, steps: Sequence[AuditedStep], look: AuditLook, about: Provenance
) -> TableReport:
    """The report as a value that can be written in every format."""
    identifiers = (Column("identifiers", 60),) if look.identifiers else ()
    return TableReport(
        front=front,
        language=language,
        about=about,
        colophon=ABOUT,
        blocks=tuple(_blocks(steps, look)),
        sheet="Audit trail",
        columns=(
            Column("step", 8, "0"),
            Column("when (UTC)", 24),
            Column("who", 18),
            Column("what", 70),
            Column("kind", 34),
            Column("reason", 50),
            Column("in force", 10),
            Column("before and after", 80),
            *identifiers,
        ),
        rows=lambda: _rows(steps, look),
        landscape=_lies_across(steps, look),
        tells=(ReportSubject.AUDIT,),
        counted_above=len(steps) + look.left_out == about.step,
    )


def _blocks(steps: Sequence[AuditedStep], look: AuditLook) -> Iterator[Block]:
    yield Heading("Who changed what", 1, "steps")
    if not steps:
        yield Paragraph("No step is of the kinds, people and days that were asked for.")
        return
    reasons = sum(bool(each.step.reason) for each in steps)
    first, last = (day_in_words(steps[place].step.at.date()) for place in (0, -1))
    when = f"on {first}" if first == last else f"from {first} to {last}"
    given = f"; {counted(reasons, 'step')} {plural_of(reasons, 'has', 'have')} a reason" if reasons else ""
    listed_here = f"Listed here are {counted(len(steps), 'step')}"
    if len(steps) == 1:
        listed_here = "Listed here is 1 step"
    yield Paragraph(f"{listed_here} {when}{given}{_left_out(look)}. Times are in UTC.")
    yield _table(steps, look)
    worded = [each for each in steps if each.wordings]
    if worded:
        yield Heading("How codes were worded before and after", 1, "wordings")
        yield _wordings(worded)


def _lies_across(steps: Sequence[AuditedStep], look: AuditLook) -> bool:
    """Whether there is more to a step than fits beside the others on an upright page."""
    return look.identifiers or any(each.wordings or each.step.reason for each in steps)


def _left_out(look: AuditLook) -> str:
    number = look.left_out
    if not number:
        return ""
    one = plural_of(number, "step that only saves a report is", "steps that only save reports are")
    return f"; {number:,} {one} left out"


def _table(steps: Sequence[AuditedStep], look: AuditLook) -> TableBlock:
    with_reasons = any(each.step.reason for each in steps)
    columns = [
        TableColumn("Step", 0.9, Align.FIGURE),
        TableColumn("When", 4 if look.exact else 3.2),
        TableColumn("Who", 1.5),
        TableColumn("What", 5.5),
        *([TableColumn("Why", 3.2)] if with_reasons else []),
        *([TableColumn("Identifiers", 4)] if look.identifiers else []),
    ]
    rows = tuple(
        (
            TableCell(f"{each.step.number:,}"),
            TableCell(_moment(each, look)),
            TableCell(each.step.coder),
            TableCell(each.step.title if each.in_force else f"{each.step.title} ({_UNDONE})"),
            *([TableCell(each.step.reason)] if with_reasons else []),
            *([TableCell("\n".join(first_of(each.identifiers, _SHOWN)))] if look.identifiers else []),
        )
        for each in steps
    )
    return TableBlock(
        tuple(columns),
        rows,
        "Steps in the order in which they were made",
        "all",
        torn=True,
        notes=(look.counting,) if look.counting else (),
        shows="lists them all, with who made each of them and when.",
    )


def _wordings(steps: Sequence[AuditedStep]) -> TableBlock:
    columns = (
        TableColumn("Step", 0.8, Align.FIGURE),
        TableColumn("Code", 2.4),
        TableColumn("What", 1.4),
        TableColumn("Before", 4),
        TableColumn("After", 4),
    )
    rows = tuple(
        (TableCell(f"{each.step.number:,}"), *map(TableCell, words))
        for each in steps
        for words in each.wordings
    )
    caption = "Wordings of codes before and after the steps that changed them"
    shows = "tells how codes were worded before and after these steps."
    return TableBlock(columns, rows, caption, "reworded", torn=True, shows=shows)


def _rows(steps: Sequence[AuditedStep], look: AuditLook) -> Iterator[list[Cell]]:
    for each in steps:
        identifiers: list[Cell] = ["\n".join(each.identifiers)] if look.identifiers else []
        yield [
            each.step.number,
            _stamp(each, look),
            each.step.coder,
            each.step.title,
            "; ".join(TOPIC_NAMES[topic] for topic in StepTopic if topic in each.topics),
            each.step.reason,
            "yes" if each.in_force else "no",
            "\n".join(f"{code}, {part}: {old} → {new}" for code, part, old, new in each.wordings),
            *identifiers,
        ]


def _moment(each: AuditedStep, look: AuditLook) -> str:
    """For reading, to the minute or exactly."""
    at = each.step.at
    return time_in_words(at, f":{at:%S}.{_milliseconds(at)}" if look.exact else "")


def _stamp(each: AuditedStep, look: AuditLook) -> str:
    """For programs, to the second or exactly."""
    at = each.step.at
    return f"{at:%Y-%m-%d %H:%M:%S}" + (f".{_milliseconds(at)}" if look.exact else "")


def _milliseconds(at: datetime) -> str:
    return f"{at.microsecond // 1000:03d}"
