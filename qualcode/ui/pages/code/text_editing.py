"""Correcting words in their place: from the turn at the cursor to a field, and from the field to a step."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication

from qualcode.model.change import ChangeSet, Touched
from qualcode.model.entities import TextVersion
from qualcode.model.errors import ConflictError, QualcodeError
from qualcode.model.people import speaker_called
from qualcode.model.span import Span
from qualcode.model.step import Step
from qualcode.model.study import Study
from qualcode.model.text import StoredText
from qualcode.operations.text.correction import Correction, what_would_go
from qualcode.operations.text.text_correction import edit_words
from qualcode.operations.text.turns import delete_turns
from qualcode.ui.pages.code.reading import ReadingPane
from qualcode.ui.session.background import Background
from qualcode.ui.session.latest import Latest
from qualcode.ui.session.long_steps import ignored
from qualcode.ui.session.session import Session
from qualcode.ui.transcript.display import NO_TURN
from qualcode.ui.transcript.edit_frame import EditFrame, FrameAnswers
from qualcode.ui.transcript.text_shift import text_shift
from qualcode.ui.widgets.messages import MessageBar, Offer, announce
from qualcode.ui.widgets.text_question import TextAnswer
from qualcode.ui.widgets.undo_offer import undo_offer

_MOST: Final = 12_000
"""Letters of a turn that is corrected as a whole; of a longer one its paragraph, or some lines of that."""
_LONG: Final = 200_000
"""Letters of a transcript in which working out a correction takes longer than the window may wait."""

_OVERTAKEN: Final = (
    "The words were not saved, because a teammate has just corrected this transcript. What you typed is "
    "still here; look at it and press Enter again."
)


@dataclass(frozen=True, slots=True)
class _Edited:
    """What is being corrected: a stretch of one version of a text, and its words there.

    ``whole`` says that these are all words of a turn. ``theirs`` are the words that a teammate has given it
    meanwhile, ``awaited`` is the text that is being saved.
    """

    transcript_id: UUID
    version_id: UUID
    text: str
    span: Span
    words: str
    whole: bool
    theirs: str | None = None
    awaited: StoredText | None = None


class TextEditing(QObject):
    """At most one place at a time; what was typed is saved, given up by the person, or still there."""

    def __init__(
        self, session: Session, reading: ReadingPane, messages: MessageBar, background: Background
    ) -> None:
        super().__init__(reading)
        self._weighing = Latest(background)
        self._session = session
        self._reading = reading
        self._view = reading.view
        self._messages = messages
        self._edited: _Edited | None = None
        self.frame = EditFrame(
            self._view,
            FrameAnswers(
                save=self.save,
                leave=self._save_soon,
                save_all_the_same=lambda: self.save(with_losses=True),
                give_up=self.give_up,
                settle=self._settle,
                unsaved=self._unsaved,
            ),
        )
        session.changed.connect(self._on_changed)
        reading.shown.connect(self._on_shown)

    # -- beginning ------------------------------------------------------------------------------

    def begin(self) -> None:
        """Turn the turn at the cursor, or that of what is selected, into a field, with that selected in it.

        Of a sentence that a double click took, only the word it was on: anybody who types means that one.
        """
        place = self._view.transcript_id
        if place is None:
            return
        if self._session.why_not_all:
            self._session.refused.emit(self._session.why_not_all)
            return
        if self._edited is not None:
            self._go_back()
            return
        study, display = self._session.study, self._view.display
        here = self._view.cursor_position()
        selected = self._view.word_meant or self._view.selected_span() or Span(here, here)
        span, whole = self._stretch(selected.start)
        version = study.text_version(place)
        words = display.text[span.start : span.end]
        self._edited = _Edited(place, version.id, display.text, span, words, whole)
        inside = Span(*(min(max(position, span.start), span.end) - span.start for position in selected))
        self._view.set_selection(selected.start, selected.start)
        self.frame.open(place, span, words, self._name(span), inside)

    def _stretch(self, here: int) -> tuple[Span, bool]:
        """What is corrected at a place, and whether it is all that a turn says."""
        display = self._view.display
        number = display.passage_at(here)
        whole = display.passage(number)
        if whole.length <= _MOST:
            return whole, display.turn_of_passage(number) != NO_TURN
        block = display.block_at(here)
        span = Span(int(display.starts[block]), int(display.ends[block]))
        return (span if span.length <= _MOST else self._view.lines_around(here)), False

    def _name(self, span: Span) -> str:
        turn = self._view.display.turn_at(span.start)
        if turn == NO_TURN:
            return "Words"
        name = speaker_called(self._session.study, self._view.display.turns.row(turn))
        return f"Words of turn {turn + 1}" + (f", {name}" if name else "")

    # -- saving ---------------------------------------------------------------------------------

    def _save_soon(self) -> None:
        # The press that has taken the keyboard away is meant for what is where it was.
        QTimer.singleShot(0, self, self.save)

    def save(self, *, with_losses: bool = False) -> None:
        """Save what has been typed; where codings would lose their words, say so and wait for an answer."""
        edited = self._edited
        if (
            edited is None
            or edited.awaited is not None
            or edited.theirs is not None
            or self._weighing.under_way
        ):
            return
        words = self._typed(edited)
        if words == edited.words:
            self._close(edited.span.start + self.frame.field.caret)
            return
        # What would be typed from now on would not be in what is saved.
        self.frame.field.setReadOnly(True)
        study = self._session.study
        if len(edited.text) > _LONG:
            self._weighing.ask(
                lambda _progress: _correction(study, edited, words),
                lambda correction: self._go_on(edited, words, correction, with_losses=with_losses),
                self._refuse,
            )
            return
        try:
            correction = _correction(study, edited, words)
        except QualcodeError as error:
            self._refuse(str(error))
            return
        self._go_on(edited, words, correction, with_losses=with_losses)

    def _refuse(self, sentence: str) -> None:
        self.frame.field.setReadOnly(False)
        self._session.refused.emit(sentence)

    def _go_on(self, edited: _Edited, words: str, correction: Correction, *, with_losses: bool) -> None:
        """Save a correction that has been worked out, or ask about what it would remove."""
        self.frame.field.setReadOnly(False)
        if self._edited is not edited:
            # A teammate was faster: what was typed is still there, to be saved once more.
            return
        if correction.asks and not with_losses:
            gone = edited.whole and not words.strip()
            self.frame.ask_about_loss(
                what_would_go(self._session.study, correction),
                "Delete the turn" if gone else "Save anyway",
            )
            return
        awaited = next(
            change.after.text for change in correction.change.rows if isinstance(change.after, TextVersion)
        )
        self.frame.field.setReadOnly(True)
        self._edited = replace(edited, awaited=awaited)
        tell = self._tell_emptied if correction.emptied else ignored
        self._session.carry_out(_intent(edited, words), tell, self._on_failed)

    def _tell_emptied(self, step: Step) -> None:
        """A turn without words is hard to see in the text."""
        self._messages.inform(f"{step.happened}.", undo_offer(self._session))

    def _unsaved(self) -> list[str]:
        edited, typed = self._edited, self.frame.field.words
        return [] if edited is None or typed in (edited.words, edited.theirs) else [typed]

    def _typed(self, edited: _Edited) -> str:
        words = self.frame.field.words
        # A line end at the edge of the field would be one between turns.
        return words if words == edited.words else words.strip("\n")

    def _on_failed(self, _sentence: str) -> None:
        self.frame.field.setReadOnly(False)
        if self._edited is not None:
            self._edited = replace(self._edited, awaited=None)

    def give_up(self) -> None:
        """Leave the words as they were; what was typed can be had again."""
        edited = self._edited
        if edited is None or edited.awaited is not None:
            return
        self._weighing.stop()
        typed, caret = self.frame.field.words, self.frame.field.caret
        self._close(edited.span.start)
        if typed not in (edited.words, edited.theirs):
            self._messages.inform(
                "Your changes were discarded.",
                Offer("Keep editing", lambda: self._again(edited, typed, caret)),
            )

    def _again(self, edited: _Edited, typed: str, caret: int) -> None:
        """Open the field once more with what was typed in it, where its words are now."""
        if self._edited is not None or edited.transcript_id not in self._session.study.transcripts:
            self._copy(typed)
            return
        self._reading.show_transcript(edited.transcript_id)
        # The text may be shorter by now: where the words were is then no place in it.
        edited = _followed(self._session.study, replace(edited, awaited=None, theirs=None))
        self._edited = edited
        self.frame.open(edited.transcript_id, edited.span, typed, self._name(edited.span), Span(caret, caret))
        if edited.theirs is not None:
            self.frame.ask_whose(edited.theirs)

    def _close(self, caret: int) -> None:
        edited, self._edited = self._edited, None
        self._weighing.stop()
        self.frame.field.setReadOnly(False)
        had_focus = self.frame.has_focus
        self.frame.close_up()
        if edited is not None and had_focus and self._view.transcript_id == edited.transcript_id:
            self._view.set_selection(caret, caret)

    # -- what others do meanwhile ---------------------------------------------------------------

    def _on_changed(self, _step: Step, _touched: Touched) -> None:
        edited, study = self._edited, self._session.study
        if edited is None:
            return
        if edited.transcript_id not in study.transcripts:
            typed = self.frame.field.words
            self._close(0)
            self._messages.ask(
                "The transcript was deleted while you were correcting it.",
                Offer("Copy what I typed", lambda: self._copy(typed)),
            )
        elif edited.awaited is not None and study.text_version(edited.transcript_id).text == edited.awaited:
            caret = edited.span.start + self.frame.field.caret
            self._close(caret)
            announce(self._view, "Saved")
        else:
            self._follow(study)

    def _follow(self, study: Study) -> None:
        """Find the words again where somebody else has corrected the text; ask where it was the same."""
        edited = self._edited
        if edited is None:
            return
        if study.text_version(edited.transcript_id).id == edited.version_id:
            self.frame.place()
            return
        self._edited = _followed(study, replace(edited, awaited=None))
        self.frame.field.setReadOnly(False)
        self.frame.move_to(self._edited.span)
        if self._edited.theirs is not None:
            self.frame.ask_whose(self._edited.theirs)

    def _settle(self, answer: TextAnswer) -> None:
        edited = self._edited
        if edited is None or edited.theirs is None:
            return
        theirs, mine = edited.theirs, self.frame.field.words
        self._edited = replace(edited, theirs=None)
        self.frame.ask_whose(None)
        match answer:
            case TextAnswer.THEIRS:
                self._close(edited.span.start)
            case TextAnswer.MINE:
                self.save()
            case TextAnswer.BOTH:
                self.frame.show_words(answer.text(mine, theirs))

    # -- other transcripts ----------------------------------------------------------------------

    def _on_shown(self, transcript_id: UUID | None) -> None:
        """The field is seen in its own transcript only; whoever leaves it there with a question is told."""
        edited = self._edited
        if edited is None:
            return
        self.frame.appear(there=transcript_id == edited.transcript_id)
        if transcript_id != edited.transcript_id and self.frame.asks:
            name = self._session.study.transcripts[edited.transcript_id].name
            self._messages.ask(
                f"What you typed in {name} is not saved, because something is asked there.",
                Offer("Go there", self._go_back),
            )

    def _go_back(self) -> None:
        if self._edited is not None:
            self._reading.show_transcript(self._edited.transcript_id)
            self.frame.go_on()

    def _copy(self, typed: str) -> None:
        QGuiApplication.clipboard().setText(typed)
        self._messages.inform("Copied. Paste it somewhere safe.")


def _followed(study: Study, edited: _Edited) -> _Edited:
    """What is corrected, in the text as it is now; with their words where those are others by now."""
    version = study.text_version(edited.transcript_id)
    if version.id == edited.version_id:
        return edited
    new = version.text.read()
    shift = text_shift(edited.text, new)
    edited, span = replace(edited, version_id=version.id, text=new), shift.span(edited.span)
    if span is not None:
        return replace(edited, span=span)
    start, end = min(edited.span.start, shift.old.start), max(edited.span.end, shift.old.end)
    span = Span(start, shift.position(end))
    theirs = new[span.start : span.end]
    return replace(edited, span=span, words=theirs, theirs=theirs)


def _correction(study: Study, edited: _Edited, words: str) -> Correction:
    if edited.whole and not words.strip():
        turn = study.turns_of(edited.transcript_id).index_at(edited.span.start)
        if turn is not None:
            return delete_turns(study, edited.transcript_id, [turn])
    return edit_words(study, edited.transcript_id, edited.span, words)


def _intent(edited: _Edited, words: str) -> Callable[[Study], ChangeSet]:
    def change(study: Study) -> ChangeSet:
        if study.text_version(edited.transcript_id).id != edited.version_id:
            raise ConflictError(_OVERTAKEN)
        return _correction(study, edited, words).change

    return change
