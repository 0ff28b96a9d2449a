"""What the first page of a project's documents says: a page of the project's settings."""

from dataclasses import asdict, replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import (
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from qualcode.model.errors import QualcodeError
from qualcode.model.front import FrontPage, logo_in, page_of
from qualcode.operations.project import set_front
from qualcode.ui.dialogs.front_lines import lines_fit
from qualcode.ui.look.theme import SPACING, mute
from qualcode.ui.painted.buttons import PrimaryButton
from qualcode.ui.painted.field import LineField
from qualcode.ui.session import lazy_documents
from qualcode.ui.session.session import Session
from qualcode.ui.widgets.file_dialog import file_dialog
from qualcode.ui.widgets.messages import MessageBar
from qualcode.ui.widgets.withheld import Withheld

_HINT: Final = (
    "Printed on the first page of reports in Word, HTML and PDF, and kept in the properties of the files. "
    "What is empty is left out. The date is always that of the project’s last step."
)
_LINES: Final = ("subtitle", "authors", "organisation", "codebook_version")
_NOTE_HIGH: Final = 84
_LOGO_HIGH: Final = 56


class FrontTab(QWidget):
    """Fields for the first page, saved in one step by its ``button``; who shows them gives that a place."""

    def __init__(self, session: Session, bar: MessageBar, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._bar = bar
        page = page_of(session.study.info)
        self._stored = page
        self._logo = page.logo
        self.subtitle = LineField(page.subtitle)
        self.authors = LineField(page.authors)
        self.authors.setPlaceholderText("Ann Baker, Chris Dee")
        self.organisation = LineField(page.organisation)
        self.codebook_version = LineField(page.codebook_version)
        self.codebook_version.setPlaceholderText("3")
        self.note = QPlainTextEdit(page.note)
        self.note.setTabChangesFocus(True)
        self.note.setPlaceholderText("Such as a funder, a licence or “Draft”")
        self.note.setMaximumHeight(_NOTE_HIGH)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        for label, field in (
            ("Subtitle", self.subtitle),
            ("Authors", self.authors),
            ("Organisation", self.organisation),
            ("Codebook version", self.codebook_version),
            ("Note", self.note),
        ):
            field.setAccessibleName(label)
            form.addRow(label, field)
        form.addRow("Logo", self._logo_row())
        hint = QLabel(_HINT)
        mute(hint)
        hint.setWordWrap(True)
        self.button = PrimaryButton("Save first page", self)
        self.button.clicked.connect(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACING, 0, 0)
        column.setSpacing(SPACING)
        column.addLayout(form)
        column.addWidget(hint)
        column.addStretch()
        session.changed.connect(self._take_in_news)
        Withheld(session, lambda: session.why_not_all, (self.button, self.choose), self)
        self._show_logo()

    def _logo_row(self) -> QHBoxLayout:
        self.logo = QLabel()
        self.logo.setAccessibleName("Logo")
        self.choose = QPushButton("Choose…")
        self.choose.setAutoDefault(False)
        self.choose.setToolTip("A png, jpg or svg of at most 512 KB")
        self.choose.clicked.connect(self._choose_logo)
        self.remove = QPushButton("Remove")
        self.remove.setAutoDefault(False)
        self.remove.setAccessibleName("Remove the logo")
        self.remove.clicked.connect(lambda: self._set_logo(""))
        row = QHBoxLayout()
        row.addWidget(self.logo, 1)
        row.addWidget(self.choose)
        row.addWidget(self.remove)
        return row

    # -- the logo -----------------------------------------------------------------------------

    def _choose_logo(self) -> None:
        dialog = file_dialog(self, "Choose a logo", "", "Pictures (*.png *.jpg *.jpeg *.svg)")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.take_logo(Path(name)))
        dialog.open()

    def take_logo(self, path: Path) -> None:
        """Show the picture in a file as the logo, or say why it cannot be one."""
        try:
            self._set_logo(lazy_documents.logo_at(path))
        except QualcodeError as error:
            self._bar.refuse(str(error))

    def _set_logo(self, logo: str) -> None:
        self._logo = logo
        self._show_logo()

    def _show_logo(self) -> None:
        logo = logo_in(self._logo)
        self.remove.setEnabled(logo is not None)
        if logo is None:
            self.logo.setText("none")
            return
        picture = QPixmap()
        picture.loadFromData(logo.content)
        if picture.isNull():
            # Qt needs a further part for svg, which need not be there.
            self.logo.setText(f"A picture ({logo.suffix.removeprefix('.')})")
        else:
            self.logo.setPixmap(
                picture.scaledToHeight(_LOGO_HIGH, Qt.TransformationMode.SmoothTransformation)
            )

    # -- saving -------------------------------------------------------------------------------

    @property
    def page(self) -> FrontPage:
        """What the fields say."""
        return FrontPage(
            subtitle=self.subtitle.text(),
            authors=self.authors.text(),
            organisation=self.organisation.text(),
            codebook_version=self.codebook_version.text(),
            note=self.note.toPlainText(),
            logo=self._logo,
        )

    def save(self) -> None:
        """Save what has been typed, as one step."""
        if not lines_fit({name: getattr(self, name) for name in _LINES}):
            return
        change = set_front(self._session.study, self.page)
        if not change:
            self._bar.inform("Nothing was changed.")
        elif self._session.do(lambda: change) is not None:
            self._bar.inform("The first page was saved.")

    def _take_in_news(self) -> None:
        """Show what a teammate has saved since where nothing else has been typed."""
        before, self._stored = self._stored, page_of(self._session.study.info)
        typed = asdict(self.page)
        untouched = {
            name: value for name, value in asdict(self._stored).items() if typed[name] == asdict(before)[name]
        }
        shown = replace(self.page, **untouched)
        for name in _LINES:
            field: LineField = getattr(self, name)
            if field.text() != getattr(shown, name):
                field.setText(getattr(shown, name))
        if self.note.toPlainText() != shown.note:
            self.note.setPlainText(shown.note)
        if self._logo != shown.logo:
            self._set_logo(shown.logo)
