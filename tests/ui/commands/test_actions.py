"""Actions are declared once; every one of them does something; no key means two things at one place.

Tests as well: ``ui.dialogs.commands``, ``action_info``, ``action_list``, ``arranging_actions``,
``reading_actions``, ``transcript_actions``, ``ui.look.resources``.
"""

import re
from collections import Counter

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from qualcode.ui.commands.action_info import MENUS, Where
from qualcode.ui.commands.action_list import ACTIONS
from qualcode.ui.commands.actions import Actions
from qualcode.ui.dialogs.commands import commands
from qualcode.ui.look.resources import resource
from qualcode.ui.session.preferences import Preferences
from qualcode.ui.shell.main_window import MainWindow


def test_names_are_unique_and_menus_exist() -> None:
    assert len({info.name for info in ACTIONS}) == len(ACTIONS)
    assert {info.menu for info in ACTIONS} == set(MENUS)


def test_every_action_tells_what_it_does_and_its_icon_exists() -> None:
    for info in ACTIONS:
        assert info.tip, info.name
        assert not info.tip.endswith("."), info.name
        if info.icon:
            assert resource(f"icons/{info.icon}.svg").is_file(), info.name


@pytest.mark.parametrize("place", [Where.TRANSCRIPT, Where.CODEBOOK, Where.LIST])
def test_no_key_stands_for_two_actions_at_one_place(place: Where) -> None:
    keys = [
        QKeySequence(key).toString()
        for info in ACTIONS
        if info.where in (place, Where.WINDOW)
        for key in info.keys
    ]
    assert [key for key, number in Counter(keys).items() if number > 1] == []


def test_every_key_is_one_that_qt_knows() -> None:
    for info in ACTIONS:
        for key in info.keys:
            assert QKeySequence(key).toString(), (info.name, key)


def test_every_gesture_of_the_table_has_its_key() -> None:
    keys = {info.name: info.keys for info in ACTIONS}
    for name, key in {
        "code.choose": "C", "code.repeat": "R", "code.in_vivo": "V", "code.sticky": "K", "code.remove": "Del",
        "code.memo": "M", "code.pinned_9": "9", "transcript.sentence": "S", "transcript.turn": "T",
        "transcript.grow": "+", "transcript.shrink": "-", "transcript.next_segment": "N",
        "transcript.previous_segment": "P", "transcript.next_uncoded": "U", "edit.undo": "Ctrl+Z",
        "edit.redo": "Ctrl+Shift+Z", "help.palette": "Ctrl+Shift+P", "edit.search": "Ctrl+K",
    }.items():  # fmt: skip
        assert key in keys[name]


def test_with_a_project_open_no_menu_entry_is_dead(window: MainWindow) -> None:
    dead = [info.name for info in ACTIONS if not window.actions_.is_bound(info.name)]
    assert dead == []


def test_without_a_project_what_needs_one_is_disabled(window: MainWindow) -> None:
    window.close_project()
    enabled = {info.name for info in ACTIONS if window.actions_[info.name].isEnabled()}
    assert {name.partition(".")[0] for name in enabled} <= {"project", "edit", "view", "help"}
    assert "project.import" not in enabled
    assert "edit.undo" not in enabled


def test_every_menu_is_filled(window: MainWindow) -> None:
    for title, menu in window.menus.items():
        assert isinstance(menu, QMenu)
        assert [action for action in menu.actions() if not action.isSeparator()], title


def test_the_palette_finds_by_words_in_any_order(window: MainWindow) -> None:
    found = commands(window.actions_, "code repeat")
    assert found[0].text == "Code: Repeat the last code"
    assert found[0].aside == "R"
    # What an action is called comes before what is said of it: this restores no earlier state.
    assert commands(window.actions_, "replace")[0].text == "Edit: Find and replace"
    assert "Analyse: Reports" in [line.text for line in commands(window.actions_, "saved report")]
    assert commands(window.actions_, "no such thing at all") == []


def test_keys_can_be_changed_and_given_back(qtbot: QtBot, preferences: Preferences) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    actions = Actions(preferences, holder)
    actions.set_keys("code.repeat", ["F4"])
    assert [key.toString() for key in actions["code.repeat"].shortcuts()] == ["F4"]
    assert "F4" in actions["code.repeat"].toolTip()
    again = Actions(preferences, holder)
    assert [key.toString() for key in again["code.repeat"].shortcuts()] == ["F4"]
    again.set_keys("code.repeat", None)
    assert [key.toString() for key in again["code.repeat"].shortcuts()] == ["R"]


def test_conflicts_are_named(qtbot: QtBot, preferences: Preferences) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    actions = Actions(preferences, holder)
    assert [info.name for info in actions.conflicts("code.repeat", "C")] == ["code.choose"]
    assert [info.name for info in actions.conflicts("code.repeat", "Ctrl+Z")] == ["edit.undo"]
    # The same key at two places that never have the focus together is no conflict.
    assert actions.conflicts("code.remove", "Del") == []
    assert actions.conflicts("code.repeat", "F4") == []


def test_tips_tell_the_keys(window: MainWindow) -> None:
    for info in ACTIONS:
        if info.keys:
            assert re.search(r"\(.+\)$", window.actions_[info.name].toolTip()), info.name
