"""A file that changed since it was imported, in the import window: what becomes of it, and of its codings."""

from collections.abc import Sequence
from html import escape
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QSizePolicy, QVBoxLayout, QWidget

from qualcode.model.words.cutting import in_one_line
from qualcode.model.words.in_words import beginning, counted, plural_of
from qualcode.operations.coding_changes import CodingChange, Fate
from qualcode.project.importing.listed import Again, ReadFile
from qualcode.ui.look.theme import SPACING, colours_now, heading_font
from qualcode.ui.widgets.plain_label import plain_label
from qualcode.ui.widgets.rich_list import RichList

_CHOICES: Final = {
    Again.REPLACE: ("&Replace its text and keep the codings", "What is coded stays on its words"),
    Again.ADD: ("A&dd it as another transcript", "The transcript in the project stays as it is"),
    Again.SKIP: ("Lea&ve it", "Nothing changes in the project"),
}
_MOST: Final = 500
_FATES: Final = {
    Fate.REWORDED: "Other words",
    Fate.IN_PIECES: "In pieces",
    Fate.LOST: "Removed: its words are gone",
    Fate.SAME_AS_ANOTHER: "One with another coding of the same words",
}


class ChangedFile(QWidget):
    """Three choices in a row; nothing is done before the window's button is pressed."""

    chosen = Signal(object)
    """Again"""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("What becomes of the changed file")
        self._group = QButtonGroup(self)
        self.buttons: dict[Again, QRadioButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * SPACING)
        for again, (words, tip) in _CHOICES.items():
            button = QRadioButton(words)
            button.setToolTip(tip)
            button.clicked.connect(lambda _on, what=again: self.chosen.emit(what))
            self.buttons[again] = button
            self._group.addButton(button)
            row.addWidget(button)
        row.addStretch()

    def show_file(self, file: ReadFile) -> None:
        """Show what is chosen for a file."""
        self.buttons[file.again].setChecked(True)


class CodingChanges(QWidget):
    """The codings that would not have all their words, each before and after."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = plain_label("Codings with other words")
        self._title.setFont(heading_font(self.font()))
        self.words = plain_label()
        self.words.setWordWrap(True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.list = RichList("Codings with other words")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._title)
        column.addWidget(self.words)
        column.addWidget(self.list, 1)
        for label in (self._title, self.words):
            label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        column.addStretch()

    def say(self, words: str) -> None:
        """Show a sentence instead of codings."""
        self.words.setText(words)
        self.list.clear()
        self.list.hide()

    def show_changes(self, changes: Sequence[CodingChange], codings: int) -> None:
        """List the changes of a transcript that has so many codings."""
        self.say(_in_words(changes, codings))
        self.list.setVisible(bool(changes))
        for change in changes[:_MOST]:
            self.list.add(*_line(change), change)


def _in_words(changes: Sequence[CodingChange], codings: int) -> str:
    if not codings:
        return "The transcript has no codings."
    if not changes:
        return beginning(f"{counted(codings, 'coding')}: every word is kept.")
    kept = codings - len(changes)
    lost = sum(change.fate in (Fate.LOST, Fate.SAME_AS_ANOTHER) for change in changes)
    parts = [f"{counted(kept, 'coding')} {plural_of(kept, 'keeps', 'keep')} all words"] if kept else []
    if len(changes) - lost:
        parts.append(f"the wording of {len(changes) - lost:,} will change")
    if lost:
        parts.append(f"{lost:,} will be removed")
    more = f" The first {_MOST} are shown." if len(changes) > _MOST else ""
    return f"{beginning('; '.join(parts))}. You can undo this.{more}"


def _line(change: CodingChange) -> tuple[str, str]:
    """A change as rich text, and in plain words."""
    muted = colours_now().muted
    where = f"{change.code} · {change.coder} · turn {change.turn}"
    fate = _FATES[change.fate]
    after = f"<br>{escape(_short(change.after))}" if change.after else ""
    html = (
        f"<b>{escape(where)}</b> <span style='color:{muted}'>{fate}</span><br>"
        f"<span style='color:{muted}'><s>{escape(_short(change.before))}</s></span>{after}"
    )
    plain = f"{where}. {fate}. Before: {change.before}. After: {change.after or 'nothing'}."
    return html, plain


def _short(words: str, most: int = 240) -> str:
    return in_one_line(words, most)
