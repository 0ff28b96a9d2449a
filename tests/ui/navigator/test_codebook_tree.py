"""What the tree of codes keeps when codes come and go.

Tests as well: ``panel``.
"""

from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qualcode.model.change import ChangeSet
from qualcode.operations.codes.codebook import add_code
from qualcode.operations.codes.codebook_structure import delete_codes
from qualcode.operations.draft import together
from qualcode.ui.models.codebook_order import CodeOrder
from qualcode.ui.navigator.codebook_tree import CodebookTree
from qualcode.ui.session.session import Session
from qualcode.ui.shell.main_window import MainWindow
from tests.ui.material import code

MANY = 60


@pytest.fixture
def tree(window: MainWindow, qtbot: QtBot) -> CodebookTree:
    session = _session(window)

    def change() -> ChangeSet:
        study, parts = session.study, []
        for number in range(MANY):
            part = add_code(study, f"code {number:02}")[1]
            parts.append(part)
            study = study.after(part)
        return together(session.study, "Add many codes", parts)

    assert session.do(change) is not None
    assert window.workbench is not None
    made = window.workbench.code_page.navigator.codebook
    qtbot.waitUntil(lambda: made.verticalScrollBar().maximum() > 20)
    return made


def _session(window: MainWindow) -> Session:
    assert window.session is not None
    return window.session


def _delete(window: MainWindow, *names: str) -> None:
    session = _session(window)
    ids: list[UUID] = [code(session.study, name) for name in names]
    assert session.do(lambda: delete_codes(session.study, ids)) is not None


def test_whoever_reads_elsewhere_stays_there(window: MainWindow, tree: CodebookTree) -> None:
    session = _session(window)
    tree.choose([code(session.study, "code 02")])
    tree.verticalScrollBar().setValue(25)
    session.do(lambda: add_code(session.study, "privacy")[1])
    QTest.qWait(50)
    assert tree.verticalScrollBar().value() == 25
    assert tree.selected == [code(session.study, "code 02")]


def test_the_arrows_go_on_beside_a_code_that_was_deleted(window: MainWindow, tree: CodebookTree) -> None:
    study = _session(window).study
    tree.choose([code(study, "code 30")])
    tree.setFocus()
    _delete(window, "code 30", "code 31")
    assert tree.selected == []
    assert tree.current == code(study, "code 32")
    QTest.keyClick(tree, Qt.Key.Key_Down)
    assert tree.current == code(study, "code 33")
    tree.choose([code(study, f"code {MANY - 1}")])
    _delete(window, f"code {MANY - 1}")
    assert tree.current == code(study, f"code {MANY - 2}")


def test_with_the_last_code_no_place_is_left(window: MainWindow, tree: CodebookTree) -> None:
    session = _session(window)
    tree.choose([code(session.study, "consent")])
    ids = list(session.study.codes)
    session.do(lambda: delete_codes(session.study, ids))
    assert tree.current is None
    session.undo()
    assert len(session.study.codes) == len(ids)


def test_a_code_that_comes_leaves_branches_as_they_are_and_stands_in_its_place(
    window: MainWindow, tree: CodebookTree
) -> None:
    session = _session(window)
    trust = code(session.study, "Trust")
    tree.collapse(tree._index_of(trust))
    resets = []
    tree.codebook.modelReset.connect(lambda: resets.append(1))
    session.do(lambda: add_code(session.study, "trust in offices", parent_id=trust)[1])
    assert not tree.isExpanded(tree._index_of(trust))
    stigma = code(session.study, "stigma")
    session.do(lambda: add_code(session.study, "shame", parent_id=stigma)[1])
    assert tree.isExpanded(tree._index_of(stigma)), "a branch that has just begun is open"
    assert resets == []
    names = [tree.filter.index(row, 0).data() for row in range(tree.filter.rowCount())]
    assert names == [row.name for row in session.study.children(None)]
    session.undo()
    assert tree.filter.rowCount(tree._index_of(stigma)) == 0


def test_a_code_that_comes_is_put_in_the_order_that_is_shown(window: MainWindow, tree: CodebookTree) -> None:
    session = _session(window)
    tree.show_in(CodeOrder.NAME)
    session.do(lambda: add_code(session.study, "aardvark")[1])
    assert tree.filter.index(0, 0).data() == "aardvark"
    tree.show_in(CodeOrder.OWN)
    names = [tree.filter.index(row, 0).data() for row in range(tree.filter.rowCount())]
    assert names == [row.name for row in session.study.children(None)]


def test_keys_that_come_faster_than_enter_take_each_name_once(
    window: MainWindow, tree: CodebookTree, qtlog: Any
) -> None:
    session = _session(window)
    tree.setFocus()
    tree.choose([code(session.study, "stigma")])
    steps = session.study.step
    for name in "xyz":
        keys = (Qt.Key.Key_F2, Qt.Key(ord(name.upper())), Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Up)
        for key in keys:
            QTest.keyClick(QApplication.focusWidget() or tree, key)
        QApplication.processEvents()
    assert session.study.code_named("z").name == "z"
    assert session.study.step == steps + 3
    assert not [record for record in qtlog.records if "commitData" in record.message]
