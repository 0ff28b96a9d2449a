"""A changed file, an encoding in doubt and captions in the import window, by mouse and keys.

Tests as well: ``encoding``, ``kept_choices``, ``name_pattern``, ``reading_form``, ``replacing``,
``speakers``.
"""

import zipfile
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QStyle, QStyleOptionComboBox
from pytestqt.qtbot import QtBot

from qualcode.importers.reading import transcript_of
from qualcode.model.span import Span
from qualcode.model.transcript import ReadTranscript
from qualcode.model.transcripts.reading_choices import CaptionLines, ReadingChoices
from qualcode.operations.coders import ensure_coder
from qualcode.operations.codes.codebook import add_code
from qualcode.operations.codings.coding import apply_code
from qualcode.operations.transcripts.documents import add_transcripts
from qualcode.operations.transcripts.remembered_readings import remembered_reading
from qualcode.project.importing.listed import Again
from qualcode.project.importing.state import Reach
from qualcode.ui.dialogs.import_transcripts import ImportDialog
from qualcode.ui.dialogs.importing.encoding import EncodingDialog
from qualcode.ui.dialogs.importing.name_pattern import NamePatternDialog
from qualcode.ui.dialogs.importing.speakers import Speakers
from qualcode.ui.session.preferences import Preferences
from qualcode.ui.session.session import Session
from qualcode.ui.widgets.scrolled import Scrolled
from tests.ui.dialogs.test_import_transcripts import choose, pick, press_import, read

LEFT = Qt.MouseButton.LeftButton
TALK = (
    "Interviewer: How did it begin for you?\n"
    "P1: With a letter nobody could read.\n"
    "Interviewer: And what did you do then?\n"
    "P2: I rang them twice a week for months.\n"
)


def of(text: str) -> ReadTranscript:
    return transcript_of(text.encode(), "FG9.txt")


@pytest.fixture
def coded(session: Session) -> Session:
    """A project with a transcript of two codings."""
    session.do(lambda: add_transcripts(session.study, [of(TALK)]).change)
    session.do(lambda: add_code(session.study, "delay")[1])
    session.do(lambda: ensure_coder(session.study, "XY")[1])
    fg9, code = session.study.transcript_named("FG9"), session.study.code_named("delay")
    coder = session.study.coder_named("XY")
    for words in ("nobody could read", "twice a week"):
        span = Span(TALK.index(words), TALK.index(words) + len(words))
        session.do(partial(apply_code, session.study, code.id, fg9.id, span, coder.id))
    return session


@pytest.fixture
def changed(coded: Session, tmp_path: Path) -> Path:
    path = tmp_path / "FG9.txt"
    path.write_text(TALK.replace(" twice a week", "").replace("With a letter", "With one letter"), "utf-8")
    assert coded.study is not None
    return path


def quotes(session: Session) -> list[str]:
    fg9 = session.study.transcript_named("FG9")
    return [session.study.quoted(fg9.id, row.span) for row in session.study.codings_of(fg9.id)]


def test_a_changed_file_is_left_until_something_is_chosen(
    qtbot: QtBot, changed: Path, dialog: ImportDialog
) -> None:
    read(qtbot, dialog, changed)
    (file,) = dialog.state.files
    assert not file.wanted
    assert "“FG9” is in this project and has 2 codings. Its file differs in 2 lines." in file.notes
    assert dialog.pane.changed_file.isVisible()
    assert dialog.pane.changed_file.buttons[Again.SKIP].isChecked()
    assert not dialog.button.isEnabled()


def test_replacing_lists_what_would_change_and_is_one_step(
    qtbot: QtBot, changed: Path, dialog: ImportDialog, coded: Session
) -> None:
    read(qtbot, dialog, changed)
    QTest.mouseClick(dialog.pane.changed_file.buttons[Again.REPLACE], LEFT)
    codings = dialog.pane.codings
    qtbot.waitUntil(lambda: codings.list.count() == 1)
    assert codings.words.text() == "One coding keeps all words; 1 will be removed. You can undo this."
    spoken = codings.list.item(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "delay · XY · turn 4. Removed: its words are gone. Before: twice a week. After: nothing."
    assert not dialog.pane.preview.isVisible()
    assert dialog.button.text() == "Replace 1 text"
    before = coded.study
    assert press_import(qtbot, dialog) == "Replaced 1 text."
    assert coded.study.text(coded.study.transcript_named("FG9").id) == changed.read_text("utf-8")
    assert quotes(coded) == ["nobody could read"]
    coded.undo()
    assert coded.study == before


def test_ticking_a_changed_file_adds_it_beside(
    qtbot: QtBot, changed: Path, dialog: ImportDialog, coded: Session
) -> None:
    read(qtbot, dialog, changed)
    item = dialog.table.topLevelItem(0)
    assert item is not None
    item.setCheckState(0, Qt.CheckState.Checked)
    assert dialog.pane.changed_file.buttons[Again.ADD].isChecked()
    press_import(qtbot, dialog)
    assert [row.name for row in coded.study.transcripts_in_order][-2:] == ["FG9", "FG9 (2)"]
    assert quotes(coded) == ["nobody could read", "twice a week"]


def test_the_choice_is_made_by_keyboard_alone(qtbot: QtBot, changed: Path, dialog: ImportDialog) -> None:
    read(qtbot, dialog, changed)
    buttons = dialog.pane.changed_file.buttons
    buttons[Again.SKIP].setFocus()
    QTest.keyClick(buttons[Again.SKIP], Qt.Key.Key_Up)
    QTest.keyClick(buttons[Again.ADD], Qt.Key.Key_Space)
    assert dialog.state.files[0].again is Again.ADD
    assert dialog.button.text() == "Import 1 transcript"


def test_an_encoding_in_doubt_is_chosen_by_the_lines_that_differ(
    qtbot: QtBot, dialog: ImportDialog, tmp_path: Path
) -> None:
    path = tmp_path / "rozmowa.txt"
    words = "Prowadzący: Jak pan tu trafił?\nUczestnik: Sąsiadka oddawała działkę, śmiała się.\n" * 3
    path.write_bytes(words.encode("cp1250"))
    read(qtbot, dialog, path)
    (file,) = dialog.state.files
    assert (file.original.encoding, file.original.other_encoding) == ("Windows-1250", "ISO-8859-2")
    assert "may also be ISO-8859-2 (Central European)" in dialog.pane.notes.text()
    QTest.mouseClick(dialog.pane.reading.encoding, LEFT)
    qtbot.waitUntil(lambda: dialog.findChild(EncodingDialog) is not None)
    asked = dialog.findChild(EncodingDialog)
    assert isinstance(asked, EncodingDialog)
    assert asked.encoding == "ISO-8859-2"
    assert asked.table.rowCount() == 6
    cells = [asked.table.item(1, column) for column in (1, 2)]
    assert [cell.text()[11:19] for cell in cells if cell is not None] == ["Sąsiadka", "Sšsiadka"]
    pick(asked.box, "Windows-1252")
    QTest.mouseClick(asked.button, LEFT)
    qtbot.waitUntil(lambda: dialog.state.files[0].original.encoding == "Windows-1252")
    assert "S¹siadka" in dialog.state.files[0].transcript.text


def test_captions_are_joined_or_not_and_the_choice_is_kept(
    qtbot: QtBot, dialog: ImportDialog, preferences: Preferences, tmp_path: Path
) -> None:
    path = tmp_path / "talk.vtt"
    cues = "".join(f"00:0{at}.000 --> 00:0{at + 1}.000\nand {at}\n\n" for at in range(3))
    path.write_text(f"WEBVTT\n\n{cues}", "utf-8")
    read(qtbot, dialog, path)
    assert len(dialog.state.files[0].transcript.turns) == 1
    assert dialog.pane.reading.captions.isVisible()
    assert not dialog.pane.reading.pdf_lines.isVisible()
    pick(dialog.pane.reading.captions, CaptionLines.CAPTIONS)
    qtbot.waitUntil(lambda: len(dialog.state.files[0].transcript.turns) == 3)
    other = tmp_path / "more.vtt"
    other.write_text(f"WEBVTT\n\n{cues}".replace("and", "or"), "utf-8")
    read(qtbot, dialog, other)
    assert len(dialog.state.files[1].transcript.turns) == 3
    choose(dialog, "more.vtt")
    assert dialog.pane.reading.captions.value is CaptionLines.CAPTIONS


def test_lines_are_chosen_for_all_captions_at_once_and_remembered_in_the_project(
    qtbot: QtBot, dialog: ImportDialog, session: Session, tmp_path: Path
) -> None:
    cues = "".join(f"00:0{at}.000 --> 00:0{at + 1}.000\nand {at}\n\n" for at in range(3))
    folder = tmp_path / "captions"
    folder.mkdir()
    for name in ("a", "b", "c"):
        (folder / f"{name}.vtt").write_text(f"WEBVTT\n\n{cues}".replace("and", name * 3), "utf-8")
    read(qtbot, dialog, folder)
    reach = dialog.pane.reading.reach_box
    assert reach.currentText() == "all 3 caption files"
    pick(dialog.pane.reading.captions, CaptionLines.CAPTIONS)
    qtbot.waitUntil(lambda: [len(file.transcript.turns) for file in dialog.state.files] == [3, 3, 3])
    qtbot.waitUntil(dialog.button.isEnabled)
    pick(reach, Reach.FILE)
    pick(dialog.pane.reading.captions, CaptionLines.PARAGRAPHS)
    qtbot.waitUntil(lambda: [len(file.transcript.turns) for file in dialog.state.files] == [1, 3, 3])
    press_import(qtbot, dialog)
    assert remembered_reading(session.study) == ReadingChoices(captions=CaptionLines.CAPTIONS)
    session.undo()
    assert remembered_reading(session.study) is None


def test_a_file_that_has_gone_meanwhile_stays_as_it_was_read(
    qtbot: QtBot, dialog: ImportDialog, tmp_path: Path
) -> None:
    path = tmp_path / "café.txt"
    path.write_bytes("Ana: Où?\nBen: Là.\n".encode("cp1252"))
    read(qtbot, dialog, path)
    path.unlink()
    before = dialog.state
    QTest.mouseClick(dialog.pane.reading.encoding, LEFT)
    qtbot.waitUntil(lambda: not dialog.stop.isVisible())
    assert dialog.state == before
    assert dialog.findChild(EncodingDialog) is None


def test_attributes_are_taken_from_the_names_of_files(
    qtbot: QtBot, dialog: ImportDialog, tmp_path: Path
) -> None:
    for name in ("INT_Ruth_20210304.txt", "other.txt"):
        (tmp_path / name).write_text(f"{TALK}{name}\n", "utf-8")
    read(qtbot, dialog, tmp_path / "INT_Ruth_20210304.txt", tmp_path / "other.txt")
    QTest.mouseClick(dialog.names, LEFT)
    asked = dialog.findChild(NamePatternDialog)
    assert isinstance(asked, NamePatternDialog)
    assert asked.words.text() == "One name of 2 fit the pattern."
    asked.field.setText("{kind}{who}")
    assert "touch" in asked.words.text()
    assert not asked.button.isEnabled()
    asked.field.setText("{kind}_{who}_{date}")
    cells = [asked.table.item(0, column) for column in range(4)]
    assert [cell.text() for cell in cells if cell is not None] == [
        "INT_Ruth_20210304.txt",
        "INT",
        "Ruth",
        "2021-03-04",
    ]
    QTest.mouseClick(asked.button, LEFT)
    choose(dialog, "INT_Ruth_20210304.txt")
    items = [dialog.pane.details.list.item(row).text() for row in range(dialog.pane.details.list.count())]
    assert items == ["kind: INT", "who: Ruth", "date: 2021-03-04"]


def test_a_codebook_and_codings_are_imported_and_what_does_not_fit_is_said(
    qtbot: QtBot, dialog: ImportDialog, coded: Session, tmp_path: Path
) -> None:
    (tmp_path / "book.csv").write_text("Kode,Farbe\nHope,blau\nHope\\gain,reddish\n", "utf-8")
    rows = "FG9,Hope,XY,0,5\nFG9,Hope,XY,5,9000\n"
    (tmp_path / "codings.csv").write_text(f"transcript,code,coder,start,end\n{rows}", "utf-8")
    read(qtbot, dialog, tmp_path / "book.csv", tmp_path / "codings.csv")
    choose(dialog, "book.csv")
    assert "“reddish” is not a colour" in dialog.pane.preview.text.toPlainText()
    assert dialog.pane.columns.levels.isVisible()
    pick(dialog.pane.columns.levels, "")
    assert "Hope\\gain" in dialog.pane.preview.text.toPlainText()
    pick(dialog.pane.columns.levels, "\\")
    assert dialog.button.text() == "Import 1 codebook and 1 table of codings"
    said = press_import(qtbot, dialog)
    assert said.startswith(
        "Imported 1 codebook and 1 table of codings. Left out: book.csv, line 3: “reddish”"
    )
    assert "codings.csv, line 3: 5 to 9000 is outside" in said
    assert coded.study.path(coded.study.code_named("gain").id) == "Hope > gain"
    assert "Inter" in quotes(coded)


def test_a_file_in_an_archive_is_read_again(qtbot: QtBot, dialog: ImportDialog, tmp_path: Path) -> None:
    path = tmp_path / "talks.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("one.txt", "Ana: Où?\nBen: Là.\nAna: Ça?\nBen: Né.\n".encode("cp1252"))
        archive.writestr("two.txt", "Ana: So?\nBen: No.\n")
    read(qtbot, dialog, path)
    choose(dialog, "one.txt")
    QTest.mouseClick(dialog.pane.reading.encoding, LEFT)
    qtbot.waitUntil(lambda: dialog.findChild(EncodingDialog) is not None)
    asked = dialog.findChild(EncodingDialog)
    assert isinstance(asked, EncodingDialog)
    pick(asked.box, "Windows-1250")
    QTest.mouseClick(asked.button, LEFT)
    qtbot.waitUntil(lambda: dialog.state.files[0].original.encoding == "Windows-1250")
    assert "Lŕ" in dialog.state.files[0].transcript.text


def test_the_name_of_an_encoding_is_whole_where_there_is_room_beside_it(qtbot: QtBot) -> None:
    dialog = EncodingDialog("Talk.txt", "windows-1252", "windows-1250", [])
    qtbot.addWidget(dialog)
    dialog.box.setItemText(0, "An encoding with a name that takes about half of a line")
    dialog.resize(640, 360)
    dialog.show()
    box = dialog.box
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    field = box.style().subControlRect(
        QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, box
    )
    assert (
        max(box.fontMetrics().horizontalAdvance(box.itemText(at)) for at in range(box.count()))
        <= field.width()
    )


@pytest.mark.parametrize("width", [150, 190, 240, 320, 500])
def test_names_of_speakers_can_be_read_at_any_width(qtbot: QtBot, width: int) -> None:
    speakers = Speakers()
    around = Scrolled(speakers)
    qtbot.addWidget(around)
    around.resize(500, 300)
    around.show()
    around.resize(width, 300)
    header = speakers.table.horizontalHeader()
    qtbot.waitUntil(lambda: around.width() == width)
    assert header.sectionSize(0) >= 90
    # What is around it scrolls rather than the table itself.
    assert header.length() == speakers.table.viewport().width()
    assert around.horizontalScrollBar().maximum() == max(0, speakers.width() - width)
