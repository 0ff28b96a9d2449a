"""Commands that bring other projects home, and take ours to other programs."""

from pathlib import Path

import click

from qualcode.cli.addresses import known_address
from qualcode.cli.exchanging.exchange_data import data
from qualcode.cli.exchanging.exchange_files import conformance, export, import_
from qualcode.cli.exchanging.exchange_segments import segments
from qualcode.cli.exchanging.plans import (
    PlanChoices,
    keep_option,
    plan_as_json,
    plan_with,
    prefer_option,
    print_plan,
    removals_option,
    take_option,
)
from qualcode.cli.exchanging.text_report import ON_TERMINAL, report_option, write_report
from qualcode.cli.failures import say
from qualcode.cli.options import coder_option, json_option, project_argument
from qualcode.cli.printing import print_json
from qualcode.cli.projects import changing, reading
from qualcode.model.teamwork.merge_plan import Side
from qualcode.model.teamwork.merge_words import in_words
from qualcode.project.merging import read_other


@click.group(no_args_is_help=False)
def exchange() -> None:
    """Exchange projects with other programs, and merge projects."""


exchange.add_command(import_)
exchange.add_command(export)
exchange.add_command(segments)
exchange.add_command(data)
exchange.add_command(conformance)


@exchange.command()
@project_argument
@click.argument("other", metavar="OTHER")
@prefer_option
@removals_option
@take_option
@keep_option
@report_option
@click.option("--dry-run", is_flag=True, help="Show what would be merged, and change nothing.")
@coder_option
@json_option
def merge(
    address: str,
    other: str,
    prefer: str,
    removals: bool,
    take: tuple[str, ...],
    keep: tuple[str, ...],
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
        found = read_other(project.record(whole=True), known_address(other))
        if found.note:
            say(found.note)
        plan = plan_with(project, found, PlanChoices(Side(prefer), removals, take, keep))
        if not dry_run and plan.change:
            project.do(plan.change, coder, whole=True)
    if report is not None:
        write_report(report, in_words(plan))
    if as_json:
        print_json({"common step": found.common_step, "notes": list(plan.notes), "lines": plan_as_json(plan)})
        return
    print_plan(in_words(plan, ON_TERMINAL), plan, changed=not dry_run)
