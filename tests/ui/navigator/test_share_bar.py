"""Tests of the bar beside a transcript's name."""

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from qualcode.operations.transcripts.documents import rename_transcript
from qualcode.ui.navigator.share_bar import ShareBarDelegate, _draw_bar
from qualcode.ui.shell.main_window import MainWindow
from tests.ui.material import transcript


@pytest.mark.usefixtures("qapp")
def test_bars_make_room_for_the_longest_name_within_limits() -> None:
    names = ["FG1"]
    delegate, option = ShareBarDelegate(lambda: names[0]), QStyleOptionViewItem()
    letter, metrics = option.fontMetrics.averageCharWidth(), option.fontMetrics
    for name, taken in (
        ("FG1", 14 * letter),
        ("m" * 16, metrics.horizontalAdvance("m" * 16)),
        ("m" * 90, 24 * letter),
    ):
        names[0] = name
        beside = min(max(taken, 14 * letter), 24 * letter) + 16
        assert [delegate._bar_width(option, beside + room) for room in (900, 56, 18, 17)] == [56, 56, 18, 0]


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("letters", ["#ffffff", "#101010"])
def test_in_the_selected_row_an_empty_bar_does_not_look_full(letters: str) -> None:
    ground, middles = QColor("#186a8a"), []
    for share in (0.0, 1.0):
        image = QImage(60, 10, QImage.Format.Format_RGB32)
        image.fill(ground)
        painter = QPainter(image)
        _draw_bar(painter, QRectF(2, 2, 56, 6), share, QColor(letters))
        painter.end()
        middles.append(image.pixelColor(30, 5).name())
    assert middles == [ground.name(), letters]


def test_the_list_knows_the_longest_name(window: MainWindow) -> None:
    assert window.workbench is not None
    session, transcripts = window.workbench.session, window.workbench.code_page.navigator.transcripts
    place = transcript(session.study, "FG1")
    session.do(lambda: rename_transcript(session.study, place, "A name that is longer than others"))
    assert transcripts.transcripts.longest_name == "A name that is longer than others"
    session.undo()
    assert transcripts.transcripts.longest_name != "A name that is longer than others"
