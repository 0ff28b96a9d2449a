"""Sets of codes in the window: made of the selected codes, shown alone in the codebook and in the text.

Tests: ``ui.navigator.set_choice``, ``shown_codings``.
"""

from uuid import UUID

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QInputDialog, QToolButton
from pytestqt.qtbot import QtBot

from qualcode.model.change import ChangeSet
from qualcode.model.entities import Coder, CodeSet
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.operations.codes.code_sets import add_code_set
from qualcode.operations.codes.codebook import add_code
from qualcode.operations.codings.coding import apply_code
from qualcode.ui.dialogs.choose_several import ChooseSeveralDialog
from qualcode.ui.dialogs.new_code import NewCodeDialog
from qualcode.ui.navigator.codebook_tree import CodebookTree
from qualcode.ui.navigator.set_choice import SetChoice
from qualcode.ui.pages.code.reading import ReadingPane
from qualcode.ui.pages.code.shown_codings import most_used
from qualcode.ui.session.session import Session
from qualcode.ui.shell.main_window import MainWindow
from tests.ui.material import code, found


@pytest.fixture
def tree(window: MainWindow, qtbot: QtBot) -> CodebookTree:
    assert window.workbench is not None
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    made = window.workbench.code_page.navigator.codebook
    made.setFocus()
    return made


@pytest.fixture
def sets(window: MainWindow) -> SetChoice:
    assert window.workbench is not None
    return window.workbench.code_page.navigator.sets


@pytest.fixture
def reading(window: MainWindow) -> ReadingPane:
    assert window.workbench is not None
    return window.workbench.code_page.reading


@pytest.fixture
def open_session(window: MainWindow) -> Session:
    assert window.session is not None
    return window.session


def make_set(session: Session, name: str, *codes: str) -> CodeSet:
    ids = [code(session.study, item) for item in codes]
    session.do(lambda: add_code_set(session.study, name, ids)[1])
    return next(row for row in session.study.code_sets_in_order if row.name == name)


def answer(window: MainWindow, words: str) -> None:
    """Type into the dialog that is open, and press Enter."""
    dialog = window.findChildren(QInputDialog)[-1]
    dialog.setTextValue(words)
    QTest.keyClick(dialog, Qt.Key.Key_Return)


def names(tree: CodebookTree, parent: QModelIndex | None = None) -> list[str]:
    """The names that the tree shows, from top to bottom."""
    above = QModelIndex() if parent is None else parent
    found_names: list[str] = []
    for row in range(tree.filter.rowCount(above)):
        index = tree.filter.index(row, 0, above)
        found_names += [str(index.data()), *names(tree, index)]
    return found_names


def use_twice(session: Session, name: str) -> None:
    """A new code on two passages of the first transcript."""
    session.do(lambda: add_code(session.study, name)[1])
    for words in ("Nobody at all.", "Thank you."):
        place, span = found(session.study, "FG1", words)

        def change(study: Study, coder: Coder, place: UUID = place, span: Span = span) -> ChangeSet:
            return apply_code(study, code(study, name), place, span, coder.id)

        session.do_as_coder(change)


def members(session: Session, name: str) -> list[str]:
    row = next(row for row in session.study.code_sets_in_order if row.name == name)
    return [item.name for item in session.study.codes_of_set(row.id)]


def shown_codes(reading: ReadingPane) -> list[str]:
    study, table = reading.view.session.study, reading.view.codings
    return [study.codes[table.row(place).code_id].name for place in range(len(table))]


def test_a_set_is_made_of_the_selected_codes_and_shown(
    window: MainWindow, tree: CodebookTree, sets: SetChoice, open_session: Session
) -> None:
    assert sets.isHidden()
    tree.choose([code(open_session.study, "trust in firms"), code(open_session.study, "consent")])
    window.actions_["codebook.set_make"].trigger()
    answer(window, "Sensitive")
    assert members(open_session, "Sensitive") == ["trust in firms", "consent"]
    assert sets.isVisible()
    assert sets.box.currentText() == "Sensitive (2)"
    assert names(tree) == ["Trust", "trust in firms", "consent"]
    open_session.undo()
    assert sets.isHidden()
    assert "stigma" in names(tree)


def test_a_set_needs_codes_and_a_free_name(
    window: MainWindow, tree: CodebookTree, open_session: Session
) -> None:
    tree.clearSelection()
    window.actions_["codebook.set_make"].trigger()
    assert "Choose the codes" in window.messages.text
    window.actions_["codebook.set_rename"].trigger()
    assert "no code sets yet" in window.messages.text
    make_set(open_session, "Sensitive", "consent")
    tree.choose([code(open_session.study, "stigma")])
    window.actions_["codebook.set_make"].trigger()
    answer(window, "sensitive")
    assert len(open_session.study.code_sets_in_order) == 1
    asking = next(found for found in window.findChildren(QInputDialog) if found.isVisible())
    assert "ensitive" in asking.labelText()
    asking.reject()
    window.actions_["codebook.set_delete"].trigger()
    assert "Choose a set above" in window.messages.text


def test_the_set_is_chosen_above_the_tree_by_key(
    tree: CodebookTree, sets: SetChoice, open_session: Session
) -> None:
    tester = QAbstractItemModelTester(tree.filter, QAbstractItemModelTester.FailureReportingMode.Warning)
    make_set(open_session, "Firms", "trust in firms")
    sets.box.setFocus()
    QTest.keyClick(sets.box, Qt.Key.Key_Down)
    assert names(tree) == ["Trust", "trust in firms"]
    tree.filter_by("stig")
    assert names(tree) == []
    tree.filter_by("trust")
    assert names(tree) == ["Trust", "trust in firms"]
    tree.filter_by("")
    QTest.keyClick(sets.box, Qt.Key.Key_Up)
    assert names(tree) == ["Trust", "trust in schools", "trust in firms", "stigma", "consent"]
    tester.deleteLater()


def test_only_members_below_a_category_of_the_set(tree: CodebookTree, open_session: Session) -> None:
    row = make_set(open_session, "Categories", "Trust")
    tree.show_set(row.id)
    assert names(tree) == ["Trust"]


def test_codes_join_and_leave_a_set(
    window: MainWindow, tree: CodebookTree, sets: SetChoice, open_session: Session
) -> None:
    row = make_set(open_session, "Sensitive", "consent")
    tree.choose([code(open_session.study, "stigma")])
    window.actions_["codebook.set_add"].trigger()
    answer(window, "Sensitive")
    assert members(open_session, "Sensitive") == ["stigma", "consent"]
    window.actions_["codebook.set_add"].trigger()
    answer(window, "Sensitive")
    assert window.messages.text == "The set “Sensitive” has these codes already."
    assert not any(found.isVisible() for found in window.findChildren(QInputDialog))
    tree.show_set(row.id)
    tree.choose([code(open_session.study, "consent")])
    window.actions_["codebook.set_remove"].trigger()
    assert names(tree) == ["stigma"]
    assert sets.box.currentText() == "Sensitive (1)"


def test_the_shown_set_is_renamed_and_deleted_and_its_codes_stay(
    window: MainWindow, tree: CodebookTree, sets: SetChoice, open_session: Session
) -> None:
    tree.show_set(make_set(open_session, "Sensitive", "consent").id)
    window.actions_["codebook.set_rename"].trigger()
    answer(window, "Delicate")
    assert sets.box.currentText() == "Delicate (1)"
    assert names(tree) == ["consent"]
    window.actions_["codebook.set_delete"].trigger()
    assert open_session.study.code_sets_in_order == ()
    assert "stay" in window.messages.text
    assert len(names(tree)) == len(open_session.study.codes) == 5


def test_a_new_code_is_never_hidden_by_the_set(
    window: MainWindow, tree: CodebookTree, sets: SetChoice, open_session: Session
) -> None:
    tree.show_set(make_set(open_session, "Sensitive", "consent").id)
    window.actions_["codebook.add"].trigger()
    dialog = window.findChildren(NewCodeDialog)[-1]
    QTest.keyClicks(dialog.name, "privacy")
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    assert tree.selected == [code(open_session.study, "privacy")]
    assert sets.box.currentText() == "All codes"


def test_the_text_shows_the_codings_of_a_set(
    window: MainWindow, tree: CodebookTree, reading: ReadingPane, open_session: Session
) -> None:
    window.actions_["view.codings_set"].trigger()
    assert "no code sets yet" in window.messages.text
    assert window.actions_["view.codings_all"].isChecked()
    row = make_set(open_session, "Sensitive", "consent")
    window.actions_["view.codings_set"].trigger()
    assert not window.actions_["view.codings_set"].isChecked()
    answer(window, "Sensitive")
    assert window.actions_["view.codings_set"].isChecked()
    assert shown_codes(reading) == ["consent"]
    tree.show_set(row.id)
    tree.choose([code(open_session.study, "consent")])
    window.actions_["codebook.set_remove"].trigger()
    assert shown_codes(reading) == []
    window.actions_["codebook.set_delete"].trigger()
    assert window.actions_["view.codings_all"].isChecked()
    assert shown_codes(reading) == ["stigma", "consent"]


def test_the_text_shows_the_most_used_codes_of_each_transcript(
    window: MainWindow, reading: ReadingPane, open_session: Session
) -> None:
    for number in range(11):
        use_twice(open_session, f"twice {number}")
    window.actions_["view.codings_most_used"].trigger()
    assert set(shown_codes(reading)) == {f"twice {number}" for number in range(10)}
    place, _ = found(open_session.study, "INT01", "Ruth")
    reading.show_transcript(place)
    assert shown_codes(reading) == ["consent"]
    assert most_used(open_session.study, None) == set()
    window.actions_["view.codings_all"].trigger()
    assert reading.limited.isHidden()


def test_the_choice_of_stripes_is_at_the_text(reading: ReadingPane) -> None:
    button = next(
        item
        for item in reading.findChildren(QToolButton)
        if item.accessibleName() == "Stripes: which codings are shown"
    )
    menu = button.menu()
    assert menu is not None
    assert [action.objectName() for action in menu.actions()][:3] == [
        "view.codings_all",
        "view.codings_chosen",
        "view.codings_set",
    ]
    assert button.isVisible()


def test_stripes_of_several_coders_are_shown_at_once(
    window: MainWindow, reading: ReadingPane, open_session: Session
) -> None:
    words = found(open_session.study, "FG1", "I hate it.")
    for name in ("Ben", "Chidi"):
        open_session.set_coder(name)
        open_session.do_as_coder(
            lambda study, coder: apply_code(study, code(study, "consent"), *words, coder.id)
        )
    assert len(reading.view.codings) == 4
    window.actions_["view.codings_coders"].trigger()
    dialog = window.findChildren(ChooseSeveralDialog)[-1]
    dialog.filter.setText("AB")
    for item in dialog._items():
        if item.text() == "AB":
            item.setCheckState(Qt.CheckState.Unchecked)
    QTest.mouseClick(dialog.button, Qt.MouseButton.LeftButton)
    coders = open_session.study.coders
    assert {coders[row.coder_id].name for row in reading.view.codings} == {"Ben", "Chidi"}
    assert reading.limited.words == "Only codings by Ben and Chidi are shown."
    assert window.actions_["view.codings_coders"].isChecked()
    window.actions_["view.codings_coders"].trigger()
    dialog = window.findChildren(ChooseSeveralDialog)[-1]
    assert len(dialog.chosen) == 2, "what was chosen is checked again"
    dialog._check(Qt.CheckState.Checked)
    QTest.mouseClick(dialog.button, Qt.MouseButton.LeftButton)
    assert len(reading.view.codings) == 4
    assert window.actions_["view.codings_all"].isChecked()
