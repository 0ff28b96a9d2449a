"""Memory is looked through between gestures, and Python does as it usually does when the window is gone."""

import gc
from collections.abc import Iterator

import pytest
import shiboken6 as shiboken
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from qualcode.ui.shell.letting_go import Collecting, collect_much


@pytest.fixture
def collected() -> Iterator[list[int]]:
    """The generations that are collected."""
    found: list[int] = []

    def note(phase: str, info: dict[str, int]) -> None:
        if phase == "stop":
            found.append(info["generation"])

    gc.collect()
    gc.callbacks.append(note)
    yield found
    gc.callbacks.remove(note)


def much() -> None:
    """As many smaller collections as make a whole one worth while."""
    for _ in range(40):
        gc.collect(1)


def test_a_gesture_is_not_held_up_by_a_whole_collection(qapp: QApplication, collected: list[int]) -> None:
    usual = gc.get_threshold()
    home = QObject()
    Collecting(home)
    assert gc.get_threshold()[:2] == usual[:2]
    assert gc.get_threshold()[2] > 1_000_000
    shiboken.delete(home)
    assert gc.get_threshold() == usual


def test_it_is_collected_when_much_has_gathered_and_not_before(collected: list[int]) -> None:
    collect_much()
    assert 2 not in collected
    much()
    collect_much()
    assert 2 in collected
