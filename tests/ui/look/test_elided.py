"""Words in one line of so many pixels."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QStyleOptionViewItem, QTreeWidget, QTreeWidgetItem
from pytestqt.qtbot import QtBot

from qualcode.ui.look.elided import WholeWords, elided

QUOTE = "They just assume that because you rent you must be poor"


@pytest.mark.parametrize("room", range(60, 400, 7))
def test_a_quote_ends_with_a_whole_word(qapp: QApplication, room: int) -> None:
    metrics = QFontMetrics(qapp.font())

    shown = elided(QUOTE, metrics, room)

    assert metrics.horizontalAdvance(shown) <= room
    if shown != QUOTE:
        kept = shown.removesuffix("…")
        assert QUOTE.startswith(kept)
        assert QUOTE[len(kept)] == " "


@pytest.mark.parametrize("room", range(60, 340, 7))
@pytest.mark.parametrize(
    "words", ["Recode “it doesn’t feel…” from being judged to:", "…then they said … and… so on it went"]
)
def test_dots_of_the_words_own_are_not_taken_for_the_cut(qapp: QApplication, words: str, room: int) -> None:
    metrics = QFontMetrics(qapp.font())

    shown = elided(words, metrics, room)

    assert metrics.horizontalAdvance(shown) <= room
    assert shown == words or words.startswith(shown.removesuffix("…"))
    assert "……" not in shown


def test_of_words_with_dots_of_their_own_both_ends_are_kept(qapp: QApplication) -> None:
    metrics = QFontMetrics(qapp.font())
    words = "Recode “it doesn’t feel…” from being judged as a parent to:"
    room = metrics.horizontalAdvance("Recode “it doesn’t feel…” … judged as a parent to:")

    shown = elided(words, metrics, room, Qt.TextElideMode.ElideMiddle)

    assert metrics.horizontalAdvance(shown) <= room
    at = next(place for place, (kept, whole) in enumerate(zip(shown, words, strict=False)) if kept != whole)
    assert words.endswith(shown[at + 1 :])
    assert shown[at] == "…"


def test_the_end_or_both_ends_are_kept_where_they_are_wanted(qapp: QApplication) -> None:
    metrics = QFontMetrics(qapp.font())
    room = metrics.horizontalAdvance("They … you must be poor")

    end = elided(QUOTE, metrics, room, Qt.TextElideMode.ElideLeft)
    middle = elided(QUOTE, metrics, room, Qt.TextElideMode.ElideMiddle)

    assert end.startswith("…")
    assert f" {end[1:]}" in QUOTE
    begun, ended = middle.split("…")
    assert QUOTE.startswith(f"{begun} ")
    assert QUOTE.endswith(f" {ended}")


def test_rows_of_a_list_cut_their_words_so(qtbot: QtBot) -> None:
    tree = QTreeWidget()
    qtbot.addWidget(tree)
    tree.addTopLevelItem(QTreeWidgetItem([QUOTE]))
    delegate = WholeWords(tree)
    index = tree.model().index(0, 0)
    option = QStyleOptionViewItem()
    option.widget, option.textElideMode = tree, Qt.TextElideMode.ElideRight
    option.fontMetrics = tree.fontMetrics()

    option.rect.setSize(tree.fontMetrics().size(0, "They just assume that beca"))
    delegate.initStyleOption(option, index)
    cut = option.text
    wide = QStyleOptionViewItem()
    wide.widget = tree
    delegate.initStyleOption(wide, index)

    assert cut in ("They just assume that…", "They just assume…")
    assert wide.text == QUOTE


def test_lines_of_a_row_stay_lines(qtbot: QtBot) -> None:
    """Qt writes a separator of its own between lines; a row of two lines is not one that is too long."""
    tree = QTreeWidget()
    qtbot.addWidget(tree)
    item = QTreeWidgetItem([f"{QUOTE}\n{QUOTE}"])
    tree.addTopLevelItem(item)
    tree.resize(200, 100)
    option = QStyleOptionViewItem()
    option.widget = tree
    option.rect = tree.rect()
    WholeWords(tree).initStyleOption(option, tree.indexFromItem(item))
    assert option.text.splitlines() == [QUOTE, QUOTE]
