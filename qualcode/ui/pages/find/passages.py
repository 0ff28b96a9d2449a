"""The passages of a query in groups, each with a box to check; Enter or a click opens one in its place."""

from html import escape
from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QListWidgetItem, QWidget

from qualcode.ui.look.theme import colours_now
from qualcode.ui.pages.find.answers import AnswerLine, Grouping, Place, in_groups
from qualcode.ui.widgets.rich_list import CHECK_WIDTH, DATA_ROLE, RichList

_CHECK: Final = Qt.ItemDataRole.CheckStateRole


class FoundList(RichList):
    """Remembers what is checked while the same passages are listed again."""

    place_wanted = Signal(object, object)
    """(transcript, span) of a passage to be read in its place."""
    checks_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Passages found", parent)
        self._pressed = QPoint()
        self._checked: set[Place] = set()
        self.itemActivated.connect(self._open)
        self.itemClicked.connect(self._clicked)
        self.itemChanged.connect(self._on_changed)

    def show_lines(self, lines: tuple[AnswerLine, ...], by: Grouping) -> None:
        """List passages by transcript or by code; what is checked stays so where it is still found."""
        self._checked &= {line.place for line in lines}
        self.blockSignals(True)
        self.clear()
        colours = colours_now()
        for name, members in in_groups(lines, by):
            title = f'<b style="color:{colours.text}">{escape(name)}</b>'
            count = f'<span style="color:{colours.muted}"> &nbsp;{len(members):,}</span>'
            self.add(title + count, f"{name}: {len(members)}", None)
            self.item(self.count() - 1).setFlags(Qt.ItemFlag.NoItemFlags)
            for line in members:
                known = "" if by is Grouping.TRANSCRIPT else line.transcript
                where = " · ".join(filter(None, [known, line.where])) or line.transcript
                self._add(line, f'<span style="color:{colours.muted}">{escape(where)}</span><br>')
        self.blockSignals(False)
        self.checks_changed.emit()

    def _add(self, line: AnswerLine, head: str) -> None:
        self.add(head + line.html, line.words, line.place)
        item = self.item(self.count() - 1)
        item.setFlags(
            Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
        )
        on = line.place in self._checked
        item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)

    @property
    def checked(self) -> list[Place]:
        """The checked passages in the order of the list."""
        items = (self.item(row) for row in range(self.count()))
        return [item.data(DATA_ROLE) for item in items if item.data(DATA_ROLE) in self._checked]

    def focus_first(self) -> None:
        """Move to the first passage, to read on by keyboard."""
        for row in range(self.count()):
            if self.item(row).data(DATA_ROLE) is not None:
                self.setCurrentRow(row)
                self.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def _on_changed(self, item: QListWidgetItem) -> None:
        place = item.data(DATA_ROLE)
        if place is None:
            return
        on = item.checkState() is Qt.CheckState.Checked
        (self._checked.add if on else self._checked.discard)(place)
        self.checks_changed.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.position().toPoint()
        super().mousePressEvent(event)

    def _clicked(self, item: QListWidgetItem) -> None:
        # A click on the box checks; only one on the words opens.
        if self._pressed.x() > CHECK_WIDTH:
            self._open(item)

    def _open(self, item: QListWidgetItem) -> None:
        place = item.data(DATA_ROLE)
        if place is not None:
            self.place_wanted.emit(*place)
