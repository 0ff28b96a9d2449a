"""The command that splits a code: some of its segments go to a new code."""

from collections.abc import Sequence
from uuid import UUID

import click

from qualcode.cli.coding.recoding import by_option, chosen_codings, coding_option
from qualcode.cli.options import coder_option, project_argument, transcripts_filter
from qualcode.cli.projects import changing, reading
from qualcode.model.identity import key_of
from qualcode.model.transcript import TranscriptStatus
from qualcode.model.words.in_words import counted, plural_of
from qualcode.operations.codes.codebook_merge import SplitPart, split_code


@click.command()
@project_argument
@click.argument("code")
@click.argument("new_code", metavar="NEWCODE")
@coding_option
@by_option
@transcripts_filter
@click.option("--below", is_flag=True, help="Make NEWCODE a subcode of CODE; else it comes right after it.")
@click.option("--dry-run", is_flag=True, help="Say what would happen, and change nothing.")
@coder_option
def split(
    address: str,
    code: str,
    new_code: str,
    identities: Sequence[UUID],
    coders: Sequence[str],
    transcripts: Sequence[str],
    folders: Sequence[str],
    statuses: Sequence[TranscriptStatus],
    below: bool,
    dry_run: bool,
    coder: str,
) -> None:
    """Split a code: some of its segments go to a new code.

    Choose the segments with --coding, --by, --transcript, --folder or --status; the others stay with CODE.
    Their memos, weights and dates stay as they are.
    """
    if not any((identities, coders, transcripts, folders, statuses)):
        raise click.UsageError("Choose segments with --coding, --by, --transcript, --folder or --status.")
    with (reading if dry_run else changing)(address) as project:
        study = project.study
        row = study.code_named(code)
        codes = () if identities else (code,)
        chosen = chosen_codings(study, identities, codes, transcripts, folders, statuses, coders)
        places = [(place, coding_id) for place, rows in chosen.items() for coding_id in rows]
        if not places:
            click.echo("No segment matches, so nothing was changed.")
            return
        change = split_code(study, row.id, [SplitPart(places, name=new_code)], below=below)
        stays = study.coding_counts.get(key_of(row.id), 0) - len(places)
        if not dry_run:
            project.do(change, coder)
    said = f"Would be done: {change.label}" if dry_run else change.happened
    stay = f"{counted(stays, 'segment')} {plural_of(stays, 'stays', 'stay')}"
    click.echo(f"{said}. {stay} with “{row.name}”.")
