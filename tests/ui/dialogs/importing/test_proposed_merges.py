"""What is proposed as one speaker can be read before it is taken, and that of the file at hand first.

Tests: ``ui.dialogs.importing.speakers``.
"""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qualcode.ui.dialogs.import_transcripts import ImportDialog
from tests.ui.dialogs.test_import_transcripts import choose, labels_now, read

PEOPLE = ("Ada Lind", "Bert Holm", "Cleo Wirth", "Dora Maas", "Emil Rask", "Finn Oster")


def test_all_that_is_merged_at_once_can_be_read_and_that_of_the_file_is_first(
    qtbot: QtBot, dialog: ImportDialog, tmp_path: Path
) -> None:
    files = []
    for number, name in enumerate(PEOPLE):
        for spelling in (name, name.upper()):
            files.append(tmp_path / f"{number} {spelling.split()[0]}.txt")
            lines = [f"Interviewer: And on day {day}?\n{spelling}: It went on.\n" for day in range(3)]
            files[-1].write_text("".join(lines))
    read(qtbot, dialog, *files)
    speakers = dialog.pane.speakers

    speakers.everywhere.click()
    for number, name in ((5, "Finn Oster"), (0, "Ada Lind")):
        choose(dialog, f"{number} {name.split()[0]}.txt")
        every, first, *_ = speakers.proposals
        assert every.text().startswith("Merge all 6 spellings")
        told = every.toolTip().split("\n")
        assert len(told) == len(PEOPLE)
        assert every.accessibleDescription() == every.toolTip()
        assert all(any(person.upper() in line for line in told) for person in PEOPLE)
        assert first.toolTip() in told
        assert name in first.toolTip() or name.upper() in first.toolTip()
    QTest.mouseClick(speakers.proposals[0], Qt.MouseButton.LeftButton)
    assert len({*labels_now(dialog)}) == 2
    assert all(
        len({label.casefold() for label in file.transcript.labels}) == 2 for file in dialog.state.files
    )
    assert speakers.proposals == []
