"""Commands about codings: read them from a file, list and write coded segments, change and remove them."""

from pathlib import Path

import click

from qualcode.cli.coding.coding_list import list_
from qualcode.cli.coding.recoding import recode, remove, star, unstar, weigh
from qualcode.cli.coding.word_codings import import_word
from qualcode.cli.options import coder_option, file_argument, project_argument
from qualcode.cli.projects import changing
from qualcode.cli.questions.asking import output_commands
from qualcode.model.words.in_words import counted
from qualcode.operations.codings.coding_import import import_coding_columns
from qualcode.project.importing.foreign_files import codings_at


@click.group(no_args_is_help=False)
def codings() -> None:
    """Import, export or change codings."""


@codings.command("import")
@project_argument
@file_argument
@coder_option
def import_(address: str, path: Path, coder: str) -> None:
    """Add codings from a csv with transcript, code, coder, start, end and, if you like, memo.

    start and end count Unicode code points of the transcript's text, from 0, end excluded. Codes
    and coders that are not there yet are created. With a column text, a row whose words are elsewhere
    in the transcript, once, is moved there. Where a row does not fit, its line is named and
    nothing is imported.
    """
    table = codings_at(path)
    with changing(address) as project:
        found = import_coding_columns(project.study, table)
        # A million rows of a file are not to be held while they are written.
        del table
        project.do(found.change, coder)
    click.echo(f"Imported {counted(found.added, 'segment')}.")
    if found.moved:
        click.echo(f"{counted(found.moved, 'row')} moved to where the coded words are in this version.")
    if found.skipped:
        click.echo(f"{counted(found.skipped, 'row')} skipped: in the project already, or twice in the file.")
    if found.memos:
        click.echo(f"{counted(found.memos, 'memo')} added to codings in the project that had none.")
    if found.other_memos:
        lines = ", ".join(str(line) for line in found.other_memos[:10])
        more = " and more" if len(found.other_memos) > 10 else ""
        click.echo(f"The project's memos were kept where the file has others: line {lines}{more}.")
    for names, noun in ((found.new_codes, "codes"), (found.new_coders, "coders")):
        if names:
            click.echo(f"New {noun}: {', '.join(names)}.")


for _command in (*output_commands("codings"), list_, import_word, recode, remove, weigh, star, unstar):
    codings.add_command(_command)
