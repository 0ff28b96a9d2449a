"""The mouse on the text: where a click goes, what a drag within a selection does, what a hold does."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qualcode.model.span import Span
from qualcode.ui.transcript.selection_button import SelectionButton
from qualcode.ui.transcript.view import TranscriptView
from tests.ui.transcript.material import Material, dragged

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier
ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
SAID = "They just assume that you must be poor because you rent and so nobody asks you anything at all. "


@pytest.fixture
def material(tmp_path: Path) -> Iterator[Material]:
    made = Material(tmp_path, [("P1", SAID * 6), ("MOD", "And then?")])
    yield made
    made.session.close()


@pytest.fixture
def view(material: Material, qtbot: QtBot) -> TranscriptView:
    shown = TranscriptView(material.session)
    qtbot.addWidget(shown)
    shown.resize(700, 500)
    shown.show()
    qtbot.waitExposed(shown)
    shown.show_transcript(material.id)
    shown.setFocus()
    return shown


@pytest.fixture
def taken(view: TranscriptView, monkeypatch: pytest.MonkeyPatch) -> list[Span]:
    """The selections that were taken away to be dropped elsewhere."""
    spans: list[Span] = []

    def begin() -> None:
        span = view.selected_span()
        assert span is not None
        spans.append(span)

    monkeypatch.setattr(view, "begin_drag", begin)
    return spans


def middle(view: TranscriptView, position: int) -> QPoint:
    return view.rect_of(position).center() + QPoint(1, 0)


def test_dragging_within_a_selection_selects_other_words(view: TranscriptView, taken: list[Span]) -> None:
    start = view.units.turn_at(10).start
    view.set_selection(start, start + 60)
    QTest.mousePress(view.viewport(), LEFT, pos=middle(view, start + 10))
    for position in (start + 14, start + 25):
        QTest.mouseMove(view.viewport(), middle(view, position))
    QTest.mouseRelease(view.viewport(), LEFT, pos=middle(view, start + 25))
    # Of “assume that you must”: whole words.
    assert view.selected_span() == Span(start + 10, start + 25)
    assert taken == []


def drag(view: TranscriptView, *places: int, held: Qt.KeyboardModifier = NONE) -> None:
    dragged(view, [middle(view, place) for place in places], held)


def selected(view: TranscriptView) -> str:
    span = view.selected_span()
    return "" if span is None else view.display.text[span.start : span.end]


def letters_meant(view: TranscriptView) -> bool:
    return view.letters_meant


WORDS = [(found.start(), found.end()) for found in re.finditer(r"\w+", SAID)]


@given(st.data())
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_drag_takes_whole_words_and_with_a_key_the_letters(
    view: TranscriptView, data: st.DataObject
) -> None:
    start = view.units.turn_at(10).start
    begin = data.draw(st.integers(0, len(SAID) - 4))
    end = data.draw(st.integers(0, len(SAID) - 4).filter(lambda place: abs(place - begin) > 5))
    first, last = sorted((begin, end))
    view.set_selection(start, start)
    drag(view, start + begin, start + end)
    # A blank before the first word is not taken, and none behind the last.
    low = next(word for word, until in WORDS if first < until)
    high = max([len(SAID[:last].rstrip()), *(until for word, until in WORDS if word < last < until)])
    assert view.selected_span() == Span(start + low, start + high)
    assert view.cursor_position() - start == (high if begin < end else low)
    assert letters_meant(view) is False
    view.set_selection(start, start)
    drag(view, start + begin, start + end, held=data.draw(st.sampled_from((ALT, CONTROL))))
    assert view.selected_span() == Span(start + first, start + last)
    assert letters_meant(view) is True
    view.set_selection(start, start + 4)
    assert letters_meant(view) is False


@pytest.mark.parametrize(
    ("said", "begins", "until", "taken_words"),
    [
        ("So we left. I keep the readings.", ".", "rea", "I keep the readings"),
        ("So we left . . I keep the readings.", ".", "rea", "I keep the readings"),
        ("So we left. (I keep the readings)", ".", "rea", "(I keep the readings"),
        ("So we left. “I keep the readings”", ".", "rea", "“I keep the readings"),
        ("“So we left.” I keep the readings.", ".”", "rea", "I keep the readings"),
        ("„Wir gingen.“ Ich habe die Werte.", ".“", "Wer", "Ich habe die Werte"),
        ('He said "go." "Then I kept the lot', '."', "lo", '"Then I kept the lot'),
        ("Salimos. ¿Quién guarda las lecturas?", ".", "lec", "¿Quién guarda las lecturas"),
        ("So we left… – I keep the readings.", "…", "rea", "I keep the readings"),
        ("So we left. …and keep the readings.", ".", "rea", "…and keep the readings"),
        ("So we left, [laughs] I keep them all.", ",", "al", "[laughs] I keep them all"),
        ("So we left. £40 for the readings.", ".", "rea", "£40 for the readings"),
        ("So we left ... and more, they said.", " ...", "...", ""),
    ],
)
def test_a_drag_that_begins_on_the_full_stop_before_does_not_take_it(
    tmp_path: Path, qtbot: QtBot, said: str, begins: str, until: str, taken_words: str
) -> None:
    material = Material(tmp_path, [("P1", said), ("MOD", "And then?")])
    view = TranscriptView(material.session)
    qtbot.addWidget(view)
    view.resize(700, 500)
    view.show()
    qtbot.waitExposed(view)
    view.show_transcript(material.id)
    start = view.display.text.index(said)
    first, last = start + said.index(begins), start + said.rindex(until) + len(until)
    drag(view, first, last)
    # Of signs alone, all are taken.
    assert selected(view) == (taken_words or said[said.index(begins) : said.rindex(until) + len(until)])
    if taken_words:
        drag(view, last, first)
        assert selected(view) == taken_words
        drag(view, first, last, held=ALT)
        assert selected(view).startswith(begins)
    # From the end of one turn into the next, whose name is no part of the words.
    if said.endswith("."):
        drag(view, start + len(said) - 1, view.display.text.index("And then?") + 6)
        assert selected(view) == "And then"
    material.session.close()


def test_a_drag_that_comes_back_takes_nothing_and_a_key_counts_at_its_end(view: TranscriptView) -> None:
    start = view.units.turn_at(10).start
    place = SAID.index("assume") + start
    drag(view, place + 2, place + 20, place + 2)
    assert selected(view) == ""
    drag(view, place + 2, place + 20, place + 8)
    assert selected(view) == "assume that"
    # Shift goes on from where the caret stood.
    view.set_selection(place + 3, place + 3)
    QTest.mouseClick(view.viewport(), LEFT, Qt.KeyboardModifier.ShiftModifier, middle(view, place + 8))
    assert selected(view) == "assume that"


def test_after_a_short_hold_the_selection_goes_along(
    qtbot: QtBot, view: TranscriptView, taken: list[Span]
) -> None:
    start = view.units.turn_at(10).start
    view.set_selection(start, start + 60)
    QTest.mousePress(view.viewport(), LEFT, pos=middle(view, start + 10))
    qtbot.waitUntil(lambda: view.viewport().cursor().shape() == Qt.CursorShape.ClosedHandCursor)
    QTest.mouseMove(view.viewport(), middle(view, start + 25))
    assert taken == [Span(start, start + 60)]
    assert view.selected_span() == Span(start, start + 60)


def test_a_click_within_a_selection_puts_the_caret_there(view: TranscriptView, taken: list[Span]) -> None:
    start = view.units.turn_at(10).start
    view.set_selection(start, start + 60)
    QTest.mouseClick(view.viewport(), LEFT, pos=middle(view, start + 10))
    assert (view.selected_span(), view.cursor_position(), taken) == (None, start + 10, [])


def test_the_button_at_the_selection_is_its_handle(view: TranscriptView, taken: list[Span]) -> None:
    clicked: list[bool] = []
    action = QAction("Choose", view)
    action.triggered.connect(lambda: clicked.append(True))
    button = SelectionButton(view, action)
    start = view.units.turn_at(10).start
    view.set_selection(start, start + 20)
    button.place()
    QTest.mousePress(button, LEFT, pos=QPoint(5, 5))
    QTest.mouseMove(button, QPoint(60, 60))
    QTest.mouseRelease(button, LEFT, pos=QPoint(60, 60))
    assert (taken, clicked) == ([Span(start, start + 20)], [])
    QTest.mouseClick(button, LEFT, pos=QPoint(5, 5))
    assert clicked == [True]


@pytest.mark.parametrize("layers", [1, 4])
def test_a_click_in_the_gap_below_a_coded_line_puts_the_caret_where_one_clicks(
    material: Material, view: TranscriptView, layers: int
) -> None:
    start = view.units.turn_at(10).start
    for layer in range(layers):
        material.code(layer, start + layer, start + 300 - layer)
    for position in (start + 20, start + 120, start + 200):
        top, bottom = view.line_at(position)
        place = middle(view, position)
        gap = view.look.below
        for below in range(1, gap):
            point = QPoint(place.x(), round(bottom) + below)
            QTest.mouseClick(view.viewport(), LEFT, pos=point)
            assert view.cursor_position() == position, (below, gap)
            assert view.line_at(view.cursor_position()) == (top, bottom)


def test_a_click_on_a_band_emphasises_its_coding_and_leaves_the_caret_there(
    material: Material, view: TranscriptView
) -> None:
    start = view.units.turn_at(10).start
    rows = [material.code(place, start, start + 300) for place in range(2)]
    _, bottom = view.line_at(start + 20)
    found = []
    for below in range(view.look.below):
        view.focus_coding(None)
        point = QPoint(middle(view, start + 20).x(), round(bottom) + below)
        QTest.mouseClick(view.viewport(), LEFT, pos=point)
        found.append(view.focused_coding)
        assert view.cursor_position() == start + 20
    assert [row.id for row in rows if row.id in found] == [row.id for row in rows]


def right_click(view: TranscriptView, at: QPoint) -> None:
    reason = QContextMenuEvent.Reason.Mouse
    viewport = view.viewport()
    QApplication.sendEvent(viewport, QContextMenuEvent(reason, at, viewport.mapToGlobal(at)))


def test_a_right_click_among_selected_lines_keeps_the_selection(view: TranscriptView) -> None:
    view.set_selection(10, 260)
    kept = view.selected_span()
    lines = [rect.toRect() for rect in view.rects_of(Span(10, 260))]
    assert len(lines) >= 3
    upper, lower = lines[0], lines[1]
    gap = QPoint(lower.center().x(), (upper.bottom() + lower.top()) // 2)
    beside = QPoint(view.viewport().width() - 3, lower.center().y())
    before = QPoint(3, lower.center().y())
    for at in (lower.center(), gap, beside, before, *(line.center() for line in lines)):
        right_click(view, at)
        assert view.selected_span() == kept, at


def test_a_right_click_on_other_words_sets_the_caret_there(view: TranscriptView) -> None:
    for at in (6, 300):
        view.set_selection(10, 260)
        right_click(view, middle(view, at))
        assert view.selected_span() is None
        assert abs(view.cursor_position() - at) <= 1
    # Beside a line that only begins with selected words, other words are nearer.
    view.set_selection(0, 5)
    right_click(view, QPoint(view.viewport().width() - 3, view.rect_of(2).center().y()))
    assert view.selected_span() is None
