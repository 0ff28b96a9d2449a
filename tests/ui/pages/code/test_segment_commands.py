"""The segment that keys act on, in the real window: another code, a weight, its quote, its ends, its menus.

Tests as well: ``text_menu``, ``sense``, ``ui.inspector.current_segment``, ``ui.inspector.segment_menu``,
``ui.inspector.segment_buttons``, ``ui.transcript.handles``, ``ui.transcript.edge_drag``,
``ui.widgets.number_menu``.
"""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QInputDialog, QMenu
from pytestqt.qtbot import QtBot

from qualcode.model.codings import Coding
from qualcode.model.span import Span
from qualcode.operations.codings.coding import (
    apply_code,
    apply_codes,
    code_passages,
    remove_codings,
    set_coding_memo,
    weigh_codings,
)
from qualcode.operations.project import set_weights
from qualcode.ui.inspector.segment_buttons import SegmentButtons
from qualcode.ui.session.session import Session
from qualcode.ui.shell.main_window import MainWindow
from qualcode.ui.shell.workbench import Workbench
from qualcode.ui.transcript.handles import _knobs
from qualcode.ui.transcript.held import SEGMENT_CHANGED
from qualcode.ui.transcript.view import TranscriptView
from tests.ui.material import code, coded, found, transcript
from tests.ui.transcript.material import dragged

KEY = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton
WORDS = "Nobody asked us."


@pytest.fixture
def session(bench: Workbench) -> Session:
    return bench.session


def put(view: TranscriptView, words: str, offset: int = 1) -> Span:
    span = found(view.session.study, "FG1", words)[1]
    view.set_selection(span.start + offset, span.start + offset)
    return span


def the_coding(session: Session, name: str, words: str = WORDS) -> Coding:
    place, span = found(session.study, "FG1", words)
    table = session.study.codings_of(place)
    return next(row for row in table if row.span == span and row.code_id == code(session.study, name))


def menu_of(bench: Workbench) -> QMenu:
    return next(menu for menu in bench.findChildren(QMenu) if menu.isVisible())


def entry(menu: QMenu, words: str) -> None:
    next(action for action in menu.actions() if words in action.text().replace("&", "")).trigger()
    menu.close()


# -- another code ---------------------------------------------------------------------------------


def test_another_code_keeps_memo_weight_and_date(
    bench: Workbench, view: TranscriptView, session: Session
) -> None:
    place, before = transcript(session.study, "FG1"), the_coding(session, "consent")
    session.do(lambda: set_coding_memo(session.study, place, before.id, "never asked"))
    session.do(lambda: weigh_codings(session.study, place, [before.id], 70))
    put(view, WORDS)
    start = session.study
    QTest.keyClick(view, KEY.Key_R, SHIFT)
    field = bench.code_page.reading.recoder.field
    assert field.hasFocus()
    QTest.keyClicks(field, "firms")
    QTest.keyClick(field, KEY.Key_Return)
    after = the_coding(session, "trust in firms")
    assert (after.id, after.memo, after.weight, after.created_at) == (
        before.id, "never asked", 70, before.created_at,
    )  # fmt: skip
    assert view.hasFocus()
    QTest.keyClick(view, KEY.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert session.study == start


def test_a_new_code_is_made_for_a_segment_in_one_step(
    bench: Workbench, view: TranscriptView, session: Session
) -> None:
    put(view, WORDS)
    before = session.study
    QTest.keyClick(view, KEY.Key_R, SHIFT)
    QTest.keyClicks(bench.code_page.reading.recoder.field, "Trust > trust in us")
    QTest.keyClick(bench.code_page.reading.recoder.field, KEY.Key_Return, SHIFT)
    assert coded(session.study, "trust in us") == [WORDS]
    session.undo()
    assert session.study == before


def test_two_segments_that_become_one_stay_the_one_keys_act_on(
    bench: Workbench, view: TranscriptView, session: Session
) -> None:
    place, span = found(session.study, "FG1", WORDS)
    stigma = code(session.study, "stigma")
    session.do_as_coder(lambda study, coder: apply_code(study, stigma, place, span, coder.id))
    put(view, WORDS)
    bench.code_page.inspector.segments.choose_by_id(the_coding(session, "consent").id)
    bench.segments.segment.recode(stigma)
    current = bench.code_page.inspector.segments.current
    assert current == the_coding(session, "stigma")
    assert view.focused_coding == the_coding(session, "stigma").id
    assert WORDS not in coded(session.study, "consent")


def test_twenty_segments_are_recoded_by_key(bench: Workbench, view: TranscriptView, session: Session) -> None:
    firms = code(session.study, "trust in firms")
    place, whole = found(session.study, "FG1", "I would trust the school, not the firm.")
    spans = [Span(start, start + 4) for start in range(whole.start, whole.start + 20)]
    session.do_as_coder(
        lambda study, coder: code_passages(study, firms, [(place, span) for span in spans], coder.id)
    )
    put(view, "Thank you.")
    field, steps = bench.code_page.reading.recoder.field, session.study.step
    for _ in spans:
        QTest.keyClick(view, KEY.Key_N)
        QTest.keyClick(view, KEY.Key_R, SHIFT)
        QTest.keyClicks(field, "schools")
        QTest.keyClick(field, KEY.Key_Return)
    assert coded(session.study, "trust in firms") == []
    assert len(coded(session.study, "trust in schools")) == 20
    assert session.study.step == steps + 20
    for _ in spans:
        session.undo()
    assert len(coded(session.study, "trust in firms")) == 20


# -- weight ---------------------------------------------------------------------------------------


def test_a_weight_by_key_and_by_the_words_of_the_project(
    bench: Workbench, view: TranscriptView, session: Session
) -> None:
    session.do(lambda: set_weights(session.study, ["1 weak", "5 strong"]))
    put(view, WORDS)
    QTest.keyClick(view, KEY.Key_W)
    menu = menu_of(bench)
    assert view.rect().contains(view.mapFromGlobal(menu.pos()))
    QTest.keyClick(menu, KEY.Key_5)
    assert the_coding(session, "consent").weight == 5
    cards = bench.code_page.inspector.segments.cards
    words = next(card for card in cards if not card.isHidden())._words.text()
    assert words == "5 strong · “Nobody asked us.”"
    QTest.keyClick(view, KEY.Key_W)
    entry(menu_of(bench), "No weight")
    assert the_coding(session, "consent").weight is None


def test_any_weight_is_asked_for(bench: Workbench, view: TranscriptView, session: Session) -> None:
    put(view, WORDS)
    before = session.study
    for typed, weight in (("42", 42), ("many", 42), ("", None)):
        bench.segments.show_weights()
        entry(menu_of(bench), "Other weight")
        dialog = bench.findChildren(QInputDialog)[-1]
        dialog.setTextValue(typed)
        dialog.accept()
        assert the_coding(session, "consent").weight == weight
    session.undo()
    session.undo()
    assert session.study == before


def test_a_letter_takes_a_weight_of_several_digits(
    bench: Workbench, view: TranscriptView, session: Session
) -> None:
    put(view, WORDS)
    for letter, weight in ((KEY.Key_C, 50), (KEY.Key_A, 0), (KEY.Key_E, 100)):
        QTest.keyClick(view, KEY.Key_W)
        QTest.keyClick(menu_of(bench), letter)
        assert the_coding(session, "consent").weight == weight
    steps = [str(number) for number in range(10, 100, 6)]
    session.do(lambda: set_weights(session.study, steps))
    QTest.keyClick(view, KEY.Key_W)
    menu = menu_of(bench)
    texts = [action.text() for action in menu.actions()][: len(steps)]
    assert texts[12:] == ["82\t&M", "88", "94"]
    QTest.keyClick(menu, KEY.Key_N)
    assert the_coding(session, "consent").weight is None


def test_a_number_can_be_typed_where_weights_have_several_digits(
    bench: Workbench, view: TranscriptView, session: Session
) -> None:
    put(view, WORDS)
    for typed in ("70", "5", "100"):
        QTest.keyClick(view, KEY.Key_W)
        menu = menu_of(bench)
        QTest.keyClicks(menu, typed)
        assert [action.text() for action in menu.actions()][6:8] == [f"&Other weight: {typed}", "&No weight"]
        QTest.keyClick(menu, KEY.Key_Return)
        assert the_coding(session, "consent").weight == int(typed)
        assert not menu.isVisible()
    session.do(lambda: set_weights(session.study, ["1 weak", "2 middling", "12 strong"]))
    button = bench.code_page.inspector.segments.findChild(SegmentButtons)
    assert button is not None
    more = button.more.menu()
    more.popup(view.menu_place())
    weights = next(child for child in more.findChildren(QMenu) if child.title() == "Weight")
    more.setActiveAction(weights.menuAction())
    QTest.keyClick(more, KEY.Key_Return)
    assert weights.isVisible()
    QTest.keyClicks(weights, "1")
    QTest.keyClick(weights, KEY.Key_Return)
    assert not more.isVisible()
    assert the_coding(session, "consent").weight == 1


def test_digits_typed_after_the_key_for_weights_all_count(
    bench: Workbench, view: TranscriptView, session: Session
) -> None:
    put(view, WORDS)
    # Each key goes where the keyboard is then, as on a desktop; no window takes it away meanwhile.
    for key in (KEY.Key_W, KEY.Key_8, KEY.Key_9, KEY.Key_Backspace, KEY.Key_0):
        QTest.keyClick(QApplication.activePopupWidget() or view, key)
        assert not bench.findChildren(QInputDialog)
    QTest.keyClick(menu_of(bench), KEY.Key_Enter)
    assert the_coding(session, "consent").weight == 80


def test_a_typed_number_that_is_no_weight_is_asked_for_again(
    bench: Workbench, view: TranscriptView, session: Session
) -> None:
    put(view, WORDS)
    QTest.keyClick(view, KEY.Key_W)
    menu = menu_of(bench)
    QTest.keyClicks(menu, "300")
    QTest.keyClick(menu, KEY.Key_Return)
    (dialog,) = bench.findChildren(QInputDialog)
    assert dialog.textValue() == "300"
    assert "100" in dialog.labelText().splitlines()[0]
    dialog.setTextValue("30")
    dialog.accept()
    assert the_coding(session, "consent").weight == 30


def test_a_menu_of_weights_that_opens_again_forgets_what_was_typed(
    bench: Workbench, view: TranscriptView, session: Session
) -> None:
    put(view, WORDS)
    button = bench.code_page.inspector.segments.findChild(SegmentButtons)
    assert button is not None
    menu = button.weight.menu()
    menu.popup(view.menu_place())
    QTest.keyClicks(menu, "8")
    QTest.keyClick(menu, KEY.Key_Escape)
    menu.popup(view.menu_place())
    QTest.keyClicks(menu, "3")
    QTest.keyClick(menu, KEY.Key_Return)
    assert the_coding(session, "consent").weight == 3


# -- quote and words ------------------------------------------------------------------------------


def test_the_quote_is_copied_with_who_said_it_and_where(view: TranscriptView) -> None:
    put(view, WORDS)
    QTest.keyClick(view, KEY.Key_C, Qt.KeyboardModifier.ControlModifier | SHIFT)
    assert QGuiApplication.clipboard().text() == "“Nobody asked us.” (FG1-P2, FG1, turn 3)"


def test_exactly_its_words_are_selected(view: TranscriptView) -> None:
    span = put(view, WORDS)
    QTest.keyClick(view, KEY.Key_X)
    assert view.selected_span() == span


# -- which one ------------------------------------------------------------------------------------


def test_the_memo_after_coding_is_that_of_the_coding_just_made(
    bench: Workbench, view: TranscriptView, session: Session
) -> None:
    view.select_span(found(session.study, "FG1", "Nobody asked us. Nobody at all.")[1])
    view.setFocus()
    QTest.keyClick(view, KEY.Key_1)
    QTest.keyClick(view, KEY.Key_M)
    field = QApplication.focusWidget()
    assert field is not None
    assert field.accessibleName() == "Memo on stigma by AB"
    QTest.keyClicks(field, "both")
    QTest.keyClick(field, KEY.Key_Escape)
    assert the_coding(session, "stigma", "Nobody asked us. Nobody at all.").memo == "both"
    assert the_coding(session, "consent").memo == ""


def test_a_coding_is_not_emphasised_after_the_cursor_has_left_it(
    view: TranscriptView, session: Session
) -> None:
    span = put(view, WORDS, 0)
    view.next_segment()
    view.activate_coding(view.codings_at(span.start).row(0).id)
    QTest.keyClick(view, KEY.Key_Right)
    emphasised = [view.focused_coding]
    put(view, "Thank you.")
    emphasised.append(view.focused_coding)
    assert emphasised == [the_coding(session, "consent").id, None]
    assert view._marks.focus is None


def test_the_segment_at_the_caret_has_its_handles_and_a_selection_has_none(
    view: TranscriptView, session: Session
) -> None:
    span = put(view, WORDS, 3)
    assert view.focused_coding == the_coding(session, "consent").id
    assert all(_knobs(view, span))
    put(view, "Thank you.")
    assert view._marks.focus is None
    view.select_span(Span(span.start, span.end - 2))
    assert view.focused_coding is None


def test_a_coding_that_ends_with_a_line_end_has_a_handle_at_its_last_letter(
    view: TranscriptView, session: Session
) -> None:
    place, span = found(session.study, "FG1", WORDS)
    text = view.display.text
    longer = Span(span.start, text.index("\n", span.end) + 1)
    session.do_as_coder(
        lambda study, coder: apply_codes(study, [code(study, "stigma")], place, longer, coder.id)
    )
    end = _knobs(view, longer)[1]
    assert end is not None
    assert end == _knobs(view, Span(longer.start, longer.end - 1))[1]


def test_delete_asks_at_the_caret_with_the_emphasised_one_first(
    bench: Workbench, view: TranscriptView, session: Session
) -> None:
    place, span = found(session.study, "FG1", WORDS)
    codes = [code(session.study, name) for name in ("stigma", "trust in firms")]
    session.do_as_coder(lambda study, coder: apply_codes(study, codes, place, span, coder.id))
    put(view, WORDS)
    chosen = the_coding(session, "trust in firms")
    view.point_out(chosen.id)
    # The caret is moved within it: it stays emphasised, but what is meant is where the caret is.
    QTest.keyClick(view, KEY.Key_Right)
    QTest.keyClick(view, KEY.Key_Delete)
    menu = menu_of(bench)
    entries = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert entries[0] == "&1 trust in firms (AB)"
    below = view.viewport().mapToGlobal(view.rect_of(view.cursor_position()).bottomLeft())
    assert (menu.pos() - below).manhattanLength() < 12
    menu.close()


@pytest.mark.parametrize("way", ["stripe", "card", "key"])
def test_delete_removes_the_one_that_was_pointed_out(
    bench: Workbench, view: TranscriptView, session: Session, way: str
) -> None:
    place, span = found(session.study, "FG1", WORDS)
    codes = [code(session.study, name) for name in ("stigma", "trust in firms")]
    session.do_as_coder(lambda study, coder: apply_codes(study, codes, place, span, coder.id))
    put(view, WORDS)
    margin, segments = bench.code_page.reading.text.margin, bench.code_page.inspector.segments
    wanted = the_coding(session, "trust in firms")
    if way == "stripe":
        (stripe,) = [each for each in margin.stripes if each.coding_id == wanted.id]
        QTest.mouseClick(margin.viewport(), Qt.MouseButton.LeftButton, pos=stripe.bar.center().toPoint())
    elif way == "card":
        (card,) = [each for each in segments.cards if each.coding is not None and each.coding.id == wanted.id]
        QTest.mouseClick(card, Qt.MouseButton.LeftButton, pos=QPoint(3, 3))
    else:
        view.set_selection(0, 0)
        while view.focused_coding != wanted.id:
            QTest.keyClick(view, KEY.Key_N)
    before = session.study.coding_count
    view.setFocus()
    QTest.keyClick(view, KEY.Key_Delete)
    assert session.study.coding_count == before - 1
    assert WORDS not in coded(session.study, "trust in firms")
    # What is left there has not been pointed out.
    QTest.keyClick(view, KEY.Key_Delete)
    assert session.study.coding_count == before - 1
    assert len([each for each in menu_of(bench).actions() if not each.isSeparator()]) == 2
    menu_of(bench).close()


# -- its ends -------------------------------------------------------------------------------------


@pytest.mark.parametrize("at_start", [True, False])
def test_an_end_is_dragged_by_its_handle_in_one_step(
    view: TranscriptView, session: Session, at_start: bool
) -> None:
    span = put(view, WORDS)
    view.activate_coding(the_coding(session, "consent").id)
    before = session.study
    knob = _knobs(view, span)[0 if at_start else 1]
    assert knob is not None
    words = "asked" if at_start else "at all"
    goal = view.rect_of(found(session.study, "FG1", words)[1].start + 1).center()
    viewport = view.viewport()
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=knob.toPoint())
    for point in (knob.toPoint() + QPoint(8, 0), goal):
        QTest.mouseMove(viewport, point)
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=goal)
    expected = "asked us." if at_start else "Nobody asked us. Nobody at"
    assert expected in coded(session.study, "consent")
    session.undo()
    assert session.study == before


def test_an_end_goes_by_letters_with_a_key_held(view: TranscriptView, session: Session) -> None:
    span = put(view, WORDS)
    view.activate_coding(the_coding(session, "consent").id)
    knob = _knobs(view, span)[1]
    assert knob is not None
    place = view.rect_of(found(session.study, "FG1", "at all")[1].start + 1)
    goal = QPoint(place.left(), place.center().y())
    dragged(view, [knob.toPoint(), goal], Qt.KeyboardModifier.AltModifier)
    assert "Nobody asked us. Nobody a" in coded(session.study, "consent")


def test_escape_gives_a_drag_up(view: TranscriptView, session: Session) -> None:
    span = put(view, WORDS)
    view.activate_coding(the_coding(session, "consent").id)
    before, knob = session.study, _knobs(view, span)[1]
    assert knob is not None
    viewport = view.viewport()
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=knob.toPoint())
    QTest.mouseMove(viewport, knob.toPoint() + QPoint(60, 0))
    QTest.keyClick(view, KEY.Key_Escape)
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=knob.toPoint() + QPoint(60, 0))
    assert session.study is before


# -- menus ----------------------------------------------------------------------------------------


def test_the_menu_of_the_text_copies_and_applies_recent_codes(
    bench: Workbench, view: TranscriptView, session: Session
) -> None:
    bench.code_page.reading.desk.apply_to(
        code(session.study, "stigma"), *found(session.study, "FG1", "Thank you.")
    )
    span = found(session.study, "FG1", WORDS)[1]
    view.select_span(span)
    view.setFocus()
    bench.text_menu.open(QPoint(10, 10))
    entry(menu_of(bench), "Copy")
    assert QGuiApplication.clipboard().text() == WORDS
    bench.text_menu.open(QPoint(10, 10))
    entry(menu_of(bench), "Apply “stigma”")
    assert WORDS in coded(session.study, "stigma")


def test_without_a_selection_what_needs_one_is_grey_and_its_key_still_says_why(
    window: MainWindow, bench: Workbench, view: TranscriptView
) -> None:
    put(view, "Thank you.")
    menu = window.menus["Code"]
    menu.aboutToShow.emit()
    assert not window.actions_["code.choose"].isEnabled()
    assert not window.actions_["code.recode"].isEnabled()
    assert window.actions_["code.sticky"].isEnabled() is False
    menu.aboutToHide.emit()
    assert window.actions_["code.choose"].isEnabled()
    QTest.keyClick(view, KEY.Key_C)
    assert "Select the words" in window.messages.text
    put(view, WORDS)
    view.select_sentence()
    menu.aboutToShow.emit()
    assert window.actions_["code.choose"].isEnabled()
    assert window.actions_["code.recode"].isEnabled()
    menu.aboutToHide.emit()


def test_the_menu_of_a_stripe_acts_on_its_segment(
    bench: Workbench, view: TranscriptView, session: Session
) -> None:
    margin = bench.code_page.reading.text.margin
    consent = the_coding(session, "consent")
    stripe = next(item for item in margin.stripes if item.coding_id == consent.id)
    place = stripe.name.center().toPoint()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, margin.viewport().mapToGlobal(place))
    QApplication.sendEvent(margin.viewport(), event)
    menu = menu_of(bench)
    texts = [action.text() for action in menu.actions() if action.text()]
    assert [text for text in texts if text in ("Recode…", "Weight", "Copy the quote")] == [
        "Recode…", "Weight", "Copy the quote",
    ]  # fmt: skip
    entry(menu, "Select the segment’s words")
    assert view.selected_span() == consent.span


def test_the_card_of_the_segment_has_its_buttons_and_weights(
    bench: Workbench, view: TranscriptView, session: Session
) -> None:
    put(view, WORDS)
    segments = bench.code_page.inspector.segments
    assert any(not card.isHidden() for card in segments.cards)
    buttons = segments._buttons
    assert isinstance(buttons, SegmentButtons)
    assert buttons.isVisible()
    menu = buttons.weight.menu()
    menu.aboutToShow.emit()
    entry(menu, "75")
    assert the_coding(session, "consent").weight == 75
    QTest.mouseClick(buttons.recode, LEFT)
    recoder = bench.code_page.reading.recoder
    assert not recoder.isHidden()
    names = recoder.list
    QTest.mouseClick(names.viewport(), LEFT, pos=names.visualRect(names.model().index(2, 0)).center())
    assert WORDS not in coded(session.study, "consent")
    # The next key goes to the next segment, and not to the button.
    assert view.hasFocus()


def test_three_codes_are_ticked_and_applied_in_one_step(
    bench: Workbench, view: TranscriptView, session: Session
) -> None:
    words = "Thank you."
    view.select_span(found(session.study, "FG1", words)[1])
    view.setFocus()
    before = session.study
    QTest.keyClick(view, KEY.Key_C)
    field = bench.code_page.reading.picker.field
    for number in range(3):
        QTest.keyClick(field, KEY.Key_Space)
        if number < 2:
            QTest.keyClick(field, KEY.Key_Down)
    QTest.keyClick(field, KEY.Key_Return)
    study = session.study
    assert study.step == before.step + 1
    names = [row.name for row in study.codes_in_order if row.codable and words in coded(study, row.name)]
    assert names == ["trust in schools", "trust in firms", "stigma"]
    current = bench.code_page.inspector.segments.current
    assert current is not None
    assert study.codes[current.code_id].name in names
    QTest.keyClick(view, KEY.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert session.study == before
    QTest.keyClick(view, KEY.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert session.study == study


def test_three_codes_are_ticked_and_applied_by_mouse(
    bench: Workbench, view: TranscriptView, session: Session
) -> None:
    words, before = "Thank you.", session.study
    span = found(before, "FG1", words)[1]
    drag(view, span)
    assert view.selected_span() == span
    reading = bench.code_page.reading
    QTest.mouseClick(reading.at_selection, LEFT)
    names = reading.picker.list
    for row in range(3):
        box = QPoint(14, names.visualRect(names.model().index(row, 0)).center().y())
        QTest.mouseClick(names.viewport(), LEFT, pos=box)
    QTest.mouseClick(reading.picker.apply, LEFT)
    study = session.study
    assert study.step == before.step + 1
    assert [row.name for row in study.codes_in_order if row.codable and words in coded(study, row.name)] == [
        "trust in schools", "trust in firms", "stigma",
    ]  # fmt: skip
    assert view.hasFocus()
    # All of them are among the codes applied last; the segment at the cursor is not offered its own.
    recent = [study.codes[code_id].name for code_id in reading.desk.recent]
    assert recent[:3] == ["stigma", "trust in firms", "trust in schools"]
    current = bench.code_page.inspector.segments.current
    assert current is not None
    QTest.keyClick(view, KEY.Key_R, SHIFT)
    first = reading.recoder.list.currentIndex().data()
    assert first != study.path(current.code_id)
    QTest.keyClick(reading.recoder.field, KEY.Key_Escape)
    QTest.keyClick(view, KEY.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert session.study == before


def drag(view: TranscriptView, span: Span) -> None:
    """Over words, with the button down, as a person does."""
    view.scroll_to(span.start)
    first, last = (view.rect_of(place) for place in (span.start, span.end))
    start, end = (QPoint(rect.left(), rect.center().y()) for rect in (first, last))
    QTest.mousePress(view.viewport(), LEFT, pos=start)
    for place in (QPoint((start.x() + end.x()) // 2, start.y()), end):
        QTest.mouseMove(view.viewport(), place)
    QTest.mouseRelease(view.viewport(), LEFT, pos=end)


# -- while something is asked ---------------------------------------------------------------------


def test_another_code_is_not_given_to_the_segment_beside_the_one_that_has_gone(
    bench: Workbench, qtbot: QtBot, view: TranscriptView, session: Session
) -> None:
    place, span = found(session.study, "FG1", WORDS)
    stigma = code(session.study, "stigma")
    session.do_as_coder(lambda study, coder: apply_code(study, stigma, place, span, coder.id))
    put(view, WORDS)
    asked = the_coding(session, "stigma")
    bench.code_page.inspector.segments.choose_by_id(asked.id)
    QTest.keyClick(view, KEY.Key_R, SHIFT)
    session.do(lambda: remove_codings(session.study, place, [asked.id]))
    before, field = session.study, bench.code_page.reading.recoder.field
    QTest.keyClicks(field, "firms")
    with qtbot.waitSignal(session.refused) as told:
        QTest.keyClick(field, KEY.Key_Return)
    assert told.args == [SEGMENT_CHANGED]
    assert session.study == before


def test_a_weight_is_not_given_to_the_segment_beside_the_one_that_has_gone(
    bench: Workbench, qtbot: QtBot, view: TranscriptView, session: Session
) -> None:
    place, span = found(session.study, "FG1", WORDS)
    stigma = code(session.study, "stigma")
    session.do_as_coder(lambda study, coder: apply_code(study, stigma, place, span, coder.id))
    put(view, WORDS)
    asked = the_coding(session, "stigma")
    bench.code_page.inspector.segments.choose_by_id(asked.id)
    QTest.keyClick(view, KEY.Key_W)
    menu = menu_of(bench)
    session.do(lambda: remove_codings(session.study, place, [asked.id]))
    before = session.study
    with qtbot.waitSignal(session.refused) as told:
        entry(menu, "50")
    assert told.args == [SEGMENT_CHANGED]
    assert session.study == before
