"""On a small screen each part of the window keeps what it is there for in sight.

Tests: ``ui.widgets.file_dialog``, ``ui.widgets.side_by_side``, ``ui.pages.find.context_table``.
"""

from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QImage, QPainter
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QStyle, QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from qualcode.model.branches import PATH_SEPARATOR
from qualcode.model.change import ChangeSet
from qualcode.operations.codes.codebook import add_code
from qualcode.operations.transcripts.documents import rename_transcript
from qualcode.ui.dialogs.exchange.import_segments import ImportSegmentsDialog
from qualcode.ui.dialogs.team.new_round import NewRoundDialog
from qualcode.ui.models.codebook import NAME
from qualcode.ui.pages.code.page import CodePage
from qualcode.ui.pages.groups.tables import Talk
from qualcode.ui.session.session import Session
from qualcode.ui.shell.main_window import MainWindow
from qualcode.ui.shell.page_stack import PagePlace, PageStack
from qualcode.ui.transcript.stripe_painting import HEADER, StripeLetters, StripePainter
from qualcode.ui.widgets.file_dialog import file_dialog
from qualcode.ui.widgets.folding import LOW
from qualcode.ui.widgets.messages import MessageBar, Offer
from qualcode.ui.widgets.over_edge import KeptClear
from qualcode.ui.widgets.side_by_side import side_by_side
from tests.ui.material import transcript

_LEVELS = 14


@pytest.fixture
def session(window: MainWindow) -> Session:
    assert window.session is not None
    return window.session


@pytest.fixture
def pages(window: MainWindow) -> PageStack:
    assert window.workbench is not None
    return window.workbench.pages


@pytest.fixture
def page(pages: PageStack) -> CodePage:
    return pages.code


def _same(change: ChangeSet) -> ChangeSet:
    return change


def deepened(session: Session) -> str:
    """A branch as deep as other programs allow; the path of its lowest code."""
    above = None
    for level in range(1, _LEVELS + 1):
        code, change = add_code(session.study, f"Something at level {level}", parent_id=above)
        session.do(partial(_same, change))
        above = code.id
    assert above is not None
    return session.study.path(above)


def renamed(session: Session) -> None:
    """A transcript with a name of some length."""
    session.do(lambda: rename_transcript(session.study, transcript(session.study, "FG1"), "FG1 Home owners"))


# -- the code page ----------------------------------------------------------------------------------


def test_the_names_of_a_deep_branch_are_seen(window: MainWindow, session: Session, page: CodePage) -> None:
    path = deepened(session)
    lowest = session.study.code_named(path.rpartition(PATH_SEPARATOR)[2]).id
    tree = page.navigator.codebook
    tree.expandAll()
    tree.choose([lowest])
    tree.resize(240, 400)
    place = tree.visualRect(tree.currentIndex().siblingAtColumn(NAME))
    icon = tree.style().pixelMetric(QStyle.PixelMetric.PM_SmallIconSize)
    assert place.width() - icon >= 12 * tree.fontMetrics().averageCharWidth()
    tree.resize(900, 400)
    assert tree.indentation() == 12


def test_a_long_path_leaves_room_for_what_is_said_of_the_code(session: Session, page: CodePage) -> None:
    path = deepened(session)
    section = page.inspector.code
    section.show_code(session.study.code_named(path.rpartition(PATH_SEPARATOR)[2]).id)
    section._fill()
    assert section._name.text() == "Something at level 1 > … > Something at level 13 > Something at level 14"
    assert section._name.toolTip() == path
    section.show_code(session.study.code_named("stigma").id)
    section._fill()
    assert (section._name.text(), section._name.toolTip()) == ("stigma", "")


def test_tabs_are_scrolled_to_rather_than_cut_to_nothing(session: Session, page: CodePage) -> None:
    reading = page.reading
    for row in session.study.transcripts_in_order:
        reading.keep_open(row.id)
    tabs = reading.tabs
    tabs.setTabText(0, "")
    bare = tabs.minimumTabSizeHint(0).width()
    tabs.setTabText(0, "A transcript with a very long name indeed")
    least = tabs.minimumTabSizeHint(0).width()
    assert 12 * tabs.fontMetrics().averageCharWidth() <= least - bare
    assert least < tabs.tabSizeHint(0).width()


def test_the_list_of_segments_opens_with_most_of_the_height(
    qtbot: QtBot, window: MainWindow, page: CodePage
) -> None:
    window.resize(960, 600)
    qtbot.waitUntil(lambda: page.width() < 960)
    page.segments.open_transcript(None)
    qtbot.waitUntil(lambda: page.segments.isVisible() and not window.busy)
    assert page.segments.height() > page.inspector.height()
    assert page.segments.folding.short
    # Where somebody has dragged the line it stays.
    page._right.setSizes([200, page._right.height() - 200])
    kept = page._right.sizes()
    page.segments.dismiss()
    page.segments.open_transcript(None)
    assert abs(page._right.sizes()[0] - kept[0]) <= 2


def test_nothing_lies_over_anything_above_a_narrow_text(session: Session, page: CodePage) -> None:
    renamed(session)
    reading = page.reading
    for width in range(330, 460, 4):
        reading.resize(width, 300)
        around = reading._name.parentWidget()
        layout = around.layout() if around is not None else None
        assert layout is not None
        layout.activate()
        assert reading._name.geometry().right() < reading._facts.geometry().left(), width


def test_the_find_bar_keeps_its_fields_apart_where_it_is_narrow(
    qtbot: QtBot, window: MainWindow, page: CodePage
) -> None:
    window.resize(640, 360)
    page.segments.open_transcript(None)
    bar = page.reading.find_bar
    bar.open()
    qtbot.waitUntil(bar.isVisible)

    def apart() -> bool:
        parts = [part for part in bar.children() if isinstance(part, QWidget) and part.isVisibleTo(bar)]
        placed = sorted((part.geometry() for part in parts), key=QRect.left)
        return all(one.right() < other.left() for one, other in pairwise(placed))

    qtbot.waitUntil(apart)
    assert all(button.toolTip() for button in bar._buttons)
    page.segments.dismiss()
    window.resize(1280, 720)
    style = Qt.ToolButtonStyle.ToolButtonTextOnly
    qtbot.waitUntil(lambda: all(button.toolButtonStyle() is style for button in bar._buttons))


def test_a_coder_above_the_last_stripes_is_named_within_the_margin(page: CodePage) -> None:
    image = QImage(40, 60, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    stripes = StripePainter(painter, page.reading.view.tones, StripeLetters(page.font()))
    stripes.group("CD", 32, 38, image.size())
    painter.end()
    inked = {x for x in range(40) for y in range(HEADER) if image.pixelColor(x, y).alpha() > 60}
    # Two letters from before the lanes on, and nothing at the edge that would be cut.
    assert min(inked) < 26
    assert len(inked - {37, 38}) >= 8


@pytest.mark.parametrize("size", [8, 16, 30])
def test_a_coder_above_stripes_is_named_whole_with_letters_of_any_size(
    window: MainWindow, page: CodePage, size: int
) -> None:
    font = window.font()
    font.setPointSize(size)
    image = QImage(200, 100, QImage.Format.Format_ARGB32)
    painter = QPainter(image)
    stripes = StripePainter(painter, page.reading.view.tones, StripeLetters(font))
    box = QRectF(10, 0, 26, HEADER)
    fitting = QFontMetricsF(stripes._fitting("CD", box))
    painter.end()
    assert fitting.horizontalAdvance("CD") <= box.width() + 1
    assert fitting.height() <= HEADER + 1


# -- tables and what is beside them -------------------------------------------------------------------


def test_an_empty_list_beside_a_table_is_narrow_until_it_is_filled(qtbot: QtBot) -> None:
    page, left, right, listed = QWidget(), QWidget(), QWidget(), QLabel("One thing\nbelow another")
    QVBoxLayout(right).addWidget(listed)
    listed.hide()
    right.setMinimumWidth(180)
    qtbot.addWidget(page)
    side_by_side(page, left, right, (900, 340), is_empty=listed.isHidden)
    page.resize(1200, 400)
    page.show()
    qtbot.waitExposed(page)
    assert right.width() == 180
    listed.show()
    qtbot.waitUntil(lambda: right.width() == 340)


def test_what_is_beside_a_page_needs_no_scroll_bar(qtbot: QtBot) -> None:
    page, left, right, button = QWidget(), QWidget(), QWidget(), QPushButton("Delete")
    button.setMinimumWidth(170)
    QVBoxLayout(right).addWidget(button)
    qtbot.addWidget(page)
    side_by_side(page, left, right, (900, 240))
    page.resize(700, 400)
    page.show()
    qtbot.waitExposed(page)
    around = right.parentWidget()
    assert around is not None
    assert 170 <= right.width() <= around.width()


def test_a_network_on_a_low_page_has_the_room_of_the_caption(
    qtbot: QtBot, window: MainWindow, pages: PageStack
) -> None:
    pages.show_place(PagePlace.GROUPS)
    pages.groups.tabs.setCurrentIndex(list(Talk).index(Talk.NETWORK))
    qtbot.waitUntil(lambda: not window.busy)
    assert pages.groups._caption.isVisible()
    window.resize(853, LOW)
    qtbot.waitUntil(lambda: pages.groups.height() < LOW)
    assert not pages.groups._caption.isVisible()
    assert pages.groups._legend.isVisible()


def test_the_words_beside_a_keyword_have_most_of_the_room(
    qtbot: QtBot, window: MainWindow, session: Session, pages: PageStack
) -> None:
    renamed(session)
    window.resize(640, 360)
    pages.show_place(PagePlace.FIND)
    pages.queries.show_query("word:nobody")
    pages.queries.tabs.setCurrentIndex(1)
    table = pages.queries.keywords
    qtbot.waitUntil(lambda: table.isVisible() and table.rows.rowCount() > 0 and not window.busy)
    assert table.columnWidth(3) <= round(0.3 * table.viewport().width())


# -- dialogs ----------------------------------------------------------------------------------------


def test_dialogs_of_many_fields_are_no_larger_than_the_screen(
    qtbot: QtBot, window: MainWindow, session: Session, tmp_path: Path
) -> None:
    path = tmp_path / "coded.csv"
    path.write_text("Document,Segment,Code,Coder\nFG1,Nobody asked us.,poverty,CD\n", "utf-8")
    window.exchange.read(path)
    qtbot.waitUntil(lambda: window.findChild(ImportSegmentsDialog) is not None)
    segments = window.findChild(ImportSegmentsDialog)
    assert segments is not None
    for dialog in (segments, NewRoundDialog(session, window)):
        dialog.resize(640, 330)
        dialog.show()
        qtbot.waitExposed(dialog)
        assert (dialog.width(), dialog.height()) == (640, 330)
        bottom = dialog.button.mapTo(dialog, QPoint(0, dialog.button.height())).y()
        assert bottom <= dialog.height()
        dialog.reject()


def test_nothing_lies_over_what_is_kept_clear(qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(400, 300)
    tour = KeptClear(host)
    tour.setGeometry(0, 240, 400, 60)
    bar = MessageBar()
    bar.lie_over(host)
    host.show()
    qtbot.waitExposed(host)
    bar.warn("This was not done, for a reason that takes many words to say. " * 3, Offer("Do it", bool))
    qtbot.waitUntil(bar.isVisible)
    assert bar.geometry().bottom() < tour.y()
    tour.hide()
    bar.hide()
    bar.warn("Short.")
    assert bar.geometry().bottom() == host.rect().bottom()


def drawn_on(dialog: QFileDialog, name: str) -> QImage:
    button = dialog.findChild(QToolButton, name)
    assert isinstance(button, QToolButton)
    return button.icon().pixmap(16).toImage()


def test_a_dialog_for_files_has_the_programs_drawings(qtbot: QtBot, window: MainWindow) -> None:
    ours, plain = file_dialog(window, "Open", "", "All (*)"), QFileDialog(window)
    for name in ("backButton", "toParentButton", "newFolderButton", "detailModeButton"):
        assert drawn_on(ours, name) != drawn_on(plain, name), name
    assert ours.testAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    ours.deleteLater()
    plain.deleteLater()
