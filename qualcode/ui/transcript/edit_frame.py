"""What is open in a transcript while words are corrected: the field in their place, and questions below."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from qualcode.model.span import Span
from qualcode.ui.commands.spoken_keys import with_fixed_keys
from qualcode.ui.look.theme import Colours, mute
from qualcode.ui.painted.box import Box
from qualcode.ui.painted.frame import PaintedFrame
from qualcode.ui.transcript.column import Room
from qualcode.ui.transcript.tab_stops import tab_distance
from qualcode.ui.transcript.view import TranscriptView
from qualcode.ui.transcript.words_field import LineLook, WordsField
from qualcode.ui.widgets.messages import announce
from qualcode.ui.widgets.tab_order import tab_as_laid_out
from qualcode.ui.widgets.text_question import TextAnswer, TextQuestion

_EDGE: Final = 6
_NEAR: Final = 3
"""Pixels above the words, where a name stands right above them."""
_HINT: Final = "Enter saves, Esc cancels"
_DESCRIPTION: Final = "Enter saves, {Shift+Enter} begins a new line, Esc cancels"


@dataclass(frozen=True, slots=True)
class FrameAnswers:
    """What the frame's buttons, keys and questions do."""

    save: Callable[[], object]
    leave: Callable[[], object]
    """The keyboard has gone elsewhere."""
    save_all_the_same: Callable[[], object]
    give_up: Callable[[], object]
    settle: Callable[[TextAnswer], object]
    unsaved: Callable[[], list[str]]


class EditFrame(PaintedFrame):
    """Lies on the lines whose words it shows and moves with them; the text below makes room for it."""

    def __init__(self, view: TranscriptView, answers: FrameAnswers) -> None:
        super().__init__(view.viewport())
        self._view = view
        self._span = Span(0, 0)
        self._placing = False
        self._open = False
        self._about: UUID | None = None
        self._answers = answers
        # A press beside the field is none in the transcript.
        self.setAttribute(Qt.WidgetAttribute.WA_NoMousePropagation)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.field = WordsField(self)
        self.field.viewport().setAutoFillBackground(False)
        self.hint = QLabel(_HINT)
        mute(self.hint)
        self.hint.setWordWrap(True)
        self.hint.setToolTip(with_fixed_keys(_DESCRIPTION))
        self.save_button = self._button("Save", "Save the words (Enter)", answers.save)
        self.cancel_button = self._button("Cancel", "Leave the words as they were (Esc)", answers.give_up)
        self.loss = QLabel()
        self.loss.setWordWrap(True)
        self.loss_button = self._button("Save anyway", "", answers.save_all_the_same)
        self.back_button = self._button("Keep editing", "", self.go_on)
        column = QVBoxLayout(self)
        column.setContentsMargins(_EDGE, 0, _EDGE, _EDGE)
        column.setSpacing(4)
        column.addWidget(self.field)
        self._hint_line = self._line(self.hint, self.save_button, self.cancel_button)
        column.addWidget(self._hint_line)
        self._loss_line = self._lines(self.loss, self.loss_button, self.back_button)
        column.addWidget(self._loss_line)
        column.addStretch()
        self._loss_line.hide()
        tab_as_laid_out(self, after=view)
        self.question = TextQuestion(self.field)
        self.question.chosen.connect(answers.settle)
        self.question.hide()
        self.field.finished.connect(answers.save)
        self.field.given_up.connect(answers.give_up)
        self.field.left.connect(self._on_left)
        self.field.document().documentLayout().documentSizeChanged.connect(self._on_size)
        self.field.cursorPositionChanged.connect(self._follow_caret)
        view.geometry_changed.connect(self.place)
        view.zoom_changed.connect(self._on_zoom)
        self.hide()

    def box(self, colours: Colours) -> Box:
        return Box(colours.base, colours.accent, radius=4, width=2)

    def _button(self, text: str, tip: str, act: Callable[[], object]) -> QPushButton:
        button = QPushButton(text)
        button.setToolTip(tip)
        button.setAutoDefault(False)
        # By mouse the keyboard stays in the field: leaving it saves, and Cancel must not.
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda _checked=False: act())
        button.installEventFilter(self)
        return button

    def _lines(self, label: QLabel, *buttons: QPushButton) -> QWidget:
        """A sentence, and below it what can be answered."""
        lines, row = QWidget(), QHBoxLayout()
        row.addStretch()
        for button in buttons:
            row.addWidget(button)
        column = QVBoxLayout(lines)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(label)
        column.addLayout(row)
        return lines

    def _line(self, label: QLabel, *buttons: QPushButton) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(label, 1)
        for button in buttons:
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        return line

    # -- opening and closing --------------------------------------------------------------------

    def open(self, about: UUID, span: Span, words: str, name: str, selected: Span) -> None:
        """Show ``words`` in the place of a stored stretch, called ``name``; ``selected`` counts within."""
        self._about, self._span, self._open = about, span, True
        self.field.setAccessibleName(name)
        self.field.setAccessibleDescription(with_fixed_keys(_DESCRIPTION))
        self._show_loss(False)
        self.question.hide()
        self.show()
        self.show_words(words)
        self.raise_()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.select(selected)
        self._show_foot()

    def show_words(self, words: str) -> None:
        """Put other words into the field."""
        self.field.show_words(words, self._view.look.font, self._line_look())
        self.place()

    def close_up(self) -> None:
        """Put the field away, and give the room back to the text."""
        had_focus, self._open = self.has_focus, False
        self.appear(there=False)
        if had_focus:
            self._view.setFocus(Qt.FocusReason.OtherFocusReason)

    def appear(self, *, there: bool) -> None:
        """Be seen, or not: another transcript is shown."""
        self.setVisible(there)
        if there:
            self.place()
        else:
            self._view.make_room(None)

    def go_on(self) -> None:
        """Bring the keyboard back to the field."""
        self._show_loss(False)
        self.place()
        self._view.scroll_to(self._span.start)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def move_to(self, span: Span) -> None:
        """The stretch has moved, because somebody else has corrected another place."""
        self._span = span
        self.place()

    @property
    def has_focus(self) -> bool:
        """Whether the keyboard is in the field or on what is below it."""
        return self.isAncestorOf(self.window().focusWidget())

    # -- questions ------------------------------------------------------------------------------

    def ask_about_loss(self, sentence: str, button: str) -> None:
        """Say what would go with the words, and let the person choose."""
        self.loss.setText(sentence)
        self.loss_button.setText(button)
        self._show_loss(True)
        self.place()
        self._show_foot()
        announce(self, sentence)

    def _show_loss(self, shown: bool) -> None:
        self._loss_line.setVisible(shown)
        self._hint_line.setVisible(not shown)

    def ask_whose(self, theirs: str | None) -> None:
        """Ask whose words it shall be, where a teammate has changed the same; None: nothing is asked."""
        if theirs is None:
            self.question.hide()
        else:
            self.question.ask(theirs)
        self.place()
        self._show_foot()

    @property
    def asks(self) -> bool:
        """Whether something is asked that has to be answered before the words can be saved."""
        return not (self._loss_line.isHidden() and self.question.isHidden())

    @property
    def unsaved(self) -> list[str]:
        """What was typed and is not saved."""
        return self._answers.unsaved()

    # -- place ----------------------------------------------------------------------------------

    def _line_look(self) -> LineLook:
        look = self._view.look
        return LineLook(look.above + look.below, look.paragraph_gap)

    def place(self) -> None:
        """Lie where the words are, and have as much room made as the field and what is asked need."""
        if self.isHidden() or self._placing or self._view.transcript_id != self._about:
            return
        self._placing = True
        try:
            lines = self._view.place_of_lines(self._span)
            layout = self.layout()
            if layout is None:
                return
            # A name that stands right above its words stays to be read.
            over = _NEAR if self._view.look.heads_above else _EDGE
            layout.setContentsMargins(_EDGE, self._view.look.above + over, _EDGE, _EDGE)
            self.field.set_line_width(lines.width())
            self.field.setTabStopDistance(self._tab_distance(lines.width()))
            self.field.updateGeometry()
            width = lines.width() + 2 * _EDGE
            height = layout.heightForWidth(width) if layout.hasHeightForWidth() else self.sizeHint().height()
            needed = max(0, height - over - lines.height())
            block = self._view.display.block_at(self._span.end)
            self._view.make_room(Room(block, needed) if needed else None)
            lines = self._view.place_of_lines(self._span)
            self.setGeometry(
                lines.left() - _EDGE, lines.top() - over, width, max(height, lines.height() + over)
            )
        finally:
            self._placing = False

    def _tab_distance(self, width: int) -> float:
        look = self._view.look
        width_of = QFontMetricsF(look.font).horizontalAdvance
        return tab_distance(self.field.words.split("\n"), width_of, look.letter, width)

    def _on_size(self) -> None:
        self.field.updateGeometry()
        self.place()

    def _on_zoom(self) -> None:
        if not self.isHidden():
            self.field.lay_out(self._view.look.font, self._line_look())
            self.place()

    def _show_foot(self) -> None:
        """Bring what is asked below the field into view, as far as its beginning stays there."""
        place, bar = self.geometry(), self._view.verticalScrollBar()
        beyond = place.bottom() + 1 + _EDGE - self._view.viewport().height()
        bar.setValue(bar.value() + max(0, min(beyond, place.top())))

    def _follow_caret(self) -> None:
        """Keep the caret in view: the transcript scrolls, for the field is as tall as its text."""
        caret = self.field.cursorRect()
        top = self.field.viewport().mapTo(self._view.viewport(), caret.topLeft()).y()
        bar, page = self._view.verticalScrollBar(), self._view.viewport().height()
        if top < 0:
            bar.setValue(bar.value() + top - caret.height())
        elif top + 2 * caret.height() > page:
            bar.setValue(bar.value() + top + 2 * caret.height() - page)

    # -- leaving --------------------------------------------------------------------------------

    def _on_left(self) -> None:
        if not self.isHidden() and not self.has_focus and not self.asks:
            self._answers.leave()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys on the buttons are theirs, not the transcript's."""
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if event.type() is QEvent.Type.FocusOut and not self.isHidden():
            self._on_left()
        return super().eventFilter(watched, event)

    def save(self) -> None:
        """Save what has been typed, as far as nothing has to be asked first."""
        if self._open and not self.asks:
            self._answers.save()
