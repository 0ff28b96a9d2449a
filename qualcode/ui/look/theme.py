"""How the program looks: one light and one dark palette in Fusion style, and what is derived from them."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from qualcode.model.codes.colour import contrast, luminance, readable, tinted
from qualcode.model.codes.shades import DARK as DARK_SHADES
from qualcode.model.codes.shades import LIGHT as LIGHT_SHADES
from qualcode.model.codes.shades import Shades
from qualcode.ui.look.paint_apart import paint_apart

SPACING: Final = 8
FADED: Final = 0.3
"""How strong a picture is painted that no longer answers what is asked."""

TEXT_CONTRAST: Final = 4.5
DISABLED_CONTRAST: Final = 3.2
"""A little more than is seen, for letters have thin edges."""
FIELD_EDGE: Final = 0.4
LIST_EDGE: Final = 0.8
"""The least with which the boxes to tick in lists are seen as WCAG asks of controls, in both themes."""
_OUTLINED: Final = {
    "QLineEdit": FIELD_EDGE,
    "QPlainTextEdit": FIELD_EDGE,
    "QCheckBox": 1.0,
    "QRadioButton": 1.0,
    "QListView": LIST_EDGE,
    "QTreeView": LIST_EDGE,
    "QTableWidget": LIST_EDGE,
    "QAbstractSpinBox": FIELD_EDGE,
    "QMenu": LIST_EDGE,
}
"""How strong the edges of controls are; a box to tick is nothing but its edge."""
_DARKENED: Final = 1.4
"""By how much Fusion darkens the colour of a window for the edges of what stands in it."""


class ThemeChoice(StrEnum):
    """Which theme a person asks for."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours of one theme, as ``#rrggbb``; pairs are checked for WCAG AA in the tests."""

    window: str
    text: str
    base: str
    alternate: str
    button: str
    accent: str
    on_accent: str
    muted: str
    link: str
    line: str
    tip: str
    notice: str
    refusal: str


LIGHT: Final = Colours(
    window="#f4f5f4",
    text="#1c2126",
    base="#ffffff",
    alternate="#f5f7f7",
    button="#fbfbfa",
    accent="#176b87",
    on_accent="#ffffff",
    muted="#5d666f",
    link="#155f78",
    line="#d3d7da",
    tip="#fdfdf8",
    notice="#e3f0f4",
    refusal="#fbe9e4",
)
# On a dark ground lighter surfaces stand out, and Fusion's own dark outlines are seen around them.
DARK: Final = Colours(
    window="#181b1d",
    text="#e7e9ea",
    base="#22272a",
    alternate="#272c30",
    button="#30363b",
    accent="#24799a",
    on_accent="#ffffff",
    muted="#a3abb2",
    link="#7fc6e3",
    line="#3d444a",
    tip="#30363b",
    notice="#18333d",
    refusal="#43251e",
)


def is_dark(colour: str) -> bool:
    """Whether a ground is one for light letters."""
    return float(luminance((colour,))[0]) < 0.18


def shades_of(colours: Colours) -> Shades:
    """The colours of figures in a theme."""
    return DARK_SHADES if colours is DARK else LIGHT_SHADES


def disabled_ink(colours: Colours) -> str:
    """The faintest ink that is still seen on every ground that a switched-off control can have."""
    grounds = sorted(
        (colours.window, colours.base, colours.button),
        key=lambda ground: contrast(ground, colours.text),
    )
    return readable(tinted(colours.muted, grounds[0], 0.35), grounds[0], DISABLED_CONTRAST)


def palette_of(colours: Colours) -> QPalette:
    """The colours as Qt wants them."""
    role = QPalette.ColorRole
    palette = QPalette()
    dark = is_dark(colours.window)
    for name, colour in {
        role.Window: colours.window,
        role.WindowText: colours.text,
        role.Base: colours.base,
        role.AlternateBase: colours.alternate,
        role.Text: colours.text,
        role.Button: colours.button,
        role.ButtonText: colours.text,
        role.BrightText: "#ffffff",
        role.Highlight: colours.accent,
        role.HighlightedText: colours.on_accent,
        role.Accent: colours.accent,
        role.Link: colours.link,
        role.LinkVisited: colours.link,
        role.PlaceholderText: colours.muted,
        role.ToolTipBase: colours.tip,
        role.ToolTipText: colours.text,
        role.Light: "#343a3f" if dark else "#ffffff",
        role.Midlight: "#2d3337" if dark else "#eceeee",
        role.Mid: colours.line,
        role.Dark: "#0f1112" if dark else "#a9b0b5",
        role.Shadow: "#000000" if dark else "#7d858b",
    }.items():
        palette.setColor(name, QColor(colour))
    # Fainter than what can be used, but to be read: a button tells what there is before it can be used.
    faded = QColor(disabled_ink(colours))
    for name in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, faded)
    palette.setColor(QPalette.ColorGroup.Disabled, role.Highlight, QColor(colours.line))
    return palette


def edge_of(colours: Colours, share: float) -> str:
    """An edge on the ground of a page, as strong as this share (0 to 1) of the quieter ink."""
    return tinted(colours.muted, colours.base, share)


def outlined_palette_of(colours: Colours, share: float) -> QPalette:
    """The palette of what is typed in or ticked: its edge must be seen on the ground of a page.

    The edge is as strong as this share (0 to 1) of the quieter ink.

    Fusion takes the edge from the colour of the window, darkened by 1.4. The corner between scroll bars and
    a header behind its last column are filled with the brush of the window; as a brush that fills nothing,
    it lends its colour to the edge and leaves those as they are around it.
    """
    edge = QColor(edge_of(colours, share))
    value = min(255, round(edge.value() * _DARKENED))
    before = QColor.fromHsv(max(edge.hsvHue(), 0), edge.hsvSaturation(), value)
    palette = palette_of(colours)
    palette.setBrush(QPalette.ColorRole.Window, QBrush(before, Qt.BrushStyle.NoBrush))
    return palette


class Theme(QObject):
    """Keeps the application's palette in step with the system and the person's choice."""

    changed = Signal()

    def __init__(self, app: QApplication, choice: ThemeChoice = ThemeChoice.SYSTEM) -> None:
        super().__init__(app)
        self._app = app
        self._choice = choice
        app.setStyle("Fusion")
        app.styleHints().colorSchemeChanged.connect(self._apply)
        self._apply()

    @property
    def choice(self) -> ThemeChoice:
        return self._choice

    def choose(self, choice: ThemeChoice) -> None:
        """Follow the system, or stay light or dark."""
        self._choice = choice
        self._apply()

    @property
    def is_dark(self) -> bool:
        if self._choice is ThemeChoice.SYSTEM:
            return self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return self._choice is ThemeChoice.DARK

    @property
    def colours(self) -> Colours:
        return DARK if self.is_dark else LIGHT

    def _apply(self) -> None:
        _hold_back_painting()
        # No style sheet for the application: see ``qualcode.ui.painted``.
        self._app.setPalette(palette_of(self.colours))
        for kind, share in _OUTLINED.items():
            # The stubs speak of bytes, which it does not take.
            self._app.setPalette(outlined_palette_of(self.colours, share), kind)  # type: ignore[arg-type]
        QToolTip.setPalette(palette_of(self.colours))
        self.changed.emit()


def _hold_back_painting() -> None:
    """Have what is in each window painted in the next turn: to hand on colours and to paint takes long.

    Before any widget has asked to be painted: pages can then choose what is painted first. Not the windows
    themselves: one that was asked to paint meanwhile would never be asked again.
    """
    for window in filter(QWidget.isVisible, QApplication.topLevelWidgets()):
        for part in window.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            if not part.isWindow() and part.updatesEnabled():
                paint_apart(part)


def colours_now() -> Colours:
    """The theme in use, for painting: told from the application's palette."""
    return _theme_on(QApplication.palette().color(QPalette.ColorRole.Window).name())


@cache
def _theme_on(ground: str) -> Colours:
    # Asked for with every cell and line that is painted.
    return DARK if is_dark(ground) else LIGHT


def heading_font(font: QFont, factor: float = 1.0) -> QFont:
    """A bold font, larger by ``factor``."""
    bold = QFont(font)
    bold.setBold(True)
    if factor != 1.0:
        bold.setPointSizeF(font.pointSizeF() * factor)
    return bold


def mute(widget: QWidget) -> None:
    """Show a widget's words in the quieter ink, in either theme."""
    widget.setForegroundRole(QPalette.ColorRole.PlaceholderText)
