"""The command about what the first page of a project's documents says."""

from dataclasses import asdict, replace
from pathlib import Path
from typing import Final

import click

from qualcode.cli.options import coder_option, json_option, project_argument
from qualcode.cli.printing import print_json, print_table
from qualcode.cli.projects import changing, reading
from qualcode.model.front import FrontPage, page_of
from qualcode.operations.project import set_front
from qualcode.project.reports.fronts import logo_at

_LABELS: Final = {
    "subtitle": "subtitle",
    "authors": "authors",
    "organisation": "organisation",
    "codebook_version": "codebook version",
    "note": "note",
    "logo": "logo",
}


@click.command()
@project_argument
@click.option("--subtitle", metavar="TEXT", help="Below the title. An empty text takes it off.")
@click.option("--authors", metavar="TEXT", help="Who signs, as printed: “Ann Baker, Chris Dee”.")
@click.option("--organisation", metavar="TEXT", help="University or company.")
@click.option("--codebook-version", metavar="TEXT", help="As printed: “3” or “2.1, after the pilot”.")
@click.option("--note", metavar="TEXT", help="Such as a funder, a licence or “Draft”.")
@click.option(
    "--logo", type=click.Path(path_type=Path), metavar="FILE", help="A png, jpg or svg of at most 512 KB."
)
@click.option("--no-logo", is_flag=True, help="Take the logo off.")
@json_option
@coder_option
def front(
    address: str, as_json: bool, coder: str, logo: Path | None, *, no_logo: bool, **words: str | None
) -> None:
    """Show or set the first page of a project's documents.

    It also fills the properties of the files: title, authors, subject, company. What is empty is left out.
    """
    if logo is not None and no_logo:
        raise click.UsageError("Give either --logo or --no-logo.")
    given = {name: value for name, value in words.items() if value is not None}
    if logo is not None or no_logo:
        given["logo"] = "" if logo is None else logo_at(logo)
    with (changing if given else reading)(address) as project:
        if given:
            project.do(set_front(project.study, replace(page_of(project.study.info), **given)), coder)
        page = page_of(project.study.info)
    if as_json:
        print_json({**asdict(page), "logo": bool(page.logo)})
    else:
        print_table(("what", "words"), _rows(page))


def _rows(page: FrontPage) -> list[tuple[str, str]]:
    said = {**asdict(page), "logo": "a picture" if page.logo else ""}
    return [(_LABELS[name], value) for name, value in said.items()]
