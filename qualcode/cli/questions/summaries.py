"""Commands about summaries, the cells of the framework matrix: read them from a file."""

from pathlib import Path

import click

from qualcode.cli.options import coder_option, file_argument, project_argument
from qualcode.cli.projects import changing
from qualcode.operations.people.summary_import import import_summaries
from qualcode.project.importing.foreign_files import summaries_at


@click.group(no_args_is_help=False)
def summaries() -> None:
    """Import summaries of the framework matrix."""


@summaries.command("import")
@project_argument
@file_argument
@coder_option
def import_(address: str, path: Path, coder: str) -> None:
    """Write summaries from csv or xlsx with participant, code and text, or one column for each code.

    A summary that is there is replaced; an empty cell leaves one as it is. Where a row does not
    fit, its line is named and nothing is imported.
    """
    rows = summaries_at(path)
    with changing(address) as project:
        found = import_summaries(project.study, rows, coder)
        project.do(found.change, coder)
    if found.change:
        kept = f", {found.same:,} as they were" if found.same else ""
        click.echo(f"{found.change.happened}{kept}.")
    else:
        click.echo("Every summary is in the project as the file has it.")
