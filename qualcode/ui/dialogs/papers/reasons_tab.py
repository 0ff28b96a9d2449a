"""At which kinds of step the project asks why: a page of the project's settings."""

from typing import Final

from PySide6.QtWidgets import QCheckBox, QLabel, QVBoxLayout, QWidget

from qualcode.model.step_topics import TOPIC_NAMES, StepTopic
from qualcode.operations.project import set_reason_topics
from qualcode.ui.look.theme import SPACING, mute
from qualcode.ui.painted.buttons import PrimaryButton
from qualcode.ui.session.session import Session
from qualcode.ui.widgets.columns_layout import ColumnsLayout
from qualcode.ui.widgets.messages import MessageBar
from qualcode.ui.widgets.withheld import Withheld

_HINT: Final = (
    "At the steps ticked here everybody is asked for a reason before the step is made. Reasons are kept in "
    "the history and printed in the audit trail. Undoing a step needs none."
)


class ReasonsTab(QWidget):
    """A box for each kind of step, saved in one step by its ``button``; who shows them gives that a place."""

    def __init__(self, session: Session, bar: MessageBar, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._bar = bar
        hint = QLabel(_HINT)
        hint.setWordWrap(True)
        mute(hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACING, 0, 0)
        column.setSpacing(SPACING)
        column.addWidget(hint)
        column.addWidget(QLabel("Ask for a reason when"))
        self.boxes: dict[StepTopic, QCheckBox] = {}
        columns = ColumnsLayout(2)
        for topic in StepTopic:
            name = TOPIC_NAMES[topic]
            box = self.boxes[topic] = QCheckBox(f"{name[:1].lower()}{name[1:]}")
            columns.addWidget(box)
        column.addLayout(columns)
        self.button = PrimaryButton("Save reasons", self)
        self.button.clicked.connect(self.save)
        column.addStretch()
        self._shown = frozenset[str]()
        self._show()
        session.changed.connect(self._take_in_news)
        Withheld(session, lambda: session.why_not_all, (self.button, *self.boxes.values()), self)

    @property
    def chosen(self) -> frozenset[StepTopic]:
        """The kinds that are checked."""
        return frozenset(topic for topic, box in self.boxes.items() if box.isChecked())

    def _show(self) -> None:
        self._shown = frozenset(self._session.study.info.reason_topics)
        for topic, box in self.boxes.items():
            box.setChecked(topic.value in self._shown)

    def _take_in_news(self) -> None:
        """Show what a teammate has saved since, unless something else was checked here meanwhile."""
        if {topic.value for topic in self.chosen} == self._shown:
            self._show()

    def save(self) -> None:
        """Save what is checked, as one step."""
        change = set_reason_topics(self._session.study, self.chosen)
        if not change:
            self._bar.inform("Nothing was changed.")
        elif self._session.do(lambda: change) is not None:
            self._show()
            self._bar.inform("Saved: reasons are asked for at the steps that are ticked.")
