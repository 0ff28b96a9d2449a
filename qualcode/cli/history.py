"""Commands about steps: list them, take the last one back, make it again."""

import click

from qualcode.cli.failures import say
from qualcode.cli.options import coder_option, json_option, project_argument
from qualcode.cli.printing import print_json, print_table
from qualcode.cli.projects import changing, reading
from qualcode.model.step import StepKind
from qualcode.project.history import FIRST


@click.command()
@project_argument
@json_option
def history(address: str, as_json: bool) -> None:
    """List every step that was made."""
    with reading(address) as project:
        steps = project.steps
        undone = {
            step.number
            for step in steps
            if step.kind is StepKind.DO
            and step.number != FIRST
            and not project.history.is_in_force(step.number)
        }
    if as_json:
        print_json(
            [
                {
                    "number": step.number,
                    "at": step.at.isoformat(timespec="milliseconds"),
                    "coder": step.coder,
                    "kind": str(step.kind),
                    "label": step.label,
                    "target": step.target,
                    "stands": step.number not in undone if step.kind is StepKind.DO else None,
                }
                for step in steps
            ]
        )
        return
    rows = [
        (
            step.number,
            f"{step.at.astimezone():%Y-%m-%d %H:%M}",
            step.coder,
            f"{step.title} (undone)" if step.number in undone else step.title,
        )
        for step in steps
    ]
    print_table(("step", "when", "coder", "what"), rows)


@click.command()
@project_argument
@coder_option
def undo(address: str, coder: str) -> None:
    """Undo the last step."""
    _repeat(address, StepKind.UNDO, coder)


@click.command()
@project_argument
@coder_option
def redo(address: str, coder: str) -> None:
    """Redo the last undone step."""
    _repeat(address, StepKind.REDO, coder)


def _repeat(address: str, kind: StepKind, coder: str) -> None:
    with changing(address) as project:
        passed = project.passed_over(kind, coder)
        step = project.undo(coder) if kind is StepKind.UNDO else project.redo(coder)
        if passed:
            say(passed)
        click.echo(step.title)
