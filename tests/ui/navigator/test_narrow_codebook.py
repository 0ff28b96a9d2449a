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
    tree.resize(340, 400)
    key, here, overall = (tree.columnWidth(column) for column in _COLUMNS)
    # Letters that are read, beside what stands before the name of a code below two others.
    before = 3 * tree.indentation() + tree.style().pixelMetric(QStyle.PixelMetric.PM_SmallIconSize)
    letter, frame = tree.fontMetrics().averageCharWidth(), tree.width() - tree.viewport().width()
    for letters, columns, hidden in (
        (18, overall + here + key, []),
        (14, overall + here, [KEY]),
        (12, overall, [KEY, HERE]),
    ):
        least = letters * letter + before
        tree.resize(frame + least + columns, 400)
        assert [column for column in _COLUMNS if tree.isColumnHidden(column)] == hidden
        assert tree.columnWidth(NAME) == least
        # One pixel less, and the next column gives way to the names.
        tree.resize(frame + least + columns - 1, 400)
        assert [column for column in _COLUMNS if tree.isColumnHidden(column)] == list(
            _COLUMNS[: len(hidden) + 1]
        )
        assert tree.columnWidth(NAME) >= least
    tree.resize(340, 400)
    assert not any(tree.isColumnHidden(column) for column in _COLUMNS)
    assert tuple(tree.columnWidth(column) for column in _COLUMNS) == (key, here, overall)
