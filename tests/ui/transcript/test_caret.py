"""The caret by key through letters of several units, beside words of the other direction."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from qualcode.ui.transcript.view import TranscriptView

MIXED = "We sent 🌱🌻👩‍🌾 out. My neighbour says مرحبا بكم 🇩🇪 every morning, then שלום 🌿."
TURNS = [("P1", MIXED), ("P2", "Quite so.")]


@pytest.mark.parametrize(
    ("key", "first", "last"), [(Qt.Key.Key_Right, 0, 1), (Qt.Key.Key_Left, 1, 0)], ids=["right", "left"]
)
def test_the_caret_passes_every_letter(view: TranscriptView, key: Qt.Key, first: int, last: int) -> None:
    goal = int(view.display.starts[1]) if last else int(view.display.starts[0])
    start = int(view.display.starts[0]) if not first else int(view.display.starts[1])
    view.set_selection(start, start)
    visited = [start]
    while visited[-1] != goal and len(visited) < 2 * len(MIXED):
        QTest.keyClick(view, key)
        visited.append(view.cursor_position())
    assert visited[-1] == goal
    assert len(set(visited)) == len(visited)


def test_emoji_are_selected_by_key_as_wholes(view: TranscriptView) -> None:
    start = view.display.text.index("🌱")
    view.set_selection(start, start)
    for _ in range(3):
        QTest.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    span = view.selected_span()
    assert span is not None
    assert view.display.text[span.start : span.end] == "🌱🌻👩‍🌾"
