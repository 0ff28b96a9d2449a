"""What is shown beside a selection covers no words where there is room for it."""

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, QSizeF
from PySide6.QtGui import QAction, QFontMetricsF, QPainter

from qualcode.ui.look.reading_style import ReadingStyle, Spread
from qualcode.ui.transcript import painting, selection_button
from qualcode.ui.transcript.free_place import covered_by, free_place
from qualcode.ui.transcript.look import TranscriptLook
from qualcode.ui.transcript.selection_button import SelectionButton
from qualcode.ui.transcript.turn_head import TurnHead, head_height
from qualcode.ui.transcript.view import TranscriptView
from tests.ui.transcript.material import Material

LONG = "They just assume that because you rent you must be moving on soon. " * 20
TURNS = [("MOD", "How was it?"), ("P1", LONG), ("P2", "Yes, it was so."), ("P3", LONG)]
WIDTH = 900
SIZE, ROOM = QSize(60, 24), QRect(0, 0, 600, 400)


def test_beside_the_end_of_a_short_line() -> None:
    lines = [QRectF(100, 20 + 28 * number, width, 19) for number, width in enumerate((400, 120, 400))]
    place = free_place(SIZE, ROOM, QRect(200, 48, 20, 19), lines, [])
    assert place.left() >= 220
    assert place.center().y() == QRect(200, 48, 20, 19).center().y()


def test_left_of_full_lines_but_not_on_what_is_taken_there() -> None:
    lines = [QRectF(100, 20 + 28 * number, 490, 19) for number in range(7)]
    head = QRectF(0, 104, 100, 19)
    place = free_place(SIZE, ROOM, QRect(300, 104, 20, 19), lines, [head])
    assert place.right() < 100
    assert not QRectF(place).intersects(head)


def test_where_there_is_no_room_it_is_still_in_the_view() -> None:
    lines = [QRectF(0, 28 * number, 600, 19) for number in range(14)]
    for end in (QRect(0, 0, 10, 19), QRect(590, 380, 10, 19), QRect(300, 200, 10, 19)):
        assert ROOM.contains(free_place(SIZE, ROOM, end, lines, []))


def test_the_button_covers_no_words_wherever_the_selection_ends(
    material: Material, view: TranscriptView
) -> None:
    action = QAction("Code…", view)
    button = SelectionButton(view, action)
    view.setFocus()
    for spacing in Spread:
        view.set_style(ReadingStyle(spacing))
        first = material.find(LONG).start
        for start in (material.find("Yes").start, *range(first, first + 600, 37)):
            view.scroll_to(start)
            view.set_selection(start, start + 9)
            button.place()
            assert button.isVisible()
            covered = QRectF(button.geometry()).adjusted(0, 3, 0, -3)
            over = [rect for rect in view.rects_of(view.visible_span()) if rect.intersects(covered)]
            assert not over, (spacing, start, button.geometry(), over)


def test_where_its_word_has_no_room_the_button_is_a_sign() -> None:
    """Full lines without a column of names beside them, but for a ragged edge."""
    lines = [QRectF(0, 28 * number, 565 + number % 2, 19) for number in range(14)]
    end = QRect(300, 84, 20, 19)
    assert covered_by(free_place(SIZE, ROOM, end, lines, []), lines, []) > 0
    assert covered_by(free_place(QSize(24, 24), ROOM, end, lines, []), lines, []) == 0


def test_the_button_of_a_narrow_column_covers_less(material: Material, view: TranscriptView) -> None:
    action = QAction("Code…", view)
    button = SelectionButton(view, action)
    view.setFocus()
    view.resize(320, 400)
    first = material.find(LONG).start
    said = set()
    for start in range(first, first + 900, 23):
        view.scroll_to(start)
        view.set_selection(start, start + 9)
        button.place()
        line = view.selection_end()
        assert line is not None
        words = view.lines_in(line.adjusted(0, -3 * line.height(), 0, 3 * line.height()))
        said.add(button.text())
        if button.text() == "Code…":
            assert covered_by(button.geometry(), *words) == 0
        assert button.accessibleName() == "Choose a code for the selection"
    assert "+" in said


def test_the_button_takes_no_room_from_names(material: Material, view: TranscriptView) -> None:
    button = SelectionButton(view, QAction("Code…", view))
    view.setFocus()
    start = material.find("Yes, it was so.").start
    view.set_selection(start, start + 3)
    button.place()
    _, heads = view.lines_in(QRect(QPoint(0, view.rect_of(start).top()), QSize(10, 10)))
    assert not [head for head in heads if head.intersects(QRectF(button.geometry()))]


def test_heads_are_told_where_they_are_drawn(
    material: Material, view: TranscriptView, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[QRectF] = []

    def noted(
        _painter: QPainter, head: TurnHead, look: TranscriptLook, _tones: object, left: float, base: float
    ) -> None:
        letters = QFontMetricsF(look.small)
        place = QPointF(view.text_left + left, base - letters.ascent() - view.scrolled)
        drawn.append(QRectF(place, QSizeF(look.left, head_height(head, look))))

    monkeypatch.setattr(painting, "draw_head", noted)
    for spacing in Spread:
        view.set_style(ReadingStyle(spacing))
        first = material.find(LONG).start
        # At the top, and within a long turn, whose head is kept in view.
        for start in (0, first, first + 600):
            view.scroll_to(start)
            drawn.clear()
            view.viewport().repaint()
            _, heads = view.lines_in(view.viewport().rect())
            assert drawn
            for place in drawn:
                assert min(abs(place.top() - head.top()) for head in heads) < 1, (spacing, start)
                assert place.height() in {head.height() for head in heads}


def test_a_place_is_looked_for_once_in_a_gesture(
    material: Material, view: TranscriptView, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[QRect] = []

    def counted(size: QSize, room: QRect, end: QRect, lines: list[QRectF], taken: list[QRectF]) -> QRect:
        looked.append(end)
        return free_place(size, room, end, lines, taken)

    monkeypatch.setattr(selection_button, "free_place", counted)
    button = SelectionButton(view, QAction("Code…", view))
    view.setFocus()
    start = material.find("Yes, it was so.").start
    view.scroll_to(start)
    view.set_selection(start, start + 3)
    view.selection_made()
    view.geometry_changed.emit()
    assert len(looked) == 1
    view.set_selection(start, start + 8)
    assert len(looked) == 2
    assert button.geometry() == free_place(*_around(button, view))


def _around(
    button: SelectionButton, view: TranscriptView
) -> tuple[QSize, QRect, QRect, list[QRectF], list[QRectF]]:
    line = view.selection_end()
    assert line is not None
    around = line.adjusted(0, -3 * line.height(), 0, 3 * line.height())
    return button.sizeHint(), view.viewport().rect(), line, *view.lines_in(around)
