"""A tree of names to tick, narrowed by what is typed above it."""

from collections.abc import Callable, Iterator
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTreeWidgetItem

from qualcode.model.words.spelling import narrowing
from qualcode.ui.widgets.row_arrows import ArrowTree

ID_ROLE: Final = Qt.ItemDataRole.UserRole


class TickedTree(ArrowTree):
    """``items`` are all there are, from top to bottom; each has its identity under ``ID_ROLE``."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setHeaderHidden(True)
        self.setIndentation(16)
        self.setUniformRowHeights(True)

    def add(self, identity: Any, name: str, tip: str, above: QTreeWidgetItem | None) -> QTreeWidgetItem:
        """A new item at the end of those below ``above``; None: at the top."""
        item = QTreeWidgetItem([name])
        item.setData(0, ID_ROLE, identity)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setToolTip(0, tip)
        if above is None:
            self.addTopLevelItem(item)
        else:
            above.addChild(item)
        return item

    def items(self) -> list[QTreeWidgetItem]:
        """All of them, from top to bottom."""
        return [item for top in children_of(self.invisibleRootItem()) for item in _with_below(top)]

    @property
    def names(self) -> list[tuple[Any, str]]:
        """Identities and names of all items."""
        return [(item.data(0, ID_ROLE), item.text(0)) for item in self.items()]

    def narrow(self, typed: str) -> None:
        """Items whose names hold what is typed, with all above and below them."""
        fits = narrowing(typed)
        for item in self.items():
            item.setHidden(not _holds(item, fits))


def children_of(item: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    """The items directly below one."""
    found = (item.child(place) for place in range(item.childCount()))
    return [child for child in found if child is not None]


def _with_below(item: QTreeWidgetItem) -> Iterator[QTreeWidgetItem]:
    yield item
    for child in children_of(item):
        yield from _with_below(child)


def _holds(item: QTreeWidgetItem, fits: Callable[[str], bool]) -> bool:
    """Whether the name of an item, of one above it or of one below it fits."""
    above = item.parent()
    while above is not None:
        if fits(above.text(0)):
            return True
        above = above.parent()
    return any(fits(below.text(0)) for below in _with_below(item))
