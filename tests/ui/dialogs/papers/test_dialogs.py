"""Windows for papers: versions of the codebook, other tools, checklists, days, and the form that asks why.

Tests: ``reason``, ``reasons_tab``, ``tools``, ``versions``, ``checklist``, ``days``,
``ui.session.lazy_papers``, ``ui.commands.paper_actions``, ``ui.shell.paper_commands``,
``ui.dialogs.list_export``.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from qualcode.model.codes.named_versions import versions_in_order
from qualcode.model.papers import Checklist
from qualcode.model.results.checklists import answer_to
from qualcode.model.results.tool_register import tools_in_order
from qualcode.model.step_topics import StepTopic
from qualcode.operations.codes.codebook import add_code, rename_code
from qualcode.operations.papers.codebook_versions import name_version
from qualcode.operations.project import set_reason_topics
from qualcode.ui.dialogs.papers.checklist import ChecklistDialog
from qualcode.ui.dialogs.papers.days import DaysDialog
from qualcode.ui.dialogs.papers.reason import ReasonDialog
from qualcode.ui.dialogs.papers.reasons_tab import ReasonsTab
from qualcode.ui.dialogs.papers.tools import ToolsDialog
from qualcode.ui.dialogs.papers.versions import VersionsDialog
from qualcode.ui.session.background import Background
from qualcode.ui.session.preferences import Preferences
from qualcode.ui.session.session import Session
from qualcode.ui.shell.main_window import MainWindow
from qualcode.ui.widgets.asking import FileChooser
from qualcode.ui.widgets.messages import MessageBar

LEFT = Qt.MouseButton.LeftButton
Where = tuple[FileChooser, Background]


@pytest.fixture
def where(qtbot: QtBot, preferences: Preferences, background: Background) -> Where:
    parent = QWidget()
    qtbot.addWidget(parent)
    return FileChooser(parent, preferences), background


@pytest.mark.parametrize(
    ("kind", "first"), [(VersionsDialog, "version,named (UTC)"), (ToolsDialog, "tool,version")]
)
def test_what_is_listed_is_written(
    qtbot: QtBot,
    session: Session,
    where: Where,
    tmp_path: Path,
    kind: type[VersionsDialog | ToolsDialog],
    first: str,
) -> None:
    session.do(lambda: name_version(session.study, "Pilot", "AB"))
    dialog = kind(session, where)
    qtbot.addWidget(dialog)
    path = tmp_path / "list.csv"
    dialog.export.write(path)
    qtbot.waitUntil(lambda: dialog.words.text() == f"Saved to {path}.")
    assert path.read_text("utf-8-sig").startswith(first)


def test_the_codebook_gets_a_name_and_is_compared(qtbot: QtBot, session: Session, where: Where) -> None:
    dialog = VersionsDialog(session, where)
    qtbot.addWidget(dialog)
    dialog.show()
    QTest.keyClicks(dialog.name, "Pilot")
    QTest.keyClicks(dialog.note, "two groups")
    QTest.mouseClick(dialog.save, LEFT)
    (row,) = versions_in_order(session.study)
    assert (row.name, row.note, row.author) == ("Pilot", "two groups", "AB")
    assert "as it is now" in dialog.list.item(0).text()
    session.do(lambda: add_code(session.study, "Hope & <fear>")[1])
    assert "as it is now" not in dialog.list.item(0).text()
    dialog.list.setCurrentRow(0)
    assert "Hope & <fear>: added" in dialog.read.toPlainText()
    dialog.note.setText("three groups")
    QTest.mouseClick(dialog.save, LEFT)
    assert versions_in_order(session.study)[0].note == "three groups"
    dialog.list.setCurrentRow(0)
    QTest.mouseClick(dialog.delete, LEFT)
    assert versions_in_order(session.study) == ()
    session.undo()
    assert dialog.list.count() == 1


def test_a_name_that_is_taken_is_refused_in_words(qtbot: QtBot, session: Session, where: Where) -> None:
    session.do(lambda: name_version(session.study, "Pilot", "AB"))
    dialog = VersionsDialog(session, where)
    qtbot.addWidget(dialog)
    dialog.name.setText("pilot")
    QTest.mouseClick(dialog.save, LEFT)
    assert "already a version" in dialog.words.text()
    assert dialog.name.text() == "pilot"


def test_other_tools_are_recorded_changed_and_deleted(qtbot: QtBot, session: Session, where: Where) -> None:
    dialog = ToolsDialog(session, where)
    qtbot.addWidget(dialog)
    dialog.show()
    QTest.keyClicks(dialog.fields["tool"], "Chatbot")
    QTest.mouseClick(dialog.save, LEFT)
    assert "what the tool was used for" in dialog.words.text()
    QTest.keyClicks(dialog.fields["purpose"], "drafting")
    QTest.mouseClick(dialog.save, LEFT)
    (row,) = tools_in_order(session.study)
    assert (row.tool, row.purpose) == ("Chatbot", "drafting")
    assert dialog.fields["tool"].text() == ""
    dialog.list.setCurrentRow(0)
    dialog.fields["version"].setText("5")
    QTest.mouseClick(dialog.save, LEFT)
    assert tools_in_order(session.study)[0].version == "5"
    dialog.list.setCurrentRow(0)
    QTest.mouseClick(dialog.delete, LEFT)
    assert tools_in_order(session.study) == ()
    assert dialog.list.count() == 0
    session.undo()
    assert dialog.list.item(0).text() == "Chatbot 5: drafting"


def test_an_answer_is_saved_when_another_item_is_chosen(
    qtbot: QtBot, session: Session, background: Background
) -> None:
    dialog = ChecklistDialog(session, background)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: not background.busy and "✓" in dialog.list.item(26).text())
    dialog.list.setCurrentRow(8)
    assert dialog.title.text() == "9  Methodological orientation"
    QTest.keyClicks(dialog.answer, "Thematic analysis")
    dialog.list.setCurrentRow(9)
    found = answer_to(session.study, Checklist.COREQ, 9)
    assert found is not None
    assert found.text == "Thematic analysis"
    assert "✓" in dialog.list.item(8).text()
    assert dialog.answer.toPlainText() == ""
    session.undo()
    assert answer_to(session.study, Checklist.COREQ, 9) is None
    QTest.keyClicks(dialog.answer, "Purposively")
    dialog.checklist.setCurrentIndex(1)
    dialog.checklist.activated.emit(1)
    assert dialog.list.count() == 21
    assert answer_to(session.study, Checklist.COREQ, 10) is not None
    QTest.keyClicks(dialog.answer, "A study of care")
    dialog.accept()
    assert not dialog.isVisible()
    assert answer_to(session.study, Checklist.SRQR, 1) is not None
    qtbot.waitUntil(lambda: not background.busy)


@pytest.mark.parametrize(
    ("since", "until", "can"),
    [
        ("2026-03-01", "", True),
        ("1 March 2026", "", True),
        ("", "", True),
        ("March 2026", "", False),
        ("soon", "", False),
        ("2026-02-30", "2026-03-01", False),
    ],
)
def test_days_are_days(qtbot: QtBot, since: str, until: str, can: bool) -> None:
    taken: list[tuple[str | None, str | None]] = []
    dialog = DaysDialog(None, None, lambda one, other: taken.append((one, other)))
    dialog.show()
    dialog.since.setText(since)
    dialog.until.setText(until)
    assert dialog.button.isEnabled() is can
    QTest.mouseClick(dialog.button, LEFT)
    assert taken == ([("2026-03-01" if since else None, None)] if can else [])
    dialog.reject()


# -- reasons -------------------------------------------------------------------------------------------


def test_kinds_are_checked_and_saved_as_one_step(qtbot: QtBot, session: Session) -> None:
    bar = MessageBar()
    tab = ReasonsTab(session, bar)
    for widget in (bar, tab):
        qtbot.addWidget(widget)
    tab.boxes[StepTopic.CODEBOOK].setChecked(True)
    tab.boxes[StepTopic.TEXT].setChecked(True)
    tab.save()
    assert session.study.info.reason_topics == ("codebook", "text")
    session.undo()
    assert tab.chosen == frozenset()


def renamed(session: Session, name: str) -> bool:
    study = session.study
    return session.do(lambda: rename_code(study, study.codes_in_order[0].id, name)) is not None


def test_a_step_is_made_with_the_reason_that_is_given(session: Session) -> None:
    asked: list[str] = []
    session.do(lambda: set_reason_topics(session.study, [StepTopic.CODEBOOK]))
    answers = iter(("", "clearer", "in the background"))

    def ask(wanted: Exception) -> str:
        asked.append(str(wanted))
        return next(answers)

    session.ask_reason = ask
    refused: list[str] = []
    session.refused.connect(refused.append)
    assert not renamed(session, "Other")
    assert refused == ["Nothing was changed, because no reason was given."]
    assert renamed(session, "Other")
    assert session.project.steps[-1].reason == "clearer"
    session.carry_out(lambda study: rename_code(study, study.codes_in_order[0].id, "Third"))
    assert session.project.steps[-1].reason == "in the background"
    assert len(asked) == 3
    session.undo()
    assert session.do(lambda: add_code(session.study, "Hope")[1]) is not None
    assert len(asked) == 3


def test_what_saves_itself_while_somebody_is_asked_waits(session: Session) -> None:
    session.do(lambda: set_reason_topics(session.study, [StepTopic.CODEBOOK]))

    def ask(_wanted: Exception) -> str:
        # As a field does that loses the keyboard to the form.
        assert not renamed(session, "Again")
        return "once"

    session.ask_reason = ask
    assert renamed(session, "Other")
    assert [step.reason for step in session.project.steps if step.reason] == ["once"]


def answering(do: Callable[[ReasonDialog], object]) -> None:
    """What a person does with the form once it is there."""
    dialog = QApplication.activeModalWidget()
    if isinstance(dialog, ReasonDialog):
        do(dialog)
    else:
        QTimer.singleShot(10, partial(answering, do))


def typed(dialog: ReasonDialog) -> None:
    assert not dialog.button.isEnabled()
    QTest.keyClicks(dialog.field, "two words")
    QTest.mouseClick(dialog.button, LEFT)


def test_the_window_asks_in_a_small_form(window: MainWindow, qtbot: QtBot) -> None:
    session = window.session
    assert session is not None
    session.do(lambda: set_reason_topics(session.study, [StepTopic.CODEBOOK]))
    QTimer.singleShot(0, partial(answering, typed))
    assert renamed(session, "Other")
    assert session.project.steps[-1].reason == "two words"
    QTimer.singleShot(0, partial(answering, QDialog.reject))
    assert not renamed(session, "Third")
    assert session.study.codes_in_order[0].name == "Other"
