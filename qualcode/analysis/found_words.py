"""The words of a passage that a query found, in pieces that are marked alike, with those around them."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final, NamedTuple
from uuid import UUID

import numpy as np

from qualcode.analysis.query import Findings, FoundPassage
from qualcode.analysis.remarks import words_of
from qualcode.analysis.surroundings import words_after, words_before
from qualcode.model.identity import id_of
from qualcode.model.people import speaker_called, speaker_called_at
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.model.words.cutting import CUT, cut_place
from qualcode.model.words.in_words import counted

_AROUND: Final = 70
_LONGEST: Final = 420


class MarkedPiece(NamedTuple):
    """Words with the ``codes`` for which they were found; ``sought``: they are words that were looked for."""

    words: str
    codes: tuple[UUID, ...] = ()
    sought: bool = False


class PassageWords(NamedTuple):
    """A passage as it is listed: its pieces, and what is left and right of it in its line."""

    before: str
    pieces: tuple[MarkedPiece, ...]
    after: str

    @property
    def plain(self) -> str:
        """The passage alone, in one line."""
        return " ".join("".join(piece.words for piece in self.pieces).split())


def found_words(study: Study, found: FoundPassage) -> PassageWords:
    """The words of a passage; a long one is cut."""
    text = study.text(found.transcript_id)
    turn = study.turn_at(found.transcript_id, found.span.start)
    left, right = line_around(text, found.span, 0 if turn is None else turn.speech)
    start, end = found.span
    if turn is not None and all(mark.span.start >= turn.speech for mark in found.marks):
        # Who speaks, and when, is said above the words.
        start = min(max(start, turn.speech), end)
    shown = Span(start, min(end, cut_place(text, start, _LONGEST)))
    after = f" {CUT}" if shown.end < end else right
    sought = [mark.span for mark in found.marks if mark.code_id is None]
    pieces: list[MarkedPiece] = []
    for part in by_turns(study, found.transcript_id, shown, sought):
        pieces += [MarkedPiece(part)] if isinstance(part, str) else _pieces(text, part, found)
    return PassageWords(left, tuple(pieces), after)


def findings_in_words(findings: Findings) -> str:
    """``12 passages in 3 transcripts``."""
    if not len(findings):
        return "Nothing was found"
    where = counted(findings.transcript_count, "transcript")
    return f"{counted(len(findings), 'passage')} in {where}"


def line_around(text: str, span: Span, speech: int = 0) -> tuple[str, str]:
    """The rest of the line before and after a passage, cut to a readable length.

    ``speech`` is where its turn begins to be spoken: what is before that, who speaks and when, is left out.
    """
    first = max(text.rfind("\n", 0, span.start) + 1, min(speech, span.start))
    line = text[first : span.start]
    line_end = text.find("\n", span.end)
    end = min(len(text) if line_end < 0 else line_end, span.end + _AROUND)
    before = words_before(line, max(0, len(line) - _AROUND), len(line))
    return before, words_after(text, span.end, max(end, span.end))


def place_in_words(study: Study, found: FoundPassage) -> str:
    """``turn 14 · Kim``: where in its transcript a passage begins, and who speaks there."""
    turn = study.turn_at(found.transcript_id, found.span.start)
    if turn is None:
        return ""
    return " · ".join([f"turn {turn.ordinal + 1}", *filter(None, [speaker_called(study, turn)])])


def codes_in_words(study: Study, found: FoundPassage, called: Mapping[UUID, str] | None = None) -> str:
    """The codes that were found in a passage, else those that are on it; ``called`` as documents do."""
    codes = {mark.code_id for mark in found.marks if mark.code_id is not None}
    if not codes:
        here = study.codings_of(found.transcript_id).at(found.span)
        codes = {id_of(key) for key in np.unique(here.code).tolist()}
    names = [called[code.id] if called else code.name for code in study.codes_in_order if code.id in codes]
    return " + ".join(names) or "no code"


def by_turns(
    study: Study, transcript_id: UUID, shown: Span, sought: Sequence[Span] = ()
) -> Iterator[Span | str]:
    """A passage in stretches of words; where somebody else begins, who, in place of a label with its time.

    Labels in which something was ``sought`` are shown as they are, and so is one with which the passage
    begins: who speaks there is said above.
    """
    turns, place = study.turns_of(transcript_id), shown.start
    for number in range(*turns.range_of(shown)):
        label = Span(int(turns.start[number]), int(turns.speech[number]))
        if label.start <= shown.start or any(span.intersection(label) for span in sought):
            continue
        yield Span(place, label.start)
        name = speaker_called_at(study, turns, number)
        if name:
            yield f"{name}: "
        place = min(label.end, shown.end)
    yield Span(place, shown.end)


def words_by_turns(study: Study, transcript_id: UUID, span: Span, *, brackets: bool = True) -> str:
    """The words of a passage in one line, between the turns with the names alone of who goes on.

    Without ``brackets`` remarks in them are left out, unless nothing else is said.
    """
    parts = by_turns(study, transcript_id, span)
    words = (
        part if isinstance(part, str) else words_of(study, transcript_id, part, brackets=brackets)
        for part in parts
    )
    return " ".join(" ".join(words).split())


def words_alone(study: Study, transcript_id: UUID, span: Span) -> str:
    """The words of a passage in one line, without who says them and when."""
    parts = by_turns(study, transcript_id, span)
    said = (study.quoted(transcript_id, part) for part in parts if not isinstance(part, str))
    return " ".join(" ".join(said).split())


def _pieces(text: str, whole: Span, found: FoundPassage) -> Iterator[MarkedPiece]:
    edges = {whole.start, whole.end}
    for mark in found.marks:
        edges |= {min(max(edge, whole.start), whole.end) for edge in mark.span}
    for start, end in pairwise(sorted(edges)):
        here = [mark for mark in found.marks if mark.span.start <= start and end <= mark.span.end]
        codes = dict.fromkeys(mark.code_id for mark in here if mark.code_id is not None)
        yield MarkedPiece(text[start:end], tuple(codes), any(mark.code_id is None for mark in here))
