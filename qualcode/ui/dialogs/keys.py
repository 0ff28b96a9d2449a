"""All actions with their keys and gestures; keys can be changed, and conflicts are named."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QKeySequenceEdit,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from qualcode.model.words.spelling import narrowing_by_words
from qualcode.ui.commands.action_info import MENUS, ActionInfo
from qualcode.ui.commands.action_list import ACTIONS, BY_NAME
from qualcode.ui.commands.actions import Actions
from qualcode.ui.commands.spoken_keys import keys_in_words
from qualcode.ui.look.theme import SPACING, heading_font
from qualcode.ui.painted.field import LineField
from qualcode.ui.widgets.down_to_list import DownToList
from qualcode.ui.widgets.on_screen import opening_size
from qualcode.ui.widgets.row_arrows import ArrowTree
from qualcode.ui.widgets.spoken_role import SpokenAs

_NAME_ROLE = Qt.ItemDataRole.UserRole
_DO, _KEYS, _MOUSE, _WHERE = range(4)
_LEAST = 110
"""Pixels that a column keeps."""


class _KeyField(SpokenAs, QKeySequenceEdit):
    """Takes the next key that is pressed."""

    spoken_role = QAccessible.Role.HotkeyField


class _Actions(ArrowTree):
    """In a narrow window what is done and what the mouse does share what keys and their place leave."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        header = self.header()
        header.setStretchLastSection(False)
        wished = [max(self.sizeHintForColumn(place), header.sectionSizeHint(place)) for place in range(4)]
        short = sum(wished) - self.viewport().width()
        taken = min(max(0, short), max(0, wished[_MOUSE] - _LEAST))
        wished[_MOUSE] -= taken
        wished[_DO] = max(_LEAST, wished[_DO] - max(0, short - taken))
        wished[_DO] += max(0, -short)
        for place, wide in enumerate(wished):
            header.resizeSection(place, wide)


class KeysDialog(QDialog):
    """A table by menu; below it the keys of the chosen action, to be changed."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        self.setWindowTitle("Keys and gestures")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(opening_size(parent, 820, 620))
        self.filter = LineField()
        self.filter.setPlaceholderText("Filter")
        self.filter.setAccessibleName("Filter actions")
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self._apply_filter)
        self.table = self._made_table()
        DownToList(self.filter, self.table)
        self._chosen = QLabel("Choose an action to change its keys.")
        self.keys = _KeyField()
        self.keys.setAccessibleName("New key")
        self.keys.setMaximumSequenceLength(1)
        self.keys.keySequenceChanged.connect(self._on_key)
        self.verdict = QLabel()
        self.verdict.setWordWrap(True)
        self.button = QPushButton("Use this key")
        self.button.clicked.connect(self._use)
        self._reset = QPushButton("Restore default")
        self._reset.setToolTip("Restore the action’s default keys")
        self._reset.clicked.connect(self._give_back)
        close = QPushButton("Close")
        close.clicked.connect(self.accept)
        # Enter belongs to the key field here.
        for button in (self.button, self._reset, close):
            button.setAutoDefault(False)
        row = QHBoxLayout()
        for widget in (self._chosen, self.keys, self.button, self._reset):
            row.addWidget(widget, 1 if widget is self._chosen else 0)
        bottom = QHBoxLayout()
        bottom.addWidget(self.verdict, 1)
        bottom.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACING, 2 * SPACING, 2 * SPACING, 2 * SPACING)
        column.addWidget(self.filter)
        column.addWidget(self.table, 1)
        column.addLayout(row)
        column.addLayout(bottom)
        self._on_current()

    def _made_table(self) -> QTreeWidget:
        table = _Actions()
        table.setAccessibleName("Actions")
        table.setHeaderLabels(["Do", "Keys", "By mouse", "Where the keys work"])
        table.setRootIsDecorated(False)
        table.setAlternatingRowColors(True)
        for menu in MENUS:
            group = QTreeWidgetItem([menu])
            group.setFont(0, heading_font(table.font()))
            _speak_gaps(group)
            table.addTopLevelItem(group)
            for info in ACTIONS:
                if info.menu == menu:
                    group.addChild(self._item(info))
        table.expandAll()
        table.currentItemChanged.connect(self._on_current)
        return table

    def _item(self, info: ActionInfo) -> QTreeWidgetItem:
        keys = keys_in_words(self._actions.keys_of(info.name))
        item = QTreeWidgetItem([info.text.rstrip("…"), keys, info.mouse, str(info.where) if keys else ""])
        item.setToolTip(0, info.tip)
        item.setToolTip(_MOUSE, info.mouse)
        item.setData(0, _NAME_ROLE, info.name)
        _speak_gaps(item)
        return item

    def _apply_filter(self, words: str) -> None:
        holds = narrowing_by_words(words)
        for place in range(self.table.topLevelItemCount()):
            group = self.table.topLevelItem(place)
            if group is None:
                continue
            shown = 0
            for row in range(group.childCount()):
                item = group.child(row)
                if item is not None:
                    item.setHidden(not holds(" ".join(item.text(column) for column in range(4))))
                    shown += not item.isHidden()
            group.setHidden(not shown)

    # -- changing -----------------------------------------------------------------------------

    @property
    def _name(self) -> str | None:
        item = self.table.currentItem()
        name = None if item is None else item.data(0, _NAME_ROLE)
        return name if isinstance(name, str) else None

    def _on_current(self) -> None:
        name = self._name
        self.keys.clear()
        self.verdict.setText("")
        self._chosen.setText(
            "Choose an action to change its keys." if name is None else f"New key for “{BY_NAME[name].text}”:"
        )
        for widget in (self.keys, self._reset):
            widget.setEnabled(name is not None)
        self.button.setEnabled(False)

    def _on_key(self, sequence: QKeySequence) -> None:
        name = self._name
        if name is None or sequence.isEmpty():
            self.button.setEnabled(False)
            return
        key = sequence.toString(QKeySequence.SequenceFormat.PortableText)
        taken = self._actions.conflicts(name, key)
        self.verdict.setText(
            f"{keys_in_words([key])} belongs to “{taken[0].text.rstrip('…')}”; give that another key first."
            if taken
            else ""
        )
        self.button.setEnabled(not taken)

    def _use(self) -> None:
        name = self._name
        if name is not None:
            key = self.keys.keySequence().toString(QKeySequence.SequenceFormat.PortableText)
            self._set(name, [key])

    def _give_back(self) -> None:
        name = self._name
        if name is not None:
            self._set(name, None)

    def _set(self, name: str, keys: list[str] | None) -> None:
        self._actions.set_keys(name, keys)
        item = self.table.currentItem()
        if item is not None:
            item.setText(1, keys_in_words(self._actions.keys_of(name)))
            _speak_gaps(item)
        self._on_current()
        self.verdict.setText("Changed.")


def _speak_gaps(item: QTreeWidgetItem) -> None:
    """Cells without words say so, where they would be silent."""
    for column in range(1, 4):
        item.setData(column, Qt.ItemDataRole.AccessibleTextRole, item.text(column) or "none")
