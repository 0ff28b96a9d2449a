"""The command that puts a transcript on pages."""

from pathlib import Path

import click

from qualcode.cli.options import file_argument, project_argument
from qualcode.cli.printing import progress
from qualcode.cli.projects import reading
from qualcode.cli.transcripts.text import transcript_argument
from qualcode.model.words.in_words import counted
from qualcode.ui.paper.choice import (
    LEAST_POINTS,
    MOST_POINTS,
    PaperMargin,
    PaperSize,
    TranscriptPaper,
)
from qualcode.ui.paper.without_window import write_transcript

_USUAL = TranscriptPaper()


@click.command("print")
@project_argument
@transcript_argument
@file_argument
@click.option("--turns/--no-turns", default=_USUAL.turn_numbers, help="Number the turns. [default: yes]")
@click.option("--lines", is_flag=True, help="Number every fifth line.")
@click.option(
    "--margin",
    type=click.Choice([margin.value for margin in PaperMargin]),
    default=_USUAL.margin.value,
    show_default=True,
    help="What is beside the text.",
)
@click.option("--coder", "coders", metavar="NAME", multiple=True, help="Only codings by this coder.")
@click.option(
    "--consent/--everybody",
    default=_USUAL.consent,
    help="Leave out turns of speakers who have not consented to being quoted; or print everybody's.",
)
@click.option(
    "--points",
    type=click.IntRange(LEAST_POINTS, MOST_POINTS),
    default=_USUAL.points,
    show_default=True,
    help="Size of the letters.",
)
@click.option(
    "--paper",
    type=click.Choice([size.value for size in PaperSize]),
    default=_USUAL.size.value,
    show_default=True,
    help="Size of the sheets.",
)
def print_(
    address: str,
    transcript: str,
    path: Path,
    turns: bool,
    lines: bool,
    margin: str,
    coders: tuple[str, ...],
    consent: bool,
    points: int,
    paper: str,
) -> None:
    """Write a transcript as pages in PDF.

    Its codes are in the margin.
    """
    choice = TranscriptPaper(turns, lines, PaperMargin(margin), points, PaperSize(paper), consent)
    with reading(address) as project, progress("Writing") as report:
        study = project.study
        row = study.transcript_named(transcript)
        wanted = [study.coder_named(name).id for name in coders] or None
        pages = write_transcript(
            path, study, row.id, choice, wanted, lambda done, total: report(done, total, row.name)
        )
    click.echo(f"{counted(pages, 'page')} saved to {path}.")
