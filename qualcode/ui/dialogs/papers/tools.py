"""The register of other tools that were used in the study: a list, and fields for one of them."""

from pathlib import Path
from typing import Final
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from qualcode.model.change import ChangeSet
from qualcode.model.papers import ToolUse
from qualcode.model.results.tool_register import CODED_HERE, NO_AI, tools_in_order
from qualcode.operations.papers.tool_register import ToolWords, delete_tool, edit_tool, record_tool
from qualcode.ui.dialogs.list_export import ListExport
from qualcode.ui.look.theme import SPACING, mute
from qualcode.ui.painted.buttons import PrimaryButton
from qualcode.ui.painted.field import LineField
from qualcode.ui.session import lazy_imports
from qualcode.ui.session.background import Background
from qualcode.ui.session.session import Session
from qualcode.ui.widgets.asking import FileChooser
from qualcode.ui.widgets.empty_words import EmptyWords
from qualcode.ui.widgets.on_screen import opening_size
from qualcode.ui.widgets.refusals import tell_refusals
from qualcode.ui.widgets.scrolled import Scrolled
from qualcode.ui.widgets.withheld import withhold

_ID: Final = Qt.ItemDataRole.UserRole + 1
_FIELDS: Final = (
    ("tool", "Tool", "such as a chatbot, a transcription service or a statistics program"),
    ("version", "Version", "version or model"),
    ("purpose", "What for", "drafting the guide, transcribing, translating"),
    ("used", "When", "March to May 2026"),
    ("who", "By", "who used it"),
)


class ToolsDialog(QDialog):
    """What is saved is a step of its own each time."""

    def __init__(
        self, session: Session, where: tuple[FileChooser, Background], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._tool_id: UUID | None = None
        self.setWindowTitle("Other tools used")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(opening_size(parent, 600, 500))
        self.list = QListWidget()
        self.list.setAccessibleName("Tools")
        self.list.setMinimumHeight(64)
        EmptyWords("No tool has been recorded yet.", self.list)
        self.list.currentItemChanged.connect(lambda _item: self._on_chosen())
        self.fields: dict[str, LineField] = {}
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        for name, label, example in _FIELDS:
            field = self.fields[name] = LineField()
            field.setAccessibleName(label)
            field.setPlaceholderText(example)
            form.addRow(label, field)
        # Its place is kept, so that nothing moves when it is said why something was not saved.
        self.words = QLabel("\n")
        self.words.setWordWrap(True)
        self.save = PrimaryButton("Record")
        self.save.setDefault(True)
        self.save.clicked.connect(self._save)
        self.new, self.delete = QPushButton("New entry"), QPushButton("Delete")
        self.export = ListExport("Other tools", where, self._write, self.words.setText)
        self.new.clicked.connect(self._begin)
        self.delete.clicked.connect(self._delete)
        close = QPushButton("Close")
        close.clicked.connect(self.accept)
        for button in (self.new, self.delete, close):
            button.setAutoDefault(False)
        self._lay_out(form, close)
        session.changed.connect(self._list)
        tell_refusals(session, self, self.words.setText)
        self._list()
        self._begin()

    def _lay_out(self, form: QFormLayout, close: QPushButton) -> None:
        hint = QLabel(
            f"{NO_AI} {CODED_HERE} Record here what else was used; it is printed in the methods appendix."
        )
        hint.setWordWrap(True)
        mute(hint)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACING)
        column.addWidget(hint)
        column.addWidget(self.list, 1)
        column.addLayout(form)
        column.addWidget(self.words)
        row = QHBoxLayout()
        row.addWidget(self.new)
        row.addWidget(self.delete)
        row.addWidget(self.export)
        row.addWidget(self.export.open)
        row.addStretch()
        row.addWidget(close)
        row.addWidget(self.save)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(2 * SPACING, 2 * SPACING, 2 * SPACING, 2 * SPACING)
        outer.addWidget(Scrolled(inside), 1)
        outer.addLayout(row)

    def _write(self, path: Path) -> None:
        lazy_imports.write_team_list(path, self._session.study, "Other tools")

    def _list(self) -> None:
        """List what is recorded, and stay at the tool that is shown."""
        self.list.blockSignals(True)
        self.list.clear()
        for row in tools_in_order(self._session.study):
            name = f"{row.tool} {row.version}".strip()
            item = QListWidgetItem(f"{name}: {row.purpose}", self.list)
            item.setData(_ID, row.id)
            if row.id == self._tool_id:
                self.list.setCurrentItem(item)
        self.list.blockSignals(False)
        if self._tool_id not in self._session.study.rows(ToolUse):
            self._tool_id = None
        self._show_buttons()

    def _on_chosen(self) -> None:
        if self.list.currentRow() < 0:
            return
        row = self._session.study.rows(ToolUse).get(self.list.currentItem().data(_ID))
        if row is not None:
            self._tool_id = row.id
            for name, field in self.fields.items():
                field.setText(getattr(row, name))
            self.words.setText("\n")
            self._show_buttons()

    def _begin(self) -> None:
        self._tool_id = None
        self.list.blockSignals(True)
        self.list.setCurrentRow(-1)
        self.list.blockSignals(False)
        for field in self.fields.values():
            field.clear()
        self.words.setText("\n")
        self._show_buttons()
        self.fields["tool"].setFocus()

    def _show_buttons(self) -> None:
        known = self._tool_id is not None
        self.save.setText("Save changes" if known else "Record")
        self.save.setEnabled(True)
        self.delete.setEnabled(known)
        withhold(self._session.why_not_all, self.save, self.delete)

    def _save(self) -> None:
        said = ToolWords(**{name: field.text() for name, field in self.fields.items()})
        study, author, tool_id = self._session.study, self._session.coder_name, self._tool_id

        def change() -> ChangeSet:
            if tool_id is None:
                return record_tool(study, said, author)
            return edit_tool(study, tool_id, said, author)

        if self._session.keep(change):
            self._begin()

    def _delete(self) -> None:
        tool_id = self._tool_id
        if tool_id is not None and self._session.keep(lambda: delete_tool(self._session.study, tool_id)):
            self._begin()
