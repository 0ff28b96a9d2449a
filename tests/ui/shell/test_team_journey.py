"""A lead and two coders from an opened round to what is settled and its report, in windows on three files.

The lead’s clicks are counted: fifteen are allowed, beyond reading and settling.

Tests: ``ui.dialogs.team.dialog``.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QListWidgetItem
from pytestqt.qtbot import QtBot

from qualcode.model.queries.query import written_identity
from qualcode.model.questions.reports import AgreementQuestion
from qualcode.model.team import CodingState, Decision, GivenCopy
from qualcode.model.teamwork.readings import AGREED
from qualcode.model.teamwork.rounds import round_named
from qualcode.operations.teamwork.rounds import set_progress
from qualcode.project.checking import problems
from qualcode.project.opening import create_project, open_project
from qualcode.ui.dialogs.readings.dialog import CompareReadingsDialog
from qualcode.ui.dialogs.team.bring_back import BringBackDialog
from qualcode.ui.dialogs.team.dialog import TeamDialog
from qualcode.ui.dialogs.team.new_round import NewRoundDialog
from qualcode.ui.pages.report.choice import ReportKind
from qualcode.ui.session.preferences import Preferences
from qualcode.ui.session.session import Session
from qualcode.ui.shell.main_window import MainWindow
from tests.support.teams import code_as
from tests.ui.material import fill

MOST = 15
Open = Callable[[], MainWindow]


@dataclass
class Lead:
    """Clicks as a person does, and counts."""

    qtbot: QtBot
    window: MainWindow
    clicks: int = 0

    def menu(self, action: str) -> None:
        """The menu, and the entry in it."""
        self.clicks += 2
        self.window.actions_[action].trigger()

    def press(self, button: QAbstractButton) -> None:
        self.qtbot.waitUntil(lambda: button.isEnabled() and button.isVisible())
        self.clicks += 1
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def offer(self, bar: object, words: str) -> None:
        """A button of a message."""
        self.qtbot.waitUntil(lambda: words in bar.offers)  # type: ignore[attr-defined]
        self.clicks += 1
        bar.take_offer(bar.offers.index(words))  # type: ignore[attr-defined]

    def file(self, path: Path) -> None:
        """What a file dialog asks for; its button takes it."""
        self.qtbot.waitUntil(lambda: bool(self._dialogs()))
        dialog = self._dialogs()[-1]
        self.clicks += 1
        dialog.fileSelected.emit(str(path))
        dialog.close()

    def _dialogs(self) -> list[QFileDialog]:
        return [each for each in self.window.findChildren(QFileDialog) if each.isVisible()]

    def drop(self, *paths: Path) -> None:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        self.clicks += 1
        left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        entering = QDragEnterEvent(QPointF(20, 20).toPoint(), Qt.DropAction.CopyAction, data, left, none)
        QApplication.sendEvent(self.window, entering)
        event = QDropEvent(QPointF(20, 20), Qt.DropAction.CopyAction, data, left, none)
        QApplication.sendEvent(self.window, event)

    @property
    def session(self) -> Session:
        assert self.window.session is not None
        return self.window.session


_KILLED = """
import os, signal, sys
from qualcode.project.opening import open_project
from tests.support.teams import code_as
project = open_project(sys.argv[1])
project.do(code_as(project.study, "AB", "consent", "Nobody at all."), "AB")
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_from_a_round_to_a_report(
    qtbot: QtBot, open_window: Open, preferences: Preferences, tmp_path: Path, shared: bool
) -> None:
    folder, copies = tmp_path / "shared", tmp_path / "copies"
    folder.mkdir()
    copies.mkdir()
    path = tmp_path / "study.qualcode"
    with closing(create_project(str(path), "Lead", "Study")) as project:
        fill(project)
    preferences.coder_name = "Lead"
    window = open_window()
    assert window.open_address(str(path))
    lead = Lead(qtbot, window)
    _begin(lead, folder if shared else None, copies)
    assert {item.name for item in copies.iterdir()} == {"Study for AB.qualcode", "Study for CD.qualcode"}
    for name in ("AB", "CD"):
        _code(qtbot, open_window, copies / f"Study for {name}.qualcode", name, killed=name == "AB")
    if shared:
        window.team.folder.look()
        qtbot.waitUntil(lambda: "AB and CD left new work" in window.messages.text)
        lead.offer(window.messages, "Bring back")
    else:
        lead.drop(*copies.iterdir())
        qtbot.waitUntil(lambda: window.findChild(BringBackDialog) is not None)
        coming = window.findChild(BringBackDialog)
        assert isinstance(coming, BringBackDialog)
        lead.press(coming.button)
    lead.offer(window.messages, "Close the round and settle…")
    _settle(lead)
    written = tmp_path / "agreement.docx"
    assert window.workbench is not None
    report = window.workbench.pages.report
    assert report.kind is ReportKind.AGREEMENT
    # Of the round that was just closed.
    question = report.line.question
    assert isinstance(question, AgreementQuestion)
    assert question.round == written_identity(round_named(lead.session.study, "Pilot").id)
    lead.press(report.export)
    lead.file(written)
    qtbot.waitUntil(written.exists)
    qtbot.waitUntil(lambda: not window.busy)
    assert lead.clicks <= MOST, lead.clicks
    study = lead.session.study
    assert len(study.rows(Decision)) == 2
    assert study.find_coder(AGREED) is not None
    assert all(row.returned_step for row in study.rows(GivenCopy).values())
    window.when_saved(window.close_project)
    with closing(open_project(str(path))) as project:
        assert problems(project) == []
    if shared:
        assert (folder / "Pilot, everybody’s work.qualcode").exists()


@pytest.fixture(params=[False, True], ids=["three files", "a shared folder"])
def shared(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


def _begin(lead: Lead, folder: Path | None, copies: Path) -> None:
    """A round opened, copies given, and a folder shared."""
    lead.menu("project.team")
    dialog = lead.window.findChildren(TeamDialog)[-1]
    lead.press(dialog.new)
    form = dialog.findChild(NewRoundDialog)
    assert isinstance(form, NewRoundDialog)
    form.name.selectAll()
    QTest.keyClicks(form.name, "Pilot")
    # AB has coded before and is ticked; who is new is typed.
    QTest.keyClicks(form.coder, "CD")
    for item in _items(form):
        if item.text() == "INT01":
            item.setCheckState(Qt.CheckState.Unchecked)
    lead.press(form.button)
    if folder is not None:
        # First, so that the copies know of it.
        lead.offer(dialog.bar, "Share a folder…")
        lead.file(folder)
        lead.qtbot.waitUntil(lambda: "Shared folder" in dialog.facts.text())
    lead.offer(dialog.bar, "Give to all coders…")
    lead.file(copies)
    lead.qtbot.waitUntil(lambda: len(lead.session.study.rows(GivenCopy)) == 2)
    dialog.accept()
    lead.clicks += 1
    lead.qtbot.waitUntil(lambda: not lead.window.busy)


def _items(form: NewRoundDialog) -> list[QListWidgetItem]:
    return [form.texts.item(row) for row in range(form.texts.count())]


def _code(qtbot: QtBot, open_window: Open, path: Path, name: str, *, killed: bool) -> None:
    """A coder works in a window of their own; one whose program is killed goes on afterwards."""
    if killed and os.name == "posix":
        done = subprocess.run([sys.executable, "-c", _KILLED, str(path)], check=False)
        assert done.returncode == -signal.SIGKILL
    window = open_window()
    assert window.open_address(str(path))
    session = window.session
    assert session is not None
    assert session.coder_name == name
    qtbot.waitUntil(lambda: not window.busy)
    if name == "CD":
        session.do(partial(code_as, session.study, name, "stigma", "I hate it."))
    study = session.study
    text, coder = study.transcript_named("FG1").id, study.coder_named(name).id
    pilot = round_named(study, "Pilot").id
    session.do(lambda: set_progress(session.study, pilot, [(text, coder)], CodingState.FINISHED))
    window.close()


def _settle(lead: Lead) -> None:
    """Every difference is read and settled by a key, which is no click; then the report."""
    dialogs = lead.window.findChildren(CompareReadingsDialog)
    lead.qtbot.waitUntil(lambda: bool(dialogs[-1].found))
    dialog = dialogs[-1]
    number = len([each for each in dialog.found if each.transcript_id == dialog.found[0].transcript_id])
    assert number >= 2
    for key in (Qt.Key.Key_1, Qt.Key.Key_2):
        before = len(lead.session.study.rows(Decision))
        QTest.keyClick(dialog.list, key)
        lead.qtbot.waitUntil(partial(_is_more, lead, before))
    lead.press(dialog.report)


def _is_more(lead: Lead, before: int) -> bool:
    return len(lead.session.study.rows(Decision)) > before
