"""Codes from Word comments in the window: seen before they are imported, and one step.

Tests as well: ``model.words.comment_text``.
"""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from qualcode.importers.formats.word_codings import CommentedText
from qualcode.model.questions.words import Marking
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.model.transcript import Remark
from qualcode.operations.codings.coding import remove_codings
from qualcode.project.reports.reports import export_coded_transcript
from qualcode.ui.dialogs.word_comments import WordCommentsDialog, likely_transcript
from qualcode.ui.shell.main_window import MainWindow
from tests.ui.material import coded, found, transcript


def study_of(window: MainWindow) -> Study:
    assert window.session is not None
    return window.session.study


def opened(qtbot: QtBot, window: MainWindow, document: CommentedText) -> WordCommentsDialog:
    assert window.workbench is not None
    window.workbench._show_word_comments(document)
    dialog = window.findChild(WordCommentsDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: not dialog._latest.under_way, timeout=20_000)
    return dialog


@pytest.fixture
def document(window: MainWindow, tmp_path: Path) -> CommentedText:
    """FG1 with three comments: a code that is there, one that is not, and a remark."""
    study = study_of(window)
    text = study.text(transcript(study, "FG1"))

    def remark(words: str, said: str) -> Remark:
        start = text.index(words)
        return Remark(Span(start, start + len(words)), "comment", "Jo", said)

    comments = (
        remark("Nobody at all.", "stigma — all of them"),
        remark("not the firm", "mistrust"),
        remark("Thank you.", "Is this what we want here, I wonder, or should it rather be something else?"),
    )
    return CommentedText("FG1 coded by Jo.docx", text, comments)


def test_what_will_be_coded_is_shown_and_imported_in_one_step(
    qtbot: QtBot, window: MainWindow, document: CommentedText
) -> None:
    session = window.session
    assert session is not None
    dialog = opened(qtbot, window, document)
    assert dialog.transcript.chosen == transcript(session.study, "FG1")
    assert dialog.words.text() == "Three comments make 1 coding. New coders: Jo."
    assert [dialog.tabs.tabText(n) for n in range(2)] == ["To be coded (1)", "Not matched (2)"]
    assert dialog.codings.count() == 1
    dialog.new_codes.click()
    qtbot.waitUntil(lambda: dialog.codings.count() == 2, timeout=20_000)
    assert "New codes: mistrust." in dialog.words.text()
    before = session.study
    dialog.button.click()
    assert coded(session.study, "mistrust") == ["not the firm"]
    assert "Nobody at all." in coded(session.study, "stigma")
    assert session.study.step == before.step + 1
    session.undo()
    assert session.study == before


def test_another_transcript_that_does_not_fit_is_refused(
    qtbot: QtBot, window: MainWindow, document: CommentedText
) -> None:
    dialog = opened(qtbot, window, document)
    dialog.transcript.setCurrentIndex(1)
    dialog.transcript.activated.emit(1)
    qtbot.waitUntil(lambda: not dialog._latest.under_way, timeout=20_000)
    assert not dialog.button.isEnabled()
    assert dialog.codings.count() == 0
    assert "INT01" in dialog.words.text()
    dialog.reject()


def test_a_document_goes_to_a_colleague_and_comes_back_through_the_menu(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    session = window.session
    assert session is not None
    place, _ = found(session.study, "FG1", "Nobody asked us.")
    path = tmp_path / "FG1.docx"
    export_coded_transcript(path, session.study, place, marking=Marking.COMMENTS)
    ids = [row.id for row in session.study.codings_of(place)]
    before = coded(session.study, "consent") + coded(session.study, "stigma")
    session.do(lambda: remove_codings(session.study, place, ids))
    window.actions_["project.import_word"].trigger()
    chooser = window.findChild(QFileDialog)
    assert chooser is not None
    chooser.fileSelected.emit(str(path))
    chooser.close()
    qtbot.waitUntil(lambda: window.findChild(WordCommentsDialog) is not None, timeout=20_000)
    dialog = window.findChild(WordCommentsDialog)
    assert dialog is not None
    qtbot.waitUntil(dialog.button.isEnabled, timeout=20_000)
    dialog.button.click()
    assert coded(session.study, "consent") + coded(session.study, "stigma") == before


@pytest.mark.parametrize(("name", "said"), [("a.txt", "Word documents"), ("a.docx", "damaged")])
def test_a_file_that_is_no_document_is_refused(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, name: str, said: str
) -> None:
    assert window.workbench is not None
    (tmp_path / name).write_text("no")
    window.workbench._read_word_comments(tmp_path / name)
    qtbot.waitUntil(lambda: said in window.messages.text, timeout=20_000)


def test_a_step_meanwhile_is_looked_at_again(
    qtbot: QtBot, window: MainWindow, document: CommentedText
) -> None:
    session = window.session
    assert session is not None
    dialog = opened(qtbot, window, document)
    session.undo()
    dialog.button.click()
    assert "Nobody at all." not in coded(session.study, "stigma")
    assert dialog.isVisible()
    qtbot.waitUntil(dialog.button.isEnabled, timeout=20_000)
    dialog.button.click()
    assert "Nobody at all." in coded(session.study, "stigma")


def test_the_likely_transcript_is_found_by_words_then_by_name(window: MainWindow) -> None:
    study = study_of(window)
    one, other = transcript(study, "FG1"), transcript(study, "INT01")
    assert likely_transcript(study, CommentedText("x.docx", study.text(other), ()), one) == other
    assert likely_transcript(study, CommentedText("int01 coded.docx", "", ()), one) == other
    assert likely_transcript(study, CommentedText("x.docx", "", ()), one) == one
