"""Commands that bring other projects home."""

from collections.abc import Iterable
from pathlib import Path

import click

from qualcode.cli.addresses import known_address
from qualcode.cli.options import coder_option, json_option, project_argument
from qualcode.cli.printing import print_json
from qualcode.cli.projects import changing, reading
from qualcode.exporters.writing import utf8, whole_file
from qualcode.model.merge_plan import MergeLine, MergePlan, MergeState, Side
from qualcode.model.merge_words import in_words
from qualcode.project.merging import OtherProject, merge_plan, read_other
from qualcode.project.project import Project


@click.group(no_args_is_help=False)
def exchange() -> None:
    """Merge other projects into this one."""


@exchange.command()
@project_argument
@click.argument("other", metavar="OTHER")
@click.option(
    "--prefer",
    type=click.Choice([str(side) for side in Side]),
    default=str(Side.OURS),
    show_default=True,
    help="Which version to keep where both sides changed the same thing.",
)
@click.option("--removals", is_flag=True, help="Also remove what was removed in the other project.")
@click.option(
    "--report", type=click.Path(path_type=Path, dir_okay=False), help="Write the plan to a text file."
)
@click.option("--dry-run", is_flag=True, help="Show what would be merged, and change nothing.")
@coder_option
@json_option
def merge(
    address: str,
    other: str,
    prefer: str,
    removals: bool,
    report: Path | None,
    dry_run: bool,
    coder: str,
    as_json: bool,
) -> None:
    """Merge another project into this one, as one step that can be undone.

    What both have is found by its identity, else by its content, so that nothing is doubled. What only one
    side has changed holds; nothing is removed unless --removals says so. OTHER is a project file or address.
    """
    with (reading if dry_run else changing)(address) as project:
        found = read_other(project.record(), known_address(other))
        plan = _plan(project, found, Side(prefer), removals=removals)
        if not dry_run and plan.change:
            project.do(plan.change, coder)
    words = list(in_words(plan))
    if report is not None:
        _write(report, words)
    if as_json:
        print_json({"common step": found.common_step, "lines": [_told(line) for line in plan.lines]})
        return
    for line in words:
        click.echo(line)
    if plan.lines:
        click.echo("Nothing was changed." if dry_run or not plan.change else f"{plan.change.label}: done.")


def _plan(project: Project, found: OtherProject, preferred: Side, *, removals: bool) -> MergePlan:
    plan = merge_plan(project.study, found, preferred=preferred)
    if not removals:
        return plan
    gone = (line.key for line in plan.lines if line.state is MergeState.DELETED_THERE)
    return merge_plan(project.study, found, dict.fromkeys(gone, Side.THEIRS), preferred)


def _write(path: Path, words: Iterable[str]) -> None:
    with whole_file(path) as stream:
        stream.write(utf8("\n".join(words) + "\n"))


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
