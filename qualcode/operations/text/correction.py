"""What correcting texts does to all that hangs on them, and how that is said before."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final, NamedTuple
from uuid import UUID

from qualcode.model.change import ChangeSet
from qualcode.model.codings import Codings
from qualcode.model.entities import Highlight, TypicalQuote
from qualcode.model.study import Study
from qualcode.model.words.in_words import beginning, counted, listed, plural_of, sentence

_NAMED: Final = 4
"""So many segments are named before they go, or one less and how many others there are."""

_THINGS: Final = ("segment", "highlight", "typical quote", "memo")


class TextMarks(NamedTuple):
    """How many highlights, typical quotes and memos at places."""

    highlights: int = 0
    quotes: int = 0
    memos: int = 0


@dataclass(frozen=True, slots=True)
class Correction:
    """What correcting texts does.

    ``moved`` codings have other positions or other words now, ``lost`` ones (by transcript) have lost all
    their text, ``collapsed`` ones have become the same as another; ``lost_highlights`` and ``lost_quotes``
    lost theirs too. ``reworded`` codings have other words than before; ``replaced`` ones (by transcript, as
    they were) have none of their own left, nor a correction of one, and the numbers of ``replaced_marks`` say
    how many highlights, typical quotes and memos have none either. ``bare_memos`` have no words at all now.
    ``torn`` are codings in several pieces now, because lines were moved out of them or into them; ``pieces``
    more codings came of them. ``emptied`` turns have lost all their words and stay, as a label may.
    """

    change: ChangeSet
    moved: int = 0
    collapsed: int = 0
    reworded: int = 0
    lost: Mapping[UUID, Codings] = field(default_factory=dict)
    lost_highlights: tuple[Highlight, ...] = ()
    lost_quotes: tuple[TypicalQuote, ...] = ()
    replaced: Mapping[UUID, Codings] = field(default_factory=dict)
    replaced_marks: TextMarks = field(default_factory=TextMarks)
    bare_memos: int = 0
    torn: tuple[UUID, ...] = ()
    pieces: int = 0
    emptied: int = 0

    @property
    def removed(self) -> int:
        """How many codings have lost all their text."""
        return sum(map(len, self.lost.values()))

    def of(self, change: ChangeSet) -> "Correction":
        """The same as part of a change that does more."""
        return replace(self, change=change)

    @property
    def loses(self) -> bool:
        """Whether something goes with the words that it was about."""
        return bool(self.removed or self.lost_highlights or self.lost_quotes)

    @property
    def asks(self) -> bool:
        """Whether it has to be said before what becomes of that whose words go or are others."""
        return bool(self.loses or self.replaced or any(self.replaced_marks) or self.bare_memos)

    @property
    def losses(self) -> str:
        """What goes, in words: ``2 segments (1 with a memo) and 1 highlight``; empty where nothing does."""
        return _things(self.lost, TextMarks(len(self.lost_highlights), len(self.lost_quotes)))

    @property
    def replacements(self) -> str:
        """What has none of its own words left but others, in the same words."""
        return _things(self.replaced, self.replaced_marks)

    @property
    def bares(self) -> str:
        """The memos at places that keep no words, in words; empty without."""
        number = self.bare_memos
        said = plural_of(number, "stays at its place without words", "stay at their places without words")
        return f"{counted(number, 'memo')} {said}" if number else ""

    @property
    def empties(self) -> str:
        """The turns that lose all their words and stay, in words: ``3 turns become empty``; empty without."""
        verb = plural_of(self.emptied, "becomes", "become")
        return f"{counted(self.emptied, 'turn')} {verb} empty" if self.emptied else ""


def _things(codings: Mapping[UUID, Codings], marks: TextMarks) -> str:
    """Codings and other marks on a text, in words: ``2 segments (1 with a memo) and 1 highlight``."""
    counts = zip((sum(map(len, codings.values())), *marks), _THINGS, strict=True)
    said = [counted(number, noun) for number, noun in counts if number]
    memos = sum(bool(memo) for table in codings.values() for memo in table.memo.tolist())
    if memos:
        said[0] += f" ({memos:,} with {plural_of(memos, 'a memo', 'memos')})"
    return listed(said)


def what_would_go(study: Study, correction: Correction) -> str:
    """Sentences on what loses its words or gets others only: how much, and the segments by code and coder."""
    said = []
    if correction.loses:
        names = _by_code_and_coder(study, correction.lost)
        said.append(beginning(f"{correction.losses} {would_lose_all(correction)} and be removed{names}."))
    if correction.replacements:
        names = _by_code_and_coder(study, correction.replaced)
        said.append(beginning(f"{correction.replacements} {would_keep_none(correction)}{names}."))
    if correction.bare_memos:
        said.append(sentence(correction.bares))
    return " ".join(said)


def _by_code_and_coder(study: Study, codings: Mapping[UUID, Codings]) -> str:
    names = list(
        dict.fromkeys(
            f"“{study.codes[coding.code_id].name}” by {study.coders[coding.coder_id].name}"
            for table in codings.values()
            for coding in table
        )
    )
    if len(names) > _NAMED:
        names[_NAMED - 1 :] = [f"{counted(len(names) - _NAMED + 1, 'other')}"]
    return f": {listed(names)}" if names else ""


def would_lose_all(correction: Correction) -> str:
    """``would lose all its words``, or theirs, after what that is said of."""
    number = correction.removed + len(correction.lost_highlights) + len(correction.lost_quotes)
    return f"would lose all {plural_of(number, 'its', 'their')} words"


def would_keep_none(correction: Correction) -> str:
    """``would keep none of its words and stay on the new ones``, or theirs, after what that is said of."""
    number = sum(map(len, correction.replaced.values())) + sum(correction.replaced_marks)
    return f"would keep none of {plural_of(number, 'its', 'their')} words and stay on the new ones"
