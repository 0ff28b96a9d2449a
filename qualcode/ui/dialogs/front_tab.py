"""What the first page of a project's documents says: a page of the project's settings."""

from dataclasses import asdict, replace
from typing import Final

from PySide6.QtWidgets import (
    QFormLayout,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from qualcode.model.front import FrontPage, page_of
from qualcode.operations.project import set_front
from qualcode.ui.dialogs.front_lines import lines_fit
from qualcode.ui.dialogs.logo_field import LogoField
from qualcode.ui.look.theme import SPACING, mute
from qualcode.ui.painted.buttons import PrimaryButton
from qualcode.ui.painted.field import LineField
from qualcode.ui.session.session import Session
from qualcode.ui.widgets.messages import MessageBar
from qualcode.ui.widgets.withheld import Withheld

_HINT: Final = (
    "Printed on the first page of reports in Word, HTML and PDF, and kept in the properties of the files. "
    "What is empty is left out. The date is always that of the project’s last step. Fonts, page "
    "and letterhead of Word documents are those of the template chosen under Edit, Preferences."
)
_LINES: Final = ("subtitle", "authors", "organisation", "codebook_version")
_NOTE_HIGH: Final = 84


class FrontTab(QWidget):
    """Fields for the first page, saved in one step by its ``button``; who shows them gives that a place."""

    def __init__(self, session: Session, bar: MessageBar, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._bar = bar
        page = page_of(session.study.info)
        self._stored = page
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
        self.logo = LogoField(page.logo)
        self.logo.refused.connect(bar.refuse)
        form.addRow("Logo", self.logo)
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
        Withheld(session, lambda: session.why_not_all, (self.button, self.logo.choose), self)

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
            logo=self.logo.logo or "",
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
        if self.logo.logo != shown.logo:
            self.logo.set_logo(shown.logo)
