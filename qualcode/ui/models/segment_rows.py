"""The segments of a list as rows: where each is, its words and its code, made when it is looked at."""

from collections import OrderedDict
from typing import Any, Final, NamedTuple
from uuid import UUID

import numpy as np
from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QStringListModel, Qt

from qualcode.analysis.found_words import words_by_turns
from qualcode.analysis.segment_places import SegmentPlaces
from qualcode.model.codes.weights import weight_in_words
from qualcode.model.codings import Coding
from qualcode.model.identity import id_array
from qualcode.model.people import speaker_called
from qualcode.model.span import Span
from qualcode.model.words.cutting import CUT, cut_place, shortened
from qualcode.ui.session.session import Session
from qualcode.ui.transcript.shown import filed
from qualcode.ui.transcript.stripe_painting import short_name

Index = QModelIndex | QPersistentModelIndex

LINE: Final = Qt.ItemDataRole.UserRole + 1
_FLAGS: Final = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
_KEPT: Final = 300
_LETTERS: Final = 300
_NAME: Final = 24
"""Letters of a speaker's name: a longer one would leave no room for whose coding it is."""


class SegmentLine(NamedTuple):
    """What is shown of one segment; ``code`` is empty where all rows have the same, and so is ``transcript``.

    ``where`` has all of ``turn``, ``speaker``, ``by`` (the coder, and the weight) and the transcript's name;
    in ``speaker`` a long name is cut.
    """

    code: str
    colour: str
    where: str
    turn: str
    speaker: str
    by: str
    transcript: str
    words: str
    memo: str
    filed: str
    """The folder of the transcript and its status, where the project makes use of them."""
    whose: str = ""
    """The coder's initials, where several have coded: for where ``by`` has no room."""

    @property
    def brief(self) -> str:
        """Where it is within its transcript, and whose it is."""
        return " · ".join(filter(None, (self.turn, self.speaker, self.by)))


class SegmentRows(QStringListModel):
    """Holds places only: a code may have a hundred thousand segments, and nobody sees them all.

    Qt's own list of empty words answers how many rows there are: a view asks that several times for each
    of ten thousand rows, whenever they are laid out.
    """

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.places = SegmentPlaces.of([])
        self._several = False
        self._far = False
        self._brackets = True
        self._lines: OrderedDict[int, SegmentLine | None] = OrderedDict()

    def show(self, places: SegmentPlaces, *, several_codes: bool, several_transcripts: bool = True) -> None:
        """Show other segments; with ``several_codes`` each row says its code, and so on."""
        self.places, self._several, self._far = places, several_codes, several_transcripts
        self._lines.clear()
        self.setStringList([""] * len(places))

    def show_brackets(self, brackets: bool) -> None:
        """Show the words with remarks in brackets, or without."""
        if brackets is not self._brackets:
            self._brackets = brackets
            self._lines.clear()
            self.dataChanged.emit(self.index(0), self.index(self.rowCount() - 1))

    def flags(self, index: Index) -> Qt.ItemFlag:
        return _FLAGS if index.isValid() else Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == LINE:
            return self.line(index.row())
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            line = self.line(index.row())
            return None if line is None else _said(line)
        return None

    def line(self, row: int) -> SegmentLine | None:
        """What is shown in a row; None where its segment has gone since."""
        if row not in self._lines:
            self._lines[row] = self._made(row)
            if len(self._lines) > _KEPT:
                self._lines.popitem(last=False)
        return self._lines[row]

    def coding(self, row: int) -> tuple[UUID, Coding] | None:
        """The transcript and the coding of a row; None where it has gone since."""
        transcript_id, coding_id = self.places.at(row)
        table = self._session.study.codings_of(transcript_id)
        place = int(table.positions(id_array([coding_id]))[0]) if len(table) else -1
        return None if place < 0 else (transcript_id, table.row(place))

    def _made(self, row: int) -> SegmentLine | None:
        found, study = self.coding(row), self._session.study
        if found is None:
            return None
        place, coding = found
        turn = study.turn_at(place, coding.span.start)
        number, speaker = (
            ("", "") if turn is None else (f"turn {turn.ordinal + 1}", speaker_called(study, turn))
        )
        parts = [f"by {study.coders[coding.coder_id].name}"]
        if coding.weight is not None:
            parts.append(weight_in_words(study.info, coding.weight))
        name = study.transcripts[place].name
        code = study.codes[coding.code_id]
        start, end = coding.span
        shown = min(end, cut_place(study.text(place), start, _LETTERS))
        words = words_by_turns(study, place, Span(start, shown), brackets=self._brackets)
        words += CUT if shown < end else ""
        return SegmentLine(
            code.name if self._several else "",
            code.colour,
            " · ".join(filter(None, (number, speaker, *parts, name))),
            number,
            shortened(speaker, _NAME),
            " · ".join(parts),
            name if self._far else "",
            " ".join(words.split()),
            coding.memo,
            filed(study, place),
            short_name(study.coders[coding.coder_id].name) if len(study.coders_in_order) > 1 else "",
        )

    def row_beside(self, transcript_id: UUID, position: int, by: int) -> int | None:
        """The next row, or with -1 the one before, whose segment begins beyond a place of a transcript."""
        places = self.places
        if transcript_id not in places.transcripts:
            return None
        here = places.transcript[places.order] == places.transcripts.index(transcript_id)
        table = self._session.study.codings_of(transcript_id)
        start = table.start[table.positions(places.id[places.order][here])]
        rows = np.flatnonzero(here)[start > position if by > 0 else start < position]
        return int(rows[0 if by > 0 else -1]) if len(rows) else None


def _said(line: SegmentLine) -> str:
    about = ", ".join(filter(None, (line.code, line.where, line.filed)))
    return f"{about}: {line.words}" + (f" – {line.memo}" if line.memo else "")
