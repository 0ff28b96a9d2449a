"""The whole path by keyboard alone: open, go to a transcript, code, memo, undo, matrix, export.

Tests: ``ui.widgets.asking``, ``ui.navigator.transcript_list``.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from qualcode.model.codings import Coding
from qualcode.model.study import Study
from qualcode.project.project import Project
from qualcode.ui.shell.main_window import MainWindow
from qualcode.ui.transcript.view import TranscriptView
from qualcode.ui.widgets.asking import FileChooser
from qualcode.ui.widgets.note_field import NoteField
from tests.ui.material import coded, found

KEY = Qt.Key
CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
NONE = Qt.KeyboardModifier.NoModifier
WORDS = "They wrote it down and never asked."


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Path]]:
    """What the system's file dialog, which is not ours, is told each time that it is asked."""
    waiting: list[Path] = []

    def one(_self: FileChooser, _title: str, _kinds: str, then: Callable[[Path], object]) -> None:
        then(waiting.pop(0))

    def new(
        _self: FileChooser,
        _title: str,
        _kinds: str,
        _suggestion: str,
        then: Callable[[Path], object],
        _button: str = "Save",
        of: str = "",
    ) -> None:
        then(waiting.pop(0))

    monkeypatch.setattr(FileChooser, "one", one)
    monkeypatch.setattr(FileChooser, "new", new)
    yield waiting
    assert not waiting


class Keyboard:
    """Types into whatever has the keyboard, and nowhere else."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self._qtbot = qtbot
        self._window = window

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(self._target(), key, modifiers)

    def write(self, letters: str) -> None:
        QTest.keyClicks(self._target(), letters)

    def _target(self) -> QWidget:
        popup = QApplication.activePopupWidget()
        return popup or QApplication.focusWidget() or self._window

    def reaches(self, kind: type[QWidget]) -> None:
        """Wait until a widget of this kind has the keyboard."""
        self._qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), kind))

    def returns(self) -> None:
        """Back from another window: what a window manager does, which the tests' platform lacks."""
        self._window.activateWindow()
        self._qtbot.waitUntil(self._window.isActiveWindow)

    def tab_to(self, name: str) -> None:
        """Press Tab until what is called ``name`` has the keyboard."""
        for _ in range(25):
            focused = QApplication.focusWidget()
            said = [focused.accessibleName(), str(focused.property("text"))] if focused else []
            if name in said:
                return
            self.press(KEY.Key_Tab)
        pytest.fail(f"Tab does not reach {name}")


def _study(window: MainWindow) -> Study:
    assert window.session is not None
    return window.session.study


def _codings(window: MainWindow) -> dict[str, Coding]:
    """The codings of the passage, by the names of their codes."""
    study = _study(window)
    place, span = found(study, "INT01", WORDS)
    return {study.codes[row.code_id].name: row for row in study.codings_of(place) if row.span == span}


def test_the_whole_path_by_keyboard_alone(
    qtbot: QtBot,
    open_window: Callable[[], MainWindow],
    project: Project,
    tmp_path: Path,
    answers: list[Path],
) -> None:
    project.close()
    window = open_window()
    keyboard = Keyboard(qtbot, window)
    keyboard.returns()
    answers += [tmp_path / "study.qualcode", tmp_path / "matrix.csv"]
    keyboard.press(KEY.Key_O, CONTROL)
    keyboard.reaches(TranscriptView)
    _go_to_transcript(window, keyboard)
    _code_twice(window, keyboard)
    _write_memo(qtbot, window, keyboard)
    _undo(window, keyboard)
    _export_matrix(qtbot, window, keyboard)
    table = (tmp_path / "matrix.csv").read_text("utf-8").splitlines()
    assert [line for line in table if line.startswith("consent,")]
    assert coded(_study(window), "consent") == ["Nobody asked us.", WORDS, "I signed a form."]


def _go_to_transcript(window: MainWindow, keyboard: Keyboard) -> None:
    """By its name, in the field that searches everything."""
    keyboard.press(KEY.Key_K, CONTROL)
    keyboard.reaches(QLineEdit)
    keyboard.write("INT01")
    keyboard.press(KEY.Key_Return)
    keyboard.returns()
    keyboard.reaches(TranscriptView)
    view = QApplication.focusWidget()
    assert isinstance(view, TranscriptView)
    assert view.transcript_id == found(_study(window), "INT01", WORDS)[0]


def _code_twice(window: MainWindow, keyboard: Keyboard) -> None:
    keyboard.press(KEY.Key_Down, CONTROL)
    keyboard.press(KEY.Key_S)
    for letters in ("stigma", "cons"):
        keyboard.press(KEY.Key_C)
        keyboard.reaches(QLineEdit)
        keyboard.write(letters)
        keyboard.press(KEY.Key_Return)
        keyboard.reaches(TranscriptView)
    assert set(_codings(window)) == {"stigma", "consent"}


def _write_memo(qtbot: QtBot, window: MainWindow, keyboard: Keyboard) -> None:
    keyboard.press(KEY.Key_M)
    keyboard.reaches(NoteField)
    keyboard.write("Told, not asked.")
    keyboard.press(KEY.Key_Escape)
    keyboard.reaches(TranscriptView)
    assert sorted(row.memo for row in _codings(window).values()) == ["", "Told, not asked."]


def _undo(window: MainWindow, keyboard: Keyboard) -> None:
    """The memo, both codes; and all again, by the menu."""
    keyboard.press(KEY.Key_Z, CONTROL)
    assert {row.memo for row in _codings(window).values()} == {""}
    keyboard.press(KEY.Key_Z, CONTROL)
    keyboard.press(KEY.Key_Z, CONTROL)
    assert _codings(window) == {}
    for _ in range(3):
        keyboard.press(KEY.Key_E, ALT)
        keyboard.press(KEY.Key_Down)
        keyboard.press(KEY.Key_Return)
    assert sorted(row.memo for row in _codings(window).values()) == ["", "Told, not asked."]


def _export_matrix(qtbot: QtBot, window: MainWindow, keyboard: Keyboard) -> None:
    assert window.workbench is not None
    page = window.workbench.pages.matrix
    keyboard.press(KEY.Key_P, CONTROL | SHIFT)
    keyboard.reaches(QLineEdit)
    keyboard.write("code matrix")
    keyboard.press(KEY.Key_Return)
    keyboard.returns()
    qtbot.waitUntil(lambda: page.view.cells.figures.rowCount() > 0 and page.export.isEnabled())
    keyboard.tab_to("Export…")
    keyboard.press(KEY.Key_Space)
    qtbot.waitUntil(lambda: window.messages.text.startswith("Saved to"))


def test_every_menu_opens_by_a_letter_of_its_own(window: MainWindow) -> None:
    titles = [menu.title() for menu in window.menus.values()]
    letters = [title[title.index("&") + 1].lower() for title in titles]
    assert len(set(letters)) == len(letters)
