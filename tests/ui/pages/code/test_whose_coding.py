"""A colleague's coding is changed only once it has been chosen by name, whichever way it is changed.

Tests as well: ``segment_commands`` and ``coding_commands``, as far as they ask whose coding is meant.
"""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from qualcode.model.span import Span
from qualcode.operations.codings.coding import apply_code
from qualcode.ui.session.session import Session
from qualcode.ui.shell.main_window import MainWindow
from qualcode.ui.shell.workbench import Workbench
from qualcode.ui.transcript.view import TranscriptView
from tests.ui.material import code, found

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
