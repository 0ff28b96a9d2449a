"""What a memo is linked to, each with a way there and a way to take it off."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from qualcode.analysis.memo_list import target_in_words
from qualcode.model.entities import MemoSubject
from qualcode.model.memos import MemoTarget, ShownLink
from qualcode.model.study import Study
from qualcode.model.words.spelling import Typed, key
from qualcode.ui.dialogs.finder import FinderDialog, FinderLine
from qualcode.ui.painted.buttons import ChipButton
from qualcode.ui.widgets.flow_layout import FlowLayout
from qualcode.ui.widgets.name_button import NameButton


class MemoLinks(QWidget):
    """One button for each link; empty, and without height, where there are none."""

    followed = Signal(object)
    """A MemoTarget that is to be shown."""
    taken_off = Signal(object)
    """The ShownLink that is to go."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = FlowLayout(self)
        self._shown: tuple[ShownLink, ...] = ()
        self.buttons: list[QPushButton] = []
        self.crosses: list[ChipButton] = []
        self._parts: list[QWidget] = []
        self.hide()

    def show_links(self, links: Sequence[ShownLink]) -> None:
        """Show these links, in their order."""
        if tuple(links) == self._shown:
            return
        for part in self._parts:
            self._row.removeWidget(part)
            part.deleteLater()
        self._shown = tuple(links)
        self.buttons, self.crosses, self._parts = [], [], []
        for link in links:
            self._row.addWidget(self._part(link))
        self.setVisible(bool(links))
        self.updateGeometry()

    def _part(self, link: ShownLink) -> QWidget:
        part = QWidget(self)
        there = NameButton(link.name)
        there.setToolTip(f"Go to {link.name}")
        there.setAutoDefault(False)
        there.clicked.connect(lambda: self.followed.emit(link.target))
        cross = ChipButton()
        cross.setText("×")
        cross.setFixedWidth(there.sizeHint().height())
        for say in (cross.setToolTip, cross.setAccessibleName):
            say(f"Take off the link to {link.name}")
        cross.clicked.connect(lambda: self.taken_off.emit(link))
        row = QHBoxLayout(part)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(there)
        row.addWidget(cross)
        self.buttons.append(there)
        self.crosses.append(cross)
        self._parts.append(part)
        return part


def ask_for_link(study: Study, take: Callable[[MemoTarget], object], parent: QWidget) -> FinderDialog:
    """Ask for a code, transcript or participant by name."""

    def find(words: str) -> list[FinderLine]:
        return list(_targets(study, words, take))

    return FinderDialog("Link the memo to", "A code, a transcript or a participant", find, parent)


def _targets(study: Study, words: str, take: Callable[[MemoTarget], object]) -> Iterator[FinderLine]:
    typed = Typed(words)
    everything = [
        *(MemoTarget(MemoSubject.CODE, code.id) for code in study.codes_in_order),
        *(MemoTarget(MemoSubject.TRANSCRIPT, row.id) for row in study.transcripts_in_order),
        *(MemoTarget(MemoSubject.PARTICIPANT, row.id) for row in study.participants_in_order),
    ]
    for target in everything:
        noun = str(target.subject)
        name = target_in_words(study, target).removeprefix(f"{noun.capitalize()} ")
        if not key(words) or typed.within(name):
            yield FinderLine(name, noun, partial(take, target))
