"""The saved reports of a project as a list: what each holds, when it was saved, and when it was run last."""

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from qualcode.model.entities import Report
from qualcode.model.errors import QualcodeError
from qualcode.model.results.report_figures import RunFigures
from qualcode.model.step import Step
from qualcode.project.record import Record
from qualcode.project.reports.report_memory import kept_figures
from qualcode.project.reports.saved_definition import files_in_words


class ListedFile(NamedTuple):
    """A file of a report, and what it holds: ``Codes by gender, with totals``."""

    file: str
    holds: str


@dataclass(frozen=True, slots=True)
class ListedReport:
    """``fault``: why it cannot be run. ``saved`` is the step that last changed it.

    ``last_run`` is that into the folder that was asked about; None where there is none.
    """

    name: str
    files: tuple[ListedFile, ...]
    fault: str
    saved: Step
    last_run: RunFigures | None


def listed_reports(record: Record, folder: Path | None = None) -> list[ListedReport]:
    """All saved reports in their order."""
    reports = record.study.reports_in_order
    if not reports:
        return []
    saved = {
        change.after.id: step
        for step, changes in record.rows_by_step()
        for change in changes
        if isinstance(change.after, Report)
    }
    there = None if folder is None else kept_figures(folder).last
    return [
        ListedReport(
            row.name,
            *_files(record, row),
            saved[row.id],
            there if there is not None and there.report == row.name else None,
        )
        for row in reports
    ]


def _files(record: Record, report: Report) -> tuple[tuple[ListedFile, ...], str]:
    """The files of a report, or why it cannot be run: it may come from another version."""
    try:
        return tuple(ListedFile(*row) for row in files_in_words(record, report)), ""
    except QualcodeError as error:
        return (), str(error)
