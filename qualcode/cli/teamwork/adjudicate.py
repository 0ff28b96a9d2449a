"""Commands about passages that two coders read differently: written to be settled, read back, taken over."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

import click

from qualcode.analysis.differences import alike, differences, who_code
from qualcode.cli.options import (
    file_argument,
    project_argument,
    transcripts_option,
    with_reason,
)
from qualcode.cli.printing import AS_IT_IS
from qualcode.cli.projects import changing, reading
from qualcode.model.errors import QualcodeError
from qualcode.model.machine.coder_here import coder_here
from qualcode.model.study import Study
from qualcode.model.teamwork.readings import AGREED, ReadingDifference
from qualcode.model.words.in_words import counted, some_of
from qualcode.operations.teamwork.settled_import import import_settled
from qualcode.operations.teamwork.settling import take_agreed
from qualcode.project.guarding import check_read
from qualcode.project.importing.foreign_files import settled_at
from qualcode.project.reports.lists import export_differences

pair_option = click.option(
    "--between",
    "coders",
    metavar="NAME",
    multiple=True,
    help="The two coders; write it twice. [default: if there are only two]",
)
layer_option = click.option(
    "--as",
    "layer",
    metavar="NAME",
    default=AGREED,
    show_default=True,
    help="The coder who stands for what is agreed.",
)
_by_option = click.option(
    "--by", metavar="NAME", default=coder_here, show_default="the system user's name", help="Who decided."
)


def by_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """--by NAME and --reason TEXT: who makes the step, and why."""
    return _by_option(with_reason(function))


@click.group(no_args_is_help=False)
def adjudicate() -> None:
    """Settle where two coders read differently, in a spreadsheet."""


@adjudicate.command()
@project_argument
@file_argument
@pair_option
@layer_option
@transcripts_option
@click.option("--code", "codes", metavar="NAME", multiple=True, help="Only about this code; may be repeated.")
@click.option("--open", "unsettled", is_flag=True, help="Only what is not settled yet.")
def export(
    address: str,
    path: Path,
    coders: tuple[str, ...],
    layer: str,
    transcripts: tuple[str, ...],
    codes: tuple[str, ...],
    unsettled: bool,
) -> None:
    """Write what two coders read differently as csv or xlsx, a line for each passage.

    In the file, write into “decision” a coder's name, both, neither or new (with a code), and a reason.
    """
    with reading(address) as project:
        study, texts = project.study, _texts(project.study, transcripts)
        check_read(study, project.sight, texts)
        wanted = {study.code_named(name).id for name in codes}
        found = [
            each
            for each in differences(study, _pair(study, coders, layer), texts)
            if (not wanted or wanted & set(each.codes)) and not (unsettled and each.decision)
        ]
        export_differences(path, study, found)
    click.echo(f"{path}: {_told(found)}.")


def _told(found: Sequence[ReadingDifference]) -> str:
    settled = sum(each.decision is not None for each in found)
    return f"{counted(len(found), 'passage')} read differently, {settled:,} settled"


@adjudicate.command("import")
@project_argument
@file_argument
@pair_option
@layer_option
@by_option
def import_(address: str, path: Path, coders: tuple[str, ...], layer: str, by: str) -> None:
    """Read back what was settled in a file of qualcode adjudicate export, as one step.

    The coder who stands for what is agreed gets the codings; those of the two coders stay as they are.
    """
    rows = settled_at(path)
    with changing(address) as project:
        study = project.study
        # Of what is hidden from whoever settles, half of each difference would be missing.
        texts = [key for key in study.transcripts if key not in project.sight.transcripts]
        found = differences(study, _pair(study, coders, layer), texts)
        change = import_settled(study, found, rows, by, layer)
        project.do(change, by)
    click.echo(f"{change.happened}." if change else AS_IT_IS)


@adjudicate.command()
@project_argument
@pair_option
@layer_option
@transcripts_option
@by_option
def agreed(address: str, coders: tuple[str, ...], layer: str, transcripts: tuple[str, ...], by: str) -> None:
    """Copy what both coders coded alike into what is agreed."""
    with changing(address) as project:
        study = project.study
        pair, texts = _pair(study, coders, layer), _texts(study, transcripts)
        check_read(study, project.sight, texts)
        rows = [row.id for row in study.transcripts_in_order if texts is None or row.id in texts]
        change = take_agreed(study, [(key, each) for key in rows for each in alike(study, pair, key)], layer)
        project.do(change, by)
    click.echo(f"{change.happened}." if change else AS_IT_IS)


def _pair(study: Study, names: Sequence[str], layer: str) -> tuple[UUID, UUID]:
    """The two coders that are named, or the only two besides what is agreed who code."""
    rows = [study.coder_named(name) for name in names] or who_code(study, layer)
    if len({row.id for row in rows}) != 2:
        known = some_of([row.name for row in study.coders_in_order])
        raise QualcodeError(f"Name two coders with --between A --between B; coders of this project: {known}.")
    return rows[0].id, rows[1].id


def _texts(study: Study, names: Sequence[str]) -> list[UUID] | None:
    return [study.transcript_named(name).id for name in names] or None
