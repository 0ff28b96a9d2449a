"""What tells one wording of a text from another: the words that went and those that came."""

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import groupby
from typing import Final, NamedTuple

from qualcode.model.words.cutting import cut_place, resume_place
from qualcode.operations.text.alignment import Alignment
from qualcode.operations.text.text_edits import Edit, in_word

_ELIDED: Final = " …\n… "


class PieceKind(StrEnum):
    """Whether a piece is in both wordings, only in the old one or only in the new one."""

    KEPT = "kept"
    OUT = "out"
    IN = "in"


class Piece(NamedTuple):
    """A stretch of text that is in one of the wordings, or in both."""

    kind: PieceKind
    words: str


def difference(old: str, new: str) -> list[Piece]:
    """Both wordings in one, from beginning to end; lines that were moved go at one place and come at another.

    What is kept and what went make the old text; what is kept and what came, the new one.
    """
    return list(_joined(_pieces(old, new)))


def _pieces(old: str, new: str) -> Iterator[Piece]:
    at = 0
    for old_start, old_end, new_start, new_end in _whole_words(old, new):
        # Words that are the same but for capitals are no edit: each wording has its own.
        yield from _alike(old[at:old_start], new[new_start - (old_start - at) : new_start])
        yield Piece(PieceKind.OUT, old[old_start:old_end])
        yield Piece(PieceKind.IN, new[new_start:new_end])
        at = old_end
    yield from _alike(old[at:], new[len(new) - (len(old) - at) :])


def _whole_words(old: str, new: str) -> list[Edit]:
    """The edits, widened to whole words, which are easier to read than letters."""
    found: list[Edit] = []
    edits = Alignment(old, new).edits
    befores = [0, *(edit.old_end for edit in edits)]
    afters = [*(edit.old_start for edit in edits[1:]), len(old)]
    for edit, before_it, after_it in zip(edits, befores, afters, strict=False):
        old_start, old_end, new_start, new_end = edit
        left = right = 0
        while old_start - left > before_it and (
            in_word(old, old_start - left) or in_word(new, new_start - left)
        ):
            left += 1
        while old_end + right < after_it and (in_word(old, old_end + right) or in_word(new, new_end + right)):
            right += 1
        wide = Edit(old_start - left, old_end + right, new_start - left, new_end + right)
        if found and wide.old_start <= found[-1].old_end:
            before = found.pop()
            wide = wide._replace(old_start=before.old_start, new_start=before.new_start)
        found.append(wide)
    return found


def _alike(one: str, other: str) -> Iterator[Piece]:
    """Two wordings of equal length that differ in capitals at most."""
    if one == other:
        yield Piece(PieceKind.KEPT, one)
        return
    for same, letters in groupby(zip(one, other, strict=True), key=lambda pair: pair[0] == pair[1]):
        was, now = map("".join, zip(*letters, strict=True))
        if same:
            yield Piece(PieceKind.KEPT, was)
        else:
            yield Piece(PieceKind.OUT, was)
            yield Piece(PieceKind.IN, now)


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Pieces without the empty ones, those of one kind that follow each other as one."""
    for kind, alike in groupby((piece for piece in pieces if piece.words), key=lambda piece: piece.kind):
        yield Piece(kind, "".join(piece.words for piece in alike))


def excerpts(pieces: Sequence[Piece], around: int = 120) -> Iterator[Piece]:
    """The difference without what is the same far from all changes."""
    for place, piece in enumerate(pieces):
        if piece.kind is not PieceKind.KEPT or len(piece.words) <= 2 * around:
            yield piece
            continue
        words = piece.words
        head = words[: cut_place(words, 0, around)].rstrip() if place else ""
        tail = words[resume_place(words, len(words) - around) :].lstrip() if place + 1 < len(pieces) else ""
        yield Piece(PieceKind.KEPT, f"{head}{_ELIDED}{tail}")
