"""How windows of readings are laid out: a line above, a list that leads, at its right what is chosen."""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from qualcode.ui.look.theme import SPACING, mute
from qualcode.ui.widgets.flow_layout import FlowLayout
from qualcode.ui.widgets.quiet_button import quiet_button
from qualcode.ui.widgets.scrolled import Scrolled
from qualcode.ui.widgets.word_box import WordBox

_LEAST_PAGE: Final = 80


class Readings(NamedTuple):
    """The parts of such a window: ``above`` what is listed is chosen, ``below`` what can be done with it.

    ``shown`` is what is chosen in the list, in words, and ``page`` all of it, ``acts`` what to do with it.
    """

    above: Sequence[QWidget]
    list: QWidget
    shown: QWidget
    page: QWidget
    acts: Sequence[QWidget] = ()
    below: Sequence[QWidget] = ()
    bar: QWidget | None = None
    hint: str = ""


def choice_box(parent: QWidget, name: str) -> WordBox:
    """A choice in the line above, which says what it is of to those who do not see it."""
    box = WordBox(parent)
    box.setAccessibleName(name)
    box.setToolTip(name)
    return box


def lay_out(dialog: QDialog, parts: Readings) -> None:
    """Put the parts into the window, with *Close* at the end."""
    right = QWidget()
    beside = QVBoxLayout(right)
    beside.setContentsMargins(0, 0, 0, 0)
    beside.addWidget(parts.shown)
    parts.page.setMinimumHeight(_LEAST_PAGE)
    beside.addWidget(parts.page, 1)
    middle = QHBoxLayout()
    middle.setSpacing(2 * SPACING)
    middle.addWidget(parts.list, 3)
    # On a low screen it scrolls; what can be done stays in view below it.
    middle.addWidget(Scrolled(right), 5)
    bottom = QHBoxLayout()
    for button in parts.below:
        bottom.addWidget(button)
    bottom.addStretch()
    bottom.addWidget(quiet_button("Close", "", dialog.accept))
    column = QVBoxLayout(dialog)
    column.setContentsMargins(2 * SPACING, 2 * SPACING, 2 * SPACING, 2 * SPACING)
    column.setSpacing(SPACING + 2)
    if parts.bar is not None:
        column.addWidget(parts.bar)
    column.addWidget(_row(parts.above))
    column.addLayout(middle, 1)
    if parts.acts:
        column.addWidget(_row(parts.acts))
    if parts.hint:
        column.addWidget(_hint(parts.hint))
    column.addLayout(bottom)


def _row(parts: Iterable[QWidget]) -> QWidget:
    line = QWidget()
    row = FlowLayout(line)
    for part in parts:
        row.addWidget(part)
    return line


def _hint(words: str) -> QLabel:
    hint = QLabel(words)
    hint.setWordWrap(True)
    mute(hint)
    return hint
