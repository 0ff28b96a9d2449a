"""What comes after settling: segments to revisit, what became of codings, readings without numbers.

Tests as well: ``revisit``, ``outcomes``, ``side_by_side``, ``ui.widgets.line_list``.
"""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from qualcode.analysis.differences import differences
from qualcode.model.team import Outcome, Revisit
from qualcode.operations.codes.codebook import edit_code
from qualcode.operations.project import rename_project
from qualcode.operations.teamwork.settling import Settlement, settle
from qualcode.ui.dialogs.finder import FinderDialog
from qualcode.ui.dialogs.readings.dialog import CompareReadingsDialog
from qualcode.ui.dialogs.readings.outcomes import OutcomesDialog
from qualcode.ui.dialogs.readings.revisit import RevisitDialog
from qualcode.ui.session.session import Session
from qualcode.ui.shell.main_window import MainWindow
from qualcode.ui.widgets.line_list import LineList
from tests.support.teams import code_as
from tests.ui.material import coded


def session_of(window: MainWindow) -> Session:
    assert window.session is not None
    return window.session


def define(session: Session, words: str) -> None:
    session.do(lambda: edit_code(session.study, session.study.code_named("consent").id, definition=words))


def test_what_is_said_of_a_step_goes_when_the_step_is_undone(qtbot: QtBot, opened: MainWindow) -> None:
    session = session_of(opened)
    define(session, "first")
    session.do(partial(code_as, session.study, "AB", "consent", "Nobody at all."))
    define(session, "second")
    qtbot.waitUntil(lambda: opened.messages.offers == ("Revisit them…",))
    # Another step, and that one undone, leave it: its segments are still to be looked at.
    session.do(lambda: rename_project(session.study, "Another name"))
    session.undo()
    qtbot.waitUntil(lambda: not opened.busy)
    assert opened.messages.offers == ("Revisit them…",)
    for _ in range(2):
        session.undo()
        qtbot.waitUntil(lambda: not opened.busy)
        assert opened.messages.text == ""
        session.redo()
        qtbot.waitUntil(lambda: opened.messages.offers == ("Revisit them…",))


def test_segments_of_a_reworded_code_are_offered_and_gone_through(qtbot: QtBot, opened: MainWindow) -> None:
    session = session_of(opened)
    define(session, "first")
    for words in ("Nobody at all.", "I hate it."):
        session.do(partial(code_as, session.study, "AB", "consent", words))
    define(session, "second")
    qtbot.waitUntil(lambda: opened.messages.offers == ("Revisit them…",))
    assert opened.messages.text == "Two segments of “consent” were coded under an earlier definition."
    opened.messages.take_offer()
    dialog = opened.findChildren(RevisitDialog)[-1]
    qtbot.waitUntil(lambda: len(dialog.found) == 2)
    assert dialog.list.words(0) == "FG1, turn 2, AB\nconsent · I hate it."
    assert dialog.state.text() == "Two segments coded under an earlier definition."
    page = dialog.words.toPlainText()
    assert "When it was coded" in page
    assert "reworded by Lead" in page
    assert page.index("first") < page.index("second")
    QTest.keyClick(dialog.list, Qt.Key.Key_N)
    assert dialog.list.row == 1
    QTest.keyClick(dialog.list, Qt.Key.Key_P)
    QTest.keyClick(dialog.list, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: len(dialog.found) == 1)
    assert [row.author for row in session.study.rows(Revisit).values()] == ["Lead"]
    assert dialog.bar.text == "Marked 1 segment as revisited."
    dialog.seen_too.setChecked(True)
    qtbot.waitUntil(lambda: len(dialog.found) == 2)
    assert "This one was revisited by Lead on" in dialog.state.text()
    dialog.seen_too.setChecked(False)
    qtbot.waitUntil(lambda: len(dialog.found) == 1)
    dialog.recode.click()
    finder = dialog.findChild(FinderDialog)
    assert isinstance(finder, FinderDialog)
    QTest.keyClicks(finder.field, "schools")
    QTest.keyClick(finder.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: coded(session.study, "trust in schools") == ["Nobody at all."])
    qtbot.waitUntil(lambda: dialog.state.text().startswith("Nothing to look at again"))
    assert not dialog.keep.isEnabled()
    session.undo()
    qtbot.waitUntil(lambda: len(dialog.found) == 1)
    dialog.remove.click()
    qtbot.waitUntil(lambda: "Nobody at all." not in coded(session.study, "consent"))
    qtbot.waitUntil(lambda: not dialog.found)
    dialog.accept()


def test_what_decisions_said_is_offered_with_the_new_definition(qtbot: QtBot, opened: MainWindow) -> None:
    session = session_of(opened)
    define(session, "first")
    session.do(lambda: code_as(session.study, "AB", "consent", "Nobody at all."))
    pair = session.study.coder_named("AB").id, session.study.coder_named("CD").id
    consent = session.study.code_named("consent").id
    each = next(one for one in differences(session.study, pair) if consent in one.codes)
    session.do(lambda: settle(session.study, Settlement(each, Outcome.ONE, "definition unclear"), "Lead"))
    define(session, "second")
    qtbot.waitUntil(lambda: opened.messages.offers == ("Revisit them…", "See those settled…"))
    assert opened.messages.text.endswith("1 decision says: definition unclear.")
    opened.messages.take_offer(1)
    dialog = opened.findChildren(CompareReadingsDialog)[-1]
    qtbot.waitUntil(lambda: bool(dialog.found))
    assert all(consent in one.codes for one in dialog.found)
    assert dialog.code.chosen == consent
    dialog.accept()


def test_readings_are_compared_without_numbers(qtbot: QtBot, opened: MainWindow) -> None:
    opened.actions_["analyse.readings"].trigger()
    dialog = opened.findChildren(CompareReadingsDialog)[-1]
    qtbot.waitUntil(lambda: len(dialog.found) == 4)
    assert dialog.windowTitle() == "Compare readings"
    assert dialog.state.text() == "Only AB. Not settled."
    # The same screen: it can be settled all the same.
    QTest.keyClick(dialog.list, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: dialog.list.words(0).endswith("Settled: AB’s reading"))
    tip = dialog.list.model().index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert tip.endswith("\nSettled: AB’s reading, by Lead.")
    dialog.accept()


def test_coders_see_what_became_of_their_codings(qtbot: QtBot, opened: MainWindow) -> None:
    session = session_of(opened)
    opened.actions_["analyse.outcomes"].trigger()
    dialog = opened.findChildren(OutcomesDialog)[-1]
    qtbot.waitUntil(lambda: dialog.state.text().startswith("Nothing of this coder’s has been settled yet"))
    pair = session.study.coder_named("AB").id, session.study.coder_named("CD").id
    for outcome, reason in ((Outcome.NEITHER, "slip"), (Outcome.ONE, "")):
        each = next(one for one in differences(session.study, pair) if one.decision is None)
        session.do(partial(settle, session.study, Settlement(each, outcome, reason), "Lead"))
    qtbot.waitUntil(lambda: len(dialog.found) > 1)
    kinds = [each.became for each in dialog.found]
    assert "not kept" in kinds
    place = kinds.index(next(kind for kind in kinds if kind == "not kept"))
    dialog.list.go_to(place)
    assert dialog.state.text() == ("Not kept. Between AB and CD it was settled as neither (slip), by Lead.")
    assert "nothing here" in dialog.words.toPlainText()
    dialog._choose(kinds[place])
    assert {each.became for each in dialog.found} == {"not kept"}
    dialog._choose(None)
    dialog._choose_coder(pair[1])
    qtbot.waitUntil(lambda: any(each.became == "new" or each.own is not None for each in dialog.found))
    dialog.text.click()
    assert opened.workbench is not None


def test_a_list_of_any_length_says_only_what_is_seen(qtbot: QtBot) -> None:
    said: list[int] = []

    def words(row: int) -> str:
        said.append(row)
        return f"row {row}"

    lines = LineList("Lines", {})
    qtbot.addWidget(lines)
    lines.resize(200, 100)
    lines.show()
    heard: list[int] = []
    lines.current_changed.connect(heard.append)
    lines.show_lines(1_000_000, words, str, row=999_999)
    assert (lines.count, lines.row, heard) == (1_000_000, 999_999, [])
    lines.go(-1)
    lines.go(-2_000_000)
    lines.go(2_000_000)
    assert heard == [999_998, 0, 999_999]
    qtbot.waitExposed(lines)
    lines.grab()
    assert len(set(said)) < 200
    lines.show_lines(0, words, str)
    assert (lines.count, lines.row) == (0, -1)
    # An empty list says so, and no more: whoever codes blind is not told whether there is something.
    (empty,) = [each for each in lines.findChildren(QLabel) if each.isVisible()]
    assert empty.text() == lines.accessibleDescription() == "Nothing is listed."
    lines.show_lines(3, words, str)
    assert not empty.isVisible()
