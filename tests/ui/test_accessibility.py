"""Everything that can be reached has a name that can be spoken, on every page and in every dialog."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from qualcode.ui.dialogs.finder import Finder
from qualcode.ui.dialogs.history import HistoryDialog
from qualcode.ui.dialogs.import_transcripts import ImportDialog
from qualcode.ui.dialogs.keys import KeysDialog
from qualcode.ui.dialogs.merge import MergeDialog
from qualcode.ui.dialogs.split import SplitDialog
from qualcode.ui.main_window import MainWindow
from tests.ui.material import code


def _nameless(root: QWidget) -> list[str]:
    """What can have the focus and has no name."""
    found = []
    for widget in root.findChildren(QWidget):
        if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or not widget.isVisibleTo(root):
            continue
        # Parts of a control speak through the control.
        above = widget.parentWidget()
        if widget.objectName().startswith("qt_") or (above is not None and above.focusProxy() is widget):
            continue
        interface = QAccessible.queryAccessibleInterface(widget)
        if not interface.text(QAccessible.Text.Name).strip():
            found.append(f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}")
    return found


def test_the_start_page_speaks(open_window: Callable[[], MainWindow]) -> None:
    window = open_window()
    window.preferences.remember("/somewhere/study.qualcode", "Study")
    window.start_page.refresh()
    assert _nameless(window) == []


@pytest.mark.parametrize("page", [0, 1, 2, 3, 4, 5])
def test_every_page_speaks(qtbot: QtBot, window: MainWindow, page: int) -> None:
    assert window.workbench is not None
    window.workbench.show_page(page)
    qtbot.waitUntil(lambda: not window.background.busy)
    window.workbench.code_page.reading.view.next_segment()
    assert _nameless(window) == []


@pytest.mark.parametrize(
    ("action", "kind"),
    [
        ("help.palette", Finder),
        ("edit.search", Finder),
        ("edit.history", HistoryDialog),
        ("help.keys", KeysDialog),
        ("project.import", ImportDialog),
        ("codebook.merge", MergeDialog),
        ("codebook.split", SplitDialog),
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
    assert _nameless(dialog) == []
    dialog.reject()


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
