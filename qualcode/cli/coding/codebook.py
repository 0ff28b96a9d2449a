"""Commands about the codebook: read codes from a file, write them to one, add, move and colour them."""

from pathlib import Path

import click

from qualcode.cli.coding.code_sets import sets
from qualcode.cli.coding.codebook_merging import delete, merge, rename
from qualcode.cli.coding.codebook_splitting import split
from qualcode.cli.coding.codebook_versions import version
from qualcode.cli.failures import say
from qualcode.cli.options import coder_option, file_argument, one_of, project_argument
from qualcode.cli.projects import changing, reading
from qualcode.model.entities import Palette
from qualcode.model.words.in_words import counted
from qualcode.operations.codes.codebook import change_palette, deal_colours
from qualcode.operations.codes.codebook_fitting import fitting_rows
from qualcode.operations.codes.codebook_import import import_codebook
from qualcode.operations.codes.codebook_structure import move_codes
from qualcode.operations.codes.codebook_tree import add_code_at
from qualcode.project.importing.foreign_files import codebook_at
from qualcode.project.reports.lists import export_codes


@click.group(no_args_is_help=False)
def codebook() -> None:
    """Import, export or change the codebook."""


for _command in (version, rename, merge, split, delete, sets):
    codebook.add_command(_command)


@codebook.command("import")
@project_argument
@file_argument
@coder_option
def import_(address: str, path: Path, coder: str) -> None:
    """Add and update codes from csv or xlsx.

    Codes that are there already, by their full path, are updated with what the file says of them.
    Columns of other programs and languages are recognised, levels separated by > or a slash, and colours by
    name or rgb. A cell that cannot be read is reported with its line; the rest is imported.
    """
    rows = codebook_at(path)
    with changing(address) as project:
        fitting = fitting_rows(project.study, rows)
        change = import_codebook(project.study, fitting.rows)
        project.do(change, coder)
    if fitting.levels:
        say(fitting.levels)
    for fault in fitting.faults:
        say(f"{path.name}, {fault}.")
    click.echo(f"{change.happened}." if change else "Every code is in the project as the file has it.")


@codebook.command()
@project_argument
@file_argument
def export(address: str, path: Path) -> None:
    """Write the codebook as csv, xlsx, qdc, docx, html or pdf."""
    with reading(address) as project:
        number = export_codes(path, project.study)
    click.echo(f"{path}: {counted(number, 'code')}.")


@codebook.command()
@project_argument
@click.argument("path", metavar="CODE")
@click.option("--colour", metavar="#RRGGBB", help="Its colour. [default: one unlike those in use]")
@click.option("--definition", metavar="TEXT", default="", help="What the code stands for.")
@click.option("--category", is_flag=True, help="A category that only groups codes and is not applied.")
@coder_option
def add(address: str, path: str, colour: str | None, definition: str, category: bool, coder: str) -> None:
    """Add a code; “A > B” makes B below A, and A where it is missing."""
    with changing(address) as project:
        _, change = add_code_at(
            project.study, path, colour=colour, definition=definition, codable=not category
        )
        project.do(change, coder)
    click.echo(f"{change.happened}.")


@codebook.command()
@project_argument
@click.argument("names", nargs=-1, required=True, metavar="CODE...")
@click.option("--below", metavar="CODE", help="The code or category below which they are to be.")
@click.option("--top", is_flag=True, help="Move them to the top of the codebook.")
@coder_option
def move(address: str, names: tuple[str, ...], below: str | None, top: bool, coder: str) -> None:
    """Move codes, with all their subcodes, to another place in the codebook."""
    if (below is None) is not top:
        raise click.UsageError("Say where, with either --below or --top.")
    with changing(address) as project:
        study = project.study
        parent = None if below is None else study.code_named(below).id
        change = move_codes(study, [study.code_named(name).id for name in names], parent)
        project.do(change, coder)
    click.echo(f"{change.happened}." if change else "They are there already; nothing was changed.")


@codebook.command()
@project_argument
@click.argument("names", nargs=-1, metavar="[CODE]...")
@click.option(
    "--palette",
    type=one_of(Palette),
    help="Give all codes colours of this palette, and new ones too. [default: the project's]",
)
@coder_option
def colours(address: str, names: tuple[str, ...], palette: str | None, coder: str) -> None:
    """Give codes, with all their subcodes, new colours that are far apart; without CODE, all codes."""
    if names and palette:
        raise click.UsageError("A palette is for the whole codebook; leave out either CODE or --palette.")
    with changing(address) as project:
        study = project.study
        change = change_palette(study, Palette(palette)) if palette else None
        change = change or deal_colours(study, [study.code_named(name).id for name in names])
        project.do(change, coder)
    click.echo(f"{change.happened}." if change else "Their colours are as far apart as can be already.")
