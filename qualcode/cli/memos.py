"""Commands about memos: list, write, change, link, delete and export them, and write in the journal."""

import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final, TypeVar

import click

from qualcode.analysis.memo_list import MemoChoice, listed_memos
from qualcode.cli.memo_names import link_targets, memo_named, short_name
from qualcode.cli.options import (
    coder_option,
    file_argument,
    json_option,
    one_of,
    project_argument,
    template_option,
)
from qualcode.cli.printing import AS_IT_IS, print_json, print_table
from qualcode.cli.projects import changing, reading
from qualcode.model.change import ChangeSet
from qualcode.model.entities import MemoSubject
from qualcode.model.errors import QualcodeError
from qualcode.model.identity import today
from qualcode.model.memos import ListedMemo, MemoKind, MemoOrder, day_typed
from qualcode.model.study import Study
from qualcode.model.words.dates import date_in_words
from qualcode.model.words.in_words import briefly, counted
from qualcode.operations.any_memo import delete_any_memos, set_memo_text
from qualcode.operations.draft import together
from qualcode.operations.memo_links import link_memo, unlink_memo
from qualcode.operations.memos import add_journal_entry, add_memo, edit_memo
from qualcode.project.guarding import none_seen
from qualcode.project.reports.memo_export import export_memos
from qualcode.project.reports.word_looks import looking_like

Function = TypeVar("Function", bound=Callable[..., Any])

_LONGEST: Final = 60


def _day(_context: object, _option: object, typed: str | None) -> date | None:
    return None if typed is None else day_typed(typed)


def _date_option(help_: str) -> Callable[[Function], Function]:
    return click.option("--date", "day", metavar="YYYY-MM-DD", callback=_day, help=help_)


def _choice_options(function: Function) -> Function:
    """--kind, --tag and --find: which memos are meant."""
    kinds = one_of(MemoKind)
    for option in (
        click.option("--find", "words", metavar="WORDS", default="", help="Only memos with these words."),
        click.option("--tag", "tags", metavar="TAG", multiple=True, help="Only with this tag; repeatable."),
        click.option("--kind", "kinds", type=kinds, multiple=True, help="Only of this kind; repeatable."),
    ):
        function = option(function)
    return function


def _link_options(function: Function) -> Function:
    """--code, --transcript, --participant and --passage: what a memo is linked to."""
    for name, metavar, what in (
        ("--passage", "TRANSCRIPT:START-END", "Link to a passage, by the positions of its characters."),
        ("--participant", "NAME", "Link to a participant."),
        ("--transcript", "NAME", "Link to a transcript."),
        ("--code", "NAME", "Link to a code; as all links, may be repeated."),
    ):
        function = click.option(name, f"{name[2:]}s", metavar=metavar, multiple=True, help=what)(function)
    return function


@click.group(no_args_is_help=False)
def memos() -> None:
    """List, write, change, delete and export memos.

    MEMO is the short name that the list gives each memo.
    """


@memos.command("list")
@project_argument
@_choice_options
@json_option
def list_(address: str, kinds: Sequence[str], tags: Sequence[str], words: str, as_json: bool) -> None:
    """List all memos, on whatever they are, or some."""
    with reading(address) as project:
        study = project.study
        there = listed_memos(study)
        found = _choice(kinds, tags, words).of(there)
        told = [_told(study, memo) for memo in found]
    if as_json:
        print_json(told)
    elif found:
        rows = [
            (
                row["memo"],
                date_in_words(row["date"] or ""),
                row["kind"],
                memo.heading,
                ", ".join(memo.tags),
                briefly(memo.text, _LONGEST),
            )
            for row, memo in zip(told, found, strict=True)
        ]
        print_table(("memo", "date", "kind", "title or what it is on", "tags", "words"), rows)
    else:
        none = none_seen(project.sight, "There are no memos yet.", "memos")
        click.echo("No memos match." if there else none)


@memos.command()
@project_argument
@click.argument("text", metavar="TEXT")
@click.option("--title", metavar="WORDS", default="", help="What it is called.")
@click.option("--tag", "tags", metavar="TAG", multiple=True, help="A tag; may be repeated.")
@_date_option("The date of the memo. [default: today]")
@_link_options
@coder_option
def add(
    address: str,
    text: str,
    title: str,
    tags: tuple[str, ...],
    day: date | None,
    coder: str,
    **linked: tuple[str, ...],
) -> None:
    """Write a free memo, with links to what it is about. TEXT may be “-”: what is piped in."""
    words = _words(text)
    with changing(address) as project:
        study = project.study
        memo, change = add_memo(
            study,
            MemoSubject.PROJECT,
            study.info.id,
            words,
            author=coder,
            title=title,
            tags=tags,
            day=day or today(),
            links=list(link_targets(study, **linked)),
        )
        project.do(change, coder)
    click.echo(f"Wrote the memo {short_name(memo)}.")


@memos.command()
@project_argument
@click.argument("name", metavar="MEMO")
@click.option("--text", metavar="TEXT", help="Its new text; “-”: what is piped in.")
@click.option("--title", metavar="WORDS", help="What it is called.")
@click.option("--tag", "tags", metavar="TAG", multiple=True, help="Its new tags; may be repeated.")
@click.option("--no-tags", is_flag=True, help="Take all tags off.")
@_date_option("Its new date.")
@_link_options
@click.option("--unlink", metavar="WORDS", multiple=True, help="Take off links whose name has these words.")
@coder_option
def edit(
    address: str,
    name: str,
    text: str | None,
    title: str | None,
    tags: tuple[str, ...],
    no_tags: bool,
    day: date | None,
    unlink: tuple[str, ...],
    coder: str,
    **linked: tuple[str, ...],
) -> None:
    """Change a memo's text, title, tags, date or links, in one step.

    A note that belongs to a code, a transcript, a participant or a segment has a text only.
    """
    if tags and no_tags:
        raise click.UsageError("Give either --tag or --no-tags.")
    words = None if text is None else _words(text)
    with changing(address) as project:
        study = project.study
        memo = memo_named(study, name)
        only_text = title is None and not (tags or no_tags or day or unlink or any(linked.values()))
        if memo.own:
            change = _edited(
                study, memo, words, title, tags if tags or no_tags else None, day, unlink, linked
            )
        elif only_text and words is not None:
            change = set_memo_text(study, memo, words)
        else:
            raise QualcodeError(
                f"The memo on {memo.about} has no title, tags, date or links. Write a free memo with a "
                "link to it instead."
            )
        project.do(change, coder)
    click.echo(f"{change.happened}." if change else AS_IT_IS)


def _edited(
    study: Study,
    memo: ListedMemo,
    text: str | None,
    title: str | None,
    tags: Sequence[str] | None,
    day: date | None,
    unlink: Sequence[str],
    linked: dict[str, tuple[str, ...]],
) -> ChangeSet:
    """All that is asked for, as one step."""
    edited = edit_memo(study, memo.id, title=title, text=text, tags=tags, day=day)
    gone = [_links_named(memo, words) for words in unlink]
    changes = [
        edited,
        unlink_memo(study, [link for links in gone for link in links]),
        link_memo(study, memo.id, list(link_targets(study, **linked))),
    ]
    return together(study, edited.label, changes)


def _links_named(memo: ListedMemo, words: str) -> list[Any]:
    found = [link.id for link in memo.links if words.casefold() in link.name.casefold()]
    if not found:
        names = "; ".join(link.name for link in memo.links) or "none"
        raise QualcodeError(f"The memo has no link named “{briefly(words)}”; its links: {names}.")
    return found


@memos.command()
@project_argument
@click.argument("text", metavar="TEXT")
@_date_option("The date of the entry. [default: today]")
@coder_option
def journal(address: str, text: str, day: date | None, coder: str) -> None:
    """Add an entry under its date to the project's journal. TEXT may be “-”: what is piped in."""
    words = _words(text)
    with changing(address) as project:
        memo, change = add_journal_entry(project.study, words, author=coder, day=day or today())
        project.do(change, coder)
    click.echo(f"{change.happened}: memo {short_name(memo)}.")


@memos.command()
@project_argument
@click.argument("names", metavar="MEMO...", nargs=-1, required=True)
@coder_option
def delete(address: str, names: tuple[str, ...], coder: str) -> None:
    """Delete memos in one step; what they are on stays."""
    with changing(address) as project:
        study = project.study
        change = delete_any_memos(study, [memo_named(study, name) for name in dict.fromkeys(names)])
        project.do(change, coder)
    click.echo(f"{change.happened}.")


@memos.command()
@project_argument
@file_argument
@click.option(
    "--by",
    type=one_of(MemoOrder),
    default=MemoOrder.TRANSCRIPT.value,
    show_default=True,
    help="What the chapters are.",
)
@_choice_options
@click.option("--memo", "names", metavar="MEMO", multiple=True, help="Only this memo; may be repeated.")
@template_option
def export(
    address: str,
    path: Path,
    by: str,
    kinds: Sequence[str],
    tags: Sequence[str],
    words: str,
    names: tuple[str, ...],
    template: Path | None,
) -> None:
    """Write all memos, or some, to FILE (docx, html, pdf, csv)."""
    with reading(address) as project, looking_like(template, path):
        study = project.study
        only = {memo_named(study, name).id for name in names} if names else None
        date = project.steps[-1].at
        chosen = _choice(kinds, tags, words)
        written = export_memos(path, study, chosen, by=MemoOrder(by), only=only, date=date)
    click.echo(f"{counted(written.number, 'memo')} saved to {path}.")


def _choice(kinds: Sequence[str], tags: Sequence[str], words: str) -> MemoChoice:
    return MemoChoice({MemoKind(kind) for kind in kinds} or None, frozenset(tags) or None, words)


def _told(study: Study, memo: ListedMemo) -> dict[str, Any]:
    transcript, span = memo.transcript_id, memo.span
    return {
        "memo": short_name(memo),
        "kind": str(memo.kind),
        "about": memo.about,
        "title": memo.title,
        "text": memo.text,
        "tags": list(memo.tags),
        "author": memo.author,
        "date": None if memo.day is None else memo.day.isoformat(),
        "transcript": None if transcript is None else study.transcripts[transcript].name,
        "start": None if span is None else span.start,
        "end": None if span is None else span.end,
        "links": [link.name for link in memo.links],
    }


def _words(text: str) -> str:
    return sys.stdin.read() if text == "-" else text
