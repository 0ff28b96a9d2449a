"""What is said instead of shown: codes in words, and the text interface.

Tests as well: ``accessible``, ``accessible_text``, ``dropping``, ``spoken_text``.
"""

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qualcode.model.span import Span
from qualcode.ui.transcript import accessible
from qualcode.ui.transcript.dropping import codes_in, codes_mime, span_in, span_mime
from qualcode.ui.transcript.spoken_text import SpokenText
from qualcode.ui.transcript.view import TranscriptView
from tests.ui.transcript.material import Material

TURNS = [
    ("MOD", "How was it \U0001f600 there?"),
    ("P1", "They just assume that. Nobody asks."),
    ("P2", "שלום עולם, this is mixed טקסט here."),
    ("P3", "これは日本語の文です。二番目の文。"),
]


def test_codes_at_a_place_in_words(material: Material) -> None:
    span = material.find("just assume")
    study = material.session.study
    assert accessible.describe_position(study, material.id, span.start) == "no code"
    material.code(0, *span)
    material.code(1, *material.find("assume that"), coder=1)
    row = material.code(1, *span, memo="why?")
    study = material.session.study
    words = accessible.describe_position(study, material.id, material.find("assume").start)
    assert words == "2 codes: trust by Ada; stigma by Ada, Ben"
    assert (
        accessible.describe_position(study, material.id, span.start) == "2 codes: trust by Ada; stigma by Ada"
    )
    assert accessible.describe_place(study, material.id, span.start) == "turn 2, P1"
    said = accessible.describe_coding(study, material.id, row)
    assert said == "stigma by Ada, turn 2, P1: “just assume”. Memo: why? 1 more segment here."


def test_moves_are_announced(
    material: Material, view: TranscriptView, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []
    monkeypatch.setattr(accessible, "someone_listens", lambda: True)
    monkeypatch.setattr(accessible, "announce", lambda _, words: heard.append(words))
    material.code(0, *material.find("just"))
    start = material.find("just").start
    view.set_selection(start, start)
    view.set_selection(start + 1, start + 1)
    view.select_span(material.find("assume that"))
    assert heard == [
        "turn 2, P1: 1 code: trust by Ada",
        "2 words selected, turn 2, P1: no code",
    ]


def test_assistive_technology_reads_the_displayed_text(material: Material, view: TranscriptView) -> None:
    found = QAccessible.queryAccessibleInterface(view)
    assert found.role() == QAccessible.Role.EditableText
    assert found.state().readOnly
    text = found.textInterface()
    shown = "\n".join(speech for _, speech in TURNS)
    assert text.text(0, text.characterCount()) == shown
    units = len(shown[: shown.index("assume")].encode("utf-16-le")) // 2
    assert text.text(units, units + 6) == "assume"
    text.setCursorPosition(units)
    assert view.cursor_position() == material.find("assume").start
    assert text.cursorPosition() == units
    text.setSelection(0, units, units + 6)
    assert view.selected_span() == material.find("assume")
    assert text.offsetAtPoint(text.characterRect(units).center()) in (units, units + 1)
    assert found.text(QAccessible.Text.Value).startswith("turn 2")


def test_assistive_technology_may_ask_for_what_the_view_is_not(view: TranscriptView) -> None:
    # Asked through Qt, as a screen reader does: a wrong kind of "no" ended the whole program.
    found = QAccessible.queryAccessibleInterface(view)
    assert found.valueInterface() is None
    assert found.selectionInterface() is None
    assert found.actionInterface() is not None


def test_what_is_read_aloud_keeps_step_with_the_view(
    material: Material, view: TranscriptView, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accessible, "someone_listens", lambda: True)
    text = QAccessible.queryAccessibleInterface(view).textInterface()
    view.select_span(material.find("just assume"))
    assert text.selectionCount() == 1
    span = material.find("just assume")
    assert text.cursorPosition() == view.display.to_display(span.end)
    view.set_selection(span.start, span.start)
    assert text.selectionCount() == 0
    field = view.findChild(SpokenText)
    assert isinstance(field, SpokenText)
    assert field.textCursor().position() == text.cursorPosition()
    seen = view.rect_of(span.start).translated(view.viewport().mapToGlobal(QPoint(0, 0)))
    told = text.characterRect(text.cursorPosition())
    assert (told.topLeft() - seen.topLeft()).manhattanLength() <= 4
    # What assistive technology selects is selected in the view.
    text.setSelection(0, 0, 3)
    assert view.selected_span() == material.find("How")
    assert not field.isVisible()
    # It says nothing of its own: all would be heard twice.
    assert not any(child.inherits("QWidgetTextControl") for child in field.children())


def test_going_to_a_segment_says_one_sentence(
    material: Material, view: TranscriptView, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []
    material.code(0, *material.find("just assume"))
    monkeypatch.setattr(accessible, "someone_listens", lambda: True)
    monkeypatch.setattr(accessible, "announce", lambda _, words: heard.append(words))
    view.next_segment()
    assert heard == ["trust by Ada, turn 2, P1: “just assume”."]


def test_mixed_directions_and_other_scripts_select_right(material: Material, view: TranscriptView) -> None:
    for words in ("עולם", "mixed", "טקסט", "日本語", "שלום"):
        span = material.find(words)
        view.set_selection(0, 0)
        for position in range(span.start, span.end):
            assert view.display.position_in(2, view.display.units_in(2, position)) is not None
        view.select_span(span)
        assert view.selected_span() == span
        assert sum(rect.width() for rect in view.rects_of(span)) > 20
    start = material.find("שלום").start
    view.set_selection(start, start)
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert view.selected_span() == Span(start, start + 1)
    view.set_selection(*[material.find("二番目").start] * 2)
    view.select_sentence()
    sentence = view.selected_span()
    assert sentence is not None
    assert material.text[sentence.start : sentence.end] == "二番目の文。"


def test_what_is_dragged_can_be_read_back(material: Material) -> None:
    ids = [code.id for code in material.codes]
    assert codes_in(codes_mime(ids)) == ids
    assert span_in(span_mime(material.id, Span(3, 9), "words")) == (material.id, Span(3, 9))
    assert codes_in(QMimeData()) == []
    assert span_in(QMimeData()) is None


def test_a_code_dropped_on_text_is_meant_for_the_sentence_there(
    material: Material, view: TranscriptView, qtbot: QtBot
) -> None:
    codes = [material.codes[2].id]
    point = view.rect_of(material.find("assume").start).center()
    with qtbot.waitSignal(view.code_dropped) as told:
        drop(view, point, codes_mime(codes))
    assert told.args == [codes]
    assert view.selected_span() == material.find("They just assume that.")
    view.select_span(material.find("assume"))
    with qtbot.waitSignal(view.code_dropped):
        drop(view, point + QPoint(3, 0), codes_mime(codes))
    assert view.selected_span() == material.find("assume")


def drop(view: TranscriptView, point: QPoint, data: QMimeData) -> None:
    """Come from outside, move about and let go, as the platform tells it."""
    action, button, none = (
        Qt.DropAction.CopyAction,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(view.viewport(), QDragEnterEvent(point, action, data, button, none))
    QApplication.sendEvent(view.viewport(), QDragMoveEvent(point, action, data, button, none))
    assert view._marks.drop is not None
    QApplication.sendEvent(view.viewport(), QDropEvent(QPointF(point), action, data, button, none))
    assert view._marks.drop is None
