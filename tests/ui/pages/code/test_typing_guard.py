"""Letters typed in the transcript as one types a sentence do nothing; commands act, and say what they did."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot

from qualcode.model.step import TYPED_AS_WORDS, StepKind
from qualcode.operations.codes.codebook import pin_code
from qualcode.operations.text.text_correction import correct_text
from qualcode.ui.models.history import HistoryModel
from qualcode.ui.pages.code.typing_guard import PAUSE_MILLISECONDS, _is_word
from qualcode.ui.session.session import Session
from qualcode.ui.shell.workbench import Workbench
from qualcode.ui.transcript.view import TranscriptView
from tests.ui.material import code, coded, found, transcript

KEY = Qt.Key
SENTENCES = (
    "The question is who asked them.",
    "He said everything was quite fine",
    "every house very quiet",
    "I have 3 questions, haven't I?",
    "quite",
    "has he been here",
    "vivid examples help",
)


@pytest.fixture
def session(bench: Workbench) -> Session:
    return bench.session


def select(view: TranscriptView, words: str) -> None:
    view.select_span(found(view.session.study, "FG1", words)[1])
    view.setFocus()


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_does_nothing_but_say_so(
    qtbot: QtBot, bench: Workbench, view: TranscriptView, session: Session, sentence: str
) -> None:
    select(view, "Nobody asked us.")
    before, selected = session.study, view.selected_span()
    QTest.keyClicks(view, sentence)
    qtbot.wait(PAUSE_MILLISECONDS * 2)
    assert session.study == before
    assert session.project.history.steps[-1].number == before.step
    assert view.selected_span() == selected
    assert view.hasFocus()
    assert "You seem to be typing" in bench.code_page.reading.note.text
    assert "{" not in bench.code_page.reading.note.text


def test_the_end_of_a_line_and_mended_letters_belong_to_what_is_typed(
    bench: Workbench, view: TranscriptView, session: Session
) -> None:
    select(view, "Nobody asked us.")
    before = session.study
    QTest.keyClicks(view, "what abuot")
    for key in (KEY.Key_Delete, KEY.Key_Backspace, KEY.Key_1, KEY.Key_Return):
        QTest.keyClick(view, key)
    assert session.study == before
    assert bench.code_page.reading.picker.isHidden()


def test_what_the_first_letters_did_is_taken_back(
    bench: Workbench, view: TranscriptView, session: Session
) -> None:
    bench.code_page.reading.desk.apply_to(
        code(session.study, "stigma"), *found(session.study, "FG1", "Thank you.")
    )
    select(view, "Nobody asked us.")
    before = session.study
    listed = HistoryModel(session)
    rows = listed.rowCount()
    QTest.keyClicks(view, "read this")
    assert session.study == before
    # It is on record, and found by whoever looks for it, but is no noise among what was done.
    assert session.project.steps[-1].kind is StepKind.UNDO
    assert session.project.steps[-1].reason == TYPED_AS_WORDS
    assert (listed.rowCount(), listed.left_out) == (rows, 1)
    assert len(listed.listed) == rows + 1
    listed.narrow("stigma")
    assert listed.left_out == 0
    listed.narrow("")
    # Made again, it is what somebody meant; taken back then, it is listed as any other.
    session.redo()
    assert (listed.rowCount(), listed.left_out) == (rows + 1, 0)
    session.undo()
    assert (listed.rowCount(), listed.left_out) == (rows + 1, 0)


def test_after_a_rest_letters_are_commands_again(
    qtbot: QtBot, view: TranscriptView, session: Session
) -> None:
    select(view, "Nobody asked us.")
    QTest.keyClicks(view, "anybody")
    qtbot.wait(1_200)
    QTest.keyClick(view, KEY.Key_H)
    place = transcript(session.study, "FG1")
    qtbot.waitUntil(lambda: len(session.study.highlights_of(place)) == 1)


def test_what_shows_little_says_what_it_did_with_undo_at_hand(
    qtbot: QtBot, bench: Workbench, view: TranscriptView, session: Session
) -> None:
    note = bench.code_page.reading.note
    select(view, "Nobody asked us.")
    before = session.study
    QTest.keyClick(view, KEY.Key_V)
    qtbot.waitUntil(lambda: bool(note.text))
    assert note.text == "Applied “Nobody asked us” to FG1, turn 3; the code is new."
    assert view.rect().contains(note.geometry())
    QTest.mouseClick(note.button, Qt.MouseButton.LeftButton)
    assert session.study == before
    assert note.isHidden()
    QTest.keyClick(view, KEY.Key_Q)
    qtbot.waitUntil(lambda: "ypical" in note.text)


def test_commands_in_quick_succession_act_in_their_order(
    qtbot: QtBot, view: TranscriptView, session: Session
) -> None:
    view.set_selection(*[found(session.study, "FG1", "I hate it.")[1].start + 1] * 2)
    for key in (KEY.Key_S, KEY.Key_V, KEY.Key_T):
        QTest.keyClick(view, key)
    qtbot.waitUntil(lambda: "I hate it" in [row.name for row in session.study.codes.values()])
    assert coded(session.study, "I hate it") == ["I hate it."]
    selected = view.selected_span()
    assert selected is not None
    assert session.study.quoted(transcript(session.study, "FG1"), selected).endswith("I hate it.")
    assert selected.length > len("I hate it.")


def test_an_arrow_has_what_waits_act_first(qtbot: QtBot, view: TranscriptView, session: Session) -> None:
    select(view, "Nobody asked us.")
    QTest.keyClick(view, KEY.Key_H)
    QTest.keyClick(view, KEY.Key_Down)
    assert len(session.study.highlights_of(transcript(session.study, "FG1"))) == 1


# -- keys that take the keyboard along -----------------------------------------------------------------


@pytest.mark.parametrize(
    "sentence", ["tm was here", "some more of it", "school is dear", "two weeks ago", "scared of R"]
)
def test_a_key_within_a_word_does_not_lead_away(
    qtbot: QtBot, bench: Workbench, view: TranscriptView, session: Session, sentence: str
) -> None:
    bench.code_page.reading.desk.apply_to(
        code(session.study, "stigma"), *found(session.study, "FG1", "Nobody asked us.")
    )
    select(view, "Nobody asked us.")
    before, selected = session.study, view.selected_span()
    QTest.keyClicks(view, sentence)
    qtbot.wait(PAUSE_MILLISECONDS * 2)
    assert session.study == before
    assert view.hasFocus()
    assert bench.code_page.reading.picker.isHidden()
    assert view.selected_span() == selected
    assert "You seem to be typing" in bench.code_page.reading.note.text


def test_the_first_key_leads_away_at_once_and_a_later_one_after_a_moment(
    qtbot: QtBot, bench: Workbench, view: TranscriptView, session: Session
) -> None:
    picker = bench.code_page.reading.picker
    select(view, "Nobody asked us.")
    QTest.keyClick(view, KEY.Key_C)
    assert picker.isVisible()
    QTest.keyClick(picker.field, KEY.Key_Escape)
    view.set_selection(*[found(session.study, "FG1", "I hate it.")[1].start + 1] * 2)
    QTest.keyClick(view, KEY.Key_S)
    QTest.keyClick(view, KEY.Key_C)
    assert picker.isHidden()
    qtbot.waitUntil(picker.isVisible)
    assert picker.field.hasFocus()


@pytest.mark.parametrize("letters", ["st", "stig", "mobility", "Anger", "bus stops", "optimism"])
def test_a_code_is_chosen_by_its_name_however_fast_one_types(
    qtbot: QtBot, bench: Workbench, view: TranscriptView, session: Session, letters: str
) -> None:
    picker = bench.code_page.reading.picker
    view.setFocus()
    view.set_selection(*[found(session.study, "FG1", "I hate it.")[1].start + 1] * 2)
    QTest.keyClick(view, KEY.Key_S)
    QTest.keyClick(view, KEY.Key_C)
    for letter in letters:
        QTest.keyClicks(view if picker.isHidden() else picker.field, letter)
    qtbot.waitUntil(picker.isVisible)
    assert picker.field.text() == letters
    QTest.keyClick(picker.field, KEY.Key_Return)
    name = "stigma" if "stigma".startswith(letters) else letters
    assert "I hate it." in coded(session.study, name)


@pytest.mark.parametrize(
    ("said", "names_a_code"),
    [("Older people know.", True), ("Scolder than older.", False), ("Younger people know.", False)],
)
@pytest.mark.parametrize("letters", ["scolder ", "scOlder ", "tcolder "])
def test_letters_are_a_new_codes_where_only_so_they_are_a_word_that_is_said(
    qtbot: QtBot,
    bench: Workbench,
    view: TranscriptView,
    session: Session,
    said: str,
    names_a_code: bool,
    letters: str,
) -> None:
    picker, place = bench.code_page.reading.picker, transcript(session.study, "FG1")
    text = session.study.text(place).replace("Thank you.", said)
    session.do(lambda: correct_text(session.study, place, text).change)
    before = session.study
    view.setFocus()
    view.set_selection(*[found(session.study, "FG1", "I hate it.")[1].start + 1] * 2)
    for letter in letters:
        QTest.keyClicks(view if picker.isHidden() else picker.field, letter)
    qtbot.wait(PAUSE_MILLISECONDS * 2)
    # What begins no word of any language leads away at once.
    names_a_code = names_a_code or letters != "scolder "
    assert picker.isVisible() == names_a_code
    assert picker.field.text() == (letters[2:] if names_a_code else "")
    assert session.study == before


def test_enter_has_what_was_typed_go_to_the_field_first(
    bench: Workbench, view: TranscriptView, session: Session
) -> None:
    picker = bench.code_page.reading.picker
    view.setFocus()
    view.set_selection(*[found(session.study, "FG1", "I hate it.")[1].start + 1] * 2)
    for key in (KEY.Key_S, KEY.Key_C, KEY.Key_O, KEY.Key_L):
        QTest.keyClick(view, key)
    assert picker.isHidden()
    QTest.keyClick(view, KEY.Key_Down)
    assert picker.isVisible()
    assert picker.field.text() == "ol"


def test_a_memo_is_written_however_fast_one_types(
    qtbot: QtBot, bench: Workbench, view: TranscriptView, session: Session
) -> None:
    desk = bench.code_page.reading.desk
    desk.apply_to(code(session.study, "stigma"), *found(session.study, "FG1", "I hate it."))
    view.setFocus()
    view.set_selection(*[found(session.study, "FG1", "I hate it.")[1].start + 1] * 2)
    before = len(coded(session.study, "stigma"))
    for letter in "srm":
        QTest.keyClicks(view, letter)
    for letter in "Why so?":
        there = QApplication.focusWidget()
        assert there is not None
        QTest.keyClicks(there, letter)
    memo = QApplication.focusWidget()
    assert isinstance(memo, QPlainTextEdit)
    assert memo.toPlainText() == "Why so?"
    assert len(coded(session.study, "stigma")) >= before


@pytest.mark.parametrize("letters", ["nw", "w", "srw"])
def test_digits_after_the_key_for_weights_are_the_weight_and_no_code(
    qtbot: QtBot, bench: Workbench, view: TranscriptView, session: Session, letters: str
) -> None:
    session.do(lambda: pin_code(session.study, code(session.study, "trust in firms"), 4))
    place, span = found(session.study, "FG1", "I hate it.")
    bench.code_page.reading.desk.apply_to(code(session.study, "stigma"), place, span)
    firms = coded(session.study, "trust in firms")
    view.setFocus()
    begin = span.start - 1 if letters == "nw" else span.start + 1
    view.set_selection(begin, begin)
    QTest.keyClicks(view, letters)
    for key in (KEY.Key_4, KEY.Key_0, KEY.Key_Return):
        QTest.keyClick(QApplication.activePopupWidget() or view, key)
    weights = [row.weight for row in session.study.codings_of(place) if row.span == span]
    assert weights == [40]
    assert coded(session.study, "trust in firms") == firms


def test_the_same_keys_for_a_row_of_segments_are_commands(
    qtbot: QtBot, bench: Workbench, view: TranscriptView, session: Session
) -> None:
    bench.code_page.reading.desk.apply_to(
        code(session.study, "stigma"), *found(session.study, "FG1", "Thank you.")
    )
    view.setFocus()
    view.set_selection(*[found(session.study, "FG1", "I hate it.")[1].start + 1] * 2)
    before = len(coded(session.study, "stigma"))
    QTest.keyClicks(view, "srtrsr")
    qtbot.wait(PAUSE_MILLISECONDS * 2)
    assert len(coded(session.study, "stigma")) > before
    assert "You seem to be typing" not in bench.code_page.reading.note.text


@given(st.integers(1, 40), st.sampled_from("NPSTU"))
def test_the_same_letter_again_and_again_is_a_command(number: int, letter: str) -> None:
    assert not _is_word([(letter, True)] * number)


@pytest.mark.parametrize("name", ["agency loss", "early help", "bold moves"])
def test_a_name_of_words_that_nobody_has_said_reaches_the_field_after_s_and_c(
    bench: Workbench, view: TranscriptView, session: Session, name: str
) -> None:
    place = found(session.study, "FG1", "Nobody asked us.")[1]
    view.set_selection(place.start + 2, place.start + 2)
    view.setFocus()
    before = session.study
    picker = bench.code_page.reading.picker
    for letter in f"sc{name}":
        # What reaches the field is for the field: a key goes where the keyboard is.
        QTest.keyClicks(view if picker.isHidden() else picker.field, letter)
    assert picker.isVisible()
    assert picker.field.text() == name
    assert session.study == before
    QTest.keyClick(picker.field, KEY.Key_Escape)
