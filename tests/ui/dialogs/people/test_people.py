"""The window of participants and attributes: edits are steps, the tables follow, undo works.

Tests: ``dependants``, ``subjects_tab``, ``attribute_form``, ``cells``, ``dialog``, ``pasting``,
``speaker_model``, ``subject_model``, ``ui.widgets.quiet_button``, ``ui.widgets.refusals``.
"""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QApplication,
    QComboBox,
    QHeaderView,
    QInputDialog,
    QLineEdit,
    QPushButton,
)
from pytestqt.qtbot import QtBot

from qualcode.model.entities import Attribute, AttributeSubject, AttributeType, Participant
from qualcode.model.study import Study
from qualcode.model.transcript import Role
from qualcode.model.turns import ROLES
from qualcode.operations.people.attributes import add_attribute, set_value
from qualcode.operations.people.speakers import assign_label, set_label_role
from qualcode.ui.dialogs.people.attribute_form import AttributeForm
from qualcode.ui.dialogs.people.cells import CellTable
from qualcode.ui.dialogs.people.dialog import PeopleDialog
from qualcode.ui.dialogs.people.pasting import cells_of
from qualcode.ui.dialogs.people.speaker_model import LABEL, MIXED, NEW, NOBODY, PERSON, ROLE, speakers_of
from qualcode.ui.dialogs.people.subject_model import HEADINGS, LANGUAGE, NAME
from qualcode.ui.shell.main_window import MainWindow
from tests.ui.field_notes import said_at
from tests.ui.material import transcript

Edit = Callable[[CellTable, int, int, str], None]

FIXED = len(HEADINGS[AttributeSubject.PARTICIPANT])


@pytest.fixture
def dialog(qtbot: QtBot, window: MainWindow) -> PeopleDialog:
    """With “age” (number), “housing” (choice) and “consent” (yes-no) of participants, empty."""
    assert window.session is not None
    session = window.session
    for name, type_, choices in (
        ("age", AttributeType.NUMBER, ()),
        ("housing", AttributeType.CHOICE, ("owned", "rented")),
        ("consent", AttributeType.YES_NO, ()),
    ):
        session.do(
            lambda name=name, type_=type_, choices=choices: add_attribute(  # type: ignore[misc]
                session.study, name, AttributeSubject.PARTICIPANT, type_, choices
            )[1]
        )
    window.actions_["transcript.people"].trigger()
    made = window.findChild(PeopleDialog)
    assert made is not None
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def study(window: MainWindow) -> Callable[[], Study]:
    def now() -> Study:
        assert window.session is not None
        return window.session.study

    return now


def _person(study: Study, name: str) -> Participant:
    return study.participant_named(name)


def _values(study: Study, person: str) -> dict[str, str]:
    row = _person(study, person)
    found = study.values_of(row.id)
    return {study.rows(Attribute)[key].name: value.value for key, value in found.items()}


def _edit(table: CellTable, row: int, column: int, words: str) -> None:
    """Go to a cell and type, as a person would."""
    table.setFocus()
    table.setCurrentIndex(table.model().index(row, column))
    QTest.keyClick(table, Qt.Key.Key_F2)
    field = table.findChild(QLineEdit)
    assert field is not None
    field.selectAll()
    QTest.keyClicks(field, words)
    QTest.keyClick(field, Qt.Key.Key_Return)
    # What was typed is taken over when the key is done with.
    QCoreApplication.sendPostedEvents(table.itemDelegate())
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _pick(table: CellTable, row: int, column: int, words: str) -> None:
    """Go to a cell and choose from its box, by keyboard."""
    table.setFocus()
    table.setCurrentIndex(table.model().index(row, column))
    QTest.keyClick(table, Qt.Key.Key_F2)
    boxes = [box for box in table.findChildren(QComboBox) if box.isVisible()]
    assert len(boxes) == 1
    box = boxes[0]
    place = box.findText(words)
    assert place >= 0, words
    box.showPopup()
    box.view().setCurrentIndex(box.model().index(place, 0))
    QTest.keyClick(box.view(), Qt.Key.Key_Return)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _row(dialog: PeopleDialog, name: str) -> int:
    return [row.name for row in dialog.participants.model.table.rows].index(name)


def _answer(dialog: PeopleDialog, words: str) -> None:
    """Press the button that the bar offers."""
    button = next(b for b in dialog.bar.findChildren(QPushButton) if b.text() == words and b.isVisible())
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_cells_are_edited_in_place_by_type(dialog: PeopleDialog, study: Callable[[], Study]) -> None:
    table, row = dialog.participants.table, _row(dialog, "FG1-P1")
    _edit(table, row, FIXED, "41.50")
    _pick(table, row, FIXED + 1, "rented")
    _pick(table, row, FIXED + 2, "yes")
    assert _values(study(), "FG1-P1") == {"age": "41.5", "housing": "rented", "consent": "yes"}
    shown = [table.model().index(row, FIXED + place).data() for place in range(3)]
    assert shown == ["41.5", "rented", "yes"]


def _type(table: CellTable, words: str, key: Qt.Key) -> None:
    """Type into the current cell and press a key that ends it."""
    QTest.keyClicks(table, words[0])
    field = table.findChild(QLineEdit)
    assert field is not None
    # Keys come to what has the keyboard: a box with choices has it for its field.
    has_keys = field.focusProxy() or field
    QTest.keyClicks(has_keys, words[1:])
    QTest.keyClick(has_keys, key)
    QCoreApplication.sendPostedEvents(table.itemDelegate())
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def test_a_column_is_typed_downwards_and_a_row_to_the_right(
    dialog: PeopleDialog, study: Callable[[], Study]
) -> None:
    table = dialog.participants.table
    names = [row.name for row in dialog.participants.model.table.rows][:3]
    table.setFocus()
    table.setCurrentIndex(table.model().index(0, FIXED))
    for age in ("30", "41", "52"):
        _type(table, age, Qt.Key.Key_Return)
    assert [_values(study(), name)["age"] for name in names] == ["30", "41", "52"]
    QTest.keyClick(table, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    table.setCurrentIndex(table.model().index(1, FIXED))
    _type(table, "42", Qt.Key.Key_Tab)
    assert _values(study(), names[1])["age"] == "42"
    assert (table.currentIndex().row(), table.currentIndex().column()) == (1, FIXED + 1)
    QTest.keyClick(table, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert table.currentIndex().column() == FIXED
    QTest.keyClick(table, Qt.Key.Key_Return)
    QTest.keyClick(table, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert table.currentIndex().row() == 1


def test_tab_leaves_the_table_at_the_end_of_a_row(dialog: PeopleDialog) -> None:
    table = dialog.participants.table
    table.setFocus()
    table.setCurrentIndex(table.model().index(0, table.model().columnCount() - 2))
    QTest.keyClick(table, Qt.Key.Key_Tab)
    assert table.hasFocus()
    QTest.keyClick(table, Qt.Key.Key_Tab)
    assert not table.hasFocus()
    table.setFocus()
    table.setCurrentIndex(table.model().index(0, 0))
    QTest.keyClick(table, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert not table.hasFocus()


def said_in_cell(table: CellTable, row: int, column: int) -> str:
    return said_at(table.viewport(), table.visualRect(table.model().index(row, column)))


def test_what_does_not_fit_is_refused_in_words(dialog: PeopleDialog, study: Callable[[], Study]) -> None:
    table, row = dialog.participants.table, _row(dialog, "FG1-P1")
    before = study().step
    _edit(table, row, FIXED, "forty")
    assert "write a number" in said_in_cell(table, row, FIXED)
    assert not dialog.bar.text
    assert study().step == before
    assert table.model().index(row, FIXED).data() == ""


def test_edits_are_undone_here_with_the_keys_that_undo_everything(qtbot: QtBot, window: MainWindow) -> None:
    """A person may have changed them."""
    window.preferences.set_keys("edit.undo", ["Ctrl+Alt+U"])
    window.preferences.set_keys("edit.redo", ["Ctrl+Alt+R"])
    window.actions_["transcript.people"].trigger()
    dialog = window.findChild(PeopleDialog)
    assert dialog is not None
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    assert window.session is not None
    before = window.session.study
    _edit(dialog.participants.table, 0, NAME, "Beekeeper")
    after = window.session.study
    assert after != before
    control, alt = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
    QTest.keyClick(dialog.participants.table, Qt.Key.Key_Z, control)
    assert window.session.study == after
    QTest.keyClick(dialog.participants.table, Qt.Key.Key_U, control | alt)
    assert window.session.study == before
    QTest.keyClick(dialog.participants.table, Qt.Key.Key_R, control | alt)
    assert window.session.study == after


def test_each_edit_is_undone_here(dialog: PeopleDialog, study: Callable[[], Study]) -> None:
    table, row = dialog.participants.table, _row(dialog, "FG1-P1")
    _edit(table, row, FIXED, "41")
    _edit(table, row, FIXED, "42")
    QTest.keyClick(dialog, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert _values(study(), "FG1-P1") == {"age": "41"}
    assert table.model().index(row, FIXED).data() == "41"
    dialog.undo.trigger()
    assert _values(study(), "FG1-P1") == {}
    dialog.redo.trigger()
    assert _values(study(), "FG1-P1") == {"age": "41"}


def test_delete_empties_the_chosen_cells_as_one_step(
    dialog: PeopleDialog, study: Callable[[], Study]
) -> None:
    tab, row = dialog.participants, _row(dialog, "FG1-P1")
    _edit(tab.table, row, FIXED, "41")
    _pick(tab.table, row, FIXED + 1, "owned")
    before = study().step
    tab.table.setCurrentIndex(tab.model.index(row, FIXED))
    QTest.keyClick(tab.table, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(tab.table, Qt.Key.Key_Delete)
    assert _values(study(), "FG1-P1") == {}
    assert study().step == before + 1


def test_names_and_roles_are_changed(dialog: PeopleDialog, study: Callable[[], Study]) -> None:
    table, row = dialog.participants.table, _row(dialog, "FG1-P2")
    _edit(table, row, 0, "Dana")
    _pick(table, row, 1, "interviewer")
    person = _person(study(), "Dana")
    assert person.role is Role.INTERVIEWER
    turns = study().turns_of(transcript(study(), "FG1"))
    roles = {ROLES[turns.role[place]] for place, label in enumerate(turns.label) if label == "P2"}
    assert roles == {Role.INTERVIEWER}


def test_a_step_from_elsewhere_is_seen(
    window: MainWindow, dialog: PeopleDialog, study: Callable[[], Study]
) -> None:
    assert window.session is not None
    person, age = _person(study(), "FG1-P1"), study().attribute_named("age")
    window.session.do(lambda: set_value(study(), age.id, person.id, "30"))
    assert dialog.participants.model.index(_row(dialog, "FG1-P1"), FIXED).data() == "30"


def test_what_hangs_on_a_participant_is_said_before(dialog: PeopleDialog, study: Callable[[], Study]) -> None:
    tab = dialog.participants
    _edit(tab.table, _row(dialog, "FG1-P1"), FIXED, "41")
    tab.table.setCurrentIndex(tab.model.index(_row(dialog, "FG1-P1"), 0))
    QTest.mouseClick(tab.buttons["Remove participant"], Qt.MouseButton.LeftButton)
    assert dialog.bar.text == (
        "Remove FG1-P1? Two turns would be nobody’s; 1 value would also be removed. You can undo this."
    )
    assert any(row.name == "FG1-P1" for row in study().participants.values())
    _answer(dialog, "Remove")
    assert all(row.name != "FG1-P1" for row in study().participants.values())
    _answer(dialog, "Undo")
    assert _values(study(), "FG1-P1") == {"age": "41"}
    assert _row(dialog, "FG1-P1") >= 0


def _press(key: Qt.Key) -> None:
    """Press a key where the keyboard is."""
    now = QApplication.focusWidget()
    assert now is not None
    QTest.keyClick(now, key)


def test_participants_are_merged(dialog: PeopleDialog, study: Callable[[], Study]) -> None:
    tab = dialog.participants
    first = _row(dialog, "FG1-P1")
    tab.table.setCurrentIndex(tab.model.index(first, 0))
    tab.buttons["Merge participants"].click()
    assert "two or more" in dialog.bar.text
    tab.table.setFocus()
    QTest.keyClick(tab.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    tab.buttons["Merge participants"].click()
    assert dialog.bar.text.startswith("Merge FG1-P2 into FG1-P1?")
    # The question has the keyboard, so that it can be declined and answered without a hand on the mouse.
    _press(Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert dialog.bar.isHidden()
    tab.buttons["Merge participants"].click()
    _press(Qt.Key.Key_Return)
    turns = study().turns_of(transcript(study(), "FG1"))
    assert {speaker.person for speaker in speakers_of(study()) if speaker.label == "P2"} == {"FG1-P1"}
    assert len(turns) == 5


def test_the_one_that_others_were_merged_into_is_chosen_and_in_view(
    dialog: PeopleDialog, study: Callable[[], Study]
) -> None:
    tab = dialog.participants
    tab.paste("name\tage\n" + "".join(f"Person {number:02}\t{number}\n" for number in range(40)))
    names = _people(study())
    # The last two, from below upwards; the one chosen first stays.
    tab.table.setFocus()
    tab.table.setCurrentIndex(tab.model.index(len(names) - 1, 0))
    QTest.keyClick(tab.table, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    tab.buttons["Merge participants"].click()
    assert dialog.bar.text.startswith(f"Merge {names[-2]} into {names[-1]}?")
    _press(Qt.Key.Key_Return)
    assert _people(study()) == [*names[:-2], names[-1]]
    assert [row.name for row in tab.chosen] == [names[-1]]
    seen = tab.table.visualRect(tab.table.currentIndex())
    assert tab.table.viewport().rect().contains(seen.center())


@pytest.mark.parametrize(("removed", "chosen"), [(20, 20), (-1, -1)])
def test_after_a_participant_is_removed_the_next_one_is_chosen(
    dialog: PeopleDialog, study: Callable[[], Study], removed: int, chosen: int
) -> None:
    tab = dialog.participants
    tab.paste("name\tage\n" + "".join(f"Person {number:02}\t{number}\n" for number in range(40)))
    tab.table.setCurrentIndex(tab.model.index(range(len(_people(study())))[removed], 0))
    tab.buttons["Remove participant"].click()
    _answer(dialog, "Remove")
    assert [row.name for row in tab.chosen] == [_people(study())[chosen]]


def test_a_participant_is_added(dialog: PeopleDialog, study: Callable[[], Study]) -> None:
    dialog.participants.buttons["Add participant…"].click()
    ask = dialog.findChild(QInputDialog)
    assert ask is not None
    ask.setTextValue("Zoe")
    ask.accept()
    assert _person(study(), "Zoe").role is Role.PARTICIPANT
    assert dialog.participants.table.currentIndex().data() == "Zoe"


def test_an_attribute_is_added_changed_and_taken_out(
    dialog: PeopleDialog, study: Callable[[], Study]
) -> None:
    tab = dialog.participants
    tab.buttons["Add attribute…"].click()
    form = dialog.findChild(AttributeForm)
    assert form is not None
    assert not form.choices.isVisible()
    form.name.setText("Age")
    form.button.click()
    assert "already an attribute named" in form.verdict.text()
    form.name.setText("tenure")
    form.button.click()
    assert study().attribute_named("tenure").type is AttributeType.TEXT
    last = tab.model.columnCount() - 1
    _edit(tab.table, 0, last, "rent")
    tab.table.setCurrentIndex(tab.model.index(0, last))
    tab.buttons["Remove attribute"].click()
    assert dialog.bar.text == "Remove “tenure”? One value would also be removed. You can undo this."
    _answer(dialog, "Remove")
    assert tab.model.columnCount() == last


def test_a_list_of_choices_shows_a_dozen_of_them(dialog: PeopleDialog, qtbot: QtBot) -> None:
    dialog.resize(1000, 700)
    dialog.participants.buttons["Add attribute…"].click()
    form = dialog.findChild(AttributeForm)
    assert form is not None
    low = form.height()
    form.type.setCurrentIndex(1)
    qtbot.waitUntil(form.choices.isVisible)
    lines = form.choices.viewport().height() // form.choices.fontMetrics().lineSpacing()
    qtbot.waitUntil(lambda: form.height() > low)
    assert form.choices.viewport().height() // form.choices.fontMetrics().lineSpacing() >= max(12, lines)
    form.reject()


@pytest.mark.parametrize("row", [0, 2])
def test_a_new_attribute_can_be_filled_at_once_and_a_changed_one_goes_on(
    qtbot: QtBot, dialog: PeopleDialog, study: Callable[[], Study], row: int
) -> None:
    table = dialog.participants.table
    table.setCurrentIndex(table.model().index(row, FIXED))
    for words, name in (("Add attribute…", "tenure"), ("Change attribute…", "rent")):
        button = dialog.participants.buttons[words]
        button.setFocus()
        button.click()
        form = next(each for each in dialog.findChildren(AttributeForm) if each.isVisible())
        form.name.setText(name)
        form.button.click()
        qtbot.waitUntil(table.hasFocus)
        here = table.currentIndex()
        assert (here.row(), here.column()) == (row, table.model().columnCount() - 1)
    QTest.keyClicks(table, "4")
    field = table.findChild(QLineEdit)
    assert field is not None
    QTest.keyClick(field, Qt.Key.Key_Return)
    QCoreApplication.sendPostedEvents(table.itemDelegate())
    person = dialog.participants.model.table.rows[row].name
    assert _values(study(), person) == {"rent": "4"}


def test_one_of_several_choices_asks_for_them(dialog: PeopleDialog, study: Callable[[], Study]) -> None:
    before = study()
    dialog.participants.buttons["Add attribute…"].click()
    form = dialog.findChild(AttributeForm)
    assert form is not None
    form.name.setText("work")
    form.type.setCurrentIndex(form.type.findText("one of several choices"))
    form.choices.setPlainText(" \n")
    form.button.click()
    assert form.verdict.text() == "Write at least one choice, one in each line."
    assert study() is before
    # Whoever mends it, in whichever field, is not told any more what was wrong.
    form.type.setCurrentIndex(form.type.findText("number"))
    assert form.verdict.text() == ""
    form.type.setCurrentIndex(form.type.findText("one of several choices"))
    form.button.click()
    assert form.verdict.text()
    QTest.keyClicks(form.choices, "x")
    assert form.verdict.text() == ""
    form.choices.setPlainText("paid\nunpaid")
    form.button.click()
    assert study().attribute_named("work").choices == ("paid", "unpaid")


def test_name_and_choices_of_an_attribute_change_as_one_step(
    qtbot: QtBot, dialog: PeopleDialog, study: Callable[[], Study]
) -> None:
    tab = dialog.participants
    tab.table.setCurrentIndex(tab.model.index(0, FIXED + 1))
    before = study().step
    tab.buttons["Change attribute…"].click()
    form = dialog.findChild(AttributeForm)
    assert form is not None
    assert form.choices.isVisible()
    form.name.setText("tenure")
    form.choices.setPlainText("owned\nrented\nnone")
    form.button.click()
    assert study().attribute_named("tenure").choices == ("owned", "rented", "none")
    assert study().step == before + 1
    assert tab.model.headerData(FIXED + 1, Qt.Orientation.Horizontal, Qt.ItemDataRole.DisplayRole) == "tenure"


def test_a_refused_paste_is_told_where_it_was_pasted_and_nowhere_else(
    window: MainWindow, dialog: PeopleDialog
) -> None:
    tab = dialog.participants
    tab.table.setCurrentIndex(tab.model.index(0, FIXED))
    QGuiApplication.clipboard().setText("41\towned\tyes\tmore")
    QTest.keyClick(tab.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert "do not fit" in dialog.bar.text
    assert window.messages.text == ""
    dialog.accept()
    assert window.session is not None
    window.session.refused.emit("It was not done.")
    assert window.messages.text == "It was not done."


def test_cells_are_pasted_from_a_spreadsheet(dialog: PeopleDialog, study: Callable[[], Study]) -> None:
    tab, row = dialog.participants, _row(dialog, "FG1-P1")
    before = study().step
    tab.table.setCurrentIndex(tab.model.index(row, FIXED))
    QGuiApplication.clipboard().setText("41\towned\r\n27\trented\r\n")
    QTest.keyClick(tab.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert _values(study(), "FG1-P1") == {"age": "41", "housing": "owned"}
    assert _values(study(), "FG1-P2") == {"age": "27", "housing": "rented"}
    assert study().step == before + 1
    QGuiApplication.clipboard().setText("41\towned\tyes\tmore")
    QTest.keyClick(tab.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert "do not fit" in dialog.bar.text
    QGuiApplication.clipboard().setText("old\tcastle")
    QTest.keyClick(tab.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert dialog.bar.text.startswith("Nothing was recorded: FG1-P1: “old” does not fit “age”")
    assert study().step == before + 1


def test_a_whole_table_is_pasted_with_its_headings(dialog: PeopleDialog, study: Callable[[], Study]) -> None:
    tab = dialog.participants
    tab.table.setCurrentIndex(tab.model.index(0, 0))
    tab.paste("participant\tage\tregion\nFG1-P1\t33\tnorth\nYusuf\t50\tsouth\n")
    assert _values(study(), "FG1-P1") == {"age": "33", "region": "north"}
    assert _values(study(), "Yusuf") == {"age": "50", "region": "south"}
    assert "New attribute: region (text). New participant: Yusuf." in dialog.bar.text
    tab.paste("participant\tage\nyusuf\t51\nRuth\t44\n")
    assert "1 changed." in dialog.bar.text


def test_chosen_cells_are_copied(dialog: PeopleDialog) -> None:
    tab, row = dialog.participants, _row(dialog, "FG1-P1")
    _edit(tab.table, row, FIXED, "41")
    tab.table.setCurrentIndex(tab.model.index(row, 0))
    for _ in range(2):
        QTest.keyClick(tab.table, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(tab.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "FG1-P1\tparticipant\t41"


def test_a_table_is_written_and_read(
    qtbot: QtBot, window: MainWindow, dialog: PeopleDialog, study: Callable[[], Study], tmp_path: Path
) -> None:
    tab = dialog.participants
    _edit(tab.table, _row(dialog, "FG1-P1"), FIXED, "41")
    path = tmp_path / "people.csv"
    tab.write(path)
    qtbot.waitUntil(lambda: dialog.bar.text == f"Saved to {path}.")
    rows = list(csv.reader(path.read_text("utf-8-sig").splitlines()))
    assert rows[0] == ["participant", "age", "housing", "consent"]
    assert ["FG1-P1", "41", "", ""] in rows
    path.write_text("participant,age\nFG1-P2,29\n", "utf-8")
    tab.read(path)
    qtbot.waitUntil(lambda: not window.background.busy)
    assert _values(study(), "FG1-P2") == {"age": "29"}
    path.write_text("participant,age\nFG1-P2,young\n", "utf-8")
    tab.read(path)
    qtbot.waitUntil(lambda: "does not fit" in dialog.bar.text)


def test_memos_on_participants_and_transcripts(dialog: PeopleDialog, study: Callable[[], Study]) -> None:
    tab = dialog.participants
    tab.table.setCurrentIndex(tab.model.index(_row(dialog, "FG1-P1"), 0))
    assert tab.memo.field.accessibleName() == "Memo on FG1-P1"
    QTest.keyClicks(tab.memo.field, "Quiet at first.")
    tab.memo.field.save()
    assert _person(study(), "FG1-P1").memo == "Quiet at first."
    tab.table.setCurrentIndex(tab.model.index(_row(dialog, "FG1-P2"), 0))
    assert tab.memo.field.toPlainText() == ""
    other = dialog.transcripts
    other.table.setCurrentIndex(other.model.index(0, 0))
    other.memo.field.setPlainText("Online.")
    other.memo.field.save()
    assert study().transcripts[transcript(study(), "FG1")].memo == "Online."


def test_transcripts_have_kinds_and_attributes_too(dialog: PeopleDialog, study: Callable[[], Study]) -> None:
    dialog.tabs.setCurrentIndex(1)
    _pick(dialog.transcripts.table, 0, 1, "other")
    assert study().transcripts[transcript(study(), "FG1")].kind.value == "other"
    dialog.transcripts.paste("transcript\tplace\nFG1\tonline\n")
    assert study().values_of(transcript(study(), "FG1"))
    assert dialog.transcripts.model.index(0, dialog.transcripts.model.table.fixed).data() == "online"


def test_the_language_of_a_transcript_is_set_in_its_cell(
    dialog: PeopleDialog, study: Callable[[], Study]
) -> None:
    dialog.tabs.setCurrentIndex(1)
    tab, fg1 = dialog.transcripts, transcript(study(), "FG1")
    before = study().transcripts[fg1].language
    _edit(tab.table, 0, LANGUAGE, "pt-BR")
    assert study().transcripts[fg1].language == "pt-BR"
    assert tab.model.index(0, LANGUAGE).data() == "pt-BR"
    dialog.undo.trigger()
    assert study().transcripts[fg1].language == before
    _edit(tab.table, 0, LANGUAGE, "Welsh, I think")
    assert "is not a language that" in said_in_cell(tab.table, 0, LANGUAGE)
    assert study().transcripts[fg1].language == before


def test_speakers_are_assigned_and_marked(
    qtbot: QtBot, window: MainWindow, dialog: PeopleDialog, study: Callable[[], Study]
) -> None:
    def wait() -> None:
        # Turns are counted in the background.
        qtbot.waitUntil(lambda: not window.background.busy)

    assert not dialog.speaker_model.speakers
    dialog.tabs.setCurrentIndex(2)
    wait()
    table = dialog.speakers
    row = next(place for place, one in enumerate(dialog.speaker_model.speakers) if one.label == "P2")
    for column, words in ((PERSON, NOBODY), (PERSON, f"{NEW}P2"), (ROLE, "interviewer")):
        _pick(table, row, column, words)
        wait()
    speaker = dialog.speaker_model.speakers[row]
    assert speaker == speakers_of(study())[row]
    assert (speaker.label, speaker.person, speaker.role) == ("P2", "P2", Role.INTERVIEWER)
    assert _person(study(), "P2").role is Role.PARTICIPANT
    _edit(table, row, LABEL, "Second moderator")
    wait()
    assert speakers_of(study())[row].label == "Second moderator"
    number = len(dialog.speaker_model.speakers)
    _edit(table, row, LABEL, "MOD")
    wait()
    assert len(dialog.speaker_model.speakers) == number - 1


def test_cells_tell_what_they_are(dialog: PeopleDialog) -> None:
    tab, row = dialog.participants, _row(dialog, "FG1-P1")
    index = tab.model.index(row, FIXED)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "FG1-P1, age: empty"
    assert index.data(Qt.ItemDataRole.ToolTipRole) == "Write a number like 3 or 2.5."


def test_the_segment_panel_leads_here(qtbot: QtBot, window: MainWindow) -> None:
    assert window.workbench is not None
    button = window.workbench.code_page.inspector.transcript.people
    qtbot.waitUntil(lambda: button.isVisibleTo(window))
    button.click()
    assert window.findChild(PeopleDialog) is not None


def test_without_participants_it_says_what_to_do(
    qtbot: QtBot, open_window: Callable[[], MainWindow], tmp_path: Path
) -> None:
    made = open_window()
    made.create_at(str(tmp_path / "empty.qualcode"))
    made.actions_["transcript.people"].trigger()
    dialog = made.findChild(PeopleDialog)
    assert dialog is not None
    assert dialog.participants.hint.text().startswith("No participant yet.")
    assert not dialog.participants.buttons["Remove participant"].isEnabled()
    dialog.participants.paste("name\tage\nAda\t40\n")
    assert dialog.participants.model.rowCount() == 1
    assert dialog.participants.buttons["Remove participant"].isEnabled()


@given(st.lists(st.lists(st.text(alphabet="ab \"'\n\t😀", max_size=4), min_size=1, max_size=4), max_size=4))
def test_what_a_spreadsheet_copies_is_read_back(rows: list[list[str]]) -> None:
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    quoted = [['"' + cell.replace('"', '""') + '"' for cell in row] for row in rows]
    text = "\r\n".join("\t".join(row) for row in quoted)
    assert cells_of(text) == rows


def test_what_only_looks_quoted_is_pasted_as_it_is(window: MainWindow, dialog: PeopleDialog) -> None:
    session, tab = window.session, dialog.participants
    assert session is not None
    session.do(lambda: add_attribute(session.study, "job", AttributeSubject.PARTICIPANT)[1])
    tab.table.setCurrentIndex(tab.model.index(0, FIXED + 3))
    lines = ['"White British" carer', '"in-between', "teacher", "x" * 140_000]
    QGuiApplication.clipboard().setText("\n".join(lines))
    QTest.keyClick(tab.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    people = session.study.participants_in_order[: len(lines)]
    assert [_values(session.study, row.name)["job"] for row in people] == lines


def _people(study: Study) -> list[str]:
    return [row.name for row in study.participants_in_order]


def _attributes(study: Study) -> list[str]:
    rows = (row for row in study.attributes_in_order if row.subject is AttributeSubject.PARTICIPANT)
    return [row.name for row in rows]


def _drag(header: QHeaderView, first: int, last: int) -> None:
    """Drag a section of a header by the mouse to the place of another one."""
    along = header.orientation() is Qt.Orientation.Horizontal
    places = [header.sectionViewportPosition(at) + header.sectionSize(at) // 2 for at in (first, last)]
    begin, end = (QPoint(place, 5) if along else QPoint(5, place) for place in places)
    step = QPoint(8, 0) if along else QPoint(0, 8)
    step = step if last > first else -step
    viewport, left = header.viewport(), Qt.MouseButton.LeftButton
    QTest.mousePress(viewport, left, pos=begin)
    for where in (begin + step, begin + step + step, end, end + step):
        QTest.mouseMove(viewport, where)
    QTest.mouseRelease(viewport, left, pos=end + step)


def test_participants_are_ordered_by_key_and_by_dragging_their_numbers(
    dialog: PeopleDialog, study: Callable[[], Study]
) -> None:
    table = dialog.participants.table
    before = _people(study())
    table.setFocus()
    table.setCurrentIndex(table.model().index(0, NAME))
    QTest.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert _people(study())[:2] == [before[1], before[0]]
    assert table.currentIndex().data() == before[0], "the cursor goes along"
    QTest.keyClick(table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert _people(study()) == before
    assert table.verticalHeader().width() > table.fontMetrics().horizontalAdvance("0"), "there is a handle"
    _drag(table.verticalHeader(), 2, 0)
    assert _people(study())[0] == before[2]
    dialog.undo.trigger()
    assert _people(study()) == before


def test_attributes_are_ordered_by_key_and_by_dragging_their_headings(
    dialog: PeopleDialog, study: Callable[[], Study]
) -> None:
    table = dialog.participants.table
    assert _attributes(study()) == ["age", "housing", "consent"]
    table.setFocus()
    table.setCurrentIndex(table.model().index(1, FIXED))
    QTest.keyClick(table, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert _attributes(study()) == ["housing", "age", "consent"]
    assert dialog.participants.attribute is not None
    assert dialog.participants.attribute.name == "age"
    _drag(table.horizontalHeader(), FIXED + 2, FIXED)
    assert _attributes(study()) == ["consent", "housing", "age"]
    table.setCurrentIndex(table.model().index(1, NAME))
    QTest.keyClick(table, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert _attributes(study()) == ["consent", "housing", "age"]


def test_transcripts_are_ordered_within_their_folder(
    dialog: PeopleDialog, study: Callable[[], Study]
) -> None:
    dialog.tabs.setCurrentWidget(dialog.transcripts)
    table = dialog.transcripts.table
    before = [row.name for row in study().transcripts_in_order]
    table.setCurrentIndex(table.model().index(1, NAME))
    QTest.keyClick(table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert [row.name for row in study().transcripts_in_order] == [before[1], before[0]]


def test_several_roles_are_shown_as_such_and_one_that_is_chosen_is_one_step(
    dialog: PeopleDialog, study: Callable[[], Study], window: MainWindow
) -> None:
    session = window.session
    assert session is not None
    where = [transcript(study(), "FG1")]
    session.do(lambda: set_label_role(study(), where, "P1", Role.INTERVIEWER))
    table, row = dialog.participants.table, _row(dialog, "FG1-P1")
    model = dialog.participants.model
    assert model.index(row, 1).data() == "interviewer"
    # Half of somebody's turns under another label that is a participant's.
    person = _person(study(), "FG1-P1").id
    session.do(lambda: assign_label(study(), where, "P2", person))
    assert model.index(row, 1).data() == MIXED
    # Looking at the choices and going on changes nothing.
    steps = len(session.project.steps)
    table.setFocus()
    table.setCurrentIndex(model.index(row, 1))
    QTest.keyClick(table, Qt.Key.Key_F2)
    box = next(box for box in table.findChildren(QComboBox) if box.isVisible())
    table.itemDelegate().setModelData(box, model, model.index(row, 1))
    assert len(session.project.steps) == steps
    table.closeEditor(box, QAbstractItemDelegate.EndEditHint.NoHint)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    _pick(table, row, 1, "interviewer")
    assert model.index(row, 1).data() == "interviewer"
    assert {speaker.role for speaker in speakers_of(study()) if speaker.person == "FG1-P1"} == {
        Role.INTERVIEWER
    }
    assert len(session.project.steps) == steps + 1


def _click(table: CellTable, row: int, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    place = table.visualRect(table.model().index(row, NAME)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, keys, place)


def test_ctrl_and_a_click_adds_a_row_and_the_one_clicked_first_is_kept(
    dialog: PeopleDialog, study: Callable[[], Study]
) -> None:
    tab = dialog.participants
    names = [row.name for row in tab.model.table.rows]
    assert len(names) >= 4
    _click(tab.table, 3)
    _click(tab.table, 0, Qt.KeyboardModifier.ControlModifier)
    assert [row.name for row in tab.chosen] == [names[3], names[0]]
    QTest.mouseClick(tab.buttons["Merge participants"], Qt.MouseButton.LeftButton)
    assert dialog.bar.text.startswith(f"Merge {names[0]} into {names[3]}?")
    _click(tab.table, 2)
    _click(tab.table, 0, Qt.KeyboardModifier.ShiftModifier)
    assert tab.chosen[0].name == names[2]
    assert {row.name for row in tab.chosen} == set(names[:3])


def test_a_name_that_somebody_has_already_offers_to_merge(
    dialog: PeopleDialog, study: Callable[[], Study], qtbot: QtBot
) -> None:
    _edit(dialog.participants.table, _row(dialog, "FG1-P2"), NAME, "fg1-p1")
    qtbot.waitUntil(lambda: "Merge FG1-P2 into FG1-P1?" in dialog.bar.text)
    assert dialog.bar.text.startswith("There is a participant named “FG1-P1” already.")
    # The table keeps the keyboard, and the key that leads to the answer is said.
    assert dialog.participants.table.hasFocus()
    assert dialog.bar.text.endswith("F6 goes to the answers.")
    QTest.keyClick(dialog.participants.table, Qt.Key.Key_F6)
    answer = QApplication.focusWidget()
    assert isinstance(answer, QPushButton)
    assert answer.text() == "Merge"
    assert len([row for row in study().participants.values() if row.name.startswith("FG1-P")]) == 2
    _answer(dialog, "Merge")
    assert [row.name for row in study().participants.values() if row.name.startswith("FG1-P")] == ["FG1-P1"]


def _current(table: CellTable) -> tuple[int, int]:
    return table.currentIndex().row(), table.currentIndex().column()


def test_choices_are_typed_downwards_be_they_the_same_as_before(
    dialog: PeopleDialog, study: Callable[[], Study]
) -> None:
    table = dialog.participants.table
    names = [row.name for row in dialog.participants.model.table.rows][:3]
    for wanted in (["rented", "owned", "rented"], ["rented", "rented", "OWN"]):
        table.setFocus()
        table.setCurrentIndex(table.model().index(0, FIXED + 1))
        for place, housing in enumerate(wanted):
            _type(table, housing, Qt.Key.Key_Return)
            assert _current(table) == (min(place + 1, table.model().rowCount() - 1), FIXED + 1)
    assert [_values(study(), name)["housing"] for name in names] == ["rented", "rented", "owned"]
    table.setCurrentIndex(table.model().index(0, FIXED + 1))
    _type(table, "owned", Qt.Key.Key_Tab)
    assert _current(table) == (0, FIXED + 2)
    _type(table, "y", Qt.Key.Key_Return)
    assert _current(table) == (1, FIXED + 2)
    assert _values(study(), names[0]) == {"housing": "owned", "consent": "yes"}


@pytest.mark.parametrize(
    ("key", "step"), [(Qt.Key.Key_Return, (1, 0)), (Qt.Key.Key_Tab, (0, 1)), (Qt.Key.Key_Backtab, (0, -1))]
)
@pytest.mark.parametrize("picked", ["", "owned", "rented"])
def test_the_list_of_choices_is_left_as_any_other_cell(
    dialog: PeopleDialog, study: Callable[[], Study], key: Qt.Key, step: tuple[int, int], picked: str
) -> None:
    table = dialog.participants.table
    name = dialog.participants.model.table.rows[0].name
    table.setFocus()
    table.setCurrentIndex(table.model().index(0, FIXED + 1))
    _type(table, "owned", Qt.Key.Key_Return)
    table.setCurrentIndex(table.model().index(0, FIXED + 1))
    QTest.keyClick(table, Qt.Key.Key_F2)
    box = next(box for box in table.findChildren(QComboBox) if box.isVisible())
    box.showPopup()
    box.view().setCurrentIndex(box.model().index(box.findText(picked), 0))
    QTest.keyClick(box.view(), key)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert _current(table) == (step[0], FIXED + 1 + step[1])
    assert _values(study(), name).get("housing", "") == picked
    assert not [box for box in table.findChildren(QComboBox) if box.isVisible()]


def test_a_letter_typed_while_the_list_is_open_goes_into_the_cell(
    dialog: PeopleDialog, study: Callable[[], Study]
) -> None:
    table = dialog.participants.table
    table.setFocus()
    table.setCurrentIndex(table.model().index(0, FIXED + 1))
    QTest.keyClick(table, Qt.Key.Key_F2)
    box = next(box for box in table.findChildren(QComboBox) if box.isVisible())
    box.showPopup()
    QTest.keyClick(box.view(), Qt.Key.Key_R)
    QTest.keyClicks(box, "ent")
    QTest.keyClick(box, Qt.Key.Key_Return)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert table.model().index(0, FIXED + 1).data() == "rented"


def test_what_is_none_of_the_choices_is_said_and_can_be_added(
    qtbot: QtBot, dialog: PeopleDialog, study: Callable[[], Study]
) -> None:
    table = dialog.participants.table
    name = dialog.participants.model.table.rows[0].name
    table.setFocus()
    table.setCurrentIndex(table.model().index(0, FIXED + 1))
    before = study().step
    _type(table, "squatted", Qt.Key.Key_Return)
    said = said_in_cell(table, 0, FIXED + 1)
    assert said.startswith("“squatted” does not fit “housing”: choose one of owned, rented, or add it")
    qtbot.waitUntil(lambda: bool(dialog.bar.text))
    assert dialog.bar.text == f"Add “squatted” to the choices of “housing” and record it for {name}?"
    assert _current(table) == (1, FIXED + 1)
    assert study().step == before
    _answer(dialog, "Add it")
    assert _values(study(), name) == {"housing": "squatted"}
    assert study().attributes_in_order[1].choices == ("owned", "rented", "squatted")
    assert study().step == before + 1
    _type(table, "nobody", Qt.Key.Key_Return)
    table.setCurrentIndex(table.model().index(0, 1))
    _type(table, "chair", Qt.Key.Key_Return)
    assert said_in_cell(table, 0, 1).startswith("“chair” is none of the choices here: ")


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Backtab])
def test_what_is_refused_is_typed_once_more_into_the_same_cell(
    dialog: PeopleDialog, study: Callable[[], Study], key: Qt.Key
) -> None:
    table, model = dialog.participants.table, dialog.participants.model
    column = next(
        place
        for place in range(model.columnCount())
        if (row := model.attribute_at(place)) is not None and row.type is AttributeType.NUMBER
    )
    here, beside = model.table.rows[1].name, model.table.rows[2].name
    was = _values(study(), beside)
    table.setFocus()
    table.setCurrentIndex(table.model().index(1, column))
    _type(table, "nine", key)
    assert said_in_cell(table, 1, column).startswith("“nine” does not fit")
    assert _current(table) == (1, column)
    _type(table, "9", Qt.Key.Key_Return)
    assert _values(study(), here)[table.model().headerData(column, Qt.Orientation.Horizontal)] == "9"
    assert _values(study(), beside) == was
    # What was kept goes on, and so does what is left as it was.
    assert _current(table) == (2, column)
    table.setCurrentIndex(table.model().index(1, column))
    _type(table, "9", Qt.Key.Key_Return)
    assert _current(table) == (2, column)


def test_a_pasted_column_says_which_choices_were_made_and_how_to_change_them(
    dialog: PeopleDialog, study: Callable[[], Study]
) -> None:
    table = dialog.participants.table
    names = [row.name for row in dialog.participants.model.table.rows]
    table.setCurrentIndex(table.model().index(0, 0))
    lines = [f"{name}\t{('shift', 'office')[place % 2]}" for place, name in enumerate([*names, "Ada", "Bo"])]
    dialog.participants.paste("\n".join(["Participant\twork", *lines]))
    assert "New attribute: work (choice: office, shift)." in dialog.bar.text
    assert dialog.bar.text.endswith("“Change attribute…” changes the type of an attribute and its choices.")
    table.setCurrentIndex(table.model().index(0, table.model().columnCount() - 1))
    dialog.participants.paste("office\nfarm")
    assert dialog.bar.text == (
        f"Nothing was recorded: {names[1]}: “farm” does not fit “work”: choose one of office, shift, "
        "or add it to the choices first."
    )
