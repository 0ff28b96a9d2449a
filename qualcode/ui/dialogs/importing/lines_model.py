"""The lines of a file in the import window, with what each becomes: a model of rows, a line each."""

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont

from qualcode.importers.speakers.seen_lines import LineUse, SeenLine
from qualcode.model.transcript import Role
from qualcode.model.transcripts.speaker_guide import label_key, line_key
from qualcode.project.importing.listed import ReadFile
from qualcode.ui.dialogs.importing.warning_ink import warning_ink
from qualcode.ui.look.theme import colours_now

SPEAKER, TIME, LINE = range(3)
MOST_LINES: Final = 5000
_HEADS: Final = ("Speaker", "Time", "Line")
_NAMES: Final = {
    LineUse.DETAIL: "detail",
    LineUse.REMARK: "remark",
    LineUse.HEADING: "–",
    LineUse.LEFT_OUT: "left out",
}
Place = QModelIndex | QPersistentModelIndex


class LinesModel(QAbstractTableModel):
    """Rows for the beginning of a file; those a person told of are marked."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: tuple[SeenLine, ...] = ()
        self._names: Mapping[str, str] = {}
        self._roles: Mapping[str, Role] = {}
        self._doubtful: frozenset[str] = frozenset()
        self._odd: frozenset[str] = frozenset()
        self._unsure: frozenset[str] = frozenset()
        self.labels: tuple[str, ...] = ()
        """The labels of the file’s speakers, and what may be some."""
        self.is_stated = False
        self.has_more = False
        self.has_times = False

    def show_file(self, file: ReadFile) -> bool:
        """Show the lines of a file; tells whether they are other lines than before."""
        found = tuple(islice(file.lines, MOST_LINES + 1))
        self.has_more = len(found) > MOST_LINES
        lines = found[:MOST_LINES]
        same = [line.line for line in lines] == [line.line for line in self.lines]
        if not same:
            self.beginResetModel()
        self.lines = lines
        self._names, self._roles = file.names, file.roles
        self._doubtful = frozenset(label_key(label) for label, _ in file.original.doubts)
        self._unsure = frozenset(file.original.unsure)
        self.labels = (*file.original.labels, *(label for label, _ in file.original.doubts))
        self.is_stated = file.source is None or file.source.source.turns is not None
        self._odd = frozenset(label_key(label) for label, _ in file.odd)
        self.has_times = any(line.time is not None for line in lines)
        if not same:
            self.endResetModel()
        elif lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(lines) - 1, LINE))
        return not same

    def is_doubtful(self, row: int) -> bool:
        """Whether somebody should look at this line."""
        line = self.lines[row]
        if line_key(line.line) in self._unsure:
            return True
        if line.use is LineUse.SPEAKER:
            return label_key(line.label) in self._odd
        return not line.told and label_key(line.proposed) in self._doubtful

    def label_of(self, line: SeenLine) -> str:
        """The name that whoever speaks in this line will have."""
        return self._names.get(label_key(line.label), line.label)

    def rowCount(self, parent: Place = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Place = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(_HEADS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _HEADS[section]
        return None

    def data(self, index: Place, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.lines[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._shown(line, index.column())
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleTextRole:
                return self._told(index.row()) if index.column() == SPEAKER else line.line
            case Qt.ItemDataRole.ForegroundRole:
                return self._ink(index.row(), index.column())
            case Qt.ItemDataRole.FontRole:
                return self._font(line, index.column())
        return None

    def _shown(self, line: SeenLine, column: int) -> str:
        if column == SPEAKER:
            told = "• " if line.told else ""
            if line.use is LineUse.SPEAKER:
                return f"{told}{self.label_of(line)}"
            return f"{told}{_NAMES.get(line.use, 'speech' if line.told else '')}"
        if column == TIME:
            return "" if line.time is None else clock(line.time)
        return line.words if line.use in (LineUse.SPEAKER, LineUse.SPEECH) else line.line

    def _told(self, row: int) -> str:
        """What a line is, in words."""
        line = self.lines[row]
        label = self.label_of(line)
        what = {
            LineUse.SPEAKER: f"{label} begins to speak",
            LineUse.SPEECH: f"{label} goes on speaking",
            LineUse.DETAIL: "A detail of the header",
            LineUse.REMARK: "A remark; it becomes a memo",
            LineUse.HEADING: "Nobody’s words",
            LineUse.LEFT_OUT: "Left out of the text",
        }[line.use]
        doubt = "; doubtful" if self.is_doubtful(row) else ""
        return f"{what}{', as you told' if line.told else ''}{doubt}"

    def _ink(self, row: int, column: int) -> QColor | None:
        line, colours = self.lines[row], colours_now()
        if self.is_doubtful(row) and column != TIME:
            return QColor(warning_ink())
        is_quiet = column == TIME or line.use not in (LineUse.SPEAKER, LineUse.SPEECH)
        asks = self._roles.get(self.label_of(line)) is Role.INTERVIEWER
        return QColor(colours.muted) if is_quiet or (column == SPEAKER and asks) else None

    def _font(self, line: SeenLine, column: int) -> QFont | None:
        font = QFont()
        if line.use is LineUse.LEFT_OUT and column == LINE:
            font.setStrikeOut(True)
        elif column == SPEAKER and line.use is LineUse.SPEAKER:
            font.setBold(self._roles.get(self.label_of(line)) is not Role.INTERVIEWER)
        elif column == SPEAKER:
            font.setItalic(True)
        else:
            return None
        return font


def clock(seconds: float) -> str:
    """A time as transcripts write it: 0:12, 1:02:03."""
    whole = int(seconds)
    hours, minutes = divmod(whole // 60, 60)
    return f"{hours}:{minutes:02}:{whole % 60:02}" if hours else f"{minutes}:{whole % 60:02}"


def chosen_lines(model: LinesModel, rows: Sequence[int]) -> list[SeenLine]:
    """The lines in these rows."""
    return [model.lines[row] for row in rows if row < len(model.lines)]
