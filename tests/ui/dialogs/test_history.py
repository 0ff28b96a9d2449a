"""The history: a list of steps, a way to each of them and back, and a stop on the way."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from qualcode.model.change import ChangeSet
from qualcode.model.entities import Coder
from qualcode.model.study import Study
from qualcode.model.words.in_words import moment_in_words
from qualcode.operations.codes.codebook import add_code
from qualcode.operations.codings.coding import apply_code
from qualcode.ui.dialogs.history import HistoryDialog
from qualcode.ui.models.history import CODER, NUMBER, STEP, WHEN
from qualcode.ui.session.background import Background
from qualcode.ui.session.preferences import Preferences
from qualcode.ui.session.session import Session
from qualcode.ui.widgets.asking import FileChooser
from tests.ui.material import code, found

WORDS = ("They", "just", "assume", "that", "you", "must", "be", "poor")


@pytest.fixture
def dialog(
    qtbot: QtBot, session: Session, background: Background, preferences: Preferences
) -> Iterator[HistoryDialog]:
    """The history after eight more words were coded."""
    for word in WORDS:
        session.do_as_coder(partial(_code, word))
    host = QWidget()
    qtbot.addWidget(host)
    made = HistoryDialog(session, background, FileChooser(host, preferences))
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.close()


def _code(word: str, study: Study, coder: Coder) -> ChangeSet:
    place, span = found(study, "FG1", word)
    return apply_code(study, code(study, "consent"), place, span, coder.id)


def go_to_row(dialog: HistoryDialog, row: int) -> None:
    dialog.list.setCurrentIndex(dialog.model.index(row, STEP))
    QTest.mouseClick(dialog.button, Qt.MouseButton.LeftButton)


def arrived(dialog: HistoryDialog) -> bool:
    return dialog.list.isEnabled()


def test_one_goes_back_to_a_step_and_forward_again(
    qtbot: QtBot, session: Session, dialog: HistoryDialog
) -> None:
    before, last = session.study.coding_count, dialog.model.step_at(0).number
    chosen = dialog.model.step_at(5).number
    go_to_row(dialog, 5)
    qtbot.waitUntil(lambda: arrived(dialog))
    assert session.study.coding_count == before - 5
    assert [dialog.model.is_in_force(row) for row in range(7)] == [False] * 5 + [True] * 2
    assert dialog.model.step_at(dialog.list.currentIndex().row()).number == chosen
    go_to_row(dialog, 2)
    qtbot.waitUntil(lambda: arrived(dialog))
    assert session.study.coding_count == before - 2
    go_to_row(dialog, 0)
    qtbot.waitUntil(lambda: arrived(dialog))
    assert session.study.coding_count == before
    assert session.undoable is not None
    assert session.undoable.number == last


def test_a_step_that_was_undone_before_others_were_made_is_said_to_be_out_of_reach(
    qtbot: QtBot, session: Session, dialog: HistoryDialog
) -> None:
    newest = dialog.model.step_at(0).number
    session.undo()
    session.do_as_coder(lambda study, coder: _code("hate", study, coder))
    before = session.study
    row = next(row for row in range(9) if dialog.model.step_at(row).number == newest)
    go_to_row(dialog, row)
    qtbot.waitUntil(lambda: arrived(dialog))
    assert session.study == before
    said = [label.text() for label in dialog.findChildren(QLabel) if label.isVisibleTo(dialog)]
    assert any(f"Step {newest} cannot be done again: it was undone" in words for words in said)
    # A step that can be gone to says nothing of the kind.
    go_to_row(dialog, row + 2)
    qtbot.waitUntil(lambda: arrived(dialog))
    assert session.study != before
    said = [label.text() for label in dialog.findChildren(QLabel)]
    assert not any("cannot be done again" in words for words in said)


def test_one_can_stop_on_the_way_and_go_on_later(
    qtbot: QtBot, session: Session, dialog: HistoryDialog
) -> None:
    before = session.study.coding_count
    go_to_row(dialog, 7)
    qtbot.waitUntil(lambda: session.study.coding_count < before)
    QTest.mouseClick(dialog.button, Qt.MouseButton.LeftButton)
    assert arrived(dialog)
    there = session.study.coding_count
    assert before - 7 <= there < before
    assert sum(not dialog.model.is_in_force(row) for row in range(8)) == before - there
    go_to_row(dialog, 0)
    qtbot.waitUntil(lambda: arrived(dialog))
    assert session.study.coding_count == before


def test_closing_on_the_way_stays_there(qtbot: QtBot, session: Session, dialog: HistoryDialog) -> None:
    before = session.study.coding_count
    go_to_row(dialog, 7)
    qtbot.waitUntil(lambda: session.study.coding_count < before)
    dialog.reject()
    there = session.study.coding_count
    qtbot.wait(50)
    assert session.study.coding_count == there


def test_the_columns_fit_coder_and_time(dialog: HistoryDialog) -> None:
    for column in (NUMBER, CODER, WHEN):
        words = dialog.model.index(0, column).data()
        assert dialog.list.columnWidth(column) > dialog.list.fontMetrics().horizontalAdvance(words)


def test_it_opens_on_the_step_one_went_back_to(
    qtbot: QtBot,
    session: Session,
    background: Background,
    preferences: Preferences,
    dialog: HistoryDialog,
) -> None:
    go_to_row(dialog, 5)
    qtbot.waitUntil(lambda: arrived(dialog))
    again = HistoryDialog(session, background, FileChooser(dialog, preferences))
    qtbot.addWidget(again)
    assert again.list.currentIndex().row() == 5


def test_steps_have_the_numbers_that_reports_cite(dialog: HistoryDialog) -> None:
    newest = dialog.model.step_at(0)
    assert dialog.model.index(0, NUMBER).data() == f"{newest.number:,}"
    assert dialog.model.headerData(NUMBER, Qt.Orientation.Horizontal) == "No."
    first = dialog.model.rowCount() - 1
    assert dialog.model.index(first, NUMBER).data() == "1"
    assert dialog.model.is_in_force(first)


def test_it_says_which_step_reports_cite_after_undoing(
    qtbot: QtBot, session: Session, dialog: HistoryDialog
) -> None:
    assert "cite" not in dialog.hint.text()
    session.undo()
    qtbot.waitUntil(lambda: "cite" in dialog.hint.text())
    assert f"cite step {session.project.steps[-1].number}." in dialog.hint.text()
    assert str(session.project.steps[-1].number) not in [
        dialog.model.index(row, NUMBER).data() for row in range(dialog.model.rowCount())
    ]
    session.do_as_coder(partial(_code, "poor"))
    qtbot.waitUntil(lambda: "cite" not in dialog.hint.text())


def test_the_list_is_narrowed_by_words_coder_and_number(dialog: HistoryDialog) -> None:
    every = dialog.model.rowCount()
    number = dialog.model.step_at(3).number
    QTest.keyClicks(dialog.filter, "consent turn apply")
    assert 0 < dialog.model.rowCount() < every
    assert all("consent" in step.label for step, _ in dialog.model.listed)
    dialog.filter.setText(str(number))
    assert number in [step.number for step, _ in dialog.model.listed]
    dialog.filter.setText("zeppelin")
    assert not dialog.model.rowCount()
    assert not dialog.button.isEnabled()
    dialog.filter.clear()
    assert dialog.model.rowCount() == every
    assert dialog.list.currentIndex().row() == 0


def test_what_is_listed_is_written(
    qtbot: QtBot, background: Background, dialog: HistoryDialog, tmp_path: Path
) -> None:
    dialog.filter.setText("consent")
    listed = dialog.model.listed
    dialog.export.write(tmp_path / "steps.csv")
    qtbot.waitUntil(lambda: not background.busy and (tmp_path / "steps.csv").exists())
    lines = (tmp_path / "steps.csv").read_text("utf-8-sig").splitlines()
    assert lines[0] == "step,when (UTC),coder,what,in force,reason"
    assert [int(line.partition(",")[0]) for line in lines[1:]] == [step.number for step, _ in listed]
    dialog.export.write(tmp_path / "gone" / "steps.csv")
    qtbot.waitUntil(lambda: "could not be written" in dialog._where.text())


def test_a_time_says_by_which_clock_it_goes(dialog: HistoryDialog, session: Session) -> None:
    last = session.project.steps[-1].at
    tip = dialog.model.index(0, WHEN).data(Qt.ItemDataRole.ToolTipRole)
    assert tip.startswith("By this computer’s clock")
    assert tip.endswith(f"; in reports and files {moment_in_words(last)}")


def test_steps_on_codes_of_one_deep_branch_are_told_apart(dialog: HistoryDialog, session: Session) -> None:
    above = None
    for depth in range(1, 9):
        made, change = add_code(session.study, f"Level {depth} of a deep branch", parent_id=above)
        session.do(partial(_as_it_is, change))
        above = made.id
    dialog.resize(560, 400)
    metrics, wide = dialog.list.fontMetrics(), dialog.list.columnWidth(STEP)
    labels = [str(dialog.model.index(row, STEP).data()) for row in range(6)]
    cut = [metrics.elidedText(label, dialog.list.textElideMode(), wide) for label in labels]
    assert all(label != each for label, each in zip(labels, cut, strict=True))
    assert len(set(cut)) == len(labels)


def _as_it_is(change: ChangeSet) -> ChangeSet:
    return change
