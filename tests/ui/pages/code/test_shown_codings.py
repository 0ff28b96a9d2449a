"""Codings that Stripes hides: they are not acted on, it is said for as long as they are hidden, and by whom.

Tests as well: ``ui.transcript.limit``, ``ui.widgets.shown_line``.
"""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QToolButton
from pytestqt.qtbot import QtBot

from qualcode.model.span import Span
from qualcode.operations.codings.coding import apply_code
from qualcode.operations.codings.highlights import add_highlight
from qualcode.ui.session.session import Session
from qualcode.ui.shell.main_window import MainWindow
from qualcode.ui.shell.workbench import Workbench
from qualcode.ui.transcript import accessible
from qualcode.ui.transcript.view import TranscriptView
from qualcode.ui.widgets.elided_label import ElidedLabel
from tests.ui.material import code, found

KEY, SHIFT = Qt.Key, Qt.KeyboardModifier.ShiftModifier
HERS = "Nobody asked us."
HIS = "I hate it."
ALONE = "Only codings by AB are shown."


@pytest.fixture
def session(window: MainWindow) -> Session:
    assert window.session is not None
    return window.session


@pytest.fixture
def his(session: Session) -> Span:
    """Words that Ben coded and nobody else; it is AB who codes then."""
    place, span = found(session.study, "FG1", HIS)
    session.set_coder("Ben")
    session.do_as_coder(lambda study, ben: apply_code(study, code(study, "stigma"), place, span, ben.id))
    session.set_coder("AB")
    return span


def only(bench: Workbench, session: Session, *names: str) -> None:
    bench.shown.show_coders([session.study.coder_named(name).id for name in names])


def remove_which(bench: Workbench, words: str) -> None:
    """Choose what is to be removed in the menu that asks."""
    menu = next(menu for menu in bench.findChildren(QMenu) if menu.isVisible())
    next(action for action in menu.actions() if words in action.text()).trigger()
    menu.close()


def put(view: TranscriptView, place: int) -> None:
    view.set_selection(place, place)
    view.setFocus()


@pytest.mark.parametrize(
    ("key", "with_shift"),
    [(KEY.Key_Delete, False), (KEY.Key_R, True), (KEY.Key_W, False), (KEY.Key_M, False)],
)
def test_no_key_acts_on_a_coding_that_is_hidden(
    bench: Workbench,
    view: TranscriptView,
    window: MainWindow,
    session: Session,
    his: Span,
    key: Qt.Key,
    *,
    with_shift: bool,
) -> None:
    only(bench, session, "AB")
    put(view, his.start + 2)
    before = session.study
    QTest.keyClick(view, key, SHIFT if with_shift else Qt.KeyboardModifier.NoModifier)
    assert session.study is before
    why = window.messages.text
    assert why.startswith("One coding here is hidden by Stripes: only codings by AB are shown.")
    assert "Show all" in why
    assert QApplication.activePopupWidget() is None
    panel = bench.code_page.inspector.segments
    assert panel.current is None
    assert [card for card in panel.cards if not card.isHidden()] == []
    assert any(label.text() == why for label in panel.findChildren(QLabel) if label.isVisible())


def test_shown_again_it_is_acted_on(
    bench: Workbench, view: TranscriptView, session: Session, his: Span
) -> None:
    only(bench, session, "AB")
    put(view, his.start + 2)
    before = len(session.study.codings_of(found(session.study, "FG1", HIS)[0]))
    QTest.mouseClick(bench.code_page.reading.limited.all, Qt.MouseButton.LeftButton)
    assert view.hasFocus()
    assert bench.code_page.inspector.segments.current is not None, "the panel follows at once"
    QTest.keyClick(view, KEY.Key_Delete)
    remove_which(bench, "(Ben)")
    assert len(session.study.codings_of(found(session.study, "FG1", HIS)[0])) == before - 1


def test_a_colleagues_coding_is_not_removed_by_one_key(
    bench: Workbench, view: TranscriptView, session: Session, his: Span
) -> None:
    before = session.study
    put(view, his.start + 2)
    QTest.keyClick(view, KEY.Key_Delete)
    assert session.study == before
    menu = next(menu for menu in bench.findChildren(QMenu) if menu.isVisible())
    assert [action.text() for action in menu.actions() if not action.isSeparator()] == ["&1 stigma (Ben)"]
    QTest.keyClick(menu, KEY.Key_Escape)
    assert session.study == before
    # His own go at once, as one's own do.
    session.set_coder("Ben")
    QTest.keyClick(view, KEY.Key_Delete)
    assert session.study != before


def test_beside_a_hidden_coding_the_shown_one_is_removed(
    bench: Workbench, view: TranscriptView, session: Session
) -> None:
    place, span = found(session.study, "FG1", HERS)
    session.set_coder("Ben")
    session.do_as_coder(lambda study, ben: apply_code(study, code(study, "stigma"), place, span, ben.id))
    session.set_coder("AB")
    only(bench, session, "Ben")
    put(view, span.start + 2)
    QTest.keyClick(view, KEY.Key_Delete)
    remove_which(bench, "(Ben)")
    left = [session.study.coders[row.coder_id].name for row in session.study.codings_of(place).at(span)]
    assert left == ["AB"]


def test_a_memo_on_a_highlight_is_not_kept_from_it_by_a_hidden_coding(
    bench: Workbench, view: TranscriptView, window: MainWindow, session: Session, his: Span
) -> None:
    place = found(session.study, "FG1", HIS)[0]
    session.do_as_coder(lambda study, coder: add_highlight(study, place, his, coder.id))
    only(bench, session, "AB")
    put(view, his.start + 2)
    window.actions_["code.memo"].trigger()
    assert "hidden by Stripes" not in window.messages.text


def test_who_hears_the_text_hears_of_no_hidden_coding(
    bench: Workbench, view: TranscriptView, session: Session, his: Span
) -> None:
    put(view, his.start + 2)
    assert "stigma by Ben" in view.description()
    only(bench, session, "AB")
    assert view.description().endswith("no code shown")
    assert view.transcript_id is not None
    said = accessible.describe_selection(session.study, view.transcript_id, his, view.limit)
    assert said.endswith("no code shown")


def test_it_is_said_at_the_text_for_as_long_as_it_holds(
    bench: Workbench, view: TranscriptView, session: Session, his: Span, qtbot: QtBot
) -> None:
    reading = bench.code_page.reading
    button = next(
        each for each in reading.findChildren(QToolButton) if each.accessibleName().startswith("Stripes")
    )
    assert (reading.limited.words, button.text()) == ("", "Stripes")
    only(bench, session, "AB")
    assert reading.limited.isVisible()
    assert (reading.limited.words, button.text()) == (ALONE, "Stripes: some")
    assert ALONE in button.toolTip()
    reading.show_transcript(found(session.study, "INT01", "Ruth")[0])
    assert reading.limited.words == ALONE
    bench.shown.show_all()
    assert (reading.limited.isVisible(), button.text()) == (False, "Stripes")
    assert his.length


def test_who_codes_is_shown(bench: Workbench, view: TranscriptView, session: Session, his: Span) -> None:
    place, span = found(session.study, "FG1", "I would trust the school")
    session.set_coder("Chidi")
    session.do_as_coder(lambda study, coder: apply_code(study, code(study, "consent"), place, his, coder.id))
    only(bench, session, "AB")
    session.set_coder("Ben")
    view.select_span(span)
    view.setFocus()
    QTest.keyClick(view, KEY.Key_1)
    assert bench.code_page.reading.limited.words == "Only codings by AB and Ben are shown."
    assert span in [row.span for row in view.codings]
    assert bench.code_page.inspector.segments.current is not None


def test_my_codings_are_those_of_whoever_codes(
    bench: Workbench, view: TranscriptView, session: Session, his: Span
) -> None:
    bench.shown.show_mine()
    assert his not in [row.span for row in view.codings]
    session.set_coder("Ben")
    assert [row.span for row in view.codings] == [his]
    assert bench.code_page.reading.limited.words == "Only codings by Ben are shown."


def test_a_code_that_is_hidden_is_said_to_be_where_it_is_applied(
    bench: Workbench, view: TranscriptView, window: MainWindow, session: Session
) -> None:
    bench.code_page.navigator.codebook.choose([code(session.study, "consent")])
    window.actions_["view.codings_chosen"].trigger()
    view.select_span(found(session.study, "FG1", HIS)[1])
    view.setFocus()
    QTest.keyClick(view, KEY.Key_1)
    assert "“stigma” is hidden: only codings with “consent” are shown." in window.messages.text
    assert window.messages.offers == ("Show all",)
    window.messages.take_offer()
    assert bench.code_page.reading.limited.words == ""


def test_whoever_codes_while_others_alone_are_shown_is_told_that_theirs_are_shown_too(
    bench: Workbench, view: TranscriptView, window: MainWindow, session: Session, his: Span
) -> None:
    place, hers = found(session.study, "FG1", HERS)
    window.messages.put_away()
    only(bench, session, "Ben")
    assert bench.code_page.reading.limited.words == "Only codings by Ben are shown."
    view.select_span(hers)
    view.setFocus()
    QTest.keyClick(view, KEY.Key_1)
    assert hers in [row.span for row in view.codings]
    assert bench.code_page.reading.limited.words == ""
    assert window.messages.text == (
        "All codings are shown again: the one just made by AB would have been hidden."
    )
    session.set_coder("Chidi")
    session.do_as_coder(lambda study, him: apply_code(study, code(study, "stigma"), place, hers, him.id))
    only(bench, session, "Ben")
    session.set_coder("AB")
    view.select_span(his)
    QTest.keyClick(view, KEY.Key_1)
    assert bench.code_page.reading.limited.words == "Only codings by AB and Ben are shown."
    assert (
        window.messages.text == "Codings by AB are shown too: the one just made by AB would have been hidden."
    )


def test_one_of_several_is_shown_as_one_of_several(window: MainWindow) -> None:
    for first, other in (
        ("view.codings_all", "view.codings_coders"),
        ("transcripts.sort_own", "transcripts.sort_name"),
        ("view.theme_light", "view.theme_dark"),
        ("codebook.order_own", "codebook.order_use"),
        ("view.size_100", "view.size_150"),
    ):
        group = window.actions_[first].actionGroup()
        assert group is not None, first
        assert group.isExclusive()
        assert group is window.actions_[other].actionGroup()
    for name in ("view.patterns", "view.by_coder", "transcripts.show_done"):
        assert window.actions_[name].actionGroup() is None, name


def test_beside_what_is_shown_it_is_counted_what_is_hidden(
    bench: Workbench, view: TranscriptView, session: Session
) -> None:
    place, hers = found(session.study, "FG1", HERS)
    for name in ("Ben", "Chidi"):
        session.set_coder(name)
        session.do_as_coder(lambda study, him: apply_code(study, code(study, "stigma"), place, hers, him.id))
    session.set_coder("AB")
    put(view, hers.start + 2)
    segments = bench.code_page.inspector.segments

    def said() -> list[str]:
        assert segments.cards
        return [each.text() for each in segments.findChildren(QLabel) if each.text().startswith("and ")]

    assert [each for each in said() if "hidden" in each] == []
    only(bench, session, "AB")
    assert sum(card.isVisibleTo(segments) for card in segments.cards) == 1
    assert said() == ["and 2 hidden by Stripes"]
    bench.shown.show_all()
    assert [each for each in said() if "hidden" in each] == []


def test_the_text_stays_where_it_is_when_the_line_comes_and_goes(
    bench: Workbench, view: TranscriptView, session: Session, his: Span, qtbot: QtBot
) -> None:
    reading = bench.code_page.reading

    def place() -> int:
        return view.viewport().mapTo(bench, view.rect_of(his.start).topLeft()).y()

    before = place()
    only(bench, session, "AB")
    qtbot.waitUntil(lambda: reading.limited.height() > 0 and reading.limited.y() >= reading.text.height())
    assert place() == before
    words = next(each for each in reading.limited.findChildren(QLabel) if each.text())
    name = next(each for each in reading.findChildren(ElidedLabel) if each.text() == "FG1")
    assert words.mapTo(reading, QPoint(0, 0)).x() == name.mapTo(reading, QPoint(0, 0)).x()
    bench.shown.show_all()
    assert place() == before
