"""Whatever has the keyboard is seen to have it, in both themes; the mouse needs no ring."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QListWidget, QPushButton, QTabBar, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from qualcode.model.codes.colour import GRAPHIC_CONTRAST, contrast
from qualcode.ui.look.theme import DARK, LIGHT, Colours, colours_now
from qualcode.ui.shell.main_window import MainWindow
from qualcode.ui.widgets import focus_ring
from qualcode.ui.widgets.focus_ring import FocusRing
from tests.ui.seen import seen_at


@pytest.fixture
def controls(qtbot: QtBot) -> Iterator[list[QWidget]]:
    window = QWidget()
    qtbot.addWidget(window)
    tabs = QTabBar()
    tabs.addTab("one")
    tabs.addTab("two")
    made: list[QWidget] = [QPushButton("Do"), QCheckBox("or not"), QComboBox(), QListWidget(), tabs]
    column = QVBoxLayout(window)
    for control in made:
        column.addWidget(control)
    ring = FocusRing(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    yield made
    ring.deleteLater()


def _rings(widget: QWidget) -> list[QWidget]:
    return [child for child in widget.findChildren(QWidget, "qt_focus_ring") if child.isVisible()]


def test_the_ring_goes_where_the_keyboard_goes(controls: list[QWidget]) -> None:
    for control in controls:
        control.setFocus(Qt.FocusReason.TabFocusReason)
        assert [len(_rings(other)) for other in controls] == [int(other is control) for other in controls]
        assert seen_at(control, _rings(control)[0].pos() + QPoint(1, 1)) == colours_now().link


def test_the_ring_of_tabs_is_around_the_current_one(controls: list[QWidget]) -> None:
    tabs = controls[-1]
    assert isinstance(tabs, QTabBar)
    tabs.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(tabs, Qt.Key.Key_Right)
    assert _rings(tabs)[0].geometry() == tabs.tabRect(1)


def test_the_ring_grows_with_what_it_is_around(controls: list[QWidget]) -> None:
    controls[3].setFocus(Qt.FocusReason.TabFocusReason)
    controls[3].window().resize(500, 600)
    assert _rings(controls[3])[0].size() == controls[3].size()


def test_a_control_may_go_while_it_has_the_ring(controls: list[QWidget]) -> None:
    controls[0].setFocus(Qt.FocusReason.TabFocusReason)
    controls[0].hide()
    controls[1].setFocus(Qt.FocusReason.TabFocusReason)
    assert len(_rings(controls[1])) == 1


def test_a_click_draws_no_ring(controls: list[QWidget], monkeypatch: pytest.MonkeyPatch) -> None:
    controls[1].setFocus(Qt.FocusReason.TabFocusReason)
    # Events that a test sends press no button of the system's.
    monkeypatch.setattr(focus_ring, "mouse_is_down", lambda: True)
    QTest.mouseClick(controls[0], Qt.MouseButton.LeftButton)
    assert controls[0].hasFocus()
    assert _rings(controls[0]) == []


def test_the_window_rings_its_lists(window: MainWindow, qtbot: QtBot) -> None:
    assert window.workbench is not None
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    navigator = window.workbench.code_page.navigator
    for view in (navigator.codebook, navigator.transcripts):
        view.setFocus(Qt.FocusReason.TabFocusReason)
        assert len(_rings(view)) == 1


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_the_ring_stands_out_from_every_ground(colours: Colours) -> None:
    for ground in (colours.window, colours.base, colours.alternate, colours.button):
        assert contrast(colours.link, ground) >= GRAPHIC_CONTRAST
