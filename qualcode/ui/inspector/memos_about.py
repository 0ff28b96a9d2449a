"""How many memos are about something that is looked at, and the way to each of them."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QToolButton, QWidget

from qualcode.analysis.memo_list import memos_touching
from qualcode.model.entities import Memo
from qualcode.model.memos import MemoTarget
from qualcode.model.study import Study
from qualcode.model.words.in_words import briefly, counted
from qualcode.ui.widgets.letter_menu import LetterMenu
from qualcode.ui.widgets.plain_label import entry_caption

_LETTERS = 60


class MemosAbout(QToolButton):
    """Not seen where there are none; one is opened at once, of several one is chosen."""

    wanted = Signal(object)
    """The identity of a memo that is to be read."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._memos: list[Memo] = []
        self.setAutoRaise(True)
        self.hide()
        self.clicked.connect(self._open)

    def show_about(self, study: Study, target: MemoTarget | None) -> None:
        """Count the memos that are about this, or linked to it."""
        self._memos = [] if target is None else memos_touching(study, target)
        self.setText(counted(len(self._memos), "linked memo"))
        self.setToolTip("\n".join(map(_named, self._memos)))
        self.setAccessibleName(self.text())
        self.setVisible(bool(self._memos))

    def _open(self) -> None:
        if len(self._memos) == 1:
            self.wanted.emit(self._memos[0].id)
            return
        menu = LetterMenu(parent=self)
        for memo in self._memos:
            action = menu.addAction(entry_caption(_named(memo)))
            action.triggered.connect(partial(self._choose, memo))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def _choose(self, memo: Memo, _checked: bool = False) -> None:
        self.wanted.emit(memo.id)


def _named(memo: Memo) -> str:
    return memo.title or briefly(memo.text, _LETTERS)
