"""What is typed while a menu is open never codes the text below it.

Tests as well: ``ui.widgets.number_menu``.
"""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QToolButton

from qualcode.ui.shell.main_window import MainWindow
from qualcode.ui.shell.workbench import Workbench
from qualcode.ui.transcript.view import TranscriptView
from tests.ui.material import found

KEYS = (Qt.Key.Key_V, Qt.Key.Key_H, Qt.Key.Key_R, Qt.Key.Key_E, Qt.Key.Key_1, Qt.Key.Key_Delete)


def of_bar(window: MainWindow) -> list[QMenu]:
    menus = list(window.menus.values())
    return [*menus, *(sub for menu in menus for sub in menu.findChildren(QMenu))]


def of_buttons(bench: Workbench) -> list[QMenu]:
    buttons = bench.code_page.findChildren(QToolButton)
    menus: list[QMenu | None] = [button.menu() for button in buttons]
    return [menu for menu in menus if menu is not None]


def codes_and_codings(bench: Workbench) -> object:
    study = bench.session.study
    place = next(row.id for row in study.transcripts.values() if row.name == "FG1")
    codings = {(row.id, row.code_id, row.span.start, row.span.end) for row in study.codings_of(place)}
    return codings, dict(study.codes)


@pytest.mark.parametrize("where", ["bar", "buttons"])
def test_letters_in_a_menu_code_nothing(
    window: MainWindow, bench: Workbench, view: TranscriptView, where: str
) -> None:
    place, span = found(bench.session.study, "FG1", "They just assume that you must be poor.")
    bench.go_to(place, span)
    view.set_selection(span.start, span.end)
    before = codes_and_codings(bench)
    menus = of_bar(window) if where == "bar" else of_buttons(bench)
    assert menus
    for menu in menus:
        for key in KEYS:
            view.setFocus()
            menu.popup(view.menu_place())
            QTest.keyClick(menu, key)
            menu.close()
            # A letter beside an entry takes that entry, such as a weight.
            assert codes_and_codings(bench) == before, (menu.title(), key)
