"""Tests of finding and replacing in the real window.

Tests as well: ``ui.models.found_words``, ``ui.models.transcript_places``.
"""

import re
from collections.abc import Callable
from functools import partial
from uuid import UUID

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from qualcode.analysis.search import Match
from qualcode.model.span import Span
from qualcode.model.teamwork.comments import About
from qualcode.model.transcript import TranscriptStatus
from qualcode.operations.codes.codebook import add_code, edit_code
from qualcode.operations.comments import add_comment
from qualcode.operations.people.participants import rename_participant
from qualcode.operations.people.speakers import merge_labels
from qualcode.operations.people.summaries import set_summary
from qualcode.operations.text.text_correction import edit_words
from qualcode.operations.transcripts.documents import (
    add_transcripts,
    rename_transcript,
    set_transcript_memo,
    set_transcript_status,
)
from qualcode.operations.transcripts.folders import add_folder, delete_folders
from qualcode.project.project import Project
from qualcode.project.text.replacing import Wanted, still_holding
from qualcode.ui.dialogs.replacing import ReplaceDialog
from qualcode.ui.shell.main_window import MainWindow
from qualcode.ui.shell.workbench import Workbench
from qualcode.ui.widgets.messages import MessageBar
from qualcode.ui.widgets.rich_list import HTML_ROLE
from tests.support.studies import read_transcript
from tests.ui.material import coded, found

KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
NAMES = [f"Talk {number:02}" for number in range(10)]


@pytest.fixture
def bench(qtbot: QtBot, project: Project, open_window: Callable[[], MainWindow]) -> Workbench:
    """The small study with ten more transcripts in which a name is said and speaks."""
    reads = [
        read_transcript(name, [("MOD", "Hello Ana, and Anabel."), ("Ana", f"I am Ana. ANA! Talk {number}.")])
        for number, name in enumerate(NAMES)
    ]
    project.do(add_transcripts(project.study, reads).change, "AB")
    path = project.address
    project.close()
    window = open_window()
    assert window.open_address(path), window.messages.text
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    assert window.workbench is not None
    window.workbench.code_page.reading.view.setFocus()
    return window.workbench


def messages_of(bench: Workbench) -> MessageBar:
    window = bench.window()
    assert isinstance(window, MainWindow)
    return window.messages


def opened(qtbot: QtBot, bench: Workbench) -> ReplaceDialog:
    QTest.keyClick(bench.code_page.reading.view, KEY.Key_R, CONTROL)
    dialog = next(found for found in bench.findChildren(ReplaceDialog) if found.isVisible())
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def looked(qtbot: QtBot, dialog: ReplaceDialog, places: int) -> None:
    qtbot.waitUntil(lambda: len(dialog.model.places) == places)


def texts(bench: Workbench) -> list[str]:
    study = bench.session.study
    return [study.text(study.transcript_named(name).id) for name in NAMES]


def test_a_name_is_replaced_in_ten_transcripts_in_one_step(qtbot: QtBot, bench: Workbench) -> None:
    study, before = bench.session.study, texts(bench)
    dialog = opened(qtbot, bench)
    assert "Nothing is changed before" in dialog.words.text()
    QTest.keyClicks(dialog.field, "Ana")
    looked(qtbot, dialog, 40)
    QTest.keyClicks(dialog.replacement, "Beth")
    qtbot.waitUntil(lambda: dialog.words.text() == "Forty places in 10 transcripts.")
    html = str(dialog.model.data(dialog.model.index(1), HTML_ROLE))
    assert "Talk 00 · turn 2 · Ana · name of the speaker" in html
    assert dialog.model.canFetchMore() is False
    # Two places are left as they are, by key.
    for row in (0, 3):
        dialog.list.setCurrentIndex(dialog.model.index(row))
        QTest.keyClick(dialog.list, KEY.Key_Space)
    qtbot.waitUntil(lambda: dialog.words.text() == "Thirty-eight of 40 places in 10 transcripts.")
    QTest.mouseClick(dialog.button, Qt.MouseButton.LeftButton)
    messages = messages_of(bench)
    qtbot.waitUntil(lambda: bool(messages.text))
    assert messages.text == (
        "Replaced “Ana” with “Beth” at 38 places in 10 transcripts. The participant “Ana” keeps the name."
    )
    after = texts(bench)
    assert after[0] == "MOD: Hello Ana, and Anabel.\nBeth: I am Beth. ANA! Talk 0.\n"
    assert after[9] == "MOD: Hello Beth, and Anabel.\nBeth: I am Beth. Beth! Talk 9.\n"
    turns = bench.session.study.turns_of(bench.session.study.transcript_named("Talk 00").id)
    assert turns.label.tolist() == ["MOD", "Beth"]
    messages.take_offer()
    assert bench.session.study == study
    bench.session.redo()
    assert texts(bench) == after != before


def test_who_speaks_is_called_by_name_and_by_the_label_that_is_replaced(
    qtbot: QtBot, bench: Workbench
) -> None:
    study = bench.session.study
    ana = next(row for row in study.participants_in_order if row.name == "Ana")
    bench.session.do(lambda: rename_participant(bench.session.study, ana.id, "FG9-P1"))
    dialog = opened(qtbot, bench)
    QTest.keyClicks(dialog.field, "Ana")
    looked(qtbot, dialog, 40)
    label, said = (str(dialog.model.data(dialog.model.index(row), HTML_ROLE)) for row in (1, 2))
    assert "Talk 00 · turn 2 · FG9-P1 (Ana in the file) · name of the speaker" in label
    assert "Talk 00 · turn 2 · FG9-P1<" in said


def test_the_words_around_a_place_begin_with_what_is_said(qtbot: QtBot, bench: Workbench) -> None:
    dialog = opened(qtbot, bench)
    QTest.keyClicks(dialog.field, "Ana")
    looked(qtbot, dialog, 40)
    # In “MOD: Hello Ana …” and “Ana: I am Ana.”; where the label itself is found, it is shown.
    told = [(place.in_label, place.before, place.after) for place in dialog.model.places[:3]]
    assert told == [
        (False, "Hello ", ", and Anabel."),
        (True, "", ": I am Ana. ANA! Talk 0."),
        (False, "I am ", ". ANA! Talk 0."),
    ]
    assert "MOD:" not in str(dialog.model.data(dialog.model.index(0), HTML_ROLE))
    spoken = str(dialog.model.data(dialog.model.index(0), Qt.ItemDataRole.AccessibleTextRole))
    assert spoken.endswith(": Hello Ana, and Anabel.")


def test_by_keyboard_alone_a_name_is_replaced_and_that_undone(qtbot: QtBot, bench: Workbench) -> None:
    study, view = bench.session.study, bench.code_page.reading.view

    def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key, modifiers)

    def tab_to(widget: QWidget) -> None:
        for _ in range(20):
            if widget.hasFocus():
                return
            press(KEY.Key_Tab)
        pytest.fail(f"Tab does not reach {widget}")

    press(KEY.Key_R, CONTROL)
    dialog = next(found for found in bench.findChildren(ReplaceDialog) if found.isVisible())
    qtbot.waitUntil(dialog.field.hasFocus)
    QTest.keyClicks(dialog.field, "Ana")
    tab_to(dialog.replacement)
    QTest.keyClicks(dialog.replacement, "Beth")
    looked(qtbot, dialog, 40)
    press(KEY.Key_Return)
    assert dialog.list.hasFocus()
    press(KEY.Key_Down)
    press(KEY.Key_Space)
    qtbot.waitUntil(lambda: dialog.words.text() == "Thirty-nine of 40 places in 10 transcripts.")
    tab_to(dialog.button)
    press(KEY.Key_Return)
    qtbot.waitUntil(lambda: bench.session.study.step == study.step + 1)
    assert sum(text.count("Beth") for text in texts(bench)) == 39
    window = bench.window()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    assert view.hasFocus()
    press(KEY.Key_Z, CONTROL)
    assert bench.session.study == study


def test_enter_goes_through_the_fields_and_nothing_that_is_typed_is_lost(
    qtbot: QtBot, bench: Workbench
) -> None:
    study = bench.session.study
    focused = bench.code_page.reading.view
    QTest.keyClick(focused, KEY.Key_R, CONTROL)
    dialog = next(found for found in bench.findChildren(ReplaceDialog) if found.isVisible())
    qtbot.waitUntil(dialog.field.hasFocus)
    QTest.keyClicks(dialog.field, "Ana")
    QTest.keyClick(dialog.field, KEY.Key_Return)
    assert dialog.replacement.hasFocus()
    looked(qtbot, dialog, 40)
    QTest.keyClicks(dialog.replacement, "Be")
    QTest.keyClick(dialog.replacement, KEY.Key_Return)
    assert dialog.list.hasFocus()
    QTest.keyClick(dialog.list, KEY.Key_T)
    assert dialog.replacement.hasFocus()
    QTest.keyClicks(dialog.replacement, "h")
    assert (dialog.field.text(), dialog.replacement.text()) == ("Ana", "Beth")
    dialog.field.setFocus()
    QTest.keyClick(dialog.field, KEY.Key_Down)
    assert dialog.list.hasFocus()
    QTest.keyClick(dialog.list, KEY.Key_X)
    assert dialog.field.text() == "Anax"
    assert bench.session.study is study
    dialog.reject()


@pytest.mark.parametrize("place", ["field", "replacement", "list"])
def test_one_key_replaces_from_wherever_one_is(qtbot: QtBot, bench: Workbench, place: str) -> None:
    dialog = opened(qtbot, bench)
    QTest.keyClicks(dialog.field, "Ana")
    looked(qtbot, dialog, 40)
    QTest.keyClicks(dialog.replacement, "Beth")
    qtbot.waitUntil(lambda: dialog.words.text() == "Forty places in 10 transcripts.")
    assert "Ctrl+Return" in dialog.button.toolTip()
    widget = getattr(dialog, place)
    widget.setFocus()
    QTest.keyClick(widget, KEY.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: "at 40 places in 10 transcripts" in messages_of(bench).text)


def test_by_mouse_alone_a_name_is_replaced_and_that_undone(qtbot: QtBot, bench: Workbench) -> None:
    study, window = bench.session.study, bench.window()
    assert isinstance(window, MainWindow)
    menu = window.menus["Edit"]
    menu.popup(window.mapToGlobal(QPoint(60, 20)))
    click(menu, menu.actionGeometry(window.actions_["edit.replace"]).center())
    dialog = next(found for found in bench.findChildren(ReplaceDialog) if found.isVisible())
    qtbot.waitUntil(dialog.isActiveWindow)
    click(dialog.field)
    QTest.keyClicks(dialog.field, "Ana")
    click(dialog.replacement)
    QTest.keyClicks(dialog.replacement, "Beth")
    looked(qtbot, dialog, 40)
    # The box of the second place, as soon as it is there.
    places = dialog.list

    def box() -> QPoint:
        second = places.visualRect(dialog.model.index(1))
        return QPoint(second.left() + 12, second.center().y())

    qtbot.waitUntil(lambda: places.indexAt(box()).row() == 1)
    click(places.viewport(), box())
    qtbot.waitUntil(lambda: dialog.words.text() == "Thirty-nine of 40 places in 10 transcripts.")
    click(dialog.button)
    messages = messages_of(bench)
    qtbot.waitUntil(lambda: bool(messages.text))
    assert sum(text.count("Beth") for text in texts(bench)) == 39
    undo = next(button for button in messages.findChildren(QPushButton) if button.text() == "Undo")
    click(undo)
    assert bench.session.study == study


def click(widget: QWidget, place: QPoint | None = None) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=place or widget.rect().center())


def test_how_and_where_words_are_looked_for(qtbot: QtBot, bench: Workbench) -> None:
    dialog = opened(qtbot, bench)
    QTest.keyClicks(dialog.field, "Ana")
    looked(qtbot, dialog, 40)
    dialog.match_case.setChecked(True)
    looked(qtbot, dialog, 30)
    dialog.match.setCurrentIndex(0)
    dialog.look()
    assert dialog.match.chosen is Match.EXACT
    looked(qtbot, dialog, 40)
    dialog.where.setCurrentIndex(dialog.where.findText("Talk 04"))
    dialog.look()
    looked(qtbot, dialog, 4)
    dialog.field.setText("(")
    dialog.match.setCurrentIndex(2)
    dialog.look()
    qtbot.waitUntil(lambda: "not a regular expression" in dialog.words.text())
    assert not dialog.button.isEnabled()
    QTest.mouseClick(dialog.none, Qt.MouseButton.LeftButton)
    dialog.replace()
    assert bench.session.undoable is not None
    assert bench.session.undoable.label == "Add 10 transcripts"


def test_words_are_replaced_in_a_folder_or_where_a_status_holds(qtbot: QtBot, bench: Workbench) -> None:
    """By keys: as the command takes ``--folder`` and ``--status``; a folder holds those in it and below."""
    session = bench.session

    def place(number: int) -> UUID:
        return session.study.transcript_named(NAMES[number]).id

    def add(name: str, above: UUID | None, number: int) -> UUID:
        folder, change = add_folder(session.study, name, above, [place(number)])
        session.do(lambda: change)
        return folder.id

    apiary = add("Apiary", None, 2)
    add("Heather", apiary, 3)
    session.do(lambda: set_transcript_status(session.study, [place(7), place(8)], TranscriptStatus.DONE))
    dialog = opened(qtbot, bench)
    QTest.keyClicks(dialog.field, "Ana")
    looked(qtbot, dialog, 40)
    for words, places in (("Folder: Apiary", 8), ("Folder: Apiary > Heather", 4), ("Status: done", 8)):
        dialog.where.setFocus()
        QTest.keyClick(dialog.where, KEY.Key_Home)
        while dialog.where.currentText() != words:
            before = dialog.where.currentText()
            QTest.keyClick(dialog.where, KEY.Key_Down)
            assert dialog.where.currentText() != before, f"“{words}” is not offered"
        looked(qtbot, dialog, places)
    QTest.keyClicks(dialog.replacement, "Beth")
    qtbot.waitUntil(dialog.button.isEnabled)
    click(dialog.button)
    qtbot.waitUntil(lambda: [number for number, text in enumerate(texts(bench)) if "Beth" in text] == [7, 8])
    session.undo()
    assert not any("Beth" in text for text in texts(bench))


def test_in_a_folder_that_is_gone_meanwhile_nothing_is_found(qtbot: QtBot, bench: Workbench) -> None:
    session = bench.session
    row = session.study.transcript_named(NAMES[2]).id
    folder, change = add_folder(session.study, "Apiary", None, [row])
    session.do(lambda: change)
    dialog = opened(qtbot, bench)
    QTest.keyClicks(dialog.field, "Ana")
    dialog.where.setCurrentIndex(dialog.where.findText("Folder: Apiary"))
    dialog.look()
    looked(qtbot, dialog, 4)
    session.do(lambda: delete_folders(session.study, [folder.id]))
    looked(qtbot, dialog, 0)
    qtbot.waitUntil(lambda: not dialog.button.isEnabled())


def test_segments_that_would_lose_all_words_are_said_before(qtbot: QtBot, bench: Workbench) -> None:
    study = bench.session.study
    dialog = opened(qtbot, bench)
    QTest.keyClicks(dialog.field, "I signed a form.")
    looked(qtbot, dialog, 1)
    assert dialog.button.text() == "Delete"
    qtbot.waitUntil(
        lambda: "One segment would lose all its words and be removed: “consent” by AB." in dialog.words.text()
    )
    told = dialog.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert told.endswith("(removes “consent”, AB)")
    assert "removes “consent”, AB" in dialog.model.index(0).data(HTML_ROLE)
    dialog.model.tick_all(False)
    assert "removes" not in dialog.model.index(0).data(HTML_ROLE)
    dialog.model.tick_all(True)
    dialog.replace()
    qtbot.waitUntil(lambda: dialog.button.text() == "Delete anyway")
    assert bench.session.study == study
    dialog.replace()
    qtbot.waitUntil(lambda: coded(bench.session.study, "consent") == ["Nobody asked us."])
    bench.session.undo()
    assert bench.session.study == study


def test_segments_that_get_other_words_are_counted(qtbot: QtBot, bench: Workbench) -> None:
    dialog = opened(qtbot, bench)
    QTest.keyClicks(dialog.field, "assume")
    looked(qtbot, dialog, 1)
    QTest.keyClicks(dialog.replacement, "think")
    qtbot.waitUntil(lambda: "The wording of 1 segment will change." in dialog.words.text())


def test_a_place_is_looked_at_in_the_transcript(qtbot: QtBot, bench: Workbench) -> None:
    dialog = opened(qtbot, bench)
    QTest.keyClicks(dialog.field, "Talk 7")
    looked(qtbot, dialog, 1)
    dialog.list.activated.emit(dialog.model.index(0))
    view = bench.code_page.reading.view
    assert view.transcript_id == bench.session.study.transcript_named("Talk 07").id
    assert view.selected_span() is not None
    dialog.reject()


def test_what_is_selected_is_looked_for(qtbot: QtBot, bench: Workbench) -> None:
    view = bench.code_page.reading.view
    view.select_span(found(bench.session.study, "FG1", "Nobody")[1])
    dialog = opened(qtbot, bench)
    assert dialog.field.text() == "Nobody"
    looked(qtbot, dialog, 3)
    dialog.reject()


def test_what_a_teammate_corrects_meanwhile_is_looked_at_again(qtbot: QtBot, bench: Workbench) -> None:
    dialog = opened(qtbot, bench)
    QTest.keyClicks(dialog.field, "Talk 7")
    looked(qtbot, dialog, 1)
    start = dialog.model.places[0].span.start
    session = bench.session
    place, span = found(session.study, "Talk 07", "Hello")
    session.do(lambda: edit_words(session.study, place, span, "Hello, hello").change)
    qtbot.waitUntil(lambda: bool(dialog.model.places) and dialog.model.places[0].span.start == start + 7)
    dialog.reject()


def test_a_closed_dialog_looks_for_nothing(qtbot: QtBot, bench: Workbench) -> None:
    dialog = opened(qtbot, bench)
    QTest.keyClicks(dialog.field, "Talk 7")
    looked(qtbot, dialog, 1)
    dialog.reject()
    session = bench.session
    place, span = found(session.study, "Talk 07", "Hello")
    session.do(lambda: edit_words(session.study, place, span, "Hello, hello").change)
    assert not dialog._looking.under_way


def test_thousands_of_places_are_laid_out_as_one_comes_to_them(qtbot: QtBot, bench: Workbench) -> None:
    session = bench.session
    place, span = found(session.study, "Talk 07", "Hello")
    session.do(lambda: edit_words(session.study, place, span, "again " * 3_000).change)
    dialog = opened(qtbot, bench)
    QTest.keyClicks(dialog.field, "again")
    looked(qtbot, dialog, 3_000)
    assert dialog.model.rowCount() < 1_000
    assert dialog.model.canFetchMore()
    QTest.keyClicks(dialog.replacement, "once")
    dialog.replace()
    qtbot.waitUntil(lambda: "once once" in session.study.text(place))
    assert "again" not in session.study.text(place)


def test_a_project_for_reading_only_says_so(
    qtbot: QtBot, bench: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        type(bench.session.project), "read_only", property(lambda _project: "Only to be read.")
    )
    dialog = opened(qtbot, bench)
    QTest.keyClicks(dialog.field, "Ana")
    looked(qtbot, dialog, 40)
    assert dialog.words.text() == "Only to be read."
    assert not dialog.button.isEnabled()
    dialog.reject()
    monkeypatch.undo()


@pytest.mark.parametrize("number", [0, 1])
def test_the_caret_goes_to_the_words_that_took_the_place_of_the_selected_ones(
    qtbot: QtBot, bench: Workbench, number: int
) -> None:
    view, place = bench.code_page.reading.view, bench.session.study.transcript_named(NAMES[0]).id
    bench.code_page.reading.keep_open(place)
    begin = [match.start() for match in re.finditer(r"\bAna\b", view.display.text)][2 * number]
    view.select_span(Span(begin, begin + 3))
    dialog = opened(qtbot, bench)
    looked(qtbot, dialog, 40)
    QTest.keyClicks(dialog.replacement, "Elizabeth")
    QTest.mouseClick(dialog.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Elizabeth" in view.display.text)
    assert view.selected_span() is None
    caret = view.cursor_position()
    assert view.display.text[caret:].startswith("Elizabeth")
    assert view.display.text[:caret].count("Elizabeth") == 2 * number


def test_turns_that_would_be_empty_are_said_before_and_after(qtbot: QtBot, bench: Workbench) -> None:
    dialog = opened(qtbot, bench)
    QTest.keyClicks(dialog.field, "Nobody asked us. Nobody at all.")
    looked(qtbot, dialog, 1)
    qtbot.waitUntil(lambda: "One turn becomes empty." in dialog.words.text())
    QTest.mouseClick(dialog.button, Qt.MouseButton.LeftButton)
    if dialog.button.text().endswith("anyway"):
        QTest.mouseClick(dialog.button, Qt.MouseButton.LeftButton)
    messages = messages_of(bench)
    qtbot.waitUntil(lambda: bool(messages.text))
    assert "leaving 1 turn without words" in messages.text


def test_what_is_written_beside_the_texts_and_holds_the_name_is_said(qtbot: QtBot, bench: Workbench) -> None:
    session = bench.session
    study = session.study
    people = [row.id for row in study.participants_in_order]
    place = study.transcript_named("Talk 02").id
    code, change = add_code(study, "moving")
    session.do(lambda: change)
    # Two spellings that were made one label: no text has the longer one.
    session.do(lambda: merge_labels(session.study, [place], ["Ana"], "Ana Oliveira"))
    session.do(lambda: edit_code(session.study, code.id, definition="As Oliveira says."))
    for person in people[:2]:
        session.do(partial(set_summary, session.study, person, code.id, "Oliveira leaves.", "AB"))
    session.do(lambda: add_comment(session.study, "Ask Oliveira.", "AB", About(transcript_id=place)))
    # What turns of other transcripts are labelled stands in their texts.
    held = still_holding(session.study, Wanted("ana", Match.WHOLE_WORD, False, "Beth"))
    assert held == "the speaker label “Ana Oliveira”"
    held = still_holding(session.study, Wanted("Oliveira", Match.WHOLE_WORD, True, "Marsh"))
    assert held == "the speaker label “Ana Oliveira”, 1 definition, 2 summaries and 1 comment"


def test_what_still_holds_the_name_is_said(qtbot: QtBot, bench: Workbench) -> None:
    session = bench.session
    place = session.study.transcript_named("Talk 03").id
    session.do(lambda: rename_transcript(session.study, place, "Talk 03 Ana"))
    session.do(lambda: add_code(session.study, "Ana’s flat")[1])
    session.do(lambda: set_transcript_memo(session.study, place, "Ana was tired."))
    dialog = opened(qtbot, bench)
    QTest.keyClicks(dialog.field, "Ana")
    looked(qtbot, dialog, 40)
    QTest.keyClicks(dialog.replacement, "Beth")
    qtbot.waitUntil(lambda: dialog.words.text() == "Forty places in 10 transcripts.")
    QTest.mouseClick(dialog.button, Qt.MouseButton.LeftButton)
    messages = messages_of(bench)
    qtbot.waitUntil(lambda: bool(messages.text))
    assert messages.text.endswith(
        "The participant “Ana” keeps the name. “Ana” is still in the transcript “Talk 03 Ana”, "
        "the code “Ana’s flat” and 1 memo."
    )
