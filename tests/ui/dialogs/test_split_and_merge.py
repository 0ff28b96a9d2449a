"""Splitting and merging codes: what is shown before is what happens.

Tests: ``merge``, ``split``, ``split_state``.
"""

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QScrollArea
from pytestqt.qtbot import QtBot

from qualcode.analysis.retrieval import Retrieval, segments
from qualcode.model.queries.query_names import typed_query
from qualcode.model.span import Span
from qualcode.operations.codes.codebook import add_code, edit_code
from qualcode.operations.codings.coding import code_passages
from qualcode.operations.queries import save_query
from qualcode.ui.dialogs.merge import MergeDialog, possible_targets
from qualcode.ui.dialogs.split import SplitDialog
from qualcode.ui.dialogs.split_state import state_of
from qualcode.ui.session.background import Background
from qualcode.ui.session.session import Session
from qualcode.ui.widgets.rich_list import HTML_ROLE
from tests.ui.material import code, coded, transcript


def test_segments_are_sorted_with_the_digits(qtbot: QtBot, session: Session) -> None:
    dialog = SplitDialog(session, code(session.study, "consent"))
    # It deletes itself when it closes.
    dialog.show()
    assert not dialog.button.isEnabled()
    QTest.keyClicks(dialog.names[0], "not asked")
    dialog.list.setFocus()
    QTest.keyClick(dialog.list, Qt.Key.Key_1)
    assert dialog.list.currentIndex().row() == 1
    assert dialog.words.text() == "Segments: 1 into “not asked”; 1 stays."
    QTest.mouseClick(dialog.button, Qt.MouseButton.LeftButton)
    assert coded(session.study, "not asked") == ["Nobody asked us."]
    assert coded(session.study, "consent") == ["I signed a form."]
    session.undo()
    assert len(coded(session.study, "consent")) == 2


def test_a_segment_is_said_by_a_participant_by_name(session: Session) -> None:
    dialog = SplitDialog(session, code(session.study, "consent"))
    assert "FG1 · FG1-P2 · AB" in dialog.list.model().index(0, 0).data(HTML_ROLE)
    dialog.reject()


def test_a_new_code_needs_its_name(session: Session) -> None:
    consent = code(session.study, "consent")
    state = state_of(session.study, consent)
    first = next(segments(session.study, Retrieval(codes=(consent,))))
    state = state.sorted_into(first, 2)
    assert not state.ready
    assert "no name yet" in state.summary
    state = state.named(2, "asked")
    assert state.ready
    assert not state.sorted_into(first, None).ready


def test_hundreds_of_segments_come_as_one_goes_to_them(qtbot: QtBot, session: Session) -> None:
    consent = code(session.study, "consent")
    spans = [Span(start, end) for start in range(20) for end in range(start + 1, 21)]
    place = transcript(session.study, "FG1")
    session.do_as_coder(
        lambda study, coder: code_passages(study, consent, [(place, span) for span in spans], coder.id)
    )
    dialog = SplitDialog(session, consent)
    dialog.show()
    QAbstractItemModelTester(dialog.model, QAbstractItemModelTester.FailureReportingMode.Fatal, dialog)
    assert 0 < dialog.model.rowCount() < len(spans)
    dialog.names[0].setText("elsewhere")
    for _ in spans:
        QTest.keyClick(dialog.list, Qt.Key.Key_1)
    assert dialog.words.text() == f"Segments: {len(spans)} into “elsewhere”; 2 stay."
    assert "→ 1 elsewhere" in dialog.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    QTest.keyClick(dialog.list, Qt.Key.Key_End)
    assert dialog.model.rowCount() == len(spans) + 2
    dialog.button.click()
    assert len(coded(session.study, "elsewhere")) == len(spans)


def test_a_merge_says_what_it_will_do_and_does_it(
    qtbot: QtBot, session: Session, background: Background
) -> None:
    stigma, consent = code(session.study, "stigma"), code(session.study, "consent")
    session.do(lambda: edit_code(session.study, stigma, definition="Looked down on", exclude="Not anger"))
    session.do(lambda: edit_code(session.study, consent, definition="Asked first"))
    dialog = MergeDialog(session, background, [stigma])
    dialog.show()
    before = session.study
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert (dialog.box.currentIndex(), dialog.isVisible(), session.study) == (-1, True, before)
    assert "Choose the code" in dialog.words.text()
    dialog.box.setCurrentIndex(0)
    assert not dialog.button.isEnabled()
    qtbot.waitUntil(dialog.button.isEnabled)
    names = [target.name for target in dialog.targets]
    assert names == ["consent", "trust in schools", "trust in firms"]
    assert dialog.words.text().startswith(
        "1 segment in 1 transcript moves to “consent”. “stigma” is deleted."
    )
    assert "In “consent”, the text of “stigma” will be added to: definition, not for." in dialog.words.text()
    QTest.mouseClick(dialog.button, Qt.MouseButton.LeftButton)
    assert stigma not in session.study.codes
    assert session.study.code_named("consent").exclude == "Not anger"
    assert len(coded(session.study, "consent")) == 3


def test_the_code_to_merge_into_is_typed_and_seen_before_enter_merges(
    qtbot: QtBot, session: Session, background: Background
) -> None:
    stigma = code(session.study, "stigma")
    dialog = MergeDialog(session, background, [stigma])
    qtbot.addWidget(dialog)
    dialog.show()
    before = session.study
    field = dialog.box.lineEdit()
    assert field is not None
    QTest.keyClicks(field, "schoo")
    assert not dialog.button.isEnabled()
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert session.study is before
    assert dialog.box.currentText() == "Trust > trust in schools"
    qtbot.waitUntil(dialog.button.isEnabled)
    assert "“trust in schools”" in dialog.words.text()
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert stigma not in session.study.codes


def test_a_name_that_several_codes_have_a_part_of_merges_nothing(
    session: Session, background: Background, qtbot: QtBot
) -> None:
    dialog = MergeDialog(session, background, [code(session.study, "stigma")])
    qtbot.addWidget(dialog)
    dialog.show()
    before = session.study
    field = dialog.box.lineEdit()
    assert field is not None
    QTest.keyClicks(field, "trust in")
    for _ in range(3):
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert (session.study, dialog.isVisible()) == (before, True)


def test_without_segments_a_code_may_go_into_a_category(session: Session) -> None:
    firms = code(session.study, "trust in firms")
    assert "Trust" in [row.name for row in possible_targets(session.study, [firms])]


def test_many_codes_are_named_by_the_first_and_the_rest_scrolls(
    session: Session, background: Background, qtbot: QtBot
) -> None:
    names = [f"a code of some length, number {number}" for number in range(60)]
    for name in names:
        session.do(lambda: add_code(session.study, name)[1])  # noqa: B023  # it is done at once
    dialog = MergeDialog(session, background, [code(session.study, name) for name in names])
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.box.setCurrentIndex(dialog.targets.index(session.study.codes[code(session.study, "stigma")]))
    qtbot.waitUntil(dialog.button.isEnabled)
    assert f"“{names[19]}” and 40 more are deleted." in dialog.words.text()
    assert names[20] not in dialog.words.text()
    assert dialog.height() < 600
    scrolled = dialog.findChild(QScrollArea)
    assert scrolled is not None
    qtbot.waitUntil(lambda: scrolled.verticalScrollBar().maximum() > 0)


def test_before_a_merge_it_is_said_which_queries_will_use_the_other_code(
    session: Session, background: Background, qtbot: QtBot
) -> None:
    _, change = save_query(session.study, "Judged", typed_query(session.study, "code:stigma"))
    session.do(lambda: change)
    dialog = MergeDialog(session, background, [code(session.study, "stigma")])
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.box.setCurrentIndex(0)
    qtbot.waitUntil(dialog.button.isEnabled)
    assert "The saved query “Judged” will use “consent” instead. You can undo this." in dialog.words.text()
