"""The page of a code: its texts are written there, and its segments lead to their places.

Tests as well: ``ui.session.lazy_imports``, ``ui.widgets.rich_list``.
"""

from functools import partial
from uuid import UUID

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qualcode.model.span import Span
from qualcode.operations.codings.coding import apply_code
from qualcode.ui.dialogs.code_history import CodePageDialog
from qualcode.ui.session.background import Background
from qualcode.ui.session.preferences import Preferences
from qualcode.ui.session.session import Session
from qualcode.ui.widgets.rich_list import DATA_ROLE
from tests.ui.material import code, coded, found


@pytest.fixture
def page(qtbot: QtBot, session: Session, background: Background, preferences: Preferences) -> CodePageDialog:
    # It deletes itself when it closes.
    dialog = CodePageDialog(session, background, preferences, code(session.study, "stigma"))
    dialog.open()
    qtbot.waitUntil(lambda: dialog.segments.count() > 0 and dialog.wordings.count() > 0)
    return dialog


def test_what_is_typed_is_saved_when_the_page_closes(page: CodePageDialog, session: Session) -> None:
    field = page.code._notes["exclude"].field
    field.setFocus()
    QTest.keyClicks(field, "pity")
    page.accept()
    stigma = session.study.codes[code(session.study, "stigma")]
    assert stigma.exclude == "pity"
    session.undo()
    assert session.study.codes[stigma.id].exclude == ""


def test_a_segment_leads_to_its_place(qtbot: QtBot, page: CodePageDialog, session: Session) -> None:
    item = page.segments.item(0)
    assert item.data(DATA_ROLE).text == "They just assume that you must be poor."
    with qtbot.waitSignal(page.place_wanted) as wanted:
        page.segments.setCurrentItem(item)
        QTest.keyClick(page.segments, Qt.Key.Key_Return)
    assert wanted.args == [*found(session.study, "FG1", "They just assume that you must be poor.")]


def test_a_segment_is_said_by_a_participant_by_name(page: CodePageDialog) -> None:
    index = page.segments.model().index(0, 0)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole).startswith("FG1 · turn 2 · FG1-P1 · AB: ")
    page.accept()


def test_every_wording_is_listed(page: CodePageDialog, session: Session) -> None:
    assert page.wordings.count() == 1
    page.accept()


def test_one_segment_is_not_called_several(
    qtbot: QtBot, session: Session, background: Background, preferences: Preferences
) -> None:
    study = session.study
    once = next(row for row, kept in study.codes.items() if len(coded(study, kept.name)) == 1)
    dialog = CodePageDialog(session, background, preferences, once)
    dialog.open()
    qtbot.waitUntil(lambda: dialog.segments.count() == 1 and dialog.wordings.count() == 1)
    assert dialog.words.text() == "One segment; click it to read it in its place."
    said = dialog.wordings.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert " · 1 segment coded under it: " in said
    dialog.accept()


def _much_used(session: Session) -> UUID:
    """A code, after it was applied 120 times."""
    stigma, place = code(session.study, "stigma"), session.study.transcript_named("FG1").id
    coder = session.coder()
    for start in range(120):
        span = Span(start, start + 8)
        session.do(partial(apply_code, session.study, stigma, place, span, coder.id))
    return stigma


def test_hundreds_of_segments_come_in_parts_and_all_of_them(
    qtbot: QtBot, session: Session, background: Background, preferences: Preferences
) -> None:
    stigma = _much_used(session)
    number = len(coded(session.study, "stigma"))
    dialog = CodePageDialog(session, background, preferences, stigma)
    dialog.open()
    numbers: list[int] = []
    dialog.segments.model().rowsInserted.connect(lambda: numbers.append(dialog.segments.count()))
    turns = QTimer(dialog)
    turns.setInterval(0)
    seen: set[int] = set()
    turns.timeout.connect(lambda: seen.add(dialog.segments.count()))
    turns.start()
    qtbot.waitUntil(lambda: dialog.segments.count() == number)
    assert numbers == list(range(1, number + 1))
    assert any(0 < some < number for some in seen)
    assert dialog.words.text().startswith(f"In all, {number} segments")
    dialog.accept()


def test_the_page_may_close_while_segments_still_come(
    qtbot: QtBot, session: Session, background: Background, preferences: Preferences
) -> None:
    stigma = _much_used(session)
    dialog = CodePageDialog(session, background, preferences, stigma)
    dialog.open()
    dialog.segments.model().rowsInserted.connect(dialog.reject)
    with qtbot.waitSignal(dialog.destroyed):
        pass
