"""Commands that write reports."""

from pathlib import Path

import click

from qualcode.cli.options import file_argument, project_argument
from qualcode.cli.printing import counted
from qualcode.cli.projects import reading
from qualcode.cli.reports import framework, methods, participants, transcript
from qualcode.cli.saved_reports import list_, run, save
from qualcode.project.exporting import export_codebook_report


@click.group(no_args_is_help=False)
def report() -> None:
    """Write a report."""


@report.command()
@project_argument
@file_argument
def codebook(address: str, path: Path) -> None:
    """Write the codebook with definitions and figures, as docx, html, xlsx or csv."""
    with reading(address) as project:
        number = export_codebook_report(path, project.study)
    click.echo(f"{path}: {counted(number, 'code')}.")


for _command in (transcript, framework, participants, methods, save, list_, run):
    report.add_command(_command)
