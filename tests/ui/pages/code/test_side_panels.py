"""The width of the Code page: the text keeps its lines, and what gives way comes back.

Tests as well: ``sharing_out``, ``ui.transcript.pane``.
"""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qualcode.importers.reading import transcript_of
from qualcode.operations.transcripts.documents import add_transcripts
from qualcode.ui.pages.code.page import CodePage
from qualcode.ui.pages.code.sharing_out import LEAST_LEFT, LEAST_RIGHT, Sides, sides_of
from qualcode.ui.shell.main_window import MainWindow
from qualcode.ui.shell.workbench import Workbench
from qualcode.ui.transcript.look import LEAST_CHARACTERS
from tests.ui.material import transcript

widths = st.integers(0, 2500)


@given(widths, st.integers(0, 500), st.integers(0, 500), widths, st.booleans(), st.booleans())
def test_the_text_gets_what_it_needs_wherever_there_is_room(
    room: int, left: int, right: int, text: int, keep_left: bool, keep_right: bool
) -> None:
    wished = Sides(left, right)
    kept = Sides(int(keep_left and left > 0), int(keep_right and right > 0))
    found = sides_of(room, wished, text, kept)
    for width, wish, least, keeps in zip(found, wished, (LEAST_LEFT, LEAST_RIGHT), kept, strict=True):
        assert width == 0 or least <= width <= max(wish, least)
        assert not keeps or width
        assert wish or not width
    if not any(kept):
        assert room - sum(found) >= text or not any(found)
    fits = max(left, LEAST_LEFT) + max(right, LEAST_RIGHT) <= room - text
    if fits and left and right:
        assert found == Sides(max(left, LEAST_LEFT), max(right, LEAST_RIGHT))


def test_the_right_side_closes_first() -> None:
    assert sides_of(900, Sides(250, 250), 900 - LEAST_LEFT) == Sides(LEAST_LEFT, 0)
    assert sides_of(900, Sides(250, 250), 800) == Sides(0, 0)
    assert sides_of(900, Sides(250, 250), 800, Sides(0, 1)) == Sides(0, LEAST_RIGHT)


def characters(page: CodePage) -> float:
    view = page.reading.view
    return view.line_width / view.look.letter


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (960, 600), (1440, 900)])
def test_lines_have_enough_characters_with_both_sides_open(
    window: MainWindow, bench: Workbench, qtbot: QtBot, width: int, height: int
) -> None:
    page = bench.code_page
    window.resize(width, height)
    qtbot.waitUntil(lambda: characters(page) >= LEAST_CHARACTERS)
    assert page.navigator.isVisible()
    assert page.inspector.isVisible()


def test_lines_have_enough_characters_at_150_per_cent_and_panels_close_beyond(
    window: MainWindow, bench: Workbench, qtbot: QtBot
) -> None:
    page = bench.code_page
    window.resize(1440, 900)
    page.reading.view.set_zoom(150)
    qtbot.waitUntil(lambda: characters(page) >= LEAST_CHARACTERS)
    assert page.inspector.isVisible()
    window.resize(1000, 700)
    page.reading.view.set_zoom(200)
    qtbot.waitUntil(lambda: not page.inspector.isVisible())
    assert not window.actions_["view.inspector"].isChecked()
    page.reading.view.set_zoom(100)
    qtbot.waitUntil(page.inspector.isVisible)
    assert window.actions_["view.inspector"].isChecked()


def _with_labels(bench: Workbench, name: str, *labels: str, turns: int = 4) -> UUID:
    """A further transcript whose turns are by these speakers in turn."""
    lines = [f"{labels[place % len(labels)]}: We waited for an answer." for place in range(turns)]
    study = bench.session.study
    read = transcript_of("\n".join(lines).encode(), f"{name}.txt")
    bench.session.do(lambda: add_transcripts(study, [read]).change)
    return transcript(bench.session.study, name)


@pytest.mark.parametrize("zoom", [100, 150])
def test_which_text_is_shown_changes_nothing_at_the_sides(
    window: MainWindow, bench: Workbench, qtbot: QtBot, zoom: int
) -> None:
    page = bench.code_page
    shown = [
        _with_labels(bench, "Short", "A", "B"),
        _with_labels(bench, "Long", "Interviewerin", "Gesprächspartnerin"),
        _with_labels(
            bench, "Several", "Representative of the tenants’ association", "Ms Featherstonehaugh-Lyle"
        ),
        _with_labels(bench, "Many", "Interviewer", "Ruth", turns=1200),
    ]
    page.reading.view.set_zoom(zoom)
    seen = set()
    for width in range(700, 1500, 40):
        window.resize(width, 700)
        found = set()
        for place in shown:
            page.reading.show_transcript(place)
            QApplication.processEvents()
            parts = page.navigator, page.reading, page.inspector
            found.add(tuple((part.isVisible(), part.width() * part.isVisible()) for part in parts))
            if page.inspector.isVisible():
                assert characters(page) >= LEAST_CHARACTERS
        assert len(found) == 1
        seen |= found
    # With both panels, with one and with none.
    assert {sum(seen for seen, _ in parts) for parts in seen} >= {2, 3}


def test_a_panel_that_is_opened_beside_long_names_closes_no_other(
    window: MainWindow, bench: Workbench, qtbot: QtBot
) -> None:
    """1440 x 900 at 150 per cent."""
    page = bench.code_page
    window.resize(960, 600)
    page.reading.show_transcript(_with_labels(bench, "Long", "Interviewerin", "Mira"))
    qtbot.waitUntil(page.inspector.isVisible)
    left = page.navigator.width()
    for _ in range(2):
        QTest.keyClick(page.reading.view, Qt.Key.Key_F8)
    qtbot.waitUntil(page.inspector.isVisible)
    assert page.navigator.isVisible()
    assert page.navigator.width() == left


def test_a_side_that_was_closed_for_room_opens_by_its_key_and_by_what_needs_it(
    window: MainWindow, bench: Workbench, qtbot: QtBot
) -> None:
    page = bench.code_page
    window.resize(820, 600)
    qtbot.waitUntil(lambda: not page.inspector.isVisible())
    QTest.keyClick(page.reading.view, Qt.Key.Key_F8)
    qtbot.waitUntil(page.inspector.isVisible)
    QTest.keyClick(page.reading.view, Qt.Key.Key_F8)
    qtbot.waitUntil(lambda: not page.inspector.isVisible())
    QTest.keyClick(page.reading.view, Qt.Key.Key_F9)
    qtbot.waitUntil(page.segments.isVisible)
    assert not page.inspector.isVisible()
    page.segments.dismiss()
    page.reading.view.next_segment()
    QTest.keyClick(page.reading.view, Qt.Key.Key_M)
    qtbot.waitUntil(page.inspector.isVisible)


def test_what_was_dragged_holds_again_when_there_is_room(
    window: MainWindow, bench: Workbench, qtbot: QtBot
) -> None:
    page = bench.code_page
    window.resize(1600, 800)
    qtbot.wait(10)
    page._splitter.moveSplitter(380, 1)
    assert page.sides.wished.left == 380
    window.resize(900, 600)
    qtbot.waitUntil(lambda: page.navigator.width() < 380)
    window.resize(1600, 800)
    qtbot.waitUntil(lambda: page.navigator.width() == 380)


def test_names_beside_the_text_give_way_first(window: MainWindow, bench: Workbench, qtbot: QtBot) -> None:
    page = bench.code_page
    window.resize(1800, 800)
    qtbot.wait(20)
    wide = page.reading.text.margin.width()
    window.resize(960, 600)
    qtbot.waitUntil(lambda: page.reading.text.margin.width() < wide)
    assert page.reading.text.margin.width() >= 48


def test_twice_as_large_and_with_a_panel_opened_by_hand_lines_have_enough_characters(
    window: MainWindow, bench: Workbench, qtbot: QtBot
) -> None:
    """1280 x 720 at 200 per cent: names go above the text, and stripes and map make room for it."""
    page = bench.code_page
    text, view = page.reading.text, page.reading.view
    window.resize(640, 330)
    qtbot.waitUntil(lambda: not page.inspector.isVisible() and not page.navigator.isVisible())
    for name in ("view.inspector", "view.segments"):
        window.actions_[name].trigger()
        qtbot.waitUntil(lambda: characters(page) >= LEAST_CHARACTERS and view.look.heads_above)
    assert page.inspector.isVisible()
    assert not text.margin.isVisible()
    assert not text.map.isVisible()
    window.actions_["view.inspector"].trigger()
    page.segments.dismiss()
    qtbot.waitUntil(lambda: text.margin.isVisible() and text.map.isVisible())
    window.resize(1280, 720)
    qtbot.waitUntil(lambda: not view.look.heads_above)


def test_a_key_that_finds_no_segment_changes_nothing_but_the_message(
    window: MainWindow, bench: Workbench, qtbot: QtBot
) -> None:
    page = bench.code_page
    window.resize(1000, 700)
    page.reading.view.set_zoom(150)
    qtbot.waitUntil(lambda: not page.inspector.isVisible())
    view = page.reading.view
    view.set_selection(0, 0)
    view.setFocus()
    before = page.navigator.width(), page.navigator.isVisible(), page.reading.width()
    window.messages.put_away()
    QTest.keyClick(view, Qt.Key.Key_M)
    assert window.messages.text
    assert not page.inspector.isVisible()
    assert (page.navigator.width(), page.navigator.isVisible(), page.reading.width()) == before
    assert view.hasFocus()
