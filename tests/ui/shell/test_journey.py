"""From an empty start page to exports and back, through the real window with real keys and clicks.

Tests: ``main_window``, ``project_starts``, ``ui.pages.code.transcript_commands``.
"""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from qualcode.model.study import Study
from qualcode.ui.dialogs.import_transcripts import ImportDialog
from qualcode.ui.shell.main_window import MainWindow
from qualcode.ui.transcript.view import TranscriptView
from tests.ui.material import FG1, INT01, coded

KEY = Qt.Key
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    made = []
    for name, text in (("FG1.txt", FG1), ("INT01.txt", INT01), ("broken.docx", "")):
        path = tmp_path / name
        path.write_text(text, "utf-8")
        made.append(path)
    return made


def _answer(qtbot: QtBot, window: MainWindow, path: Path) -> None:
    """Type a file name into the file dialog that is open."""
    qtbot.waitUntil(lambda: _file_dialog(window) is not None)
    dialog = _file_dialog(window)
    assert dialog is not None
    dialog.selectFile(str(path))
    dialog.accept()


def _file_dialog(window: MainWindow) -> QFileDialog | None:
    dialog = window.findChild(QFileDialog)
    return dialog if isinstance(dialog, QFileDialog) and dialog.isVisible() else None


def _import(qtbot: QtBot, window: MainWindow, files: list[Path]) -> None:
    assert window.workbench is not None
    dialog: ImportDialog = window.workbench.transcripts.import_files(files)
    qtbot.waitUntil(lambda: len(dialog.state.files) == 2 and dialog.button.isEnabled())
    assert [file.name for file in dialog.state.refused] == ["broken.docx"]
    assert dialog.button.text() == "Import 2 transcripts"
    with qtbot.waitSignal(dialog.imported):
        QTest.mouseClick(dialog.button, Qt.MouseButton.LeftButton)
    # What could not be read stays in sight until it is closed.
    dialog.reject()


def _view(window: MainWindow) -> TranscriptView:
    assert window.workbench is not None
    return window.workbench.code_page.reading.view


def _study(window: MainWindow) -> Study:
    assert window.session is not None
    return window.session.study


def _go_to(window: MainWindow, words: str) -> None:
    """Put the cursor at these words by a click."""
    view = _view(window)
    assert view.transcript_id is not None
    start = _study(window).text(view.transcript_id).index(words)
    view.scroll_to(start)
    place = view.rect_of(start + 1).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place.x(), place.y()))


def _active(qtbot: QtBot, window: MainWindow) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    _view(window).setFocus()
    qtbot.waitUntil(_view(window).hasFocus)


def test_from_nothing_to_exports_and_back(
    qtbot: QtBot, open_window: Callable[[], MainWindow], tmp_path: Path, files: list[Path]
) -> None:
    window = open_window()
    window.actions_["project.new"].trigger()
    _answer(qtbot, window, tmp_path / "own.qualcode")
    qtbot.waitUntil(lambda: window.session is not None)
    _import(qtbot, window, files)
    assert [row.name for row in _study(window).transcripts_in_order] == ["FG1", "INT01"]
    _active(qtbot, window)
    _code_by_keyboard(qtbot, window)
    _undo_and_redo(qtbot, window)
    _export_matrix(qtbot, window, tmp_path / "matrix.csv")
    before = _study(window)
    window.close_project()
    assert sorted(path.name for path in tmp_path.glob("own.*")) == ["own.qualcode"]
    assert window.open_address(str(tmp_path / "own.qualcode"))
    assert _study(window) == before


def _code_by_keyboard(qtbot: QtBot, window: MainWindow) -> None:
    view = _view(window)
    _go_to(window, "I hate it.")
    # With a new code: the letters of its name and Enter.
    QTest.keyClick(view, KEY.Key_S)
    QTest.keyClick(view, KEY.Key_C)
    assert window.workbench is not None
    picker = window.workbench.code_page.reading.picker
    qtbot.waitUntil(picker.field.hasFocus)
    QTest.keyClicks(picker.field, "anger")
    QTest.keyClick(picker.field, KEY.Key_Return)
    assert coded(_study(window), "anger") == ["I hate it."]
    # The same once more: three keystrokes to a segment with a code that exists.
    qtbot.waitUntil(view.hasFocus)
    _go_to(window, "Nobody asked us.")
    QTest.keyClick(view, KEY.Key_T)
    QTest.keyClick(view, KEY.Key_R)
    assert coded(_study(window), "anger") == ["I hate it.", "Nobody asked us. Nobody at all."]
    # A second code on the same words, and one beyond the odd letters.
    codes = len(_study(window).codes)
    QTest.keyClick(view, KEY.Key_V)
    qtbot.waitUntil(lambda: len(_study(window).codes) > codes)
    assert coded(_study(window), "Nobody asked us. Nobody at all") == ["Nobody asked us. Nobody at all."]
    assert window.status_line.texts[0] == "coder AB · everything saved · 3 segments in 2 transcripts"


def _undo_and_redo(qtbot: QtBot, window: MainWindow) -> None:
    done = _study(window)
    for _ in range(3):
        QTest.keyClick(_view(window), KEY.Key_Z, CONTROL)
    assert _study(window).coding_count == 0
    for _ in range(3):
        QTest.keyClick(_view(window), KEY.Key_Z, CONTROL | SHIFT)
    assert _study(window) == done


def _export_matrix(qtbot: QtBot, window: MainWindow, path: Path) -> None:
    assert window.workbench is not None
    QTest.keyClick(_view(window), KEY.Key_2, CONTROL)
    page = window.workbench.pages.matrix
    figures = page.view.cells.figures
    qtbot.waitUntil(lambda: figures.rowCount() == 2)
    table = {
        figures.headerData(row, Qt.Orientation.Vertical): figures.index(row, row).data() for row in range(2)
    }
    assert table == {"anger": "2", "Nobody asked us. Nobody at all": "1"}
    assert figures.index(0, 1).data() == "1"
    QTest.mouseClick(page.export, Qt.MouseButton.LeftButton)
    _answer(qtbot, window, path)
    qtbot.waitUntil(lambda: window.messages.text.startswith("Saved to"))
    assert "anger,2,1" in path.read_text("utf-8")
    assert json.loads(path.with_name("matrix.csv.meta.json").read_text("utf-8"))["rule"] == "overlap"


def test_closing_while_files_are_read_leaves_nothing_behind(
    qtbot: QtBot, open_window: Callable[[], MainWindow], tmp_path: Path, files: list[Path]
) -> None:
    window = open_window()
    assert window.create_at(str(tmp_path / "own.qualcode"))
    assert window.workbench is not None
    window.workbench.transcripts.import_files(files * 50)
    window.close()
    assert window.session is None
    assert not window.background.busy


def test_two_windows_on_one_project_are_refused_politely(
    open_window: Callable[[], MainWindow], window: MainWindow, tmp_path: Path
) -> None:
    other = open_window()
    assert not other.open_address(str(tmp_path / "study.qualcode"))
    assert other.messages.text.endswith(".")
    assert window.session is not None


def test_a_file_that_is_no_project_is_refused_and_the_open_one_stays(
    window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "letter.qualcode"
    path.write_text("Dear all", "utf-8")
    assert not window.open_address(str(path))
    assert "letter.qualcode" in window.messages.text
    assert window.session is not None
