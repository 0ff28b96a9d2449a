"""Asking for files and for short texts, without stopping the program while it waits for the answer."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QInputDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from qualcode.model.machine.ways import in_window
from qualcode.ui.session.preferences import Preferences
from qualcode.ui.widgets.as_typed import take_as_typed
from qualcode.ui.widgets.file_dialog import file_dialog
from qualcode.ui.widgets.messages import announce
from qualcode.ui.widgets.refusals import refusals_of

PROJECT_FILES: Final = "qualcode projects (*.qualcode)"
ANYWHERE: Final = ""
"""What is written has no place of its own."""

_AnyDialog = TypeVar("_AnyDialog", bound=QDialog)


class FileChooser:
    """Opens file dialogs where files were last chosen, and remembers where that was."""

    def __init__(self, parent: QWidget, preferences: Preferences) -> None:
        self._parent = parent
        self._preferences = preferences

    def one(self, title: str, kinds: str, then: Callable[[Path], object]) -> None:
        """Ask for a file that exists."""
        dialog = self._dialog(title, kinds)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self._chosen([name], lambda paths: then(paths[0])))
        dialog.open()

    def several(self, title: str, kinds: str, then: Callable[[list[Path]], object]) -> None:
        """Ask for files that exist."""
        dialog = self._dialog(title, kinds)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(lambda names: self._chosen(names, then))
        dialog.open()

    def new(
        self,
        title: str,
        kinds: str,
        suggestion: str,
        then: Callable[[Path], object],
        button: str = "Save",
        *,
        of: str,
        over: bool = False,
    ) -> None:
        """Ask where to write a file; its ending follows from the kind that is chosen.

        ``of`` says what is written, and is asked for where that was written last; ``ANYWHERE``: where
        anything was chosen last. ``over``: what becomes of a file that is there is asked later.
        """
        dialog = self._dialog(title, kinds, of)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setLabelText(QFileDialog.DialogLabel.Accept, button)
        # A project is never replaced: to offer it, and refuse it then, would be no answer.
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite, over or kinds == PROJECT_FILES)
        _take_suffix(dialog, dialog.selectedNameFilter())
        dialog.filterSelected.connect(lambda kind: _take_suffix(dialog, kind))
        dialog.selectFile(suggestion)
        dialog.fileSelected.connect(lambda name: self._chosen([name], lambda paths: then(paths[0]), of))
        dialog.open()

    def folder(
        self,
        title: str,
        then: Callable[[Path], object],
        button: str = "Choose",
        *,
        of: str,
        whose: str = "",
    ) -> None:
        """Ask for a folder; ``of`` says what for, and is asked for where that was chosen last.

        The folder that was chosen last is offered again: of several things of this kind, that of ``whose``.
        """
        dialog = self._dialog(title, "", of)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setLabelText(QFileDialog.DialogLabel.Accept, button)
        kept = f"{of} into {whose}"
        last = Path(self._preferences.kept_folder(kept)) if of else Path()
        if last.name and last.is_dir():
            dialog.setDirectory(str(last.parent))
            dialog.selectFile(last.name)

        def take(paths: list[Path]) -> None:
            if of:
                self._preferences.keep_folder(kept, str(paths[0]))
            then(paths[0])

        dialog.fileSelected.connect(lambda name: self._chosen([name], take, of))
        dialog.open()

    def _dialog(self, title: str, kinds: str, of: str = ANYWHERE) -> QFileDialog:
        folder = self._preferences.folder_of(of)
        return file_dialog(self._parent, title, folder if Path(folder).is_dir() else "", kinds)

    def _chosen(self, names: list[str], then: Callable[[list[Path]], object], of: str = ANYWHERE) -> None:
        paths = [Path(name) for name in names if name]
        if paths:
            self._preferences.keep_folder(of, str(paths[0].parent))
            then(paths)


def plain_buttons(dialog: _AnyDialog) -> _AnyDialog:
    """A dialog of the library without the desktop's stock icons, which some desktops put on its buttons."""
    for button in dialog.findChildren(QPushButton):
        button.setIcon(QIcon())
    return dialog


def _at_the_right(dialog: QInputDialog, words: str) -> None:
    """Cancel, and at the right what the dialog is for, as in every dialog of the program, on any desktop."""
    cancel, button = sorted(dialog.findChildren(QPushButton), key=lambda each: each.text() == words)
    around = button.parentWidget()
    row = None if around is None else around.layout()
    if row is not None:
        row.removeWidget(button)
        row.addWidget(button)
    button.setDefault(True)
    QWidget.setTabOrder(cancel, button)


def _take_suffix(dialog: QFileDialog, kind: str) -> None:
    """``Spreadsheet (*.xlsx)`` gives ``xlsx`` to a name without an ending."""
    _, _, pattern = kind.partition("(*.")
    dialog.setDefaultSuffix(pattern.partition(")")[0].partition(" ")[0])


def ask_text(
    parent: QWidget,
    title: str,
    label: str,
    text: str,
    then: Callable[[str], object],
    button: str,
    *,
    among: Sequence[str] = (),
) -> QInputDialog:
    """Ask for one line of text; ``among`` can be chosen instead of typed.

    It stays open, and says why, where what was typed is refused.
    """
    dialog = _TextDialog(parent, label, then)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setInputMode(QInputDialog.InputMode.TextInput)
    dialog.setWindowTitle(title)
    dialog.setLabelText(label)
    if among:
        dialog.setComboBoxItems(list(among))
        dialog.setComboBoxEditable(True)
    dialog.setTextValue(text)
    dialog.setOkButtonText(button)
    plain_buttons(dialog)
    _at_the_right(dialog, button)
    dialog.resize(420, dialog.sizeHint().height())
    dialog.open()
    field = dialog.findChild(QLineEdit)
    if isinstance(field, QLineEdit):
        field.setAccessibleName(label)
        field.selectAll()
    return dialog


class _TextDialog(QInputDialog):
    def __init__(self, parent: QWidget, label: str, then: Callable[[str], object]) -> None:
        super().__init__(parent)
        self._label = label
        self._then = then

    def accept(self) -> None:
        """Close, unless what was typed is refused: whoever typed it may mend it there."""
        with refusals_of() as refused:
            self._then(self.textValue())
        if not refused:
            super().accept()
            return
        sentence = in_window(refused[0])
        self.setLabelText(f"{sentence}\n\n{self._label}")
        for label in self.findChildren(QLabel):
            label.setWordWrap(True)
        announce(self, sentence)
        field = self.findChild(QLineEdit)
        if isinstance(field, QLineEdit):
            field.setFocus()
            field.selectAll()


def ask_new_name(
    parent: QWidget, title: str, label: str, name: Callable[[], str | None], then: Callable[[str], object]
) -> QInputDialog:
    """Ask for another name; ``name`` gives the present one, None where what has it is gone.

    Where a teammate gave it another name meanwhile, it is asked once more, with theirs and one's own.
    """
    shown = name() or ""

    def ask(text: str, words: str, seen: str) -> QInputDialog:
        return ask_text(parent, title, words, text, lambda typed: take(typed, seen), "Rename")

    def take(typed: str, seen: str) -> None:
        now = name()
        if now in (None, seen, typed):
            then(typed)
        else:
            ask(typed, f"“{seen}” was renamed “{now}” meanwhile. Rename it anyway:", str(now))

    return ask(shown, label, shown)


def ask_choice(
    parent: QWidget,
    title: str,
    label: str,
    choices: list[str],
    then: Callable[[str], object],
    button: str,
    *,
    or_new: bool = False,
) -> QInputDialog:
    """Ask for one of several; ``or_new``: or for what is typed in its place."""
    dialog = _TextDialog(parent, label, then)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(title)
    dialog.setLabelText(label)
    dialog.setComboBoxItems(choices)
    dialog.setComboBoxEditable(or_new)
    dialog.setOkButtonText(button)
    plain_buttons(dialog)
    _at_the_right(dialog, button)
    dialog.resize(420, dialog.sizeHint().height())
    dialog.open()
    if or_new:
        for box in dialog.findChildren(QComboBox):
            take_as_typed(box)
        for field in dialog.findChildren(QLineEdit):
            # What is typed would come after the first choice.
            field.selectAll()
    return dialog
