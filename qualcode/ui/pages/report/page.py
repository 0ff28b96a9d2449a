"""The Report page: a list of reports, a line of words with the choices of one, its preview, one export."""

from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QListWidget,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from qualcode.model.change import Touched
from qualcode.model.questions.kinds import AnyReport
from qualcode.model.questions.reports import FrameworkQuestion, SegmentsQuestion
from qualcode.model.step import Step
from qualcode.ui.look.theme import SPACING, heading_font, mute
from qualcode.ui.pages.report.choice import (
    ABOUT,
    ReportKind,
    missing,
    recalled,
    remembered,
    with_what_has_gone,
)
from qualcode.ui.pages.report.framework import FrameworkView
from qualcode.ui.pages.report.line import ReportLine
from qualcode.ui.pages.report.preview import ReportPreview
from qualcode.ui.pages.report.saved_reports import SavedReports
from qualcode.ui.pages.workplace import Workplace
from qualcode.ui.widgets.folding import LOW, Folding
from qualcode.ui.widgets.head_line import HeadLine, page_title
from qualcode.ui.widgets.plain_label import plain_label
from qualcode.ui.widgets.roomy_rows import RoomyRows
from qualcode.ui.widgets.side_by_side import side_by_side
from qualcode.ui.widgets.theme_icon import ThemeIcon

SAVED: Final = "Saved reports"
_LAST: Final = "last"


class ReportPage(QWidget):
    """What was chosen for each report is remembered, between runs too."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        session, background, exports, preferences, *_ = workplace
        self._session = session
        self._exports = exports
        self._preferences = preferences
        self._stale = True
        self._kept: dict[str, Any] = preferences.report_choices()
        self.list = QListWidget()
        self.list.setAccessibleName("Reports")
        # Large letters need two lines for the longer names.
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setItemDelegate(RoomyRows(self.list, 0, 6))
        self.list.addItems([*(kind.value for kind in ReportKind), SAVED])
        self.line = ReportLine(session)
        self.line.changed.connect(self._on_choice)
        self.folding = Folding(self.line, "what the report holds")
        self.preview = ReportPreview(workplace)
        self.framework = FrameworkView(session, background)
        self.saved = SavedReports(session, background, exports)
        self.body = QStackedWidget()
        for part in (self.preview, self.framework, self.saved):
            self.body.addWidget(part)
        self._title, self._about = page_title(), plain_label()
        mute(self._about)
        self._about.setWordWrap(True)
        self.keep = QPushButton("Add to a saved report…")
        self.keep.setToolTip("Save this report with its settings, to be run again")
        self.keep.clicked.connect(self._keep)
        self.export = QPushButton("Export…")
        ThemeIcon(self.export, "export")
        self.export.setToolTip("Write this report; the format is chosen with the file")
        self.export.clicked.connect(lambda: self._exports.report(self.line.kind.value, self.line.question))
        self._lay_out()
        last = self._kept.get(_LAST)
        names = [self.list.item(place).text() for place in range(self.list.count())]
        self.list.setCurrentRow(names.index(last) if last in names else 0)
        self.list.currentRowChanged.connect(lambda _row: self._show_report())
        session.changed.connect(self._on_changed)

    def _lay_out(self) -> None:
        heading = plain_label("Reports")
        heading.setFont(heading_font(self.font(), 1.05))
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(SPACING, SPACING + 2, SPACING, SPACING)
        column.addWidget(heading)
        column.addWidget(self.list)
        left.setMinimumWidth(170)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(2 * SPACING, SPACING + 2, SPACING, 0)
        column.setSpacing(SPACING)
        column.addWidget(HeadLine(self._title, self.keep, self.export))
        column.addWidget(self._about)
        column.addWidget(self.folding)
        column.addWidget(self.body, 1)
        side_by_side(self, left, right, (215, 900), grows=1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a low page the report comes first: what is chosen for it is shown on request."""
        self.folding.be_short(self.height() < LOW)
        self._show_about()
        super().resizeEvent(event)

    def _show_about(self) -> None:
        """What the report is, above the choices or beside the button that shows them."""
        self._about.setVisible(self.kind is not None and not self.folding.short)
        self.folding.setVisible(self.kind is not None)
        self.folding.say(self._about.text())

    # -- what is shown --------------------------------------------------------------------------

    @property
    def kind(self) -> ReportKind | None:
        """The report that is chosen; None for the saved ones."""
        kinds = list(ReportKind)
        row = max(0, self.list.currentRow())
        return kinds[row] if row < len(kinds) else None

    def choose(self, kind: ReportKind | None) -> None:
        """Choose a report of the list; None: the saved ones."""
        self.list.setCurrentRow(len(ReportKind) if kind is None else list(ReportKind).index(kind))

    def show_question(self, kind: ReportKind, question: AnyReport) -> None:
        """Choose a report with what it is to be asked."""
        self._kept[kind.name] = remembered(question)
        if self.kind is kind:
            self._show_report()
        else:
            self.choose(kind)

    def appear(self) -> None:
        """The page is shown: make the preview if something has changed since."""
        if self._stale:
            self._show_report()
        if self.kind is ReportKind.FRAMEWORK:
            self.framework.start()
        else:
            self.list.setFocus()

    def _show_report(self) -> None:
        kind = self.kind
        self.preview.stop()
        self._title.setText(SAVED if kind is None else kind.value)
        self._about.setText("" if kind is None else ABOUT[kind])
        self._show_about()
        for part in (self.keep, self.export):
            part.setVisible(kind is not None)
        self._remember()
        if kind is None:
            self.body.setCurrentWidget(self.saved)
            self._stale = False
            return
        self.line.show_question(kind, recalled(kind, self._kept.get(kind.name)))
        self._show_body()

    def _show_body(self) -> None:
        kind, question = self.line.kind, self.line.question
        self._stale = False
        ready = not missing(kind, self._session.study)
        self.export.setEnabled(ready)
        self.keep.setEnabled(ready)
        if isinstance(question, FrameworkQuestion) and ready:
            self.body.setCurrentWidget(self.framework)
            self.framework.show_question(question)
        else:
            self.body.setCurrentWidget(self.preview)
            self.preview.show_question(kind, question)

    def _on_choice(self) -> None:
        kind, study = self.line.kind, self._session.study
        wanted = recalled(kind, self._kept.get(kind.name))
        self._kept[kind.name] = remembered(with_what_has_gone(self.line.question, wanted, study))
        self._remember()
        self._show_body()

    def _remember(self) -> None:
        self._kept[_LAST] = SAVED if self.kind is None else self.kind.value
        self._preferences.save_report_choices(self._kept)

    def _on_changed(self, _step: Step, _touched: Touched) -> None:
        self._stale = True
        if self.isVisible():
            self._refresh()

    def _refresh(self) -> None:
        kind = self.kind
        if kind is not None:
            before = self.line.question
            # What has gone is left out of what was chosen, and comes back with an undo.
            self.line.show_question(kind, recalled(kind, self._kept.get(kind.name)))
            # The framework follows by itself, unless it is asked for something else now.
            shown = self.body.currentWidget() is self.framework and not missing(kind, self._session.study)
            if kind is ReportKind.FRAMEWORK and shown and self.line.question == before:
                self._stale = False
            else:
                self._show_body()

    def refresh_theme(self) -> None:
        """Paint the preview in the colours of the other theme."""
        self._stale = True
        self.framework.panel.refresh_theme()
        if self.isVisible():
            self._show_report()

    @property
    def printable(self) -> tuple[str, AnyReport] | None:
        """The title and the question of the report that is shown; None where there is none."""
        if self.kind is None or not self.export.isEnabled():
            return None
        return self.line.kind.value, self.line.question

    @property
    def prints_memos(self) -> bool:
        """Whether coded segments by code are given with memos here; what else writes them follows."""
        kind = ReportKind.BY_CODE
        question = recalled(kind, self._kept.get(kind.name))
        return isinstance(question, SegmentsQuestion) and question.memos

    def _keep(self) -> None:
        self._exports.keep(self.line.kind.value, self.line.question)
