"""The segments at the cursor, one card each, and which of them keys act on."""

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from qualcode.model.codings import Coding
from qualcode.model.words.in_words import listed
from qualcode.operations.typical_quotes import toggle_typical, typical_quote_on
from qualcode.ui.inspector.codings_here import NO_SEGMENT, CodingsHere
from qualcode.ui.inspector.filling import Filling
from qualcode.ui.inspector.segment_card import SegmentCard
from qualcode.ui.look.theme import mute
from qualcode.ui.session.preferences import Preferences
from qualcode.ui.session.session import Session
from qualcode.ui.widgets.laid_out_once import laid_out_once
from qualcode.ui.widgets.plain_label import plain_label
from qualcode.ui.widgets.tab_order import tab_as_laid_out

_MOST = 24
_SPARE = 4
"""Cards that are there before they are needed: making one takes longer than filling one."""


class SegmentList(QWidget):
    """Cards are kept and filled again: making widgets at every step of the cursor would be felt."""

    removing = Signal(object)
    current_changed = Signal()
    menu_wanted = Signal(QPoint)
    memo_typed_into = Signal(object)
    """Somebody presses this key in the memo of the current segment, kept from them until they are asked."""
    memo_wanted = Signal(object)
    """The identity of a memo that is to be read."""
    shown = Signal()
    """The segments that are shown, or the one that keys act on, may be others now."""

    def __init__(
        self,
        session: Session,
        preferences: Preferences,
        home: QWidget,
        filling: Filling,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._filling = filling
        self._session = session
        self._preferences = preferences
        self._home = home
        self._cards: list[SegmentCard] = []
        self._codings: list[Coding] = []
        self._transcript_id: UUID | None = None
        self._current: UUID | None = None
        self._pointed_out: UUID | None = None
        self.asks_first: Callable[[Coding], bool] = lambda _coding: False
        """Whether a coding is not to be changed until it has been chosen by name."""
        self._hint = ""
        self._hidden = ""
        self._hidden_beside = 0
        self._empty = plain_label()
        mute(self._empty)
        self._empty.setWordWrap(True)
        self._more = plain_label()
        mute(self._more)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addWidget(self._empty)
        self._column.addWidget(self._more)
        self._buttons: QWidget | None = None
        for _ in range(_SPARE):
            self._add_card()
        self._spares = QTimer(self)
        self._spares.setSingleShot(True)
        self._spares.timeout.connect(self._keep_spares)
        session.coder_changed.connect(lambda _name: self._refresh())

    @property
    def current(self) -> Coding | None:
        """The coding that keys act on."""
        return next((row for row in self._codings if row.id == self._current), None)

    @property
    def pointed_out(self) -> Coding | None:
        """The current one, where it was clicked or gone to since the caret was moved."""
        current = self.current
        return current if current is not None and current.id == self._pointed_out else None

    def forget_pointed_out(self) -> None:
        """Whichever is current now has not been pointed out."""
        self._pointed_out = None

    @property
    def cards(self) -> list[SegmentCard]:
        """The cards as they are now, those that wait to be filled too."""
        self._filling.fill_now(self)
        return self._cards

    @property
    def why_none(self) -> str:
        """What is said where keys have nothing to act on."""
        return self._hidden or NO_SEGMENT

    def show_codings(self, transcript_id: UUID | None, here: CodingsHere, hint: str) -> None:
        """Show these codings, or where there are none the ``hint``, or that there are hidden ones."""
        self._transcript_id = transcript_id
        self._codings = codings = here.codings
        self._hidden = here.hidden
        self._hidden_beside = here.hidden_beside
        if all(row.id != self._current for row in codings):
            self._current = codings[0].id if codings else None
        self._hint = here.hidden or hint
        for card in self._cards[len(self._codings) :]:
            self._leave(card)
        self._refresh()

    def _refresh(self) -> None:
        self._filling.want(self, self._fill)
        self.shown.emit()

    def _fill(self) -> None:
        with laid_out_once(self):
            self._fill_cards()

    def _fill_cards(self) -> None:
        shown = self._codings[:_MOST]
        while len(self._cards) < len(shown):
            self._add_card()
        for card, coding in zip(self._cards, shown, strict=False):
            if self._transcript_id is not None:
                study = self._session.study
                card.show_coding(study, self._transcript_id, coding, current=coding.id == self._current)
            if self._buttons is not None and coding.id == self._current:
                card.hold(self._buttons)
        for place, card in enumerate(self._cards):
            card.setVisible(place < len(shown))
        self._empty.setText(self._hint)
        self._empty.setVisible(not shown)
        more = _more_in_words(len(self._codings) - len(shown), self._hidden_beside)
        self._more.setText(more)
        self._more.setVisible(bool(more))
        self._spares.start()

    def _leave(self, card: SegmentCard) -> None:
        """Take the keyboard out of a card that goes: it would go on to the next field, to be typed into."""
        focused = QApplication.focusWidget()
        if focused is not None and card.isAncestorOf(focused):
            self._home.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep_spares(self) -> None:
        """One a turn, and none beyond what can be shown."""
        if len(self._cards) < min(len(self._codings) + _SPARE, _MOST):
            self._add_card()
            self._spares.start()

    def _add_card(self) -> None:
        card = SegmentCard(self._session, self._preferences, self._home, self._asks_first)
        card.removing.connect(self.removing)
        card.chosen.connect(self.choose)
        card.menu_wanted.connect(self.menu_wanted)
        card.typed_into.connect(self.memo_typed_into)
        card.memos.wanted.connect(self.memo_wanted)
        self._column.insertWidget(len(self._cards), card)
        if self._cards:
            tab_as_laid_out(card, after=self._cards[-1].typical)
        card.hide()
        self._cards.append(card)

    def _asks_first(self, coding: Coding) -> bool:
        return self.asks_first(coding)

    def add_buttons(self, buttons: QWidget) -> None:
        """Have these on the card of the segment that keys act on."""
        self._buttons = buttons
        buttons.setParent(self)
        buttons.hide()

    def choose(self, coding: Coding | None) -> None:
        """Let keys act on this coding."""
        self._pointed_out = None if coding is None else coding.id
        if coding is None or coding.id == self._current:
            return
        self._current = coding.id
        self._refresh()
        self.current_changed.emit()

    def choose_by_id(self, coding_id: UUID) -> None:
        """Let keys act on the coding with this identity, where it is among those shown."""
        self.choose(next((row for row in self._codings if row.id == coding_id), None))

    @property
    def current_is_typical(self) -> bool:
        """Whether the current segment stands for its code in reports."""
        row, place = self.current, self._transcript_id
        if row is None or place is None:
            return False
        return typical_quote_on(self._session.study, row.code_id, place, row.span) is not None

    def toggle_typical(self) -> None:
        """Let the current segment stand for its code in reports, or no longer."""
        row, place = self.current, self._transcript_id
        if row is not None and place is not None:
            study = self._session
            study.do(lambda: toggle_typical(study.study, row.code_id, place, row.span))

    def edit_memo(self, key: QKeyEvent | None = None) -> bool:
        """Put the cursor into the memo of the current coding; False where there is none.

        A ``key`` is pressed there then: one that was kept back until it was asked whether it is meant.
        """
        for card in self.cards:
            if not card.isHidden() and card.coding is not None and card.coding.id == self._current:
                # Where it has the keyboard already, it hears nothing of being free to be written in now.
                card.memo.keep_to_role()
                card.memo.setFocus(Qt.FocusReason.ShortcutFocusReason)
                if key is not None:
                    QApplication.sendEvent(card.memo, key)
                return True
        return False


def _more_in_words(further: int, hidden: int) -> str:
    """The segments that have no card: ``and 3 more``, ``and 2 hidden by Stripes``, or both."""
    parts = [f"{further:,} more"] if further else []
    parts += [f"{hidden:,} hidden by Stripes"] if hidden else []
    return f"and {listed(parts)}" if parts else ""
