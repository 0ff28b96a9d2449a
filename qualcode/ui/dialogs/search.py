"""Search everything: transcripts and codes by name at once, then words in every transcript."""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from typing import Final, NamedTuple
from uuid import UUID

from PySide6.QtWidgets import QWidget

from qualcode.analysis.memo_list import listed_memos
from qualcode.analysis.occurrences import occurrences, typed_part
from qualcode.analysis.surroundings import words_after, words_before
from qualcode.model.machine.progress import Progress
from qualcode.model.memos import ListedMemo
from qualcode.model.queries.query import PartKind, Query, QueryPart, quoted
from qualcode.model.queries.query_names import values_of
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.model.turns import Turns
from qualcode.model.words.spelling import Typed, key
from qualcode.ui.dialogs.finder import FinderDialog, FinderLine, Refuse, Stop, Take
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
    """Show every place where these words are."""
    ask: Callable[[str], object]
    """Show what a query finds."""
    show_memos: Callable[[str], object]
    """Show the memos with these words."""


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

    def look_further(words: str, take: Take, refuse: Refuse) -> Stop | None:
        if len(words) < LETTERS:
            return None
        study = session.study

        def work(progress: Progress) -> tuple[list[ListedMemo], list[SearchPassage]]:
            return memos_with(study, words), passages(study, words, progress)

        task = background.run(work, lambda found: take(list(_further(*found, words, goals))), refuse)
        return task.cancel

    title, placeholder = "Search everything", "A name, words that were said, or words of a memo"
    return FinderDialog(title, placeholder, find, parent, further=look_further)


def _names(study: Study, words: str, goals: Goals) -> Iterator[FinderLine]:
    if not key(words):
        return
    typed = Typed(words)
    for row in study.transcripts_in_order:
        if typed.within(row.name):
            yield FinderLine(row.name, "transcript", partial(goals.go_to, row.id, Span(0, 0)))
    for code in study.codes_in_order:
        if typed.within(code.name):
            noun = "code" if code.codable else "category"
            yield FinderLine(study.path(code.id), noun, partial(goals.choose_code, code.id), code.definition)

    yield from _people(study, typed, goals)
    yield from _values(study, typed, goals)
    yield from _definitions(study, typed, goals)


def _people(study: Study, typed: Typed, goals: Goals) -> Iterator[FinderLine]:
    """Participants by name: what they say is shown."""
    for person in study.participants_in_order:
        if typed.within(person.name):
            query = f"{PartKind.PARTICIPANT}:{quoted(person.name)}"
            yield FinderLine(person.name, "participant", partial(goals.ask, query))


def _values(study: Study, typed: Typed, goals: Goals) -> Iterator[FinderLine]:
    """Attributes by name and by what is recorded: what those with a value say is shown."""
    for row in study.attributes_in_order:
        whole = typed.within(row.name)
        for value in values_of(study, row):
            if whole or typed.within(value):
                query = str(Query(QueryPart(PartKind.ATTRIBUTE, value, row.name)))
                yield FinderLine(f"{row.name}: {value}", "attribute", partial(goals.ask, query))


def _definitions(study: Study, typed: Typed, goals: Goals) -> Iterator[FinderLine]:
    """Codes by what their definition, their rules of use and their examples say."""
    for code in study.codes_in_order:
        for text in (code.definition, code.include, code.exclude, code.examples):
            place = next(typed.found_in(text), None)
            if place is not None:
                quote = f"{study.path(code.id)}: {_around(text, Span(*place))}"
                yield FinderLine(quote, "definition", partial(goals.choose_code, code.id), text, quoted=True)
                break


def memos_with(study: Study, words: str) -> list[ListedMemo]:
    """The memos that hold the words in title, text or tags, at most as many as are listed."""
    typed = Typed(words)
    found = (memo for memo in listed_memos(study) if any(map(typed.within, _written(memo))))
    return list(islice(found, PASSAGES))


def _written(memo: ListedMemo) -> tuple[str, ...]:
    """What its author wrote, each by itself: the text first, in which words are shown with others around."""
    return (memo.text, memo.title, ", ".join(memo.tags))


def passages(study: Study, words: str, progress: Progress) -> list[SearchPassage]:
    """Where the words are, in any spelling, in the order of the transcripts.

    At most one more than ``PASSAGES``, which tells that there are others.
    """
    find_in = occurrences(typed_part(words))
    found: list[SearchPassage] = []
    rows = study.transcripts_in_order
    for place, row in enumerate(rows):
        progress(place, len(rows), row.name)
        text = study.text(row.id)
        for place_in_text in find_in(text):
            if len(found) > PASSAGES:
                return found
            span = Span(*place_in_text)
            room = _speech(study.turns_of(row.id), span, len(text))
            found.append(SearchPassage(row.id, row.name, span, _around(text, span, room)))
    return found


def _speech(turns: Turns, span: Span, end: int) -> Span:
    """What is said where a passage is, without the labels of it and of the turn that follows."""
    first, last = turns.index_at(span.start), turns.index_at(max(span.start, span.end - 1))
    begin = 0 if first is None else int(turns.speech[first])
    # A label in which something was looked for is shown as it is.
    return Span(begin if begin <= span.start else 0, end if last is None else int(turns.end[last]))


def _around(text: str, span: Span, room: Span | None = None) -> str:
    """A passage and some words on either side of it, as far as there is ``room``, on one line."""
    if room is not None:
        text, span = text[room.start : room.end], Span(span.start - room.start, span.end - room.start)
    before = words_before(text, max(0, span.start - _CONTEXT), span.start)
    after = words_after(text, span.end, min(len(text), span.end + _CONTEXT))
    return " ".join(f"{before}{text[span.start : span.end]}{after}".split())


def _further(
    memos: list[ListedMemo], found: list[SearchPassage], words: str, goals: Goals
) -> Iterator[FinderLine]:
    for memo in memos:
        typed = Typed(words)
        place, text = next(
            (place, text) for text in _written(memo) for place in islice(typed.found_in(text), 1)
        )
        quote = f"{memo.about}: {_around(text, Span(*place))}"
        yield FinderLine(quote, "memo", _way_to(memo, words, goals), memo.text, quoted=True)
    yield from _lines(found, words, goals)


def _way_to(memo: ListedMemo, words: str, goals: Goals) -> Callable[[], object]:
    if memo.transcript_id is not None and memo.span is not None:
        return partial(goals.go_to, memo.transcript_id, memo.span)
    if memo.code_id is not None:
        return partial(goals.choose_code, memo.code_id)
    return partial(goals.show_memos, words)


def _lines(found: list[SearchPassage], words: str, goals: Goals) -> Iterator[FinderLine]:
    for passage in found[:PASSAGES]:
        act = partial(goals.go_to, passage.transcript_id, passage.span)
        yield FinderLine(passage.quote, passage.name, act, quoted=True)
    if len(found) > PASSAGES:
        text = f"These words are in more than {PASSAGES} places: show them all"
        yield FinderLine(text, "Find", partial(goals.show_all, words))
