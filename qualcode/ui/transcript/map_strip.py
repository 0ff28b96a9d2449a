"""The whole transcript at a glance: every coding by its colour, and what is in view; click to go there."""

from collections.abc import Generator
from typing import Final

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import (
    QHideEvent,
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from qualcode.model.identity import KeyArray
from qualcode.ui.session.chunks import ChunkRunner, Chunks
from qualcode.ui.transcript.display import Display
from qualcode.ui.transcript.lanes import NO_LANE, lanes_in_parts
from qualcode.ui.transcript.look import Tones
from qualcode.ui.transcript.view import TranscriptView

_WIDTH: Final = 34
_EDGE: Final = 3
_LEAST_FRAME: Final = 14
_PAUSE_MILLISECONDS: Final = 30
_AT_ONCE: Final = 1_500
"""Codings that are given a place before the window goes on."""


class MapStrip(QWidget):
    """Draws all codings once into an image; scrolling only moves the frame. Takes the scroll bar's place.

    After a change the image comes a moment later than the text, and is drawn in parts: who codes sees the
    words first, and never waits for it.
    """

    def __init__(self, view: TranscriptView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._image: QImage | None = None
        self._drawing = QTimer(self)
        self._drawing.setSingleShot(True)
        self._drawing.setInterval(_PAUSE_MILLISECONDS)
        self._drawing.timeout.connect(self._draw)
        self._parts = ChunkRunner(self)
        self._grabbed = 0.0
        self.setFixedWidth(_WIDTH)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("Map of the transcript")
        self.setToolTip("The whole transcript: every coding by colour. Click or drag to go there.")
        view.codings_changed.connect(self._stale)
        view.geometry_changed.connect(self._moved)
        self._drawn_height = -1
        self._drawn_text: Display | None = None
        self._inks: tuple[Tones, KeyArray, npt.NDArray[np.uint32]] | None = None
        """By which looks, and of which codes, which colours are."""

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH, 200)

    def _stale(self) -> None:
        # What is being drawn is no longer so.
        self._parts.stop()
        if self._view.display is not self._drawn_text:
            self._image = None
            self.update()
        self._drawing.start()

    def _moved(self) -> None:
        if self._view.text_height != self._drawn_height:
            self._stale()
        self.update()

    def _draw(self) -> None:
        self._parts.start(self._drawn())

    # -- painting -----------------------------------------------------------------------------

    def _drawn(self) -> Chunks:
        """Draw all codings, one pixel row at least for each, layered side by side."""
        display, text_height = self._view.display, self._view.text_height
        ratio = self.devicePixelRatioF()
        height, width = max(1, round(self.height() * ratio)), round((_WIDTH - 2 * _EDGE) * ratio)
        table, tones = self._view.codings, self._view.tones
        pixels = np.full((height, width), tones.base.rgb(), dtype=np.uint32)
        keys, places = np.unique(table.code, return_inverse=True)
        tops = np.floor(self._view.height_share(table.start) * height).astype(np.int64)
        ends = np.ceil(self._view.height_share(table.end) * height).astype(np.int64)
        ends = np.minimum(np.maximum(ends, tops + 1), height)
        tops = np.minimum(tops, ends - 1)
        inks = self._inks_of(keys)
        yield
        if len(table):
            pixels = yield from _painted(pixels, tops, ends, inks[places])
        image = QImage(pixels.tobytes(), width, height, width * 4, QImage.Format.Format_RGB32).copy()
        image.setDevicePixelRatio(ratio)
        self._image, self._drawn_text, self._drawn_height = image, display, text_height
        self.update()

    def _inks_of(self, keys: KeyArray) -> npt.NDArray[np.uint32]:
        """The colours of codes: of hundreds, most often those of the time before."""
        tones = self._view.tones
        if self._inks is None or self._inks[0] is not tones or not np.array_equal(self._inks[1], keys):
            inks = np.array([tones.ink(key).rgb() for key in keys.tolist()], dtype=np.uint32)
            self._inks = tones, keys, inks
        return self._inks[2]

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tones = self._view.tones
        painter.fillRect(self.rect(), tones.base)
        if self._image is not None:
            painter.drawImage(_EDGE, 0, self._image)
        painter.setPen(tones.line)
        painter.drawLine(0, 0, 0, self.height())
        frame = self.frame()
        shade = tones.accent.toRgb()
        shade.setAlphaF(0.16)
        painter.setBrush(shade)
        painter.setPen(QPen(tones.accent, 1.5))
        painter.drawRoundedRect(frame, 3, 3)
        painter.end()

    def frame(self) -> QRectF:
        """What is in view."""
        top, bottom = self._view.view_share
        height = max((bottom - top) * self.height(), _LEAST_FRAME)
        y = min(top * self.height(), self.height() - height)
        return QRectF(1.5, y + 1, _WIDTH - 3, height - 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._stale()

    # -- mouse --------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            frame = self.frame()
            inside = frame.contains(event.position())
            self._grabbed = event.position().y() - frame.center().y() if inside else 0.0
            if not inside:
                self._go(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go(event)

    def _go(self, event: QMouseEvent) -> None:
        self._view.scroll_to_share((event.position().y() - self._grabbed) / max(1, self.height()))

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._view.wheelEvent(event)

    # -- in the scroll bar's place ------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._stale()


def _painted(
    pixels: npt.NDArray[np.uint32],
    tops: npt.NDArray[np.int64],
    ends: npt.NDArray[np.int64],
    inks: npt.NDArray[np.uint32],
) -> Generator[None, None, npt.NDArray[np.uint32]]:
    """A picture with stripes from ``tops`` to ``ends``, those that overlap side by side.

    There are no more layers than pixels across; beyond, the first of a crowd stand for it.
    """
    height, width = pixels.shape
    lanes = yield from lanes_in_parts(tops, ends, width, _AT_ONCE)
    yield
    seen = lanes != NO_LANE
    lanes, tops, ends, inks = lanes[seen], tops[seen], ends[seen], inks[seen]
    columns = int(lanes.max()) + 1
    lengths = ends - tops
    rows = np.arange(lengths.sum()) + np.repeat(
        tops - np.concatenate(([0], np.cumsum(lengths)[:-1])), lengths
    )
    grid = np.full((height, columns), pixels[0, 0], dtype=np.uint32)
    grid[rows, np.repeat(lanes, lengths)] = np.repeat(inks, lengths)
    return np.ascontiguousarray(grid[:, np.arange(width) * columns // width])
