"""Faults of a window that a machine can find: cut words, things beyond an edge or over each other."""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QCheckBox,
    QFileDialog,
    QHeaderView,
    QLabel,
    QLayout,
    QRadioButton,
    QSplitter,
    QTabBar,
    QToolButton,
    QWidget,
)

from qualcode.ui.widgets.elided_label import ElidedLabel
from qualcode.ui.widgets.fitting_label import FittingLabel

_ROUNDED = 2
"""Pixels that letters may be off by."""
_MARK = 18
"""Pixels of a tick and its gap."""
_SHOWN = 60


def faults_of(window: QWidget, room: QSize) -> list[str]:
    """What is wrong with a window on a screen with so much room, each in a line."""
    found = []
    frame = window.frameGeometry()
    if frame.width() > room.width() or frame.height() > room.height():
        found.append(f"larger than the screen: {_size(frame.size())} in {_size(room)}")
    elif not QRect(QPoint(0, 0), room).contains(frame):
        found.append(f"partly beyond the screen: {_place(frame)}")
    for widget in [window, *_seen_in(window)]:
        found += [f"{kind}: {_called(widget)}" for kind in _of_words(widget)]
        found += _beyond(widget, window)
        found += _overlapping(widget)
    return list(dict.fromkeys(found))


def _seen_in(window: QWidget) -> Iterator[QWidget]:
    for widget in window.findChildren(QWidget):
        if widget.isVisible() and widget.window() is window and not widget.visibleRegion().isEmpty():
            yield widget


# -- words ----------------------------------------------------------------------------------------


def _of_words(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, ElidedLabel | FittingLabel):
        return
    if isinstance(widget, QLabel):
        yield from _of_label(widget)
    elif isinstance(widget, QAbstractButton) and widget.text() and not _is_icon(widget):
        yield from _of_button(widget)
    elif isinstance(widget, QTabBar):
        yield from _of_tabs(widget)
    elif isinstance(widget, QHeaderView) and widget.orientation() is Qt.Orientation.Horizontal:
        yield from _of_heads(widget)


def _is_icon(button: QAbstractButton) -> bool:
    style = Qt.ToolButtonStyle.ToolButtonIconOnly
    return (
        isinstance(button, QToolButton) and button.toolButtonStyle() is style and not button.icon().isNull()
    )


def _of_label(label: QLabel) -> Iterator[str]:
    if not label.text():
        return
    room = label.contentsRect()
    if label.wordWrap() or label.textFormat() is Qt.TextFormat.RichText:
        needed = label.heightForWidth(label.width())
        if needed > label.height() + _ROUNDED:
            yield f"{needed - label.height()} px of words cut below"
        return
    wide = label.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, label.text()).width()
    if wide > room.width() + _ROUNDED:
        yield f"{wide - room.width()} px of words cut"


def _of_button(button: QAbstractButton) -> Iterator[str]:
    wide = button.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, button.text()).width()
    if isinstance(button, QCheckBox | QRadioButton):
        wide += _MARK
    if wide > button.width() + _ROUNDED:
        yield f"{wide - button.width()} px of a button cut"


def _of_tabs(bar: QTabBar) -> Iterator[str]:
    for place in range(bar.count()):
        rect, words = bar.tabRect(place), bar.tabText(place)
        wide = bar.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, words).width()
        if wide > rect.width() + _ROUNDED and bar.elideMode() is Qt.TextElideMode.ElideNone:
            yield f"tab “{words}” cut by {wide - rect.width()} px"
        elif rect.right() > bar.width() + _ROUNDED:
            yield f"tab “{words}” beyond the bar"


def _of_heads(header: QHeaderView) -> Iterator[str]:
    model = header.model()
    for place in range(header.count()):
        words = str(model.headerData(place, Qt.Orientation.Horizontal) or "")
        seen = (
            not header.isSectionHidden(place) and 0 <= header.sectionViewportPosition(place) < header.width()
        )
        wide = max(header.fontMetrics().horizontalAdvance(part) for part in words.split("\n"))
        if seen and wide > header.sectionSize(place) + _ROUNDED:
            yield f"heading “{words[:_SHOWN]}” cut by {wide - header.sectionSize(place)} px"


# -- places ---------------------------------------------------------------------------------------


def _beyond(widget: QWidget, window: QWidget) -> Iterator[str]:
    """What is partly outside of its window, unless it can be scrolled to."""
    if widget is window or _scrolls(widget, window):
        return
    rect = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
    if not window.rect().adjusted(-_ROUNDED, -_ROUNDED, _ROUNDED, _ROUNDED).contains(rect):
        yield f"beyond its window: {_called(widget)} at {_place(rect)}"


def _scrolls(widget: QWidget, window: QWidget) -> bool:
    above = widget.parentWidget()
    while above is not None and above is not window:
        if isinstance(above, QAbstractScrollArea | QTabBar):
            return True
        above = above.parentWidget()
    return False


def _overlapping(parent: QWidget) -> Iterator[str]:
    """Things of one layout, or of one splitter, that lie over each other."""
    placed = list(_placed(parent))
    if isinstance(parent, QSplitter):
        placed += [each for place in range(parent.count()) if (each := parent.widget(place)) is not None]
    placed = [widget for widget in placed if widget.isVisible() and widget.parentWidget() is parent]
    for number, one in enumerate(placed):
        for other in placed[number + 1 :]:
            shared = one.geometry().intersected(other.geometry())
            if min(shared.width(), shared.height()) > _ROUNDED:
                yield f"over each other: {_called(one)} and {_called(other)}"


def _placed(parent: QWidget) -> Iterator[QWidget]:
    """What the layouts of a widget place, without asking these for their items.

    Python would hold those with the layout, which deletes them behind its back: the program would end when
    the window is closed.
    """
    if isinstance(parent, QFileDialog) or (layout := parent.layout()) is None:
        return
    layouts = [layout, *layout.findChildren(QLayout)]
    for widget in parent.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
        if any(each.indexOf(widget) >= 0 for each in layouts):
            yield widget


# -- what is said ---------------------------------------------------------------------------------


def _called(widget: QWidget) -> str:
    text = getattr(widget, "text", None)
    words = text() if callable(text) and not isinstance(widget, QTabBar) else ""
    said = str(words or widget.accessibleName() or widget.objectName())
    return f"{type(widget).__name__} “{said[:_SHOWN]}” ({_size(widget.size())})"


def _size(size: QSize) -> str:
    return f"{size.width()}x{size.height()}"


def _place(rect: QRect) -> str:
    return f"{rect.x()},{rect.y()} {_size(rect.size())}"
