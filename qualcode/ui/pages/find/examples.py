"""What can be asked, by examples that hold in the project that is open."""

from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from qualcode.model.identity import key_of
from qualcode.model.queries.query import quoted
from qualcode.model.queries.query_names import short_name
from qualcode.model.study import Study
from qualcode.model.transcript import Role
from qualcode.model.turns import ROLES
from qualcode.ui.look.theme import SPACING, mute
from qualcode.ui.painted.buttons import ExampleButton

_MOST_USED: Final = 10
_MEANING: Final = 30
"""Letters for which there must be room beside an example."""


def examples(study: Study) -> Iterator[tuple[str, str]]:
    """Queries with what each finds, of the most used codes, a participant's label and a transcript."""
    yield "moving on", "words, wherever they are said"
    yield "tru* OR *hood", "words with any letters at the star; also: AND, NOT"
    one, other = [*_often(study), "stigma", "consent"][:2]
    yield f"code:{one} and code:{other}", "text with both codes; also: or, not, inside"
    yield f"code:{one} near 2 code:{other}", "passages at most two turns apart; also: before 2, after 2"
    yield f"code:{one} and speaker:{quoted(_label(study))}", "what one speaker says under a code"
    name = next((row.name for row in study.transcripts_in_order), "FG1")
    yield f"transcript:{quoted(name)} and is:uncoded", "what is not coded yet in one transcript"


def hints(study: Study) -> tuple[str, ...]:
    """What can be typed, the longest first, in names that this project has."""
    code = next((f"code:{name}" for name in _often(study)), "")
    attribute = next((f" and {quoted(row.name)}:…" for row in study.attributes_in_order), "")
    named = [f"Words, or {code}{attribute}", f"Words, or {code}"] if code else []
    return (*named, "Words or codes", "Words")


def _often(study: Study) -> list[str]:
    """The shortest names among the codes used most."""
    codes = [code for code in study.codes_in_order if code.codable]
    used = sorted(codes, key=lambda code: -study.coding_counts.get(key_of(code.id), 0))[:_MOST_USED]
    return sorted((quoted(short_name(study, code.id)) for code in used), key=len)


def _label(study: Study) -> str:
    asking = ROLES.index(Role.PARTICIPANT)
    for transcript in study.transcripts_in_order:
        turns = study.turns_of(transcript.id)
        for label in turns.label[turns.role == asking]:
            if label:
                return str(label)
    return "P1"


class Examples(QWidget):
    """A button a query; pressed, it stands in the line."""

    taken = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: list[ExampleButton] = []
        self._meanings: list[QLabel] = []
        self._below: bool | None = None
        self._shown: list[tuple[str, str]] = []
        head = QLabel("Type words, or parts with a name before a colon. For example:")
        mute(head)
        head.setWordWrap(True)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(2 * SPACING)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2 * SPACING, 0, 0)
        column.setSpacing(SPACING)
        column.addWidget(head)
        column.addLayout(self._grid)
        column.addStretch()

    def refresh(self, study: Study) -> None:
        """Take the names of the study as it is."""
        rows = list(examples(study))
        if rows == self._shown:
            return
        self._shown = rows
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        self.buttons, self._meanings = [], []
        for text, meaning in rows:
            button, label = ExampleButton(text, self), QLabel(meaning, self)
            button.setToolTip(f"Put this into the query line: {text}")
            button.setAccessibleName(f"{text}: {meaning}")
            button.clicked.connect(lambda _checked=False, example=text: self.taken.emit(example))
            mute(label)
            label.setWordWrap(True)
            self.buttons.append(button)
            self._meanings.append(label)
        self._below = None
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        """What an example finds stands beside it, or below where there is too little room for both."""
        widest = max((button.sizeHint().width() for button in self.buttons), default=0)
        below = self.width() < widest + _MEANING * self.fontMetrics().averageCharWidth()
        if below is self._below:
            return
        self._below = below
        for number, (button, label) in enumerate(zip(self.buttons, self._meanings, strict=True)):
            for widget in (button, label):
                self._grid.removeWidget(widget)
            self._grid.addWidget(button, 2 * number, 0, Qt.AlignmentFlag.AlignLeft)
            self._grid.addWidget(label, 2 * number + below, 0 if below else 1)
            # In line with the words of the button.
            label.setContentsMargins(6 * below, 0, 0, SPACING * below)
        self._grid.setColumnStretch(0, int(below))
