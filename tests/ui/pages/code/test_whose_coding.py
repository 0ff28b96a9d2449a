"""A colleague's coding is changed only once it has been chosen by name, whichever way it is changed.

Tests as well: ``segment_commands`` and ``coding_commands``, as far as they ask whose
coding is meant, and so ``segment_menu`` and ``segment_card``.
"""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QInputDialog, QMenu, QToolButton
from pytestqt.qtbot import QtBot

from qualcode.model.span import Span
from qualcode.operations.codings.coding import apply_code, recode_codings
from qualcode.operations.text.text_correction import edit_words
from qualcode.ui.inspector.segment_card import SegmentCard
from qualcode.ui.session.session import Session
from qualcode.ui.shell.main_window import MainWindow
from qualcode.ui.shell.workbench import Workbench
from qualcode.ui.transcript.held import SEGMENT_CHANGED
from qualcode.ui.transcript.view import TranscriptView
from qualcode.ui.widgets.number_menu import NumberMenu
from tests.ui.material import code, found, transcript

KEY = Qt.Key
NONE, SHIFT, ALT = (
    Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier,
)  # fmt: skip
WORDS = "I would trust the school"
WAYS = [
    (KEY.Key_R, SHIFT, "Recode which?"),
    (KEY.Key_W, NONE, "Weigh which?"),
    (KEY.Key_M, NONE, "Memo on which?"),
    (KEY.Key_Right, ALT, "Change the words of which?"),
]


@pytest.fixture
def bench(window: MainWindow) -> Workbench:
    assert window.workbench is not None
    return window.workbench


@pytest.fixture
def session(bench: Workbench) -> Session:
    return bench.session


@pytest.fixture
def view(bench: Workbench) -> TranscriptView:
    return bench.code_page.reading.view


@pytest.fixture
def hers(session: Session, view: TranscriptView) -> Span:
    place, span = found(session.study, "FG1", WORDS)
    session.set_coder("Priya")
    session.do_as_coder(lambda study, she: apply_code(study, code(study, "stigma"), place, span, she.id))
    session.set_coder("AB")
    view.set_selection(span.start + 3, span.start + 3)
    view.setFocus()
    return span


def menus(bench: Workbench) -> list[QMenu]:
    return [menu for menu in bench.findChildren(QMenu) if menu.isVisible()]


def entries(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions()]


def own_too(session: Session) -> None:
    place, span = found(session.study, "FG1", WORDS + ", not the firm")
    session.do_as_coder(lambda study, ab: apply_code(study, code(study, "consent"), place, span, ab.id))


@pytest.mark.parametrize(("key", "held", "question"), WAYS)
def test_a_colleagues_is_named_before_it_is_changed(
    bench: Workbench, session: Session, view: TranscriptView, hers: Span, key: Qt.Key,
    held: Qt.KeyboardModifier, question: str,
) -> None:  # fmt: skip
    before = session.study
    QTest.keyClick(view, key, held)
    (menu,) = menus(bench)
    assert entries(menu) == [question, "&1 stigma (Priya)"]
    assert not bench.code_page.reading.recoder.isVisible()
    QTest.keyClick(menu, KEY.Key_Escape)
    assert (session.study, menus(bench)) == (before, [])
    # One's own is changed without a word.
    session.set_coder("Priya")
    view.setFocus()
    QTest.keyClick(view, key, held)
    assert question not in [each for menu in menus(bench) for each in entries(menu)]
    for menu in menus(bench):
        menu.close()


def test_the_end_moves_once_it_was_chosen_and_is_not_asked_about_at_each_step(
    bench: Workbench, session: Session, view: TranscriptView, hers: Span
) -> None:
    table = session.study.codings_of(found(session.study, "FG1", WORDS)[0])
    QTest.keyClick(view, KEY.Key_Right, ALT)
    QTest.keyClick(menus(bench)[0], KEY.Key_1)
    QTest.keyClick(view, KEY.Key_Right, ALT)
    assert menus(bench) == []
    (now,) = [
        row.span
        for row in session.study.codings_of(found(session.study, "FG1", WORDS)[0])
        if row.span not in [each.span for each in table]
    ]
    assert now.start == hers.start
    assert now.end > hers.end


def test_ones_own_is_offered_first_where_hers_is_meant(
    bench: Workbench, session: Session, view: TranscriptView, hers: Span
) -> None:
    own_too(session)
    view.set_selection(hers.start + 4, hers.start + 4)
    bench.code_page.inspector.segments.choose(
        next(
            row
            for row in view.codings
            if row.span == hers and session.study.coders[row.coder_id].name != "AB"
        )
    )
    for key, held, question in ((KEY.Key_R, SHIFT, "Recode which?"), (KEY.Key_Delete, NONE, "Remove which?")):
        view.setFocus()
        QTest.keyClick(view, key, held)
        (menu,) = menus(bench)
        assert entries(menu) == [question, "&1 consent (AB)", "&2 stigma (Priya)"]
        assert menu.activeAction() is menu.actions()[1]
        menu.close()


def test_recode_goes_on_with_the_one_that_was_chosen(
    bench: Workbench, session: Session, view: TranscriptView, hers: Span
) -> None:
    QTest.keyClick(view, KEY.Key_R, SHIFT)
    QTest.keyClick(menus(bench)[0], KEY.Key_1)
    recoder = bench.code_page.reading.recoder
    assert recoder.isVisible()
    recoder.chosen.emit(code(session.study, "consent"))
    recoder.close()
    (row,) = [
        row for row in session.study.codings_of(found(session.study, "FG1", WORDS)[0]) if row.span == hers
    ]
    assert row.code_id == code(session.study, "consent")
    assert session.study.coders[row.coder_id].name == "Priya"


def test_a_handle_that_is_dragged_asks_before_hers_changes(
    bench: Workbench, session: Session, view: TranscriptView, hers: Span
) -> None:
    before = session.study
    coding = next(row for row in view.codings if row.span == hers)
    for signal in (view.resize_requested, bench.code_page.reading.text.margin.resize_requested):
        signal.emit(coding.id, Span(hers.start, hers.end - 7))
        assert session.study == before
        (menu,) = menus(bench)
        assert entries(menu) == ["Change the words of which?", "&1 stigma (Priya)"]
        QTest.keyClick(menu, KEY.Key_1)
        assert session.study != before
        session.undo()
        before = session.study


def test_weights_name_the_colleague_above_them(
    bench: Workbench, session: Session, view: TranscriptView, hers: Span
) -> None:
    QTest.keyClick(view, KEY.Key_W)
    QTest.keyClick(menus(bench)[0], KEY.Key_1)
    assert entries(menus(bench)[0])[0] == "stigma (Priya)"
    menus(bench)[0].close()
    assert hers.length


def card_of(bench: Workbench, coder: str) -> SegmentCard:
    """The card of the segment of this coder."""
    study = bench.session.study
    (card,) = [
        card
        for card in bench.code_page.inspector.segments.cards
        if card.coding is not None and card.isVisible() and study.coders[card.coding.coder_id].name == coder
    ]
    return card


@pytest.mark.parametrize("way", ["button", "submenu", "typed"])
def test_a_weight_by_the_card_or_a_submenu_asks_as_the_key_does(
    bench: Workbench, session: Session, hers: Span, way: str
) -> None:
    before = session.study
    card = card_of(bench, "Priya")
    (button,) = [each for each in card.findChildren(QToolButton) if each.text() == "Weight"]
    (more,) = [each for each in card.findChildren(QToolButton) if each.text() == "More"]
    if way == "submenu":
        more.menu().aboutToShow.emit()
        weights: QMenu = next(
            each for each in more.menu().findChildren(NumberMenu) if each.title() == "Weight"
        )
    else:
        weights = button.menu()
        weights.aboutToShow.emit()
    assert entries(weights)[0] == "stigma (Priya)"
    if way == "typed":
        next(each for each in weights.actions() if each.text().startswith("&Other")).trigger()
        (dialog,) = bench.window().findChildren(QInputDialog)
        dialog.setTextValue("75")
        dialog.accept()
    else:
        next(each for each in weights.actions() if each.text().startswith("75")).trigger()
    assert session.study == before
    (menu,) = menus(bench)
    assert entries(menu) == ["Weigh which?", "&1 stigma (Priya)"]
    QTest.keyClick(menu, KEY.Key_1)
    (row,) = [row for row in session.study.codings_of(transcript(session.study, "FG1")) if row.span == hers]
    assert row.weight == 75


def test_the_button_that_removes_asks_as_the_key_does(
    bench: Workbench, session: Session, view: TranscriptView, hers: Span
) -> None:
    own_too(session)
    view.set_selection(hers.start + 4, hers.start + 4)
    before = session.study
    QTest.mouseClick(removing(card_of(bench, "Priya")), Qt.MouseButton.LeftButton)
    (menu,) = menus(bench)
    assert (session.study, entries(menu)) == (before, ["Remove which?", "&1 stigma (Priya)"])
    QTest.keyClick(menu, KEY.Key_1)
    assert session.study.coding_count == before.coding_count - 1
    # One's own goes at once.
    QTest.mouseClick(removing(card_of(bench, "AB")), Qt.MouseButton.LeftButton)
    assert (session.study.coding_count, menus(bench)) == (before.coding_count - 2, [])


def removing(card: SegmentCard) -> QToolButton:
    (button,) = [
        each for each in card.findChildren(QToolButton) if each.accessibleName().startswith("Remove ")
    ]
    return button


@pytest.mark.parametrize("key", [KEY.Key_R, KEY.Key_Space, KEY.Key_Backspace, KEY.Key_Delete])
def test_typing_into_a_colleagues_memo_asks_first(
    bench: Workbench, session: Session, hers: Span, key: Qt.Key
) -> None:
    before = session.study
    memo = card_of(bench, "Priya").memo
    QTest.mouseClick(memo.viewport(), Qt.MouseButton.LeftButton)
    assert memo.hasFocus()
    assert "you are asked before you write here (M)" in memo.toolTip()
    QTest.keyClick(memo, key)
    (menu,) = menus(bench)
    assert entries(menu) == ["Memo on which?", "&1 stigma (Priya)"]
    assert memo.toPlainText() == ""
    QTest.keyClick(menu, KEY.Key_Escape)
    QTest.keyClicks(memo, "h")
    QTest.keyClick(menus(bench)[0], KEY.Key_1)
    assert memo.hasFocus()
    # The letter that was asked about is the first of the memo.
    assert memo.toPlainText() == "h"
    QTest.keyClicks(memo, "ers to ask")
    bench.code_page.reading.view.setFocus()
    assert menus(bench) == []
    assert session.study != before
    (row,) = [row for row in session.study.codings_of(transcript(session.study, "FG1")) if row.span == hers]
    assert row.memo == "hers to ask"
    # Another time it is asked again, and of one's own never.
    view = bench.code_page.reading.view
    view.set_selection(0, 0)
    view.set_selection(hers.start + 3, hers.start + 3)
    memo = card_of(bench, "Priya").memo
    QTest.mouseClick(memo.viewport(), Qt.MouseButton.LeftButton)
    QTest.keyClicks(memo, "x")
    (menu,) = menus(bench)
    menu.close()
    session.set_coder("Priya")
    memo = card_of(bench, "Priya").memo
    QTest.keyClicks(memo, "mine: ")
    assert "mine: " in memo.toPlainText()


def test_what_was_asked_is_not_done_to_a_segment_that_has_changed(
    bench: Workbench, qtbot: QtBot, session: Session, view: TranscriptView, hers: Span
) -> None:
    place = found(session.study, "FG1", WORDS)[0]
    coding = next(row for row in view.codings if row.span == hers)
    view.resize_requested.emit(coding.id, Span(hers.start, hers.end - 7))
    (asked,) = menus(bench)
    assert len(entries(asked)) == 2
    with qtbot.waitSignal(session.refused) as told:
        session.do(lambda: recode_codings(session.study, place, [coding.id], code(session.study, "consent")))
    assert told.args == [SEGMENT_CHANGED]
    assert menus(bench) == []
    (row,) = [row for row in session.study.codings_of(place) if row.id == coding.id]
    assert row.span == hers


def test_words_that_were_asked_about_are_found_after_a_correction(
    bench: Workbench, session: Session, view: TranscriptView, hers: Span
) -> None:
    place, text = found(session.study, "FG1", WORDS)[0], view.display.text
    coding = next(row for row in view.codings if row.span == hers)
    words = text[hers.start : hers.end - 7]
    view.resize_requested.emit(coding.id, Span(hers.start, hers.end - 7))
    first = Span(text.index(":") + 2, text.index(":") + 4)
    session.do(lambda: edit_words(session.study, place, first, "Well, as I was saying").change)
    QTest.keyClick(menus(bench)[0], KEY.Key_1)
    (row,) = [row for row in session.study.codings_of(place) if row.id == coding.id]
    assert session.study.quoted(place, row.span) == words


def test_two_segments_of_one_code_are_told_apart_by_what_they_are_on(
    bench: Workbench, session: Session, view: TranscriptView
) -> None:
    place, short = found(session.study, "FG1", WORDS)
    _, long = found(session.study, "FG1", WORDS + ", not the firm")
    stigma = code(session.study, "stigma")
    session.do_as_coder(lambda study, ab: apply_code(study, stigma, place, short, ab.id))
    session.do_as_coder(lambda study, ab: apply_code(study, stigma, place, long, ab.id))
    before = session.study
    view.setFocus()
    view.set_selection(short.start + 3, short.start + 3)
    QTest.keyClick(view, KEY.Key_Delete)
    (menu,) = menus(bench)
    shown = entries(menu)[1:]
    assert len({*shown}) == len(shown)
    assert f"&1 stigma (AB) “{WORDS}”" in shown
    QTest.keyClick(menu, KEY.Key_2)
    left = [row.span for row in session.study.codings_of(place)]
    assert session.study.coding_count == before.coding_count - 1
    assert short in left
    assert long not in left
