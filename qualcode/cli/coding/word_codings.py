"""The command that takes over what a colleague has coded in Word; it belongs to the group ``codings``."""

from pathlib import Path

import click

from qualcode.cli.options import coder_option, file_argument, project_argument
from qualcode.cli.projects import changing
from qualcode.model.words.in_words import counted
from qualcode.operations.codings.comment_coding import import_comments
from qualcode.project.importing.foreign_files import comments_at


@click.command("import-word")
@project_argument
@file_argument
@click.option("--transcript", "name", metavar="NAME", required=True, help="The transcript that was coded.")
@click.option("--new-codes", is_flag=True, help="Create codes that are not in the codebook yet.")
@coder_option
def import_word(address: str, path: Path, name: str, new_codes: bool, coder: str) -> None:
    """Make codings of the comments in a Word document: a transcript that somebody has coded in Word.

    A comment begins with the name or path of a code, or several, one a line; what comes after
    “ — ” is the coding's memo. Its author is the coder, its words are those of the coding.
    """
    document = comments_at(path)
    with changing(address) as project:
        study = project.study
        chosen = study.transcript_named(name)
        found = import_comments(
            study, chosen.id, document.text, document.comments, new_codes=new_codes, nameless=coder
        )
        project.do(found.codings.change, coder)
    codings = found.codings
    click.echo(f"Imported {counted(codings.added, 'segment')} from {counted(found.comments, 'comment')}.")
    if not found.exact:
        click.echo("The document's text differs from the transcript's; passages were matched by their words.")
    if codings.skipped:
        click.echo(f"{counted(codings.skipped, 'segment')} skipped: in the project already.")
    for names, noun in ((codings.new_codes, "codes"), (codings.new_coders, "coders")):
        if names:
            click.echo(f"New {noun}: {', '.join(names)}.")
    for line in found.unmatched:
        click.echo(line)
