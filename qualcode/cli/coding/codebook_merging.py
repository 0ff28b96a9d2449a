"""Commands that rename codes, merge them into another, and delete them."""

import click

from qualcode.cli.options import coder_option, project_argument
from qualcode.cli.projects import changing, reading
from qualcode.cli.steps import told
from qualcode.operations.codes.codebook import rename_code
from qualcode.operations.codes.codebook_merge import merge_preview
from qualcode.operations.codes.codebook_structure import Children, delete_codes
from qualcode.operations.codes.merge_words import merge_in_words, merged_in_words
from qualcode.project.reports.still_named import handed_on

_codes_argument = click.argument("names", nargs=-1, required=True, metavar="CODE...")


@click.command()
@project_argument
@click.argument("code")
@click.argument("name")
@coder_option
def rename(address: str, code: str, name: str, coder: str) -> None:
    """Give a code or category another name."""
    with changing(address) as project:
        change = rename_code(project.study, project.study.code_named(code).id, name)
        project.do(change, coder)
    click.echo(f"{change.happened}." if change else "It has that name already; nothing was changed.")


@click.command()
@project_argument
@_codes_argument
@click.option("--into", metavar="CODE", required=True, help="The code that stays.")
@click.option("--dry-run", is_flag=True, help="Say what would happen, and change nothing.")
@coder_option
def merge(address: str, names: tuple[str, ...], into: str, dry_run: bool, coder: str) -> None:
    """Merge codes into another, which takes all that is theirs.

    Segments, memos, texts and subcodes go to the code that stays; the others are deleted.
    """
    with (reading if dry_run else changing)(address) as project:
        study = project.study
        sources = [study.code_named(name).id for name in names]
        preview = merge_preview(study, sources, study.code_named(into).id)
        if not dry_run:
            project.do(preview.change, coder)
        follow = handed_on(study, preview.sources, preview.target.name, done=not dry_run)
    if dry_run:
        click.echo(f"It would do this: {merge_in_words(preview)} {follow}".rstrip())
    else:
        click.echo(f"{preview.change.happened}. {merged_in_words(preview)} {follow}".rstrip())


@click.command()
@project_argument
@_codes_argument
@click.option("--keep-below", is_flag=True, help="Keep their subcodes, in their place.")
@coder_option
def delete(address: str, names: tuple[str, ...], keep_below: bool, coder: str) -> None:
    """Delete codes with their segments, memos and subcodes."""
    with changing(address) as project:
        study = project.study
        children = Children.MOVE_UP if keep_below else Children.DELETE
        change = delete_codes(study, [study.code_named(name).id for name in names], children)
        project.do(change, coder)
    click.echo(told(project.study, change))
