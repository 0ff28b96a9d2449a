"""Both themes are readable, and so are the colours of codes on them."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QLineEdit,
    QListView,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPlainTextEdit,
    QSpinBox,
    QTableWidget,
    QTableWidgetItem,
    QTreeView,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)
from pytestqt.qtbot import QtBot

from qualcode.model.codes.colour import GRAPHIC_CONTRAST, contrast, ink_on, readable, tinted
from qualcode.model.codes.shades import shade
from qualcode.operations.palette import CODE_COLOURS
from qualcode.ui.look.theme import (
    DARK,
    LIGHT,
    TEXT_CONTRAST,
    Colours,
    Theme,
    ThemeChoice,
    colours_now,
    palette_of,
    shades_of,
)

BOTH = pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@BOTH
def test_every_text_is_readable_on_its_ground(colours: Colours) -> None:
    grounds = (colours.window, colours.base, colours.alternate, colours.button, colours.tip)
    for ground in (*grounds, colours.notice, colours.refusal):
        assert contrast(colours.text, ground) >= TEXT_CONTRAST
    for ground in (colours.window, colours.base, colours.alternate):
        assert contrast(colours.muted, ground) >= TEXT_CONTRAST
        assert contrast(colours.link, ground) >= TEXT_CONTRAST
    assert contrast(colours.on_accent, colours.accent) >= TEXT_CONTRAST
    assert contrast(colours.accent, colours.base) >= GRAPHIC_CONTRAST


@BOTH
def test_qt_gets_the_same_pairs(colours: Colours) -> None:
    palette = palette_of(colours)
    role = QPalette.ColorRole
    for ink, ground in (
        (role.WindowText, role.Window), (role.Text, role.Base), (role.Text, role.AlternateBase),
        (role.ButtonText, role.Button), (role.HighlightedText, role.Highlight),
        (role.PlaceholderText, role.Base), (role.ToolTipText, role.ToolTipBase), (role.Link, role.Base),
    ):  # fmt: skip
        assert contrast(palette.color(ink).name(), palette.color(ground).name()) >= TEXT_CONTRAST


@BOTH
def test_what_cannot_be_used_is_seen_and_seen_to_be_so(colours: Colours) -> None:
    palette = palette_of(colours)
    role, off = QPalette.ColorRole, QPalette.ColorGroup.Disabled
    for ink in (role.WindowText, role.Text, role.ButtonText):
        colour = palette.color(off, ink).name()
        for ground in (role.Window, role.Base, role.Button):
            below = palette.color(off, ground).name()
            assert contrast(colour, below) >= GRAPHIC_CONTRAST
            assert contrast(colour, below) < contrast(palette.color(ink).name(), below) / 2
    assert contrast(colours.muted, colours.line) >= GRAPHIC_CONTRAST


@BOTH
def test_at_least_sixteen_code_colours_stand_out(colours: Colours) -> None:
    assert len(set(CODE_COLOURS)) >= 16
    for colour in CODE_COLOURS:
        assert contrast(colour, colours.base) >= GRAPHIC_CONTRAST
        assert contrast(colours.text, tinted(colour, colours.base, 0.22)) >= TEXT_CONTRAST


@BOTH
@pytest.mark.parametrize("colour", ["#ffff00", "#000000", "#ffffff", "#7a7a7a", "#0000ff"])
def test_any_colour_can_be_made_to_stand_out(colours: Colours, colour: str) -> None:
    assert contrast(readable(colour, colours.base), colours.base) >= GRAPHIC_CONTRAST


def test_a_colour_that_stands_out_stays_as_it_is() -> None:
    assert readable("#176b87", "#ffffff") == "#176b87"


@BOTH
def test_every_shade_of_the_heat_map_carries_readable_figures(colours: Colours) -> None:
    shades = shades_of(colours)
    for place in range(101):
        ground = shade(place / 100, shades)
        assert contrast(ink_on(ground), ground) >= TEXT_CONTRAST
    assert contrast(shades.quiet, shades.stops[0]) >= TEXT_CONTRAST
    assert contrast(shades.quiet, shades.apart) >= TEXT_CONTRAST
    assert contrast(ink_on(shades.apart), shades.apart) >= TEXT_CONTRAST
    assert contrast(shades.solid, colours.base) >= GRAPHIC_CONTRAST


def test_the_theme_switches_at_once(qapp: QApplication, theme: Theme) -> None:
    theme.choose(ThemeChoice.DARK)
    assert colours_now() is DARK
    assert qapp.palette().color(QPalette.ColorRole.Base).name() == DARK.base
    theme.choose(ThemeChoice.LIGHT)
    assert colours_now() is LIGHT


@pytest.mark.parametrize("choice", [ThemeChoice.LIGHT, ThemeChoice.DARK])
@pytest.mark.parametrize("kind", [QListView, QTreeView, QPlainTextEdit])
def test_the_corner_between_scroll_bars_has_the_colour_of_the_page(
    qtbot: QtBot, theme: Theme, choice: ThemeChoice, kind: type[QAbstractScrollArea]
) -> None:
    theme.choose(choice)
    page = QWidget()
    qtbot.addWidget(page)
    area = kind(page)
    area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
    area.resize(200, 100)
    page.show()
    across = area.horizontalScrollBar()
    down = area.verticalScrollBar()
    corner = QPoint(
        down.mapTo(page, down.rect().center()).x(),
        across.mapTo(page, across.rect().center()).y(),
    )
    assert page.grab().toImage().pixelColor(corner).name() == theme.colours.window
    theme.choose(ThemeChoice.LIGHT)


@pytest.mark.parametrize("choice", [ThemeChoice.LIGHT, ThemeChoice.DARK])
def test_a_header_is_not_filled_with_the_colour_of_edges_behind_its_last_column(
    qtbot: QtBot, theme: Theme, choice: ThemeChoice
) -> None:
    theme.choose(choice)
    tree = QTreeWidget()
    qtbot.addWidget(tree)
    tree.setHeaderLabels(["File"])
    header = tree.header()
    header.setStretchLastSection(False)
    header.resizeSection(0, 50)
    tree.resize(200, 100)
    tree.show()
    behind = header.viewport().grab().toImage().pixelColor(150, header.height() // 2).name()
    assert contrast(behind, theme.colours.base) < 1.6
    theme.choose(ThemeChoice.LIGHT)


@pytest.mark.parametrize("choice", [ThemeChoice.LIGHT, ThemeChoice.DARK])
@pytest.mark.parametrize("kind", [QListWidget, QTreeWidget, QTableWidget])
def test_a_box_to_tick_in_a_list_is_seen(
    qtbot: QtBot, theme: Theme, choice: ThemeChoice, kind: type[QListWidget | QTreeWidget | QTableWidget]
) -> None:
    theme.choose(choice)
    list_ = kind()
    qtbot.addWidget(list_)
    if isinstance(list_, QListWidget):
        QListWidgetItem(list_).setCheckState(Qt.CheckState.Unchecked)
    elif isinstance(list_, QTableWidget):
        list_.setShowGrid(False)
        list_.setRowCount(1)
        list_.setColumnCount(1)
        box = QTableWidgetItem()
        box.setCheckState(Qt.CheckState.Unchecked)
        list_.setItem(0, 0, box)
    else:
        list_.setHeaderHidden(True)
        QTreeWidgetItem(list_).setCheckState(0, Qt.CheckState.Unchecked)
    # Neither the frame, which has the same edge, nor anything but the box is looked at.
    list_.setFrameShape(list_.Shape.NoFrame)
    list_.resize(200, 60)
    image = list_.viewport().grab().toImage()
    seen = {QColor(image.pixel(x, y)).name() for x in range(image.width()) for y in range(image.height())}
    base = theme.colours.base
    assert max(contrast(colour, base) for colour in seen) >= GRAPHIC_CONTRAST
    theme.choose(ThemeChoice.LIGHT)


@pytest.mark.parametrize("choice", [ThemeChoice.LIGHT, ThemeChoice.DARK])
def test_a_box_to_tick_in_a_menu_is_seen(qtbot: QtBot, theme: Theme, choice: ThemeChoice) -> None:
    theme.choose(choice)
    menu = QMenu()
    qtbot.addWidget(menu)
    action = menu.addAction("")
    action.setCheckable(True)
    menu.ensurePolished()
    menu.resize(menu.sizeHint())
    image = menu.grab(menu.actionGeometry(action).adjusted(2, 2, -2, -2)).toImage()
    seen = {QColor(image.pixel(x, y)).name() for x in range(image.width()) for y in range(image.height())}
    assert max(contrast(colour, image.pixelColor(0, 0).name()) for colour in seen) >= GRAPHIC_CONTRAST
    theme.choose(ThemeChoice.LIGHT)


@pytest.mark.parametrize("choice", [ThemeChoice.LIGHT, ThemeChoice.DARK])
def test_a_field_for_numbers_has_the_edge_of_one_for_words(
    qtbot: QtBot, theme: Theme, choice: ThemeChoice
) -> None:
    theme.choose(choice)
    page = QWidget()
    qtbot.addWidget(page)
    fields = [QSpinBox(page), QLineEdit(page)]
    for place, field in enumerate(fields):
        field.setGeometry(10, 10 + 50 * place, 100, 30)
    page.resize(200, 200)
    image = page.grab().toImage()
    edges = []
    for field in fields:
        # The strongest on the way into the field from the left, at half its height.
        way = [image.pixelColor(x, field.geometry().center().y()).name() for x in range(6, 16)]
        edges.append(max(contrast(colour, theme.colours.base) for colour in way))
    assert edges[0] == pytest.approx(edges[1], rel=0.05)
    theme.choose(ThemeChoice.LIGHT)
