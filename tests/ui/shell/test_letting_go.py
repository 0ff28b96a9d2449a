"""Memory is looked through between gestures, and Python does as it usually does when the window is gone."""

import gc
import threading
from collections.abc import Callable, Iterator

import pytest
import shiboken6 as shiboken
from PySide6.QtCore import QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit
from pytestqt.qtbot import QtBot

from qualcode.ui.session.background import Background
from qualcode.ui.shell.letting_go import Collecting


@pytest.fixture
def collected() -> Iterator[list[int]]:
    """The generations that are collected."""
    found: list[int] = []

    def note(phase: str, info: dict[str, int]) -> None:
        if phase == "stop":
            found.append(info["generation"])

    # What there is already, all tests among it, takes a second to look through each time.
    gc.freeze()
    gc.collect()
    gc.callbacks.append(note)
    yield found
    gc.callbacks.remove(note)


def much() -> None:
    """As many smaller collections as make a whole one worth while."""
    for _ in range(40):
        gc.collect(1)


def test_python_collects_nothing_by_itself_while_there_is_a_window(qapp: QApplication) -> None:
    assert gc.isenabled()
    home = QObject()
    Collecting(home)
    assert not gc.isenabled()
    shiboken.delete(home)
    assert gc.isenabled()


def make_cycles() -> None:
    """Many more than are usually made between two collections."""
    for _ in range(5 * gc.get_threshold()[0]):
        cycle: list[object] = []
        cycle.append(cycle)


def test_what_another_thread_leaves_behind_is_collected_on_the_windows_own(
    qtbot: QtBot, home: QObject, collected: list[int]
) -> None:
    on = set[int]()
    found: list[int] = []

    def note(phase: str, info: dict[str, int]) -> None:
        on.add(threading.get_ident())
        found.append(info["collected"] if phase == "stop" else 0)

    Collecting(home)
    background = Background()
    gc.callbacks.append(note)
    try:
        with qtbot.waitSignal(background.run(lambda _progress: make_cycles(), lambda _: None).ended):
            pass
        qtbot.waitUntil(lambda: sum(found) >= gc.get_threshold()[0])
    finally:
        gc.callbacks.remove(note)
        background.close()
    assert on == {threading.get_ident()}
    assert set(collected) <= {0, 1}


def test_a_gesture_is_not_held_up_by_a_collection(qtbot: QtBot, home: QObject, collected: list[int]) -> None:
    Collecting(home)
    make_cycles()
    assert collected == []
    qtbot.waitUntil(lambda: bool(collected))


def collecting(home: QObject) -> tuple[Collecting, QTimer]:
    """What collects, and the timer that runs while nobody is at work."""
    found = Collecting(home)
    (quiet,) = (each for each in found.findChildren(QTimer) if each.isSingleShot())
    return found, quiet


def test_it_is_collected_when_much_has_gathered_and_not_before(
    qtbot: QtBot, collected: list[int], home: QObject
) -> None:
    found, quiet = collecting(home)
    quiet.setInterval(0)
    found.look()
    assert not quiet.isActive()
    much()
    found.look()
    qtbot.waitUntil(lambda: 2 in collected)


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[QWindow]:
    """A window that has the keyboard."""
    shown = QLineEdit()
    qtbot.addWidget(shown)
    with qtbot.waitActive(shown):
        shown.show()
        shown.activateWindow()
    found = shown.windowHandle()
    assert found is not None
    yield found
    shown.close()


def press(window: QWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_A)


def click(window: QWindow) -> None:
    QTest.mouseClick(window, Qt.MouseButton.LeftButton)


def move(window: QWindow) -> None:
    QTest.mouseMove(window, QPoint(3, 3))


@pytest.mark.parametrize("work", [press, click, move])
def test_it_is_not_collected_while_somebody_is_at_work(
    qtbot: QtBot, collected: list[int], home: QObject, window: QWindow, work: Callable[[QWindow], None]
) -> None:
    found, quiet = collecting(home)
    much()
    found.look()
    # As if two seconds were all but over.
    quiet.stop()
    work(window)
    qtbot.waitUntil(quiet.isActive)
    assert 2 not in collected


def test_who_goes_to_another_window_is_at_work_and_is_heard_there(
    qtbot: QtBot, collected: list[int], home: QObject, window: QWindow
) -> None:
    found, quiet = collecting(home)
    much()
    found.look()
    dialog = QDialog()
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.show()
        dialog.activateWindow()
    handle = dialog.windowHandle()
    assert handle is not None
    quiet.stop()
    press(window)
    assert not quiet.isActive()
    press(handle)
    assert quiet.isActive()
    # What was watched may be gone by then.
    dialog.close()
    shiboken.delete(dialog)
    quiet.timeout.emit()
    assert 2 in collected


def test_no_event_is_looked_at_when_nothing_is_to_be_collected(
    collected: list[int], home: QObject, window: QWindow
) -> None:
    found, quiet = collecting(home)
    press(window)
    assert not quiet.isActive()
    much()
    found.look()
    quiet.stop()
    quiet.timeout.emit()
    assert 2 in collected
    press(window)
    assert not quiet.isActive()


@pytest.fixture
def home(qapp: QApplication) -> Iterator[QObject]:
    """What the collecting belongs to, gone after the test."""
    found = QObject()
    yield found
    shiboken.delete(found)
