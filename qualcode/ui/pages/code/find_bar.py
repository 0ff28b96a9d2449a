"""The find bar over the lower edge of a transcript: words, how they are meant, how often they stand there."""

import re
from bisect import bisect_left, bisect_right
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget

from qualcode.analysis.occurrences import occurrences
from qualcode.analysis.search import Match, search_part
from qualcode.model.errors import QualcodeError
from qualcode.model.queries.query import PREFIXES
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.ui.commands.actions import Actions
from qualcode.ui.commands.spoken_keys import keys_in_words
from qualcode.ui.painted.field import LineField
from qualcode.ui.session.background import Background
from qualcode.ui.session.latest import Latest
from qualcode.ui.session.session import Session
from qualcode.ui.transcript.view import TranscriptView
from qualcode.ui.widgets.elided_label import ElidedLabel
from qualcode.ui.widgets.over_edge import EdgeBar
from qualcode.ui.widgets.theme_icon import ThemeIcon
from qualcode.ui.widgets.word_box import WordBox

_MATCHES = (
    (Match.EXACT, "anywhere"),
    (Match.WHOLE_WORD, "whole words"),
    (Match.REGULAR_EXPRESSION, "regular expression"),
)
_ANSWERED: Final = (
    "Here words are looked for in this transcript. Press {analyse.find} to have the query answered on the "
    "Find page."
)
_PAUSE_MILLISECONDS = 120
_LEAST_COUNT = 64
_NARROW = 400


class FindBar(EdgeBar):
    """Looks in the transcript that the view shows."""

    closed = Signal()

    def __init__(
        self,
        session: Session,
        actions: Actions,
        view: TranscriptView,
        background: Background,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._actions = actions
        self._latest = Latest(background)
        self._then = 0
        self._session = session
        self._view = view
        self.spans: list[Span] = []
        self.field = LineField()
        self.field.setPlaceholderText("Find in this transcript")
        self.field.setAccessibleName("Find in this transcript")
        self.field.setClearButtonEnabled(True)
        self.field.installEventFilter(self)
        self.match = WordBox()
        self.match.setAccessibleName("How the words are meant")
        self.match.offer(_MATCHES, Match.EXACT)
        self.count = ElidedLabel()
        self.count.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.count.setMinimumWidth(_LEAST_COUNT)
        self._buttons = previous, following, close = QToolButton(), QToolButton(), QToolButton()
        for button, text, key, name in (
            (previous, "Previous", "Shift+Enter", "up"),
            (following, "Next", "Enter", "down"),
            (close, "Close", "Esc", "close"),
        ):
            button.setText(text)
            button.setToolTip(f"{text} ({keys_in_words([key])})")
            ThemeIcon(button, name)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.field.setMinimumWidth(80)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 8, 4)
        row.setSpacing(4)
        row.addWidget(self.field, 1)
        for widget in (self.match, self.count, previous, following, close):
            row.addWidget(widget)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MILLISECONDS)
        self._pause.timeout.connect(self.look)
        self.field.textChanged.connect(self._pause.start)
        self.match.activated.connect(self.look)
        previous.clicked.connect(lambda: self.step(-1))
        following.clicked.connect(lambda: self.step(1))
        close.clicked.connect(self.dismiss)
        self.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room the buttons show their icons alone."""
        super().resizeEvent(event)
        style = Qt.ToolButtonStyle
        shown = style.ToolButtonIconOnly if self.width() < _NARROW else style.ToolButtonTextOnly
        for button in self._buttons:
            button.setToolButtonStyle(shown)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._view.cover_below(self.height())

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._view.cover_below(0)

    def open(self) -> None:
        """Show the bar, with the selected words in it."""
        place, span = self._view.transcript_id, self._view.selected_span()
        if place is not None and span is not None and span.length <= 60:
            self.field.setText(self._session.study.quoted(place, span).replace("\n", " "))
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()
        self.look()

    def dismiss(self) -> None:
        """Close the bar and go back to the text."""
        self.hide()
        self._latest.stop()
        self._then = 0
        self._view.show_matches([])
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()

    def look(self) -> None:
        """Mark all places where the words stand."""
        self._pause.stop()
        self._latest.stop()
        place, words, match = self._view.transcript_id, self.field.text(), self.match.chosen
        self._show_spans([], "")
        if self.isHidden() or place is None or not words:
            return
        text = self._session.study.text(place)
        if match is Match.REGULAR_EXPRESSION:
            # It may take long: the window must not wait for it.
            self.count.setText("looking…")
            self._latest.ask(lambda _progress: _places(words, match, text), self._tell, self._refuse)
            return
        try:
            self._tell(_places(words, match, text))
        except QualcodeError as error:
            self._refuse(str(error))

    @property
    def query(self) -> str:
        """What was typed, where it is a query for the Find page and no words of the transcript."""
        words = self.field.text()
        asked = self.isVisible() and not self.spans and ":" in words
        return words if asked and _part_of(self._session.study).search(words) else ""

    def _tell(self, spans: list[Span]) -> None:
        self._show_spans(spans, f"{len(spans):,} found" if spans else "not found")
        if self.query:
            self.count.setText(self._actions.said("not found; for this query, Find ({analyse.find})"))
            self.count.setToolTip(self._actions.said(_ANSWERED))
        then, self._then = self._then, 0
        if then:
            self._go(then)

    def _refuse(self, sentence: str) -> None:
        self._then = 0
        self._show_spans([], sentence)

    def _show_spans(self, spans: list[Span], said: str) -> None:
        self.spans = spans
        self.count.setText(said)
        self.count.setToolTip(said)
        self._view.show_matches(spans)

    def step(self, by: int) -> None:
        """Select the next place, or with -1 the one before; at the end begin again."""
        self._then = by
        self.look()

    def _go(self, by: int) -> None:
        if not self.spans:
            return
        selected = self._view.selected_span()
        here = selected or Span(self._view.cursor_position(), self._view.cursor_position())
        starts = [span.start for span in self.spans]
        if by > 0:
            place = bisect_right(starts, here.start) if selected else bisect_left(starts, here.start)
        else:
            place = bisect_left(starts, here.start) - 1
        place %= len(self.spans)
        self._view.select_span(self.spans[place])
        self.count.setText(f"{place + 1:,} of {len(self.spans):,}")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
                return True
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                self.step(1 if event.key() == Qt.Key.Key_Down else -1)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.dismiss()
                return True
        return super().eventFilter(watched, event)


def _part_of(study: Study) -> re.Pattern[str]:
    """Finds part of a query: ``code:trust``, or of an attribute ``age:41``, ``"care home":yes``."""
    names = [row.name for row in study.attributes_in_order]
    # Of several words it is a name in quotes only.
    written = [*PREFIXES, *(name for name in names if " " not in name), *(f'"{name}"' for name in names)]
    return re.compile(rf"(?<![^\s(])(?:{'|'.join(map(re.escape, sorted(written)))}):\S", re.IGNORECASE)


def _places(words: str, match: Match, text: str) -> list[Span]:
    return [Span(*place) for place in occurrences(search_part(words, match))(text)]
