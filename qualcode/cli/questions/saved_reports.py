"""Commands about reports that are saved in a project and run again; they belong to the group ``report``."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import click

from qualcode.cli.options import coder_option, file_argument, json_option, project_argument, template_option
from qualcode.cli.printing import print_json, print_table, progress
from qualcode.cli.projects import changing, reading
from qualcode.cli.questions.asking import PictureFile
from qualcode.exporters.papers.changes_document import (
    changes_as_json,
    changes_in_words,
    codes_told,
    decimals,
    figures_once,
    figures_shown,
    quotes_told,
)
from qualcode.model.errors import QualcodeError
from qualcode.model.results.report_figures import ReportChanges
from qualcode.model.words.in_words import counted, day_in_words, plural_of
from qualcode.project.importing.foreign_files import definition_at
from qualcode.project.record import Record
from qualcode.project.reports.document_before import step_before
from qualcode.project.reports.earlier_file import FileDiffersError, written_with_care
from qualcode.project.reports.nothing_to_show import empty_in_words
from qualcode.project.reports.one_document import (
    care_of_document,
    chosen_document,
    keep_document,
    write_report_document,
)
from qualcode.project.reports.report_definition import CHANGES, read_definition
from qualcode.project.reports.report_list import ListedReport, listed_reports
from qualcode.project.reports.reporting import earlier_run, edited_since, keep_report, run_report
from qualcode.project.reports.reports_since import briefly, changes_since_step, step_meant
from qualcode.project.reports.word_looks import all_looking_like, looking_like

name_argument = click.argument("name", metavar="NAME")
_SHOWN: Final = 20
_LAST: Final = "last"
_HOW: Final = "replace it with --replace, or keep it with --number; --since last tells what has changed"
folder_argument = click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))


@click.command()
@project_argument
@name_argument
@file_argument
@coder_option
def save(address: str, name: str, path: Path, coder: str) -> None:
    """Keep the definition in FILE (json) as a report under NAME; one of that name is replaced.

    {"outputs": [{"file": "together.xlsx", "table": "cooccurrence", "rule": "turn"}]} names a file for
    each table, with the table's settings.
    """
    content = definition_at(path)
    with changing(address) as project:
        change = keep_report(project.study, name, content)
        project.do(change, coder)
        outputs = read_definition(content).outputs
        empty = empty_in_words(project.study, outputs)
    click.echo(
        f"{change.happened}: {counted(len(outputs), 'file')}." if change else "The report is saved like this."
    )
    if empty:
        click.echo(empty)


@click.command("list")
@project_argument
@click.option(
    "--in",
    "folder",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Also say when each was last run into DIR.",
)
@json_option
def list_(address: str, folder: Path | None, as_json: bool) -> None:
    """List the saved reports with what their files hold, and when they were saved."""
    with reading(address) as project:
        found = listed_reports(project.record(), folder)
    if as_json:
        print_json([_as_json(row) for row in found])
    elif found:
        header = ("report", "saved", *(() if folder is None else ("last run",)), "file", "what it holds")
        print_table(header, [row for report in found for row in _rows(report, folder)])
    else:
        click.echo("No report is saved yet.")


def _rows(report: ListedReport, folder: Path | None) -> Iterator[tuple[str, ...]]:
    """A line for each file; what is said of the report stands on the first."""
    run = report.last_run
    last = "not in this folder" if run is None else _when(run.step, run.moment)
    about = report.name, _when(report.saved.number, report.saved.at), *(() if folder is None else (last,))
    for number, (file, holds) in enumerate(report.files or (("", report.fault),)):
        yield (*(("",) * len(about) if number else about), file, holds)


def _when(step: int, moment: datetime) -> str:
    return f"step {step:,}, {day_in_words(moment.date())}"


def _as_json(report: ListedReport) -> dict[str, Any]:
    run = report.last_run
    return {
        "name": report.name,
        "files": [row.file for row in report.files],
        "holds": [row.holds for row in report.files],
        "saved": {"step": report.saved.number, "at": report.saved.at.isoformat()},
        "last run": None if run is None else {"step": run.step, "at": run.moment.isoformat()},
        "fault": report.fault,
    }


@click.command()
@project_argument
@name_argument
@folder_argument
@click.option(
    "--replace/--number",
    "replaced",
    default=None,
    help="Where DIR holds the report already: replace it, or write “DIR (2)” beside it.",
)
@click.option("--over-edits", is_flag=True, help="With --replace: also files that were edited since.")
@template_option
def run(
    address: str, name: str, folder: Path, replaced: bool | None, over_edits: bool, template: Path | None
) -> None:
    """Write all files of a saved report into DIR.

    A manifest lists them with checksums and rules. Where the report was run into DIR before, a page says
    what has changed since: figures, wordings of codes, quotes. An earlier run of another step is left
    alone until --replace or --number says what is to become of it, and so is a file that was edited by hand.
    """
    if over_edits and not replaced:
        raise click.UsageError("--over-edits says what --replace does; give both.")
    with reading(address) as project, all_looking_like(template), progress("Writing") as report:
        record = project.record()
        there = earlier_run(record, name, folder) if replaced is None else ""
        if there:
            raise QualcodeError(f"{there}; replace it with --replace, or keep it with --number.")
        edited = "" if replaced is False or over_edits else edited_since(record, name, folder)
        if edited:
            raise QualcodeError(
                f"{edited}; replace the edits with --replace --over-edits, or keep them with --number."
            )
        done = run_report(
            record, name, folder, numbered=replaced is False, over_edits=over_edits, progress=report
        )
    click.echo(f"{done.folder}: {counted(len(done.paths), 'file')}, listed in {done.paths[-1].name}.")
    if done.said:
        click.echo(done.said)
    if done.changes is not None:
        _print_changes(briefly(record.study, done.changes), f", listed in {CHANGES}")


@click.command("since")
@project_argument
@name_argument
@click.argument("step", metavar="STEP")
@json_option
def since_(address: str, name: str, step: str, as_json: bool) -> None:
    """Show what a saved report says differently since STEP.

    STEP is the number of a step, or a day (2026-03-31), of which the last step counts. Nothing is written:
    the history of the project knows how everything was.
    """
    with reading(address) as project, progress("Comparing") as report:
        record = project.record()
        found = changes_since_step(record, name, step_meant(record, step), progress=report)
    if as_json:
        print_json(changes_as_json(found))
        return
    click.echo(changes_in_words(found))
    _print_changes(briefly(record.study, found), "")


def _print_changes(changes: ReportChanges, where: str) -> None:
    """The first of each kind, codes and quotes before the many figures; how many more there are is told."""
    once = figures_once(changes.figures)
    places = decimals(once)
    figures = [f"{row.of} ({row.file}): {' → '.join(figures_shown(row, places[row.file]))}" for row in once]
    for noun, begins, lines in (
        (("change of codes", "changes of codes"), "", codes_told(changes)),
        (("quote that came", "quotes that came"), "came: ", quotes_told(changes.came)),
        (("quote that went", "quotes that went"), "went: ", quotes_told(changes.went)),
        (("figure", "figures"), "", figures),
    ):
        for line in lines[:_SHOWN]:
            click.echo(f"  {begins}{line}")
        more = len(lines) - _SHOWN
        if more > 0:
            click.echo(f"  and {more:,} more {plural_of(more, *noun)}{where}")


@click.command()
@project_argument
@name_argument
@file_argument
@click.option("--part", "parts", metavar="NAME", multiple=True, help="A file of the report; repeat in order.")
@click.option("--title", metavar="TEXT", help="On the first page. [default: the report's name]")
@click.option("--subtitle", metavar="TEXT", help="Instead of the project's; so are the next five.")
@click.option("--authors", metavar="TEXT", help="Who signs.")
@click.option("--organisation", metavar="TEXT", help="University or company.")
@click.option("--codebook-version", metavar="TEXT", help="As printed: “3” or “2.1, after the pilot”.")
@click.option("--note", metavar="TEXT", help="On the first page, below the rest.")
@click.option(
    "--logo",
    type=PictureFile(),
    metavar="FILE",
    help="A png, jpg or svg instead of the project's logo; “” leaves that out.",
)
@click.option("--cover/--no-cover", default=None, help="A cover, or a few lines. [default: a cover]")
@template_option
@click.option(
    "--since",
    metavar="STEP",
    help="Add a chapter on what has changed since this step, the end of this day (2026-03-31), or “last”: "
    "since FILE was written before.",
)
@click.option(
    "--replace/--number",
    "replaced",
    default=None,
    help="Where FILE is there already: replace it, or write “FILE (2)” beside it.",
)
@click.option("--keep", is_flag=True, help="Keep these choices in the saved report.")
@coder_option
def document(
    address: str,
    name: str,
    path: Path,
    parts: tuple[str, ...],
    cover: bool | None,
    template: Path | None,
    since: str | None,
    replaced: bool | None,
    keep: bool,
    coder: str,
    **words: str | None,
) -> None:
    """Write a saved report as one docx, html or pdf.

    Its files become chapters in their order, with one list of contents, tables and figures numbered
    through, and one colophon. --part chooses some of them, in the order in which they are given. A FILE
    that is there and reads differently is left alone until --replace or --number is given.
    """
    with (
        (changing if keep else reading)(address) as project,
        looking_like(template, path),
        progress("Writing") as report,
    ):
        chosen = chosen_document(project.study, name, parts, words, cover)
        record = project.record()
        step = _since(record, since, path, numbered=replaced is False)
        try:
            path, number = written_with_care(
                path,
                replaced,
                lambda place: write_report_document(place, record, name, chosen, since=step, progress=report),
            )
        except FileDiffersError as error:
            raise QualcodeError(f"{error}; {_HOW}.") from error
        change = keep_document(project.study, name, chosen) if keep else None
        if change:
            project.do(change, coder)
    care = care_of_document(record, name, chosen)
    done = f"{counted(number, 'part')} in one document, as at step {record.study.step:,}"
    click.echo(f"{path}: {done}. {care}".rstrip())


def _since(record: Record, since: str | None, path: Path, *, numbered: bool) -> int | None:
    """The step that is meant; of “last” None where no document of this project is there."""
    if since == _LAST:
        return step_before(path, record.study, numbered=numbered)
    return None if since is None else step_meant(record, since)
