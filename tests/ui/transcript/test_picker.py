"""The field in which a code is chosen: what is found, and that keys are enough.

Tests as well: ``finding``, ``choice_list``.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from qualcode.model.change import ChangeSet, added, updated
from qualcode.model.study import Study
from qualcode.model.words.spelling import Typed, same_name
from qualcode.model.words.spelling import key as spelt
from qualcode.ui.transcript.finding import Choice, CodeFinder, Fit, _Known, _Wanted
from qualcode.ui.transcript.picker import CodePicker
from qualcode.ui.transcript.view import TranscriptView
from tests.ui.transcript.material import Material, codes_named

# The offscreen platform says so of every window with a layout.
pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")

NAMES = ["Trust", "trust in firms", "Stigma", "Café rules", "rent", "Money and rent"]


def study() -> Study:
    codes = codes_named(NAMES)
    codes[1] = replace(codes[1], parent_id=codes[0].id)
    codes.append(replace(codes_named(["Feelings"])[0], position=9, codable=False))
    return Study().after(ChangeSet("Add", tuple(added(code) for code in codes)))


def choices(made: Study, typed: str, recent: Sequence[UUID] = ()) -> list[Choice]:
    return CodeFinder().choices(made, typed, recent)


def names(typed: str) -> list[str]:
    return [choice.name if choice.code else f"+{choice.name}" for choice in choices(study(), typed)]


def test_without_letters_all_codes_are_there_and_no_category() -> None:
    assert names("") == ["Trust", "trust in firms", "Stigma", "Café rules", "rent", "Money and rent"]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("tru", ["Trust", "trust in firms", "+tru"]),
        ("TRUST", ["Trust", "trust in firms"]),
        ("firms trust", ["trust in firms", "+firms trust"]),
        ("rent", ["rent", "Money and rent"]),
        ("cafe", ["Café rules", "+cafe"]),
        ("stgma", ["+stgma", "Stigma"]),
        ("stigam", ["+stigam", "Stigma"]),
        ("trust in banks", ["+trust in banks"]),
        ("xy", ["+xy"]),
        ("  a   b ", ["+a b"]),
    ],
)
def test_what_is_found(typed: str, expected: list[str]) -> None:
    found = names(typed)
    assert found[: len(expected)] == expected


def test_recent_codes_come_first_among_equals() -> None:
    made = study()
    rent = made.code_named("rent").id
    assert choices(made, "", [rent])[0].name == "rent"
    assert choices(made, "trust", [made.code_named("trust in firms").id])[0].name == "Trust"


def test_letters_in_their_order_are_a_guess_whatever_is_between_them() -> None:
    assert [fit for _, fit in fits("tif", "trust in firms")] == [Fit.LETTERS]
    assert [fit for _, fit in fits("a^]", "za.^\n-]")] == [Fit.LETTERS]
    assert fits("tfi i", "trust in firms") == []
    # Looked for at each place where it could be, this would take years.
    assert fits("a" * 200 + "b", "a" * 400) == []


def fits(typed: str, name: str) -> list[tuple[int, Fit]]:
    known = _Known(Choice(codes_named([name])[0], name, name), name, name, name.isascii())
    return list(_Wanted(typed).fits([known]))


@given(st.text("aab \t>'-B1", min_size=1, max_size=9), st.text("aab \tB1", min_size=1, max_size=4))
def test_plain_names_are_found_as_those_with_accents_are(name: str, typed: str) -> None:
    wanted = _Wanted(typed)
    known = _Known(Choice(None, name, f"b > {name}"), spelt(f"b > {name}"), spelt(name), plain=True)
    slowly = known._replace(plain=False)
    assert list(wanted.fits([known])) == list(wanted.fits([slowly]))


def test_the_finder_keeps_up_with_the_codebook() -> None:
    finder, made = CodeFinder(), study()
    assert [row.name for row in finder.choices(made, "stigma")] == ["Stigma"]
    code = made.code_named("Stigma")
    renamed = replace(code, name="Shame")
    changed = made.after(ChangeSet("Rename", (updated(code, renamed),)))
    assert [row.name for row in finder.choices(changed, "stigma")] == ["stigma"]
    assert [row.name for row in finder.choices(changed, "shame")] == ["Shame"]


@given(st.text(max_size=8))
def test_a_new_name_can_always_be_made(typed: str) -> None:
    found = choices(study(), typed)
    name = " ".join(typed.split())
    same = [choice for choice in found if choice.code and same_name(choice.name, name)]
    makers = [choice for choice in found if choice.code is None]
    assert len(makers) == (1 if name and not same else 0)


@pytest.fixture
def material(tmp_path: Path) -> Iterator[Material]:
    made = Material(tmp_path, [("P1", "Some words to be coded here.")], NAMES)
    yield made
    made.session.close()


@pytest.fixture
def host(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def view(material: Material, host: QWidget, qtbot: QtBot) -> TranscriptView:
    shown = TranscriptView(material.session)
    column = QVBoxLayout(host)
    column.addWidget(shown)
    host.resize(900, 600)
    host.show()
    qtbot.waitExposed(host)
    shown.show_transcript(material.id)
    shown.setFocus()
    return shown


@pytest.fixture
def picker(material: Material, view: TranscriptView, host: QWidget) -> CodePicker:
    made = CodePicker(material.session, host)
    made.open_at(view.viewport(), view.selection_rect())
    return made


def test_an_existing_code_by_letters_and_enter(
    material: Material, view: TranscriptView, picker: CodePicker, qtbot: QtBot
) -> None:
    assert picker.field.hasFocus()
    QTest.keyClicks(picker.field, "sti")
    with qtbot.waitSignal(picker.chosen) as told:
        QTest.keyClick(picker.field, Qt.Key.Key_Return)
    assert told.args == [material.codes[2].id]
    assert picker.isHidden()
    assert view.hasFocus()
    picker.open_at(view.viewport(), QRect(0, 0, 1, 1))
    assert picker.list.currentIndex().data() == "Stigma"


def test_a_new_code_by_its_name_and_enter(picker: CodePicker, qtbot: QtBot) -> None:
    QTest.keyClicks(picker.field, "night phones")
    assert picker.list.currentIndex().data() == "Create “night phones”"
    with qtbot.waitSignal(picker.created) as told:
        QTest.keyClick(picker.field, Qt.Key.Key_Return)
    assert told.args == ["night phones"]


def test_shift_enter_makes_a_code_though_others_are_found(picker: CodePicker, qtbot: QtBot) -> None:
    QTest.keyClicks(picker.field, "tru")
    with qtbot.waitSignal(picker.created) as told:
        QTest.keyClick(picker.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert told.args == ["tru"]


def test_down_and_up_choose(material: Material, picker: CodePicker, qtbot: QtBot) -> None:
    for key in (
        Qt.Key.Key_Down,
        Qt.Key.Key_Down,
        Qt.Key.Key_Up,
        Qt.Key.Key_Up,
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
    ):
        QTest.keyClick(picker.field, key)
    with qtbot.waitSignal(picker.chosen) as told:
        QTest.keyClick(picker.field, Qt.Key.Key_Return)
    assert told.args == [material.codes[1].id]


def test_escape_closes_and_gives_the_focus_back(
    view: TranscriptView, picker: CodePicker, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(picker.closed), qtbot.assertNotEmitted(picker.chosen):
        QTest.keyClick(picker.field, Qt.Key.Key_Escape)
    assert picker.isHidden()
    assert view.hasFocus()


def test_a_click_chooses(material: Material, picker: CodePicker, qtbot: QtBot) -> None:
    place = picker.list.visualRect(picker._model.index(3)).center()
    with qtbot.waitSignal(picker.chosen) as told:
        QTest.mouseClick(picker.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert told.args == [material.codes[3].id]


def test_it_stays_inside_its_window(view: TranscriptView, host: QWidget, picker: CodePicker) -> None:
    for rect in (QRect(5000, 5000, 1, 1), QRect(-50, -50, 1, 1), QRect(400, 560, 10, 20)):
        picker.close_field()
        picker.open_at(view.viewport(), rect)
        assert host.rect().contains(picker.geometry())


@pytest.mark.parametrize(
    "words",
    [
        QRect(20, 10, 700, 60),
        QRect(20, 150, 700, 150),
        QRect(20, 260, 700, 150),
        QRect(20, 480, 700, 60),
        # All the way down: there is room beside it only.
        QRect(20, 20, 200, 540),
        QRect(640, 20, 200, 540),
    ],
)
def test_it_never_covers_the_words_that_are_coded(
    view: TranscriptView, host: QWidget, picker: CodePicker, words: QRect
) -> None:
    host.resize(900, 600)
    picker.close_field()
    picker.open_at(view.viewport(), words)
    covered = QRect(view.viewport().mapTo(host, words.topLeft()), words.size())
    assert not picker.geometry().intersects(covered)
    assert host.rect().contains(picker.geometry())


def test_the_model_is_sound(picker: CodePicker) -> None:
    tester = QAbstractItemModelTester(picker._model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    QTest.keyClicks(picker.field, "trust")
    picker.field.clear()
    assert tester.model() is picker._model


def test_three_codes_are_ticked_and_taken_together(
    material: Material, picker: CodePicker, qtbot: QtBot
) -> None:
    QTest.keyClick(picker.field, Qt.Key.Key_Space)
    QTest.keyClicks(picker.field, "stig")
    QTest.keyClick(picker.field, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(picker.field, "rent")
    QTest.keyClick(picker.field, Qt.Key.Key_Down)
    QTest.keyClick(picker.field, Qt.Key.Key_Space)
    wanted = [material.codes[place].id for place in (0, 2, 5)]
    assert (picker.ticked, picker.field.text()) == (wanted, "")
    with qtbot.waitSignal(picker.several) as told, qtbot.assertNotEmitted(picker.chosen):
        QTest.keyClick(picker.field, Qt.Key.Key_Return)
    assert told.args == [wanted, []]


def test_what_is_typed_last_is_taken_with_the_ticked_ones(
    material: Material, picker: CodePicker, qtbot: QtBot
) -> None:
    QTest.keyClick(picker.field, Qt.Key.Key_Space)
    QTest.keyClicks(picker.field, "stigma")
    with qtbot.waitSignal(picker.several) as told:
        QTest.keyClick(picker.field, Qt.Key.Key_Return)
    assert told.args == [[material.codes[0].id, material.codes[2].id], []]


def test_a_new_code_is_made_with_the_ticked_ones(
    material: Material, picker: CodePicker, qtbot: QtBot
) -> None:
    QTest.keyClick(picker.field, Qt.Key.Key_Space)
    QTest.keyClicks(picker.field, "being believed")
    assert picker.field.text() == "being believed"
    with qtbot.waitSignal(picker.several) as told:
        QTest.keyClick(picker.field, Qt.Key.Key_Return)
    assert told.args == [[material.codes[0].id], ["being believed"]]


def test_new_codes_are_ticked_as_others_are(material: Material, picker: CodePicker, qtbot: QtBot) -> None:
    for name in ("being believed", "Pager > at night"):
        QTest.keyClicks(picker.field, name)
        QTest.keyClick(picker.field, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
        assert picker.field.text() == ""
    assert picker.new_names == ["being believed", "Pager > at night"]
    first = picker._model.index(0)
    assert first.data() == "Create “being believed”"
    assert first.data(Qt.ItemDataRole.AccessibleTextRole) == "Create “being believed”, ticked"
    QTest.keyClicks(picker.field, "stigma")
    QTest.keyClick(picker.field, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    assert picker.apply.text() == "Apply 3 codes"
    with qtbot.waitSignal(picker.several) as told:
        QTest.keyClick(picker.field, Qt.Key.Key_Return)
    assert told.args == [[material.codes[2].id], ["being believed", "Pager > at night"]]


def test_a_new_code_is_unticked_again(picker: CodePicker, qtbot: QtBot) -> None:
    QTest.keyClicks(picker.field, "being believed")
    QTest.keyClick(picker.field, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(picker.field, Qt.Key.Key_Space)
    assert (picker.new_names, picker.apply.isVisible()) == ([], False)
    QTest.keyClicks(picker.field, "nothing else")
    with qtbot.waitSignal(picker.created) as told:
        QTest.keyClick(picker.field, Qt.Key.Key_Return)
    assert told.args == ["nothing else"]


def test_what_keys_do_is_read_whole_and_nothing_moves_when_the_button_comes(picker: CodePicker) -> None:
    hint, whole = picker._hint, picker.geometry()
    for typed in ("", "trust"):
        QTest.keyClicks(picker.field, typed)
        room = hint.contentsRect().width()
        assert hint.fontMetrics().horizontalAdvance(hint.text()) <= room
    picker.field.clear()
    QTest.keyClick(picker.field, Qt.Key.Key_Space)
    assert picker.apply.isVisible()
    assert picker.geometry() == whole


def test_the_field_says_when_space_is_a_letter(picker: CodePicker) -> None:
    def said() -> str:
        return picker._hint.text()

    assert " Space ticks" in said()
    QTest.keyClicks(picker.field, "trust in")
    assert (picker.field.text(), picker.ticked) == ("trust in", [])
    assert "Ctrl+Space ticks" in said()
    QTest.keyClick(picker.field, Qt.Key.Key_Down)
    assert " Space ticks" in said()
    picker.field.clear()
    assert " Space ticks" in said()
    QTest.keyClick(picker.field, Qt.Key.Key_Space)
    assert said().startswith("Enter applies: ")


def test_space_ticks_and_unticks_and_a_click_on_the_box_does(picker: CodePicker, qtbot: QtBot) -> None:
    for _ in range(2):
        QTest.keyClick(picker.field, Qt.Key.Key_Space)
    assert picker.ticked == []
    place = picker.list.visualRect(picker._model.index(1))
    with qtbot.assertNotEmitted(picker.chosen):
        QTest.mouseClick(
            picker.list.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(14, place.center().y())
        )
    assert len(picker.ticked) == 1
    assert not picker.isHidden()


def test_a_click_on_a_name_takes_it_with_the_ticked_ones(
    material: Material, picker: CodePicker, qtbot: QtBot
) -> None:
    QTest.keyClick(picker.field, Qt.Key.Key_Space)
    place = picker.list.visualRect(picker._model.index(3)).center()
    with qtbot.waitSignal(picker.several) as told:
        QTest.mouseClick(picker.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert told.args == [[material.codes[0].id, material.codes[3].id], []]


def test_what_is_ticked_is_applied_by_a_button_that_comes_with_the_first_tick(
    material: Material, view: TranscriptView, picker: CodePicker, qtbot: QtBot
) -> None:
    height = picker.height()
    assert not picker.apply.isVisible()
    for row, words in ((0, "Apply 1 code"), (2, "Apply 2 codes")):
        middle = picker.list.visualRect(picker._model.index(row)).center().y()
        QTest.mouseClick(picker.list.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(14, middle))
        assert (picker.apply.isVisible(), picker.apply.text()) == (True, words)
    assert picker.height() == height
    with qtbot.waitSignal(picker.several) as told:
        QTest.mouseClick(picker.apply, Qt.MouseButton.LeftButton)
    assert told.args == [[material.codes[0].id, material.codes[2].id], []]
    assert picker.isHidden()
    assert view.hasFocus()
    picker.open_at(view.viewport(), QRect(0, 0, 1, 1))
    assert not picker.apply.isVisible()


@pytest.mark.parametrize(("width", "height"), [(300, 330), (370, 200)])
def test_it_is_no_larger_than_its_window(
    view: TranscriptView, host: QWidget, picker: CodePicker, width: int, height: int
) -> None:
    picker.close_field()
    view.setMinimumSize(0, 0)
    host.resize(width, height)
    picker.open_at(view.viewport(), view.selection_rect())
    assert host.rect().contains(picker.geometry())


def test_where_one_code_is_taken_nothing_is_ticked(
    material: Material, view: TranscriptView, host: QWidget, qtbot: QtBot
) -> None:
    picker = CodePicker(material.session, host, one_only=True)
    picker.open_at(view.viewport(), view.selection_rect())
    QTest.keyClick(picker.field, Qt.Key.Key_Space)
    assert picker.ticked == []
    picker.field.clear()
    with qtbot.waitSignal(picker.chosen):
        QTest.keyClick(picker.field, Qt.Key.Key_Return)


@given(st.text("abé ́رسtrust", max_size=12), st.text("abé ́رسtrust", max_size=4))
def test_no_code_is_missed_that_holds_what_is_typed(name: str, typed: str) -> None:
    code = replace(codes_named(["x"])[0], name=name)
    made = Study().after(ChangeSet("Add", (added(code),)))
    found = {choice.code.id for choice in choices(made, typed) if choice.code is not None}
    if not Typed(typed) or Typed(typed).within(name):
        assert found == {code.id}


def test_thousands_of_codes_are_made_ready_in_parts_and_as_they_are_now() -> None:
    codes = codes_named([f"code {number}" for number in range(1_000)])
    made = Study().after(ChangeSet("Add", tuple(map(added, codes))))
    parts = CodeFinder.getting_ready(made)
    assert next(parts) is None, "one part is done, others are left"
    # Who looks for a code meanwhile finds all of them.
    assert len(CodeFinder().choices(made, "")) == 1_000
    assert len(list(parts)) == 3
    assert [row.name for row in CodeFinder().choices(made, "code 999")][:1] == ["code 999"]
    assert list(CodeFinder.getting_ready(made)) == []
    coloured = replace(codes[7], colour="#123456")
    above = replace(codes[8], parent_id=codes[7].id)
    moved = made.after(ChangeSet("Move", (updated(codes[7], coloured), updated(codes[8], above))))
    found = {row.name: row for row in CodeFinder().choices(moved, "")}
    assert found["code 7"].code == coloured
    assert found["code 8"].path == "code 7 > code 8"
