"""Typical quotes in the window: chosen by key, in the panel and in the menu, seen on the code's page.

Tests: ``ui.inspector.segments``.
"""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qualcode.model.study import Study
from qualcode.ui.dialogs.code_history import CodePageDialog
from qualcode.ui.shell.main_window import MainWindow
from qualcode.ui.shell.workbench import Workbench
from tests.ui.material import code, found

WORDS = "They just assume that you must be poor."


@pytest.fixture
def workbench(window: MainWindow) -> Workbench:
    assert window.workbench is not None
    study = window.workbench.session.study
    place, span = found(study, "FG1", WORDS)
    window.workbench.go_to(place, span)
    return window.workbench


def chosen(study: Study, name: str) -> list[str]:
    return [
        study.text(row.transcript_id)[row.start : row.end]
        for row in study.typical_quotes_of(code(study, name))
    ]


def test_a_key_chooses_the_segment_and_lets_it_go(
    qtbot: QtBot, window: MainWindow, workbench: Workbench
) -> None:
    view, action = workbench.code_page.reading.view, window.actions_["code.typical"]
    assert not action.isChecked()
    QTest.keyClick(view, Qt.Key.Key_Q)
    qtbot.waitUntil(lambda: chosen(workbench.session.study, "stigma") == [WORDS])
    assert action.isChecked()
    card = workbench.code_page.inspector.segments.cards[0]
    assert card.typical.isChecked()
    assert card.typical.accessibleName() == "Typical quote of this code, stigma"
    QTest.keyClick(view, Qt.Key.Key_Q)
    qtbot.waitUntil(lambda: chosen(workbench.session.study, "stigma") == [])
    assert not action.isChecked()
    qtbot.waitUntil(lambda: not card.typical.isChecked())
    workbench.session.undo()
    assert chosen(workbench.session.study, "stigma") == [WORDS]
    qtbot.waitUntil(card.typical.isChecked)


def test_the_card_chooses_by_mouse(workbench: Workbench) -> None:
    card = workbench.code_page.inspector.segments.cards[0]
    QTest.mouseClick(card.typical, Qt.MouseButton.LeftButton, pos=card.typical.rect().center() / 8)
    assert chosen(workbench.session.study, "stigma") == [WORDS]


def test_without_a_segment_it_says_what_to_do(window: MainWindow, workbench: Workbench) -> None:
    place, span = found(workbench.session.study, "FG1", "Thank you.")
    workbench.go_to(place, span)
    window.actions_["code.typical"].trigger()
    assert "Put the cursor into a segment first" in window.messages.text
    assert not window.actions_["code.typical"].isChecked()


def test_the_codes_page_lists_them(qtbot: QtBot, window: MainWindow, workbench: Workbench) -> None:
    window.actions_["code.typical"].trigger()
    window.actions_["codebook.page"].trigger()
    dialog = window.findChild(CodePageDialog)
    assert dialog is not None
    assert dialog.typical.count() == 1
    workbench.code_page.reading.show_transcript(found(workbench.session.study, "INT01", "Ruth")[0])
    dialog.typical.itemClicked.emit(dialog.typical.item(0))
    place, span = found(workbench.session.study, "FG1", WORDS)
    assert workbench.code_page.reading.view.transcript_id == place
    assert workbench.code_page.reading.view.selected_span() == span
    qtbot.waitUntil(lambda: not window.background.busy, timeout=20_000)
