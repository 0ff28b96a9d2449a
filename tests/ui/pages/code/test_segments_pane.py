"""The segments beside the text, in the real window: opened, filtered, sorted, gone through, changed.

Tests as well: ``segment_lines``, ``segments_pane_commands``, ``ui.models.segment_rows``.
"""

import pytest
from PySide6.QtCore import QItemSelection, QModelIndex, QPoint, Qt
from PySide6.QtGui import QAccessible, QFontMetrics, QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu
from pytestqt.qtbot import QtBot

from qualcode.importers.reading import transcript_of
from qualcode.model.segments import SegmentSort
from qualcode.model.span import Span
from qualcode.model.transcript import TranscriptStatus
from qualcode.model.words.cutting import shortened
from qualcode.operations.codes.codebook_structure import move_codes
from qualcode.operations.codings.coding import apply_code, code_passages, recode_codings
from qualcode.operations.people.participants import rename_participant
from qualcode.operations.transcripts.documents import add_transcripts, set_transcript_status
from qualcode.operations.transcripts.folders import add_folder, delete_folders
from qualcode.ui.models.segment_rows import SegmentLine, SegmentRows
from qualcode.ui.navigator.codebook_tree import CodebookTree
from qualcode.ui.pages.code import segments_pane
from qualcode.ui.pages.code.segment_lines import room_for_code, where_in
from qualcode.ui.pages.code.segments_pane import SegmentsPane
from qualcode.ui.session.session import Session
from qualcode.ui.session.settings import BARE_QUOTES
from qualcode.ui.shell.main_window import MainWindow
from qualcode.ui.shell.workbench import Workbench
from qualcode.ui.transcript.limit import Limit
from qualcode.ui.transcript.picker import CodePicker
from qualcode.ui.transcript.view import TranscriptView
from qualcode.ui.widgets.word_box import WordBox
from tests.ui.material import code, coded, found, transcript

KEY = Qt.Key
LEFT = Qt.MouseButton.LeftButton
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
CONSENT = ["Nobody asked us.", "I signed a form."]


@pytest.fixture
def session(bench: Workbench) -> Session:
    return bench.session


@pytest.fixture
def tree(bench: Workbench) -> CodebookTree:
    return bench.code_page.navigator.codebook


@pytest.fixture
def pane(bench: Workbench) -> SegmentsPane:
    return bench.code_page.segments


def listed(pane: SegmentsPane) -> list[str]:
    lines = [pane.rows.line(row) for row in range(pane.rows.rowCount())]
    return [line.words for line in lines if line is not None]


def double_click(tree: CodebookTree, session: Session, name: str) -> None:
    place = tree.visualRect(tree._index_of(code(session.study, name))).center()
    QTest.mouseClick(tree.viewport(), LEFT, pos=place)
    QTest.mouseDClick(tree.viewport(), LEFT, pos=place)


def choose(box: WordBox, words: str) -> None:
    """As a person does with the keys."""
    box.setFocus()
    for _ in range(box.count()):
        if box.currentText() == words:
            return
        QTest.keyClick(box, KEY.Key_Down)
    box.setFocus()
    while box.currentText() != words:
        QTest.keyClick(box, KEY.Key_Up)


def open_consent(pane: SegmentsPane, tree: CodebookTree, session: Session) -> None:
    double_click(tree, session, "consent")
    assert pane.isVisible()


# -- opening --------------------------------------------------------------------------------------


def test_a_double_click_lists_the_segments_of_a_code_and_the_text_stays_where_it_is(
    bench: Workbench, pane: SegmentsPane, tree: CodebookTree, session: Session, view: TranscriptView
) -> None:
    before = view.mapToGlobal(QPoint(0, 0)), view.width(), view.cursor_position()
    open_consent(pane, tree, session)
    assert listed(pane) == CONSENT
    assert (view.mapToGlobal(QPoint(0, 0)), view.width(), view.cursor_position()) == before
    assert tree.state() is tree.State.NoState, "a double click renames no longer"
    tree.setFocus()
    QTest.keyClick(tree, KEY.Key_F2)
    assert tree.state() is tree.State.EditingState
    QTest.keyClick(QApplication.focusWidget() or tree, KEY.Key_Escape)


def test_enter_lists_segments_where_no_words_are_selected_and_applies_where_some_are(
    pane: SegmentsPane, tree: CodebookTree, session: Session, view: TranscriptView
) -> None:
    tree.choose([code(session.study, "consent")])
    tree.setFocus()
    QTest.keyClick(tree, KEY.Key_Return)
    assert listed(pane) == CONSENT
    pane.dismiss()
    view.select_span(found(session.study, "FG1", "I hate it.")[1])
    tree.setFocus()
    QTest.keyClick(tree, KEY.Key_Return)
    assert pane.isHidden()
    assert "I hate it." in coded(session.study, "consent")
    QTest.keyClick(tree, KEY.Key_Return, CONTROL)
    assert listed(pane) == ["I hate it.", *CONSENT]


def test_a_category_brings_the_codes_below_it(
    pane: SegmentsPane, tree: CodebookTree, session: Session, view: TranscriptView, bench: Workbench
) -> None:
    view.select_span(found(session.study, "FG1", "I would trust the school")[1])
    bench.code_page.reading.desk.apply(code(session.study, "trust in schools"))
    double_click(tree, session, "Trust")
    assert listed(pane) == ["I would trust the school"]
    line = pane.rows.line(0)
    assert line is not None
    assert line.code == "trust in schools"
    assert pane.below.isEnabled()
    choose(pane.below, "Without subcodes")
    assert listed(pane) == []
    assert pane._none.isVisible()


def test_a_key_lists_the_whole_transcript_from_the_cursor_and_closes_it_again(
    bench: Workbench, pane: SegmentsPane, session: Session, view: TranscriptView, qtbot: QtBot
) -> None:
    span = found(session.study, "FG1", "Nobody asked us.")[1]
    view.set_selection(span.start + 1, span.start + 1)
    QTest.keyClick(view, KEY.Key_F9)
    assert listed(pane) == ["They just assume that you must be poor.", "Nobody asked us."]
    assert pane.list.currentIndex().row() == 1
    assert pane.list.hasFocus()
    bench.code_page.reading.show_transcript(transcript(session.study, "INT01"))
    assert listed(pane) == ["I signed a form."]
    QTest.keyClick(pane.list, KEY.Key_F9)
    assert pane.isHidden()
    qtbot.waitUntil(view.hasFocus)
    # From the text it is closed as well.
    QTest.keyClick(view, KEY.Key_F9)
    QTest.keyClick(pane.list, KEY.Key_Escape)
    qtbot.waitUntil(view.hasFocus)
    assert pane.isVisible()
    QTest.keyClick(view, KEY.Key_F9)
    assert pane.isHidden()
    assert view.hasFocus()


# -- filtering and sorting ------------------------------------------------------------------------


def test_segments_are_filtered_by_transcript_and_speaker_and_sorted(
    pane: SegmentsPane, tree: CodebookTree, session: Session
) -> None:
    open_consent(pane, tree, session)
    choose(pane.transcript, "INT01")
    assert listed(pane) == ["I signed a form."]
    choose(pane.transcript, "All transcripts")
    choose(pane.speaker, "FG1-P2")
    assert listed(pane) == ["Nobody asked us."]
    choose(pane.speaker, "All speakers")
    choose(pane.sort, "newest first")
    assert pane.asked.sort is SegmentSort.NEWEST
    assert sorted(listed(pane)) == sorted(CONSENT)


# -- going through --------------------------------------------------------------------------------


def test_n_and_p_step_through_the_list_and_the_text_follows(
    pane: SegmentsPane, tree: CodebookTree, session: Session, view: TranscriptView
) -> None:
    open_consent(pane, tree, session)
    QTest.keyClick(pane.list, KEY.Key_N)
    assert view.transcript_id == transcript(session.study, "INT01")
    assert view.cursor_position() == found(session.study, "INT01", "I signed a form.")[1].start
    assert pane.list.hasFocus()
    QTest.keyClick(pane.list, KEY.Key_P)
    assert view.transcript_id == transcript(session.study, "FG1")
    QTest.keyClick(pane.list, KEY.Key_Return)
    assert view.hasFocus()
    QTest.keyClick(view, KEY.Key_N)
    assert view.transcript_id == transcript(session.study, "INT01"), "from the text, too"
    assert pane.list.currentIndex().row() == 1
    QTest.keyClick(view, KEY.Key_N)
    assert pane.list.currentIndex().row() == 1, "at the end it stays"


def test_from_another_place_of_the_text_n_goes_to_the_next_one_there(
    pane: SegmentsPane, tree: CodebookTree, session: Session, view: TranscriptView
) -> None:
    open_consent(pane, tree, session)
    QTest.keyClick(pane.list, KEY.Key_N)
    pane.text_wanted.emit()
    start = found(session.study, "INT01", "They wrote it")[1].start
    view.set_selection(start, start)
    QTest.keyClick(view, KEY.Key_N)
    assert view.cursor_position() == found(session.study, "INT01", "I signed a form.")[1].start


def test_what_is_gone_to_in_the_text_is_current_in_the_list(
    pane: SegmentsPane, session: Session, view: TranscriptView
) -> None:
    QTest.keyClick(view, KEY.Key_F9)
    QTest.keyClick(pane.list, KEY.Key_Escape)
    assert view.hasFocus()
    rows = view.codings
    view.activate_coding(rows.row(1).id)
    assert pane.list.currentIndex().row() == 1


def test_segments_are_reached_whose_stripes_are_filtered_out(
    pane: SegmentsPane, tree: CodebookTree, session: Session, view: TranscriptView
) -> None:
    view.set_limit(Limit.to(set(), None))
    open_consent(pane, tree, session)
    QTest.mouseClick(pane.list.viewport(), LEFT, pos=pane.list.visualRect(pane.rows.index(0)).center())
    assert view.selected_span() == found(session.study, "FG1", "Nobody asked us.")[1]


# -- changing -------------------------------------------------------------------------------------


@pytest.mark.parametrize("at_once", [True, False])
def test_after_a_removal_the_text_and_the_panel_go_on_with_the_next_segment(
    bench: Workbench, pane: SegmentsPane, tree: CodebookTree, session: Session, view: TranscriptView,
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, at_once: bool,
) -> None:  # fmt: skip
    if not at_once:
        # As in a study that is looked through in the background.
        monkeypatch.setattr(segments_pane, "_LITTLE", 0)
    pane.open_code(code(session.study, "consent"))
    qtbot.waitUntil(lambda: len(listed(pane)) == 2)
    pane.show_what_came()
    qtbot.waitUntil(lambda: shown_cards(bench) == ["Nobody asked us."])
    QTest.keyClick(pane.list, KEY.Key_Delete)
    qtbot.waitUntil(lambda: shown_cards(bench) == ["I signed a form."])
    assert listed(pane) == ["I signed a form."]
    assert view.transcript_id == transcript(session.study, "INT01")
    assert pane.list.hasFocus()
    QTest.keyClick(pane.list, KEY.Key_Delete)
    qtbot.waitUntil(lambda: shown_cards(bench) == [])


def recoder_of(bench: Workbench) -> CodePicker:
    return bench.listed._recoder


def shown_cards(bench: Workbench) -> list[str]:
    """The words of the segments that the panel at the right shows."""
    place = bench.code_page.reading.view.transcript_id
    if place is None:
        return []
    cards = bench.code_page.inspector.segments.cards
    codings = [card.coding for card in cards if card.isVisible()]
    return [bench.session.study.quoted(place, row.span) for row in codings if row is not None]


def test_the_field_says_what_is_recoded_and_from_what(
    bench: Workbench, pane: SegmentsPane, tree: CodebookTree, session: Session, view: TranscriptView
) -> None:
    open_consent(pane, tree, session)
    QTest.keyClick(pane.list, KEY.Key_R, SHIFT)
    recoder = recoder_of(bench)
    assert recoder.field.accessibleName() == "Recode “Nobody asked us.” from consent to:"
    QTest.keyClick(recoder.field, KEY.Key_Escape)
    pane.list.selectAll()
    QTest.keyClick(pane.list, KEY.Key_R, SHIFT)
    assert recoder.field.accessibleName() == "Recode 2 segments from consent to:"
    QTest.keyClick(recoder.field, KEY.Key_Escape)
    pane.open_transcript(None)
    pane.list.selectAll()
    QTest.keyClick(pane.list, KEY.Key_R, SHIFT)
    assert recoder.field.accessibleName() == "Recode 2 segments from 2 codes to:"
    QTest.keyClick(recoder.field, KEY.Key_Escape)
    # In the text as well; the field that applies a code says nothing of it.
    span = found(session.study, "FG1", "They just assume that you must be poor.")[1]
    view.set_selection(span.start + 1, span.start + 1)
    view.setFocus()
    QTest.keyClick(view, KEY.Key_R, SHIFT)
    shown = bench.code_page.reading.recoder
    said = "Recode “They just assume that…” from stigma to:"
    assert (shown.field.accessibleName(), shown._heading.isVisible()) == (said, True)
    QTest.keyClick(shown.field, KEY.Key_Escape)
    QTest.keyClick(view, KEY.Key_C)
    picker = bench.code_page.reading.picker
    assert (picker.field.accessibleName(), picker._heading.isVisible()) == ("Code", False)
    QTest.keyClick(picker.field, KEY.Key_Escape)


def test_several_segments_are_recoded_in_one_step(
    bench: Workbench, pane: SegmentsPane, tree: CodebookTree, session: Session
) -> None:
    open_consent(pane, tree, session)
    QTest.keyClick(pane.list, KEY.Key_Down, SHIFT)
    assert "2 selected" in pane._counts.text()
    steps = session.study.step
    QTest.mouseClick(pane.recode, LEFT)
    picker = next(each for each in bench.findChildren(CodePicker) if each.isVisible())
    QTest.keyClicks(picker.field, "stigma")
    QTest.keyClick(picker.field, KEY.Key_Return)
    assert session.study.step == steps + 1
    assert coded(session.study, "consent") == []
    assert set(CONSENT) < set(coded(session.study, "stigma"))
    assert listed(pane) == []
    note = bench.code_page.reading.note
    assert "Recoded 2 segments" in note.text
    QTest.mouseClick(note.button, LEFT)
    assert coded(session.study, "consent") == CONSENT
    assert listed(pane) == CONSENT


@pytest.mark.parametrize("key", [KEY.Key_Delete, KEY.Key_R])
def test_after_several_are_changed_the_text_stays_in_its_transcript(
    bench: Workbench, pane: SegmentsPane, tree: CodebookTree, session: Session, view: TranscriptView, key: int
) -> None:
    """The next of the list may be in another one: that comes when one goes on, not by itself."""
    place, span = found(session.study, "FG1", "I hate it.")
    consent = code(session.study, "consent")
    session.do_as_coder(lambda study, coder: apply_code(study, consent, place, span, coder.id))
    open_consent(pane, tree, session)
    assert listed(pane) == ["I hate it.", *CONSENT]
    pane.list.setFocus()
    QTest.keyClick(pane.list, KEY.Key_Home)
    QTest.keyClick(pane.list, KEY.Key_Down, SHIFT)
    assert view.transcript_id == place
    before = view.cursor_position()
    if key is KEY.Key_R:
        QTest.keyClick(pane.list, key, SHIFT)
        QTest.keyClicks(recoder_of(bench).field, "stigma")
        QTest.keyClick(recoder_of(bench).field, KEY.Key_Return)
    else:
        QTest.keyClick(pane.list, key)
    assert listed(pane) == [CONSENT[1]]
    assert (view.transcript_id, view.cursor_position()) == (place, before)
    # One alone: it is read through in the order of the list, as ever.
    session.undo()
    QTest.keyClick(pane.list, KEY.Key_Home)
    QTest.keyClick(pane.list, KEY.Key_Down)
    QTest.keyClick(pane.list, KEY.Key_Delete)
    assert view.transcript_id == found(session.study, "INT01", CONSENT[1])[0]


def test_twenty_segments_are_recoded_by_mouse_in_one_step(
    qtbot: QtBot, bench: Workbench, pane: SegmentsPane, tree: CodebookTree, session: Session
) -> None:
    firms = code(session.study, "trust in firms")
    place, whole = found(session.study, "FG1", "I would trust the school, not the firm.")
    places = [(place, Span(start, start + 4)) for start in range(whole.start, whole.start + 20)]
    session.do_as_coder(lambda study, coder: code_passages(study, firms, places, coder.id))
    before = session.study
    double_click(tree, session, "trust in firms")
    assert pane.rows.rowCount() == 20
    lines = pane.list
    QTest.mouseClick(lines.viewport(), LEFT, pos=lines.visualRect(pane.rows.index(0)).center())
    bar = lines.verticalScrollBar()
    bar.setValue(bar.maximum())
    last = lines.visualRect(pane.rows.index(19)).center()
    QTest.mouseClick(lines.viewport(), LEFT, SHIFT, pos=last)
    assert "20 selected" in pane._counts.text()
    QTest.mouseClick(pane.recode, LEFT)
    picker = next(each for each in bench.findChildren(CodePicker) if each.isVisible())
    rows = picker.list.model()
    name = next(rows.index(row, 0) for row in range(rows.rowCount()) if rows.index(row, 0).data() == "stigma")
    QTest.mouseClick(picker.list.viewport(), LEFT, pos=picker.list.visualRect(name).center())
    assert session.study.step == before.step + 1
    assert coded(session.study, "trust in firms") == []
    assert len(coded(session.study, "stigma")) == 21
    assert lines.hasFocus()
    QTest.mouseClick(bench.code_page.reading.note.button, LEFT)
    assert session.study == before


def test_keys_in_the_list_mean_what_is_selected_there(
    bench: Workbench, pane: SegmentsPane, tree: CodebookTree, session: Session
) -> None:
    open_consent(pane, tree, session)
    QTest.keyClick(pane.list, KEY.Key_A, CONTROL)
    QTest.keyClick(pane.list, KEY.Key_C, CONTROL | SHIFT)
    assert QGuiApplication.clipboard().text().count("“") == 2
    QTest.keyClick(pane.list, KEY.Key_Delete)
    assert coded(session.study, "consent") == []
    session.undo()
    QTest.keyClick(pane.list, KEY.Key_R, SHIFT)
    picker = next(each for each in bench.findChildren(CodePicker) if each.isVisible())
    QTest.keyClicks(picker.field, "Trust > never asked")
    QTest.keyClick(picker.field, KEY.Key_Return)
    assert len(coded(session.study, "never asked")) >= 1


def test_where_one_transcript_is_listed_its_name_leaves_its_room_to_the_rest(
    pane: SegmentsPane, tree: CodebookTree, session: Session
) -> None:
    open_consent(pane, tree, session)
    for place, name in ((None, "FG1"), (transcript(session.study, "FG1"), ""), ("shown", ""), (None, "FG1")):
        pane._take({"place": place})
        line = pane.rows.line(0)
        assert line is not None
        assert line.transcript == name
        # The tip and what is read aloud have it all the same.
        assert line.where.endswith(" · FG1")
        shown = where_in(line, pane.list.fontMetrics(), 400)
        assert shown == " · ".join(filter(None, (line.brief, name)))


def test_a_colleagues_segments_are_removed_only_by_choice(
    bench: Workbench, pane: SegmentsPane, tree: CodebookTree, session: Session
) -> None:
    place, span = found(session.study, "INT01", "It is on my file.")
    session.set_coder("Ben")
    session.do_as_coder(lambda study, ben: apply_code(study, code(study, "consent"), place, span, ben.id))
    session.set_coder("AB")
    study = session.study
    open_consent(pane, tree, session)
    for entries, taken, left in (
        (["&1 2 segments of your own", "&2 3 segments, including Ben’s"], 0, ["It is on my file."]),
        (["&1 2 segments of your own", "&2 3 segments, including Ben’s"], 1, []),
    ):
        QTest.keyClick(pane.list, KEY.Key_A, CONTROL)
        QTest.keyClick(pane.list, KEY.Key_Delete)
        assert session.study == study
        menu = next(menu for menu in bench.findChildren(QMenu) if menu.isVisible())
        actions = [action for action in menu.actions() if not action.isSeparator()]
        assert [action.text() for action in actions] == entries
        assert menu.activeAction() is actions[0]
        actions[taken].trigger()
        menu.close()
        assert coded(session.study, "consent") == left
        session.undo()
    session.set_coder("Nobody yet")
    QTest.keyClick(pane.list, KEY.Key_A, CONTROL)
    QTest.keyClick(pane.list, KEY.Key_Delete)
    menu = next(menu for menu in bench.findChildren(QMenu) if menu.isVisible())
    assert [each.text() for each in menu.actions()[1:]] == ["&1 3 segments, all by AB and Ben"]
    menu.close()
    assert session.study == study


def test_keys_in_the_text_mean_the_segment_at_the_cursor_as_ever(
    pane: SegmentsPane, tree: CodebookTree, session: Session, view: TranscriptView
) -> None:
    open_consent(pane, tree, session)
    span = found(session.study, "FG1", "They just assume")[1]
    view.set_selection(span.start + 1, span.start + 1)
    view.setFocus()
    QTest.keyClick(view, KEY.Key_Delete)
    assert coded(session.study, "stigma") == []
    assert coded(session.study, "consent") == CONSENT


def test_the_list_keeps_up_and_its_place(
    bench: Workbench, pane: SegmentsPane, tree: CodebookTree, session: Session, view: TranscriptView
) -> None:
    open_consent(pane, tree, session)
    QTest.keyClick(pane.list, KEY.Key_Down)
    view.select_span(found(session.study, "INT01", "It is on my file.")[1])
    bench.code_page.reading.desk.apply(code(session.study, "consent"))
    assert listed(pane) == ["Nobody asked us.", "It is on my file.", "I signed a form."]
    assert pane.list.currentIndex().row() == 2
    tree.choose([code(session.study, "consent")])
    bench.codebook.delete()
    assert len(listed(pane)) == 1, "of all codes, what is left"
    session.undo()


def test_one_goes_on_after_several_that_are_gone_at_the_next(pane: SegmentsPane, session: Session) -> None:
    """Those that were chosen from the top down have gone: the next one is at the top, not as far down."""
    pane.open_transcript(None)
    choose(pane.transcript, "All transcripts")
    before = listed(pane)
    assert len(before) == 3
    for row, held in ((0, Qt.KeyboardModifier.NoModifier), (1, SHIFT)):
        place = pane.list.visualRect(pane.rows.index(row)).center()
        QTest.mouseClick(pane.list.viewport(), LEFT, held, place)
    QTest.mouseClick(pane.remove, LEFT)
    assert listed(pane) == before[2:]
    assert pane.list.currentIndex().row() == 0
    session.undo()
    QTest.keyClick(pane.list, KEY.Key_End)
    QTest.mouseClick(pane.remove, LEFT)
    assert listed(pane) == before[:-1]
    assert pane.list.currentIndex().row() == len(before) - 2


def test_selected_rows_are_counted_as_they_are_listed(pane: SegmentsPane) -> None:
    """Whatever is selected by whichever stretches, overlapping ones among them."""
    pane.open_transcript(None)
    choose(pane.transcript, "All transcripts")
    model, lines = pane.list.selectionModel(), pane.rows
    for stretches in ([], [(0, 0)], [(0, 2)], [(2, 2), (0, 0)], [(0, 1), (1, 2)]):
        model.clearSelection()
        for first, last in stretches:
            model.select(QItemSelection(lines.index(first), lines.index(last)), model.SelectionFlag.Select)
        wanted = sorted({row for first, last in stretches for row in range(first, last + 1)})
        assert pane.list.chosen == wanted
        assert pane.list.how_many == len(wanted)


def test_a_large_project_is_looked_through_in_the_background(
    pane: SegmentsPane,
    tree: CodebookTree,
    session: Session,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(segments_pane, "_LITTLE", 0)
    double_click(tree, session, "consent")
    qtbot.waitUntil(lambda: listed(pane) == CONSENT)


def test_the_list_can_be_heard(pane: SegmentsPane, tree: CodebookTree, session: Session) -> None:
    tester = QAbstractItemModelTester(pane.rows, QAbstractItemModelTester.FailureReportingMode.Fatal)
    open_consent(pane, tree, session)
    spoken = QAccessible.queryAccessibleInterface(pane.list)
    assert spoken.role() == QAccessible.Role.List
    first = pane.rows.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert first == "turn 3 · FG1-P2 · by AB · FG1: Nobody asked us."
    # A long name is cut in the line, where coder and transcript have to be read, and said whole.
    row = next(each for each in session.study.participants.values() if each.name == "FG1-P2")
    long = "Dr Margarethe Oberbichler-Zillertaler"
    session.do(lambda: rename_participant(session.study, row.id, long))
    line = pane.rows.line(0)
    assert line is not None
    assert long in line.where
    assert line.brief == f"turn 3 · {shortened(long, 24)} · by AB"
    assert line.where.endswith("by AB · FG1")
    assert tester.model() is pane.rows


def test_the_pane_closes_and_opens_by_mouse(
    pane: SegmentsPane, tree: CodebookTree, session: Session, view: TranscriptView
) -> None:
    open_consent(pane, tree, session)
    place = pane.list.visualRect(pane.rows.index(0)).center()
    QTest.mouseClick(pane.list.viewport(), LEFT, pos=place)
    QTest.mouseDClick(pane.list.viewport(), LEFT, pos=place)
    assert view.hasFocus()
    assert not pane.isHidden()
    pane.dismiss()
    assert pane.isHidden()


def test_of_very_many_segments_some_are_listed_and_that_is_said(
    tree: CodebookTree, session: Session, pane: SegmentsPane, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(segments_pane, "_MOST", 1)
    double_click(tree, session, "consent")
    assert listed(pane) == CONSENT[:1]
    assert pane._counts.text() == "2 segments, of which 1 are listed; filter to see others"
    choose(pane.transcript, "INT01")
    assert listed(pane) == CONSENT[1:]
    assert pane._counts.text() == "1 segment"


# -- folders and statuses -------------------------------------------------------------------------


def test_segments_are_filtered_by_folder_and_status_and_say_both(
    pane: SegmentsPane, tree: CodebookTree, session: Session
) -> None:
    fg1, int01 = (transcript(session.study, name) for name in ("FG1", "INT01"))
    open_consent(pane, tree, session)
    assert not any(":" in pane.transcript.itemText(row) for row in range(pane.transcript.count()))
    box, change = add_folder(session.study, "Wave 1 > North", None, [int01])
    session.do(lambda: change)
    session.do(lambda: set_transcript_status(session.study, [fg1], TranscriptStatus.DONE))
    for words, expected in (
        ("Folder: Wave 1", ["I signed a form."]),
        ("Folder: Wave 1 > North", ["I signed a form."]),
        ("Status: done", ["Nobody asked us."]),
        ("Status: not started", ["I signed a form."]),
        ("All transcripts", CONSENT),
    ):
        choose(pane.transcript, words)
        pane.transcript.activated.emit(pane.transcript.currentIndex())
        assert sorted(listed(pane)) == sorted(expected), words
    tips = [pane.rows.data(pane.rows.index(row), Qt.ItemDataRole.ToolTipRole) for row in range(2)]
    assert any(", done:" in tip for tip in tips)
    assert any("folder Wave 1 > North, not started:" in tip for tip in tips)
    choose(pane.transcript, "Folder: Wave 1 > North")
    pane.transcript.activated.emit(pane.transcript.currentIndex())
    session.do(lambda: delete_folders(session.study, [box.id]))
    assert pane.transcript.currentText() == "All transcripts"
    assert sorted(listed(pane)) == sorted(CONSENT)


def test_the_facts_of_a_transcript_name_its_folder_and_status(bench: Workbench, session: Session) -> None:
    facts = bench.code_page.inspector.transcript
    fg1 = transcript(session.study, "FG1")
    assert "Folder" not in facts.words
    session.do(lambda: add_folder(session.study, "Box", None, [fg1])[1])
    session.do(lambda: set_transcript_status(session.study, [fg1], TranscriptStatus.SECOND_READING))
    assert "Box" in facts.words
    assert "second reading" in facts.words


def test_boxes_of_a_narrow_pane_are_below_one_another_and_no_word_of_theirs_is_cut(
    pane: SegmentsPane, tree: CodebookTree, session: Session
) -> None:
    double_click(tree, session, "consent")
    pane.resize(2 * pane.transcript.sizeHint().width() + 80, 500)
    assert pane.transcript.y() == pane.speaker.y()
    assert abs(pane.transcript.width() - pane.speaker.width()) <= 1
    # Without subcodes there is nothing to choose about them.
    assert pane.below.isHidden()
    pane.resize(pane.transcript.sizeHint().width() + 40, 500)
    boxes = (pane.transcript, pane.speaker, pane.sort)
    assert [box.shown() for box in boxes] == ["All transcripts", "All speakers", "as in the text"]
    assert len({box.y() for box in boxes}) == 3
    assert pane.list.geometry().top() > pane.sort.geometry().bottom()
    pane.resize(2 * pane.transcript.sizeHint().width() + 80, 500)
    assert pane.transcript.y() == pane.speaker.y()
    assert abs(pane.transcript.width() - pane.speaker.width()) <= 1


@pytest.mark.parametrize("room", [200, 260, 400, 900])
def test_names_that_begin_alike_are_told_apart_in_a_narrow_pane(qapp: QApplication, room: int) -> None:
    metrics = QFontMetrics(qapp.font())
    places = (("INT01", "Leeds"), ("INT01", "York"), ("INT02", "York"))
    names = [f"{first} Interview with Mrs Abernathy, long-term tenant, {last}" for first, last in places]
    told = ("turn 14", "Mrs Abernathy", "CD")
    lines = [SegmentLine("", "#888888", "", *told, name, "words", "memo", "") for name in names]
    shown = [where_in(line, metrics, room) for line in lines]
    assert len(set(shown)) == len(names), shown
    assert all(metrics.horizontalAdvance(line) <= room + 1 for line in shown)
    assert all(line.startswith("turn") for line in shown)
    if room > 200:
        assert all(line.startswith("turn 14 · Mrs") and " · memo · " in line for line in shown), shown


def test_who_speaks_is_read_beside_a_long_code_and_the_coder_gives_way(qapp: QApplication) -> None:
    metrics = QFontMetrics(qapp.font())
    wide = metrics.horizontalAdvance
    told = [("turn 14", who, "by Pritchard") for who in ("Abernathy", "Armitage")]
    lines = [SegmentLine("Regret about leaving", "#888888", "", *who, "", "words", "", "") for who in told]
    # Beside what is between code and turn, and rounding.
    needed = max(wide(f"turn 14 · {who[1]}") for who in told) + 6 + 4
    for width in (round(needed / 0.6) + 1, 2 * needed, 4 * needed):
        shown = [where_in(line, metrics, width - room_for_code(line, metrics, width) - 6) for line in lines]
        assert all(who[1] in row for who, row in zip(told, shown, strict=True)), shown
        assert min(room_for_code(line, metrics, width) for line in lines) >= round(0.4 * width)
    (line, _) = lines
    whole = "turn 14 · Abernathy · by Pritchard"
    assert where_in(line, metrics, wide(whole) + 1) == whole
    assert where_in(line, metrics, wide(whole) - 2) == "turn 14 · Abernathy"
    # The speaker's name is cut last.
    assert where_in(line, metrics, wide("turn 14 · Aber…") + 1).startswith("turn 14 · A")


@pytest.mark.parametrize("code_name", ["", "Regret about leaving"])
@pytest.mark.parametrize("place", ["", "INT01 Interview with Mrs Abernathy, long-term tenant, Leeds"])
def test_where_several_have_coded_a_narrow_line_says_whose_segment_it_is(
    qapp: QApplication, place: str, code_name: str
) -> None:
    """The name of the coder gives way to initials, and then the name of the speaker is cut."""
    metrics = QFontMetrics(qapp.font())
    wide = metrics.horizontalAdvance
    line = SegmentLine(
        code_name, "#888888", "", "turn 14", "Mrs Abernathy", "by Chiara Hart", place, "words", "", "", "CH"
    )
    for width in (240, 300, 400, 900):
        room = width - (room_for_code(line, metrics, width) + 6 if code_name else 0)
        shown = where_in(line, metrics, room)
        assert wide(shown) <= room + 1
        if room > wide("turn 14 · Mrs… · CH") * (1.9 if place else 1):
            assert {"CH", "by Chiara Hart"} & set(shown.split(" · ")), (width, shown)
    if not place and not code_name:
        assert (
            where_in(line, metrics, wide("turn 14 · Mrs Abernathy · CH") + 1)
            == "turn 14 · Mrs Abernathy · CH"
        )
        assert where_in(line, metrics, wide("turn 14 · Mrs A… · CH") + 1).endswith("… · CH")
    nobody_else = line._replace(whose="", transcript="")
    assert where_in(nobody_else, metrics, wide("turn 14 · Mrs Abernathy") + 1) == "turn 14 · Mrs Abernathy"


def test_initials_are_there_where_several_have_coded(
    pane: SegmentsPane, tree: CodebookTree, session: Session
) -> None:
    open_consent(pane, tree, session)
    line = pane.rows.line(0)
    assert line is not None
    assert line.whose == ""
    place, span = found(session.study, "FG1", "I hate it.")
    consent = code(session.study, "consent")
    session.set_coder("Chiara Hart")
    session.do_as_coder(lambda study, coder: apply_code(study, consent, place, span, coder.id))
    lines = [pane.rows.line(row) for row in range(pane.rows.rowCount())]
    assert [line.whose for line in lines if line is not None] == ["CH", "AB", "AB"]


def test_letters_typed_in_the_list_look_at_no_row(
    pane: SegmentsPane, tree: CodebookTree, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rows have no word that they begin with, and Qt would look for one in each of ten thousand."""
    open_consent(pane, tree, session)
    pane.list.setFocus()
    asked: list[int] = []
    data = SegmentRows.data

    def noting(rows: SegmentRows, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            asked.append(index.row())
        return data(rows, index, role)

    monkeypatch.setattr(SegmentRows, "data", noting)
    row = pane.list.currentIndex().row()
    QTest.keyClicks(pane.list, "wz")
    assert (asked, pane.list.currentIndex().row()) == ([], row)
    assert [pane.rows.flags(pane.rows.index(each)) for each in (0, 1)] == [
        Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
    ] * 2


def test_remarks_in_brackets_can_be_left_out_of_the_list_and_of_what_is_copied(
    window: MainWindow, bench: Workbench, pane: SegmentsPane, tree: CodebookTree, session: Session
) -> None:
    text = b"Mia: We [laughs] never asked my [son], {vocalsound} no.\nMia: [sighs]\n"
    session.do(lambda: add_transcripts(session.study, [transcript_of(text, "INT02.txt")]).change)
    place, span = found(session.study, "INT02", "We [laughs] never asked my [son], {vocalsound} no")
    sigh = found(session.study, "INT02", "[sighs]")[1]
    code_id, coder = code(session.study, "stigma"), session.study.coder_named("AB").id
    session.do(lambda: code_passages(session.study, code_id, [(place, span), (place, sigh)], coder))
    double_click(tree, session, "stigma")
    before = session.study
    assert listed(pane)[1:] == ["We [laughs] never asked my [son], {vocalsound} no", "[sighs]"]
    bare = ["We never asked my [son], no", "[sighs]"]
    window.settings.choose(BARE_QUOTES, value=True)
    assert listed(pane)[1:] == bare
    QTest.keyClick(pane.list, KEY.Key_A, CONTROL)
    QTest.keyClick(pane.list, KEY.Key_C, CONTROL | SHIFT)
    copied = QGuiApplication.clipboard().text()
    assert all(f"“{words}”" in copied for words in bare)
    pane.list.setCurrentIndex(pane.rows.index(1))
    QTest.keyClick(pane.list, KEY.Key_Return)
    view = bench.code_page.reading.view
    assert view.hasFocus()
    QTest.keyClick(view, KEY.Key_C, CONTROL | SHIFT)
    assert QGuiApplication.clipboard().text() == f"“{bare[0]}” (INT02, turn 1)"
    window.settings.choose(BARE_QUOTES, value=False)
    assert "We [laughs] never asked my [son], {vocalsound} no" in listed(pane)
    assert session.study is before


def test_what_to_do_where_nothing_is_listed_is_said_whole(
    pane: SegmentsPane, tree: CodebookTree, session: Session
) -> None:
    double_click(tree, session, "trust in firms")
    said = next(label for label in pane.findChildren(QLabel) if label.text().startswith("No segments here."))
    assert said.isVisible()
    assert said.height() >= said.heightForWidth(said.width())
    assert not pane._counts.isVisible()
    double_click(tree, session, "consent")
    assert not said.isVisible()
    assert pane._counts.isVisible()


def test_a_code_without_segments_of_its_own_brings_those_below_it(
    pane: SegmentsPane, tree: CodebookTree, session: Session
) -> None:
    session.do(
        lambda: move_codes(
            session.study, [code(session.study, "consent")], code(session.study, "trust in firms")
        )
    )
    double_click(tree, session, "trust in firms")
    assert listed(pane) == CONSENT
    # One with its own is listed alone, as ever.
    session.do(
        lambda: move_codes(session.study, [code(session.study, "stigma")], code(session.study, "consent"))
    )
    double_click(tree, session, "consent")
    assert listed(pane) == CONSENT


def test_nothing_stays_selected_out_of_sight_once_segments_have_left_the_list(
    pane: SegmentsPane, tree: CodebookTree, session: Session
) -> None:
    firms, stigma = code(session.study, "trust in firms"), code(session.study, "stigma")
    place, whole = found(session.study, "FG1", "I would trust the school, not the firm.")
    places = [(place, Span(start, start + 4)) for start in range(whole.start, whole.start + 12)]
    session.do_as_coder(lambda study, coder: code_passages(study, firms, places, coder.id))
    double_click(tree, session, "trust in firms")
    QTest.keyClick(pane.list, KEY.Key_A, CONTROL)
    assert "12 selected" in pane._counts.text()
    ids = pane.chosen[place]
    # A step that leaves them all in the list leaves them selected.
    row = next(iter(session.study.participants.values()))
    session.do(lambda: rename_participant(session.study, row.id, "Somebody"))
    assert "12 selected" in pane._counts.text()
    session.do(lambda: recode_codings(session.study, place, ids[2:9], stigma))
    assert pane.rows.rowCount() == 5
    assert "selected" not in pane._counts.text()
    assert pane.list.how_many == 1
