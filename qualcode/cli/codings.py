"""Commands about codings: read them from a file, write coded segments to one."""

from dataclasses import replace
from pathlib import Path

import click

from qualcode.cli.choosing import retrieval
from qualcode.cli.options import (
    coder_option,
    coders_filter,
    codes_filter,
    consent_option,
    file_argument,
    project_argument,
    query_filter,
    transcripts_filter,
)
from qualcode.cli.printing import progress
from qualcode.cli.projects import changing, reading
from qualcode.cli.word_codings import import_word
from qualcode.exporters.segment_chapters import ChapterOrder
from qualcode.model.in_words import counted
from qualcode.model.report_values import left_out_line
from qualcode.operations.coding_import import import_coding_columns
from qualcode.project.exporting import export_segments
from qualcode.project.importing.foreign_files import codings_at


@click.group(no_args_is_help=False)
def codings() -> None:
    """Import or export codings."""


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
        project.do(found.change, coder)
    click.echo(f"Imported {counted(found.added, 'coding')}.")
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


@codings.command()
@project_argument
@file_argument
@codes_filter
@coders_filter
@transcripts_filter
@query_filter
@click.option(
    "--context",
    type=click.IntRange(min=0),
    metavar="N",
    default=0,
    show_default=True,
    help="Write this many characters before and after each passage, too.",
)
@click.option(
    "--context-turns",
    type=click.IntRange(min=0),
    metavar="N",
    help="Write this many whole turns before and after each passage, too.",
)
@click.option(
    "--order",
    type=click.Choice([order.value for order in ChapterOrder]),
    default=ChapterOrder.CODE.value,
    show_default=True,
    help="Group segments by code or by transcript (docx, html).",
)
@consent_option
def export(
    address: str,
    path: Path,
    codes: tuple[str, ...],
    coders: tuple[str, ...],
    transcripts: tuple[str, ...],
    query: str | None,
    context: int,
    context_turns: int | None,
    order: str,
    consent: bool | None,
) -> None:
    """Write coded segments as csv, xlsx, json, docx or html.

    A category named by --code brings the codes below it along. In docx and html, which are made for
    reading, segments of speakers who did not consent to be quoted (the attribute “consent to quote”)
    are left out and counted; data files hold everything. --consent and --everybody say otherwise.
    """
    with reading(address) as project, progress("Writing") as report:
        wanted = retrieval(project.study, codes, coders, transcripts, context, query)
        wanted = replace(wanted, context_turns=context_turns)
        done = export_segments(
            path, project.study, wanted, by=ChapterOrder(order), consent=consent, progress=report
        )
    line = f" {left_out_line(done.left_out)}" if done.left_out else ""
    click.echo(f"{path}: {counted(done.number, 'segment')}.{line}")


codings.add_command(import_word)
