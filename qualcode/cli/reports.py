"""Commands that write reports about transcripts and people; they belong to the group ``report``."""

from pathlib import Path

import click

from qualcode.cli.choosing import retrieval
from qualcode.cli.options import coders_filter, codes_filter, file_argument, project_argument
from qualcode.cli.printing import counted
from qualcode.cli.projects import reading
from qualcode.exporters.coded_transcript_word import Marking
from qualcode.project.reports import export_coded_transcript

transcript_option = click.option(
    "--transcript", "name", metavar="NAME", required=True, help="The transcript, by its name or file name."
)


@click.command()
@project_argument
@file_argument
@transcript_option
@click.option(
    "--as",
    "marking",
    type=click.Choice([marking.value for marking in Marking]),
    default=Marking.COMMENTS.value,
    show_default=True,
    help="How codings are shown.",
)
@codes_filter
@coders_filter
def transcript(
    address: str, path: Path, name: str, marking: str, codes: tuple[str, ...], coders: tuple[str, ...]
) -> None:
    """Write a transcript with its codings as docx.

    With comments, each coding is a Word comment by its coder at exactly its words; colleagues can
    add comments in Word, and “codings import-word” takes them over.
    """
    with reading(address) as project:
        study = project.study
        wanted = retrieval(study, codes, coders, (name,), 0)
        number = export_coded_transcript(
            path,
            study,
            study.transcript_named(name).id,
            marking=Marking(marking),
            codes=wanted.codes,
            coders=wanted.coders,
        )
    click.echo(f"{path}: {counted(number, 'coding')}.")
