"""Finding words to be replaced, with what is told of each place, and replacing those that are ticked."""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple
from uuid import UUID

from qualcode.analysis.memo_list import listed_memos
from qualcode.analysis.occurrences import occurrences
from qualcode.analysis.search import AROUND, Match, search_part
from qualcode.analysis.surroundings import words_after, words_before
from qualcode.model.entities import AttributeValue, Code, Comment, Summary
from qualcode.model.machine.progress import Progress, no_progress
from qualcode.model.people import called_with_label, participant_at
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.model.words.cutting import in_one_line
from qualcode.model.words.in_words import counted, listed
from qualcode.operations.text.correction import Correction
from qualcode.operations.text.text_replacing import in_label, replace_words

_SHOWN: Final = 30


class Wanted(NamedTuple):
    """Words to be replaced, how they are meant, and what is to take their place."""

    words: str
    match: Match
    match_case: bool
    replacement: str


class FoundWords(NamedTuple):
    """One place: the words found, and those around them in the line. ``turn`` counts from 1 (0: in none).

    ``speaker`` is the label in the text, ``participant`` the name of whom it stands for, if known.
    """

    transcript_id: UUID
    transcript: str
    span: Span
    turn: int
    speaker: str
    in_label: bool
    before: str
    words: str
    after: str
    participant: str = ""

    @property
    def said_by(self) -> str:
        """Who speaks there: by the name and, where the label itself is found, by both."""
        if self.in_label:
            return called_with_label(self.participant, self.speaker)
        return self.participant or self.speaker


def found_words(
    study: Study,
    wanted: Wanted,
    transcripts: Sequence[UUID] | None = None,
    progress: Progress = no_progress,
) -> list[FoundWords]:
    """Every place in these transcripts (None: all), in their order. Raises QualcodeError for no words."""
    finder = occurrences(search_part(wanted.words, wanted.match), match_case=wanted.match_case)
    chosen = None if transcripts is None else frozenset(transcripts)
    rows = [row for row in study.transcripts_in_order if chosen is None or row.id in chosen]
    found: list[FoundWords] = []
    for number, row in enumerate(rows):
        progress(number, len(rows), row.name)
        text, turns = study.text(row.id), study.turns_of(row.id)
        for start, end in finder(text):
            index = turns.index_at(start)
            labelled = in_label(turns, start) is not None
            # Who speaks, and when, is told by itself; it is not part of the words around a place.
            spoken = 0 if index is None or labelled else int(turns.speech[index])
            line = text[max(text.rfind("\n", 0, start) + 1, start - 2 * AROUND, spoken) : start]
            line_end = text.find("\n", end)
            last = min(len(text) if line_end < 0 else line_end, end + AROUND)
            found.append(
                FoundWords(
                    row.id, row.name, Span(start, end),
                    0 if index is None else index + 1,
                    "" if index is None else str(turns.label[index]),
                    labelled,
                    words_before(line, max(0, len(line) - AROUND), len(line)),
                    text[start:end],
                    words_after(text, end, last),
                    "" if index is None else participant_at(study, turns, index),
                )
            )  # fmt: skip
    progress(len(rows), len(rows), "")
    return found


def replaced(study: Study, places: Iterable[FoundWords], wanted: Wanted) -> Correction:
    """What replacing the words in these places does, as one step."""
    chosen: dict[UUID, list[Span]] = {}
    for place in places:
        if place.words != wanted.replacement:
            chosen.setdefault(place.transcript_id, []).append(place.span)
    number = sum(map(len, chosen.values()))
    where = f"{counted(number, 'place')} in {counted(len(chosen), 'transcript')}"
    what = f"Replace “{_short(wanted.words)}” with “{_short(wanted.replacement)}”"
    if not wanted.replacement:
        what = f"Delete “{_short(wanted.words)}”"
    return replace_words(study, chosen, wanted.replacement, f"{what} at {where}")


def place_nearest(places: Sequence[FoundWords], wanted: Wanted, transcript_id: UUID, at: int) -> Span | None:
    """Where the words are that took the place of those at a position of the old text, or of the nearest ones.

    ``places`` are all that were replaced, in order; None where there is none in the transcript.
    """
    spans = [place.span for place in places if place.transcript_id == transcript_id]
    if not spans:
        return None
    length = len(wanted.replacement)
    number, nearest = min(enumerate(spans), key=lambda row: max(row[1].start - at, at - row[1].end, 0))
    start = nearest.start + sum(length - span.length for span in spans[:number])
    return Span(start, start + length)


def lost_at(study: Study, correction: Correction, place: FoundWords) -> list[str]:
    """The segments, as code and coder, that lose all their words by what is replaced at this place."""
    table = correction.lost.get(place.transcript_id)
    if table is None:
        return []
    touched = table.take((table.start < place.span.end) & (table.end > place.span.start))
    return [f"“{study.path(coding.code_id)}”, {study.coders[coding.coder_id].name}" for coding in touched]


def people_named(study: Study, wanted: Wanted) -> list[str]:
    """Participants whose names hold the words: replacing words does not rename them."""
    finder = occurrences(search_part(wanted.words, wanted.match), match_case=wanted.match_case)
    return [row.name for row in study.participants_in_order if any(finder(row.name))]


def still_holding(study: Study, wanted: Wanted) -> str:
    """What else of a project still holds the words, by kind, in words; empty where nothing does.

    ``the transcript “Int 03 Brenda” and 2 memos``: whoever anonymises has these to look at as well. What a
    speaker is labelled may be in no text: spellings that were made one when a file was imported.
    """
    finder = occurrences(search_part(wanted.words, wanted.match), match_case=wanted.match_case)

    def holds(*texts: str) -> bool:
        return any(any(finder(text)) for text in texts)

    named = (
        ("transcript", [row.name for row in study.transcripts_in_order if holds(row.name)]),
        ("folder", [row.name for row in study.folders.in_order if holds(row.name)]),
        ("code", [row.name for row in study.codes_in_order if holds(row.name)]),
        ("speaker label", [label for label in _labels_beside_texts(study) if holds(label)]),
    )
    numbers = (
        (sum(holds(*_meaning(row)) for row in study.codes.values()), "definition", ""),
        (sum(holds(row.value) for row in study.rows(AttributeValue).values()), "attribute value", ""),
        (sum(holds(memo.title, memo.text) for memo in listed_memos(study)), "memo", ""),
        (sum(holds(row.text) for row in study.rows(Summary).values()), "summary", "summaries"),
        (sum(holds(row.text) for row in study.rows(Comment).values()), "comment", ""),
    )
    said = [
        f"the {noun} “{names[0]}”" if len(names) == 1 else counted(len(names), noun)
        for noun, names in named
        if names
    ]
    said += [counted(number, noun, plural) for number, noun, plural in numbers if number]
    return listed(said)


def _meaning(code: Code) -> tuple[str, ...]:
    return code.definition, code.include, code.exclude, code.examples


def _labels_beside_texts(study: Study) -> list[str]:
    """Labels of speakers that do not stand where their turns begin."""
    found: dict[str, None] = {}
    for transcript in study.transcripts_in_order:
        turns, text = study.turns_of(transcript.id), study.text(transcript.id)
        for label, start, speech in zip(
            turns.label, turns.start.tolist(), turns.speech.tolist(), strict=True
        ):
            if label and label not in text[start:speech]:
                found[str(label)] = None
    return list(found)


def _short(words: str) -> str:
    return in_one_line(words, _SHOWN)
