"""The matrix page: the line of words, the figures, the passages behind them, and what it refuses.

Tests as well: ``ui.pages.coders_button``, ``cluster_tree``, ``line``, ``parts``,
``project.reports.counting``.
"""

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qualcode.model.entities import AttributeSubject, SavedQuery
from qualcode.model.queries.query_names import typed_query
from qualcode.model.questions.matrices import QUERY, CooccurrenceQuestion
from qualcode.model.questions.names import identities
from qualcode.model.questions.rules import CoderChoice, Coefficient, Count, Rule, Selection
from qualcode.model.questions.words import ColumnsBy, Figure
from qualcode.model.study import Study
from qualcode.operations.codings.coding import apply_code
from qualcode.operations.people.attributes import add_attribute, delete_attribute, set_value
from qualcode.operations.queries import delete_query, save_query
from qualcode.project.project import Project
from qualcode.ui.models.passage_words import coded_by
from qualcode.ui.pages.asked import Asked, coefficients_for, named, under_rule
from qualcode.ui.pages.heat_map import ROW
from qualcode.ui.pages.matrix.choice import USUAL, columns, valid, with_columns
from qualcode.ui.pages.matrix.page import MatrixPage
from qualcode.ui.pages.offered import CODES
from qualcode.ui.shell.main_window import MainWindow
from qualcode.ui.widgets.rich_list import DATA_ROLE
from qualcode.ui.widgets.scrolled import Scrolled
from tests.ui.material import code, found, transcript

BY_TRANSCRIPT = (ColumnsBy.TRANSCRIPT.value,)


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow) -> MatrixPage:
    assert window.workbench is not None
    session = window.session
    assert session is not None
    place, span = found(session.study, "FG1", "Nobody asked us.")
    stigma = code(session.study, "stigma")
    session.do_as_coder(lambda study, coder: apply_code(study, stigma, place, span, coder.id))
    window.workbench.show_page(1)
    made = window.workbench.pages.matrix
    qtbot.waitUntil(lambda: not window.background.busy and made.ordered is not None)
    return made


def _figures(page: MatrixPage) -> dict[tuple[str, str], str]:
    """What is seen by the names of row and column, totals among it."""
    found: dict[tuple[str, str], str] = {}
    for part in page.view.parts:
        model = part.figures
        names = [model.headerData(row, Qt.Orientation.Vertical) for row in range(model.rowCount())]
        heads = [model.headerData(column, Qt.Orientation.Horizontal) for column in range(model.columnCount())]
        found |= {
            (name, head): model.index(row, column).data()
            for row, name in enumerate(names)
            for column, head in enumerate(heads)
        }
    return found


def _place(page: MatrixPage, row: str, column: str) -> tuple[int, int]:
    """The place of a cell in the whole table."""
    assert page.ordered is not None
    matrix = page.ordered.matrix
    names, heads = (
        [label.name.rpartition(" > ")[2] for label in labels] for labels in (matrix.rows, matrix.columns)
    )
    return names.index(row), heads.index(column)


def _tip(page: MatrixPage, row: str, column: str) -> str:
    return str(page.view.figure_at(*_place(page, row, column)).data(Qt.ItemDataRole.ToolTipRole))


def _click(page: MatrixPage, row: str, column: str) -> None:
    place = page.view.figure_at(*_place(page, row, column))
    part = next(part for part in page.view.parts if part.figures is place.model())
    part.scrollTo(place)
    QTest.mouseClick(part.viewport(), Qt.MouseButton.LeftButton, pos=part.visualRect(place).center())


def _ask(qtbot: QtBot, window: MainWindow, page: MatrixPage, choice: Asked) -> None:
    page.line.choice = choice
    page.line.refresh()
    page.recount()
    qtbot.waitUntil(lambda: not window.background.busy)


def test_codes_by_codes(page: MatrixPage) -> None:
    figures = _figures(page)
    assert figures["stigma", "consent"] == figures["consent", "stigma"] == "1"
    assert figures["stigma", "stigma"] == "2"
    assert ("Trust", "stigma") not in figures


def test_a_cell_is_explained_and_leads_to_its_passage(
    qtbot: QtBot, window: MainWindow, page: MatrixPage
) -> None:
    assert "Codes that overlap, counted as pairs" in _tip(page, "stigma", "consent")
    _click(page, "stigma", "consent")
    qtbot.waitUntil(lambda: page.passages.list.count() == 1)
    item = page.passages.list.item(0)
    assert item.data(Qt.ItemDataRole.AccessibleTextRole) == (
        "FG1 · turn 3 · FG1-P2 · coded by AB: Nobody asked us."
    )
    place = page.passages.list.visualItemRect(item).center()
    QTest.mouseClick(page.passages.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert window.workbench is not None
    assert window.session is not None
    view = window.workbench.code_page.reading.view
    assert (view.transcript_id, view.selected_span()) == found(
        window.session.study, "FG1", "Nobody asked us."
    )


def test_codes_by_transcripts_have_totals(qtbot: QtBot, window: MainWindow, page: MatrixPage) -> None:
    _ask(qtbot, window, page, with_columns(page.choice, BY_TRANSCRIPT))
    figures = _figures(page)
    assert (figures["consent", "FG1"], figures["consent", "INT01"], figures["consent", "Total"]) == (
        "1", "1", "2",
    )  # fmt: skip
    assert page.line.figure.isVisible()
    assert not page.line.rule.isVisible()
    for column, number in (("INT01", 1), ("Total", 2)):
        _click(page, "consent", column)
        qtbot.waitUntil(lambda: not window.background.busy)
        assert page.passages.list.count() == number


def test_small_figures_can_be_hidden(qtbot: QtBot, window: MainWindow, page: MatrixPage) -> None:
    asked = page.choice.change(figure=Figure.PARTICIPANTS, minimum_cell=3)
    _ask(qtbot, window, page, with_columns(asked, BY_TRANSCRIPT))
    assert _figures(page)["consent", "FG1"] == "<3"


def test_the_table_follows_the_project(qtbot: QtBot, window: MainWindow, page: MatrixPage) -> None:
    assert window.session is not None
    window.session.undo()
    qtbot.waitUntil(lambda: _figures(page).get(("stigma", "consent")) == "0")


def test_rules_bring_counts_that_mean_something() -> None:
    choice = under_rule(USUAL, Rule.TURN)
    assert choice.of(CooccurrenceQuestion).count is Count.UNITS
    assert Coefficient.PHI in coefficients_for(choice.of(CooccurrenceQuestion))
    choice = under_rule(choice.change(coefficient=Coefficient.PHI), Rule.OVERLAP)
    assert choice.of(CooccurrenceQuestion).count is Count.PAIRS
    assert choice.of(CooccurrenceQuestion).coefficient is None


def test_what_is_gone_is_no_longer_asked_for(project: Project) -> None:
    study = project.study
    gone = named(transcript(study, "FG1"))
    choice = with_columns(USUAL.change(coders=(gone,), codes=(gone,)), (str(gone),))
    assert valid(choice, study) == USUAL


def test_a_coefficient_is_shown_with_its_reason_where_it_is_not_defined(
    qtbot: QtBot, window: MainWindow, page: MatrixPage
) -> None:
    _ask(qtbot, window, page, page.choice.change(coefficient=Coefficient.C))
    figures = _figures(page)
    assert figures["stigma", "consent"] == "0.33"
    assert figures["stigma", "trust in firms"] == "–"
    assert "not defined: a code is not used" in _tip(page, "stigma", "trust in firms")
    _click(page, "stigma", "trust in firms")
    qtbot.waitUntil(lambda: not window.background.busy)
    assert "not defined: a code is not used" in page.passages.hint
    _click(page, "stigma", "consent")
    qtbot.waitUntil(lambda: page.passages.list.count() == 1)
    assert "Made of: 2 of stigma (n1), 2 of consent (n2), 1 of both (n12)." in page.passages.hint


def test_the_boxes_of_the_line_are_the_question(qtbot: QtBot, window: MainWindow, page: MatrixPage) -> None:
    rule = page.line.rule
    rule.setFocus()
    rule.setCurrentIndex(3)
    rule.activated.emit(3)
    assert page.choice.of(CooccurrenceQuestion).rule is Rule.NEAR
    assert page.line.within.isVisible()
    page.line.within.setValue(4)
    qtbot.waitUntil(lambda: not window.background.busy)
    assert "at most 4 turns apart" in _tip(page, "stigma", "consent")
    page.line.kind.setCurrentIndex(1)
    page.line.kind.activated.emit(1)
    assert columns(page.choice) == BY_TRANSCRIPT
    qtbot.waitUntil(lambda: not window.background.busy)
    assert page.view.cells.figures.headerData(0, Qt.Orientation.Horizontal) == "FG1"


def test_the_distance_shown_is_the_one_that_is_counted(
    qtbot: QtBot, window: MainWindow, page: MatrixPage
) -> None:
    _ask(qtbot, window, page, under_rule(USUAL, Rule.NEAR))
    assert page.line.within.isVisible()
    assert page.line.within.value() == page.line.choice.of(CooccurrenceQuestion).within == 1
    assert page.line.within.text() == "1 turn apart at most"
    page.line.within.stepUp()
    qtbot.waitUntil(lambda: not window.background.busy)
    assert page.line.choice.of(CooccurrenceQuestion).within == 2
    assert page.line.within.text() == "2 turns apart at most"


def test_a_cell_says_what_merging_coders_makes_of_it(
    qtbot: QtBot, window: MainWindow, page: MatrixPage
) -> None:
    session = window.session
    assert session is not None
    place, span = found(session.study, "INT01", "I signed a form.")
    session.set_coder("CD")
    consent = code(session.study, "consent")
    session.do_as_coder(lambda study, who: apply_code(study, consent, place, span, who.id))
    _ask(qtbot, window, page, with_columns(page.line.choice, BY_TRANSCRIPT).change(figure=Figure.SEGMENTS))
    _click(page, "consent", "INT01")
    said = (
        "Every segment counted: 2 segments. "
        "Coders merged, and segments of a code that overlap counted once: 1 passage."
    )
    qtbot.waitUntil(lambda: said in page.passages.hint)
    assert "counted as segments, all coders, not merged" in page.passages.hint
    whose = [
        page.passages.list.item(row).data(Qt.ItemDataRole.AccessibleTextRole).partition(":")[0]
        for row in range(2)
    ]
    assert [words.rpartition("coded by ")[2] for words in whose] == ["AB, CD"] * 2
    _click(page, "consent", "FG1")
    qtbot.waitUntil(lambda: "One segment; click" in page.passages.hint)
    assert "Coders merged" not in page.passages.hint
    # The line of words says the same as the caption, and the tip of each cell has its own numbers.
    assert page.line.coders.text() == "all coders, not merged"
    assert _tip(page, "consent", "INT01").endswith(f"\n{said}")
    assert "Coders merged" not in _tip(page, "consent", "FG1")
    _ask(qtbot, window, page, page.line.choice.change(figure=Figure.RUNS))
    _click(page, "consent", "INT01")
    qtbot.waitUntil(lambda: said in page.passages.hint)
    assert "One passage; click" in page.passages.hint
    assert "all coders merged" in page.passages.hint
    assert page.line.coders.text() == "all coders, merged"
    # Of the coders that are asked about, and of no others.
    others = CoderChoice((session.study.coder_named("CD").id,))
    qtbot.waitUntil(lambda: page.passages.list.count() == 1)
    passage = page.passages.list.item(0).data(DATA_ROLE)
    assert coded_by(session.study, passage, Selection()) == "coded by AB, CD"
    assert coded_by(session.study, passage, Selection(coders=others)) == "coded by CD"
    assert _tip(page, "consent", "INT01").endswith(f"\n{said}")
    _ask(qtbot, window, page, page.line.choice.change(minimum_cell=3, figure=Figure.SEGMENTS))
    # What is kept back is in no tip either.
    assert "Coders merged" not in _tip(page, "consent", "INT01")


def test_a_cell_says_what_becomes_of_one_coders_segments_that_overlap(
    qtbot: QtBot, window: MainWindow, page: MatrixPage
) -> None:
    """Nobody else has coded: the two figures differ all the same."""
    session = window.session
    assert session is not None
    assert len(session.study.coders_in_order) == 1
    place, span = found(session.study, "INT01", "signed a form. Nobody")
    consent = code(session.study, "consent")
    session.do_as_coder(lambda study, who: apply_code(study, consent, place, span, who.id))
    said = (
        "Every segment counted: 2 segments. "
        "Coders merged, and segments of a code that overlap counted once: 1 passage."
    )
    for figure in (Figure.SEGMENTS, Figure.RUNS):
        _ask(qtbot, window, page, with_columns(page.line.choice, BY_TRANSCRIPT).change(figure=figure))
        assert _tip(page, "consent", "INT01").endswith(f"\n{said}")
        assert "Every segment" not in _tip(page, "consent", "FG1")
        _click(page, "consent", "INT01")
        qtbot.waitUntil(lambda: said in page.passages.hint)


def test_a_code_by_itself_is_told_with_its_segments_where_they_are_more(
    qtbot: QtBot, window: MainWindow, page: MatrixPage
) -> None:
    """The codebook says 3 segments of "consent", the diagonal 2: the tip has both, and why."""
    session = window.session
    assert session is not None
    place, span = found(session.study, "INT01", "signed a form. Nobody")
    consent = code(session.study, "consent")
    session.do_as_coder(lambda study, who: apply_code(study, consent, place, span, who.id))
    said = (
        "Every segment counted: 3 segments. "
        "Coders merged, and segments of a code that overlap counted once: 2 passages."
    )
    _ask(qtbot, window, page, page.line.choice)
    assert _tip(page, "consent", "consent") == f"consent by itself: 2 (passages).\n{said}"
    assert "Every segment" not in _tip(page, "stigma", "stigma")
    assert "Every segment" not in _tip(page, "stigma", "consent")
    # By length and by units a code by itself is no number of passages.
    _ask(qtbot, window, page, page.line.choice.change(count=Count.CHARACTERS))
    assert "Every segment" not in _tip(page, "consent", "consent")


def test_on_a_low_screen_the_page_does_not_scroll_and_says_what_is_asked(
    qtbot: QtBot, window: MainWindow, page: MatrixPage
) -> None:
    """1280x720 at 200 %: 640x360 of the program's own pixels."""
    window.resize(640, 360)
    qtbot.waitUntil(lambda: page.folding.short)
    assert not page.line.isVisible()
    assert page.folding.said.text().startswith("Codes that overlap, counted as pairs")
    scrolled = next(each for each in page.findChildren(Scrolled) if each.isAncestorOf(page.view))
    qtbot.waitUntil(lambda: scrolled.verticalScrollBar().maximum() == 0)
    assert page.view.cells.viewport().height() >= ROW, "figures are seen"
    names = page.view.cells.verticalHeader()
    assert names.width() <= 0.4 * page.view.width(), "names leave most of the width to figures"
    panel = page.passages
    panel.clear()
    assert panel.list.isHidden()
    lower = next(each for each in page.findChildren(Scrolled) if each.isAncestorOf(panel))
    qtbot.waitUntil(lambda: lower.height() < 0.25 * page.height())
    words = panel.height()
    page.view.asked.emit(0, 0)
    qtbot.waitUntil(lambda: panel.list.isVisible() and panel.height() > words)
    panel.clear()
    qtbot.waitUntil(lambda: panel.height() == words)
    page.folding.button.click()
    assert page.line.isVisible()
    window.resize(1280, 800)
    qtbot.waitUntil(lambda: not page.folding.short)
    assert page.caption.startswith("Codes that overlap")


def _with_query(window: MainWindow) -> SavedQuery:
    session = window.session
    assert session is not None
    session.do(lambda: save_query(session.study, "Judged", typed_query(session.study, "code:stigma"))[1])
    return session.study.queries_in_order[0]


@pytest.mark.parametrize("shown", [False, True], ids=["another page is shown", "the page is shown"])
@pytest.mark.parametrize("what", ["query", "attribute"])
def test_what_it_counts_by_may_go_and_comes_back_with_an_undo(
    qtbot: QtBot, window: MainWindow, page: MatrixPage, what: str, shown: bool
) -> None:
    session, workbench = window.session, window.workbench
    assert session is not None
    assert workbench is not None
    query = _with_query(window)
    session.do(lambda: add_attribute(session.study, "housing", AttributeSubject.PARTICIPANT)[1])
    gone = query.id if what == "query" else session.study.attributes_in_order[0].id
    by = (f"{QUERY}{named(query.id)}",) if what == "query" else identities((gone,))
    _ask(qtbot, window, page, with_columns(page.choice, by))
    assert page.ordered is not None
    assert columns(page.choice) == by
    _click(page, "stigma", page.ordered.matrix.columns[0].name)
    if not shown:
        workbench.show_page(5)
    if what == "query":
        session.do(lambda: delete_query(session.study, gone))
    else:
        session.do(lambda: delete_attribute(session.study, gone))
    if not shown:
        QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    # The table of before can still be pointed at while it is counted anew.
    page.view.asked.emit(0, 0)
    qtbot.waitUntil(lambda: not window.background.busy)
    assert columns(page.choice) == CODES
    assert _figures(page)["stigma", "consent"] == "1"
    window.actions_["edit.undo"].trigger()
    qtbot.waitUntil(lambda: not window.background.busy and columns(page.choice) == by)
    assert page.ordered is not None
    assert len(page.ordered.matrix.columns) > 0


def test_a_value_is_named_with_its_attribute(qtbot: QtBot, window: MainWindow, page: MatrixPage) -> None:
    session = window.session
    assert session is not None
    session.do(lambda: add_attribute(session.study, "born", AttributeSubject.PARTICIPANT)[1])
    born = session.study.attributes_in_order[0].id
    for person in session.study.participants_in_order:
        session.do(partial(set_value, session.study, born, person.id, "1991"))
    _ask(qtbot, window, page, with_columns(page.choice, identities((born,))))
    assert _tip(page, "stigma", "1991").startswith("stigma in born 1991: 2.")
    _click(page, "stigma", "1991")
    assert page.passages._title.text() == "stigma × born 1991"
    # A total is of no attribute.
    assert _tip(page, "stigma", "Total").startswith("Total of stigma in all columns")


def test_a_query_that_is_deleted_says_where_it_was_chosen(
    qtbot: QtBot, window: MainWindow, page: MatrixPage
) -> None:
    query = _with_query(window)
    page.line.query.refresh(study_now(window), None)
    page.line.query.setCurrentIndex(1)
    page.line.query.activated.emit(1)
    qtbot.waitUntil(lambda: not window.background.busy)
    assert named(query.id) == page.choice.of(CooccurrenceQuestion).query
    QTest.keyClick(window, Qt.Key.Key_6, Qt.KeyboardModifier.ControlModifier)
    assert window.workbench is not None
    saved = window.workbench.pages.queries.saved
    saved.list.setCurrentRow(0)
    QTest.keyClick(saved.list, Qt.Key.Key_Delete)
    assert window.messages.text == "Deleted the query “Judged”. It was chosen in Matrix."
    window.messages.take_offer()
    assert window.messages.text == ""
    QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not window.background.busy)
    assert named(query.id) == page.choice.of(CooccurrenceQuestion).query


def study_now(window: MainWindow) -> Study:
    assert window.session is not None
    return window.session.study
