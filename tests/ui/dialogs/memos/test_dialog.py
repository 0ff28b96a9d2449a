"""The window of all memos: written, linked, narrowed, followed and deleted with keys and mouse.

Tests as well: ``editor``, ``links``, ``words``, ``ui.shell.memo_commands``, ``ui.commands.memo_actions``.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from qualcode.analysis.memo_list import listed_memos
from qualcode.model.change import ChangeSet, added
from qualcode.model.entities import Memo, MemoSubject
from qualcode.model.identity import new_id, now
from qualcode.model.memos import ListedMemo, MemoKind, MemoTarget
from qualcode.operations.memos import add_memo
from qualcode.operations.transcripts.documents import set_transcript_memo
from qualcode.ui.dialogs.finder import FinderDialog
from qualcode.ui.dialogs.memos.dialog import MemosDialog
from qualcode.ui.dialogs.print_pages import PrintPagesDialog
from qualcode.ui.session.session import Session
from qualcode.ui.shell.main_window import MainWindow
from tests.ui.field_notes import said_at
from tests.ui.material import code, found, transcript


def opened(window: MainWindow, qtbot: QtBot, action: str = "edit.memos") -> MemosDialog:
    window.actions_[action].trigger()
    dialog = window.findChild(MemosDialog)
    assert isinstance(dialog, MemosDialog)
    settled(dialog, qtbot)
    return dialog


def settled(dialog: MemosDialog, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not dialog.looking)


def headings(dialog: MemosDialog) -> list[str]:
    return [memo.heading for memo in dialog.listed]


def own(session: Session) -> Memo:
    (memo,) = session.study.rows(Memo).values()
    return memo


def type_in(field: QWidget, words: str) -> None:
    QTest.mouseClick(getattr(field, "viewport", lambda: field)(), Qt.MouseButton.LeftButton)
    QTest.keyClicks(field, words)


def session_of(window: MainWindow) -> Session:
    assert window.session is not None
    return window.session


def test_a_memo_is_written_tagged_and_linked_to_the_selection_and_a_code(
    window: MainWindow, qtbot: QtBot
) -> None:
    session = session_of(window)
    assert window.workbench is not None
    place, span = found(session.study, "FG1", "Nobody asked us.")
    window.workbench.go_to(place, span)
    steps = session.study.step
    dialog = opened(window, qtbot, "edit.new_memo")
    editor = dialog.editor
    QTest.keyClicks(editor.title, "Being asked")
    type_in(editor.tags, "method, to do")
    type_in(editor.text, "Who asks whom?")
    assert [button.text() for button in editor.links.buttons] == ["FG1, turn 3"]
    QTest.mouseClick(editor.link, Qt.MouseButton.LeftButton)
    finder = dialog.findChild(FinderDialog)
    assert isinstance(finder, FinderDialog)
    QTest.keyClicks(finder.field, "stig")
    QTest.keyClick(finder.field, Qt.Key.Key_Return)
    settled(dialog, qtbot)
    memo = own(session)
    assert (memo.title, memo.text, memo.tags, memo.author) == (
        "Being asked", "Who asks whom?", ("method", "to do"), "AB",
    )  # fmt: skip
    subjects = [(link.subject, link.subject_id, link.start) for link in session.study.memo_links_of(memo.id)]
    assert subjects == [
        (MemoSubject.CODE, code(session.study, "stigma"), None), (MemoSubject.PLACE, place, span.start),
    ]  # fmt: skip
    assert headings(dialog) == ["Being asked"]
    # One step for the memo as it was when it was first saved, one for each thing after that.
    assert session.study.step <= steps + 5
    QTest.mouseClick(editor.links.crosses[0], Qt.MouseButton.LeftButton)
    settled(dialog, qtbot)
    assert len(session.study.memo_links_of(memo.id)) == 1
    QTest.mouseClick(editor.links.buttons[-1], Qt.MouseButton.LeftButton)
    assert window.workbench.code_page.reading.view.selected_span() == span
    assert not dialog.isVisible()


def test_nothing_is_written_without_a_word(window: MainWindow, qtbot: QtBot) -> None:
    session = session_of(window)
    before = session.study.step
    dialog = opened(window, qtbot)
    QTest.mouseClick(dialog.new, Qt.MouseButton.LeftButton)
    type_in(dialog.editor.tags, "method")
    QTest.mouseClick(dialog.journal, Qt.MouseButton.LeftButton)
    assert "AB" in dialog.editor.text.toPlainText()
    dialog.accept()
    assert session.study.step == before


def test_the_journal_gets_entries_under_their_dates(window: MainWindow, qtbot: QtBot) -> None:
    session = session_of(window)
    for words in ("First words.", "Second thoughts."):
        dialog = opened(window, qtbot, "edit.journal")
        QTest.keyClicks(dialog.editor.text, words)
        dialog.accept()
        qtbot.waitUntil(lambda: window.findChild(MemosDialog) is None)
    memo = own(session)
    assert memo.subject is MemoSubject.JOURNAL
    first, _, rest = memo.text.partition("\nFirst words.\n\n")
    assert first.endswith(", AB")
    assert rest == f"{first}\nSecond thoughts."


def test_every_memo_is_edited_in_its_place(window: MainWindow, qtbot: QtBot) -> None:
    session = session_of(window)
    place = transcript(session.study, "FG1")
    session.do(lambda: set_transcript_memo(session.study, place, "A loud group"))
    dialog = opened(window, qtbot)
    first = dialog.list.visualItemRect(dialog.list.item(0))
    QTest.mouseClick(dialog.list.viewport(), Qt.MouseButton.LeftButton, pos=first.center())
    assert dialog.editor.text.toPlainText() == "A loud group"
    assert not dialog.editor.title.isVisible()
    dialog.editor.text.moveCursor(dialog.editor.text.textCursor().MoveOperation.End)
    QTest.keyClicks(dialog.editor.text, " of eight")
    dialog.filter.setFocus()
    qtbot.waitUntil(lambda: session.study.transcripts[place].memo == "A loud group of eight")
    settled(dialog, qtbot)
    assert dialog.editor.text.toPlainText() == "A loud group of eight"
    QTest.mouseClick(dialog.editor.delete, Qt.MouseButton.LeftButton)
    settled(dialog, qtbot)
    assert session.study.transcripts[place].memo == ""
    assert headings(dialog) == []
    assert dialog.words.text().startswith("No memos yet")
    session.undo()
    settled(dialog, qtbot)
    assert headings(dialog) == ["Transcript FG1"]
    dialog.reject()


@pytest.fixture
def three(window: MainWindow) -> MainWindow:
    """Two free memos with tags and one on a transcript."""
    session = session_of(window)
    info = session.study.info.id

    def free(title: str, *tags: str) -> None:
        session.do(
            lambda: add_memo(
                session.study, MemoSubject.PROJECT, info, "Look again", author="AB", title=title, tags=tags
            )[1]
        )

    free("Irony", "method")
    free("Silence", "method", "to do")
    place = transcript(session.study, "FG1")
    session.do(lambda: set_transcript_memo(session.study, place, "A loud group"))
    return window


def test_search_kind_and_tag_narrow_the_list(three: MainWindow, qtbot: QtBot) -> None:
    dialog = opened(three, qtbot)
    assert sorted(headings(dialog)) == ["Irony", "Silence", "Transcript FG1"]
    assert dialog.words.text() == "3 memos"
    QTest.keyClicks(dialog.filter, "again SIL")
    assert headings(dialog) == ["Silence"]
    assert dialog.words.text() == "1 of 3 memos"
    dialog.filter.clear()
    QTest.keyClick(dialog.kind, Qt.Key.Key_End)
    dialog.kind.activated.emit(dialog.kind.currentIndex())
    assert headings(dialog) == ["Transcript FG1"]
    dialog.kind.offer([(None, "All kinds")], None)
    dialog.tag.setCurrentText("to do")
    dialog.tag.activated.emit(dialog.tag.currentIndex())
    assert headings(dialog) == ["Silence"]
    dialog.reject()


def test_a_date_that_is_none_is_said_and_the_old_one_stays(three: MainWindow, qtbot: QtBot) -> None:
    session = session_of(three)
    dialog = opened(three, qtbot)
    memo = next(memo for memo in dialog.listed if memo.title == "Irony")
    dialog.choose(memo.id)
    dialog.editor.day.selectAll()
    QTest.keyClicks(dialog.editor.day, "soon")
    QTest.keyClick(dialog.editor.day, Qt.Key.Key_Return)
    assert (
        said_at(dialog.editor.day) == "“soon” is not a date; write day, month and year, as in 11 March 2021."
    )
    assert "soon" not in dialog.words.text()
    assert session.study.rows(Memo)[memo.id].day is None
    dialog.editor.day.selectAll()
    QTest.keyClicks(dialog.editor.day, "2021-03-12")
    assert not said_at(dialog.editor.day)
    QTest.keyClick(dialog.editor.day, Qt.Key.Key_Return)
    day = session.study.rows(Memo)[memo.id].day
    assert day is not None
    assert day.isoformat() == "2021-03-12"
    assert dialog.editor.day.text() == "12 March 2021"
    dialog.reject()


@pytest.mark.parametrize("act", ["export", "print", "begin", "entry", "choose"])
def test_what_waits_for_a_wrong_date_says_so(three: MainWindow, qtbot: QtBot, act: str) -> None:
    dialog = opened(three, qtbot)
    memo, other = (
        next(memo for memo in dialog.listed if memo.title == title) for title in ("Irony", "Silence")
    )
    dialog.choose(memo.id)
    dialog.editor.day.selectAll()
    QTest.keyClicks(dialog.editor.day, "soon")
    acts: dict[str, Callable[[], object]] = {
        "export": dialog.export.menu().actions()[0].trigger,
        "print": dialog.print_.menu().actions()[0].trigger,
        "begin": dialog.begin,
        "entry": dialog.begin_entry,
        "choose": lambda: dialog.choose(other.id),
    }
    with qtbot.assertNotEmitted(dialog.export_wanted), qtbot.assertNotEmitted(dialog.print_wanted):
        acts[act]()
    assert dialog.words.text() == (
        "What you typed is not saved yet. Correct it first, or put back what was there."
    )
    assert dialog.editor.memo is not None
    assert dialog.editor.memo.id == memo.id
    dialog.editor.day.setModified(False)
    dialog.reject()


def test_the_wrong_date_of_a_memo_that_is_begun_is_said_at_the_date_whichever_field_is_left(
    three: MainWindow, qtbot: QtBot
) -> None:
    dialog = opened(three, qtbot)
    dialog.begin()
    type_in(dialog.editor.day, "x")
    type_in(dialog.editor.title, "Tone")
    type_in(dialog.editor.text, "They laughed.")
    dialog.editor.save()
    assert "is not a date" in said_at(dialog.editor.day)
    # It is not said of another memo.
    dialog.editor.day.clear()
    qtbot.waitUntil(lambda: not said_at(dialog.editor.day))
    dialog.reject()


def test_what_is_listed_is_exported(
    three: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "memos.csv"
    monkeypatch.setattr(QFileDialog, "open", lambda self: self.fileSelected.emit(str(path)))
    dialog = opened(three, qtbot)
    QTest.keyClicks(dialog.filter, "look again")
    menu = dialog.export.menu()
    assert [action.text() for action in menu.actions()] == ["By transcript…", "By code…", "By date…"]
    menu.actions()[2].trigger()
    qtbot.waitUntil(path.exists)
    qtbot.waitUntil(lambda: dialog.words.text() == f"Saved to {path}.")
    assert dialog.isVisible()
    assert dialog.opening.isVisible()
    text = path.read_text(encoding="utf-8")
    assert "Irony" in text
    assert "Silence" in text
    assert "A loud group" not in text
    assert dialog.filter.text() == "look again"
    dialog.reject()


def test_several_that_are_selected_are_exported_alone(
    three: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "memos.csv"
    monkeypatch.setattr(QFileDialog, "open", lambda self: self.fileSelected.emit(str(path)))
    dialog = opened(three, qtbot)
    assert dialog.words.text() == "3 memos"
    dialog.list.setFocus()
    QTest.keyClick(dialog.list, Qt.Key.Key_Home)
    assert (dialog.words.text(), dialog.several) == ("3 memos", None)
    QTest.keyClick(dialog.list, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert dialog.words.text() == "Two of 3 memos selected; Export writes these."
    assert dialog.editor.memo == dialog.listed[1]
    written, left = dialog.listed[:2], dialog.listed[2]
    dialog.export.menu().actions()[0].trigger()
    qtbot.waitUntil(path.exists)
    qtbot.waitUntil(lambda: dialog.words.text() == f"Saved to {path}.")
    assert dialog.isVisible()
    assert dialog.opening.isVisible()
    text = path.read_text(encoding="utf-8")
    assert [memo.text in text for memo in (*written, left)] == [True, True, False]
    assert dialog.several == frozenset(memo.id for memo in written)
    dialog.reject()


def test_a_memo_that_is_begun_leaves_none_selected(three: MainWindow, qtbot: QtBot) -> None:
    dialog = opened(three, qtbot)
    dialog.list.selectAll()
    assert dialog.words.text() == "Three of 3 memos selected; Export writes these."
    dialog.begin()
    assert dialog.words.text() == "3 memos"
    dialog.reject()


def test_what_a_memo_is_on_is_shown(three: MainWindow, qtbot: QtBot) -> None:
    assert three.workbench is not None
    session = session_of(three)
    place = transcript(session.study, "INT01")
    session.do(lambda: set_transcript_memo(session.study, place, "A quiet one"))
    dialog = opened(three, qtbot)
    memo = next(memo for memo in dialog.listed if memo.text == "A quiet one")
    dialog.choose(memo.id)
    QTest.mouseClick(dialog.editor.there, Qt.MouseButton.LeftButton)
    assert three.workbench.code_page.reading.view.transcript_id == place
    memos: list[ListedMemo] = listed_memos(session.study)
    assert {memo.kind for memo in memos} == {MemoKind.FREE, MemoKind.TRANSCRIPT}
    assert QApplication.activeModalWidget() is None


def test_many_memos_are_narrowed_while_one_types(window: MainWindow, qtbot: QtBot) -> None:
    session = session_of(window)
    place = transcript(session.study, "FG1")
    rows = tuple(
        added(Memo(new_id(), MemoSubject.PLACE, place, f"note {number}", "hm", "AB", now(), 0, 3))
        for number in range(700)
    )
    session.do(lambda: ChangeSet("Many", rows))
    dialog = opened(window, qtbot)
    assert dialog.words.text() == "700 memos; the first 300 are shown, type to find others"
    QTest.keyClicks(dialog.filter, "note 699")
    settled(dialog, qtbot)
    assert headings(dialog) == ["note 699"]
    dialog.reject()


def test_the_key_for_memos_writes_on_a_highlight_where_nothing_is_coded(
    window: MainWindow, qtbot: QtBot
) -> None:
    session = session_of(window)
    assert window.workbench is not None
    view = window.workbench.code_page.reading.view
    place, span = found(session.study, "FG1", "Thank you.")
    window.workbench.go_to(place, span)
    window.actions_["code.highlight"].trigger()
    view.set_selection(span.start + 2, span.start + 2)
    dialog = opened(window, qtbot, "code.memo")
    assert dialog.editor.about.text() == "Highlight in FG1, turn 4"
    QTest.keyClicks(dialog.editor.text, "polite")
    dialog.accept()
    (mark,) = session.study.highlights_of(place)
    assert mark.memo == "polite"
    qtbot.waitUntil(lambda: window.findChild(MemosDialog) is None)
    # On a segment the same key writes beside the text, as ever.
    coded = found(session.study, "FG1", "Nobody asked us.")[1]
    view.set_selection(coded.start, coded.start)
    window.actions_["code.memo"].trigger()
    assert window.findChild(MemosDialog) is None


def test_what_is_undone_is_gone_from_the_window_too(window: MainWindow, qtbot: QtBot) -> None:
    session = session_of(window)
    dialog = opened(window, qtbot)
    QTest.mouseClick(dialog.new, Qt.MouseButton.LeftButton)
    QTest.keyClicks(dialog.editor.title, "Soon gone")
    QTest.keyClick(dialog.editor.title, Qt.Key.Key_Return)
    settled(dialog, qtbot)
    assert headings(dialog) == ["Soon gone"]
    session.undo()
    settled(dialog, qtbot)
    assert headings(dialog) == []
    assert dialog.editor.memo is None
    dialog.reject()
    assert not session.study.rows(Memo)


def test_an_older_entry_is_corrected_although_none_is_added(window: MainWindow, qtbot: QtBot) -> None:
    session = session_of(window)
    dialog = opened(window, qtbot, "edit.journal")
    QTest.keyClicks(dialog.editor.text, "Frist words.")
    dialog.accept()
    qtbot.waitUntil(lambda: window.findChild(MemosDialog) is None)
    first = own(session).text
    dialog = opened(window, qtbot, "edit.journal")
    shown = dialog.editor.text.toPlainText()
    dialog.editor.text.setPlainText(shown.replace("Frist", "First"))
    dialog.accept()
    assert own(session).text == first.replace("Frist", "First")


def test_what_cannot_be_saved_keeps_the_window_open_once(
    three: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = session_of(three)
    dialog = opened(three, qtbot)
    irony, silence = (next(m for m in dialog.listed if m.title == title) for title in ("Irony", "Silence"))
    dialog.choose(irony.id)
    type_in(dialog.editor.text, "more ")

    def refuse(_intent: object) -> bool:
        session.refused.emit("The server is not answering.")
        return False

    with monkeypatch.context() as patch:
        patch.setattr(session, "keep", refuse)
        dialog.choose(silence.id)
        qtbot.waitUntil(lambda: dialog.list.currentRow() == [m.id for m in dialog.listed].index(irony.id))
        assert dialog.editor.memo is not None
        assert dialog.editor.memo.id == irony.id
        dialog.accept()
        assert dialog.isVisible()
        assert dialog.words.text().startswith("The server is not answering. What you typed is not saved;")
    # The server is back: what was typed is still there, and is saved.
    dialog.accept()
    assert not dialog.isVisible()
    assert session.study.rows(Memo)[irony.id].text == "Look againmore "


def test_a_linked_memo_is_opened_from_the_panel_of_its_code(window: MainWindow, qtbot: QtBot) -> None:
    session = session_of(window)
    study, consent = session.study, code(session.study, "consent")
    memos = []
    for text in ("first", "second"):
        memo, change = add_memo(
            session.study,
            MemoSubject.PROJECT,
            study.info.id,
            text,
            author="AB",
            links=[MemoTarget(MemoSubject.CODE, consent)],
        )
        session.do(partial(ChangeSet.labelled, change, change.label))
        memos.append(memo)
    assert window.workbench is not None
    inspector = window.workbench.code_page.inspector
    inspector.show_code(consent)
    inspector.code.memos.wanted.emit(memos[1].id)
    dialog = window.findChild(MemosDialog)
    assert isinstance(dialog, MemosDialog)
    qtbot.waitUntil(lambda: dialog.editor.memo is not None)
    assert dialog.editor.memo is not None
    assert dialog.editor.memo.id == memos[1].id
    assert dialog.list.currentRow() == [memo.id for memo in dialog.listed].index(memos[1].id)
    dialog.reject()


def test_memos_are_printed_with_the_key_that_prints_everything(three: MainWindow, qtbot: QtBot) -> None:
    """A person may have changed it; the button says which it is."""
    three.preferences.set_keys("project.print", ["Ctrl+Alt+Y"])
    dialog = opened(three, qtbot)
    assert "Ctrl+Alt+Y" in dialog.print_.toolTip()
    QTest.keyClick(dialog, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert dialog.findChild(PrintPagesDialog) is None
    modifiers = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    QTest.keyClick(dialog, Qt.Key.Key_Y, modifiers)
    qtbot.waitUntil(lambda: dialog.findChild(PrintPagesDialog) is not None)
    pages = dialog.findChild(PrintPagesDialog)
    assert isinstance(pages, PrintPagesDialog)
    pages.reject()
    dialog.reject()


def test_without_a_key_that_prints_none_is_named(three: MainWindow, qtbot: QtBot) -> None:
    three.preferences.set_keys("project.print", [])
    assert opened(three, qtbot).print_.toolTip() == "Print the memos that are listed, or those selected"


def test_what_is_listed_is_printed_over_the_list(three: MainWindow, qtbot: QtBot) -> None:
    dialog = opened(three, qtbot)
    QTest.keyClicks(dialog.filter, "look again")
    QTest.keyClick(dialog, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: dialog.findChild(PrintPagesDialog) is not None)
    pages = dialog.findChild(PrintPagesDialog)
    assert isinstance(pages, PrintPagesDialog)
    assert pages.windowTitle() == "Print: Memos"
    assert "Page 1 of" in pages.words.text()
    pages.reject()
    assert dialog.isVisible()
    dialog.reject()
