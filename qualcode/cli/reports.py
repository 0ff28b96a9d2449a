"""Commands that write reports about transcripts and people; they belong to the group ``report``."""

from pathlib import Path

import click

from qualcode.cli.choosing import retrieval, selection
from qualcode.cli.options import coders_filter, codes_filter, consent_option, file_argument, project_argument
from qualcode.cli.projects import reading
from qualcode.exporters.coded_transcript_word import Marking
from qualcode.model.in_words import counted
from qualcode.project.methods import export_methods
from qualcode.project.reports import export_coded_transcript, export_framework, export_participants

counts_option = click.option("--counts", is_flag=True, help="Write the number of segments, too.")
tidy_option = click.option(
    "--tidy", is_flag=True, help="One line for each cell: participant, code, text (csv, xlsx)."
)
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
    """Write a transcript with its codings as docx, or as html with codings beside the text.

    With comments, each coding is a Word comment by its coder at exactly its words; colleagues can
    add comments in Word, and “codings import-word” takes them over.
    """
    with reading(address) as project:
        study = project.study
        wanted = retrieval(study, codes, coders, (name,), 0)
        facts = dict(
            export_coded_transcript(
                path,
                study,
                study.transcript_named(name).id,
                marking=Marking(marking),
                codes=wanted.codes,
                coders=wanted.coders,
            )
        )
    click.echo(f"{path}: {facts['in words']}.")


@click.command()
@project_argument
@file_argument
@counts_option
@codes_filter
@coders_filter
@tidy_option
def framework(
    address: str, path: Path, counts: bool, codes: tuple[str, ...], coders: tuple[str, ...], tidy: bool
) -> None:
    """Write the framework matrix (participants by codes, cells in your words) as docx, xlsx or csv."""
    with reading(address) as project:
        wanted = retrieval(project.study, codes, coders, (), 0)
        found = export_framework(
            path, project.study, codes=wanted.codes, counts=counts, coders=wanted.coders, tidy=tidy
        )
    people, columns = counted(len(found.participants), "participant"), counted(len(found.codes), "code")
    click.echo(f"{path}: {people} by {columns}, {counted(len(found.texts), 'cell')} written.")


@click.command()
@project_argument
@file_argument
@click.option(
    "--quotes",
    type=click.IntRange(min=0),
    metavar="N",
    default=3,
    show_default=True,
    help="At most this many quotes of each participant.",
)
@coders_filter
@consent_option
def participants(
    address: str, path: Path, quotes: int, coders: tuple[str, ...], consent: bool | None
) -> None:
    """Write what each participant said and how it was coded, as docx, html, xlsx or csv.

    Quotes are left out, and counted, where the attribute “consent to quote” does not say yes.
    """
    with reading(address) as project:
        chosen = selection(project.study, coders, aggregate=False, interviewers=False).coders
        facts = dict(
            export_participants(
                path, project.study, coders=chosen, quotes=quotes, consent=consent is not False
            )
        )
    click.echo(f"{path}: {facts['in words']}; {facts['consent']}")


@click.command()
@project_argument
@file_argument
def methods(address: str, path: Path) -> None:
    """Write the methods appendix (material, coders, dates, codebook versions, rules) as docx or html."""
    with reading(address) as project:
        facts = dict(export_methods(path, project.record()))
    click.echo(f"{path}: {facts['in words']}.")
