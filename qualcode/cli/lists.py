"""Lists that are printed, or written to a file that is named after the project."""

from pathlib import Path

import click

from qualcode.cli.projects import reading
from qualcode.model.words.in_words import counted
from qualcode.project.teamwork.team_lists import TeamList, write_team_list

list_file_argument = click.argument("path", metavar="[FILE]", required=False, type=click.Path(path_type=Path))


def write_listed(address: str, path: Path, what: TeamList) -> None:
    """Write a list as csv or xlsx, and say how much it holds."""
    with reading(address) as project:
        number = write_team_list(path, project.study, what)
    click.echo(f"{counted(number, 'row')} saved to {path}.")
