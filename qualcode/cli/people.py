"""Commands about the people who speak: list, rename, merge and delete them, and put them in order."""

import click

from qualcode.cli.options import coder_option, json_option, project_argument
from qualcode.cli.printing import print_json, print_table
from qualcode.cli.projects import reading
from qualcode.cli.steps import step_in
from qualcode.model.change import ChangeSet
from qualcode.model.people import SEVERAL, roles_in_turns
from qualcode.model.study import Study
from qualcode.model.words.in_words import listed
from qualcode.operations.people.participants import (
    delete_participants,
    merge_participants,
    order_participants,
    rename_participant,
    values_that_differ,
)


@click.group(no_args_is_help=False)
def participants() -> None:
    """List, rename, merge, delete or order participants."""


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


@participants.command()
@project_argument
@click.argument("name", metavar="NAME")
@click.argument("new", metavar="NEW")
@coder_option
def rename(address: str, name: str, new: str, coder: str) -> None:
    """Rename a participant.

    Reports, quotes and saved queries have the new name; labels in the transcripts stay as they are written.
    """
    step_in(address, coder, lambda study: rename_participant(study, study.participant_named(name).id, new))


@participants.command()
@project_argument
@click.argument("names", metavar="NAME...", nargs=-1, required=True)
@click.argument("into", metavar="INTO")
@coder_option
def merge(address: str, names: tuple[str, ...], into: str, coder: str) -> None:
    """Make several participants one, the last one named.

    Their turns, memos and the values that INTO lacks move there. Where values differ, INTO keeps its own, and
    its memo says what the others were.
    """
    noted: list[str] = []

    def merged(study: Study) -> ChangeSet:
        sources, target = [study.participant_named(name).id for name in names], study.participant_named(into)
        for source, values in values_that_differ(study, sources, target.id):
            said = listed([f"{name} {value}" for name, value in values])
            noted.append(f"{source.name} had other values, noted in the memo of {target.name}: {said}.")
        return merge_participants(study, sources, target.id)

    step_in(address, coder, merged)
    for line in noted:
        click.echo(line)


@participants.command()
@project_argument
@click.argument("names", metavar="NAME...", nargs=-1, required=True)
@coder_option
def delete(address: str, names: tuple[str, ...], coder: str) -> None:
    """Delete participants with their attributes and memos.

    Their turns stay in the transcripts, as nobody's.
    """
    step_in(
        address,
        coder,
        lambda study: delete_participants(study, [study.participant_named(name).id for name in names]),
    )
