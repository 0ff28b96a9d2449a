"""Where the codebook is narrow, the names of codes stay readable and keys and counts make room.

Tests: ``codebook_tree``.
"""

from PySide6.QtWidgets import QStyle

from qualcode.ui.models.codebook import ALL, HERE, KEY, NAME
from qualcode.ui.shell.main_window import MainWindow

_COLUMNS = (KEY, HERE, ALL)


def test_keys_and_counts_make_room_for_names(window: MainWindow) -> None:
    assert window.workbench is not None
    tree = window.workbench.code_page.navigator.codebook
    tree.resize(320, 400)
    key, here, overall = (tree.columnWidth(column) for column in _COLUMNS)
    # Letters that are read, beside what stands before the name of a code below two others.
    before = 3 * tree.indentation() + tree.style().pixelMetric(QStyle.PixelMetric.PM_SmallIconSize)
    least = 14 * tree.fontMetrics().averageCharWidth() + before
    beside = tree.width() - tree.viewport().width() + least + overall
    for width, hidden in (
        (beside + here + key, []), (beside + here + key - 1, [KEY]),
        (beside + here - 1, [KEY, HERE]), (320, []),
    ):  # fmt: skip
        tree.resize(width, 400)
        assert [column for column in _COLUMNS if tree.isColumnHidden(column)] == hidden
        assert tree.columnWidth(NAME) >= least - 1
    assert tuple(tree.columnWidth(column) for column in _COLUMNS) == (key, here, overall)
