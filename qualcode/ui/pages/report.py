"""The Report page: choose a report at the left, see it at the right as it will be, export it."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple

from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPushButton,
    QSplitter,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from qualcode.model.change import Touched
from qualcode.model.progress import Progress
from qualcode.model.step import Step
from qualcode.ui import on_demand
from qualcode.ui.background import Background, Task
from qualcode.ui.exports import Exports
from qualcode.ui.icons import icon
from qualcode.ui.session import Session
from qualcode.ui.theme import SPACING, colours_now, heading_font

_PREVIEW_LETTERS: Final = 400_000


class _Report(NamedTuple):
    title: str
    about: str
    write: Callable[..., object]
    export: Callable[[], object]


class ReportPage(QWidget):
    """The preview is the HTML that an export would write; it is made in the background."""

    def __init__(
        self, session: Session, background: Background, exports: Exports, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._background = background
        self._task: Task | None = None
        self._stale = True
        self._reports = (
            _Report(
                "Codebook report",
                "Every code with its definition, its use and the codes that go with it",
                on_demand.write_codebook_report,
                exports.codebook_report,
            ),
            _Report(
                "Coded segments",
                "Every coded passage by code, with who said it and where",
                on_demand.write_segments,
                exports.codings,
            ),
        )
        self.list = QListWidget()
        self.list.setAccessibleName("Reports")
        for report in self._reports:
            self.list.addItem(report.title)
        self.list.currentRowChanged.connect(lambda _row: self._preview())
        self.preview = QTextBrowser()
        self.preview.setAccessibleName("Preview")
        self.preview.setOpenLinks(False)
        self.preview.anchorClicked.connect(lambda url: self.preview.scrollToAnchor(url.fragment()))
        self._title, self._about = QLabel(), QLabel()
        self._title.setFont(heading_font(self.font(), 1.15))
        self._about.setProperty("muted", True)
        self.export = QPushButton(icon("export"), "Export…")
        self.export.setToolTip("Write this report for Word, as a web page, spreadsheet or CSV")
        self.export.clicked.connect(self._export)
        self._lay_out()
        session.changed.connect(self._on_changed)

    def _lay_out(self) -> None:
        heading = QLabel("Reports")
        heading.setFont(heading_font(self.font(), 1.05))
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(SPACING, SPACING + 2, SPACING, SPACING)
        column.addWidget(heading)
        column.addWidget(self.list)
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addWidget(self._about, 1)
        head.addWidget(self.export)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(2 * SPACING, SPACING, SPACING, 0)
        column.addLayout(head)
        column.addWidget(self.preview, 1)
        splitter = QSplitter()
        splitter.setHandleWidth(1)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(left)
        splitter.addWidget(right)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([220, 900])
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(splitter)

    @property
    def _chosen(self) -> _Report:
        return self._reports[max(0, self.list.currentRow())]

    def _export(self) -> None:
        self._chosen.export()

    def appear(self) -> None:
        """The page is shown: make the preview if something has changed since."""
        if self.list.currentRow() < 0:
            self.list.setCurrentRow(0)
        elif self._stale:
            self._preview()
        self.list.setFocus()

    def _on_changed(self, _step: Step, _touched: Touched) -> None:
        self._stale = True
        if self.isVisible():
            self._preview()

    def refresh_theme(self) -> None:
        self._stale = True
        if self.isVisible():
            self._preview()

    def _preview(self) -> None:
        if self._task is not None:
            self._task.cancel()
        self._stale = False
        report = self._chosen
        self._title.setText(report.title)
        self._about.setText(report.about)
        study, measures = self._session.study, self._session.measures

        def work(progress: Progress) -> str:
            with TemporaryDirectory(prefix="qualcode-") as folder:
                path = Path(folder) / "preview.html"
                report.write(path, study, measures, progress)
                return path.read_text("utf-8")

        self.preview.setPlainText("The report is being made…")
        self._task = self._background.run(work, self._show)

    def _show(self, html: str) -> None:
        self._task = None
        colours = colours_now()
        self.preview.document().setDefaultStyleSheet(
            f"body {{ color: {colours.text}; }} a {{ color: {colours.link}; }}"
        )
        if len(html) > _PREVIEW_LETTERS:
            cut = html.rfind("<h", 0, _PREVIEW_LETTERS)
            html = html[:cut] + "<p><b>The preview ends here; the export holds everything.</b></p>"
        self.preview.setHtml(html)
        self.preview.document().setDocumentMargin(3 * SPACING)
