"""The passages of a query in groups, each with a box to check; Enter or a click opens one in its place."""

from html import escape
from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QListWidgetItem, QWidget

from qualcode.ui.look.theme import colours_now
from qualcode.ui.pages.find.answers import AnswerLine, Grouping, Place, in_groups
from qualcode.ui.session.chunks import ChunkRunner, Chunks
from qualcode.ui.widgets.rich_list import CHECK_WIDTH, DATA_ROLE, RichList

_AT_ONCE: Final = 25
"""Passages that are added before the window goes on; more than are seen at first."""


class FoundList(RichList):
    """Remembers what is checked while the same passages are listed again."""

    place_wanted = Signal(object, object)
    """(transcript, span) of a passage to be read in its place."""
    checks_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Passages found", parent)
        # Items come a few at a time and are seen at once; in batches Qt shows none before the last.
        self.setLayoutMode(self.LayoutMode.SinglePass)
        self._coming = ChunkRunner(self)
        self._listed: list[Place] = []
        self._pressed = QPoint()
        self._checked: set[Place] = set()
        self.itemActivated.connect(self._open)
        self.itemClicked.connect(self._clicked)
        self.itemChanged.connect(self._on_changed)

    def show_lines(self, lines: tuple[AnswerLine, ...], by: Grouping) -> None:
        """List passages by transcript or by code; what is checked stays so where it is still found."""
        self._checked &= {line.place for line in lines}
        groups = list(in_groups(lines, by))
        self._listed = [line.place for _, members in groups for line in members]
        self.clear()
        self._coming.start(self._adding(groups, by))
        self.checks_changed.emit()

    def _adding(self, groups: list[tuple[str, list[AnswerLine]]], by: Grouping) -> Chunks:
        added = 0
        for name, members in groups:
            self._add_title(name, len(members))
            for line in members:
                self._add(line, by)
                added += 1
                if added % _AT_ONCE == 0:
                    yield

    def _add_title(self, name: str, number: int) -> None:
        colours = colours_now()
        title = f'<b style="color:{colours.text}">{escape(name)}</b>'
        count = f'<span style="color:{colours.muted}"> &nbsp;{number:,}</span>'
        self.add(title + count, f"{name}: {number}", None)
        self.item(self.count() - 1).setFlags(Qt.ItemFlag.NoItemFlags)

    def _add(self, line: AnswerLine, by: Grouping) -> None:
        known = "" if by is Grouping.TRANSCRIPT else line.transcript
        where = " · ".join(filter(None, [known, line.where])) or line.transcript
        head = f'<span style="color:{colours_now().muted}">{escape(where)}</span><br>'
        # What is checked is known already; nobody has changed it.
        self.blockSignals(True)
        self.add(head + line.html, line.words, line.place)
        item = self.item(self.count() - 1)
        item.setFlags(
            Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
        )
        on = line.place in self._checked
        item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        self.blockSignals(False)

    @property
    def checked(self) -> list[Place]:
        """The checked passages in the order of the list."""
        return [place for place in self._listed if place in self._checked]

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
