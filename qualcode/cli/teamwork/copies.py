"""Commands about copies of a project file: write one, list the earlier states there are, put one back."""

from pathlib import Path
from typing import Any

import click

from qualcode.cli.addresses import known_address
from qualcode.cli.options import coder_option, file_argument, json_option, project_argument
from qualcode.cli.passwords import asking_password
from qualcode.cli.printing import print_json, print_table
from qualcode.model.errors import QualcodeError
from qualcode.model.machine.earlier import EarlierState
from qualcode.model.words.moments import moment_here
from qualcode.project.copying import check_may_copy, copy_project, copy_without_history
from qualcode.project.restoring import earlier_states, named_state, other_project
from qualcode.project.restoring import restore as put_back

_COLUMNS = ("copy", "what it is", "last step", "made", "transcripts", "codes", "segments", "bytes")


@click.command()
@project_argument
@file_argument
@click.option(
    "--without-history",
    is_flag=True,
    help="Copy what the project holds as one step: where its history is damaged.",
)
@coder_option
def copy(address: str, path: Path, without_history: bool, coder: str) -> None:
    """Write a whole copy of a project, which may be open.

    The copy holds the history as well. The project may be a file or on a server; FILE must not be there yet.
    While a round is open and blind, those who do not see all get no copy of it.
    """

    def write(place: str) -> Path:
        check_may_copy(place, coder)
        return copy_without_history(place, path, coder) if without_history else copy_project(place, path)

    written = asking_password(known_address(address), write)
    click.echo(f"Saved to {written}.")


@click.command()
@project_argument
@click.argument("copy_name", metavar="[COPY]", required=False)
@click.option(
    "--another-project",
    "another",
    is_flag=True,
    help="Put the copy back although it is of another project.",
)
@json_option
def restore(address: str, copy_name: str | None, another: bool, as_json: bool) -> None:
    """List earlier states of a project, or put one back.

    COPY is a name from the list, a part of one that no other has, or the path of any copy. What is in its
    place now is kept among the copies under a name that says what it is.
    """
    if copy_name is None:
        _list(known_address(address), as_json=as_json)
        return
    path = Path(copy_name)
    if not path.is_file():
        path = named_state(known_address(address), copy_name).path
    other = other_project(known_address(address), path)
    if other and not another:
        raise QualcodeError(
            f"{path} is a copy of another project, “{other}”, so nothing was put back. Give "
            f"“--another-project” as well to put it in the place of {Path(known_address(address)).name}."
        )
    aside = put_back(known_address(address), path)
    if as_json:
        print_json(
            {"put back": str(path), "another project": other, "set aside": [str(item) for item in aside]}
        )
        return
    click.echo(f"Put back “{path}”.")
    if other:
        click.echo(f"This is a copy of another project, “{other}”.")
    for item in aside:
        click.echo(f"What was there is kept as “{item}”.")


def _list(address: str, *, as_json: bool) -> None:
    states = earlier_states(address)
    if as_json:
        print_json([_told(state) for state in states])
    elif states:
        print_table(_COLUMNS, [_row(state) for state in states])
    else:
        click.echo(f"There are no copies of {Path(address).name} beside it.")


def _row(state: EarlierState) -> tuple[str | int, ...]:
    if state.problem:
        return (state.path.name, state.kind, state.problem, "", "", "", "", state.size)
    made = "" if state.saved is None else moment_here(state.saved)
    last = f"{state.step}: {state.last} ({state.coder})"
    return (
        state.path.name,
        state.what,
        last,
        made,
        state.transcripts,
        state.codes,
        state.segments,
        state.size,
    )


def _told(state: EarlierState) -> dict[str, Any]:
    return {
        "copy": str(state.path),
        "what it is": state.kind,
        "another project": state.other,
        "bytes": state.size,
        "step": state.step,
        "last step": state.last,
        "coder": state.coder,
        "made": None if state.saved is None else state.saved.isoformat(timespec="seconds"),
        "transcripts": state.transcripts,
        "codes": state.codes,
        "segments": state.segments,
        "problem": state.problem,
    }
