"""Parts of a page are painted one after the other, whatever is asked for in between."""

import pytest
import shiboken6 as shiboken
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from qualcode.ui.widgets.painting_in_turns import PaintingInTurns


class _Painted(QObject):
    """The names of parts in the order in which they are painted."""

    first = Signal()

    def __init__(self, parts: list[QWidget]) -> None:
        super().__init__()
        self.names: list[str] = []
        for part in parts:
            part.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint:
            self.names.append(watched.objectName())
            if len(self.names) == 1:
                self.first.emit()
        return False


@pytest.fixture
def whole(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.resize(120, 300)
    qtbot.addWidget(made)
    column = QVBoxLayout(made)
    for name in "abc":
        part = QWidget()
        part.setObjectName(name)
        column.addWidget(part)
    with qtbot.waitExposed(made):
        made.show()
    qtbot.wait(20)
    return made


def _parts(whole: QWidget) -> list[QWidget]:
    return [part for part in (whole.findChild(QWidget, name) for name in "abc") if part is not None]


def test_parts_are_painted_in_their_order(qtbot: QtBot, whole: QWidget) -> None:
    parts, painting = _parts(whole), PaintingInTurns(whole)
    painted = _Painted(parts)
    painting.start(parts[::-1])
    assert painting.under_way
    whole.update()
    qtbot.waitUntil(lambda: not painting.under_way)
    qtbot.waitUntil(lambda: len(painted.names) >= 3)
    assert painted.names == ["c", "b", "a"]


def test_what_is_asked_for_in_between_begins_anew(qtbot: QtBot, whole: QWidget) -> None:
    parts, painting = _parts(whole), PaintingInTurns(whole)
    painted = _Painted(parts)
    painted.first.connect(lambda: painting.start(parts), Qt.ConnectionType.QueuedConnection)
    painting.start(parts)
    qtbot.waitUntil(lambda: painted.names.count("a") == 2 and not painting.under_way)
    qtbot.waitUntil(lambda: painted.names[-3:] == ["a", "b", "c"])


def test_held_back_as_a_whole_none_is_let_go(qtbot: QtBot, whole: QWidget) -> None:
    parts, painting = _parts(whole), PaintingInTurns(whole)
    painted = _Painted(parts)
    whole.setUpdatesEnabled(False)
    painting.start(parts)
    qtbot.wait(20)
    assert painting.under_way
    assert painted.names == []
    whole.setUpdatesEnabled(True)
    qtbot.waitUntil(lambda: painted.names == ["a", "b", "c"])


def test_what_waits_to_be_painted_may_be_gone_before(qtbot: QtBot, whole: QWidget) -> None:
    """What the page holds goes, then what was under way."""
    parts, painting = _parts(whole), PaintingInTurns(whole)
    painting.start(parts)
    shiboken.delete(parts[0])
    painting.stop()
    assert all(part.updatesEnabled() for part in parts[1:])
