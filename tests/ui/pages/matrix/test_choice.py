"""What can be chosen on the matrix page: codes, coders, order; the test, the export, the drawing.

Tests as well: ``cell_passages``, ``passage_list``, ``words``.
"""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from qualcode.analysis.crosstab import TOTAL
from qualcode.analysis.table_order import Ordered
from qualcode.model.queries.query_names import typed_query
from qualcode.model.questions.matrices import CooccurrenceQuestion, TableQuestion
from qualcode.model.questions.names import identities
from qualcode.model.questions.pictures import HeatMapQuestion, NetworkQuestion
from qualcode.model.questions.provenance import Provenance
from qualcode.model.questions.rules import Rule
from qualcode.model.questions.words import ColumnsBy, Figure, Sorting
from qualcode.model.results.matrix import Label, Matrix
from qualcode.operations.coders import ensure_coder
from qualcode.operations.codes.code_sets import add_code_set
from qualcode.operations.codes.codebook import add_code
from qualcode.operations.codings.coding import apply_code
from qualcode.operations.queries import delete_query, save_query
from qualcode.project.reports.asking import selection
from qualcode.ui.pages.asked import named
from qualcode.ui.pages.matrix.cell_passages import passages_of
from qualcode.ui.pages.matrix.choice import question_of, with_columns
from qualcode.ui.pages.matrix.page import MatrixPage
from qualcode.ui.pages.matrix.words import explained
from qualcode.ui.session.session import Session
from qualcode.ui.shell.main_window import MainWindow
from tests.ui.material import code, found

KEY = Qt.Key
LEFT = Qt.MouseButton.LeftButton
BY_TRANSCRIPT = (ColumnsBy.TRANSCRIPT.value,)


@pytest.fixture
def session(window: MainWindow) -> Session:
    assert window.session is not None
    return window.session


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow, session: Session) -> MatrixPage:
    """Three codings of two coders on one passage, and what the material has."""
    place, span = found(session.study, "FG1", "Nobody asked us.")
    other = ensure_coder(session.study, "CD")
    session.do(lambda: other[1])
    for name in ("stigma", "consent"):
        chosen = code(session.study, name)
        session.do(
            lambda chosen=chosen: apply_code(session.study, chosen, place, span, other[0].id)  # type: ignore[misc]
        )
    assert window.workbench is not None
    window.workbench.show_page(1)
    made = window.workbench.pages.matrix
    _settled(qtbot, window, made)
    return made


def _settled(qtbot: QtBot, window: MainWindow, page: MatrixPage) -> None:
    qtbot.waitUntil(lambda: not window.background.busy and page.ordered is not None, timeout=30_000)


def _rows(page: MatrixPage) -> list[str]:
    model = page.view.cells.figures
    return [model.headerData(row, Qt.Orientation.Vertical) for row in range(model.rowCount())]


def _choose(page: MatrixPage, by: tuple[str, ...] | None = None, **parts: object) -> None:
    asked = page.choice.change(**parts)
    page.line._set(lambda _asked: asked if by is None else with_columns(asked, by))


# -- codes ----------------------------------------------------------------------------------------


def test_codes_are_ticked_in_a_window_that_stays_open(
    qtbot: QtBot, window: MainWindow, page: MatrixPage
) -> None:
    assert page.line.codes.text() == "all codes"
    QTest.mouseClick(page.line.codes, LEFT)
    chooser = page.line.codes.chooser
    assert chooser.isVisible()
    assert not chooser.isModal()
    QTest.mouseClick(chooser.none, LEFT)
    _settled(qtbot, window, page)
    assert _rows(page) == []
    assert [label.text() for label in page.findChildren(QLabel) if label.text().startswith("No code is")]
    assert page.view.isHidden()
    assert not page.export.isEnabled()
    chooser.filter.setFocus()
    QTest.keyClick(chooser.filter, KEY.Key_Down)
    assert chooser.tree.hasFocus()
    items = {item.text(0): item for item in chooser.tree.items()}
    for name in ("consent", "trust in firms"):
        chooser.tree.setCurrentItem(items[name])
        QTest.keyClick(chooser.tree, KEY.Key_Space)
    _settled(qtbot, window, page)
    assert _rows(page) == ["trust in firms", "consent"]
    assert page.line.codes.text() == "2 chosen codes"
    assert page.caption.startswith(
        "Codes that overlap, counted as pairs, all coders merged, 2 transcripts, 2 "
    )
    chooser.filter.setText("firm")
    assert not items["trust in firms"].isHidden()
    assert not items["Trust"].isHidden()
    assert items["consent"].isHidden()
    QTest.mouseClick(chooser.all, LEFT)
    _settled(qtbot, window, page)
    assert page.choice.of(CooccurrenceQuestion).codes is None
    chooser.close()


def test_hidden_codes_are_not_ticked_and_stay_chosen(
    qtbot: QtBot, window: MainWindow, session: Session, page: MatrixPage
) -> None:
    session.do(lambda: add_code(session.study, "noise")[1])
    _settled(qtbot, window, page)
    chooser = page.line.codes.chooser
    items = {item.text(0): item for item in chooser.tree.items()}

    def states(*names: str) -> list[tuple[bool, bool]]:
        rows = [items[name] for name in names]
        return [(row.checkState(0) is Qt.CheckState.Checked, not row.isDisabled()) for row in rows]

    chooser.used.setChecked(True)
    _settled(qtbot, window, page)
    assert states("consent", "noise") == [(True, True), (False, False)]
    assert "not counted" in items["noise"].toolTip(0)
    chooser.tree.setCurrentItem(items["consent"])
    items["consent"].setCheckState(0, Qt.CheckState.Unchecked)
    _settled(qtbot, window, page)
    assert states("consent", "noise") == [(False, True), (False, False)]
    chooser.used.setChecked(False)
    _settled(qtbot, window, page)
    assert states("consent", "noise") == [(False, True), (True, True)]
    assert "not counted" not in items["noise"].toolTip(0)


def test_the_most_used_codes_follow_the_coding(
    qtbot: QtBot, window: MainWindow, session: Session, page: MatrixPage
) -> None:
    chooser = page.line.codes.chooser
    chooser.number.setValue(1)
    QTest.mouseClick(chooser.most, LEFT)
    _settled(qtbot, window, page)
    assert _rows(page) == ["consent"]
    assert page.line.codes.text() == "the most used code"
    place, span = found(session.study, "INT01", "It is on my file.")
    stigma = code(session.study, "stigma")
    for words in ("It is on my file.", "They wrote it down", "Nobody explained it."):
        place, span = found(session.study, "INT01", words)
        session.do_as_coder(lambda study, who, at=(place, span): apply_code(study, stigma, *at, who.id))  # type: ignore[misc]
    qtbot.waitUntil(lambda: _rows(page) == ["stigma"])


def test_codes_without_segments_can_be_hidden(
    qtbot: QtBot, window: MainWindow, session: Session, page: MatrixPage
) -> None:
    chooser = page.line.codes.chooser
    before = _rows(page)
    chooser.used.click()
    _settled(qtbot, window, page)
    assert _rows(page) == ["stigma", "consent"]
    assert page.line.codes.text() == "all used codes"
    used = code(session.study, "consent")
    chooser.none.click()
    _settled(qtbot, window, page)
    assert chooser.used.isChecked()
    chooser.all.click()
    chooser.used.click()
    _settled(qtbot, window, page)
    assert _rows(page) == before
    assert used in {row.id for row in session.study.codes_in_order}


def test_a_set_of_codes_is_offered_when_there_is_one(
    qtbot: QtBot, window: MainWindow, session: Session, page: MatrixPage
) -> None:
    chooser = page.line.codes.chooser
    assert chooser.sets.isHidden()
    members = [code(session.study, "stigma")]
    session.do(lambda: add_code_set(session.study, "Harm", members)[1])
    qtbot.waitUntil(lambda: not chooser.sets.isHidden())
    chooser.sets.setCurrentIndex(1)
    chooser.sets.activated.emit(1)
    _settled(qtbot, window, page)
    assert _rows(page) == ["stigma"]
    assert page.line.codes.text() == "codes of “Harm”"


# -- coders, interviewers, order --------------------------------------------------------------------


def test_several_coders_are_merged(
    qtbot: QtBot, window: MainWindow, session: Session, page: MatrixPage
) -> None:
    by_name = {row.name: row.id for row in session.study.coders_in_order}
    box = page.line.coders.boxes[by_name["CD"]]
    box.click()
    _settled(qtbot, window, page)
    assert page.line.coders.text() == "CD"
    assert "coder CD" in page.caption
    page.line.coders.boxes[by_name["AB"]].click()
    _settled(qtbot, window, page)
    assert page.line.coders.text() == "AB and CD, merged"
    assert "coders AB and CD merged" in page.caption
    assert page.ordered is not None
    place = _rows(page).index("consent")
    # Both coded one and the same passage with it: it counts once.
    assert page.ordered.counts.values[place, place] == 2


def test_coders_are_ticked_by_keyboard(qtbot: QtBot, window: MainWindow, page: MatrixPage) -> None:
    button = page.line.coders
    button.setFocus()
    QTest.keyClick(button, KEY.Key_Space)
    menu = button.menu()
    qtbot.waitUntil(menu.isVisible)
    for _ in range(2):
        QTest.keyClick(menu, KEY.Key_Down)
    box = next(item for item in button.boxes.values() if item.hasFocus())
    QTest.keyClick(box, KEY.Key_Space)
    assert menu.isVisible()
    menu.close()
    _settled(qtbot, window, page)
    assert button.text() == box.text()


def test_interviewers_are_in_or_out(qtbot: QtBot, window: MainWindow, page: MatrixPage) -> None:
    assert not page.line.interviewers.isVisible()
    _choose(page, (ColumnsBy.SPEAKER.value,))
    _settled(qtbot, window, page)
    heads = page.view.cells.figures
    before = heads.columnCount()
    QTest.mouseClick(page.line.interviewers, LEFT, pos=page.line.interviewers.rect().center() / 8)
    _settled(qtbot, window, page)
    assert page.choice.of(TableQuestion).interviewers
    assert heads.columnCount() == before + 2
    assert "with interviewers" in page.caption


def test_only_passages_of_a_saved_query_count(
    qtbot: QtBot, window: MainWindow, session: Session, page: MatrixPage
) -> None:
    assert page.line.query.isHidden()
    row, change = save_query(session.study, "In interviews", typed_query(session.study, "transcript:INT01"))
    session.do(lambda: change)
    qtbot.waitUntil(page.line.query.isVisible)
    _settled(qtbot, window, page)
    QTest.keyClick(page.line.query, KEY.Key_Down)
    _settled(qtbot, window, page)
    assert page.choice.of(CooccurrenceQuestion).query == named(row.id)
    assert "only with “In interviews”" in page.caption
    assert page.ordered is not None
    alone = dict(zip(_rows(page), np.diagonal(page.ordered.matrix.values), strict=False))
    assert (alone["consent"], alone["stigma"]) == (1, 0)
    session.do(lambda: delete_query(session.study, row.id))
    qtbot.waitUntil(page.line.query.isHidden)
    _settled(qtbot, window, page)
    assert page.choice.of(CooccurrenceQuestion).query is None
    assert "In interviews" not in page.caption


def test_queries_stand_in_the_columns(
    qtbot: QtBot, window: MainWindow, session: Session, page: MatrixPage
) -> None:
    row, change = save_query(session.study, "P2", typed_query(session.study, "speaker:P2"))
    session.do(lambda: change)
    _choose(page, (f"query:{named(row.id)}",), minimum_cell=3)
    _settled(qtbot, window, page)
    assert not page.line.least.isVisible()
    assert page.choice.of(TableQuestion).minimum_cell == 0
    assert page.ordered is not None
    matrix = page.ordered.matrix
    assert [label.name for label in matrix.columns] == ["P2", "outside P2", "Total"]
    consent = next(place for place, label in enumerate(matrix.rows) if label.name == "consent")
    assert matrix.values[consent].tolist() == [2, 1, 3]
    assert "inside and outside “P2”" in page.line.kind.currentText()


def test_rows_and_columns_are_sorted_and_the_tree_stands_beside_the_rows(
    qtbot: QtBot, window: MainWindow, page: MatrixPage
) -> None:
    assert page.view.tree.isHidden()
    _choose(page, sort=Sorting.NAME)
    _settled(qtbot, window, page)
    assert _rows(page) == sorted(_rows(page))
    _choose(page, sort=Sorting.CLUSTER)
    _settled(qtbot, window, page)
    assert page.view.tree.isVisible()
    assert page.ordered is not None
    joint = page.ordered.joins[0]
    tree, cells = page.view.tree, page.view.cells
    for leaf, point in ((joint.left, tree.place(joint)[0]), (joint.right, tree.place(joint)[3])):
        row = cells.visualRect(cells.figures.index(int(leaf), 0))
        middle = cells.viewport().mapTo(page, row.center()).y()
        assert abs(tree.mapTo(page, point.toPoint()).y() - middle) <= 1
    _choose(page, BY_TRANSCRIPT)
    _settled(qtbot, window, page)
    assert question_of(page.choice).sort is Sorting.CODEBOOK
    assert page.view.tree.isHidden()


def test_the_tree_scrolls_with_its_rows_and_totals_stay(
    qtbot: QtBot, window: MainWindow, page: MatrixPage
) -> None:
    _choose(page, sort=Sorting.CLUSTER)
    _settled(qtbot, window, page)
    page.view.setFixedHeight(page.view.cells.horizontalHeader().height() + 70)
    window.resize(window.size())
    bar = page.view.cells.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    assert page.ordered is not None
    joint = page.ordered.joins[0]
    before = page.view.tree.place(joint)[0].y()
    bar.setValue(bar.maximum())
    assert page.view.tree.place(joint)[0].y() == before - bar.maximum()
    assert page.view.beside.verticalScrollBar().value() == bar.value()
    assert page.view.beside.horizontalHeader().height() == page.view.cells.horizontalHeader().height()


# -- the test ---------------------------------------------------------------------------------------


def test_the_strip_tests_tables_and_says_why_it_does_not(
    qtbot: QtBot, window: MainWindow, page: MatrixPage
) -> None:
    assert not page.strip.isVisible()
    _choose(page, BY_TRANSCRIPT)
    _settled(qtbot, window, page)
    assert page.strip.isVisible()
    QTest.mouseClick(page.strip.button, LEFT)
    qtbot.waitUntil(lambda: page.strip.test is not None)
    test = page.strip.test
    assert test is not None
    assert test.fisher_p is not None
    assert "would occur" in page.strip.words.text()
    assert "Fisher’s exact test" in page.strip.words.text()
    assert "expected count below 5" in page.strip.words.text()
    _choose(page, figure=Figure.WORDS)
    qtbot.waitUntil(lambda: "not observations" in page.strip.words.text())
    _choose(page, figure=Figure.SEGMENTS, minimum_cell=3)
    qtbot.waitUntil(lambda: "would help to guess" in page.strip.words.text())


def test_a_hidden_figure_opens_no_passages_and_tells_no_number(
    qtbot: QtBot, window: MainWindow, page: MatrixPage
) -> None:
    _choose(page, BY_TRANSCRIPT, minimum_cell=3)
    _settled(qtbot, window, page)
    assert page.ordered is not None
    hidden = sorted(page.ordered.matrix.notes)
    assert hidden
    for row, column in hidden:
        page.view.asked.emit(row, column)
        _settled(qtbot, window, page)
        assert page.passages.list.count() == 0
        assert "passages; click" not in page.passages.hint
        assert page.passages.hint.endswith("and so are its passages.")
        tip = page.view.figure_at(row, column).data(Qt.ItemDataRole.ToolTipRole)
        assert "hidden to protect" in tip


def test_a_total_does_not_open_the_passages_of_the_hidden_figures_in_it(
    session: Session, page: MatrixPage
) -> None:
    """Whoever counts them by speaker would have the figures; a total of figures that are shown opens."""
    people = tuple(Label(name) for name in ("north", "south", TOTAL.name))
    rows = (*(Label(name, code(session.study, name)) for name in ("stigma", "consent")), TOTAL)
    notes = {(0, 0): "<3", (0, 1): "hidden"}
    about = Provenance("", (), "", 1, "")
    table = Matrix(
        rows,
        people,
        np.array([[0, 0, 9], [4, 3, 7], [6, 10, 16]]),
        about,
        notes=notes,
        withheld=frozenset(notes),
    )
    ordered = Ordered(table, table)
    choice = TableQuestion(by=BY_TRANSCRIPT, minimum_cell=3, totals=True)
    withheld = [
        (row, column) for row in range(3) for column in range(3)
        if passages_of(session.study, choice, ordered, row, column, session.measures).withheld
    ]  # fmt: skip
    assert withheld == [(0, 0), (0, 1), (0, 2), (2, 0), (2, 1), (2, 2)]
    assert "not opened" in explained(session.study, choice, ordered, 0, 2)
    assert "not opened" not in explained(session.study, choice, ordered, 1, 2)
    free = replace(choice, minimum_cell=0)
    assert not passages_of(session.study, free, ordered, 0, 2, session.measures).withheld


def test_more_passages_than_fit_come_when_they_are_wanted(
    qtbot: QtBot, window: MainWindow, page: MatrixPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qualcode.ui.pages.matrix.passage_list.MOST", 2)
    _choose(page, BY_TRANSCRIPT)
    _settled(qtbot, window, page)
    place = _rows(page).index("consent")
    page.view.asked.emit(place, 2)
    qtbot.waitUntil(lambda: page.passages.list.count() == 2)
    assert page.passages.hint.endswith("The first 2 of 3 segments; click one to read it in its place.")
    assert page.passages.more.isVisible()
    QTest.mouseClick(page.passages.more, LEFT)
    qtbot.waitUntil(lambda: page.passages.list.count() == 3)
    assert page.passages.hint.endswith("Three segments; click one to read it in its place.")
    assert not page.passages.more.isVisible()


# -- export, drawing, memory --------------------------------------------------------------------------


def _export(qtbot: QtBot, window: MainWindow, page: MatrixPage, path: Path) -> None:
    QTest.mouseClick(page.export, LEFT)
    dialog = next(item for item in window.findChildren(QFileDialog) if item.isVisible())
    dialog.selectFile(str(path))
    dialog.accept()
    # The first picture loads its tools, which takes a while.
    qtbot.waitUntil(lambda: window.messages.text == f"Saved to {path}.", timeout=30_000)


def test_the_table_is_written_as_it_is_seen(
    qtbot: QtBot, window: MainWindow, page: MatrixPage, tmp_path: Path
) -> None:
    _choose(page, BY_TRANSCRIPT, sort=Sorting.FREQUENCY)
    _settled(qtbot, window, page)
    QTest.mouseClick(page.strip.button, LEFT)
    qtbot.waitUntil(lambda: page.strip.test is not None)
    _export(qtbot, window, page, tmp_path / "m.csv")
    lines = (tmp_path / "m.csv").read_text("utf-8").splitlines()
    assert lines[0] == ",FG1,INT01,Total"
    assert [line.split(",")[0].rpartition(" > ")[2] for line in lines[1:-1]] == _rows(page)
    assert json.loads((tmp_path / "m.csv.meta.json").read_text("utf-8"))["test"]["columns"] == 2
    _export(qtbot, window, page, tmp_path / "m.xlsx")
    assert openpyxl.load_workbook(tmp_path / "m.xlsx").sheetnames == ["About", "Matrix", "Test"]
    for ending, magic in (("png", b"\x89PNG"), ("svg", b"<?xml"), ("pdf", b"%PDF")):
        _export(qtbot, window, page, tmp_path / f"m.{ending}")
        assert (tmp_path / f"m.{ending}").read_bytes().startswith(magic)


def test_a_clustered_table_is_drawn_with_its_tree(
    qtbot: QtBot, window: MainWindow, page: MatrixPage, tmp_path: Path
) -> None:
    _choose(page, sort=Sorting.CLUSTER)
    _settled(qtbot, window, page)
    _export(qtbot, window, page, tmp_path / "m.svg")
    assert "clustered by average linkage" in (tmp_path / "m.svg").read_text("utf-8")


def test_the_question_is_taken_along_to_the_page_of_pictures(
    qtbot: QtBot, window: MainWindow, session: Session, page: MatrixPage
) -> None:
    _choose(page, rule=Rule.NEAR, within=3, most_used=2)
    _settled(qtbot, window, page)
    shown = [kind for kind, action in page.drawings.items() if action.isVisible()]
    assert shown == [HeatMapQuestion, NetworkQuestion]
    page.drawings[NetworkQuestion].trigger()
    assert window.workbench is not None
    pictures = window.workbench.pages.pictures
    assert pictures.isVisible()
    assert pictures.line.choice.seen is NetworkQuestion
    drawn, asked = pictures.line.choice.of(NetworkQuestion), page.choice.of(CooccurrenceQuestion)
    assert (drawn.rule, drawn.within, drawn.most_used) == (asked.rule, asked.within, asked.most_used)
    assert pictures.line.codes.text() == "the 2 most used codes"
    chosen = {
        str(code_id) for code_id in selection(session.study, page.choice.of(CooccurrenceQuestion)).codes or ()
    }
    qtbot.waitUntil(lambda: {knot.key for knot in pictures.network.graph.nodes} == chosen, timeout=30_000)


def test_the_last_question_is_there_again(
    qtbot: QtBot,
    window: MainWindow,
    page: MatrixPage,
    session: Session,
    open_window: Callable[[], MainWindow],
    tmp_path: Path,
) -> None:
    coder = next(row.id for row in session.study.coders_in_order if row.name == "CD")
    _choose(page, rule=Rule.NEAR, within=3, coders=identities((coder,)), sort=Sorting.NAME)
    asked = page.choice
    window.close()
    other = open_window()
    assert other.open_address(str(tmp_path / "study.qualcode"))
    assert other.workbench is not None
    assert other.workbench.pages.matrix.choice == asked
    assert other.workbench.pages.matrix.line.coders.text() == "CD"
