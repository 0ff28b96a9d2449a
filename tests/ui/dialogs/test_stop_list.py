"""The window of the stop list: two lists, saved as one step that can be undone."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qualcode.ui.dialogs.stop_list import StopListDialog
from qualcode.ui.session.session import Session


def opened(qtbot: QtBot, session: Session) -> StopListDialog:
    dialog = StopListDialog(session)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def _kept(session: Session) -> tuple[tuple[str, ...], tuple[str, ...]]:
    info = session.study.info
    return info.unlisted_words, info.listed_words


def test_both_lists_are_saved_as_one_step(qtbot: QtBot, session: Session) -> None:
    dialog = opened(qtbot, session)
    QTest.keyClicks(dialog.left_out, "yeah, Okay mhm; yeah")
    QTest.keyClicks(dialog.listed, "not")
    QTest.mouseClick(dialog.button, Qt.MouseButton.LeftButton)

    assert not dialog.isVisible()
    assert _kept(session) == (("yeah", "okay", "mhm"), ("not",))
    assert session.undoable is not None
    assert session.undoable.label == "Edit the stop list"
    session.undo()
    assert _kept(session) == ((), ())

    session.redo()
    again = opened(qtbot, session)
    assert again.left_out.toPlainText() == "yeah, okay, mhm"
    QTest.mouseClick(again.reset, Qt.MouseButton.LeftButton)
    QTest.mouseClick(again.button, Qt.MouseButton.LeftButton)
    assert _kept(session) == ((), ())


def test_nothing_typed_is_no_step(qtbot: QtBot, session: Session) -> None:
    before = session.undoable
    dialog = opened(qtbot, session)
    QTest.mouseClick(dialog.button, Qt.MouseButton.LeftButton)
    assert not dialog.isVisible()
    assert session.undoable == before
