"""Deleting codes and transcripts on which colleagues have worked, by Del in the lists."""

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from qualcode.model.change import ChangeSet
from qualcode.model.queries.query_names import typed_query
from qualcode.operations.coders import ensure_coder
from qualcode.operations.codings.coding import apply_code
from qualcode.operations.queries import save_query
from qualcode.ui.shell.main_window import MainWindow
from qualcode.ui.shell.workbench import Workbench
from tests.ui.material import code, found, transcript


@pytest.fixture
def bench(window: MainWindow) -> Workbench:
    """Two more segments by BO, of “stigma” and of “trust in firms”, in FG1."""
    assert window.workbench is not None
    session = window.workbench.session
    coder, arrival = ensure_coder(session.study, "BO")
    session.do(lambda: arrival)
    place, span = found(session.study, "FG1", "I would trust the school, not the firm.")
    session.do(lambda: apply_code(session.study, code(session.study, "stigma"), place, span, coder.id))
    firms = code(session.study, "trust in firms")
    session.do(lambda: apply_code(session.study, firms, place, span, coder.id))
    return window.workbench


def test_a_code_with_segments_of_others_is_asked_about(window: MainWindow, bench: Workbench) -> None:
    tree, study = bench.code_page.navigator.codebook, bench.session.study
    tree.choose([code(study, "Trust")])
    tree.setFocus()
    QTest.keyClick(tree, Qt.Key.Key_Delete)
    assert bench.session.study is study
    assert window.messages.text == "Delete “Trust” with 1 segment by BO? You can undo this."
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Escape)
    assert bench.session.study is study
    QTest.keyClick(tree, Qt.Key.Key_Delete)
    window.messages.take_offer()
    assert code(study, "Trust") not in bench.session.study.codes
    window.actions_["edit.undo"].trigger()
    assert code(study, "trust in firms") in bench.session.study.codes


def test_a_code_with_own_segments_goes_at_once(window: MainWindow, bench: Workbench) -> None:
    tree, study = bench.code_page.navigator.codebook, bench.session.study
    tree.choose([code(study, "consent")])
    tree.setFocus()
    QTest.keyClick(tree, Qt.Key.Key_Delete)
    assert code(study, "consent") not in bench.session.study.codes


@pytest.mark.parametrize("way", ["in the list", "in the menu"])
def test_a_transcript_with_segments_of_others_is_asked_about(
    window: MainWindow, bench: Workbench, way: str
) -> None:
    list_, study = bench.code_page.navigator.transcripts, bench.session.study
    place = transcript(study, "FG1")
    if way == "in the list":
        list_.select([place])
        list_.setFocus()
        QTest.keyClick(list_, Qt.Key.Key_Delete)
    else:
        bench.code_page.reading.show_transcript(place)
        window.actions_["transcript.delete"].trigger()
    assert bench.session.study is study
    assert window.messages.text == "Delete “FG1” with 2 segments by BO? You can undo this."
    window.messages.take_offer()
    assert place not in bench.session.study.transcripts


def test_a_transcript_with_own_segments_goes_at_once(bench: Workbench) -> None:
    list_, study = bench.code_page.navigator.transcripts, bench.session.study
    list_.select([transcript(study, "INT01")])
    list_.setFocus()
    QTest.keyClick(list_, Qt.Key.Key_Delete)
    assert transcript(study, "INT01") not in bench.session.study.transcripts


def test_before_and_after_it_is_said_which_queries_name_the_code(
    window: MainWindow, bench: Workbench
) -> None:
    tree, session = bench.code_page.navigator.codebook, bench.session
    for name, text in (("Judged", "code:stigma"), ("Agreed", "code:consent")):
        _, change = save_query(session.study, name, typed_query(session.study, text))
        session.do(partial(ChangeSet.labelled, change, f"Save {name}"))
    tree.choose([code(session.study, "stigma")])
    tree.setFocus()
    QTest.keyClick(tree, Qt.Key.Key_Delete)
    named = "It is named in the saved query “Judged”."
    assert window.messages.text == f"Delete “stigma” with 1 segment by BO? {named} You can undo this."
    window.messages.take_offer()
    assert window.messages.text.endswith(named)
    tree.choose([code(session.study, "consent")])
    tree.setFocus()
    QTest.keyClick(tree, Qt.Key.Key_Delete)
    assert window.messages.text.endswith("It is named in the saved query “Agreed”.")
    # An undo brings the code back, and says nothing of the kind.
    session.undo()
    assert "named in" not in window.messages.text
