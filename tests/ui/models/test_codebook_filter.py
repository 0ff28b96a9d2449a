"""The rows of the codebook that are shown: as the codebook has them, whatever comes, goes or is hidden."""

import gc
from functools import partial
from uuid import UUID

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QStandardItem
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from qualcode.model.change import ChangeSet
from qualcode.operations.codes.codebook import add_code, rename_code
from qualcode.operations.codes.codebook_structure import delete_codes, move_codes
from qualcode.operations.draft import together
from qualcode.ui.models.codebook import ALL, NAME, CodebookModel
from qualcode.ui.models.codebook_filter import CodebookFilter
from qualcode.ui.models.codebook_order import CodeOrder
from qualcode.ui.models.transcripts import ID_ROLE
from qualcode.ui.session.session import Session
from qualcode.ui.shell.main_window import MainWindow
from qualcode.ui.transcript.dropping import codes_mime
from tests.ui.material import code

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal
MOVE = Qt.DropAction.MoveAction


def _shown(session: Session) -> CodebookFilter:
    codebook = CodebookModel(session)
    shown = CodebookFilter(codebook)
    codebook.setParent(shown)
    QAbstractItemModelTester(shown, FATAL, shown)
    return shown


def _ids(shown: CodebookFilter, above: QModelIndex | None = None) -> list[UUID]:
    """The codes that are shown, as the codebook is read."""
    parent = QModelIndex() if above is None else above
    found: list[UUID] = []
    for row in range(shown.rowCount(parent)):
        index = shown.index(row, NAME, parent)
        found += [index.data(ID_ROLE), *_ids(shown, index)]
    return found


def _in_order(session: Session) -> list[UUID]:
    return [row.id for row in session.study.codes_in_order]


def _branch_comes(session: Session, above: UUID | None) -> ChangeSet:
    """A code with one below it, and one below that."""
    study, parts = session.study, []
    for name in ("first", "second", "third"):
        made, part = add_code(study, name, parent_id=above)
        parts.append(part)
        study, above = study.after(part), made.id
    return together(session.study, "Add a branch", parts)


def test_python_knows_none_of_the_items_that_qt_makes(session: Session) -> None:
    """It would take what is made at the same place in memory later for the item, and end the program."""
    shown = _shown(session)
    for above in (code(session.study, "stigma"), code(session.study, "Trust"), None):
        session.do(partial(_branch_comes, session, above))
        assert _ids(shown) == _in_order(session)
        assert not [known for known in gc.get_objects() if isinstance(known, QStandardItem)]


def test_whole_branches_come_below_a_code_without_any_and_at_the_top(session: Session) -> None:
    shown = _shown(session)
    resets: list[int] = []
    shown.modelReset.connect(lambda: resets.append(1))
    for above in (code(session.study, "stigma"), code(session.study, "Trust"), None):
        change = _branch_comes(session, above)
        session.do(partial(ChangeSet, change.label, change.rows))
        assert _ids(shown) == _in_order(session)
        session.do(lambda: rename_code(session.study, code(session.study, "first"), f"of {len(resets)}"))
        for name in ("second", "third"):
            found = code(session.study, name)
            session.do(partial(rename_code, session.study, found, f"{name} of {above}"))
    assert resets == []
    for _ in range(12):
        session.undo()
        assert _ids(shown) == _in_order(session)


def test_every_row_leads_to_the_codebook_and_back(session: Session) -> None:
    shown = _shown(session)
    session.do(
        lambda: move_codes(session.study, [code(session.study, "consent")], code(session.study, "stigma"))
    )
    for code_id in _in_order(session):
        index = shown.mapFromSource(shown._codebook.index_of(code_id, ALL))
        assert index.siblingAtColumn(NAME).data(ID_ROLE) == code_id
        assert shown.mapToSource(index) == shown._codebook.index_of(code_id, ALL)
    shown.show_named("consent")
    hidden = shown._codebook.index_of(code(session.study, "Trust"))
    assert not shown.mapFromSource(hidden).isValid()
    assert not shown.mapToSource(QModelIndex()).isValid()


def test_what_goes_or_is_named_otherwise_leaves_what_is_looked_for(session: Session) -> None:
    shown = _shown(session)
    shown.show_named("trust")
    firms = code(session.study, "trust in firms")
    session.do(lambda: rename_code(session.study, firms, "firms"))
    # Below one that is meant, all are shown.
    assert len(_ids(shown)) == 3
    session.do(lambda: rename_code(session.study, code(session.study, "Trust"), "belief"))
    assert [session.study.codes[row].name for row in _ids(shown)] == ["belief", "trust in schools"]
    session.do(lambda: delete_codes(session.study, [code(session.study, "trust in schools")]))
    assert _ids(shown) == []
    session.undo()
    assert len(_ids(shown)) == 2


def test_a_drop_between_rows_that_are_shown_is_one_between_those_of_the_codebook(session: Session) -> None:
    shown = _shown(session)
    moved: list[tuple[object, int]] = []
    shown._codebook.moved.connect(lambda _codes, above, row: moved.append((above, row)))
    trust = code(session.study, "Trust")
    dragged = codes_mime([code(session.study, "stigma")])
    shown.show_named("t")
    shown.show_named("consent")
    assert len(_ids(shown)) == 1
    # Before "consent", which is the third at the top; after it; and on it.
    for row, parent in ((0, QModelIndex()), (1, QModelIndex()), (-1, shown.index(0, 0))):
        shown.dropMimeData(dragged, MOVE, row, 0, parent)
    assert moved == [(None, 2), (None, 3), (code(session.study, "consent"), -1)]
    shown.show_named("firms")
    shown.dropMimeData(dragged, MOVE, 0, 0, shown.index(0, 0))
    assert moved[-1] == (trust, 1)


def test_rows_go_with_their_codes_alone(session: Session) -> None:
    shown = _shown(session)
    assert not shown.removeRows(0, 1)
    assert not shown.removeRow(0, shown.index(0, 0))
    assert _ids(shown) == _in_order(session)


def test_a_name_that_is_being_written_stays_while_a_code_comes(window: MainWindow, qtbot: QtBot) -> None:
    session, workbench = window.session, window.workbench
    assert session is not None
    assert workbench is not None
    tree = workbench.code_page.navigator.codebook
    stigma = code(session.study, "stigma")
    tree.rename(stigma)
    field = tree.findChild(QLineEdit)
    assert field is not None
    field.clear()
    QTest.keyClicks(field, "sha")
    session.do(lambda: add_code(session.study, "privacy", parent_id=code(session.study, "consent"))[1])
    QTest.keyClicks(field, "me")
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: session.study.codes[stigma].name == "shame")


def test_another_order_leaves_branches_selection_and_place(window: MainWindow, qtbot: QtBot) -> None:
    session, workbench = window.session, window.workbench
    assert session is not None
    assert workbench is not None
    tree = workbench.code_page.navigator.codebook
    chosen = [code(session.study, name) for name in ("stigma", "consent")]
    tree.choose(chosen)
    tree.show_in(CodeOrder.NAME)
    assert tree.selected == chosen
    assert tree.current == chosen[0]
    assert tree.isExpanded(tree._index_of(code(session.study, "Trust")))
    tree.filter_by("firms")
    tree.filter_by("")
    assert [tree.isExpanded(tree._index_of(row)) for row in tree.codebook.branching] == [True]
    tree.show_in(CodeOrder.OWN)
    assert _ids(tree.filter) == _in_order(session)
