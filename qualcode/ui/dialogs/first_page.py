"""What one report says on its first page instead of what the project says there."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final, Generic, TypeVar

from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QFormLayout, QLabel, QVBoxLayout, QWidget

from qualcode.model.front import FrontPage
from qualcode.model.questions.first_page import FirstPageParts
from qualcode.ui.dialogs.button_row import button_row
from qualcode.ui.dialogs.front_lines import lines_fit
from qualcode.ui.dialogs.logo_field import LogoField
from qualcode.ui.look.theme import SPACING, mute
from qualcode.ui.painted.buttons import PrimaryButton
from qualcode.ui.painted.field import LineField
from qualcode.ui.widgets.field_note import say_at
from qualcode.ui.widgets.scrolled import Scrolled

_COVERS: Final = (
    ("As the report has it", None),
    ("A page of its own", True),
    ("A few lines above the report", False),
)
_OWN_TITLE: Final = "The report’s own title"
_WORDS: Final = ("title", "subtitle", "authors", "organisation", "codebook_version", "note")


_Asked = TypeVar("_Asked", bound=FirstPageParts)


class FirstPageDialog(QDialog, Generic[_Asked]):
    """``page`` is what the project says: shown in grey where nothing is typed."""

    def __init__(
        self,
        question: _Asked,
        page: FrontPage,
        take: Callable[[_Asked], object],
        parent: QWidget | None = None,
        *,
        own_title: str = _OWN_TITLE,
    ) -> None:
        super().__init__(parent)
        self._question = question
        self._take = take
        self.setWindowTitle("First page")
        self.resize(540, 400)
        hint = QLabel(
            "For this report only. Where nothing is typed, the report keeps its own title and otherwise says "
            "what is in grey, which comes from Project settings > First page. Data files, and transcripts "
            "with comments or colours in Word, have no first page."
        )
        mute(hint)
        hint.setWordWrap(True)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self.fields: dict[str, LineField] = {}
        for name in _WORDS:
            label = name.capitalize().replace("_", " ")
            field = self.fields[name] = LineField(getattr(question, name) or "")
            field.setPlaceholderText(own_title if name == "title" else _in_line(getattr(page, name)))
            field.setAccessibleName(label)
            form.addRow(label, field)
        self.logo = LogoField(question.logo, page.logo)
        self.logo.refused.connect(lambda why: say_at(self.logo, None, why))
        form.addRow("Logo", self.logo)
        self.cover = QComboBox()
        self.cover.setAccessibleName("Cover")
        for words, cover in _COVERS:
            self.cover.addItem(words, cover)
        self.cover.setCurrentIndex([cover for _, cover in _COVERS].index(question.cover))
        form.addRow("Cover", self.cover)
        self.bare = QCheckBox("Leave out words that are empty here, whatever the project says")
        self.bare.setChecked(any(getattr(question, name) == "" for name in _WORDS))
        self.button = PrimaryButton("Use")
        self.button.setDefault(True)
        self.button.clicked.connect(self.accept)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, SPACING, 0)
        column.setSpacing(SPACING + 2)
        column.addWidget(hint)
        column.addLayout(form)
        column.addWidget(self.bare)
        column.addStretch()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(2 * SPACING, 2 * SPACING, 2 * SPACING, 2 * SPACING)
        outer.addWidget(Scrolled(inside), 1)
        outer.addLayout(button_row(self, self.button))
        self.accepted.connect(lambda: self._take(self.question))
        self.finished.connect(self.deleteLater)

    def accept(self) -> None:
        """Use what has been typed, if a first page has room for it."""
        if lines_fit(self.fields):
            super().accept()

    @property
    def question(self) -> _Asked:
        """The question with what the fields say."""
        empty = "" if self.bare.isChecked() else None
        said: dict[str, Any] = {name: field.text().strip() or empty for name, field in self.fields.items()}
        said["title"] = said["title"] or None
        return replace(self._question, **said, logo=self.logo.logo, cover=self.cover.currentData())


def _in_line(words: str) -> str:
    return " ".join(words.split())
