"""Dialogs are brought onto the screen, as large as there is room."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from qualcode.ui.widgets.on_screen import OnScreen, bring_on_screen, opening_size


@pytest.mark.parametrize(
    ("wide", "high", "left", "top"), [(3, 3, 0, 0), (0.5, 3, 0.2, 0.1), (0.5, 0.5, 0.9, 0.8)]
)
def test_what_is_beyond_the_screen_is_brought_onto_it(
    qtbot: QtBot, wide: float, high: float, left: float, top: float
) -> None:
    dialog = QDialog()
    qtbot.addWidget(dialog)
    QVBoxLayout(dialog).addWidget(QLabel("words"))
    room = dialog.screen().availableGeometry()
    dialog.resize(round(room.width() * wide), round(room.height() * high))
    dialog.show()
    qtbot.waitExposed(dialog)
    dialog.move(room.left() + round(room.width() * left), room.top() + round(room.height() * top))
    before = dialog.size()
    bring_on_screen(dialog)
    assert room.contains(dialog.frameGeometry())
    assert dialog.size() == before or QSize(dialog.size()).width() <= room.width()


def test_what_is_on_the_screen_stays_as_it_is(qtbot: QtBot) -> None:
    dialog = QDialog()
    qtbot.addWidget(dialog)
    dialog.resize(200, 100)
    dialog.show()
    qtbot.waitExposed(dialog)
    dialog.move(dialog.screen().availableGeometry().center())
    before = dialog.geometry()
    bring_on_screen(dialog)
    assert dialog.geometry() == before


def test_the_main_window_is_brought_when_it_opens_and_never_again(qtbot: QtBot) -> None:
    main = QWidget()
    qtbot.addWidget(main)
    looking = OnScreen(main)
    room = main.screen().availableGeometry()
    main.resize(room.width() // 2, room.height() * 2)
    looking.look_once(main)
    assert room.contains(main.frameGeometry())
    # The frame comes with the first time that it is shown.
    main.show()
    main.move(room.width() * 3 // 4, 10)
    main.activateWindow()
    qtbot.waitUntil(lambda: room.contains(main.frameGeometry()))
    # Later it may stand half beyond the screen: somebody has put it there.
    other = QWidget()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    qtbot.waitUntil(other.isActiveWindow)
    main.move(room.width() * 3 // 4, 10)
    main.activateWindow()
    qtbot.waitUntil(main.isActiveWindow)
    qtbot.wait(50)
    assert not room.contains(main.frameGeometry())


def test_a_window_that_was_given_another_size_meanwhile_keeps_it(qtbot: QtBot) -> None:
    main = QWidget()
    qtbot.addWidget(main)
    looking = OnScreen(main)
    looking.look_once(main)
    wide = main.screen().availableGeometry().width() + 300
    main.resize(wide, 400)
    main.show()
    main.activateWindow()
    qtbot.waitUntil(main.isActiveWindow)
    qtbot.wait(30)
    assert main.width() == wide


@pytest.mark.parametrize(
    ("window", "opened"),
    [
        ((1920, 1080), (1060, 680)),
        ((960, 600), (900, 540)),
        # 1280x720 at 200 %: nothing is left around it.
        ((640, 360), (640, 360)),
    ],
)
def test_a_dialog_opens_as_large_as_its_window_has_room_for(
    qtbot: QtBot, window: tuple[int, int], opened: tuple[int, int]
) -> None:
    above = QWidget()
    qtbot.addWidget(above)
    above.resize(*window)
    assert opening_size(above, 1060, 680) == QSize(*opened)
    assert opening_size(None, 1060, 680) == QSize(1060, 680)


def test_a_dialog_for_files_is_brought_too(qtbot: QtBot) -> None:
    main = QWidget()
    qtbot.addWidget(main)
    looking = OnScreen(main)
    main.show()
    dialog = QFileDialog(main)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    room = main.screen().availableGeometry()
    dialog.resize(room.width() // 2, room.height() * 2)
    dialog.open()
    qtbot.waitUntil(lambda: room.contains(dialog.frameGeometry()))
    dialog.reject()
    assert looking.parent() is main
