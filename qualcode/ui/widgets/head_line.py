"""The first line of a page or of a part of it: a title or a field, and at the right what is done with it."""

from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from qualcode.ui.look.icons import icon
from qualcode.ui.look.theme import heading_font
from qualcode.ui.widgets.flow_layout import FlowLayout
from qualcode.ui.widgets.plain_label import plain_label


class HeadLine(QWidget):
    """The first widget takes the room there is; on a narrow page the others go on below it."""

    def __init__(self, first: QWidget, *others: QWidget) -> None:
        super().__init__()
        row = FlowLayout(self, first_grows=True)
        for widget in (first, *others):
            row.addWidget(widget)


def page_title(words: str = "") -> QLabel:
    """The title of a page, as high as buttons beside it: without any it stands at the same height."""
    title = plain_label(words)
    title.setFont(heading_font(title.font(), 1.15))
    title.setMinimumHeight(QPushButton(icon("export"), "…").sizeHint().height())
    return title
