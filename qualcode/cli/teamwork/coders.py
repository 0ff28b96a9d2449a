"""The command about the people who code: list, rename, recolour, merge and delete them."""

from collections.abc import Sequence
from typing import Any, Final

import click

from qualcode.cli.options import coder_option, json_option, project_argument
from qualcode.cli.printing import AS_IT_IS, print_json, print_table
from qualcode.cli.projects import changing, reading
from qualcode.cli.steps import Action, chosen, told
from qualcode.model.change import ChangeSet
from qualcode.model.codes.colour import colour_names
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


_ACTIONS: Final = {
    "rename": Action("rename OLD NEW", 2, 2, _rename),
    "recolour": Action("recolour NAME #RRGGBB", 2, 2, _recolour),
    "merge": Action("merge NAME... INTO", 2, None, _merge),
    "delete": Action("delete NAME", 1, 1, _delete),
}


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
    make = chosen("coders", _ACTIONS, action, names)
    with changing(address) as project:
        change = make(project.study)
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
    if not as_json:
        # People are told colours in words; other programs need them exactly.
        for row, words in zip(rows, colour_names([row["colour"] for row in rows]), strict=True):
            row["colour"] = words
    if as_json:
        print_json(rows)
    elif rows:
        print_table(tuple(rows[0]), [tuple(row.values()) for row in rows])
    else:
        click.echo("Nobody has coded anything yet.")
