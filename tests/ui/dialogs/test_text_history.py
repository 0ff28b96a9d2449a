"""Tests of the history of a text in its window."""

from functools import partial
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qualcode.model.change import ChangeSet
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.operations.codings.coding import apply_code
from qualcode.operations.text.text_correction import edit_words
from qualcode.operations.transcripts.documents import delete_transcripts
from qualcode.ui.dialogs.text_history import TextComparison, TextHistoryDialog
from qualcode.ui.session.background import Background
from qualcode.ui.session.session import Session
from tests.ui.material import code, coded, found, transcript


def _change(study: Study, place: UUID, span: Span, new: str) -> ChangeSet:
    return edit_words(study, place, span, new).change


@pytest.fixture
def dialog(qtbot: QtBot, session: Session, background: Background) -> TextHistoryDialog:
    """Of a text that was corrected twice."""
    for words, new in (("Nobody at all.", "Nobody, ever, at all."), ("Thank you.", "Thanks, all.")):
        place, span = found(session.study, "FG1", words)
        session.do(partial(_change, session.study, place, span, new))
    made = TextHistoryDialog(session, background, transcript(session.study, "FG1"))
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(made)
    made.open()
    qtbot.waitUntil(lambda: made.list.count() == 3)
    qtbot.waitUntil(lambda: "differ" in made.words.text())
    return made


def shown(dialog: TextHistoryDialog) -> str:
    return dialog.text.toPlainText()


def choose(dialog: TextHistoryDialog, kind: TextComparison) -> None:
    dialog.shown.setCurrentIndex(list(TextComparison).index(kind))
    dialog.shown.activated.emit(0)


def test_each_step_tells_who_and_when_and_what_changed(qtbot: QtBot, dialog: TextHistoryDialog) -> None:
    words = [dialog.list.item(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(3)]
    assert "Edit FG1, turn 4 (the present text)" in words[0]
    assert "· AB: Edit FG1, turn 3" in words[1]
    assert words[0].startswith("Step ")
    assert not dialog.button.isEnabled()
    dialog.list.setCurrentRow(1)
    qtbot.waitUntil(lambda: "Nobody, ever," in shown(dialog) and "Thanks" not in shown(dialog))
    choose(dialog, TextComparison.SINCE)
    qtbot.waitUntil(lambda: "Thanks" in shown(dialog))
    choose(dialog, TextComparison.WHOLE)
    qtbot.waitUntil(lambda: "How did that make you feel?" in shown(dialog) and "Thanks" not in shown(dialog))
    dialog.list.setCurrentRow(2)
    qtbot.waitUntil(lambda: dialog.words.text() == "The text as it came into the project.")


def test_going_back_is_a_step_that_is_undone(
    qtbot: QtBot, dialog: TextHistoryDialog, session: Session
) -> None:
    study = session.study
    dialog.list.setCurrentRow(2)
    qtbot.waitUntil(dialog.button.isEnabled)
    # Enter in the list goes nowhere by accident.
    QTest.keyClick(dialog.list, Qt.Key.Key_Return)
    assert dialog.isVisible()
    QTest.mouseClick(dialog.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.list.count() == 4)
    assert "Nobody asked us. Nobody at all." in session.study.text(transcript(session.study, "FG1"))
    step = session.undoable
    assert step is not None
    assert step.label.startswith("Go back to the text of FG1 at step ")
    session.undo()
    assert session.study == study


def test_what_going_back_would_remove_is_said_before(
    qtbot: QtBot, dialog: TextHistoryDialog, session: Session
) -> None:
    place, span = found(session.study, "FG1", "ever, ")
    session.do_as_coder(lambda study, coder: apply_code(study, code(study, "stigma"), place, span, coder.id))
    study = session.study
    dialog.list.setCurrentRow(2)
    qtbot.waitUntil(dialog.button.isEnabled)
    QTest.mouseClick(dialog.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(
        lambda: dialog.words.text() == "One segment would lose all its words and be removed: “stigma” by AB."
    )
    assert session.study == study
    QTest.mouseClick(dialog.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "ever, " not in coded(session.study, "stigma"))
    session.undo()
    assert session.study == study


def test_it_closes_with_its_transcript(qtbot: QtBot, dialog: TextHistoryDialog, session: Session) -> None:
    place = transcript(session.study, "FG1")
    session.do(lambda: delete_transcripts(session.study, [place]))
    qtbot.waitUntil(lambda: not dialog.isVisible())
