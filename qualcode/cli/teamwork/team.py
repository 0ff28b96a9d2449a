"""Commands about working as a team: rounds of coding, progress in them, and copies for coders."""

from pathlib import Path
from typing import Any

import click

from qualcode.analysis.agreement.sample_size import turns_needed
from qualcode.analysis.decision_reasons import decision_reasons
from qualcode.cli.lists import list_file_argument, write_listed
from qualcode.cli.options import by_option, json_option, project_argument, transcripts_option
from qualcode.cli.printing import AS_IT_IS, print_json, print_table
from qualcode.cli.projects import changing, reading
from qualcode.cli.steps import told
from qualcode.cli.teamwork.members import init, roles
from qualcode.cli.teamwork.team_copies import give, return_
from qualcode.cli.teamwork.team_folder import folder, leave_, take_in
from qualcode.cli.teamwork.team_revisit import outcomes_, revisit
from qualcode.cli.teamwork.team_words import copies_told, rounds_told, turns_told
from qualcode.model.machine.coder_here import coder_here
from qualcode.model.team import CodingState
from qualcode.model.teamwork.rounds import round_named, rounds_in_order, transcripts_of_round
from qualcode.operations.teamwork.rounds import (
    TurnSample,
    delete_round,
    open_round,
    reopen_round,
    set_progress,
)
from qualcode.project.reports.closing import closing
from qualcode.project.teamwork.team_lists import TeamList

name_argument = click.argument("name", metavar="NAME")


@click.group(no_args_is_help=False)
def team() -> None:
    """Open and close rounds of coding; give coders copies."""


team.add_command(init)
team.add_command(roles)


# -- rounds ---------------------------------------------------------------------------------------------


@team.group("round", no_args_is_help=False)
def round_() -> None:
    """Open, close, open again or delete a round of coding."""


@round_.command("open")
@project_argument
@name_argument
@click.option(
    "--coder", "coders", metavar="NAME", multiple=True, required=True, help="Who codes; may be repeated."
)
@transcripts_option
@click.option("--sample", type=click.IntRange(min=1), metavar="N", help="Code N turns, drawn at random.")
@click.option("--seed", type=int, default=1, show_default=True, help="With --sample: where drawing begins.")
@click.option("--second", is_flag=True, help="A second coding: coders code again what they coded before.")
@click.option("--blind/--open", default=True, help="Whether coders see nobody's work but their own.")
@by_option
def open_(
    address: str,
    name: str,
    coders: tuple[str, ...],
    transcripts: tuple[str, ...],
    sample: int | None,
    seed: int,
    second: bool,
    blind: bool,
    by: str,
) -> None:
    """Open a round of coding under the codebook as it is now.

    While the round is open and blind, its coders see no codings, memos, counts or figures of one another.
    A name that is no coder's yet is added. With --second each codes under a name of their own, “AB (second
    coding)”, and sees nothing of the first; “qualcode agreement --self” compares the two.
    """
    with changing(address) as project:
        study = project.study
        texts = [study.transcript_named(each).id for each in transcripts] or [
            row.id for row in study.transcripts_in_order
        ]
        drawn = None if sample is None else TurnSample(sample, seed)
        _, change = open_round(study, name, texts, coders, blind=blind, sample=drawn, second=second, by=by)
        project.do(change, by)
    click.echo(f"{change.happened}.")


@round_.command()
@project_argument
@name_argument
@by_option
def close(address: str, name: str, by: str) -> None:
    """Close a round: its coders see one another's work again.

    The figures of its agreement are kept with it, and its report is that of this moment from then on.
    """
    with changing(address) as project:
        change = closing(project, round_named(project.study, name).id)
        project.do(change, by)
    click.echo(f"{change.happened}.")


@round_.command()
@project_argument
@name_argument
@by_option
def reopen(address: str, name: str, by: str) -> None:
    """Open a round again that was closed."""
    _on_round(address, name, by, reopen_round)


@round_.command()
@project_argument
@name_argument
@by_option
def delete(address: str, name: str, by: str) -> None:
    """Delete a round and what was said of progress in it; all codings stay."""
    _on_round(address, name, by, delete_round)


def _on_round(address: str, name: str, by: str, make: Any) -> None:
    with changing(address) as project:
        change = make(project.study, round_named(project.study, name).id)
        project.do(change, by)
    click.echo(told(project.study, change))


@round_.command()
@click.option("--kappa", type=float, default=0.7, show_default=True, help="The kappa that is expected.")
@click.option("--lowest", type=float, default=0.5, show_default=True, help="The lowest that would do.")
@click.option(
    "--share", type=float, default=20, show_default=True, help="Percent of turns that get the code."
)
@click.option("--coders", type=int, default=2, show_default=True, help="How many people code.")
def size(kappa: float, lowest: float, share: float, coders: int) -> None:
    """Say how many turns to draw for a sample (Donner and Rotondi 2010)."""
    number = turns_needed(kappa, lowest, share / 100, coders)
    click.echo(
        f"{number:,} turns: with a kappa of {kappa:g} and {share:g}% of turns coded, the 95% interval then "
        f"ends above {lowest:g}."
    )


@team.command()
@project_argument
@click.option("--code", metavar="NAME", help="Only about this code.")
@json_option
def reasons(address: str, code: str | None, as_json: bool) -> None:
    """List for each code why passages had to be settled."""
    with reading(address) as project:
        study = project.study
        only = None if code is None else study.code_named(code).id
        found = [
            (study.path(key), said) for key, said in decision_reasons(study).items() if only in (None, key)
        ]
    rows = [(path, number, reason) for path, said in sorted(found) for reason, number in said.most_common()]
    if as_json:
        print_json([dict(zip(("code", "decisions", "reason"), row, strict=True)) for row in rows])
    elif rows:
        print_table(("code", "decisions", "reason"), rows)
    else:
        click.echo("No decision gives a reason.")


@team.command()
@project_argument
@list_file_argument
@click.option("--turns", is_flag=True, help="List the turns that are to be coded, too.")
@json_option
def rounds(address: str, path: Path | None, turns: bool, as_json: bool) -> None:
    """List the rounds, and how far each coder is.

    FILE is a csv or xlsx, with a row for each coder and transcript; its times are in UTC.
    """
    if path is not None:
        write_listed(address, path, TeamList.ROUNDS)
        return
    with reading(address) as project:
        study = project.study
        told = [rounds_told(study, row) for row in rounds_in_order(study)]
        if turns:
            for one, row in zip(told, rounds_in_order(study), strict=True):
                one["turns"] = turns_told(study, row)
    if as_json:
        print_json(told)
        return
    if not told:
        click.echo("There is no round yet; “qualcode team round open” opens one.")
    for one in told:
        _print_round(one)


def _print_round(one: dict[str, Any]) -> None:
    click.echo(f"{one['name']}: {one['in words']}")
    people = one["coders"]
    rows = [(row["transcript"], *(row["progress"][name] for name in people)) for row in one["progress"]]
    print_table(("transcript", *people), rows)
    for place in one.get("turns", ()):
        click.echo(f"  {place['transcript']}: turns {', '.join(map(str, place['turns']))}")
    for copy in one["copies"]:
        click.echo(copies_told(copy))


@team.command()
@project_argument
@click.argument("name", metavar="ROUND")
@click.argument("state", metavar="STATE", type=click.Choice([str(state) for state in CodingState]))
@transcripts_option
@click.option(
    "--coder",
    metavar="NAME",
    default=coder_here,
    show_default="the system user's name",
    help="Whose progress it is.",
)
@by_option
def progress(address: str, name: str, state: str, transcripts: tuple[str, ...], coder: str, by: str) -> None:
    """Say how far a coder is with transcripts of a round.

    STATE is “not started”, “in progress”, “finished” or “locked”. While a transcript is locked for a coder,
    their codings in it cannot be changed.
    """
    with changing(address) as project:
        study = project.study
        found = round_named(study, name)
        texts = [study.transcript_named(each).id for each in transcripts] or [
            row.id for row in transcripts_of_round(study, found.id)
        ]
        change = set_progress(
            study, found.id, [(text, study.coder_named(coder).id) for text in texts], CodingState(state)
        )
        project.do(change, by)
    click.echo(f"{change.happened}." if change else AS_IT_IS)


for command in (give, return_, folder, leave_, take_in, revisit, outcomes_):
    team.add_command(command)
