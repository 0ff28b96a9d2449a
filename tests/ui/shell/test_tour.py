"""The tour goes on when what it asks for has been done, and can be skipped and ended.

Tests as well: ``tour_stops``.
"""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qualcode.ui.shell.main_window import MainWindow
from qualcode.ui.shell.tour import _CHECK_MILLISECONDS
from tests.ui.material import code, found


def test_the_tour_follows_what_is_done(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    assert window.workbench is not None
    assert window.session is not None
    window.actions_["help.tour"].trigger()
    tour = window.workbench.tour
    assert tour is not None
    assert tour.text.startswith("1 of 6")
    reading = window.workbench.code_page.reading
    reading.view.select_span(found(window.session.study, "FG1", "I hate it.")[1])
    qtbot.waitUntil(lambda: tour.text.startswith("2 of 6"))
    reading.desk.apply(code(window.session.study, "stigma"))
    qtbot.waitUntil(lambda: tour.text.startswith("3 of 6"))
    QTest.mouseClick(tour.skip, Qt.MouseButton.LeftButton)
    assert tour.text.startswith("4 of 6")
    window.session.undo()
    qtbot.waitUntil(lambda: tour.text.startswith("5 of 6"))
    # Only what was written leads on from the last one, not words that read as if something were.
    QTest.mouseClick(tour.skip, Qt.MouseButton.LeftButton)
    assert tour.text.startswith("6 of 6")
    window.messages.inform("Saved to your heart.")
    qtbot.wait(3 * _CHECK_MILLISECONDS)
    assert tour.text.startswith("6 of 6")
    path = tmp_path / "matrix.csv"
    window.workbench.exports.write(path, lambda path, _progress: path.write_text("", "utf-8"))
    qtbot.waitUntil(lambda: window.workbench is not None and window.workbench.tour is not tour)
    assert path.exists()
    assert window.workbench.tour is None
    assert window.preferences.seen("tour")
