"""Which codings are in force at a place, and how they are named: what panel, menu and keys agree on."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple
from uuid import UUID

import numpy as np

from qualcode.analysis.found_words import words_by_turns
from qualcode.model.codings import Coding, Codings
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.model.words.cutting import in_one_line
from qualcode.model.words.in_words import beginning, counted
from qualcode.ui.transcript.limit import EVERYTHING, Limit

_QUOTED: Final = 40
"""Letters that are quoted of a segment where its code and coder do not tell it apart."""
NO_SEGMENT: Final = "Put the cursor into a segment first; {transcript.next_segment} goes to the next one."


class CodingsHere(NamedTuple):
    """The shown codings at a place, and what is said of those that are not."""

    codings: list[Coding]
    hidden: str
    """Where there are hidden ones alone: why nothing is done with them, and how to see them. Else empty."""
    hidden_beside: int = 0
    """How many are hidden beside those that are shown."""


def codings_at(
    study: Study, transcript_id: UUID, position: int, selection: Span | None, limit: Limit = EVERYTHING
) -> CodingsHere:
    """The shown codings that overlap the selection or, without one, stand at the cursor; the shortest first.

    A cursor right after the last letter of a coding counts as being at it. Codings that are hidden are left
    out: nobody acts on what cannot be seen.
    """
    found = _at(limit.shown(study, transcript_id), position, selection)
    if not limit:
        return CodingsHere(found, "")
    hidden = len(_at(study.codings_of(transcript_id), position, selection)) - len(found)
    if found:
        return CodingsHere(found, "", max(hidden, 0))
    return CodingsHere(found, _why_hidden(hidden, limit) if hidden else "")


def _at(table: Codings, position: int, selection: Span | None) -> list[Coding]:
    here = table.at(selection or Span(position, position + 1))
    if not len(here) and selection is None and position > 0:
        here = table.at(Span(position - 1, position))
    order = np.lexsort((here.id, here.created, here.end - here.start))
    return [here.row(int(index)) for index in order]


def _why_hidden(number: int, limit: Limit) -> str:
    are, them = ("1 coding here is", "it") if number == 1 else (f"{number:,} codings here are", "them")
    why = f": {limit.said[0].lower()}{limit.said[1:]}" if limit.said else "."
    return f"{beginning(are)} hidden by Stripes{why} Choose “Show all” below the text to see {them}."


def in_words(study: Study, coding: Coding) -> str:
    """``stigma (AB)``."""
    return f"{study.codes[coding.code_id].name} ({study.coders[coding.coder_id].name})"


def told_apart(study: Study, transcript_id: UUID | None, codings: Sequence[Coding]) -> list[str]:
    """Each in words; those that read alike with their path, the words they are on, or where these are."""
    names = [in_words(study, coding) for coding in codings]
    codes: dict[str, set[UUID]] = {}
    for coding, name in zip(codings, names, strict=True):
        codes.setdefault(name, set()).add(coding.code_id)
    names = [
        name if len(codes[name]) == 1 else _with_path(study, coding)
        for coding, name in zip(codings, names, strict=True)
    ]
    if transcript_id is None:
        return names
    names = _with(names, [f"“{_quoted(study, transcript_id, coding)}”" for coding in codings])
    return _with(names, [_extent(study, transcript_id, coding) for coding in codings])


def _with_path(study: Study, coding: Coding) -> str:
    return f"{study.path(coding.code_id)} ({study.coders[coding.coder_id].name})"


def _with(names: Sequence[str], more: Sequence[str]) -> list[str]:
    """The names, those that come several times with what is more known of them."""
    often = Counter(names)
    return [f"{name} {known}" if often[name] > 1 else name for name, known in zip(names, more, strict=True)]


def _quoted(study: Study, transcript_id: UUID, coding: Coding) -> str:
    return in_one_line(words_by_turns(study, transcript_id, coding.span), _QUOTED)


def _extent(study: Study, transcript_id: UUID, coding: Coding) -> str:
    turn = study.turn_at(transcript_id, coding.span.start)
    letters = counted(coding.span.end - coding.span.start, "letter")
    return f"({letters})" if turn is None else f"(turn {turn.ordinal + 1}, {letters})"


def of_others(study: Study, codings: Iterable[Coding], coder_name: str) -> list[Coding]:
    """Those that other coders have made: nobody removes them by a key without being asked."""
    own = study.find_coder(coder_name)
    return [coding for coding in codings if own is None or coding.coder_id != own.id]
