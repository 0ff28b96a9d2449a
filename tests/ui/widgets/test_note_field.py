"""A text that saves by itself, also where a teammate writes the same one or it cannot be saved at present.

Tests as well: ``text_question``.
"""

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from qualcode.ui.widgets import note_field
from qualcode.ui.widgets.note_field import LabelledNote, NoteField
from qualcode.ui.widgets.text_question import TextAnswer


class Store:
    """What is stored about several things, and whether it can be reached."""

    def __init__(self) -> None:
        self.texts: dict[object, str] = {}
        self.there = True
        self.faster: dict[object, str] = {}
        self.field: NoteField
        self.holder: QWidget

    def keep(self, about: object, text: str) -> bool:
        if about in self.faster:
            # A teammate's text arrives while this one is being saved, which is refused then.
            self.texts[about] = self.faster.pop(about)
            self.field.show_text(self.texts[about], about)
            return False
        if self.there:
            self.texts[about] = text
            self.field.show_text(text, about)
        return self.there


@pytest.fixture
def store() -> Store:
    return Store()


@pytest.fixture
def field(qtbot: QtBot, store: Store) -> NoteField:
    holder = QWidget()
    note = LabelledNote("Memo", "Notes", store.keep)
    QVBoxLayout(holder).addWidget(note)
    qtbot.addWidget(holder)
    holder.show()
    # Held as long as the test lasts.
    store.field, store.holder = note.field, holder
    note.field.show_text("stored", "code")
    store.texts["code"] = "stored"
    return note.field


def asked(field: NoteField) -> str:
    return field.question.words if field.question is not None and field.question.isVisible() else ""


def test_a_text_is_saved_once(field: NoteField, store: Store) -> None:
    field.setPlainText("typed")
    field.save()
    field.save()
    assert store.texts == {"code": "typed"}
    assert asked(field) == ""


@pytest.mark.parametrize(
    ("answer", "text"),
    [(TextAnswer.MINE, "mine"), (TextAnswer.THEIRS, "theirs"), (TextAnswer.BOTH, "theirs\n\nmine")],
)
def test_where_a_teammate_saved_another_text_it_is_asked_whose_it_shall_be(
    field: NoteField, store: Store, answer: TextAnswer, text: str
) -> None:
    field.setPlainText("mine")
    store.texts["code"] = "theirs"
    field.show_text("theirs", "code")
    assert field.toPlainText() == "mine"
    assert "changed it to “theirs”" in asked(field)
    field._save_unless_asked()
    assert store.texts["code"] == "theirs", "replaced in silence"
    assert field.question is not None
    field.question.buttons[answer].click()
    assert store.texts["code"] == text
    assert field.toPlainText() == text
    assert asked(field) == ""


def test_a_teammate_who_takes_theirs_back_or_writes_the_same_leaves_nothing_to_ask(
    field: NoteField, store: Store
) -> None:
    field.setPlainText("mine")
    field.show_text("theirs", "code")
    field.show_text("", "code")
    assert "deleted it" in asked(field)
    field.show_text("stored", "code")
    assert asked(field) == ""
    field.show_text("theirs", "code")
    field.show_text("mine", "code")
    assert asked(field) == ""
    assert field.toPlainText() == "mine"


def test_a_teammate_who_is_faster_by_a_moment_is_asked_about(field: NoteField, store: Store) -> None:
    field.setPlainText("mine")
    store.faster["code"] = "theirs"
    field.save()
    assert field.toPlainText() == "mine"
    assert "theirs" in asked(field)
    assert store.texts["code"] == "theirs"


def test_turning_to_something_else_before_answering_keeps_both(field: NoteField, store: Store) -> None:
    field.setPlainText("mine")
    store.texts["code"] = "theirs"
    field.show_text("theirs", "code")
    field.show_text("another", "other code")
    assert store.texts["code"] == "theirs\n\nmine"
    assert field.toPlainText() == "another"
    assert asked(field) == ""


def test_what_cannot_be_saved_stays_and_is_tried_again(
    qtbot: QtBot, field: NoteField, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(note_field, "_TRY_AGAIN_MILLISECONDS", 20)
    store.there = False
    field.setPlainText("typed")
    field.save()
    assert store.texts["code"] == "stored"
    assert field.toPlainText() == "typed"
    store.there = True
    qtbot.waitUntil(lambda: store.texts["code"] == "typed")


def test_what_could_not_be_saved_is_here_again_when_one_comes_back(field: NoteField, store: Store) -> None:
    store.there = False
    field.setPlainText("typed")
    field.show_text("another", "other code")
    assert field.toPlainText() == "another"
    field.show_text("stored", "code")
    assert field.toPlainText() == "typed"
    store.there = True
    field.save()
    assert store.texts == {"code": "typed"}


def test_a_text_whose_saving_shows_something_else_is_saved_and_no_longer_missing(
    field: NoteField, store: Store
) -> None:
    def keep(about: object, text: str) -> bool:
        # The step that saves it refreshes the panel, which has turned to something else meanwhile.
        store.texts[about] = text
        field.show_text("of another", "other code")
        return True

    field.keep = keep
    field.setPlainText("typed while the server was gone")
    field.show_text("of another", "other code")
    assert store.texts == {"code": "typed while the server was gone"}
    assert field.toPlainText() == "of another"
    assert field.unsaved == []
    field.show_text(store.texts["code"], "code")
    assert field.toPlainText() == "typed while the server was gone"
    assert asked(field) == ""


def test_a_text_that_is_not_saved_while_something_else_comes_to_be_shown_is_missing(
    field: NoteField, store: Store
) -> None:
    def keep(_about: object, _text: str) -> bool:
        field.show_text("of another", "other code")
        return False

    field.keep = keep
    field.setPlainText("typed")
    field.save()
    assert field.unsaved == ["typed"]
    field.show_text("stored", "code")
    assert field.toPlainText() == "typed"


def test_what_could_not_be_saved_is_asked_about_where_a_teammate_could(
    field: NoteField, store: Store
) -> None:
    store.there = False
    field.setPlainText("typed")
    field.show_text("another", "other code")
    field.show_text("theirs", "code")
    assert field.toPlainText() == "typed"
    assert "theirs" in asked(field)


def test_the_question_is_below_its_field(field: NoteField) -> None:
    field.setPlainText("mine")
    field.show_text("theirs", "code")
    question = field.question
    assert question is not None
    holder = question.parentWidget()
    layout = None if holder is None else holder.layout()
    assert layout is not None
    assert layout.indexOf(question) == layout.indexOf(field) + 1
    assert [button.text() for button in question.buttons.values()] == ["Keep mine", "Use theirs", "Keep both"]


def test_the_hint_is_seen_whole_in_a_narrow_panel(qtbot: QtBot) -> None:
    holder = QWidget()
    note = NoteField("Definition", "What does the code stand for in this study?")
    column = QVBoxLayout(holder)
    column.addWidget(note)
    qtbot.addWidget(holder)
    holder.resize(600, 300)
    holder.show()
    one_line = note.height()
    holder.resize(150, 300)
    line = note.fontMetrics().lineSpacing()
    qtbot.waitUntil(lambda: note.height() >= one_line + line)
    note.setPlainText("It")
    qtbot.waitUntil(lambda: note.height() == one_line)
    note.clear()
    qtbot.waitUntil(lambda: note.height() > one_line)


def test_another_hint_is_seen_at_once(qtbot: QtBot) -> None:
    field = NoteField("Memo", "Memo on “stigma”")
    holder = QWidget()
    QVBoxLayout(holder).addWidget(field)
    qtbot.addWidget(holder)
    holder.resize(240, 200)
    holder.show()
    QApplication.processEvents()
    painted: list[QEvent] = []
    watcher = Painted(painted)
    field.viewport().installEventFilter(watcher)
    field.setPlaceholderText("Memo on “consent”")
    QApplication.processEvents()
    assert painted
    low = field.height()
    field.setPlaceholderText("Memo on “" + "You do not pay for the vegetables. " * 4 + "”")
    QApplication.processEvents()
    assert field.height() > low


class Painted(QObject):
    """Keeps the events by which a widget is painted."""

    def __init__(self, found: list[QEvent]) -> None:
        super().__init__()
        self._found = found

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint:
            self._found.append(event)
        return super().eventFilter(watched, event)
