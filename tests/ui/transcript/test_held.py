"""What is held while the mouse drags or something is asked: it goes with its words, or is given up.

Tests as well: ``ui.transcript.edge_drag``.
"""

from collections.abc import Callable
from uuid import UUID

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qualcode.model.codings import Coding
from qualcode.model.errors import QualcodeError
from qualcode.model.span import Span
from qualcode.operations.codings.coding import recode_codings, remove_codings, resize_coding
from qualcode.operations.text.text_correction import edit_words
from qualcode.operations.text.turns import join_turns, set_speaker, split_turn
from qualcode.ui.transcript.handles import _knobs
from qualcode.ui.transcript.held import SEGMENT_CHANGED, HeldCoding, HeldTurns, HeldWords
from qualcode.ui.transcript.pane import TranscriptPane
from qualcode.ui.transcript.view import TranscriptView
from tests.ui.transcript.material import Material

LEFT = Qt.MouseButton.LeftButton
TURNS = [
    ("MOD", "How was the winter?"),
    ("Lee", "The boats stayed in harbour and nobody paid the crew."),
    ("Kit", "They paid late."),
]

Meanwhile = Callable[[Material, Coding], None]


def correct(material: Material, words: str, others: str) -> None:
    study = material.session.study
    start = study.text(material.id).index(words)
    span = Span(start, start + len(words))
    material.do(edit_words(study, material.id, span, others).change)


def longer_before(material: Material, _held: Coding) -> None:
    correct(material, "How was", "Before all else, how was")


def shorter_before(material: Material, _held: Coding) -> None:
    correct(material, "How was the winter?", "And?")


def corrected_behind(material: Material, _held: Coding) -> None:
    correct(material, "They paid late.", "Late, always late.")


def corrected_within(material: Material, _held: Coding) -> None:
    correct(material, "nobody paid", "no one ever paid")


def resized(material: Material, held: Coding) -> None:
    study, span = material.session.study, Span(held.span.start + 4, held.span.end)
    material.do(resize_coding(study, material.id, held.id, span))


def recoded(material: Material, held: Coding) -> None:
    material.do(recode_codings(material.session.study, material.id, [held.id], material.codes[2].id))


def removed(material: Material, held: Coding) -> None:
    material.do(remove_codings(material.session.study, material.id, [held.id]))


FOLLOWED = [longer_before, shorter_before, corrected_behind]
GIVEN_UP = [corrected_within, resized, recoded, removed]


@pytest.fixture
def pane(material: Material, qtbot: QtBot) -> TranscriptPane:
    made = TranscriptPane(material.session)
    qtbot.addWidget(made)
    made.resize(1000, 500)
    made.show()
    qtbot.waitExposed(made)
    made.view.show_transcript(material.id)
    return made


@pytest.fixture
def held(material: Material) -> Coding:
    span = material.find("boats stayed in harbour and nobody paid")
    return material.code(0, *span)


def words_of(material: Material, coding_id: UUID) -> str | None:
    study = material.session.study
    found = [row for row in study.codings_of(material.id) if row.id == coding_id]
    return study.quoted(material.id, found[0].span) if found else None


def drag_by_handle(view: TranscriptView, coding: Coding, to: QPoint) -> Callable[[], None]:
    """Drag the coding's end to a place, and give what lets the button go there."""
    view.activate_coding(coding.id)
    knob = _knobs(view, coding.span)[1]
    assert knob is not None
    QTest.mousePress(view.viewport(), LEFT, pos=knob.toPoint())
    QTest.mouseMove(view.viewport(), to)
    return lambda: QTest.mouseRelease(view.viewport(), LEFT, pos=to)


def drag_by_stripe(pane: TranscriptPane, coding: Coding, to: QPoint) -> Callable[[], None]:
    stripe, viewport = pane.margin.stripes[0], pane.margin.viewport()
    assert stripe.coding_id == coding.id
    end = QPoint(round(stripe.bar.center().x()), round(stripe.bar.bottom()) - 1)
    goal = viewport.mapFromGlobal(pane.view.viewport().mapToGlobal(to))
    QTest.mousePress(viewport, LEFT, pos=end)
    QTest.mouseMove(viewport, end + QPoint(-4, 3))
    QTest.mouseMove(viewport, goal)
    return lambda: QTest.mouseRelease(viewport, LEFT, pos=goal)


def begun(pane: TranscriptPane, coding: Coding, *, by_stripe: bool) -> Callable[[], None]:
    """A drag of the coding's end to “harbour”, with the button still down."""
    text = pane.view.display.text
    to = pane.view.rect_of(text.index("harbour") + 3).center()
    return drag_by_stripe(pane, coding, to) if by_stripe else drag_by_handle(pane.view, coding, to)


@pytest.mark.parametrize("by_stripe", [False, True])
@pytest.mark.parametrize("meanwhile", FOLLOWED)
def test_a_drag_follows_its_words(
    pane: TranscriptPane, material: Material, held: Coding, meanwhile: Meanwhile, by_stripe: bool
) -> None:
    view = pane.view
    for signal in (view.resize_requested, pane.margin.resize_requested):
        signal.connect(
            lambda identity, span: material.session.do(
                lambda: resize_coding(material.session.study, material.id, identity, span)
            )
        )
    let_go = begun(pane, held, by_stripe=by_stripe)
    meanwhile(material, held)
    drop = view._marks.drop
    assert drop is not None
    assert view.display.text[drop.start : drop.end] == "boats stayed in harbour"
    let_go()
    assert words_of(material, held.id) == "boats stayed in harbour"


@pytest.mark.parametrize("by_stripe", [False, True])
@pytest.mark.parametrize("meanwhile", GIVEN_UP)
def test_a_drag_is_given_up_with_a_sentence_where_its_segment_is_another(
    pane: TranscriptPane, material: Material, held: Coding, meanwhile: Meanwhile, by_stripe: bool
) -> None:
    said: list[str] = []
    asked: list[object] = []
    pane.view.drag_given_up.connect(said.append)
    for signal in (pane.view.resize_requested, pane.margin.resize_requested):
        signal.connect(lambda *wanted: asked.append(wanted))
    let_go = begun(pane, held, by_stripe=by_stripe)
    meanwhile(material, held)
    assert said == [SEGMENT_CHANGED]
    assert pane.view._marks.drop is None
    let_go()
    assert asked == []
    # It is said once, and the next step is no news to it.
    longer_before(material, held)
    assert said == [SEGMENT_CHANGED]


def test_a_drag_ends_where_another_transcript_comes_into_view(pane: TranscriptPane, held: Coding) -> None:
    asked: list[object] = []
    pane.view.resize_requested.connect(lambda *wanted: asked.append(wanted))
    let_go = begun(pane, held, by_stripe=False)
    pane.view.show_transcript(None)
    let_go()
    assert asked == []


@pytest.mark.parametrize("meanwhile", [longer_before, shorter_before])
def test_a_selection_that_is_being_dragged_goes_on_from_its_words(
    pane: TranscriptPane, material: Material, held: Coding, meanwhile: Meanwhile
) -> None:
    view = pane.view
    viewport = view.viewport()
    start = view.rect_of(material.find("stayed").start)
    QTest.mousePress(viewport, LEFT, pos=QPoint(start.left() + 1, start.center().y()))
    QTest.mouseMove(viewport, view.rect_of(material.find("harbour").start + 2).center())
    meanwhile(material, held)
    place = view.rect_of(view.display.text.index("nobody") + 3).center()
    QTest.mouseMove(viewport, place)
    QTest.mouseRelease(viewport, LEFT, pos=place)
    selected = view.selected_span()
    assert selected is not None
    assert view.display.text[selected.start : selected.end] == "stayed in harbour and nobody"


def test_a_selection_that_is_being_dragged_ends_with_its_transcript(
    pane: TranscriptPane, material: Material
) -> None:
    view = pane.view
    QTest.mousePress(view.viewport(), LEFT, pos=view.rect_of(material.find("stayed").start + 1).center())
    view.show_transcript(None)
    view.show_transcript(material.id)
    QTest.mouseMove(view.viewport(), view.rect_of(material.find("nobody").start + 3).center())
    assert view.selected_span() is None


def test_held_words_are_found_where_they_are_now(material: Material, held: Coding) -> None:
    session, span = material.session, material.find("harbour and")
    words = HeldWords.of(session.study, material.id, span)
    assert words.now(session.study) == span
    longer_before(material, held)
    now = words.now(session.study)
    assert now is not None
    assert session.study.quoted(material.id, now) == "harbour and"
    correct(material, "harbour", "port")
    assert words.now(session.study) is None


@pytest.mark.parametrize("meanwhile", FOLLOWED)
def test_a_held_segment_stays_itself(material: Material, held: Coding, meanwhile: Meanwhile) -> None:
    segment = HeldCoding.of(material.session.study, material.id, held)
    meanwhile(material, held)
    now = segment.now(material.session.study)
    assert now is not None
    assert (now.id, now.code_id) == (held.id, held.code_id)


@pytest.mark.parametrize("meanwhile", GIVEN_UP)
def test_a_held_segment_is_no_longer_itself(material: Material, held: Coding, meanwhile: Meanwhile) -> None:
    segment = HeldCoding.of(material.session.study, material.id, held)
    meanwhile(material, held)
    assert segment.now(material.session.study) is None


def test_held_turns_are_found_by_what_they_are(material: Material) -> None:
    session = material.session
    turns = HeldTurns.of(session.study, material.id, [1, 2])
    place = material.find("the winter").start
    session.do(lambda: split_turn(session.study, material.id, [place]))
    assert turns.now(session.study) == turns.there(session.study) == [2, 3]
    session.do(lambda: set_speaker(session.study, material.id, [3], "Lee"))
    assert turns.now(session.study) == []
    session.undo()
    inside = session.study.text(material.id).index("harbour")
    session.do(lambda: split_turn(session.study, material.id, [inside]))
    with pytest.raises(QualcodeError, match="turns were changed"):
        turns.there(session.study)
    session.undo()
    session.do(lambda: join_turns(session.study, material.id, 2, 3).change)
    assert turns.now(session.study) == []
