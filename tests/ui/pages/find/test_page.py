"""The Find page: a query is typed and answered, passages are opened, checked and coded, queries are kept.

Tests as well: ``answers``, ``chips``, ``coding_bar``, ``context_table``, ``examples``, ``passages``,
``query_field``, ``saved``, ``ui.pages.query_box``, ``ui.widgets.side_by_side``.
"""

from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QInputDialog, QLineEdit, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from qualcode.analysis.found_units import FoundUnit
from qualcode.model.identity import key_of, new_id
from qualcode.model.queries.query_names import typed_query
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.operations.codes.codebook import rename_code
from qualcode.operations.codings.coding import apply_code
from qualcode.operations.people.participants import rename_participant
from qualcode.operations.queries import save_query
from qualcode.operations.transcripts.documents import rename_transcript
from qualcode.ui.look.elided import WholeWords
from qualcode.ui.pages.find.answers import AnswerLine, Grouping
from qualcode.ui.pages.find.page import FindPage
from qualcode.ui.pages.find.passages import FoundList
from qualcode.ui.pages.query_box import QueryBox
from qualcode.ui.shell.main_window import MainWindow
from qualcode.ui.widgets.rich_list import DATA_ROLE
from tests.ui.field_notes import said_at
from tests.ui.material import code, transcript


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow) -> FindPage:
    assert window.workbench is not None
    window.actions_["analyse.find"].trigger()
    made = window.workbench.pages.queries
    assert made.isVisible()
    qtbot.waitUntil(made.field.hasFocus)
    return made


def study_of(window: MainWindow) -> Study:
    assert window.session is not None
    return window.session.study


def asked(qtbot: QtBot, window: MainWindow, page: FindPage, text: str) -> FindPage:
    """Type a query and press Enter, as a person does who wants no suggestion."""
    page.field.setFocus()
    page.field.clear()
    QTest.keyClicks(page.field, text)
    page.field.list.hide()
    # The offscreen platform leaves the closed list the active window.
    window.activateWindow()
    qtbot.waitUntil(page.field.hasFocus)
    QTest.keyClick(page.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window.background.busy)
    return page


def listed(page: FindPage) -> list[str]:
    items = [page.passages.item(row) for row in range(page.passages.count())]
    return [item.data(Qt.ItemDataRole.AccessibleTextRole) for item in items]


def row_of(page: FindPage, number: int) -> int:
    """The row of a passage, groups not counted."""
    rows = [
        row for row in range(page.passages.count()) if page.passages.item(row).data(DATA_ROLE) is not None
    ]
    return rows[number]


def click_row(page: FindPage, row: int, x: int) -> None:
    rect = page.passages.visualItemRect(page.passages.item(row))
    QTest.mouseClick(page.passages.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(x, rect.center().y()))


def answer_dialog(window: MainWindow, text: str) -> None:
    dialog = window.findChild(QInputDialog)
    assert isinstance(dialog, QInputDialog)
    field = dialog.findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    field.setText(text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def test_the_empty_page_teaches_by_examples(page: FindPage) -> None:
    assert listed(page) == []
    QTest.mouseClick(page.examples.buttons[1], Qt.MouseButton.LeftButton)
    assert page.field.text() == "tru* OR *hood"
    assert page.field.hasFocus()


def test_examples_keep_together_at_any_width(qtbot: QtBot, page: FindPage) -> None:
    examples = page.examples
    for width in (900, 320, 260, 900):
        examples.resize(width, 600)
        layout = examples.layout()
        assert layout is not None
        layout.activate()
        rows = list(zip(examples.buttons, examples._meanings, strict=True))
        assert all(button.geometry().right() < width for button, _ in rows)
        below = width < 900
        for button, meaning in rows:
            assert (meaning.y() > button.y() + button.height() // 2) is below
            assert meaning.geometry().right() < width
        # One after the other, without holes between them.
        for (_, one), (other, _) in pairwise(rows):
            assert 0 <= other.y() - one.geometry().bottom() < 3 * other.height()


def test_words_are_found_in_groups_with_a_line_around_them(
    qtbot: QtBot, window: MainWindow, page: FindPage
) -> None:
    asked(qtbot, window, page, "nobody")
    assert page.said.text() == "Three passages in 2 transcripts."
    assert listed(page)[0] == "FG1: 2"
    assert listed(page)[3] == "INT01: 1"
    assert "Nobody" in listed(page)[1]
    assert [chip.accessibleName() for chip in page.chips.buttons] == ["Remove words:nobody"]


def test_codes_and_speakers_join_and_parts_can_be_taken_out(
    qtbot: QtBot, window: MainWindow, page: FindPage
) -> None:
    asked(qtbot, window, page, "word:nobody and speaker:P2")
    assert page.said.text() == "Two passages in 1 transcript."
    assert [chip.accessibleName() for chip in page.chips.buttons] == [
        "Remove word:nobody",
        "Remove and speaker:P2",
    ]
    QTest.mouseClick(page.chips.buttons[1], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not window.background.busy)
    assert page.field.text() == "word:nobody"
    assert page.said.text() == "Three passages in 2 transcripts."
    QTest.mouseClick(page.chips.buttons[0], Qt.MouseButton.LeftButton)
    assert page.answer is None
    assert page.examples.buttons[0].isVisible()


def test_what_cannot_be_read_is_said_below_the_line(qtbot: QtBot, window: MainWindow, page: FindPage) -> None:
    asked(qtbot, window, page, "code:zeppelin")
    assert "no code named “zeppelin”" in said_at(page.field)
    # On the way to another page and back it is said again.
    window.actions_["analyse.matrix"].trigger()
    assert not said_at(page.field)
    window.actions_["analyse.find"].trigger()
    assert "no code named “zeppelin”" in said_at(page.field)
    asked(qtbot, window, page, "nobody")
    assert not said_at(page.field)


def test_names_are_offered_while_one_types(qtbot: QtBot, window: MainWindow, page: FindPage) -> None:
    QTest.keyClicks(page.field, "code:firm")
    qtbot.waitUntil(page.field.list.isVisible)
    QTest.keyClick(page.field.list, Qt.Key.Key_Down)
    QTest.keyClick(page.field.list, Qt.Key.Key_Return)
    assert page.field.text() == 'code:"trust in firms" '
    QTest.keyClicks(page.field, "and spea")
    qtbot.waitUntil(page.field.list.isVisible)
    QTest.keyClick(page.field.list, Qt.Key.Key_Down)
    QTest.keyClick(page.field.list, Qt.Key.Key_Return)
    assert page.field.text() == 'code:"trust in firms" and speaker:'
    qtbot.waitUntil(page.field.list.isVisible)
    page.field.list.hide()


def test_enter_looks_for_what_is_typed_while_suggestions_are_seen(
    qtbot: QtBot, window: MainWindow, page: FindPage
) -> None:
    QTest.keyClicks(page.field, "code:stig")
    qtbot.waitUntil(page.field.list.isVisible)
    QTest.keyClick(page.field.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "stig" in said_at(page.field))
    assert page.field.text() == "code:stig"
    assert page.field.list.isHidden()


def test_every_example_can_be_asked(qtbot: QtBot, window: MainWindow, page: FindPage) -> None:
    for button in page.examples.buttons:
        text = button.text()
        page.show_query(text)
        qtbot.waitUntil(lambda: not window.background.busy)
        assert page.answer is not None, text


def test_a_click_on_the_words_opens_a_passage_in_its_place(
    qtbot: QtBot, window: MainWindow, page: FindPage
) -> None:
    asked(qtbot, window, page, "signed")
    assert window.workbench is not None
    view = window.workbench.code_page.reading.view
    click_row(page, row_of(page, 0), 60)
    assert window.workbench.code_page.isVisible()
    study = study_of(window)
    place = transcript(study, "INT01")
    span = view.selected_span()
    assert view.transcript_id == place
    assert span is not None
    assert study.quoted(place, span) == "signed"


def test_the_keyboard_reaches_checks_and_opens(qtbot: QtBot, window: MainWindow, page: FindPage) -> None:
    asked(qtbot, window, page, "nobody")
    page.passages.focus_first()
    QTest.keyClick(page.passages, Qt.Key.Key_Space)
    assert len(page.passages.checked) == 1
    QTest.keyClick(page.passages, Qt.Key.Key_Down)
    QTest.keyClick(page.passages, Qt.Key.Key_Space)
    assert len(page.passages.checked) == 2
    assert page.code_checked.text() == "Code 2 ticked…"
    QTest.keyClick(page.passages, Qt.Key.Key_Return)
    assert window.workbench is not None
    assert window.workbench.code_page.isVisible()


def test_checked_passages_are_coded_in_one_step(qtbot: QtBot, window: MainWindow, page: FindPage) -> None:
    asked(qtbot, window, page, "nobody")
    before = study_of(window)
    for number in (0, 2):
        click_row(page, row_of(page, number), 12)
    assert page.isVisible()
    QTest.mouseClick(page.code_checked, Qt.MouseButton.LeftButton)
    QTest.keyClicks(page.picker.field, "consent")
    QTest.keyClick(page.picker.field, Qt.Key.Key_Return)
    qtbot.waitUntil(
        lambda: page.bar.words.text() == "“consent” will be applied to 2 passages in 2 transcripts."
    )
    assert study_of(window) is before
    qtbot.waitUntil(page.bar.apply_button.hasFocus)
    QTest.keyClick(page.bar.apply_button, Qt.Key.Key_Return)
    after = study_of(window)
    assert after.step == before.step + 1
    assert after.coding_count == before.coding_count + 2
    qtbot.waitUntil(lambda: not window.background.busy)
    assert len(page.passages.checked) == 2
    window.actions_["edit.undo"].trigger()
    assert study_of(window) == before
    qtbot.waitUntil(lambda: not window.background.busy)


def _says(page: FindPage, sentence: str) -> bool:
    return page.bar.words.text() == sentence


def test_all_passages_are_coded_with_a_new_code_and_known_ones_are_told(
    qtbot: QtBot, window: MainWindow, page: FindPage
) -> None:
    asked(qtbot, window, page, "nobody")
    before = study_of(window)
    for name, said in (
        ("silence", "New code “silence” will be applied to 3 passages in 2 transcripts."),
        ("silence", "Nothing to apply: 3 passages have “silence” already."),
    ):
        QTest.mouseClick(page.code_all, Qt.MouseButton.LeftButton)
        QTest.keyClicks(page.picker.field, name)
        QTest.keyClick(page.picker.field, Qt.Key.Key_Return)
        qtbot.waitUntil(partial(_says, page, said))
        if page.bar.apply_button.isEnabled():
            QTest.mouseClick(page.bar.apply_button, Qt.MouseButton.LeftButton)
            # The new answer puts the bar away, which must not be the next one.
            qtbot.waitUntil(lambda: not page._stale and not window.background.busy)
    QTest.keyClick(page.bar.cancel_button, Qt.Key.Key_Escape)
    assert page.bar.isHidden()
    study = study_of(window)
    assert study.step == before.step + 1
    assert study.coding_counts[key_of(code(study, "silence"))] == 3


def test_passages_may_be_listed_by_code(qtbot: QtBot, window: MainWindow, page: FindPage) -> None:
    asked(qtbot, window, page, "code:* or word:cafe")
    page.grouping.setCurrentIndex([*Grouping].index(Grouping.CODE))
    page.grouping.activated.emit(page.grouping.currentIndex())
    names = [name.rpartition(":")[0] for name in listed(page)]
    study = study_of(window)
    used = {study.codes[row].name for row in study.codes if study.coding_counts.get(key_of(row))}
    assert used <= set(" + ".join(names).split(" + "))


def test_keywords_stand_in_their_context(qtbot: QtBot, window: MainWindow, page: FindPage) -> None:
    asked(qtbot, window, page, "nobody")
    page.tabs.setCurrentIndex(1)
    rows = page.keywords.rows
    assert rows.rowCount() == 3
    assert [rows.index(row, 1).data() for row in range(3)] == ["Nobody"] * 3
    rows.sort(2)
    assert [rows.index(row, 2).data()[:5] for row in range(3)] == ["asked", "at al", "expla"]
    place = page.keywords.visualRect(rows.index(2, 1)).center()
    QTest.mouseClick(page.keywords.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert window.workbench is not None
    assert window.workbench.code_page.isVisible()
    assert window.workbench.code_page.reading.view.transcript_id == transcript(study_of(window), "INT01")


def test_where_a_keyword_is_keeps_transcript_and_speaker_in_little_room(
    qtbot: QtBot, window: MainWindow, page: FindPage
) -> None:
    study = study_of(window)
    name = "FG1 Homeowners and tenants of the old town, second evening"
    assert window.session is not None
    window.session.do(lambda: rename_transcript(study, transcript(study, "FG1"), name))
    asked(qtbot, window, page, "nobody")
    page.tabs.setCurrentIndex(1)
    table = page.keywords
    place = next(
        table.rows.index(row, 3) for row in range(3) if table.rows.index(row, 3).data().startswith(name)
    )
    option = QStyleOptionViewItem()
    table.initViewItemOption(option)
    option.rect = QRect(0, 0, table.fontMetrics().horizontalAdvance("FG1 Homeowners … FG1-P2"), 20)
    delegate = table.itemDelegateForIndex(place)
    assert isinstance(delegate, WholeWords)
    delegate.initStyleOption(option, place)
    begun, dots, ended = option.text.partition("…")
    assert (begun[:3], dots, ended[-6:]) == ("FG1", "…", place.data()[-6:])
    assert place.data(Qt.ItemDataRole.ToolTipRole).startswith(name)


def test_a_keyword_is_in_the_words_of_a_participant_by_name(
    qtbot: QtBot, window: MainWindow, page: FindPage
) -> None:
    session = window.session
    assert session is not None
    asked(qtbot, window, page, "nobody")
    before = [page.keywords.rows.index(row, 3).data() for row in range(3)]
    assert before[0] == "FG1 · FG1-P2"
    renamed = session.study.participant_named("FG1-P2").id
    session.do(lambda: rename_participant(session.study, renamed, "Oluchi"))
    asked(qtbot, window, page, "nobody at")
    assert page.keywords.rows.index(0, 3).data() == "FG1 · Oluchi"


def test_a_query_is_saved_run_renamed_and_deleted(qtbot: QtBot, window: MainWindow, page: FindPage) -> None:
    asked(qtbot, window, page, "code:stigma")
    QTest.mouseClick(page.save_button, Qt.MouseButton.LeftButton)
    answer_dialog(window, "Judged")
    assert [row.name for row in study_of(window).queries_in_order] == ["Judged"]
    assert page.saved.list.item(0).text() == "Judged"
    asked(qtbot, window, page, "nobody")
    session = window.session
    assert session is not None
    session.do(lambda: rename_code(session.study, code(session.study, "stigma"), "feeling judged"))
    qtbot.waitUntil(lambda: not window.background.busy)
    page.saved.list.setFocus()
    page.saved.list.setCurrentRow(0)
    QTest.keyClick(page.saved.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window.background.busy)
    assert page.field.text() == 'code:"feeling judged"'
    QTest.keyClick(page.saved.list, Qt.Key.Key_F2)
    answer_dialog(window, "Judgement")
    assert page.saved.list.item(0).text() == "Judgement"
    page.saved.list.setCurrentRow(0)
    QTest.keyClick(page.saved.list, Qt.Key.Key_Delete)
    assert page.saved.list.count() == 0
    window.actions_["edit.undo"].trigger()
    assert page.saved.list.item(0).text() == "Judgement"


def test_results_follow_every_step(qtbot: QtBot, window: MainWindow, page: FindPage) -> None:
    asked(qtbot, window, page, "code:consent")
    before = page.answer
    assert before is not None
    number = len(before.findings)
    session = window.session
    assert session is not None
    place = transcript(session.study, "FG1")
    consent = code(session.study, "consent")
    session.do_as_coder(lambda study, coder: apply_code(study, consent, place, Span(5, 8), coder.id))
    qtbot.waitUntil(lambda: page.answer is not before and not window.background.busy)
    assert page.answer is not None
    assert len(page.answer.findings) == number + 1


def test_looking_can_be_stopped(qtbot: QtBot, window: MainWindow, page: FindPage) -> None:
    page.field.setText("nobody")
    page.ask()
    assert page.find_button.text() == "Stop"
    QTest.mouseClick(page.find_button, Qt.MouseButton.LeftButton)
    assert page.find_button.text() == "Find"
    qtbot.waitUntil(lambda: not window.background.busy)
    assert page.answer is None
    assert "Stopped" in page.said.text()


def test_the_box_for_other_pages_offers_the_saved_queries(qtbot: QtBot, window: MainWindow) -> None:
    box = QueryBox()
    qtbot.addWidget(box)
    study = study_of(window)
    box.refresh(study, None)
    assert box.isHidden()
    assert box.chosen is None
    row, change = save_query(study, "Judged", typed_query(study, "code:stigma"))
    study = study.after(change)
    box.refresh(study, None)
    assert [box.itemText(place) for place in range(box.count())] == ["all passages", "only “Judged”"]
    box.refresh(study, row.id)
    assert box.currentText() == "only “Judged”"
    assert box.chosen == row.id
    box.refresh(study_of(window), row.id)
    assert box.chosen is None


def _unit(page: FindPage) -> FoundUnit:
    chosen: FoundUnit = page.bar.unit.chosen
    return chosen


def test_what_was_found_is_coded_as_its_sentence_or_turn(
    qtbot: QtBot, window: MainWindow, page: FindPage
) -> None:
    asked(qtbot, window, page, "nobody")
    before = study_of(window)
    QTest.mouseClick(page.code_all, Qt.MouseButton.LeftButton)
    QTest.keyClicks(page.picker.field, "consent")
    QTest.keyClick(page.picker.field, Qt.Key.Key_Return)
    qtbot.waitUntil(page.bar.apply_button.isEnabled)
    assert page.bar.becomes.isHidden()
    page.bar.unit.setFocus()
    QTest.keyClick(page.bar.unit, Qt.Key.Key_Down)
    assert _unit(page) is FoundUnit.SENTENCE
    qtbot.waitUntil(lambda: page.bar.apply_button.isEnabled() and not page.bar.becomes.isHidden())
    rows = [page.bar.becomes.topLevelItem(row) for row in range(page.bar.becomes.topLevelItemCount())]
    assert all(
        item is not None and item.text(1) in item.text(2) and item.text(1) != item.text(2) for item in rows
    )
    assert not page.bar.around.isEnabled()
    QTest.keyClick(page.bar.unit, Qt.Key.Key_Down)
    assert _unit(page) is FoundUnit.TURN
    assert page.bar.around.isEnabled()
    page.bar.around.setValue(20)
    qtbot.waitUntil(
        lambda: "Three places were found, some of them in the same passage." in page.bar.words.text()
    )
    QTest.keyClick(page.bar.unit, Qt.Key.Key_Up)
    assert not page.bar.around.isEnabled()
    qtbot.waitUntil(
        lambda: page.bar.apply_button.isEnabled() and "places were found" not in page.bar.words.text()
    )
    page.bar.apply_button.click()
    qtbot.waitUntil(lambda: not window.background.busy)
    after = study_of(window)
    assert after.step == before.step + 1
    new = [
        after.quoted(place, coding.span)
        for place in after.transcripts
        for coding in after.codings_of(place)
        if coding.span not in {row.span for row in before.codings_of(place)}
    ]
    assert new
    assert all("obody" in text and len(text) > len("nobody") for text in new)


def test_codes_that_are_ticked_are_applied_together(qtbot: QtBot, window: MainWindow, page: FindPage) -> None:
    asked(qtbot, window, page, "nobody")
    before = study_of(window)
    QTest.mouseClick(page.code_all, Qt.MouseButton.LeftButton)
    for name in ("consent", "stigma"):
        page.picker.field.setText("")
        QTest.keyClicks(page.picker.field, name)
        QTest.keyClick(page.picker.field, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    page.picker.field.setText("")
    QTest.keyClicks(page.picker.field, "Quiet > silence")
    QTest.keyClick(page.picker.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    said = "and new code “Quiet > silence” will be applied to 3 passages in 2 transcripts."
    qtbot.waitUntil(lambda: page.bar.words.text().endswith(said))
    qtbot.waitUntil(page.bar.apply_button.isEnabled)
    QTest.mouseClick(page.bar.apply_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not page._stale and not window.background.busy)
    after = study_of(window)
    assert after.step == before.step + 1
    assert after.path(code(after, "silence")) == "Quiet > silence"
    for name in ("consent", "stigma", "silence"):
        words = [
            after.quoted(place, row.span).casefold()
            for place in after.transcripts
            for row in after.codings_of(place)
            if row.code_id == code(after, name)
        ]
        assert words.count("nobody") == 3
    window.actions_["edit.undo"].trigger()
    assert study_of(window) == before
    qtbot.waitUntil(lambda: not window.background.busy)


def test_of_hundreds_of_passages_the_first_are_seen_before_the_last_are_listed(qtbot: QtBot) -> None:
    place = new_id()
    lines = tuple(
        AnswerLine((place, Span(number, number + 1)), "T1", "", f"turn {number}", f"word {number}", "word")
        for number in range(500)
    )
    passages = FoundList()
    qtbot.addWidget(passages)
    passages.resize(500, 300)
    passages.show()
    qtbot.waitExposed(passages)
    passages.show_lines(lines, Grouping.TRANSCRIPT)
    second = passages.visualItemRect(passages.item(2)).center()
    assert passages.itemAt(second) is passages.item(2)
    assert passages.count() < 100
    passages.item(2).setCheckState(Qt.CheckState.Checked)
    assert passages.checked == [lines[1].place]
    qtbot.waitUntil(lambda: passages.count() == 501)
    passages.item(500).setCheckState(Qt.CheckState.Checked)
    assert passages.checked == [lines[1].place, lines[499].place]
    # Listed again they are checked at once, wherever they come.
    passages.show_lines(lines, Grouping.CODE)
    assert passages.checked == [lines[1].place, lines[499].place]
    # Given up in the middle, nothing of the first list comes into the next.
    passages.show_lines(lines[:1], Grouping.TRANSCRIPT)
    qtbot.wait(20)
    assert (passages.count(), passages.checked) == (2, [])


def test_what_was_found_is_exported_as_it_is_grouped(
    qtbot: QtBot, window: MainWindow, page: FindPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "found.html"
    monkeypatch.setattr(QFileDialog, "open", lambda self: self.fileSelected.emit(str(path)))
    assert not page.export_button.isEnabled()
    asked(qtbot, window, page, "code:consent")
    page.grouping.setCurrentIndex([*Grouping].index(Grouping.CODE))
    QTest.mouseClick(page.export_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: str(path) in window.messages.text)
    text = path.read_text(encoding="utf-8")
    assert "passages in" in text
    assert "consent" in text
