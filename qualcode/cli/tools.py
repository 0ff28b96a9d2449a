"""Commands about the register of tools other than this program that were used in a study."""

from pathlib import Path

import click

from qualcode.cli.lists import list_file_argument, write_listed
from qualcode.cli.options import coder_option, json_option, project_argument
from qualcode.cli.printing import print_json, print_table
from qualcode.cli.projects import reading
from qualcode.cli.steps import step_in
from qualcode.model.change import ChangeSet
from qualcode.model.errors import QualcodeError
from qualcode.model.papers import ToolUse
from qualcode.model.results.tool_register import CODED_HERE, NO_AI, NONE_RECORDED, tools_in_order
from qualcode.model.study import Study
from qualcode.operations.papers.tool_register import ToolWords, delete_tool, edit_tool, record_tool
from qualcode.project.teamwork.team_lists import TeamList

_FIELDS = ("tool", "version", "purpose", "used", "who")

number_argument = click.argument("number", metavar="NUMBER", type=click.IntRange(1))


@click.group(no_args_is_help=False)
def tools() -> None:
    """Record other tools that were used in the study.

    Transcription services, chatbots, statistics programs: what is recorded is printed in the methods
    appendix. NUMBER is the number that the list gives a tool.
    """


@tools.command("list")
@project_argument
@list_file_argument
@json_option
def list_(address: str, path: Path | None, as_json: bool) -> None:
    """List what is recorded.

    FILE is a csv or xlsx; its times are in UTC.
    """
    if path is not None:
        write_listed(address, path, TeamList.TOOLS)
        return
    with reading(address) as project:
        rows = tools_in_order(project.study)
    if as_json:
        print_json(
            [
                {
                    "number": number,
                    **{name: getattr(row, name) for name in _FIELDS},
                    "recorded by": row.author,
                    "recorded at": row.recorded_at.isoformat(timespec="seconds"),
                }
                for number, row in enumerate(rows, 1)
            ]
        )
        return
    click.echo(f"{NO_AI} {CODED_HERE}")
    if rows:
        print_table(
            ("number", "tool", "version", "what for", "when", "by"),
            [
                (number, row.tool, row.version, row.purpose, row.used, row.who)
                for number, row in enumerate(rows, 1)
            ],
        )
    else:
        click.echo(NONE_RECORDED)


@tools.command()
@project_argument
@click.argument("tool", metavar="TOOL")
@click.option("--for", "purpose", metavar="TEXT", required=True, help="What it was used for.")
@click.option("--version", "version", metavar="TEXT", default="", help="Its version or model.")
@click.option("--when", "used", metavar="TEXT", default="", help="When it was used, in your own words.")
@click.option("--who", metavar="TEXT", default="", help="Who used it.")
@coder_option
def add(address: str, tool: str, purpose: str, version: str, used: str, who: str, coder: str) -> None:
    """Record that a tool was used."""
    words = ToolWords(tool, purpose, version, used, who)
    step_in(address, coder, lambda study: record_tool(study, words, coder))


@tools.command()
@project_argument
@number_argument
@click.option("--tool", metavar="TEXT", help="Its name.")
@click.option("--for", "purpose", metavar="TEXT", help="What it was used for.")
@click.option("--version", "version", metavar="TEXT", help="Its version or model.")
@click.option("--when", "used", metavar="TEXT", help="When it was used, in your own words.")
@click.option("--who", metavar="TEXT", help="Who used it.")
@coder_option
def edit(address: str, number: int, coder: str, **given: str | None) -> None:
    """Change what is recorded; what is not named stays."""

    def changed(study: Study) -> ChangeSet:
        row = _numbered(study, number)
        said = {name: words for name, words in given.items() if words is not None}
        known = ToolWords(row.tool, row.purpose, row.version, row.used, row.who)
        return edit_tool(study, row.id, known._replace(**said), coder)

    step_in(address, coder, changed)


@tools.command()
@project_argument
@number_argument
@coder_option
def delete(address: str, number: int, coder: str) -> None:
    """Take a tool out of the register."""
    step_in(address, coder, lambda study: delete_tool(study, _numbered(study, number).id))


def _numbered(study: Study, number: int) -> ToolUse:
    rows = tools_in_order(study)
    if number > len(rows):
        raise QualcodeError(
            f"There is no tool with the number {number}; “qualcode tools list PROJECT” gives their numbers."
        )
    return rows[number - 1]
