"""The command about the stop list: which words lists of frequent words leave out."""

import click

from qualcode.cli.options import coder_option, json_option, project_argument
from qualcode.cli.printing import print_json
from qualcode.cli.projects import changing, reading
from qualcode.model.transcripts.stop_list import without_repeats
from qualcode.operations.draft import together
from qualcode.operations.project import leave_out_words, list_words, set_stop_list


@click.command("stop-list")
@project_argument
@click.option("--leave-out", "fewer", metavar="WORD", multiple=True, help="Leave WORD out; may be repeated.")
@click.option(
    "--list", "more", metavar="WORD", multiple=True, help="List WORD, even a common one; may be repeated."
)
@click.option("--reset", is_flag=True, help="Leave out common words, and nothing else.")
@json_option
@coder_option
def stop_list(
    address: str, fewer: tuple[str, ...], more: tuple[str, ...], reset: bool, as_json: bool, coder: str
) -> None:
    """Show or change which words lists of words leave out.

    The common words of a transcript's language (the, and) are left out anyway, unless they are listed here.
    """
    twice = sorted({*without_repeats(fewer, ())[0]} & {*without_repeats(more, ())[0]})
    if twice:
        raise click.UsageError(f"“{twice[0]}” cannot be listed and left out; give one of the two options.")
    with (changing if fewer or more or reset else reading)(address) as project:
        study, changes = project.study, []
        if reset:
            changes.append(set_stop_list(study, (), ()))
            study = study.after(changes[-1])
        if fewer:
            changes.append(leave_out_words(study, fewer))
            study = study.after(changes[-1])
        if more:
            changes.append(list_words(study, more))
        made = [change for change in changes if change]
        if made:
            label = made[0].label if len(made) == 1 else "Edit the stop list"
            project.do(together(project.study, label, made), coder)
        info = project.study.info
    if as_json:
        print_json({"left out": list(info.unlisted_words), "listed": list(info.listed_words)})
        return
    click.echo(f"Left out: {', '.join(info.unlisted_words) or 'common words alone'}.")
    if info.listed_words:
        click.echo(f"Listed although common: {', '.join(info.listed_words)}.")
