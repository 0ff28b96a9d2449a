"""The project's stop list: the words that lists of words leave out, and common ones that they list."""

from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from qualcode.model.errors import QualcodeError
from qualcode.model.transcripts.stop_list import tidy_words
from qualcode.operations.project import set_stop_list
from qualcode.ui.dialogs.button_row import button_row
from qualcode.ui.look.theme import SPACING, mute
from qualcode.ui.painted.buttons import PrimaryButton
from qualcode.ui.session.session import Session
from qualcode.ui.widgets.field_note import say_at
from qualcode.ui.widgets.refusals import tell_refusals
from qualcode.ui.widgets.withheld import Withheld

_HINT = (
    "Separate words by commas, spaces or new lines. The common words of each transcript’s language (the, "
    "and) are left out anyway, unless they are listed here. What changes can be undone."
)


class StopListDialog(QDialog):
    """Two lists that are saved as one step."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setWindowTitle("Stop list")
        self.resize(480, 400)
        info = session.study.info
        self.left_out = _field("Left out of word lists", info.unlisted_words)
        self.left_out.setPlaceholderText("for example: yeah, okay, mhm")
        self.listed = _field("Listed although common", info.listed_words)
        self.listed.setPlaceholderText("for example: not, without")
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        for field in (self.left_out, self.listed):
            form.addRow(field.accessibleName(), field)
        self.reset = QPushButton("Reset")
        self.reset.setAutoDefault(False)
        self.reset.setToolTip("Empty both lists: common words are left out, and nothing else")
        self.reset.clicked.connect(self._reset)
        hint = QLabel(_HINT)
        hint.setWordWrap(True)
        mute(hint)
        self.button = PrimaryButton("Save")
        self.button.setDefault(True)
        self.button.clicked.connect(self._save)
        tell_refusals(session, self, lambda sentence: say_at(self.left_out, None, sentence))
        Withheld(session, lambda: session.why_not_all, (self.button, self.reset), self)
        foot = QHBoxLayout()
        foot.addWidget(self.reset)
        foot.addLayout(button_row(self, self.button), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACING, 2 * SPACING, 2 * SPACING, 2 * SPACING)
        column.setSpacing(SPACING)
        column.addLayout(form, 1)
        column.addWidget(hint)
        column.addLayout(foot)

    def _reset(self) -> None:
        for field in (self.left_out, self.listed):
            field.clear()

    def _save(self) -> None:
        fields = (self.left_out, self.listed)
        for field in fields:
            try:
                tidy_words(_words(field))
            except QualcodeError as error:
                field.setFocus()
                say_at(field, None, str(error))
                return
        if self._session.keep(lambda: set_stop_list(self._session.study, *map(_words, fields))):
            self.accept()


def _field(name: str, words: tuple[str, ...]) -> QPlainTextEdit:
    field = QPlainTextEdit(", ".join(words))
    field.setTabChangesFocus(True)
    field.setAccessibleName(name)
    return field


def _words(field: QPlainTextEdit) -> list[str]:
    return field.toPlainText().replace(",", " ").replace(";", " ").split()
