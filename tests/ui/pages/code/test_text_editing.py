"""Correcting words in their place and changing turns, by real keys and clicks in the real window.

Tests as well: ``ui.transcript.edit_frame``, ``ui.dialogs.turn_times``.
"""

from collections.abc import Callable, Iterator
from contextlib import closing

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QInputDialog, QMenu, QWidget
from pytestqt.qtbot import QtBot

from qualcode.model.span import Span
from qualcode.operations.codings.coding import apply_code
from qualcode.operations.text.text_correction import edit_words
from qualcode.operations.transcripts.documents import delete_transcripts
from qualcode.operations.typical_quotes import mark_typical
from qualcode.project.opening import create_project, open_project
from qualcode.project.project import Project
from qualcode.ui.dialogs.turn_times import Moved, TurnTimesDialog
from qualcode.ui.pages.code.text_editing import TextEditing
from qualcode.ui.shell.main_window import MainWindow
from qualcode.ui.shell.workbench import Workbench
from qualcode.ui.transcript.look import HEAD_GAP
from qualcode.ui.transcript.view import TranscriptView
from qualcode.ui.widgets.messages import MessageBar
from qualcode.ui.widgets.text_question import TextAnswer
from tests.ui.material import code, coded, fill, found, transcript

KEY = Qt.Key
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def bench(qtbot: QtBot, window: MainWindow) -> Workbench:
    return _ready(qtbot, window)


def _ready(qtbot: QtBot, window: MainWindow) -> Workbench:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    assert window.workbench is not None
    window.workbench.code_page.reading.view.setFocus()
    return window.workbench


@pytest.fixture
def view(bench: Workbench) -> TranscriptView:
    return bench.code_page.reading.view


@pytest.fixture
def editing(bench: Workbench) -> TextEditing:
    return bench.texts.editing


def messages_of(bench: Workbench) -> MessageBar:
    window = bench.window()
    assert isinstance(window, MainWindow)
    return window.messages


def come_back(qtbot: QtBot, bench: Workbench) -> None:
    """Bring the window to the front again, which nobody does without a screen."""
    bench.window().activateWindow()
    qtbot.waitUntil(bench.window().isActiveWindow)


def text(bench: Workbench, name: str = "FG1") -> str:
    return bench.session.study.text(transcript(bench.session.study, name))


def put(bench: Workbench, words: str, offset: int = 0) -> None:
    """Put the caret into these words by a click, as a person does."""
    view = bench.code_page.reading.view
    start = found(bench.session.study, "FG1", words)[1].start + offset
    view.scroll_to(start)
    QTest.mouseClick(view.viewport(), LEFT, pos=view.rect_of(start).center())
    assert view.cursor_position() == start


def begin(bench: Workbench, words: str, offset: int = 0) -> QWidget:
    """Open the field at these words with F2."""
    put(bench, words, offset)
    QTest.keyClick(bench.code_page.reading.view, KEY.Key_F2)
    field = bench.texts.editing.frame.field
    assert bench.window().focusWidget() is field
    return field


def steps(bench: Workbench) -> list[str]:
    return [step.title for step in bench.session.project.history.steps]


def test_the_name_above_words_that_are_edited_stays_to_be_read(
    qtbot: QtBot, bench: Workbench, view: TranscriptView, editing: TextEditing
) -> None:
    """On a narrow screen the name stands right above its words: the frame begins below its letters."""
    bench.window().resize(640, 360)
    view.set_zoom(180)
    qtbot.waitUntil(lambda: view.look.heads_above)
    begin(bench, "assume", 3)
    frame, first = editing.frame, found(bench.session.study, "FG1", "They just assume")[1]
    name_ends = view.place_of_lines(first).top() - HEAD_GAP
    assert frame.y() >= name_ends
    assert frame.y() < view.place_of_lines(first).top()


# -- three passages in a coded text ----------------------------------------------------------------------


def test_three_passages_of_a_coded_text_are_corrected_and_each_step_undone(
    qtbot: QtBot, bench: Workbench, view: TranscriptView, editing: TextEditing
) -> None:
    study, before = bench.session.study, text(bench)
    field = begin(bench, "assume", 3)
    assert editing.frame.field.words == "They just assume that you must be poor. I hate it."
    QTest.keyClicks(field, "-s1 ")
    QTest.keyClick(field, KEY.Key_Return)
    assert editing.frame.isHidden()
    assert QApplication.focusWidget() is view
    assert "ass-s1 ume that" in text(bench)
    assert coded(bench.session.study, "stigma") == ["They just ass-s1 ume that you must be poor."]
    assert steps(bench)[-1] == "Edit FG1, turn 2"
    # The caret is where it was in the field.
    assert text(bench)[: view.cursor_position()].endswith("ass-s1 ")
    # By mouse, with the menu of the text; leaving the field saves.
    put(bench, "Nobody at all", 2)
    bench.code_page.reading.view.context_requested.emit(QPoint(300, 300))
    menu = next(menu for menu in bench.findChildren(QMenu) if menu.isVisible())
    entry = next(action for action in menu.actions() if action.text() == "Edit the text")
    QTest.mouseClick(menu, LEFT, pos=menu.actionGeometry(entry).center())
    qtbot.waitUntil(lambda: bench.window().focusWidget() is editing.frame.field)
    QTest.keyClick(editing.frame.field, KEY.Key_End)
    QTest.keyClicks(editing.frame.field, " Never.")
    target = found(bench.session.study, "FG1", "would trust")[1].start
    QTest.mouseClick(view.viewport(), LEFT, pos=view.rect_of(target).center())
    qtbot.waitUntil(editing.frame.isHidden)
    assert "P2: Nobody asked us. Nobody at all. Never.\n" in text(bench)
    assert coded(bench.session.study, "consent")[0] == "Nobody asked us."
    # The click was where one saw it.
    assert text(bench)[view.cursor_position() :].startswith("would trust")
    # The menu was a window of its own.
    come_back(qtbot, bench)
    # With the button; words with an emoji, a combining accent, a no-break space and a line separator.
    field = begin(bench, "feel")
    QTest.keyClicks(field, "really ")
    QTest.mouseClick(editing.frame.save_button, LEFT)
    qtbot.waitUntil(editing.frame.isHidden)
    assert text(bench).startswith(
        "MOD: How did that make you really feel? 👩‍👧 Cafe\u0301, 10\u00a0minutes.\u2028And"
    )
    after = text(bench)
    for _ in range(3):
        QTest.keyClick(view, KEY.Key_Z, CONTROL)
    assert text(bench) == before
    assert bench.session.study == study
    for _ in range(3):
        QTest.keyClick(view, KEY.Key_Y, CONTROL)
    assert text(bench) == after


def test_escape_gives_up_and_what_was_typed_can_be_had_again(bench: Workbench, editing: TextEditing) -> None:
    before, made = text(bench), steps(bench)
    field = begin(bench, "assume")
    QTest.keyClick(field, KEY.Key_Escape)
    assert editing.frame.isHidden()
    assert not messages_of(bench).text
    field = begin(bench, "assume")
    QTest.keyClicks(field, "x y ")
    QTest.keyClick(field, KEY.Key_Escape)
    assert (text(bench), steps(bench)) == (before, made)
    messages = messages_of(bench)
    assert messages.text == "Your changes were discarded."
    messages.take_offer()
    assert editing.frame.field.words == "They just x y assume that you must be poor. I hate it."
    QTest.keyClick(editing.frame.field, KEY.Key_Return)
    assert "just x y assume" in text(bench)


def test_undo_from_the_menu_takes_back_what_is_being_typed(bench: Workbench, editing: TextEditing) -> None:
    study = bench.session.study
    field = begin(bench, "assume")
    QTest.keyClicks(field, "x ")
    bench._actions["edit.undo"].trigger()
    assert editing.frame.isHidden()
    assert bench.session.study == study
    assert steps(bench)[-1] == "Undo: Edit FG1, turn 2"


def test_nothing_typed_makes_no_step(bench: Workbench, editing: TextEditing) -> None:
    made = steps(bench)
    field = begin(bench, "feel")
    QTest.keyClick(field, KEY.Key_Return)
    assert editing.frame.isHidden()
    assert steps(bench) == made


def test_keys_that_code_are_typed_and_do_nothing_in_the_transcript(
    bench: Workbench, editing: TextEditing
) -> None:
    made = steps(bench)
    field = begin(bench, "assume")
    QTest.keyClicks(field, "1svrhqek+- ")
    for key in (KEY.Key_Left, KEY.Key_Up, KEY.Key_PageDown):
        QTest.keyClick(field, key, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(field, KEY.Key_F2)
    assert steps(bench) == made
    assert "1svrhqek+- assume" in editing.frame.field.words


def test_the_selected_words_are_selected_in_the_field(
    bench: Workbench, view: TranscriptView, editing: TextEditing
) -> None:
    view.select_span(found(bench.session.study, "FG1", "must be poor")[1])
    QTest.keyClick(view, KEY.Key_F2)
    assert editing.frame.field.textCursor().selectedText() == "must be poor"
    QTest.keyClicks(editing.frame.field, "lie")
    QTest.keyClick(editing.frame.field, KEY.Key_Return)
    assert "assume that you lie." in text(bench)
    assert coded(bench.session.study, "stigma") == ["They just assume that you lie."]


def test_a_line_end_within_a_turn_makes_a_paragraph(bench: Workbench, editing: TextEditing) -> None:
    field = begin(bench, "Nobody at all")
    QTest.keyClick(field, KEY.Key_Return, SHIFT)
    QTest.keyClick(field, KEY.Key_End)
    QTest.keyClick(field, KEY.Key_Return, SHIFT)
    QTest.keyClick(field, KEY.Key_Return)
    assert "P2: Nobody asked us. \nNobody at all.\nMOD: Thank you.\n" in text(bench)
    assert len(bench.session.study.turns_of(transcript(bench.session.study, "FG1"))) == 5


# -- what goes with words --------------------------------------------------------------------------------


def test_what_would_go_with_the_words_is_said_before_with_a_choice(
    bench: Workbench, editing: TextEditing
) -> None:
    session = bench.session
    place, span = found(session.study, "FG1", "Nobody asked us.")
    session.do(lambda: mark_typical(session.study, code(session.study, "consent"), place, span))
    study = session.study
    field = begin(bench, "Nobody asked us.")
    for _ in range(len("Nobody asked us. ")):
        QTest.keyClick(field, KEY.Key_Delete)
    QTest.keyClick(field, KEY.Key_Return)
    frame = editing.frame
    assert frame.loss.text() == (
        "One segment and 1 typical quote would lose all their words and be removed: “consent” by AB."
    )
    assert session.study == study
    QTest.mouseClick(frame.back_button, LEFT)
    assert QApplication.focusWidget() is frame.field
    assert frame.loss.isHidden() or not frame.loss.isVisible()
    QTest.keyClick(frame.field, KEY.Key_Return)
    QTest.mouseClick(frame.loss_button, LEFT)
    assert frame.isHidden()
    assert "P2: Nobody at all.\n" in text(bench)
    assert coded(session.study, "consent") == ["I signed a form."]
    session.undo()
    assert session.study == study


def test_a_segment_that_would_have_other_words_only_is_said_before(
    bench: Workbench, editing: TextEditing
) -> None:
    session = bench.session
    study = session.study
    assert "Nobody asked us." in coded(study, "consent")
    field = begin(bench, "Nobody asked us.")
    for _ in range(len("Nobody asked us.")):
        QTest.keyClick(field, KEY.Key_Delete)
    QTest.keyClicks(field, "The weather turned.")
    QTest.keyClick(field, KEY.Key_Return)
    frame = editing.frame
    assert frame.loss.text() == (
        "One segment would keep none of its words and stay on the new ones: “consent” by AB."
    )
    assert session.study == study
    QTest.mouseClick(frame.loss_button, LEFT)
    assert frame.isHidden()
    assert "The weather turned." in coded(session.study, "consent")
    session.undo()
    assert session.study == study


def test_two_words_that_were_swapped_are_saved_unasked(bench: Workbench, editing: TextEditing) -> None:
    session = bench.session
    place, span = found(session.study, "FG1", "asked")
    coder = session.study.coder_named("AB").id
    firms = code(session.study, "trust in firms")
    session.do(lambda: apply_code(session.study, firms, place, span, coder))
    field = begin(bench, "Nobody asked us.")
    for _ in range(len("Nobody asked us.")):
        QTest.keyClick(field, KEY.Key_Delete)
    QTest.keyClicks(field, "Asked nobody us.")
    QTest.keyClick(field, KEY.Key_Return)
    assert editing.frame.isHidden()
    assert coded(session.study, "trust in firms") == ["Asked"]


def test_a_turn_without_words_is_deleted_with_its_label(
    bench: Workbench, view: TranscriptView, editing: TextEditing
) -> None:
    study = bench.session.study
    field = begin(bench, "Thank you.")
    QTest.keyClick(field, KEY.Key_A, CONTROL)
    QTest.keyClick(field, KEY.Key_Backspace)
    QTest.keyClick(field, KEY.Key_Return)
    assert "MOD: Thank" not in text(bench)
    assert steps(bench)[-1] == "Delete FG1, turn 4"
    assert len(view.display.turns) == 4
    bench.session.undo()
    assert bench.session.study == study
    # With a segment in it, it is said before.
    field = begin(bench, "They just")
    QTest.keyClick(field, KEY.Key_A, CONTROL)
    QTest.keyClick(field, KEY.Key_Delete)
    QTest.keyClick(field, KEY.Key_Return)
    assert editing.frame.loss_button.text() == "Delete the turn"
    QTest.keyClick(editing.frame.field, KEY.Key_Escape)
    assert bench.session.study == study


def test_a_question_that_is_left_is_not_forgotten(
    qtbot: QtBot, bench: Workbench, window: MainWindow, view: TranscriptView, editing: TextEditing
) -> None:
    field = begin(bench, "They just")
    QTest.keyClick(field, KEY.Key_A, CONTROL)
    QTest.keyClicks(field, "No.")
    view.setFocus()
    qtbot.waitUntil(lambda: editing.frame.asks)
    QTest.keyClick(view, KEY.Key_PageDown, CONTROL)
    assert view.transcript_id == transcript(bench.session.study, "INT01")
    assert editing.frame.isHidden()
    assert window.messages.text.startswith("What you typed in FG1 is not saved")
    # Nobody closes the project without being asked.
    left: list[bool] = []
    window.when_saved(lambda: left.append(True))
    assert not left
    assert window.messages.text.startswith("The note “No.” could not be saved")
    # To edit elsewhere, one comes back to it first; the question had the keyboard.
    asked = window.focusWidget()
    assert asked is not None
    QTest.keyClick(asked, KEY.Key_Escape)
    QTest.keyClick(view, KEY.Key_F2)
    assert view.transcript_id == transcript(bench.session.study, "FG1")
    assert editing.frame.field.words == "No."
    QTest.keyClick(editing.frame.field, KEY.Key_Escape)
    window.when_saved(lambda: left.append(True))
    assert left


def test_what_is_typed_is_saved_when_the_project_is_left(bench: Workbench, window: MainWindow) -> None:
    field = begin(bench, "They just")
    QTest.keyClicks(field, "Well, ")
    left: list[bool] = []
    window.when_saved(lambda: left.append(True))
    assert left
    assert "P1: Well, They just" in text(bench)


def test_in_a_long_transcript_the_window_does_not_wait(
    qtbot: QtBot, bench: Workbench, editing: TextEditing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qualcode.ui.pages.code.text_editing._LONG", 0)
    study = bench.session.study
    field = begin(bench, "They just")
    QTest.keyClicks(field, "Well, ")
    QTest.keyClick(field, KEY.Key_Return)
    # What is typed before it is saved would not be in it: the field takes nothing.
    QTest.keyClicks(field, "lost")
    qtbot.waitUntil(editing.frame.isHidden)
    assert "P1: Well, They just assume" in text(bench)
    bench.session.undo()
    field = begin(bench, "They just")
    QTest.keyClick(field, KEY.Key_A, CONTROL)
    QTest.keyClicks(field, "No")
    QTest.keyClick(field, KEY.Key_Return)
    qtbot.waitUntil(lambda: editing.frame.asks)
    assert bench.session.study == study
    QTest.mouseClick(editing.frame.back_button, LEFT)
    QTest.keyClicks(field, "!")
    assert editing.frame.field.words == "No!"
    QTest.keyClick(field, KEY.Key_Return)
    QTest.keyClick(field, KEY.Key_Escape)
    assert editing.frame.isHidden()
    assert bench.session.study == study


# -- every size and every script -------------------------------------------------------------------------


@pytest.mark.parametrize("zoom", [80, 100, 150, 200])
def test_the_field_lies_on_the_words_at_every_size(
    qtbot: QtBot, bench: Workbench, view: TranscriptView, editing: TextEditing, zoom: int
) -> None:
    view.set_zoom(zoom)
    begin(bench, "They just")
    frame = editing.frame
    first = view.rect_of(found(bench.session.study, "FG1", "They just")[1].start)
    shown = frame.field.cursorRect()
    caret = frame.field.viewport().mapTo(view.viewport(), shown.topLeft())
    assert abs(caret.x() - first.x()) <= 3
    assert abs(caret.y() - first.y()) <= 3
    # What comes below has moved out of the way.
    below = view.rect_of(found(bench.session.study, "FG1", "Nobody asked")[1].start)
    assert below.top() >= frame.geometry().bottom()
    QTest.keyClicks(frame.field, "and so on and on " * 20)
    below = view.rect_of(found(bench.session.study, "FG1", "Nobody asked")[1].start)
    assert below.top() >= frame.geometry().bottom()
    view.set_zoom(100)
    assert view.rect_of(found(bench.session.study, "FG1", "Nobody asked")[1].start).top() >= (
        frame.geometry().bottom()
    )
    QTest.keyClick(frame.field, KEY.Key_Escape)
    assert frame.isHidden()


def test_the_caret_stays_in_view_in_a_turn_longer_than_the_window(
    bench: Workbench, view: TranscriptView, editing: TextEditing
) -> None:
    session, place = bench.session, transcript(bench.session.study, "FG1")
    words = found(session.study, "FG1", "They just")[1]
    session.do(
        lambda: edit_words(session.study, place, Span(words.start, words.start), "long " * 1_500).change
    )
    field = begin(bench, "They just")
    QTest.keyClick(field, KEY.Key_Home, CONTROL)
    top = (
        editing.frame.field.viewport().mapTo(view.viewport(), editing.frame.field.cursorRect().topLeft()).y()
    )
    assert 0 <= top < view.viewport().height()
    QTest.keyClick(field, KEY.Key_End, CONTROL)
    top = (
        editing.frame.field.viewport().mapTo(view.viewport(), editing.frame.field.cursorRect().topLeft()).y()
    )
    assert 0 <= top < view.viewport().height()
    assert view.scrolled > 0


def test_what_is_below_the_field_is_in_view_when_it_opens(
    bench: Workbench, editing: TextEditing, view: TranscriptView
) -> None:
    session, place = bench.session, transcript(bench.session.study, "FG1")

    def lengthen(words: str) -> None:
        at = found(session.study, "FG1", words)[1].start
        session.do(lambda: edit_words(session.study, place, Span(at, at), "long " * 600).change)

    lengthen("How did")
    lengthen("Nobody asked")
    put(bench, "They just")
    line, bar = view.rect_of(view.cursor_position()), view.verticalScrollBar()
    bar.setValue(bar.value() + line.bottom() + 10 - view.viewport().height())
    assert view.rect_of(view.cursor_position()).bottom() > view.viewport().height() - 20
    QTest.keyClick(view, KEY.Key_F2)
    frame = editing.frame.geometry()
    assert not editing.frame.isHidden()
    assert frame.top() >= 0
    assert frame.bottom() < view.viewport().height()


def test_of_a_very_long_turn_the_paragraph_or_some_lines_are_corrected(
    bench: Workbench, view: TranscriptView, editing: TextEditing
) -> None:
    session, place = bench.session, transcript(bench.session.study, "FG1")
    words = found(session.study, "FG1", "They just")[1]
    many = "\n".join(f"Paragraph {number} " + "of many words " * 70 for number in range(20))
    session.do(lambda: edit_words(session.study, place, Span(words.start, words.start), f"{many}\n").change)
    field = begin(bench, "Paragraph 7 ")
    assert editing.frame.field.words.startswith("Paragraph 7 of")
    assert "\n" not in editing.frame.field.words
    QTest.keyClicks(field, "New ")
    QTest.keyClick(field, KEY.Key_Return)
    assert "\nNew Paragraph 7 of" in text(bench)
    one = "🙂 long text " * 4_000
    session.do(lambda: edit_words(session.study, place, Span(words.start, words.start), one).change)
    middle = words.start + len(one) // 2
    view.set_selection(middle, middle)
    view.scroll_to(middle)
    QTest.keyClick(view, KEY.Key_F2)
    before = text(bench)
    assert 500 < len(editing.frame.field.words) < 12_000
    QTest.keyClicks(editing.frame.field, "HERE")
    QTest.keyClick(editing.frame.field, KEY.Key_Return)
    assert text(bench) == before[:middle] + "HERE" + before[middle:]


def test_text_from_right_to_left_is_corrected_at_the_right(
    bench: Workbench, view: TranscriptView, editing: TextEditing
) -> None:
    session, place = bench.session, transcript(bench.session.study, "FG1")
    words = found(session.study, "FG1", "Thank you.")[1]
    session.do(lambda: edit_words(session.study, place, words, "שלום לכולם e\u0301 🙂").change)
    field = begin(bench, "שלום")
    frame = editing.frame
    x = frame.field.viewport().mapTo(view.viewport(), frame.field.cursorRect().topLeft()).x()
    assert x > view.text_left + view.line_width / 2
    # QTest knows no keys but those of ASCII.
    frame.field.insertPlainText("אב ")
    QTest.keyClick(field, KEY.Key_Return)
    assert "MOD: אב שלום לכולם e\u0301 🙂\n" in text(bench)


def test_the_field_has_a_name_for_screen_readers(bench: Workbench, editing: TextEditing) -> None:
    field = begin(bench, "They just")
    assert field.accessibleName() == "Words of turn 2, FG1-P1"
    assert "Enter saves" in field.accessibleDescription()


# -- turns -----------------------------------------------------------------------------------------------


def labels(bench: Workbench) -> list[str]:
    return [
        str(label) for label in bench.session.study.turns_of(transcript(bench.session.study, "FG1")).label
    ]


def test_turns_are_split_and_joined_by_key_and_undone(bench: Workbench, view: TranscriptView) -> None:
    study = bench.session.study
    put(bench, "I hate it")
    QTest.keyClick(view, KEY.Key_Return, CONTROL)
    assert labels(bench) == ["MOD", "P1", "P1", "P2", "MOD", "P1"]
    put(bench, "They just")
    QTest.keyClick(view, KEY.Key_J, CONTROL)
    assert bench.session.study.turns == study.turns
    QTest.keyClick(view, KEY.Key_J, CONTROL)
    QTest.keyClick(asked_whose(bench), KEY.Key_Return)
    assert labels(bench) == ["MOD", "P1", "MOD", "P1"]
    assert "I hate it.\nNobody asked us." in text(bench)
    for _ in range(3):
        QTest.keyClick(view, KEY.Key_Z, CONTROL)
    assert bench.session.study == study
    view.select_span(found(study, "FG1", "asked us")[1])
    QTest.keyClick(view, KEY.Key_Return, CONTROL)
    assert labels(bench) == ["MOD", "P1", "P2", "P2", "P2", "MOD", "P1"]
    put(bench, "I would trust")
    QTest.keyClick(view, KEY.Key_J, CONTROL)
    assert "This is the last turn" in messages_of(bench).text
    put(bench, "They just")
    QTest.keyClick(view, KEY.Key_Return, CONTROL)
    assert "can be split here" in messages_of(bench).text


def asked_whose(bench: Workbench) -> QMenu:
    return next(menu for menu in bench.findChildren(QMenu) if menu.isVisible())


def test_turns_of_different_speakers_are_joined_as_those_of_the_one_who_is_chosen(
    bench: Workbench, view: TranscriptView
) -> None:
    study = bench.session.study
    put(bench, "Nobody asked")
    QTest.keyClick(view, KEY.Key_J, CONTROL)
    # Nothing has happened yet; Escape leaves it so.
    assert bench.session.study == study
    entries = [each.text() for each in asked_whose(bench).actions() if not each.isSeparator()]
    assert entries == ["&1 FG1-P2 (turn 3)", "&2 MOD (turn 4)"]
    QTest.keyClick(asked_whose(bench), KEY.Key_Escape)
    assert bench.session.study == study
    for number, label, role, name in (
        (KEY.Key_1, "P2", "participant", "FG1-P2"),
        (KEY.Key_2, "MOD", "interviewer", "MOD"),
    ):
        QTest.keyClick(view, KEY.Key_J, CONTROL)
        QTest.keyClick(asked_whose(bench), number)
        turn = bench.session.study.turns_of(transcript(bench.session.study, "FG1")).row(2)
        assert (turn.label, str(turn.role)) == (label, role)
        assert "MOD: Thank you." not in text(bench)
        note = bench.code_page.reading.note
        other = {"MOD": "FG1-P2", "FG1-P2": "MOD"}[name]
        assert f", as {name}. What {other} said is now attributed to {name}." in note.text
        assert ("count as the interviewer’s" in note.text) is (role == "interviewer")
        QTest.keyClick(view, KEY.Key_Z, CONTROL)
        assert bench.session.study == study


def test_selected_turns_are_given_to_somebody_new(
    qtbot: QtBot, bench: Workbench, view: TranscriptView
) -> None:
    study = bench.session.study
    first, last = found(study, "FG1", "hate")[1], found(study, "FG1", "Nobody at all")[1]
    view.set_selection(first.start, last.end)
    QTest.keyClick(view, KEY.Key_L, CONTROL)
    dialog = next(found for found in bench.findChildren(QInputDialog) if found.isVisible())
    assert dialog.labelText().startswith("Turns 2 to 3: who speaks?")
    assert dialog.comboBoxItems()[:2] == ["MOD", "FG1-P2"]
    dialog.setTextValue("Zoë")
    dialog.accept()
    assert labels(bench) == ["MOD", "Zoë", "Zoë", "MOD", "P1"]
    assert "Zoë" in {row.name for row in bench.session.study.participants.values()}
    bench.session.undo()
    assert bench.session.study == study
    put(bench, "Nobody asked")
    QTest.keyClick(view, KEY.Key_L, CONTROL)
    dialog = next(found for found in bench.findChildren(QInputDialog) if found.isVisible())
    dialog.setTextValue("FG1-P1")
    dialog.accept()
    assert labels(bench) == ["MOD", "P1", "P1", "MOD", "P1"]


def _times_dialog(qtbot: QtBot, bench: Workbench) -> TurnTimesDialog:
    dialog = next(found for found in bench.findChildren(TurnTimesDialog) if found.isVisible())
    # Keys would go to the window below it before.
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def test_times_are_set_moved_and_removed(qtbot: QtBot, bench: Workbench, view: TranscriptView) -> None:
    study = bench.session.study

    def times() -> list[float | None]:
        now = bench.session.study
        return [turn.time for turn in now.turns_of(transcript(now, "FG1"))]

    put(bench, "They just")
    QTest.keyClick(view, KEY.Key_T, CONTROL | SHIFT)
    dialog = _times_dialog(qtbot, bench)
    QTest.keyClicks(dialog.time, "soon")
    QTest.keyClick(dialog.time, KEY.Key_Return)
    qtbot.waitUntil(lambda: "is not a time" in dialog.verdict.text())
    # What is typed once a way is chosen goes into the field of that way.
    QTest.mouseClick(dialog.moves, Qt.MouseButton.LeftButton, pos=QPoint(8, dialog.moves.height() // 2))
    assert dialog.moves.isChecked()
    QTest.keyClicks(dialog.moves, "-")
    QTest.keyClicks(dialog.shift, "0:0")
    assert dialog.shift.text() == "-0:0"
    dialog.time.setFocus()
    dialog.time.clear()
    QTest.keyClicks(dialog.time, "1:02")
    QTest.keyClick(dialog.time, KEY.Key_Return)
    qtbot.waitUntil(lambda: times() == [None, 62, None, None, None])
    come_back(qtbot, bench)
    view.set_selection(*found(study, "FG1", "Cafe")[1])
    QTest.keyClick(view, KEY.Key_T, CONTROL | SHIFT)
    dialog = _times_dialog(qtbot, bench)
    QTest.keyClicks(dialog.shift, "-0:02")
    assert dialog.moves.isChecked()
    assert dialog.which.chosen is Moved.FOLLOWING
    QTest.keyClick(dialog.shift, KEY.Key_Return)
    qtbot.waitUntil(lambda: times() == [None, 60, None, None, None])
    come_back(qtbot, bench)
    put(bench, "They just")
    QTest.keyClick(view, KEY.Key_T, CONTROL | SHIFT)
    dialog = _times_dialog(qtbot, bench)
    dialog.removes.setChecked(True)
    QTest.keyClick(dialog.time, KEY.Key_Return)
    qtbot.waitUntil(lambda: bench.session.study.turns == study.turns)
    for _ in range(3):
        bench.session.undo()
    assert bench.session.study == study


# -- two people at the same text -------------------------------------------------------------------------


@pytest.fixture
def team(
    postgres_url: str, qtbot: QtBot, open_window: Callable[[], MainWindow]
) -> Iterator[tuple[Workbench, Project]]:
    """The window, and a teammate's project, on one server."""
    with closing(create_project(postgres_url, "AB", "Study")) as made:
        fill(made)
    window = open_window()
    assert window.open_address(postgres_url), window.messages.text
    bench = _ready(qtbot, window)
    with closing(open_project(postgres_url)) as theirs:
        yield bench, theirs


def _they_edit(theirs: Project, words: str, new: str) -> None:
    theirs.catch_up()
    place, span = found(theirs.study, "FG1", words)
    theirs.do(edit_words(theirs.study, place, span, new).change, "CD")


def test_what_a_teammate_corrects_elsewhere_is_kept_with_ones_own(
    qtbot: QtBot, team: tuple[Workbench, Project]
) -> None:
    bench, theirs = team
    field = begin(bench, "They just")
    QTest.keyClicks(field, "Well, ")
    _they_edit(theirs, "How did", "And how on earth did")
    qtbot.waitUntil(lambda: "on earth" in text(bench))
    assert bench.texts.editing.frame.field.words.startswith("Well, They just")
    QTest.keyClick(field, KEY.Key_Return)
    qtbot.waitUntil(bench.texts.editing.frame.isHidden)
    assert "MOD: And how on earth did" in text(bench)
    assert "P1: Well, They just assume" in text(bench)


@pytest.mark.parametrize("answer", list(TextAnswer))
def test_where_both_correct_the_same_it_is_asked_whose_it_shall_be(
    qtbot: QtBot, team: tuple[Workbench, Project], answer: TextAnswer
) -> None:
    bench, theirs = team
    frame = bench.texts.editing.frame
    field = begin(bench, "They just")
    QTest.keyClicks(field, "Mine: ")
    _they_edit(theirs, "They just", "Theirs: they only")
    qtbot.waitUntil(frame.question.isVisible)
    assert "Theirs: they only assume" in frame.question.words
    QTest.keyClick(field, KEY.Key_Return)
    assert "P1: Theirs: they only" in text(bench)
    QTest.mouseClick(frame.question.buttons[answer], LEFT)
    mine, other = (
        "Mine: They just assume that you must be poor. I hate it.",
        "Theirs: they only assume that you",
    )
    if answer is TextAnswer.BOTH:
        assert mine in frame.field.words
        assert other in frame.field.words
        QTest.keyClick(field, KEY.Key_Return)
    qtbot.waitUntil(frame.isHidden)
    assert (mine in text(bench)) == (answer is not TextAnswer.THEIRS)
    assert (other in text(bench)) == (answer is not TextAnswer.MINE)


def test_what_was_typed_in_a_transcript_that_a_teammate_deletes_can_be_copied(
    qtbot: QtBot, team: tuple[Workbench, Project]
) -> None:
    bench, theirs = team
    field = begin(bench, "They just")
    QTest.keyClicks(field, "Mine: ")
    theirs.do(delete_transcripts(theirs.study, [transcript(theirs.study, "FG1")]), "CD")
    messages = messages_of(bench)
    qtbot.waitUntil(lambda: "was deleted while you were correcting it" in messages.text)
    messages.take_offer()
    assert QGuiApplication.clipboard().text().startswith("Mine: They just")


def test_a_turn_that_is_left_without_words_is_said(
    qtbot: QtBot, bench: Workbench, view: TranscriptView, editing: TextEditing
) -> None:
    before = bench.session.study
    view.select_span(found(bench.session.study, "FG1", "Thank you.")[1])
    view.setFocus()
    QTest.keyClick(view, KEY.Key_F2)
    field = editing.frame.field
    field.selectAll()
    QTest.keyClicks(field, "...")
    QTest.keyClick(field, KEY.Key_Return)
    if not editing.frame.loss_button.isHidden() and editing.frame.asks:
        QTest.mouseClick(editing.frame.loss_button, LEFT)
    qtbot.waitUntil(lambda: "leaving 1 turn without words" in messages_of(bench).text)
    messages_of(bench).take_offer()
    assert bench.session.study == before


@pytest.mark.parametrize("words", ["Nobody asked us", "Thank you", "They just assume", "I would trust"])
@pytest.mark.parametrize("joined", ["Nobody at all", "Thank you", "I hate it"])
def test_words_that_were_given_up_survive_a_join_of_turns(
    qtbot: QtBot, bench: Workbench, view: TranscriptView, editing: TextEditing, words: str, joined: str
) -> None:
    field = begin(bench, words)
    QTest.keyClick(field, KEY.Key_A, CONTROL)
    QTest.keyClicks(field, "Something else entirely")
    QTest.keyClick(field, KEY.Key_Escape)
    put(bench, joined)
    QTest.keyClick(view, KEY.Key_J, CONTROL)
    QTest.keyClick(asked_whose(bench), KEY.Key_Return)
    button = next(each for each in messages_of(bench)._buttons if each.text() == "Keep editing")
    QTest.mouseClick(button, LEFT)
    qtbot.wait(20)
    assert editing.frame.field.isVisible()
    assert editing.frame.field.words == "Something else entirely"
    assert bench.window().focusWidget() is editing.frame.field


def test_after_a_double_click_typing_corrects_the_word_that_was_meant(
    bench: Workbench, view: TranscriptView
) -> None:
    """The double click takes the sentence, to be coded; typed words must not take the place of all of it."""
    put(bench, "assume", 3)
    word = found(bench.session.study, "FG1", "assume")[1]
    QTest.mouseDClick(view.viewport(), LEFT, pos=view.rect_of(word.start + 3).center())
    sentence = view.selected_span()
    assert sentence is not None
    assert sentence.length > word.length
    before = text(bench)
    QTest.keyClick(view, KEY.Key_F2)
    QTest.keyClicks(bench.texts.editing.frame.field, "suppose")
    QTest.keyClick(bench.texts.editing.frame.field, KEY.Key_Return)
    assert text(bench) == before[: word.start] + "suppose" + before[word.end :]


@pytest.mark.parametrize("otherwise", ["key", "selected again"])
def test_a_sentence_that_is_selected_in_another_way_is_replaced_whole(
    bench: Workbench, view: TranscriptView, otherwise: str
) -> None:
    put(bench, "assume", 3)
    if otherwise == "selected again":
        QTest.mouseDClick(view.viewport(), LEFT, pos=view.rect_of(view.cursor_position()).center())
        QTest.keyClick(view, KEY.Key_Left)
    QTest.keyClick(view, KEY.Key_S)
    sentence = view.selected_span()
    assert sentence is not None
    QTest.keyClick(view, KEY.Key_F2)
    cursor = bench.texts.editing.frame.field.textCursor()
    assert len(cursor.selectedText()) == sentence.length
