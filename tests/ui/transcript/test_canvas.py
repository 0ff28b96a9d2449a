"""What a gesture has painted of the text: the paragraphs it is about, and not all that is in view.

Tests as well: ``selection_button``.
"""

import pytest
from PySide6.QtCore import QEvent, QObject, QRect, QRectF
from PySide6.QtGui import QAction, QPaintEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qualcode.model.identity import id_at
from qualcode.model.span import Span
from qualcode.ui.transcript.selection_button import SelectionButton
from qualcode.ui.transcript.view import TranscriptView
from tests.ui.transcript.material import Material

TURNS = [(f"P{number}", f"We pay the rent on day {number}, and nobody asks. " * 3) for number in range(30)]


class Painted(QObject):
    """The rectangles of the text that have been painted."""

    def __init__(self, view: TranscriptView) -> None:
        super().__init__(view)
        self.rects: list[QRect] = []
        view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.rects.append(event.rect())
        return False


@pytest.fixture
def painted(view: TranscriptView, qtbot: QtBot) -> Painted:
    view.setFocus()
    qtbot.wait(50)
    # Else the caret may blink meanwhile.
    view._blinking.stop()
    return Painted(view)


def _settled(painted: Painted) -> QRect:
    QApplication.processEvents()
    rects, painted.rects = painted.rects, []
    whole = QRect()
    for rect in rects:
        whole = whole.united(rect)
    return whole


def test_a_coding_has_its_own_paragraphs_painted_and_none_far_below(
    material: Material, view: TranscriptView, painted: Painted
) -> None:
    span = material.find("on day 3,")
    view.set_selection(span.start, span.end)
    _settled(painted)
    view._blinking.stop()
    material.code(1, *span)
    view.frame_coding(id_at(view.codings.id, 0))
    again = _settled(painted)
    here = view.place_of_lines(span)
    assert again.contains(here.adjusted(0, 0, 0, view.look.below))
    assert again.height() < view.viewport().height() / 2


def test_what_was_emphasised_is_painted_again_where_it_was(
    material: Material, view: TranscriptView, painted: Painted
) -> None:
    spans = [material.find(f"on day {number},") for number in (1, 4)]
    first, second = (material.code(1, *span) for span in spans)
    view.frame_coding(first.id)
    _settled(painted)
    view.frame_coding(second.id)
    again = _settled(painted)
    assert all(again.contains(view.place_of_lines(span)) for span in spans)


def test_bands_and_frames_are_the_same_as_when_all_is_painted(
    material: Material, view: TranscriptView, painted: Painted
) -> None:
    """Nothing is left of what was there before, at the edges of paragraphs neither."""
    for number in range(1, 7):
        whole = material.find(f"We pay the rent on day {number}, and nobody asks.")
        for code in range(4):
            material.code(code, whole.start + 3 * code, whole.end + 40)
        _settled(painted)
        view.frame_coding(id_at(view.codings.id, len(view.codings) - 1))
    view.set_selection(0, 0)
    _settled(painted)
    parts = view.screen().grabWindow(view.winId()).toImage()
    view.viewport().update()
    _settled(painted)
    assert view.screen().grabWindow(view.winId()).toImage() == parts


def test_a_place_for_the_button_is_looked_for_once_in_a_gesture(
    material: Material, view: TranscriptView, painted: Painted, monkeypatch: pytest.MonkeyPatch
) -> None:
    button = SelectionButton(view, QAction("Code…", view))
    looked, lines_in = list[QRect](), view.lines_in

    def counted(around: QRect) -> tuple[list[QRectF], list[QRectF]]:
        looked.append(around)
        return lines_in(around)

    monkeypatch.setattr(view, "lines_in", counted)
    span = material.find("on day 3,")
    view.select_span(span)
    place = button.geometry()
    material.code(1, *span)
    view.frame_coding(id_at(view.codings.id, 0))
    assert len(looked) == 1
    assert (button.isVisible(), button.geometry()) == (True, place)
    view.select_span(Span(span.start, span.end + 5))
    assert len(looked) == 2
