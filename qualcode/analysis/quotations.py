"""Coded passages as quotes that can be printed: whole sentences or marked cuts, speakers, a reference."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final, NamedTuple
from uuid import UUID

from qualcode.analysis.remarks import readable, unmarked
from qualcode.analysis.surroundings import ELLIPSIS
from qualcode.model.entities import Attribute, AttributeType
from qualcode.model.identity import optional_id_of
from qualcode.model.measures import Measures, SpanArray
from qualcode.model.people import speaker_called_at
from qualcode.model.results.quotation import Quotation, QuoteManner, QuotePiece, Spoken
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.model.transcript import Role
from qualcode.model.turns import ROLES, Turns
from qualcode.model.words.dates import value_in_words
from qualcode.model.words.direction import isolated
from qualcode.model.words.quotation_marks import INNER_MARKS, marks_of, quoted_within

USUAL: Final = QuoteManner()
_FURTHEST: Final = 60
"""Words that are added at most at either end: speech without full stops is one sentence for minutes."""
_LONGEST_WORD: Final = 40
"""Not every language has spaces between words."""
_YES: Final = frozenset(("yes", "y", "true", "1"))
_APART: Final = "\u202f"
"""A narrow space that does not break."""
_JOINS: Final = frozenset("'’-")


class _Stretch(NamedTuple):
    """What of a passage lies in one turn (-1: in none), without white space at its ends."""

    turn: int
    start: int
    end: int


@dataclass(frozen=True, eq=False)
class Quotations:
    """Prints the passages of one study in one manner. Each report needs one of its own."""

    study: Study
    measures: Measures
    manner: QuoteManner = USUAL
    _read: dict[tuple[UUID, int], SpanArray] = field(default_factory=dict)
    """The sentences of turns that passages begin or end in; of long passages those between are not read."""

    def of(self, transcript_id: UUID, span: Span) -> Quotation:
        """A passage as a quote. Words of a speaker’s label are left out where anything else is coded."""
        turns = self.study.turns_of(transcript_id)
        text, stretches = self._read_as(transcript_id, span)
        stretches = stretches or [_Stretch(-1, span.start, span.end)]
        first, last = stretches[0], stretches[-1]
        printed, before, after = self._widened(text, transcript_id, Span(first.start, last.end))
        speakers = [self._speaker(turns, stretch.turn) for stretch in stretches]
        pieces = [
            [QuotePiece(_in_line(text[stretch.start : stretch.end]), coded=True)] for stretch in stretches
        ]
        pieces[0][:0] = _added(before, _in_line(_edge(text[printed.start : first.start])))
        pieces[-1] += _added(_in_line(_edge(text[last.end : printed.end][::-1])[::-1]), after)
        speeches = _speeches(speakers, pieces)
        if len(speeches) == 1:
            speeches = [_in_marks(speeches[0], self._language(transcript_id))]
        numbers = [stretch.turn + 1 for stretch in stretches if stretch.turn >= 0]
        who, about = self._who(turns, stretches, speakers, alone=len(speeches) == 1)
        return Quotation(
            transcript_id,
            printed,
            tuple(speeches),
            who,
            (*about, *self._details(transcript_id)),
            self.study.transcripts[transcript_id].name,
            numbers[0] if numbers else 0,
            _place(numbers),
            marked=_says_something(text, printed.start, first.start)
            or _says_something(text, last.end, printed.end),
            language=self._language(transcript_id),
            named=len(speeches) == 1 and self._named(transcript_id, who),
        )

    def printed_span(self, transcript_id: UUID, span: Span) -> Span:
        """What of the transcript would be printed for a passage."""
        text, stretches = self._read_as(transcript_id, span)
        if not stretches:
            return span
        return self._widened(text, transcript_id, Span(stretches[0].start, stretches[-1].end))[0]

    def _read_as(self, transcript_id: UUID, span: Span) -> tuple[str, list[_Stretch]]:
        """The text as it is printed, and what of a passage is speech: remarks, where it is nothing else."""
        turns = self.study.turns_of(transcript_id)
        text = readable(self.study, transcript_id, brackets=self.manner.brackets)
        stretches = list(_stretches(text, turns, span))
        if self.manner.brackets or any(_says_something(text, row.start, row.end) for row in stretches):
            return text, stretches
        text = readable(self.study, transcript_id, brackets=True)
        return text, list(_stretches(text, turns, span))

    # -- sentences --------------------------------------------------------------------------------

    def _widened(self, text: str, transcript_id: UUID, span: Span) -> tuple[Span, str, str]:
        """What is printed of a passage, and “…” before and after it where it is cut."""
        rows = self._sentences(transcript_id, span)
        start, before = span.start, ""
        sentence = _around(rows, span.start)
        if sentence is not None:
            start = self._from(text, sentence.start, span.start)
            before = f"{ELLIPSIS} " if _says_something(text, sentence.start, start) else ""
        else:
            start = _word_start(text, span.start, 0)
        end, after = span.end, ""
        sentence = _around(rows, span.end)
        if sentence is not None:
            end = self._to(text, span.end, sentence.end)
            after = f" {ELLIPSIS}" if _says_something(text, end, sentence.end) else ""
        else:
            end = _word_end(text, span.end, len(text))
        return Span(start, end), before, after

    def _from(self, text: str, first: int, start: int) -> int:
        """Where a quote begins whose passage begins within a sentence that begins at ``first``."""
        if not _says_something(text, first, start):
            return first
        if self.manner.sentences and len(text[first:start].split()) <= _FURTHEST:
            return first
        return _word_start(text, start, first)

    def _to(self, text: str, end: int, last: int) -> int:
        """Where a quote ends whose passage ends within a sentence that ends at ``last``."""
        if self.manner.sentences and len(text[end:last].split()) <= _FURTHEST:
            return last
        whole = _word_end(text, end, last)
        # What is missing is a full stop, and perhaps a quotation mark.
        return whole if _says_something(text, whole, last) else last

    def _sentences(self, transcript_id: UUID, span: Span) -> Sequence[Span]:
        """The sentences in which a passage begins and ends, and perhaps others."""
        found = []
        for position, touched in ((span.start, span.start), (span.end, max(span.start, span.end - 1))):
            rows = self._sentences_at(transcript_id, touched)
            index = int(rows[:, 0].searchsorted(position)) - 1
            if index >= 0:
                found.append(Span(int(rows[index, 0]), int(rows[index, 1])))
        return found

    def _sentences_at(self, transcript_id: UUID, position: int) -> SpanArray:
        """The sentences of the turn that holds a position, and perhaps others."""
        turn = self.study.turns_of(transcript_id).index_at(position)
        key = transcript_id, -1 if turn is None else turn
        if key not in self._read:
            near = Span(position, position + 1)
            self._read[key] = self.measures.sentences_near(self.study, transcript_id, near)
        return self._read[key]

    # -- who and where ----------------------------------------------------------------------------

    def _language(self, transcript_id: UUID) -> str:
        return self.study.transcripts[transcript_id].language or self.study.info.language

    def _speaker(self, turns: Turns, index: int) -> str:
        """Who speaks in a turn: the participant or, where nobody is known, the label."""
        if index < 0:
            return ""
        return speaker_called_at(self.study, turns, index)

    def _who(
        self, turns: Turns, stretches: Sequence[_Stretch], speakers: Sequence[str], *, alone: bool
    ) -> tuple[str, tuple[str, ...]]:
        """Who is named in the reference, and what is said of them there."""
        details = {
            speaker: self._details(optional_id_of(int(turns.participant[stretch.turn])))
            for speaker, stretch in zip(speakers, stretches, strict=True)
            if stretch.turn >= 0
        }
        if alone:
            return speakers[0], details.get(speakers[0], ())
        told = [
            f"{isolated(name)} ({', '.join(map(isolated, about))})"
            for name, about in details.items()
            if about
        ]
        return ", ".join(told), ()

    def _named(self, transcript_id: UUID, who: str) -> bool:
        """Whether the name of a transcript says who speaks in it; not where several participants do."""
        turns = self.study.turns_of(transcript_id)
        people = turns.participant[turns.role == ROLES.index(Role.PARTICIPANT)]
        name = self.study.transcripts[transcript_id].name
        found = re.search(rf"(?<!\w){re.escape(who)}(?!\w)", name, re.IGNORECASE) if who else None
        return found is not None and len(set(people.tolist())) == 1

    def _details(self, subject_id: UUID | None) -> tuple[str, ...]:
        """The chosen attributes of a participant or a transcript, as they are told."""
        if subject_id is None or not self.manner.attributes:
            return ()
        values, attributes = self.study.values_of(subject_id), self.study.rows(Attribute)
        told = (
            _told(attributes[row], value_in_words(attributes[row], values[row].value.strip()))
            for row in self.manner.attributes
            if row in values and row in attributes
        )
        return tuple(filter(None, told))


def _told(attribute: Attribute, value: str) -> str:
    """``lone parent``, ``age 34``: a value that tells nothing alone has its name beside it."""
    if not value:
        return ""
    if attribute.type is AttributeType.YES_NO:
        return attribute.name if value.casefold() in _YES else f"{attribute.name}: {value}"
    return f"{attribute.name} {value}" if attribute.type is AttributeType.NUMBER else value


def _place(numbers: Sequence[int]) -> str:
    if not numbers:
        return ""
    first, last = numbers[0], numbers[-1]
    return f"turn {first}" if first == last else f"turns {first}–{last}"


# -- stretches and words ------------------------------------------------------------------------------


def _stretches(text: str, turns: Turns, span: Span) -> Iterator[_Stretch]:
    """What of a passage is speech, turn by turn, and what lies between turns."""
    place = span.start
    for index in range(*turns.range_of(span)):
        yield from _filled(text, -1, place, min(span.end, int(turns.start[index])))
        end = min(span.end, int(turns.end[index]))
        yield from _filled(text, index, max(span.start, int(turns.speech[index])), end)
        place = int(turns.end[index])
    yield from _filled(text, -1, place, span.end)


def _filled(text: str, turn: int, start: int, end: int) -> Iterator[_Stretch]:
    words = text[start:end].strip() if start < end else ""
    if words:
        begin = text.index(words, start)
        yield _Stretch(turn, begin, begin + len(words))


def _around(sentences: Sequence[Span], position: int) -> Span | None:
    """The sentence that a position cuts in two."""
    return next((row for row in sentences if row.start < position < row.end), None)


def _is_letter(letter: str) -> bool:
    return unicodedata.category(letter)[0] in "LNM"


def _says_something(text: str, start: int, end: int) -> bool:
    return any(map(_is_letter, text[start:end]))


def _within_word(text: str, place: int) -> bool:
    """Whether a cut at a place would go through a word."""
    if not 0 < place < len(text):
        return False
    before, after = text[place - 1], text[place]
    if _is_letter(before) and _is_letter(after):
        return True
    if after in _JOINS:
        return _is_letter(before) and _is_letter(text[place + 1 : place + 2] or " ")
    return before in _JOINS and _is_letter(after) and place > 1 and _is_letter(text[place - 2])


def _word_start(text: str, place: int, first: int) -> int:
    """Where the word begins that a place is within; the place itself where it is within none."""
    start = place
    while start > first and _within_word(text, start):
        start -= 1
    return start if place - start <= _LONGEST_WORD else place


def _word_end(text: str, place: int, last: int) -> int:
    end = place
    while end < last and _within_word(text, end):
        end += 1
    return end if end - place <= _LONGEST_WORD else place


# -- what is printed ----------------------------------------------------------------------------------


def _in_line(words: str) -> str:
    """Words in one line: a transcript’s lines are no lines of a document."""
    words = unmarked(words)
    line = " ".join(words.split())
    if not line:
        return " " if words else ""
    return f"{' ' if words[0].isspace() else ''}{line}{' ' if words[-1].isspace() else ''}"


def _edge(words: str) -> str:
    """What a quote begins with; where a remark is left out there, without the blank that was after it."""
    return words if unmarked(words[:1]) else words.lstrip()


def _in_marks(speech: Spoken, language: str) -> Spoken:
    """The words in quotation marks, those within them as a quote within a quote."""
    opening, closing = marks_of(language)
    said = [piece._replace(words=quoted_within(piece.words, language)) for piece in speech.pieces]
    within = "".join(piece.words for piece in said)
    # Side by side, the marks of a quote within a quote and those around it read as three strokes.
    opening += _APART if within.startswith(INNER_MARKS) else ""
    closing = _APART * within.endswith(INNER_MARKS) + closing
    return Spoken("", (QuotePiece(opening, coded=False), *said, QuotePiece(closing, coded=False)))


def _added(*parts: str) -> list[QuotePiece]:
    return [QuotePiece(words, coded=False) for words in parts if words]


def _speeches(speakers: Sequence[str], pieces: Sequence[Sequence[QuotePiece]]) -> list[Spoken]:
    """What is said by the same speaker in turns that follow each other is one speech."""
    found = []
    for speaker, group in groupby(zip(speakers, pieces, strict=True), key=lambda pair: pair[0]):
        said: list[QuotePiece] = []
        for _, more in group:
            said += ([QuotePiece(" ", coded=False)] if said else []) + list(more)
        found.append(Spoken(speaker, tuple(said)))
    return found
