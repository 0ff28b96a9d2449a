"""One coding at the cursor: its code, who applied it, its words, its memo, and what can be done with it."""

from collections.abc import Callable
from typing import Final
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from qualcode.analysis.found_words import words_by_turns
from qualcode.model.codes.weights import weight_in_words
from qualcode.model.codings import Coding
from qualcode.model.entities import MemoSubject
from qualcode.model.memos import MemoTarget
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.model.words.cutting import CUT, cut_place
from qualcode.operations.codings.coding import set_coding_memo
from qualcode.operations.typical_quotes import toggle_typical, typical_quote_on
from qualcode.ui.commands.spoken_keys import with_keys
from qualcode.ui.inspector.memos_about import MemosAbout
from qualcode.ui.look.icons import swatch
from qualcode.ui.look.theme import Colours, heading_font, mute
from qualcode.ui.painted.box import Box
from qualcode.ui.painted.frame import PaintedFrame
from qualcode.ui.session.preferences import Preferences
from qualcode.ui.session.session import Session
from qualcode.ui.transcript.stripe_painting import short_name
from qualcode.ui.widgets.elided_label import ElidedLabel
from qualcode.ui.widgets.fitting_label import FittingLabel
from qualcode.ui.widgets.note_field import EscapeLeaves, NoteField
from qualcode.ui.widgets.plain_label import plain_label
from qualcode.ui.widgets.tab_order import tab_as_laid_out
from qualcode.ui.widgets.theme_icon import ThemeIcon
from qualcode.ui.widgets.written_keys import writes

_LEAST_NAME: Final = 14
"""Letters of the code's name in a line: with fewer it is a word a line beside a long coder’s name."""
_FEWEST: Final = 9
"""Letters of it in the narrowest panel: with more the card would go on beneath the scroll bar."""
_SHOWN: Final = 600
"""Letters of the words; what is more is read in the text."""
_ERASING: Final = (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)


class SegmentCard(PaintedFrame):
    """Shows a coding and follows it through changes by its identity."""

    removing = Signal(object)
    """The coding whose button was pressed."""
    chosen = Signal(object)
    menu_wanted = Signal(QPoint)
    """The menu of the segment is to open at this place on the screen."""
    typed_into = Signal(object)
    """Somebody types into the memo, which is kept from them until they have been asked."""

    def __init__(
        self,
        session: Session,
        preferences: Preferences,
        home: QWidget,
        asks_first: Callable[[Coding], bool],
        parent: QWidget | None = None,
    ) -> None:
        """``asks_first``: whether a coding is not to be changed until it has been chosen by name."""
        super().__init__(parent)
        self._current = False
        self._session = session
        self._preferences = preferences
        self._coding: Coding | None = None
        self._transcript_id: UUID | None = None
        self._told: tuple[str, ...] = ()
        """What the card says of its coding; said again it would be laid out again."""
        self._patch = QLabel()
        self._name = plain_label()
        self._name.setFont(heading_font(self.font()))
        self._name.setWordWrap(True)
        # In a narrow panel it becomes initials, and the code's name goes on in the next line.
        self._coder = FittingLabel()
        mute(self._coder)
        self._remove = QToolButton()
        ThemeIcon(self._remove, "close")
        self._remove.setAutoRaise(True)
        self._remove.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._remove.clicked.connect(lambda: self.removing.emit(self._coding))
        self._words = ElidedLabel()
        mute(self._words)
        self.memo = NoteField("Memo on the segment", "Memo", self._save_memo)
        self._asks_first = asks_first
        self.memo.why_not = self._why_no_memo
        self.memo.installEventFilter(EscapeLeaves(home, self.memo))
        self.memo.installEventFilter(self)
        self.typical = QCheckBox("Typical quote")
        self.typical.clicked.connect(lambda _on: self._toggle_typical())
        head = self._head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(self._patch)
        head.addWidget(self._name, 1)
        head.addWidget(self._coder)
        head.addWidget(self._remove)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(8, 4, 4, 8)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self._words)
        column.addWidget(self.memo)
        self.memos = MemosAbout(self)
        column.addWidget(self.memos)
        column.addWidget(self.typical)

    def box(self, colours: Colours) -> Box:
        return Box(colours.base, colours.accent if self._current else colours.line, radius=6)

    @property
    def coding(self) -> Coding | None:
        return self._coding

    def show_coding(self, study: Study, transcript_id: UUID, coding: Coding, *, current: bool) -> None:
        """Show a coding as it is in ``study``."""
        self._coding, self._transcript_id = coding, transcript_id
        code, coder, why = (
            study.codes[coding.code_id],
            study.coders[coding.coder_id],
            self._session.why_nothing,
        )
        start, end = coding.span
        shown = Span(start, min(end, cut_place(study.text(transcript_id), start, _SHOWN)))
        words = words_by_turns(study, transcript_id, shown) + (f" {CUT}" if shown.end < end else "")
        # Where a long line is cut: beside a long name there is no room for a weight.
        weight = "" if coding.weight is None else f"{weight_in_words(study.info, coding.weight)} · "
        keys = with_keys("Reports print typical quotes first ({code.typical})", self._preferences)
        told = code.name, study.path(code.id), code.colour, coder.name, f"{weight}“{words}”", why, keys
        if told != self._told:
            self._told = told
            self._tell(*told)
        self.memo.show_text(coding.memo, (transcript_id, coding.id))
        self.memos.show_about(study, MemoTarget(MemoSubject.PLACE, transcript_id, coding.span))
        chosen = typical_quote_on(study, coding.code_id, transcript_id, coding.span) is not None
        self.typical.setChecked(chosen)
        if self._current != current:
            self._current = current
            self.update()

    def _tell(self, code: str, path: str, colour: str, coder: str, words: str, why: str, keys: str) -> None:
        """``why``: why whoever codes may change nothing; ``keys``: what reports do with typical quotes."""
        self._patch.setPixmap(swatch(colour).pixmap(16, 16))
        self._name.setText(code)
        self._name.setToolTip(path)
        self._name.setMinimumWidth(self._width_of_name(_FEWEST))
        self._coder.say(coder, short_name(coder))
        self._share_head()
        self._words.setText(words)
        self._remove.setToolTip(why or f"Remove “{code}” from this segment")
        self._remove.setEnabled(not why)
        self._remove.setAccessibleName(f"Remove {code} by {coder}")
        self.setAccessibleName(f"Segment: {code} by {coder}")
        self.memo.setAccessibleName(f"Memo on {code} by {coder}")
        self.memo.setPlaceholderText(f"Memo on “{code}”")
        self.typical.setToolTip(why or keys)
        self.typical.setEnabled(not why)
        self.typical.setAccessibleName(f"Typical quote of this code, {code}")

    def _width_of_name(self, letters: int) -> int:
        metrics = self._name.fontMetrics()
        return min(metrics.horizontalAdvance(self._name.text()), letters * metrics.averageCharWidth())

    def _share_head(self) -> None:
        """Leave the coder what the code's name does not need, and initials always."""
        shortest = self._coder.minimumSizeHint().width()
        others = self._head.minimumSize().width() - self._name.minimumWidth() - shortest
        margins = self._column.contentsMargins()
        room = self.width() - margins.left() - margins.right() - others
        self._coder.setMaximumWidth(max(shortest, room - self._width_of_name(_LEAST_NAME)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_head()

    def _toggle_typical(self) -> None:
        coding, place, session = self._coding, self._transcript_id, self._session
        if coding is not None and place is not None:
            session.do(lambda: toggle_typical(session.study, coding.code_id, place, coding.span))

    def _why_no_memo(self) -> str:
        if not self._kept_back:
            return self._session.why_nothing
        sentence = "This is a colleague’s segment; you are asked before you write here ({code.memo})"
        return with_keys(sentence, self._preferences)

    @property
    def _kept_back(self) -> bool:
        coding = self._coding
        return not self._session.why_nothing and coding is not None and self._asks_first(coding)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Typing into a memo that is kept back is no key of the window, but asks whether it is meant."""
        if isinstance(event, QKeyEvent) and self._kept_back and _changes(event):
            if event.type() is QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() is QEvent.Type.KeyPress:
                self.chosen.emit(self._coding)
                self.typed_into.emit(event.clone())
                return True
        return super().eventFilter(watched, event)

    def _save_memo(self, about: tuple[UUID, UUID], text: str) -> bool:
        return self._session.keep_note(lambda: set_coding_memo(self._session.study, *about, text))

    def hold(self, buttons: QWidget) -> None:
        """Show what can be done, on this card and no other."""
        if buttons.parentWidget() is not self:
            self._column.insertWidget(2, buttons)
            buttons.show()
            tab_as_laid_out(self)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.chosen.emit(self._coding)
        self.menu_wanted.emit(event.globalPos())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self.chosen.emit(self._coding)


def _changes(event: QKeyEvent) -> bool:
    """Whether a key would change what is in a field."""
    return writes(event) or event.matches(QKeySequence.StandardKey.Paste) or event.key() in _ERASING
