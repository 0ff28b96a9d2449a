"""Printing and PDF files of what is seen: transcript, report and picture, with real pages in real files.

Tests as well: ``ui.dialogs.print_transcript``, ``ui.dialogs.print_pages``, ``ui.dialogs.printing``,
``ui.paper.exported_pages``, ``ui.paper.picture_page``,
``ui.commands.print_actions``, ``exporters.passages.found_document``, ``project.reports.found_pages``.
"""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from threading import Event

import pytest
from PIL import Image, ImageChops, ImageStat
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from qualcode.analysis.kept_back import IN_PLACE
from qualcode.exporters.document.blocks import Colophon, Document, Paragraph
from qualcode.exporters.document.numbering import numbered
from qualcode.exporters.document.typeset import pdf_of
from qualcode.model.entities import AttributeSubject
from qualcode.model.front import Front
from qualcode.model.machine.progress import Progress
from qualcode.operations.people.attribute_import import import_attributes
from qualcode.operations.people.summaries import set_summary
from qualcode.ui.dialogs.print_pages import PrintPagesDialog
from qualcode.ui.dialogs.print_transcript import PrintTranscriptDialog
from qualcode.ui.pages.report.choice import ReportKind
from qualcode.ui.paper.choice import PaperMargin, PaperSize, TranscriptPaper
from qualcode.ui.paper.exported_pages import ExportedPages
from qualcode.ui.paper.pdf_file import Paper, pdf_bytes
from qualcode.ui.paper.picture_page import PicturePage
from qualcode.ui.paper.transcript_pages import TranscriptPages
from qualcode.ui.shell.main_window import MainWindow
from qualcode.ui.shell.page_stack import PagePlace
from qualcode.ui.shell.workbench import Workbench
from tests.exporters.document.specimens import ABOUT
from tests.support.pdf_pages import pdf_document, words_of_pages
from tests.ui.material import code


def bench(window: MainWindow) -> Workbench:
    assert window.workbench is not None
    return window.workbench


def shown_report(kind: ReportKind, window: MainWindow, qtbot: QtBot) -> Workbench:
    """The workbench with a kind of report that is ready to be looked at."""
    here = bench(window)
    here.show_page(PagePlace.REPORT)
    here.pages.report.choose(kind)
    qtbot.waitUntil(lambda: not here.pages.report.preview.busy)
    return here


def asked(window: MainWindow, qtbot: QtBot, action: str = "project.print") -> PrintTranscriptDialog:
    window.actions_[action].trigger()
    dialog = window.findChild(PrintTranscriptDialog)
    assert isinstance(dialog, PrintTranscriptDialog)
    qtbot.waitUntil(lambda: dialog.ready)
    return dialog


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qapp: QApplication) -> Iterator[Path]:
    """Whatever is asked about files and printers is answered with this file.

    The dialog for printers is the real one, as it opens: nobody could print when it did not.
    """
    path = tmp_path / "pages.pdf"

    def print_to_it() -> None:
        for dialog in qapp.topLevelWidgets():
            if isinstance(dialog, QPrintDialog) and dialog.isVisible():
                dialog.printer().setOutputFileName(str(path))
                dialog.done(1)

    monkeypatch.setattr(QFileDialog, "open", lambda self: self.fileSelected.emit(str(path)))
    looking = QTimer()
    looking.timeout.connect(print_to_it)
    looking.start(10)
    yield path
    looking.stop()


def written(window: MainWindow, qtbot: QtBot, file: Path) -> str:
    qtbot.waitUntil(lambda: file.name in window.messages.text)
    qtbot.waitUntil(lambda: not window.busy)
    assert file.exists(), window.messages.text
    return "\n".join(words_of_pages(file))


def test_a_transcript_is_saved_as_pdf_with_what_is_ticked(
    window: MainWindow, qtbot: QtBot, file: Path
) -> None:
    dialog = asked(window, qtbot, "project.pdf")
    assert dialog.words.text() == "Page 1 of 1"
    assert not dialog.preview.pixmap().isNull()
    dialog.line_numbers.setChecked(True)
    dialog.margin.setCurrentText("names of codes")
    qtbot.waitUntil(lambda: dialog.ready)
    QTest.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    text = written(window, qtbot, file)
    assert "They just assume that you must be poor." in text
    assert "stigma" in text
    assert "5" in text.split()
    kept = asked(window, qtbot)
    assert (kept.choice.line_numbers, kept.choice.margin) == (True, PaperMargin.CODES)
    kept.reject()


def test_words_that_may_not_be_quoted_are_printed_only_where_that_is_ticked(
    window: MainWindow, qtbot: QtBot, file: Path
) -> None:
    session = bench(window).session
    names = [[row.name, "no"] for row in session.study.participants_in_order]
    columns, kind = ("participant", "consent to quote"), AttributeSubject.PARTICIPANT
    assert not asked(window, qtbot).consent.isVisible()
    session.do(lambda: import_attributes(session.study, kind, columns, names).change)
    study, (place, *_) = session.study, [row.id for row in session.study.transcripts_in_order]
    for consent in (True, False):
        pages = TranscriptPages(study, place, TranscriptPaper(consent=consent))
        text = "\n".join(words_of_pages(pdf_bytes(pages)))
        assert (IN_PLACE in text, "They just assume" in text) == (consent, not consent)
        told = "left out for lack of consent to quote" if consent else "not to be quoted, for lack of consent"
        assert told in " ".join(text.split())


def test_a_transcript_is_printed(window: MainWindow, qtbot: QtBot, file: Path) -> None:
    dialog = asked(window, qtbot)
    dialog.margin.setCurrentText("nothing")
    dialog.size_box.setCurrentText("Letter")
    qtbot.waitUntil(lambda: dialog.ready)
    assert dialog.choice.size is PaperSize.LETTER
    QTest.mouseClick(dialog.print_, Qt.MouseButton.LeftButton)
    text = written(window, qtbot, file)
    assert "Nobody asked us." in text
    assert "stigma" not in text
    assert window.messages.text == f"Saved to {file}."
    with pdf_document(file) as document:
        width, height = document[0].get_size()
    assert (round(width), round(height)) == (612, 792)


def test_a_report_is_saved_whole(window: MainWindow, qtbot: QtBot, file: Path) -> None:
    shown_report(ReportKind.BY_CODE, window, qtbot)
    window.actions_["project.pdf"].trigger()
    saved = written(window, qtbot, file)
    for words in ("They just assume that you must be poor.", "I signed a form.", "stigma"):
        assert words in saved


def pages_shown(window: MainWindow, qtbot: QtBot) -> PrintPagesDialog:
    qtbot.waitUntil(lambda: window.findChild(PrintPagesDialog) is not None)
    dialog = window.findChild(PrintPagesDialog)
    assert isinstance(dialog, PrintPagesDialog)
    return dialog


def press_print(window: MainWindow, qtbot: QtBot) -> None:
    QTest.mouseClick(pages_shown(window, qtbot).print_, Qt.MouseButton.LeftButton)


def test_pages_of_a_report_are_looked_through_before_they_are_printed(
    window: MainWindow, qtbot: QtBot
) -> None:
    shown_report(ReportKind.CODEBOOK, window, qtbot)
    window.actions_["project.print"].trigger()
    dialog = pages_shown(window, qtbot)
    last = int(dialog.words.text().rpartition(" ")[2])
    assert last > 1
    seen = []
    for number in range(1, last + 1):
        assert dialog.words.text() == f"Page {number} of {last}"
        assert (dialog.before.isEnabled(), dialog.after.isEnabled()) == (number > 1, number < last)
        seen.append(dialog.preview.pixmap().toImage())
        QTest.mouseClick(dialog.after, Qt.MouseButton.LeftButton)
    assert all(before != after for before, after in pairwise(seen))
    QTest.mouseClick(dialog.before, Qt.MouseButton.LeftButton)
    assert dialog.words.text() == f"Page {last - 1} of {last}"
    dialog.reject()
    qtbot.waitUntil(lambda: not window.busy)


def test_pages_are_looked_through_by_keyboard_and_the_last_one_does_not_close_them(
    window: MainWindow, qtbot: QtBot
) -> None:
    shown_report(ReportKind.CODEBOOK, window, qtbot)
    window.actions_["project.print"].trigger()
    dialog = pages_shown(window, qtbot)
    dialog.activateWindow()
    for button, other in ((dialog.after, dialog.before), (dialog.before, dialog.after)):
        button.setFocus()
        while button.isEnabled():
            QTest.keyClick(button, Qt.Key.Key_Space)
        assert dialog.focusWidget() is other
        assert dialog.isVisible()
    dialog.reject()
    qtbot.waitUntil(lambda: not window.busy)


def pictures(file: Path) -> list[tuple[tuple[int, int], Image.Image]]:
    """The size of every page in points, and what is to be seen on it."""
    with pdf_document(file) as document:
        return [
            ((round(page.get_width()), round(page.get_height())), page.render(scale=1).to_pil().convert("L"))
            for page in document
        ]


@pytest.mark.parametrize("kind", [ReportKind.BY_CODE, ReportKind.FRAMEWORK])
def test_a_report_is_printed_with_the_pages_of_its_export(
    kind: ReportKind, window: MainWindow, qtbot: QtBot, file: Path
) -> None:
    shown_report(kind, window, qtbot)
    found: list[list[tuple[tuple[int, int], Image.Image]]] = []
    said: list[list[str]] = []
    for action in ("project.print", "project.pdf"):
        window.messages.hide()
        window.actions_[action].trigger()
        if action == "project.print":
            press_print(window, qtbot)
        written(window, qtbot, file)
        found.append(pictures(file))
        said.append(words_of_pages(file))
        file.unlink()
    # Printed to a file, it has words that can be selected, as the export has.
    assert said[0] == said[1]
    assert any(said[0])
    printed, saved = found
    assert len(printed) == len(saved)
    for (size, on_paper), (wanted, in_file) in zip(printed, saved, strict=True):
        # A sheet lies as its page does; letters may be a hair beside their place.
        assert size == pytest.approx(wanted, abs=1)
        apart = ImageChops.difference(on_paper.resize((60, 60)), in_file.resize((60, 60)))
        assert ImageStat.Stat(apart).mean[0] < 4
        assert ImageStat.Stat(on_paper).stddev[0] > 2


def test_pages_are_as_large_as_another_sheet_allows(tmp_path: Path) -> None:
    made = Document(Front(title="Plain"), (Paragraph("One line of words."),), Colophon(ABOUT))
    plain = pdf_of(made, numbered(made))
    again = tmp_path / "letter.pdf"
    again.write_bytes(pdf_bytes(ExportedPages("Plain", plain, PaperSize.LETTER)))
    ((size, seen),) = pictures(again)
    assert size == (612, 792)
    left, top, right, bottom = (seen.point(lambda dot: 255 * (dot < 220)).getbbox()) or (0, 0, 0, 0)
    assert 0 < left < right < 612
    assert 0 < top < 100
    # The number of the page stands at its foot.
    assert 700 < bottom < 792


@pytest.mark.parametrize("kind", [ReportKind.BY_CODE, ReportKind.METHODS])
def test_a_report_is_saved_with_the_pages_of_its_export(
    kind: ReportKind, window: MainWindow, qtbot: QtBot, file: Path
) -> None:
    here = shown_report(kind, window, qtbot)
    pages = []
    for ask in (window.actions_["project.pdf"].trigger, here.pages.report.export.click):
        window.messages.hide()
        ask()
        written(window, qtbot, file)
        with pdf_document(file) as document:
            pages.append([(page.get_size(), page.get_textpage().get_text_bounded()) for page in document])
        file.unlink()
    saved, exported = pages
    assert saved == exported


def test_what_is_found_is_printed_and_saved(window: MainWindow, qtbot: QtBot, file: Path) -> None:
    here = bench(window)
    here.show_page(PagePlace.FIND)
    page = here.pages.queries
    page.show_query("code:consent or words:poor")
    qtbot.waitUntil(lambda: page.answer is not None)
    assert here.prints.can_print
    for action in ("project.print", "project.pdf"):
        window.messages.hide()
        window.actions_[action].trigger()
        if action == "project.print":
            press_print(window, qtbot)
        # Whichever way it came into the file, its words can be selected.
        text = " ".join(written(window, qtbot, file).split())
        for words in (
            "code:consent or words:poor",
            "Three passages in 2 transcripts",
            "FG1 (2 passages)",
            "I signed a form.",
        ):
            assert words in text
        assert "turn 2 · FG1-P1 · 2 stigma" in text
        file.unlink()


def test_the_framework_is_saved_with_its_summaries(window: MainWindow, qtbot: QtBot, file: Path) -> None:
    here = bench(window)
    session = here.session
    ruth = next(row for row in session.study.participants_in_order if row.name == "Ruth")
    summary = "Signed <b>what</b> nobody explained.\nTwice."
    session.do(lambda: set_summary(session.study, ruth.id, code(session.study, "consent"), summary, "AB"))
    here.show_page(PagePlace.REPORT)
    here.pages.report.choose(ReportKind.FRAMEWORK)
    qtbot.waitUntil(lambda: not window.busy)
    window.actions_["project.pdf"].trigger()
    text = " ".join(written(window, qtbot, file).split())
    for words in ("Participant", "consent", "Ruth", "<b>what</b>", "Twice."):
        assert words in text


@pytest.mark.parametrize("place", [PagePlace.PICTURE, PagePlace.MATRIX, PagePlace.GROUPS])
def test_a_picture_is_printed_and_saved(
    window: MainWindow, qtbot: QtBot, file: Path, place: PagePlace
) -> None:
    here = bench(window)
    here.show_page(place)

    def is_drawn() -> bool:
        if place is PagePlace.PICTURE:
            return here.pages.pictures.preview.picture is not None
        page = here.pages.matrix if place is PagePlace.MATRIX else here.pages.groups
        return page.printable is not None

    qtbot.waitUntil(lambda: not window.busy and is_drawn())
    window.actions_["project.print"].trigger()
    written(window, qtbot, file)
    with pdf_document(file) as document:
        image = document[0].render(scale=1).to_pil().convert("L")
    # A picture and its caption are dark somewhere on the sheet.
    assert image.getextrema()[0] < 100
    file.unlink()
    window.messages.hide()
    window.actions_["project.pdf"].trigger()
    written(window, qtbot, file)


def test_where_there_is_nothing_to_print_that_is_said(window: MainWindow, qtbot: QtBot) -> None:
    here = bench(window)
    here.show_page(PagePlace.FIND)
    for action in ("project.print", "project.pdf"):
        window.messages.hide()
        window.actions_[action].trigger()
        assert window.messages.text.startswith("There is nothing to print on this page.")
    here.show_page(PagePlace.REPORT)
    here.pages.report.choose(None)
    window.messages.hide()
    window.actions_["project.print"].trigger()
    assert window.messages.text.startswith("There is nothing to print on this page.")
    qtbot.waitUntil(lambda: not window.busy)


class Slow:
    """Pages that are not made before they are let go."""

    def __init__(self) -> None:
        self.begun, self.let_go = 0, Event()

    def make(self, progress: Progress) -> Paper:
        self.begun += 1
        while not self.let_go.wait(0.01):
            progress(0, 1, "")
        return PicturePage("Slow", QImage(10, 10, QImage.Format.Format_RGB32), "")


@pytest.fixture
def slow(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> Iterator[Slow]:
    made = Slow()
    here = bench(window)
    here.show_page(PagePlace.MATRIX)
    monkeypatch.setattr(here.prints, "_picture", lambda: ("Slow", made.make))
    monkeypatch.setattr(type(here.prints), "can_print", property(lambda _self: True))
    yield made
    made.let_go.set()


def dialogs() -> list[QPrintDialog]:
    return [each for each in QApplication.topLevelWidgets() if isinstance(each, QPrintDialog)]


def stopped(window: MainWindow, qtbot: QtBot) -> bool:
    qtbot.waitUntil(lambda: not window.background.busy)
    return not dialogs() and bench(window).exports.progress.isHidden()


def begin(window: MainWindow, qtbot: QtBot, slow: Slow) -> None:
    begun = slow.begun
    window.actions_["project.print"].trigger()
    qtbot.waitUntil(lambda: slow.begun > begun)


def test_making_pages_is_told_and_can_be_cancelled(window: MainWindow, qtbot: QtBot, slow: Slow) -> None:
    begin(window, qtbot, slow)
    progress = bench(window).exports.progress
    qtbot.waitUntil(progress.isVisible)
    assert progress.words == "Making the pages…"
    QTest.mouseClick(progress.cancel, Qt.MouseButton.LeftButton)
    assert stopped(window, qtbot)


def test_escape_and_another_page_give_printing_up(window: MainWindow, qtbot: QtBot, slow: Slow) -> None:
    begin(window, qtbot, slow)
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert stopped(window, qtbot)
    begin(window, qtbot, slow)
    bench(window).show_page(PagePlace.GROUPS)
    assert stopped(window, qtbot)


def test_pages_are_made_once_however_often_they_are_asked_for(
    window: MainWindow, qtbot: QtBot, slow: Slow
) -> None:
    begin(window, qtbot, slow)
    window.actions_["project.print"].trigger()
    slow.let_go.set()
    qtbot.waitUntil(lambda: bool(dialogs()))
    qtbot.waitUntil(lambda: not window.background.busy)
    assert slow.begun == 1
    (dialog,) = dialogs()
    dialog.reject()
