"""A transcript is found again as it was left: place and size of letters, in a later run too."""

from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qualcode.ui.session.preferences import PLACES_LIMIT, Preferences, ReadingPlace
from qualcode.ui.shell.main_window import MainWindow
from qualcode.ui.transcript.view import TranscriptView
from tests.ui.material import transcript

CONTROL = Qt.KeyboardModifier.ControlModifier


def _view(qtbot: QtBot, window: MainWindow) -> TranscriptView:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    assert window.workbench is not None
    view = window.workbench.code_page.reading.view
    qtbot.waitUntil(view.hasFocus)
    return view


def test_each_transcript_keeps_its_place_and_its_letters(qtbot: QtBot, window: MainWindow) -> None:
    view = _view(qtbot, window)
    QTest.keyClick(view, Qt.Key.Key_Down, CONTROL)
    QTest.keyClick(view, Qt.Key.Key_Plus, CONTROL)
    QTest.keyClick(view, Qt.Key.Key_Plus, CONTROL)
    first = (view.cursor_position(), view.zoom)
    assert first[0] > 0
    assert first[1] == 120
    QTest.keyClick(view, Qt.Key.Key_PageDown, CONTROL)
    assert (view.cursor_position(), view.zoom) == (int(view.display.starts[0]), 120)
    QTest.keyClick(view, Qt.Key.Key_Minus, CONTROL)
    QTest.keyClick(view, Qt.Key.Key_PageUp, CONTROL)
    assert (view.cursor_position(), view.zoom) == first
    QTest.keyClick(view, Qt.Key.Key_PageDown, CONTROL)
    assert view.zoom == 110


def test_the_place_is_found_again_in_another_run(
    qtbot: QtBot, window: MainWindow, open_window: Callable[[], MainWindow], tmp_path: Path
) -> None:
    view = _view(qtbot, window)
    QTest.keyClick(view, Qt.Key.Key_Down, CONTROL)
    QTest.keyClick(view, Qt.Key.Key_Minus, CONTROL)
    left = (view.transcript_id, view.place(), view.zoom)
    window.close()
    other = open_window()
    assert other.open_address(str(tmp_path / "study.qualcode"))
    again = _view(qtbot, other)
    assert (again.transcript_id, again.place(), again.zoom) == left


def test_a_place_beyond_the_end_of_a_text_is_its_end(
    qtbot: QtBot, window: MainWindow, open_window: Callable[[], MainWindow], tmp_path: Path
) -> None:
    assert window.session is not None
    place = transcript(window.session.study, "FG1")
    window.close()
    window.preferences.save_places({place: ReadingPlace(10**6, 10**6, 100)})
    other = open_window()
    assert other.open_address(str(tmp_path / "study.qualcode"))
    assert other.session is not None
    assert _view(qtbot, other).cursor_position() <= len(other.session.study.text(place))


def test_the_oldest_places_are_forgotten(preferences: Preferences) -> None:
    places = {uuid4(): ReadingPlace(number, 0, 100) for number in range(PLACES_LIMIT + 1)}
    preferences.save_places(places)
    assert list(preferences.places()) == list(places)[1:]


@pytest.mark.parametrize("text", ["", "[]", "{", '{"a": 1}', '{"a": [1, 2, 3]}'])
def test_places_that_cannot_be_read_are_none(tmp_path: Path, text: str) -> None:
    settings = QSettings(str(tmp_path / "odd.ini"), QSettings.Format.IniFormat)
    settings.setValue("places", text)
    assert Preferences(settings).places() == {}
