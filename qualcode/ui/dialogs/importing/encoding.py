"""The encoding of one file: a choice, and the lines that read otherwise under it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from qualcode.importers.formats.text_encodings import ENCODINGS, DoubtfulLine, in_full, text_in
from qualcode.model.words.in_words import counted, plural_of
from qualcode.ui.dialogs.button_row import button_row
from qualcode.ui.dialogs.importing.scroll_safe_combo_box import ScrollSafeComboBox
from qualcode.ui.look.theme import SPACING
from qualcode.ui.painted.buttons import PrimaryButton

_NUMBER, _NOW, _THEN = range(3)


class EncodingDialog(QDialog):
    """Left the lines as they are read now, right as they would be."""

    encoding_chosen = Signal(str)

    def __init__(
        self,
        name: str,
        now: str,
        other: str,
        lines: Sequence[DoubtfulLine],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._now = now
        self._lines = lines
        self.setWindowTitle(f"Encoding of {name}")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(860, 480)
        label = QLabel("&Read the file as")
        self.box = ScrollSafeComboBox("Encoding")
        self.box.setSizeAdjustPolicy(ScrollSafeComboBox.SizeAdjustPolicy.AdjustToContents)
        label.setBuddy(self.box)
        self.box.offer(_offered(now, other), other or now)
        self.box.currentIndexChanged.connect(lambda _index: self._show())
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.table = self._made_table()
        self.button = PrimaryButton("Use this encoding")
        self.button.clicked.connect(self._use)
        self.button.setDefault(True)
        head = QHBoxLayout()
        head.addWidget(label)
        head.addWidget(self.box)
        head.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACING, 2 * SPACING, 2 * SPACING, 2 * SPACING)
        column.setSpacing(SPACING)
        column.addLayout(head)
        column.addWidget(self.words)
        column.addWidget(self.table, 1)
        column.addLayout(button_row(self, self.button))
        self._show()

    def _made_table(self) -> QTableWidget:
        table = QTableWidget(0, 3)
        table.setAccessibleName("Lines that differ")
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(_NUMBER, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(_NOW, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(_THEN, QHeaderView.ResizeMode.Stretch)
        return table

    @property
    def encoding(self) -> str:
        """What is chosen."""
        return str(self.box.value)

    def _show(self) -> None:
        rows = [
            (line.number, before, after)
            for line in self._lines
            for before, after in ((_read(line, self._now), _read(line, self.encoding)),)
            if before != after or self.encoding == self._now
        ]
        self.words.setText(_in_words(len(rows), self._now, self.encoding))
        self.table.setHorizontalHeaderLabels(["Line", f"Now: {self._now}", f"As {self.encoding}"])
        self.table.setRowCount(len(rows))
        for place, (number, before, after) in enumerate(rows):
            for column, text in ((_NUMBER, f"{number:,}"), (_NOW, before), (_THEN, after)):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.table.setItem(place, column, item)

    def _use(self) -> None:
        self.encoding_chosen.emit(self.encoding)
        self.accept()


def _offered(now: str, other: str) -> list[tuple[str, object]]:
    """The encoding of now first, then the next likeliest, then all others."""
    first: list[tuple[str, object]] = [(f"{in_full(now)}, as now", now)]
    if other:
        first.append((f"{in_full(other)}, also likely", other))
    return [*first, *((in_full(name), name) for name in ENCODINGS if name not in (now, other))]


def _read(line: DoubtfulLine, encoding: str) -> str:
    return text_in(line.raw, encoding) if encoding in ENCODINGS else text_in(line.raw, "UTF-8")


def _in_words(lines: int, now: str, chosen: str) -> str:
    if not lines:
        return "No line differs: the file has plain letters only, or reads the same."
    if chosen == now:
        return f"The file has {counted(lines, 'line')} with letters that depend on the encoding."
    read = plural_of(lines, "reads", "read")
    said = f"In this encoding {counted(lines, 'line')} {read} otherwise."
    return f"{said} Names with accents show the difference best."
