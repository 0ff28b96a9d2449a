"""The turns behind a figure of the groups page; a click opens one in its transcript."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QListWidgetItem, QVBoxLayout, QWidget

from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.ui.cell_passages import MOST, ShownPassage, html_of, words_of
from qualcode.ui.rich_list import DATA_ROLE, RichList
from qualcode.ui.theme import SPACING, colours_now, heading_font

_HINT = "Choose a figure to see the turns behind it."


def passages_of(
    study: Study, transcript_id: UUID, turns: Sequence[int], code_id: UUID | None
) -> list[ShownPassage]:
    """The first of these turns, as they are spoken, with what carries the code marked in them."""
    columns, text = study.turns_of(transcript_id), study.text(transcript_id)
    marks = [coding.span for coding in study.codings_of(transcript_id) if coding.code_id == code_id]
    found = []
    for turn in turns[:MOST]:
        start = int(columns.speech[turn])
        # Without the end of its line: that would be selected with it.
        end = start + len(text[start : int(columns.end[turn])].rstrip("\n"))
        inside = [(mark, code_id) for mark in marks if code_id and mark.start < end and start < mark.end]
        found.append(ShownPassage(transcript_id, Span(start, end), tuple(inside)))
    return found


class TurnList(QWidget):
    """Empty until a figure is chosen."""

    place_wanted = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumWidth(240)
        self._title = QLabel()
        self._title.setFont(heading_font(self.font(), 1.05))
        self._title.setWordWrap(True)
        self._hint = QLabel()
        self._hint.setProperty("muted", True)
        self._hint.setWordWrap(True)
        self.list = RichList("Turns")
        self.list.itemActivated.connect(self._open)
        self.list.itemClicked.connect(self._open)
        head = QVBoxLayout()
        head.setContentsMargins(SPACING + 4, SPACING + 4, SPACING + 4, 4)
        head.addWidget(self._title)
        head.addWidget(self._hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.list, 1)
        self.clear()

    def clear(self) -> None:
        """Show no turns."""
        self.list.clear()
        self._title.setText("Turns")
        self._hint.setText(_HINT)

    def show_turns(self, study: Study, said: str, passages: Sequence[ShownPassage], whole: int) -> None:
        """Show the turns of which the sentence ``said`` speaks; there are ``whole`` of them in all."""
        self.clear()
        self._hint.setText(f"{said} {_how_many(len(passages), whole)}")
        colours = colours_now()
        for passage in passages:
            self.list.add(html_of(study, passage, colours), words_of(study, passage), passage)
        self.list.scrollToTop()

    def _open(self, item: QListWidgetItem) -> None:
        passage = item.data(DATA_ROLE)
        if isinstance(passage, ShownPassage):
            self.place_wanted.emit(passage.transcript_id, passage.span)


def _how_many(shown: int, whole: int) -> str:
    if not whole:
        return "There is no turn behind this figure."
    if shown < whole:
        return f"The first {shown} of {whole:,} turns; click one to read it in its place."
    return "Click a turn to read it in its place."
