"""Commands about the folder that a round's team shares: chosen, left to, and taken from."""

from pathlib import Path

import click

from qualcode.cli.exchanging.text_report import IN_BRIEF
from qualcode.cli.options import by_option, project_argument
from qualcode.cli.printing import AS_IT_IS
from qualcode.cli.projects import changing, reading
from qualcode.cli.teamwork.told_once import not_told_yet
from qualcode.model.teamwork.merge_words import in_words
from qualcode.model.teamwork.rounds import round_named
from qualcode.model.teamwork.shared_folder import folder_here
from qualcode.model.words.in_words import counted
from qualcode.operations.teamwork.taking_in import set_folder
from qualcode.project.teamwork.shared_folder import leave, news, sharing, taking_in


@click.command()
@project_argument
@click.argument("name", metavar="ROUND")
@click.argument("folder", metavar="[FOLDER]", required=False, type=click.Path(path_type=Path))
@click.option("--none", "ends", is_flag=True, help="Share no folder any more; what is in it stays.")
@by_option
def folder(address: str, name: str, folder: Path | None, ends: bool, by: str) -> None:
    """Show or set the folder that a round's team shares.

    Copies of the round leave what was done in them there at every stop, and “team return --folder” takes it
    home. Folders of Dropbox, OneDrive and the like will do: no project is ever open in it.
    """
    if folder is None and not ends:
        with reading(address) as project:
            kept = round_named(project.study, name).folder
        click.echo(str(folder_here(kept)) if kept else "This round shares no folder.")
        return
    with changing(address) as project:
        round_id = round_named(project.study, name).id
        if folder is None or ends:
            change = set_folder(project.study, round_id, "")
        else:
            change = sharing(project, round_id, folder)
        project.do(change, by)
    click.echo(f"{change.happened}." if change else AS_IT_IS)


@click.command("leave")
@project_argument
def leave_(address: str) -> None:
    """Leave in the shared folder what was done in this copy.

    Commands and the window do so by themselves when they end. A project that copies were given from leaves
    everybody's work there once a round is closed.
    """
    with reading(address) as project:
        left = leave(project)
    for path in left:
        click.echo(f"Left {path}.")
    if not left:
        click.echo("Nothing new to leave, or no shared folder.")


@click.command("take-in")
@project_argument
@click.option("--dry-run", is_flag=True, help="Say what would come, and change nothing.")
@by_option
def take_in(address: str, dry_run: bool, by: str) -> None:
    """Take others' work into a copy once the round is not blind.

    Codings of the others and what was settled come from the shared folder; one's own stay as they are.
    """
    with (reading if dry_run else changing)(address) as project:
        found = news(project.record(whole=True))
        taken = 0
        for theirs in found.others:
            plan = taking_in(project.whole, theirs)
            taken += bool(plan.change)
            for line in in_words(plan, IN_BRIEF):
                click.echo(f"  {line}")
            if not dry_run:
                project.do(plan.change, by, whole=True)
    for sentence in (*found.missing, *not_told_yet(found.unread)):
        click.echo(sentence)
    if dry_run or not taken:
        click.echo("Nothing was changed." if taken else "Nothing new from others.")
    else:
        click.echo(f"Took in {counted(taken, 'file')}.")
