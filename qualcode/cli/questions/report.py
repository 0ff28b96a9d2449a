"""Commands that write reports, and those about reports that are saved."""

import click

from qualcode.cli.questions.asking import output_commands
from qualcode.cli.questions.saved_reports import document, list_, run, save, since_


@click.group(no_args_is_help=False)
def report() -> None:
    """Write a report."""


for _command in (*output_commands("report"), save, list_, run, since_, document):
    report.add_command(_command)
