"""Commands about steps: list them, take the last one back, make it again."""

from pathlib import Path

import click

from qualcode.cli.failures import say
from qualcode.cli.options import coder_option, json_option, project_argument
from qualcode.cli.printing import print_json, print_table
from qualcode.cli.projects import changing, reading
from qualcode.model.step import StepKind
from qualcode.model.words.in_words import counted
from qualcode.model.words.moments import moment_here
from qualcode.model.words.spelling import narrowing_by_words
from qualcode.project.reports.lists import export_history


@click.command()
@project_argument
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--find", metavar="WORDS", default="", help="Only steps with these words: what, who or number.")
@json_option
def history(address: str, file: Path | None, find: str, as_json: bool) -> None:
    """List every step, or write them to a file.

    Times are listed by the computer's clock. FILE is a csv or xlsx, and has them in UTC, as reports do.
    """
    with reading(address) as project:
        study, fits = project.study, narrowing_by_words(find)
        steps = [
            step for step in project.steps if fits(f"{step.number} {step.title} {step.coder} {step.reason}")
        ]
        undone = {
            step.number
            for step in steps
            if step.kind is StepKind.DO and not project.history.is_in_force(step.number)
        }
    if file is not None:
        number = export_history(file, study, [(step, step.number not in undone) for step in steps], find)
        click.echo(f"{counted(number, 'step')} saved to {file}.")
        return
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
                    "reason": step.reason,
                    "stands": step.number not in undone if step.kind is StepKind.DO else None,
                }
                for step in steps
            ]
        )
        return
    with_reasons = any(step.reason for step in steps)
    rows: list[tuple[str | int, ...]] = [
        (
            step.number,
            moment_here(step.at),
            step.coder,
            f"{step.title} (undone)" if step.number in undone else step.title,
            *([step.reason] if with_reasons else []),
        )
        for step in steps
    ]
    print_table(("step", "when", "coder", "what", *(["reason"] if with_reasons else [])), rows)


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
