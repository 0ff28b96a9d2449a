"""The codebook is worked on in the window: added, renamed in place, moved, pinned, deleted, filtered.

Tests as well: ``ui.models.split_segments``, ``code_set_commands``.
"""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QInputDialog, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from qualcode.operations.codebook import add_code
from qualcode.ui.models.codebook import ALL, NAME
from qualcode.ui.navigator.codebook_tree import CodebookTree
from qualcode.ui.session.session import Session
from qualcode.ui.shell.main_window import MainWindow
from qualcode.ui.transcript.dropping import codes_mime
from tests.ui.material import code, coded


@pytest.fixture
def tree(window: MainWindow, qtbot: QtBot) -> CodebookTree:
    assert window.workbench is not None
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    made = window.workbench.code_page.navigator.codebook
    made.setFocus()
    return made


@pytest.fixture
def open_session(window: MainWindow) -> Session:
    assert window.session is not None
    return window.session


def test_a_code_is_renamed_in_place(qtbot: QtBot, tree: CodebookTree, open_session: Session) -> None:
    stigma = code(open_session.study, "stigma")
    tree.choose([stigma])
    QTest.keyClick(tree, Qt.Key.Key_F2)
    editor = tree.findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    QTest.keyClicks(editor, "shame")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: open_session.study.codes[stigma].name == "shame")


def test_a_code_is_added_and_chosen(window: MainWindow, tree: CodebookTree, open_session: Session) -> None:
    window.actions_["codebook.add"].trigger()
    dialog = window.findChild(QInputDialog)
    assert isinstance(dialog, QInputDialog)
    dialog.setTextValue("privacy")
    dialog.accept()
    assert tree.selected == [code(open_session.study, "privacy")]


def test_delete_deletes_with_an_offer_to_undo(
    window: MainWindow, tree: CodebookTree, open_session: Session
) -> None:
    tree.choose([code(open_session.study, "consent")])
    QTest.keyClick(tree, Qt.Key.Key_Delete)
    assert "consent" not in [row.name for row in open_session.study.codes_in_order]
    assert "2 codings" in window.messages.text
    open_session.undo()
    assert len(coded(open_session.study, "consent")) == 2


def test_codes_are_moved_by_dragging(tree: CodebookTree, open_session: Session) -> None:
    consent, trust = code(open_session.study, "consent"), code(open_session.study, "Trust")
    above = tree.codebook.index_of(trust)
    tree.codebook.dropMimeData(codes_mime([consent]), Qt.DropAction.MoveAction, 0, 0, above)
    assert open_session.study.children(trust)[0].name == "consent"


def test_a_digit_is_pinned_from_a_menu(window: MainWindow, tree: CodebookTree, open_session: Session) -> None:
    consent = code(open_session.study, "consent")
    tree.choose([consent])
    window.actions_["codebook.pin"].trigger()
    menus = [menu for menu in window.findChildren(QMenu) if menu.isVisible()]
    menus[-1].actions()[4].trigger()
    menus[-1].close()
    assert open_session.study.codes[consent].digit == 5


def test_the_headings_show_the_codes_in_another_order(
    window: MainWindow, tree: CodebookTree, open_session: Session
) -> None:
    def click(column: int) -> None:
        header = tree.header()
        place = QPoint(header.sectionViewportPosition(column) + 6, header.height() // 2)
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)

    def first() -> str:
        return str(tree.model().index(0, 0).data())

    assert first() == "Trust"
    click(NAME)
    assert first() == "consent"
    assert window.actions_["codebook.order_name"].isChecked()
    click(ALL)
    assert first() == "consent"
    assert window.actions_["codebook.order_use"].isChecked()
    click(ALL)
    assert first() == "Trust"
    step = open_session.study.step
    window.actions_["codebook.order_use"].trigger()
    assert first() == "consent"
    assert open_session.study.step == step


def test_the_filter_hides_other_codes_and_down_leads_to_the_rest(
    qtbot: QtBot, window: MainWindow, tree: CodebookTree, open_session: Session
) -> None:
    assert window.workbench is not None
    field = window.workbench.code_page.navigator.filter
    field.setFocus()
    QTest.keyClicks(field, "firms")
    shown = tree.filter
    assert shown.rowCount() == 1
    QTest.keyClick(field, Qt.Key.Key_Down)
    assert tree.hasFocus()
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""


def test_closed_branches_stay_closed_when_codes_come(tree: CodebookTree, open_session: Session) -> None:
    trust = tree.filter.mapFromSource(tree.codebook.index_of(code(open_session.study, "Trust")))
    tree.setExpanded(trust, False)
    open_session.do(lambda: add_code(open_session.study, "something new")[1])
    trust = tree.filter.mapFromSource(tree.codebook.index_of(code(open_session.study, "Trust")))
    assert not tree.isExpanded(trust)


def test_choosing_a_code_shows_what_it_means(
    window: MainWindow, tree: CodebookTree, open_session: Session
) -> None:
    assert window.workbench is not None
    tree.choose([code(open_session.study, "consent")])
    assert window.workbench.code_page.inspector.code.code_id == code(open_session.study, "consent")
