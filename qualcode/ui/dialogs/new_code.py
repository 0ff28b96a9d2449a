"""The form for a new code: name, place, colour and definition; it can stay open for the next one."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QColorDialog,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from qualcode.model.codes.colour import colour_names
from qualcode.model.errors import QualcodeError
from qualcode.model.step import Step
from qualcode.operations.codes.codebook import code_colour
from qualcode.operations.codes.codebook_tree import add_code_at, place_of_new
from qualcode.operations.palette import FIRST_COLOURS
from qualcode.ui.commands.spoken_keys import keys_in_words
from qualcode.ui.look.icons import swatch
from qualcode.ui.look.theme import SPACING, mute
from qualcode.ui.painted.buttons import PrimaryButton
from qualcode.ui.painted.field import LineField
from qualcode.ui.session.session import Session
from qualcode.ui.widgets.asking import plain_buttons
from qualcode.ui.widgets.messages import announce
from qualcode.ui.widgets.typed_box import TypedBox

_LINES_HIGH: Final = 84
_TOP: Final = "(top of the codebook)"
_HINT: Final = "“Trust > firms” adds “firms” under “Trust”: type the full path from the top of the codebook."


@dataclass(frozen=True, slots=True)
class CodeTyped:
    """What stands in a form whose code has not been added, and where it would have come."""

    name: str
    place: str
    definition: str
    colour: str
    codable: bool
    after_id: UUID | None


class NewCodeDialog(QDialog):
    """Adds a code, each in one step, beside or below the one that is chosen in the codebook."""

    added = Signal(object)
    """The identity of a code that was added."""

    left = Signal(object)
    """``CodeTyped``: the form was closed although a name or a definition stands in it."""

    def __init__(
        self,
        session: Session,
        parent_id: UUID | None,
        after_id: UUID | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._after = after_id
        self._colour = code_colour(session.study)
        self.setWindowTitle("New code")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(460, 330)
        self.name = LineField()
        self.name.setAccessibleName("Name")
        self.name.setPlaceholderText("What the code is called")
        self.place = TypedBox()
        self.place.setAccessibleName("Under")
        self.place.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.place.setMinimumContentsLength(20)
        self._places: list[UUID | None] = []
        self._list_places(parent_id)
        self.colour = QToolButton()
        self.colour.setAccessibleName("Colour")
        self.colour.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.colour.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.colour.setText("Choose…")
        self.colour.setMenu(self._colour_menu())
        self.category = QCheckBox("Category: it groups codes and is not applied")
        self.definition = QPlainTextEdit()
        self.definition.setAccessibleName("Definition")
        self.definition.setPlaceholderText("What does the code stand for?")
        self.definition.setTabChangesFocus(True)
        self.definition.setMaximumHeight(_LINES_HIGH)
        self.words = QLabel(_HINT)
        mute(self.words)
        self.words.setWordWrap(True)
        self._lay_out()
        self._show_colour()
        self.name.textChanged.connect(self._tell)
        self.place.currentTextChanged.connect(self._tell)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.addRow("Name", self.name)
        form.addRow("Under", self.place)
        form.addRow("Colour", self.colour)
        form.addRow("Definition", self.definition)
        form.addRow("", self.category)
        self.button = PrimaryButton("Add")
        self.button.setDefault(True)
        self.button.clicked.connect(self._add_and_close)
        self.another = QPushButton("Add &another")
        keys = keys_in_words(["Ctrl+Return"])
        self.another.setToolTip(f"Add the code and keep this form open for the next one ({keys})")
        self.another.setAutoDefault(False)
        self.another.clicked.connect(self._add_and_stay)
        cancel = QPushButton("Close")
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addStretch()
        for button in (cancel, self.another, self.button):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACING, 2 * SPACING, 2 * SPACING, 2 * SPACING)
        column.setSpacing(SPACING)
        column.addLayout(form)
        column.addWidget(self.words)
        column.addStretch()
        column.addLayout(row)
        self.name.setFocus()

    def take(self, typed: CodeTyped) -> None:
        """Go on with what was typed into an earlier form."""
        self.name.setText(typed.name)
        self.place.setEditText(typed.place)
        self.definition.setPlainText(typed.definition)
        self.category.setChecked(not typed.codable)
        self._after = typed.after_id
        self._take_colour(typed.colour)

    def reject(self) -> None:
        """Close; what was typed can be had again."""
        typed = CodeTyped(
            self.name.text(),
            self.place.currentText(),
            self.definition.toPlainText(),
            self._colour,
            not self.category.isChecked(),
            self._after,
        )
        super().reject()
        if typed.name.strip() or typed.definition.strip():
            self.left.emit(typed)

    # -- where it is to be ----------------------------------------------------------------------

    def _list_places(self, chosen: UUID | None) -> None:
        study = self._session.study
        self._places = [None, *(code.id for code in study.codes_in_order)]
        self.place.clear()
        self.place.addItems([_TOP, *(study.path(code.id) for code in study.codes_in_order)])
        self.place.setCurrentIndex(self._places.index(chosen) if chosen in self._places else 0)

    def _parent(self) -> UUID | None:
        """The code below which the new one is to be. Raises QualcodeError where none is called so."""
        typed, place = self.place.currentText().strip(), self.place.place
        if place < 0 and typed:
            return self._session.study.code_named(typed).id
        return self._places[max(place, 0)]

    def _tell(self, *_typed: object) -> None:
        """Say while one types what would be added where."""
        try:
            place = place_of_new(self._session.study, self.name.text(), self._parent())
        except QualcodeError:
            # In the middle of a name there is nothing to complain of; that is for the button.
            self.words.setText(_HINT)
            return
        if place.is_known:
            self.words.setText(f"“{place.path}” is in the codebook already.")
        else:
            self.words.setText(f"Adds “{place.path}”.")

    # -- its colour -----------------------------------------------------------------------------

    def _colour_menu(self) -> QMenu:
        menu = QMenu(self)
        colours = FIRST_COLOURS[self._session.study.info.palette]
        for colour, name in zip(colours, colour_names(colours), strict=True):
            action = menu.addAction(swatch(colour), name.capitalize())
            action.triggered.connect(lambda _checked=False, chosen=colour: self._take_colour(chosen))
        menu.addSeparator()
        menu.addAction("Another colour…").triggered.connect(self._ask_colour)
        return menu

    def _ask_colour(self) -> None:
        dialog = plain_buttons(QColorDialog(QColor(self._colour), self))
        dialog.colorSelected.connect(lambda colour: self._take_colour(colour.name()))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _take_colour(self, colour: str) -> None:
        self._colour = colour
        self._show_colour()

    def _show_colour(self) -> None:
        self.colour.setIcon(swatch(self._colour))

    # -- adding -----------------------------------------------------------------------------------

    def add(self) -> Step | None:
        """Add the code; None where it could not be, which is said below the fields."""
        try:
            code, change = add_code_at(
                self._session.study,
                self.name.text(),
                parent_id=self._parent(),
                colour=self._colour,
                definition=self.definition.toPlainText().strip(),
                codable=not self.category.isChecked(),
                after_id=self._after,
            )
        except QualcodeError as error:
            self._say(str(error))
            return None
        step = self._session.do(lambda: change)
        if step is None:
            self._say("The code could not be saved; nothing was changed.")
            return None
        self._after = code.id
        self.added.emit(code.id)
        return step

    def _add_and_close(self) -> None:
        if self.add():
            self.accept()

    def _add_and_stay(self) -> None:
        step = self.add()
        if step is None:
            return
        self._list_places(self._parent())
        self._colour = code_colour(self._session.study)
        self._show_colour()
        self.name.clear()
        self.definition.clear()
        self.name.setFocus()
        self._say(f"{step.happened}.")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enters = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enters and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._add_and_stay()
        else:
            super().keyPressEvent(event)

    def _say(self, sentence: str) -> None:
        self.words.setText(sentence)
        announce(self, sentence)
