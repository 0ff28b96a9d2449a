"""A button with a long name keeps both ends of it, and never widens what it stands in."""

from pytestqt.qtbot import QtBot

from qualcode.ui.widgets.name_button import NameButton

NAME = "Second evening at the community centre, upstairs & down, turn 6"


def test_the_middle_is_left_out_where_there_is_too_little_room(qtbot: QtBot) -> None:
    button = NameButton(NAME)
    qtbot.addWidget(button)
    button.resize(button.sizeHint())
    assert button.shown() == NAME
    assert button.minimumSizeHint().width() < button.sizeHint().width() // 2
    button.resize(200, button.height())
    whole = button.shown()
    assert whole.startswith("Second")
    assert whole.endswith("6")
    assert "…" in whole
    seen = button.grab().toImage()
    other = NameButton(whole)
    qtbot.addWidget(other)
    other.resize(button.size())
    assert other.grab().toImage() == seen


def test_a_short_name_keeps_all_its_room(qtbot: QtBot) -> None:
    button = NameButton("A&B")
    qtbot.addWidget(button)
    assert button.minimumSizeHint() == button.sizeHint()
    button.resize(button.minimumSizeHint())
    assert button.shown() == "A&B"
