"""Finding and replacing words in one or all transcripts: each place is seen and ticked before it is done."""

from collections.abc import Callable
from typing import Final
from uuid import UUID

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from qualcode.analysis.search import Match
from qualcode.model.change import Touched
from qualcode.model.entities import TextVersion, Transcript
from qualcode.model.step import Step
from qualcode.model.words.in_words import beginning, counted, listed, plural_of, sentence
from qualcode.operations.text.correction import Correction, what_would_go
from qualcode.project.text.replacing import (
    FoundWords,
    Wanted,
    found_words,
    lost_at,
    people_named,
    replaced,
    still_holding,
)
from qualcode.ui.commands.spoken_keys import keys_in_words
from qualcode.ui.look.theme import SPACING, mute
from qualcode.ui.models.found_words import FoundWordsModel
from qualcode.ui.models.transcript_places import places_offered, transcripts_at
from qualcode.ui.painted.buttons import PrimaryButton
from qualcode.ui.painted.field import LineField
from qualcode.ui.session.background import Background
from qualcode.ui.session.latest import Latest
from qualcode.ui.session.session import Session
from qualcode.ui.widgets.down_to_list import DownToList
from qualcode.ui.widgets.messages import MessageBar
from qualcode.ui.widgets.on_screen import opening_size
from qualcode.ui.widgets.plain_label import plain_label
from qualcode.ui.widgets.rich_list import RichView
from qualcode.ui.widgets.undo_offer import undo_offer
from qualcode.ui.widgets.word_box import WordBox
from qualcode.ui.widgets.written_keys import presses_letter

_MATCHES: Final = (
    (Match.EXACT, "anywhere"),
    (Match.WHOLE_WORD, "whole words"),
    (Match.REGULAR_EXPRESSION, "regular expression"),
)
_PAUSE_MILLISECONDS: Final = 250
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ReplaceDialog(QDialog):
    """Looks while one types; says how many segments the ticked places touch; replaces in one step."""

    place_wanted = Signal(object, object)
    replacing = Signal()
    """The words are about to be replaced."""
    words_replaced = Signal(object, object)
    """The places in which words were replaced, and with what."""

    def __init__(
        self,
        session: Session,
        background: Background,
        messages: MessageBar,
        words: str = "",
        transcript_id: UUID | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._messages = messages
        self._looking, self._weighing = Latest(background), Latest(background)
        self._correction: Correction | None = None
        self._accepted_losses = ""
        self.setWindowTitle("Find and replace")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(opening_size(parent, 760, 640))
        self.field = _field("Find", words)
        self.replacement = _field("Replace with", "")
        self.match = WordBox()
        self.match.setAccessibleName("How the words are meant")
        self.match.offer(_MATCHES, Match.WHOLE_WORD)
        self.match_case = QCheckBox("Match &case")
        self.where = WordBox()
        self.where.setAccessibleName("In which transcripts")
        study = session.study
        self.where.offer([(None, "in all transcripts"), *places_offered(study)], transcript_id)
        self.model = FoundWordsModel(self)
        self.list = RichView("Places", self.model)
        for field in (self.field, self.replacement):
            DownToList(field, self.list)
            field.installEventFilter(self)
        self.list.installEventFilter(self)
        self._left = self.replacement
        """The field that had the keyboard last."""
        self.list.activated.connect(self._open)
        self.list.doubleClicked.connect(self._open)
        self.every, self.none = QPushButton("Tick all"), QPushButton("Tick none")
        self.every.clicked.connect(lambda: self.model.tick_all(True))
        self.none.clicked.connect(lambda: self.model.tick_all(False))
        self.words = plain_label()
        self.words.setWordWrap(True)
        mute(self.words)
        self.button = PrimaryButton("Replace")
        self.button.clicked.connect(self.replace)
        # From the fields and from the list, in both of which Enter does something else.
        QShortcut(QKeySequence("Ctrl+Return"), self, self.button.click)
        self.button.setToolTip(f"Replace what is ticked, in one step ({keys_in_words(['Ctrl+Return'])})")
        close = QPushButton("Close")
        close.clicked.connect(self.reject)
        for button in (self.every, self.none, close):
            button.setAutoDefault(False)
        self._lay_out(close)
        self._pause, self._weigh_soon = (self._timer(act) for act in (self.look, self._weigh))
        self.field.textChanged.connect(self._pause.start)
        self.replacement.textChanged.connect(self._on_replacement)
        for box in (self.match, self.where):
            box.activated.connect(self.look)
        self.match_case.toggled.connect(self.look)
        self.model.ticked.connect(self._on_ticked)
        session.changed.connect(self._on_changed)
        self.finished.connect(self._stop)
        (self.replacement if words else self.field).setFocus()
        self.look()

    def _timer(self, act: Callable[[], object]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(_PAUSE_MILLISECONDS)
        timer.timeout.connect(act)
        return timer

    def _lay_out(self, close: QPushButton) -> None:
        grid = QGridLayout()
        for row, (text, field) in enumerate((("&Find", self.field), ("Replace &with", self.replacement))):
            label = plain_label(text)
            label.setBuddy(field)
            grid.addWidget(label, row, 0)
            grid.addWidget(field, row, 1)
        choices = QHBoxLayout()
        for choice in (self.match, self.match_case, self.where):
            choices.addWidget(choice)
        choices.addStretch()
        for button in (self.every, self.none):
            choices.addWidget(button)
        row_of_buttons = QHBoxLayout()
        row_of_buttons.addWidget(self.words, 1)
        row_of_buttons.addWidget(close)
        row_of_buttons.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACING, 2 * SPACING, 2 * SPACING, 2 * SPACING)
        column.addLayout(grid)
        column.addLayout(choices)
        column.addWidget(self.list, 1)
        column.addLayout(row_of_buttons)

    def _stop(self) -> None:
        self._looking.stop()
        self._weighing.stop()

    # -- looking --------------------------------------------------------------------------------

    @property
    def wanted(self) -> Wanted:
        """What is to be replaced, and with what."""
        return Wanted(
            self.field.text(), self.match.chosen, self.match_case.isChecked(), self.replacement.text()
        )

    def look(self) -> None:
        """Find the places again; all of them are ticked."""
        self._pause.stop()
        self._stop()
        if not self.field.text():
            self.model.show([])
            self.words.setText("Type what is to be found. Nothing is changed before you press Replace.")
            return
        study, wanted, chosen = self._session.study, self.wanted, self.where.chosen
        # What is gone meanwhile has no transcripts: it is not the same as all.
        places = None if chosen is None else transcripts_at(study, chosen) or ()
        self.words.setText("Looking…")
        self._looking.ask(
            lambda progress: found_words(study, wanted, places, progress), self.model.show, self._refuse
        )

    def _refuse(self, sentence: str) -> None:
        self.model.show([])
        self.words.setText(sentence)

    def _on_changed(self, _step: Step, touched: Touched) -> None:
        # What a teammate has corrected may be elsewhere now; a dialog that is closed is about to go.
        if not self.isHidden() and touched.kinds & {TextVersion, Transcript}:
            self.look()

    def _on_replacement(self) -> None:
        self.model.show_replacement(self.replacement.text())
        self._on_ticked()

    # -- what would follow ----------------------------------------------------------------------

    def _on_ticked(self) -> None:
        """Say how many places there are; what they touch is worked out in the background."""
        self._correction, self._accepted_losses = None, ""
        self.model.show_losses(None)
        self._weighing.stop()
        self.button.setText("Delete" if self.field.text() and not self.replacement.text() else "Replace")
        chosen = self.model.chosen
        self.button.setEnabled(bool(chosen) and not self._session.why_not_all)
        if self._session.why_not_all:
            self.words.setText(self._session.why_not_all)
        elif self.field.text():
            self.words.setText(_places_in_words(chosen, self.model.places))
            if chosen:
                self._weigh_soon.start()

    def _weigh(self) -> None:
        study, chosen, wanted = self._session.study, self.model.chosen, self.wanted
        self._weighing.ask(
            lambda _progress: replaced(study, chosen, wanted), self._show_weight, self._on_refused
        )

    def _show_weight(self, correction: Correction) -> None:
        self._correction = correction
        study = self._session.study
        self.model.show_losses(lambda place: lost_at(study, correction, place))
        said = [_places_in_words(self.model.chosen, self.model.places)]
        if correction.reworded:
            said.append(f"The wording of {counted(correction.reworded, 'segment')} will change.")
        if correction.asks:
            said.append(what_would_go(study, correction))
        if correction.empties:
            said.append(sentence(correction.empties))
        self.words.setText(" ".join(said))

    def _on_refused(self, sentence: str) -> None:
        self.words.setText(sentence)
        self.button.setEnabled(False)

    # -- replacing ------------------------------------------------------------------------------

    def replace(self) -> None:
        """Replace what is ticked; where segments would lose all their words, once that has been said."""
        chosen, wanted = self.model.chosen, self.wanted
        if self._pause.isActive() or self._looking.under_way or not chosen:
            return
        self._weigh_soon.stop()
        self.button.setEnabled(False)
        study = self._session.study

        def go_on(correction: Correction) -> None:
            self.button.setEnabled(True)
            self._show_weight(correction)
            losses = what_would_go(self._session.study, correction)
            if correction.asks and self._accepted_losses != losses:
                self._accepted_losses = losses
                self.button.setText(f"{self.button.text()} anyway")
            else:
                self._make(correction, wanted)

        if self._correction is not None:
            go_on(self._correction)
        else:
            self._weighing.ask(lambda _progress: replaced(study, chosen, wanted), go_on, self._on_refused)

    def _make(self, correction: Correction, wanted: Wanted) -> None:
        if not correction.change:
            self.words.setText("The words are like this already.")
            return
        named = people_named(self._session.study, wanted)
        held = still_holding(self._session.study, wanted)
        places = self.model.chosen
        self.replacing.emit()
        self._session.carry_out(
            lambda _study: correction.change,
            lambda step: self._done(step, named, held, places, wanted),
            self._on_refused,
        )

    def _done(
        self, step: Step, named: list[str], held: str, places: list[FoundWords], wanted: Wanted
    ) -> None:
        self.words_replaced.emit(places, wanted)
        rest = ""
        if named:
            noun = plural_of(len(named), "The participant", "The participants")
            verb = plural_of(len(named), "keeps the name", "keep their names")
            rest = f" {noun} {listed([f'“{name}”' for name in named[:5]])} {verb}."
        if held:
            rest += f" “{wanted.words}” is still in {held}."
        self._messages.inform(f"{step.happened}.{rest}", undo_offer(self._session))
        self.accept()

    def _open(self, index: QModelIndex) -> None:
        place = self.model.places[index.row()]
        self.place_wanted.emit(place.transcript_id, place.span)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes from field to field and on to the list, and looks at once; it replaces nothing."""
        if event.key() in _ENTER and self.focusWidget() in (self.field, self.replacement):
            if self._pause.isActive():
                self.look()
            (self.replacement if self.field.hasFocus() else self.list).setFocus()
            event.accept()
            return
        super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What is typed in the list goes on in the field that was left for it; a blank ticks."""
        if event.type() is QEvent.Type.FocusIn and isinstance(watched, LineField):
            self._left = watched
        elif watched is self.list and isinstance(event, QKeyEvent) and presses_letter(event):
            self._left.setFocus()
            self._left.insert(event.text())
            return True
        return super().eventFilter(watched, event)


def _field(name: str, words: str) -> LineField:
    field = LineField(words)
    field.setAccessibleName(name)
    field.setClearButtonEnabled(True)
    return field


def _places_in_words(chosen: list[FoundWords], places: list[FoundWords]) -> str:
    """Such as “Twelve of 14 places in 10 transcripts.”."""
    if not places:
        return "Nothing was found."
    number = f"{len(chosen):,} of " if len(chosen) != len(places) else ""
    where = counted(len({place.transcript_id for place in places}), "transcript")
    return beginning(f"{number}{counted(len(places), 'place')} in {where}.")
