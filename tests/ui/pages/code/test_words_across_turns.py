"""Words that go on into another turn are named and shown without the label and the time between them.

Tests as well: ``ui.inspector.current_segment``, ``ui.transcript.accessible``.
"""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qualcode.importers.reading import transcript_of
from qualcode.operations.transcripts.documents import add_transcripts
from qualcode.ui.inspector.current_segment import recoding_in_words
from qualcode.ui.shell.workbench import Workbench
from qualcode.ui.transcript.accessible import describe_coding
from qualcode.ui.transcript.view import TranscriptView
from tests.ui.material import code, coded, transcript

KEY = Qt.Key
TIMED = """[00:00:05] MOD: What is a good night?
[00:00:16] Wren: One where everybody comes!
[00:00:19] Ash: It isn't, Wren.
(laughter)
[00:00:24] Wren: For me it is.
"""
UNTIMED = """MOD: What is a good night?
Wren: One where everybody comes!
Ash: It isn't, Wren.
(laughter)
Wren: For me it is.
"""


@pytest.fixture(params=[TIMED, UNTIMED], ids=["with times", "without times"])
def text(request: pytest.FixtureRequest, qtbot: QtBot, bench: Workbench, view: TranscriptView) -> str:
    """A transcript is imported and shown."""
    session, text = bench.session, str(request.param)
    session.do(lambda: add_transcripts(session.study, [transcript_of(text.encode(), "Night.txt")]).change)
    place = transcript(session.study, "Night")
    view.show_transcript(place)
    qtbot.waitUntil(lambda: view.transcript_id == place)
    return session.study.text(place)


def drag(view: TranscriptView, text: str, first: str, last: str) -> None:
    """The mouse selects from the first words to the last ones."""
    start, end = text.index(first), text.index(last) + len(last)
    begins = view.rect_of(start)
    ends = view.rect_of(end)
    port = view.viewport()
    QTest.mousePress(port, Qt.MouseButton.LeftButton, pos=QPoint(begins.left() + 1, begins.center().y()))
    for to in (begins.center() + QPoint(40, 0), QPoint(ends.left(), ends.center().y())):
        QTest.mouseMove(port, to)
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, pos=QPoint(ends.left(), ends.center().y()))
    view.setFocus()


def test_an_in_vivo_code_has_the_words_alone(
    qtbot: QtBot, view: TranscriptView, text: str, bench: Workbench
) -> None:
    session = bench.session
    drag(view, text, "everybody", "Wren.")
    QTest.keyClick(view, KEY.Key_V)
    qtbot.waitUntil(lambda: "everybody" in session.study.codes_in_order[-1].name)
    name = session.study.codes_in_order[-1].name
    assert name == "everybody comes! It isn't, Wren"
    # What is coded is the passage as it is stored, of which nothing is left out.
    (words,) = coded(session.study, name)
    assert words == text[text.index("everybody") : text.index("Wren.") + len("Wren.")]


def test_the_remark_between_turns_stays(
    qtbot: QtBot, view: TranscriptView, text: str, bench: Workbench
) -> None:
    session = bench.session
    drag(view, text, "It isn't", "For me")
    QTest.keyClick(view, KEY.Key_V)
    qtbot.waitUntil(lambda: "isn" in session.study.codes_in_order[-1].name)
    assert session.study.codes_in_order[-1].name == "It isn't, Wren. (laughter) For me"


def test_what_is_said_of_a_segment_names_who_goes_on_and_no_time(
    qtbot: QtBot, view: TranscriptView, text: str, bench: Workbench
) -> None:
    session = bench.session
    drag(view, text, "everybody", "Wren.")
    bench.code_page.reading.desk.apply(code(session.study, "stigma"))
    place = transcript(session.study, "Night")
    (coding,) = session.study.codings_of(place)
    for said in (
        recoding_in_words(session.study, place, coding),
        describe_coding(session.study, place, coding),
    ):
        assert "everybody comes! Ash" in said
        assert "00:" not in said
        assert "\n" not in said
