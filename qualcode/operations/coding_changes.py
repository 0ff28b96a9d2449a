"""Which codings have other words after a change of a text, or are gone: shown before it is done."""

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from qualcode.model.codings import Codings
from qualcode.model.study import Study

_Whose = tuple[UUID, UUID]
"""A code and a coder."""


class Fate(StrEnum):
    """What becomes of a coding whose words are not all kept."""

    REWORDED = "other words"
    IN_PIECES = "in pieces"
    LOST = "lost"
    SAME_AS_ANOTHER = "the same as another"


class CodingChange(NamedTuple):
    """A coding that would not be as it was: its words before and after, and the turn it begins in."""

    code: str
    coder: str
    turn: int
    before: str
    after: str
    fate: Fate


def coding_changes(before: Study, after: Study, transcript_id: UUID) -> Iterator[CodingChange]:
    """The codings of a transcript that do not have the same words in two studies, in their order.

    Other blanks are no other words.
    """
    old, new = before.codings_of(transcript_id), after.codings_of(transcript_id)
    old_text, new_text = before.text(transcript_id), after.text(transcript_id)
    turns = before.turns_of(transcript_id)
    all_words = _words_by_whom(new, new_text)
    pieces = _words_by_whom(new.without(old.id), new_text)
    for number, place in enumerate(new.positions(old.id).tolist()):
        was = old.row(number)
        words = old_text[was.span.start : was.span.end]
        index = turns.index_at(was.span.start)
        turn = 0 if index is None else index + 1
        told = (before.path(was.code_id), before.coders[was.coder_id].name, turn, words)
        whose = was.code_id, was.coder_id
        if place < 0:
            is_twin = _plain(words) in all_words.get(whose, ())
            yield CodingChange(*told, "", Fate.SAME_AS_ANOTHER if is_twin else Fate.LOST)
            continue
        span = new.row(place).span
        now = new_text[span.start : span.end]
        if _plain(now) == _plain(words):
            continue
        others = [piece for piece in pieces.get(whose, ()) if piece in _plain(words)]
        if others:
            yield CodingChange(*told, " […] ".join((now, *others)), Fate.IN_PIECES)
        else:
            yield CodingChange(*told, now, Fate.REWORDED)


def _words_by_whom(codings: Codings, text: str) -> dict[_Whose, list[str]]:
    """What is coded with each code by each coder, without its line ends."""
    found: dict[_Whose, list[str]] = {}
    for row in codings:
        words = _plain(text[row.span.start : row.span.end])
        found.setdefault((row.code_id, row.coder_id), []).append(words)
    return found


def _plain(words: str) -> str:
    return " ".join(words.split())
