"""What a person tells about speakers in the import window, with real clicks and keys.

Tests: ``importing.lines_model``, ``importing.lines_preview``, ``importing.marking_form``,
``importing.telling``, ``importing.warning_ink``, ``project.importing.speaker_rows``.
"""

from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from qualcode.importers.speakers.seen_lines import LineUse
from qualcode.model.transcripts.speaker_guide import LinePart, SpeakerMarking
from qualcode.operations.transcripts.remembered_guides import remembered_guides
from qualcode.project.importing.listed import ReadFile
from qualcode.project.importing.speaker_rows import speaker_rows
from qualcode.project.importing.state import Reach
from qualcode.ui.dialogs.import_transcripts import ImportDialog
from qualcode.ui.dialogs.importing.lines_model import LINE, SPEAKER, clock
from qualcode.ui.dialogs.importing.speakers import Speakers
from qualcode.ui.session.session import Session
from tests.ui.dialogs.test_import_transcripts import choose, labels_now, labels_of, pick, press_import, read

LEFT = Qt.MouseButton.LeftButton
KEY = Qt.Key

TALK = """Date: 3 May
Ana: 34, teacher

MOD: So?
P1: Well.
(phone rings)
it was late.
Shame: it is.
MOD: And?
P1: No.
"""
OTHER = "MOD: Why?\nP1: Oh.\nShame: it was.\nMOD: And?\nP1: No.\n"
ARROWS = "Ana > Hi.\nBen > So.\nAna > No.\nBen > Yes.\n"


@pytest.fixture
def talks(tmp_path: Path) -> Path:
    folder = tmp_path / "talks"
    folder.mkdir()
    for name, text in (("FG1.txt", TALK), ("FG2.txt", OTHER), ("FG3.txt", ARROWS)):
        (folder / name).write_text(text, "utf-8")
    return folder


def file_now(dialog: ImportDialog) -> ReadFile:
    return dialog.state.files[dialog.table.row]


def settle(qtbot: QtBot, dialog: ImportDialog) -> None:
    qtbot.waitUntil(lambda: not dialog._telling.under_way and dialog.button.isEnabled())


def go_to(dialog: ImportDialog, *lines: str) -> None:
    """Select lines of the preview."""
    view, model = dialog.pane.lines.view, dialog.pane.lines.model
    rows = [[line.line for line in model.lines].index(line) for line in lines]
    view.setFocus()
    view.setCurrentIndex(model.index(rows[0], LINE))
    flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    for row in rows:
        view.selectionModel().select(model.index(row, 0), flags)


def press(qtbot: QtBot, dialog: ImportDialog, key: Qt.Key) -> None:
    QTest.keyClick(dialog.pane.lines.view, key)
    settle(qtbot, dialog)


def uses(dialog: ImportDialog) -> dict[str, LineUse]:
    return {line.line: line.use for line in dialog.pane.lines.model.lines}


def tick(qtbot: QtBot, dialog: ImportDialog, label: str) -> None:
    """Tick or untick a label by keyboard."""
    table, before = dialog.pane.speakers.table, file_now(dialog).guide
    (item,) = table.findItems(label, Qt.MatchFlag.MatchExactly)
    table.setCurrentItem(item)
    table.setFocus()
    QTest.keyClick(table, KEY.Key_Space)
    qtbot.waitUntil(lambda: file_now(dialog).guide != before)
    settle(qtbot, dialog)


def test_a_doubtful_line_is_ticked_as_a_speaker_and_unticked_again(
    qtbot: QtBot, dialog: ImportDialog, talks: Path
) -> None:
    read(qtbot, dialog, talks)
    choose(dialog, "FG1.txt")
    assert file_now(dialog).understood == "Doubtful"
    assert dialog.pane.notes.text().startswith("“Shame” may be a speaker in 1 more line.")
    tick(qtbot, dialog, "Shame")
    assert labels_now(dialog) == {"MOD": 2, "P1": 2, "Shame": 1}
    # The other file is marked alike; the third is not.
    assert ["Shame" in file.transcript.labels for file in dialog.state.files] == [True, True, False]
    assert file_now(dialog).understood == "Clear"
    tick(qtbot, dialog, "Shame")
    assert labels_now(dialog) == {"MOD": 2, "P1": 2}
    assert [row.doubt for row in speaker_rows(file_now(dialog)) if not row.is_speaker] == [
        "not a speaker, as you said"
    ]


def test_doubtful_lines_are_settled_as_speech_with_one_button(
    qtbot: QtBot, dialog: ImportDialog, talks: Path
) -> None:
    read(qtbot, dialog, talks)
    choose(dialog, "FG1.txt")
    QTest.mouseClick(dialog.pane.speakers.speech, LEFT)
    settle(qtbot, dialog)
    assert file_now(dialog).understood == "Clear"
    assert labels_now(dialog) == {"MOD": 2, "P1": 2}
    assert not dialog.pane.speakers.speech.isVisible()


def test_each_line_can_be_told_what_it_is_by_key_and_it_is_taken_back(
    qtbot: QtBot, dialog: ImportDialog, talks: Path
) -> None:
    read(qtbot, dialog, talks)
    choose(dialog, "FG1.txt")
    before = file_now(dialog)
    for key, use in (
        (KEY.Key_4, LineUse.REMARK),
        (KEY.Key_5, LineUse.LEFT_OUT),
        (KEY.Key_3, LineUse.DETAIL),
        (KEY.Key_1, LineUse.SPEAKER),
        (KEY.Key_2, LineUse.SPEECH),
    ):
        go_to(dialog, "(phone rings)")
        press(qtbot, dialog, key)
        assert uses(dialog)["(phone rings)"] is use
    go_to(dialog, "(phone rings)")
    press(qtbot, dialog, KEY.Key_0)
    go_to(dialog, "(phone rings)")
    press(qtbot, dialog, KEY.Key_0)
    assert file_now(dialog).transcript == before.transcript
    assert not file_now(dialog).guide.repairs


def test_details_go_back_to_being_turns(qtbot: QtBot, dialog: ImportDialog, talks: Path) -> None:
    read(qtbot, dialog, talks)
    choose(dialog, "FG1.txt")
    assert uses(dialog)["Ana: 34, teacher"] is LineUse.DETAIL
    go_to(dialog, "Ana: 34, teacher")
    press(qtbot, dialog, KEY.Key_1)
    assert uses(dialog)["Ana: 34, teacher"] is LineUse.SPEAKER
    assert file_now(dialog).transcript.details == (("Date", "3 May"),)


def test_a_speaker_is_told_not_to_be_one_for_all_its_lines(
    qtbot: QtBot, dialog: ImportDialog, talks: Path
) -> None:
    read(qtbot, dialog, talks)
    choose(dialog, "FG1.txt")
    go_to(dialog, "P1: No.")
    press(qtbot, dialog, KEY.Key_6)
    assert "P1" not in labels_now(dialog)


def test_several_lines_are_told_at_once_and_the_menu_names_what_will_be(
    qtbot: QtBot, dialog: ImportDialog, talks: Path
) -> None:
    read(qtbot, dialog, talks)
    choose(dialog, "FG1.txt")
    go_to(dialog, "Shame: it is.", "Ana: 34, teacher")
    assert dialog.pane.lines.speaker.text() == "Speaker “Ana” and “Shame”, and all lines like it"
    QTest.mouseClick(dialog.pane.lines.what, LEFT)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert menu.actions()[0].isEnabled()
    assert menu.actions()[0].text() == dialog.pane.lines.speaker.text()
    menu.close()
    dialog.pane.lines.speaker.trigger()
    settle(qtbot, dialog)
    assert {"Ana", "Shame"} <= set(labels_now(dialog))


def test_the_keys_beside_the_entries_of_the_menu_take_them(
    qtbot: QtBot, dialog: ImportDialog, talks: Path
) -> None:
    read(qtbot, dialog, talks)
    choose(dialog, "FG1.txt")
    go_to(dialog, "Shame: it is.")
    QTest.mouseClick(dialog.pane.lines.what, LEFT)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    QTest.keyClick(menu, KEY.Key_3)
    settle(qtbot, dialog)
    assert file_now(dialog).understood == "Clear"


def test_the_next_doubtful_line_is_found(qtbot: QtBot, dialog: ImportDialog, talks: Path) -> None:
    read(qtbot, dialog, talks)
    choose(dialog, "FG1.txt")
    dialog.pane.lines.view.setFocus()
    QTest.keyClick(dialog.pane.lines.view, KEY.Key_N)
    assert [line.line for line in dialog.pane.lines.selected] == ["Shame: it is."]
    press(qtbot, dialog, KEY.Key_2)
    assert file_now(dialog).understood == "Clear"
    assert not dialog.pane.lines.next.isEnabled()


def test_a_button_that_finds_no_line_says_where_the_doubt_is(
    qtbot: QtBot, dialog: ImportDialog, tmp_path: Path
) -> None:
    texts = {
        "clear.txt": "MOD: So?\nP1: Well.\nMOD: Yes?\nP1: No.\n",
        "spaces.txt": "".join(f"INT  Why {at}?\nDEB  Because of {at}.\n" for at in range(6)),
        "nobody.txt": f"{'Nobody says what is written here at all. ' * 4}\n{OTHER}{OTHER}",
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, "utf-8")
    read(qtbot, dialog, *(tmp_path / name for name in texts))
    found = {}
    for name in texts:
        choose(dialog, name)
        button = dialog.pane.lines.next
        found[name] = (
            file_now(dialog).is_clear,
            button.isEnabled(),
            button.toolTip().partition(";")[0],
        )
    assert found == {
        "clear.txt": (True, False, "No line is doubtful"),
        "spaces.txt": (False, False, "None of the lines shown is doubtful by itself"),
        "nobody.txt": (False, True, "Go to the next line that somebody should look at (N)"),
    }
    QTest.mouseClick(dialog.pane.lines.next, LEFT)
    assert [line.line[:6] for line in dialog.pane.lines.selected] == ["Nobody"]


def test_what_was_doubtful_of_a_label_is_no_longer_said_once_it_is_merged(
    qtbot: QtBot, dialog: ImportDialog, tmp_path: Path
) -> None:
    talk = tmp_path / "once.txt"
    talk.write_text("MOD: So?\nAna: Yes.\nMOD: And?\nBen: No.\nMOD: Why?\nBen: Because.\n", "utf-8")
    read(qtbot, dialog, talk)
    pane = dialog.pane
    assert (pane.notes.text(), pane.lines.next.isEnabled()) == ("“Ana” speaks only once.", True)
    pane.speakers.renamed.emit({"Ana": "Ben"})
    assert (pane.notes.text(), pane.lines.next.isEnabled()) == ("Speaker labels: clear.", False)
    assert file_now(dialog).understood == "Clear"


def test_a_line_with_a_second_speaker_is_found_as_well(
    qtbot: QtBot, dialog: ImportDialog, tmp_path: Path
) -> None:
    talk = tmp_path / "two.txt"
    talk.write_text("MOD: So?\nP1: Well.\nMOD: Ok? P1: Yes.\nMOD: And?\nP1: No.\n", "utf-8")
    read(qtbot, dialog, talk)
    QTest.mouseClick(dialog.pane.lines.next, LEFT)
    assert [line.line for line in dialog.pane.lines.selected] == ["MOD: Ok? P1: Yes."]


def test_another_speaker_begins_within_a_line_at_one_place_or_wherever_named_like_this(
    qtbot: QtBot, dialog: ImportDialog, tmp_path: Path
) -> None:
    talk = tmp_path / "two.txt"
    talk.write_text("MOD: So?\nP1: Well.\nMOD: Ok? P1: Yes.\nMOD: And? P1: No.\n", "utf-8")
    read(qtbot, dialog, talk)
    view = dialog.pane.lines.view
    go_to(dialog, "MOD: So?")
    assert not dialog.pane.lines.split.isEnabled()
    go_to(dialog, "MOD: Ok? P1: Yes.")
    QTest.keyClick(dialog.pane.lines.view, KEY.Key_7)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [action.text() for action in menu.actions() if action.text()] == [
        "Begins at “P1: Yes.”",
        "“P1”: wherever named like this, in all lines",
    ]
    QTest.keyClick(menu, KEY.Key_Return)
    settle(qtbot, dialog)
    assert labels_now(dialog) == {"MOD": 3, "P1": 2}
    assert file_now(dialog).transcript.text.startswith("MOD: So?\nP1: Well.\nMOD: Ok?\nP1: Yes.\n")
    go_to(dialog, "MOD: And? P1: No.")
    # Without a window system a menu that closes leaves no window active.
    dialog.activateWindow()
    qtbot.waitUntil(view.hasFocus)
    QTest.keyClick(dialog.pane.lines.view, KEY.Key_7)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    QTest.keyClick(menu, KEY.Key_Up)
    QTest.keyClick(menu, KEY.Key_Return)
    settle(qtbot, dialog)
    assert labels_now(dialog) == {"MOD": 3, "P1": 3}
    assert file_now(dialog).understood == "Clear"
    go_to(dialog, "P1: No.", "P1: Yes.")
    dialog.activateWindow()
    qtbot.waitUntil(view.hasFocus)
    press(qtbot, dialog, KEY.Key_0)
    assert labels_now(dialog) == {"MOD": 3, "P1": 1}


def test_tellings_that_come_fast_are_all_kept(qtbot: QtBot, dialog: ImportDialog, talks: Path) -> None:
    read(qtbot, dialog, talks)
    choose(dialog, "FG1.txt")
    for line, part in (("(phone rings)", LinePart.REMARK), ("it was late.", LinePart.LEFT_OUT)):
        dialog.pane.told.emit(lambda guide, line=line, part=part: guide.with_lines([line], part))
    dialog._take(dialog.state.renamed(0, {"P1": "Ruth"}, everywhere=False))
    settle(qtbot, dialog)
    assert set(file_now(dialog).guide.lines) == {"(phone rings)", "it was late."}
    assert set(labels_now(dialog)) == {"MOD", "Ruth"}
    shown = dialog.pane.lines.model
    assert "Ruth" in [shown.data(shown.index(row, SPEAKER)) for row in range(shown.rowCount())]


def test_an_own_pattern_is_tried_live_and_its_faults_are_explained_in_place(
    qtbot: QtBot, dialog: ImportDialog, talks: Path
) -> None:
    read(qtbot, dialog, talks)
    choose(dialog, "FG3.txt")
    form = dialog.pane.marking
    pick(form.marking, SpeakerMarking.PATTERN)
    assert form.fault.isVisible()
    QTest.keyClicks(form.pattern, r"(?P<name>\w+")
    assert "cannot be read at character" in form.fault.text()
    QTest.keyClicks(form.pattern, r") > ")
    assert not form.fault.isVisible()
    qtbot.waitUntil(lambda: labels_now(dialog) == {"Ana": 2, "Ben": 2})
    settle(qtbot, dialog)
    assert form.pattern.hasFocus()
    assert form.pattern.text() == r"(?P<name>\w+) > "
    pick(form.marking, SpeakerMarking.RECOGNISED)
    settle(qtbot, dialog)
    assert not form.pattern.isVisible()


def test_a_choice_can_be_for_one_file_or_all(qtbot: QtBot, dialog: ImportDialog, talks: Path) -> None:
    read(qtbot, dialog, talks)
    choose(dialog, "FG1.txt")
    form = dialog.pane.marking
    pick(form.reach_box, Reach.FILE)
    pick(form.marking, SpeakerMarking.COLON)
    settle(qtbot, dialog)
    assert [file.guide.marking for file in dialog.state.files] == [
        SpeakerMarking.COLON, SpeakerMarking.RECOGNISED, SpeakerMarking.RECOGNISED,
    ]  # fmt: skip
    pick(form.reach_box, Reach.ALL)
    pick(form.marking, SpeakerMarking.BOLD)
    settle(qtbot, dialog)
    assert {file.guide.marking for file in dialog.state.files} == {SpeakerMarking.BOLD}


def test_what_is_told_is_imported_remembered_and_undone_in_one_step(
    qtbot: QtBot, dialog: ImportDialog, session: Session, talks: Path
) -> None:
    before = session.study
    talk = talks / "INT7.txt"
    talk.write_text(TALK, "utf-8")
    read(qtbot, dialog, talk)
    tick(qtbot, dialog, "Shame")
    press_import(qtbot, dialog)
    assert labels_of(session.study, "INT7") == {"MOD", "P1", "Shame"}
    assert [guide.speakers for guide in remembered_guides(session.study).values()] == [("Shame",)]
    with qtbot.waitSignal(session.changed):
        session.undo()
    assert session.study == before


def test_a_click_with_the_right_button_opens_the_menu(
    qtbot: QtBot, dialog: ImportDialog, talks: Path
) -> None:
    read(qtbot, dialog, talks)
    choose(dialog, "FG1.txt")
    go_to(dialog, "Shame: it is.")
    dialog.pane.lines.view.customContextMenuRequested.emit(QPoint(10, 10))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    menu.close()


def test_the_window_fits_a_small_screen_with_large_letters(
    qtbot: QtBot, dialog: ImportDialog, talks: Path
) -> None:
    """1280 x 720 at 150 per cent, whatever is chosen in the list."""
    (talks / "codes.csv").write_text("Code,Colour,Definition\nShame,red,What one feels\n", "utf-8")
    (talks / "talk.vtt").write_text("WEBVTT\n\n00:01.000 --> 00:02.000\nand one\n", "utf-8")
    read(qtbot, dialog, talks)
    for row in range(len(dialog.state.rows)):
        item = dialog.table.topLevelItem(row)
        assert item is not None
        dialog.table.setCurrentItem(item)
        assert dialog.minimumSizeHint().width() <= 853


def test_names_of_speakers_are_seen_in_a_narrow_window(qtbot: QtBot) -> None:
    speakers = Speakers()
    qtbot.addWidget(speakers)
    speakers.show()
    table = speakers.table
    others = table.columnWidth(1) + table.columnWidth(2)
    assert table.minimumWidth() - others >= 8 * table.fontMetrics().averageCharWidth()


def test_times_are_written_as_in_transcripts() -> None:
    assert [clock(time) for time in (0.0, 72.9, 3723.0)] == ["0:00", "1:12", "1:02:03"]
