"""What paints its own ground is seen, in both themes, in every state.

Tests: ``box``, ``buttons``, ``corner``, ``field``, ``splitter``.
"""

from collections.abc import Callable, Iterator

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap, QStandardItemModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QLabel,
    QTableView,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from qualcode.model.codes.colour import GRAPHIC_CONTRAST, contrast, tinted
from qualcode.ui.look.theme import DARK, LIGHT, TEXT_CONTRAST, Colours, Theme, ThemeChoice, mute
from qualcode.ui.painted.box import Box, paint_box
from qualcode.ui.painted.buttons import (
    AccentButton,
    ChipButton,
    ExampleButton,
    PrimaryButton,
    RailButton,
    State,
    TileButton,
)
from qualcode.ui.painted.corner import plain_corner
from qualcode.ui.painted.field import LineField
from qualcode.ui.painted.splitter import LineSplitter
from qualcode.ui.widgets.messages import MessageBar
from qualcode.ui.widgets.note_field import NoteField
from tests.ui.seen import colours_of, seen_at

BOTH = pytest.mark.parametrize("choice", [ThemeChoice.LIGHT, ThemeChoice.DARK])


@pytest.fixture
def themed(theme: Theme, choice: ThemeChoice) -> Colours:
    theme.choose(choice)
    return theme.colours


@pytest.fixture
def shown(qtbot: QtBot) -> Iterator[Callable[[QWidget], QWidget]]:
    """Show a widget in a window of its own, with room around it."""
    windows = []

    def show(widget: QWidget) -> QWidget:
        window = QWidget()
        qtbot.addWidget(window)
        windows.append(window)
        QVBoxLayout(window).addWidget(widget)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        return widget

    yield show
    windows.clear()


def test_a_box_has_its_ground_inside_its_edge(qapp: QApplication) -> None:
    sheet = QPixmap(40, 30)
    sheet.fill(QColor("#ffffff"))
    painter = QPainter(sheet)
    paint_box(painter, sheet.rect().adjusted(5, 5, -5, -5), Box("#aabbcc", "#112233", width=2))
    painter.end()
    image = sheet.toImage()
    along = [QColor(image.pixel(x, 15)).name() for x in (4, 5, 6, 8, 33, 34, 35)]
    assert along == ["#ffffff", "#112233", "#112233", "#aabbcc", "#112233", "#112233", "#ffffff"]


def test_a_box_may_have_its_edge_on_one_side_only(qapp: QApplication) -> None:
    sheet = QPixmap(20, 20)
    painter = QPainter(sheet)
    paint_box(painter, sheet.rect(), Box("#aabbcc", "#112233", sides=Qt.Edge.BottomEdge))
    painter.end()
    image = sheet.toImage()
    down = [QColor(image.pixel(10, y)).name() for y in (0, 18, 19)]
    assert down == ["#aabbcc", "#aabbcc", "#112233"]


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(
    "kind", [PrimaryButton, ExampleButton, TileButton, ChipButton, RailButton, AccentButton]
)
def test_the_words_of_a_button_are_read_in_every_state(
    qapp: QApplication, colours: Colours, kind: type[PrimaryButton]
) -> None:
    button = kind("Find") if issubclass(kind, ExampleButton) else kind()
    for number in range(8):
        state = State(True, bool(number & 1), bool(number & 2), bool(number & 4))
        look = button.look(colours, state)
        assert contrast(look.ink, look.box.fill or colours.window) >= TEXT_CONTRAST, state
    off = button.look(colours, State(False, False, False, False))
    assert contrast(off.ink, off.box.fill or colours.window) >= GRAPHIC_CONTRAST


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("kind", [ExampleButton, TileButton, ChipButton, RailButton])
@pytest.mark.parametrize("checked", [False, True])
def test_which_button_has_the_keyboard_is_seen(
    qapp: QApplication, colours: Colours, kind: type[PrimaryButton], checked: bool
) -> None:
    button = kind("Find") if issubclass(kind, ExampleButton) else kind()
    look = button.look(colours, State(enabled=True, hovered=False, focused=True, checked=checked))
    edge = (look.ring or look.box).edge
    assert edge is not None
    assert contrast(edge, look.box.fill or colours.window) >= GRAPHIC_CONTRAST


@BOTH
def test_a_button_is_painted_in_the_colours_of_the_theme(
    themed: Colours, shown: Callable[[QWidget], QWidget]
) -> None:
    button = shown(PrimaryButton("Do it"))
    assert seen_at(button, QPoint(8, 8)) == themed.accent
    button.setEnabled(False)
    assert seen_at(button, QPoint(8, 8)) == themed.line


def test_what_is_painted_follows_the_theme_at_once(theme: Theme, shown: Callable[[QWidget], QWidget]) -> None:
    theme.choose(ThemeChoice.LIGHT)
    bar = MessageBar()
    shown(bar)
    bar.inform("Done.")
    assert seen_at(bar, QPoint(3, 3)) == LIGHT.notice
    theme.choose(ThemeChoice.DARK)
    assert seen_at(bar, QPoint(3, 3)) == DARK.notice
    bar.refuse("Not done.")
    assert seen_at(bar, QPoint(3, 3)) == DARK.refusal
    theme.choose(ThemeChoice.LIGHT)


@BOTH
@pytest.mark.parametrize("kind", [LineField, QCheckBox, lambda: NoteField("Memo")])
def test_the_edge_of_what_is_typed_in_or_ticked_is_seen(
    themed: Colours, shown: Callable[[QWidget], QWidget], kind: Callable[[], QWidget]
) -> None:
    control = shown(kind())
    # What has the keyboard has another edge.
    control.clearFocus()
    share = 1.0 if isinstance(control, QCheckBox) else 0.4
    wanted = tinted(themed.muted, themed.base, share)
    image = control.grab().toImage()
    row = [QColor(image.pixel(x, control.height() // 2)).name() for x in range(3)]
    assert max(contrast(colour, themed.base) for colour in row) == pytest.approx(
        contrast(wanted, themed.base), rel=0.25
    )


@BOTH
def test_quiet_words_are_in_the_quieter_ink(themed: Colours, shown: Callable[[QWidget], QWidget]) -> None:
    label = QLabel("||||||")
    mute(label)
    shown(label)
    image = label.grab().toImage()
    inks = {QColor(int(rgb)).name() for rgb in np.unique(colours_of(image))}
    strongest = max(inks, key=lambda ink: contrast(ink, themed.window))
    assert contrast(strongest, themed.window) <= contrast(themed.muted, themed.window) * 1.05


@BOTH
def test_the_line_between_two_parts_is_thin_and_seen(
    themed: Colours, shown: Callable[[QWidget], QWidget]
) -> None:
    splitter = LineSplitter(Qt.Orientation.Horizontal)
    for _ in range(2):
        splitter.addWidget(QLabel("one part"))
    shown(splitter)
    splitter.setSizes([50, 50])
    image = splitter.grab().toImage()
    row = [QColor(image.pixel(x, 5)).name() for x in range(image.width())]
    assert row.count(themed.line) == 1


@BOTH
def test_the_corner_of_a_table_is_as_the_page(themed: Colours, shown: Callable[[QWidget], QWidget]) -> None:
    table = QTableView()
    table.setModel(QStandardItemModel(2, 2, table))
    plain_corner(table)
    shown(table)
    corner = table.findChild(QAbstractButton)
    assert corner is not None
    assert corner.isVisible()
    assert seen_at(corner, QPoint(2, 2)) == themed.window
    QTest.mouseClick(corner, Qt.MouseButton.LeftButton)
    assert not table.selectionModel().hasSelection()


def test_there_is_no_style_sheet_for_everything(qapp: QApplication, theme: Theme) -> None:
    theme.choose(ThemeChoice.DARK)
    # Every widget that is made, shown or moved would be matched against it.
    assert qapp.styleSheet() == ""
    theme.choose(ThemeChoice.LIGHT)


def test_a_field_says_what_can_be_typed_in_words_that_fit(qtbot: QtBot) -> None:
    field = LineField()
    qtbot.addWidget(field)
    hints = ("Words, or a great many other things that can be typed", "Words or others", "Words")
    field.set_hints(*hints)
    field.show()
    for hint in hints:
        field.resize(field.fontMetrics().horizontalAdvance(hint) + 60, 30)
        assert field.placeholderText() == hint
    field.resize(10, 30)
    assert field.placeholderText() == "Words"
