"""The question whose text it shall be, where two people have changed the same one: mine, theirs, or both."""

from enum import Enum
from functools import partial
from typing import Final, assert_never

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from qualcode.model.words.cutting import shortened
from qualcode.ui.look.theme import Colours
from qualcode.ui.painted.box import Box
from qualcode.ui.painted.frame import PaintedFrame
from qualcode.ui.widgets.flow_layout import FlowLayout
from qualcode.ui.widgets.messages import announce
from qualcode.ui.widgets.plain_label import plain_label

_SHOWN: Final = 300


class TextAnswer(Enum):
    """Whose text it shall be."""

    MINE = "Keep mine"
    THEIRS = "Use theirs"
    BOTH = "Keep both"

    def text(self, mine: str, theirs: str) -> str:
        """The text that comes of it."""
        match self:
            case TextAnswer.MINE:
                return mine
            case TextAnswer.THEIRS:
                return theirs
            case TextAnswer.BOTH:
                return "\n\n".join(part for part in (theirs, mine) if part)
            case _:
                assert_never(self)


class TextQuestion(PaintedFrame):
    """Is below a field while something is asked about it; nothing is replaced before that is answered."""

    chosen = Signal(TextAnswer)

    def __init__(self, field: QWidget) -> None:
        super().__init__(field.parentWidget())
        self._words = plain_label()
        self._words.setWordWrap(True)
        self.buttons: dict[TextAnswer, QPushButton] = {}
        line = QWidget()
        flow = FlowLayout(line)
        for answer in TextAnswer:
            button = self.buttons[answer] = QPushButton(answer.value)
            button.setAutoDefault(False)
            button.clicked.connect(partial(self._choose, answer))
            flow.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 8, 6)
        column.addWidget(self._words)
        column.addWidget(line)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        holder = field.parentWidget()
        line_of_field = None if holder is None else _holding(holder.layout(), field)
        if line_of_field is not None:
            line_of_field.insertWidget(line_of_field.indexOf(field) + 1, self)

    def box(self, colours: Colours) -> Box:
        return Box(colours.notice, colours.line, radius=6)

    @property
    def words(self) -> str:
        """What is asked."""
        return self._words.text()

    def ask(self, theirs: str) -> None:
        """Ask whose text it shall be."""
        quoted = shortened(theirs, _SHOWN)
        what = f"changed it to “{quoted}”" if theirs else "deleted it"
        sentence = f"While you were typing, a teammate {what}. Which text is to stay?"
        self._words.setText(sentence)
        self.setAccessibleName(sentence)
        self.show()
        announce(self, sentence)

    def _choose(self, answer: TextAnswer, _checked: bool = False) -> None:
        self.chosen.emit(answer)


def _holding(layout: QLayout | None, widget: QWidget) -> QBoxLayout | None:
    """The layout, within this one, in whose line the widget stands."""
    lines = [] if layout is None else [layout, *layout.findChildren(QBoxLayout)]
    return next((line for line in lines if isinstance(line, QBoxLayout) and line.indexOf(widget) >= 0), None)
