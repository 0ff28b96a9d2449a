"""The window opens a project where one stopped: transcript, place, page, tabs and codes."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qualcode.model.transcript import TranscriptStatus
from qualcode.model.transcripts.transcript_sorting import TranscriptSorting
from qualcode.operations.transcripts.documents import delete_transcripts, set_transcript_status
from qualcode.ui.models.transcript_tree import ShownTranscripts
from qualcode.ui.shell.last_time_here import PAUSE
from qualcode.ui.shell.main_window import MainWindow
from qualcode.ui.shell.page_stack import PagePlace
from qualcode.ui.shell.workbench import Workbench
from tests.ui.material import code, found, transcript


def bench(window: MainWindow) -> Workbench:
    assert window.workbench is not None
    return window.workbench


def reopened(window: MainWindow, qtbot: QtBot) -> Workbench:
    address = bench(window).session.project.address
    qtbot.waitUntil(lambda: not window.busy)
    window.close_project()
    assert window.open_address(address)
    return bench(window)


def test_a_project_opens_where_one_stopped(window: MainWindow, qtbot: QtBot) -> None:
    here = bench(window)
    study = here.session.study
    place, span = found(study, "INT01", "It is on my file.")
    window.actions_["transcript.keep"].trigger()
    here.go_to(place, span)
    here.code_page.reading.desk.apply(code(study, "consent"))
    here.code_page.reading.view.select_span(None)
    here.code_page.reading.view.set_selection(span.start, span.start)
    QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert here.pages.place is PagePlace.MATRIX

    again = reopened(window, qtbot)
    assert again is not here
    assert again.pages.place is PagePlace.MATRIX
    assert again.rail.group.checkedId() == PagePlace.MATRIX
    view = again.code_page.reading.view
    assert (view.transcript_id, view.cursor_position()) == (place, span.start)
    assert [study.transcripts[known].name for known in again.code_page.reading.tabs.open] == ["FG1", "INT01"]
    assert again.code_page.reading.tabs.kept == {transcript(study, "FG1")}
    assert again.code_page.reading.desk.recent == [code(study, "consent")]
    qtbot.waitUntil(lambda: not window.busy)


def test_a_transcript_that_is_gone_gives_way_to_the_first(window: MainWindow, qtbot: QtBot) -> None:
    here = bench(window)
    int01 = transcript(here.session.study, "INT01")
    here.code_page.reading.keep_open(int01)
    window.close_project()
    # A colleague deletes it meanwhile.
    address = window.preferences.recent[0].address
    assert window.open_address(address)
    session = bench(window).session
    assert bench(window).code_page.reading.view.transcript_id == int01
    kept = window.preferences.last_time(session.study.info.id)
    session.do(lambda: delete_transcripts(session.study, [int01]))
    qtbot.waitUntil(lambda: not window.busy)
    window.close_project()
    window.preferences.save_last_time(session.study.info.id, kept)
    assert window.open_address(address)
    reading = bench(window).code_page.reading
    assert reading.view.transcript_id == transcript(bench(window).session.study, "FG1")
    assert reading.tabs.kept == frozenset()
    qtbot.waitUntil(lambda: not window.busy)


def test_what_one_project_remembers_is_not_another_ones(window: MainWindow, qtbot: QtBot) -> None:
    project = bench(window).session.study.info.id
    bench(window).show_page(PagePlace.FIND)
    qtbot.waitUntil(lambda: not window.busy)
    window.close_project()
    assert window.preferences.last_time(project).page == "find"
    folder = window.preferences.recent[0].address.rpartition("/")[0]
    assert window.create_at(f"{folder}/another.qualcode")
    assert bench(window).pages.place is PagePlace.CODE


def test_the_list_of_transcripts_is_as_it_was_left(window: MainWindow, qtbot: QtBot) -> None:
    here = bench(window)
    study = here.session.study
    here.session.do(lambda: set_transcript_status(study, [transcript(study, "INT01")], TranscriptStatus.DONE))
    window.actions_["transcripts.sort_name"].trigger()
    window.actions_["transcripts.show_done"].trigger()
    navigator = reopened(window, qtbot).code_page.navigator
    model = navigator.transcripts.transcripts
    assert model.shown == ShownTranscripts(TranscriptSorting.NAME, frozenset({TranscriptStatus.DONE}))
    assert model.in_order == [transcript(study, "INT01")]
    assert window.actions_["transcripts.sort_name"].isChecked()
    assert window.actions_["transcripts.show_done"].isChecked()
    assert navigator.shown.isVisible()
    navigator.shown.all.click()
    assert len(model.in_order) == 2
    qtbot.waitUntil(lambda: not window.busy)


def test_the_place_is_kept_when_one_pauses_not_only_when_one_leaves(window: MainWindow, qtbot: QtBot) -> None:
    here = bench(window)
    place, span = found(here.session.study, "INT01", "It is on my file.")
    here.go_to(place, span)
    view = here.code_page.reading.view
    view.set_selection(span.start, span.start)
    preferences = window.preferences
    qtbot.waitUntil(lambda: place in preferences.places(), timeout=5 * PAUSE)
    assert preferences.places()[place].caret == span.start
    assert preferences.last_time(here.session.study.info.id).transcript == place
