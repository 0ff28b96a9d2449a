"""What the tour shows: from a selection to a code, a memo, undo, a matrix and its export."""

from dataclasses import replace

from qualcode.ui.commands.actions import Actions
from qualcode.ui.dialogs.exports import Exports
from qualcode.ui.pages.matrix.page import MatrixPage
from qualcode.ui.session.session import Session
from qualcode.ui.shell.page_stack import PageStack
from qualcode.ui.shell.tour import Stop


def tour_stops(session: Session, pages: PageStack, exports: Exports, actions: Actions) -> list[Stop]:
    """The steps, from how the project is now."""
    codings, undone = session.study.coding_count, session.redoable
    written = exports.written
    view, segments = pages.code.reading.view, pages.code.inspector.segments

    def memo_is_written() -> bool:
        return segments.current is not None and bool(segments.current.memo)

    def passages_are_read() -> bool:
        page = pages.currentWidget()
        return isinstance(page, MatrixPage) and page.isVisible() and page.passages.list.count() > 0

    stops = [
        Stop(
            "On the Code page, click into the text and press {transcript.sentence}: the sentence at the "
            "cursor is selected. {transcript.turn} selects the turn.",
            lambda: view.selected_span() is not None,
        ),
        Stop(
            "Press {code.choose}, type some letters of a code and press Enter. A new name makes a new code.",
            lambda: session.study.coding_count > codings,
        ),
        Stop(
            "Press {code.memo} and write a memo on the segment; it saves by itself, and Esc leads back "
            "to the text.",
            memo_is_written,
        ),
        Stop(
            "{edit.undo} undoes anything ever done here, step by step; Edit > History lists it all.",
            lambda: session.redoable is not None and session.redoable != undone,
        ),
        Stop(
            "{analyse.matrix} shows which codes co-occur. Click a cell to read the passages behind "
            "its number.",
            passages_are_read,
        ),
        Stop(
            "Export… writes the table, and beside it the rule it was made by. {help.keys} shows every "
            "key there is.",
            lambda: exports.written is not written,
        ),
    ]
    return [replace(stop, sentence=actions.said(stop.sentence)) for stop in stops]
