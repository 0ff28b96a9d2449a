"""Tests of the bar beside a transcript's name."""

from PySide6.QtWidgets import QStyleOptionViewItem

from qualcode.operations.transcripts.documents import rename_transcript
from qualcode.ui.navigator.share_bar import ShareBarDelegate
from qualcode.ui.shell.main_window import MainWindow
from tests.ui.material import transcript


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


def test_the_list_knows_the_longest_name(window: MainWindow) -> None:
    assert window.workbench is not None
    session, transcripts = window.workbench.session, window.workbench.code_page.navigator.transcripts
    place = transcript(session.study, "FG1")
    session.do(lambda: rename_transcript(session.study, place, "A name that is longer than others"))
    assert transcripts.transcripts.longest_name == "A name that is longer than others"
    session.undo()
    assert transcripts.transcripts.longest_name != "A name that is longer than others"
