"""The list of the import window: hundreds of files come in turns, and only what changed is shown again.

Tests: ``importing.file_list``.
"""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from qualcode.importers.reading import transcript_of
from qualcode.model.transcript import Role, TranscriptKind
from qualcode.project.importing.listed import RefusedFile, listed
from qualcode.project.importing.sources import FoundSources
from qualcode.project.importing.state import ImportState
from qualcode.ui.dialogs.importing.file_list import FileList

MANY = 90


def state() -> ImportState:
    files = [
        listed(transcript_of(f"MOD: And {place}?\nP1: Yes.\nP1: No.\n".encode(), f"FG{place:02}.txt"))
        for place in range(MANY)
    ]
    return ImportState().with_more(
        FoundSources(tuple(files), (), (RefusedFile("broken.docx", "It is broken."),))
    )


def words(list_: FileList, row: int) -> list[str]:
    item = list_.topLevelItem(row)
    assert item is not None
    return [item.text(column) for column in range(list_.columnCount())]


def test_many_files_come_in_turns(qtbot: QtBot) -> None:
    list_, told = FileList(), []
    qtbot.addWidget(list_)
    list_.wanted_changed.connect(lambda *change: told.append(change))
    list_.show_state(state())
    assert list_.topLevelItemCount() == MANY + 1
    assert words(list_, 0)[0] == "FG00.txt"
    assert words(list_, MANY)[0] == ""
    qtbot.waitUntil(lambda: words(list_, MANY)[0] == "broken.docx")
    assert words(list_, MANY - 1)[3] == "MOD (1, interviewer), P1 (2)"
    assert not told


def test_a_change_on_the_way_is_not_lost(qtbot: QtBot) -> None:
    list_, first = FileList(), state()
    qtbot.addWidget(list_)
    list_.show_state(first)
    list_.show_state(first.with_kind(MANY - 1, TranscriptKind.INTERVIEW).wanting(3, wanted=False))
    qtbot.waitUntil(lambda: words(list_, MANY)[0] == "broken.docx")
    item, last = list_.topLevelItem(3), list_.topLevelItem(MANY - 1)
    assert item is not None
    assert last is not None
    assert item.checkState(0) is Qt.CheckState.Unchecked
    box = list_.itemWidget(last, 1)
    assert isinstance(box, QComboBox)
    assert box.currentText() == "Interview"


def of_many_speakers(notes: str) -> ImportState:
    said = "MOD: Well?\n" + "".join(f"P{place}: Yes.\nP{place}: No.\n" for place in range(1, 13))
    file = listed(transcript_of(said.encode(), "FG.txt"))
    refused = (RefusedFile("broken.docx", notes),) if notes else ()
    return ImportState().with_more(FoundSources((file,), (), refused))


def test_speakers_have_the_room_that_notes_do_not_need(qtbot: QtBot) -> None:
    list_ = FileList()
    qtbot.addWidget(list_)
    list_.resize(1240, 300)
    list_.show()
    list_.show_state(of_many_speakers(""))
    qtbot.waitUntil(lambda: words(list_, 0)[0] == "FG.txt")
    qtbot.waitUntil(lambda: list_.columnWidth(3) > 260, timeout=5000)
    alone, notes = list_.columnWidth(3), list_.columnWidth(5)
    assert notes <= 120
    list_.show_state(of_many_speakers("It could not be read. " * 12))
    qtbot.waitUntil(lambda: words(list_, 1)[0] == "broken.docx")
    assert 260 <= list_.columnWidth(3) < alone
    assert list_.columnWidth(5) > notes
    list_.setColumnWidth(3, 200)
    list_.resize(1100, 300)
    assert list_.columnWidth(3) == 200


def test_what_is_doubtful_comes_first_in_the_notes(qtbot: QtBot) -> None:
    list_ = FileList()
    qtbot.addWidget(list_)
    text = "[00:01] MOD: And?\n[00:05] P1: Yes.\n[00:09] P1: No.\n"
    files = [
        listed(transcript_of(text.replace("P1", name).encode(), f"{name}.txt")) for name in ("Kai", "Mo")
    ]
    first = ImportState().with_more(FoundSources(tuple(files)))
    told = first.with_role(0, "MOD", Role.INTERVIEWER, everywhere=False)
    told = told.with_role(1, "MOD", Role.PARTICIPANT, everywhere=False)
    list_.show_state(told)
    qtbot.waitUntil(lambda: words(list_, 1)[0] == "Mo.txt")
    assert words(list_, 1)[4] == "Doubtful"
    assert words(list_, 1)[5].startswith("MOD is a participant here and an interviewer in 1 other file.")
    assert "Times" in words(list_, 1)[5]


def test_in_a_narrow_window_names_give_way_to_notes(qtbot: QtBot) -> None:
    list_ = FileList()
    qtbot.addWidget(list_)
    list_.resize(820, 300)
    list_.show()
    list_.show_state(of_many_speakers("It could not be read."))
    qtbot.waitUntil(lambda: words(list_, 1)[0] == "broken.docx")
    qtbot.waitUntil(lambda: list_.columnWidth(0) < 215)
    assert list_.columnWidth(0) >= 110
    assert list_.columnViewportPosition(5) + 90 <= list_.viewport().width()
    list_.resize(1400, 300)
    assert list_.columnWidth(0) == 215
