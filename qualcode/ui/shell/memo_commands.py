"""What opens the window of all memos, and where it leads from there."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from qualcode.analysis.memo_list import MemoChoice, memo_of_highlight
from qualcode.model.entities import Highlight, MemoSubject
from qualcode.model.memos import MemoOrder, MemoTarget
from qualcode.model.span import Span
from qualcode.ui.dialogs.memos.dialog import MemosDialog
from qualcode.ui.pages.workplace import Workplace
from qualcode.ui.transcript.view import TranscriptView
from qualcode.ui.widgets.messages import MessageBar
from qualcode.ui.widgets.saved_file import tell_saved


class MemoWays(NamedTuple):
    """What is done to show what a memo is on."""

    go_to: Callable[[UUID, Span], object]
    choose_code: Callable[[UUID], object]
    show_people: Callable[[], object]
    on_segment: Callable[[], object]
    """Writes the memo on the segment at the cursor, or says that there is none."""
    print_memos: Callable[[QWidget, MemoChoice, MemoOrder, frozenset[UUID] | None], object]
    messages: MessageBar


class MemoCommands:
    """All memos, a new one, an entry of the journal."""

    def __init__(
        self,
        workplace: Workplace,
        view: TranscriptView,
        ways: MemoWays,
        *,
        window: QWidget,
    ) -> None:
        self._session = workplace.session
        self._background = workplace.background
        self._exports = workplace.exports
        self._preferences = workplace.preferences
        self._view = view
        self._ways = ways
        self._window = window

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """What each action does."""
        return {
            "edit.memos": self.show,
            "code.memo": self._here,
            "edit.new_memo": lambda: self.show().begin_on_selection(),
            "edit.journal": lambda: self.show().begin_entry(),
        }

    def _here(self) -> None:
        """The memo on the segment at the cursor; where no coding is shown, on the highlight."""
        mark = self._highlight_here()
        if mark is None:
            self._ways.on_segment()
        else:
            self.show().begin_on(memo_of_highlight(self._session.study, mark))

    def _highlight_here(self) -> Highlight | None:
        transcript_id, place = self._view.transcript_id, self._view.cursor_position()
        if transcript_id is None:
            return None
        study = self._session.study
        here = Span(place, place + 1)
        if len(self._view.codings.at(here)):
            return None
        marks = (mark for mark in study.highlights_of(transcript_id) if mark.start <= place < mark.end)
        return next(marks, None)

    def show(self, words: str = "") -> MemosDialog:
        """Open the window, narrowed to the memos with these words."""
        dialog = MemosDialog(
            self._session, self._background, self._preferences, self._window, self._passage()
        )
        dialog.filter.setText(words)
        dialog.place_wanted.connect(self._ways.go_to)
        dialog.code_wanted.connect(self._ways.choose_code)
        dialog.people_wanted.connect(self._ways.show_people)
        dialog.export_wanted.connect(partial(self._export, dialog))
        dialog.print_wanted.connect(partial(self._ways.print_memos, dialog))
        dialog.open()
        return dialog

    def _export(
        self, dialog: MemosDialog, choice: MemoChoice, order: MemoOrder, only: frozenset[UUID] | None
    ) -> None:
        """Write memos to a file; what became of it is said in the list, else in the window."""

        def told(path: Path) -> None:
            if isValid(dialog) and dialog.isVisible():
                dialog.tell_written(path)
            else:
                tell_saved(self._ways.messages, path)

        def failed(sentence: str) -> None:
            say = dialog.say if isValid(dialog) and dialog.isVisible() else self._ways.messages.refuse
            say(sentence)

        self._exports.memos(choice, order, only, told, failed)

    def show_memo(self, memo_id: UUID) -> None:
        """Open the window with this memo."""
        self.show().read(memo_id)

    def _passage(self) -> MemoTarget | None:
        """The words that are selected in the transcript."""
        transcript_id, span = self._view.transcript_id, self._view.selected_span()
        return (
            None
            if transcript_id is None or span is None
            else MemoTarget(MemoSubject.PLACE, transcript_id, span)
        )
