"""Everything that can be reached has a name that can be spoken, on every page and in every dialog.

Tests: ``page_stack``.
"""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHeaderView,
    QTableView,
    QTabWidget,
    QTreeView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from qualcode.ui.dialogs import finder
from qualcode.ui.dialogs.code_history import CodePageDialog
from qualcode.ui.dialogs.finder import FinderDialog
from qualcode.ui.dialogs.history import HistoryDialog
from qualcode.ui.dialogs.import_transcripts import ImportDialog
from qualcode.ui.dialogs.keys import KeysDialog
from qualcode.ui.dialogs.memos.dialog import MemosDialog
from qualcode.ui.dialogs.merge import MergeDialog
from qualcode.ui.dialogs.people.dialog import PeopleDialog
from qualcode.ui.dialogs.preferences import PreferencesDialog
from qualcode.ui.dialogs.project_settings import ProjectSettingsDialog
from qualcode.ui.dialogs.split import SplitDialog
from qualcode.ui.shell import workbench
from qualcode.ui.shell.main_window import MainWindow
from qualcode.ui.shell.page_stack import PagePlace
from tests.ui.material import code


def _nameless(root: QWidget) -> list[str]:
    """What can have the focus and has no name."""
    found = []
    for widget in root.findChildren(QWidget):
        if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or not widget.isVisibleTo(root):
            continue
        # Whatever hands its focus on is spoken as what it hands it to, parts of a control as the control.
        if widget.focusProxy() is not None:
            continue
        above = widget.parentWidget()
        if widget.objectName().startswith("qt_") or (above is not None and above.focusProxy() is widget):
            continue
        interface = QAccessible.queryAccessibleInterface(widget)
        if not interface.text(QAccessible.Text.Name).strip():
            found.append(f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}")
    return found


_UNKNOWN = (QAccessible.Role.NoRole, QAccessible.Role.Client)


def _of_no_kind(root: QWidget) -> list[str]:
    """What can have the focus and would be spoken without saying what it is."""
    found = []
    for widget in root.findChildren(QWidget):
        reached = widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.focusProxy() is None
        if not reached or not widget.isVisibleTo(root) or widget.objectName().startswith("qt_"):
            continue
        if QAccessible.queryAccessibleInterface(widget).role() in _UNKNOWN:
            found.append(f"{type(widget).__name__} “{widget.accessibleName()}”")
    return found


def _silent_cells(root: QWidget) -> list[str]:
    """Columns without a title, and cells of lists that can be reached and have nothing to say."""
    found = []
    for view in root.findChildren(QAbstractItemView):
        if isinstance(view, QHeaderView) or not view.isVisibleTo(root) or view.model() is None:
            continue
        model, name = view.model(), view.accessibleName()
        columns = model.columnCount() if isinstance(view, QTableView | QTreeView) else 1
        for column in range(columns if columns > 1 or isinstance(view, QTreeView) else 0):
            title = str(model.headerData(column, Qt.Orientation.Horizontal) or "")
            if not title.strip() or title == str(column + 1):
                found.append(f"{name}: column {column + 1} has no title")
        for row in range(model.rowCount() if view.focusPolicy() != Qt.FocusPolicy.NoFocus else 0):
            for column in range(columns):
                cell = model.index(row, column)
                spoken = cell.data(Qt.ItemDataRole.AccessibleTextRole) or cell.data()
                if spoken is None or not str(spoken).strip():
                    found.append(f"{name}: row {row + 1}, column {column + 1}")
    return found


def _silent(root: QWidget) -> list[str]:
    return _nameless(root) + _of_no_kind(root) + _silent_cells(root)


def test_the_start_page_speaks(open_window: Callable[[], MainWindow]) -> None:
    window = open_window()
    window.preferences.remember("/somewhere/study.qualcode", "Study")
    window.start_page.refresh()
    assert _silent(window) == []


@pytest.mark.parametrize("page", [0, 1, 2, 3, 4, 5])
def test_every_page_speaks(qtbot: QtBot, window: MainWindow, page: int) -> None:
    assert window.workbench is not None
    window.workbench.show_page(page)
    qtbot.waitUntil(lambda: not window.background.busy)
    window.workbench.code_page.reading.view.next_segment()
    assert _silent(window) == []


@pytest.mark.parametrize(
    ("action", "kind"),
    [
        ("help.palette", FinderDialog),
        ("edit.search", FinderDialog),
        ("edit.history", HistoryDialog),
        ("help.keys", KeysDialog),
        ("project.import", ImportDialog),
        ("codebook.merge", MergeDialog),
        ("codebook.split", SplitDialog),
        ("codebook.page", CodePageDialog),
        ("edit.memos", MemosDialog),
        ("transcript.people", PeopleDialog),
        ("project.settings", ProjectSettingsDialog),
        ("edit.preferences", PreferencesDialog),
    ],
)
def test_every_dialog_speaks(window: MainWindow, action: str, kind: type[QDialog]) -> None:
    assert window.session is not None
    assert window.workbench is not None
    window.workbench.code_page.navigator.codebook.choose([code(window.session.study, "stigma")])
    window.actions_[action].trigger()
    dialog = window.findChild(kind)
    assert isinstance(dialog, QDialog)
    assert dialog.windowTitle()
    assert _silent(dialog) == []
    for tabs in dialog.findChildren(QTabWidget):
        for place in range(tabs.count()):
            tabs.setCurrentIndex(place)
            assert tabs.tabText(place)
            assert _silent(tabs) == []
    dialog.reject()


def test_what_is_chosen_in_a_list_without_the_keyboard_is_told(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    heard: list[str] = []
    monkeypatch.setattr(finder, "announce", lambda _widget, words: heard.append(words))
    window.actions_["edit.search"].trigger()
    dialog = window.findChild(FinderDialog)
    assert isinstance(dialog, FinderDialog)
    QTest.keyClicks(dialog.field, "stigm")
    assert heard[-1].startswith("stigma, ")
    QTest.keyClicks(dialog.field, "zzz")
    qtbot.waitUntil(lambda: heard[-1] == "Nothing found.")
    dialog.reject()


def test_undo_and_redo_say_what_they_did(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[str] = []
    monkeypatch.setattr(workbench, "announce", lambda _widget, words: heard.append(words))
    window.actions_["edit.undo"].trigger()
    window.actions_["edit.redo"].trigger()
    assert [words.partition(": ")[0] for words in heard] == ["Undone", "Redone"]
    assert "consent" in heard[0]
    assert heard[0].partition(": ")[2] == heard[1].partition(": ")[2]


def test_the_keyboard_goes_to_the_page_that_is_shown(window: MainWindow, qtbot: QtBot) -> None:
    assert window.workbench is not None
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    for place in PagePlace:
        window.workbench.show_page(place)
        qtbot.waitUntil(lambda: not window.background.busy)
        focused = window.focusWidget()
        page = window.workbench.pages.currentWidget()
        assert page is not None
        assert page.isAncestorOf(focused) or focused is window.workbench.rail.group.button(place)


def test_tab_leads_through_the_code_page_and_back(window: MainWindow, qtbot: QtBot) -> None:
    assert window.workbench is not None
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    page = window.workbench.code_page
    page.reading.view.setFocus()
    seen: list[QWidget] = []
    for _ in range(60):
        focused = window.focusWidget()
        if seen and focused is seen[0]:
            break
        seen.append(focused)
        window.focusNextChild()
    for wanted in (page.navigator.transcripts, page.navigator.filter, page.navigator.codebook):
        assert wanted in seen
    assert seen[0] is page.reading.view
