"""The page of preferences: every setting in it, by keyboard and mouse, seen in the window at once.

Tests as well: ``ui.shell.applied_settings``, ``keys``.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QDialog, QFileDialog, QPushButton, QSpinBox
from pytestqt.qtbot import QtBot

from qualcode.model.machine.coder_here import system_user
from qualcode.ui.dialogs.keys import KeysDialog
from qualcode.ui.dialogs.preferences import PreferencesDialog
from qualcode.ui.look.theme import Theme, ThemeChoice
from qualcode.ui.painted.field import LineField
from qualcode.ui.session.preferences import Preferences
from qualcode.ui.session.settings import SETTINGS
from qualcode.ui.shell.main_window import MainWindow
from qualcode.ui.widgets.word_box import WordBox

CONTROL = Qt.KeyboardModifier.ControlModifier


def opened(window: MainWindow) -> PreferencesDialog:
    (dialog,) = (child for child in window.findChildren(PreferencesDialog) if child.isVisible())
    dialog.activateWindow()
    # Else Enter would go to what the window behind it had the keyboard on.
    assert QTest.qWaitForWindowActive(dialog)
    return dialog


def by_key(window: MainWindow) -> PreferencesDialog:
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    QTest.keyClick(window, Qt.Key.Key_P, CONTROL | Qt.KeyboardModifier.AltModifier)
    return opened(window)


def press(dialog: QDialog, text: str) -> None:
    (button,) = (button for button in dialog.findChildren(QPushButton) if button.text() == text)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def text_field(dialog: PreferencesDialog, key: str) -> LineField:
    field = dialog.fields[key]
    assert isinstance(field, LineField)
    return field


def box(dialog: PreferencesDialog, key: str) -> WordBox:
    field = dialog.fields[key]
    assert isinstance(field, WordBox)
    return field


def number(dialog: PreferencesDialog, key: str) -> QSpinBox:
    field = dialog.fields[key]
    assert isinstance(field, QSpinBox)
    return field


def switch(dialog: PreferencesDialog, key: str) -> QCheckBox:
    field = dialog.fields[key]
    assert isinstance(field, QCheckBox)
    return field


def type_name(qtbot: QtBot, field: LineField, name: str) -> None:
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    QTest.keyClick(field, Qt.Key.Key_A, CONTROL)
    QTest.keyClick(field, Qt.Key.Key_Delete)
    QTest.keyClicks(field, name)
    QTest.keyClick(field, Qt.Key.Key_Return)


def test_every_setting_is_on_it_and_does_something(window: MainWindow) -> None:
    assert list(by_key(window).fields) == [setting.key for setting in SETTINGS]
    assert set(window.settings.appliers) == {setting.key for setting in SETTINGS}


def test_it_opens_from_the_menu_without_a_project_too(
    qtbot: QtBot, open_window: Callable[[], MainWindow]
) -> None:
    window = open_window()
    window.actions_["edit.preferences"].trigger()
    dialog = opened(window)
    type_name(qtbot, text_field(dialog, "coder"), "CD")
    switch(dialog, "patterns").click()
    number(dialog, "zoom").setValue(120)
    press(dialog, "Close")
    kept = window.preferences
    assert (kept.coder_name, kept.patterns, kept.zoom) == ("CD", True, 120)


def test_all_fields_begin_below_each_other_whatever_their_section(window: MainWindow) -> None:
    dialog = by_key(window)
    assert len({field.mapTo(dialog, QPoint(0, 0)).x() for field in dialog.fields.values()}) == 1


def test_another_name_is_who_codes_from_now_on(qtbot: QtBot, window: MainWindow) -> None:
    dialog = by_key(window)
    type_name(qtbot, text_field(dialog, "coder"), "CD")
    assert dialog.isVisible(), "Enter takes the name; it does not close the page"
    assert window.session is not None
    assert window.session.coder_name == window.preferences.coder_name == "CD"
    type_name(qtbot, text_field(dialog, "coder"), "  ")
    assert text_field(dialog, "coder").text() == window.session.coder_name == system_user()


def test_colours_change_at_once_and_the_menu_follows(
    window: MainWindow, theme: Theme, request: pytest.FixtureRequest
) -> None:
    request.addfinalizer(lambda: theme.choose(ThemeChoice.LIGHT))
    dialog = by_key(window)
    box(dialog, "theme").setFocus()
    QTest.keyClicks(box(dialog, "theme"), "d")
    assert window.preferences.theme is theme.choice is ThemeChoice.DARK
    assert window.actions_["view.theme_dark"].isChecked()
    assert not window.actions_["view.theme_light"].isChecked()


def test_another_size_of_everything_waits_for_the_next_start(window: MainWindow) -> None:
    dialog = by_key(window)
    box(dialog, "size").setFocus()
    QTest.keyClick(box(dialog, "size"), Qt.Key.Key_Down)
    assert window.preferences.size == 110
    assert "110%" in window.messages.text
    assert window.actions_["view.size_110"].isChecked()


def test_the_size_of_the_text_is_seen_in_the_transcript(window: MainWindow) -> None:
    dialog = by_key(window)
    field = number(dialog, "zoom")
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Up)
    assert window.workbench is not None
    assert window.workbench.code_page.reading.view.zoom == window.preferences.zoom == 110


def test_patterns_and_their_entry_in_the_menu_agree(window: MainWindow) -> None:
    dialog = by_key(window)
    QTest.keyClick(switch(dialog, "patterns"), Qt.Key.Key_Space)
    assert window.preferences.patterns
    assert window.actions_["view.patterns"].isChecked()
    press(dialog, "Close")
    window.actions_["view.patterns"].trigger()
    assert not window.preferences.patterns


def test_usual_values_come_back_and_are_seen(window: MainWindow, preferences: Preferences) -> None:
    dialog = by_key(window)
    number(dialog, "zoom").setValue(150)
    switch(dialog, "patterns").click()
    press(dialog, "Restore defaults")
    assert [preferences.value(setting) for setting in SETTINGS] == [setting.usual for setting in SETTINGS]
    assert number(dialog, "zoom").value() == 100
    assert not switch(dialog, "patterns").isChecked()
    assert window.workbench is not None
    assert window.workbench.code_page.reading.view.zoom == 100
    assert not window.actions_["view.patterns"].isChecked()


def test_a_word_template_can_be_chosen_as_a_file(
    window: MainWindow, preferences: Preferences, tmp_path: Path
) -> None:
    dialog = by_key(window)
    (button,) = (row for row in dialog.findChildren(QPushButton) if row.text() == "Choose…")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    files = dialog.findChild(QFileDialog)
    assert files is not None
    path = str(tmp_path / "our-style.docx")
    files.fileSelected.emit(path)
    files.close()
    assert text_field(dialog, "word_template").text() == path
    assert preferences.word_template == path


def test_keys_are_one_button_away(qtbot: QtBot, window: MainWindow) -> None:
    press(by_key(window), "Keyboard…")
    (keys,) = window.findChildren(KeysDialog)
    qtbot.waitUntil(keys.isVisible)
    keys.close()


@pytest.mark.parametrize("width", [640, 820])
def test_every_column_of_keys_is_seen(qtbot: QtBot, window: MainWindow, width: int) -> None:
    window.actions_["help.keys"].trigger()
    (keys,) = window.findChildren(KeysDialog)
    keys.resize(width, 360)
    qtbot.waitUntil(lambda: keys.width() == width)
    table = keys.table
    qtbot.waitUntil(lambda: table.horizontalScrollBar().maximum() == 0)
    assert table.header().length() <= table.viewport().width()
    # Keys, and where they work, are whole; what is cut has its words in a tip.
    for column in (1, 3):
        assert table.columnWidth(column) >= table.sizeHintForColumn(column)
    menu = table.topLevelItem(4)
    assert menu is not None
    for row in range(menu.childCount()):
        item = menu.child(row)
        assert item is not None
        assert item.toolTip(2) == item.text(2)
    keys.close()
