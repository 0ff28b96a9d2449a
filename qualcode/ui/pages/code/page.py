"""The Code page: transcripts and codebook, the text in the middle, what is at the cursor at the right."""

from typing import Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from qualcode.model.change import Touched
from qualcode.model.entities import Code, Participant, ProjectInfo, TextVersion
from qualcode.model.step import Step
from qualcode.ui.inspector.panel import Inspector
from qualcode.ui.navigator.panel import Navigator
from qualcode.ui.pages.code.reading import ReadingPane
from qualcode.ui.pages.code.reading_places import ReadingPlaces
from qualcode.ui.pages.code.segments_pane import SegmentsPane
from qualcode.ui.pages.code.sharing_out import LEAST_LEFT, LEAST_RIGHT, Sides
from qualcode.ui.pages.code.side_panels import GivingSplitter, SidePanels
from qualcode.ui.pages.workplace import Workplace
from qualcode.ui.painted.splitter import LineSplitter
from qualcode.ui.session.chunks import Chunks
from qualcode.ui.widgets.painting_in_turns import PaintingInTurns

_SEEN_EVERYWHERE: Final = frozenset((Code, Participant, ProjectInfo, TextVersion))
"""What is seen of these stands in the text, beside it and at both sides."""
_LOW: Final = 620
"""Pixels of the page on which the list of segments needs the room of what is chosen for it."""
_SHARE: Final = 0.62
"""Of the height, that of the list of segments."""
_SIDES = (0.25, 0.18)
_MOST = (312, 290)


class CodePage(QWidget):
    """Puts the three panes side by side and lets each know what the others show."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._actions = workplace.actions
        self._preferences = workplace.preferences
        self._built = False
        self._shared = False
        """Whether the height at the right was shared out between list and panel."""
        self._seen = False
        """Whether all of it has been painted once."""
        self._painting = PaintingInTurns(self)
        # Before any part of it hears of a step: what is to be painted already is not held back any more.
        workplace.session.changed.connect(self._on_step)
        self._splitter = GivingSplitter(Qt.Orientation.Horizontal, self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._splitter)
        self.navigator: Navigator
        self.reading: ReadingPane
        self.inspector: Inspector
        self.segments: SegmentsPane

    def build(self) -> Chunks:
        """Build the panes, each born in its place."""
        session, actions = self._workplace.session, self._actions
        self.navigator = Navigator(session, actions, self._splitter)
        yield from self.navigator.build()
        yield
        self.reading = ReadingPane(session, actions, self._workplace.background, self._splitter)
        self.reading.apply_style(self._preferences)
        self._places = ReadingPlaces(self.reading.view, self._preferences)
        yield
        view = self.reading.view
        self._right = LineSplitter(Qt.Orientation.Vertical, self._splitter)
        self.segments = SegmentsPane(
            session, self._workplace.background, lambda: view.transcript_id, self._right
        )
        self.show_quotes()
        self.inspector = Inspector(session, self._preferences, view, self._right)
        yield
        self._right.addWidget(self.segments)
        self._right.addWidget(self.inspector)
        # The middle takes what its text and stripes need; squeezed further they would be cut off.
        for pane in (self.navigator, self.reading, self._right):
            self._splitter.addWidget(pane)
        self.navigator.setMinimumWidth(LEAST_LEFT)
        self._right.setMinimumWidth(LEAST_RIGHT)
        self._splitter.setStretchFactor(1, 1)
        self.sides = SidePanels(
            self._splitter,
            self.navigator,
            self._right,
            (self.segments, self.inspector),
            lambda: self.reading.text.least_width,
        )
        self._restore_layout()
        self._connect()
        self._built = True
        for part in self._covered:
            part.setUpdatesEnabled(False)

    @property
    def _covered(self) -> tuple[QWidget, ...]:
        navigator = self.navigator
        return navigator.transcripts, navigator.codebook, self.reading, self.inspector

    def uncover(self) -> Chunks:
        """Have the parts painted one after the other: all of them at once take long, the first time."""
        for part in self._covered:
            part.setUpdatesEnabled(True)
            yield
        self._seen = True
        # What is there when a project is opened was filled before it was seen.
        self.inspector.fill_in_turns()

    def _paint_in_turns(self) -> None:
        """Have all of it painted again, the words first, what stands beside them one after the other."""
        if not self._seen or not self.isVisible():
            return
        text, navigator = self.reading.text, self.navigator
        # It waits for the words, and comes in the turn of the map.
        text.margin.wait_for_the_text()
        beside = navigator.codebook, self.segments, self.inspector, navigator.transcripts
        self._painting.start((text.view, text.map, *beside))

    def _on_step(self, _step: Step, touched: Touched) -> None:
        """What a step changes in many places is painted in turns, too, after it has been taken in."""
        if touched.kinds & _SEEN_EVERYWHERE or touched.turns or len(touched.codings) > 1:
            self._paint_in_turns()

    def _connect(self) -> None:
        view = self.reading.view
        self.navigator.transcripts.chosen.connect(self.reading.show_transcript)
        self.navigator.transcripts.opened.connect(self.reading.keep_open)
        self.navigator.codebook.code_chosen.connect(self.inspector.show_code)
        self.reading.shown.connect(self.navigator.transcripts.show_as_current)
        self.reading.shown.connect(self.navigator.codebook.codebook.show_counts_of)
        self.reading.shown.connect(self._places.arrive)
        self.reading.shown.connect(self._on_place)
        view.cursor_moved.connect(self._on_place)
        view.selection_changed.connect(self._on_place)
        self.navigator.codebook.codebook.coded.connect(self.reading.desk.apply_dropped)
        self.navigator.codebook.activated_code.connect(self.reading.desk.apply)
        self.navigator.codebook.clicked_code.connect(self.reading.desk.code_clicked)
        self.navigator.codebook.stick_wanted.connect(self.reading.desk.stick_to)
        self.reading.desk.click_changed.connect(self.navigator.click_hint.setVisible)
        view.coding_activated.connect(self.inspector.segments.choose_by_id)
        self.reading.desk.made.connect(lambda _coding_id: self.inspector.segments.forget_pointed_out())
        view.limit_changed.connect(lambda: self.inspector.show_limit(view.limit))
        view.zoom_changed.connect(self.sides.arrange)
        self.reading.shown.connect(self.sides.arrange)
        self.segments.opened.connect(self._open_segments)
        self.segments.dismissed.connect(self.sides.arrange)

    def _open_segments(self) -> None:
        """Show the list above the panel, the first time with the larger share of the height."""
        self.sides.open(self.segments)
        if not self._shared:
            self._shared = True
            height = self._right.height()
            self._right.setSizes([round(height * _SHARE), height - round(height * _SHARE)])

    def _on_place(self) -> None:
        view = self.reading.view
        self.inspector.show_place(view.transcript_id, view.cursor_position(), view.selected_span())

    def appear(self) -> None:
        """Let the keyboard go to the text."""
        self.reading.take_keyboard()

    def toggle(self, pane: QWidget) -> None:
        """Show or hide the left or the right side."""
        self.sides.toggle(pane)

    # -- layout -------------------------------------------------------------------------------

    def show_quotes(self) -> None:
        """List segments with remarks in brackets, or without, as the preferences say."""
        self.segments.rows.show_brackets(not self._preferences.bare_quotes)

    def _restore_layout(self) -> None:
        for splitter, name in ((self._splitter, "code"), (self.navigator, "navigator")):
            state = self._preferences.layout(name)
            if state is not None:
                splitter.restoreState(state)

    def showEvent(self, event: QShowEvent) -> None:
        """Share out the width when there is one for the first time: the sides what they need."""
        super().showEvent(event)
        self._paint_in_turns()
        if not sum(self.sides.wished):
            self.sides.wish(self._first_wish())

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing waits to be painted where nothing is seen: it all is when the page comes again."""
        super().hideEvent(event)
        self._painting.stop()

    def _first_wish(self) -> Sides:
        """The widths of the last time, else what the sides need."""
        sizes = self._splitter.sizes()
        if self._preferences.layout("code") is not None and sizes[0] and sizes[2]:
            return Sides(sizes[0], sizes[2])
        left, right = (
            min(round(self.width() * share), most) for share, most in zip(_SIDES, _MOST, strict=True)
        )
        return Sides(left, right)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._paint_in_turns()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._built:
            self.segments.be_short(self.height() < _LOW)
            self.sides.arrange()

    def save_places(self) -> None:
        """Keep where transcripts are being read."""
        self._places.save()

    def save_layout(self) -> None:
        if sum(self.sides.wished):
            # As wished, not as squeezed: the next window may be larger.
            left, right = self.sides.wished
            self._splitter.setSizes([left, max(1, self._splitter.width() - left - right), right])
        self._preferences.save_layout("code", self._splitter.saveState())
        self._preferences.save_layout("navigator", self.navigator.saveState())
