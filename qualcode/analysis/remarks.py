"""Quotes without what is in brackets: ``[laughs]`` goes, what stands for a spoken word, ``[son]``, stays."""

from functools import lru_cache
from typing import Final
from uuid import UUID

from qualcode.analysis.bracketed import bracketed
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.model.transcripts.stand_ins import is_stand_in, stand_ins_of

_LEFT_OUT: Final = "\x1f"
"""In the place of every letter that is left out, so that positions stay; counts as white space."""
_FOLLOWS: Final = frozenset(".,;:!?…")
"""What follows a word without a space."""
_ENDED: Final = frozenset(".:!?…\n")
"""After these, or at the very beginning, no sentence is open that such a sign could belong to."""


def readable(study: Study, transcript_id: UUID, *, brackets: bool) -> str:
    """The text of a transcript; without ``brackets`` as long as it is, with marks in place of remarks."""
    text = study.text(transcript_id).replace(_LEFT_OUT, " ")
    return text if brackets else _marked(text, stand_ins_of(study.info))


def unmarked(words: str) -> str:
    """Words of a ``readable`` text without the marks."""
    return words.replace(_LEFT_OUT, "")


def words_of(study: Study, transcript_id: UUID, span: Span, *, brackets: bool) -> str:
    """The words of a passage; those in brackets as well where nothing else is said in it."""
    text = study.text(transcript_id)
    if brackets:
        return text[span.start : span.end]
    return words_between(text, readable(study, transcript_id, brackets=False), *span)


def words_between(text: str, shown: str, start: int, end: int) -> str:
    """The same of a ``text`` that is ``shown`` as it is readable."""
    words = text[start:end]
    if _LEFT_OUT not in shown[start:end]:
        return words
    fewer = unmarked(shown[start:end]).strip()
    return fewer if any(map(str.isalnum, fewer)) else words


@lru_cache(maxsize=8)
def _marked(text: str, stand_ins: tuple[str, ...]) -> str:
    pieces, place = [], 0
    starts, ends = bracketed(text)
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        if text[start] in "[{" and is_stand_in(text[start + 1 : end - 1], stand_ins):
            continue
        first, last = _with_what_joins(text, start, end)
        pieces += [text[place:first], _LEFT_OUT * (last - max(first, place))]
        place = last
    return "".join((*pieces, text[place:]))


def _with_what_joins(text: str, start: int, end: int) -> tuple[int, int]:
    """A remark with the blanks before it, or the sign after it, that would be left hanging."""
    first = start
    while first and text[first - 1].isspace() and text[first - 1] != "\n":
        first -= 1
    after = text[end : end + 1]
    if after in _FOLLOWS and (not first or text[first - 1] in _ENDED):
        return first, end + 1
    return (first if not after or after.isspace() or after in _FOLLOWS else start), end
