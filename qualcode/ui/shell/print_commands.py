"""What Print and Save as PDF do, for whichever page of the window is seen."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final
from uuid import UUID

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from qualcode.analysis.memo_list import MemoChoice
from qualcode.exporters.pictures.drawing import DrawingRequest
from qualcode.exporters.pictures.sheet import Picture
from qualcode.model.errors import QualcodeError
from qualcode.model.machine.progress import Progress
from qualcode.model.memos import MemoOrder
from qualcode.model.questions.kinds import AnyReport
from qualcode.ui.dialogs.print_pages import PrintPagesDialog
from qualcode.ui.dialogs.print_transcript import PrintTranscriptDialog
from qualcode.ui.dialogs.printing import ask_printer
from qualcode.ui.look.large_pictures import read_large_pictures
from qualcode.ui.pages.workplace import Workplace
from qualcode.ui.paper.exported_pages import ExportedPages
from qualcode.ui.paper.pdf_file import Paper
from qualcode.ui.paper.picture_page import PicturePage
from qualcode.ui.session import lazy_documents, lazy_imports
from qualcode.ui.session.background import Task
from qualcode.ui.session.chunks import ChunkRunner
from qualcode.ui.shell.page_stack import PagePlace, PageStack
from qualcode.ui.widgets.saved_file import ways_to

_SHEET: Final = Path("sheet.png")
_NOTHING: Final = (
    "There is nothing to print on this page. Show a transcript, a matrix, a picture or a report, or find "
    "some passages first."
)

Make = Callable[[Progress], Paper]


def _application() -> QCoreApplication:
    found = QApplication.instance()
    if found is None:
        raise AssertionError("a window without an application")
    return found


class PrintCommands(QObject):
    """A transcript is asked about first, and a picture is printed as it is shown.

    What was found and a report have the pages of an export, on paper and as PDF.
    """

    def __init__(self, workplace: Workplace, pages: PageStack, window: QWidget) -> None:
        super().__init__(window)
        self._workplace = workplace
        self._pages = pages
        self._window = window
        self._turns = ChunkRunner(window)
        self._making: Task | None = None
        # Elsewhere a dialog that was asked for here would come over what is read there.
        pages.shown.connect(self._give_up)

    def stop(self) -> None:
        """Make and print no further page."""
        self._give_up()
        self._turns.stop()

    def _give_up(self) -> None:
        """Make no pages any more; nobody is asked for a printer."""
        if self._making is not None:
            self._making.cancel()
            self._end()

    def _end(self) -> None:
        self._making = None
        _application().removeEventFilter(self)

    def _make(self, make: Make, over: QWidget) -> None:
        """Make pages in the background and show them ``over`` a window; one after another, never two."""
        if self._making is not None:
            return
        task = self._workplace.background.run(make, lambda paper: self._show_pages(paper, over))

        def ended() -> None:
            if task is self._making:
                self._end()

        self._making = task
        task.ended.connect(ended)
        _application().installEventFilter(self)
        self._workplace.exports.progress.tell_of(task, "Making the pages…", "Stop; nothing is printed")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """While pages are being made Escape stops that, wherever the keyboard is in the window."""
        kinds = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)
        if event.type() not in kinds or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if event.key() != Qt.Key.Key_Escape or QApplication.activePopupWidget() is not None:
            return super().eventFilter(watched, event)
        if event.type() is QEvent.Type.KeyPress:
            self._give_up()
        # It is no shortcut of anything else meanwhile.
        event.accept()
        return True

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """What each action does."""
        return {"project.print": self._print, "project.pdf": self._save}

    @property
    def can_print(self) -> bool:
        """Whether the page shows anything that can be printed."""
        if self._pages.place is PagePlace.CODE:
            return self._pages.code.reading.view.transcript_id is not None
        if self._pages.place is PagePlace.REPORT:
            return self._pages.report.printable is not None
        if self._pages.place is PagePlace.FIND:
            return self._pages.queries.printable is not None
        return self._drawn() is not None

    def _print(self) -> None:
        if self._pages.place is PagePlace.CODE:
            self._ask_about_transcript()
            return
        found = self._report() or self._picture()
        if found is None:
            self._workplace.session.refused.emit(_NOTHING)
            return
        self._make(found[1], self._window)

    def print_memos(
        self, over: QWidget, choice: MemoChoice, order: MemoOrder, only: frozenset[UUID] | None
    ) -> None:
        """Print memos, ``only`` these of the chosen ones, with the pages of their export."""
        record = self._workplace.session.project.record()
        self._make(
            lambda _progress: ExportedPages("Memos", lazy_documents.memos_pdf(record, choice, order, only)),
            over,
        )

    def _save(self) -> None:
        picture = self._drawn()
        question = self._question()
        report = self._report()
        if self._pages.place is PagePlace.CODE:
            self._ask_about_transcript()
        elif picture is not None:
            # Drawn as lines and letters, not as dots.
            self._workplace.exports.picture_as_pdf(*picture)
        elif question is not None:
            # The pages of its export: with contents, numbered, and turned across where a table is wide.
            self._workplace.exports.report_as_pdf(*question)
        elif report is not None:
            self._workplace.exports.pdf(*report)
        else:
            self._workplace.session.refused.emit(_NOTHING)

    def _show_pages(self, paper: Paper, over: QWidget) -> None:
        """Pages of a report are looked through first; a picture was seen already."""
        if not isinstance(paper, ExportedPages):
            self._to_printer(paper)
            return
        dialog = PrintPagesDialog(paper, over if isValid(over) and over.isVisible() else self._window)
        dialog.printing.connect(self._to_printer)
        dialog.open()

    def _to_printer(self, paper: Paper) -> None:
        self._workplace.messages.hide()
        ask_printer(paper, self._window, self._turns, self._say)

    def _say(self, sentence: str, file: str = "") -> None:
        """Say how far the printing is; where it went to a file, with the ways to it."""
        self._workplace.messages.inform(sentence, *(ways_to(file) if file else ()))

    # -- what is seen ---------------------------------------------------------------------------

    def _ask_about_transcript(self) -> None:
        session, background = self._workplace.session, self._workplace.background
        transcript_id = self._pages.code.reading.view.transcript_id
        if transcript_id is None:
            session.refused.emit(_NOTHING)
            return
        dialog = PrintTranscriptDialog(
            session, background, self._workplace.preferences, transcript_id, self._window
        )
        dialog.printing.connect(self._to_printer)
        dialog.saving.connect(lambda name, make: self._workplace.exports.pdf(name, lambda _progress: make()))
        dialog.open()

    def _report(self) -> tuple[str, Make] | None:
        asked = self._question()
        if asked is not None:
            title, question = asked
            session = self._workplace.session
            record, measures = session.project.record(), session.measures
            # The pages of its export, so that paper and file are alike.
            return title, lambda progress: ExportedPages(
                title, lazy_imports.whole_pdf(question, record, measures, progress)
            )
        found = self._pages.queries.printable if self._pages.place is PagePlace.FIND else None
        if found is None:
            return None
        of, write = found
        return of, lambda progress: ExportedPages(of, write(progress))

    def _question(self) -> tuple[str, AnyReport] | None:
        """The title and the question of the report that is seen."""
        return self._pages.report.printable if self._pages.place is PagePlace.REPORT else None

    def _drawn(self) -> tuple[str, Callable[[], Picture]] | None:
        """The title of the picture, or of the table as a picture, that is seen, and what makes it."""
        match self._pages.place:
            case PagePlace.PICTURE:
                return self._pages.pictures.printable
            case PagePlace.MATRIX:
                return self._pages.matrix.printable
            case PagePlace.GROUPS:
                return self._pages.groups.printable
            case _:
                return None

    def _picture(self) -> tuple[str, Make] | None:
        drawn = self._drawn()
        if drawn is None:
            return None
        title, picture = drawn
        drawer = self._workplace.session.drawer

        def make(progress: Progress) -> Paper:
            read_large_pictures()
            image = QImage.fromData(drawer.draw(DrawingRequest(_SHEET, picture()), progress))
            if image.isNull():
                raise QualcodeError("The picture could not be made; export it and print it from there.")
            return PicturePage(image.text("Title") or title, image, image.text("Description"))

        return title, make
