"""Segments of a spreadsheet as codings: each document is found by its name, each segment by its words."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from qualcode.model.change import ChangeSet
from qualcode.model.codes.coding_rows import CodingTable
from qualcode.model.codes.weights import LEAST_WEIGHT, MOST_WEIGHT
from qualcode.model.codings import NO_WEIGHT
from qualcode.model.entities import Transcript
from qualcode.model.errors import QualcodeError
from qualcode.model.machine.progress import Progress, no_progress
from qualcode.model.results.segment_rows import LeftOutRow, SegmentRow
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.model.words.in_words import counted
from qualcode.model.words.names import kept_name, name_key
from qualcode.operations.codings.coding_import import fitting_codings, import_coding_columns
from qualcode.operations.text.words_found import QuotedText, told_apart

USUAL_LIKENESS: Final = 90
"""In percent: so alike words must be to those of the text where they are not the same."""

_NUMBERED: Final = re.compile(r"^D?\s?\d+\s*[:：]\s*")
_ENDING: Final = re.compile(r"\.(?:docx?|odt|rtf|txt|md|pdf|html?|vtt|srt|csv|xlsx)$", re.IGNORECASE)
_EVERY: Final = 5


@dataclass(frozen=True, slots=True)
class SegmentImport:
    """What an import of segments does.

    ``exact`` segments are there in the same words, ``near`` in almost the same. ``skipped`` are in the
    project already, or twice in the file.
    """

    change: ChangeSet
    added: int
    exact: int
    near: int
    skipped: int
    new_codes: tuple[str, ...]
    new_coders: tuple[str, ...]
    left_out: tuple[LeftOutRow, ...]
    without_weight: int


@dataclass
class _Placed:
    """Rows that have found their place, as columns."""

    rows: list[SegmentRow] = field(default_factory=list)
    transcripts: list[str] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    weights: list[int] = field(default_factory=list)
    near: set[int] = field(default_factory=set)
    left_out: list[LeftOutRow] = field(default_factory=list)
    without_weight: int = 0

    def add(self, row: SegmentRow, transcript: str, span: Span, *, near: bool) -> None:
        weight = _weight(row.weight)
        self.without_weight += weight is None
        if near:
            self.near.add(len(self.rows))
        self.rows.append(row)
        self.transcripts.append(transcript)
        self.spans.append(span)
        self.weights.append(NO_WEIGHT if weight is None else weight)


def import_segments(
    study: Study,
    rows: Sequence[SegmentRow],
    coder: str,
    likeness: float = USUAL_LIKENESS,
    progress: Progress = no_progress,
) -> SegmentImport:
    """Import segments in one step; those whose words are found nowhere are left out and told.

    ``coder`` codes where a row names nobody. Codes and coders that are not known are created.
    """
    placed = _Search(study, likeness).placed(rows, progress)
    table = CodingTable.of(
        placed.transcripts,
        [row.code for row in placed.rows],
        [kept_name(row.coder) or coder for row in placed.rows],
        [span.start for span in placed.spans],
        [span.end for span in placed.spans],
        [row.memo for row in placed.rows],
        list(range(len(placed.rows))),
        weights=placed.weights,
    )
    fitting, faults = fitting_codings(study, table)
    found = import_coding_columns(study, fitting)
    kept = set(fitting.line.tolist())
    reasons = (fault.partition(": ")[2] for fault in faults)
    misfits = [place for place in range(len(placed.rows)) if place not in kept]
    left_out = [LeftOutRow(placed.rows[place], why) for place, why in zip(misfits, reasons, strict=True)]
    near = len(placed.near & kept)
    return SegmentImport(
        found.change.labelled(f"Import {counted(found.added, 'segment')}") if found.change else found.change,
        found.added,
        len(fitting) - near,
        near,
        found.skipped,
        found.new_codes,
        found.new_coders,
        tuple(sorted([*placed.left_out, *left_out], key=lambda each: each.row.line)),
        placed.without_weight,
    )


class _Search:
    """Looks for the words of rows in the transcripts of a study."""

    def __init__(self, study: Study, likeness: float) -> None:
        self._study = study
        self._likeness = likeness
        self._texts: dict[UUID, QuotedText] = {}
        self._documents = _Documents(study)

    def placed(self, rows: Sequence[SegmentRow], progress: Progress) -> _Placed:
        """Where each row has its place. The same words said several times are given out in their order."""
        found = _Placed()
        again: dict[tuple[str, ...], int] = defaultdict(int)
        asked: dict[tuple[str, ...], int] = defaultdict(int)
        for row in rows:
            asked[_same(row)] += 1
        for number, row in enumerate(rows):
            if number % _EVERY == 0:
                progress(number, len(rows), "Looking for the words")
            turn = again[_same(row)]
            again[_same(row)] += 1
            self._place(row, turn, asked[_same(row)], found)
        progress(len(rows), len(rows), "")
        return found

    def _place(self, row: SegmentRow, turn: int, asked: int, found: _Placed) -> None:
        try:
            if not row.code:
                raise QualcodeError("it names no code")
            among = self._documents.named(row.document)
            transcript, span, near = self._found(row, among, turn, asked)
        except QualcodeError as error:
            found.left_out.append(LeftOutRow(row, str(error)))
        else:
            found.add(row, transcript.name, span, near=near)

    def _found(
        self, row: SegmentRow, among: Sequence[Transcript], turn: int, asked: int
    ) -> tuple[Transcript, Span, bool]:
        here = [(transcript, self._text(transcript)) for transcript in among]
        if not row.words.strip():
            return self._by_numbers(row, here)
        places = [(transcript, span) for transcript, text in here for span in text.places(row.words)]
        if len(places) == 1:
            return *places[0], False
        if places and len(among) == 1:
            spans = [span for _, span in places]
            span = told_apart(spans, here[0][1].text, row.start)
            if span is None and len(spans) == asked:
                span = spans[turn]
            if span is not None:
                return among[0], span, False
        if places:
            raise QualcodeError(f"its words are there {len(places)} times")
        near = [(transcript, text.nearest(row.words, self._likeness)) for transcript, text in here]
        alike = [(transcript, each) for transcript, each in near if each is not None]
        if not alike:
            raise QualcodeError("its words are not there")
        best = max(each.likeness for _, each in alike)
        likest = [(transcript, each) for transcript, each in alike if each.likeness == best]
        if len(likest) > 1:
            raise QualcodeError("its words are nearly the same in several transcripts")
        return likest[0][0], likest[0][1].span, True

    def _by_numbers(
        self, row: SegmentRow, here: Sequence[tuple[Transcript, QuotedText]]
    ) -> tuple[Transcript, Span, bool]:
        """The place of a row without words, which is where it says."""
        if len(here) != 1 or row.start < 0 or not row.start < row.end <= len(here[0][1].text):
            raise QualcodeError("it has no words to be found by")
        return here[0][0], Span(row.start, row.end), False

    def _text(self, transcript: Transcript) -> QuotedText:
        found = self._texts.get(transcript.id)
        if found is None:
            found = self._texts[transcript.id] = QuotedText(self._study.text(transcript.id))
        return found


def _same(row: SegmentRow) -> tuple[str, ...]:
    return row.document, row.words, row.code, row.coder


def _weight(written: str) -> int | None:
    """A weight as written; none is no fault, another scale is."""
    plain = written.strip().replace(",", ".")
    if not plain:
        return NO_WEIGHT
    try:
        number = float(plain)
    except ValueError:
        return None
    is_whole = number.is_integer() and LEAST_WEIGHT <= number <= MOST_WEIGHT
    return int(number) if is_whole else None


class _Documents:
    """Transcripts by what programs call them: with number, folder or ending, or without."""

    def __init__(self, study: Study) -> None:
        self._all = study.transcripts_in_order
        self._named: dict[str, list[Transcript]] = defaultdict(list)
        for row in self._all:
            for key in dict.fromkeys(_keys((row.name, row.source_name))):
                self._named[key].append(row)

    def named(self, written: str) -> Sequence[Transcript]:
        """The transcript of a name; all where a row names none. Raises QualcodeError."""
        if not written.strip():
            if not self._all:
                raise QualcodeError("the project has no transcript")
            return self._all
        for key in _spellings(written):
            found = self._named.get(key)
            if found:
                if len(found) > 1:
                    raise QualcodeError(f"“{written}” names {len(found)} transcripts")
                return found
        raise QualcodeError(f"there is no transcript “{written}”")


def _keys(names: Iterable[str]) -> Iterable[str]:
    for name in filter(None, names):
        yield name_key(name)
        yield name_key(_ENDING.sub("", name.strip()))


def _spellings(written: str) -> Iterable[str]:
    """A name as written, then without what a program put before and after it."""
    plain = written.strip()
    last = re.split(r"[\\/]", plain)[-1]
    for name in (plain, last, _NUMBERED.sub("", last)):
        yield name_key(name)
        yield name_key(_ENDING.sub("", name))
