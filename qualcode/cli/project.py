"""Commands about a project as a whole: make it, tell what it holds, check it, bring it up to date."""

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from qualcode import __version__
from qualcode.cli.addresses import known_address
from qualcode.cli.contents import contents
from qualcode.cli.failures import FAILED, Ending, say
from qualcode.cli.options import coder_option, json_option, project_argument
from qualcode.cli.passwords import asking_password
from qualcode.cli.printing import print_json, print_table
from qualcode.cli.projects import reading, reason_given, shown_address
from qualcode.model.machine.address import is_server
from qualcode.model.study import Study
from qualcode.model.words.in_words import counted
from qualcode.model.words.moments import moment_here
from qualcode.operations.codes.codebook_fitting import fitting_rows
from qualcode.operations.codes.codebook_import import import_codebook
from qualcode.operations.project import new_project
from qualcode.project.checking import check_project
from qualcode.project.opening import SCHEMA, create_project, create_team_project, migrate_project
from qualcode.project.project import Project


@click.command()
@project_argument
@click.option("--name", default="", metavar="TEXT", help="The project's name. [default: the file's]")
@click.option(
    "--codebook", type=click.Path(path_type=Path), metavar="FILE", help="Begin with the codes of this file."
)
@coder_option
def new(address: str, name: str, codebook: Path | None, coder: str) -> None:
    """Make a new project."""
    rows = None
    if codebook is not None:
        # Reading files from outside takes longer to load than the rest of the command.
        from qualcode.project.importing.foreign_files import codebook_at

        rows = codebook_at(codebook)
        fitting = fitting_rows(Study().after(new_project("codebook")), rows)
        if fitting.levels:
            say(fitting.levels)
        for fault in fitting.faults:
            say(f"{codebook.name}, {fault}.")
        rows = list(fitting.rows)
    make = create_team_project if is_server(address) else create_project
    project = asking_password(address, lambda place: make(place, coder, name, reason=reason_given()))
    try:
        if project.note:
            say(project.note)
        if rows is not None:
            project.do(import_codebook(project.study, rows), coder)
        codes = f" with {counted(len(project.study.codes), 'code')}" if rows is not None else ""
        click.echo(f"Made the project “{project.name}”{codes}: {shown_address(project)}")
    finally:
        project.close()


@click.command()
@project_argument
@json_option
def info(address: str, as_json: bool) -> None:
    """Show what a project contains."""
    with reading(address) as project:
        told = _told(project)
    if as_json:
        print_json(told)
        return
    last = told["last step"]
    when = moment_here(datetime.fromisoformat(last["at"]))
    size = [] if told["file size"] is None else [("file size", f"{told['file size']:,} bytes")]
    rows: list[tuple[str, str]] = [
        *((name, str(told[name])) for name in ("name", "project", "schema")),
        *size,
        *((name, f"{number:,}") for name, number in told["counts"].items()),
        ("last step", f"{last['number']}: {last['title']} ({last['coder']}, {when})"),
    ]
    print_table(("what", "how much"), rows)


def _told(project: Project) -> dict[str, Any]:
    last = project.steps[-1]
    return {
        "name": project.name,
        "project": shown_address(project),
        "file size": None if project.path is None else project.path.stat().st_size,
        "schema": SCHEMA,
        "program": __version__,
        "counts": contents(project.study),
        "last step": {
            "number": last.number,
            "title": last.title,
            "coder": last.coder,
            "at": last.at.isoformat(timespec="seconds"),
        },
    }


@click.command()
@project_argument
@json_option
def check(address: str, as_json: bool) -> None:
    """Check that a project is sound."""
    checked = asking_password(known_address(address), check_project)
    found = list(checked.problems)
    if checked.note:
        say(checked.note)
    if as_json:
        print_json({"sound": not found, "steps": checked.steps, "problems": found, "advice": checked.advice})
    else:
        sound = f"sound ({counted(checked.steps, 'step')} in the journal)"
        click.echo("\n".join(found or (sound, *checked.advice)))
    if found:
        raise Ending(FAILED, "" if as_json else f"{counted(len(found), 'problem')} found.")


@click.command()
@project_argument
def migrate(address: str) -> None:
    """Bring a project up to this version's schema."""
    migrated = asking_password(known_address(address), migrate_project)
    if migrated.note:
        say(migrated.note)
    if migrated.before == migrated.after:
        click.echo(f"The project has schema {migrated.after} already; there was nothing to do.")
    else:
        click.echo(f"The project went from schema {migrated.before} to {migrated.after}.")
