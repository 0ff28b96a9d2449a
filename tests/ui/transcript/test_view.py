"""The transcript view under real mouse and key events: what is selected is exactly what was meant.

Tests as well: ``painting``, ``selecting``, ``shown``,
``units``.
"""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QImage, QPainter, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qualcode.model.change import ChangeSet, added
from qualcode.model.entities import Participant
from qualcode.model.identity import new_id
from qualcode.model.span import Span
from qualcode.operations.codings.coding import apply_code
from qualcode.ui.look.reading_style import ReadingStyle, Spread
from qualcode.ui.transcript.limit import Limit
from qualcode.ui.transcript.look import LEAST_CHARACTERS
from qualcode.ui.transcript.turn_head import TurnHead, draw_head_above
from qualcode.ui.transcript.view import TranscriptView
from tests.ui.seen import colours_of
from tests.ui.transcript.material import Material, dragged

ODD = "Hi \U0001f600 caf\u0065\u0301 one\u00a0two\u2028three words here. And more words."
TURNS = [
    ("MOD", "How did that make you feel? Take your time."),
    ("P1", ODD),
    ("P2", "They just assume that because you rent. " * 6),
    ("P1", "First paragraph here.\nSecond paragraph there."),
]


@pytest.fixture
def material(tmp_path: Path) -> Iterator[Material]:
    made = Material(tmp_path, TURNS)
    yield made
    made.session.close()


@pytest.fixture
def view(material: Material, qtbot: QtBot) -> TranscriptView:
    return shown(material, qtbot)


def shown(material: Material, qtbot: QtBot) -> TranscriptView:
    view = TranscriptView(material.session)
    qtbot.addWidget(view)
    view.resize(900, 600)
    view.show()
    qtbot.waitExposed(view)
    view.show_transcript(material.id)
    view.setFocus()
    return view


def point_at(view: TranscriptView, position: int) -> QPoint:
    return view.rect_of(position).center()


def drag(view: TranscriptView, start: int, end: int) -> None:
    viewport = view.viewport()
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=point_at(view, start))
    QTest.mouseMove(viewport, point_at(view, (start + end) // 2))
    QTest.mouseMove(viewport, point_at(view, end))
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=point_at(view, end))


def words(material: Material, view: TranscriptView) -> str:
    span = view.selected_span()
    return "" if span is None else material.text[span.start : span.end]


def test_dragging_behind_odd_letters_selects_exactly_the_words(
    material: Material, view: TranscriptView
) -> None:
    span = material.find("three words")
    drag(view, span.start, span.end)
    assert view.selected_span() == span
    assert words(material, view) == "three words"
    step = material.session.do(
        lambda: apply_code(
            material.session.study, material.codes[0].id, material.id, span, material.coders[0].id
        )
    )
    assert step is not None
    assert view.codings.row(0).span == span


def test_hundreds_of_random_drags_map_right(material: Material, view: TranscriptView) -> None:
    chance = random.Random(7)
    display = view.display
    positions = [
        position
        for start, end in zip(display.starts.tolist(), display.ends.tolist(), strict=True)
        for position in range(start, end + 1)
        if display.position_in(display.block_at(position), view_units(view, position)) == position
        and view.position_at(point_at(view, position)) == position
    ]
    assert len(positions) > 0.9 * int(display.lengths.sum())
    for _ in range(300):
        start, end = chance.sample(positions, 2)
        if (point_at(view, start) - point_at(view, end)).manhattanLength() < 12:
            continue
        view.set_selection(0, 0)
        dragged(view, [point_at(view, start), point_at(view, end)], Qt.KeyboardModifier.AltModifier)
        assert view.selected_span() == display.selected(start, end)
        QTest.qWait(0)


def view_units(view: TranscriptView, position: int) -> int:
    return view.display.units_in(view.display.block_at(position), position)


def test_a_double_click_selects_the_sentence_and_a_triple_click_the_turn(
    material: Material, view: TranscriptView
) -> None:
    point = point_at(view, material.find("make you").start)
    viewport = view.viewport()
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=point)
    QTest.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=point)
    assert words(material, view) == "How did that make you feel?"
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=point)
    assert words(material, view) == TURNS[0][1]


def test_a_click_lets_go_of_the_selection(material: Material, view: TranscriptView) -> None:
    span = material.find("make you feel")
    view.select_span(span)
    QTest.mouseClick(
        view.viewport(), Qt.MouseButton.LeftButton, pos=point_at(view, material.find("you feel").start)
    )
    assert view.selected_span() is None
    assert view.cursor_position() == material.find("you feel").start


def test_a_selection_across_turns_holds_the_hidden_label(material: Material, view: TranscriptView) -> None:
    drag(view, material.find("more words").start, material.find("They just").end)
    assert words(material, view) == "more words.\nP2: They just"


def test_keys_move_the_caret_and_select(material: Material, view: TranscriptView, qtbot: QtBot) -> None:
    start = material.find("How did").start
    assert view.cursor_position() == start
    with qtbot.waitSignals([view.cursor_moved, view.selection_changed]):
        QTest.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert words(material, view) == "H"
    QTest.keyClick(
        view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier
    )
    assert words(material, view) == "How "
    QTest.keyClick(view, Qt.Key.Key_End)
    assert view.selected_span() is None
    assert view.cursor_position() == start + len(TURNS[0][1])
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert view.cursor_position() == material.find("Hi").start
    QTest.keyClick(view, Qt.Key.Key_Left)
    QTest.keyClick(view, Qt.Key.Key_Home)
    assert view.cursor_position() == start
    QTest.keyClick(view, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert view.cursor_position() == len(material.text) - 1


def test_the_caret_steps_over_whole_characters(material: Material, view: TranscriptView) -> None:
    view.set_selection(material.find("\U0001f600").start, material.find("\U0001f600").start)
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert view.cursor_position() == material.find("\U0001f600").end
    accent = material.find("e\u0301")
    view.set_selection(accent.start, accent.start)
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert view.cursor_position() == accent.end


def test_up_and_down_keep_the_column(material: Material, view: TranscriptView) -> None:
    start = material.find("because").start
    view.set_selection(start, start)
    for _ in range(3):
        QTest.keyClick(view, Qt.Key.Key_Down)
    assert view.cursor_position() > start
    for _ in range(3):
        QTest.keyClick(view, Qt.Key.Key_Up)
    assert view.cursor_position() == start


def test_growing_and_shrinking(material: Material, view: TranscriptView) -> None:
    start = material.find("make you").start
    view.set_selection(start, start)
    grown = []
    for _ in range(5):
        view.grow_selection()
        grown.append(words(material, view))
    assert grown[:3] == ["make", "How did that make you feel?", TURNS[0][1]]
    assert grown[3] == TURNS[0][1] + "\nP1: " + ODD
    for expected in reversed(grown[:4]):
        view.shrink_selection()
        assert words(material, view) == expected
    view.shrink_selection()
    assert view.selected_span() is None


def test_sentences_of_the_page_are_used(material: Material, view: TranscriptView) -> None:
    import numpy as np

    span = material.find("that make you")
    view.set_sentences(lambda _: np.array([span], dtype=np.int32))
    view.set_selection(span.start + 2, span.start + 2)
    view.select_sentence()
    assert view.selected_span() == span


def test_ways_through(material: Material, view: TranscriptView, qtbot: QtBot) -> None:
    first = material.code(0, *material.find("Hi"))
    second = material.code(1, *material.find("just assume"))
    with qtbot.waitSignal(view.coding_activated) as told:
        view.next_segment()
    assert told.args == [first.id]
    view.next_segment()
    assert view.focused_coding == second.id
    assert view.cursor_position() == second.span.start
    view.previous_segment()
    assert view.focused_coding == first.id
    view.next_turn()
    assert view.cursor_position() == material.find("They just").start
    view.previous_turn()
    assert view.cursor_position() == material.find("Hi").start
    view.next_uncoded()
    span = view.selected_span()
    assert span is not None
    assert span.start > first.span.end


def test_only_touched_blocks_are_done_again(material: Material, view: TranscriptView) -> None:
    view.viewport().repaint()
    before = dict(view._bands_in)
    material.code(0, *material.find("just assume"))
    changed = [block for block, bands in before.items() if view._bands_in.get(block) is not bands]
    assert changed == [view.display.block_at(material.find("just assume").start)]


def test_a_filter_hides_codings(material: Material, view: TranscriptView) -> None:
    kept = material.code(0, *material.find("just assume"))
    material.code(1, *material.find("assume that"), coder=1)
    assert len(view.codings) == 2
    view.set_limit(Limit.to([material.codes[0].id], None))
    assert [row.id for row in view.codings] == [kept.id]
    view.set_limit(Limit.to(None, [material.coders[1].id]))
    assert len(view.codings) == 1
    view.set_limit(Limit.to(None, None))
    assert len(view.codings) == 2


def test_zoom_keeps_the_text_at_the_top(material: Material, view: TranscriptView, qtbot: QtBot) -> None:
    view.resize(600, 200)
    view.scroll_to(material.find("Second").start)
    top = view.place()[1]
    with qtbot.waitSignal(view.zoom_changed):
        view.set_zoom(150)
    assert view.display.block_at(view.place()[1]) == view.display.block_at(top)
    view.set_zoom(5)
    assert view.zoom == 80


def test_undo_refreshes(material: Material, view: TranscriptView) -> None:
    material.code(0, *material.find("just assume"))
    material.session.undo()
    assert len(view.codings) == 0


def test_positions_outside_the_text_are_kept_within(material: Material, view: TranscriptView) -> None:
    view.select_span(Span(0, 10_000))
    assert words(material, view) == material.text[5:-1]
    view.show_transcript(None)
    assert view.selected_span() is None
    assert view.transcript_id is None


def test_ctrl_and_wheel_zoom(view: TranscriptView) -> None:
    for up, expected in ((120, 110), (-240, 90)):
        event = QWheelEvent(
            QPointF(50, 50),
            QPointF(50, 50),
            QPoint(),
            QPoint(0, up),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.ControlModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(view.viewport(), event)
        assert view.zoom == expected


def test_a_renamed_participant_keeps_the_selection(material: Material, view: TranscriptView) -> None:
    span = material.find("just assume")
    view.select_span(span)
    person = Participant(new_id(), "Anna", 0)
    material.do(ChangeSet("Add", (added(person),)))
    assert view.selected_span() == span


def test_a_transcript_is_shown_where_it_was_left(material: Material, view: TranscriptView) -> None:
    start = material.find("Second").start
    view.resize(600, 200)
    view.set_selection(start, start)
    view.scroll_to(start)
    left = view.scrolled
    view.show_transcript(None)
    view.show_transcript(material.id)
    assert view.cursor_position() == start
    assert abs(view.scrolled - left) < 40


def test_a_removed_transcript_is_no_longer_shown(material: Material, view: TranscriptView) -> None:
    view.viewport().repaint()
    assert view.place()[0] == material.find("How").start
    material.code(0, *material.find("just"))
    while material.session.undoable is not None:
        material.session.undo()
    assert view.transcript_id is None
    assert len(view.codings) == 0


def test_matches_are_marked_and_the_tip_names_codes(material: Material, view: TranscriptView) -> None:
    view.show_matches([material.find("just")])
    material.code(0, *material.find("just"), memo="hm")
    assert view._tip_at(point_at(view, material.find("just").start + 1)) == "trust · Ada – hm"
    assert view._tip_at(point_at(view, material.find("Hi").start)) == ""
    view.copy()
    view.select_span(material.find("one\u00a0two"))
    QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == "one\u00a0two"


def test_in_a_narrow_view_names_are_above_the_text_and_every_place_is_still_found(
    material: Material, view: TranscriptView, qtbot: QtBot
) -> None:
    beside = view.rect_of(material.find("First paragraph").start)
    view.resize(view.least_for(LEAST_CHARACTERS), 500)
    qtbot.waitUntil(lambda: view.look.heads_above)
    assert view.line_width / view.look.letter >= LEAST_CHARACTERS
    span = material.find("Take your time.")
    first = view.rect_of(material.find("How did").start)
    # Room for the name above, and none beside.
    assert first.top() >= view.look.head_line
    assert first.left() < view.look.head_line
    drag(view, span.start, span.end)
    assert view.selected_span() == span
    for position in range(span.start, span.end):
        assert view.position_at(point_at(view, position)) in (position, position + 1)
    view.resize(900, 600)
    qtbot.waitUntil(lambda: not view.look.heads_above)
    assert view.rect_of(material.find("First paragraph").start) == beside


def test_the_name_above_a_long_turn_stays_in_view(material: Material, view: TranscriptView) -> None:
    # Without the ring of the keyboard.
    view.clearFocus()
    view.resize(360, 300)
    assert view.look.heads_above
    place = view.rect_of(material.find("They just assume").start)
    bar = view.verticalScrollBar()
    bar.setValue(bar.value() + place.top() + 3 * place.height())
    assert view.rect_of(material.find("First paragraph").start).top() > 0
    # The strip at the top holds the name and nothing of the text that is scrolled away below it.
    strip = view.viewport().grab(QRect(0, 0, view.viewport().width(), view.look.head_line)).toImage()
    inked = colours_of(strip) != view.tones.base.rgb()
    columns = inked.any(axis=0).nonzero()[0]
    assert len(columns) > 0
    assert columns.max() < view.viewport().width() / 3
    # A hairline below it is where the line ends that it covers half of.
    edge = view.viewport().grab(QRect(0, view.look.head_line, view.viewport().width(), 1)).toImage()
    ruled = (colours_of(edge) == view.tones.line.rgb()).sum()
    assert ruled >= view.line_width


def test_the_name_that_stays_in_view_covers_no_line_that_is_gone_to(
    material: Material, view: TranscriptView
) -> None:
    view.set_style(ReadingStyle(Spread.COMPACT))
    view.resize(360, 200)
    assert view.look.heads_above
    span = material.find("They just assume")
    view.set_selection(span.start + 200, span.start + 200)
    view.verticalScrollBar().setValue(view.verticalScrollBar().value() + 60)
    for _ in range(6):
        QTest.keyClick(view, Qt.Key.Key_Up)
        assert view.rect_of(view.cursor_position()).top() >= view.look.head_line - 1


def test_a_click_on_the_name_that_stays_in_view_takes_no_word_it_covers(
    material: Material, view: TranscriptView
) -> None:
    view.resize(360, 300)
    assert view.look.heads_above
    long_turn = material.find("They just assume")
    span = Span(long_turn.start, long_turn.start + 400)
    view.select_span(span)
    place, bar = view.rect_of(span.start), view.verticalScrollBar()
    bar.setValue(bar.value() + place.top() + 3 * place.height())
    strip = view.look.head_line
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(view.text_left + 30, strip // 2))
    assert view.rect_of(view.cursor_position()).bottom() >= strip
    # Where the name is in its own place, nothing is covered and a click above the words takes their line.
    bar.setValue(0)
    first = view.position_at(QPoint(view.text_left, 1))
    assert view.rect_of(first).top() < 3 * strip


def test_every_head_above_the_text_fits_its_line(view: TranscriptView) -> None:
    view.resize(360, 300)
    canvas = QImage(300, 60, QImage.Format.Format_ARGB32)
    canvas.fill(0xFFFFFFFF)
    painter = QPainter(canvas)
    head = TurnHead("12", "Somebody with a very long name indeed, and more", "1:02:03", quiet=False)
    draw_head_above(painter, head, view.look, view.tones, 200, 30.0)
    painter.end()
    columns = (colours_of(canvas) != 0xFFFFFFFF).any(axis=0).nonzero()[0]
    assert 150 < columns.max() <= 200


def test_a_coding_that_is_gone_to_is_seen_whole(material: Material, view: TranscriptView) -> None:
    view.resize(420, 300)
    start, end = material.find("just assume").start, material.find("First paragraph").end
    material.code(0, start, end)
    bar, page = view.verticalScrollBar(), view.viewport().height()
    # As far up as leaves only its first line in view.
    bar.setValue(bar.value() + view.rect_of(start).bottom() + view.look.below - page)
    assert view.rect_of(end).bottom() > page
    view.activate_coding(view.codings.row(0).id)
    assert view.rect_of(start).top() >= 0
    assert view.rect_of(end).bottom() <= page
