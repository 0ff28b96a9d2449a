"""The stripes beside the text and the map of the whole: every coding is there, and can be got at.

Tests as well: ``look``, ``pane``, ``stripe_painting``, ``stripes``.
"""

import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from qualcode.model.span import Span
from qualcode.operations.coders import rename_coder
from qualcode.ui.transcript import margin
from qualcode.ui.transcript.limit import Limit
from qualcode.ui.transcript.pane import TranscriptPane
from qualcode.ui.transcript.stripe_painting import StripeLetters, beside_stripe, short_name
from qualcode.ui.transcript.stripes import name_places
from tests.ui.seen import colours_of
from tests.ui.transcript.material import Material, random_codings, random_turns

# The offscreen platform says so of every window with a layout.
pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")


@pytest.fixture
def material(tmp_path: Path) -> Iterator[Material]:
    made = Material(tmp_path, random_turns(20_000), [f"code {number}" for number in range(20)])
    yield made
    made.session.close()


@pytest.fixture
def pane(material: Material, qtbot: QtBot) -> TranscriptPane:
    made = TranscriptPane(material.session)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    qtbot.waitExposed(made)
    made.view.show_transcript(material.id)
    return made


@given(st.lists(st.floats(0, 700), max_size=60).map(sorted))
def test_names_never_stand_on_each_other(wanted: list[float]) -> None:
    places = name_places(wanted, 18, 0, 700)
    assert len(places) == len(wanted)
    for column in {place.column for place in places}:
        heights = [place.y for place in places if place.column == column]
        assert all(later - earlier >= 17.99 for earlier, later in pairwise(heights))
        assert min(heights) >= 0
        assert max(heights) <= 682.01
    if len(wanted) <= 700 // 18:
        assert {place.column for place in places} <= {0}


def test_names_with_room_stand_where_they_belong() -> None:
    places = name_places([10, 60, 300], 18, 0, 700)
    assert [place.y for place in places] == [10, 60, 300]


def test_every_coding_in_view_has_a_stripe_and_a_name_of_its_own(
    material: Material, pane: TranscriptPane
) -> None:
    material.add(*random_codings(len(material.text), material.codes, material.coders, 600))
    view, margin = pane.view, pane.margin
    for share in (0.0, 0.3, 1.0):
        view.scroll_to_share(share)
        seen = view.visible_span()
        top = view.position_at(QPoint(view.text_left, 0))
        wanted = {row.id for row in view.codings.at(Span(top, seen.end)) if row.span.end > top + 120}
        shown = [stripe for stripe in margin.stripes if stripe.bar.top() < view.viewport().height()]
        assert {stripe.coding_id for stripe in shown} >= {
            identity for identity in wanted if view.line_at(row_start(material, identity))[0] < 690
        }
        for one in shown:
            for other in shown:
                if one is not other:
                    assert not one.bar.intersects(other.bar)
                    assert not one.name.adjusted(0, 0.1, 0, -0.1).intersects(other.name)


@pytest.mark.parametrize("width", range(500, 2200, 100))
def test_names_take_of_the_room_that_lines_do_not_need(
    pane: TranscriptPane, qtbot: QtBot, width: int
) -> None:
    pane.resize(width, 600)
    qtbot.wait(1)
    line = pane.view.width_for(pane.view.look.characters)
    if pane.margin.width() > 260:
        assert pane.view.width() >= line
    if width >= line + 260 + 200 + pane.map.width():
        assert pane.margin.width() == 400


@pytest.mark.parametrize(("width", "named"), [(90, False), (260, True)])
def test_a_narrow_margin_has_stripes_alone_and_never_a_bar(
    material: Material, pane: TranscriptPane, width: int, *, named: bool
) -> None:
    material.add(*random_codings(len(material.text), material.codes, material.coders, 60))
    pane.margin.setFixedWidth(width)
    QApplication.processEvents()
    stripes = pane.margin.stripes
    assert stripes
    assert {stripe.name.isNull() for stripe in stripes} == {not named}
    assert not pane.margin.horizontalScrollBar().isVisible()
    point = stripes[0].bar.center()
    assert " by " in pane.margin.tip(pane.margin.stripe_at(point))
    pane.margin.grab()


def row_start(material: Material, identity: object) -> int:
    rows = material.session.study.codings_of(material.id)
    return next(row.span.start for row in rows if row.id == identity)


def test_a_click_on_a_stripe_goes_to_its_segment(
    material: Material, pane: TranscriptPane, qtbot: QtBot
) -> None:
    row = material.code(3, *Span(40, 220), memo="look here")
    stripe = pane.margin.stripes[0]
    with qtbot.waitSignal(pane.view.coding_activated) as told:
        click(pane, stripe.bar.center())
    assert told.args == [row.id]
    assert pane.view.focused_coding == row.id
    assert pane.view.cursor_position() == pane.view.display.visible(40)
    tip = pane.margin.tip(pane.margin.stripe_at(stripe.name.center()))
    assert "code 3 by Ada" in tip
    assert "look here" in tip


def click(pane: TranscriptPane, point: QPointF) -> None:
    QTest.mouseClick(pane.margin.viewport(), Qt.MouseButton.LeftButton, pos=point.toPoint())


def test_dragging_an_end_asks_for_another_span(
    material: Material, pane: TranscriptPane, qtbot: QtBot
) -> None:
    words = pane.view.units.words_in(0)
    row = material.code(3, words[0].start, words[3].end)
    stripe = pane.margin.stripes[0]
    viewport = pane.margin.viewport()
    end = QPoint(round(stripe.bar.center().x()), round(stripe.bar.bottom()) - 1)
    target = pane.view.rect_of(words[6].start + 1).center()
    goal = viewport.mapFromGlobal(pane.view.viewport().mapToGlobal(target))
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=end)
    QTest.mouseMove(viewport, end + QPoint(-4, 3))
    QTest.mouseMove(viewport, goal)
    with qtbot.waitSignal(pane.margin.resize_requested) as told:
        QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=goal)
    assert told.args == [row.id, Span(words[0].start, words[6].end)]


def test_stripes_can_be_grouped_by_coder(material: Material, pane: TranscriptPane) -> None:
    material.add(*random_codings(2000, material.codes, material.coders, 30))
    pane.margin.set_by_coder(True)
    lanes = pane.margin.lanes
    assert len(lanes.groups) == 2
    first_of_second = lanes.groups[1][1]
    for row, lane in enumerate(lanes.lanes.tolist()):
        second = int(lanes.codings.coder[row]) == lanes.groups[1][0]
        assert (lane >= first_of_second) == second


def test_other_stripes_stay_in_their_lanes(material: Material, pane: TranscriptPane) -> None:
    material.add(*random_codings(len(material.text), material.codes, material.coders, 200))
    before = {
        row.id: lane for row, lane in zip(pane.margin.lanes.codings, pane.margin.lanes.lanes, strict=True)
    }
    material.code(0, 300, 900)
    after = {
        row.id: lane for row, lane in zip(pane.margin.lanes.codings, pane.margin.lanes.lanes, strict=True)
    }
    assert {identity: after[identity] for identity in before} == before
    assert len(after) == 201


def test_up_and_down_go_through_the_segments(material: Material, pane: TranscriptPane) -> None:
    first, second = material.code(0, 50, 90), material.code(1, 400, 450)
    QTest.keyClick(pane.margin, Qt.Key.Key_Down)
    assert pane.view.focused_coding == first.id
    QTest.keyClick(pane.margin, Qt.Key.Key_Down)
    assert pane.view.focused_coding == second.id
    QTest.keyClick(pane.margin, Qt.Key.Key_Up)
    assert pane.view.focused_coding == first.id
    assert "code 0" in pane.margin.description()


def test_the_map_goes_where_it_is_clicked(material: Material, pane: TranscriptPane) -> None:
    material.add(*random_codings(len(material.text), material.codes, material.coders, 300))
    assert pane.view.scrolled == 0
    QTest.mouseClick(pane.map, Qt.MouseButton.LeftButton, pos=QPoint(10, pane.map.height() - 5))
    assert pane.view.view_share[1] > 0.95
    top = pane.map.frame().center().toPoint()
    QTest.mousePress(pane.map, Qt.MouseButton.LeftButton, pos=top)
    QTest.mouseMove(pane.map, QPoint(10, 20))
    QTest.mouseRelease(pane.map, Qt.MouseButton.LeftButton, pos=QPoint(10, 20))
    assert pane.view.scrolled < 500


def test_the_map_shows_every_coding_by_its_colour(
    qtbot: QtBot, material: Material, pane: TranscriptPane
) -> None:
    for place in range(5):
        material.code(place, 3000 * place + 5000, 3000 * place + 5900)
    tones = pane.view.tones
    wanted = {tones.ink(int(key)).name() for key in pane.view.codings.code}
    qtbot.waitUntil(lambda: wanted <= _colours(pane.map))


def test_the_map_of_another_transcript_is_not_shown_for_a_moment(
    qtbot: QtBot, material: Material, pane: TranscriptPane
) -> None:
    material.code(0, 5000, 5900)
    colour = pane.view.tones.ink(int(pane.view.codings.code[0])).name()
    qtbot.waitUntil(lambda: colour in _colours(pane.map))
    pane.view.show_transcript(None)
    assert colour not in _colours(pane.map)


def test_a_map_is_drawn_in_parts_and_given_up_for_another_transcript(
    qtbot: QtBot, material: Material, pane: TranscriptPane
) -> None:
    material.add(*random_codings(4_000, material.codes, material.coders, 30))
    pane.map._drawing.timeout.emit()
    drawing = [pane.map._parts.under_way]
    pane.view.show_transcript(None)
    drawing.append(pane.map._parts.under_way)
    assert drawing == [True, False]
    qtbot.wait(60)
    assert not {pane.view.tones.ink(key).name() for key in pane.view.tones.codes} & _colours(pane.map)


def _colours(widget: QWidget) -> set[str]:
    return {QColor(int(rgb)).name() for rgb in np.unique(colours_of(widget.grab().toImage()))}


def test_patterns_tell_stripes_apart_without_colour(material: Material, pane: TranscriptPane) -> None:
    material.add(*random_codings(2_000, material.codes, material.coders, 30))
    ranks = {pane.view.tones.rank(stripe.code) for stripe in pane.margin.stripes}
    assert len(ranks) > 5
    assert ranks <= set(range(20))
    plain = pane.margin.grab().toImage()
    pane.margin.set_patterns(True)
    assert pane.margin.grab().toImage() != plain
    pane.margin.set_patterns(False)
    assert pane.margin.grab().toImage() == plain


def test_a_coding_does_not_move_the_text(material: Material, pane: TranscriptPane) -> None:
    before, text = pane.margin.width(), pane.view.width()
    for number in range(12):
        material.code(number, *Span(40, 220 + number))
    QApplication.processEvents()
    assert len(pane.margin.stripes) == 12
    assert (pane.margin.width(), pane.view.width()) == (before, text)
    assert max(stripe.name.right() for stripe in pane.margin.stripes) <= before


@pytest.mark.parametrize(
    ("name", "shown"),
    [("Lena", "Lena"), ("MK", "MK"), ("Priya", "Pri."), ("Ada Mary King", "AMK"), (" ", "")],
)
def test_a_coder_is_short_beside_a_stripe_and_never_looks_cut_off(name: str, shown: str) -> None:
    assert short_name(name) == shown


class _Order(QObject):
    """What is painted of a pane, and in which pass."""

    def __init__(self, pane: TranscriptPane) -> None:
        super().__init__(pane)
        # The caret has the text painted when it blinks, whatever else is painted.
        pane.view._blinking.stop()
        self.names = {pane.view.viewport(): "text", pane.margin.viewport(): "margin"}
        self.passes: list[list[str]] = []
        for watched in (pane, *self.names):
            watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.UpdateRequest:
            self.passes.append([])
        elif event.type() is QEvent.Type.Paint and watched in self.names and self.passes:
            self.passes[-1].append(self.names[watched])
        return False


def test_the_margin_is_painted_in_a_pass_of_its_own_after_the_text(
    material: Material, pane: TranscriptPane, qtbot: QtBot
) -> None:
    material.add(*random_codings(len(material.text), material.codes, material.coders, 60))
    qtbot.wait(60)
    order = _Order(pane)
    pane.view.set_limit(Limit.to({code.id for code in material.codes[:3]}, None))
    # Whatever else a gesture does before anything is painted.
    time.sleep(0.03)
    qtbot.waitUntil(lambda: any("margin" in painted for painted in order.passes))
    painted = [names for names in order.passes if names]
    assert painted[0] == ["text"]
    assert painted[1] == ["margin"]


def test_the_margin_keeps_what_it_shows_until_all_the_window_is_painted(
    material: Material, pane: TranscriptPane, qtbot: QtBot
) -> None:
    material.add(*random_codings(len(material.text), material.codes, material.coders, 60))
    qtbot.wait(60)
    order = _Order(pane)
    pane.margin.wait_for_the_text()
    # As after another theme.
    pane.update()
    pane.view.viewport().update()
    pane.margin.viewport().update()
    time.sleep(0.03)
    qtbot.waitUntil(lambda: any("margin" in painted for painted in order.passes))
    painted = [names for names in order.passes if names]
    assert painted[0] == ["text"]
    assert painted[1] == ["margin"]
    assert pane.margin.updatesEnabled()


def test_the_margin_waits_no_longer_when_its_own_size_changes_after_the_text_was_painted(
    pane: TranscriptPane, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the stripes of the transcript before are seen beside another one."""
    # Only the text that was painted ends the waiting, not that it has taken long.
    monkeypatch.setattr(margin, "_LATEST", 10_000_000)
    beside = pane.margin
    resized: list[int] = []

    def resize_once() -> None:
        if not resized:
            beside.resize(beside.width() - 1, beside.height())
            resized.append(beside._painting.interval())

    pane.view.painted.connect(resize_once)
    beside.wait_for_the_text()
    pane.view.viewport().update()
    qtbot.waitUntil(lambda: bool(resized) and beside.updatesEnabled())
    assert resized == [0], "it is painted in the next turn"


def test_another_palette_is_seen_in_the_margin(pane: TranscriptPane, qtbot: QtBot) -> None:
    qtbot.wait(60)
    order = _Order(pane)
    QApplication.sendEvent(pane.margin, QEvent(QEvent.Type.PaletteChange))
    assert not pane.margin.updatesEnabled()
    # Even a picture of it taken meanwhile does not make it stay so.
    pane.margin.grab()
    qtbot.waitUntil(pane.margin.updatesEnabled)
    qtbot.waitUntil(lambda: any("margin" in painted for painted in order.passes))


def test_the_margin_does_not_wait_for_a_text_that_stays_as_it_is(pane: TranscriptPane, qtbot: QtBot) -> None:
    qtbot.wait(60)
    order = _Order(pane)
    pane.margin.set_patterns(True)
    qtbot.waitUntil(lambda: any("margin" in painted for painted in order.passes))


@pytest.mark.usefixtures("qapp")
def test_where_a_code_would_be_a_few_letters_its_coder_gives_way() -> None:
    metrics = QFontMetricsF(QFont())
    name, who = "keeping up appearances", "  Beth"
    whole = metrics.horizontalAdvance(name) + metrics.horizontalAdvance(who)
    assert beside_stripe(name, who, metrics, whole + 1) == (name, who)
    some = beside_stripe(name, who, metrics, metrics.horizontalAdvance("keeping up  Beth…") + 1)
    assert some[0].startswith("keeping")
    assert some[1] == who
    few, nobody = beside_stripe(name, who, metrics, metrics.horizontalAdvance("keep…  Beth") + 1)
    assert few.startswith("keeping")
    assert not nobody
    narrow = metrics.horizontalAdvance("keepin…") + 1
    assert beside_stripe(name, who, metrics, narrow) == ("keepin…", "")
    # A short name has room beside its coder.
    short = metrics.horizontalAdvance("fear  Beth") + 1
    assert beside_stripe("fear", who, metrics, short) == ("fear", who)


@pytest.mark.usefixtures("qapp")
def test_letters_beside_stripes_say_what_there_is_room_for_however_often_they_are_asked() -> None:
    letters, metrics = StripeLetters(QFont()), QFontMetricsF(QFont())
    name, who = "keeping up appearances", "  Beth"
    for room in (*range(10, 260, 7), *range(10, 260, 7)):
        assert letters.beside(name, who, room) == beside_stripe(name, who, metrics, room)
    assert letters.width(name) == letters.width(name) == metrics.horizontalAdvance(name)


def test_initials_in_the_margin_follow_a_coder_who_is_renamed(
    material: Material, pane: TranscriptPane
) -> None:
    material.add(*random_codings(len(material.text), material.codes, material.coders, 60))
    study = material.session.study
    coder = next(iter(study.coders.values()))
    before = pane.margin.description()
    material.session.do(lambda: rename_coder(study, coder.id, "Xanthe Quill"))
    assert " XQ" not in before
    assert " XQ" in pane.margin.description()
