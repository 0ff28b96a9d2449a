"""A long session by keyboard: twenty passages, a codebook put in order, undone to the start and redone.

Tests: ``workbench``.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from qualcode.model.study import Study
from qualcode.ui.dialogs.import_transcripts import ImportDialog
from qualcode.ui.dialogs.new_code import NewCodeDialog
from qualcode.ui.navigator.codebook_tree import CodebookTree
from qualcode.ui.shell.main_window import MainWindow
from qualcode.ui.shell.workbench import Workbench
from qualcode.ui.transcript.dropping import codes_mime
from qualcode.ui.transcript.view import TranscriptView
from tests.ui.material import code, coded

KEY = Qt.Key
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
PASSAGES = 20
CODES = ("trust", "stigma", "consent", "privacy")
TEXT = "".join(
    f"MOD: And what about number {number}?\nP{number % 3 + 1}: Well, number {number} 🙂 is what I said. "
    f"Nobody asked me about {number}.\n"
    for number in range(PASSAGES)
)


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / name for name in ("FG1.txt", "FG2.txt")]
    for path in paths:
        path.write_text(f"MOD: This is {path.stem}.\n{TEXT}", "utf-8")
    return paths


@pytest.fixture
def bench(
    qtbot: QtBot, open_window: Callable[[], MainWindow], tmp_path: Path, files: list[Path]
) -> Workbench:
    """A new project into which two files have been dropped."""
    window = open_window()
    assert window.create_at(str(tmp_path / "own.qualcode"))
    bench = window.workbench
    assert bench is not None
    _drop(bench.code_page.reading.drop_area, [QUrl.fromLocalFile(str(path)) for path in files])
    qtbot.waitUntil(lambda: bool(window.findChildren(ImportDialog)))
    dialog = window.findChildren(ImportDialog)[0]
    qtbot.waitUntil(lambda: len(dialog.state.files) == len(files) and dialog.button.isEnabled())
    with qtbot.waitSignal(dialog.imported):
        QTest.mouseClick(dialog.button, Qt.MouseButton.LeftButton)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    _view(bench).setFocus()
    return bench


def test_a_long_session_is_the_same_study_at_its_end_and_after_a_restart(
    qtbot: QtBot, bench: Workbench, tmp_path: Path
) -> None:
    empty = _study(bench)
    assert len(empty.turns) == 2
    _code_passages(qtbot, bench)
    study = _study(bench)
    assert study.coding_count == 2 * PASSAGES - len(CODES)
    assert [len(coded(study, name)) for name in CODES] == [2 * PASSAGES // len(CODES) - 1] * len(CODES)
    _put_codebook_in_order(qtbot, bench)
    done = _study(bench)
    assert [done.path(row.id) for row in done.codes_in_order] == [
        "Attitudes", "Attitudes > stigma", "Attitudes > trust", "informed consent", "nobody asked", "privacy",
    ]  # fmt: skip
    undone = _press_until(bench, lambda: bench.session.undoable, KEY.Key_Z, CONTROL, stop=empty.step)
    assert _study(bench) == empty
    assert _press_until(bench, lambda: bench.session.redoable, KEY.Key_Z, CONTROL | SHIFT, stop=-1) == undone
    assert _study(bench) == done
    window = bench.window()
    assert isinstance(window, MainWindow)
    window.close_project()
    assert window.open_address(str(tmp_path / "own.qualcode"))
    assert window.workbench is not None
    assert _study(window.workbench) == done
    # What was undone before the restart can be undone after it, too.
    _press_until(
        window.workbench, lambda: _workbench(window).session.undoable, KEY.Key_Z, CONTROL, stop=empty.step
    )
    assert _study(window.workbench) == empty


def _workbench(window: MainWindow) -> Workbench:
    assert window.workbench is not None
    return window.workbench


def _view(bench: Workbench) -> TranscriptView:
    return bench.code_page.reading.view


def _study(bench: Workbench) -> Study:
    return bench.session.study


def _drop(area: QWidget, urls: list[QUrl]) -> None:
    data = QMimeData()
    data.setUrls(urls)
    place = QPoint(20, 20)
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(area, QDragEnterEvent(place, Qt.DropAction.CopyAction, data, buttons, keys))
    QApplication.sendEvent(area, QDropEvent(QPointF(place), Qt.DropAction.CopyAction, data, buttons, keys))


def _code_passages(qtbot: QtBot, bench: Workbench) -> None:
    """From turn to turn: a sentence with a code, and where the code is known a second one by R."""
    view, picker = _view(bench), bench.code_page.reading.picker
    QTest.keyClick(view, KEY.Key_Home, CONTROL)
    QTest.keyClick(view, KEY.Key_Down, CONTROL)
    for number in range(PASSAGES):
        QTest.keyClick(view, KEY.Key_Down, CONTROL)
        QTest.keyClick(view, KEY.Key_S)
        QTest.keyClick(view, KEY.Key_C)
        qtbot.waitUntil(picker.field.hasFocus)
        name = CODES[number % len(CODES)]
        QTest.keyClicks(picker.field, name if number < len(CODES) else name[:3])
        QTest.keyClick(picker.field, KEY.Key_Return)
        qtbot.waitUntil(view.hasFocus)
        if number >= len(CODES):
            QTest.keyClick(view, KEY.Key_T)
            QTest.keyClick(view, KEY.Key_R)
        QTest.keyClick(view, KEY.Key_Down, CONTROL)


def _put_codebook_in_order(qtbot: QtBot, bench: Workbench) -> None:
    """A category, codes dragged into it, a code renamed in its place, one split off, all sorted."""
    tree, session = bench.code_page.navigator.codebook, bench.session
    _add_code(qtbot, bench, "Attitudes")
    tree.choose([code(session.study, "Attitudes")])
    bench.codebook.toggle_category()
    _drag(tree, ["trust", "stigma"], "Attitudes")
    tree.choose([code(session.study, "consent")])
    tree.setFocus()
    QTest.keyClick(tree, KEY.Key_F2)
    editor = QApplication.focusWidget()
    assert editor is not None
    QTest.keyClicks(editor, "informed consent")
    QTest.keyClick(editor, KEY.Key_Return)
    qtbot.waitUntil(tree.hasFocus)
    _add_code(qtbot, bench, "nobody asked")
    tree.choose([code(session.study, "Attitudes")])
    bench.codebook.sort()
    tree.choose([code(session.study, "stigma")])
    bench.codebook.sort()


def _add_code(qtbot: QtBot, bench: Workbench, name: str) -> None:
    """At the top of the codebook, by the form."""
    bench.codebook.ask_new()
    form = bench.findChildren(NewCodeDialog)[-1]
    qtbot.waitUntil(form.name.hasFocus)
    form.place.setCurrentIndex(0)
    QTest.keyClicks(form.name, name)
    QTest.keyClick(form.name, KEY.Key_Return)
    bench.window().activateWindow()
    qtbot.waitUntil(bench.window().isActiveWindow)


def _drag(tree: CodebookTree, names: list[str], onto: str) -> None:
    study = tree.codebook._session.study
    data = codes_mime([code(study, name) for name in names])
    index = tree.filter.mapFromSource(tree.codebook.index_of(code(study, onto)))
    tree.model().dropMimeData(data, Qt.DropAction.MoveAction, -1, -1, index)


def _press_until(
    bench: Workbench,
    next_step: Callable[[], object],
    key: Qt.Key,
    modifiers: Qt.KeyboardModifier,
    *,
    stop: int,
) -> int:
    """Press a key until the next step would be one before ``stop``; how often it was pressed."""
    pressed = 0
    while (step := next_step()) is not None and getattr(step, "number", 0) > stop:
        QTest.keyClick(_view(bench), key, modifiers)
        pressed += 1
    return pressed
