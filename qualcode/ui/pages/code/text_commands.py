"""What is done with the text of a transcript and its turns: edit, split, join, say who speaks and when."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from qualcode.model.change import ChangeSet
from qualcode.model.people import speaker_called
from qualcode.model.span import Span
from qualcode.model.step import Step
from qualcode.model.study import Study
from qualcode.operations.text.turns import (
    join_turns,
    said_by_others,
    set_speaker,
    speakers_in,
    split_turn,
)
from qualcode.project.text.replacing import FoundWords, Wanted, place_nearest
from qualcode.ui.commands.actions import Handler
from qualcode.ui.dialogs.replacing import ReplaceDialog
from qualcode.ui.dialogs.text_history import TextHistoryDialog
from qualcode.ui.dialogs.turn_times import TurnTimesDialog
from qualcode.ui.pages.code.text_editing import TextEditing
from qualcode.ui.pages.code.workplace import CodeWorkplace
from qualcode.ui.transcript.display import NO_TURN
from qualcode.ui.transcript.held import TURNS_CHANGED, HeldTurns
from qualcode.ui.widgets.asking import ask_choice
from qualcode.ui.widgets.held_menu import close_without
from qualcode.ui.widgets.letter_menu import LetterMenu
from qualcode.ui.widgets.plain_label import entry_caption
from qualcode.ui.widgets.undo_offer import undo_offer

_NO_TURN = "Put the cursor into a turn first; this text has no speaker and no time of its own."


class TextCommands:
    """Works at the cursor and on what is selected in the transcript that is shown."""

    def __init__(self, workplace: CodeWorkplace) -> None:
        self._workplace = workplace
        self._session = workplace.session
        self._reading = workplace.reading
        self._view = workplace.reading.view
        self.editing = TextEditing(
            workplace.session, workplace.reading, workplace.messages, workplace.background
        )
        self._reading_at: tuple[UUID | None, Span] = (None, Span(0, 0))

    def handlers(self) -> dict[str, Handler]:
        """What each action does, by its whole name."""
        return {
            "transcript.edit_text": self._here(self.editing.begin),
            "transcript.split_turn": self._here(self._split),
            "transcript.join_turns": self._here(self._join),
            "transcript.speaker": self._here(self._ask_speaker),
            "transcript.times": self._here(self._ask_times),
            "transcript.text_history": self._here(self._show_history),
            "edit.replace": self._replace,
        }

    def _here(self, act: Callable[[], object]) -> Handler:
        """Do what concerns the text where it is seen."""

        def handler() -> None:
            self._workplace.show_page()
            act()

        return handler

    # -- turns ----------------------------------------------------------------------------------

    def _turns(self) -> tuple[UUID, list[int]] | None:
        """The turns that are selected, else the one at the cursor; None, and said so, where there is none."""
        place, selected = self._view.transcript_id, self._view.selected_span()
        if place is None:
            return None
        if selected is not None:
            first, last = self._view.display.turns.range_of(selected)
            turns = list(range(first, last))
        else:
            turn = self._view.display.turn_at(self._view.cursor_position())
            turns = [] if turn == NO_TURN else [turn]
        if not turns:
            self._session.refused.emit(_NO_TURN)
            return None
        return place, turns

    def _split(self) -> None:
        place = self._view.transcript_id
        if place is not None:
            here = self._view.selected_span() or Span(*[self._view.cursor_position()] * 2)
            turn = self._view.display.turn_at(here.start)
            step = self._session.do(lambda: split_turn(self._session.study, place, sorted({*here})))
            turns = self._session.study.turns_of(place)
            if step is not None and turn + 1 < len(turns):
                # One goes on in the turn that has come to be.
                start = int(turns.start[turn + 1])
                self._view.set_selection(start, start)

    def _join(self) -> None:
        chosen = self._turns()
        if chosen is not None:
            place, turns = chosen
            last = turns[-1] if len(turns) > 1 else turns[0] + 1
            if last == len(self._view.display.turns):
                self._session.refused.emit("This is the last turn; it can be joined with the one before.")
                return
            speakers = speakers_in(self._session.study, place, turns[0], last)
            if len(speakers) > 1:
                self._ask_whose(place, turns[0], last, speakers)
            else:
                self._session.carry_out(lambda study: join_turns(study, place, turns[0], last).change)

    def _ask_whose(self, place: UUID, first: int, last: int, speakers: dict[str, int]) -> None:
        """Different people speak in the turns: ask whose words all of them become, the first one's first."""
        held = HeldTurns.of(self._session.study, place, range(first, last + 1))
        menu = LetterMenu.fresh(self._view)
        menu.setAccessibleName("Whose turn does it become?")
        menu.addSection("Whose turn does it become?")
        for number, (name, turn) in enumerate(speakers.items(), 1):
            label = f"{entry_caption(name or 'No speaker')} (turn {turn + 1})"
            action = menu.addAction(f"&{number} {label}" if number < 10 else label)
            action.triggered.connect(partial(self._join_as, held, turn - first))
        session = self._session
        close_without(menu, session, lambda: lambda: bool(held.now(session.study)), TURNS_CHANGED)
        menu.popup(self._view.menu_place())
        menu.setActiveAction(menu.actions()[1])

    def _join_as(self, held: HeldTurns, whose: int, _checked: bool = False) -> None:
        """Join the turns that were asked about; ``whose``: the one of them whose speaker has them all."""
        study, place = self._session.study, held.transcript_id
        turns = held.now(study)
        told = said_by_others(study, place, turns[0], turns[-1], turns[whose]) if turns else ""

        def change(now: Study) -> ChangeSet:
            there = held.there(now)
            return join_turns(now, place, there[0], there[-1], there[whose]).change

        self._session.carry_out(change, partial(self._tell_joined, told))

    def _tell_joined(self, told: str, step: Step) -> None:
        """Say beside the text what became of the words, with a way to take it back."""
        undo = self._workplace.actions["edit.undo"].toolTip()
        self._reading.note.say(f"{step.happened}. {told}", undo_offer(self._session), undo)

    def _ask_speaker(self) -> None:
        chosen = self._turns()
        if chosen is None:
            return
        place, turns = chosen
        study = self._session.study
        held = HeldTurns.of(study, place, turns)
        there = study.turns_of(place)
        # Who spoke two turns before comes first: people take turns, and rarely follow themselves.
        likely = [turn for turn in (turns[0] - 2, turns[0] - 3, turns[0] - 1) if turn >= 0]
        speakers = dict.fromkeys(
            speaker_called(study, there.row(turn)) for turn in (*likely, *range(len(there)))
        )
        now = speaker_called(study, there.row(turns[0]))
        others = [row.name for row in study.participants_in_order]
        names = [name for name in dict.fromkeys([*speakers, *others]) if name and name != now]
        which = f"Turn {turns[0] + 1}" if len(turns) == 1 else f"Turns {turns[0] + 1} to {turns[-1] + 1}"
        ask_choice(
            self._workplace.window,
            "Give to another speaker",
            f"{which}: who speaks? Choose a speaker, or type a new name.",
            names,
            lambda name: self._do(lambda now: set_speaker(now, place, held.there(now), name)),
            "Give",
            or_new=True,
        )

    def _ask_times(self) -> None:
        chosen = self._turns()
        if chosen is not None:
            TurnTimesDialog(self._session, *chosen, self._workplace.window).open()

    def _do(self, intent: Callable[[Study], ChangeSet]) -> None:
        self._session.carry_out(intent)

    # -- texts ----------------------------------------------------------------------------------

    def _show_history(self) -> None:
        place = self._view.transcript_id
        if place is not None:
            workplace = self._workplace
            TextHistoryDialog(self._session, workplace.background, place, workplace.window).open()

    def _replace(self) -> None:
        workplace = self._workplace
        bar = self._reading.find_bar
        selected, place = self._view.selected_span(), self._view.transcript_id
        words = "" if bar.isHidden() else bar.field.text()
        if not words and place is not None and selected is not None and selected.length <= 60:
            words = self._session.study.quoted(place, selected).replace("\n", " ")
        dialog = ReplaceDialog(
            self._session, workplace.background, workplace.messages, words, parent=workplace.window
        )
        dialog.place_wanted.connect(self._go_to)
        dialog.replacing.connect(self._note_caret)
        dialog.words_replaced.connect(self._go_to_replaced)
        dialog.open()

    def _note_caret(self) -> None:
        """Where one is reading, before the words go elsewhere."""
        self._reading_at = (
            self._view.transcript_id,
            self._view.selected_span() or Span(*[self._view.cursor_position()] * 2),
        )

    def _go_to_replaced(self, places: list[FoundWords], wanted: Wanted) -> None:
        """Put the caret where words were replaced at it; elsewhere it stays with the words it was at."""
        transcript_id, was = self._reading_at
        if transcript_id is None or transcript_id != self._view.transcript_id:
            return
        touched = any(
            place.transcript_id == transcript_id
            and place.span.start <= was.end
            and was.start <= place.span.end
            for place in places
        )
        now = place_nearest(places, wanted, transcript_id, was.start) if touched else None
        if now is not None:
            self._view.set_selection(now.start, now.start)

    def _go_to(self, transcript_id: UUID, span: Span) -> None:
        self._workplace.show_page()
        self._reading.show_transcript(transcript_id)
        self._view.select_span(span)
