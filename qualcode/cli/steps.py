"""A command that makes one step and says what it was."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import click

from qualcode.cli.printing import AS_IT_IS
from qualcode.cli.projects import changing
from qualcode.model.change import ChangeSet
from qualcode.model.study import Study
from qualcode.project.reports.still_named import gone_in, still_named


class Action(NamedTuple):
    """Something to do with things of a project that a command lists: how it is written, and what it does.

    ``most`` words follow it at the most; None: any number.
    """

    usage: str
    least: int
    most: int | None
    make: Callable[[Study, Sequence[str]], ChangeSet]


def chosen(
    command: str, actions: Mapping[str, Action], action: str, names: Sequence[str]
) -> Callable[[Study], ChangeSet]:
    """What an action does with the names that were typed; the last word of ``command`` says what they are.

    Raises UsageError for an action that there is not, and for too few or too many names.
    """
    known = actions.get(action)
    if known is None:
        of = command.rpartition(" ")[2]
        raise click.UsageError(f"“{action}” is not something to do with {of}: {', '.join(actions)}.")
    if len(names) < known.least or (known.most is not None and len(names) > known.most):
        raise click.UsageError(f"Write “qualcode {command} PROJECT {known.usage}”.")
    return lambda study: known.make(study, names)


def step_in(address: str, coder: str, make: Callable[[Study], ChangeSet]) -> None:
    """Make a change in a project; says what it was, or that there was nothing to do."""
    with changing(address) as project:
        change = make(project.study)
        project.do(change, coder)
    click.echo(told(project.study, change) if change else AS_IT_IS)


def told(study: Study, change: ChangeSet) -> str:
    """What a step did that was just made, and what still names the things that it took away."""
    return f"{change.happened}. {still_named(study, gone_in(change))}".rstrip()
