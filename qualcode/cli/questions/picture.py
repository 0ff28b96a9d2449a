"""Commands that draw pictures of codes: png (300 dpi, less where it is very large), svg or pdf."""

import click

from qualcode.cli.questions.asking import output_commands


@click.group(no_args_is_help=False)
def picture() -> None:
    """Draw a picture of codes."""


for _command in output_commands("picture"):
    picture.add_command(_command)
