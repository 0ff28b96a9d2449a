"""The codebook is worked on in the window: added, renamed in place, moved, pinned, deleted, filtered.

Tests as well: ``ui.models.split_segments``, ``code_set_commands``.
"""

from uuid import UUID

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from qualcode.model.entities import Palette
from qualcode.operations.codes.codebook import add_code, recolour_codes
from qualcode.operations.codes.codebook_structure import move_codes
from qualcode.operations.codings.coding import apply_code
from qualcode.ui.dialogs.finder import FinderDialog
from qualcode.ui.dialogs.new_code import NewCodeDialog
from qualcode.ui.models.codebook import ALL, NAME
from qualcode.ui.navigator.codebook_tree import CodebookTree
from qualcode.ui.session.session import Session
from qualcode.ui.shell.main_window import MainWindow
from qualcode.ui.transcript.dropping import codes_mime
from tests.ui.material import code, coded, found


@pytest.fixture
def tree(window: MainWindow, qtbot: QtBot) -> CodebookTree:
    assert window.workbench is not None
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    made = window.workbench.code_page.navigator.codebook
    made.setFocus()
    return made


@pytest.fixture
def open_session(window: MainWindow) -> Session:
    assert window.session is not None
    return window.session


def test_a_code_is_renamed_in_place(qtbot: QtBot, tree: CodebookTree, open_session: Session) -> None:
    stigma = code(open_session.study, "stigma")
    tree.choose([stigma])
    QTest.keyClick(tree, Qt.Key.Key_F2)
    editor = tree.findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    QTest.keyClicks(editor, "shame")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: open_session.study.codes[stigma].name == "shame")


def test_a_code_without_segments_cannot_be_split(
    window: MainWindow, tree: CodebookTree, open_session: Session
) -> None:
    open_session.do(lambda: add_code(open_session.study, "unused")[1])
    menu = window.menus["Codebook"]
    for name, enabled in (("unused", False), ("stigma", True), ("unused", False)):
        tree.choose([code(open_session.study, name)])
        menu.aboutToShow.emit()
        assert window.actions_["codebook.split"].isEnabled() is enabled
        assert window.actions_["codebook.merge"].isEnabled()
        menu.aboutToHide.emit()


def test_a_code_is_added_and_chosen(window: MainWindow, tree: CodebookTree, open_session: Session) -> None:
    window.actions_["codebook.add"].trigger()
    dialog = window.findChild(NewCodeDialog)
    assert isinstance(dialog, NewCodeDialog)
    QTest.keyClicks(dialog.name, "privacy")
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    assert tree.selected == [code(open_session.study, "privacy")]


def test_a_form_that_was_closed_with_words_in_it_can_be_gone_on_with(
    window: MainWindow, tree: CodebookTree, open_session: Session
) -> None:
    tree.choose([code(open_session.study, "stigma")])
    window.actions_["codebook.add_below"].trigger()
    dialog = window.findChild(NewCodeDialog)
    assert isinstance(dialog, NewCodeDialog)
    QTest.keyClicks(dialog.name, "shame")
    QTest.keyClick(dialog.name, Qt.Key.Key_Escape)
    assert (window.messages.text, window.messages.offers) == ("“shame” was not added.", ("Keep editing",))
    window.messages.take_offer()
    again = [form for form in window.findChildren(NewCodeDialog) if form.isVisible()][-1]
    assert again.name.text() == "shame"
    QTest.keyClick(again.name, Qt.Key.Key_Return)
    assert open_session.study.path(code(open_session.study, "shame")) == "stigma > shame"


def test_delete_deletes_with_an_offer_to_undo(
    window: MainWindow, tree: CodebookTree, open_session: Session
) -> None:
    tree.choose([code(open_session.study, "consent")])
    QTest.keyClick(tree, Qt.Key.Key_Delete)
    assert "consent" not in [row.name for row in open_session.study.codes_in_order]
    assert "2 segments" in window.messages.text
    open_session.undo()
    assert len(coded(open_session.study, "consent")) == 2


def test_codes_are_moved_by_dragging(tree: CodebookTree, open_session: Session) -> None:
    consent, trust = code(open_session.study, "consent"), code(open_session.study, "Trust")
    above = tree.codebook.index_of(trust)
    tree.codebook.dropMimeData(codes_mime([consent]), Qt.DropAction.MoveAction, 0, 0, above)
    assert open_session.study.children(trust)[0].name == "consent"


def test_a_digit_is_pinned_from_a_menu(window: MainWindow, tree: CodebookTree, open_session: Session) -> None:
    consent = code(open_session.study, "consent")
    tree.choose([consent])
    window.actions_["codebook.pin"].trigger()
    menus = [menu for menu in window.findChildren(QMenu) if menu.isVisible()]
    menus[-1].actions()[4].trigger()
    menus[-1].close()
    assert open_session.study.codes[consent].digit == 5


def test_the_headings_show_the_codes_in_another_order(
    window: MainWindow, tree: CodebookTree, open_session: Session
) -> None:
    def click(column: int) -> None:
        header = tree.header()
        place = QPoint(header.sectionViewportPosition(column) + 6, header.height() // 2)
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)

    def first() -> str:
        return str(tree.model().index(0, 0).data())

    assert first() == "Trust"
    click(NAME)
    assert first() == "consent"
    assert window.actions_["codebook.order_name"].isChecked()
    click(ALL)
    assert first() == "consent"
    assert window.actions_["codebook.order_use"].isChecked()
    click(ALL)
    assert first() == "Trust"
    step = open_session.study.step
    window.actions_["codebook.order_use"].trigger()
    assert first() == "consent"
    assert open_session.study.step == step


def test_the_filter_hides_other_codes_and_down_leads_to_the_rest(
    qtbot: QtBot, window: MainWindow, tree: CodebookTree, open_session: Session
) -> None:
    assert window.workbench is not None
    field = window.workbench.code_page.navigator.filter
    field.setFocus()
    QTest.keyClicks(field, "firms")
    shown = tree.filter
    assert shown.rowCount() == 1
    QTest.keyClick(field, Qt.Key.Key_Down)
    assert tree.hasFocus()
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""


def test_closed_branches_stay_closed_when_codes_come(tree: CodebookTree, open_session: Session) -> None:
    trust = tree.filter.mapFromSource(tree.codebook.index_of(code(open_session.study, "Trust")))
    tree.setExpanded(trust, False)
    open_session.do(lambda: add_code(open_session.study, "something new")[1])
    trust = tree.filter.mapFromSource(tree.codebook.index_of(code(open_session.study, "Trust")))
    assert not tree.isExpanded(trust)


def test_choosing_a_code_shows_what_it_means(
    window: MainWindow, tree: CodebookTree, open_session: Session
) -> None:
    assert window.workbench is not None
    tree.choose([code(open_session.study, "consent")])
    assert window.workbench.code_page.inspector.code.code_id == code(open_session.study, "consent")


def test_a_code_is_added_beside_the_cursor_and_below_a_category(
    window: MainWindow, tree: CodebookTree, open_session: Session
) -> None:
    def add(name: str) -> None:
        window.actions_["codebook.add"].trigger()
        dialog = window.findChildren(NewCodeDialog)[-1]
        QTest.keyClicks(dialog.name, name)
        QTest.keyClick(dialog.name, Qt.Key.Key_Return)

    tree.choose([code(open_session.study, "stigma")])
    add("shame")
    trust = code(open_session.study, "Trust")
    tree.choose([trust])
    add("trust in councils")
    study = open_session.study
    assert [row.name for row in study.children(None)] == ["Trust", "stigma", "shame", "consent"]
    assert [row.name for row in study.children(trust)][-1] == "trust in councils"


def test_a_new_code_is_shown_whatever_the_codes_were_narrowed_to(
    window: MainWindow, tree: CodebookTree, open_session: Session
) -> None:
    assert window.workbench is not None
    field = window.workbench.code_page.navigator.filter
    for letters, name, left in (("con", "shame", ""), ("sha", "shame again", "sha")):
        field.setText(letters)
        window.actions_["codebook.add"].trigger()
        dialog = window.findChildren(NewCodeDialog)[-1]
        QTest.keyClicks(dialog.name, name)
        QTest.keyClick(dialog.name, Qt.Key.Key_Return)
        assert field.text() == left
        assert tree.selected == [code(open_session.study, name)]
        assert not tree.visualRect(tree.currentIndex()).isEmpty()


def test_a_subcode_is_added_by_key(window: MainWindow, tree: CodebookTree, open_session: Session) -> None:
    stigma = code(open_session.study, "stigma")
    tree.choose([stigma])
    QTest.keyClick(tree, Qt.Key.Key_Insert)
    dialog = window.findChildren(NewCodeDialog)[-1]
    QTest.keyClicks(dialog.name, "shame")
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    assert [row.name for row in open_session.study.children(stigma)] == ["shame"]
    open_session.undo()
    assert open_session.study.children(stigma) == ()


def test_codes_are_moved_by_key(window: MainWindow, tree: CodebookTree, open_session: Session) -> None:
    before = open_session.study
    consent, stigma = code(before, "consent"), code(before, "stigma")
    tree.choose([stigma, consent])
    modifiers = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(tree, Qt.Key.Key_M, modifiers)
    dialog = window.findChildren(FinderDialog)[-1]
    QTest.keyClicks(dialog.field, "trust")
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    study = open_session.study
    assert [row.name for row in study.children(code(study, "Trust"))][-2:] == ["stigma", "consent"]
    assert tree.selected == [stigma, consent]
    open_session.undo()
    assert open_session.study == before


def test_a_closed_branch_counts_what_is_below_it(
    qtbot: QtBot, tree: CodebookTree, open_session: Session
) -> None:
    trust, firms = code(open_session.study, "Trust"), code(open_session.study, "trust in firms")
    stigma = code(open_session.study, "stigma")
    open_session.do(lambda: move_codes(open_session.study, [stigma], firms))

    def figures(code_id: UUID) -> str:
        return str(tree.codebook.index_of(code_id, ALL).data())

    def close(code_id: UUID, closed: bool) -> None:
        tree.setExpanded(tree.filter.mapFromSource(tree.codebook.index_of(code_id)), not closed)
        qtbot.waitUntil(lambda: not tree._telling.isActive())

    assert (figures(trust), figures(firms)) == ("", "0")
    close(firms, True)
    assert (figures(trust), figures(firms)) == ("", "1")
    close(trust, True)
    assert figures(trust) == "1"
    place, span = found(open_session.study, "FG1", "Thank you.")
    with_coder = open_session.do_as_coder
    with_coder(lambda study, coder: apply_code(study, firms, place, span, coder.id))
    assert figures(trust) == "2"
    tip = tree.codebook.index_of(firms, ALL).data(Qt.ItemDataRole.ToolTipRole)
    assert tip == "2 segments with subcodes, 1 of them “trust in firms” itself"
    close(trust, False)
    close(firms, False)
    assert (figures(trust), figures(firms)) == ("", "1")


def test_a_branch_and_the_codebook_get_other_colours(
    window: MainWindow, tree: CodebookTree, open_session: Session
) -> None:
    before = open_session.study
    tree.choose([code(before, "Trust")])
    window.actions_["codebook.colour_blind"].trigger()
    palettes = [open_session.study.info.palette]
    tree.choose([code(before, "stigma")])
    open_session.do(lambda: recolour_codes(open_session.study, list(before.codes), "#123456"))
    window.actions_["codebook.deal_colours"].trigger()
    other = [row.name for row in open_session.study.codes_in_order if row.colour != "#123456"]
    assert other == ["stigma"]
    assert window.actions_["codebook.colour_blind"].isChecked()
    for _ in range(3):
        open_session.undo()
    palettes.append(open_session.study.info.palette)
    assert palettes == [Palette.COLOUR_BLIND, Palette.USUAL]
    assert open_session.study == before
    assert not window.actions_["codebook.colour_blind"].isChecked()


def test_every_entry_of_the_key_menu_has_a_letter_of_its_own(
    window: MainWindow, tree: CodebookTree, open_session: Session
) -> None:
    tree.choose([code(open_session.study, "consent")])
    window.actions_["codebook.pin"].trigger()
    menu = next(item for item in window.findChildren(QMenu) if item.isVisible())
    shifted = next(part for part in menu.findChildren(QMenu) if "Shift" in part.title())
    for part in (menu, shifted):
        letters = [text[text.index("&") + 1] for action in part.actions() if "&" in (text := action.text())]
        assert len(letters) == len(set(letters))
    next(action for action in shifted.actions() if action.text() == "Shift+&1").trigger()
    menu.close()
    assert open_session.study.codes[code(open_session.study, "consent")].digit == 11


def test_it_is_said_where_a_code_has_the_best_colour_already(
    window: MainWindow, tree: CodebookTree, open_session: Session
) -> None:
    tree.choose([code(open_session.study, "stigma")])
    for _ in range(2):
        window.actions_["codebook.deal_colours"].trigger()
    before = open_session.study
    window.actions_["codebook.deal_colours"].trigger()
    assert open_session.study is before
    assert "nothing was changed" in window.messages.text
