"""Writing the framework matrix by keyboard, reading the passages beside it, and getting there and back.

Tests as well: ``ui.models.framework``, ``ui.pages.passage_panel``, ``choice``.
"""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from qualcode.analysis.table_passages import CodedPassage
from qualcode.model.questions.names import identities
from qualcode.model.questions.reports import FrameworkQuestion
from qualcode.model.study import Study
from qualcode.operations.codes.codebook_structure import delete_codes
from qualcode.operations.people.participants import rename_participant
from qualcode.operations.people.summaries import set_summary
from qualcode.ui.models.framework import EVIDENCE
from qualcode.ui.pages.report.choice import ReportKind, recalled
from qualcode.ui.pages.report.framework import FrameworkView
from qualcode.ui.pages.report.page import ReportPage
from qualcode.ui.shell.main_window import MainWindow
from qualcode.ui.widgets.rich_list import DATA_ROLE
from tests.exporters.reading import sheets, tables
from tests.ui.material import code, found


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow) -> ReportPage:
    assert window.workbench is not None
    made = window.workbench.pages.report
    made.choose(ReportKind.FRAMEWORK)
    window.actions_["analyse.report"].trigger()
    assert made.framework.isVisible()
    qtbot.waitUntil(lambda: not window.background.busy, timeout=20_000)
    return made


@pytest.fixture
def view(page: ReportPage) -> FrameworkView:
    return page.framework


def study_of(window: MainWindow) -> Study:
    assert window.session is not None
    return window.session.study


def written(study: Study) -> dict[tuple[str, str], str]:
    return {
        (study.participants[who].name, study.codes[what].name): row.text
        for (who, what), row in study.summaries.items()
    }


def go(view: FrameworkView, person: str, name: str) -> None:
    """Go to a cell by keyboard, from the first one."""
    people, codes = view.model.participants, view.model.codes
    view.table.setFocus()
    view.table.setCurrentIndex(view.model.index(0, 0))
    for _ in range([row.name for row in people].index(person)):
        QTest.keyClick(view.table, Qt.Key.Key_Down)
    for _ in range([row.name for row in codes].index(name)):
        QTest.keyClick(view.table, Qt.Key.Key_Right)


def test_rows_are_participants_and_columns_codes(window: MainWindow, view: FrameworkView) -> None:
    study = study_of(window)
    people = [row.name for row in study.participants_in_order if row.role == "participant"]
    assert [row.name for row in view.model.participants] == people
    assert [row.name for row in view.model.codes] == [
        "trust in schools",
        "trust in firms",
        "stigma",
        "consent",
    ]
    header = view.model.headerData(0, Qt.Orientation.Horizontal)
    assert header == "trust in schools"


def test_a_cell_is_written_by_keyboard_and_is_one_step(
    qtbot: QtBot, window: MainWindow, view: FrameworkView
) -> None:
    assert window.session is not None
    go(view, "Ruth", "consent")
    steps = window.session.study.step
    QTest.keyClicks(view.table, "S")
    field = view.panel.field
    assert field.hasFocus()
    QTest.keyClicks(field, "igned without knowing")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert view.table.hasFocus()
    assert written(study_of(window)) == {("Ruth", "consent"): "Signed without knowing"}
    assert study_of(window).step == steps + 1
    index = view.table.currentIndex()
    qtbot.waitUntil(lambda: view.model.data(index) == "Signed without knowing")
    assert window.session.undoable is not None
    assert window.session.undoable.label == "Summarise Ruth on “consent”"
    window.session.undo()
    assert written(study_of(window)) == {}
    qtbot.waitUntil(lambda: field.toPlainText() == "")


def test_what_is_being_typed_goes_into_its_own_cell(
    qtbot: QtBot, window: MainWindow, view: FrameworkView
) -> None:
    go(view, "Ruth", "consent")
    QTest.keyClick(view.table, Qt.Key.Key_Return)
    QTest.keyClicks(view.panel.field, "Nobody explained")
    # The mouse goes to another cell without leaving the field first.
    view.table.setCurrentIndex(view.model.index(0, 0))
    assert written(study_of(window)) == {("Ruth", "consent"): "Nobody explained"}
    assert view.panel.field.toPlainText() == ""


def test_the_participants_passages_stand_beside_the_cell_and_lead_to_the_text(
    qtbot: QtBot, window: MainWindow, view: FrameworkView
) -> None:
    assert window.workbench is not None
    go(view, "Ruth", "consent")
    qtbot.waitUntil(lambda: view.panel.list.count() == 1, timeout=20_000)
    passage = view.panel.list.item(0).data(DATA_ROLE)
    assert isinstance(passage, CodedPassage)
    place, span = found(study_of(window), "INT01", "I signed a form.")
    assert (passage.transcript_id, passage.span) == (place, span)
    view.panel.list.itemClicked.emit(view.panel.list.item(0))
    assert window.workbench.code_page.isVisible()
    assert window.workbench.code_page.reading.view.transcript_id == place
    assert window.workbench.code_page.reading.view.selected_span() == span


def test_the_matrix_follows_the_project(qtbot: QtBot, window: MainWindow, view: FrameworkView) -> None:
    session = window.session
    assert session is not None
    go(view, "Ruth", "consent")
    person = view.model.participants[view.table.currentIndex().row()].id
    session.do(lambda: set_summary(session.study, person, code(session.study, "consent"), "By CD", "CD"))
    qtbot.waitUntil(lambda: view.panel.field.toPlainText() == "By CD")
    session.do(lambda: delete_codes(session.study, [code(session.study, "consent")]))
    qtbot.waitUntil(lambda: len(view.model.codes) == 3)
    assert view.panel.cell is None or view.panel.cell[1] in session.study.codes


def test_chosen_codes_and_numbers_of_segments(
    qtbot: QtBot, window: MainWindow, page: ReportPage, view: FrameworkView
) -> None:
    page.line._set(codes=identities((code(study_of(window), "consent"),)))
    assert [row.name for row in view.model.codes] == ["consent"]
    page.line.counts.click()
    qtbot.waitUntil(lambda: view.model.numbers, timeout=20_000)
    shown = [str(view.model.data(view.model.index(row, 0))) for row in range(view.model.rowCount())]
    assert sorted(shown) == ["", "(1 segment)", "(1 segment)"]


@pytest.mark.parametrize("ending", ["xlsx", "docx"])
def test_it_is_exported(
    qtbot: QtBot, window: MainWindow, page: ReportPage, view: FrameworkView, tmp_path: Path, ending: str
) -> None:
    go(view, "Ruth", "consent")
    QTest.keyClick(view.table, Qt.Key.Key_F2)
    QTest.keyClicks(view.panel.field, "Signed")
    page.export.setFocus()
    page.export.click()
    dialog = window.findChild(QFileDialog)
    assert dialog is not None
    path = tmp_path / f"framework.{ending}"
    dialog.fileSelected.emit(str(path))
    dialog.close()
    qtbot.waitUntil(lambda: "Saved to" in window.messages.text, timeout=20_000)
    rows = sheets(path)["Framework"] if ending == "xlsx" else tables(path)[0]
    # In a document the cell leads to its passages, too.
    assert any(str(cell).startswith("Signed") for row in rows for cell in row)


def test_a_dot_is_where_segments_are_and_nothing_is_written(
    qtbot: QtBot, window: MainWindow, view: FrameworkView
) -> None:
    qtbot.waitUntil(lambda: bool(view.model.counts), timeout=20_000)
    for row, person in enumerate(view.model.participants):
        for column, code_ in enumerate(view.model.codes):
            cell = (person.id, code_.id)
            shown = view.model.data(view.model.index(row, column))
            if not view.model.text(cell):
                assert (shown == EVIDENCE) == (cell in view.model.counts)


def test_empty_participants_are_left_out_on_request_and_that_is_remembered(
    qtbot: QtBot, window: MainWindow, page: ReportPage, view: FrameworkView
) -> None:
    everybody = list(view.model.participants)
    page.line.filled.click()
    left = list(view.model.participants)
    assert left == [row for row in everybody if row in left]
    question = recalled(ReportKind.FRAMEWORK, page._kept[ReportKind.FRAMEWORK.name])
    assert isinstance(question, FrameworkQuestion)
    assert (question.empty, question.passages) == (False, True)
    page.line.listed.click()
    assert not page.line.consent.isVisible()


@pytest.mark.parametrize("width", [853, 1440])
def test_long_names_leave_most_of_the_table_to_what_is_written(
    window: MainWindow, view: FrameworkView, qtbot: QtBot, width: int
) -> None:
    session = window.session
    assert session is not None
    who = view.model.participants[0].id
    name = "Bettina Freifrau von Schwarzenberg-Hohenlohe-Langenburg und zu Dritten"
    session.do(lambda: rename_participant(session.study, who, name))
    window.resize(width, 600)
    qtbot.waitUntil(lambda: window.width() == width and not window.busy)
    table = view.table
    qtbot.waitUntil(lambda: table.verticalHeader().width() < table.width() * 0.4)
    # The first cell is seen whole, and the panel keeps its place.
    assert table.viewport().width() >= 180
    assert view.panel.width() >= 150
    assert table.horizontalHeader().textElideMode() is Qt.TextElideMode.ElideMiddle


def test_on_the_smallest_screen_what_is_written_has_the_width(
    window: MainWindow, view: FrameworkView, qtbot: QtBot
) -> None:
    """1280x720 at 200 %: the panel goes below, and a column is seen whole beside its names."""
    window.resize(640, 360)
    qtbot.waitUntil(lambda: view.orientation() is Qt.Orientation.Vertical)
    header = view.table.horizontalHeader()
    qtbot.waitUntil(lambda: view.table.viewport().width() >= header.sectionSize(0))
    assert view.panel.isVisible()
    window.resize(1440, 800)
    qtbot.waitUntil(lambda: view.orientation() is Qt.Orientation.Horizontal)


def test_a_code_that_it_was_asked_for_may_go_and_comes_back_with_an_undo(
    qtbot: QtBot, window: MainWindow, page: ReportPage
) -> None:
    session = window.session
    assert session is not None
    stigma, consent = code(session.study, "stigma"), code(session.study, "consent")
    page.show_question(ReportKind.FRAMEWORK, FrameworkQuestion(codes=identities((stigma, consent))))
    assert [row.name for row in page.framework.model.codes] == ["stigma", "consent"]
    session.do(lambda: delete_codes(session.study, [stigma]))
    qtbot.waitUntil(lambda: [row.name for row in page.framework.model.codes] == ["consent"])
    window.actions_["edit.undo"].trigger()
    qtbot.waitUntil(lambda: [row.name for row in page.framework.model.codes] == ["stigma", "consent"])
    qtbot.waitUntil(lambda: not window.background.busy)
