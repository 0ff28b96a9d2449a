"""The parts of a query one after another, each with a button that takes it out."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from qualcode.model.queries.query import Query
from qualcode.ui.painted.buttons import ChipButton
from qualcode.ui.widgets.flow_layout import FlowLayout


class Chips(QWidget):
    """Empty, and without height, while there is no query."""

    taken_out = Signal(object)
    """The query that is left (None: nothing) when a part is taken out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = FlowLayout(self)
        self.buttons: list[ChipButton] = []
        self.hide()

    def show_query(self, query: Query | None) -> None:
        """Show the parts of a query."""
        for button in self.buttons:
            self._row.removeWidget(button)
            button.deleteLater()
        self.buttons = []
        labels = () if query is None else query.labels()
        for place, label in enumerate(labels):
            button = ChipButton(self)
            button.setText(f"{label}  ×".replace("&", "&&"))
            button.setToolTip(f"Remove {label}")
            button.setAccessibleName(f"Remove {label}")
            button.clicked.connect(lambda _checked=False, gone=place: self._take_out(query, gone))
            self._row.addWidget(button)
            self.buttons.append(button)
        self.setVisible(bool(labels))
        self.updateGeometry()

    def _take_out(self, query: Query | None, place: int) -> None:
        if query is not None:
            self.taken_out.emit(query.without(place))
