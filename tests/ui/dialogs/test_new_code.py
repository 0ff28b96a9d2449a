"""The form for a new code, filled in with keys."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from qualcode.ui.dialogs.new_code import NewCodeDialog
from qualcode.ui.session.session import Session
from tests.ui.material import code


@pytest.fixture
def host(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def form(session: Session, host: QWidget, below: str = "", after: str = "") -> NewCodeDialog:
    study = session.study
    made = NewCodeDialog(
        session, code(study, below) if below else None, code(study, after) if after else None, host
    )
    made.open()
    return made


def test_a_path_makes_the_code_and_the_one_above_it_in_one_step(session: Session, host: QWidget) -> None:
    dialog, step = form(session, host), session.study.step
    QTest.keyClicks(dialog.name, "Money > debt")
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    assert session.study.path(code(session.study, "debt")) == "Money > debt"
    assert session.study.step == step + 1
    assert dialog.isHidden()


def test_it_stays_open_for_one_code_after_another_each_in_a_colour_of_its_own(
    session: Session, host: QWidget, qtbot: QtBot
) -> None:
    dialog = form(session, host, below="Trust")
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    for name in ("one", "two"):
        QTest.keyClicks(dialog.name, name)
        QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(dialog.name, "three")
    dialog.definition.setPlainText(" The third. ")
    dialog.button.click()
    study = session.study
    names = [row.name for row in study.children(code(study, "Trust"))]
    assert names[-3:] == ["one", "two", "three"]
    assert study.codes[code(study, "three")].definition == "The third."
    assert len({row.colour for row in study.codes.values()}) == len(study.codes)
    session.undo()
    assert [row.name for row in session.study.children(code(study, "Trust"))][-2:] == ["one", "two"]


def test_the_place_is_found_by_typing_and_may_be_the_top(session: Session, host: QWidget) -> None:
    dialog = form(session, host, below="Trust")
    QTest.keyClicks(dialog.name, "shame")
    dialog.place.setEditText("stigma")
    dialog.button.click()
    assert session.study.path(code(session.study, "shame")) == "stigma > shame"
    dialog = form(session, host, below="Trust")
    QTest.keyClicks(dialog.name, "money")
    dialog.place.setCurrentIndex(0)
    dialog.button.click()
    assert session.study.codes[code(session.study, "money")].parent_id is None


def test_full_names_below_a_chosen_code_count_from_the_top(session: Session, host: QWidget) -> None:
    dialog = form(session, host, below="Trust")
    for typed, path in (
        ("Trust > votes", "Trust > votes"),
        ("Money > arrears", "Money > arrears"),
        ("regret", "Trust > regret"),
    ):
        QTest.keyClicks(dialog.name, typed)
        assert dialog.words.text() == f"Adds “{path}”."
        dialog.another.click()
        assert dialog.words.text() == f"Added code “{path}”."
        name = path.rpartition(" > ")[2]
        assert session.study.path(code(session.study, name)) == path


def test_what_would_be_added_follows_name_and_place(session: Session, host: QWidget) -> None:
    dialog = form(session, host, below="Trust")
    hint = dialog.words.text()
    QTest.keyClicks(dialog.name, "shame")
    dialog.place.setCurrentIndex(0)
    assert dialog.words.text() == "Adds “shame”."
    dialog.place.setEditText("nowhere")
    assert dialog.words.text() == hint
    dialog.place.setEditText("trust")
    dialog.name.setText("Trust IN firms")
    assert dialog.words.text() == "“Trust > trust in firms” is in the codebook already."
    dialog.name.setText("Trust >")
    assert dialog.words.text() == hint


def test_closing_with_something_typed_tells_what_it_was(
    session: Session, host: QWidget, qtbot: QtBot
) -> None:
    dialog = form(session, host, below="Trust", after="trust in schools")
    QTest.keyClicks(dialog.name, "shame")
    dialog.definition.setPlainText("What is hidden.")
    dialog.category.click()
    with qtbot.waitSignal(dialog.left) as left:
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert left.args is not None
    again = form(session, host)
    again.take(left.args[0])
    again.button.click()
    made = session.study.codes[code(session.study, "shame")]
    assert session.study.path(made.id) == "Trust > shame"
    assert (made.definition, made.codable) == ("What is hidden.", False)
    assert made.position == session.study.codes[code(session.study, "trust in schools")].position + 1


def test_an_empty_form_closes_without_a_word(session: Session, host: QWidget, qtbot: QtBot) -> None:
    dialog = form(session, host, below="Trust")
    with qtbot.assertNotEmitted(dialog.left):
        QTest.keyClick(dialog, Qt.Key.Key_Escape)


@pytest.mark.parametrize(
    ("name", "place", "sentence"),
    [
        ("stigma", "", "already a code “stigma”"),
        ("", "", "name"),
        ("x", "nowhere", "no code named “nowhere”"),
    ],
)
def test_what_cannot_be_added_is_said_and_what_was_typed_stays(
    session: Session, host: QWidget, name: str, place: str, sentence: str
) -> None:
    dialog, before = form(session, host), session.study
    dialog.name.setText(name)
    dialog.place.setEditText(place)
    dialog.button.click()
    assert sentence in dialog.words.text()
    assert (dialog.isHidden(), dialog.name.text()) == (False, name)
    assert session.study is before


def test_a_category_has_a_box(session: Session, host: QWidget) -> None:
    dialog = form(session, host)
    QTest.keyClicks(dialog.name, "Feelings")
    dialog.category.click()
    dialog.button.click()
    assert not session.study.codes[code(session.study, "Feelings")].codable
