"""What opens the window of all comments, and what a new one can be about."""

from collections.abc import Callable, Iterator, Mapping
from uuid import UUID

from PySide6.QtWidgets import QWidget

from qualcode.model.span import Span
from qualcode.model.teamwork.comments import About
from qualcode.ui.dialogs.comments.dialog import CommentsDialog
from qualcode.ui.pages.code.workplace import CodeWorkplace


class CommentCommands:
    """All comments, and a new one on what is at hand."""

    def __init__(
        self,
        workplace: CodeWorkplace,
        go_to: Callable[[UUID, Span], object],
        choose_code: Callable[[UUID], object],
        window: QWidget,
    ) -> None:
        self._workplace = workplace
        self._go_to = go_to
        self._choose_code = choose_code
        self._window = window

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """What each action does."""
        return {"edit.comments": self.show, "edit.new_comment": lambda: self.show().begin()}

    def show(self) -> CommentsDialog:
        """Open the window."""
        dialog = CommentsDialog(self._workplace.session, list(self._subjects()), self._window)
        dialog.place_wanted.connect(self._go_to)
        dialog.code_wanted.connect(self._choose_code)
        dialog.open()
        return dialog

    def _subjects(self) -> Iterator[About]:
        """What is at hand, the most special first: selected words, the segment, the transcript, codes."""
        view, tree = self._workplace.reading.view, self._workplace.navigator.codebook
        segment = self._workplace.inspector.segments.current
        if view.transcript_id is not None:
            span = view.selected_span()
            if span is not None:
                yield About(view.transcript_id, None, span)
            if segment is not None:
                yield About(view.transcript_id, segment.code_id, segment.span)
            yield About(view.transcript_id)
        for code_id in tree.selected:
            yield About(code_id=code_id)
