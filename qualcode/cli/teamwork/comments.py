"""Commands about comments: list, begin and answer them, and call a thread done."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Final

import click

from qualcode.cli.memo_names import passage_named
from qualcode.cli.options import coder_option, json_option, one_of, project_argument
from qualcode.cli.printing import print_json, print_table
from qualcode.cli.projects import changing, reading
from qualcode.model.change import ChangeSet
from qualcode.model.entities import Comment
from qualcode.model.errors import QualcodeError
from qualcode.model.study import Study
from qualcode.model.teamwork.comments import About, ThreadChoice, ThreadState, about, in_words
from qualcode.model.words.in_words import briefly, counted
from qualcode.model.words.moments import moment_here
from qualcode.operations.comments import add_comment, delete_comment, edit_comment, reply, set_done
from qualcode.project.guarding import none_seen

_LETTERS: Final = 8
"""So many of the last letters of its identity name a comment: the first ones tell when it was made."""
_LONGEST: Final = 60


@click.group(no_args_is_help=False)
def comments() -> None:
    """Discuss transcripts, passages and codes in a team.

    COMMENT is the short name that the list gives each comment.
    """


@comments.command("list")
@project_argument
@click.option("--state", type=one_of(ThreadState), help="Only threads that are open, or done.")
@click.option("--by", "author", metavar="NAME", help="Only threads in which this person said something.")
@click.option("--transcript", metavar="NAME", help="Only on this transcript and passages of it.")
@click.option("--code", metavar="NAME", help="Only on this code and passages of it.")
@click.option("--find", "words", metavar="WORDS", default="", help="Only threads with these words.")
@json_option
def list_(
    address: str,
    state: str | None,
    author: str | None,
    transcript: str | None,
    code: str | None,
    words: str,
    as_json: bool,
) -> None:
    """List the comments by thread, the one last answered first."""
    with reading(address) as project:
        study = project.study
        wanted = ThreadChoice(
            None if state is None else ThreadState(state),
            author,
            None if transcript is None else study.transcript_named(transcript).id,
            None if code is None else study.code_named(code).id,
            words,
        )
        there = bool(study.rows(Comment))
        told = [_told(study, thread.first, row) for thread in wanted.of(study) for row in thread.comments]
    if as_json:
        print_json(told)
    elif told:
        shown = ("comment", "state", "on", "author")
        rows = [(*(row[name] for name in shown), _when(row), briefly(row["text"], _LONGEST)) for row in told]
        print_table((*shown, "date", "words"), rows)
    else:
        none = none_seen(project.sight, "There are no comments yet.", "comments")
        click.echo("No comments match." if there else none)


@comments.command()
@project_argument
@click.argument("text", metavar="TEXT")
@click.option("--transcript", metavar="NAME", help="On this transcript as a whole.")
@click.option("--passage", metavar="TRANSCRIPT:START-END", help="On a passage, by its characters’ positions.")
@click.option("--code", metavar="NAME", help="On this code; with --passage, on the code there.")
@coder_option
def add(
    address: str, text: str, transcript: str | None, passage: str | None, code: str | None, coder: str
) -> None:
    """Begin a thread on a transcript, a passage or a code."""
    if transcript is not None and passage is not None:
        raise QualcodeError("Give either --transcript or --passage.")
    with changing(address) as project:
        study = project.study
        transcript_id, span = None, None
        if transcript is not None:
            transcript_id = study.transcript_named(transcript).id
        if passage is not None:
            transcript_id, span = passage_named(study, passage)
        code_id = None if code is None else study.code_named(code).id
        change = add_comment(study, text, coder, About(transcript_id, code_id, span))
        project.do(change, coder)
    click.echo(f"{change.happened}.")


@comments.command("reply")
@project_argument
@click.argument("name", metavar="COMMENT")
@click.argument("text", metavar="TEXT")
@coder_option
def reply_(address: str, name: str, text: str, coder: str) -> None:
    """Answer in the thread of a comment."""
    _carry_out(address, coder, lambda study: reply(study, _named(study, name).id, text, coder))


@comments.command()
@project_argument
@click.argument("name", metavar="COMMENT")
@click.argument("text", metavar="TEXT")
@coder_option
def edit(address: str, name: str, text: str, coder: str) -> None:
    """Put what you said yourself otherwise."""
    _carry_out(
        address,
        coder,
        lambda study: edit_comment(study, _named(study, name).id, text, coder),
        "It says that already.",
    )


@comments.command()
@project_argument
@click.argument("names", metavar="COMMENT...", nargs=-1, required=True)
@click.option("--reopen", is_flag=True, help="Open the threads again.")
@coder_option
def done(address: str, names: Sequence[str], reopen: bool, coder: str) -> None:
    """Mark threads as done, or open them again."""

    def settled(study: Study) -> ChangeSet:
        return set_done(study, [_named(study, name).id for name in names], done=not reopen)

    _carry_out(address, coder, settled, "They are so already.")


@comments.command()
@project_argument
@click.argument("name", metavar="COMMENT")
@coder_option
def delete(address: str, name: str, coder: str) -> None:
    """Delete what you said yourself and nobody has answered."""
    _carry_out(address, coder, lambda study: delete_comment(study, _named(study, name).id, coder))


def _carry_out(address: str, coder: str, work: Callable[[Study], ChangeSet], nothing: str = "") -> None:
    """Make the step and say it; ``nothing`` is said where there was nothing to do."""
    with changing(address) as project:
        change = work(project.study)
        project.do(change, coder)
    click.echo(f"{change.happened}." if change else nothing)


def _named(study: Study, name: str) -> Comment:
    wanted = name.strip().replace("-", "").lower()
    found = [row for row in study.rows(Comment).values() if wanted and row.id.hex.endswith(wanted)]
    if len(found) != 1:
        reason = f"names {counted(len(found), 'comment')}" if found else "is not a comment of this project"
        raise QualcodeError(
            f"“{briefly(name)}” {reason}; “qualcode comments list PROJECT” gives their names."
        )
    return found[0]


def _when(row: dict[str, Any]) -> str:
    return moment_here(datetime.fromisoformat(row["date"]))


def _told(study: Study, first: Comment, row: Comment) -> dict[str, Any]:
    return {
        "comment": row.id.hex[-_LETTERS:],
        "reply to": None if row is first else first.id.hex[-_LETTERS:],
        "state": str(ThreadState.DONE if first.done else ThreadState.OPEN),
        "on": in_words(study, about(first)),
        "start": first.start,
        "end": first.end,
        "author": row.author,
        "date": row.created_at.isoformat(timespec="seconds"),
        "text": row.text,
    }
