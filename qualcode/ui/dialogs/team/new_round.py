"""Opening a round: its name, transcripts, coders, and how many turns are drawn."""

from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from qualcode.model.errors import QualcodeError
from qualcode.model.team import TeamRole
from qualcode.model.teamwork.readings import AGREED
from qualcode.model.teamwork.roles import roles_by_coder
from qualcode.model.teamwork.rounds import rounds_in_order, second_codings, turns_to_draw_from
from qualcode.model.words.in_words import counted
from qualcode.model.words.names import name_key
from qualcode.operations.teamwork.rounds import TurnSample, open_round
from qualcode.ui.dialogs.button_row import button_row
from qualcode.ui.dialogs.team.sample_size import SampleSize
from qualcode.ui.dialogs.team.words import BLIND_ON_SERVER
from qualcode.ui.look.theme import SPACING, mute
from qualcode.ui.painted.buttons import PrimaryButton
from qualcode.ui.painted.field import LineField
from qualcode.ui.session.session import Session
from qualcode.ui.widgets.field_note import say_at
from qualcode.ui.widgets.refusals import told_at
from qualcode.ui.widgets.scrolled import Scrolled

_ID = Qt.ItemDataRole.UserRole


class NewRoundDialog(QDialog):
    """Ticks choose; why it cannot be opened is said at what has to be changed."""

    opened = Signal(object)
    """The identity of the new round."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        study = session.study
        self.setWindowTitle("New round")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(680, 560)
        self.name = LineField(f"Round {len(rounds_in_order(study)) + 1}")
        self.name.setAccessibleName("Name")
        self.name.selectAll()
        self.texts = _ticks("Transcripts", [(row.id, row.name) for row in study.transcripts_in_order])
        self.texts.itemChanged.connect(self._count)
        second = second_codings(study)
        # What was agreed codes nothing, and who codes a second time is asked for below.
        # Nor does who may only read.
        roles = roles_by_coder(study)
        people = [
            row
            for row in study.coders_in_order
            if row.name != AGREED and row.id not in second and roles.get(row.id) is not TeamRole.READER
        ]
        self.people = _ticks("Coders", [(row.id, row.name) for row in people])
        self.coder = LineField()
        self.coder.setPlaceholderText("Name of another coder")
        self.coder.setAccessibleName("Name of another coder")
        self.coder.installEventFilter(self)
        add = QPushButton("Add")
        add.setAutoDefault(False)
        add.clicked.connect(self._add_coder)
        self.blind = QCheckBox("Blind: coders see nobody’s work but their own until the round is closed")
        self.blind.setChecked(True)
        self.second = QCheckBox("Second coding: coders code again what they coded before, without seeing it")
        self.second.setToolTip("To see how steadily somebody codes; give each of them a copy")
        self.sampled = QCheckBox("Only a random sample of turns:")
        self.turns, self.seed = QSpinBox(), QSpinBox()
        self.turns.setAccessibleName("Turns to draw")
        self.turns.setRange(1, 1)
        self.seed.setAccessibleName("Seed")
        self.seed.setRange(0, 999_999_999)
        self.seed.setValue(1)
        self.planned = SampleSize(lambda: len(self._chosen_people()))
        self.planned.wanted.connect(self._take_size)
        self.sampled.toggled.connect(self._enable)
        self.blindness = QLabel(BLIND_ON_SERVER)
        self.blindness.setWordWrap(True)
        mute(self.blindness)
        self.blindness.setVisible(session.project.path is None)
        self.blind.toggled.connect(lambda on: self.blindness.setVisible(on and session.project.path is None))
        self.button = PrimaryButton("Open the round")
        self.button.clicked.connect(self._open)
        self._lay_out(add)
        self._count()
        self._enable()
        self.name.setFocus()

    def _lay_out(self, add: QPushButton) -> None:
        form = QFormLayout()
        form.addRow("Name", self.name)
        lists = QHBoxLayout()
        lists.setSpacing(2 * SPACING)
        for title, part in (("Transcripts", self.texts), ("Coders", self.people)):
            column = QVBoxLayout()
            heading = QLabel(title)
            heading.setBuddy(part)
            column.addWidget(heading)
            column.addWidget(part, 1)
            if part is self.people:
                line = QHBoxLayout()
                line.addWidget(self.coder, 1)
                line.addWidget(add)
                column.addLayout(line)
            lists.addLayout(column, 1)
        sample = QHBoxLayout()
        sample.addWidget(self.sampled)
        sample.addWidget(self.turns)
        self.of = QLabel()
        mute(self.of)
        sample.addWidget(self.of)
        sample.addStretch()
        sample.addWidget(QLabel("Seed"))
        sample.addWidget(self.seed)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, SPACING, 0)
        column.setSpacing(SPACING + 2)
        column.addLayout(form)
        column.addLayout(lists, 1)
        column.addWidget(self.blind)
        column.addWidget(self.second)
        column.addLayout(sample)
        column.addWidget(self.planned)
        column.addWidget(self.blindness)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(2 * SPACING, 2 * SPACING, 2 * SPACING, 2 * SPACING)
        outer.addWidget(Scrolled(inside), 1)
        outer.addLayout(button_row(self, self.button))

    # -- choices ----------------------------------------------------------------------------------

    def _chosen_texts(self) -> list[UUID]:
        return [item.data(_ID) for item in _ticked(self.texts)]

    def _chosen_people(self) -> list[str]:
        return [item.text() for item in _ticked(self.people)]

    def _count(self) -> None:
        most = turns_to_draw_from(self._session.study, self._chosen_texts())
        self.turns.setRange(min(1, most), max(1, most))
        self.of.setText(f"of {most:,}")

    def _enable(self) -> None:
        for part in (self.turns, self.seed, self.planned):
            part.setEnabled(self.sampled.isChecked())

    def _take_size(self, number: int) -> None:
        self.turns.setValue(number)
        if self.turns.value() < number:
            most = counted(self.turns.maximum(), "turn")
            say_at(self.turns, None, f"The chosen transcripts have only {most} to code.")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter after a name adds it, and opens nothing: another name may follow."""
        if watched is self.coder and isinstance(event, QKeyEvent) and self.coder.text().strip():
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enter and event.type() is QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if enter and event.type() is QEvent.Type.KeyPress:
                self._add_coder()
                return True
        return super().eventFilter(watched, event)

    def _add_coder(self) -> None:
        name = self.coder.text().strip()
        if not name:
            return
        known = [item for item in _items(self.people) if name_key(item.text()) == name_key(name)]
        item = known[0] if known else _tick(self.people, None, name)
        item.setCheckState(Qt.CheckState.Checked)
        self.people.scrollToItem(item)
        self.coder.clear()

    # -- opening ----------------------------------------------------------------------------------

    def _open(self) -> None:
        self._add_coder()
        sample = TurnSample(self.turns.value(), self.seed.value()) if self.sampled.isChecked() else None
        study = self._session.study
        try:
            opened, change = open_round(
                study,
                self.name.text(),
                self._chosen_texts(),
                self._chosen_people(),
                blind=self.blind.isChecked(),
                sample=sample,
                second=self.second.isChecked(),
                by=self._session.coder_name,
            )
        except QualcodeError as error:
            field = {"name": self.name, "transcripts": self.texts, "sample": self.turns}.get(
                error.field, self.people
            )
            field.setFocus()
            say_at(field, None, str(error))
            return
        with told_at(self.name):
            kept = self._session.keep(lambda: change)
        if kept:
            self.accept()
            self.opened.emit(opened.id)


def _ticks(name: str, things: list[tuple[UUID, str]]) -> QListWidget:
    made = QListWidget()
    made.setAccessibleName(name)
    for identity, words in things:
        _tick(made, identity, words)
    return made


def _tick(made: QListWidget, identity: UUID | None, words: str) -> QListWidgetItem:
    item = QListWidgetItem(words, made)
    item.setData(_ID, identity)
    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
    item.setCheckState(Qt.CheckState.Checked)
    return item


def _items(made: QListWidget) -> list[QListWidgetItem]:
    return [made.item(place) for place in range(made.count())]


def _ticked(made: QListWidget) -> list[QListWidgetItem]:
    return [item for item in _items(made) if item.checkState() is Qt.CheckState.Checked]
