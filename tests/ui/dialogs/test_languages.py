"""Languages that older versions took for English are found, shown, and set in one step that can be undone.

Tests as well: ``project.spoken_languages``.
"""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from qualcode.importers.reading import transcript_of
from qualcode.operations.transcripts.documents import add_transcripts, set_transcript_languages
from qualcode.project.spoken_languages import misread_languages
from qualcode.ui.dialogs.languages import LanguagesDialog
from qualcode.ui.session.session import Session
from qualcode.ui.shell.main_window import MainWindow
from tests.ui.material import transcript

WORDS = "Ich habe das nicht so gesagt, und wir waren auch schon da, aber es ist wie es ist. "
GERMAN = ("Haus", "Garten")


@pytest.fixture
def session(window: MainWindow) -> Session:
    session = window.session
    assert session is not None
    texts = [
        transcript_of(f"INT: {name}? {WORDS}\nP9: {WORDS * 3}\n".encode(), f"{name}.txt") for name in GERMAN
    ]
    session.do(lambda: add_transcripts(session.study, texts).change)
    wrong = {transcript(session.study, name): "en" for name in GERMAN}
    session.do(lambda: set_transcript_languages(session.study, wrong))
    return session


def languages(session: Session) -> list[str]:
    return [session.study.transcript_named(name).language for name in GERMAN]


def test_those_that_read_otherwise_are_ticked_and_set_in_one_step(
    qtbot: QtBot, window: MainWindow, session: Session
) -> None:
    assert languages(session) == ["en", "en"], "nothing is changed unasked"
    window.actions_["transcripts.language"].trigger()
    qtbot.waitUntil(lambda: bool(window.findChildren(LanguagesDialog)))
    (dialog,) = window.findChildren(LanguagesDialog)
    assert list(dialog.chosen.values()) == ["de", "de"]
    assert dialog.words.text() == "2 transcripts to set"
    before = session.study.step
    dialog.button.click()
    assert languages(session) == ["de", "de"]
    assert session.study.step == before + 1
    assert window.messages.text == "Set the language of 2 transcripts to de."
    window.messages.take_offer()
    assert languages(session) == ["en", "en"]


def test_another_language_is_set_for_whatever_is_ticked(qtbot: QtBot, session: Session) -> None:
    taken: list[object] = []
    rows = list(session.study.transcripts_in_order)
    dialog = LanguagesDialog(rows, misread_languages(session.study), taken.append)
    qtbot.addWidget(dialog)
    for place in range(dialog.list.topLevelItemCount()):
        item = dialog.list.topLevelItem(place)
        assert item is not None
        item.setCheckState(0, Qt.CheckState.Checked)
    assert len(dialog.chosen) == 2, "of the others nothing is known"
    dialog.language.setText("Klingon")
    dialog.button.click()
    assert "not a language" in dialog.words.text()
    dialog.language.setText("Welsh")
    dialog.button.click()
    assert taken == [{row.id: "Welsh" for row in rows}]


def test_the_panel_offers_the_language_that_the_words_read_like(
    qtbot: QtBot, window: MainWindow, session: Session
) -> None:
    workbench = window.workbench
    assert workbench is not None
    workbench.code_page.reading.show_transcript(transcript(session.study, "Haus"))
    section = workbench.code_page.inspector.transcript
    qtbot.waitUntil(lambda: "Set to German" in section.words)
    section._follow("read:de")
    assert languages(session) == ["de", "en"]
    assert "Set to" not in section.words
    workbench.code_page.reading.show_transcript(transcript(session.study, "FG1"))
    assert "Set to" not in section.words
