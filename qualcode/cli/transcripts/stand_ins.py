"""The command about stand-ins for names: what counts as a word although it is in brackets."""

import click

from qualcode.cli.options import coder_option, json_option, project_argument
from qualcode.cli.printing import print_json
from qualcode.cli.projects import changing, reading
from qualcode.model.errors import QualcodeError
from qualcode.model.transcripts.stand_ins import stand_ins_of, tidy_stand_ins
from qualcode.model.words.spelling import key
from qualcode.operations.project import set_stand_ins


@click.command("stand-ins")
@project_argument
@click.option("--add", "more", metavar="WORD", multiple=True, help="Count [WORD] too; may be repeated.")
@click.option(
    "--remove", "fewer", metavar="WORD", multiple=True, help="Stop counting [WORD]; may be repeated."
)
@click.option("--usual", is_flag=True, help="Go back to the usual list.")
@json_option
@coder_option
def stand_ins(
    address: str, more: tuple[str, ...], fewer: tuple[str, ...], usual: bool, as_json: bool, coder: str
) -> None:
    """List or change what stands in for names.

    What is in square or curly brackets, such as [son] and [town], counts as a word where it is one of
    these, and is a remark otherwise.
    """
    with (changing if more or fewer or usual else reading)(address) as project:
        before = stand_ins_of(project.study.info)
        change = None
        if usual:
            change = set_stand_ins(project.study, None)
        elif more or fewer:
            gone = {key(word) for word in tidy_stand_ins(fewer)}
            unknown = [word for word in fewer if key(word) not in {key(known) for known in before}]
            if unknown:
                raise QualcodeError(f"“{unknown[0]}” is not in the list of stand-ins, so it was not removed.")
            kept = [word for word in before if key(word) not in gone]
            change = set_stand_ins(project.study, [*kept, *more])
        if change:
            project.do(change, coder)
        now = stand_ins_of(project.study.info)
    if as_json:
        print_json(list(now))
    else:
        click.echo(", ".join(now) or "Nothing in brackets counts as a word.")
