"""Commands about versions of the codebook: name the present one, list them, compare two."""

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from qualcode.analysis.papers.codebook_differences import codebook_differences
from qualcode.cli.lists import list_file_argument, write_listed
from qualcode.cli.options import coder_option, json_option, project_argument
from qualcode.cli.printing import print_json, print_table
from qualcode.cli.projects import reading
from qualcode.cli.steps import step_in
from qualcode.model.change import ChangeSet
from qualcode.model.codes.codebook_version import VersionedCode, codes_in, codes_of_version, shown_hash
from qualcode.model.codes.named_versions import NOW, version_named, version_today, versions_in_order
from qualcode.model.study import Study
from qualcode.model.words.in_words import briefly
from qualcode.model.words.moments import day_here
from qualcode.operations.papers.codebook_versions import delete_version, edit_version, name_version
from qualcode.project.teamwork.team_lists import TeamList

_LONGEST = 60


@click.group(no_args_is_help=False)
def version() -> None:
    """Name versions of the codebook, and compare them."""


@version.command()
@project_argument
@click.argument("name", metavar="NAME")
@click.option("--note", metavar="TEXT", default="", help="What is to be known of this version.")
@coder_option
def name(address: str, name: str, note: str, coder: str) -> None:
    """Give the codebook as it is now a name."""
    step_in(address, coder, lambda study: name_version(study, name, coder, note))


@version.command("list")
@project_argument
@list_file_argument
@json_option
def list_(address: str, path: Path | None, as_json: bool) -> None:
    """List the named versions, oldest first.

    FILE is a csv or xlsx; its times are in UTC.
    """
    if path is not None:
        write_listed(address, path, TeamList.VERSIONS)
        return
    with reading(address) as project:
        study = project.study
        today = version_today(study)
        told: list[dict[str, Any]] = [
            {
                "version": row.name,
                "named": row.named_at.isoformat(timespec="seconds"),
                "by": row.author,
                "step": row.step,
                "codes": sum(code.codable for code in codes_in(row.content)),
                "hash": shown_hash(row.sha256),
                "now": row == today,
                "note": row.note,
            }
            for row in versions_in_order(study)
        ]
    if as_json:
        print_json(told)
    elif told:
        rows = [
            (
                row["version"],
                day_here(datetime.fromisoformat(row["named"])),
                row["by"],
                row["codes"],
                row["hash"],
                row["note"],
            )
            for row in told
        ]
        print_table(("version", "named", "by", "codes", "hash", "note"), rows)
    else:
        click.echo("No version of the codebook has a name yet.")


@version.command()
@project_argument
@click.argument("earlier", metavar="EARLIER")
@click.argument("later", metavar="[LATER]", default=NOW)
@json_option
def compare(address: str, earlier: str, later: str, as_json: bool) -> None:
    """Show how two versions differ; “now” is the codebook as it is.

    Without LATER, EARLIER is compared with the codebook as it is.
    """
    with reading(address) as project:
        found = codebook_differences(_codes(project.study, earlier), _codes(project.study, later))
    if as_json:
        print_json([row._asdict() for row in found])
    elif found:
        rows = [
            (row.path, row.how, row.part, briefly(row.before, _LONGEST), briefly(row.after, _LONGEST))
            for row in found
        ]
        print_table(("code", "how", "what", "before", "after"), rows)
    else:
        click.echo("The two versions are the same.")


@version.command()
@project_argument
@click.argument("name", metavar="NAME")
@click.option("--name", "new", metavar="TEXT", help="Another name. [default: as it is]")
@click.option("--note", metavar="TEXT", help="Another note. [default: as it is]")
@coder_option
def edit(address: str, name: str, new: str | None, note: str | None, coder: str) -> None:
    """Rename a version, or note something else about it."""

    def changed(study: Study) -> ChangeSet:
        row = version_named(study, name)
        return edit_version(
            study, row.id, row.name if new is None else new, row.note if note is None else note
        )

    step_in(address, coder, changed)


@version.command()
@project_argument
@click.argument("name", metavar="NAME")
@coder_option
def delete(address: str, name: str, coder: str) -> None:
    """Forget a version; the codebook stays as it is."""
    step_in(address, coder, lambda study: delete_version(study, version_named(study, name).id))


def _codes(study: Study, name: str) -> tuple[VersionedCode, ...]:
    """The codes of a version; “now” is the codebook as it is, unless a version is called so."""
    if name.strip().casefold() == NOW and all(row.name.casefold() != NOW for row in versions_in_order(study)):
        return codes_of_version(study)
    return codes_in(version_named(study, name).content)
