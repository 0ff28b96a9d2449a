"""Versions of the codebook: the present one gets a name, and two are compared."""

from html import escape
from pathlib import Path
from typing import Final
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from qualcode.analysis.papers.codebook_differences import codebook_differences
from qualcode.model.change import ChangeSet
from qualcode.model.codes.codebook_version import CodeDifference, VersionedCode, codes_in, codes_of_version
from qualcode.model.codes.named_versions import version_today, versions_in_order
from qualcode.model.papers import CodebookVersion
from qualcode.model.words.in_words import counted
from qualcode.model.words.moments import BY_CLOCK, day_here
from qualcode.operations.papers.codebook_versions import delete_version, edit_version, name_version
from qualcode.ui.dialogs.list_export import ListExport
from qualcode.ui.look.theme import SPACING, mute
from qualcode.ui.painted.buttons import PrimaryButton
from qualcode.ui.painted.field import LineField
from qualcode.ui.painted.splitter import LineSplitter
from qualcode.ui.session import lazy_imports
from qualcode.ui.session.background import Background
from qualcode.ui.session.session import Session
from qualcode.ui.widgets.asking import FileChooser
from qualcode.ui.widgets.empty_words import EmptyWords
from qualcode.ui.widgets.on_screen import opening_size
from qualcode.ui.widgets.refusals import tell_refusals
from qualcode.ui.widgets.withheld import withhold
from qualcode.ui.widgets.word_box import WordBox

_ID: Final = Qt.ItemDataRole.UserRole + 1
_HINT: Final = "A name keeps the codebook as it is now: every code with its definition, use and examples."


class VersionsDialog(QDialog):
    """What is done to versions is a step of its own each time."""

    def __init__(
        self, session: Session, where: tuple[FileChooser, Background], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._version_id: UUID | None = None
        self.setWindowTitle("Versions of the codebook")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(opening_size(parent, 820, 560))
        self.name, self.note = LineField(), LineField()
        self.name.setAccessibleName("Name of the version")
        self.name.setPlaceholderText("Name, such as “After the pilot”")
        self.note.setAccessibleName("Note about the version")
        self.note.setPlaceholderText("Note")
        self.save = PrimaryButton("Name this version")
        self.save.setDefault(True)
        self.save.clicked.connect(self._save)
        self.list = QListWidget()
        self.list.setAccessibleName("Named versions")
        self.list.setWordWrap(True)
        self.list.setToolTip(BY_CLOCK)
        EmptyWords("No version has been named yet.", self.list)
        self.list.currentItemChanged.connect(lambda _item: self._on_chosen())
        self.other = WordBox()
        self.other.setAccessibleName("Compared with")
        self.other.activated.connect(lambda _place: self._compare())
        self.read = QTextBrowser()
        self.read.setAccessibleName("Differences")
        self.words = QLabel()
        self.words.setWordWrap(True)
        mute(self.words)
        self.new, self.delete = QPushButton("New version"), QPushButton("Delete")
        self.export = ListExport("Versions of the codebook", where, self._write, self.words.setText)
        self.new.clicked.connect(self.begin)
        self.delete.clicked.connect(self._delete)
        self._lay_out()
        session.changed.connect(self._list)
        tell_refusals(session, self, self.words.setText)
        self._list()
        self.begin()

    def _lay_out(self) -> None:
        hint = QLabel(_HINT)
        hint.setWordWrap(True)
        mute(hint)
        top = QHBoxLayout()
        top.addWidget(self.name, 2)
        top.addWidget(self.note, 3)
        top.addWidget(self.save)
        right = QWidget()
        beside = QVBoxLayout(right)
        beside.setContentsMargins(SPACING, 0, 0, 0)
        beside.addWidget(self.other)
        beside.addWidget(self.read, 1)
        splitter = LineSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(self.list)
        splitter.addWidget(right)
        splitter.setSizes([self.width() // 3, self.width() * 2 // 3])
        close = QPushButton("Close")
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addWidget(self.new)
        row.addWidget(self.delete)
        row.addWidget(self.export)
        row.addWidget(self.export.open)
        row.addWidget(self.words, 1)
        row.addWidget(close)
        for button in (self.new, self.delete, close):
            button.setAutoDefault(False)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(2 * SPACING, 2 * SPACING, 2 * SPACING, 2 * SPACING)
        outer.setSpacing(SPACING)
        outer.addWidget(hint)
        outer.addLayout(top)
        outer.addWidget(splitter, 1)
        outer.addLayout(row)

    def _write(self, path: Path) -> None:
        lazy_imports.write_team_list(path, self._session.study, "Versions of the codebook")

    def _list(self) -> None:
        """List the versions, latest first, and stay at the one that is shown."""
        study = self._session.study
        rows, today = versions_in_order(study), version_today(study)
        self.list.blockSignals(True)
        self.list.clear()
        for row in reversed(rows):
            now = " (as it is now)" if row == today else ""
            day = day_here(row.named_at)
            item = QListWidgetItem(f"{row.name}{now}\n{day}, {row.author}", self.list)
            item.setData(_ID, row.id)
            if row.id == self._version_id:
                self.list.setCurrentItem(item)
        self.list.blockSignals(False)
        if self._version_id not in study.rows(CodebookVersion):
            self._version_id = None
        others = [(row.id, f"Compared with “{row.name}”") for row in reversed(rows)]
        self.other.offer([(None, "Compared with the codebook as it is now"), *others], self.other.chosen)
        self._show_buttons()
        self._compare()

    def _on_chosen(self) -> None:
        if self.list.currentRow() < 0:
            return
        row = self._session.study.rows(CodebookVersion).get(self.list.currentItem().data(_ID))
        if row is not None:
            self._version_id = row.id
            self.name.setText(row.name)
            self.note.setText(row.note)
            self._show_buttons()
            self._compare()

    def begin(self) -> None:
        """Name the version of now."""
        self._version_id = None
        self.list.blockSignals(True)
        self.list.setCurrentRow(-1)
        self.list.blockSignals(False)
        self.name.clear()
        self.note.clear()
        self._show_buttons()
        self._compare()
        self.name.setFocus()

    def _show_buttons(self) -> None:
        known = self._version_id is not None
        self.save.setText("Save name and note" if known else "Name this version")
        self.save.setEnabled(True)
        self.delete.setEnabled(known)
        self.new.setEnabled(known)
        withhold(self._session.why_not_all, self.save, self.delete)
        self.words.clear()

    def _compare(self) -> None:
        study = self._session.study
        row = None if self._version_id is None else study.rows(CodebookVersion).get(self._version_id)
        self.other.setEnabled(row is not None)
        if row is None:
            self.read.setPlainText("Choose a version to see what has changed since.")
            return
        chosen = study.rows(CodebookVersion).get(self.other.chosen)
        one, other = (row, chosen) if chosen is None or row.named_at <= chosen.named_at else (chosen, row)
        later = codes_of_version(study) if other is None else codes_in(other.content)
        self.read.setHtml(differences_html(codes_in(one.content), later))

    def _save(self) -> None:
        study, version_id = self._session.study, self._version_id
        name, note = self.name.text(), self.note.text()

        def change() -> ChangeSet:
            if version_id is None:
                return name_version(study, name, self._session.coder_name, note)
            return edit_version(study, version_id, name, note)

        if self._session.keep(change):
            self.begin()

    def _delete(self) -> None:
        version_id = self._version_id
        if version_id is not None and self._session.keep(
            lambda: delete_version(self._session.study, version_id)
        ):
            self.begin()


def differences_html(earlier: tuple[VersionedCode, ...], later: tuple[VersionedCode, ...]) -> str:
    """What differs, for reading."""
    found = codebook_differences(earlier, later)
    if not found:
        return "<p>The two versions are the same.</p>"
    said = counted(len(found), "difference")
    return f"<p>{said}</p>" + "".join(map(_difference, found))


def _difference(row: CodeDifference) -> str:
    part = f", {escape(row.part.lower())}" if row.part else ""
    before = f"<br><s>{_lines(row.before)}</s>" if row.before else ""
    after = f"<br>{_lines(row.after)}" if row.after else ""
    return f"<p><b>{escape(row.path)}</b>: {row.how}{part}{before}{after}</p>"


def _lines(words: str) -> str:
    return escape(words).replace("\n", "<br>")
