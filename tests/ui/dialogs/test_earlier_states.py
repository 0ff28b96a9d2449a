"""Tests of earlier states.

Tests as well: ``button_row``.
"""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from qualcode.model.machine.earlier import EarlierState
from qualcode.ui.dialogs.earlier_states import EarlierStatesDialog

BROKEN = EarlierState(Path("c.qualcode"), "daily copy", 9, problem="c.qualcode is damaged.")
NEWER = EarlierState(
    Path("b.qualcode"), "before it was put back", 2_500_000, datetime(2021, 3, 11, 12, tzinfo=UTC), 1200,
    "Apply “stigma”", "AB", 10, 26, 1234,
)  # fmt: skip
OLDER = EarlierState(Path("a.qualcode"), "daily copy", 12_345, datetime(2021, 3, 10, 12, tzinfo=UTC), 3)


def shown(
    qtbot: QtBot, *states: EarlierState, name: str = "study.qualcode", parent: QWidget | None = None
) -> tuple[EarlierStatesDialog, list[Path]]:
    dialog = EarlierStatesDialog(name, states, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    chosen: list[Path] = []
    dialog.chosen.connect(chosen.append)
    dialog.open()
    qtbot.waitExposed(dialog)
    return dialog, chosen


def cells(dialog: EarlierStatesDialog, row: int) -> list[str]:
    item = dialog.list.topLevelItem(row)
    assert item is not None
    return [item.text(column) for column in range(dialog.list.columnCount())]


def test_each_state_is_listed_with_what_it_holds(qtbot: QtBot) -> None:
    dialog, _ = shown(qtbot, BROKEN, NEWER, OLDER)
    assert cells(dialog, 0)[:3] == ["cannot be read", "c.qualcode is damaged.", "daily copy"]
    assert cells(dialog, 1)[1:] == [
        *("Apply “stigma” (AB)", "before it was put back", "1,200", "10", "26", "1,234", "2.5 MB"),
    ]
    assert cells(dialog, 2)[-1] == "12 kB"
    # Nobody took its last step: there are no brackets around nothing.
    assert not cells(dialog, 2)[1]


def test_a_copy_of_another_project_is_named_as_such(qtbot: QtBot) -> None:
    dialog, _ = shown(qtbot, replace(OLDER, other="Other study"))
    assert cells(dialog, 0)[2] == "daily copy, of another project: “Other study”"


def test_the_newest_that_can_be_read_is_chosen_at_first(qtbot: QtBot) -> None:
    dialog, chosen = shown(qtbot, BROKEN, NEWER, OLDER)
    assert dialog.current == NEWER
    QTest.keyClick(dialog.list, Qt.Key.Key_Return)
    assert chosen == [NEWER.path]
    assert not dialog.isVisible()


def test_another_is_chosen_by_keyboard_or_mouse(qtbot: QtBot) -> None:
    dialog, chosen = shown(qtbot, NEWER, OLDER)
    QTest.keyClick(dialog.list, Qt.Key.Key_Down)
    QTest.mouseClick(dialog.button, Qt.MouseButton.LeftButton)
    assert chosen == [OLDER.path]


def test_what_cannot_be_read_cannot_be_put_back(qtbot: QtBot) -> None:
    dialog, chosen = shown(qtbot, BROKEN)
    assert not dialog.button.isEnabled()
    QTest.keyClick(dialog.list, Qt.Key.Key_Return)
    assert chosen == []
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_a_copy_of_another_project_is_not_chosen_at_first(qtbot: QtBot) -> None:
    dialog, _ = shown(qtbot, replace(NEWER, other="Other study"), OLDER)
    assert dialog.current == OLDER


def test_a_long_name_takes_no_room_from_the_figures(qtbot: QtBot) -> None:
    states = (NEWER, replace(OLDER, kind="n" * 200))
    dialog, _ = shown(qtbot, *states, name="<h1>" + "n" * 200 + ".qualcode")
    assert dialog.width() < 1000
    view = dialog.list.viewport().rect()
    item = dialog.list.topLevelItem(0)
    assert item is not None
    index = dialog.list.indexFromItem(item, dialog.list.columnCount() - 1)
    assert view.contains(dialog.list.visualRect(index))
    (hint,) = (label for label in dialog.findChildren(QLabel) if "Choose a copy" in label.text())
    assert hint.textFormat() is Qt.TextFormat.PlainText


def test_on_a_small_screen_words_give_way_before_figures_are_out_of_sight(qtbot: QtBot) -> None:
    """1280x720 at 150 %."""
    above = QWidget()
    qtbot.addWidget(above)
    above.resize(853, 480)
    dialog, _ = shown(qtbot, NEWER, OLDER, parent=above)
    assert dialog.width() == 853
    scrolls = dialog.list.horizontalScrollBar().maximum() > 0
    assert not scrolls or dialog.list.header().sectionSize(1) < 150
