"""The sheet on which a picture is seen: as large as the window allows, or in its own size to be scrolled."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final, NamedTuple

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QImage,
    QImageReader,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QScrollArea, QStyle, QWidget

from qualcode.model.errors import QualcodeError
from qualcode.ui.look.large_pictures import read_large_pictures
from qualcode.ui.look.theme import FADED, SPACING
from qualcode.ui.widgets.spoken_role import SpokenAs, install

DPI: Final = 300
"""Dots per inch of the pictures that are written."""

_SCREEN_DPI: Final = 130
"""The size at which the smallest letters of a picture are as large as those around it."""

_LEAST_SCALE: Final = 0.35
"""Of the size at which a picture is read easily: smaller than that it is no use to show all of it."""
_EASY_SCALE: Final = 0.55
"""Smaller than that all of it is shown only where to be as wide as the room makes it little larger."""
_MUCH_LARGER: Final = 1.3
"""By so much a picture that is scrolled is larger than all of it would be."""
_MOST_PIXELS: Final = 16_000_000
_NO_ROOM: Final = QSize()
_SMOOTH: Final = (Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)


class DrawnName(NamedTuple):
    """Something in a picture and its edges, in shares of the picture."""

    name: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, eq=False)
class Drawn:
    """A picture with what it says about itself. ``size`` is the one at which it is read easily.

    ``fitted`` is the same scaled to the room that there was when it was drawn.
    """

    image: QImage
    size: QSize
    title: str
    caption: str
    fitted: QImage
    places: tuple["DrawnName", ...] = ()
    """What can be pointed at."""


def drawn(content: bytes, room: QSize = _NO_ROOM, ratio: float = 1.0) -> Drawn:
    """A picture out of a file's bytes, no larger than a screen can use. Safe on any thread.

    It is scaled to the room for it here, with ``ratio`` dots to a pixel, instead of where it is painted.
    Of all ways to read and to scale, the reader's alone leaves Python to others meanwhile: where the
    picture is scaled twice it is read twice. Raises QualcodeError for what is no picture.
    """
    whole = _size(content)
    pixels = whole.width() * whole.height()
    smaller = whole * (_MOST_PIXELS / pixels) ** 0.5 if pixels > _MOST_PIXELS else whole
    image = _read_scaled(content, smaller)
    if image.isNull():
        raise QualcodeError("The preview could not be made; the export may still be written.")
    size = whole * (_SCREEN_DPI / DPI)
    dots = size_within(size, room) * ratio
    fitted = QImage() if dots.isEmpty() else _read_scaled(content, dots)
    places = tuple(DrawnName(name, *edges) for name, edges in json.loads(image.text("Places") or "[]"))
    return Drawn(image, size, image.text("Title"), image.text("Description"), fitted, places)


def _size(content: bytes) -> QSize:
    """The size of a picture, which stands at the beginning of its bytes."""
    with _reader(content) as reader:
        return reader.size()


def _read_scaled(content: bytes, size: QSize) -> QImage:
    with _reader(content) as reader:
        if size != reader.size():
            reader.setScaledSize(size)
        return reader.read()


@contextmanager
def _reader(content: bytes) -> Iterator[QImageReader]:
    read_large_pictures()
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    yield QImageReader(buffer)
    buffer.close()


def size_within(size: QSize, room: QSize) -> QSize:
    """How large a picture is shown: never larger than it is read easily."""
    if size.width() > room.width() or size.height() > room.height():
        return size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
    return size


class _Paper(QWidget):
    """Scales the picture once for each size, in the dots of the screen."""

    def __init__(self) -> None:
        super().__init__()
        self.picture: Drawn | None = None
        self.stale = False
        self._scaled = QPixmap()

    def show_picture(self, picture: Drawn | None) -> None:
        self.picture, self.stale = picture, False
        self._scaled = QPixmap()
        self.update()

    @property
    def room(self) -> QSize:
        """The room for a picture and the line around it."""
        return self.size() - QSize(2, 2)

    def place(self) -> QRect:
        """Where the picture is painted: never larger than it is read easily."""
        if self.picture is None:
            return QRect()
        size = size_within(self.picture.size, self.room)
        return QRect(QPoint((self.width() - size.width()) // 2, 1), size)

    def named_at(self, point: QPoint) -> str:
        """What is drawn at a point of the paper; empty where nothing is that has a name."""
        place = self.place()
        if self.picture is None or not place.contains(point):
            return ""
        across = (point.x() - place.left()) / place.width()
        down = (point.y() - place.top()) / place.height()
        at = (
            each.name
            for each in self.picture.places
            if each.left <= across <= each.right and each.top <= down <= each.bottom
        )
        return next(at, "")

    def _on_dots(self, point: QPoint) -> QPointF:
        """The nearest place that begins with a dot of the screen: between two of them a column is lost."""
        ratio, begin = self.devicePixelRatioF(), QPointF(self.mapTo(self.window(), QPoint()))
        seen = (begin + point) * ratio
        return QPointF(round(seen.x()), round(seen.y())) / ratio - begin

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        place = self.place()
        if self.picture is None or place.isEmpty():
            return
        ratio = self.devicePixelRatioF()
        dots = place.size() * ratio
        if self._scaled.size() != dots:
            fitted = self.picture.fitted
            image = fitted if fitted.size() == dots else self.picture.image.scaled(dots, *_SMOOTH)
            self._scaled = QPixmap.fromImage(image)
            self._scaled.setDevicePixelRatio(ratio)
        painter = QPainter(self)
        painter.setOpacity(FADED if self.stale else 1.0)
        painter.drawPixmap(self._on_dots(place.topLeft()), self._scaled)
        painter.setPen(self.palette().color(self.palette().ColorRole.Mid))
        painter.drawRect(place.adjusted(0, 0, -1, -1))
        painter.end()


class PicturePreview(SpokenAs, QScrollArea):
    """Holds the sheet; scrolls by keyboard where the picture is larger than the window."""

    fitted = Signal()
    """The picture or the room for it has changed."""
    menu_wanted = Signal(str, QPoint)
    """A menu is asked for: what was pointed at, if it has a name, and where on the screen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        install()
        self.setAccessibleName("Picture")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.paper = _Paper()
        self.setWidget(self.paper)
        self._whole = True

    @property
    def picture(self) -> Drawn | None:
        return self.paper.picture

    @property
    def room(self) -> QSize:
        """The room that there is for a picture."""
        return self.paper.room

    def show_picture(self, picture: Drawn | None) -> None:
        """Show another picture, or none."""
        self.paper.show_picture(picture)
        self.setAccessibleDescription("" if picture is None else f"{picture.title}. {picture.caption}")
        self._fit()

    def show_stale(self) -> None:
        """Fade the picture: another one is being drawn, and what is said above is not said of this one."""
        self.paper.stale = True
        self.paper.update()

    def show_whole(self, whole: bool) -> None:
        """Show all of it, or as large as it is read easily."""
        self._whole = whole
        self._fit()

    @property
    def too_large(self) -> bool:
        """Whether the window makes it smaller than it is read easily."""
        room = self.size() - QSize(SPACING, SPACING)
        size = QSize() if self.picture is None else self.picture.size
        return size.width() > room.width() or size.height() > room.height()

    @property
    def too_small(self) -> bool:
        """Whether words are too small to be read where all of it is shown, or as much as is wide enough."""
        if self.picture is None:
            return False
        size = self.picture.size
        room = self.maximumViewportSize()
        shown = size_within(size, QSize(room.width(), max(room.height(), self._least_whole(size).height())))
        return shown.width() < _LEAST_SCALE * size.width()

    def _fit(self) -> None:
        picture, least = self.paper.picture, QSize(0, 0)
        if picture is not None:
            least = self._least_whole(picture.size) if self._whole else picture.size + QSize(2, 2)
        self.paper.setMinimumSize(least)
        self.fitted.emit()

    def _least_whole(self, size: QSize) -> QSize:
        """Nothing; for a tall picture of many rows its height where it can be read, to be scrolled."""
        room = self.maximumViewportSize()
        whole = size_within(size, room).width() / max(1, size.width())
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        as_wide = size_within(size, QSize(room.width() - bar - 2, size.height()))
        least = max(_LEAST_SCALE, whole * (_MUCH_LARGER if whole >= _LEAST_SCALE else 1))
        if whole >= _EASY_SCALE or as_wide.width() < least * size.width():
            return QSize(0, 0)
        return QSize(0, as_wide.height() + 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        point = self.paper.mapFromGlobal(event.globalPos())
        self.menu_wanted.emit("" if by_key else self.paper.named_at(point), event.globalPos())
        event.accept()
