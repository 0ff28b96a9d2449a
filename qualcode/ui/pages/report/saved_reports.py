"""The saved reports of a project with their files: to be run, renamed, thinned out and deleted."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from qualcode.model.change import ChangeSet, Touched
from qualcode.model.entities import (
    Attribute,
    Code,
    Coder,
    CodeSet,
    Folder,
    Participant,
    Report,
    SavedQuery,
    Transcript,
)
from qualcode.model.errors import QualcodeError
from qualcode.model.front import page_of
from qualcode.model.questions.first_page import FirstPageParts
from qualcode.model.step import Step
from qualcode.model.study import Study
from qualcode.model.team import Round
from qualcode.model.words.in_words import counted
from qualcode.operations.reports import delete_report, rename_report
from qualcode.ui.dialogs.choose_in_order import ChooseInOrderDialog
from qualcode.ui.dialogs.exports import Exports
from qualcode.ui.dialogs.first_page import FirstPageDialog
from qualcode.ui.dialogs.report_changes import ReportChangesDialog
from qualcode.ui.look.theme import SPACING, mute
from qualcode.ui.session import lazy_documents, lazy_imports
from qualcode.ui.session.background import Background
from qualcode.ui.session.session import Session
from qualcode.ui.widgets.asking import ask_new_name
from qualcode.ui.widgets.flow_layout import FlowLayout
from qualcode.ui.widgets.row_arrows import ArrowTree

_HINT = (
    "A saved report keeps files with their settings under a name. Saved as one document, they are its "
    "chapters, in your order; run, they are saved to a folder, with their checksums in manifest.json. If "
    "nothing has changed in the project, all come out exactly the same, so that others can check results."
)
_EMPTY = (
    "No report is saved yet. Choose a report at the left and press “Add to a saved report…”; several can be "
    "saved as one document."
)

_NAMED = frozenset(
    (Report, Code, CodeSet, Coder, Transcript, Folder, Participant, Attribute, SavedQuery, Round)
)
"""Reports, and what they call by its name."""


class SavedReports(QWidget):
    """A tree of reports and files, and what can be done with the chosen one."""

    def __init__(
        self, session: Session, background: Background, exports: Exports, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._background = background
        self._exports = exports
        hint = QLabel(_HINT)
        hint.setWordWrap(True)
        mute(hint)
        self.tree = ArrowTree()
        self.tree.setAccessibleName("Saved reports")
        self.tree.setHeaderLabels(["Report and files", "What they hold"])
        self.tree.setWordWrap(True)
        self.tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        self.tree.currentItemChanged.connect(lambda _item, _before: self._enable())
        self.empty = QLabel(_EMPTY)
        self.empty.setWordWrap(True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.run = self._button("Run and save to a folder…", "Write all files of the report", self._run)
        self.as_one = self._button(
            "Save as one document…", "Word, HTML or PDF, with the files as chapters", self._as_one
        )
        self.changes = self._button(
            "What has changed…", "What the report says differently since a day or a step", self._changes
        )
        self.first_page = self._button(
            "First page…", "Title, authors and note of the one document", self._ask_first_page
        )
        self.rename = self._button("Rename…", "Give the report another name", self._rename)
        self.take_out = self._button("Remove the file", "Keep the report without this file", self._take_out)
        self.delete = self._button("Delete", "Delete the report (can be undone)", self._delete)
        buttons = QWidget()
        row = FlowLayout(buttons)
        for button in (
            self.run,
            self.as_one,
            self.first_page,
            self.changes,
            self.rename,
            self.take_out,
            self.delete,
        ):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, SPACING)
        column.setSpacing(SPACING)
        for part in (hint, self.tree, self.empty):
            column.addWidget(part, 0 if part is hint else 1)
        column.addWidget(buttons)
        session.changed.connect(self._on_changed)
        self.refresh()

    def _button(self, text: str, tip: str, act: Callable[[Report], object]) -> QPushButton:
        button = QPushButton(text)
        button.setToolTip(tip)
        button.clicked.connect(lambda: self._with_report(act))
        return button

    @property
    def chosen(self) -> Report | None:
        """The report that is chosen, or to which the chosen file belongs."""
        item = self.tree.currentItem()
        if item is None:
            return None
        top = item.parent() or item
        return self._reports.get(top.text(0))

    @property
    def file(self) -> str:
        """The file that is chosen; empty where it is a report."""
        item = self.tree.currentItem()
        return "" if item is None or item.parent() is None else item.text(0)

    def refresh(self) -> None:
        """Show the reports as they are now."""
        chosen = self.chosen.name if self.tree.topLevelItemCount() and self.chosen else ""
        self._reports = {row.name: row for row in self._session.study.reports_in_order}
        # A button that is disabled for a moment in between would lose the keyboard.
        self.tree.blockSignals(True)
        self.tree.clear()
        for report in self._reports.values():
            top = QTreeWidgetItem(self.tree, [report.name])
            try:
                files = lazy_imports.files_of_report(self._session.project.record(), report)
            except QualcodeError as error:
                top.setText(1, str(error))
                continue
            top.setText(1, f"{counted(len(files), 'file')}")
            for file, rules in files:
                below = QTreeWidgetItem(top, [file, rules])
                below.setToolTip(0, file)
                below.setToolTip(1, rules)
            top.setExpanded(True)
        found = self.tree.findItems(chosen, Qt.MatchFlag.MatchExactly) if chosen else []
        item: QTreeWidgetItem | None = found[0] if found else self.tree.topLevelItem(0)
        if item is not None:
            self.tree.setCurrentItem(item)
        self.tree.blockSignals(False)
        self.tree.setVisible(bool(self._reports))
        self.empty.setVisible(not self._reports)
        self._enable()

    def _enable(self) -> None:
        for button in (self.run, self.as_one, self.first_page, self.changes, self.rename, self.delete):
            button.setEnabled(self.chosen is not None)
        self.take_out.setEnabled(bool(self.file))

    def _on_changed(self, _step: Step, touched: Touched) -> None:
        if not _NAMED.isdisjoint(touched.kinds):
            self.refresh()

    def _with_report(self, act: Callable[[Report], object]) -> None:
        report = self.chosen
        if report is not None:
            act(report)

    def _run(self, report: Report) -> None:
        self._exports.saved_report(report.name)

    def _changes(self, report: Report) -> None:
        ReportChangesDialog(
            self._session,
            self._background,
            report.name,
            lambda step: self._as_one(report, step),
            self.window(),
            last=self._exports.last_written(report.name),
        ).open()

    def _as_one(self, report: Report, since: int | None = None) -> None:
        """Choose the parts and their order, keep them as a step, and write the document."""
        try:
            files = lazy_imports.files_of_report(self._session.project.record(), report)
            parts = lazy_documents.parts_of_report(self._session.study, report.name)
        except QualcodeError as error:
            self._session.refused.emit(str(error))
            return
        ChooseInOrderDialog(
            "Parts of the document",
            "Each part becomes a chapter, in this order. What first pages say is in "
            "Project settings; what this one says instead, behind “First page…”.",
            [(file, _part_in_words(file, rules)) for file, rules in files],
            parts,
            lambda chosen: self._write_as_one(report, chosen, since),
            self,
            least=1,
        ).open()

    def _write_as_one(self, report: Report, parts: tuple[str, ...], since: int | None) -> None:
        """Whatever others made of the report while its parts were chosen: renamed it, or deleted it."""

        def keep(study: Study, name: str) -> ChangeSet:
            return lazy_documents.keep_parts(study, name, parts)

        if self._keep(report, keep):
            self._exports.report_document(self._name_now(report), parts, since)

    def _name_now(self, report: Report) -> str:
        """What a report is called now; where it is gone, what it was called."""
        return self._session.study.rows(Report).get(report.id, report).name

    def _keep(self, report: Report, change: Callable[[Study, str], ChangeSet]) -> bool:
        """Make a step about a report as it is now; whether all is as was meant. What is refused is said."""
        return self._session.keep(lambda: change(self._session.study, self._name_now(report)))

    def _ask_first_page(self, report: Report) -> None:
        """What the one document says on its first page is kept in the report, as a step."""
        study = self._session.study
        try:
            page = lazy_documents.first_page_of_document(study, report.name)
        except QualcodeError as error:
            self._session.refused.emit(str(error))
            return

        def take(said: FirstPageParts) -> None:
            self._keep(report, lambda study, name: lazy_documents.keep_first_page(study, name, said))

        FirstPageDialog(page, page_of(study.info), take, self, own_title=report.name).open()

    def _rename(self, report: Report) -> None:
        study = self._session
        ask_new_name(
            self,
            "Rename the report",
            "Name of the report",
            lambda: row.name if (row := study.study.rows(Report).get(report.id)) else None,
            lambda name: study.do(lambda: rename_report(study.study, report.id, name)),
        )

    def _take_out(self, report: Report) -> None:
        file = self.file
        self._session.do(lambda: lazy_imports.take_out_of_report(self._session.study, report.name, file))

    def _delete(self, report: Report) -> None:
        self._session.do(lambda: delete_report(self._session.study, report.id))


def _part_in_words(file: str, rules: str) -> str:
    """What a chapter is, before the file in which it is also written."""
    return f"{rules} ({file})"
