"""Transcripts are chosen by ticking, by folder and by status, on every page that counts in transcripts.

Tests as well: ``ui.widgets.ticked_tree``, ``model.questions.places``.
"""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qualcode.model.questions.matrices import ConversationQuestion, CooccurrenceQuestion
from qualcode.model.questions.pictures import HeatMapQuestion, WordsQuestion
from qualcode.model.questions.reports import SegmentsQuestion
from qualcode.model.transcript import TranscriptStatus
from qualcode.operations.transcripts.documents import set_transcript_status
from qualcode.operations.transcripts.folders import add_folder, rename_folder
from qualcode.project.reports.asking import selection, transcript_choice
from qualcode.ui.pages.groups.tables import Talk
from qualcode.ui.pages.report.choice import ReportKind
from qualcode.ui.pages.transcript_chooser import TranscriptChooser, TranscriptsButton
from qualcode.ui.session.session import Session
from qualcode.ui.shell.main_window import MainWindow
from qualcode.ui.shell.workbench import Workbench
from tests.ui.material import transcript

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def session(window: MainWindow) -> Session:
    assert window.session is not None
    found = window.session
    found.do(lambda: add_folder(found.study, "Wave 1 > Women", None, [transcript(found.study, "FG1")])[1])
    found.do(
        lambda: set_transcript_status(found.study, [transcript(found.study, "INT01")], TranscriptStatus.DONE)
    )
    return found


@pytest.fixture
def workbench(window: MainWindow, session: Session) -> Workbench:
    assert window.workbench is not None
    return window.workbench


@pytest.mark.parametrize("of", ["codes", "transcripts"])
def test_a_chooser_opens_on_the_screen_wherever_its_button_is(
    qtbot: QtBot, workbench: Workbench, of: str
) -> None:
    button = getattr(workbench.pages.matrix.line, of)
    room = button.screen().availableGeometry()
    button.setParent(None)
    qtbot.addWidget(button)
    button.move(room.bottomRight() - QPoint(60, 20))
    button.show()
    QTest.mouseClick(button, LEFT)
    assert button.chooser.isVisible()
    assert room.contains(button.chooser.geometry())
    button.chooser.close()


def _tick(chooser: TranscriptChooser, name: str) -> None:
    item = next(item for item in chooser.tree.items() if item.text(0) == name)
    chooser.tree.setCurrentItem(item)
    chooser.tree.setFocus()
    QTest.keyClick(chooser.tree, Qt.Key.Key_Space)


def _states(chooser: TranscriptChooser) -> dict[str, str]:
    return {item.text(0): item.checkState(0).name for item in chooser.tree.items()}


def _names(session: Session, button: TranscriptsButton, question: CooccurrenceQuestion) -> list[str]:
    rows = selection(session.study, question).transcripts_of(session.study)
    return [session.study.transcripts[row].name for row in rows]


def test_a_matrix_is_limited_to_ticked_transcripts_without_a_query(
    qtbot: QtBot, window: MainWindow, workbench: Workbench, session: Session
) -> None:
    workbench.show_page(1)
    page = workbench.pages.matrix
    qtbot.waitUntil(lambda: not window.background.busy and page.ordered is not None, timeout=30_000)
    line = page.line
    assert line.transcripts.text() == "all transcripts"
    QTest.mouseClick(line.transcripts, LEFT)
    chooser = line.transcripts.chooser
    assert chooser.isVisible()
    assert set(_states(chooser).values()) == {"Checked"}
    _tick(chooser, "INT01")
    assert _names(session, line.transcripts, line.choice.of(CooccurrenceQuestion)) == ["FG1"]
    assert line.transcripts.text() == "FG1"
    qtbot.waitUntil(lambda: "1 transcript" in page.caption, timeout=30_000)
    QTest.mouseClick(chooser.none, LEFT)
    assert set(_states(chooser).values()) == {"Unchecked"}
    _tick(chooser, "Wave 1")
    assert _states(chooser) == {
        "Wave 1": "Checked", "Women": "Checked", "FG1": "Checked", "INT01": "Unchecked",
    }  # fmt: skip
    qtbot.waitUntil(lambda: "1 transcript (folder “Wave 1”)" in page.caption, timeout=30_000)
    folder = session.study.folders.in_order[0].id
    session.do(lambda: rename_folder(session.study, folder, "Wave I"))
    qtbot.waitUntil(lambda: "1 transcript (folder “Wave I”)" in page.caption, timeout=30_000)
    QTest.mouseClick(chooser.statuses[TranscriptStatus.DONE], LEFT)
    assert _names(session, line.transcripts, line.choice.of(CooccurrenceQuestion)) == []
    QTest.mouseClick(chooser.all, LEFT)
    assert line.transcripts.text() == "all transcripts"
    chooser.close()


def test_a_folder_of_which_some_is_ticked_shows_that_and_names_narrow_the_tree(
    qtbot: QtBot, session: Session
) -> None:
    button = TranscriptsButton(session)
    qtbot.addWidget(button)
    button.chosen.connect(button.offer)
    chooser = button.chooser
    QTest.mouseClick(chooser.none, LEFT)
    _tick(chooser, "FG1")
    assert _states(chooser)["Women"] == "Checked"
    QTest.keyClicks(chooser.filter, "int")
    assert [item.text(0) for item in chooser.tree.items() if not item.isHidden()] == ["INT01"]
    for box in chooser.statuses.values():
        QTest.mouseClick(box, LEFT)
    assert not any(box.isChecked() for box in chooser.statuses.values()), "all of them is any of them"


def test_pictures_groups_and_reports_offer_the_same_choice(
    qtbot: QtBot, window: MainWindow, workbench: Workbench, session: Session
) -> None:
    pictures = workbench.pages.pictures.line
    for kind in (HeatMapQuestion, WordsQuestion):
        pictures.choice = pictures.choice.see(kind)
        pictures.refresh()
        assert not pictures.transcripts.isHidden()
    _take_women(pictures.transcripts)
    assert transcript_choice(session.study, pictures.choice.of(WordsQuestion)).folders
    assert pictures.transcripts.text() == "folder “Women”"
    groups = workbench.pages.groups.line
    groups.choice = groups.choice.__class__(which=Talk.COMPARED)
    groups.refresh()
    assert not groups.transcripts.isHidden()
    _take_women(groups.transcripts)
    asked: ConversationQuestion = groups.choice.question
    assert asked.folders
    report = workbench.pages.report.line
    report.show_question(ReportKind.BY_CODE, SegmentsQuestion())
    assert not report.transcripts.isHidden()
    _take_women(report.transcripts)
    assert isinstance(report.question, SegmentsQuestion)
    assert report.question.folders


def _take_women(button: TranscriptsButton) -> None:
    QTest.mouseClick(button.chooser.none, LEFT)
    _tick(button.chooser, "Women")
    button.chooser.close()


def test_what_a_status_leaves_out_is_not_ticked(qtbot: QtBot, session: Session) -> None:
    button = TranscriptsButton(session)
    qtbot.addWidget(button)
    button.chosen.connect(button.offer)
    chooser = button.chooser
    chooser.statuses[TranscriptStatus.DONE].click()
    assert _states(chooser) == {
        "Wave 1": "Unchecked", "Women": "Unchecked", "FG1": "Unchecked", "INT01": "Checked",
    }  # fmt: skip
    out = {item.text(0): item for item in chooser.tree.items()}
    assert out["FG1"].isDisabled()
    assert not out["INT01"].isDisabled()
    assert "not counted" in out["FG1"].toolTip(0)
    where = [transcript(session.study, "FG1")]
    session.do(lambda: set_transcript_status(session.study, where, TranscriptStatus.DONE))
    button.offer(chooser._choice)
    assert set(_states(chooser).values()) == {"Checked"}
    QTest.mouseClick(chooser.all, LEFT)
    assert set(_states(chooser).values()) == {"Checked"}
