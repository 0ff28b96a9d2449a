"""The whole of the import window by the keyboard alone, from the key that opens it to the import.

Tests: ``scroll_safe_combo_box``, ``columns``, ``changed_file``, ``file_list``.
"""

from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QLabel, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from qualcode.importers.reading import transcript_of
from qualcode.importers.speakers.seen_lines import LineUse
from qualcode.model.transcript import Role, TranscriptKind
from qualcode.model.transcripts.speaker_guide import SpeakerMarking
from qualcode.operations.transcripts.documents import add_transcripts
from qualcode.project.importing.listed import Again, ReadFile
from qualcode.project.importing.table_uses import ColumnUse, TableUse
from qualcode.ui.dialogs.import_transcripts import ImportDialog
from qualcode.ui.dialogs.importing.encoding import EncodingDialog
from qualcode.ui.session.session import Session
from qualcode.ui.shell.main_window import MainWindow

KEY = Qt.Key
ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier
TALK = "Interviewer: How did it begin?\nP1: With a letter.\nInterviewer: And then?\nP1: Nothing at all.\n"
DOUBTFUL = (
    "Interviewer: How did it begin, Zoë?\n"
    "P1: With a letter from the café.\n"
    "Interviewer: And then?\n"
    "P1: Nothing for weeks.\n"
    "Mary: Nor for me.\n"
    "Recorded on the second floor.\n"
)
CODES = "Kode;Farbe;Was es heisst\nTrust;blau;to rely on others\nTrust/Firms;rot;of shops\n"


def held() -> QWidget:
    """What has the keyboard."""
    widget = QApplication.focusWidget()
    assert widget is not None, "the keyboard is nowhere"
    assert widget.isVisible()
    assert widget.isEnabled()
    return widget


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = NONE, times: int = 1) -> None:
    for _ in range(times):
        popup = QApplication.activePopupWidget()
        QTest.keyClick(popup if isinstance(popup, QMenu) else held(), key, modifier)


def tab_to(target: QWidget) -> None:
    """Press Tab until a widget has the keyboard."""
    passed = []
    while held() is not target:
        assert held() not in passed, f"Tab passes by {target.accessibleName() or target}"
        passed.append(held())
        press(KEY.Key_Tab)


def pick_below(qtbot: QtBot, list_: QWidget, steps: int, key: Qt.Key = KEY.Key_F4) -> None:
    """Choose in the box of the current row, so many choices further down."""
    assert held() is list_
    press(key, ALT if key is KEY.Key_Down else NONE)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    press(KEY.Key_Down if steps > 0 else KEY.Key_Up, times=abs(steps))
    press(KEY.Key_Return)
    qtbot.waitUntil(lambda: not popup.isVisible())
    come_back(qtbot, list_.window())
    assert held() is list_


def come_back(qtbot: QtBot, window: QWidget) -> None:
    """What a window manager does when another window closes; the tests have none."""
    QApplication.processEvents()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


def read_all(qtbot: QtBot, dialog: ImportDialog) -> None:
    qtbot.waitUntil(lambda: not dialog.stop.isVisible() and dialog.button.isEnabled(), timeout=15_000)


def go_to(dialog: ImportDialog, name: str) -> None:
    """Walk to a file of the list."""
    tab_to(dialog.table)
    press(KEY.Key_Home)
    place = [row.name for row in dialog.state.rows].index(name)
    press(KEY.Key_Down, times=place)
    assert dialog.table.row == place


def opened(window: MainWindow) -> ImportDialog:
    QTest.keyClick(window, KEY.Key_I, CTRL)
    dialog = window.findChild(ImportDialog)
    assert isinstance(dialog, ImportDialog)
    return dialog


def chosen_by_name(qtbot: QtBot, dialog: ImportDialog, paths: list[Path]) -> None:
    """Type the names of files into the file dialog that is open."""
    chooser = dialog.findChild(QFileDialog)
    assert isinstance(chooser, QFileDialog)
    field = chooser.findChild(QLineEdit, "fileNameEdit")
    assert isinstance(field, QLineEdit)
    chooser.setDirectory(str(paths[0].parent))
    qtbot.waitUntil(chooser.isActiveWindow)
    tab_to(field)
    QTest.keyClicks(field, " ".join(f'"{path.name}"' for path in paths))
    QTest.keyClick(field, KEY.Key_Return)
    come_back(qtbot, dialog)


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """A file in doubt as to speakers and letters, a table of codes, one that changed, and a plain one."""
    folder = tmp_path / "new"
    folder.mkdir()
    (folder / "doubt.txt").write_bytes(DOUBTFUL.encode("cp1252"))
    (folder / "codes.csv").write_text(CODES, "utf-8")
    (folder / "FG9.txt").write_text(TALK.replace("at all", "whatever"), "utf-8")
    (folder / "plain.txt").write_text(TALK.replace("letter", "call"), "utf-8")
    return sorted(folder.iterdir())


def test_from_the_key_that_opens_it_to_the_import(
    qtbot: QtBot, window: MainWindow, files: list[Path]
) -> None:
    session = window.session
    assert session is not None
    session.do(lambda: add_transcripts(session.study, [transcript_of(TALK.encode(), "FG9.txt")]).change)
    dialog = opened(window)
    qtbot.waitUntil(dialog.isActiveWindow)
    press(KEY.Key_Return)
    chosen_by_name(qtbot, dialog, files)
    qtbot.waitUntil(lambda: len(dialog.state.rows) == len(files), timeout=15_000)
    read_all(qtbot, dialog)
    pane = dialog.pane

    def doubt() -> ReadFile:
        return next(file for file in dialog.state.files if file.name == "doubt.txt")

    # The list: a kind.
    assert held() is dialog.table
    go_to(dialog, "plain.txt")
    pick_below(qtbot, dialog.table, 1)
    pick_below(qtbot, dialog.table, 1, KEY.Key_Down)
    assert dialog.state.files[dialog.table.row].transcript.kind is TranscriptKind.OTHER

    # How speakers are marked, and back.
    go_to(dialog, "doubt.txt")
    tab_to(pane.marking.marking)
    press(KEY.Key_Down)
    qtbot.waitUntil(lambda: doubt().guide.marking is SpeakerMarking.COLON)
    read_all(qtbot, dialog)
    press(KEY.Key_Up)
    read_all(qtbot, dialog)

    # A doubtful label is ticked and unticked; a role.
    table = pane.speakers.table
    press(KEY.Key_Tab)
    tab_to(table)
    labels = [str(table.model().index(row, 0).data()) for row in range(table.rowCount())]
    press(KEY.Key_Home)
    press(KEY.Key_Home, CTRL)
    press(KEY.Key_Down, times=labels.index("Mary"))
    press(KEY.Key_Space)
    qtbot.waitUntil(lambda: "Mary" in doubt().transcript.labels)
    read_all(qtbot, dialog)
    assert held() is table
    pick_below(qtbot, table, 1)
    assert "Mary" in [turn.label for turn in doubt().transcript.turns if turn.role is Role.OTHER]
    press(KEY.Key_Space)
    qtbot.waitUntil(lambda: "Mary" not in doubt().transcript.labels)
    read_all(qtbot, dialog)

    # Lines are told by figures, and by the menu.
    lines = pane.lines
    tab_to(lines.view)
    press(KEY.Key_End)
    press(KEY.Key_Up)
    press(KEY.Key_1)
    qtbot.waitUntil(lambda: "Mary" in doubt().transcript.labels)
    read_all(qtbot, dialog)
    for key, use in (
        (KEY.Key_3, LineUse.DETAIL), (KEY.Key_4, LineUse.REMARK), (KEY.Key_5, LineUse.LEFT_OUT),
        (KEY.Key_2, LineUse.SPEECH),
    ):  # fmt: skip
        press(KEY.Key_End)
        press(key)
        qtbot.waitUntil(lambda use=use: lines.model.lines[-1].use is use)  # type: ignore[misc]
        read_all(qtbot, dialog)
        assert held() is lines.view
    press(KEY.Key_T, ALT)
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    assert menu is not None
    press(KEY.Key_Escape)
    qtbot.waitUntil(lambda: not menu.isVisible())
    come_back(qtbot, dialog)
    assert held().window() is dialog

    # The encoding.
    press(KEY.Key_C, ALT)
    qtbot.waitUntil(lambda: dialog.findChild(EncodingDialog) is not None, timeout=30_000)
    chooser = dialog.findChild(EncodingDialog)
    assert isinstance(chooser, EncodingDialog)
    qtbot.waitUntil(chooser.isActiveWindow)
    chosen = chooser.encoding
    tab_to(chooser.table)
    press(KEY.Key_Return)
    come_back(qtbot, dialog)
    qtbot.waitUntil(lambda: doubt().read_as.encoding == chosen)
    read_all(qtbot, dialog)
    assert held().window() is dialog

    # A codebook with columns of foreign names.
    go_to(dialog, "codes.csv")
    columns = pane.columns
    tab_to(columns.use)
    assert columns.use.value is TableUse.CODEBOOK
    tab_to(columns.table)
    press(KEY.Key_Home, CTRL)
    press(KEY.Key_Down, times=2)
    before = dialog.state.tables[0].uses[2]
    choices = dialog.state.tables[0].choices
    pick_below(qtbot, columns.table, choices.index(ColumnUse.EXAMPLES) - choices.index(before))
    assert dialog.state.tables[0].uses[2] is ColumnUse.EXAMPLES

    # What becomes of the changed file.
    go_to(dialog, "FG9.txt")
    for key, again in ((KEY.Key_D, Again.ADD), (KEY.Key_V, Again.SKIP), (KEY.Key_R, Again.REPLACE)):
        press(key, ALT)
        qtbot.waitUntil(lambda again=again: dialog.state.files[dialog.table.row].again is again)  # type: ignore[misc]
        held()

    tab_to(dialog.button)
    with qtbot.waitSignal(dialog.imported, timeout=15_000):
        press(KEY.Key_Return)
    names = {row.name for row in session.study.transcripts.values()}
    assert {"FG9", "plain", "doubt"} <= names
    fg9 = session.study.transcript_named("FG9")
    assert "whatever" in session.study.text(fg9.id)
    assert "Firms" in {code.name for code in session.study.codes.values()}
    come_back(qtbot, window)
    held()


def test_tab_reaches_all_that_is_shown_and_letters_are_given_once(
    qtbot: QtBot, dialog: ImportDialog, files: list[Path]
) -> None:
    captions = files[0].parent / "talk.vtt"
    captions.write_text("WEBVTT\n\n00:01.000 --> 00:03.000\nhello there\n\n00:04.000 --> 00:09.000\nyes\n")
    dialog.read([*files, captions])
    qtbot.waitUntil(lambda: len(dialog.state.rows) == len(files) + 1, timeout=15_000)
    read_all(qtbot, dialog)
    for place, row in enumerate(dialog.state.rows):
        dialog.table.setFocus()
        dialog.table.setCurrentIndex(dialog.table.model().index(place, 0))
        widgets = [widget for widget in dialog.findChildren(QWidget) if widget.isVisible()]
        letters = Counter(
            QKeySequence.mnemonic(widget.text()).toString()
            for widget in widgets
            if isinstance(widget, QAbstractButton | QLabel)
        )
        assert [key for key, count in letters.items() if key and count > 1] == [], row.name
        wanted = {
            widget
            for widget in widgets
            if widget.isEnabled()
            and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            and widget.accessibleName()
        }
        reached: set[QWidget] = set()
        while held() not in reached:
            reached.add(held())
            press(KEY.Key_Tab)
        assert wanted <= reached, row.name
        assert dialog.table.row == place
        assert held() is dialog.table


def test_the_keyboard_is_somewhere_when_the_last_file_is_taken_out(
    qtbot: QtBot, dialog: ImportDialog, files: list[Path]
) -> None:
    dialog.read(files[:1])
    qtbot.waitUntil(lambda: len(dialog.state.rows) == 1, timeout=15_000)
    read_all(qtbot, dialog)
    press(KEY.Key_Delete)
    assert dialog.state.rows == ()
    press(KEY.Key_Return)
    assert dialog.findChild(QFileDialog) is not None


def test_enter_beside_the_button_imports_nothing_and_leads_there(
    qtbot: QtBot, dialog: ImportDialog, files: list[Path], session: Session
) -> None:
    dialog.activateWindow()
    dialog.read(files)
    qtbot.waitUntil(lambda: len(dialog.state.rows) == len(files), timeout=15_000)
    read_all(qtbot, dialog)
    before = session.study
    go_to(dialog, "doubt.txt")
    for part in (dialog.table, dialog.pane.speakers.table, dialog.pane.lines.view):
        tab_to(part)
        press(KEY.Key_Return)
        assert dialog.stop.isHidden(), "nothing is being imported"
        assert held() is dialog.button
    assert (session.study, dialog.isVisible()) == (before, True)
    with qtbot.waitSignal(dialog.imported, timeout=15_000):
        press(KEY.Key_Return)
