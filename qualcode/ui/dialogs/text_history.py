"""How the text of a transcript read over time: each step, the words that went and came, and the way back."""

from enum import Enum
from html import escape
from typing import TYPE_CHECKING, Final
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from qualcode.model.change import Touched
from qualcode.model.codes.colour import tinted
from qualcode.model.machine.progress import Progress
from qualcode.model.step import Step
from qualcode.model.words.cutting import cut_place
from qualcode.model.words.in_words import beginning, counted, plural_of
from qualcode.model.words.moments import BY_CLOCK, moment_here
from qualcode.operations.text.correction import what_would_go
from qualcode.operations.text.text_difference import Piece, PieceKind, difference, excerpts
from qualcode.ui.look.theme import SPACING, Colours, colours_now, mute
from qualcode.ui.painted.buttons import PrimaryButton
from qualcode.ui.painted.splitter import LineSplitter
from qualcode.ui.session import lazy_imports
from qualcode.ui.session.background import Background
from qualcode.ui.session.latest import Latest
from qualcode.ui.session.session import Session
from qualcode.ui.widgets.on_screen import opening_size
from qualcode.ui.widgets.rich_list import RichList
from qualcode.ui.widgets.word_box import WordBox

if TYPE_CHECKING:
    from qualcode.operations.text.correction import Correction
    from qualcode.project.text.text_history import TextState

_LETTERS: Final = 60_000
"""As many are shown of what has changed: more would keep the window waiting."""


class TextComparison(Enum):
    """What is shown of the text of a step."""

    STEP = "what this step changed"
    SINCE = "what has changed since"
    WHOLE = "the whole text"


class TextHistoryDialog(QDialog):
    """The latest text is at the top; going back to an earlier one is a step like any other."""

    def __init__(
        self, session: Session, background: Background, transcript_id: UUID, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._transcript_id = transcript_id
        self._states: list[TextState] = []
        self._asked = False
        self._looking, self._comparing = Latest(background), Latest(background)
        self.setWindowTitle(f"History of the text of {session.study.transcripts[transcript_id].name}")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(opening_size(parent, 900, 640))
        self.list = RichList("Steps that gave the transcript another text")
        self.list.setToolTip(BY_CLOCK)
        self.list.currentItemChanged.connect(lambda _now, _before: self._compare())
        self.shown = WordBox()
        self.shown.setAccessibleName("What is shown")
        self.shown.offer([(kind, kind.value) for kind in TextComparison], TextComparison.STEP)
        self.shown.activated.connect(self._compare)
        self.text = QTextBrowser()
        self.text.setAccessibleName("Text")
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.words = QLabel("Looking for earlier texts…")
        self.words.setWordWrap(True)
        mute(self.words)
        self.button = PrimaryButton("Go back to this text")
        self.button.clicked.connect(self._go_back)
        close = QPushButton("Close")
        close.setAutoDefault(False)
        close.clicked.connect(self.accept)
        head = QHBoxLayout()
        head.addWidget(QLabel("Show"))
        head.addWidget(self.shown)
        head.addStretch()
        right = QWidget()
        right_column = QVBoxLayout(right)
        right_column.setContentsMargins(SPACING, 0, 0, 0)
        right_column.addLayout(head)
        right_column.addWidget(self.text, 1)
        parts = LineSplitter(Qt.Orientation.Horizontal, self)
        parts.addWidget(self.list)
        parts.addWidget(right)
        parts.setStretchFactor(1, 1)
        parts.setSizes([300, 560])
        row = QHBoxLayout()
        row.addWidget(self.words, 1)
        row.addWidget(close)
        row.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACING, 2 * SPACING, 2 * SPACING, 2 * SPACING)
        column.addWidget(parts, 1)
        column.addLayout(row)
        self.finished.connect(self._looking.stop)
        self.finished.connect(self._comparing.stop)
        session.changed.connect(self._on_changed)
        self._look()

    def _on_changed(self, _step: Step, touched: Touched) -> None:
        if self.isHidden():
            # It is closed and about to go.
            return
        if self._transcript_id not in self._session.study.transcripts:
            self.reject()
        elif self._transcript_id in touched.rows:
            self._look()

    def _look(self) -> None:
        record, transcript_id = self._session.project.record(), self._transcript_id
        self.button.setEnabled(False)
        self._looking.ask(
            lambda _progress: lazy_imports.text_states(record, transcript_id), self._show, self.words.setText
        )

    def _show(self, states: "list[TextState]") -> None:
        self._states = states[::-1]
        self.list.clear()
        muted = colours_now().muted
        for place, state in enumerate(self._states):
            step = state.step
            head = f"Step {step.number} · {moment_here(step.at)} · {step.coder}"
            now = " (the present text)" if not place else ""
            html = f'<span style="color:{muted}">{escape(head)}</span><br>{escape(step.title)}<b>{now}</b>'
            self.list.add(html, f"{head}: {step.title}{now}", place)
        self.list.setCurrentRow(0)

    @property
    def _chosen(self) -> int:
        return self.list.currentRow()

    def _compare(self) -> None:
        place = self._chosen
        self._asked = False
        self.button.setText("Go back to this text")
        self.button.setEnabled(place > 0 and not self._session.why_not_all)
        if place < 0:
            return
        here, kind = self._states[place], self.shown.chosen
        before = self._states[place + 1] if place + 1 < len(self._states) else None
        now = self._states[0]

        def work(_progress: Progress) -> list[Piece]:
            if kind is TextComparison.WHOLE or (kind is TextComparison.STEP and before is None):
                return [Piece(PieceKind.KEPT, here.text.read())]
            if kind is TextComparison.STEP and before is not None:
                pieces = difference(before.text.read(), here.text.read())
            else:
                pieces = difference(here.text.read(), now.text.read())
            return list(excerpts(pieces))

        self.words.setText("Comparing…")
        self._comparing.ask(work, self._show_pieces, self.words.setText)

    def _show_pieces(self, pieces: list[Piece]) -> None:
        changes = sum(
            piece.kind is not PieceKind.KEPT and (not place or pieces[place - 1].kind is PieceKind.KEPT)
            for place, piece in enumerate(pieces)
        )
        short, whole = _first(pieces)
        self.text.setHtml(_html(short, colours_now()))
        more = "" if whole else " Only the beginning is shown, because the text is long."
        if self.shown.chosen is TextComparison.WHOLE or (
            not changes and self._chosen == len(self._states) - 1
        ):
            said = "The text as it came into the project." if self._chosen == len(self._states) - 1 else ""
        else:
            said = beginning(f"{counted(changes, 'place')} {plural_of(changes, 'differs', 'differ')}.")
        self.words.setText(said + more)

    # -- going back -----------------------------------------------------------------------------

    def _go_back(self) -> None:
        """Go back, where segments would lose their words only when that has been said."""
        place = self._chosen
        if place < 1:
            return
        state, transcript_id = self._states[place], self._transcript_id
        self.button.setEnabled(False)
        if self._asked:
            self._session.carry_out(
                lambda study: lazy_imports.text_brought_back(study, transcript_id, state).change,
                failed=self._refuse,
            )
            return
        study = self._session.study
        self.words.setText("Working out what follows…")
        self._comparing.ask(
            lambda _progress: lazy_imports.text_brought_back(study, transcript_id, state),
            self._offer,
            self._refuse,
        )

    def _offer(self, correction: "Correction") -> None:
        self._asked = True
        self.button.setEnabled(True)
        if correction.asks:
            self.words.setText(what_would_go(self._session.study, correction))
            self.button.setText("Go back anyway")
        else:
            self._go_back()

    def _refuse(self, sentence: str) -> None:
        self.words.setText(sentence)
        self.button.setEnabled(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter on a step is no way back by accident."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.list.hasFocus():
            event.accept()
            return
        super().keyPressEvent(event)


def _first(pieces: list[Piece]) -> tuple[list[Piece], bool]:
    """As many pieces as can be shown, and whether these are all."""
    short, letters = [], 0
    for piece in pieces:
        if letters + len(piece.words) > _LETTERS:
            short.append(Piece(piece.kind, piece.words[: cut_place(piece.words, 0, _LETTERS - letters)]))
            return short, False
        short.append(piece)
        letters += len(piece.words)
    return short, True


def _html(pieces: list[Piece], colours: Colours) -> str:
    """The pieces in colour, and marked without it: what went is struck out, what came is underlined."""
    out, came = tinted("#c0392b", colours.base, 0.28), tinted("#2e8b57", colours.base, 0.32)
    styles = {
        PieceKind.KEPT: "",
        PieceKind.OUT: f"background-color:{out}; text-decoration:line-through",
        PieceKind.IN: f"background-color:{came}; text-decoration:underline",
    }
    parts = []
    for kind, words in pieces:
        # A line end by itself would not be seen.
        shown = words if kind is PieceKind.KEPT else words.replace("\n", "¶\n")
        text = escape(shown).replace("\n", "<br>").replace("  ", "&nbsp; ")
        parts.append(f'<span style="{styles[kind]}">{text}</span>' if styles[kind] else text)
    return "".join(parts)
