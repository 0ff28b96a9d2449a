"""The list of transcripts: folders, order, several at a time, by mouse and by keyboard.

Tests as well: ``list_choice``, ``panel``, ``ui.models.transcript_tree``,
``ui.models.transcripts``, ``ui.pages.code.arranging_commands``.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from uuid import UUID

import pytest
from PySide6.QtCore import QEvent, QMimeData, QModelIndex, QObject, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QDragEnterEvent, QDragMoveEvent, QDropEvent, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QInputDialog, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from qualcode.model.study import Study
from qualcode.model.transcript import TranscriptStatus
from qualcode.model.transcripts.transcript_sorting import TranscriptSorting
from qualcode.operations.codes.codebook_structure import delete_codes
from qualcode.operations.transcripts.documents import add_transcripts, set_transcript_status
from qualcode.operations.transcripts.folders import add_folder, delete_folders, place_transcripts
from qualcode.ui.dialogs.finder import FinderDialog
from qualcode.ui.dialogs.people.dialog import PeopleDialog
from qualcode.ui.look.theme import colours_now
from qualcode.ui.models.transcripts import ID_ROLE, STATUS_ROLE
from qualcode.ui.navigator.transcript_list import TranscriptList
from qualcode.ui.session import session as sessions
from qualcode.ui.session.session import Session
from qualcode.ui.shell.main_window import MainWindow
from qualcode.ui.shell.workbench import Workbench
from tests.support.studies import read_transcript
from tests.ui.material import code

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
SHIFT, CTRL, ALT = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)


@pytest.fixture
def session(window: MainWindow) -> Session:
    assert window.session is not None
    return window.session


@pytest.fixture
def workbench(window: MainWindow) -> Workbench:
    assert window.workbench is not None
    return window.workbench


@pytest.fixture
def list_(window: MainWindow, workbench: Workbench) -> TranscriptList:
    window.resize(1280, 800)
    found = workbench.code_page.navigator.transcripts
    workbench.code_page.navigator.setSizes([700, 100])
    found.setFocus()
    return found


def forty(session: Session, number: int = 40) -> None:
    files = [read_transcript(f"T{place:02}", [("P", f"Words of {place}")]) for place in range(number)]
    session.do(lambda: add_transcripts(session.study, files).change)


def shown(list_: TranscriptList) -> list[str]:
    """Every row, indented by two blanks for each level."""
    model = list_.transcripts

    def below(parent: QModelIndex, depth: int) -> Iterator[str]:
        for row in range(model.rowCount(parent)):
            index = model.index(row, 0, parent)
            yield f"{'  ' * depth}{index.data()}"
            yield from below(index, depth + 1)

    return list(below(QModelIndex(), 0))


def index_of(list_: TranscriptList, name: str) -> QModelIndex:
    model = list_.transcripts
    found = model.match(
        model.index(0, 0), Qt.ItemDataRole.DisplayRole, name, 1,
        Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive,
    )  # fmt: skip
    assert found, name
    return found[0]


def click(list_: TranscriptList, name: str, modifier: Qt.KeyboardModifier | None = None) -> None:
    index = index_of(list_, name)
    list_.scrollTo(index)
    where = list_.visualRect(index).center()
    QTest.mouseClick(list_.viewport(), LEFT, modifier or Qt.KeyboardModifier.NoModifier, where)


def drop(list_: TranscriptList, name: str, *, above: bool = False) -> None:
    """Drag what is selected, as Qt does it, onto a row or above it."""
    index = index_of(list_, name)
    list_.scrollTo(index)
    rect = list_.visualRect(index)
    where = QPoint(rect.center().x(), rect.top() + 1) if above else rect.center()
    data: QMimeData = list_.transcripts.mimeData(list_.selectedIndexes())
    action, none = Qt.DropAction.MoveAction, Qt.KeyboardModifier.NoModifier
    for kind in (QDragEnterEvent, QDragMoveEvent):
        QApplication.sendEvent(list_.viewport(), kind(where, action, data, LEFT, none))
    QApplication.sendEvent(list_.viewport(), QDropEvent(QPointF(where), action, data, LEFT, none))


def _picture(list_: TranscriptList, name: str) -> bytes:
    """What is painted of the mark before a name."""
    list_.clearSelection()
    rect = list_.visualRect(index_of(list_, name))
    mark = list_.viewport().grab(QRect(rect.left() + 3, rect.top(), 15, rect.height())).toImage()
    return bytes(mark.constBits())


def names(study: Study, rows: list[UUID]) -> list[str]:
    return [study.transcripts[row].name for row in rows]


def answer(qtbot: QtBot, text: str) -> None:
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, (QInputDialog, FinderDialog))
    field = dialog.field if isinstance(dialog, FinderDialog) else dialog.findChild(QLineEdit)
    assert field is not None
    field.clear()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None, timeout=10_000)


def test_several_that_are_selected_go_into_the_folder_that_is_made(
    qtbot: QtBot, list_: TranscriptList, session: Session, workbench: Workbench
) -> None:
    forty(session)
    click(list_, "T03")
    click(list_, "T05", SHIFT)
    steps = session.study.step
    workbench.arranging.ask_folder()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QInputDialog)
    assert "with the 3 selected transcripts" in dialog.labelText()
    answer(qtbot, "Wave 1")
    inside = session.study.transcripts_in(folder_named(session, "Wave 1"))
    assert [row.name for row in inside] == ["T03", "T04", "T05"]
    assert session.study.step == steps + 1
    assert "3 transcripts" in workbench._messages.text
    session.undo()
    assert "Wave 1" not in {row.name for row in session.study.folders.in_order}
    # The one that is being read is always selected: it alone is not meant.
    click(list_, "T03")
    workbench.arranging.ask_folder()
    answer(qtbot, "Wave 2")
    assert session.study.transcripts_in(folder_named(session, "Wave 2")) == ()


# -- the journey ----------------------------------------------------------------------------------


def test_forty_transcripts_are_put_into_folders_by_mouse(
    qtbot: QtBot, list_: TranscriptList, session: Session, workbench: Workbench
) -> None:
    forty(session)
    for name in ("Wave 1", "Wave 2"):
        list_.setCurrentIndex(QModelIndex())
        workbench.arranging.ask_folder()
        answer(qtbot, name)
    read = workbench.code_page.reading.view.transcript_id
    for folder, first, last in (("Wave 1", "T00", "T19"), ("Wave 2", "T20", "T39")):
        click(list_, first)
        click(list_, last, SHIFT)
        assert len(list_.selected) == 20
        drop(list_, folder)
        inside = session.study.transcripts_in(folder_named(session, folder))
        assert [row.name for row in inside] == [
            f"T{place:02}" for place in range(int(first[1:]), int(last[1:]) + 1)
        ]
        assert len(list_.selected) == 20, "what was moved stays selected"
    assert read in session.study.transcripts
    click(list_, "T05")
    drop(list_, "T02", above=True)
    inside = session.study.transcripts_in(folder_named(session, "Wave 1"))
    assert [row.name for row in inside][:5] == ["T00", "T01", "T05", "T02", "T03"]
    click(list_, "Wave 2")
    drop(list_, "Wave 1")
    assert "  Wave 2" in shown(list_)
    assert "    T20" in shown(list_)
    click(list_, "T20")
    drop(list_, "Focus groups")
    assert session.study.transcript_named("T20").folder_id is None
    steps = [step.title for step in session.project.history.steps][-3:]
    assert steps == ["Reorder T05", "Move the folder “Wave 2” into “Wave 1”", "Take T20 out of “Wave 2”"]
    for _ in range(3):
        session.undo()
    assert "Wave 2" in shown(list_)


def folder_named(session: Session, name: str) -> UUID:
    return next(row.id for row in session.study.folders.in_order if row.name == name)


def test_forty_transcripts_are_put_into_folders_by_keyboard(
    qtbot: QtBot, list_: TranscriptList, session: Session
) -> None:
    forty(session)
    for folder, first in (("Wave 1", "T00"), ("Wave 1 > Women", "T10"), ("Wave 2", "T20")):
        list_.setCurrentIndex(index_of(list_, first))
        list_.setFocus()
        for _ in range(9 if folder != "Wave 2" else 19):
            QTest.keyClick(list_, Qt.Key.Key_Down, SHIFT)
        QTest.keyClick(list_, Qt.Key.Key_M, CTRL | SHIFT)
        answer(qtbot, folder)
    counts = {row.name: len(session.study.transcripts_in(row.id)) for row in session.study.folders.in_order}
    assert counts == {"Wave 1": 20, "Women": 10, "Wave 2": 20}
    list_.setCurrentIndex(index_of(list_, "T03"))
    QTest.keyClick(list_, Qt.Key.Key_Up, ALT)
    inside = [row.name for row in session.study.transcripts_in(folder_named(session, "Wave 1"))]
    assert inside[:4] == ["T00", "T01", "T03", "T02"]
    for _ in range(2):
        QTest.keyClick(list_, Qt.Key.Key_Down, ALT)
    inside = [row.name for row in session.study.transcripts_in(folder_named(session, "Wave 1"))]
    assert inside[:5] == ["T00", "T01", "T02", "T04", "T03"]
    list_.setCurrentIndex(index_of(list_, "Wave 2"))
    QTest.keyClick(list_, Qt.Key.Key_Up, ALT)
    assert [row.name for row in session.study.folders.children(None)] == ["Wave 2", "Wave 1"]
    QTest.keyClick(list_, Qt.Key.Key_F2)
    field = list_.findChild(QLineEdit)
    assert field is not None
    QTest.keyClicks(field, "Second wave")
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Second wave" in shown(list_), timeout=10_000)


# -- several at a time ----------------------------------------------------------------------------


def test_selecting_several_opens_none_of_them(
    list_: TranscriptList, workbench: Workbench, session: Session
) -> None:
    forty(session, 4)
    view = workbench.code_page.reading.view
    click(list_, "T00")
    assert view.transcript_id == session.study.transcript_named("T00").id
    click(list_, "T02", CTRL)
    QTest.keyClick(list_, Qt.Key.Key_Down, SHIFT)
    assert view.transcript_id == session.study.transcript_named("T00").id
    click(list_, "T03")
    assert view.transcript_id == session.study.transcript_named("T03").id


def test_status_and_kind_hold_for_all_that_is_selected_and_for_folders(
    list_: TranscriptList, session: Session, workbench: Workbench
) -> None:
    forty(session, 3)
    assert index_of(list_, "T00").data(STATUS_ROLE) is None, "no status is shown where none is used"
    click(list_, "T00")
    click(list_, "T01", CTRL)
    QTest.keyClick(list_, Qt.Key.Key_3, CTRL | ALT)
    done = [row.name for row in session.study.transcripts.values() if row.status is TranscriptStatus.DONE]
    assert sorted(done) == ["T00", "T01"]
    assert names(session.study, list_.selected) == ["T00", "T01"]
    assert "done" in index_of(list_, "T00").data(Qt.ItemDataRole.AccessibleTextRole)
    workbench.arranging.handlers()["transcripts.kind_interview"]()
    assert "T00" in {row.name for row in session.study.transcripts.values() if row.kind == "interview"}
    session.do(lambda: add_folder(session.study, "Box", None, [session.study.transcript_named("T02").id])[1])
    click(list_, "Box")
    QTest.keyClick(list_, Qt.Key.Key_2, CTRL | ALT)
    assert session.study.transcript_named("T02").status is TranscriptStatus.IN_PROGRESS
    looks = {_picture(list_, name) for name in ("FG1", "T00", "T02")}
    assert len(looks) == 3, "statuses are told apart by eye"
    click(list_, "Box")
    QTest.keyClick(list_, Qt.Key.Key_Delete)
    assert not session.study.folders.in_order
    assert session.study.transcript_named("T02").folder_id is None


def test_the_list_is_filtered_by_status_and_says_so(
    list_: TranscriptList, session: Session, window: MainWindow, workbench: Workbench
) -> None:
    session.do(
        lambda: set_transcript_status(
            session.study, [session.study.transcript_named("FG1").id], TranscriptStatus.DONE
        )
    )
    session.do(lambda: add_folder(session.study, "Empty")[1])
    navigator = workbench.code_page.navigator
    window.actions_["transcripts.show_done"].trigger()
    assert shown(list_) == ["Focus groups", "  FG1"]
    assert navigator.shown.isVisible()
    QTest.mouseClick(navigator.shown.all, LEFT)
    assert not window.actions_["transcripts.show_done"].isChecked()
    assert shown(list_)[0] == "Empty"
    assert not navigator.shown.isVisible()


@pytest.mark.parametrize("sorting", TranscriptSorting)
def test_the_list_is_sorted_and_the_order_of_ones_own_stays(
    list_: TranscriptList,
    session: Session,
    window: MainWindow,
    workbench: Workbench,
    sorting: TranscriptSorting,
) -> None:
    forty(session, 3)
    before = session.study.transcripts_in_order
    click(list_, "T02")
    drop(list_, "T00", above=True)
    window.actions_[f"transcripts.sort_{sorting}"].trigger()
    rows = [row.strip() for row in shown(list_) if row.strip().startswith("T")]
    assert rows == (["T02", "T00", "T01"] if sorting in ("own", "coded") else rows)
    if sorting is TranscriptSorting.NAME:
        assert rows == ["T00", "T01", "T02"]
    words = {"own": "own order", "coded": "share coded"}.get(sorting, str(sorting))
    assert words in workbench.code_page.navigator.sort.accessibleName()
    assert session.study.transcripts_in_order != before


def test_the_menu_offers_what_fits_what_is_selected(
    qtbot: QtBot, list_: TranscriptList, session: Session
) -> None:
    forty(session, 2)

    def offered(*clicked: str) -> set[str]:
        for place, name in enumerate(clicked):
            click(list_, name, CTRL if place else None)
        where = list_.visualRect(list_.currentIndex()).center()
        list_.customContextMenuRequested.emit(where)
        menu = next(each for each in list_.findChildren(QMenu) if each.isVisible())
        found = {action.text() for action in menu.actions() if action.text()}
        menu.close()
        return found

    one = offered("T00")
    assert {"Open in a tab", "Attributes…", "Export coded transcript…", "Status", "Kind", "Delete"} <= one
    several = offered("T00", "T01")
    assert "Move to a folder…" in several
    assert not {"Attributes…", "Export coded transcript…"} & several


def test_attributes_of_the_chosen_transcript_are_shown(
    qtbot: QtBot, list_: TranscriptList, session: Session, window: MainWindow
) -> None:
    click(list_, "INT01")
    window.actions_["transcripts.attributes"].trigger()
    dialog = QApplication.activeModalWidget() or next(iter(window.findChildren(PeopleDialog)))
    assert isinstance(dialog, PeopleDialog)
    assert dialog.transcripts.table.currentIndex().data() == "INT01"
    dialog.accept()


def test_closed_folders_and_the_selection_outlive_a_step(list_: TranscriptList, session: Session) -> None:
    forty(session, 4)
    session.do(lambda: add_folder(session.study, "Box", None, [session.study.transcript_named("T00").id])[1])
    list_.collapse(index_of(list_, "Box"))
    click(list_, "T01")
    click(list_, "T02", CTRL)
    session.do(lambda: add_folder(session.study, "Other")[1])
    assert not list_.isExpanded(index_of(list_, "Box"))
    assert names(session.study, list_.selected) == ["T01", "T02"]


def test_of_a_thousand_transcripts_only_what_changes_is_built_and_written_again(
    list_: TranscriptList, session: Session
) -> None:
    forty(session, 1000)
    built: list[str] = []
    list_.transcripts.modelReset.connect(lambda: built.append("tree"))
    some = [row.id for row in session.study.transcripts_in_order][10:60]
    session.do(lambda: set_transcript_status(session.study, some, TranscriptStatus.DONE))
    assert built == []
    list_.put(some[:1], None, some[20])
    assert built == ["tree"]
    assert session.project.history.steps[-1].title.startswith("Reorder")
    changed = place_transcripts(session.study, some[3:4], None, some[40])
    assert len(changed.rows) <= 40


def test_all_that_is_selected_stays_so_in_whatever_order(list_: TranscriptList, session: Session) -> None:
    forty(session, 30)
    rows = [row.id for row in session.study.transcripts_in_order]
    session.do(lambda: add_folder(session.study, "Box", None, rows[3:9])[1])
    folder = session.study.folders.children(None)[0].id
    chosen = [rows[place] for place in (0, 1, 2, 4, 5, 8, 20, 22)]
    list_.select(chosen)
    assert set(list_.selected) == set(chosen)
    assert list_.currentIndex().data(ID_ROLE) == chosen[0]
    for sorting in (TranscriptSorting.NAME, TranscriptSorting.CODED, TranscriptSorting.OWN):
        list_.sort_by(sorting)
        assert set(list_.selected) == set(chosen)
    session.do(lambda: place_transcripts(session.study, rows[4:6], None))
    assert set(list_.selected) == set(chosen)
    list_.select([folder, rows[25]])
    assert list_.selected_folders == [folder]
    assert list_.selected == [rows[25]]
    list_.select([])
    assert not list_.selected


# -- a row that is hidden by what is done to it -----------------------------------------------------


def current(list_: TranscriptList) -> str:
    return str(list_.currentIndex().data())


def test_where_the_row_goes_the_next_one_is_current(
    workbench: Workbench, window: MainWindow, list_: TranscriptList, session: Session
) -> None:
    forty(session, 5)
    folder, made = add_folder(session.study, "At the top")
    session.do(lambda: made)
    session.do(
        lambda: place_transcripts(session.study, [session.study.transcript_named("T04").id], folder.id)
    )
    list_.show_statuses(frozenset({TranscriptStatus.NOT_STARTED}))
    click(list_, "T01")
    view = workbench.code_page.reading.view
    read = session.study.transcript_named("T01").id
    assert view.transcript_id == read
    QTest.keyClick(list_, Qt.Key.Key_3, CTRL | ALT)
    assert "  T01" not in shown(list_)
    assert current(list_) == "T02"
    assert [session.study.transcripts[row].name for row in list_.selected] == ["T02"]
    assert view.transcript_id == read, "nothing is opened that nobody asked for"
    session.undo()
    assert current(list_) == "T01"
    assert list_.selected == [read]
    QTest.keyClick(list_, Qt.Key.Key_3, CTRL | ALT)
    QTest.keyClick(list_, Qt.Key.Key_Down)
    assert current(list_) == "T03"
    assert view.transcript_id == session.study.transcript_named("T03").id
    session.undo()
    assert current(list_) == "T03", "it is what is read now"


def test_where_the_last_row_goes_the_one_before_is_current(list_: TranscriptList, session: Session) -> None:
    forty(session, 3)
    list_.show_statuses(frozenset({TranscriptStatus.NOT_STARTED}))
    last = list_.transcripts.in_order[-1]
    before = list_.transcripts.in_order[-2]
    click(list_, session.study.transcripts[last].name)
    QTest.keyClick(list_, Qt.Key.Key_3, CTRL | ALT)
    assert list_.selected == [before]


def test_show_all_gives_the_keyboard_to_the_list(
    workbench: Workbench, window: MainWindow, list_: TranscriptList, session: Session, qtbot: QtBot
) -> None:
    forty(session, 3)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    list_.show_statuses(frozenset({TranscriptStatus.NOT_STARTED}))
    panel = workbench.code_page.inspector.code
    before = panel.code_id
    QTest.mouseClick(workbench.code_page.navigator.shown.all, LEFT)
    assert list_.hasFocus()
    assert panel.code_id == before
    assert workbench.code_page.navigator.shown.words == ""


def test_the_text_is_not_painted_again_when_a_transcript_is_put_into_a_folder_in_the_background(
    list_: TranscriptList,
    session: Session,
    window: MainWindow,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sessions, "_LITTLE", 1)
    folder, change = add_folder(session.study, "Box")
    session.do(lambda: change)
    list_.setFocus()
    painted = _painted(
        window, qtbot, lambda: list_.put([session.study.transcript_named("FG1").id], folder.id)
    )
    assert (painted[list_.viewport()] > 0, painted[_text(window)]) == (True, 0)
    # Where codings are others, all is painted, in a turn of its own.
    stigma = code(session.study, "stigma")
    painted = _painted(window, qtbot, lambda: session.carry_out(lambda study: delete_codes(study, [stigma])))
    assert painted[_text(window)] > 0


def _text(window: MainWindow) -> QWidget:
    assert window.workbench is not None
    return window.workbench.code_page.reading.view.viewport()


def _painted(window: MainWindow, qtbot: QtBot, step: Callable[[], object]) -> Counter[QWidget]:
    """How often parts of the window are painted until a step in the background is seen."""
    assert window.workbench is not None
    assert window.session is not None
    list_, found = window.workbench.code_page.navigator.transcripts, Counter[QWidget]()
    qtbot.waitUntil(lambda: not window.busy)
    qtbot.wait(60)

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() is QEvent.Type.Paint and isinstance(watched, QWidget):
                found[watched] += 1
            return False

    watch = Watch(window)
    for part in (list_.viewport(), _text(window)):
        part.installEventFilter(watch)
    # Else what is painted is the caret, which blinks.
    window.workbench.code_page.reading.view._blinking.stop()
    with qtbot.waitSignal(window.session.long_began):
        step()
    qtbot.waitUntil(lambda: not window.busy)
    qtbot.wait(60)
    for part in (list_.viewport(), _text(window)):
        part.removeEventFilter(watch)
    return found


def bars(list_: TranscriptList) -> list[str]:
    """The rows that are seen with the mark of what is open at their beginning."""
    found = []
    image = list_.viewport().grab().toImage()
    scale = image.devicePixelRatio()
    index = list_.model().index(0, 0)
    while index.isValid():
        rect = list_.visualRect(index)
        selected = list_.selectionModel().isSelected(index)
        role = QPalette.ColorRole.HighlightedText
        wanted = list_.palette().color(role) if selected else QColor(colours_now().accent)
        place = QPointF(max(1.5, rect.left() - 2.5), rect.center().y()) * scale
        if image.pixelColor(place.toPoint()) == wanted:
            found.append(str(index.data()))
        index = list_.indexBelow(index)
    return found


def test_the_open_transcript_keeps_its_mark_whatever_is_done_with_the_list(
    list_: TranscriptList, session: Session, workbench: Workbench, qtbot: QtBot
) -> None:
    forty(session, 6)
    click(list_, "T02")
    assert bars(list_) == ["T02"]
    session.do(lambda: add_folder(session.study, "Harrow")[1])
    folder = folder_named(session, "Harrow")
    list_.select([folder])
    assert bars(list_) == ["T02"]
    here = session.study.transcript_named("T02").id
    list_.put([here], folder)
    assert bars(list_) == ["T02"]
    # Where the folder is closed, it has the mark.
    list_.collapse(list_.transcripts.index_of(folder))
    assert bars(list_) == ["Harrow"]
    list_.expand(list_.transcripts.index_of(folder))
    assert list_.model().setData(list_.transcripts.index_of(here), "Renamed")
    assert list_.model().setData(list_.transcripts.index_of(folder), "Millgate")
    list_.sort_by(TranscriptSorting.NAME)
    assert bars(list_) == ["Renamed"]
    click(list_, "T04", CTRL)
    assert bars(list_) == ["Renamed"]
    session.do(lambda: delete_folders(session.study, [folder]))
    assert bars(list_) == ["Renamed"]
    session.do(lambda: set_transcript_status(session.study, [here], TranscriptStatus.DONE))
    list_.show_statuses(frozenset({TranscriptStatus.NOT_STARTED}))
    assert bars(list_) == []
    list_.show_statuses(frozenset())
    assert bars(list_) == ["Renamed"]
    assert "open" in list_.transcripts.index_of(here).data(Qt.ItemDataRole.AccessibleTextRole)
    click(list_, "T01")
    assert bars(list_) == ["T01"]
