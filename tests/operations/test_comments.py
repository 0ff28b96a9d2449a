"""Comments: said, answered and settled; they stay with their words and go with what they are about.

Tests as well: ``model.teamwork.comments``.
"""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from qualcode.model.entities import KINDS, Comment
from qualcode.model.errors import QualcodeError
from qualcode.model.identity import new_id
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.model.teamwork.comments import (
    About,
    Thread,
    ThreadChoice,
    ThreadState,
    about,
    in_words,
    threads,
)
from qualcode.operations import comments
from qualcode.operations.codes.codebook_merge import merge_preview
from qualcode.operations.codes.codebook_structure import delete_codes
from qualcode.operations.text.text_correction import correct_text
from qualcode.operations.transcripts.documents import delete_transcripts
from tests.support.studies import FG1, INT01, example_study, span_of

WORDS = "nothing to hide"


@pytest.fixture
def study() -> Study:
    """A thread of AB's about a passage of a code, which CD has answered, and one of CD's about a code."""
    study = example_study()
    fg1, code = study.transcript_named(FG1.name).id, study.code_named("privacy").id
    study = study.after(
        comments.add_comment(study, " Is this privacy? ", "AB", About(fg1, code, span_of(study, WORDS)))
    )
    (first,) = study.rows(Comment).values()
    study = study.after(comments.reply(study, first.id, "Look at the definition.", "CD"))
    return study.after(comments.add_comment(study, "Too wide.", "CD", About(code_id=code)))


def span_in(thread: Thread) -> Span | None:
    return about(thread.first).span


def thread_of(study: Study, words: str) -> Comment:
    (thread,) = ThreadChoice(words=words).of(study)
    return thread.first


def test_threads_are_read_with_what_was_answered(study: Study) -> None:
    (wide,), (asked,) = (ThreadChoice(words=words).of(study) for words in ("wide", "Is this"))
    assert [row.text for row in wide.comments] == ["Too wide."]
    assert [row.text for row in asked.comments] == ["Is this privacy?", "Look at the definition."]
    assert span_in(asked) == span_of(study, WORDS)
    assert in_words(study, about(asked.first)) == f"{FG1.name}, turn 4, privacy"
    assert in_words(study, about(wide.first)) == "privacy"
    # An answer to an answer is one in the same thread.
    study = study.after(comments.reply(study, asked.replies[0].id, "So be it.", "AB"))
    (asked,) = ThreadChoice(words="So be it").of(study)
    assert len(asked.replies) == 2


def test_the_thread_in_which_something_was_last_said_comes_first() -> None:
    def said(text: str, minute: int, first: Comment | None = None) -> Comment:
        moment = datetime(2026, 1, 1, 12, minute, tzinfo=UTC)
        return Comment(new_id(), text, "AB", moment, first_id=None if first is None else first.id)

    old, new, newest = said("old", 1), said("new", 2), said("newest", 4)
    rows = (newest, old, said("answered", 3, old), new)
    study = Study(tables={kind: {} for kind in KINDS} | {Comment: {row.id: row for row in rows}})
    assert [thread.first.text for thread in threads(study)] == ["newest", "old", "new"]


@pytest.mark.parametrize(
    ("choice", "found"),
    [
        (ThreadChoice(), 2),
        (ThreadChoice(ThreadState.OPEN), 2),
        (ThreadChoice(ThreadState.DONE), 0),
        (ThreadChoice(author="ab"), 1),
        (ThreadChoice(author="CD"), 2),
        (ThreadChoice(author="EF"), 0),
        (ThreadChoice(words="DEFINITION"), 1),
        (ThreadChoice(words="nobody says this"), 0),
    ],
)
def test_threads_are_chosen(study: Study, choice: ThreadChoice, found: int) -> None:
    assert len(choice.of(study)) == found


def test_threads_are_chosen_by_what_they_are_about(study: Study) -> None:
    fg1, int01 = (study.transcript_named(text.name).id for text in (FG1, INT01))
    assert len(ThreadChoice(transcript_id=fg1).of(study)) == 1
    assert ThreadChoice(transcript_id=int01).of(study) == []
    assert len(ThreadChoice(code_id=study.code_named("privacy").id).of(study)) == 2


def test_a_thread_that_is_answered_is_open_again(study: Study) -> None:
    asked = thread_of(study, "Is this")
    study = study.after(comments.set_done(study, [asked.id], done=True))
    (done,) = ThreadChoice(ThreadState.DONE).of(study)
    assert done.first.id == asked.id
    assert not comments.set_done(study, [asked.id], done=True)
    study = study.after(comments.reply(study, asked.id, "Not quite.", "AB"))
    assert not thread_of(study, "Is this").done


def test_nobody_changes_what_somebody_else_has_said(study: Study) -> None:
    asked = thread_of(study, "Is this")
    with pytest.raises(QualcodeError, match="AB wrote this comment; it can be changed by AB only"):
        comments.edit_comment(study, asked.id, "No.", "CD")
    with pytest.raises(QualcodeError, match="it can be deleted by AB only"):
        comments.delete_comment(study, asked.id, "CD")
    with pytest.raises(QualcodeError, match="Others have answered this comment"):
        comments.delete_comment(study, asked.id, "AB")
    edited = study.after(comments.edit_comment(study, asked.id, "Is it?", "AB"))
    assert thread_of(edited, "Is it?").id == asked.id
    wide = thread_of(study, "Too wide")
    assert len(threads(study.after(comments.delete_comment(study, wide.id, "CD")))) == 1


def test_a_comment_says_something_about_something(study: Study) -> None:
    fg1 = study.transcript_named(FG1.name).id
    with pytest.raises(QualcodeError, match="empty"):
        comments.add_comment(study, " \n", "AB", About(fg1))
    with pytest.raises(QualcodeError, match="what the comment is about"):
        comments.add_comment(study, "Well.", "AB", About())
    with pytest.raises(QualcodeError, match="what the comment is about"):
        comments.add_comment(study, "Well.", "AB", About(None, study.code_named("privacy").id, Span(0, 3)))
    with pytest.raises(QualcodeError, match="is outside"):
        comments.add_comment(study, "Well.", "AB", About(fg1, None, Span(0, 10**6)))


def test_a_comment_stays_with_its_words_and_where_they_were(study: Study) -> None:
    fg1 = study.transcript_named(FG1.name).id
    text = study.text(fg1)
    moved = study.after(correct_text(study, fg1, text.replace("MOD:", "MODERATOR:", 1)).change)
    (asked,) = (thread for thread in threads(moved) if span_in(thread) is not None)
    assert span_in(asked) == span_of(moved, WORDS) != span_of(study, WORDS)
    gone = study.after(correct_text(study, fg1, text.replace(WORDS, "")).change)
    (asked,) = (thread for thread in threads(gone) if span_in(thread) is not None)
    assert span_in(asked) == Span(text.index(WORDS), text.index(WORDS))


def test_comments_elsewhere_and_on_no_words_stay_as_they_are(study: Study) -> None:
    fg1, int01 = (study.transcript_named(text.name).id for text in (FG1, INT01))
    study = study.after(comments.add_comment(study, "All of it?", "AB", About(fg1)))
    study = study.after(comments.add_comment(study, "Here?", "AB", About(int01, None, Span(40, 50))))
    text = study.text(fg1)
    moved = study.after(correct_text(study, fg1, text.replace("MOD:", "MODERATOR:", 1)).change)
    for said in ("All of it?", "Here?"):
        assert thread_of(moved, said) == thread_of(study, said)


def test_comments_go_with_what_they_are_about(study: Study) -> None:
    fg1, code = study.transcript_named(FG1.name).id, study.code_named("privacy").id
    without = study.after(delete_codes(study, [code]))
    (asked,) = threads(without)
    assert (asked.first.code_id, asked.first.transcript_id) == (None, fg1)
    assert len(asked.replies) == 1
    without = study.after(delete_transcripts(study, [fg1]))
    assert [thread.first.text for thread in threads(without)] == ["Too wide."]
    assert len(without.rows(Comment)) == 1
    other = next(row.id for row in study.codes_in_order if row.codable and row.id != code)
    merged = study.after(merge_preview(study, [code], other).change)
    assert {thread.first.code_id for thread in threads(merged)} == {other}


def test_it_is_said_which_threads_are_done_each_counted_once(study: Study) -> None:
    asked, wide = thread_of(study, "Is this"), thread_of(study, "Too wide")
    (answer,) = (row.id for row in study.rows(Comment).values() if row.first_id == asked.id)
    about_words = f"{FG1.name}, turn 4, privacy"
    for chosen in ([asked.id], [answer], [asked.id, answer]):
        change = comments.set_done(study, chosen, done=True)
        assert change.label == f"Mark the comments on {about_words} as done"
        assert thread_of(study.after(change), "Is this").done
    change = comments.set_done(study, [asked.id, wide.id, answer], done=True)
    assert change.label == "Mark the comments on 2 threads as done"
    done = study.after(change)
    assert [row.done for row in done.rows(Comment).values() if row.first_id is None] == [True, True]
    assert comments.set_done(done, [wide.id], done=False).label == "Mark the comments on privacy as open"


def test_every_step_says_what_it_is_about(study: Study) -> None:
    asked, wide = thread_of(study, "Is this"), thread_of(study, "Too wide")
    about_words = f"{FG1.name}, turn 4, privacy"
    assert comments.add_comment(study, "Hm.", "AB", About(code_id=wide.code_id)).label == "Comment on privacy"
    assert comments.reply(study, asked.id, "Hm.", "EF").label == f"Reply to a comment on {about_words}"
    (answer,) = (row for row in study.rows(Comment).values() if row.first_id == asked.id)
    edited = comments.edit_comment(study, answer.id, " Hm. ", answer.author)
    assert edited.label == f"Edit a comment on {about_words}"
    assert study.after(edited).rows(Comment)[answer.id] == replace(answer, text="Hm.")
    gone = comments.delete_comment(study, answer.id, answer.author.lower())
    assert gone.label == f"Delete a comment on {about_words}"
    assert study.rows(Comment).keys() - study.after(gone).rows(Comment).keys() == {answer.id}
    # With the first of a thread go one's own answers.
    own = study.after(gone)
    own = own.after(comments.reply(own, asked.id, "So it is.", asked.author))
    after = own.after(comments.delete_comment(own, asked.id, asked.author))
    assert list(after.rows(Comment)) == [wide.id]
