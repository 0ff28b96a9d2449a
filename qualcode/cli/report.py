"""Commands that write reports."""

from pathlib import Path

import click

from qualcode.cli.choosing import selection
from qualcode.cli.options import coders_filter, consent_option, file_argument, project_argument
from qualcode.cli.printing import progress
from qualcode.cli.projects import reading
from qualcode.cli.reports import framework, methods, participants, transcript
from qualcode.cli.saved_reports import list_, run, save
from qualcode.model.in_words import counted
from qualcode.project.codebook_reporting import USUAL, CodebookChoice, export_codebook_report


@click.group(no_args_is_help=False)
def report() -> None:
    """Write a report."""


@report.command()
@project_argument
@file_argument
@click.option(
    "--quotes",
    type=click.IntRange(min=0),
    metavar="N",
    default=USUAL.quotes,
    show_default=True,
    help="At most this many typical quotes of each code: chosen ones first, others spread over participants.",
)
@click.option("--history/--no-history", default=True, help="Tell how reworded codes read before.")
@coders_filter
@consent_option
def codebook(
    address: str, path: Path, quotes: int, history: bool, coders: tuple[str, ...], consent: bool | None
) -> None:
    """Write the codebook with definitions, figures, quotes and history, as docx, html, xlsx or csv."""
    with reading(address) as project, progress("Writing") as report:
        chosen = selection(project.study, coders, aggregate=False, interviewers=False).coders
        choice = CodebookChoice(quotes, consent is not False, history, chosen)
        facts = dict(export_codebook_report(path, project.record(), choice, progress=report))
        number = len(project.study.codes)
    click.echo(f"{path}: {counted(number, 'code')}; {facts['consent']}.".replace("..", "."))


for _command in (transcript, framework, participants, methods, save, list_, run):
    report.add_command(_command)
