"""Icons are all of one set, and none is that of the desktop or of the library."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QPalette, QPixmap
from PySide6.QtWidgets import QApplication, QColorDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from qualcode.model.codes.colour import contrast
from qualcode.ui.commands.action_list import ACTIONS
from qualcode.ui.look.icons import icon, swatch
from qualcode.ui.look.theme import Theme, ThemeChoice
from qualcode.ui.widgets.asking import ask_choice, ask_text, plain_buttons

ROOT = Path(__file__).parents[3]
SOURCES = sorted((ROOT / "qualcode" / "ui").rglob("*.py"))
STOCK = re.compile(
    r"standardIcon|standardPixmap|StandardPixmap|\bSP_[A-Z]|fromTheme|QMessageBox|QErrorMessage|QWizard"
    r"|QDialogButtonBox|QDockWidget|QMdi|setTabsClosable|QProgressDialog"
)
"""What brings icons of its own along."""

WITH_BUTTONS = re.compile(r"Q(?:Input|Color|Font)Dialog\(")
NAMED = re.compile(r"""(?:\bicon=|\bicon\(|ThemeIcon\([^,()]+, )["']([a-z_]+)["']""")


def test_nothing_has_a_stock_icon() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in SOURCES
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if STOCK.search(line)
    ]
    assert found == []


def test_dialogs_of_the_library_show_no_icons_on_their_buttons() -> None:
    for path in SOURCES:
        text = path.read_text("utf-8")
        dialogs, cleaned = len(WITH_BUTTONS.findall(text)), len(re.findall(r"(?<!def )plain_buttons\(", text))
        assert dialogs <= cleaned, path


def test_buttons_of_the_library_lose_the_icons_that_a_desktop_gives_them(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    patch = QPixmap(16, 16)
    patch.fill(QColor("#123456"))
    dialog = QColorDialog(parent)
    for button in dialog.findChildren(QPushButton):
        button.setIcon(QIcon(patch))
    plain_buttons(dialog)
    asked = [
        dialog,
        ask_text(parent, "A", "b", "", print, "Make"),
        ask_choice(parent, "A", "b", ["c"], print, "OK"),
    ]
    for each in asked:
        found = each.findChildren(QPushButton)
        assert found
        assert all(button.icon().isNull() for button in found)
        each.close()


def test_every_icon_that_is_named_is_drawn(qapp: QApplication) -> None:
    names = {info.icon for info in ACTIONS if info.icon}
    for path in SOURCES:
        names |= set(NAMED.findall(path.read_text("utf-8")))
    assert len(names) > 20
    for name in sorted(names):
        assert not icon(name).isNull(), name
    drawn = {path.stem for path in (ROOT / "resources" / "icons").glob("*.svg")}
    assert names <= drawn
    for path in (ROOT / "resources" / "icons").glob("*.svg"):
        assert "currentColor" in path.read_text("utf-8"), path.name


@pytest.mark.parametrize(
    ("mode", "group", "role"),
    [
        (QIcon.Mode.Normal, QPalette.ColorGroup.Active, QPalette.ColorRole.ButtonText),
        (QIcon.Mode.Disabled, QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText),
        (QIcon.Mode.Selected, QPalette.ColorGroup.Active, QPalette.ColorRole.HighlightedText),
    ],
)
def test_an_icon_has_the_colour_of_the_words_beside_it_in_both_themes(
    theme: Theme, mode: QIcon.Mode, group: QPalette.ColorGroup, role: QPalette.ColorRole
) -> None:
    seen = set()
    try:
        for choice in (ThemeChoice.LIGHT, ThemeChoice.DARK, ThemeChoice.LIGHT):
            theme.choose(choice)
            colour = QApplication.palette().color(group, role).name()
            assert _strongest(icon("undo"), mode) == colour
            seen.add(colour)
    finally:
        theme.choose(ThemeChoice.LIGHT)
    assert len(seen) == (1 if mode is QIcon.Mode.Selected else 2)


def test_who_changes_an_icon_changes_no_other(qapp: QApplication) -> None:
    patch = QPixmap(16, 16)
    patch.fill(QColor("#123456"))
    icon("undo").addPixmap(patch)
    assert _strongest(icon("undo"), QIcon.Mode.Normal, 16) != "#123456"


def _strongest(drawn: QIcon, mode: QIcon.Mode, size: int = 48) -> str:
    """The colour that hides most of what is below it."""
    image = drawn.pixmap(size, mode).toImage()
    pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return max(pixels, key=lambda pixel: pixel.alpha()).name()


@pytest.mark.parametrize("choice", [ThemeChoice.LIGHT, ThemeChoice.DARK])
def test_a_patch_like_the_colour_of_the_selection_is_seen_in_a_chosen_row(
    qapp: QApplication, theme: Theme, choice: ThemeChoice
) -> None:
    before = theme.choice
    theme.choose(choice)
    ground = theme.colours.accent
    drawn = swatch(ground).pixmap(QSize(16, 16), 2.0, QIcon.Mode.Selected).toImage()
    colours = [drawn.pixelColor(x, drawn.height() // 2) for x in range(drawn.width())]
    assert any(each.alpha() == 255 and contrast(each.name(), ground) >= 3 for each in colours)
    theme.choose(before)
