"""Commands about transcripts: import files and folders, list what there is."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from qualcode.cli.failures import FAILED, Ending, say
from qualcode.cli.options import coder_option, json_option, project_argument
from qualcode.cli.printing import counted, print_json, print_table, progress
from qualcode.cli.projects import changing, reading
from qualcode.importers.reading import Refused, read_folder
from qualcode.model.errors import QualcodeError
from qualcode.model.study import Study
from qualcode.model.transcript import ReadTranscript, Role, TranscriptKind
from qualcode.operations.documents import DocumentImport, add_transcripts


@click.command("import")
@project_argument
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--kind",
    type=click.Choice([kind.value for kind in TranscriptKind]),
    help="What the files record. [default: judged from names and speakers]",
)
@click.option(
    "--interviewer",
    "interviewers",
    metavar="LABEL",
    multiple=True,
    help="A speaker label of somebody who asks; several times for several.",
)
@click.option("--dry-run", is_flag=True, help="Only tell what would be imported.")
@coder_option
@json_option
def import_(
    address: str,
    paths: tuple[Path, ...],
    kind: str | None,
    interviewers: tuple[str, ...],
    dry_run: bool,
    coder: str,
    as_json: bool,
) -> None:
    """Import transcripts from files and folders.

    What cannot be read is listed with the reason, and the rest is imported. Files that the project
    has already are skipped. The exit code is 1 where a file that was named itself was not read.
    """
    with reading(address) if dry_run else changing(address) as project:
        with progress("Reading") as report:
            read, refused = read_folder(
                paths,
                progress=report,
                interviewers=interviewers,
                kind=None if kind is None else TranscriptKind(kind),
            )
        found = add_transcripts(project.study, read)
        if not dry_run:
            project.do(found.change, coder)
    if as_json:
        print_json(_as_json(read, refused, found, dry_run))
    else:
        _print_import(read, refused, found, dry_run)
    if any(item.path in paths for item in refused) or not read:
        raise Ending(FAILED, "" if refused else "There is no transcript among these files.")


def _print_import(
    read: Sequence[ReadTranscript], refused: Sequence[Refused], found: DocumentImport, dry_run: bool
) -> None:
    if read:
        rows = [
            (item.name, str(item.kind), item.format, len(item.turns), len(item.text), _speakers(item))
            for item in read
        ]
        print_table(("transcript", "kind", "format", "turns", "characters", "speakers (turns)"), rows)
    for item in read:
        for warning in item.warnings:
            click.echo(f"{item.source_name}: {warning}")
    for name in found.skipped:
        click.echo(f"{name}: in the project already, skipped")
    for gone in refused:
        say(f"{gone.path}: {gone.reason}")
    would = "Would import" if dry_run else "Imported"
    click.echo(f"{would} {counted(len(found.added), 'transcript')}.")


def _speakers(read: ReadTranscript) -> str:
    asking = {turn.label for turn in read.turns if turn.role is Role.INTERVIEWER}
    labels = (f"{label}{'*' if label in asking else ''} {count}" for label, count in read.labels.items())
    return ", ".join(labels) or "none found"


def _as_json(
    read: Sequence[ReadTranscript], refused: Sequence[Refused], found: DocumentImport, dry_run: bool
) -> dict[str, Any]:
    return {
        "dry run": dry_run,
        "imported": list(found.added),
        "skipped": list(found.skipped),
        "refused": [{"path": str(item.path), "reason": item.reason} for item in refused],
        "files": [
            {
                "name": item.name,
                "file": item.source_name,
                "sha256": item.source_sha256,
                "kind": str(item.kind),
                "format": item.format,
                "language": item.language,
                "characters": len(item.text),
                "turns": len(item.turns),
                "speakers": item.labels,
                "roles": {turn.label: str(turn.role) for turn in item.turns if turn.label},
                "share with speaker": round(item.confidence, 3),
                "remarks": len(item.remarks),
                "details": [list(pair) for pair in item.details],
                "warnings": list(item.warnings),
            }
            for item in read
        ],
    }


@click.command()
@project_argument
@json_option
def transcripts(address: str, as_json: bool) -> None:
    """List the transcripts."""
    with reading(address) as project:
        rows = _listed(project.study)
    if as_json:
        print_json(rows)
        return
    if not rows:
        raise QualcodeError("This project has no transcripts yet; “qualcode import” reads some.")
    header = ("name", "kind", "turns", "participants", "characters", "codings")
    print_table(header, [tuple(row[name] for name in header) for row in rows])


def _listed(study: Study) -> list[dict[str, Any]]:
    rows = []
    for transcript in study.transcripts_in_order:
        turns = study.turns_of(transcript.id)
        rows.append(
            {
                "name": transcript.name,
                "kind": str(transcript.kind),
                "language": transcript.language,
                "file": transcript.source_name,
                "sha256": transcript.source_sha256,
                "version": transcript.version,
                "characters": study.text_version(transcript.id).text.length,
                "turns": len(turns),
                "participants": len({turn.participant_id for turn in turns if turn.role is Role.PARTICIPANT}),
                "codings": len(study.codings_of(transcript.id)),
            }
        )
    return rows
