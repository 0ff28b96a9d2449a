"""Trees whose arrows can be seen in chosen rows as well, where the style draws them dark on the accent."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QTreeView, QTreeWidget


def draw_arrow(
    tree: QTreeView, painter: QPainter, room: QRect, index: QModelIndex | QPersistentModelIndex, wide: int
) -> None:
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
    if is_chosen(tree, index):
        palette = option.palette
        words = palette.color(QPalette.ColorRole.HighlightedText)
        palette.setColor(QPalette.ColorRole.WindowText, words)
        option.palette = palette
        # The style draws arrows half transparent, which is too little on the accent.
        times = 2
    for _ in range(times):
        tree.style().drawPrimitive(QStyle.PrimitiveElement.PE_IndicatorBranch, option, painter, tree)


def is_chosen(tree: QTreeView, index: QModelIndex | QPersistentModelIndex) -> bool:
    """Whether the row is painted as chosen."""
    return tree.selectionModel().isSelected(index)


def _has_below(tree: QTreeView, index: QModelIndex | QPersistentModelIndex) -> bool:
    model = tree.model()
    if not model.hasChildren(index):
        return False
    return any(not tree.isRowHidden(each, index) for each in range(model.rowCount(index)))


class ArrowTree(QTreeWidget):
    """A tree of items in the chosen rows of which arrows can be seen."""

    def drawBranches(
        self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the arrow of a chosen row like its words."""
        if is_chosen(self, index):
            draw_arrow(self, painter, rect, index, self.indentation())
        else:
            super().drawBranches(painter, rect, index)
