"""Commands about the people who speak: list them, and put them in order."""

import click

from qualcode.cli.options import coder_option, json_option, project_argument
from qualcode.cli.printing import print_json, print_table
from qualcode.cli.projects import reading
from qualcode.cli.steps import step_in
from qualcode.model.people import SEVERAL, roles_in_turns
from qualcode.operations.people.participants import order_participants


@click.group(no_args_is_help=False)
def participants() -> None:
    """List participants, or put them in order."""


@participants.command("list")
@project_argument
@json_option
def list_(address: str, as_json: bool) -> None:
    """List the participants in their order, with their roles.

    The role is “several” where somebody is a participant in one transcript and an interviewer in another;
    figures count them as a participant where they are one. “role” sets one role in all their turns.
    """
    with reading(address) as project:
        roles = roles_in_turns(project.study)
        rows = [
            {"name": row.name, "role": SEVERAL if len(found := roles[row.id]) > 1 else str(*found)}
            for row in project.study.participants_in_order
        ]
    if as_json:
        print_json(rows)
    elif rows:
        print_table(("name", "role"), [tuple(row.values()) for row in rows])
    else:
        click.echo("This project has no participants yet.")


@participants.command()
@project_argument
@click.argument("names", metavar="NAME...", nargs=-1, required=True)
@coder_option
def order(address: str, names: tuple[str, ...], coder: str) -> None:
    """Put participants in this order, in tables, matrices and reports.

    Those not named come after them, as they were.
    """
    step_in(
        address,
        coder,
        lambda study: order_participants(study, [study.participant_named(name).id for name in names]),
    )
