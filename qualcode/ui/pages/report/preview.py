"""The preview of a report: made in the background, no longer than the window can show at once."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QFontMetricsF, QTextLength, QTextOption, QTextTable
from PySide6.QtWidgets import QTextBrowser, QWidget

from qualcode.model.machine.progress import Progress
from qualcode.model.questions.kinds import AnyReport
from qualcode.ui.commands.spoken_keys import with_keys
from qualcode.ui.look.theme import SPACING, colours_now, heading_font
from qualcode.ui.pages.report.choice import ReportKind, missing
from qualcode.ui.pages.workplace import Workplace
from qualcode.ui.paper.report_html import as_qt_knows_it, style_sheet
from qualcode.ui.session import lazy_imports
from qualcode.ui.session.latest import Latest

if TYPE_CHECKING:
    from qualcode.project.reports.previewing import PreviewPage

_PAUSE: Final = 150
"""Milliseconds without a further change after which a preview is made."""

_BESIDE: Final = 10
"""Pixels beside the words of a cell."""

_ENDS: Final = "The preview ends here; the export holds everything."


_BROKEN: Final = (
    "Something went wrong that should not have, so the preview is missing; what is saved is safe. "
    "The message of the window says where the details are."
)


class ReportPreview(QTextBrowser):
    """Shows the page that an export would write. ``made`` tells that it stands."""

    made = Signal()

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._preferences = workplace.session, workplace.preferences
        self._latest = Latest(workplace.background)
        self._asked: tuple[ReportKind, AnyReport] | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._make)
        self.setAccessibleName("Preview")
        self.setOpenLinks(False)
        # Narrow columns would be broken within a date or a word else; what is wider scrolls.
        self.setWordWrapMode(QTextOption.WrapMode.WordWrap)
        self.anchorClicked.connect(lambda url: self.scrollToAnchor(url.fragment()))

    @property
    def busy(self) -> bool:
        """Whether a preview is about to be made, or being made."""
        return self._pause.isActive() or self._latest.under_way

    def show_question(self, kind: ReportKind, question: AnyReport) -> None:
        """Make the preview of a report, soon: once after several changes in a row."""
        self.stop()
        other = self._asked is None or self._asked[0] is not kind
        self._asked = (kind, question)
        nothing = with_keys(missing(kind, self._session.study), self._preferences)
        if nothing:
            self.setPlainText(nothing)
            return
        if other:
            self.setPlainText("The report is being made…")
        self._pause.start()

    def stop(self) -> None:
        """Make no preview any more."""
        self._pause.stop()
        self._latest.stop()

    def _make(self) -> None:
        if self._asked is None:
            return
        question = self._asked[1]
        record, measures = self._session.project.record(), self._session.measures

        def work(progress: Progress) -> "PreviewPage":
            return lazy_imports.preview(question, record, measures, progress)

        self._latest.ask(work, self._show, self._refuse, lambda: self._refuse(_BROKEN))

    def _show(self, found: "PreviewPage") -> None:
        colours = colours_now()
        place = self.verticalScrollBar().value()
        self.document().setDefaultStyleSheet(
            style_sheet(colours.text, colours.link, colours.muted, colours.alternate)
        )
        end = "" if found.whole else f"<p><b>{_ENDS}</b></p>"
        self.setHtml(as_qt_knows_it(found.html) + end)
        self.document().setDocumentMargin(3 * SPACING)
        self._fit_tables()
        # A change far away must not throw the reader back to the beginning.
        self.verticalScrollBar().setValue(place)
        self.made.emit()

    def _fit_tables(self) -> None:
        """Let tables share out their width anew where the shares that paper has leave words no room.

        Qt keeps to a share even where other columns need more than theirs: then all of it scrolls, or words
        of a head touch those of the next.
        """
        layout = self.document().documentLayout()
        room = self.viewport().width() - 2 * self.document().documentMargin()
        tables = [
            frame for frame in self.document().rootFrame().childFrames() if isinstance(frame, QTextTable)
        ]
        tight = [
            table
            for table in tables
            if layout.frameBoundingRect(table).width() > room or self._cuts_its_head(table, room)
        ]
        for table in tight:
            look = table.format().toTableFormat()
            look.setColumnWidthConstraints([QTextLength()] * table.columns())
            # As wide as there is room, less what rounding may add.
            look.setWidth(QTextLength(QTextLength.Type.PercentageLength, 99))
            table.setFormat(look)

    def _cuts_its_head(self, table: QTextTable, room: float) -> bool:
        shares = table.format().toTableFormat().columnWidthConstraints()
        metrics = QFontMetricsF(heading_font(self.font()))
        for column, share in enumerate(shares):
            words = table.cellAt(0, column).firstCursorPosition().block().text().split()
            widest = max(map(metrics.horizontalAdvance, words), default=0)
            if share.type() is QTextLength.Type.PercentageLength and share.value(room) < widest + _BESIDE:
                return True
        return False

    def _refuse(self, sentence: str) -> None:
        self.setPlainText(sentence)
        self.made.emit()
