"""Commands that write matrices: codes by codes, and codes by transcripts, people or attributes."""

import click

from qualcode.cli.questions.asking import output_commands


@click.group(no_args_is_help=False)
def matrix() -> None:
    """Write a matrix of codes."""


for _command in output_commands("matrix"):
    matrix.add_command(_command)
