"""The segment panel shows what is at the cursor and writes what is typed in it.

Tests as well: ``code_section``, ``transcript_section``,
``memos_about``, ``ui.painted.frame``.
"""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QInputDialog,
    QLabel,
    QMenu,
    QPlainTextEdit,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from qualcode.analysis.differences import differences
from qualcode.model.change import ChangeSet
from qualcode.model.entities import AttributeSubject, Memo, MemoSubject
from qualcode.model.memos import MemoTarget
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.model.team import Outcome
from qualcode.model.transcript import Role
from qualcode.model.turns import ROLES
from qualcode.operations.coders import ensure_coder
from qualcode.operations.codes.codebook import edit_code, rename_code
from qualcode.operations.codings.coding import apply_code, recode_codings, remove_codings, weigh_codings
from qualcode.operations.memos import add_memo
from qualcode.operations.people.attributes import add_attribute, set_value
from qualcode.operations.teamwork.settling import Settlement, settle
from qualcode.ui.inspector.panel import Inspector
from qualcode.ui.inspector.segment_card import SegmentCard
from qualcode.ui.pages.code.sharing_out import LEAST_RIGHT
from qualcode.ui.session.preferences import Preferences
from qualcode.ui.session.session import Session
from qualcode.ui.shell.main_window import MainWindow
from qualcode.ui.widgets.fitting_label import FittingLabel
from qualcode.ui.widgets.note_field import NoteField
from tests.ui.material import code, found, transcript


@pytest.fixture
def panel(qtbot: QtBot, session: Session, preferences: Preferences) -> Inspector:
    home = QWidget()
    qtbot.addWidget(home)
    made = Inspector(session, preferences, home)
    qtbot.addWidget(made)
    made.show()
    place, span = found(session.study, "FG1", "Nobody asked us.")
    made.show_place(place, span.start + 2, None)
    return made


@pytest.mark.parametrize(
    "name", ["conditions of acceptance", "being judged as a parent", "a b c d e f g h i"]
)
def test_no_card_goes_on_beneath_the_scroll_bar_of_the_narrowest_panel(
    panel: Inspector, session: Session, name: str
) -> None:
    session.do(lambda: rename_code(session.study, code(session.study, "consent"), name))
    panel.resize(LEAST_RIGHT, 400)
    QApplication.processEvents()
    assert panel.verticalScrollBar().isVisible()
    content = panel.widget()
    assert content is not None
    assert content.width() == panel.viewport().width()
    card = panel.findChild(SegmentCard)
    assert card is not None
    (remove,) = (
        each for each in card.findChildren(QToolButton) if each.accessibleName().startswith("Remove")
    )
    (coder,) = card.findChildren(FittingLabel)
    assert card.rect().contains(remove.geometry())
    assert coder.shown()


def test_the_definition_is_written_where_it_is_read(panel: Inspector, session: Session) -> None:
    consent = code(session.study, "consent")
    assert panel.code.code_id == consent
    field = next(box for box in panel.code.findChildren(NoteField) if box.accessibleName() == "Definition")
    field.setPlainText("Being asked before.")
    field.save()
    assert session.study.codes[consent].definition == "Being asked before."


def test_why_passages_had_to_be_settled_stands_above_the_definition(
    panel: Inspector, session: Session
) -> None:
    consent = code(session.study, "consent")

    def words() -> list[str]:
        return [label.text() for label in panel.code.findChildren(QLabel)]

    def settled(study: Study) -> ChangeSet:
        found = differences(study, (session.coder().id, study.coder_named("CD").id))
        each = next(each for each in found if consent in {row.code_id for row in each.ones})
        return settle(study, Settlement(each, Outcome.BOTH, "definition unclear"), "Lead")

    assert not any("decision" in each for each in words())
    session.do(lambda: ensure_coder(session.study, "CD")[1])
    session.do(lambda: settled(session.study))
    panel.code.show_code(consent)
    assert "1 decision says: definition unclear" in words()


def test_what_comes_from_elsewhere_never_replaces_what_is_being_typed(
    qtbot: QtBot, panel: Inspector, session: Session
) -> None:
    consent = code(session.study, "consent")
    panel.activateWindow()
    field = next(box for box in panel.code.findChildren(NoteField) if box.accessibleName() == "Definition")
    qtbot.waitUntil(panel.isActiveWindow)
    field.setFocus()
    field.setPlainText("Mine")
    session.do(lambda: edit_code(session.study, consent, definition="Theirs"))
    assert field.toPlainText() == "Mine"


def test_the_selection_brings_every_coding_that_it_touches(panel: Inspector, session: Session) -> None:
    place = transcript(session.study, "FG1")
    length = session.study.text_version(place).text.length
    panel.show_place(place, 0, Span(0, length))
    names = [box.accessibleName() for box in panel.findChildren(QPlainTextEdit) if box.isVisible()]
    assert "Memo on stigma by AB" in names
    assert "Memo on consent by AB" in names


def test_the_code_that_a_segment_is_given_instead_is_read_about(panel: Inspector, session: Session) -> None:
    current = panel.segments.current
    assert current is not None
    assert panel.code.code_id == current.code_id
    place, _ = found(session.study, "FG1", "Nobody asked us.")
    before, stigma = current.code_id, code(session.study, "stigma")
    session.do(lambda: recode_codings(session.study, place, [current.id], stigma))
    assert panel.code.code_id == stigma
    session.undo()
    assert panel.code.code_id == before
    # What was chosen in the codebook stays, whatever else happens to the segment.
    panel.show_code(stigma)
    session.do(lambda: weigh_codings(session.study, place, [current.id], 50))
    assert panel.code.code_id == stigma


def test_the_shortest_coding_is_the_one_that_keys_act_on(panel: Inspector, session: Session) -> None:
    place, span = found(session.study, "FG1", "asked")
    stigma = code(session.study, "stigma")
    session.do_as_coder(lambda study, coder: apply_code(study, stigma, place, span, coder.id))
    panel.show_place(place, 0, None)
    panel.show_place(place, span.start + 1, None)
    current = panel.segments.current
    assert current is not None
    assert current.span == span


def test_facts_about_the_transcript_follow_the_project(panel: Inspector, session: Session) -> None:
    place = transcript(session.study, "FG1")
    session.do(lambda: add_attribute(session.study, "Place", AttributeSubject.TRANSCRIPT)[1])
    attribute = session.study.attribute_named("Place")
    session.do(lambda: set_value(session.study, attribute.id, place, "Leeds <online>"))
    assert "Leeds &lt;online&gt;" in panel.transcript.words


def test_tab_stops_at_the_facts_where_one_can_be_followed(panel: Inspector, session: Session) -> None:
    words = panel.transcript._words
    for place in (None, transcript(session.study, "INT01"), None):
        panel.transcript.show_transcript(place)
        assert bool(panel.transcript.words) is (place is not None)
        assert bool(words.focusPolicy() & Qt.FocusPolicy.TabFocus) is (place is not None)


def _activate(panel: Inspector, number: int) -> None:
    """Go to a link among the facts by keyboard, and press Enter on it."""
    label = panel.transcript._words
    panel.activateWindow()
    label.setFocus()
    for _ in range(number):
        QTest.keyClick(label, Qt.Key.Key_Tab)
    QTest.keyClick(label, Qt.Key.Key_Return)


def test_the_language_is_set_where_it_is_read(qtbot: QtBot, panel: Inspector, session: Session) -> None:
    place, before = transcript(session.study, "FG1"), session.study
    qtbot.waitUntil(panel.isActiveWindow)
    _activate(panel, 1)
    dialog = panel.findChild(QInputDialog)
    assert dialog is not None
    assert dialog.textValue() == before.transcripts[place].language
    dialog.setTextValue("cy")
    dialog.accept()
    assert session.study.transcripts[place].language == "cy"
    panel.show_place(place, 0, None)
    assert ">Language</a> &nbsp;Welsh (cy)<" in panel.transcript.words
    session.undo()
    assert session.study == before


def test_the_role_of_a_speaker_is_set_where_it_is_read(panel: Inspector, session: Session) -> None:
    place, before = transcript(session.study, "FG1"), session.study
    panel.transcript._words.linkActivated.emit("role:P1")
    menu = panel.transcript.roles
    assert [action.text() for action in menu.actions()] == [
        "Mark “P1” as interviewer", "Mark “P1” as participant", "Mark “P1” as other",
    ]  # fmt: skip
    menu.actions()[0].trigger()
    turns = session.study.turns_of(place)
    assert {ROLES[turn] for turn in turns.role[turns.label == "P1"]} == {Role.INTERVIEWER}
    assert session.undoable is not None
    assert session.undoable.label == "Mark P1 as interviewer in FG1"
    session.undo()
    assert session.study == before


def write_memo(session: Session, text: str, title: str, *links: MemoTarget) -> Memo:
    study = session.study
    memo, change = add_memo(
        study, MemoSubject.PROJECT, study.info.id, text, author="AB", title=title, links=links
    )
    session.do(lambda: change)
    return memo


def test_memos_linked_to_a_code_or_a_segment_are_counted_and_opened(
    qtbot: QtBot, panel: Inspector, session: Session
) -> None:
    card = panel.segments.cards[0]
    assert panel.code.memos.isHidden()
    assert card.memos.isHidden()
    consent, (place, span) = code(session.study, "consent"), found(session.study, "FG1", "asked")
    on_code, on_words = MemoTarget(MemoSubject.CODE, consent), MemoTarget(MemoSubject.PLACE, place, span)
    first = write_memo(session, "Who asks?", "On asking", on_code, on_words)
    assert panel.code.memos.text() == "1 linked memo"
    assert card.memos.text() == "1 linked memo"
    assert panel.code.memos.toolTip() == "On asking"
    wanted: list[object] = []
    panel.memo_wanted.connect(wanted.append)
    for button in (panel.code.memos, card.memos):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert wanted == [first.id, first.id]
    write_memo(session, "A & B", "", on_code)
    assert panel.code.memos.text() == "2 linked memos"
    QTest.mouseClick(panel.code.memos, Qt.MouseButton.LeftButton)
    menu = panel.code.memos.findChild(QMenu)
    assert isinstance(menu, QMenu)
    assert [action.text() for action in menu.actions()] == ["On asking", "A && B"]
    menu.actions()[0].trigger()
    menu.close()
    assert wanted == [first.id] * 3


@pytest.mark.parametrize("field", [False, True])
def test_from_a_card_that_goes_the_keyboard_goes_back_to_the_text(
    qtbot: QtBot, window: MainWindow, field: bool
) -> None:
    """Else what is typed next would stand in the definition of a code."""
    assert window.workbench is not None
    assert window.session is not None
    page, session = window.workbench.code_page, window.session
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    place, span = found(session.study, "FG1", "Nobody asked us.")
    window.workbench.go_to(place, span)
    card = next(each for each in page.inspector.segments.cards if each.isVisible())
    row = card.coding
    assert row is not None
    if field:
        card.memo.setFocus()
        session.do(lambda: remove_codings(session.study, place, [row.id]))
    else:
        cross = next(each for each in card.findChildren(QToolButton) if "Remove" in each.accessibleName())
        QTest.mouseClick(cross, Qt.MouseButton.LeftButton)
    assert QApplication.focusWidget() is page.reading.view
    qtbot.waitUntil(lambda: not card.isVisible())
