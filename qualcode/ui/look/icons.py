"""The program's icons: one-colour drawings, painted in the colour of the text they stand beside."""

from collections.abc import Callable
from functools import cache

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPalette, QPen, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from qualcode.ui.look.resources import resource

SIZES = (16, 20, 24, 32, 48)


def icon(name: str, *, checked: bool = False) -> QIcon:
    """The drawing ``resources/icons/<name>.svg`` in the present theme’s colours.

    ``checked``: for a button that is filled with the accent colour while it is checked.
    """
    palette = QApplication.palette()
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    colours = (
        palette.color(role.ButtonText).name(),
        palette.color(group.Disabled, role.ButtonText).name(),
        palette.color(role.HighlightedText).name(),
    )
    return QIcon(_made(name, colours, checked=checked))


@cache
def _made(name: str, colours: tuple[str, str, str], *, checked: bool) -> QIcon:
    """An icon in the colours of plain, disabled and chosen things: put together once, shown many times."""
    drawing = _drawing(name)
    plain, disabled, chosen = colours
    made = QIcon()
    versions = [
        (QIcon.Mode.Normal, QIcon.State.Off, plain),
        (QIcon.Mode.Disabled, QIcon.State.Off, disabled),
        (QIcon.Mode.Selected, QIcon.State.Off, chosen),
    ]
    if checked:
        versions.append((QIcon.Mode.Normal, QIcon.State.On, chosen))
    for mode, state, colour in versions:
        # Read once for all sizes: a theme is another two hundred pictures.
        renderer = QSvgRenderer(QByteArray(drawing.replace("currentColor", colour).encode()))
        for size in SIZES:
            made.addPixmap(_painted(renderer, size), mode, state)
    return made


@cache
def _drawing(name: str) -> str:
    return resource(f"icons/{name}.svg").read_text("utf-8")


def _painted(renderer: QSvgRenderer, size: int) -> QPixmap:
    pixmap = QPixmap(QSize(size, size))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter)
    painter.end()
    return pixmap


def _kept(key: str, paint: Callable[[], QPixmap]) -> QPixmap:
    """A pixmap that is painted once, not at every step of the cursor."""
    known = QPixmap()
    if not QPixmapCache.find(key, known):
        known = paint()
        QPixmapCache.insert(key, known)
    return known


def swatch(colour: str, size: int = 16) -> QIcon:
    """A round patch of a code's colour, as large as icons are in lists: Qt would enlarge a smaller one."""

    def paint(edge: QColor | None) -> QPixmap:
        pixmap = QPixmap(size * 2, size * 2)
        pixmap.setDevicePixelRatio(2)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen if edge is None else QPen(edge, 1.5))
        painter.setBrush(QColor(colour))
        painter.drawEllipse(2, 2, size - 4, size - 4)
        painter.end()
        return pixmap

    made = QIcon(_kept(f"qualcode swatch {colour} {size}", lambda: paint(None)))
    # In a chosen row Qt would mix it with the colour of the selection; one like that would not be seen in it.
    edge = QApplication.palette().color(QPalette.ColorRole.HighlightedText)
    chosen = _kept(f"qualcode swatch {colour} {size} {edge.name()}", lambda: paint(edge))
    made.addPixmap(chosen, QIcon.Mode.Selected)
    return made
