"""The segment panel shows what is at the cursor and writes what is typed in it."""

import pytest
from PySide6.QtWidgets import QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from qualcode.model.entities import AttributeSubject
from qualcode.model.span import Span
from qualcode.operations.attributes import add_attribute, set_value
from qualcode.operations.codebook import edit_code
from qualcode.operations.coding import apply_code
from qualcode.ui.inspector.panel import Inspector
from qualcode.ui.session.session import Session
from qualcode.ui.widgets.note_field import NoteField
from tests.ui.material import code, found, transcript


@pytest.fixture
def panel(qtbot: QtBot, session: Session) -> Inspector:
    home = QWidget()
    qtbot.addWidget(home)
    made = Inspector(session, home)
    qtbot.addWidget(made)
    made.show()
    place, span = found(session.study, "FG1", "Nobody asked us.")
    made.show_place(place, span.start + 2, None)
    return made


def test_the_definition_is_written_where_it_is_read(panel: Inspector, session: Session) -> None:
    consent = code(session.study, "consent")
    assert panel.code.code_id == consent
    field = next(box for box in panel.code.findChildren(NoteField) if box.accessibleName() == "Definition")
    field.setPlainText("Being asked before.")
    field.save()
    assert session.study.codes[consent].definition == "Being asked before."


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
