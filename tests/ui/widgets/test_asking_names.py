"""Questions for names and files: a name that a teammate has changed is not replaced, folders are remembered.

Tests as well: ``asking``, ``as_typed``.
"""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QInputDialog, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from qualcode.operations.transcripts.documents import rename_transcript
from qualcode.ui.session.preferences import Preferences
from qualcode.ui.session.session import Session
from qualcode.ui.shell.main_window import MainWindow
from qualcode.ui.widgets.asking import PROJECT_FILES, FileChooser, ask_choice, ask_new_name, ask_text
from tests.ui.material import transcript


@pytest.fixture
def session(window: MainWindow) -> Session:
    assert window.session is not None
    return window.session


def asked(parent: QWidget) -> QInputDialog | None:
    return next((found for found in parent.findChildren(QInputDialog) if found.isVisible()), None)


@pytest.mark.parametrize(
    ("now", "typed", "again"),
    [("AB", "Anna", False), ("Bea", "Anna", True), ("Anna", "Anna", False), (None, "Anna", False)],
)
def test_a_name_is_asked_for_again_where_a_teammate_changed_it(
    qtbot: QtBot, now: str | None, typed: str, again: bool
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()
    stored: list[str | None] = ["AB"]
    taken: list[str] = []
    first = ask_new_name(parent, "Rename", "Name", lambda: stored[-1], taken.append)
    assert first.textValue() == "AB"
    stored.append(now)
    first.setTextValue(typed)
    first.accept()
    second = asked(parent)
    assert (second is not None) == again
    assert taken == ([] if again else [typed])
    if second is not None:
        assert "renamed “Bea”" in second.labelText()
        assert second.textValue() == typed
        second.accept()
        assert taken == [typed]


def test_each_kind_of_export_is_asked_for_where_it_was_written_last(
    qtbot: QtBot, preferences: Preferences, tmp_path: Path
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    files = FileChooser(window, preferences)
    for name in ("all", "reports", "tables"):
        (tmp_path / name).mkdir()
    preferences.folder = str(tmp_path / "all")

    files.new("Export", "Text (*.txt)", "a.txt", lambda _path: None, of="report")
    dialog = window.findChild(QFileDialog)
    assert dialog is not None
    assert Path(dialog.directory().absolutePath()) == tmp_path / "all"
    dialog.fileSelected.emit(str(tmp_path / "reports" / "a.txt"))
    assert preferences.folder_of("report") == str(tmp_path / "reports")
    preferences.keep_folder("table", str(tmp_path / "tables"))
    assert [preferences.folder_of(kind) for kind in ("report", "table", "picture", "")] == [
        str(tmp_path / name) for name in ("reports", "tables", "all", "all")
    ]


def test_a_folder_that_was_chosen_is_offered_again_and_taken_by_enter(
    qtbot: QtBot, preferences: Preferences, tmp_path: Path
) -> None:
    """Not the folder above it: that of each report, and where it is gone that of the kind."""
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()
    files = FileChooser(parent, preferences)
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    preferences.folder = str(tmp_path)
    taken: list[Path] = []

    def ask(whose: str, typed: str = "") -> list[str]:
        """What is offered; it is taken, or what is typed instead of it."""
        files.folder("Run", taken.append, "Run", of="reports", whose=whose)
        dialog = parent.findChild(QFileDialog)
        assert dialog is not None
        offered, field = dialog.selectedFiles(), dialog.findChild(QLineEdit)
        assert field is not None
        QTest.keyClicks(field, typed)
        QTest.keyClick(dialog, Qt.Key.Key_Return)
        del dialog, field
        qtbot.waitUntil(lambda: parent.findChild(QFileDialog) is None)
        return offered

    one, two = tmp_path / "one", tmp_path / "two"
    assert ask("a", "one") == ask("b", "two") == [str(tmp_path)]
    assert (ask("a"), ask("b")) == ([str(one)], [str(two)])
    assert taken == [one, two, one, two]
    one.rmdir()
    assert ask("a", "two") == [str(tmp_path)]


def test_what_was_never_written_is_asked_for_beside_the_project(
    preferences: Preferences, tmp_path: Path
) -> None:
    preferences.folder = str(tmp_path / "somewhere")
    preferences.project_folder = str(tmp_path / "study")
    assert preferences.folder_of("report") == str(tmp_path / "study")
    preferences.keep_folder("report", str(tmp_path / "reports"))
    assert preferences.folder_of("report") == str(tmp_path / "reports")
    assert preferences.folder_of("") == str(tmp_path / "somewhere"), "what is opened lies elsewhere"
    preferences.project_folder = ""
    assert preferences.folder_of("table") == str(tmp_path / "somewhere")


@pytest.mark.parametrize("typed", ["Margaret", "An", "b", ""])
def test_what_is_typed_takes_the_place_of_the_first_choice(qtbot: QtBot, typed: str) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()
    taken: list[str] = []
    dialog = ask_choice(parent, "Who", "Who speaks?", ["Ana", "Bea"], taken.append, "Give", or_new=True)
    field = dialog.findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    QTest.keyClicks(field, typed)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert taken == [typed or "Ana"]


@pytest.mark.parametrize(("kinds", "asks"), [(PROJECT_FILES, False), ("CSV (*.csv)", True)])
def test_whether_to_replace_a_file_is_asked_only_where_it_could_be(
    qtbot: QtBot, preferences: Preferences, kinds: str, asks: bool
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    FileChooser(parent, preferences).new("Save", kinds, "a", lambda _path: None, of="copies")
    dialog = parent.findChildren(QFileDialog)[0]
    assert dialog.testOption(QFileDialog.Option.DontConfirmOverwrite) is not asks


def test_the_button_for_which_one_was_asked_is_at_the_right_and_taken_by_enter(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()
    taken: list[str] = []
    for dialog in (
        ask_text(parent, "A", "b", "c", taken.append, "Make"),
        ask_text(parent, "A", "b", "c", taken.append, "Make", among=["c", "d"]),
        ask_choice(parent, "A", "b", ["c", "d"], taken.append, "Make"),
    ):
        buttons = sorted(dialog.findChildren(QPushButton), key=lambda button: button.x())
        assert [button.text().replace("&", "") for button in buttons] == ["Cancel", "Make"]
        assert buttons[1].isDefault()
        QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert taken == ["c", "c", "c"]


def test_what_is_refused_is_said_where_it_was_typed_and_nowhere_else(
    qtbot: QtBot, window: MainWindow, session: Session
) -> None:
    place = transcript(session.study, "FG1")

    def take(name: str) -> None:
        session.do(lambda: rename_transcript(session.study, place, name))

    asking = ask_text(window, "Rename", "Name of the transcript", "FG1", take, "Rename")
    asking.setTextValue("INT01")
    asking.accept()
    assert asking.isVisible()
    assert "INT01" in asking.labelText()
    assert asking.labelText().endswith("Name of the transcript")
    assert not window.messages.text
    asking.setTextValue("FG1 Parents")
    asking.accept()
    assert not asking.isVisible()
    assert session.study.transcripts[place].name == "FG1 Parents"
    # What is refused afterwards is said as ever.
    take("INT01")
    assert "INT01" in window.messages.text
