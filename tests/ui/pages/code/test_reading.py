"""Every gesture of the Code page by its real key, in the real window.

Tests as well: ``find_bar``, ``ui.transcript.map_strip``, ``ui.transcript.selection_button``.
"""

from functools import partial

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QPlainTextEdit, QToolButton
from pytestqt.qtbot import QtBot

from qualcode.analysis.search import Match
from qualcode.model.change import ChangeSet
from qualcode.model.entities import AttributeSubject, AttributeType
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.operations.codes.codebook import pin_code, rename_code
from qualcode.operations.codings.coding import apply_code
from qualcode.operations.people.attributes import add_attribute
from qualcode.operations.transcripts.documents import rename_transcript
from qualcode.ui.pages.code.coding import SELECT_FIRST
from qualcode.ui.session.session import Session
from qualcode.ui.shell.main_window import MainWindow
from qualcode.ui.shell.page_stack import PagePlace
from qualcode.ui.shell.workbench import Workbench
from qualcode.ui.transcript.view import TranscriptView
from qualcode.ui.widgets.elided_label import ElidedLabel
from qualcode.ui.widgets.fitting_label import FittingLabel
from tests.ui.material import code, coded, found, transcript

KEY = Qt.Key
ALT, SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def open_session(bench: Workbench) -> Session:
    return bench.session


def _put(view: TranscriptView, session: Session, words: str, offset: int = 1) -> Span:
    """Put the cursor into these words of FG1."""
    span = found(session.study, "FG1", words)[1]
    view.select_span(Span(span.start + offset, span.start + offset))
    view.set_selection(span.start + offset, span.start + offset)
    return span


def _selected(view: TranscriptView, session: Session) -> str:
    span = view.selected_span()
    return (
        "" if span is None or view.transcript_id is None else session.study.quoted(view.transcript_id, span)
    )


def test_s_and_t_select_and_plus_and_minus_change(view: TranscriptView, open_session: Session) -> None:
    _put(view, open_session, "Nobody at all.")
    QTest.keyClick(view, KEY.Key_S)
    assert _selected(view, open_session) == "Nobody at all."
    QTest.keyClick(view, KEY.Key_Plus)
    assert _selected(view, open_session) == "Nobody asked us. Nobody at all."
    QTest.keyClick(view, KEY.Key_Minus)
    assert _selected(view, open_session) == "Nobody at all."
    QTest.keyClick(view, KEY.Key_T)
    assert _selected(view, open_session) == "Nobody asked us. Nobody at all."


def test_a_digit_applies_its_code(view: TranscriptView, open_session: Session) -> None:
    _put(view, open_session, "Nobody at all.")
    QTest.keyClick(view, KEY.Key_S)
    QTest.keyClick(view, KEY.Key_1)
    assert "Nobody at all." in coded(open_session.study, "stigma")


def test_shift_and_a_digit_apply_another(view: TranscriptView, open_session: Session) -> None:
    study = open_session.study
    open_session.do(lambda: pin_code(study, code(study, "consent"), 13))
    _put(view, open_session, "Nobody at all.")
    QTest.keyClick(view, KEY.Key_S)
    QTest.keyClick(view, KEY.Key_3, SHIFT)
    assert "Nobody at all." in coded(open_session.study, "consent")


def test_a_button_at_the_selection_opens_the_field(
    qtbot: QtBot, bench: Workbench, view: TranscriptView, open_session: Session
) -> None:
    button = bench.code_page.reading.at_selection
    assert button.isHidden()
    span = found(open_session.study, "FG1", "Nobody at all.")[1]
    view.scroll_to(span.start)
    first, last = view.rect_of(span.start).center(), view.rect_of(span.end).center()
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=first)
    QTest.mouseMove(view.viewport(), last)
    assert button.isHidden()
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=last)
    assert button.isVisible()
    assert view.viewport().rect().contains(button.geometry())
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(bench.code_page.reading.picker.field.hasFocus)
    assert button.isHidden()
    QTest.keyClick(bench.code_page.reading.picker.field, KEY.Key_Escape)
    qtbot.waitUntil(view.hasFocus)
    assert button.isVisible()
    QTest.keyClick(view, KEY.Key_Right)
    assert button.isHidden()


def _click_code(bench: Workbench, name: str) -> None:
    tree = bench.code_page.navigator.codebook
    index = tree.filter.mapFromSource(tree.codebook.index_of(code(bench.session.study, name)))
    QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=tree.visualRect(index).center())


def test_a_click_codes_only_while_click_to_code_is_on(
    window: MainWindow, bench: Workbench, view: TranscriptView, open_session: Session
) -> None:
    hint = bench.code_page.navigator.click_hint
    _put(view, open_session, "Nobody at all.")
    QTest.keyClick(view, KEY.Key_S)
    _click_code(bench, "stigma")
    assert "Nobody at all." not in coded(open_session.study, "stigma")
    assert hint.isHidden()
    window.actions_["code.click"].trigger()
    assert hint.isVisible()
    _click_code(bench, "stigma")
    assert "Nobody at all." in coded(open_session.study, "stigma")
    window.actions_["code.click"].trigger()
    _click_code(bench, "consent")
    assert "Nobody at all." not in coded(open_session.study, "consent")


def test_a_code_sticks_from_its_menu(
    qtbot: QtBot, window: MainWindow, bench: Workbench, view: TranscriptView, open_session: Session
) -> None:
    _put(view, open_session, "Nobody at all.")
    QTest.keyClick(view, KEY.Key_S)
    tree = bench.code_page.navigator.codebook
    tree.choose([code(open_session.study, "stigma")])
    tree.customContextMenuRequested.emit(QPoint(5, 5))
    menu = next(item for item in tree.findChildren(QMenu) if item.isVisible())
    next(item for item in menu.actions() if item.text() == "Make “stigma” the sticky code").trigger()
    menu.close()
    assert window.actions_["code.sticky"].isChecked()
    assert "Nobody at all." in coded(open_session.study, "stigma")
    _put(view, open_session, "I hate it.")
    QTest.keyClick(view, KEY.Key_S)
    assert "I hate it." in coded(open_session.study, "stigma")


def test_the_menu_of_a_code_applies_it_only_where_words_are_selected(
    bench: Workbench, view: TranscriptView, open_session: Session
) -> None:
    tree = bench.code_page.navigator.codebook
    tree.choose([code(open_session.study, "stigma")])
    _put(view, open_session, "Nobody at all.")
    for selected in (False, True):
        if selected:
            QTest.keyClick(view, KEY.Key_S)
        tree.customContextMenuRequested.emit(QPoint(5, 5))
        menu = next(item for item in tree.findChildren(QMenu) if item.isVisible())
        apply = next(item for item in menu.actions() if item.text() == "Apply “stigma” to the selection")
        assert apply.isEnabled() is selected
        if selected:
            apply.trigger()
        menu.close()
    assert "Nobody at all." in coded(open_session.study, "stigma")


def test_what_was_applied_is_read_about_at_once(
    bench: Workbench, view: TranscriptView, open_session: Session
) -> None:
    _put(view, open_session, "Nobody at all.")
    QTest.keyClick(view, KEY.Key_S)
    QTest.keyClick(view, KEY.Key_1)
    assert bench.code_page.inspector.code.code_id == code(open_session.study, "stigma")


def test_a_refusal_is_put_away_by_the_next_step(
    window: MainWindow, view: TranscriptView, open_session: Session
) -> None:
    _put(view, open_session, "Nobody at all.")
    QTest.keyClick(view, KEY.Key_C)
    assert window.messages.text == SELECT_FIRST.replace("{transcript.sentence}", "S")
    QTest.keyClick(view, KEY.Key_S)
    assert window.messages.text == SELECT_FIRST.replace("{transcript.sentence}", "S")
    QTest.keyClick(view, KEY.Key_1)
    assert window.messages.text == ""


def test_return_opens_the_field_and_escape_leads_back(
    qtbot: QtBot, bench: Workbench, view: TranscriptView, open_session: Session
) -> None:
    _put(view, open_session, "Nobody at all.")
    QTest.keyClick(view, KEY.Key_S)
    QTest.keyClick(view, KEY.Key_Return)
    picker = bench.code_page.reading.picker
    qtbot.waitUntil(picker.field.hasFocus)
    QTest.keyClick(picker.field, KEY.Key_Escape)
    qtbot.waitUntil(view.hasFocus)


def test_without_a_selection_c_says_what_to_do(
    window: MainWindow, view: TranscriptView, open_session: Session
) -> None:
    _put(view, open_session, "Nobody at all.")
    QTest.keyClick(view, KEY.Key_C)
    assert window.messages.text == SELECT_FIRST.replace("{transcript.sentence}", "S")


def test_m_writes_a_memo_that_undoes_in_one_step(
    qtbot: QtBot, bench: Workbench, view: TranscriptView, open_session: Session
) -> None:
    _put(view, open_session, "Nobody asked us.")
    QTest.keyClick(view, KEY.Key_M)
    field = bench.window().focusWidget()
    assert isinstance(field, QPlainTextEdit)
    assert field.accessibleName() == "Memo on consent by AB"
    QTest.keyClicks(field, "They were not asked.")
    QTest.keyClick(field, KEY.Key_Escape)
    qtbot.waitUntil(view.hasFocus)
    place = transcript(open_session.study, "FG1")
    assert "They were not asked." in [row.memo for row in open_session.study.codings_of(place)]
    open_session.undo()
    assert {row.memo for row in open_session.study.codings_of(place)} == {""}


def test_delete_removes_the_coding_at_the_cursor(view: TranscriptView, open_session: Session) -> None:
    _put(view, open_session, "Nobody asked us.")
    QTest.keyClick(view, KEY.Key_Delete)
    assert coded(open_session.study, "consent") == ["I signed a form."]


def test_delete_asks_which_where_there_are_several(
    bench: Workbench, view: TranscriptView, open_session: Session
) -> None:
    place, span = found(open_session.study, "FG1", "Nobody asked us.")
    stigma = code(open_session.study, "stigma")
    open_session.do_as_coder(lambda study, coder: apply_code(study, stigma, place, span, coder.id))
    _put(view, open_session, "Nobody asked us.")
    QTest.keyClick(view, KEY.Key_Delete)
    menu = next(menu for menu in bench.findChildren(QMenu) if menu.isVisible())
    entries = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert sorted(entry[3:] for entry in entries) == ["consent (AB)", "stigma (AB)"]
    next(action for action in menu.actions() if "stigma" in action.text()).trigger()
    menu.close()
    assert "Nobody asked us." not in coded(open_session.study, "stigma")
    assert "Nobody asked us." in coded(open_session.study, "consent")


def test_alt_and_arrows_move_the_edges(view: TranscriptView, open_session: Session) -> None:
    _put(view, open_session, "Nobody asked us.")
    QTest.keyClick(view, KEY.Key_Right, ALT)
    assert "Nobody asked us. Nobody" in coded(open_session.study, "consent")
    QTest.keyClick(view, KEY.Key_Left, ALT)
    QTest.keyClick(view, KEY.Key_Left, ALT)
    assert "Nobody asked" in coded(open_session.study, "consent")
    QTest.keyClick(view, KEY.Key_Right, ALT | SHIFT)
    assert "Nobody asked us." in coded(open_session.study, "consent")


def test_k_codes_every_selection_until_escape(
    qtbot: QtBot, bench: Workbench, view: TranscriptView, open_session: Session
) -> None:
    _put(view, open_session, "Thank you.")
    QTest.keyClick(view, KEY.Key_S)
    QTest.keyClick(view, KEY.Key_1)
    QTest.keyClick(view, KEY.Key_K)
    qtbot.waitUntil(lambda: bench.code_page.reading.desk.sticky)
    line = bench.code_page.reading.sticking
    assert "“stigma” is applied to whatever you select" in line.words
    _put(view, open_session, "I hate it.")
    QTest.keyClick(view, KEY.Key_S)
    assert "I hate it." in coded(open_session.study, "stigma")
    QTest.keyClick(view, KEY.Key_Escape)
    assert not bench.code_page.reading.desk.sticky
    assert line.words == ""
    _put(view, open_session, "Nobody at all.")
    QTest.keyClick(view, KEY.Key_S)
    assert "Nobody at all." not in coded(open_session.study, "stigma")


def test_h_marks_without_a_code_and_unmarks(
    qtbot: QtBot, view: TranscriptView, open_session: Session
) -> None:
    _put(view, open_session, "I hate it.")
    QTest.keyClick(view, KEY.Key_S)
    QTest.keyClick(view, KEY.Key_H)
    place = transcript(open_session.study, "FG1")
    qtbot.waitUntil(lambda: len(open_session.study.highlights_of(place)) == 1)
    QTest.keyClick(view, KEY.Key_H)
    qtbot.waitUntil(lambda: open_session.study.highlights_of(place) == ())


def test_e_makes_the_passage_an_example(
    qtbot: QtBot, bench: Workbench, view: TranscriptView, open_session: Session
) -> None:
    consent = code(open_session.study, "consent")
    bench.code_page.navigator.codebook.choose([consent])
    view.setFocus()
    _put(view, open_session, "I hate it.")
    QTest.keyClick(view, KEY.Key_S)
    bench.code_page.navigator.codebook.choose([])
    bench.code_page.inspector.show_code(consent)
    QTest.keyClick(view, KEY.Key_E)
    qtbot.waitUntil(lambda: open_session.study.codes[consent].examples == "I hate it.")


def test_n_p_and_u_move(view: TranscriptView, open_session: Session) -> None:
    view.set_selection(0, 0)
    QTest.keyClick(view, KEY.Key_N)
    QTest.keyClick(view, KEY.Key_N)
    assert view.cursor_position() == found(open_session.study, "FG1", "Nobody asked us.")[1].start
    QTest.keyClick(view, KEY.Key_P)
    assert view.cursor_position() == found(open_session.study, "FG1", "They just assume")[1].start
    QTest.keyClick(view, KEY.Key_U)
    assert _selected(view, open_session)


def test_the_panel_follows_the_cursor(bench: Workbench, view: TranscriptView, open_session: Session) -> None:
    _put(view, open_session, "Nobody asked us.")
    current = bench.code_page.inspector.segments.current
    assert current is not None
    assert current.code_id == code(open_session.study, "consent")
    assert bench.code_page.inspector.code.code_id == current.code_id
    _put(view, open_session, "Thank you.")
    assert bench.code_page.inspector.segments.current is None


def test_ctrl_page_down_goes_to_the_next_transcript(
    bench: Workbench, view: TranscriptView, open_session: Session
) -> None:
    QTest.keyClick(view, KEY.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert view.transcript_id == transcript(open_session.study, "INT01")
    assert bench.code_page.navigator.transcripts.currentIndex().data() == "INT01"


def test_words_beyond_odd_letters_are_coded_exactly(view: TranscriptView, open_session: Session) -> None:
    """An emoji, a combining accent, a no-break space and a line separator stand before."""
    span = _put(view, open_session, "And then?")
    QTest.keyClick(view, KEY.Key_S)
    QTest.keyClick(view, KEY.Key_1)
    place = transcript(open_session.study, "FG1")
    mine = open_session.study.codings_of(place).at(span)
    assert open_session.study.quoted(place, mine.row(0).span).endswith("And then?")


def test_find_marks_counts_and_steps(
    qtbot: QtBot, bench: Workbench, view: TranscriptView, open_session: Session
) -> None:
    QTest.keyClick(view, KEY.Key_F, Qt.KeyboardModifier.ControlModifier)
    bar = bench.code_page.reading.find_bar
    qtbot.waitUntil(bar.field.hasFocus)
    QTest.keyClicks(bar.field, "nobody")
    QTest.keyClick(bar.field, KEY.Key_Return)
    assert _selected(view, open_session) == "Nobody"
    assert bar.count.text() == "1 of 2"
    QTest.keyClick(bar.field, KEY.Key_Return)
    assert bar.count.text() == "2 of 2"
    QTest.keyClick(bar.field, KEY.Key_Return, SHIFT)
    assert bar.count.text() == "1 of 2"
    QTest.keyClick(bar.field, KEY.Key_Down)
    assert bar.count.text() == "2 of 2"
    QTest.keyClick(bar.field, KEY.Key_Up)
    assert bar.count.text() == "1 of 2"
    assert bar.field.hasFocus()
    QTest.keyClick(bar.field, KEY.Key_Escape)
    assert view.hasFocus()
    assert bar.isHidden()


def test_only_chosen_codes_are_shown_until_all_are_asked_for(
    window: MainWindow, bench: Workbench, view: TranscriptView, open_session: Session
) -> None:
    bench.code_page.navigator.codebook.choose([code(open_session.study, "stigma")])
    window.actions_["view.codings_chosen"].trigger()
    assert {row.code_id for row in view.codings} == {code(open_session.study, "stigma")}
    assert bench.code_page.reading.limited.words == "Only codings with “stigma” are shown."
    window.actions_["view.codings_all"].trigger()
    assert len(view.codings) == 2


def test_a_regular_expression_is_looked_for_while_the_window_lives(
    qtbot: QtBot, bench: Workbench, view: TranscriptView, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Far less than the pattern takes on any machine, or it may come to its end unstopped.
    monkeypatch.setattr("qualcode.analysis.occurrences.PATIENCE", 0.001)
    QTest.keyClick(view, KEY.Key_F, Qt.KeyboardModifier.ControlModifier)
    bar = bench.code_page.reading.find_bar
    qtbot.waitUntil(bar.field.hasFocus)
    bar.match.setCurrentIndex(2)
    assert bar.match.chosen is Match.REGULAR_EXPRESSION
    QTest.keyClicks(bar.field, r"(?:\w|\w\w|\s)+(?:@@|##)")
    bar.look()
    assert bar.count.text() == "looking…"
    qtbot.waitUntil(lambda: "was stopped after" in bar.count.text())
    bar.field.setText("nobod[y]")
    QTest.keyClick(bar.field, KEY.Key_Return)
    qtbot.waitUntil(lambda: bar.count.text() == "1 of 2")
    QTest.keyClick(bar.field, KEY.Key_Escape)


def test_beside_a_long_name_no_figure_is_cut(
    qtbot: QtBot, bench: Workbench, view: TranscriptView, open_session: Session
) -> None:
    reading, place = bench.code_page.reading, view.transcript_id
    assert place is not None
    long = "Focus group one, home owners and others, second meeting after the summer"
    open_session.do(lambda: rename_transcript(open_session.study, place, long))
    name = next(each for each in reading.findChildren(ElidedLabel) if each.text() == long)
    facts = next(each for each in reading.findChildren(FittingLabel) if "speaker" in each.text())
    qtbot.waitUntil(lambda: "words · " in facts.text())
    for width in (1280, 1000):
        bench.window().resize(width, 720)
        qtbot.waitUntil(lambda: facts.shown() == facts.text())
        assert name.shown().endswith("…")
        assert facts.width() >= facts.fontMetrics().horizontalAdvance(facts.text())


def _with_attribute(study: Study, name: str) -> ChangeSet:
    return add_attribute(study, name, AttributeSubject.PARTICIPANT, AttributeType.TEXT)[1]


def test_words_on_buttons_give_way_before_a_name_is_cut(
    qtbot: QtBot, bench: Workbench, view: TranscriptView, open_session: Session
) -> None:
    reading, place = bench.code_page.reading, view.transcript_id
    assert place is not None
    open_session.do(lambda: rename_transcript(open_session.study, place, "FG1 Home owners, 2"))
    facts = next(each for each in reading.findChildren(FittingLabel) if "speaker" in each.text())
    qtbot.waitUntil(lambda: "words · " in facts.text())
    name = next(each for each in reading.findChildren(ElidedLabel) if each.text().startswith("FG1 Home"))
    button = next(each for each in reading.findChildren(QToolButton) if each.text() == "Choose a code")
    worded = {}
    bench.window().resize(1800, 720)
    widest = reading.width()
    for width in range(widest, 380, -45):
        reading.resize(width, 600)
        for part in (reading, name.parentWidget()):
            layout = None if part is None else part.layout()
            assert layout is not None
            layout.activate()
        worded[width] = button.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        # Of a name of usual length nothing is cut before there is hardly room for a text.
        assert name.shown() == name.text() or width < 450, width
        assert facts.shown(), width
    assert worded[widest]
    assert not worded[min(worded)]


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("code:consent", True),
        ("trust and (code:consent)", True),
        ("SPEAKER:P2", True),
        ("tenure:owner", True),
        ('trust and "lives with":partner', True),
        ("Tenure: owner", False),
        ("lives with:partner", False),
        ("income:high", False),
        ("code: consent", False),
        ("decode:this", False),
        ("nowhere", False),
        ("Nobody asked", False),
    ],
)
def test_a_query_in_the_find_bar_goes_to_the_page_that_answers_it(
    qtbot: QtBot,
    bench: Workbench,
    view: TranscriptView,
    open_session: Session,
    typed: str,
    query: bool,
) -> None:
    for name in ("tenure", "lives with"):
        open_session.do(partial(_with_attribute, open_session.study, name))
    view.setFocus()
    QTest.keyClick(view, KEY.Key_F, CONTROL)
    bar = bench.code_page.reading.find_bar
    QTest.keyClicks(bar.field, typed)
    qtbot.waitUntil(lambda: bar.count.text() != "")
    bar.look()
    assert ("(Ctrl+6)" in bar.count.text()) is query
    QTest.keyClick(bar.field, KEY.Key_6, CONTROL)
    assert bench.pages.queries.isVisible()
    assert bench.pages.queries.field.text() == (typed if query else "")
    # From other pages the key leaves what was asked there as it is.
    bench.pages.queries.field.setText("mine")
    bench.show_page(PagePlace.MATRIX)
    QTest.keyClick(bench.window(), KEY.Key_6, CONTROL)
    assert bench.pages.queries.field.text() == "mine"


def test_the_line_of_a_sticky_code_follows_the_code_and_stops_it(
    bench: Workbench, view: TranscriptView, open_session: Session
) -> None:
    reading = bench.code_page.reading
    reading.desk.stick_to(code(open_session.study, "stigma"))
    open_session.do(lambda: rename_code(open_session.study, code(open_session.study, "stigma"), "shame"))
    assert "“shame”" in reading.sticking.words
    _put(view, open_session, "Nobody at all.")
    QTest.keyClick(view, KEY.Key_S)
    reading.desk.apply(code(open_session.study, "consent"))
    assert "“consent”" in reading.sticking.words
    QTest.mouseClick(reading.sticking.all, Qt.MouseButton.LeftButton)
    assert (reading.desk.sticky, reading.sticking.words) == (False, "")
