"""Plans of merges on the command line: made with a preference, printed, and as JSON."""

from collections.abc import Iterable
from dataclasses import dataclass

import click

from qualcode.model.errors import QualcodeError
from qualcode.model.teamwork.merge_plan import MergeLine, MergePlan, MergeState, Side
from qualcode.model.words.in_words import listed
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


take_option = click.option(
    "--take",
    metavar="WHAT",
    multiple=True,
    help="Take theirs of a kind (“code”) or a line (“code trust: colour”); may be repeated.",
)

keep_option = click.option(
    "--keep", metavar="WHAT", multiple=True, help="Keep ours of a kind or a line; may be repeated."
)


@dataclass(frozen=True)
class PlanChoices:
    """What a person says of a plan. ``take`` and ``keep`` are kinds, or lines as the plan tells them."""

    preferred: Side
    removals: bool = False
    take: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()


def plan_with(project: Project, found: OtherProject, choices: PlanChoices) -> MergePlan:
    """The plan with choices. Raises QualcodeError where one names nothing that can be chosen."""
    study, sight = project.whole, project.sight
    plan = merge_plan(study, found, preferred=choices.preferred, sight=sight)
    removed = MergeState.DELETED_THERE
    gone = (line.key for line in plan.lines if choices.removals and line.state is removed)
    chosen = dict.fromkeys(gone, Side.THEIRS)
    for side, names in ((Side.THEIRS, choices.take), (Side.OURS, choices.keep)):
        for name in names:
            chosen |= dict.fromkeys(_keys_of(plan, name), side)
    return merge_plan(study, found, chosen, choices.preferred, sight) if chosen else plan


def _keys_of(plan: MergePlan, name: str) -> list[str]:
    """The lines with a choice that are of a kind, or are called so."""
    wanted = " ".join(name.casefold().split())
    called = ((line, f"{line.noun} {line.name}".strip()) for line in plan.to_choose)
    found = [
        line.key
        for line, words in called
        if wanted in (line.noun.casefold(), " ".join(words.casefold().split()))
    ]
    if not found:
        kinds = listed(sorted({line.noun for line in plan.to_choose})) or "nothing"
        raise QualcodeError(f"“{name}” is nothing that can be chosen here. There is a choice for: {kinds}.")
    return found


def print_plan(words: Iterable[str], plan: MergePlan, *, changed: bool) -> None:
    """Print the lines, and at the end whether anything was done."""
    for line in words:
        click.echo(line)
    if plan.lines:
        click.echo(f"{plan.change.happened}." if changed and plan.change else "Nothing was changed.")


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
