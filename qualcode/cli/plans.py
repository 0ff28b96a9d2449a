"""Plans of merges on the command line: made with a preference, printed, and as JSON."""

from collections.abc import Iterable

import click

from qualcode.model.merge_plan import MergeLine, MergePlan, MergeState, Side
from qualcode.project.merging import OtherProject, merge_plan
from qualcode.project.project import Project

prefer_option = click.option(
    "--prefer",
    type=click.Choice([str(side) for side in Side]),
    default=str(Side.OURS),
    show_default=True,
    help="Which version to keep where both sides changed the same thing.",
)

removals_option = click.option(
    "--removals", is_flag=True, help="Also remove what was removed in the other project."
)


def plan_with(project: Project, found: OtherProject, preferred: Side, *, removals: bool) -> MergePlan:
    """The plan under a preference; ``removals``: what was removed there goes here, too."""
    study, sight = project.whole, project.sight
    plan = merge_plan(study, found, preferred=preferred, sight=sight)
    if not removals:
        return plan
    gone = (line.key for line in plan.lines if line.state is MergeState.DELETED_THERE)
    return merge_plan(study, found, dict.fromkeys(gone, Side.THEIRS), preferred, sight)


def print_plan(words: Iterable[str], plan: MergePlan, *, changed: bool) -> None:
    """Print the lines, and at the end whether anything was done."""
    for line in words:
        click.echo(line)
    if plan.lines:
        click.echo(f"{plan.change.label}: done." if changed and plan.change else "Nothing was changed.")


def plan_as_json(plan: MergePlan) -> list[dict[str, str | int]]:
    """The lines of a plan for other programs."""
    return [_told(line) for line in plan.lines]


def _told(line: MergeLine) -> dict[str, str | int]:
    return {
        "state": str(line.state),
        "kind": line.noun,
        "name": line.name,
        "here": line.here,
        "there": line.there,
        "holds": str(line.side),
        "number": line.number,
    }
