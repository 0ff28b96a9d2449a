"""A name that a teammate has changed while one was typing is not replaced in silence.

Tests as well: ``asking``.
"""

import pytest
from PySide6.QtWidgets import QInputDialog, QWidget
from pytestqt.qtbot import QtBot

from qualcode.ui.widgets.asking import ask_new_name


def asked(parent: QWidget) -> QInputDialog | None:
    return next((found for found in parent.findChildren(QInputDialog) if found.isVisible()), None)


@pytest.mark.parametrize(
    ("now", "typed", "again"),
    [("AB", "Anna", False), ("Bea", "Anna", True), ("Anna", "Anna", False), (None, "Anna", False)],
)
def test_a_name_is_asked_for_again_where_a_teammate_changed_it(
    qtbot: QtBot, now: str | None, typed: str, again: bool
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()
    stored: list[str | None] = ["AB"]
    taken: list[str] = []
    first = ask_new_name(parent, "Rename", "Name", lambda: stored[-1], taken.append)
    assert first.textValue() == "AB"
    stored.append(now)
    first.setTextValue(typed)
    first.accept()
    second = asked(parent)
    assert (second is not None) == again
    assert taken == ([] if again else [typed])
    if second is not None:
        assert "renamed “Bea”" in second.labelText()
        assert second.textValue() == typed
        second.accept()
        assert taken == [typed]
