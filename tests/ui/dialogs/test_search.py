"""Search everything: names at once, words in every transcript while one goes on typing.

Tests as well: ``finder``.
"""

import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qualcode.model.errors import Cancelled
from qualcode.model.machine.progress import Progress, no_progress
from qualcode.model.study import Study
from qualcode.operations.codes.codebook import edit_code
from qualcode.operations.transcripts.documents import set_transcript_memo
from qualcode.project.project import Project
from qualcode.ui.dialogs import search
from qualcode.ui.dialogs.finder import FinderDialog
from qualcode.ui.dialogs.search import PASSAGES, SearchPassage, passages
from qualcode.ui.shell.main_window import MainWindow
from tests.analysis.building import Said, Talk, study_of


@pytest.fixture
def finder(window: MainWindow) -> FinderDialog:
    window.actions_["edit.search"].trigger()
    dialog = window.findChild(FinderDialog)
    assert isinstance(dialog, FinderDialog)
    return dialog


def _lines(finder: FinderDialog) -> list[tuple[str, str]]:
    items = [finder.list.topLevelItem(place) for place in range(finder.list.topLevelItemCount())]
    return [(item.text(0), item.text(1)) for item in items if item is not None]


def _settled(finder: FinderDialog, qtbot: QtBot) -> list[tuple[str, str]]:
    qtbot.waitUntil(lambda: not finder.looking)
    return _lines(finder)


def _words_of(study: Study) -> str:
    """Some words that stand in the first transcript."""
    return "assume that" if "assume that" in study.text(study.transcripts_in_order[0].id) else "signed a"


def test_names_are_there_at_once(finder: FinderDialog, window: MainWindow) -> None:
    assert window.session is not None
    name = window.session.study.transcripts_in_order[0].name
    QTest.keyClicks(finder.field, name)
    assert (name, "transcript") in _lines(finder)


def test_words_are_found_in_every_transcript(project: Project) -> None:
    study = project.study
    for row in study.transcripts_in_order:
        text = study.text(row.id)
        words = text[40:52]
        found = passages(study, words.upper(), no_progress)
        places = [(passage.transcript_id, passage.span) for passage in found]
        assert any(who == row.id and text[span.start : span.end] == words for who, span in places)


def test_each_place_of_the_words_is_one(project: Project) -> None:
    study = project.study
    wanted = _words_of(study)
    number = sum(study.text(row.id).casefold().count(wanted.casefold()) for row in study.transcripts_in_order)
    assert len(passages(study, wanted, no_progress)) == min(number, PASSAGES + 1)


def test_words_around_are_whole(project: Project) -> None:
    study = project.study
    found = passages(study, "poor", no_progress)
    assert [passage.quote for passage in found] == ["They just assume that you must be poor. I hate it."]


def test_words_come_behind_names_and_lead_to_their_place(
    finder: FinderDialog, window: MainWindow, qtbot: QtBot
) -> None:
    assert window.session is not None
    assert window.workbench is not None
    study = window.session.study
    words = _words_of(study)
    QTest.keyClicks(finder.field, words)
    lines = _settled(finder, qtbot)
    place = next(place for place, (text, _aside) in enumerate(lines) if words in text)
    for _ in range(place):
        QTest.keyClick(finder.field, Qt.Key.Key_Down)
    QTest.keyClick(finder.field, Qt.Key.Key_Return)
    view = window.workbench.code_page.reading.view
    span = view.selected_span()
    assert span is not None
    assert view.display.text[span.start : span.end].casefold() == words.casefold()


def test_what_is_chosen_stays_so_when_more_comes(
    finder: FinderDialog, window: MainWindow, qtbot: QtBot
) -> None:
    assert window.session is not None
    code = window.session.study.codes_in_order[0].name
    QTest.keyClicks(finder.field, code[:3])
    before = finder.list.currentItem()
    assert before is not None
    _settled(finder, qtbot)
    assert finder.list.currentItem() is before


@pytest.fixture
def endless(monkeypatch: pytest.MonkeyPatch) -> None:
    """Looking for "the" does not end by itself."""

    def look(study: Study, words: str, progress: Progress) -> list[SearchPassage]:
        while words == "the":
            progress(0, 1, "")
            time.sleep(0.005)
        return passages(study, words, progress)

    monkeypatch.setattr(search, "passages", look)


@pytest.mark.usefixtures("endless")
def test_who_types_on_gives_up_the_search_before(
    finder: FinderDialog, window: MainWindow, qtbot: QtBot
) -> None:
    QTest.keyClicks(finder.field, "the")
    qtbot.waitUntil(lambda: window.background.busy)
    assert finder.note == "Looking in the transcripts…"
    QTest.keyClicks(finder.field, "qqqq")
    assert _settled(finder, qtbot) == []
    assert finder.note == "Nothing found."
    qtbot.waitUntil(lambda: not window.background.busy)


def test_nothing_is_said_to_be_missing_before_a_word_is_typed(finder: FinderDialog, qtbot: QtBot) -> None:
    assert finder.note == ""
    QTest.keyClicks(finder.field, "qqqq")
    qtbot.waitUntil(lambda: finder.note == "Nothing found.")
    finder.field.clear()
    assert finder.note == ""


def test_two_letters_are_not_looked_for_in_texts(
    finder: FinderDialog, window: MainWindow, qtbot: QtBot
) -> None:
    QTest.keyClicks(finder.field, "qx")
    assert _settled(finder, qtbot) == []
    assert not window.background.busy


@pytest.mark.usefixtures("endless")
def test_closing_gives_up_the_search(finder: FinderDialog, window: MainWindow, qtbot: QtBot) -> None:
    QTest.keyClicks(finder.field, "the")
    qtbot.waitUntil(lambda: window.background.busy)
    finder.reject()
    qtbot.waitUntil(lambda: not window.background.busy)


def test_a_search_can_be_stopped_between_two_transcripts(project: Project) -> None:
    def stop(_done: int, _total: int, _what: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        passages(project.study, "the", stop)


def test_all_places_of_a_frequent_word_are_a_key_away(
    finder: FinderDialog, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qualcode.ui.dialogs.search.PASSAGES", 1)
    assert window.session is not None
    assert window.workbench is not None
    often = "Nobody"
    QTest.keyClicks(finder.field, often)
    lines = _settled(finder, qtbot)
    assert "more than 1 places" in lines[-1][0]
    QTest.keyClick(finder.field, Qt.Key.Key_Up)
    for _ in lines:
        QTest.keyClick(finder.field, Qt.Key.Key_Down)
    QTest.keyClick(finder.field, Qt.Key.Key_Return)
    pages = window.workbench.pages
    assert pages.currentWidget() is pages.queries
    assert pages.queries.field.text() == f'"{often}"'
    qtbot.waitUntil(lambda: not window.background.busy)


def test_definitions_memos_people_and_attributes_are_searched(
    finder: FinderDialog, window: MainWindow, qtbot: QtBot
) -> None:
    session = window.session
    assert session is not None
    code = session.study.codes_in_order[0]
    place = session.study.transcripts_in_order[0].id
    person = session.study.participants_in_order[0].name
    session.do(lambda: edit_code(session.study, code.id, definition="Feeling looked‑down upon"))
    session.do(lambda: set_transcript_memo(session.study, place, "A café was loud"))
    QTest.keyClicks(finder.field, "looked-down")
    assert any(aside == "definition" and "looked‑down" in text for text, aside in _lines(finder))
    finder.field.setText("cafe")
    assert any(aside == "memo" and "café was loud" in text for text, aside in _settled(finder, qtbot))
    finder.field.setText(person.upper())
    assert (person, "participant") in _settled(finder, qtbot)
    finder.reject()


def test_why_words_cannot_be_looked_for_is_said_in_the_dialog(
    finder: FinderDialog, window: MainWindow, qtbot: QtBot
) -> None:
    finder.field.setText("a* " * 41)
    assert _settled(finder, qtbot) == []
    assert finder.note.startswith("Words can have at most 40 stars")
    assert window.messages.isHidden()
    finder.field.setText("no such words")
    assert _settled(finder, qtbot) == []
    assert finder.note == "Nothing found."
    finder.reject()


def test_what_is_around_words_names_nobody_by_a_label() -> None:
    text = "0:01 JOAN And then we went on.\n0:09 BERT Well, we stayed.\n0:20 JOAN You did.\n"
    second, third = text.index("0:09"), text.index("0:20")
    turns = [
        Said(0, second, "JOAN", 10),
        Said(second, third, "BERT", second + 10),
        Said(third, len(text), "JOAN", third + 10),
    ]
    study = study_of({"T": Talk(text, turns)}, {})
    quoted = {words: passages(study, words, no_progress)[0].quote for words in ("went", "stayed", "BERT")}
    assert quoted["went"] == "And then we went on."
    assert quoted["stayed"] == "Well, we stayed."
    assert "BERT Well, we stayed." in quoted["BERT"]
