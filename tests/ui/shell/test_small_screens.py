"""A laptop's screen is enough, with letters twice as large too.

Tests: ``rail``, ``ui.widgets.side_by_side``.
"""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QDialog, QMenu, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from qualcode.model.identity import new_id
from qualcode.model.questions.provenance import Provenance
from qualcode.model.results.matrix import Label, Matrix
from qualcode.model.span import Span
from qualcode.operations.codes.codebook import add_code, pin_code, rename_code
from qualcode.operations.transcripts.documents import rename_transcript
from qualcode.ui.look.theme import Theme
from qualcode.ui.models.matrix import MatrixModel
from qualcode.ui.pages.code.sharing_out import Sides, kept_of
from qualcode.ui.pages.heat_map import HeatMapTable, UprightHeader
from qualcode.ui.pages.report.choice import ABOUT, ReportKind
from qualcode.ui.pages.report.page import ReportPage
from qualcode.ui.session.preferences import Preferences
from qualcode.ui.shell.main_window import MainWindow
from qualcode.ui.shell.page_stack import PagePlace
from qualcode.ui.widgets.messages import Offer
from tests.ui.material import code, found, transcript

# 1280 x 720 at 200 per cent.
_WIDTH, _HEIGHT = 640, 360
_BARS = 30
"""What the system's own bars may take of that height."""


def shown_on(window: MainWindow, place: PagePlace, qtbot: QtBot) -> QWidget:
    window.messages.hide()
    assert window.workbench is not None
    window.workbench.show_page(place)
    qtbot.waitUntil(lambda: not window.busy)
    page = window.workbench.pages.currentWidget()
    assert page is not None
    return page


@pytest.mark.parametrize("place", list(PagePlace), ids=lambda place: str(place.name))
def test_every_page_fits_where_all_is_twice_as_large(
    window: MainWindow, qtbot: QtBot, place: PagePlace
) -> None:
    page = shown_on(window, place, qtbot)
    window.resize(_WIDTH, _HEIGHT - _BARS)
    qtbot.waitUntil(lambda: window.width() == _WIDTH and page.width() < _WIDTH)
    least = window.minimumSizeHint()
    assert least.width() <= _WIDTH
    assert least.height() <= _HEIGHT - _BARS
    assert window.height() == _HEIGHT - _BARS
    for widget in page.findChildren(QWidget):
        if isinstance(widget, QAbstractButton | QComboBox) and widget.isVisible():
            assert _can_be_seen_whole(widget, page), (type(widget).__name__, widget.accessibleName())


def _can_be_seen_whole(widget: QWidget, page: QWidget) -> bool:
    """Whether no part of a widget is cut off, or what it is in can be scrolled."""
    rect = QRect(QPoint(), widget.size())
    inside: QWidget | None = widget
    while inside is not None and inside is not page:
        rect.translate(inside.pos())
        inside = inside.parentWidget()
        if inside is None:
            return False
        scrolls = inside.parentWidget()
        if isinstance(scrolls, QScrollArea) and inside is scrolls.viewport():
            return True
        if not inside.rect().contains(rect):
            return False
    return True


def test_with_all_panes_and_the_tour_the_window_is_no_higher_than_the_screen(
    window: MainWindow, qtbot: QtBot
) -> None:
    page = shown_on(window, PagePlace.CODE, qtbot)
    window.resize(_WIDTH, _HEIGHT - _BARS)
    qtbot.waitUntil(lambda: window.width() == _WIDTH and page.width() < _WIDTH)
    for name in ("view.navigator", "view.inspector", "view.segments", "view.codings_mine", "help.tour"):
        window.actions_[name].trigger()
        qtbot.waitUntil(lambda: not window.busy)
        # What has come is laid out before it says how small it can be.
        qtbot.wait(20)
        assert window.minimumSizeHint().height() <= _HEIGHT - _BARS, name
    assert window.height() == _HEIGHT - _BARS
    assert window.workbench is not None
    segments = window.workbench.code_page.segments
    qtbot.waitUntil(segments.isVisible)
    assert not segments.speaker.isVisible()
    segments.folding.button.click()
    qtbot.waitUntil(segments.speaker.isVisible)
    # On a higher page all is there again.
    window.resize(1280, 800)
    qtbot.waitUntil(lambda: segments.speaker.isVisible() and not segments.folding.short)


@pytest.mark.parametrize(
    "name",
    [
        *("edit.preferences", "project.settings", "project.print", "codebook.add"),
        *("project.tools", "analyse.checklist", "codebook.versions"),
    ],
)
def test_dialogs_can_be_as_small_as_the_screen(window: MainWindow, qtbot: QtBot, name: str) -> None:
    shown_on(window, PagePlace.CODE, qtbot)
    window.actions_[name].trigger()
    (dialog,) = [each for each in window.findChildren(QDialog) if each.isVisible()]
    qtbot.waitUntil(lambda: not window.busy)
    dialog.resize(_WIDTH, _HEIGHT - _BARS)
    assert dialog.width() <= _WIDTH
    assert dialog.height() <= _HEIGHT - _BARS
    dialog.reject()


LONG = (
    "Second evening at the Donaudampfschifffahrtsgesellschaft community centre, upstairs, with all neighbours"
)


@pytest.fixture
def long_named(window: MainWindow, qtbot: QtBot) -> MainWindow:
    """The same study with names as long as people give them."""
    shown_on(window, PagePlace.CODE, qtbot)
    session = window.session
    assert session is not None
    session.do(lambda: rename_transcript(session.study, transcript(session.study, "FG1"), LONG))
    stigma = code(session.study, "stigma")
    session.do(lambda: rename_code(session.study, stigma, LONG))
    session.do(lambda: add_code(session.study, f"{LONG}, too", parent_id=stigma)[1])
    assert window.workbench is not None
    window.workbench.code_page.navigator.codebook.choose([code(session.study, "consent")])
    page = window.workbench.code_page
    page.reading.show_transcript(transcript(session.study, LONG))
    page.reading.view.select_span(Span(0, 20))
    return window


@pytest.mark.parametrize(
    "name",
    [
        *("edit.memos", "edit.new_memo", "edit.comments", "edit.history", "edit.replace", "edit.search"),
        *("codebook.add", "codebook.merge", "codebook.split", "codebook.page", "codebook.move"),
        *("transcript.people", "transcript.text_history", "transcript.times", "transcript.speaker"),
        *("help.cite", "help.keys", "project.team", "project.settings", "project.export_program"),
    ],
)
def test_no_name_makes_a_dialog_larger_than_the_screen(
    long_named: MainWindow, qtbot: QtBot, name: str
) -> None:
    window = long_named
    window.resize(_WIDTH, _HEIGHT - _BARS)
    window.actions_[name].trigger()
    qtbot.waitUntil(lambda: not window.busy)
    (dialog,) = [each for each in window.findChildren(QDialog) if each.isVisible()]
    dialog.resize(_WIDTH, _HEIGHT - _BARS)
    # What is in it is laid out before it says how small it can be.
    layout = dialog.layout()
    assert layout is not None
    layout.activate()
    assert dialog.width() <= _WIDTH
    assert dialog.height() <= _HEIGHT - _BARS
    dialog.reject()


def test_a_report_has_the_height_and_its_choices_come_on_request(window: MainWindow, qtbot: QtBot) -> None:
    page = shown_on(window, PagePlace.REPORT, qtbot)
    assert isinstance(page, ReportPage)
    window.resize(_WIDTH, _HEIGHT)
    qtbot.waitUntil(lambda: page.preview.height() > page.height() // 2)
    assert page.line.isHidden()
    assert page.folding.said.text() == ABOUT[ReportKind.CODEBOOK]
    page.folding.button.click()
    assert page.line.isVisible()
    page.folding.button.click()
    # Another report, and the saved ones, leave it folded.
    page.choose(ReportKind.METHODS)
    assert page.line.isHidden()
    assert page.folding.said.text() == ABOUT[ReportKind.METHODS]
    page.choose(None)
    assert page.folding.isHidden()
    page.choose(ReportKind.METHODS)
    window.resize(1280, 800)
    qtbot.waitUntil(page.line.isVisible)
    assert not page.folding.button.isVisible()
    qtbot.waitUntil(lambda: not window.busy)


def table_with_upright_names(qtbot: QtBot, figures: MatrixModel) -> tuple[HeatMapTable, UprightHeader]:
    table = HeatMapTable(figures)
    qtbot.addWidget(table)
    header = table.horizontalHeader()
    assert isinstance(header, UprightHeader)
    return table, header


def test_names_above_a_table_leave_half_of_it_to_the_figures(qtbot: QtBot) -> None:
    table, header = table_with_upright_names(qtbot, MatrixModel())
    header._longest = 400
    # The matrix shares its height out itself, for all of its parts.
    table.resize(400, 120)
    assert header.sizeHint().height() > 120
    table.leave_half_to_figures()
    heights = []
    for height in (120, 240, 900):
        table.resize(400, height)
        heights.append(header.sizeHint().height())
    assert heights[:2] == [60, 120]
    assert 120 < heights[2] < 200


@pytest.mark.parametrize("room", [40, 60, 90])
def test_names_above_a_table_that_begin_alike_are_told_apart(qtbot: QtBot, room: int) -> None:
    names = ("trust in private firms", "trust in public bodies", "surveillance of parents", "stigma")
    figures = MatrixModel()
    figures.show(matrix_of(names), lambda _row, _column: "")
    _, header = table_with_upright_names(qtbot, figures)
    room = header.fontMetrics().horizontalAdvance("n" * (room // 8))
    cut = [header.cut(name, room) for name in names]
    assert len(set(cut)) == len(names)
    assert cut[2].endswith("…")
    assert all(header.fontMetrics().horizontalAdvance(each) <= room for each in cut)
    # Other names: what was alone may not be so any more.
    figures.show(matrix_of(("surveillance at work", *names)), lambda _row, _column: "")
    assert not header.cut(names[2], room).endswith("…")


@pytest.mark.parametrize("room", [60, 90, 130])
def test_names_with_the_same_beginning_and_end_show_in_what_they_differ(qtbot: QtBot, room: int) -> None:
    names = tuple(f"Level {number} of a very deep branch of the book of codes" for number in range(1, 15))
    figures = MatrixModel()
    figures.show(matrix_of(names), lambda _row, _column: "")
    _, header = table_with_upright_names(qtbot, figures)
    cut = [header.cut(name, room) for name in names]
    assert len(set(cut)) == len(names), cut
    assert all(header.fontMetrics().horizontalAdvance(each) <= room for each in cut)


def matrix_of(names: tuple[str, ...]) -> Matrix:
    number = len(names)
    labels = tuple(Label(name, new_id()) for name in names)
    about = Provenance("Table", (), "Study", 1, "0")
    return Matrix(labels, labels, np.zeros((number, number)), about)


def test_a_window_that_is_narrow_already_can_open_either_side(window: MainWindow, qtbot: QtBot) -> None:
    shown_on(window, PagePlace.CODE, qtbot)
    assert window.workbench is not None
    page = window.workbench.code_page
    window.resize(_WIDTH, _HEIGHT)
    qtbot.waitUntil(lambda: not page.navigator.isVisible() and not page.inspector.isVisible())
    for name, side in (("view.inspector", page.inspector), ("view.navigator", page.navigator)):
        window.actions_[name].trigger()
        qtbot.waitUntil(side.isVisible)
        assert window.width() == _WIDTH
        assert page.reading.width() >= page.reading.minimumSizeHint().width()
    # The one that was asked for last, where there is no room for both.
    assert not page.inspector.isVisible()


def test_of_two_sides_without_room_the_last_one_stays() -> None:
    assert kept_of(400, Sides(1, 1), 1, 300) == Sides(0, 1)
    assert kept_of(400, Sides(1, 1), 0, 300) == Sides(1, 0)
    assert kept_of(800, Sides(1, 1), 0, 300) == Sides(1, 1)
    assert kept_of(400, Sides(1, 0), 1, 300) == Sides(1, 0)


def test_the_rail_has_words_again_where_there_is_room(window: MainWindow, qtbot: QtBot) -> None:
    shown_on(window, PagePlace.CODE, qtbot)
    assert window.workbench is not None
    rail = window.workbench.rail
    buttons = rail.group.buttons()
    tall = buttons[0].height()
    window.resize(_WIDTH, _HEIGHT)
    qtbot.waitUntil(lambda: buttons[0].height() < tall)
    assert all(rail.rect().contains(button.geometry()) for button in buttons)
    assert all(button.toolTip() and button.text() for button in buttons)
    window.resize(1000, 700)
    qtbot.waitUntil(lambda: buttons[0].height() == tall)


@pytest.mark.parametrize("size", [(720, 450), (853, 480), (640, 360)], ids=str)
def test_no_message_covers_a_button_of_the_rail(
    window: MainWindow, qtbot: QtBot, size: tuple[int, int]
) -> None:
    shown_on(window, PagePlace.CODE, qtbot)
    assert window.workbench is not None
    window.resize(*size)
    qtbot.waitUntil(lambda: window.width() == size[0])
    window.messages.warn(
        "The file “Interview with the head of a centre.docx” was changed since it was imported, so that its "
        "codings cannot be moved. Choose what to do with them.",
        Offer("Replace the text…", bool),
        Offer("Keep both", bool),
    )
    buttons = window.workbench.rail.group.buttons()

    def covered() -> list[str]:
        bar = QRect(window.messages.mapTo(window, QPoint()), window.messages.size())
        places = [QRect(each.mapTo(window, QPoint()), each.size()) for each in buttons]
        return [each.text() for each, at in zip(buttons, places, strict=True) if bar.intersects(at)]

    qtbot.waitUntil(lambda: not covered())
    assert window.messages.isVisible()


def test_a_list_beside_a_table_gives_way_first_and_comes_back(window: MainWindow, qtbot: QtBot) -> None:
    page = shown_on(window, PagePlace.MATRIX, qtbot)
    assert window.workbench is not None
    passages = window.workbench.pages.matrix.passages
    window.resize(1500, 800)
    qtbot.waitUntil(lambda: page.width() > 1200)
    wide = passages.width()
    window.resize(760, 700)
    qtbot.waitUntil(lambda: passages.width() == passages.minimumWidth())
    # Narrower still it goes below, and what is chosen above the table takes few lines.
    window.resize(_WIDTH, 700)
    line = window.workbench.pages.matrix.line
    qtbot.waitUntil(lambda: passages.width() > page.width() - 40)
    assert passages.mapTo(page, QPoint()).y() > line.mapTo(page, QPoint()).y() + line.height()
    parts = [part for part in line.children() if isinstance(part, QWidget) and part.isVisible()]
    assert len({part.geometry().center().y() for part in parts}) <= 4
    window.resize(1500, 800)
    qtbot.waitUntil(lambda: passages.width() == wide)


def test_text_gets_a_good_width_before_names_get_all_of_theirs(window: MainWindow, qtbot: QtBot) -> None:
    assert window.workbench is not None
    text = window.workbench.code_page.reading.text
    window.workbench.code_page.toggle(window.workbench.code_page.inspector)
    widths = {}
    for width in (1000, 1280, 1800):
        window.resize(width, 700)
        qtbot.wait(50)
        widths[width] = (text.view.width(), text.margin.width())
    assert widths[1000][0] >= 300
    assert widths[1280][0] >= 470
    assert widths[1280][1] <= widths[1800][1]
    assert widths[1800][0] > widths[1280][0]


def test_the_window_opens_no_larger_than_the_screen(
    preferences: Preferences, theme: Theme, qtbot: QtBot
) -> None:
    window = MainWindow(preferences, theme)
    qtbot.addWidget(window)
    screen = QGuiApplication.primaryScreen().availableSize()
    assert window.width() <= max(screen.width(), window.minimumSizeHint().width())
    assert window.height() <= max(screen.height(), window.minimumSizeHint().height())


def _open_menus() -> list[QMenu]:
    return [each for each in QApplication.topLevelWidgets() if isinstance(each, QMenu) and each.isVisible()]


def _entries(menu: QMenu) -> list[str]:
    entries = []
    for action in menu.actions():
        below = action.menu()
        entries += [action.text(), *(_entries(below) if isinstance(below, QMenu) else [])]
    return entries


def test_no_name_makes_a_menu_as_wide_as_the_window(long_named: MainWindow, qtbot: QtBot) -> None:
    window, session = long_named, long_named.session
    assert window.workbench is not None
    assert session is not None
    page = window.workbench.code_page
    view, tree, stigma = page.reading.view, page.navigator.codebook, code(session.study, LONG)
    session.do(lambda: pin_code(session.study, stigma, 4))
    _place, span = found(session.study, LONG, "just assume")
    view.select_span(span)
    qtbot.waitUntil(lambda: not window.busy)
    page.reading.desk.apply(stigma)
    tree.choose([stigma])
    entries = _entries(window.menus["Edit"])
    for open_menu in (
        window.actions_["codebook.pin"].trigger,
        window.actions_["code.remove"].trigger,
        lambda: tree.customContextMenuRequested.emit(tree.visualRect(tree.currentIndex()).center()),
        lambda: _right_click(view.viewport(), view.rect_of(span.start + 2).center()),
    ):
        open_menu()
        qtbot.waitUntil(lambda: bool(_open_menus()))
        for menu in _open_menus():
            entries += _entries(menu)
            menu.close()
    begun = [each for each in entries if LONG[:20] in each]
    assert {each.partition(" ")[0].rstrip(":") for each in begun} >= {"Undo", "Apply", "Make", "&4", "&1"}
    assert [each for each in entries if len(each) > 90] == []


def _right_click(widget: QWidget, at: QPoint) -> None:
    reason = QContextMenuEvent.Reason.Mouse
    QApplication.sendEvent(widget, QContextMenuEvent(reason, at, widget.mapToGlobal(at)))
