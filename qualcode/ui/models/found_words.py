"""Places where words are to be replaced, each with a tick; fetched as one comes to them."""

from collections.abc import Callable, Iterable
from html import escape
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from qualcode.model.codes.colour import tinted
from qualcode.model.words.unbroken import dots_held
from qualcode.project.text.replacing import FoundWords
from qualcode.ui.look.theme import colours_now
from qualcode.ui.widgets.rich_list import HTML_ROLE

Index = QModelIndex | QPersistentModelIndex

_FETCHED: Final = 100


class FoundWordsModel(QAbstractListModel):
    """Each place as it reads now and as it would read; ticked at first."""

    ticked = Signal()
    """Other places are ticked than before."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.places: list[FoundWords] = []
        self._left_out: set[int] = set()
        self._replacement = ""
        self._lost: Callable[[FoundWords], list[str]] = _nothing
        self._shown = 0

    def show(self, places: list[FoundWords]) -> None:
        """Show other places, all ticked."""
        self.beginResetModel()
        self._lost = _nothing
        self.places, self._left_out, self._shown = places, set(), min(len(places), _FETCHED)
        self.endResetModel()
        self.ticked.emit()

    def show_replacement(self, words: str) -> None:
        """Show other words in the place of those found."""
        self._replacement = words
        if self._shown:
            self.dataChanged.emit(self.index(0), self.index(self._shown - 1))

    def show_losses(self, lost: Callable[[FoundWords], list[str]] | None) -> None:
        """Say at each ticked place which segments go with its words (None: not known)."""
        self._lost = lost or _nothing
        if self._shown:
            self.dataChanged.emit(self.index(0), self.index(self._shown - 1))

    def _loss(self, row: int) -> str:
        lost = [] if row in self._left_out else self._lost(self.places[row])
        return f"removes {'; '.join(lost)}" if lost else ""

    @property
    def chosen(self) -> list[FoundWords]:
        """The ticked places."""
        return [place for number, place in enumerate(self.places) if number not in self._left_out]

    def tick(self, numbers: Iterable[int], ticked: bool) -> None:
        """Tick places, or no longer."""
        if ticked:
            self._left_out.difference_update(numbers)
        else:
            self._left_out.update(numbers)
        if self._shown:
            self.dataChanged.emit(self.index(0), self.index(self._shown - 1))
        self.ticked.emit()

    def tick_all(self, ticked: bool) -> None:
        self.tick(range(len(self.places)), ticked)

    # -- as Qt asks -----------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self._shown

    def canFetchMore(self, parent: Index = QModelIndex()) -> bool:  # noqa: B008
        return not parent.isValid() and self._shown < len(self.places)

    def fetchMore(self, parent: Index = QModelIndex()) -> None:  # noqa: B008
        """Lay out some more: there may be tens of thousands, and nobody sees them all."""
        last = min(len(self.places), self._shown + _FETCHED)
        if not parent.isValid() and last > self._shown:
            self.beginInsertRows(QModelIndex(), self._shown, last - 1)
            self._shown = last
            self.endInsertRows()

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsUserCheckable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        place = self.places[index.row()]
        if role == HTML_ROLE:
            return self._html(place, self._loss(index.row()))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            now, then = place.words, self._replacement or "nothing"
            loss = self._loss(index.row())
            said = f"{_where(place)}: {now} becomes {then}: {place.before}{now}{place.after}"
            return f"{said} ({loss})" if loss else said
        if role == Qt.ItemDataRole.CheckStateRole:
            # As a number: Qt's own delegates know nothing else.
            checked = index.row() not in self._left_out
            return (Qt.CheckState.Checked if checked else Qt.CheckState.Unchecked).value
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if not index.isValid() or role != Qt.ItemDataRole.CheckStateRole:
            return False
        self.tick([index.row()], Qt.CheckState(value) is Qt.CheckState.Checked)
        return True

    def _html(self, place: FoundWords, loss: str) -> str:
        colours = colours_now()
        out, came = tinted("#c0392b", colours.base, 0.28), tinted("#2e8b57", colours.base, 0.32)
        new = (
            f'<span style="background-color:{came}; text-decoration:underline">'
            f"{escape(self._replacement)}</span>"
        )
        return (
            f'<span style="color:{colours.muted}">{escape(_where(place))}</span>'
            f"{f' · <b>{escape(loss)}</b>' if loss else ''}<br>"
            f"{escape(dots_held(place.before))}"
            f'<span style="background-color:{out}; text-decoration:line-through">{escape(place.words)}</span>'
            f"{new if self._replacement else ''}{escape(dots_held(place.after))}"
        ).replace("\n", " ")


def _nothing(_place: FoundWords) -> list[str]:
    return []


def _where(place: FoundWords) -> str:
    turn = f" · turn {place.turn}" if place.turn else ""
    speaker = f" · {place.said_by}" if place.said_by else ""
    return f"{place.transcript}{turn}{speaker}{' · name of the speaker' if place.in_label else ''}"
