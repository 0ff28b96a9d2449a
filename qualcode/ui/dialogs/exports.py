"""Writing files from the window: ask where, write in the background, offer to open what was written."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final
from uuid import UUID

from qualcode.analysis.memo_list import MemoChoice
from qualcode.analysis.query import Findings
from qualcode.analysis.table_order import Ordered
from qualcode.exporters.pictures.drawing import write_drawn
from qualcode.exporters.pictures.sheet import Picture
from qualcode.model.errors import QualcodeError
from qualcode.model.machine.progress import Progress
from qualcode.model.machine.refusals import in_words
from qualcode.model.memos import MemoOrder
from qualcode.model.questions.kinds import KINDS, AnyQuestion, AnyReport, word_of
from qualcode.model.questions.names import TRANSCRIPT
from qualcode.model.questions.reports import SegmentsQuestion, TranscriptQuestion
from qualcode.model.results.matrix import Matrix
from qualcode.model.study import Study
from qualcode.ui.dialogs.keep_report import KeepReportDialog
from qualcode.ui.dialogs.printing import write_pdf
from qualcode.ui.dialogs.report_runs import ReportRuns
from qualcode.ui.paper.pdf_file import Paper
from qualcode.ui.session import lazy_documents, lazy_imports
from qualcode.ui.session.background import Background
from qualcode.ui.session.csv_files import csv_as_usual_here
from qualcode.ui.session.preferences import Preferences
from qualcode.ui.session.session import Session
from qualcode.ui.widgets.asking import FileChooser
from qualcode.ui.widgets.messages import MessageBar
from qualcode.ui.widgets.progress_line import ProgressLine
from qualcode.ui.widgets.saved_file import tell_saved
from qualcode.ui.widgets.undo_offer import undo_offer

_TABLE = "Spreadsheet (*.xlsx);;CSV (*.csv);;Word (*.docx);;Web page (*.html);;PDF (*.pdf)"
_DRAWN_TABLE = "PNG picture (*.png);;SVG drawing (*.svg)"
_SEGMENTS = "Spreadsheet (*.xlsx);;Word (*.docx);;Web page (*.html);;PDF (*.pdf);;CSV (*.csv);;JSON (*.json)"
_PICTURE = "PNG picture (*.png);;SVG drawing (*.svg);;PDF (*.pdf)"
_PICTURE_ENDINGS = frozenset((".png", ".svg"))
_CODEBOOK = (
    "Spreadsheet (*.xlsx);;CSV (*.csv);;REFI-QDA codebook (*.qdc);;"
    "Word (*.docx);;Web page (*.html);;PDF (*.pdf)"
)


_MEMOS = "Word (*.docx);;Web page (*.html);;PDF (*.pdf);;CSV (*.csv)"
_FORMATS: Final = {
    ".docx": "Word (*.docx)",
    ".html": "Web page (*.html)",
    ".xlsx": "Spreadsheet (*.xlsx)",
    ".csv": "CSV (*.csv)",
    ".json": "JSON (*.json)",
    ".png": "PNG picture (*.png)",
    ".svg": "SVG drawing (*.svg)",
    ".pdf": "PDF (*.pdf)",
}


_DOCUMENT: Final = ";;".join(_FORMATS[ending] for ending in (".docx", ".html", ".pdf"))


def formats_of(question: AnyQuestion) -> list[str]:
    """The files that can answer a question, as file dialogs list them."""
    return [_FORMATS[ending] for ending in KINDS[word_of(question)].endings]


def file_name(title: str, question: AnyQuestion, study: Study) -> str:
    """What a file that answers a question is called at first, without its ending."""
    if not isinstance(question, TranscriptQuestion):
        return title
    return study.transcripts[TRANSCRIPT.row(study, question.transcript)].name


class Exports:
    """Everything that the window writes goes through here."""

    def __init__(
        self,
        session: Session,
        background: Background,
        messages: MessageBar,
        files: FileChooser,
        preferences: Preferences,
    ) -> None:
        self._session = session
        self._preferences = preferences
        self._runs = ReportRuns(session, background, messages, preferences)
        self._background = background
        self._messages = messages
        self._files = files
        self.progress = ProgressLine()
        """Where long exports tell how far they are; the window finds a place for it."""
        self.written: Path | None = None
        """The file that was written last, of those the window's messages tell of."""

    def ordered(self, ordered: Ordered, *, beside: bool = False) -> None:
        """Ask for a file and write a matrix to it as it is seen: as a table, or drawn as a heat map.

        In documents the picture stands ``beside`` the table, where that is wanted.
        """
        self.table_or_picture(
            ordered.matrix,
            ordered.matrix.provenance.title,
            lambda: lazy_imports.ordered_picture(ordered, self._session.study),
            "Export the matrix",
            beside=beside,
        )

    def matrix(self, matrix: Matrix) -> None:
        """Ask for a file and write a matrix to it."""
        name = f"{matrix.provenance.title}.xlsx"
        drawer, record = self._session.drawer, self._session.project.record()
        self._ask(
            "Export the matrix",
            _TABLE,
            name,
            lambda path, progress: lazy_imports.write_matrix(path, matrix, record, drawer, None, progress),
        )

    def table_or_picture(
        self,
        matrix: Matrix,
        title: str,
        make: Callable[[], Picture],
        question: str = "Export the table or its picture",
        *,
        beside: bool = False,
    ) -> None:
        """Ask for a file and write either a matrix or, by its ending, a picture of it."""
        drawer, record = self._session.drawer, self._session.project.record()

        def write(path: Path, progress: Progress) -> None:
            if path.suffix.lower() in _PICTURE_ENDINGS:
                write_drawn(path, make(), drawer, progress)
            else:
                picture = make() if beside else None
                lazy_imports.write_matrix(path, matrix, record, drawer, picture, progress)

        self._ask(question, f"{_TABLE};;{_DRAWN_TABLE}", f"{title}.xlsx", write)

    def picture(self, title: str, make: Callable[[], Picture]) -> None:
        """Ask for a file and draw a picture in it, which is made in the background."""
        drawer = self._session.drawer
        self._ask(
            "Export the picture",
            _PICTURE,
            f"{title}.png",
            lambda path, progress: write_drawn(path, make(), drawer, progress),
        )

    def picture_as_pdf(self, title: str, make: Callable[[], Picture]) -> None:
        """Ask for a file and draw a picture in it as PDF."""
        drawer = self._session.drawer
        self._ask(
            "Save as PDF",
            _FORMATS[".pdf"],
            f"{title}.pdf",
            lambda path, progress: write_drawn(path, make(), drawer, progress),
        )

    def pdf(self, name: str, make: Callable[[Progress], Paper]) -> None:
        """Ask for a file and write pages to it."""
        self._ask(
            "Save as PDF",
            _FORMATS[".pdf"],
            f"{name}.pdf",
            lambda path, progress: write_pdf(path, partial(make, progress), progress),
        )

    def codebook(self) -> None:
        """Ask for a file and write the codebook to it, as it can be read back."""
        study = self._session.study
        self._ask(
            "Export the codebook",
            _CODEBOOK,
            "Codebook.xlsx",
            lambda path, _: lazy_imports.write_codebook(path, study),
        )

    def codings(self, *, memos: bool) -> None:
        """Ask for a file and write all coded segments to it; documents with ``memos`` under quotes."""
        question = SegmentsQuestion(memos=memos)
        record, measures = self._session.project.record(), self._session.measures
        self._ask(
            "Export coded segments",
            _SEGMENTS,
            "Coded segments.xlsx",
            lambda path, progress: lazy_imports.write_answer(path, question, record, measures, progress),
            question,
        )

    def memos(
        self,
        choice: MemoChoice,
        order: MemoOrder,
        only: frozenset[UUID] | None,
        told: Callable[[Path], object],
        failed: Callable[[str], object],
    ) -> None:
        """Ask for a file and write memos to it; ``only`` these of the chosen ones.

        ``told`` hears where they are, ``failed`` in a sentence why they are not: the list stays open.
        """
        record = self._session.project.record()

        def write(path: Path, _progress: Progress) -> None:
            lazy_imports.export_memos(path, record, choice, order, only)

        self._files.new(
            "Export memos",
            _MEMOS,
            "Memos.docx",
            lambda path: self.write(path, write, lambda: told(path), failed),
            "Export",
            of="Export memos",
        )

    def found(self, typed: str, findings: Findings, *, by_code: bool) -> None:
        """Ask for a file and write what a typed query found to it, by transcript or by code."""
        record = self._session.project.record()
        self._ask(
            "Export the passages found",
            _DOCUMENT,
            "Passages found.docx",
            lambda path, progress: lazy_documents.write_found(
                path, record, typed, findings, by_code, progress
            ),
        )

    def report(self, title: str, question: AnyReport) -> None:
        """Ask for a file and write a report to it."""
        record, measures = self._session.project.record(), self._session.measures
        kinds = formats_of(question)
        ending = kinds[0].partition("*")[2].rstrip(")")
        self._ask(
            f"Export: {title}",
            ";;".join(kinds),
            f"{file_name(title, question, record.study)}{ending}",
            lambda path, progress: lazy_imports.write_answer(path, question, record, measures, progress),
            question,
        )

    def report_as_pdf(self, title: str, question: AnyReport) -> None:
        """Ask for a file and write the pages of a report to it, as its export has them."""
        record, measures = self._session.project.record(), self._session.measures
        self._ask(
            "Save as PDF",
            _FORMATS[".pdf"],
            f"{file_name(title, question, record.study)}.pdf",
            lambda path, progress: lazy_imports.write_answer(path, question, record, measures, progress),
        )

    def keep(self, title: str, question: AnyQuestion) -> None:
        """Ask to which saved report this question shall be added."""
        name = file_name(title, question, self._session.study)
        dialog = KeepReportDialog(
            self._session, name, question, formats_of(question), self._messages.window()
        )
        dialog.accepted.connect(
            lambda: self._messages.inform(f"{dialog.happened}.", undo_offer(self._session))
        )
        dialog.open()

    def saved_report(self, name: str) -> None:
        """Ask for a folder and write all files of a saved report into it."""
        self._files.folder(
            "Run the report into a folder",
            lambda folder: self._runs.run(name, folder, self.progress),
            "Run",
            of="reports",
            whose=self._runs.identity(name),
        )

    def last_written(self, name: str) -> int | None:
        """The step at which a saved report was last written here."""
        return self._runs.last_written(name)

    def report_document(self, name: str, parts: Sequence[str], since: int | None = None) -> None:
        """Ask for a file and write parts of a saved report to it, with what has changed ``since`` a step."""
        title = "Save as one document"
        self._files.new(
            title,
            _DOCUMENT,
            f"{name}.docx",
            lambda path: self._runs.document(name, parts, path, self.progress, since),
            "Export",
            of=title,
            over=True,
        )

    def _ask(
        self,
        title: str,
        kinds: str,
        name: str,
        write: Callable[[Path, Progress], object],
        question: AnyQuestion | None = None,
    ) -> None:
        """Ask for a file, where the last answer to such a question or the last file of this title is."""
        of = title if question is None else word_of(question)
        self._files.new(title, kinds, name, lambda path: self.write(path, write), "Export", of=of)

    def write(
        self,
        path: Path,
        write: Callable[[Path, Progress], object],
        told: Callable[[], object] | None = None,
        failed: Callable[[str], object] | None = None,
    ) -> None:
        """Write a file in the background; Word documents look like the template that is set.

        What became of it is said in the window, with words that ``write`` returns, unless ``told`` or
        ``failed`` are to hear of it.
        """
        template = self._preferences.word_template

        def work(progress: Progress) -> str:
            try:
                with lazy_documents.looking_like(template, path), csv_as_usual_here():
                    done = write(path, progress)
            except OSError as error:
                raise QualcodeError(in_words(f"{path.name} could not be written", error)) from error
            return done if isinstance(done, str) else ""

        def tell(more: str) -> None:
            if told is None:
                self._say_written(path, more)
            else:
                told()

        self.progress.follow(self._background.run(work, tell, failed), path)

    def _say_written(self, path: Path, more: str) -> None:
        self.written = path
        tell_saved(self._messages, path, more)
