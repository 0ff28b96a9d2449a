"""A project on a server in the window: its password is asked for, and a server that goes away comes back.

Tests as well: ``ui.dialogs.server``, ``ui.session.lazy_servers``.
"""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from qualcode.model.teamwork.roles import leads
from qualcode.operations.codes.codebook import edit_code, rename_code
from qualcode.project.opening import create_project, open_project
from qualcode.ui.dialogs.server import PasswordDialog, ServerDialog
from qualcode.ui.session.preferences import Preferences
from qualcode.ui.shell.main_window import MainWindow
from qualcode.ui.widgets.note_field import NoteField
from tests.support.keyrings import InMemory, in_use
from tests.support.postgres import SUPERUSER, Server
from tests.ui.material import code, fill

SECRET = "s3@cr/et"  # noqa: S105 - of a server that lasts for a test


@pytest.fixture
def url(postgres_url: str) -> str:
    project = create_project(postgres_url, "AB", "Study")
    fill(project)
    project.close()
    return postgres_url


@pytest.fixture
def place(postgres_server: Server, url: str) -> Iterator[str]:
    """The address of the project for a user who has to give a password."""
    with postgres_server.guarded(SECRET) as user:
        yield url.replace(f"//{SUPERUSER}@", f"//{user}@")


@pytest.fixture
def keyring() -> Iterator[InMemory]:
    mine = InMemory()
    with in_use(mine):
        yield mine


def address_of(window: MainWindow) -> str:
    return "" if window.session is None else window.session.project.address


def dialog_of(window: MainWindow, kind: type[QDialog]) -> QDialog | None:
    return next((found for found in window.findChildren(kind) if found.isVisible()), None)


def password_dialog(qtbot: QtBot, window: MainWindow) -> PasswordDialog:
    qtbot.waitUntil(lambda: dialog_of(window, PasswordDialog) is not None)
    dialog = dialog_of(window, PasswordDialog)
    assert isinstance(dialog, PasswordDialog)
    return dialog


def enter(dialog: PasswordDialog, password: str) -> None:
    QTest.keyClicks(dialog.password, password)
    QTest.mouseClick(dialog.button, Qt.MouseButton.LeftButton)


def test_the_password_is_asked_for_kept_and_written_nowhere(
    place: str, qtbot: QtBot, window: MainWindow, preferences: Preferences, keyring: InMemory
) -> None:
    window.show()
    window.actions_["project.open_server"].trigger()
    asked = dialog_of(window, ServerDialog)
    assert isinstance(asked, ServerDialog)
    QTest.keyClicks(asked.address, "mysql://anna:secret@host/x")
    QTest.mouseClick(asked.button, Qt.MouseButton.LeftButton)
    assert "write it as postgresql://" in asked.words.text()
    asked.address.setText(place)
    QTest.mouseClick(asked.button, Qt.MouseButton.LeftButton)
    first = password_dialog(qtbot, window)
    assert first.words.text() == ""
    enter(first, "wrong")
    qtbot.waitUntil(lambda: not first.isVisible())
    second = password_dialog(qtbot, window)
    assert "does not accept" in second.words.text()
    second.keep.setChecked(True)
    enter(second, SECRET)
    qtbot.waitUntil(lambda: address_of(window) == place)
    qtbot.waitUntil(lambda: keyring.entries == {("qualcode", place): SECRET})
    preferences.flush()
    settings = preferences._settings
    assert isinstance(settings, QSettings)
    with open(settings.fileName(), encoding="utf-8") as file:  # noqa: PTH123
        written = file.read()
    assert "s3@cr" not in written
    assert "s3%40cr" not in written
    # In this window it is known, in the next one kept.
    window.close_project()
    window.open_later(place)
    qtbot.waitUntil(lambda: address_of(window) == place)


def server_dialog(window: MainWindow) -> ServerDialog:
    window.actions_["project.open_server"].trigger()
    dialog = dialog_of(window, ServerDialog)
    assert isinstance(dialog, ServerDialog)
    return dialog


def test_address_and_parts_say_the_same(window: MainWindow) -> None:
    window.show()
    dialog = server_dialog(window)
    QTest.keyClicks(dialog.address, "postgresql://anna@host:5433/study?sslmode=require")
    parts = [each.text() for each in (dialog.host, dialog.database, dialog.user)]
    assert parts == ["host:5433", "study", "anna"]
    for field, words in ((dialog.host, "db.example.org"), (dialog.user, "bob"), (dialog.database, "pilot")):
        field.selectAll()
        QTest.keyClicks(field, words)
    assert dialog.address.text() == "postgresql://bob@db.example.org/pilot?sslmode=require"
    dialog.database.selectAll()
    QTest.keyClick(dialog.database, Qt.Key.Key_Delete)
    QTest.mouseClick(dialog.button, Qt.MouseButton.LeftButton)
    assert dialog.words.text() == "Give the name of the database, which comes last in the address."
    dialog.reject()


def test_a_team_project_is_made_where_there_is_none(
    postgres_server: Server, postgres_url: str, qtbot: QtBot, window: MainWindow, keyring: InMemory
) -> None:
    window.show()
    with postgres_server.guarded(SECRET) as user:
        place = postgres_url.replace(f"//{SUPERUSER}@", f"//{user}@")
        dialog = server_dialog(window)
        dialog.address.setText(place)
        QTest.mouseClick(dialog.new, Qt.MouseButton.LeftButton)
        enter(password_dialog(qtbot, window), SECRET)
        qtbot.waitUntil(lambda: address_of(window) == place)
        assert keyring.entries == {}
        # Whoever makes it leads it.
        assert window.session is not None
        assert [coder.name for coder in leads(window.session.study)] == ["AB"]
        # Not over another one.
        again = server_dialog(window)
        again.address.setText(postgres_url)
        QTest.mouseClick(again.new, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: "There is a project at this address already" in window.messages.text)
        assert address_of(window) == place
        window.close_project()
        postgres_server.run(f"REASSIGN OWNED BY {user} TO {SUPERUSER}", postgres_url.rpartition("/")[2])


def test_an_address_with_a_password_is_remembered_and_said_without_it(
    place: str, qtbot: QtBot, window: MainWindow, preferences: Preferences
) -> None:
    window.show()
    window.open_later(place.replace("@", f":{SECRET}@", 1))
    assert window.messages.text == f"Opening {place}…"
    qtbot.waitUntil(lambda: address_of(window) == place)
    assert preferences.recent[0].address == place


def test_a_password_that_an_older_version_remembered_is_not_read_again(preferences: Preferences) -> None:
    preferences._settings.setValue(
        "recent", '[{"address": "postgresql://anna:secret@host/x", "name": "X", "opened": "2026-01-01"}]'
    )
    assert [item.address for item in preferences.recent] == ["postgresql://anna@host/x"]
    preferences.remember("postgresql://bob:secret@host/y", "Y")
    assert "secret" not in str(preferences._settings.value("recent"))


def test_a_server_that_goes_away_is_named_until_it_is_back(
    url: str, qtbot: QtBot, window: MainWindow, postgres_server: Server
) -> None:
    name = url.rsplit("/", 1)[-1]
    assert window.open_address(url)
    session = window.session
    assert session is not None
    stigma = code(session.study, "stigma")
    postgres_server.run(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
    postgres_server.end_connections(name)
    qtbot.waitUntil(lambda: "The server is not answering" in window.messages.text)
    assert "server not answering" in window.status_line.texts[0]
    assert session.do(lambda: rename_code(session.study, stigma, "shame")) is None
    assert "nothing was changed" in window.messages.text
    # What somebody types meanwhile stays and is tried again: of that, "nothing was changed" would be untrue.
    assert not session.keep_note(lambda: edit_code(session.study, stigma, definition="Being looked at."))
    assert "nothing was changed" not in window.messages.text
    assert window.messages.text.startswith("What you typed is not saved yet; it is still in its field")
    postgres_server.run(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
    qtbot.waitUntil(lambda: "The server is back" in window.messages.text)
    assert "everything saved" in window.status_line.texts[0]
    assert session.do(lambda: rename_code(session.study, stigma, "shame")) is not None


def test_undo_says_what_it_passes_over_and_takes_the_one_before(
    url: str, qtbot: QtBot, window: MainWindow
) -> None:
    assert window.open_address(url)
    session = window.session
    assert session is not None
    stigma, consent = code(session.study, "stigma"), code(session.study, "consent")
    session.do(lambda: rename_code(session.study, consent, "agreement"))
    session.do(lambda: rename_code(session.study, stigma, "shame"))
    theirs = open_project(url)
    theirs.do(rename_code(theirs.study, stigma, "guilt"), "CD")
    theirs.close()
    qtbot.waitUntil(lambda: session.study.codes[stigma].name == "guilt")
    assert "“consent”" in window.status_line.texts[1]
    window.actions_["edit.undo"].trigger()
    qtbot.waitUntil(lambda: "can no longer be undone, because a teammate" in window.messages.text)
    assert session.study.codes[consent].name == "agreement"
    window.actions_["edit.undo"].trigger()
    assert session.study.codes[consent].name == "consent"
    assert session.study.codes[stigma].name == "guilt"


def memo_of_transcript(window: MainWindow) -> NoteField:
    assert window.workbench is not None
    name = "Memo on the transcript"
    return next(field for field in window.workbench.findChildren(NoteField) if field.accessibleName() == name)


@pytest.mark.parametrize("mode", ["fast", "immediate"])
def test_work_goes_on_after_the_server_was_stopped_in_the_middle_of_it(
    url: str, qtbot: QtBot, window: MainWindow, postgres_server: Server, mode: str
) -> None:
    """The whole server, not only its connections: nothing listens at its port meanwhile."""
    assert window.open_address(url)
    session = window.session
    assert session is not None
    stigma = code(session.study, "stigma")
    memo = memo_of_transcript(window)
    QTest.keyClicks(memo, "before ")
    with postgres_server.halted(mode):
        QTest.keyClicks(memo, "and meanwhile")
        qtbot.waitUntil(lambda: "not answering" in window.status_line.texts[0])
        assert session.do(lambda: rename_code(session.study, stigma, "shame")) is None
        assert window.messages.text
        assert window.messages.text.count(".") <= 3
        window.actions_["edit.undo"].trigger()
        assert memo.toPlainText() == "before and meanwhile"
    qtbot.waitUntil(lambda: "everything saved" in window.status_line.texts[0])
    assert session.do(lambda: rename_code(session.study, stigma, "shame")) is not None
    transcript = session.study.transcripts_in_order[0]
    qtbot.waitUntil(lambda: session.study.transcripts[transcript.id].memo == "before and meanwhile")
    assert memo.toPlainText() == "before and meanwhile"
