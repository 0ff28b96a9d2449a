"""Trees whose arrows can be seen in chosen rows as well, where the style draws them dark on the accent."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QTreeView, QTreeWidget

_Index = QModelIndex | QPersistentModelIndex
_Branches = Callable[[QPainter, QRect, _Index], None]


def draw_branches(
    tree: QTreeView, usual: _Branches, painter: QPainter, room: QRect, index: _Index, least: int = 0
) -> None:
    """Draw what is before a row: as the style does, but for arrows of chosen rows.

    Nor does the style draw them where the levels are set apart less than ``least`` pixels.
    """
    if tree.indentation() >= least and not _is_chosen(tree, index):
        usual(painter, room, index)
    else:
        _draw_arrow(tree, painter, room, index, max(least, tree.indentation()))


def _draw_arrow(tree: QTreeView, painter: QPainter, room: QRect, index: _Index, wide: int) -> None:
    """Draw a row's arrow at the end of its room, where rows are below it; in a chosen one as words are."""
    if not room.width() or not _has_below(tree, index):
        return
    option = QStyleOptionViewItem()
    tree.initViewItemOption(option)
    option.rect = QRect(max(0, room.right() + 1 - wide), room.top(), wide, room.height())
    option.state |= QStyle.StateFlag.State_Children
    if tree.isExpanded(index):
        option.state |= QStyle.StateFlag.State_Open
    times = 1
    if _is_chosen(tree, index):
        palette = option.palette
        words = palette.color(QPalette.ColorRole.HighlightedText)
        palette.setColor(QPalette.ColorRole.WindowText, words)
        option.palette = palette
        # The style draws arrows half transparent, which is too little on the accent.
        times = 2
    for _ in range(times):
        tree.style().drawPrimitive(QStyle.PrimitiveElement.PE_IndicatorBranch, option, painter, tree)


def _is_chosen(tree: QTreeView, index: _Index) -> bool:
    """Whether the row is painted as chosen."""
    return tree.selectionModel().isSelected(index)


def _has_below(tree: QTreeView, index: _Index) -> bool:
    model = tree.model()
    if not model.hasChildren(index):
        return False
    return any(not tree.isRowHidden(each, index) for each in range(model.rowCount(index)))


class ArrowTree(QTreeWidget):
    """A tree of items in the chosen rows of which arrows can be seen."""

    def drawBranches(self, painter: QPainter, rect: QRect, index: _Index) -> None:
        """Draw the arrow of a chosen row like its words."""
        draw_branches(self, super().drawBranches, painter, rect, index)
