"""The command about the people who code: list, rename, recolour, merge and delete them."""

from collections.abc import Callable, Sequence
from typing import Any, Final

import click

from qualcode.cli.options import coder_option, json_option, project_argument
from qualcode.cli.printing import AS_IT_IS, print_json, print_table
from qualcode.cli.projects import changing, reading
from qualcode.cli.steps import told
from qualcode.model.change import ChangeSet
from qualcode.model.study import Study
from qualcode.operations.coders import (
    coder_work,
    delete_coder,
    merge_coders,
    recolour_coder,
    rename_coder,
)


def _rename(study: Study, names: Sequence[str]) -> ChangeSet:
    return rename_coder(study, study.coder_named(names[0]).id, names[1])


def _recolour(study: Study, names: Sequence[str]) -> ChangeSet:
    return recolour_coder(study, study.coder_named(names[0]).id, names[1])


def _merge(study: Study, names: Sequence[str]) -> ChangeSet:
    *sources, target = (study.coder_named(name).id for name in names)
    return merge_coders(study, sources, target)


def _delete(study: Study, names: Sequence[str]) -> ChangeSet:
    return delete_coder(study, study.coder_named(names[0]).id)


_ACTIONS: Final[dict[str, tuple[str, int, Callable[[Study, Sequence[str]], ChangeSet]]]] = {
    "rename": ("rename OLD NEW", 2, _rename),
    "recolour": ("recolour NAME #RRGGBB", 2, _recolour),
    "merge": ("merge NAME... INTO", 2, _merge),
    "delete": ("delete NAME", 1, _delete),
}
"""What follows the project: how it is written, how many words there are at least, and what it does."""


@click.command()
@project_argument
@click.argument("action", required=False, metavar="[ACTION]")
@click.argument("names", nargs=-1, metavar="[NAME]...")
@coder_option
@json_option
def coders(address: str, action: str | None, names: tuple[str, ...], coder: str, as_json: bool) -> None:
    """List, rename, recolour, merge or delete coders.

    ACTION and NAME: rename OLD NEW; recolour NAME #RRGGBB; merge NAME... INTO, which moves all work
    to the last one named; delete NAME, of a coder without work. Each is one step that can be undone.
    """
    if action is None:
        _list(address, as_json)
        return
    known = _ACTIONS.get(action)
    if known is None:
        raise click.UsageError(f"“{action}” is not something to do with coders: {', '.join(_ACTIONS)}.")
    usage, least, make = known
    if len(names) < least or (len(names) > least and action != "merge"):
        raise click.UsageError(f"Write “qualcode coders PROJECT {usage}”.")
    with changing(address) as project:
        change = make(project.study, names)
        project.do(change, coder)
    if as_json:
        print_json({"step": change.label, "changed": bool(change)})
    else:
        click.echo(told(project.study, change) if change else AS_IT_IS)


def _list(address: str, as_json: bool) -> None:
    with reading(address) as project:
        study = project.study
        rows: list[dict[str, Any]] = [
            {"name": row.name, "colour": row.colour, **coder_work(study, row.id)._asdict()}
            for row in study.coders_in_order
        ]
    if as_json:
        print_json(rows)
    elif rows:
        print_table(tuple(rows[0]), [tuple(row.values()) for row in rows])
    else:
        click.echo("Nobody has coded anything yet.")
