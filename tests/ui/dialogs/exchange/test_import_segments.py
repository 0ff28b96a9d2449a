"""A spreadsheet of coded segments in the window: columns are chosen, rows found, and the rest is saved."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qualcode.model.results.segment_rows import SegmentPart
from qualcode.ui.dialogs.exchange.import_segments import ImportSegmentsDialog
from qualcode.ui.shell.main_window import MainWindow

ROWS = (
    "FG1,They just assume that you must be poor,poverty,CD\nFG1,This was never said by anybody,poverty,CD\n"
)


def dialog_of(qtbot: QtBot, window: MainWindow, path: Path) -> ImportSegmentsDialog:
    window.exchange.read(path)

    def there() -> bool:
        found = window.findChild(ImportSegmentsDialog)
        return found is not None and found.found is not None

    qtbot.waitUntil(there, timeout=20_000)
    dialog = window.findChild(ImportSegmentsDialog)
    assert dialog is not None
    return dialog


def sections(dialog: ImportSegmentsDialog) -> list[str]:
    items = (dialog.list.topLevelItem(place) for place in range(dialog.list.topLevelItemCount()))
    return [item.text(0) for item in items if item is not None]


def test_segments_are_shown_and_imported_by_keyboard(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "coded.csv"
    path.write_text(f"Document,Segment,Code,Coder\n{ROWS}", encoding="utf-8")
    assert window.session is not None
    session = window.session
    before = session.study.coding_count
    dialog = dialog_of(qtbot, window, path)
    assert dialog.words.text() == "One segment will be coded. Left out: 1 segment."
    assert sections(dialog) == ["Included", "Left out", "Segments left out (1)"]
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: session.study.coding_count == before + 1)
    assert session.study.code_named("poverty").codable
    window.actions_["edit.undo"].trigger()
    qtbot.waitUntil(lambda: session.study.coding_count == before)


def test_columns_are_chosen_where_their_titles_say_nothing(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "coded.csv"
    path.write_text(f"A,B,C,D\n{ROWS}", encoding="utf-8")
    window.exchange.read(path)
    qtbot.waitUntil(lambda: window.findChild(ImportSegmentsDialog) is not None, timeout=20_000)
    dialog = window.findChild(ImportSegmentsDialog)
    assert dialog is not None
    assert dialog.words.text() == "Choose the column that holds the words of the segments."
    assert not dialog.button.isEnabled()
    for part, place in ((SegmentPart.DOCUMENT, 1), (SegmentPart.WORDS, 2), (SegmentPart.CODE, 3)):
        dialog.boxes[part].setCurrentIndex(place)
    qtbot.waitUntil(lambda: dialog.found is not None, timeout=20_000)
    assert dialog.button.isEnabled()
    dialog.boxes[SegmentPart.MEMO].setCurrentIndex(3)
    assert dialog.boxes[SegmentPart.CODE].chosen is None
    assert dialog.words.text() == "Choose the column that holds the codes."
    dialog.likeness.setValue(60)
    dialog.boxes[SegmentPart.CODE].setCurrentIndex(3)
    qtbot.waitUntil(lambda: dialog.found is not None, timeout=20_000)
    assert dialog.choices.likeness == 60
    dialog.reject()


def test_a_column_for_each_code_is_told_where_codes_are_chosen(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "dedoose.csv"
    path.write_text(
        "Media Title,Excerpt Copy,Excerpt Creator,"
        "Code: poverty Applied,Code: poverty Weight,Code: x Applied\n"
        "FG1,They just assume that you must be poor,CD,True,3,False\n",
        encoding="utf-8",
    )
    dialog = dialog_of(qtbot, window, path)
    assert dialog.boxes[SegmentPart.CODE].currentText() == "(2 columns of codes)"
    assert dialog.boxes[SegmentPart.WEIGHT].currentText() == "(1 column of codes)"
    assert dialog.words.text() == "One segment will be coded."
    dialog.boxes[SegmentPart.CODE].setCurrentIndex(3)
    assert dialog.boxes[SegmentPart.CODE].currentText() == "Excerpt Creator"
    dialog.boxes[SegmentPart.CODE].setCurrentIndex(0)
    assert dialog.boxes[SegmentPart.CODE].currentText() == "(none)"
    dialog.reject()
