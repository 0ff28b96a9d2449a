"""The question whose text it shall be, where two people have changed the same one: mine, theirs, or both."""

from enum import Enum
from functools import partial
from typing import Final, assert_never

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QLabel, QLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from qualcode.ui.look.theme import Colours
from qualcode.ui.painted.box import Box
from qualcode.ui.painted.frame import PaintedFrame
from qualcode.ui.widgets.flow_layout import FlowLayout
from qualcode.ui.widgets.messages import announce

_SHOWN: Final = 300


class Answer(Enum):
    """Whose text it shall be."""

    MINE = "Keep mine"
    THEIRS = "Use theirs"
    BOTH = "Keep both"

    def text(self, mine: str, theirs: str) -> str:
        """The text that comes of it."""
        match self:
            case Answer.MINE:
                return mine
            case Answer.THEIRS:
                return theirs
            case Answer.BOTH:
                return "\n\n".join(part for part in (theirs, mine) if part)
            case _:
                assert_never(self)


class TextQuestion(PaintedFrame):
    """Stands below a field while there is something to be asked about it; nothing is replaced before."""

    chosen = Signal(Answer)

    def __init__(self, field: QWidget) -> None:
        # Without a place until it is first asked: fields are made before they are laid out.
        super().__init__(None)
        self._field = field
        field.destroyed.connect(self.deleteLater)
        self.theirs: str | None = None
        """The text that somebody else has saved, while it is not settled whose it shall be."""
        self._words = QLabel()
        self._words.setWordWrap(True)
        self.buttons: dict[Answer, QPushButton] = {}
        line = QWidget()
        flow = FlowLayout(line)
        for answer in Answer:
            button = self.buttons[answer] = QPushButton(answer.value)
            button.setAutoDefault(False)
            button.clicked.connect(partial(self._choose, answer))
            flow.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 8, 6)
        column.addWidget(self._words)
        column.addWidget(line)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.hide()

    def box(self, colours: Colours) -> Box:
        return Box(colours.notice, colours.line, radius=6)

    @property
    def words(self) -> str:
        """What is asked; empty while nothing is."""
        return "" if self.theirs is None else self._words.text()

    def ask(self, theirs: str) -> None:
        """Ask whose text it shall be."""
        if theirs == self.theirs:
            return
        self.theirs = theirs
        quoted = theirs if len(theirs) <= _SHOWN else f"{theirs[:_SHOWN]}…"
        what = f"changed it to “{quoted}”" if theirs else "deleted it"
        sentence = f"While you were typing, a teammate {what}. Which text is to stay?"
        self._words.setText(sentence)
        self.setAccessibleName(sentence)
        self._take_place()
        self.show()
        announce(self, sentence)

    def withdraw(self) -> None:
        """There is nothing to ask any more."""
        self.theirs = None
        self.hide()

    def _choose(self, answer: Answer, _checked: bool = False) -> None:
        self.chosen.emit(answer)

    def _take_place(self) -> None:
        """Below the field, wherever that has been laid out."""
        holder = self._field.parentWidget()
        if self.parentWidget() is not None or holder is None:
            return
        found = _holding(holder.layout(), self._field)
        if found is not None:
            found.insertWidget(found.indexOf(self._field) + 1, self)


def _holding(layout: QLayout | None, widget: QWidget) -> QBoxLayout | None:
    """The layout, within this one, in whose line the widget stands."""
    if layout is None:
        return None
    if isinstance(layout, QBoxLayout) and layout.indexOf(widget) >= 0:
        return layout
    for place in range(layout.count()):
        item = layout.itemAt(place)
        found = None if item is None else _holding(item.layout(), widget)
        if found is not None:
            return found
    return None
