"""The segments of a code, or of all codes, beside the text: filtered, sorted, gone through and changed."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final
from uuid import UUID

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from qualcode.analysis.retrieval import Retrieval, segment_places
from qualcode.analysis.segment_places import SegmentPlaces
from qualcode.model.change import Touched
from qualcode.model.entities import Code, Coder, Folder, Participant, TextVersion, Transcript
from qualcode.model.identity import id_list, key_of
from qualcode.model.segments import SegmentSort
from qualcode.model.step import Step
from qualcode.model.study import Study
from qualcode.model.words.in_words import counted
from qualcode.model.words.name_order import name_order
from qualcode.ui.look.theme import SPACING, heading_font, mute
from qualcode.ui.models.segment_rows import SegmentRows
from qualcode.ui.models.stretches import selection_of
from qualcode.ui.models.transcript_places import TranscriptPlace, places_offered, transcripts_at
from qualcode.ui.pages.code.segment_lines import SegmentLines, row_height
from qualcode.ui.session.background import Background
from qualcode.ui.session.latest import Latest
from qualcode.ui.session.session import Session
from qualcode.ui.transcript.shown import speakers_of
from qualcode.ui.widgets.elided_label import ElidedLabel
from qualcode.ui.widgets.folding import Folding
from qualcode.ui.widgets.plain_label import plain_label
from qualcode.ui.widgets.word_box import WordBox

_EVERYWHERE: Final = "All transcripts"
_WITHOUT: Final = "Without subcodes"
_TO_BEGIN_WITH: Final = (_EVERYWHERE, _WITHOUT)
_ROUND_WORDS: Final = 30
"""Pixels of a box beside its words: frame and arrow."""
_SORTS: Final = (
    (SegmentSort.TEXT, "as in the text"),
    (SegmentSort.CODE, "by code"),
    (SegmentSort.SPEAKER, "by speaker"),
    (SegmentSort.CODER, "by coder"),
    (SegmentSort.WEIGHT, "by weight"),
    (SegmentSort.NEWEST, "newest first"),
)
_LITTLE: Final = 20_000
"""Codings of a study that are looked through at once."""
_MOST: Final = 10_000
"""Nobody reads more in a list, and a longer one would hold the window up."""
_SHOWN_HERE: Final = "shown"
"""The transcript that is shown, whichever it is."""
_OF_ROWS: Final = frozenset((Code, Coder, Folder, Participant, TextVersion, Transcript))
_NONE: Final = "No segments here. Choose other filters, or double-click another code."


@dataclass(frozen=True)
class ListedSegments:
    """What the pane lists. ``code`` None: all codes; ``place`` None: all transcripts, else one, or some."""

    code: UUID | None = None
    below: bool = False
    place: TranscriptPlace | str | None = None
    speaker: str | None = None
    sort: SegmentSort = SegmentSort.TEXT


@dataclass(frozen=True)
class _Found:
    """``whole`` is how many segments there are, ``places`` those that are listed."""

    places: SegmentPlaces
    whole: int
    speakers: tuple[str, ...]


class SegmentsPane(QWidget):
    """Stays open while one codes, and keeps up with every step."""

    place_wanted = Signal(object, object)
    """Transcript and identity of the segment that the text is to show."""
    text_wanted = Signal()
    """The keyboard is to go to the text."""
    opened = Signal()
    """It is to be shown, wherever it is."""
    dismissed = Signal()

    def __init__(
        self, session: Session, background: Background, shown: Callable[[], UUID | None], parent: QWidget
    ) -> None:
        """``shown`` tells which transcript is shown in the text."""
        super().__init__(parent)
        self._session = session
        self._latest = Latest(background)
        self._shown = shown
        self._then: UUID | None = None
        self._goes_on = False
        """Whether the text is to show the row that has become current, once the list is known."""
        self._stays = False
        """Whether it does so in the transcript that is shown alone."""
        self._whole = 0
        self.asked = ListedSegments()
        self.rows = SegmentRows(session, self)
        self.list = SegmentLines(self.rows)
        self._build()
        self.list.gone_to.connect(self._go)
        self.list.entered.connect(self._enter)
        self.list.left.connect(self.text_wanted)
        self.list.selectionModel().selectionChanged.connect(self._count)
        session.changed.connect(self._on_changed)
        self.hide()

    def _build(self) -> None:
        self.setAccessibleName("Segments beside the text")
        # One row at least is seen whole.
        self.list.setMinimumHeight(row_height(self.fontMetrics()) + 2 * self.list.frameWidth())
        self._title = plain_label()
        self._title.setWordWrap(True)
        self._title.setFont(heading_font(self.font(), 1.05))
        close = QToolButton()
        close.setText("×")
        close.setAutoRaise(True)
        close.setToolTip("Close the list of segments")
        close.setAccessibleName("Close the list of segments")
        close.clicked.connect(self.dismiss)
        head = QHBoxLayout()
        head.setContentsMargins(SPACING + 4, SPACING - 2, SPACING - 4, 0)
        head.addWidget(self._title, 1)
        head.addWidget(close)
        self.transcript, self.speaker, self.sort, self.below = WordBox(), WordBox(), WordBox(), WordBox()
        self._boxes = (self.transcript, self.speaker, self.sort, self.below)
        choices = QWidget()
        self._grid = QGridLayout(choices)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(SPACING // 2)
        for box, name, take in (
            (self.transcript, "Transcript", lambda chosen: {"place": chosen}),
            (self.speaker, "Speaker", lambda chosen: {"speaker": chosen}),
            (self.sort, "Sorted", lambda chosen: {"sort": chosen}),
            (self.below, "Subcodes", lambda chosen: {"below": chosen}),
        ):
            box.setAccessibleName(name)
            box.setToolTip(name)
            # Squeezed, names are cut rather than the pane made wider than its place.
            box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            box.activated.connect(lambda _row, box=box, take=take: self._take(take(box.chosen)))
        self.folding = Folding(choices, "the list of segments")
        self._counts = ElidedLabel()
        mute(self._counts)
        for part in (self.folding, self._counts):
            part.setContentsMargins(SPACING + 4, 2, SPACING, 2)
        self._none = plain_label(_NONE)
        self._none.setWordWrap(True)
        self._none.setContentsMargins(SPACING + 4, 2, SPACING, 2)
        self._none.hide()
        mute(self._none)
        self._arrange(2)
        self.recode = QPushButton("Recode…")
        self.remove = QPushButton("Remove")
        for button in (self.recode, self.remove):
            # A click leaves the keyboard in the list: one goes on from there.
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        foot = QHBoxLayout()
        foot.setContentsMargins(SPACING + 4, SPACING // 2, SPACING, SPACING // 2)
        foot.addWidget(self.recode, 1)
        foot.addWidget(self.remove, 1)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self.folding)
        column.addWidget(self._counts)
        column.addWidget(self._none)
        column.addWidget(self.list, 1)
        column.addLayout(foot)
        self.folding.button.toggled.connect(self._fit)
        self._fit()

    def be_short(self, short: bool) -> None:
        """On a low page the segments come first: what is listed is chosen on request."""
        self.folding.be_short(short)
        self._show_counts()
        self._fit()

    def _fit(self, _on: bool = False) -> None:
        # From the inside outwards, at once: a list that moves under the pointer would be clicked elsewhere.
        self._grid.activate()
        self.folding.updateGeometry()
        self._column.activate()
        self.setMinimumHeight(self._column.minimumSize().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        columns = 2 if 2 * self._box_width + 3 * SPACING <= self.width() else 1
        if columns != self._columns:
            self._arrange(columns)
            self._fit()

    @property
    def _box_width(self) -> int:
        """What a box needs for the words that it has to begin with."""
        return max(map(self.fontMetrics().horizontalAdvance, _TO_BEGIN_WITH)) + _ROUND_WORDS

    def _arrange(self, columns: int) -> None:
        """Put the boxes beside each other where there is room for their words, else below one another."""
        self._columns = columns
        for number, box in enumerate(self._boxes):
            self._grid.addWidget(box, number // columns, number % columns)
        # All alike: what may be squeezed has no width of its own, and would be squeezed to nothing.
        for column in range(2):
            self._grid.setColumnStretch(column, int(column < columns))

    # -- what is listed -----------------------------------------------------------------------

    def open_code(self, code_id: UUID) -> None:
        """List the segments of a code, in all transcripts; where it has none, those of the codes below it."""
        study = self._session.study
        if code_id in study.codes:
            below = not study.coding_counts.get(key_of(code_id), 0) and bool(study.children(code_id))
            self._open(ListedSegments(code_id, below, sort=self.asked.sort), then=None)

    def open_transcript(self, at: UUID | None) -> None:
        """List all segments of the transcript that is shown, beginning with one of them."""
        self._open(ListedSegments(place=_SHOWN_HERE, sort=SegmentSort.TEXT), then=at)

    def _open(self, asked: ListedSegments, then: UUID | None) -> None:
        self.asked, self._then = asked, then
        self.opened.emit()
        self._refresh(first=True)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def dismiss(self) -> None:
        """Close the pane and go back to the text."""
        self._latest.stop()
        self.hide()
        self.dismissed.emit()
        self.text_wanted.emit()

    def _take(self, change: dict[str, Any]) -> None:
        self.asked = replace(self.asked, **change)
        self._refresh()

    def show_place(self) -> None:
        """Another transcript is shown: where only its segments are listed, list them."""
        if not self.isHidden() and self.asked.place == _SHOWN_HERE:
            self._refresh()

    def _on_changed(self, _step: Step, touched: Touched) -> None:
        if self.isHidden():
            return
        if self.asked.code is not None and self.asked.code not in self._session.study.codes:
            self.asked = replace(self.asked, code=None)
        if touched.codings or touched.turns or not touched.kinds.isdisjoint(_OF_ROWS):
            self._refresh()

    def _refresh(self, *, first: bool = False) -> None:
        """Look the segments up again; the one that was chosen stays so, or what comes in its place."""
        self._say_what()
        study, asked, shown = self._session.study, self.asked, self._shown()
        row = self.list.currentIndex().row()
        kept = None if first or not 0 <= row < len(self.rows.places) else self.rows.places.at(row)[1]
        wanted = self._then or kept
        if study.coding_count < _LITTLE:
            self._latest.stop()
            self._show(_found(study, asked, shown, wanted), first)
        else:
            self._latest.ask(
                lambda _progress: _found(study, asked, shown, wanted), lambda found: self._show(found, first)
            )

    def _say_what(self) -> None:
        study, asked = self._session.study, self.asked
        code = study.codes.get(asked.code) if asked.code is not None else None
        self._title.setText("Segments of all codes" if code is None else code.name)
        self._title.setToolTip("" if code is None else study.path(code.id))
        self.transcript.offer(
            [(None, _EVERYWHERE), (_SHOWN_HERE, "This transcript"), *places_offered(study)], asked.place
        )
        self.sort.offer(_SORTS, asked.sort)
        self.below.offer([(False, _WITHOUT), (True, "With subcodes")], asked.below)
        has_subcodes = code is not None and bool(study.children(code.id))
        self.below.setEnabled(has_subcodes)
        self.below.setVisible(has_subcodes)

    def _show(self, found: _Found, first: bool) -> None:
        asked = self.asked
        if asked.speaker is not None and asked.speaker not in found.speakers:
            self.asked = replace(asked, speaker=None)
        self.speaker.offer(
            [(None, "All speakers"), *((name, name or "Nobody") for name in found.speakers)], asked.speaker
        )
        row = self.list.currentIndex().row()
        before = self.rows.places.at(row)[1] if 0 <= row < len(self.rows.places) else None
        chosen = set() if first else {self.rows.places.at(each)[1] for each in self.list.chosen}
        self._whole = found.whole
        place = 0 if first else _place_of_gone(self.rows.places, found.places, row)
        here_alone = asked.place == _SHOWN_HERE or asked.place in self._session.study.transcripts
        self.rows.show(
            found.places,
            several_codes=asked.code is None or asked.below,
            several_transcripts=not here_alone,
        )
        wanted = self._then or (None if first else before)
        here = found.places.row_of(wanted) if wanted is not None else -1
        self._then = None
        if len(found.places):
            self.list.go_to(here if here >= 0 else place)
            self._choose_again(chosen)
        self._count()
        if self._goes_on:
            self.show_what_came(stays=self._stays)

    def _choose_again(self, chosen: set[UUID]) -> None:
        ids = id_list(self.rows.places.id[self.rows.places.order])
        # Where some have gone, they are done with: the others would stay selected out of sight.
        if len(chosen) > 1 and chosen.issubset(ids):
            rows = (row for row, each in enumerate(ids) if each in chosen)
            selection = self.list.selectionModel()
            selection.select(selection_of(rows, self.rows.index), selection.SelectionFlag.Select)

    def _count(self) -> None:
        number, chosen = len(self.rows.places), self.list.how_many
        self._none.setVisible(not number)
        words = counted(self._whole, "segment")
        if number < self._whole:
            words += f", of which {number:,} are listed; filter to see others"
        self._counts.setText(f"{words}, {chosen:,} selected" if chosen > 1 else words)
        self._counts.setToolTip(self._counts.text())
        self._show_counts()
        for button in (self.recode, self.remove):
            button.setEnabled(chosen > 0)

    def _show_counts(self) -> None:
        """In a line of their own, or beside the button that shows the choices."""
        self.folding.say(self._counts.text())
        self._counts.setVisible(len(self.rows.places) > 0 and not self.folding.short)

    # -- going through ------------------------------------------------------------------------

    @property
    def chosen(self) -> dict[UUID, list[UUID]]:
        """The selected segments by transcript."""
        found: dict[UUID, list[UUID]] = {}
        for row in self.list.chosen:
            place, coding_id = self.rows.places.at(row)
            found.setdefault(place, []).append(coding_id)
        return found

    def step(self, by: int, focused: UUID | None, caret: int) -> None:
        """Go to the next segment of the list, or the one before; from where one is in the text."""
        here = -1 if focused is None else self.rows.places.row_of(focused)
        row: int | None = here + by
        if here < 0 or self.rows.places.at(here)[0] != self._shown():
            row = self._from_the_text(by, caret)
        if row is not None and 0 <= row < len(self.rows.places):
            self.list.go_to(row)
            self._go(row)

    def step_in_list(self, by: int) -> None:
        """The same from the row that is current in the list."""
        row = self.list.currentIndex().row() + by
        if 0 <= row < len(self.rows.places):
            self.list.go_to(row)
            self._go(row)

    def show_what_came(self, *, stays: bool = False) -> None:
        """Have the text show the row that is current after a change, which may be another one now.

        ``stays``: unless it is in another transcript. Whoever changed several reads on where they are.
        """
        self._goes_on, self._stays = self._latest.under_way, stays
        row = self.list.currentIndex().row()
        if self._goes_on or row < 0 or (stays and self.rows.places.at(row)[0] != self._shown()):
            return
        self._go(row)

    def _from_the_text(self, by: int, caret: int) -> int | None:
        shown = self._shown()
        near = None if shown is None else self.rows.row_beside(shown, caret, by)
        return self.list.currentIndex().row() + by if near is None else near

    def follow(self, coding_id: UUID) -> None:
        """A segment was gone to in the text: it is the current one here, where it is listed."""
        if not self.isHidden() and not self.list.hasFocus():
            row = self.rows.places.row_of(coding_id)
            if row >= 0:
                self.list.go_to(row)

    def _go(self, row: int) -> None:
        if self.rows.line(row) is not None:
            self.place_wanted.emit(*self.rows.places.at(row))

    def _enter(self, row: int) -> None:
        self._go(row)
        self.text_wanted.emit()


def _place_of_gone(before: SegmentPlaces, now: SegmentPlaces, row: int) -> int:
    """Where one goes on when a row is gone, and maybe many before it: at the first that came after it."""
    ids = before.id[before.order][: max(row, 0)]
    return min(int(np.isin(ids, now.id).sum()), max(len(now) - 1, 0))


def _found(study: Study, asked: ListedSegments, shown: UUID | None, wanted: UUID | None) -> _Found:
    """The segments that are asked for, and who speaks where they are looked for.

    Of very many those around the ``wanted`` one are listed, or the first.
    """
    transcripts = transcripts_at(study, shown if asked.place == _SHOWN_HERE else asked.place)
    looked = transcripts if transcripts is not None else tuple(row.id for row in study.transcripts_in_order)
    speakers = dict.fromkeys(name for row in looked for name in speakers_of(study, row) if name)
    retrieval = Retrieval(
        None if asked.code is None or asked.code not in study.codes else (asked.code,),
        descendants=asked.below,
        transcripts=transcripts,
        speakers=(asked.speaker,) if asked.speaker in speakers and asked.speaker is not None else (),
        sort=asked.sort,
    )
    places = segment_places(study, retrieval)
    row = 0 if wanted is None or len(places) <= _MOST else max(0, places.row_of(wanted))
    listed = places if len(places) <= _MOST else places.around(row, _MOST)
    return _Found(listed, len(places), tuple(sorted(speakers, key=name_order)))
