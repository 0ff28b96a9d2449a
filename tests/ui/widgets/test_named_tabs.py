"""Every tab is seen: where whole names have no room they are short, and the tip has the whole."""

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from qualcode.ui.widgets.named_tabs import NamedTabs

NAMES = {"Who speaks how much": "How much", "Who speaks after whom": "After whom", "The network": "Network"}


@pytest.fixture
def tabs(qtbot: QtBot) -> NamedTabs:
    tabs = NamedTabs()
    qtbot.addWidget(tabs)
    for whole, short in NAMES.items():
        tabs.add(QWidget(), whole, short)
    tabs.resize(900, 200)
    tabs.show()
    return tabs


def shown(tabs: NamedTabs) -> list[str]:
    return [tabs.tabText(number) for number in range(tabs.count())]


def test_names_are_short_only_where_whole_ones_have_no_room(tabs: NamedTabs) -> None:
    bar = tabs.tabBar()
    assert shown(tabs) == [*NAMES]
    assert {tabs.tabToolTip(number) for number in range(3)} == {""}
    needed = bar.sizeHint().width()
    tabs.resize(needed - 1, 200)
    assert shown(tabs) == [*NAMES.values()]
    assert [tabs.tabToolTip(number) for number in range(3)] == [*NAMES]
    assert all(bar.tabRect(number).right() < bar.width() for number in range(3))
    tabs.resize(needed, 200)
    assert shown(tabs) == [*NAMES]


def test_who_does_not_see_a_tab_hears_its_whole_name(tabs: NamedTabs) -> None:
    tabs.resize(250, 200)
    assert shown(tabs) == [*NAMES.values()]
    assert [tabs.tabBar().accessibleTabName(number) for number in range(3)] == [*NAMES]
