"""The command about sets of codes: list, make, fill, rename and delete them."""

from collections.abc import Sequence
from typing import Any, Final

import click

from qualcode.cli.options import coder_option, json_option, project_argument
from qualcode.cli.printing import print_json, print_table
from qualcode.cli.projects import reading
from qualcode.cli.steps import Action, chosen, step_in
from qualcode.model.change import ChangeSet
from qualcode.model.entities import CodeSet
from qualcode.model.questions.names import code_set_named
from qualcode.model.study import Study
from qualcode.model.words.names import name_key
from qualcode.operations.codes.code_sets import (
    add_code_set,
    delete_code_set,
    rename_code_set,
    set_codes_of_set,
)


def _fill(study: Study, names: Sequence[str]) -> ChangeSet:
    """Make the set, or let the one of that name hold these codes and no others."""
    codes = [study.code_named(name).id for name in names[1:]]
    known = (row for row in study.rows(CodeSet).values() if name_key(row.name) == name_key(names[0]))
    row = next(known, None)
    return add_code_set(study, names[0], codes)[1] if row is None else set_codes_of_set(study, row.id, codes)


def _rename(study: Study, names: Sequence[str]) -> ChangeSet:
    return rename_code_set(study, code_set_named(study, names[0]), names[1])


def _delete(study: Study, names: Sequence[str]) -> ChangeSet:
    return delete_code_set(study, code_set_named(study, names[0]))


_ACTIONS: Final = {
    "fill": Action("fill SET CODE...", 2, None, _fill),
    "rename": Action("rename SET NEW", 2, 2, _rename),
    "delete": Action("delete SET", 1, 1, _delete),
}


@click.command()
@project_argument
@click.argument("action", required=False, metavar="[ACTION]")
@click.argument("names", nargs=-1, metavar="[NAME]...")
@coder_option
@json_option
def sets(address: str, action: str | None, names: tuple[str, ...], coder: str, as_json: bool) -> None:
    """List, fill, rename or delete sets of codes.

    ACTION and NAME: fill SET CODE..., which makes the set where there is none yet, and else gives it these
    codes and no others; rename SET NEW; delete SET, whose codes stay.
    """
    if action is None:
        _list(address, as_json)
        return
    step_in(address, coder, chosen("codebook sets", _ACTIONS, action, names))


def _list(address: str, as_json: bool) -> None:
    with reading(address) as project:
        study = project.study
        rows: list[dict[str, Any]] = [
            {"set": row.name, "codes": [study.path(code.id) for code in study.codes_of_set(row.id)]}
            for row in study.code_sets_in_order
        ]
    if as_json:
        print_json(rows)
    elif rows:
        print_table(("set", "codes"), [(row["set"], len(row["codes"])) for row in rows])
    else:
        click.echo("This project has no code sets yet; “qualcode codebook sets PROJECT fill” makes one.")
