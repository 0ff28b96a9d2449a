"""Where one goes on after a turn was split, and who is likely to be the right speaker of one."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QInputDialog

from qualcode.importers.reading import transcript_of
from qualcode.model.span import Span
from qualcode.operations.transcripts.documents import add_transcripts
from qualcode.ui.shell.main_window import MainWindow
from qualcode.ui.shell.workbench import Workbench
from tests.ui.material import found, transcript

_GROUP = """MOD: Who begins?
Ann: I do. It is late.
Bo: No, it is not.
Ann: It is.
Cy: We could vote.
Bo: Then vote.
Cy: I have voted.
"""


@pytest.fixture
def bench(window: MainWindow) -> Workbench:
    assert window.workbench is not None
    session = window.workbench.session
    session.do(lambda: add_transcripts(session.study, [transcript_of(_GROUP.encode(), "FG9.txt")]).change)
    window.workbench.code_page.reading.show_transcript(transcript(session.study, "FG9"))
    return window.workbench


def test_one_goes_on_in_the_turn_that_came_to_be(window: MainWindow, bench: Workbench) -> None:
    view = bench.code_page.reading.view
    place, span = found(bench.session.study, "FG9", "It is late.")
    view.set_selection(span.start, span.start)
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    turns = bench.session.study.turns_of(place)
    assert len(turns) == 8
    at = view.cursor_position()
    assert view.display.turn_at(at) == 2
    assert bench.session.study.quoted(place, Span(at, at + 11)) == "It is late."
    assert view.selected_span() is None


@pytest.mark.parametrize(
    ("words", "likely"),
    [("We could vote.", "Bo"), ("Then vote.", "Ann"), ("I have voted.", "Ann"), ("Who begins?", "Ann")],
)
def test_who_spoke_two_turns_before_is_offered_first(
    window: MainWindow, bench: Workbench, words: str, likely: str
) -> None:
    view = bench.code_page.reading.view
    _, span = found(bench.session.study, "FG9", words)
    view.set_selection(span.start, span.start)
    window.actions_["transcript.speaker"].trigger()
    dialog = next(each for each in window.findChildren(QInputDialog) if each.isVisible())
    assert dialog.textValue() == likely
    dialog.reject()
