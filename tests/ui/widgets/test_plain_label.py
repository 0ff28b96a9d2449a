"""Tests of plain label."""

from pytestqt.qtbot import QtBot

from qualcode.ui.widgets.plain_label import entry_caption, plain_caption, plain_label


def test_markup_is_shown_as_it_was_typed(qtbot: QtBot) -> None:
    words = "<h1>Owners<br>& <b>lone</b> parents"
    label, plain = plain_label(), plain_label(words)
    for made in (label, plain):
        qtbot.addWidget(made)
        made.setText(words)
    assert label.sizeHint() == plain.sizeHint()
    assert label.sizeHint().height() < 2 * label.fontMetrics().height()
    assert label.sizeHint().width() >= label.fontMetrics().horizontalAdvance(words)


def test_an_ampersand_in_a_caption_is_one() -> None:
    assert plain_caption("Owners & parents && more") == "Owners && parents &&&& more"


def test_an_entry_of_a_menu_has_both_ends_of_a_long_name() -> None:
    assert entry_caption("Owners & parents") == "Owners && parents"
    name = f"Owners & {'many ' * 40}parents"
    assert entry_caption(name).startswith("Owners && many")
    assert entry_caption(name).endswith("parents")
    assert len(entry_caption(name)) <= 61
