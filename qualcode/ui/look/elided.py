"""Words in one line of so many pixels: what has no room is cut at the edge of a word."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from qualcode.model.words.cutting import CUT, cut_place, resume_place

Index = QModelIndex | QPersistentModelIndex
_Mode = Qt.TextElideMode
_LINE_ENDS = frozenset("\n\u2028")
"""What parts lines in a row: Qt writes a separator of lines where an item has a line feed."""


def elided(words: str, metrics: QFontMetrics, room: int, mode: _Mode = _Mode.ElideRight) -> str:
    """As much of ``words`` as has room: their beginning, their end, or both."""
    if mode is _Mode.ElideNone or metrics.horizontalAdvance(words) <= room:
        return words
    # What Qt leaves tells how many letters have room.
    head, tail = _kept(words, metrics.elidedText(words, mode, room))
    begun = words[: cut_place(words, 0, head)].rstrip().removesuffix(CUT)
    ended = words[resume_place(words, len(words) - tail) :].lstrip().removeprefix(CUT)
    return f"{begun}{CUT}{ended}"


def _kept(words: str, shown: str) -> tuple[int, int]:
    """How many letters of the beginning and of the end are shown; dots of the words' own are letters."""
    for at, letter in enumerate(shown):
        if letter == CUT and words.startswith(shown[:at]) and words.endswith(shown[at + 1 :]):
            return at, len(shown) - at - 1
    return len(shown), 0


class WholeWords(QStyledItemDelegate):
    """Cuts what a list quotes at the edge of a word, where Qt would cut anywhere."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        # The stubs do not know that there may be none.
        widget: QWidget | None = option.widget
        text = option.text
        if widget is None or option.rect.isEmpty() or _LINE_ENDS & set(text) or _wraps(option):
            return
        style = widget.style()
        room = style.subElementRect(QStyle.SubElement.SE_ItemViewItemText, option, widget).width()
        room -= 2 * (style.pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin, option, widget) + 1)
        option.text = elided(text, option.fontMetrics, room, option.textElideMode)


def _wraps(option: QStyleOptionViewItem) -> bool:
    return bool(option.features & QStyleOptionViewItem.ViewItemFeature.WrapText)
