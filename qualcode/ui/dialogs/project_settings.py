"""The project itself: name, memo, language, what counts as a word, coders, first page and reasons."""

import re
from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from qualcode.model.change import ChangeSet
from qualcode.model.entities import ProjectInfo
from qualcode.model.errors import QualcodeError, at_field
from qualcode.model.study import Study
from qualcode.model.transcripts.stand_ins import USUAL, stand_ins_of
from qualcode.model.words.languages import language_code
from qualcode.operations.draft import together
from qualcode.operations.project import (
    rename_project,
    set_project_language,
    set_project_memo,
    set_stand_ins,
    set_weights,
)
from qualcode.ui.dialogs.button_row import button_row
from qualcode.ui.dialogs.coders_tab import CodersTab
from qualcode.ui.dialogs.front_tab import FrontTab
from qualcode.ui.dialogs.papers.reasons_tab import ReasonsTab
from qualcode.ui.look.theme import SPACING, mute
from qualcode.ui.painted.buttons import PrimaryButton
from qualcode.ui.painted.field import LineField
from qualcode.ui.session.background import Background
from qualcode.ui.session.latest import Latest
from qualcode.ui.session.session import Session
from qualcode.ui.widgets.field_note import say_at
from qualcode.ui.widgets.messages import MessageBar, announce
from qualcode.ui.widgets.refusals import tell_refusals
from qualcode.ui.widgets.scrolled import Scrolled
from qualcode.ui.widgets.tab_order import tab_as_laid_out
from qualcode.ui.widgets.withheld import Withheld

_LINES_HIGH = 84
_STAND_INS = "These count as words in square or curly brackets: [son], [town]. Other brackets are remarks."
_HINT = (
    "The language is a code like en, de or pt-BR, or its English name. A spaCy language model "
    "that is installed "
    "here finds sentences in its own way; without one the program’s rules do. Nothing is downloaded. "
    "Words in brackets, such as [son] and [town], stand for names and are counted; other brackets are "
    "remarks and are not."
)


def settings_change(
    study: Study,
    name: str,
    memo: str,
    language: str,
    language_model: str,
    stand_ins: Sequence[str],
    weights: Sequence[str],
) -> ChangeSet:
    """All that differs as one step; it is called by the one thing that differs where there is but one.

    Raises QualcodeError at the field, as the window calls it, that cannot be saved.
    """
    steps: tuple[tuple[str, Callable[[Study], ChangeSet]], ...] = (
        ("Name", lambda now: rename_project(now, name)),
        ("Memo", lambda now: set_project_memo(now, memo)),
        ("Language", lambda now: set_project_language(now, language, language_model)),
        ("Words in brackets", lambda now: set_stand_ins(now, stand_ins)),
        ("Weights", lambda now: set_weights(now, weights)),
    )
    now, changes = study, []
    for field, make in steps:
        with at_field(field):
            change = make(now)
        if change:
            now = now.after(change)
            changes.append(change)
    label = changes[0].label if len(changes) == 1 else "Change the project’s settings"
    return together(study, label, changes)


def _stored(info: ProjectInfo) -> dict[str, str]:
    """What is stored, by the names of the fields."""
    return {
        "Name": info.name,
        "Memo": info.memo,
        "Language": info.language,
        "Language model (spaCy)": info.language_model,
        "Words in brackets": ", ".join(stand_ins_of(info)),
        "Weights": ", ".join(info.weights),
    }


def _text(field: LineField | QPlainTextEdit) -> str:
    return field.text() if isinstance(field, LineField) else field.toPlainText()


def _set_text(field: LineField | QPlainTextEdit, text: str) -> None:
    if isinstance(field, LineField):
        field.setText(text)
    else:
        field.setPlainText(text)


class ProjectSettingsDialog(QDialog):
    """The project is saved in one step; a pipeline that is not there is refused before anything is saved.

    What is done to coders is done at once, each a step of its own.
    """

    noted = Signal(str)
    """A sentence about the language that has been saved, where there is one."""

    def __init__(self, session: Session, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._checking = Latest(background)
        self.setWindowTitle("Project settings")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(620, 570)
        info = session.study.info
        self.name = LineField(info.name)
        self.memo = QPlainTextEdit(info.memo)
        self.memo.setTabChangesFocus(True)
        self.memo.setPlaceholderText("Notes about this project")
        self.language = LineField(info.language)
        self.language_model = LineField(info.language_model)
        self.language_model.setPlaceholderText("empty: the language’s simple rules")
        self.stand_ins = QPlainTextEdit(", ".join(stand_ins_of(info)))
        self.stand_ins.setTabChangesFocus(True)
        self.stand_ins.setMaximumHeight(_LINES_HIGH)
        self.stand_ins.setPlaceholderText("none: everything in brackets is a remark")
        self.stand_ins.setToolTip(_STAND_INS)
        self.usual = QPushButton("Restore usual list")
        self.usual.setAutoDefault(False)
        self.usual.setToolTip("Put the usual words back into the field")
        self.usual.clicked.connect(lambda: self.stand_ins.setPlainText(", ".join(USUAL)))
        self.weights = LineField(", ".join(info.weights))
        self.weights.setPlaceholderText("1 weak, 2, 3, 4, 5 strong · empty: any number from 0 to 100")
        self.weights.setToolTip(
            "The steps by which segments are weighed, each a number and, if you like, a word"
        )
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self._fields: dict[str, LineField | QPlainTextEdit] = {
            "Name": self.name,
            "Memo": self.memo,
            "Language": self.language,
            "Language model (spaCy)": self.language_model,
            "Words in brackets": self.stand_ins,
            "Weights": self.weights,
        }
        for label, field in self._fields.items():
            field.setAccessibleName(label)
            form.addRow(label, field)
            if field is self.stand_ins:
                form.addRow("", self.usual)
        self._stored = _stored(info)
        session.changed.connect(self._take_in_news)
        # Its place is kept, so that nothing moves when it is said why something was not saved.
        self.words = QLabel("\n")
        self.words.setWordWrap(True)
        self.bar = MessageBar()
        session.changed.connect(self.bar.settle)
        self.coders = CodersTab(session, self.bar)
        self.front = FrontTab(session, self.bar)
        self.reasons = ReasonsTab(session, self.bar)
        self._lay_out(form)
        tell_refusals(session, self, self._on_refused)
        self.finished.connect(self._checking.stop)

    def _lay_out(self, form: QFormLayout) -> None:
        self.button = PrimaryButton("Save")
        self.button.setDefault(True)
        self.button.clicked.connect(self._check)
        session = self._session
        Withheld(session, lambda: session.why_not_all, (self.button,), self)
        # Not a row of the form, which would give it too little height.
        hint = QLabel(_HINT)
        mute(hint)
        hint.setWordWrap(True)
        of_project, fields = QWidget(), QWidget()
        column = QVBoxLayout(fields)
        column.setContentsMargins(0, SPACING, 0, 0)
        column.setSpacing(SPACING)
        column.addLayout(form, 1)
        column.addWidget(hint)
        column = QVBoxLayout(of_project)
        column.setContentsMargins(0, 0, 0, 0)
        self._scrolled = Scrolled(fields)
        column.addWidget(self._scrolled, 1)
        column.addWidget(self.words)
        column.addLayout(button_row(self, self.button))
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(of_project, "Project")
        self.tabs.addTab(self._page_with_close(self.coders), "Coders")
        self.tabs.addTab(self._page_with_close(Scrolled(self.front), self.front.button), "First page")
        self.tabs.addTab(self._page_with_close(Scrolled(self.reasons), self.reasons.button), "Reasons")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(2 * SPACING, SPACING, 2 * SPACING, 2 * SPACING)
        outer.addWidget(self.tabs, 1)
        # Only now: Qt orders anew what comes into another window. A page begins at its first field.
        for page in filter(None, map(self.tabs.widget, range(self.tabs.count()))):
            tab_as_laid_out(page)
        self.bar.lie_over(self.tabs)
        self.name.setFocus()

    def _page_with_close(self, content: QWidget, *buttons: QPushButton) -> QWidget:
        """A page whose ``buttons`` stand in the dialog’s row of buttons, as Save does on the first one."""
        close = QPushButton("Close")
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addStretch()
        for button in (close, *buttons):
            row.addWidget(button)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(content, 1)
        column.addLayout(row)
        return page

    def _on_refused(self, sentence: str) -> None:
        # On the first page it is said below the fields.
        if self.tabs.currentIndex() > 0:
            self.bar.refuse(sentence)

    # -- what teammates do meanwhile ----------------------------------------------------------

    def _take_in_news(self) -> None:
        """Show what a teammate has saved since: neither what was typed here nor theirs is replaced unseen."""
        before, self._stored = self._stored, _stored(self._session.study.info)
        for label, field in self._fields.items():
            theirs, typed = self._stored[label], _text(field)
            if theirs in (before[label], typed):
                continue
            if typed == before[label]:
                _set_text(field, theirs)
            elif field is self.memo:
                _set_text(field, f"{theirs}\n\n{typed}")
                self._say(
                    "A teammate has changed the memo meanwhile. Both texts are in it now: save what is to "
                    "stay."
                )
            else:
                self._say(
                    f"A teammate has changed “{label}” to “{theirs}” meanwhile. What you typed replaces it "
                    "when you save."
                )

    # -- saving -------------------------------------------------------------------------------

    def _change(self) -> ChangeSet:
        """What is to be saved, of all fields. Raises QualcodeError at a field."""
        name, memo, language, model, stand_ins, weights = map(_text, self._fields.values())
        return settings_change(
            self._session.study,
            name,
            memo,
            language,
            model,
            re.split(r"[,;\n]", stand_ins),
            re.split(r"[,;]", weights),
        )

    def _refuse_field(self, error: QualcodeError) -> None:
        """Say why something cannot be saved: below the field that is at fault, where it is one."""
        field = self._fields.get(error.field)
        if field is None:
            self._refuse(str(error))
            return
        self.button.setEnabled(True)
        self._scrolled.ensureWidgetVisible(field)
        field.setFocus()
        say_at(field, None, str(error))

    def _check(self) -> None:
        """Save, once the pipeline has been found; loading it may take seconds."""
        info = self._session.study.info
        typed, model = self.language.text().strip(), self.language_model.text().strip()
        language = language_code(typed) or typed
        try:
            self._change()
        except QualcodeError as error:
            self._refuse_field(error)
            return
        if (language, model) == (info.language, info.language_model):
            self._save("")
            return
        self._say("Looking for the language model…")
        self.button.setEnabled(False)
        self._checking.ask(
            lambda _progress: self._session.measures.note(language, model), self._save, self._refuse
        )

    def _save(self, note: str) -> None:
        try:
            change = self._change()
        except QualcodeError as error:
            self._refuse(str(error))
            return
        # Where saving itself fails the window says so, and what has been typed stays here.
        if change and self._session.do(lambda: change) is None:
            self._refuse("This could not be saved.")
            return
        self.accept()
        if note:
            self.noted.emit(note)

    def _refuse(self, sentence: str) -> None:
        self.button.setEnabled(True)
        self._say(sentence)

    def _say(self, sentence: str) -> None:
        self.words.setText(sentence)
        announce(self, sentence)
