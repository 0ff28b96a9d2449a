"""The journal for a list view: every step in words, the latest first, and which of them stand."""

from collections.abc import Callable
from operator import attrgetter
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt
from PySide6.QtGui import QColor

from qualcode.model.change import Touched
from qualcode.model.step import Step, StepKind
from qualcode.model.words.moments import clock_told, moment_here
from qualcode.model.words.spelling import narrowing_by_words
from qualcode.ui.look.theme import colours_now
from qualcode.ui.models.transcripts import Index
from qualcode.ui.session.session import Session

STEP_ROLE: Final = Qt.ItemDataRole.UserRole
NUMBER, STEP, REASON, CODER, WHEN = range(5)
_HEADERS: Final = ("No.", "Step", "Reason", "Coder", "When")

# As plain members: a view asks for thousands of cells at once.
_DISPLAY, _FOREGROUND, _ALIGNMENT, _TIP, _SPOKEN = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ForegroundRole,
    Qt.ItemDataRole.TextAlignmentRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
)
_ANSWERED: Final = frozenset((_DISPLAY, STEP_ROLE, _FOREGROUND, _ALIGNMENT, _TIP, _SPOKEN))

_SAID: Final[tuple[Callable[[Step], str], ...]] = (
    lambda step: f"{step.number:,}",
    attrgetter("label"),
    attrgetter("reason"),
    attrgetter("coder"),
    lambda step: moment_here(step.at),
)
"""What a column says of a step."""


class HistoryModel(QAbstractTableModel):
    """One row for each step that was done; undoing and redoing only change whether it stands."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._following = True
        self._typed = ""
        self._load()
        session.changed.connect(self._on_changed)

    def _load(self) -> None:
        history = self._session.project.history
        fits = narrowing_by_words(self._typed)
        steps = self._session.project.steps
        self.cited = steps[-1].number if steps and steps[-1].kind is not StepKind.DO else 0
        """The step that reports cite now, where undoing or doing again has taken it; 0: it is listed."""
        done = [step for step in reversed(steps) if step.kind is StepKind.DO]
        self._standing = {step.number for step in done if history.is_in_force(step.number)}
        self._fitting = [
            step
            for step in done
            if fits(f"{step.number} {step.label} {step.reason} {step.coder} {moment_here(step.at)}")
        ]
        never_meant = {step.number for step in done if history.was_never_meant(step.number)}
        # Found by whoever looks for them, but no noise among what was done.
        self._steps = [
            step for step in self._fitting if self._typed.strip() or step.number not in never_meant
        ]
        self.left_out = len(self._fitting) - len(self._steps)
        """How many steps are not listed because their keys were letters of words."""

    def _on_changed(self, _step: Step, _touched: Touched) -> None:
        if self._following:
            self._reset()

    def follow(self, following: bool) -> None:
        """Show every change at once, or wait: on the way over a thousand steps none is worth showing."""
        self._following = following
        if following:
            self._reset()

    def narrow(self, typed: str) -> None:
        """Show only steps that hold these words: in their number, what was done, who did it or when."""
        self._typed = typed
        self._reset()

    def _reset(self) -> None:
        self.beginResetModel()
        self._load()
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._steps)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(_HEADERS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _HEADERS[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        # Most of what a view asks for each cell is none of these.
        if role not in _ANSWERED or not index.isValid():
            return None
        step, column = self._steps[index.row()], index.column()
        if role == _DISPLAY:
            return _SAID[column](step)
        if role == STEP_ROLE:
            return step
        stands = step.number in self._standing
        if role == _FOREGROUND:
            return None if stands else QColor(colours_now().muted)
        if role == _ALIGNMENT:
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            return right if column == NUMBER else None
        if column == STEP:
            return step.label if stands else f"{step.label} (undone)"
        if column == REASON:
            return step.reason or ("no reason given" if role == _SPOKEN else None)
        return clock_told(step.at) if column == WHEN and role == _TIP else None

    def widest(self, column: int) -> str:
        """The longest words of a column but that of the steps, for a column that fits them."""
        if column == NUMBER:
            return f"{self._steps[0].number:,}0" if self._steps else _HEADERS[NUMBER]
        if column == CODER:
            return max((step.coder for step in self._steps), key=len, default="")
        return moment_here(self._steps[0].at) if self._steps else ""

    @property
    def has_reasons(self) -> bool:
        """Whether any of the steps that are shown has a reason."""
        return any(step.reason for step in self._steps)

    def step_at(self, row: int) -> Step:
        return self._steps[row]

    @property
    def listed(self) -> list[tuple[Step, bool]]:
        """The steps that fit the filter, the first one first, and whether each is in force."""
        return [(step, step.number in self._standing) for step in reversed(self._fitting)]

    def is_in_force(self, row: int) -> bool:
        """Whether the step in a row is in force."""
        return self._steps[row].number in self._standing
