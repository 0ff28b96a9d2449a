"""Figures and names are never cut: a shorter wording takes their place, and what is beside it gives way."""

import pytest
from PySide6.QtWidgets import QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from qualcode.ui.widgets.elided_label import ElidedLabel
from qualcode.ui.widgets.fitting_label import FittingLabel

LONG, SHORT = "1,324 words · 5 speakers", "1,324 words"


@pytest.fixture
def row(qtbot: QtBot) -> tuple[QWidget, ElidedLabel, FittingLabel]:
    row, name, facts = QWidget(), ElidedLabel(), FittingLabel()
    qtbot.addWidget(row)
    name.setText("A transcript with a name that nobody would call short by any measure")
    facts.say(LONG, SHORT)
    beside = QHBoxLayout(row)
    beside.setContentsMargins(0, 0, 0, 0)
    beside.addWidget(name, 1)
    beside.addWidget(facts)
    row.show()
    return row, name, facts


def test_the_name_beside_the_figures_is_cut_first(row: tuple[QWidget, ElidedLabel, FittingLabel]) -> None:
    whole, name, facts = row
    width = facts.fontMetrics().horizontalAdvance
    for room, shown in ((width(LONG) + 60, LONG), (width(LONG) - 2, SHORT), (width(SHORT), SHORT)):
        whole.resize(room, 30)
        assert facts.shown() == shown
        assert facts.width() >= width(shown)
        assert name.shown() != name.text()
    assert facts.text() == LONG


def test_the_row_is_never_so_narrow_that_the_shortest_wording_is_cut(
    row: tuple[QWidget, ElidedLabel, FittingLabel],
) -> None:
    whole, _, facts = row
    assert whole.minimumSizeHint().width() >= facts.fontMetrics().horizontalAdvance(SHORT)
    facts.say(LONG)
    assert whole.minimumSizeHint().width() >= facts.fontMetrics().horizontalAdvance(LONG)


def test_other_words_have_their_room_at_once_and_none_are_cut(
    row: tuple[QWidget, ElidedLabel, FittingLabel],
) -> None:
    whole, _, facts = row
    width = facts.fontMetrics().horizontalAdvance
    whole.resize(2 * width(LONG), 30)
    for wordings in (("3 speakers",), (LONG, SHORT), ("no speakers",)):
        facts.say(*wordings)
        # Before the window comes to anything else.
        assert facts.contentsRect().width() >= width(facts.shown())
        assert facts.shown() == wordings[0]
    facts.say(SHORT)
    facts.resize(width(SHORT) - 3, 20)
    assert facts.shown() == ""
