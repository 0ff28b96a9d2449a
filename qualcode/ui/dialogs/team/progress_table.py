"""How far each coder of a round is: a row for each transcript, a column for each coder."""

from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem

from qualcode.model.study import Study
from qualcode.model.team import Round
from qualcode.model.teamwork.rounds import progress_of_round, sampled_turns
from qualcode.ui.dialogs.team.words import STATES
from qualcode.ui.widgets.roomy_rows import RoomyRows

_PLACE = Qt.ItemDataRole.UserRole


class ProgressTable(QTableWidget):
    """The chosen cells say what is marked; where turns were drawn, the last column says which."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Progress")
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setItemDelegate(RoomyRows(self, 8, 6))
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)

    def show_round(self, study: Study, row: Round | None) -> None:
        """Show how far the coders of a round are; nothing for None."""
        chosen = {(item.row(), item.column()) for item in self.selectedItems()}
        found = () if row is None else progress_of_round(study, row.id)
        texts = list(dict.fromkeys(each.transcript for each in found))
        people = list(dict.fromkeys(each.coder for each in found))
        drawn = {} if row is None or row.sample_turns is None else sampled_turns(study, row)
        names = ["Transcript", *(coder.name for coder in people), *(["Turns to code"] if drawn else [])]
        self.clear()
        self.setRowCount(len(texts))
        self.setColumnCount(len(names))
        self.setHorizontalHeaderLabels(names)
        for each in found:
            item = QTableWidgetItem(STATES[each.state])
            item.setData(_PLACE, (each.transcript.id, each.coder.id))
            self.setItem(texts.index(each.transcript), 1 + people.index(each.coder), item)
        for place, text in enumerate(texts):
            self.setItem(place, 0, _fixed(text.name))
            if drawn:
                turns = ", ".join(str(turn + 1) for turn in drawn.get(text.id, ()))
                item = _fixed(turns or "none")
                item.setToolTip(turns)
                self.setItem(place, len(names) - 1, item)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0 if not drawn else len(names) - 1, QHeaderView.ResizeMode.Stretch)
        for line, column in chosen:
            again = self.item(line, column)
            if again is not None:
                again.setSelected(True)

    @property
    def places(self) -> list[tuple[UUID, UUID]]:
        """Transcript and coder of each chosen cell."""
        found = [item.data(_PLACE) for item in self.selectedItems()]
        return [(place[0], place[1]) for place in found if place is not None]


def _fixed(words: str) -> QTableWidgetItem:
    """A cell that is read and never chosen."""
    item = QTableWidgetItem(words)
    item.setFlags(Qt.ItemFlag.ItemIsEnabled)
    return item
