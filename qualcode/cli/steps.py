"""A command that makes one step and says what it was."""

from collections.abc import Callable

import click

from qualcode.cli.printing import AS_IT_IS
from qualcode.cli.projects import changing
from qualcode.model.change import ChangeSet
from qualcode.model.study import Study
from qualcode.project.reports.still_named import gone_in, still_named


def step_in(address: str, coder: str, make: Callable[[Study], ChangeSet]) -> None:
    """Make a change in a project; says what it was, or that there was nothing to do."""
    with changing(address) as project:
        change = make(project.study)
        project.do(change, coder)
    click.echo(told(project.study, change) if change else AS_IT_IS)


def told(study: Study, change: ChangeSet) -> str:
    """What a step did that was just made, and what still names the things that it took away."""
    return f"{change.happened}. {still_named(study, gone_in(change))}".rstrip()
