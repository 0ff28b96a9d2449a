"""The report page: every report with its choices, previewed as it is written, exported, remembered.

Tests as well: ``ui.dialogs.choose_several``, ``ui.dialogs.choose_in_order``, ``line``, ``offers``,
``preview``.
"""

import errno
import json
import re
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF, QTextTable
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from qualcode.analysis.kept_back import IN_PLACE
from qualcode.exporters import writing
from qualcode.importers.reading import transcript_of
from qualcode.language.measures import SpacyMeasures
from qualcode.model.change import ChangeSet
from qualcode.model.entities import AttributeSubject
from qualcode.model.machine.progress import Progress
from qualcode.model.queries.query_names import typed_query
from qualcode.model.questions.kinds import KINDS, AnyReport, word_of
from qualcode.model.questions.names import identities, with_names
from qualcode.model.questions.parts import parts_of
from qualcode.model.questions.reports import (
    AgreementQuestion,
    CodebookQuestion,
    MethodsQuestion,
    ParticipantsQuestion,
    SegmentsQuestion,
    TranscriptQuestion,
)
from qualcode.model.questions.words import (
    AgreementUnit,
    ChapterOrder,
    CodebookForm,
    CodeDetail,
    PassageForm,
)
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.model.transcript import Role
from qualcode.operations.coders import ensure_coder
from qualcode.operations.codes.codebook import rename_code
from qualcode.operations.codings.coding import apply_code, code_passages
from qualcode.operations.people.attribute_import import import_attributes
from qualcode.operations.queries import delete_query, save_query
from qualcode.operations.transcripts.documents import add_transcripts
from qualcode.project.project import Project
from qualcode.project.reports.answers import AnswerSources, answer
from qualcode.project.reports.previewing import CHARACTERS, PreviewPage
from qualcode.project.reports.report_definition import read_definition
from qualcode.project.reports.reporting import add_to_report
from qualcode.ui.dialogs.choose_in_order import ChooseInOrderDialog
from qualcode.ui.dialogs.choose_several import ChooseSeveralDialog
from qualcode.ui.dialogs.first_page import FirstPageDialog
from qualcode.ui.look.theme import heading_font
from qualcode.ui.pages.asked import named
from qualcode.ui.pages.report.choice import USUAL, ReportKind, recalled, remembered, valid
from qualcode.ui.pages.report.offers import OTHERS
from qualcode.ui.pages.report.page import ReportPage
from qualcode.ui.session import lazy_imports
from qualcode.ui.session.session import Session
from qualcode.ui.shell.main_window import MainWindow
from tests.exporters.reading import paragraphs
from tests.ui.material import code, found, transcript


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow) -> ReportPage:
    assert window.workbench is not None
    window.actions_["analyse.report"].trigger()
    made = window.workbench.pages.report
    settle(qtbot, window)
    return made


def settle(qtbot: QtBot, window: MainWindow) -> None:
    assert window.workbench is not None
    preview = window.workbench.pages.report.preview
    qtbot.waitUntil(lambda: not preview.busy and not window.background.busy, timeout=30_000)


def session_of(window: MainWindow) -> Session:
    assert window.session is not None
    return window.session


def study_of(window: MainWindow) -> Study:
    return session_of(window).study


def second_coder(window: MainWindow) -> None:
    """Let somebody else code one of the passages that are coded, too."""
    session = session_of(window)
    passage = found(study_of(window), "FG1", "They just assume that you must be poor.")
    session.do(lambda: ensure_coder(study_of(window), "CD")[1])

    def coded() -> ChangeSet:
        study = study_of(window)
        return code_passages(study, code(study, "stigma"), [passage], study.coder_named("CD").id)

    session.do(coded)


def choose(qtbot: QtBot, window: MainWindow, page: ReportPage, kind: ReportKind) -> None:
    """Choose a report by keyboard, as a person would."""
    if kind is ReportKind.AGREEMENT:
        second_coder(window)
    page.list.setFocus()
    QTest.keyClick(page.list, Qt.Key.Key_Home)
    for _ in range(list(ReportKind).index(kind)):
        QTest.keyClick(page.list, Qt.Key.Key_Down)
    assert page.kind is kind
    settle(qtbot, window)


def take(box: Any, thing: object) -> None:
    """Choose a thing in a box of the line."""
    box.setCurrentIndex([item for item, _ in box._items].index(thing))
    box.activated.emit(box.currentIndex())


def export(window: MainWindow, page: ReportPage, path: Path) -> None:
    page.export.click()
    dialog = window.findChild(QFileDialog)
    assert dialog is not None
    dialog.fileSelected.emit(str(path))
    dialog.close()
    dialog.deleteLater()


def _says(window: MainWindow, sentence: str) -> bool:
    return sentence in window.messages.text


def question_asked(page: ReportPage) -> AnyReport:
    return page.line.question


def segments_asked(page: ReportPage) -> SegmentsQuestion:
    question = question_asked(page)
    assert isinstance(question, SegmentsQuestion)
    return question


def written(window: MainWindow, question: AnyReport, path: Path) -> bytes:
    answer(path, question, AnswerSources(session_of(window).project.record(), SpacyMeasures()))
    return path.read_bytes()


@pytest.mark.parametrize("kind", list(ReportKind))
def test_every_report_is_previewed_as_it_is_written_and_exported_in_every_format(
    qtbot: QtBot, window: MainWindow, page: ReportPage, tmp_path: Path, kind: ReportKind
) -> None:
    choose(qtbot, window, page, kind)
    question = page.line.question
    assert type(question) is type(USUAL[kind])
    if kind is not ReportKind.FRAMEWORK:
        _check_preview(window, page, kind, written(window, question, tmp_path / "a.html").decode())
    for ending in KINDS[word_of(question)].endings:
        path = tmp_path / f"out{ending}"
        export(window, page, path)
        qtbot.waitUntil(partial(_says, window, f"Saved to {path}"), timeout=30_000)
        assert path.read_bytes() == written(window, question, tmp_path / f"same{ending}")


def _check_preview(window: MainWindow, page: ReportPage, kind: ReportKind, html: str) -> None:
    shown = page.preview.toPlainText()
    assert html.partition("<h1>")[2].partition("</h1>")[0] in shown
    assert re.search(rf"step:?\s+{study_of(window).step}\b", shown, re.IGNORECASE)
    if kind in (ReportKind.CODEBOOK, ReportKind.BY_CODE, ReportKind.BY_TRANSCRIPT, ReportKind.TRANSCRIPT):
        assert "They just assume that you must be poor." in shown


def test_choices_change_preview_and_export(
    qtbot: QtBot, window: MainWindow, page: ReportPage, tmp_path: Path
) -> None:
    choose(qtbot, window, page, ReportKind.BY_CODE)
    take(page.line.codes, "choose")
    dialog = window.findChild(ChooseSeveralDialog)
    assert dialog is not None
    dialog._check(Qt.CheckState.Unchecked)
    assert not dialog.button.isEnabled()
    dialog.filter.setText("stig")
    dialog._check(Qt.CheckState.Checked)
    dialog.button.click()
    take(page.line.context, ("turns", 1))
    settle(qtbot, window)
    assert segments_asked(page).codes == identities((code(study_of(window), "stigma"),))
    shown = page.preview.toPlainText()
    assert "They just assume" in shown
    # The turn before.
    assert "How did that make you feel" in shown
    assert "I signed a form." not in shown
    export(window, page, tmp_path / "a.docx")
    qtbot.waitUntil(lambda: "Saved to" in window.messages.text, timeout=30_000)
    (quote,) = [words for style, words in paragraphs(tmp_path / "a.docx") if style == "Quote"]
    assert "They just assume" in quote


def test_consent_is_respected_in_the_preview_and_said(
    qtbot: QtBot, window: MainWindow, page: ReportPage
) -> None:
    people = [[row.name, "no"] for row in study_of(window).participants_in_order]
    columns = ("participant", "consent to quote")
    subject = AttributeSubject.PARTICIPANT
    session_of(window).do(lambda: import_attributes(study_of(window), subject, columns, people).change)
    settle(qtbot, window)
    choose(qtbot, window, page, ReportKind.BY_CODE)
    shown = page.preview.toPlainText()
    assert shown.count(" segments are left out because a speaker’s consent to quote is missing") == 1
    assert "They just assume" not in shown
    take(page.line.consent, False)
    settle(qtbot, window)
    assert "They just assume" in page.preview.toPlainText()


def test_a_saved_query_narrows_the_segments(qtbot: QtBot, window: MainWindow, page: ReportPage) -> None:
    choose(qtbot, window, page, ReportKind.BY_CODE)
    assert not page.line.query.isVisible()
    session_of(window).do(
        lambda: save_query(study_of(window), "Poor", typed_query(study_of(window), "word:poor"))[1]
    )
    settle(qtbot, window)
    assert page.line.query.isVisible()
    (row,) = study_of(window).queries_in_order
    take(page.line.query, named(row.id))
    settle(qtbot, window)
    shown = page.preview.toPlainText()
    assert "They just assume" in shown
    assert "I signed a form." not in shown
    assert with_names(study_of(window), segments_asked(page)).query == "Poor"


def test_the_preview_follows_the_project(qtbot: QtBot, window: MainWindow, page: ReportPage) -> None:
    choose(qtbot, window, page, ReportKind.CODEBOOK)
    stigma = code(study_of(window), "stigma")
    session_of(window).do(lambda: rename_code(study_of(window), stigma, "shame"))
    settle(qtbot, window)
    assert "shame" in page.preview.toPlainText()
    assert "Earlier wordings" in page.preview.toPlainText()


def test_a_transcript_shows_only_words_that_may_be_quoted_unless_told_otherwise(
    qtbot: QtBot, window: MainWindow, page: ReportPage
) -> None:
    names = [[row.name, "no"] for row in study_of(window).participants_in_order]
    columns, kind = ("participant", "consent to quote"), AttributeSubject.PARTICIPANT
    session_of(window).do(lambda: import_attributes(study_of(window), kind, columns, names).change)
    choose(qtbot, window, page, ReportKind.TRANSCRIPT)
    assert IN_PLACE in page.preview.toPlainText()
    assert "They just assume" not in page.preview.toPlainText()
    take(page.line.consent, False)
    settle(qtbot, window)
    assert IN_PLACE not in page.preview.toPlainText()
    assert "They just assume" in page.preview.toPlainText()
    assert page.line.memos.isVisible()
    assert page.line.memos.isChecked()


def test_what_was_chosen_is_remembered(qtbot: QtBot, window: MainWindow, page: ReportPage) -> None:
    choose(qtbot, window, page, ReportKind.PARTICIPANTS)
    take(page.line.quotes, 5)
    choose(qtbot, window, page, ReportKind.TRANSCRIPT)
    take(page.line.transcript, named(transcript(study_of(window), "INT01")))
    address = str(session_of(window).project.path)
    window.close_project()
    assert window.open_address(address)
    assert window.workbench is not None
    window.actions_["analyse.report"].trigger()
    again = window.workbench.pages.report
    assert again.kind is ReportKind.TRANSCRIPT
    wanted = TranscriptQuestion(transcript=str(named(transcript(study_of(window), "INT01"))))
    assert question_asked(again) == wanted
    settle(qtbot, window)
    choose(qtbot, window, again, ReportKind.PARTICIPANTS)
    assert question_asked(again) == ParticipantsQuestion(quotes=5)


def test_a_report_has_a_first_page_of_its_own_and_it_is_remembered(
    qtbot: QtBot, window: MainWindow, page: ReportPage
) -> None:
    choose(qtbot, window, page, ReportKind.METHODS)
    assert page.line.first_page.text() == "with the usual first page…"
    page.line.first_page.click()
    dialog = page.findChild(FirstPageDialog)
    assert dialog is not None
    QTest.keyClicks(dialog.fields["title"], "How we coded")
    dialog.button.click()
    settle(qtbot, window)
    assert page.line.first_page.text() == "with a first page of its own…"
    assert page.preview.toPlainText().startswith("How we coded")
    choose(qtbot, window, page, ReportKind.PARTICIPANTS)
    assert page.line.first_page.text() == "with the usual first page…"
    choose(qtbot, window, page, ReportKind.METHODS)
    assert question_asked(page) == MethodsQuestion(title="How we coded")


def in_order(page: ReportPage, box: Any) -> ChooseInOrderDialog:
    """The dialog that the last entry of a box opens."""
    take(box, OTHERS)
    dialog = page.findChild(ChooseInOrderDialog)
    assert dialog is not None
    return dialog


def test_form_parts_order_and_depth_of_the_codebook_are_chosen_and_remembered(
    qtbot: QtBot, window: MainWindow, page: ReportPage
) -> None:
    choose(qtbot, window, page, ReportKind.CODEBOOK)
    line = page.line
    dialog = in_order(page, line.parts)
    rows = [dialog.list.item(place) for place in range(dialog.list.count())]
    assert dialog.chosen == tuple(part.value for part in CodeDetail)
    assert not dialog.up.isEnabled()
    for item in rows:
        item.setCheckState(Qt.CheckState.Unchecked)
    assert not dialog.button.isEnabled()
    for name in ("Quotes", "Definition"):
        next(item for item in rows if item.text() == name).setCheckState(Qt.CheckState.Checked)
    # Quotes come last; they go up before the definition.
    dialog.list.setCurrentRow(len(rows) - 1)
    assert not dialog.down.isEnabled()
    for _ in range(len(rows) - 1):
        dialog.up.click()
    assert dialog.chosen == ("quotes", "definition")
    dialog.down.click()
    dialog.down.click()
    dialog.button.click()
    settle(qtbot, window)
    question = question_asked(page)
    assert isinstance(question, CodebookQuestion)
    assert question.parts == (CodeDetail.QUOTES, CodeDetail.DEFINITION)
    shown = page.preview.toPlainText()
    assert "They just assume that you must be poor." in shown
    assert "Occurs with" not in shown
    assert recalled(ReportKind.CODEBOOK, remembered(question)) == question
    take(line.level, 1)
    settle(qtbot, window)
    assert "1.1" not in page.preview.toPlainText()
    # Another form has parts of its own, one example, and no history.
    take(line.form, CodebookForm.COMPACT)
    settle(qtbot, window)
    question = question_asked(page)
    assert isinstance(question, CodebookQuestion)
    assert (question.form, question.parts) == (CodebookForm.COMPACT, ())
    assert not line.quotes.isVisible()
    assert not line.history.isVisible()
    assert line.sentences.isVisible()


def test_attributes_beside_quotes_are_chosen_in_order(
    qtbot: QtBot, window: MainWindow, page: ReportPage
) -> None:
    session = session_of(window)
    study = session.study
    speaker = next(row.name for row in study.participants_in_order if row.role is Role.PARTICIPANT)
    columns = ("participant", "family", "housing", "consent to quote", "Consent to archive")
    rows = [[speaker, "lone parent", "private rent", "yes", "no"]]
    session.do(lambda: import_attributes(study, AttributeSubject.PARTICIPANT, columns, rows).change)
    choose(qtbot, window, page, ReportKind.CODEBOOK)
    dialog = in_order(page, page.line.attributes)
    items = {item.text(): item for item in map(dialog.list.item, range(dialog.list.count()))}
    assert not any("consent" in name.lower() for name in items), "no reader is told of it"
    for name in ("family", "housing"):
        items[name].setCheckState(Qt.CheckState.Checked)
    dialog.list.setCurrentItem(items["housing"])
    while dialog.chosen[0] != items["housing"].data(Qt.ItemDataRole.UserRole + 1):
        dialog.up.click()
    dialog.button.click()
    settle(qtbot, window)
    names = with_names(study_of(window), question_asked(page))
    assert isinstance(names, CodebookQuestion)
    assert names.attributes == ("housing", "family")
    assert page.line.attributes.currentText() == "with housing and family"
    take(page.line.attributes, ())
    settle(qtbot, window)
    assert page.line.attributes.currentText() == "without attributes"


def test_a_change_of_choice_stops_the_preview_under_way(
    qtbot: QtBot, window: MainWindow, page: ReportPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    real = lazy_imports.preview

    def slow(question: AnyReport, record: Any, measures: Any, progress: Progress) -> Any:
        made.append(word_of(question))
        if len(made) == 1:
            wait_elsewhere(lambda: page.line.kind is ReportKind.METHODS)
        return real(question, record, measures, progress)

    monkeypatch.setattr(lazy_imports, "preview", slow)
    page.choose(ReportKind.PARTICIPANTS)
    qtbot.waitUntil(lambda: bool(made))
    page.choose(ReportKind.METHODS)
    settle(qtbot, window)
    assert made == ["participants", "methods"]
    assert page.preview.toPlainText().startswith("Methods\n")


def wait_elsewhere(ready: Callable[[], bool]) -> None:
    """Wait on a thread that has no window."""
    for _ in range(2_000):
        if ready():
            return
        time.sleep(0.005)
    raise AssertionError("it never came")


@pytest.mark.allows_log
def test_a_preview_that_breaks_says_so(
    qtbot: QtBot, window: MainWindow, page: ReportPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_given: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patch, qtbot.captureExceptions() as raised:
        patch.setattr(lazy_imports, "preview", broken)
        choose(qtbot, window, page, ReportKind.METHODS)
    assert [kind for kind, _error, _trace in raised] == [ZeroDivisionError]
    assert page.preview.toPlainText().startswith("Something went wrong that should not have")
    choose(qtbot, window, page, ReportKind.CODEBOOK)
    assert page.preview.toPlainText().startswith("Codebook")


def test_a_full_disk_leaves_the_good_file(
    qtbot: QtBot, window: MainWindow, page: ReportPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(qtbot, window, page, ReportKind.CODEBOOK)
    path = tmp_path / "out.docx"
    path.write_bytes(b"good")

    def full(_number: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("qualcode.exporters.writing.os.fsync", full)
    export(window, page, path)
    qtbot.waitUntil(lambda: "the disk is full" in window.messages.text, timeout=30_000)
    assert path.read_bytes() == b"good"
    assert [row.name for row in tmp_path.iterdir() if row.name.startswith(".out")] == []


def test_a_long_export_tells_how_far_it_is_and_can_be_stopped(
    qtbot: QtBot, window: MainWindow, page: ReportPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert window.workbench is not None
    line = window.workbench.exports.progress
    path = tmp_path / "out.docx"
    path.write_bytes(b"good")

    def endless(target: Path, *told: Any) -> None:
        progress: Progress = told[-1]
        with writing.whole_file(target) as stream:
            for done in range(100_000):
                stream.write(b"half")
                progress(done, 100_000, "rows")
                time.sleep(0.002)

    choose(qtbot, window, page, ReportKind.CODEBOOK)
    monkeypatch.setattr(lazy_imports, "write_answer", endless)
    export(window, page, path)
    qtbot.waitUntil(lambda: line.words.startswith("Writing out.docx"), timeout=10_000)
    assert line.isVisible()
    QTest.mouseClick(line.cancel, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not window.background.busy, timeout=10_000)
    assert line.words == ""
    assert path.read_bytes() == b"good"
    assert sorted(row.name for row in tmp_path.iterdir() if "out.docx" in row.name) == ["out.docx"]


def test_an_empty_project_says_what_to_do(qtbot: QtBot, window: MainWindow, page: ReportPage) -> None:
    while session_of(window).undoable:
        session_of(window).undo()
    qtbot.waitUntil(lambda: "There is no code yet" in page.preview.toPlainText())
    assert not page.export.isEnabled()
    for kind in (ReportKind.BY_CODE, ReportKind.FRAMEWORK, ReportKind.TRANSCRIPT):
        page.choose(kind)
        assert "There is no transcript yet" in page.preview.toPlainText()
        assert page.preview.isVisible()


def test_choices_are_read_back_and_what_cannot_be_read_is_left_out(project: Project) -> None:
    study = project.study
    question = SegmentsQuestion(
        codes=identities((code(study, "stigma"),)),
        coders=identities((study.coder_named("AB").id,)),
        transcripts=identities((transcript(study, "FG1"),)),
        context_turns=2,
        consent=True,
    )
    kept = json.loads(json.dumps(remembered(question)))
    assert recalled(ReportKind.BY_CODE, kept) == question
    wrong = {"codes": [3], "coders": 3, "context": "no", "context-turns": -1, "consent": 1, "z": 1}
    assert recalled(ReportKind.BY_CODE, wrong) == USUAL[ReportKind.BY_CODE]
    gone = identities((study.info.id,))
    assert valid(SegmentsQuestion(codes=gone, coders=gone, transcripts=gone), study) == SegmentsQuestion()


@pytest.mark.parametrize("kind", list(ReportKind))
def test_what_a_page_asks_can_be_saved(project: Project, kind: ReportKind) -> None:
    study = project.study
    question = valid(USUAL[kind], study)
    parts = {part.name for part in parts_of(type(question))}
    rows: dict[str, Any] = {
        "codes": identities((code(study, "stigma"), code(study, "consent"))),
        "coders": identities((study.coder_named("AB").id,)),
        "transcripts": identities((transcript(study, "FG1"),)),
        "consent": False,
        "counts": True,
        "history": False,
    }
    question = replace(question, **{name: value for name, value in rows.items() if name in parts})
    (saved,) = study.after(add_to_report(study, "Paper", "a.docx", question)).reports_in_order
    (output,) = read_definition(saved.content).outputs
    assert output.question == with_names(study, question)


def test_a_huge_report_is_shown_in_part(qtbot: QtBot, window: MainWindow, page: ReportPage) -> None:
    choose(qtbot, window, page, ReportKind.BY_CODE)
    session = session_of(window)
    place, span = found(study_of(window), "FG1", "They just assume that you must be poor.")
    stigma = code(study_of(window), "stigma")

    def many() -> ChangeSet:
        study = study_of(window)
        starts, ends = range(span.start + 20), range(span.end - 6, span.end + 6)
        passages = [(place, Span(start, end)) for start in starts for end in ends]
        return code_passages(study, stigma, passages, study.coder_named("AB").id)

    assert session.do(many) is not None
    settle(qtbot, window)
    assert "The preview ends here; the export holds everything." in page.preview.toPlainText()
    assert len(page.preview.toPlainText()) < CHARACTERS


def test_agreement_waits_for_a_second_coder(qtbot: QtBot, window: MainWindow, page: ReportPage) -> None:
    page.choose(ReportKind.AGREEMENT)
    settle(qtbot, window)
    assert page.preview.toPlainText().startswith("Only one person has coded here.")
    second_coder(window)
    settle(qtbot, window)
    assert "Agreement of AB and CD on turns" in page.preview.toPlainText()


def test_what_agreement_is_computed_on_is_chosen(qtbot: QtBot, window: MainWindow, page: ReportPage) -> None:
    choose(qtbot, window, page, ReportKind.AGREEMENT)
    line = page.line
    assert not line.overlap.isVisible()
    take(line.unit, AgreementUnit.OVERLAP)
    take(line.overlap, 50)
    line.interviewers.click()
    line.coded_only.click()
    settle(qtbot, window)
    question = question_asked(page)
    assert isinstance(question, AgreementQuestion)
    assert (question.unit, question.overlap) == (AgreementUnit.OVERLAP, 50)
    assert (question.interviewers, question.uncoded) == (True, False)
    assert "segments that overlap by at least 50%" in page.preview.toPlainText()


def test_passages_are_given_as_chosen_and_that_is_remembered(
    qtbot: QtBot, window: MainWindow, page: ReportPage
) -> None:
    second_coder(window)
    page.choose(ReportKind.BY_PARTICIPANT)
    settle(qtbot, window)
    assert "1 segment is" not in page.preview.toPlainText()
    box = page.line.passages
    assert box.isVisible()
    for form in PassageForm:
        take(box, form)
        settle(qtbot, window)
        question = recalled(ReportKind.BY_PARTICIPANT, page._kept[ReportKind.BY_PARTICIPANT.name])
        assert isinstance(question, SegmentsQuestion)
        assert (question.passages, question.order) == (form, ChapterOrder.PARTICIPANT)
        said = page.preview.toPlainText()
        assert ("passages" in said) == (form is not PassageForm.PER_CODER)
    assert "Segments by participant" in page.preview.toPlainText()
    page.line.summary.click()
    settle(qtbot, window)
    assert "Segments by participant" not in page.preview.toPlainText()


def test_memos_under_quotes_are_asked_for(qtbot: QtBot, window: MainWindow, page: ReportPage) -> None:
    page.choose(ReportKind.BY_CODE)
    qtbot.waitUntil(lambda: not page.preview.busy)
    assert page.line.memos.isVisibleTo(page.line)
    assert not page.line.memos.isChecked()
    page.line.memos.click()
    assert isinstance(page.line.question, SegmentsQuestion)
    assert page.line.question.memos
    page.choose(ReportKind.METHODS)
    assert not page.line.memos.isVisibleTo(page.line)
    page.choose(ReportKind.BY_CODE)
    assert page.line.memos.isChecked()
    qtbot.waitUntil(lambda: not page.preview.busy)


def test_the_export_of_all_segments_prints_memos_where_the_report_does(
    qtbot: QtBot, window: MainWindow, page: ReportPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "open", lambda self: self.fileSelected.emit(str(tmp_path / "all.html")))
    asked: list[SegmentsQuestion] = []
    monkeypatch.setattr(lazy_imports, "write_answer", lambda _path, question, *_: asked.append(question))
    window.actions_["project.export_codings"].trigger()
    qtbot.waitUntil(lambda: not window.busy and len(asked) == 1)
    page.choose(ReportKind.BY_CODE)
    page.line.memos.click()
    page.choose(ReportKind.CODEBOOK)
    window.actions_["project.export_codings"].trigger()
    qtbot.waitUntil(lambda: not window.busy and len(asked) == 2)
    assert [question.memos for question in asked] == [False, True]
    assert {replace(question, memos=False) for question in asked} == {SegmentsQuestion()}


def test_no_date_or_word_is_broken_in_the_preview(page: ReportPage, qtbot: QtBot) -> None:
    preview = page.preview
    qtbot.waitUntil(lambda: not preview.busy, timeout=20_000)
    cells = "".join("<td>2026-11-29</td><td>words that are wrapped as there is room for them</td>" * 4)
    preview.setHtml(f"<table><tr>{cells}</tr></table>")
    preview.resize(300, 300)
    document = preview.document()
    document.setTextWidth(300)
    dates = []
    block = document.begin()
    while block.isValid():
        if block.text() == "2026-11-29":
            dates.append(block.layout().lineCount())
        block = block.next()
    assert dates == [1, 1, 1, 1]


@pytest.mark.parametrize(
    ("shares", "head", "cell"),
    [
        # Shares that together are more than all there is, as rounding makes them.
        ((22, 22, 22, 22, 22), "Head", "words"),
        # A head whose share is less than it needs.
        ((4, 16, 80), "No.", "words that are wrapped as there is room for them"),
        # The number of a code far down in the tree.
        ((60, 20, 20), "Head", "5.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1"),
    ],
)
def test_a_preview_is_not_scrolled_across_for_shares_that_paper_has(
    page: ReportPage, qtbot: QtBot, shares: tuple[int, ...], head: str, cell: str
) -> None:
    preview = page.preview
    qtbot.waitUntil(lambda: not preview.busy, timeout=20_000)
    preview.setFixedSize(420, 400)
    columns = "".join(f'<col style="width:{share}%">' for share in shares)
    heads = "".join(f'<th scope="col">{head}</th>' for _ in shares)
    cells = "".join(f"<td>{cell}</td>" for _ in shares)
    preview._show(
        PreviewPage(
            f"<table><colgroup>{columns}</colgroup><thead><tr>{heads}</tr></thead>"
            f"<tbody><tr>{cells}</tr></tbody></table>",
            whole=True,
        )
    )
    assert preview.horizontalScrollBar().maximum() == 0
    table = next(frame for frame in preview.document().rootFrame().childFrames())
    assert isinstance(table, QTextTable)
    layout, metrics = preview.document().documentLayout(), QFontMetricsF(heading_font(preview.font()))
    edges = [
        layout.blockBoundingRect(table.cellAt(0, column).firstCursorPosition().block()).left()
        for column in range(len(shares))
    ]
    gaps = [right - left for left, right in pairwise(edges)]
    assert min(gaps) >= metrics.horizontalAdvance(head) + 12


def test_remarks_in_brackets_are_left_out_of_every_report_with_quotes(
    qtbot: QtBot, window: MainWindow, page: ReportPage
) -> None:
    session, line = session_of(window), page.line
    words = "We [laughs] never asked my [son], {vocalsound} no."
    text = f"Mia: {words}\nInterviewer: I see.\nMia: Not once.\nInterviewer: Thank you.\n".encode()
    session.do(lambda: add_transcripts(session.study, [transcript_of(text, "INT02.txt")]).change)
    place, span = found(session.study, "INT02", words)
    stigma, coder = code(session.study, "stigma"), session.study.coder_named("AB").id
    session.do(lambda: apply_code(session.study, stigma, place, span, coder))
    quoting = (ReportKind.CODEBOOK, ReportKind.BY_CODE, ReportKind.PARTICIPANTS, ReportKind.FRAMEWORK)
    for kind in quoting:
        choose(qtbot, window, page, kind)
        if kind is ReportKind.FRAMEWORK:
            # Beside its table there is no preview.
            for shown in (False, True):
                line.listed.click()
                assert line.bare.isVisible() is shown
            line.bare.click()
        else:
            qtbot.waitUntil(lambda: "{vocalsound} no." in page.preview.toPlainText())
            line.bare.click()
            qtbot.waitUntil(lambda: "We never asked my [son], no." in page.preview.toPlainText())
        question = question_asked(page)
        assert remembered(question)["brackets"] is False
        assert recalled(kind, remembered(question)) == question
    choose(qtbot, window, page, ReportKind.METHODS)
    assert not line.bare.isVisible()


def _query_of(page: ReportPage) -> str | None:
    assert isinstance(page.line.question, SegmentsQuestion)
    return page.line.question.query


def test_what_has_gone_is_kept_beside_what_is_chosen_then(window: MainWindow, page: ReportPage) -> None:
    session = session_of(window)
    session.do(lambda: save_query(session.study, "Judged", typed_query(session.study, "code:stigma"))[1])
    query = session.study.queries_in_order[0]
    page.choose(ReportKind.BY_CODE)
    page.line.query.setCurrentIndex(1)
    page.line.query.activated.emit(1)
    assert _query_of(page) == named(query.id)
    session.do(lambda: delete_query(session.study, query.id))
    page.choose(ReportKind.CODEBOOK)
    page.choose(ReportKind.BY_CODE)
    assert _query_of(page) is None
    page.line.summary.click()
    kept = recalled(ReportKind.BY_CODE, window.preferences.report_choices()[ReportKind.BY_CODE.name])
    seen = page.line.question
    assert isinstance(seen, SegmentsQuestion)
    assert kept == replace(seen, query=named(query.id))
    session.undo()
    page.choose(ReportKind.CODEBOOK)
    page.choose(ReportKind.BY_CODE)
    assert page.line.question == kept
