"""Splitting and merging codes: what is shown before is what happens."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qualcode.ui.dialogs.merge import MergeDialog, possible_targets
from qualcode.ui.dialogs.split import SplitDialog
from qualcode.ui.dialogs.split_state import state_of
from qualcode.ui.session import Session
from tests.ui.material import code, coded


def test_segments_are_sorted_with_the_digits(qtbot: QtBot, session: Session) -> None:
    dialog = SplitDialog(session, code(session.study, "consent"))
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.button.isEnabled()
    QTest.keyClicks(dialog.names[0], "not asked")
    dialog.list.setFocus()
    QTest.keyClick(dialog.list, Qt.Key.Key_1)
    assert dialog.list.currentRow() == 1
    assert dialog.words.text() == "1 into “not asked”; 1 stay."
    QTest.mouseClick(dialog.button, Qt.MouseButton.LeftButton)
    assert coded(session.study, "not asked") == ["Nobody asked us."]
    assert coded(session.study, "consent") == ["I signed a form."]
    session.undo()
    assert len(coded(session.study, "consent")) == 2


def test_a_new_code_needs_its_name(session: Session) -> None:
    state = state_of(session.study, code(session.study, "consent"))
    state = state.sorted_into(state.segments[0].coding_id, 2)
    assert not state.ready
    assert "no name yet" in state.summary
    state = state.named(2, "asked")
    assert state.ready
    assert not state.sorted_into(state.segments[0].coding_id, None).ready


def test_a_merge_says_what_it_will_do_and_does_it(qtbot: QtBot, session: Session) -> None:
    stigma = code(session.study, "stigma")
    dialog = MergeDialog(session, [stigma])
    qtbot.addWidget(dialog)
    dialog.show()
    names = [target.name for target in dialog.targets]
    assert names == ["consent", "trust in schools", "trust in firms"]
    assert dialog.words.text().startswith("“stigma” will go; “consent” takes 1 segment in 1 transcript.")
    QTest.mouseClick(dialog.button, Qt.MouseButton.LeftButton)
    assert stigma not in session.study.codes
    assert len(coded(session.study, "consent")) == 3


def test_without_segments_a_code_may_go_into_a_category(session: Session) -> None:
    firms = code(session.study, "trust in firms")
    assert "Trust" in [row.name for row in possible_targets(session.study, [firms])]
