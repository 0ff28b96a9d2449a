"""The first page of documents in the project's settings: typed, saved as one step, undone, refused."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6 as shiboken
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qualcode.model.front import FrontPage
from qualcode.operations.project import set_front
from qualcode.ui.dialogs.front_tab import FrontTab
from qualcode.ui.dialogs.project_settings import ProjectSettingsDialog
from qualcode.ui.session.background import Background
from qualcode.ui.session.session import Session
from qualcode.ui.widgets.field_note import FieldNote
from tests.exporters.document.specimens import PNG, SVG

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def tab(qtbot: QtBot, session: Session, background: Background) -> Iterator[FrontTab]:
    made = ProjectSettingsDialog(session, background)
    made.open()
    made.tabs.setCurrentIndex(2)
    assert made.tabs.tabText(2) == "First page"
    yield made.front
    if shiboken.isValid(made):
        made.close()


def test_what_is_typed_is_saved_as_one_step_that_can_be_undone(tab: FrontTab, session: Session) -> None:
    steps = session.study.step
    QTest.keyClicks(tab.authors, "Ann Baker")
    QTest.keyClicks(tab.note, "Draft")
    QTest.mouseClick(tab.button, LEFT)
    assert (session.study.info.authors, session.study.info.front_note) == ("Ann Baker", "Draft")
    assert session.study.step == steps + 1
    session.undo()
    assert session.study.info.authors == ""
    assert tab.authors.text() == ""


def test_a_logo_is_shown_kept_and_taken_off(tab: FrontTab, session: Session, tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(PNG)
    assert not tab.logo.remove.isEnabled()
    tab.logo.take(tmp_path / "logo.png")
    assert not tab.logo.picture.pixmap().isNull()
    QTest.mouseClick(tab.button, LEFT)
    assert session.study.info.logo.startswith("data:image/png")
    QTest.mouseClick(tab.logo.remove, LEFT)
    QTest.mouseClick(tab.button, LEFT)
    assert session.study.info.logo == ""
    (tmp_path / "drawn").write_bytes(SVG)
    tab.logo.take(tmp_path / "drawn")
    assert tab.page.logo.startswith("data:image/svg")


def test_a_file_that_is_no_picture_is_refused(tab: FrontTab, tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_text("none")
    tab.logo.take(tmp_path / "logo.png")
    assert "is not a picture that can be a logo" in tab._bar.text
    assert tab.page.logo == ""


def test_what_a_teammate_saves_is_shown_where_nothing_else_was_typed(tab: FrontTab, session: Session) -> None:
    QTest.keyClicks(tab.authors, "Mine")
    page = FrontPage(authors="Theirs", organisation="A university")
    session.do(lambda: set_front(session.study, page))
    assert tab.authors.text() == "Mine"
    assert tab.organisation.text() == "A university"


def test_what_is_too_long_is_said_below_its_field_and_not_saved(tab: FrontTab, session: Session) -> None:
    steps = session.study.step
    tab.organisation.setText("x" * 501)
    QTest.mouseClick(tab.button, LEFT)
    note = tab.window().findChild(FieldNote)
    assert note is not None
    assert note.text.startswith("The organisation on the first page can have at most 500 characters")
    assert note.field is tab.organisation
    assert session.study.step == steps
    tab.organisation.setText("x" * 500)
    QTest.mouseClick(tab.button, LEFT)
    assert session.study.info.organisation == "x" * 500
