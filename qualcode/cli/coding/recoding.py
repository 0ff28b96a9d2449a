"""Commands that change codings that are there: give them another code, a weight or a star, or remove them."""

from collections.abc import Callable, Sequence
from typing import Any, Final
from uuid import UUID

import click
import numpy as np

from qualcode.cli.options import coder_option, project_argument, transcripts_filter
from qualcode.cli.projects import changing, reading
from qualcode.model.change import ChangeSet
from qualcode.model.codes.weights import weight_called, weight_in_words
from qualcode.model.errors import QualcodeError
from qualcode.model.identity import id_array, id_at, keys_of
from qualcode.model.study import Study
from qualcode.model.transcript import TranscriptStatus
from qualcode.model.words.in_words import counted
from qualcode.operations.codings.coding import applicable, weigh_codings
from qualcode.operations.codings.codings_across import (
    joined_in_words,
    number_of,
    recode_across,
    remove_across,
)
from qualcode.operations.draft import together
from qualcode.operations.typical_quotes import mark_typical_across, unmark_typical_across
from qualcode.project.project import Project
from qualcode.project.reports.asking import transcripts_meant

_NO_WEIGHT = "none"
_NONE: Final = "No coding matches, so nothing was changed."

Chosen = dict[UUID, list[UUID]]
"""Codings by transcript."""


coding_option = click.option(
    "--coding",
    "identities",
    metavar="ID",
    type=click.UUID,
    multiple=True,
    help="This coding, by the id that “codings export” writes; may be repeated.",
)
by_option = click.option(
    "--by", "coders", metavar="NAME", multiple=True, help="Only codings by this coder; may be repeated."
)


def _choosing(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options that say which codings are meant."""
    for option in (
        coder_option,
        click.option(
            "--dry-run", is_flag=True, help="Show how many codings would change, and change nothing."
        ),
        by_option,
        transcripts_filter,
        click.option(
            "--code", "codes", metavar="NAME", multiple=True, help="Codings with this code; may be repeated."
        ),
        coding_option,
    ):
        function = option(function)
    return function


@click.command()
@project_argument
@click.argument("new_code", metavar="NEWCODE")
@_choosing
def recode(address: str, new_code: str, dry_run: bool, coder: str, **which: Any) -> None:
    """Give codings another code, in one step; their memos, weights and dates stay.

    Choose the codings with --coding or --code. One that NEWCODE has already on the same words, by the same
    coder, becomes one with it, with both memos.
    """
    with (reading if dry_run else changing)(address) as opened:
        study = opened.study
        code = applicable(study, study.code_named(new_code).id)
        chosen = chosen_codings(study, **which)
        change = recode_across(study, chosen, code.id)
        _do(opened, change, dry_run, coder)
        said = f"“{study.path(code.id)}”{joined_in_words(change)}"
    _say(chosen, "would be recoded as" if dry_run else "recoded as", said)


@click.command()
@project_argument
@_choosing
def remove(address: str, dry_run: bool, coder: str, **which: Any) -> None:
    """Remove codings, in one step; their words and their codes stay, and undo brings them back.

    Choose the codings with --coding or --code.
    """
    with (reading if dry_run else changing)(address) as opened:
        chosen = chosen_codings(opened.study, **which)
        _do(opened, remove_across(opened.study, chosen), dry_run, coder)
    _say(chosen, "would be removed" if dry_run else "removed")


@click.command()
@project_argument
@click.argument("weight", metavar="WEIGHT")
@_choosing
def weigh(address: str, weight: str, dry_run: bool, coder: str, **which: Any) -> None:
    """Give codings a weight, in one step.

    WEIGHT is a number from 0 to 100, a step of the project's scale by its number or word (see “qualcode
    weights”), or none to take weights away. Choose the codings with --coding or --code.
    """
    with (reading if dry_run else changing)(address) as opened:
        study = opened.study
        number = None if weight.casefold() == _NO_WEIGHT else weight_called(study.info, weight)
        chosen = chosen_codings(study, **which)
        parts = [weigh_codings(study, place, codings, number) for place, codings in chosen.items()]
        said = "no weight" if number is None else f"weight {weight_in_words(study.info, number)}"
        label = f"Give {said} to {number_of(chosen)}"
        _do(opened, parts[0] if len(parts) == 1 else together(study, label, parts), dry_run, coder)
    _say(chosen, "would get" if dry_run else "now with", said)


@click.command()
@project_argument
@_choosing
def star(address: str, dry_run: bool, coder: str, **which: Any) -> None:
    """Star codings as typical quotes of their codes, in one step.

    Reports print starred quotes first. Choose the codings with --coding or --code; what several coders coded
    alike is one quote. “codings list --starred” lists them.
    """
    with (reading if dry_run else changing)(address) as opened:
        chosen = chosen_codings(opened.study, **which)
        change = mark_typical_across(opened.study, chosen)
        _do(opened, change, dry_run, coder)
    _say_quotes(chosen, change, "would be starred" if dry_run else "starred")


@click.command()
@project_argument
@_choosing
def unstar(address: str, dry_run: bool, coder: str, **which: Any) -> None:
    """Take the stars of codings away, in one step; the codings stay.

    Choose the codings with --coding or --code.
    """
    with (reading if dry_run else changing)(address) as opened:
        chosen = chosen_codings(opened.study, **which)
        change = unmark_typical_across(opened.study, chosen)
        _do(opened, change, dry_run, coder)
    _say_quotes(chosen, change, "would no longer be starred" if dry_run else "no longer starred")


def _say_quotes(chosen: Chosen, change: ChangeSet, verb: str) -> None:
    if change:
        click.echo(f"{counted(len(change.rows), 'quote')} {verb}.")
    elif not chosen:
        click.echo(_NONE)
    else:
        click.echo("No quote changes by that, so nothing was changed.")


def chosen_codings(
    study: Study,
    identities: Sequence[UUID],
    codes: Sequence[str],
    transcripts: Sequence[str],
    folders: Sequence[str],
    statuses: Sequence[TranscriptStatus],
    coders: Sequence[str],
) -> Chosen:
    """The codings that are meant, by transcript: these and those with these codes, by ``coders`` alone."""
    if not identities and not codes:
        raise click.UsageError("Choose codings with --code or --coding.")
    ids, wanted = id_array(dict.fromkeys(identities)), keys_of([study.code_named(name).id for name in codes])
    people = keys_of([study.coder_named(name).id for name in coders])
    places = transcripts_meant(study, transcripts, folders, statuses)
    chosen: Chosen = {}
    found = 0
    for place, table in study.codings.items():
        mine = np.zeros(len(table), dtype=np.bool_)
        if len(ids):
            mine |= np.isin(table.id, ids)
            found += int(np.count_nonzero(mine))
        mine |= np.isin(table.code, wanted)
        if coders:
            mine &= np.isin(table.coder, people)
        if mine.any() and (places is None or place in places):
            chosen[place] = [id_at(table.id, int(row)) for row in np.flatnonzero(mine)]
    if found < len(ids):
        raise QualcodeError(
            f"{counted(len(ids) - found, 'coding')} of those named with --coding cannot be found; "
            "“qualcode codings export” writes the ids that there are."
        )
    return chosen


def _do(opened: Project, change: ChangeSet, dry_run: bool, coder: str) -> None:
    if change and not dry_run:
        opened.do(change, coder)


def _say(chosen: Chosen, verb: str, what: str = "") -> None:
    if chosen:
        where = counted(len(chosen), "transcript")
        click.echo(f"{number_of(chosen)} in {where} {verb} {what}".rstrip() + ".")
    else:
        click.echo(_NONE)
