"""Buttons with a ground of their own: the one that does it, tiles, chips, and those of the rail."""

from typing import Final, NamedTuple

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QPushButton,
    QStyle,
    QStyleOptionButton,
    QStyleOptionToolButton,
    QStylePainter,
    QToolButton,
    QWidget,
)

from qualcode.model.codes.colour import readable, tinted
from qualcode.ui.look.theme import Colours, colours_now
from qualcode.ui.painted.box import Box, paint_box

_WITHIN: Final = 3
"""Pixels from the edge of a button to the ring within it."""


class State(NamedTuple):
    """What a button's look depends on."""

    enabled: bool
    hovered: bool
    focused: bool
    checked: bool


class ButtonLook(NamedTuple):
    """The ground of a button and the colour of its words, with a ring within a ground that has a colour."""

    box: Box
    ink: str
    ring: Box | None = None


def _state(of: QStyle.StateFlag) -> State:
    flag = QStyle.StateFlag
    return State(
        bool(of & flag.State_Enabled),
        bool(of & flag.State_MouseOver),
        bool(of & flag.State_HasFocus),
        bool(of & flag.State_On),
    )


class PaintedPushButton(QPushButton):
    """A push button that shows its focus itself."""

    def look(self, colours: Colours, state: State) -> ButtonLook:
        """How the button looks in this state."""
        raise NotImplementedError

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        painter = _on_its_ground(self, option)
        self.paint_words(painter, option)
        painter.end()

    def paint_words(self, painter: QStylePainter, option: QStyleOptionButton) -> None:
        """In the middle."""
        painter.drawControl(QStyle.ControlElement.CE_PushButtonLabel, option)


class PaintedToolButton(QToolButton):
    """A tool button that shows its focus itself; ``padding`` is the room around what is in it."""

    padding = QSize(0, 0)

    def look(self, colours: Colours, state: State) -> ButtonLook:
        """How the button looks in this state."""
        raise NotImplementedError

    def sizeHint(self) -> QSize:
        return super().sizeHint() + self.padding

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionToolButton()
        self.initStyleOption(option)
        painter = _on_its_ground(self, option)
        across, down = self.padding.width() // 2, self.padding.height() // 2
        option.rect = self.rect().adjusted(across, down, -across, -down)
        painter.drawControl(QStyle.ControlElement.CE_ToolButtonLabel, option)
        painter.end()


def _on_its_ground(
    button: PaintedPushButton | PaintedToolButton, option: QStyleOptionButton | QStyleOptionToolButton
) -> QStylePainter:
    """Paint a button's ground, and give the painter and the ink for its words."""
    look = button.look(colours_now(), _state(option.state))
    painter = QStylePainter(button)
    paint_box(painter, button.rect(), look.box)
    if look.ring is not None:
        paint_box(painter, button.rect().adjusted(_WITHIN, _WITHIN, -_WITHIN, -_WITHIN), look.ring)
    option.palette.setColor(QPalette.ColorRole.ButtonText, QColor(look.ink))
    return painter


class PrimaryButton(PaintedPushButton):
    """The button that does what a page or a dialog is there for."""

    def look(self, colours: Colours, state: State) -> ButtonLook:
        if not state.enabled:
            return ButtonLook(Box(colours.line, colours.line, 4), colours.muted)
        fill = tinted("#000000", colours.accent, 0.15) if state.hovered else colours.accent
        if state.focused:
            return ButtonLook(Box(fill, colours.text, 4, 2), colours.on_accent)
        return ButtonLook(Box(fill, colours.accent, 4), colours.on_accent)


_LEAST_EXAMPLE: Final = 120


class ExampleButton(PaintedPushButton):
    """Words to be taken over, at the left as text is."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setFlat(True)

    def look(self, colours: Colours, state: State) -> ButtonLook:
        fill = tinted(colours.text, colours.window, 0.06) if state.hovered else None
        return ButtonLook(Box(fill, colours.link if state.focused else None, 4), colours.link)

    def minimumSizeHint(self) -> QSize:
        """Where there is little room the middle of the words is left out; the tip has them all."""
        return QSize(min(_LEAST_EXAMPLE, self.sizeHint().width()), super().minimumSizeHint().height())

    def paint_words(self, painter: QStylePainter, option: QStyleOptionButton) -> None:
        """At the left, as text is; a code's name may hold an ampersand."""
        place = self.rect().adjusted(6, 0, -6, 0)
        option.text = option.fontMetrics.elidedText(option.text, Qt.TextElideMode.ElideMiddle, place.width())
        at_left = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        style, role = self.style(), QPalette.ColorRole.ButtonText
        style.drawItemText(painter, place, at_left, option.palette, True, option.text, role)


class TileButton(PaintedToolButton):
    """A large button with its icon above its words."""

    padding = QSize(12, 12)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def look(self, colours: Colours, state: State) -> ButtonLook:
        if state.focused:
            return ButtonLook(Box(colours.base, colours.accent, 8, 2), colours.text)
        return ButtonLook(
            Box(colours.base, colours.accent if state.hovered else colours.line, 8), colours.text
        )


class ChipButton(PaintedToolButton):
    """A part of something longer, which goes when it is pressed."""

    padding = QSize(12, 2)

    def look(self, colours: Colours, state: State) -> ButtonLook:
        edge = colours.line
        if state.focused:
            edge = colours.link
        elif state.hovered:
            edge = readable(colours.accent, colours.base)
        return ButtonLook(Box(tinted(colours.accent, colours.window, 0.1), edge, 9), colours.text)


_ROOMY: Final = 12
_CLOSE: Final = 2
_FRAME: Final = 6
"""Pixels that Qt leaves above and below an icon, together."""


class RailButton(PaintedToolButton):
    """Leads to a page; checked while the page is seen."""

    padding = QSize(0, _ROOMY)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.show_words(True)

    def show_words(self, shown: bool) -> None:
        """Show what the button leads to in words too, or by its icon alone, where there is little room."""
        style = Qt.ToolButtonStyle
        self.setToolButtonStyle(style.ToolButtonTextUnderIcon if shown else style.ToolButtonIconOnly)
        self.padding = QSize(0, _ROOMY if shown else _CLOSE)
        self.updateGeometry()

    @property
    def height_with_words(self) -> int:
        """How high the button is where it shows its words."""
        return self.least_height - _CLOSE + _ROOMY + self.fontMetrics().height()

    @property
    def least_height(self) -> int:
        """How high it is without them."""
        return self.iconSize().height() + _FRAME + _CLOSE

    def look(self, colours: Colours, state: State) -> ButtonLook:
        fill = None
        if state.checked:
            fill = colours.accent
        elif state.hovered:
            fill = tinted(colours.text, colours.window, 0.1)
        if state.checked:
            ring = Box(edge=colours.on_accent, radius=4, width=2) if state.focused else None
            return ButtonLook(Box(fill, None, 6), colours.on_accent, ring)
        return ButtonLook(Box(fill, colours.link if state.focused else None, 6, 2), colours.text)


class AccentButton(PaintedToolButton):
    """A small button on the text, which must be seen there."""

    padding = QSize(6, 0)

    def look(self, colours: Colours, state: State) -> ButtonLook:
        return ButtonLook(Box(colours.accent, None, 4), colours.on_accent)
