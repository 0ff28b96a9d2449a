"""The start page: new, open, sample, recent projects, and a place to drop transcripts on."""

from collections import Counter
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QSizePolicy,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from qualcode.model.words.in_words import day_in_words
from qualcode.ui.look.theme import SPACING, heading_font, mute
from qualcode.ui.painted.buttons import TileButton
from qualcode.ui.session.preferences import Preferences, RecentProject
from qualcode.ui.widgets.drop_area import DropArea
from qualcode.ui.widgets.letter_menu import LetterMenu
from qualcode.ui.widgets.roomy_rows import RoomyRows
from qualcode.ui.widgets.scrolled import Scrolled

_WIDTH = 760
_AT_LEAST = 2
"""Recent projects that are seen on the smallest screen; the others are scrolled to."""
_ADDRESS = Qt.ItemDataRole.UserRole


class RecentList(QTreeWidget):
    """The key Del, and the menu of a project, take it off the list."""

    removing = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.removing.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer it for the project under the pointer or, asked for by key, for the one that is marked."""
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        item = self.currentItem() if by_key else self.itemAt(event.pos())
        if item is None:
            return
        self.setCurrentItem(item)
        at = self.visualItemRect(item).center() if by_key else event.pos()
        menu = LetterMenu.fresh(self)
        menu.addAction("Remove from this list\tDel").triggered.connect(self.removing)
        menu.popup(self.viewport().mapToGlobal(at))


class StartPage(QWidget):
    """What one sees without a project."""

    files_dropped = Signal(list)
    files_wanted = Signal()
    chosen = Signal(str)
    """Address of a recent project."""

    def __init__(
        self, preferences: Preferences, actions: list[QAction], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._preferences = preferences
        title = QLabel("qualcode")
        title.setFont(heading_font(self.font(), 2.4))
        saying = QLabel(
            "Code transcripts, find patterns and take the results into your paper. Everything "
            "stays on this computer."
        )
        mute(saying)
        saying.setWordWrap(True)
        self.drop_area = DropArea("Drop transcripts here to start a project", "Choose transcripts…")
        self.drop_area.setMinimumHeight(110)
        self.drop_area.dropped.connect(self.files_dropped)
        self.drop_area.choosing.connect(self.files_wanted)
        self.recent = self._recent_list()
        self._nothing = QLabel("Projects that you open will be listed here.")
        mute(self._nothing)
        heading = QLabel("Recent projects")
        heading.setFont(heading_font(self.font()))

        column = QVBoxLayout()
        column.setSpacing(SPACING * 2)
        column.addWidget(title)
        column.addWidget(saying)
        column.addLayout(self._buttons(actions))
        column.addWidget(self.drop_area)
        column.addSpacing(SPACING)
        column.addWidget(heading)
        column.addWidget(self._nothing)
        column.addWidget(self.recent, 100)
        column.addStretch(1)
        middle = QWidget()
        middle.setMaximumWidth(_WIDTH)
        middle.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        middle.setLayout(column)
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(SPACING * 4, SPACING * 3, SPACING * 4, SPACING * 2)
        row.addStretch()
        row.addWidget(middle, 10)
        row.addStretch()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(Scrolled(page))
        self.refresh()

    def _buttons(self, actions: list[QAction]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACING + 4)
        for action in actions:
            button = TileButton()
            button.setDefaultAction(action)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.setIconSize(QSize(28, 28))
            button.setMinimumHeight(84)
            button.setAccessibleName(action.text().rstrip("…"))
            row.addWidget(button)
        return row

    def _recent_list(self) -> "RecentList":
        tree = RecentList()
        tree.setAccessibleName("Recent projects")
        tree.setHeaderLabels(["Project", "Folder", "Last opened"])
        tree.setRootIsDecorated(False)
        tree.setUniformRowHeights(True)
        tree.setAllColumnsShowFocus(True)
        tree.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        tree.setItemDelegate(RoomyRows(tree, 8, 10))
        header = tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)
        tree.removing.connect(self._forget)
        tree.itemActivated.connect(self._activated)
        tree.itemClicked.connect(self._activated)
        return tree

    def _activated(self, item: QTreeWidgetItem) -> None:
        self.chosen.emit(item.data(0, _ADDRESS))

    def _forget(self) -> None:
        """Take the project that is marked off the list, and mark the next one."""
        item = self.recent.currentItem()
        if item is None:
            return
        place = self.recent.indexOfTopLevelItem(item)
        self._preferences.forget(item.data(0, _ADDRESS))
        self.refresh()
        next_one = self.recent.topLevelItem(min(place, self.recent.topLevelItemCount() - 1))
        if next_one is not None:
            self.recent.setCurrentItem(next_one)

    def refresh(self) -> None:
        """List the recent projects again."""
        self.recent.clear()
        shown = Counter((project.name, _place(project.address)) for project in self._preferences.recent)
        for project in self._preferences.recent:
            # Copies of a project have its name, and are often in its folder: then the file tells them apart.
            alike = shown[project.name, _place(project.address)] > 1
            self.recent.addTopLevelItem(_item(project, with_file=alike))
        number = self.recent.topLevelItemCount()
        empty = number == 0
        if not empty:
            # As tall as its rows, where there is room: a large empty box looks as if something were missing,
            # and a long list must not make the window taller than a small screen.
            row, head = self.recent.sizeHintForRow(0), self.recent.header().sizeHint().height() + 4
            self.recent.setMinimumHeight(head + min(number, _AT_LEAST) * row)
            self.recent.setMaximumHeight(head + number * row)
        self.recent.setVisible(not empty)
        self._nothing.setVisible(empty)


def _item(project: RecentProject, *, with_file: bool) -> QTreeWidgetItem:
    place = _place(project.address)
    if with_file and "://" not in project.address:
        place = str(Path(place) / Path(project.address).name)
    item = QTreeWidgetItem([project.name, place, _when(project.opened)])
    item.setData(0, _ADDRESS, project.address)
    item.setToolTip(0, project.address)
    item.setToolTip(1, project.address)
    return item


def _place(address: str) -> str:
    if "://" in address:
        return address.partition("://")[2].partition("@")[2] or address
    folder = str(Path(address).parent)
    home = str(Path.home())
    return "~" + folder[len(home) :] if folder.startswith(home) else folder


def _when(opened: str) -> str:
    try:
        moment = datetime.fromisoformat(opened).astimezone()
    except ValueError:
        return ""
    days = (datetime.now().astimezone().date() - moment.date()).days
    if days == 0:
        return f"today, {moment:%H:%M}"
    return "yesterday" if days == 1 else day_in_words(moment.date())
