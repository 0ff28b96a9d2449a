"""Search everything: transcripts and codes by name at once, then words in every transcript."""

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Final, NamedTuple
from uuid import UUID

from PySide6.QtWidgets import QWidget

from qualcode.analysis.surroundings import words_after, words_before
from qualcode.model.progress import Progress
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.ui.dialogs.finder import FinderDialog, FinderLine, Stop, Take
from qualcode.ui.session.background import Background
from qualcode.ui.session.session import Session

LETTERS: Final = 3
"""So many are needed to look for words in texts."""
PASSAGES: Final = 60
"""So many are listed; the Find page lists all."""
_CONTEXT: Final = 40


class Goals(NamedTuple):
    """What is done with what was found."""

    go_to: Callable[[UUID, Span], object]
    choose_code: Callable[[UUID], object]
    show_all: Callable[[str], object]
    """Show every place where these words stand."""


class SearchPassage(NamedTuple):
    """A place where words stand, with a little of what stands around them."""

    transcript_id: UUID
    name: str
    span: Span
    quote: str


def search_everything(
    session: Session, background: Background, goals: Goals, parent: QWidget
) -> FinderDialog:
    """The search window, ready to be opened."""

    def find(words: str) -> list[FinderLine]:
        return list(_names(session.study, words, goals))

    def look_further(words: str, take: Take) -> Stop | None:
        if len(words) < LETTERS:
            return None
        study = session.study
        task = background.run(
            lambda progress: passages(study, words, progress),
            lambda found: take(list(_lines(found, words, goals))),
        )
        return task.cancel

    title, placeholder = "Search everything", "A transcript, a code, or words that were said"
    return FinderDialog(title, placeholder, find, parent, further=look_further)


def _names(study: Study, words: str, goals: Goals) -> Iterator[FinderLine]:
    wanted = words.casefold()
    for row in study.transcripts_in_order:
        if wanted in row.name.casefold():
            yield FinderLine(row.name, "transcript", partial(goals.go_to, row.id, Span(0, 0)))
    for code in study.codes_in_order:
        if wanted in code.name.casefold():
            noun = "code" if code.codable else "category"
            yield FinderLine(study.path(code.id), noun, partial(goals.choose_code, code.id), code.definition)


def passages(study: Study, words: str, progress: Progress) -> list[SearchPassage]:
    """Where the words stand, whatever their case, in the order of the transcripts.

    At most one more than ``PASSAGES``, which tells that there are others.
    """
    pattern = re.compile(re.escape(words), re.IGNORECASE)
    found: list[SearchPassage] = []
    rows = study.transcripts_in_order
    for place, row in enumerate(rows):
        progress(place, len(rows), row.name)
        text = study.text(row.id)
        for match in pattern.finditer(text):
            if len(found) > PASSAGES:
                return found
            span = Span(*match.span())
            found.append(SearchPassage(row.id, row.name, span, _around(text, span)))
    return found


def _around(text: str, span: Span) -> str:
    """A passage and some words on either side of it, on one line."""
    before = words_before(text, max(0, span.start - _CONTEXT), span.start)
    after = words_after(text, span.end, min(len(text), span.end + _CONTEXT))
    return " ".join(f"{before}{text[span.start : span.end]}{after}".split())


def _lines(found: list[SearchPassage], words: str, goals: Goals) -> Iterator[FinderLine]:
    for passage in found[:PASSAGES]:
        act = partial(goals.go_to, passage.transcript_id, passage.span)
        yield FinderLine(passage.quote, passage.name, act)
    if len(found) > PASSAGES:
        text = f"These words stand in more than {PASSAGES} places: show them all"
        yield FinderLine(text, "Find", partial(goals.show_all, words))
