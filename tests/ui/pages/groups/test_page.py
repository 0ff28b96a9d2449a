"""The groups page: the figures of a conversation, the turns behind them, and the file of a table.

Tests as well: ``ui.pages.code_chooser``, ``ui.pages.freshness``, ``line``, ``network``, ``pictures``,
``tables``, ``turns``, ``words``, ``ui.pages.heat_map``, ``ui.pages.workplace``.
"""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from qualcode.analysis.conversation import Conversation, conversation, first_mentions, shares, speaks_after
from qualcode.model.queries.query_names import typed_query
from qualcode.model.questions.kinds import settings_of
from qualcode.model.questions.names import identities, with_names
from qualcode.model.results.matrix import Matrix
from qualcode.model.study import Study
from qualcode.operations.codings.coding import apply_code, remove_codings
from qualcode.operations.queries import delete_query, save_query
from qualcode.project.reports.answers import AnswerSources, answer
from qualcode.project.reports.report_definition import Output, read_definition
from qualcode.ui.dialogs.keep_report import KeepReportDialog
from qualcode.ui.pages.asked import named
from qualcode.ui.pages.groups.line import recalled
from qualcode.ui.pages.groups.page import GroupsPage
from qualcode.ui.pages.groups.tables import Talk, table_of, written
from qualcode.ui.session.latest import Latest
from qualcode.ui.shell.main_window import MainWindow
from qualcode.ui.widgets.rich_list import DATA_ROLE
from tests.ui.material import code, found, transcript


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow) -> GroupsPage:
    assert window.workbench is not None
    window.actions_["analyse.groups"].trigger()
    made = window.workbench.pages.groups
    qtbot.waitUntil(lambda: not window.background.busy and made.talk is not None, timeout=20_000)
    assert made.isVisible()
    return made


def _talk(window: MainWindow, name: str = "FG1") -> Conversation:
    assert window.session is not None
    study = window.session.study
    return conversation(study, transcript(study, name), measures=window.session.measures)


def _shown(page: GroupsPage, which: Talk) -> list[list[str]]:
    model = page.models[which]
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def _told(matrix: Matrix) -> list[list[str]]:
    return [
        [written(matrix, row, column) for column in range(len(matrix.columns))]
        for row in range(len(matrix.rows))
    ]


def _click(page: GroupsPage, which: Talk, row: int, column: int) -> None:
    page.tabs.setCurrentIndex(list(Talk).index(which))
    table = page.tables[which]
    place = table.visualRect(page.models[which].index(row, column)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_the_tables_are_those_of_the_analysis(window: MainWindow, page: GroupsPage) -> None:
    talk = _talk(window)
    assert _shown(page, Talk.SHARES) == _told(shares(talk))
    assert _shown(page, Talk.AFTER) == _told(speaks_after(talk))
    page.line.untouched.setChecked(True)
    assert _shown(page, Talk.CODES) == _told(first_mentions(talk))


def test_figures_by_hand(page: GroupsPage) -> None:
    # MOD speaks twice, P1 twice, P2 once; "stigma" is P1's, "consent" P2's.
    assert [row[0] for row in _shown(page, Talk.SHARES)] == ["2", "2", "1"]
    assert [row[1] for row in _shown(page, Talk.SHARES)] == ["40.0", "40.0", "20.0"]
    assert _shown(page, Talk.SHARES)[0][4] == "no times"
    assert _shown(page, Talk.AFTER) == [["0", "2", "0"], ["0", "0", "1"], ["1", "0", "0"]]
    assert _shown(page, Talk.CODES) == [["2", "never"], ["never", "3"]]


def test_who_brings_up_a_code_stands_out(page: GroupsPage) -> None:
    model = page.models[Talk.CODES]
    first, silent = model.index(0, 0), model.index(0, 1)
    assert first.data(Qt.ItemDataRole.FontRole).bold()
    assert not silent.data(Qt.ItemDataRole.FontRole).bold()
    assert first.data(Qt.ItemDataRole.ToolTipRole) == "FG1-P1 brings up stigma in turn 2."
    assert silent.data(Qt.ItemDataRole.ToolTipRole) == "FG1-P2 never touches stigma."


@pytest.mark.parametrize(
    ("which", "row", "column", "words"),
    [
        (Talk.SHARES, 2, 0, ["Nobody asked us. Nobody at all."]),
        (Talk.SHARES, 1, 3, ["They just assume", "I would trust the school"]),
        (Talk.AFTER, 0, 1, ["They just assume", "I would trust the school"]),
        (Talk.AFTER, 1, 0, []),
        (Talk.CODES, 1, 1, ["Nobody asked us."]),
        (Talk.CODES, 0, 1, []),
    ],
)
def test_a_figure_shows_its_turns(
    page: GroupsPage, which: Talk, row: int, column: int, words: list[str]
) -> None:
    # From another cell, so that the click changes the current one.
    other = page.models[which].index(0 if row else 1, 0 if column else 1)
    page.tables[which].setCurrentIndex(other)
    _click(page, which, row, column)
    items = [
        page.turns.list.item(place).data(Qt.ItemDataRole.AccessibleTextRole)
        for place in range(page.turns.list.count())
    ]
    assert len(items) == len(words)
    assert all(part in item for part, item in zip(words, items, strict=True))


def test_a_turn_opens_in_its_place(window: MainWindow, page: GroupsPage) -> None:
    _click(page, Talk.SHARES, 2, 0)
    item = page.turns.list.item(0)
    place = page.turns.list.visualItemRect(item).center()
    QTest.mouseClick(page.turns.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert window.workbench is not None
    assert window.session is not None
    view = window.workbench.code_page.reading.view
    wanted = found(window.session.study, "FG1", "Nobody asked us. Nobody at all.")
    assert (view.transcript_id, view.selected_span()) == wanted


def test_the_chosen_figure_keeps_its_turns(page: GroupsPage) -> None:
    _click(page, Talk.SHARES, 2, 0)
    page.tabs.setCurrentIndex(1)
    assert page.turns.list.count() == 0
    page.tabs.setCurrentIndex(0)
    assert page.turns.list.count() == 1


def test_turns_can_be_reached_by_keyboard(window: MainWindow, page: GroupsPage) -> None:
    table = page.tables[Talk.SHARES]
    table.setFocus()
    table.setCurrentIndex(page.models[Talk.SHARES].index(1, 0))
    QTest.keyClick(table, Qt.Key.Key_Down)
    assert page.turns.list.count() == 1
    page.turns.list.setFocus()
    QTest.keyClick(page.turns.list, Qt.Key.Key_Home)
    QTest.keyClick(page.turns.list, Qt.Key.Key_Return)
    assert window.workbench is not None
    assert window.workbench.code_page.isVisible()


def test_the_tables_follow_the_project(qtbot: QtBot, window: MainWindow, page: GroupsPage) -> None:
    session = window.session
    assert session is not None
    place, span = found(session.study, "FG1", "Nobody at all.")
    stigma = code(session.study, "stigma")
    session.do_as_coder(lambda study, coder: apply_code(study, stigma, place, span, coder.id))
    qtbot.waitUntil(lambda: _shown(page, Talk.CODES) == [["2", "3"], ["never", "3"]])


def test_an_unseen_page_counts_only_when_it_is_shown(
    qtbot: QtBot, window: MainWindow, page: GroupsPage
) -> None:
    assert window.workbench is not None
    assert window.session is not None
    window.workbench.show_page(0)
    before = page.talk
    window.session.undo()
    assert not window.background.busy
    assert page.talk is before
    window.workbench.show_page(3)
    qtbot.waitUntil(lambda: page.talk is not before)


def test_another_transcript(qtbot: QtBot, window: MainWindow, page: GroupsPage) -> None:
    page.line.transcript.setFocus()
    QTest.keyClick(page.line.transcript, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: page.talk is not None and page.talk.transcript.name == "INT01")
    qtbot.waitUntil(
        lambda: _shown(page, Talk.CODES) == _told(table_of(_talk(window, "INT01"), Talk.CODES).matrix)
    )


def test_the_table_that_is_seen_is_written(
    qtbot: QtBot, window: MainWindow, page: GroupsPage, tmp_path: Path
) -> None:
    page.tabs.setCurrentIndex(1)
    page.export.click()
    dialog = window.findChild(QFileDialog)
    assert dialog is not None
    path = tmp_path / "after.csv"
    dialog.fileSelected.emit(str(path))
    dialog.close()
    qtbot.waitUntil(lambda: not window.background.busy)
    rows = list(csv.reader(path.read_text("utf-8-sig").splitlines()))
    assert rows == [
        ["", "MOD", "FG1-P1", "FG1-P2"],
        ["MOD", "0", "2", "0"],
        ["FG1-P1", "0", "0", "1"],
        ["FG1-P2", "1", "0", "0"],
    ]


def test_without_transcripts_it_says_what_to_do(qtbot: QtBot, window: MainWindow, page: GroupsPage) -> None:
    assert window.session is not None
    while window.session.undoable:
        window.session.undo()
    qtbot.waitUntil(lambda: page.talk is None)
    assert not page.export.isEnabled()
    assert not page.tabs.isVisible()


def _open(qtbot: QtBot, window: MainWindow, page: GroupsPage, which: Talk) -> None:
    page.tabs.setCurrentIndex(list(Talk).index(which))
    qtbot.waitUntil(lambda: not window.background.busy)


def test_the_network_is_that_of_the_figures(qtbot: QtBot, window: MainWindow, page: GroupsPage) -> None:
    _open(qtbot, window, page, Talk.NETWORK)
    graph = page.network.graph
    assert page.network.isVisible()
    assert [node.name for node in graph.nodes] == ["MOD", "FG1-P1", "FG1-P2"]
    assert {(edge.one, edge.other): edge.figure for edge in graph.edges} == {
        (0, 1): "2", (1, 2): "1", (2, 0): "1",
    }  # fmt: skip
    assert graph.directed
    assert not any(node.quiet for node in graph.nodes)


def test_circles_and_arrows_lead_to_their_turns(qtbot: QtBot, window: MainWindow, page: GroupsPage) -> None:
    _open(qtbot, window, page, Talk.NETWORK)
    QTest.mouseClick(page.network, Qt.MouseButton.LeftButton, pos=page.network.point(2).toPoint())
    assert page.turns.list.count() == 1
    assert page.turns._hint.text().startswith("FG1-P2 (participant): 1 turn.")
    page.network.setFocus()
    QTest.keyClick(page.network, Qt.Key.Key_Home)
    QTest.keyClick(page.network, Qt.Key.Key_PageDown)
    assert page.turns.list.count() == 2
    assert page.turns._hint.text().startswith("FG1-P1 speaks directly after MOD 2 times.")


def test_a_silent_participant_is_seen_and_told(qtbot: QtBot, window: MainWindow, page: GroupsPage) -> None:
    session = window.session
    assert session is not None
    coding = next(
        row
        for row in session.study.codings_of(transcript(session.study, "FG1"))
        if row.code_id == code(session.study, "consent")
    )
    session.do(lambda: remove_codings(session.study, transcript(session.study, "FG1"), [coding.id]))
    _open(qtbot, window, page, Talk.CODES)
    qtbot.waitUntil(lambda: _shown(page, Talk.CODES) == [["2", "never"]])
    assert page._legend.text().startswith("Silent on every code: FG1-P2.")
    cell = page.models[Talk.CODES].index(0, 1)
    assert cell.data(Qt.ItemDataRole.BackgroundRole).style() is Qt.BrushStyle.BDiagPattern
    assert cell.data(Qt.ItemDataRole.AccessibleTextRole) == "never. FG1-P2 never touches stigma."
    _open(qtbot, window, page, Talk.NETWORK)
    assert [node.quiet for node in page.network.graph.nodes] == [False, False, True]
    assert page.network.graph.nodes[2].said == "FG1-P2 (participant): 1 turn, touches no code."


def test_groups_stand_side_by_side(qtbot: QtBot, window: MainWindow, page: GroupsPage) -> None:
    _open(qtbot, window, page, Talk.COMPARED)
    qtbot.waitUntil(lambda: session_names(page) == ["FG1"])
    page.line.scope.setFocus()
    QTest.keyClick(page.line.scope, Qt.Key.Key_Home)
    qtbot.waitUntil(lambda: len(session_names(page)) == 2)
    model = page.models[Talk.COMPARED]
    assert session_names(page) == [row.name for row in _study(window).transcripts_in_order]
    talk = _talk(window)
    assert _shown(page, Talk.COMPARED)[0][:3] == [
        "2",
        "5",
        str(sum(voice.words or 0 for voice in talk.voices)),
    ]
    _click(page, Talk.COMPARED, 0, 6)
    assert page.turns.list.count() == 2
    assert model.index(0, 6).data(Qt.ItemDataRole.ToolTipRole).endswith("(FG1-P1).")
    _click(page, Talk.COMPARED, 1, 0)
    texts = [
        page.turns.list.item(place).data(Qt.ItemDataRole.AccessibleTextRole)
        for place in range(page.turns.list.count())
    ]
    assert all("INT01" in text for text in texts)
    assert len(texts) == 2


def session_names(page: GroupsPage) -> list[str]:
    matrix = page.models[Talk.COMPARED].matrix
    return [] if matrix is None else [row.name for row in matrix.rows]


def _study(window: MainWindow) -> Study:
    assert window.session is not None
    return window.session.study


@pytest.mark.parametrize("which", list(Talk))
def test_every_table_is_exported_as_a_picture_too(
    qtbot: QtBot, window: MainWindow, page: GroupsPage, tmp_path: Path, which: Talk
) -> None:
    _open(qtbot, window, page, which)
    qtbot.waitUntil(page.export.isEnabled)
    page.export.click()
    dialog = window.findChild(QFileDialog)
    assert dialog is not None
    assert any("svg" in kind for kind in dialog.nameFilters())
    path = tmp_path / "picture.svg"
    dialog.fileSelected.emit(str(path))
    dialog.close()
    qtbot.waitUntil(lambda: not window.background.busy, timeout=20_000)
    assert path.read_bytes().startswith(b"<?xml")
    assert "Study" in path.read_text("utf-8")


def test_one_coder_alone(qtbot: QtBot, window: MainWindow, page: GroupsPage) -> None:
    _open(qtbot, window, page, Talk.CODES)
    page.line.coder.setFocus()
    QTest.keyClick(page.line.coder, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: not window.background.busy)
    assert "coder AB" in page._caption.text()


def test_the_choice_is_found_again(
    qtbot: QtBot, window: MainWindow, page: GroupsPage, open_window: Callable[[], MainWindow], tmp_path: Path
) -> None:
    page.choose(transcript(_study(window), "INT01"))
    _open(qtbot, window, page, Talk.CODES)
    page.line.interviewers.click()
    qtbot.waitUntil(lambda: not window.background.busy)
    wanted = page.line.choice
    window.close()
    again = open_window()
    assert again.open_address(str(tmp_path / "study.qualcode"))
    assert again.workbench is not None
    made = again.workbench.pages.groups
    assert made.line.choice == wanted
    assert made.which is Talk.CODES


def test_only_some_codes_count(qtbot: QtBot, window: MainWindow, page: GroupsPage, tmp_path: Path) -> None:
    _open(qtbot, window, page, Talk.CODES)
    assert page.line.codes.text() == "all codes"
    page.line.codes.click()
    chooser = page.line.codes.chooser
    assert chooser.isVisible()
    chooser.none.click()
    item = chooser.tree.findItems("consent", Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive)[0]
    item.setCheckState(0, Qt.CheckState.Checked)
    chooser.close()
    qtbot.waitUntil(lambda: not window.background.busy)
    assert _shown(page, Talk.CODES) == [["never", "3"]]
    assert page._legend.text().startswith("Silent on every code that counts here: FG1-P1.")
    assert "1 chosen code" in page._caption.text()
    _open(qtbot, window, page, Talk.NETWORK)
    assert page.network.graph.nodes[1].said.endswith("touches none of the codes that count.")
    assert "1 chosen code" in page._caption.text()
    assert "1 chosen code" in _picture_of_what_is_seen(qtbot, window, page, tmp_path / "network.svg")
    _open(qtbot, window, page, Talk.AFTER)
    assert "chosen" not in page._caption.text()
    _open(qtbot, window, page, Talk.COMPARED)
    qtbot.waitUntil(lambda: session_names(page) == ["FG1"])
    assert _shown(page, Talk.COMPARED)[0][-2:] == ["1", "1"]
    assert "1 chosen code" in page._caption.text()


def _picture_of_what_is_seen(qtbot: QtBot, window: MainWindow, page: GroupsPage, path: Path) -> str:
    """What the picture that is exported says of itself."""
    page.export.click()
    dialog = window.findChild(QFileDialog)
    assert dialog is not None
    dialog.fileSelected.emit(str(path))
    dialog.close()
    dialog.deleteLater()
    qtbot.waitUntil(lambda: not window.background.busy)
    return path.read_text("utf-8")


def test_only_what_a_query_finds_counts_and_is_marked(
    qtbot: QtBot, window: MainWindow, page: GroupsPage
) -> None:
    session = window.session
    assert session is not None
    assert not page.line.query.isVisible()
    place, span = found(session.study, "FG1", "I would trust the school")
    stigma = code(session.study, "stigma")
    session.do_as_coder(lambda study, coder: apply_code(study, stigma, place, span, coder.id))
    session.do(lambda: save_query(session.study, "School", typed_query(session.study, "school"))[1])
    _open(qtbot, window, page, Talk.CODES)
    qtbot.waitUntil(lambda: page.line.query.count() == 2 and not window.background.busy)
    assert page.line.query.isVisible()
    assert _shown(page, Talk.CODES) == [["2", "never"], ["never", "3"]]
    page.line.query.setFocus()
    QTest.keyClick(page.line.query, Qt.Key.Key_Down)
    assert page.line.choice.asked.query is not None
    qtbot.waitUntil(lambda: not window.background.busy)
    # P2 says nothing that the query finds, so P2 is not called silent.
    assert _shown(page, Talk.CODES) == [["5"]]
    assert not page._legend.text().startswith("Silent")
    assert "only with “School”" in page._caption.text()
    _click(page, Talk.CODES, 0, 0)
    assert page.turns.list.count() == 1
    passage = page.turns.list.item(0).data(DATA_ROLE)
    assert [mark for mark, _ in passage.marks] == [span]
    page.tabs.setCurrentIndex(list(Talk).index(Talk.SHARES))
    assert not page.line.query.isVisible()
    assert "School" not in page._caption.text()
    session.undo()
    qtbot.waitUntil(lambda: page.line.choice.asked.query is None)


def test_what_is_marked_in_a_turn_is_what_counts(qtbot: QtBot, window: MainWindow, page: GroupsPage) -> None:
    session = window.session
    assert session is not None
    stigma, study = code(session.study, "stigma"), session.study
    place, span = found(study, "FG1", "I hate it")
    before = [row.span for row in study.codings_of(place) if row.code_id == stigma]
    session.set_coder("CD")
    session.do_as_coder(lambda study, coder: apply_code(study, stigma, place, span, coder.id))
    _open(qtbot, window, page, Talk.CODES)
    page.line.coder.setFocus()
    QTest.keyClick(page.line.coder, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: not window.background.busy)
    assert "coder AB" in page._caption.text()
    _click(page, Talk.CODES, 0, 0)
    passage = page.turns.list.item(0).data(DATA_ROLE)
    assert [mark for mark, _ in passage.marks] == before


def test_what_is_seen_is_kept_in_a_saved_report(
    qtbot: QtBot, window: MainWindow, page: GroupsPage, tmp_path: Path
) -> None:
    session = window.session
    assert session is not None
    session.do(lambda: save_query(session.study, "School", typed_query(session.study, "school"))[1])
    stigma = code(session.study, "stigma")
    page.line._ask(
        codes=identities((stigma,)),
        query=named(session.study.queries_in_order[0].id),
        coders=identities((session.study.coders_in_order[0].id,)),
        interviewers=True,
    )
    qtbot.waitUntil(lambda: not window.background.busy)
    question = with_names(session.study, page.line.choice.question)
    settings = settings_of(question)
    definition = json.dumps({"outputs": [{"file": "talk.csv", "table": "conversation", **settings}]})
    assert read_definition(definition).outputs == (Output("talk.csv", question),)
    assert settings == {
        "transcripts": ["FG1"],
        "codes": [session.study.path(stigma)],
        "coders": ["AB"],
        "query": "School",
        "interviewers": True,
    }
    done = answer(tmp_path / "talk.csv", question, AnswerSources(session.project.record(), session.measures))
    assert "coder AB, 1 transcript, 1 chosen code, only with “School”" in dict(done.about.facts)["in words"]
    page.keep.click()
    dialog = window.findChild(KeepReportDialog)
    assert dialog is not None
    dialog.reject()
    page.tabs.setCurrentIndex(list(Talk).index(Talk.COMPARED))
    qtbot.waitUntil(lambda: not window.background.busy)
    page.line._ask(kind=None, codes=None, query=None, coders=())
    assert settings_of(page.line.choice.question) == {"interviewers": True}


def test_while_nothing_is_counted_yet_that_is_said_instead_of_an_empty_table(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert window.workbench is not None
    asked: list[Callable[[Conversation], None]] = []
    monkeypatch.setattr(
        Latest, "ask", lambda _self, _work, then, _refuse=None: asked.append(lambda talk: then((talk, [])))
    )
    window.actions_["analyse.groups"].trigger()
    page = window.workbench.pages.groups
    qtbot.waitUntil(lambda: bool(asked))
    said = [label for label in page.findChildren(QLabel) if label.isVisible() and label.text() == "Counting…"]
    assert said
    assert not page.tabs.isVisible()
    asked[0](_talk(window))
    assert page.tabs.isVisible()
    # Later the figures from before stay while others are counted.
    page.recount()
    assert page.tabs.isVisible()


def test_what_it_counts_by_may_go_while_it_counts_and_comes_back_with_an_undo(
    qtbot: QtBot, window: MainWindow, page: GroupsPage
) -> None:
    session = window.session
    assert session is not None
    session.do(lambda: save_query(session.study, "Judged", typed_query(session.study, "code:stigma"))[1])
    query = session.study.queries_in_order[0]
    page.tabs.setCurrentIndex(list(Talk).index(Talk.CODES))
    page.line.refresh()
    page.line.query.setCurrentIndex(1)
    page.line.query.activated.emit(1)
    # The answer is on its way when the query goes.
    session.do(lambda: delete_query(session.study, query.id))
    page.tabs.setCurrentIndex(list(Talk).index(Talk.SHARES))
    page.line.untouched.click()
    qtbot.waitUntil(lambda: not window.background.busy)
    assert page.line.choice.asked.query is None
    assert page.line.choice.which is Talk.SHARES
    # It is kept for the next start as it was chosen, also when something else is chosen now.
    page.line.interviewers.click()
    qtbot.waitUntil(lambda: not window.background.busy)
    kept = recalled(window.preferences.choice("groups", session.study.info.id))
    assert (kept.asked.query, kept.untouched) == (named(query.id), True)
    assert kept.asked.interviewers is page.line.choice.asked.interviewers
    window.actions_["edit.undo"].trigger()
    qtbot.waitUntil(lambda: not window.background.busy and page.line.choice.asked.query == named(query.id))
    assert page.line.choice.which is Talk.SHARES
    assert page.line.choice.untouched
