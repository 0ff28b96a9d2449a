"""The page of a code: its texts are written there, and its segments lead to their places.

Tests as well: ``ui.models.passage_words``, ``ui.session.lazy_imports``, ``ui.widgets.rich_list``.
"""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qualcode.ui.dialogs.code_history import CodePageDialog
from qualcode.ui.session.background import Background
from qualcode.ui.session.preferences import Preferences
from qualcode.ui.session.session import Session
from qualcode.ui.widgets.rich_list import DATA_ROLE
from tests.ui.material import code, found


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


def test_every_wording_is_listed(page: CodePageDialog, session: Session) -> None:
    assert page.wordings.count() == 1
    page.accept()
