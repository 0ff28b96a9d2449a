"""Saved reports in the window: made of what is shown, run into a folder, renamed, thinned out, deleted.

Tests as well: ``ui.dialogs.exports``, ``ui.dialogs.keep_report``, ``ui.dialogs.report_runs``,
``ui.dialogs.report_changes``, ``ui.dialogs.since_last_time``, ``ui.session.lazy_documents``,
``ui.widgets.progress_line``.
"""

import json
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QFileDialog, QInputDialog, QTreeWidgetItem, QWidget
from pytestqt.qtbot import QtBot

from qualcode.exporters.tables.matrix_file import write_matrix
from qualcode.language.measures import SpacyMeasures
from qualcode.model.entities import Attribute, AttributeSubject, AttributeType
from qualcode.model.questions.kinds import settings_of
from qualcode.model.questions.names import identities, with_names
from qualcode.model.questions.reports import CodebookQuestion
from qualcode.model.questions.rules import Coefficient, Count, Rule
from qualcode.model.questions.words import ColumnsBy, Figure, RunAgain, Shown, Sorting
from qualcode.model.study import Study
from qualcode.model.words.apostrophes import with_apostrophes
from qualcode.operations.codes.codebook import edit_code, rename_code
from qualcode.operations.people.attributes import add_attribute
from qualcode.operations.reports import delete_report, rename_report, save_report
from qualcode.project.reports.answers import AnswerSources, answer
from qualcode.project.reports.counting import counted_table
from qualcode.project.reports.report_definition import Output, read_definition
from qualcode.project.reports.reporting import add_to_report
from qualcode.ui.dialogs.choose_in_order import ChooseInOrderDialog
from qualcode.ui.dialogs.first_page import FirstPageDialog
from qualcode.ui.dialogs.keep_report import KeepReportDialog
from qualcode.ui.dialogs.report_changes import ReportChangesDialog
from qualcode.ui.dialogs.report_runs import ReportRuns
from qualcode.ui.dialogs.since_last_time import SinceLastTimeDialog
from qualcode.ui.pages.asked import Asked, under_rule
from qualcode.ui.pages.matrix.choice import USUAL, question_of, with_columns
from qualcode.ui.pages.report.choice import ReportKind
from qualcode.ui.pages.report.page import ReportPage
from qualcode.ui.pages.report.saved_reports import SavedReports
from qualcode.ui.session.preferences import Preferences
from qualcode.ui.shell.main_window import MainWindow
from qualcode.ui.widgets.field_note import FieldNote
from tests.exporters.reading import page as html_page
from tests.exporters.reading import sheets, words_of
from tests.ui.material import code

MOMENT = datetime(2026, 1, 2, tzinfo=UTC)


@pytest.fixture
def page(window: MainWindow) -> ReportPage:
    assert window.workbench is not None
    window.actions_["analyse.report"].trigger()
    return window.workbench.pages.report


def study_of(window: MainWindow) -> Study:
    assert window.session is not None
    return window.session.study


def keep(
    window: MainWindow, page: ReportPage, kind: ReportKind, report: str, file: str, form: str = ""
) -> None:
    """Add a report of the list to a saved one, by the dialog."""
    page.choose(kind)
    page.keep.click()
    dialog = window.findChild(KeepReportDialog)
    assert dialog is not None
    dialog.report.setCurrentText(report)
    dialog.file.setText(file)
    if form:
        dialog.format.setCurrentText(form)
    dialog.button.click()
    dialog.close()
    dialog.setParent(None)
    dialog.deleteLater()


def test_what_is_typed_takes_the_place_of_the_name_that_is_suggested(
    window: MainWindow, page: ReportPage
) -> None:
    page.choose(ReportKind.CODEBOOK)
    page.keep.click()
    dialog = window.findChild(KeepReportDialog)
    assert dialog is not None
    field = dialog.report.lineEdit()
    assert field is not None
    assert field.text()
    QTest.keyClicks(field, "For supervisor")
    assert dialog.report.currentText() == "For supervisor"
    dialog.close()


@pytest.mark.parametrize("typed", ["", "Cl"])
def test_enter_adds_at_once_to_what_stands_there_and_it_is_said(
    window: MainWindow, page: ReportPage, typed: str
) -> None:
    keep(window, page, ReportKind.CODEBOOK, "Client", "Codes")
    page.keep.click()
    dialog = next(row for row in window.findChildren(KeepReportDialog) if row.isVisible())
    field = dialog.report.lineEdit()
    assert field is not None
    QTest.keyClicks(field, typed)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    name = typed or "Client"
    assert len(files(study_of(window), name)) == (1 if typed else 2)
    assert f"to the report “{name}”." in window.messages.text


def test_the_keyboard_stays_at_the_button_while_the_list_is_made_anew(
    window: MainWindow, page: ReportPage, qtbot: QtBot
) -> None:
    keep(window, page, ReportKind.CODEBOOK, "Client", "Codes")
    page.choose(None)
    button = page.saved.as_one
    button.setFocus()
    assert window.session is not None
    keep_again = add_to_report(study_of(window), "Client", "Again.docx", CodebookQuestion())
    window.session.do(lambda: keep_again)
    assert files(study_of(window), "Client") == ["Codes.docx", "Again.docx"]
    assert window.focusWidget() is button


def top(saved: SavedReports) -> QTreeWidgetItem:
    item = saved.tree.topLevelItem(0)
    assert item is not None
    return item


def below(saved: SavedReports, place: int) -> QTreeWidgetItem:
    item = top(saved).child(place)
    assert item is not None
    return item


def files(study: Study, name: str) -> list[str]:
    report = next(row for row in study.reports_in_order if row.name == name)
    return [row.file for row in read_definition(report.content).outputs]


def test_a_report_grows_from_what_is_shown_and_is_run_from_the_window(
    qtbot: QtBot, window: MainWindow, page: ReportPage, tmp_path: Path
) -> None:
    keep(window, page, ReportKind.CODEBOOK, "Paper", "codebook")
    keep(window, page, ReportKind.BY_CODE, "Paper", "segments", "CSV")
    keep(window, page, ReportKind.METHODS, "Paper", "methods", "Web page")
    assert files(study_of(window), "Paper") == ["codebook.docx", "segments.csv", "methods.html"]
    page.choose(None)
    saved = page.saved
    assert saved.isVisible()
    assert [below(saved, n).text(0) for n in range(3)] == files(study_of(window), "Paper")
    saved.run.click()
    dialog = window.findChild(QFileDialog)
    assert dialog is not None
    dialog.fileSelected.emit(str(tmp_path / "out"))
    dialog.close()
    qtbot.waitUntil(lambda: "Saved to" in window.messages.text, timeout=30_000)
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8"))
    assert [row["file"] for row in manifest["outputs"]] == [*files(study_of(window), "Paper"), "figures.json"]
    assert manifest["step"] == study_of(window).step


def run_into(window: MainWindow, page: ReportPage, folder: Path) -> None:
    page.saved.run.click()
    dialog = window.findChild(QFileDialog)
    assert dialog is not None
    dialog.fileSelected.emit(str(folder))
    dialog.close()
    dialog.setParent(None)
    dialog.deleteLater()


def test_an_earlier_run_is_asked_about_once_and_what_has_changed_is_shown(
    qtbot: QtBot, window: MainWindow, page: ReportPage, tmp_path: Path
) -> None:
    session, folder = window.session, tmp_path / "out"
    assert session is not None
    keep(window, page, ReportKind.CODEBOOK, "Paper", "codebook", "CSV")
    page.choose(None)
    run_into(window, page, folder)
    qtbot.waitUntil(lambda: "Saved to" in window.messages.text, timeout=30_000)
    stigma = code(session.study, "stigma")
    session.do(lambda: edit_code(session.study, stigma, definition="Being judged"))
    run_into(window, page, folder)
    assert "Replace it, or keep it and number the new folder?" in window.messages.text
    assert window.messages.text.startswith("“out” ")
    assert window.messages.whole == str(folder)
    assert window.messages.offers == ("Replace", "Keep both")
    window.messages.take_offer(1)
    second = tmp_path / "out (2)"
    qtbot.waitUntil(lambda: f"Saved to {second}" in window.messages.text, timeout=30_000)
    assert "1 code was reworded" in window.messages.text
    assert window.preferences.run_again is RunAgain.NUMBER
    assert window.messages.offers == ("See what changed", "Open")
    window.messages.take_offer(0)
    shown = window.findChild(SinceLastTimeDialog)
    assert shown is not None
    assert "Being judged" in shown.words.toPlainText()
    shown.close()
    # The answer is remembered; at the same step nothing would be lost.
    run_into(window, page, folder)
    qtbot.waitUntil(lambda: f"Saved to {tmp_path / 'out (3)'}" in window.messages.text, timeout=30_000)
    window.preferences.run_again = RunAgain.REPLACE
    run_into(window, page, folder)
    qtbot.waitUntil(lambda: "in place of the earlier run" in window.messages.text, timeout=30_000)
    # What somebody has written into a file is asked about whatever is remembered.
    (folder / "codebook.csv").write_bytes(b"edited")
    run_into(window, page, folder)
    assert "“codebook.csv” in" in window.messages.text
    assert window.messages.offers == ("Replace the edits", "Keep both")
    window.messages.take_offer(1)
    qtbot.waitUntil(lambda: f"Saved to {tmp_path / 'out (4)'}" in window.messages.text, timeout=30_000)
    assert (folder / "codebook.csv").read_bytes() == b"edited"
    run_into(window, page, folder)
    window.messages.take_offer(0)
    qtbot.waitUntil(lambda: f"Saved to {folder}, in place" in window.messages.text, timeout=30_000)
    assert b"Being judged" in (folder / "codebook.csv").read_bytes()
    gone = SinceLastTimeDialog(tmp_path / "gone.html")
    qtbot.addWidget(gone)
    assert "is no longer there" in gone.words.toPlainText()


def test_what_has_changed_since_a_step_is_on_the_screen_and_goes_into_the_document(
    qtbot: QtBot, window: MainWindow, page: ReportPage, tmp_path: Path
) -> None:
    session = window.session
    assert session is not None
    keep(window, page, ReportKind.CODEBOOK, "Paper", "codebook")
    stigma = code(session.study, "stigma")
    session.do(lambda: edit_code(session.study, stigma, definition="Being judged"))
    page.choose(None)
    page.saved.changes.click()
    dialog = window.findChild(ReportChangesDialog)
    assert dialog is not None
    step = session.study.step - 1
    assert dialog.since.currentData() == step
    assert dialog.since.currentText() == f"step {step}: Add “codebook.docx” to the report “Paper”"
    qtbot.waitUntil(lambda: "Being judged" in dialog.words.toPlainText(), timeout=30_000)
    # Before the report there was everything that it tells of, but not that wording.
    dialog.since.setCurrentIndex(1)
    qtbot.waitUntil(lambda: f"Compared with step {step - 1}" in dialog.words.toPlainText(), timeout=30_000)
    dialog.document.click()
    parts = window.findChild(ChooseInOrderDialog)
    assert parts is not None
    parts.button.click()
    files_dialog = window.findChild(QFileDialog)
    assert files_dialog is not None
    target = tmp_path / "client.html"
    files_dialog.fileSelected.emit(str(target))
    files_dialog.close()
    qtbot.waitUntil(lambda: f"Saved to {target}" in window.messages.text, timeout=30_000)
    assert "Since last time" in target.read_text("utf-8")


def test_the_one_document_has_a_first_page_of_its_own_which_is_kept_and_can_be_undone(
    qtbot: QtBot, window: MainWindow, page: ReportPage, tmp_path: Path
) -> None:
    session = window.session
    assert session is not None
    keep(window, page, ReportKind.CODEBOOK, "Paper", "codebook")
    page.choose(None)
    steps = session.study.step
    for said in ("For the council", ""):
        page.saved.first_page.click()
        (dialog,) = page.saved.findChildren(FirstPageDialog)
        assert dialog.fields["title"].placeholderText() == "Paper"
        if said:
            QTest.keyClicks(dialog.fields["title"], said)
            QTest.keyClicks(dialog.fields["codebook_version"], "2, as agreed")
            dialog.cover.setCurrentText("A few lines above the report")
        else:
            # What was kept is there again, and nothing more is kept of it.
            assert dialog.fields["title"].text() == "For the council"
            assert dialog.cover.currentText() == "A few lines above the report"
        dialog.button.click()
        dialog.setParent(None)
        dialog.deleteLater()
        assert session.study.step == steps + 1
    target = tmp_path / "client.html"
    page.saved.as_one.click()
    parts = window.findChild(ChooseInOrderDialog)
    assert parts is not None
    parts.button.click()
    files_dialog = window.findChild(QFileDialog)
    assert files_dialog is not None
    files_dialog.fileSelected.emit(str(target))
    files_dialog.close()
    qtbot.waitUntil(lambda: f"Saved to {target}" in window.messages.text, timeout=30_000)
    assert "<h1>For the council</h1>" in target.read_text("utf-8")
    assert "Codebook version 2, as agreed" in words_of(html_page(target))
    while session.study.step > steps + 1:
        session.undo()
    session.undo()
    kept = json.loads(session.study.reports_in_order[0].content).get("document", {})
    assert "title" not in kept


def since_chosen(page: ReportPage) -> str:
    """The moment with which “What has changed…” begins."""
    QTest.mouseClick(page.saved.changes, Qt.MouseButton.LeftButton)
    (dialog,) = page.window().findChildren(ReportChangesDialog)
    words = dialog.since.currentText()
    dialog.close()
    dialog.setParent(None)
    dialog.deleteLater()
    return words


def test_what_has_changed_begins_with_the_last_time_the_report_was_written(
    qtbot: QtBot, window: MainWindow, page: ReportPage, tmp_path: Path
) -> None:
    session = window.session
    assert session is not None
    keep(window, page, ReportKind.CODEBOOK, "Paper", "codebook", "CSV")
    keep(window, page, ReportKind.CODEBOOK, "Another", "codebook", "CSV")
    page.choose(None)
    page.saved.tree.setCurrentItem(page.saved.tree.findItems("Paper", Qt.MatchFlag.MatchExactly)[0])
    stigma = code(session.study, "stigma")
    before = session.study.step
    run_into(window, page, tmp_path / "out")
    qtbot.waitUntil(lambda: "Saved to" in window.messages.text, timeout=30_000)
    # Since then nothing was done: there are the steps before, as ever.
    assert since_chosen(page).startswith(f"step {before - 1}: ")
    for definition in ("Being judged", "Being looked down on", "Being talked about"):
        session.do(partial(edit_code, session.study, stigma, definition=definition))
    assert since_chosen(page) == f"the last time it was written (step {before})"
    # It is known by what it is, not by its name, and after the program was closed as well.
    report = next(row for row in session.study.reports_in_order if row.name == "Paper")
    session.do(lambda: rename_report(session.study, report.id, "For the council"))
    assert since_chosen(page) == f"the last time it was written (step {before})"
    again = ReportRuns(session, window.background, window.messages, window.preferences)
    assert (again.last_written("For the council"), again.last_written("Another")) == (before, None)
    page.saved.tree.setCurrentItem(page.saved.tree.findItems("Another", Qt.MatchFlag.MatchExactly)[0])
    assert since_chosen(page).startswith(f"step {session.study.step - 1}: ")
    # What was kept and cannot be read is as if nothing had been.
    for kept in ("[1", "[1]", '{"a": "b"}'):
        window.preferences.save_choice("written reports", session.study.info.id, kept)
        assert again.last_written("For the council") is None


def test_everything_done_to_saved_reports_can_be_undone(
    qtbot: QtBot, window: MainWindow, page: ReportPage
) -> None:
    session = window.session
    assert session is not None
    keep(window, page, ReportKind.CODEBOOK, "Paper", "a")
    keep(window, page, ReportKind.METHODS, "Paper", "b")
    page.choose(None)
    saved = page.saved
    saved.tree.setCurrentItem(below(saved, 0))
    assert saved.take_out.isEnabled()
    saved.take_out.click()
    assert files(session.study, "Paper") == ["b.docx"]
    session.undo()
    assert files(session.study, "Paper") == ["a.docx", "b.docx"]
    saved.rename.click()
    dialog = window.findChild(QInputDialog)
    assert dialog is not None
    dialog.setTextValue("Thesis")
    dialog.accept()
    assert [row.name for row in session.study.reports_in_order] == ["Thesis"]
    assert top(saved).text(0) == "Thesis"
    saved.delete.click()
    assert not session.study.reports_in_order
    assert saved.empty.isVisible()
    assert not saved.run.isEnabled()
    session.undo()
    assert [row.name for row in session.study.reports_in_order] == ["Thesis"]


def _said(dialog: QDialog) -> tuple[str, QWidget]:
    """What is said below a field, and below which."""
    note = dialog.findChild(FieldNote)
    assert note is not None
    return note.text, note.field


def test_a_name_that_cannot_be_one_is_refused_in_the_dialog(window: MainWindow, page: ReportPage) -> None:
    page.choose(ReportKind.CODEBOOK)
    page.keep.click()
    dialog = window.findChild(KeepReportDialog)
    assert dialog is not None
    dialog.file.setText("../a")
    dialog.button.click()
    assert dialog.isVisible()
    words, field = _said(dialog)
    assert "must be a plain file name" in words
    assert field is dialog.file
    dialog.file.setText("a")
    dialog.report.setCurrentText("x" * 600)
    dialog.button.click()
    words, field = _said(dialog)
    assert words.startswith("The name of a report can have at most 500 characters")
    assert field is dialog.report
    assert study_of(window).reports_in_order == ()
    dialog.reject()


@pytest.mark.parametrize("gone", [True, False])
@pytest.mark.parametrize("parts", [True, False])
def test_what_was_asked_about_a_report_is_kept_under_its_new_name_or_refused(
    window: MainWindow, page: ReportPage, monkeypatch: pytest.MonkeyPatch, *, gone: bool, parts: bool
) -> None:
    """A report may be renamed or deleted by others while its parts or its first page are asked about."""
    session = window.session
    assert session is not None
    asked: list[str] = []
    monkeypatch.setattr(QFileDialog, "open", lambda self: asked.append(self.selectedFiles()[0]))
    keep(window, page, ReportKind.CODEBOOK, "Thesis", "book")
    keep(window, page, ReportKind.BY_CODE, "Thesis", "quotes")
    page.choose(None)
    (page.saved.as_one if parts else page.saved.first_page).click()
    dialog = window.findChild(ChooseInOrderDialog) if parts else window.findChild(FirstPageDialog)
    assert dialog is not None
    (row,) = study_of(window).reports_in_order
    study = study_of(window)
    session.do(lambda: delete_report(study, row.id) if gone else rename_report(study, row.id, "Paper"))
    if isinstance(dialog, FirstPageDialog):
        dialog.fields["authors"].setText("Ann")
    dialog.button.click()
    if gone:
        assert window.messages.text.startswith("There is no report named “Thesis”")
        assert not asked
        return
    (row,) = study_of(window).reports_in_order
    assert row.name == "Paper"
    assert ('"Ann"' in row.content) is not parts
    assert ["Paper" in name for name in asked] == [True] * parts


def test_when_a_report_was_written_is_remembered_though_it_is_renamed_meanwhile(
    window: MainWindow,
    preferences: Preferences,
    page: ReportPage,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    session = window.session
    assert session is not None
    monkeypatch.setattr(QFileDialog, "open", lambda self: self.fileSelected.emit(str(tmp_path / "out")))
    keep(window, page, ReportKind.CODEBOOK, "Thesis", "book")
    page.choose(None)
    (row,) = study_of(window).reports_in_order
    at = session.project.record().steps[-1].number
    page.saved.run.click()
    session.do(lambda: rename_report(study_of(window), row.id, "Paper"))
    qtbot.waitUntil(lambda: not window.busy)
    runs = ReportRuns(session, window.background, window.messages, preferences)
    assert (runs.last_written("Paper"), runs.last_written("Thesis")) == (at, None)


def test_a_report_of_another_version_says_why_it_cannot_be_run(window: MainWindow, page: ReportPage) -> None:
    session = window.session
    assert session is not None
    session.do(lambda: save_report(session.study, "Odd", "x"))
    page.choose(None)
    assert "not JSON" in top(page.saved).text(1)


BY_PEOPLE = (ColumnsBy.PARTICIPANT.value,)
CHOICES = (
    USUAL,
    USUAL.change(rule=Rule.NEAR, within=2, aggregate=True),
    USUAL.change(rule=Rule.TURN, count=Count.UNITS, coefficient=Coefficient.LIFT),
    USUAL.change(sort=Sorting.CLUSTER),
    USUAL.change(most_used=2),
    with_columns(USUAL.change(figure=Figure.WORDS, shown=Shown.ROW_PERCENT), (ColumnsBy.TRANSCRIPT.value,)),
    with_columns(USUAL.change(minimum_cell=3, sort=Sorting.FREQUENCY), BY_PEOPLE),
    with_columns(USUAL.change(figure=Figure.UNITS, unit=Rule.SENTENCE, interviewers=True), BY_PEOPLE),
)


@pytest.mark.parametrize("asked", CHOICES)
def test_a_kept_matrix_is_the_one_that_was_shown(window: MainWindow, tmp_path: Path, asked: Asked) -> None:
    session = window.session
    assert session is not None
    question = question_of(asked)
    path = tmp_path / "a.xlsx"
    answer(path, question, AnswerSources(session.project.record(), SpacyMeasures()))
    shown = counted_table(session.study, question, SpacyMeasures()).matrix
    assert ["in words", with_apostrophes(dict(shown.provenance.facts)["in words"])] in sheets(path)["About"]
    write_matrix(tmp_path / "shown.xlsx", shown, created=MOMENT)
    first, seen = (next(iter(sheets(file).values())) for file in (path, tmp_path / "shown.xlsx"))
    assert first == seen
    change = add_to_report(session.study, "Paper", "a.xlsx", question)
    (kept,) = session.study.after(change).reports_in_order
    assert read_definition(kept.content).outputs == (Output("a.xlsx", question),)


def test_a_kept_matrix_names_what_the_page_holds_by_identity(window: MainWindow) -> None:
    session = window.session
    assert session is not None
    session.do(
        lambda: add_attribute(session.study, "housing", AttributeSubject.PARTICIPANT, AttributeType.TEXT)[1]
    )
    (attribute,) = (row for row in session.study.rows(Attribute).values() if row.name == "housing")
    coder = session.study.coder_named("AB").id
    asked = with_columns(USUAL.change(coders=identities((coder,))), identities((attribute.id,)))
    settings = settings_of(with_names(session.study, question_of(asked)))
    assert (settings["by"], settings["coders"]) == ("housing", ["AB"])


def test_the_matrix_page_adds_what_it_shows(qtbot: QtBot, window: MainWindow) -> None:
    assert window.workbench is not None
    window.workbench.show_page(1)
    page = window.workbench.pages.matrix
    qtbot.waitUntil(lambda: page.ordered is not None and page.keep.isEnabled())
    page.line._set(lambda asked: under_rule(asked, Rule.TURN))
    qtbot.waitUntil(lambda: not window.background.busy)
    QTest.mouseClick(page.keep, Qt.MouseButton.LeftButton)
    dialog = window.findChild(KeepReportDialog)
    assert dialog is not None
    dialog.report.setCurrentText("Paper")
    QTest.mouseClick(dialog.button, Qt.MouseButton.LeftButton)
    (report,) = study_of(window).reports_in_order
    (output,) = read_definition(report.content).outputs
    assert (report.name, output.table, settings_of(output.question)["rule"]) == (
        "Paper",
        "cooccurrence",
        "turn",
    )


def test_a_report_becomes_one_document_with_parts_in_the_order_that_is_chosen_and_kept(
    qtbot: QtBot, window: MainWindow, page: ReportPage, tmp_path: Path
) -> None:
    keep(window, page, ReportKind.CODEBOOK, "Client", "codebook")
    keep(window, page, ReportKind.METHODS, "Client", "methods")
    page.choose(None)
    page.saved.as_one.click()
    parts = window.findChild(ChooseInOrderDialog)
    assert parts is not None
    assert parts.chosen == ("codebook.docx", "methods.docx")
    names = [parts.list.item(row).text() for row in range(2)]
    assert names[0].startswith("Codebook")
    assert [name.partition(" (")[2] for name in names] == ["codebook.docx)", "methods.docx)"]
    parts.list.setCurrentRow(1)
    parts.up.click()
    parts.button.click()
    dialog = window.findChild(QFileDialog)
    assert dialog is not None
    path = tmp_path / "client.html"
    dialog.fileSelected.emit(str(path))
    dialog.close()
    qtbot.waitUntil(lambda: "Saved to" in window.messages.text, timeout=30_000)
    heads = [words_of(head) for head in html_page(path).iter("h2")]
    assert [head for head in heads if head[:2] in ("A.", "B.")][1].endswith("Codebook")
    (report,) = study_of(window).reports_in_order
    assert read_definition(report.content).document.parts == ("methods.docx", "codebook.docx")
    assert window.session is not None
    window.session.undo()
    (report,) = study_of(window).reports_in_order
    assert read_definition(report.content).document.parts == ()


def test_a_document_that_is_there_is_asked_about_and_tells_what_has_changed(
    qtbot: QtBot, window: MainWindow, page: ReportPage, tmp_path: Path
) -> None:
    session, path = window.session, tmp_path / "client.html"
    assert session is not None
    keep(window, page, ReportKind.CODEBOOK, "Client", "codebook")
    page.choose(None)

    def write() -> None:
        page.saved.as_one.click()
        parts = window.findChild(ChooseInOrderDialog)
        assert parts is not None
        parts.button.click()
        dialog = window.findChild(QFileDialog)
        assert dialog is not None
        assert dialog.testOption(QFileDialog.Option.DontConfirmOverwrite)
        dialog.fileSelected.emit(str(path))
        dialog.close()
        dialog.deleteLater()
        parts.deleteLater()
        qtbot.waitUntil(lambda: not window.background.busy, timeout=30_000)

    write()
    assert "Saved to" in window.messages.text
    stigma = code(session.study, "stigma")
    session.do(lambda: edit_code(session.study, stigma, definition="Being judged"))
    edited = path.read_text("utf-8") + "<!-- by hand -->"
    path.write_text(edited, "utf-8")
    write()
    assert window.messages.text.startswith("“client.html” is there already, and differs")
    assert window.messages.offers == ("Replace", "Replace, with what has changed", "Keep both")
    window.messages.take_offer(2)
    second = tmp_path / "client (2).html"
    qtbot.waitUntil(lambda: f"Saved to {second}" in window.messages.text, timeout=30_000)
    assert path.read_text("utf-8") == edited
    write()
    window.messages.take_offer(1)
    qtbot.waitUntil(lambda: f"Saved to {path}" in window.messages.text, timeout=30_000)
    assert "Since last time" in path.read_text("utf-8")
    assert "Since last time" not in second.read_text("utf-8")


def test_old_reports_are_listed_with_todays_names(page: ReportPage, window: MainWindow) -> None:
    """Those that an earlier version saved without what their names stand for."""
    assert window.session is not None
    named = study_of(window).path(code(study_of(window), "stigma"))
    content = json.dumps({"outputs": [{"file": "a.csv", "table": "segments", "codes": [named]}]})
    window.session.do(lambda: save_report(study_of(window), "Old", content))
    window.session.do(lambda: rename_code(study_of(window), code(study_of(window), "stigma"), "shame"))
    (top,) = page.saved.tree.findItems("Old", Qt.MatchFlag.MatchExactly)
    below = top.child(0)
    assert below is not None
    assert "shame" in below.text(1)
    assert "stigma" not in below.text(1)


@pytest.mark.parametrize("size", [(560, 440), (360, 300)], ids=str)
def test_long_names_of_parts_are_read_to_their_end(qtbot: QtBot, size: tuple[int, int]) -> None:
    long = "Coded segments of everybody who was asked in the second wave, by participant and by housing"
    things = [(str(number), f"{long} ({number}.docx)") for number in range(6)]
    dialog = ChooseInOrderDialog("Parts", "Each part becomes a chapter.", things, ("0",), bool)
    qtbot.addWidget(dialog)
    dialog.resize(*size)
    dialog.show()
    parts = dialog.list
    qtbot.waitUntil(lambda: parts.visualItemRect(parts.item(0)).width() <= parts.viewport().width())
    metrics = parts.fontMetrics()
    for row, (_, name) in enumerate(things):
        place = parts.visualItemRect(parts.item(row))
        lines = place.height() // metrics.lineSpacing()
        assert lines * place.width() > metrics.horizontalAdvance(name)
        assert parts.item(row).toolTip() == name
    assert parts.horizontalScrollBar().maximum() == 0
