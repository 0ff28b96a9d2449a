"""A field with a list below it: type to narrow, arrows to move, Enter to take."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QHeaderView,
    QStyle,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from qualcode.ui.look.elided import Index, WholeWords
from qualcode.ui.look.theme import SPACING, colours_now, mute
from qualcode.ui.painted.field import LineField
from qualcode.ui.widgets.kept_room import keep_room
from qualcode.ui.widgets.messages import announce
from qualcode.ui.widgets.plain_label import plain_label

_MOST = 200
_QUOTED = Qt.ItemDataRole.UserRole
_PAUSE = 150
"""Milliseconds without a key after which more is looked for."""


@dataclass(frozen=True, slots=True)
class FinderLine:
    """One line of the list: what it is called, what stands at its right, and what taking it does."""

    text: str
    aside: str
    act: Callable[[], object]
    tip: str = ""
    quoted: bool = False
    """Whether it is words of a text; of a name, beginning and end are kept where it is cut."""


Take = Callable[[list[FinderLine]], object]
Refuse = Callable[[str], object]
Stop = Callable[[], object]
Further = Callable[[str, Take, Refuse], Stop | None]
"""Begins to look for more; gives it to ``Take`` once, or to ``Refuse`` a sentence; may be stopped.

None: it does not look.
"""


class FinderDialog(QDialog):
    """Asks ``find`` for lines whenever what is typed changes, and ``further`` when typing pauses."""

    def __init__(
        self,
        title: str,
        placeholder: str,
        find: Callable[[str], Iterable[FinderLine]],
        parent: QWidget,
        *,
        further: Further | None = None,
    ) -> None:
        super().__init__(parent)
        self._find = find
        self._further = further
        self._stop: Stop | None = None
        self._refusal = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._look_further)
        self.finished.connect(self._leave_off)
        self._found: list[FinderLine] = []
        self._said = ""
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.field = LineField()
        self.field.setPlaceholderText(placeholder)
        self.field.setAccessibleName(title)
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(self._refresh)
        self.field.installEventFilter(self)
        self.list = QTreeWidget()
        self.list.setAccessibleName(f"{title}: results")
        self.list.setHeaderLabels(["Found", "Key or place"])
        self.list.setHeaderHidden(True)
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setItemDelegate(_Lines(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        header = self.list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Fixed)
        self.list.itemClicked.connect(lambda _item: self._take())
        # The list never has the keyboard: what is chosen in it is told from the field.
        self.list.currentItemChanged.connect(self._say)
        self._note = plain_label()
        self._note.setWordWrap(True)
        mute(self._note)
        # Its place is kept: a list that jumps while one types cannot be read.
        keep_room(self._note)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACING, SPACING, SPACING, SPACING)
        column.addWidget(self.field)
        column.addWidget(self.list, 1)
        column.addWidget(self._note)
        self._place(parent)
        self._refresh("")

    def _place(self, parent: QWidget) -> None:
        width = min(680, max(420, parent.width() - 80))
        self.resize(width, 420)
        corner = parent.mapToGlobal(QPoint((parent.width() - width) // 2, 60))
        self.move(corner)

    def _refresh(self, words: str) -> None:
        self._leave_off()
        self._refusal = ""
        self._found = list(islice(self._find(words.strip()), _MOST))
        self.list.clear()
        self.list.addTopLevelItems([_item(found) for found in self._found])
        self._fit_asides()
        self._make_current(0)
        if self._further is not None and words.strip():
            self._pause.start()
        self._tell()

    def _look_further(self) -> None:
        if self._further is not None:
            self._stop = self._further(self.field.text().strip(), self._take_in, self._refuse)
        self._tell()

    def _take_in(self, found: list[FinderLine]) -> None:
        """List what was found after what is listed; what is chosen stays so."""
        self._stop = None
        self._found += found
        self.list.addTopLevelItems([_item(line) for line in found])
        self._fit_asides()
        if self.list.currentItem() is None:
            self._make_current(0)
        self._tell()

    def _fit_asides(self) -> None:
        """Measured here: a header would ask hundreds of rows, once more for each that comes."""
        measured = self.list.fontMetrics().horizontalAdvance
        widest = max(map(measured, {line.aside for line in self._found}), default=0)
        header = self.list.header()
        beside = 2 * (self.style().pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin, None, self.list) + 1)
        header.resizeSection(1, max(widest + beside, header.sectionSizeHint(1)))

    def _refuse(self, sentence: str) -> None:
        """Say here why nothing more comes: the window's own messages lie behind this one."""
        self._stop = None
        self._refusal = sentence
        self._tell()

    @property
    def note(self) -> str:
        """What is said below the list; empty where nothing is."""
        return "" if self._note.isHidden() else self._note.text()

    @property
    def looking(self) -> bool:
        """Whether more may come."""
        return self._pause.isActive() or self._stop is not None

    def _leave_off(self) -> None:
        """What is looked for is not wanted any more."""
        self._pause.stop()
        stop, self._stop = self._stop, None
        if stop is not None:
            stop()

    def _tell(self) -> None:
        """Say that more may come, or that there is nothing."""
        looking = self.looking
        # Where words are looked for, nothing has been looked for before there is one.
        asked = self._further is None or bool(self.field.text().strip())
        ended = self._refusal or ("Nothing found." if asked else "")
        self._note.setText("Looking in the transcripts…" if looking else ended)
        self._note.setVisible(looking or bool(self._refusal) or not self._found)
        if not looking and self.isVisible() and (self._refusal or not self._found):
            self._said = ""
            announce(self.field, self._note.text())

    def _say(self, item: QTreeWidgetItem | None) -> None:
        if item is None or not self.isVisible():
            return
        words = ", ".join(part for part in (item.text(0), item.text(1)) if part)
        # Typing a letter looks again, often the same: that is not said again.
        if words != self._said:
            self._said = words
            announce(self.field, words)

    def _take(self) -> None:
        item = self.list.currentItem()
        place = -1 if item is None else self.list.indexOfTopLevelItem(item)
        if 0 <= place < len(self._found):
            act = self._found[place].act
            self.accept()
            act()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrows move in the list while the cursor stays in the field."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take()
                return True
            steps = {
                Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 10, Qt.Key.Key_PageUp: -10,
            }.get(Qt.Key(event.key()))  # fmt: skip
            if steps is not None:
                self._move(steps)
                return True
        return super().eventFilter(watched, event)

    def _move(self, steps: int) -> None:
        item = self.list.currentItem()
        if item is None:
            return
        place = self.list.indexOfTopLevelItem(item) + steps
        self._make_current(min(max(place, 0), len(self._found) - 1))

    def _make_current(self, place: int) -> None:
        item = self.list.topLevelItem(place)
        if item is not None:
            self.list.setCurrentItem(item)


class _Lines(WholeWords):
    """Names that begin alike often differ at their end, as codes below one category do."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        if index.column() == 0 and not index.data(_QUOTED):
            option.textElideMode = Qt.TextElideMode.ElideMiddle
        super().initStyleOption(option, index)


def _item(found: FinderLine) -> QTreeWidgetItem:
    item = QTreeWidgetItem([found.text, found.aside])
    item.setForeground(1, QColor(colours_now().muted))
    item.setToolTip(0, found.tip or found.text)
    item.setData(0, _QUOTED, found.quoted)
    return item
