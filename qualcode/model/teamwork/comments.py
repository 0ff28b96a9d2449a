"""Comments as people read them: threads of what was said about something, the one last spoken in first."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from qualcode.model.entities import Comment
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.model.words.names import name_key


@dataclass(frozen=True, slots=True)
class Thread:
    """A comment with its replies, oldest first."""

    first: Comment
    replies: tuple[Comment, ...] = ()

    @property
    def comments(self) -> tuple[Comment, ...]:
        return (self.first, *self.replies)

    @property
    def latest(self) -> datetime:
        """When something was last said."""
        return max(comment.created_at for comment in self.comments)

    def is_by(self, author: str) -> bool:
        """Whether somebody has said something in it."""
        return name_key(author) in {name_key(comment.author) for comment in self.comments}

    def says(self, words: str) -> bool:
        """Whether these words, in whatever case, are in it."""
        return any(words.casefold() in comment.text.casefold() for comment in self.comments)


def threads(study: Study) -> list[Thread]:
    """All threads, the one in which something was last said first."""
    rows = sorted(study.rows(Comment).values(), key=lambda row: (row.created_at, row.id))
    replies: dict[UUID, list[Comment]] = {}
    for row in rows:
        if row.first_id is not None:
            replies.setdefault(row.first_id, []).append(row)
    found = [Thread(row, tuple(replies.get(row.id, ()))) for row in rows if row.first_id is None]
    return sorted(found, key=lambda thread: (thread.latest, thread.first.id), reverse=True)


class ThreadState(StrEnum):
    """Whether there is something left to discuss."""

    OPEN = "open"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class ThreadChoice:
    """Which threads are meant; None and no words leave none out. A code has those on its passages, too."""

    state: ThreadState | None = None
    author: str | None = None
    transcript_id: UUID | None = None
    code_id: UUID | None = None
    words: str = ""

    def of(self, study: Study) -> list[Thread]:
        """The threads of a study that are meant, the one in which something was last said first."""
        return [thread for thread in threads(study) if self._holds(thread)]

    def _holds(self, thread: Thread) -> bool:
        first = thread.first
        return (
            (self.state is None or first.done is (self.state is ThreadState.DONE))
            and (self.author is None or thread.is_by(self.author))
            and self.transcript_id in (None, first.transcript_id)
            and self.code_id in (None, first.code_id)
            and thread.says(self.words)
        )


class About(NamedTuple):
    """What a thread that is to be begun is about."""

    transcript_id: UUID | None = None
    code_id: UUID | None = None
    span: Span | None = None


def about(comment: Comment) -> About:
    """What the first comment of a thread is about."""
    start, end = comment.start, comment.end
    return About(
        comment.transcript_id, comment.code_id, None if start is None or end is None else Span(start, end)
    )


def in_words(study: Study, subject: About) -> str:
    """``FG2, turn 14, stigma``: what a thread is about."""
    parts = []
    if subject.transcript_id is not None:
        transcript = study.transcripts[subject.transcript_id]
        parts.append(transcript.name)
        if subject.span is not None:
            turn = study.turns_of(transcript.id).index_at(subject.span.start)
            parts += [] if turn is None else [f"turn {turn + 1:,}"]
    if subject.code_id is not None:
        parts.append(study.path(subject.code_id))
    return ", ".join(parts)
