"""The first line of a page or of a part of it: a title or a field, and at the right what is done with it."""

from PySide6.QtWidgets import QWidget

from qualcode.ui.widgets.flow_layout import FlowLayout


class HeadLine(QWidget):
    """The first widget takes the room there is; on a narrow page the others go on below it."""

    def __init__(self, first: QWidget, *others: QWidget) -> None:
        super().__init__()
        row = FlowLayout(self, first_grows=True)
        for widget in (first, *others):
            row.addWidget(widget)
