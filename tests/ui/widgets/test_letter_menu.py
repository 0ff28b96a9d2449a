"""While a menu is open a letter goes to its entries, and does nothing in the text below it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from qualcode.ui.widgets.letter_menu import KeyedMenu, LetterMenu

KEY = Qt.Key


@pytest.fixture
def below(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.setFocus()
    return made


@pytest.fixture
def menu(below: QWidget) -> LetterMenu:
    made = LetterMenu("Codebook", below)
    for text in ("New code…", "Move to…", "Mute", "Merge into…", "&Rest", "Remove"):
        made.addAction(text)
    made.actions()[2].setEnabled(False)
    made.addMenu(LetterMenu("Sets", made)).setVisible(True)
    made.popup(below.mapToGlobal(below.rect().center()))
    return made


def chosen(menu: LetterMenu) -> str:
    return menu.activeAction().text()


def test_a_letter_goes_to_the_entries_that_begin_with_it_in_turn(menu: LetterMenu) -> None:
    for expected in ("Move to…", "Merge into…", "Move to…"):
        QTest.keyClick(menu, KEY.Key_M)
        assert (chosen(menu), menu.isVisible()) == (expected, True)
    QTest.keyClick(menu, KEY.Key_N)
    assert chosen(menu) == "New code…"
    QTest.keyClick(menu, KEY.Key_Z)
    assert (chosen(menu), menu.isVisible()) == ("New code…", True)


def test_a_letter_that_marks_an_entry_takes_it(menu: LetterMenu) -> None:
    taken: list[str] = []
    for action in menu.actions():
        action.triggered.connect(lambda _on=False, each=action: taken.append(each.text()))
    QTest.keyClick(menu, KEY.Key_R)
    assert (taken, menu.isVisible()) == (["&Rest"], False)


def test_a_key_that_stands_beside_an_entry_takes_it_where_the_menu_says_so(below: QWidget) -> None:
    made = KeyedMenu("", below)
    taken: list[str] = []
    for words, key in (("Speech", "3"), ("Detail", "4"), ("Remark", "Shift+3")):
        action = made.addAction(words)
        action.setShortcut(key)
        action.triggered.connect(lambda _on=False, each=action: taken.append(each.text()))
    made.actions()[0].setEnabled(False)
    made.popup(below.mapToGlobal(below.rect().center()))
    QTest.keyClick(made, KEY.Key_3)
    assert (taken, made.isVisible()) == ([], True), "it is disabled"
    QTest.keyClick(made, KEY.Key_4)
    assert (taken, made.isVisible()) == (["Detail"], False)


@pytest.mark.parametrize("key", [KEY.Key_V, KEY.Key_1, KEY.Key_Delete, KEY.Key_F2, KEY.Key_Insert])
def test_keys_of_what_is_below_do_nothing_while_it_is_open(
    menu: LetterMenu, below: QWidget, key: Qt.Key
) -> None:
    done: list[Qt.Key] = []
    action = QAction("In vivo", below)
    action.setShortcut(key)
    action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    action.triggered.connect(lambda: done.append(key))
    below.addAction(action)
    QTest.keyClick(menu, key)
    assert (done, menu.isVisible()) == ([], True)
    menu.close()
    QTest.keyClick(below, key)
    assert done == [key]


def test_a_menu_that_is_too_long_scrolls_in_one_column(below: QWidget) -> None:
    made = LetterMenu("Project", below)
    screen = made.screen().availableGeometry()
    made.addAction("Entry")
    width = made.sizeHint().width()
    for _ in range(2 * screen.height() // made.sizeHint().height()):
        made.addAction("Entry")
    made.popup(screen.topLeft())
    assert made.width() == width
    assert made.height() <= screen.height()
    QTest.keyClick(made, KEY.Key_Up)
    assert made.activeAction() is made.actions()[-1]
