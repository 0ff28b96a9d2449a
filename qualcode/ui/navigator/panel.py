"""The left side: transcripts above, the codebook with its filter below."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from qualcode.ui.commands.actions import Actions
from qualcode.ui.look.theme import SPACING, heading_font, mute
from qualcode.ui.models.codebook import CodebookModel
from qualcode.ui.navigator.codebook_tree import CodebookTree
from qualcode.ui.navigator.list_choice import SortButton, shown_line
from qualcode.ui.navigator.set_choice import SetChoice
from qualcode.ui.navigator.transcript_list import TranscriptList
from qualcode.ui.painted.field import LineField
from qualcode.ui.painted.splitter import LineSplitter
from qualcode.ui.session.chunks import Chunks
from qualcode.ui.session.session import Session
from qualcode.ui.widgets.elided_label import ElidedLabel
from qualcode.ui.widgets.tab_order import tab_as_laid_out
from qualcode.ui.widgets.withheld import Withheld


class Navigator(LineSplitter):
    """What is in the project: to read, and to code with."""

    def __init__(self, session: Session, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._session = session
        self._actions = actions
        self.transcripts: TranscriptList
        self.codebook: CodebookTree

    def build(self) -> Chunks:
        """Transcripts first, then the codebook: each may be a tree of a thousand rows."""
        session, actions = self._session, self._actions
        section = QWidget(self)
        self.transcripts = TranscriptList(session, actions, section)
        self.sort, self.shown = SortButton(actions, self.transcripts), shown_line(self.transcripts)
        parts: list[QWidget] = [self.transcripts, self.shown]
        add = actions["project.import"]
        plus = _fill(section, "Transcripts", add, parts, roomy=self.transcripts, beside=self.sort)
        Withheld(session, lambda: session.why_not_all, [plus], self)
        self.transcripts.shown_changed.connect(self.sort.refresh)
        self.addWidget(section)
        yield
        model = CodebookModel(session, self)
        yield
        section = QWidget(self)
        self.codebook = CodebookTree(session, actions, model, section)
        yield
        self.filter = LineField()
        self.filter.setPlaceholderText("Filter codes")
        self.filter.setAccessibleName("Filter codes")
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self.codebook.filter_by)
        self.codebook.all_names_wanted.connect(self.filter.clear)
        self.filter.installEventFilter(self)
        self.sets = SetChoice(session, self.codebook)
        self._no_codes = _hint("")
        self._name_keys()
        actions.keys_changed.connect(self._name_keys)
        self.click_hint = _hint("A click on a code codes the words that are selected.")
        self.click_hint.hide()
        # Hints come and go below the codes: what is clicked stays where it is.
        parts = [self.sets, _indented(self.filter), self.codebook, self._no_codes, self.click_hint]
        plus = _fill(section, "Codebook", actions["codebook.add"], parts, roomy=self.codebook)
        Withheld(session, lambda: session.why_nothing, [plus], self)
        self.addWidget(section)
        self.setSizes([300, 420])
        session.changed.connect(self._refresh)
        self._refresh()

    def _name_keys(self) -> None:
        self._no_codes.setText(
            self._actions.said(
                "No codes yet. Select some words in a transcript and press {code.choose}, or add one here."
            )
        )

    def _refresh(self) -> None:
        self._no_codes.setVisible(not self._session.study.codes)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down goes from the filter to the codes, Escape empties it."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.codebook.setFocus(Qt.FocusReason.TabFocusReason)
                return True
            if event.key() == Qt.Key.Key_Escape and self.filter.text():
                self.filter.clear()
                return True
        return super().eventFilter(watched, event)


def _fill(
    section: QWidget,
    title: str,
    action: QAction,
    widgets: list[QWidget],
    *,
    roomy: QWidget,
    beside: QWidget | None = None,
) -> QToolButton:
    """Lay out a heading with its buttons, and what stands below; ``roomy`` takes the room there is.

    Gives the button that adds something.
    """
    label = ElidedLabel()
    label.setText(title)
    label.setFont(heading_font(label.font(), 1.05))
    button = QToolButton()
    button.setText("+")
    button.setFont(heading_font(button.font(), 1.3))
    button.setToolTip(action.toolTip())
    button.clicked.connect(action.trigger)
    button.setAutoRaise(True)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    button.setAccessibleName(action.text().rstrip("…"))
    head = QHBoxLayout()
    head.setContentsMargins(SPACING, SPACING - 2, SPACING - 4, 2)
    # The title is read whole in a narrow panel, too.
    head.setSpacing(SPACING // 4)
    head.addWidget(label, 1)
    if beside is not None:
        head.addWidget(beside)
    head.addWidget(button)
    column = QVBoxLayout(section)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(SPACING - 4)
    column.addLayout(head)
    for widget in widgets:
        column.addWidget(widget, 1 if widget is roomy else 0)
    tab_as_laid_out(section)
    return button


def _hint(sentence: str) -> QLabel:
    label = QLabel(sentence)
    mute(label)
    label.setWordWrap(True)
    label.setContentsMargins(SPACING, 0, SPACING, SPACING)
    return label


def _indented(widget: QWidget) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(SPACING, 0, SPACING, 0)
    row.addWidget(widget)
    return holder
