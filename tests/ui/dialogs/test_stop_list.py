"""The window of the stop list: two lists, saved as one step that can be undone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qualcode.model.errors import QualcodeError
from qualcode.ui.dialogs.stop_list import StopListDialog
from qualcode.ui.session.session import Session
from qualcode.ui.widgets.field_note import FieldNote


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


def test_why_it_was_not_saved_is_said_below_the_field_and_nothing_is_lost(
    qtbot: QtBot, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_asked: object, **_more: object) -> None:
        raise QualcodeError("The disk is full.")

    dialog = opened(qtbot, session)
    dialog.left_out.setPlainText("yeah")
    monkeypatch.setattr(session.project, "make", refuse)
    QTest.mouseClick(dialog.button, Qt.MouseButton.LeftButton)
    note = dialog.findChild(FieldNote)
    assert note is not None
    assert (note.text, note.field) == ("The disk is full.", dialog.left_out)
    assert dialog.isVisible()
    assert dialog.left_out.toPlainText() == "yeah"
