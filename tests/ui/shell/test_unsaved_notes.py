"""A note that cannot be saved is never lost by closing without a question."""

from collections.abc import Callable

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qualcode.model.change import ChangeSet
from qualcode.project.opening import create_project
from qualcode.ui.session.session import Session
from qualcode.ui.shell.main_window import MainWindow
from qualcode.ui.widgets.note_field import NoteField
from tests.ui.material import fill

TYPED = "What she says here belongs with shame."
LEAVING: dict[str, Callable[[MainWindow, str], object]] = {
    "close the project": lambda window, _other: window.actions_["project.close"].trigger(),
    "quit": lambda window, _other: window.actions_["project.quit"].trigger(),
    "start again": lambda window, _other: window._start_again(),
    "open another": lambda window, other: window.open_later(other),
    "open another at once": lambda window, other: window.open_address(other),
    "make another": lambda window, other: window.create_at(f"{other}.new.qualcode"),
}


@pytest.fixture
def other(tmp_path_factory: pytest.TempPathFactory) -> str:
    project = create_project(str(tmp_path_factory.mktemp("other") / "other.qualcode"), "AB", "Other")
    fill(project)
    project.close()
    return project.address


@pytest.fixture
def note(qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> NoteField:
    """The memo on the transcript, in which something was typed that cannot be saved."""
    window.show()
    assert window.workbench is not None
    name = "Memo on the transcript"
    fields = [field for field in window.workbench.findChildren(NoteField) if field.accessibleName() == name]
    monkeypatch.setattr(Session, "keep_note", lambda _session, _make: False)
    QTest.keyClicks(fields[0], TYPED)
    return fields[0]


@pytest.mark.parametrize("way", LEAVING)
def test_whoever_leaves_is_asked_and_may_stay(
    way: str, window: MainWindow, note: NoteField, other: str
) -> None:
    session = window.session
    LEAVING[way](window, other)
    assert TYPED in window.messages.text
    assert window.session is session
    assert window.isVisible()
    assert not window.starts_again
    window.messages.take_offer(0)
    assert QGuiApplication.clipboard().text() == TYPED
    assert window.session is session
    assert note.toPlainText() == TYPED


@pytest.mark.parametrize("way", LEAVING)
def test_whoever_leaves_all_the_same_can(
    way: str, qtbot: QtBot, window: MainWindow, note: NoteField, other: str
) -> None:
    session = window.session
    assert note.unsaved == [TYPED]
    LEAVING[way](window, other)
    window.messages.take_offer(1)
    qtbot.waitUntil(lambda: window.session is not session)
    assert window.isVisible() == (way not in {"quit", "start again"})
    assert window.starts_again == (way == "start again")


def test_what_can_be_saved_by_then_is_saved_without_a_question(
    window: MainWindow, note: NoteField, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert note.unsaved == [TYPED]
    made = []

    def keep(_session: Session, make: Callable[[], ChangeSet]) -> bool:
        made.append(make())
        return True

    monkeypatch.setattr(Session, "keep_note", keep)
    window.actions_["project.close"].trigger()
    assert window.session is None
    assert len(made) == 1
