"""Commands that list transcripts and arrange them: order, folders, statuses, kinds, names."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

import click

from qualcode.analysis.coded_share import coded_share
from qualcode.cli.options import coder_option, json_option, one_of, project_argument
from qualcode.cli.printing import print_json, print_table
from qualcode.cli.projects import reading
from qualcode.cli.steps import Action, chosen, step_in
from qualcode.model.change import ChangeSet
from qualcode.model.entities import Transcript
from qualcode.model.errors import QualcodeError
from qualcode.model.study import Study
from qualcode.model.transcript import Role, TranscriptKind, TranscriptStatus
from qualcode.model.transcripts.folder_names import folder_named, status_named
from qualcode.model.transcripts.transcript_sorting import TranscriptSorting, in_sorting
from qualcode.operations.transcripts.documents import (
    delete_transcripts,
    order_transcripts,
    rename_transcript,
    set_transcript_kind,
    set_transcript_status,
)
from qualcode.operations.transcripts.folders import (
    add_folder,
    delete_folders,
    file_under,
    move_folders,
    place_transcripts,
    rename_folder,
)

_LIST: Final = "list"

names_argument = click.argument("names", metavar="NAME...", nargs=-1, required=True)


class _Transcripts(click.Group):
    """Where no command is named, transcripts are listed: ``qualcode transcripts PROJECT``."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and args[0] not in self.commands and args[0] not in ctx.help_option_names:
            args = [_LIST, *args]
        return super().parse_args(ctx, args)


@click.group(cls=_Transcripts, no_args_is_help=False)
def transcripts() -> None:
    """List and arrange transcripts, and set statuses.

    Without a command the transcripts are listed.
    """


@transcripts.command(_LIST)
@project_argument
@click.option("--folder", metavar="FOLDER", help="Only those in this folder and the folders in it.")
@click.option("--status", metavar="STATUS", help="Only those with this status.")
@click.option(
    "--sort",
    type=one_of(TranscriptSorting),
    default=TranscriptSorting.OWN.value,
    show_default=True,
    help="The order: as arranged, by name, newest first, or most coded first.",
)
@json_option
def list_(address: str, folder: str | None, status: str | None, sort: str, as_json: bool) -> None:
    """List the transcripts with folder, status and how much of each is coded."""
    with reading(address) as project:
        study = project.study
        if not study.transcripts:
            raise QualcodeError("This project has no transcripts yet; “qualcode import” reads some.")
        chosen = list(study.transcripts_in_order)
        if folder is not None:
            chosen = list(study.transcripts_in(folder_named(study, folder).id))
        if status is not None:
            wanted = status_named(status)
            chosen = [row for row in chosen if row.status is wanted]
        shares = {row.id: coded_share(study, row.id) for row in chosen}
        ordered = in_sorting(study, chosen, TranscriptSorting(sort), lambda row: shares[row.id])
        rows = [_listed(study, row, shares[row.id]) for row in ordered]
    if as_json:
        print_json(rows)
    elif rows:
        header = ("name", "kind", "folder", "status", "turns", "participants", "characters", "codings")
        print_table((*header, "coded"), [(*(row[name] for name in header), _percent(row)) for row in rows])
    else:
        click.echo("No transcripts match.")


def _percent(row: dict[str, Any]) -> str:
    return f"{row['coded']:.0%}"


def _listed(study: Study, transcript: Transcript, share: float) -> dict[str, Any]:
    turns = study.turns_of(transcript.id)
    folder_id = transcript.folder_id
    return {
        "name": transcript.name,
        "kind": str(transcript.kind),
        "folder": "" if folder_id is None else study.folders.paths[folder_id],
        "status": str(transcript.status),
        "language": transcript.language,
        "file": transcript.source_name,
        "sha256": transcript.source_sha256,
        "version": transcript.version,
        "characters": study.text_version(transcript.id).text.length,
        "turns": len(turns),
        "participants": len({turn.participant_id for turn in turns if turn.role is Role.PARTICIPANT}),
        "codings": len(study.codings_of(transcript.id)),
        "coded": round(share, 4),
    }


@transcripts.command()
@project_argument
@names_argument
@coder_option
def order(address: str, names: tuple[str, ...], coder: str) -> None:
    """Put transcripts in this order.

    Those of one folder stay together; those not named come after them, as they were.
    """
    step_in(address, coder, lambda study: order_transcripts(study, _ids(study, names)))


@transcripts.command()
@project_argument
@click.argument("path", metavar="FOLDER")
@click.argument("names", metavar="[NAME]...", nargs=-1)
@coder_option
def folder(address: str, path: str, names: tuple[str, ...], coder: str) -> None:
    """Put transcripts into FOLDER, which is made where it is missing; “A > B” is B in A.

    Without a NAME only the folder is made. FOLDER "" takes transcripts out of theirs.
    """

    def change(study: Study) -> ChangeSet:
        if not path.strip():
            if not names:
                raise QualcodeError("Name the transcripts to take out of their folders.")
            return place_transcripts(study, _ids(study, names), None)
        return file_under(study, _ids(study, names), path) if names else add_folder(study, path)[1]

    step_in(address, coder, change)


@transcripts.command()
@project_argument
@click.argument("status_", metavar="STATUS")
@names_argument
@coder_option
def status(address: str, status_: str, names: tuple[str, ...], coder: str) -> None:
    """Say how far the work on transcripts is: not-started, in-progress, done or second-reading."""
    wanted: TranscriptStatus = status_named(status_)
    step_in(address, coder, lambda study: set_transcript_status(study, _ids(study, names), wanted))


@transcripts.command()
@project_argument
@click.argument("kind_", metavar="KIND", type=one_of(TranscriptKind))
@names_argument
@coder_option
def kind(address: str, kind_: str, names: tuple[str, ...], coder: str) -> None:
    """Say what transcripts record: KIND is focus-group, interview or other."""
    step_in(
        address, coder, lambda study: set_transcript_kind(study, _ids(study, names), TranscriptKind(kind_))
    )


@transcripts.command()
@project_argument
@click.argument("old", metavar="NAME")
@click.argument("new", metavar="NEW")
@coder_option
def rename(address: str, old: str, new: str, coder: str) -> None:
    """Give a transcript another name."""
    step_in(address, coder, lambda study: rename_transcript(study, study.transcript_named(old).id, new))


@transcripts.command()
@project_argument
@names_argument
@coder_option
def delete(address: str, names: tuple[str, ...], coder: str) -> None:
    """Delete transcripts with their codings and memos (can be undone)."""
    step_in(address, coder, lambda study: delete_transcripts(study, _ids(study, names)))


def _ids(study: Study, names: Sequence[str]) -> list[UUID]:
    return [study.transcript_named(name).id for name in names]


# -- folders themselves -------------------------------------------------------------------------


def _rename(study: Study, names: Sequence[str]) -> ChangeSet:
    return rename_folder(study, folder_named(study, names[0]).id, names[1])


def _move(study: Study, names: Sequence[str]) -> ChangeSet:
    into = folder_named(study, names[1]).id if names[1].strip() else None
    return move_folders(study, [folder_named(study, names[0]).id], into)


def _order(study: Study, names: Sequence[str]) -> ChangeSet:
    rows = [folder_named(study, name) for name in names]
    if len({row.parent_id for row in rows}) > 1:
        raise QualcodeError("Folders that are ordered are in the same place; name those of one folder.")
    return move_folders(study, [row.id for row in rows], rows[0].parent_id, 0)


def _delete(study: Study, names: Sequence[str]) -> ChangeSet:
    return delete_folders(study, [folder_named(study, name).id for name in names])


_ACTIONS: Final = {
    "rename": Action("rename FOLDER NEW", 2, 2, _rename),
    "move": Action("move FOLDER INTO", 2, 2, _move),
    "order": Action("order FOLDER...", 1, None, _order),
    "delete": Action("delete FOLDER...", 1, None, _delete),
}


@transcripts.command()
@project_argument
@click.argument("action", required=False, metavar="[ACTION]")
@click.argument("names", nargs=-1, metavar="[FOLDER]...")
@coder_option
@json_option
def folders(address: str, action: str | None, names: tuple[str, ...], coder: str, as_json: bool) -> None:
    """List, rename, move, order or delete folders.

    ACTION and FOLDER: rename FOLDER NEW; move FOLDER INTO, where "" is out of all others; order FOLDER...;
    delete FOLDER..., whose transcripts stay.
    """
    if action is None:
        _list_folders(address, as_json)
        return
    step_in(address, coder, chosen("transcripts folders", _ACTIONS, action, names))


def _list_folders(address: str, as_json: bool) -> None:
    with reading(address) as project:
        study = project.study
        rows = [
            (study.folders.paths[row.id], len(study.transcripts_in(row.id))) for row in study.folders.in_order
        ]
    header = ("folder", "transcripts")
    if as_json:
        print_json([dict(zip(header, row, strict=True)) for row in rows])
    elif rows:
        print_table(header, rows)
    else:
        click.echo("This project has no folders yet; “qualcode transcripts folder” makes one.")
