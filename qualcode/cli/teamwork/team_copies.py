"""Commands about copies for coders: given for a round, and brought back."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from qualcode.cli.exchanging.text_report import IN_BRIEF
from qualcode.cli.options import by_option, json_option, project_argument
from qualcode.cli.printing import print_json
from qualcode.cli.projects import changing, reading
from qualcode.cli.teamwork.team_words import coming_told
from qualcode.cli.teamwork.told_once import not_told_yet
from qualcode.model.teamwork.merge_words import in_words
from qualcode.model.teamwork.rounds import round_named
from qualcode.project.project import Project
from qualcode.project.teamwork.giving import kept, write_copy
from qualcode.project.teamwork.returning import (
    ReturnedCopy,
    brought_home,
    layer_plan,
    read_returned,
    rest_plan,
)
from qualcode.project.teamwork.shared_folder import news


@click.command()
@project_argument
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--coder", "receiver", metavar="NAME", required=True, help="Whom the copy is for.")
@click.option("--round", "name", metavar="NAME", required=True, help="The round it is for.")
@by_option
def give(address: str, path: Path, receiver: str, name: str, by: str) -> None:
    """Write a copy of the project for a coder of a round.

    It holds the round's transcripts, the codebook and what that coder has done so far, and nothing of
    anybody else.
    """
    with changing(address) as project:
        study = project.whole
        found, coder = round_named(study, name), study.coder_named(receiver)
        written, mark = write_copy(project.record(whole=True), found.id, coder.id, path, by)
        _keep(project, mark, by, written)
    click.echo(f"{written}: a copy for {coder.name}, round “{found.name}”.")


def _keep(project: Project, mark: Any, by: str, written: Path) -> None:
    try:
        project.make(kept(mark, by))
    except BaseException:
        written.unlink(missing_ok=True)
        raise


@click.command("return")
@project_argument
@click.argument("paths", metavar="[FILE]...", nargs=-1, type=click.Path(path_type=Path))
@click.option("--folder", "shared", is_flag=True, help="Bring back what is new in rounds' shared folders.")
@click.option("--other-changes", is_flag=True, help="Take what was changed in codebook and text, too.")
@click.option("--dry-run", is_flag=True, help="Say what would come, and change nothing.")
@by_option
@json_option
def return_(
    address: str,
    paths: tuple[Path, ...],
    shared: bool,
    other_changes: bool,
    dry_run: bool,
    by: str,
    as_json: bool,
) -> None:
    """Bring back copies that coders were given: each coder's work comes home, as one step.

    What was changed in codebook or text is listed, and taken with --other-changes. A file in a shared folder
    that is not whole yet is named once, and brought back when it is.
    """
    if not paths and not shared:
        raise click.UsageError("Name the files to bring back, or use --folder.")
    told = []
    unread: list[str] = []
    with (reading if dry_run else changing)(address) as project:
        for name, copy in _coming(project, paths, shared, unread):
            plan = layer_plan(project.whole, copy)
            if not dry_run:
                project.do(brought_home(project.whole, copy), by, whole=True)
            study = project.whole if not dry_run else project.whole.after(plan.change)
            rest = rest_plan(study, copy)
            if other_changes and rest.change and not dry_run:
                project.do(rest.change, by, whole=True)
            told.append(coming_told(name, copy, plan, rest))
            if not as_json:
                _print_copy(
                    told[-1], list(in_words(plan, IN_BRIEF)), rest, taken=other_changes and not dry_run
                )
    for sentence in unread:
        click.echo(sentence, err=as_json)
    if as_json:
        print_json(told)
    elif dry_run:
        click.echo("Nothing was changed.")
    elif not told:
        click.echo("Nothing new to bring back.")


def _coming(
    project: Project, paths: Sequence[Path], shared: bool, unread: list[str]
) -> Iterator[tuple[str, ReturnedCopy]]:
    """What is to be brought back, each read when it is its turn: what came before it is home then."""
    for path in paths:
        yield str(path), read_returned(project.record(whole=True), str(path))
    if shared:
        found = news(project.record(whole=True))
        unread += [*found.missing, *not_told_yet(found.unread)]
        for copy in found.copies:
            yield copy.other.name, copy


def _print_copy(one: dict[str, Any], words: list[str], rest: Any, *, taken: bool) -> None:
    click.echo(f"{one['file']}: {one['coder']}, round “{one['round']}”")
    for line in (*one["to know"], *words):
        click.echo(f"  {line}")
    if rest.lines:
        click.echo(
            "  Other changes, taken too:"
            if taken
            else "  Other changes, not taken (--other-changes takes them):"
        )
        for line in in_words(rest, IN_BRIEF):
            click.echo(f"    {line}")
