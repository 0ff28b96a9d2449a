"""The import window with real drops, clicks and keys.

Tests as well: ``project.importing.file_kinds``, ``importing.columns``, ``importing.details``,
``importing.details_pane``, ``importing.list_and_details``, ``importing.preview``,
``importing.scroll_safe_combo_box``, ``importing.speakers``, ``ui.widgets.drop_area``.
"""

import csv
import io
import multiprocessing
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from time import monotonic

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from qualcode.model.change import ChangeSet
from qualcode.model.errors import QualcodeError
from qualcode.model.study import Study
from qualcode.model.transcript import Role, TranscriptKind
from qualcode.project.importing.table_uses import ColumnUse, TableUse
from qualcode.ui.dialogs.import_transcripts import ImportDialog
from qualcode.ui.dialogs.importing.lines_model import LINE, SPEAKER
from qualcode.ui.dialogs.importing.scroll_safe_combo_box import ScrollSafeComboBox
from qualcode.ui.session.background import Background
from qualcode.ui.session.preferences import Preferences
from qualcode.ui.session.session import Session
from qualcode.ui.widgets.scrolled import Scrolled
from tests.ui.dialogs.material_for_import import PEOPLE, SAMPLES, SURVEY, folder_of

LEFT = Qt.MouseButton.LeftButton
KEY = Qt.Key


def drop(target: QWidget, paths: list[Path]) -> None:
    """Drop files as a file manager does."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    action, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(20, 20), action, data, LEFT, none)
    QApplication.sendEvent(target, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(target, QDropEvent(QPointF(20, 20), action, data, LEFT, none))


def read(qtbot: QtBot, dialog: ImportDialog, *paths: Path) -> None:
    drop(dialog.drop_area if dialog.drop_area.isVisible() else dialog, list(paths))
    assert dialog.stop.isVisible()
    qtbot.waitUntil(lambda: not dialog.stop.isVisible(), timeout=60_000)


def choose(dialog: ImportDialog, name: str) -> None:
    """Click a row of the list."""
    place = [row.name for row in dialog.state.rows].index(name)
    item = dialog.table.topLevelItem(place)
    assert item is not None
    dialog.table.scrollToItem(item)
    rect = dialog.table.visualItemRect(item)
    QTest.mouseClick(dialog.table.viewport(), LEFT, pos=QPoint(rect.left() + 120, rect.center().y()))
    assert dialog.table.row == place


def pick(box: QWidget | None, value: object) -> None:
    """Choose in a box by keyboard."""
    assert isinstance(box, ScrollSafeComboBox)
    box.setFocus()
    steps = box.values.index(value) - box.currentIndex()
    for _ in range(abs(steps)):
        QTest.keyClick(box, KEY.Key_Down if steps > 0 else KEY.Key_Up)
    assert box.value == value


def press_import(qtbot: QtBot, dialog: ImportDialog) -> str:
    with qtbot.waitSignal(dialog.imported, timeout=30_000) as told:
        QTest.mouseClick(dialog.button, LEFT)
    assert told.args is not None
    return str(told.args[1])


def rename(qtbot: QtBot, dialog: ImportDialog, old: str, new: str) -> None:
    """Type over a speaker's name."""
    table = dialog.pane.speakers.table
    (item,) = table.findItems(old, Qt.MatchFlag.MatchExactly)
    table.setCurrentItem(item)
    table.setFocus()
    QTest.keyClick(table, KEY.Key_F2)
    field = table.findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    field.selectAll()
    QTest.keyClicks(field, new)
    QTest.keyClick(field, KEY.Key_Return)
    qtbot.waitUntil(lambda: old not in labels_now(dialog))


def labels_now(dialog: ImportDialog) -> dict[str, int]:
    return dialog.state.files[dialog.table.row].transcript.labels


def labels_of(study: Study, name: str) -> set[str]:
    return {turn.label for turn in study.turns_of(study.transcript_named(name).id) if turn.label}


def test_a_folder_is_dropped_settled_imported_and_undone(
    qtbot: QtBot, dialog: ImportDialog, session: Session, tmp_path: Path
) -> None:
    before = session.study
    read(qtbot, dialog, folder_of(tmp_path))
    assert dialog.button.text() == "Import 7 transcripts"
    assert [file.name for file in dialog.state.refused] == ["broken.docx"]
    assert [file.name for file in dialog.state.files if file.repeat] == ["Kofi again.txt"]
    choose(dialog, "mixed.txt")
    (proposal,) = dialog.pane.speakers.proposals
    QTest.mouseClick(proposal, LEFT)
    assert labels_now(dialog) == {"Interviewer": 3, "P1": 4, "P2": 2}
    rename(qtbot, dialog, "P2", "Ben")
    rename(qtbot, dialog, "Interviewer", "HK")
    row = list(labels_now(dialog)).index("Ben")
    pick(dialog.pane.speakers.table.cellWidget(row, 1), Role.OTHER)
    shown = dialog.pane.lines.model
    lines = [[shown.data(shown.index(row, at)) for at in (SPEAKER, LINE)] for row in range(shown.rowCount())]
    assert ["P1", "Twice."] in lines
    assert ["Ben", "The same for me, only worse."] in lines
    item = dialog.pane.details.list.item(1)
    item.setCheckState(Qt.CheckState.Unchecked)
    said = press_import(qtbot, dialog)
    assert said == "Imported 7 transcripts. 1 file could not be imported."
    after = session.study
    assert len(after.transcripts) == len(before.transcripts) + 7
    assert labels_of(after, "mixed") == {"HK", "P1", "Ben"}
    mixed = after.transcript_named("mixed")
    assert [value.value for value in after.values_of(mixed.id).values()] == ["3 March 2021"]
    assert {turn.role for turn in after.turns_of(mixed.id) if turn.label == "Ben"} == {Role.OTHER}
    session.undo()
    assert session.study.at_step(0) == before.at_step(0)


def test_speakers_are_changed_in_all_files_and_taken_back(
    qtbot: QtBot, dialog: ImportDialog, tmp_path: Path
) -> None:
    for name in ("INT01 Ruth.docx", "INT04 Imran.rtf"):
        shutil.copy(SAMPLES / name, tmp_path)
    read(qtbot, dialog, tmp_path / "INT01 Ruth.docx")
    read(qtbot, dialog, tmp_path / "INT04 Imran.rtf")
    QTest.mouseClick(dialog.pane.speakers.everywhere, LEFT, pos=QPoint(8, 8))
    rename(qtbot, dialog, "Interviewer", "LT")
    assert [list(file.transcript.labels) for file in dialog.state.files] == [["LT", "Ruth"], ["LT", "Imran"]]
    dialog.pane.speakers.table.selectAll()
    QTest.mouseClick(dialog.pane.speakers.merge, LEFT)
    assert [list(file.transcript.labels) for file in dialog.state.files] == [["LT"], ["LT", "Imran"]]
    QTest.mouseClick(dialog.pane.speakers.as_read, LEFT)
    assert all(file.transcript.turns == file.original.turns for file in dialog.state.files)


def test_kind_by_keyboard_ticks_and_delete(qtbot: QtBot, dialog: ImportDialog, tmp_path: Path) -> None:
    read(qtbot, dialog, folder_of(tmp_path))
    item = dialog.table.topLevelItem(0)
    assert item is not None
    pick(dialog.table.itemWidget(item, 1), TranscriptKind.OTHER)
    assert dialog.state.files[0].transcript.kind is TranscriptKind.OTHER
    dialog.table.setFocus()
    choose(dialog, "Kofi again.txt")
    QTest.keyClick(dialog.table, KEY.Key_Space)
    assert dialog.button.text() == "Import 8 transcripts"
    QTest.keyClick(dialog.table, KEY.Key_Delete)
    assert dialog.button.text() == "Import 7 transcripts"
    assert "Kofi again.txt" not in [row.name for row in dialog.state.rows]


def test_what_is_imported_already_is_skipped(
    qtbot: QtBot, dialog: ImportDialog, session: Session, background: Background, preferences: Preferences
) -> None:
    read(qtbot, dialog, SAMPLES / "INT02 Kofi.txt")
    press_import(qtbot, dialog)
    assert not dialog.isVisible()
    again = ImportDialog(session, background, preferences)
    again.open()
    read(qtbot, again, SAMPLES / "INT02 Kofi.txt")
    assert not again.button.isEnabled()
    assert again.state.files[0].repeat == "Imported already as “INT02 Kofi”."
    again.reject()


def test_stopping_is_quick_and_leaves_nothing(
    qtbot: QtBot, dialog: ImportDialog, session: Session, tmp_path: Path
) -> None:
    before = session.study
    for number in range(60):
        shutil.copy(SAMPLES / "INT05 Dawn.pdf", tmp_path / f"{number}.pdf")
    drop(dialog, [tmp_path])
    qtbot.waitUntil(lambda: dialog.progress.value() > 0, timeout=30_000)
    started = monotonic()
    QTest.mouseClick(dialog.stop, LEFT)
    qtbot.waitUntil(lambda: not dialog.stop.isVisible())
    assert monotonic() - started < 1
    assert multiprocessing.active_children() == []
    assert dialog.state.rows == ()
    assert session.study is before
    # Files that come while others are read wait for their turn.
    drop(dialog, [tmp_path / "1.pdf"])
    drop(dialog, [SAMPLES / "INT02 Kofi.txt"])
    qtbot.waitUntil(lambda: len(dialog.state.files) == 2, timeout=30_000)


def test_closing_the_window_while_files_are_read(
    qtbot: QtBot, dialog: ImportDialog, background: Background, tmp_path: Path
) -> None:
    for number in range(60):
        shutil.copy(SAMPLES / "INT05 Dawn.pdf", tmp_path / f"{number}.pdf")
    drop(dialog, [tmp_path])
    QTest.keyClick(dialog, KEY.Key_Escape)
    qtbot.waitUntil(lambda: not background.busy, timeout=2000)
    assert dialog.state.rows == ()


def test_a_survey_and_a_data_list_in_place(
    qtbot: QtBot, dialog: ImportDialog, session: Session, tmp_path: Path
) -> None:
    (tmp_path / "poll.csv").write_text(SURVEY, "utf-8")
    (tmp_path / "people.csv").write_text(PEOPLE, "utf-8")
    read(qtbot, dialog, tmp_path / "poll.csv", tmp_path / "people.csv")
    assert dialog.button.text() == "Import 2 transcripts and 1 data list"
    choose(dialog, "people.csv")
    columns = dialog.pane.columns
    pick(columns.table.cellWidget(1, 1), ColumnUse.NUMBER)
    item = columns.table.item(1, 2)
    assert item is not None
    assert item.text() == "One value does not fit and will be left out: “n/a”"
    choose(dialog, "poll.csv")
    assert "told the doctor" in dialog.pane.preview.text.toPlainText()
    pick(columns.layout_, columns.layout_.values[1])
    pick(columns.table.cellWidget(2, 1), ColumnUse.LEAVE_OUT)
    assert dialog.button.text() == "Import 4 transcripts and 1 data list"
    pick(columns.use, TableUse.PARTICIPANTS)
    assert dialog.button.text() == "Import 2 data lists"
    pick(columns.use, TableUse.SURVEY)
    pick(columns.identifier, -1)
    before = session.study
    assert press_import(qtbot, dialog) == "Imported 4 transcripts and 1 data list."
    ages = [row for row in session.study.attributes_in_order if row.name == "age"]
    assert [str(row.type) for row in ages] == ["number"]
    session.undo()
    assert session.study.at_step(0) == before.at_step(0)


def test_a_data_list_that_changes_nothing_is_told(
    qtbot: QtBot, dialog: ImportDialog, session: Session, tmp_path: Path
) -> None:
    (tmp_path / "people.csv").write_text(PEOPLE, "utf-8")
    read(qtbot, dialog, tmp_path / "people.csv")
    press_import(qtbot, dialog)
    before = session.study
    dialog.open()
    read(qtbot, dialog, tmp_path / "people.csv")
    QTest.mouseClick(dialog.button, LEFT)
    qtbot.waitUntil(lambda: dialog._summary.text().startswith("Nothing was changed"))
    assert session.study is before


def test_what_failed_stays_and_can_be_saved(
    qtbot: QtBot, dialog: ImportDialog, session: Session, tmp_path: Path
) -> None:
    read(qtbot, dialog, folder_of(tmp_path))
    press_import(qtbot, dialog)
    assert dialog.isVisible()
    assert [row.name for row in dialog.state.rows] == ["broken.docx"]
    QTest.mouseClick(dialog.save, LEFT)
    chooser = dialog.findChild(QFileDialog)
    assert isinstance(chooser, QFileDialog)
    chooser.selectFile(str(tmp_path / "list.csv"))
    chooser.accept()
    with (tmp_path / "list.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream))
    assert rows[0] == ["file", "reason"]
    assert rows[1][0] == "broken.docx"
    assert rows[1][1].endswith(".")
    dialog.save_list(tmp_path / "nowhere" / "list.csv")
    assert dialog.button.text() == "Close"
    QTest.mouseClick(dialog.button, LEFT)
    assert not dialog.isVisible()


def test_a_bomb_ends_in_a_sentence(qtbot: QtBot, dialog: ImportDialog, tmp_path: Path) -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "' + b"x" * 1000 + b'">]><a>&a;</a>'
    (tmp_path / "bomb.docx").write_bytes(_word_file(bomb))
    read(qtbot, dialog, tmp_path / "bomb.docx")
    (refused,) = dialog.state.refused
    assert refused.reason.endswith(".")
    assert not dialog.button.isEnabled()


def _word_file(document: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("[Content_Types].xml", b"<Types/>")
        package.writestr("word/document.xml", document)
    return stream.getvalue()


def test_a_refusal_of_the_project_is_told_and_nothing_is_lost(
    qtbot: QtBot, dialog: ImportDialog, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise QualcodeError("The disk is full.")

    read(qtbot, dialog, SAMPLES / "INT02 Kofi.txt")
    monkeypatch.setattr(session.project, "save", refuse)
    with qtbot.waitSignal(session.refused):
        QTest.mouseClick(dialog.button, LEFT)
    assert dialog.isVisible()
    assert dialog._summary.text().startswith("The disk is full.")
    assert dialog.button.text() == "Import 1 transcript"


def test_what_is_dropped_while_an_import_is_saved_is_read_afterwards(
    qtbot: QtBot, dialog: ImportDialog, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[Callable[..., ChangeSet], Callable[..., object]]] = []
    monkeypatch.setattr(session, "carry_out", lambda intent, then, _failed: asked.append((intent, then)))
    read(qtbot, dialog, SAMPLES / "INT02 Kofi.txt")
    QTest.mouseClick(dialog.button, LEFT)
    qtbot.waitUntil(lambda: bool(asked))
    assert not dialog.button.isEnabled()
    dialog.read([SAMPLES / "INT01 Ruth.docx"])
    intent, then = asked[0]
    then(session.do(lambda: intent(session.study)))
    qtbot.waitUntil(lambda: dialog.button.text() == "Import 1 transcript" and dialog.button.isEnabled())
    assert [file.name for file in dialog.state.files] == ["INT01 Ruth.docx"]
    assert "INT02 Kofi" in {row.name for row in session.study.transcripts.values()}


def test_everything_has_a_name_and_is_reached_by_tab(
    qtbot: QtBot, dialog: ImportDialog, tmp_path: Path
) -> None:
    read(qtbot, dialog, folder_of(tmp_path))
    for box in dialog.findChildren(ScrollSafeComboBox):
        assert box.accessibleName()
    reached: set[QWidget] = set()
    widget: QWidget | None = dialog.more
    while widget is not None and widget not in reached:
        reached.add(widget)
        widget = widget.nextInFocusChain()
    speakers = dialog.pane.speakers
    wanted = {dialog.more, dialog.folder, dialog.table, speakers.table, speakers.everywhere}
    assert wanted | {dialog.pane.details.list, dialog.pane.lines.view, dialog.button} <= reached


@pytest.mark.parametrize("size", [(1280, 720), (853, 480), (640, 360)], ids=str)
def test_a_few_speakers_are_seen_whole_on_a_small_screen(
    qtbot: QtBot, dialog: ImportDialog, tmp_path: Path, size: tuple[int, int]
) -> None:
    """1280x720 at 100, 150 and 200 %."""
    talk = tmp_path / "talk.txt"
    talk.write_text("".join(f"{name}: Yes.\nMOD: And?\n" for name in ("P1", "P2", "P3", "P4") * 2), "utf-8")
    dialog.resize(*size)
    read(qtbot, dialog, talk)
    choose(dialog, "talk.txt")
    speakers = dialog.pane.speakers
    qtbot.waitUntil(lambda: speakers.table.rowCount() == 5)
    room = speakers.table.viewport().rect()
    rows = [speakers.table.visualRect(speakers.table.model().index(row, 0)) for row in range(5)]
    assert len([each for each in rows if room.contains(each)]) >= 3
    # Nothing lies over anything else: what is below them has its own room.
    qtbot.waitUntil(lambda: speakers.table.geometry().bottom() < speakers.merge.geometry().top())


def test_in_a_low_window_the_list_has_the_room_and_tab_leads_to_what_is_below_it(
    qtbot: QtBot, dialog: ImportDialog, tmp_path: Path
) -> None:
    """At 1280x720 and 200 % the screen has 640 by 360 pixels."""
    dialog.resize(640, 360)
    read(qtbot, dialog, folder_of(tmp_path))
    table = dialog.table
    rows = [table.visualRect(table.model().index(row, 0)) for row in range(len(dialog.state.rows))]
    seen = [rect for rect in rows if rect.top() >= 0 and rect.bottom() < table.viewport().height()]
    assert len(seen) >= 6
    choose(dialog, "mixed.txt")
    marking = dialog.pane.marking.marking
    assert not _is_seen(marking, dialog)
    dialog.activateWindow()
    dialog.table.setFocus()
    for _ in range(12):
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
        if dialog.focusWidget() is marking:
            break
    assert dialog.focusWidget() is marking
    assert _is_seen(marking, dialog)
    # With more room both are there, and nothing is scrolled.
    dialog.resize(1100, 700)
    qtbot.waitUntil(lambda: _is_seen(marking, dialog) and _is_seen(dialog.table, dialog))


def _is_seen(part: QWidget, dialog: ImportDialog) -> bool:
    """Whether all of a widget is seen."""
    return bool(part.visibleRegion().boundingRect() == part.rect()) and dialog.isVisible()


def test_in_a_low_window_a_short_list_leaves_its_room_to_the_details(
    qtbot: QtBot, dialog: ImportDialog, tmp_path: Path
) -> None:
    (tmp_path / "one.txt").write_text("MOD: How did that feel?\nP1: They assume a lot.\n", "utf-8")
    dialog.resize(640, 360)
    read(qtbot, dialog, tmp_path / "one.txt")
    table = dialog.table
    assert table.visualRect(table.model().index(0, 0)).bottom() < table.viewport().height()
    qtbot.waitUntil(lambda: _is_seen(dialog.pane.marking.marking, dialog))
    # Nothing in them is scrolled by itself.
    around = next(area for area in dialog.findChildren(Scrolled) if area.widget() is dialog.pane)
    assert not around.verticalScrollBar().isVisible()
