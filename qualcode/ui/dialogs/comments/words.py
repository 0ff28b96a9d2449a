"""Threads of comments in the words of the window."""

from html import escape
from typing import Final

from qualcode.analysis.found_words import words_by_turns
from qualcode.model.entities import Comment
from qualcode.model.study import Study
from qualcode.model.teamwork.comments import Thread, about, in_words
from qualcode.model.words.in_words import briefly, counted, plural_of
from qualcode.model.words.moments import moment_here
from qualcode.ui.look.theme import colours_now

_LETTERS: Final = 160
"""So much of a comment stands in the list; the rest is beside it."""


def html_in_list(study: Study, thread: Thread) -> str:
    """A thread in the list: what it is about, how it begins, who spoke last."""
    muted = colours_now().muted
    facts = [_latest(thread)]
    facts += ["done"] if thread.first.done else []
    return "<br>".join(
        (
            f"<b>{escape(in_words(study, about(thread.first)))}</b>",
            escape(briefly(thread.first.text, _LETTERS)),
            f'<span style="color:{muted}">{escape(" · ".join(facts))}</span>',
        )
    )


def _latest(thread: Thread) -> str:
    """Who said something last. The words above are the first ones: a reply is not to be taken for them."""
    if not thread.replies:
        return facts_of(thread.first)
    number = len(thread.replies)
    by = "by" if number == 1 else "the last by"
    last = max(thread.replies, key=lambda row: row.created_at)
    return f"{counted(number, 'reply', 'replies')}, {by} {facts_of(last)}"


def spoken(study: Study, thread: Thread) -> str:
    """The same for a screen reader."""
    state = "done" if thread.first.done else "open"
    return f"{in_words(study, about(thread.first))}: {briefly(thread.first.text, _LETTERS)}, {state}"


def html_of(study: Study, thread: Thread) -> str:
    """The whole thread, each comment under the name of who wrote it, and the words that it is about."""
    muted = colours_now().muted
    subject = about(thread.first)
    parts = [f"<p><b>{escape(in_words(study, subject))}</b></p>"]
    if subject.transcript_id is not None and subject.span is not None and subject.span.length:
        words = briefly(words_by_turns(study, subject.transcript_id, subject.span), 3 * _LETTERS)
        parts.append(f'<p style="color:{muted}">“{escape(words)}”</p>')
    for comment in thread.comments:
        text = escape(comment.text).replace("\n", "<br>")
        parts.append(f'<p><span style="color:{muted}">{escape(facts_of(comment))}</span><br>{text}</p>')
    return "".join(parts)


def facts_of(comment: Comment) -> str:
    """``AB · 11 March 2021, 14:05``: who said it and when, in local time."""
    return f"{comment.author} · {moment_here(comment.created_at)}"


def counted_threads(found: int, all_: int) -> str:
    """How many are listed, of how many."""
    if not all_:
        return "No comments yet: write the first one here."
    number = f"{all_:,}" if found == all_ else f"{found:,} of {all_:,}"
    return f"{number} {plural_of(all_, 'thread')}"
