"""One frame around many lines, and the name of a long turn that stays in view.

Tests as well: ``turn_head``, ``ui.look.reading_style``.
"""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage
from pytestqt.qtbot import QtBot

from qualcode.model.span import Span
from qualcode.ui.look.reading_style import ReadingStyle, Spread
from qualcode.ui.transcript.frame import frame_path
from qualcode.ui.transcript.turn_head import name_lines
from qualcode.ui.transcript.view import TranscriptView
from tests.ui.transcript.material import Material

LONG = "They just assume that because you rent you must be moving on soon. " * 120
TURNS = [("MOD", "How was it?"), ("Mrs Oluwaseun Adeyemi-Castellanos", LONG), ("P2", "Yes."), ("P2", "No.")]
WIDTH = 700


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(60, 200)), min_size=1, max_size=12))
def test_lines_that_touch_have_one_outline(sides: list[tuple[int, int]]) -> None:
    lines = [QRectF(left, 30.0 * row, right - left, 20) for row, (left, right) in enumerate(sides)]
    path = frame_path(lines)
    assert len(path.toSubpathPolygons()) == 1
    assert all(path.contains(line.center()) for line in lines)


def test_a_long_coding_is_one_frame(material: Material, view: TranscriptView) -> None:
    span = material.find("They just assume")
    coding = material.code(0, span.start, span.start + 400)
    view.activate_coding(coding.id)
    ink = view.tones.ink(view._marks.focus.code) if view._marks.focus else QColor()
    image = view.viewport().grab().toImage()
    rects = view.rects_of(coding.span)
    assert len(rects) > 4
    middle = round(rects[2].left() + 60)
    crossed = [
        row
        for row in range(round(rects[1].top()), round(rects[3].bottom()))
        if _near(image, middle, row, ink)
    ]
    bands = sum(1 for row in crossed if row > 0)
    # Two lines' bands are drawn below their letters; frames between the lines would be more.
    assert bands <= 3 * 4


def _near(image: QImage, x: int, y: int, wanted: QColor) -> bool:
    seen = QColor(image.pixel(x, y))
    return all(
        abs(one - other) < 12
        for one, other in zip(seen.getRgb()[:3], wanted.getRgb()[:3], strict=True)  # type: ignore[index]
    )


def _inked(view: TranscriptView) -> int:
    """Pixels that are drawn in the upper part of the column of names."""
    image = view.viewport().grab().toImage()
    base = view.tones.base
    left = view.text_left - view.look.left
    return sum(
        QColor(image.pixel(x, y)) != base for x in range(left, view.text_left - 4, 2) for y in range(8, 40, 2)
    )


def test_a_long_turn_keeps_its_speaker_in_view(material: Material, view: TranscriptView) -> None:
    view.verticalScrollBar().setValue(700)
    span = view.visible_span()
    assert view.display.turn_at(span.start) == view.display.turn_at(span.end - 1)
    assert _inked(view) > 20


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Jo", ["Jo"]),
        ("Mrs Oluwaseun Adeyemi", ["Mrs", "Oluwaseun…"]),
        ("Akinola-Oyelaran", ["Akinola-", "Oyelaran"]),
        ("", []),
    ],
)
def test_names_wrap_at_words(qtbot: QtBot, name: str, lines: list[str]) -> None:
    font = QFont()
    found = name_lines(name, font, 75)
    assert len(found) == len(lines)
    assert all(QFontMetricsF(font).horizontalAdvance(line) <= 76 for line in found)
    if lines:
        assert found[0] == lines[0]


def test_a_short_turn_is_as_high_as_its_name(material: Material, view: TranscriptView) -> None:
    first, second = (material.find(words).start for words in ("Yes.", "No."))
    apart = view.line_at(second)[0] - view.line_at(first)[0]
    assert apart > view.look.text_height


def test_lines_are_set_closer_and_wider(view: TranscriptView) -> None:
    def lines() -> float:
        span = Span(view.display.starts[1], view.display.ends[1])
        return (view.line_at(span.end)[0] - view.line_at(span.start)[0]) / view.viewport().height()

    normal = lines()
    view.set_style(ReadingStyle(Spread.COMPACT))
    compact = lines()
    view.set_style(ReadingStyle(Spread.WIDE))
    assert compact < normal < lines()
    view.resize(1600, 500)
    widths = []
    for measure in (Spread.COMPACT, Spread.NORMAL, Spread.WIDE):
        view.set_style(ReadingStyle(measure=measure))
        widths.append(view.line_width)
    assert widths == sorted(set(widths))


@pytest.mark.parametrize("spacing", Spread)
@pytest.mark.parametrize("zoom", [80, 100, 150, 200])
def test_no_line_moves_when_something_is_coded(
    material: Material, view: TranscriptView, spacing: Spread, zoom: int
) -> None:
    view.set_style(ReadingStyle(spacing))
    view.set_zoom(zoom)
    start = material.find("They just assume").start
    heads = [start + step for step in range(0, 900, 60)]
    before = [view.line_at(place) for place in heads]
    for number in range(24):
        material.code(number % 4, start + number, start + 500 - number)
        assert [view.line_at(place) for place in heads] == before, number


@pytest.mark.parametrize("spacing", Spread)
@pytest.mark.parametrize("zoom", [80, 100, 150, 200])
def test_bands_are_between_the_letters_of_two_lines_and_each_is_seen(
    view: TranscriptView, spacing: Spread, zoom: int
) -> None:
    view.set_style(ReadingStyle(spacing))
    view.set_zoom(zoom)
    look = view.look
    metrics = QFontMetricsF(look.font)
    free = look.below + look.above + metrics.ascent() - metrics.capHeight()
    for layers in range(1, 9):
        rows = look.band_rows(layers)
        tops = [rows.top_of(layer) for layer in range(layers)]
        assert layers > 5 or all(before < after for before, after in pairwise(tops)), (layers, tops)
        assert rows.top >= 1 - metrics.descent()
        assert tops[-1] + rows.height <= free
    assert look.band_rows(1).height == look.band


def test_compact_text_shows_thirty_two_lines_on_nine_hundred_pixels(
    material: Material, view: TranscriptView
) -> None:
    # What a window of 900 pixels leaves for the text, below its menus and heading, above its status.
    view.resize(700, 815)
    span = material.find("They just assume")
    material.code(0, span.start, span.start + 4000)
    view.set_style(ReadingStyle(Spread.COMPACT))
    view.verticalScrollBar().setValue(200)
    tops = {round(rect.top()) for rect in view.rects_of(view.visible_span())}
    seen = [top for top in tops if 0 <= top <= view.viewport().height() - view.look.text_height]
    assert len(seen) >= 32
