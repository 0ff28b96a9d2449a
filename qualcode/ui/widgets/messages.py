"""The message bar: refusals, information and offers, said in the window instead of in boxes."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QWidget
from shiboken6 import isValid

from qualcode.model.machine.ways import in_window
from qualcode.model.step import Step, StepKind
from qualcode.ui.look.theme import Colours
from qualcode.ui.painted.box import Box
from qualcode.ui.widgets.over_edge import EDGES, EdgeBar
from qualcode.ui.widgets.plain_label import plain_caption, plain_label

SHOWN_MILLISECONDS = 8_000
_OFFERS = 3


@dataclass(frozen=True, slots=True)
class Offer:
    """A button in the bar: what it says and what it does."""

    text: str
    act: Callable[[], object]
    holds: Callable[[], bool] = lambda: True
    """Whether it can still be done; asked after each step."""


class MessageBar(EdgeBar):
    """One sentence over an edge of the window, with an offer or two beside it.

    A refusal stays until it is closed, something else is said or its page is left; information goes
    by itself.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._refusal = False
        self._before: QWidget | None = None
        """What had the keyboard when the bar came, or before it was gone to."""
        self.setAccessibleName("Message")
        self._text = plain_label()
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._buttons = [QPushButton() for _ in range(_OFFERS)]
        self._offers: tuple[Offer, ...] = ()
        self._of_step = self._of_page = False
        self._told_of: Step | None = None
        """The step whose outcome is being said: undone, it leaves nothing to say."""
        for place, button in enumerate(self._buttons):
            button.clicked.connect(partial(self._on_button, place))
        self._close = close = QPushButton("Close")
        close.setToolTip("Dismiss this message")
        close.setAccessibleName("Close the message")
        close.clicked.connect(self.put_away)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 8, 6)
        row.addWidget(self._text, 1)
        for button in self._buttons:
            row.addWidget(button)
        row.addWidget(close)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.put_away)
        self.hide()

    def put_away(self) -> None:
        """Close the bar and give the keyboard back: Qt would give it to the first button of the window."""
        held = self._holds(QApplication.focusWidget())
        self.hide()
        if held and self._before is not None and isValid(self._before) and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape declines what is offered, and closes no more than the bar."""
        if event.key() == Qt.Key.Key_Escape and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.put_away()
        else:
            super().keyPressEvent(event)

    def _holds(self, widget: QWidget | None) -> bool:
        return widget is not None and self.isAncestorOf(widget)

    def _remember_keyboard(self) -> None:
        now = QApplication.focusWidget()
        if not self._holds(now):
            self._before = now

    def box(self, colours: Colours) -> Box:
        fill = colours.refusal if self._refusal else colours.notice
        return Box(fill, colours.line, sides=EDGES)

    @property
    def text(self) -> str:
        """What is being said; empty while the bar is put away."""
        return "" if self.isHidden() else self._text.text()

    @property
    def whole(self) -> str:
        """The whole path of what is said by its name; empty where nothing is."""
        return self._text.toolTip()

    def refuse(self, sentence: str) -> None:
        """Say why something was not done."""
        self._say(sentence, refusal=True)
        self._of_page = True

    def refuse_step(self, sentence: str) -> None:
        """Say why a step was not made; it is put away when one has been made since."""
        self.refuse(sentence)
        self._of_step = True

    def leave(self) -> None:
        """Another page is shown: why something was not done on the one before is past."""
        if self._of_page:
            self.hide()

    def settle(self, step: Step | None = None) -> None:
        """A step was made: what was said of one that was not, or offers what is past, is put away.

        So is what was said of a step that ``step`` undoes.
        """
        if self._of_step or _undoes(step, self._told_of) or not all(offer.holds() for offer in self._offers):
            self.hide()

    def inform(self, sentence: str, *offers: Offer) -> None:
        """Say what was done, and offer what may come next."""
        self._say(sentence, *offers, refusal=False)
        self._timer.start(SHOWN_MILLISECONDS)

    def ask(
        self, sentence: str, *offers: Offer, path: Path | None = None, told_of: Step | None = None
    ) -> None:
        """Say what would follow, and stay until it is done or put away, or ``told_of`` is undone.

        ``path`` in the sentence is said by its name; the tip has the whole of it.
        """
        whole = "" if path is None else str(path)
        said = sentence if path is None else sentence.replace(whole, path.name or whole)
        self._say(said, *offers, refusal=False)
        self._told_of = told_of
        self._text.setToolTip(whole)

    def ask_first(self, sentence: str, *offers: Offer, path: Path | None = None, answer: int = 0) -> None:
        """Ask before what a person has just asked for is done.

        The keyboard comes to one of the offers, the ``answer``: Enter takes it, Escape declines. Not for what
        comes by itself, while somebody may be typing; and what cannot be undone is no answer.
        """
        self.ask(sentence, *offers, path=path)
        self.go_to(answer)

    def ask_when_free(
        self, sentence: str, *offers: Offer, key: str, path: Path | None = None, answer: int = 0
    ) -> None:
        """Ask about what has come up meanwhile: nothing that somebody types goes into the answer.

        Where the keyboard is not in a field or a list, it comes to the ``answer``; else the ``key`` that
        leads there is said.
        """
        now = QApplication.focusWidget()
        if now is not None and now.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled):
            self.ask(f"{sentence} {key} goes to the answers.", *offers, path=path)
        else:
            self.ask_first(sentence, *offers, path=path, answer=answer)

    def warn(self, sentence: str, *offers: Offer) -> None:
        """Say what is wrong and what can be done about it; stays until that is done or a step is made."""
        self._say(sentence, *offers, refusal=True)
        self._of_step = True

    def _say(self, sentence: str, *offers: Offer, refusal: bool) -> None:
        self._timer.stop()
        self._remember_keyboard()
        self._of_step = self._of_page = False
        self._told_of = None
        sentence = in_window(sentence)
        self._text.setText(sentence)
        self._text.setToolTip("")
        self._offers = offers
        for place, button in enumerate(self._buttons):
            button.setText(plain_caption(offers[place].text) if place < len(offers) else "")
            button.setVisible(place < len(offers))
        self._refusal = refusal
        self.update()
        self.show()
        announce(self, sentence)

    @property
    def offers(self) -> tuple[str, ...]:
        """What can be done about it, as its buttons say."""
        return tuple(offer.text for offer in self._offers)

    @property
    def goes_by_itself(self) -> bool:
        """Whether it is put away after a while."""
        return self._timer.isActive()

    def go_to(self, place: int = 0) -> None:
        """Bring the keyboard to what can be done about the message; nothing where there is none."""
        if not self.isHidden():
            self._timer.stop()
            self._remember_keyboard()
            (self._buttons[place] if self._offers else self._close).setFocus(
                Qt.FocusReason.ShortcutFocusReason
            )

    def take_offer(self, place: int = 0) -> None:
        """Do what one of the buttons says."""
        offers = self._offers
        self.put_away()
        if place < len(offers):
            offers[place].act()

    def _on_button(self, place: int, _checked: bool = False) -> None:
        self.take_offer(place)


def _undoes(step: Step | None, told_of: Step | None) -> bool:
    if step is None or told_of is None or step.kind is not StepKind.UNDO:
        return False
    return step.target == (told_of.target or told_of.number)


def announce(widget: QWidget, sentence: str) -> None:
    """Have a screen reader say a sentence; does nothing where none is running."""
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, sentence))
