"""Commands about the codebook: read codes from a file, write them to one."""

from pathlib import Path

import click

from qualcode.cli.options import coder_option, file_argument, project_argument
from qualcode.cli.projects import changing, reading
from qualcode.exporters.codebook_file import write_codebook
from qualcode.model.in_words import counted
from qualcode.operations.codebook_import import import_codebook
from qualcode.project.importing.foreign_files import codebook_at


@click.group(no_args_is_help=False)
def codebook() -> None:
    """Import or export the codebook."""


@codebook.command("import")
@project_argument
@file_argument
@coder_option
def import_(address: str, path: Path, coder: str) -> None:
    """Add and update codes from csv or xlsx.

    Codes that are there already, by their full path, are updated with what the file says of them.
    """
    rows = codebook_at(path)
    with changing(address) as project:
        change = import_codebook(project.study, rows)
        project.do(change, coder)
    click.echo(f"{change.label}." if change else "Every code is in the project as the file has it.")


@codebook.command()
@project_argument
@file_argument
def export(address: str, path: Path) -> None:
    """Write the codebook as csv, xlsx, docx or qdc."""
    with reading(address) as project:
        number = write_codebook(path, project.study)
    click.echo(f"{path}: {counted(number, 'code')}.")
