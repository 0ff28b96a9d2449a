"""The picture page: every kind is drawn as an export draws it, follows the project, and is written.

Tests as well: ``choice``, ``line``, ``network``.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QPoint, QSize, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent, QImage, qGray
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu
from pytestqt.qtbot import QtBot

from qualcode.analysis.table_request import TableRequest
from qualcode.analysis.word_frequency import WordRequest
from qualcode.exporters.pictures.sheet import write_picture
from qualcode.importers.reading import transcript_of
from qualcode.model.queries.query import written_identity
from qualcode.model.queries.query_names import typed_query
from qualcode.model.questions.kinds import AnyPicture
from qualcode.model.questions.pictures import (
    BarsQuestion,
    ComparisonQuestion,
    GroupsHeatMapQuestion,
    HeatMapQuestion,
    NetworkQuestion,
    PortraitQuestion,
    TalkQuestion,
    TimelineQuestion,
    WordsQuestion,
)
from qualcode.model.questions.rules import Coefficient, CooccurrenceRequest, Rule, Selection
from qualcode.model.questions.words import Figure, Shown
from qualcode.model.study import Study
from qualcode.model.turns import Turns
from qualcode.operations.codes.codebook import rename_code
from qualcode.operations.codings.coding import apply_code
from qualcode.operations.queries import delete_query, save_query
from qualcode.operations.transcripts.documents import add_transcripts
from qualcode.project.project import Project
from qualcode.project.reports import picturing
from qualcode.project.reports.asking import groups_request
from qualcode.ui.dialogs.stop_list import StopListDialog
from qualcode.ui.pages.asked import Asked, named, recalled_as
from qualcode.ui.pages.offered import TITLES
from qualcode.ui.pages.pictures.choice import USUAL, question_of, valid, with_coefficient
from qualcode.ui.pages.pictures.line import PictureLine
from qualcode.ui.pages.pictures.page import PicturesPage
from qualcode.ui.pages.pictures.preview import Drawn, PicturePreview, drawn
from qualcode.ui.shell.main_window import MainWindow
from tests.ui.material import code, found, png, transcript


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow) -> PicturesPage:
    assert window.workbench is not None
    window.actions_["analyse.pictures"].trigger()
    made = window.workbench.pages.pictures
    qtbot.waitUntil(lambda: made.preview.picture is not None, timeout=20_000)
    assert made.isVisible()
    return made


def _study(window: MainWindow) -> Study:
    assert window.session is not None
    return window.session.study


def _choose(qtbot: QtBot, window: MainWindow, page: PicturesPage, kind: type[AnyPicture]) -> None:
    """Choose the kind by keyboard, as a person would."""
    page.line.kind.setFocus()
    QTest.keyClick(page.line.kind, Qt.Key.Key_Home)
    for _ in range(list(TITLES).index(kind)):
        QTest.keyClick(page.line.kind, Qt.Key.Key_Down)
    assert page.line.choice.seen is kind
    _settle(qtbot, window, page)


def _settle(qtbot: QtBot, window: MainWindow, page: PicturesPage) -> None:
    qtbot.waitUntil(
        lambda: not page._pause.isActive() and not window.background.busy,
        timeout=20_000,
    )


def _same(page: PicturesPage, path: Path) -> bool:
    picture = page.preview.picture
    return picture is not None and picture.image == QImage(str(path))


Draw = Callable[[Path, Study], None]
PAIRS = CooccurrenceRequest()
EXPECTED: dict[type[AnyPicture], Draw] = {
    HeatMapQuestion: lambda path, study: write_picture(path, picturing.cooccurrence_picture(study, PAIRS)),
    GroupsHeatMapQuestion: lambda path, study: write_picture(
        path, picturing.codes_picture(study, TableRequest(totals=True))
    ),
    WordsQuestion: lambda path, study: write_picture(path, picturing.words_picture(study, WordRequest())),
    BarsQuestion: lambda path, study: write_picture(path, picturing.bars_picture(study, TableRequest())),
    PortraitQuestion: lambda path, study: write_picture(
        path, picturing.portrait_picture(study, transcript(study, "FG1"))
    ),
    ComparisonQuestion: lambda path, study: write_picture(
        path, picturing.comparison_picture(study, Selection())
    ),
    TalkQuestion: lambda path, study: write_picture(
        path, picturing.conversation_picture(study, transcript(study, "FG1"))
    ),
}


def test_a_picture_of_too_small_letters_opens_in_its_actual_size(
    qtbot: QtBot, window: MainWindow, page: PicturesPage
) -> None:
    _settle(qtbot, window, page)
    image = QImage(300, 300, QImage.Format.Format_RGB32)
    image.fill(0xFF8899)
    large = Drawn(image, QSize(9_000, 9_000), "Co-occurrence of codes", "", QImage())
    page._show(large)
    assert page.larger.isChecked()
    assert page.preview.horizontalScrollBar().maximum() > 0
    # Who wants all of it has it, and keeps it when it is drawn again.
    QTest.mouseClick(page.larger, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.preview.horizontalScrollBar().maximum() == 0)
    page._show(large)
    assert not page.larger.isChecked()
    # Another kind of picture is shown whole, if that can be read.
    _choose(qtbot, window, page, BarsQuestion)
    assert not page.larger.isChecked()


@pytest.mark.parametrize("kind", EXPECTED)
def test_the_preview_is_what_is_drawn_of_the_study(
    qtbot: QtBot, window: MainWindow, page: PicturesPage, tmp_path: Path, kind: type[AnyPicture]
) -> None:
    _choose(qtbot, window, page, kind)
    EXPECTED[kind](tmp_path / "expected.png", _study(window))
    assert _same(page, tmp_path / "expected.png")
    assert "step" in page._caption.text()
    assert page.preview.accessibleDescription().endswith(page._caption.text())


def test_the_old_picture_is_faded_while_another_one_is_drawn(
    qtbot: QtBot, window: MainWindow, page: PicturesPage
) -> None:
    _choose(qtbot, window, page, WordsQuestion)
    before = page.preview.paper.grab().toImage()
    page.line.words.setValue(12)
    assert page._caption.text() == "Drawing…"
    faded = page.preview.paper.grab().toImage()
    assert faded != before
    assert _darkest(faded) > _darkest(before) + 60
    _settle(qtbot, window, page)
    assert _darkest(page.preview.paper.grab().toImage()) <= _darkest(before) + 10


def _darkest(image: QImage) -> int:
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    middle = range(grey.height() // 4, 3 * grey.height() // 4)
    return min(qGray(grey.pixel(x, y)) for y in middle for x in range(grey.width() // 4, grey.width() // 2))


def test_options_change_the_picture(
    qtbot: QtBot, window: MainWindow, page: PicturesPage, tmp_path: Path
) -> None:
    _choose(qtbot, window, page, NetworkQuestion)
    assert [node.name for node in page.network.graph.nodes] == ["consent", "stigma"]
    assert not page.network.graph.edges
    page.line.alone.click()
    _settle(qtbot, window, page)
    assert page.network.graph.nodes == ()
    _choose(qtbot, window, page, WordsQuestion)
    page.line.common.click()
    page.line.words.setValue(12)
    page.line.cloud.click()
    _settle(qtbot, window, page)
    path = tmp_path / "expected.png"
    write_picture(
        path, picturing.words_picture(_study(window), WordRequest(with_common=True, most=12), cloud=False)
    )
    assert _same(page, path)


def test_a_word_is_left_out_where_it_is_seen(qtbot: QtBot, window: MainWindow, page: PicturesPage) -> None:
    _choose(qtbot, window, page, WordsQuestion)
    drawn_words = page.preview.picture
    assert drawn_words is not None
    word = drawn_words.places[1]
    paper, place = page.preview.paper, page.preview.paper.place()
    across, down = (word.left + word.right) / 2, (word.top + word.bottom) / 2
    point = place.topLeft() + QPoint(round(across * place.width()), round(down * place.height()))

    menus: list[QMenu] = []
    QTimer.singleShot(0, lambda: menus.append(page.preview.findChildren(QMenu)[0]))
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, paper.mapToGlobal(point))
    QApplication.sendEvent(paper, event)
    qtbot.waitUntil(lambda: bool(menus))
    first = menus[0].actions()[0]
    assert first.text() == f"Leave out “{word.name}”"
    first.trigger()
    menus[0].close()

    assert _study(window).info.unlisted_words == (word.name,)
    _settle(qtbot, window, page)
    after = page.preview.picture
    assert after is not None
    assert word.name not in [each.name for each in after.places]
    assert f"without {word.name} (stop list)" in page._caption.text()


def test_all_words_can_be_left_out_by_the_keyboard(
    qtbot: QtBot, window: MainWindow, page: PicturesPage
) -> None:
    _choose(qtbot, window, page, WordsQuestion)
    assert page.preview.picture is not None
    page.preview.setFocus()
    middle = page.preview.rect().center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, middle, page.preview.mapToGlobal(middle))
    QApplication.sendEvent(page.preview, event)
    menu = page.preview.findChildren(QMenu)[0]
    others, edit = menu.actions()
    beside = others.menu()
    assert isinstance(beside, QMenu)
    words = [action.text() for action in beside.actions()]
    assert words == list(dict.fromkeys(each.name for each in page.preview.picture.places))
    assert edit.text() == "Stop list…"
    edit.trigger()
    menu.close()
    dialog = page.findChild(StopListDialog)
    assert dialog is not None
    assert dialog.isVisible()
    dialog.reject()

    page.line.brackets.click()
    assert question_of(page.line.choice) == WordsQuestion(brackets=False)
    page.line.brackets.click()
    _settle(qtbot, window, page)


def _overlap(window: MainWindow) -> None:
    """Let stigma and consent go together."""
    assert window.session is not None
    place, span = found(_study(window), "FG1", "They just assume that you must be poor.")
    consent = code(_study(window), "consent")
    window.session.do_as_coder(lambda study, coder: apply_code(study, consent, place, span, coder.id))


def test_a_network_that_is_arranged_is_exported_so(
    qtbot: QtBot, window: MainWindow, page: PicturesPage, tmp_path: Path
) -> None:
    _overlap(window)
    _choose(qtbot, window, page, NetworkQuestion)
    page.line.threshold.setValue(0)
    _settle(qtbot, window, page)
    graph = page.network.graph
    assert [(edge.one, edge.other) for edge in graph.edges] == [(0, 1)]
    begin = page.network.point(0).toPoint()
    QTest.mousePress(page.network, Qt.MouseButton.LeftButton, pos=begin)
    QTest.mouseMove(page.network, begin + QPoint(9, -5))
    QTest.mouseMove(page.network, begin + QPoint(60, -40))
    QTest.mouseRelease(page.network, Qt.MouseButton.LeftButton, pos=begin + QPoint(60, -40))
    assert page.network.graph.nodes[0].x > graph.nodes[0].x
    moved = page.network.graph.places
    # Again from the change feed: the circles stay where they were put.
    assert window.session is not None
    window.session.do(lambda: rename_code(_study(window), code(_study(window), "stigma"), "Stigma!"))
    qtbot.waitUntil(lambda: any(node.name == "Stigma!" for node in page.network.graph.nodes))
    again = page.network.graph.places
    assert again.keys() == moved.keys()
    assert all(again[key] == pytest.approx(moved[key], abs=1e-3) for key in moved)
    path = tmp_path / "network.png"
    page.export.click()
    dialog = window.findChild(QFileDialog)
    assert dialog is not None
    dialog.fileSelected.emit(str(path))
    dialog.close()
    qtbot.waitUntil(lambda: not window.background.busy)
    kept = {
        code_id: window.preferences.node_places()[str(code_id)]
        for code_id in _study(window).codes
        if str(code_id) in window.preferences.node_places()
    }
    assert len(kept) == 2
    expected = tmp_path / "expected.png"
    write_picture(expected, picturing.network_picture(_study(window), PAIRS, kept=kept))
    assert QImage(str(path)) == QImage(str(expected))
    write_picture(expected, picturing.network_picture(_study(window), PAIRS))
    assert QImage(str(path)) != QImage(str(expected))
    page.again.click()
    qtbot.waitUntil(lambda: page.network.graph.places == graph.places)
    assert window.preferences.node_places() == {}


def test_a_choice_is_found_again(
    qtbot: QtBot,
    window: MainWindow,
    page: PicturesPage,
    open_window: Callable[[], MainWindow],
    tmp_path: Path,
) -> None:
    _choose(qtbot, window, page, WordsQuestion)
    page.line.common.click()
    _settle(qtbot, window, page)
    wanted = page.line.choice
    window.close()
    again = open_window()
    assert again.open_address(str(tmp_path / "study.qualcode"))
    assert again.workbench is not None
    assert again.workbench.pages.pictures.line.choice == wanted
    assert again.workbench.pages.pictures.line.common.isChecked()


def test_a_timeline_without_times_says_what_to_do(
    qtbot: QtBot, window: MainWindow, page: PicturesPage
) -> None:
    _choose(qtbot, window, page, TimelineQuestion)
    assert page.preview.picture is None
    assert "has times" in page._said.text()
    assert page._said.isVisible()
    assert not page.export.isEnabled()
    assert not page.line.transcript.isVisible()


def test_times_are_looked_for_until_a_transcript_has_them(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert window.session is not None
    timed = b"[00:00:05] P1: They wrote it down.\n[00:03:10] P2: And never asked.\n"
    texts = [transcript_of(timed, f"GD{number}.txt") for number in range(4)]
    window.session.do(lambda: add_transcripts(_study(window), texts).change)
    study = _study(window)
    looked: list[UUID] = []
    turns_of = Study.turns_of

    def counted(asked: Study, transcript_id: UUID) -> Turns:
        looked.append(transcript_id)
        return turns_of(asked, transcript_id)

    monkeypatch.setattr(Study, "turns_of", counted)
    there = valid(USUAL, study)
    first = transcript(study, "GD0")
    assert there.of(TimelineQuestion).transcript == written_identity(first)
    assert looked == [transcript(study, "FG1"), transcript(study, "INT01"), first]
    looked.clear()
    assert valid(there, study) == there
    assert looked == [first]


def test_a_timeline_of_a_transcript_with_times(
    qtbot: QtBot, window: MainWindow, page: PicturesPage, tmp_path: Path
) -> None:
    assert window.session is not None
    text = b"[00:00:05] P1: They wrote it down.\n[00:03:10] P2: And never asked.\n"
    window.session.do(lambda: add_transcripts(_study(window), [transcript_of(text, "FG2.txt")]).change)
    place, span = found(_study(window), "FG2", "They wrote it down.")
    stigma = code(_study(window), "stigma")
    window.session.do_as_coder(lambda study, coder: apply_code(study, stigma, place, span, coder.id))
    _settle(qtbot, window, page)
    _choose(qtbot, window, page, TimelineQuestion)
    # The other transcripts hold no times and are not offered.
    assert page.line.transcript.count() == 1
    write_picture(tmp_path / "expected.png", picturing.timeline_picture(_study(window), place))
    assert _same(page, tmp_path / "expected.png")


def test_the_picture_follows_the_project(
    qtbot: QtBot, window: MainWindow, page: PicturesPage, tmp_path: Path
) -> None:
    assert window.session is not None
    before = page.preview.picture
    place, span = found(_study(window), "FG1", "Nobody at all.")
    stigma = code(_study(window), "stigma")
    window.session.do_as_coder(lambda study, coder: apply_code(study, stigma, place, span, coder.id))
    qtbot.waitUntil(lambda: page.preview.picture is not before, timeout=20_000)
    _settle(qtbot, window, page)
    EXPECTED[HeatMapQuestion](tmp_path / "expected.png", _study(window))
    assert _same(page, tmp_path / "expected.png")


def test_without_codings_it_says_what_to_do(qtbot: QtBot, window: MainWindow, page: PicturesPage) -> None:
    assert window.session is not None
    for _ in range(3):
        window.session.undo()
    qtbot.waitUntil(lambda: "Nothing is coded" in page._said.text())
    while window.session.undoable:
        window.session.undo()
    qtbot.waitUntil(lambda: "no transcript yet" in page._said.text())
    assert not page.export.isEnabled()


def test_the_picture_is_written(qtbot: QtBot, window: MainWindow, page: PicturesPage, tmp_path: Path) -> None:
    for ending in ("png", "svg", "pdf"):
        page.export.click()
        dialog = window.findChild(QFileDialog)
        assert dialog is not None
        path, expected = tmp_path / f"picture.{ending}", tmp_path / f"expected.{ending}"
        dialog.fileSelected.emit(str(path))
        dialog.close()
        dialog.deleteLater()
        qtbot.waitUntil(partial(_says, window, f"Saved to {path}"), timeout=20_000)
        EXPECTED[HeatMapQuestion](expected, _study(window))
        assert path.read_bytes() == expected.read_bytes()


def _says(window: MainWindow, sentence: str) -> bool:
    return sentence in window.messages.text


def test_a_refusal_is_told_in_the_place_of_the_picture(
    qtbot: QtBot, window: MainWindow, page: PicturesPage
) -> None:
    page._say("Parts cannot be told apart.")
    assert page._said.isVisible()
    assert page._said.text() == "Parts cannot be told apart."


def test_choices_that_do_not_go_together_give_way(project: Project) -> None:
    study = project.study
    bars = USUAL.see(BarsQuestion).put(BarsQuestion(stacked=True))

    def stacked(asked: Asked) -> bool:
        return valid(asked, study).of(BarsQuestion).stacked

    assert stacked(bars)
    assert not stacked(bars.change(figure=Figure.PARTICIPANTS))
    percent = valid(bars.change(shown=Shown.ROW_PERCENT), study)
    assert percent.of(BarsQuestion).shown is Shown.COUNTS
    gone = USUAL.change(transcript=named(code(study, "stigma"))).see(PortraitQuestion)
    assert valid(gone, study).of(PortraitQuestion).transcript == named(transcript(study, "FG1"))
    assert with_coefficient(bars, Coefficient.C).of(NetworkQuestion).threshold == 0.1


def test_only_what_matters_is_offered(qtbot: QtBot, window: MainWindow, page: PicturesPage) -> None:
    line = page.line
    assert line.rule.isVisible()
    assert not line.within.isVisible()
    line.rule.setCurrentIndex([rule for rule, _ in line.rule._items].index(Rule.NEAR))
    line.rule.activated.emit(line.rule.currentIndex())
    assert line.within.isVisible()
    assert line.within.value() == line.choice.of(HeatMapQuestion).within == 1
    _choose(qtbot, window, page, PortraitQuestion)
    assert line.transcript.isVisible()
    assert not line.rule.isVisible()
    assert not line.threshold.isVisible()


def test_the_picture_scales_with_the_window_and_is_crisp(qtbot: QtBot) -> None:
    preview = PicturePreview()
    qtbot.addWidget(preview)
    image = QImage(3000, 1500, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    preview.show_picture(drawn(png(image)))
    preview.resize(640, 640)
    preview.show()
    qtbot.waitExposed(preview)
    assert preview.too_large
    assert preview.paper.place().width() <= 640
    assert preview.paper.place().height() * 2 == pytest.approx(preview.paper.place().width(), abs=2)
    preview.show_whole(False)
    assert preview.paper.minimumSize().width() > 1200
    preview.show_whole(True)
    preview.resize(2000, 1200)
    assert preview.paper.place().size() == QSize(1300, 650)


def test_a_huge_picture_is_kept_small_enough() -> None:
    image = QImage(9000, 3000, QImage.Format.Format_RGB32)
    image.fill(0)
    picture: Drawn = drawn(png(image))
    assert picture.image.width() * picture.image.height() < 16_100_000
    assert picture.size == QSize(3900, 1300)


def test_pictures_are_drawn_of_what_a_saved_query_finds(
    qtbot: QtBot, window: MainWindow, page: PicturesPage, tmp_path: Path
) -> None:
    session = window.session
    assert session is not None
    row, change = save_query(session.study, "In FG1", typed_query(session.study, "transcript:FG1"))
    session.do(lambda: change)
    qtbot.waitUntil(page.line.query.isVisible)
    _settle(qtbot, window, page)
    QTest.keyClick(page.line.query, Qt.Key.Key_Down)
    _settle(qtbot, window, page)
    path = tmp_path / "expected.png"
    write_picture(
        path,
        picturing.cooccurrence_picture(session.study, CooccurrenceRequest(selection=Selection(query=row.id))),
    )
    assert _same(page, path)


def test_a_table_by_query_protects_no_figure_and_says_no_wrong_one(project: Project) -> None:
    study = project.study
    row, change = save_query(study, "In FG1", typed_query(study, "transcript:FG1"))
    study = study.after(change)
    choice = valid(
        USUAL.change(by=(f"query:{named(row.id)}",), minimum_cell=3).see(GroupsHeatMapQuestion), study
    )
    question = question_of(choice)
    assert isinstance(question, GroupsHeatMapQuestion)
    request = groups_request(study, question)
    assert isinstance(request, TableRequest)
    assert (request.queries, request.minimum_cell) == ((row.id,), 0)


def test_what_has_gone_is_kept_as_it_was_chosen_for_an_undo_after_the_next_start(
    qtbot: QtBot, window: MainWindow, page: PicturesPage
) -> None:
    session = window.session
    assert session is not None
    session.do(lambda: save_query(session.study, "Judged", typed_query(session.study, "code:stigma"))[1])
    query = session.study.queries_in_order[0]
    page.line.refresh()
    page.line.query.setCurrentIndex(1)
    page.line.query.activated.emit(1)
    session.do(lambda: delete_query(session.study, query.id))
    page.line.refresh()
    assert page.line.choice.of(HeatMapQuestion).query is None
    page.line.aggregate.click()
    page.redraw()
    kept = recalled_as(USUAL, window.preferences.choice("pictures", session.study.info.id))
    assert kept.of(HeatMapQuestion).query == named(query.id)
    assert kept.of(HeatMapQuestion).aggregate is page.line.choice.of(HeatMapQuestion).aggregate
    qtbot.waitUntil(lambda: not window.background.busy, timeout=20_000)
    again = PictureLine(session, kept)
    qtbot.addWidget(again)
    assert again.choice.of(HeatMapQuestion).query is None
    session.undo()
    again.refresh()
    assert again.choice.of(HeatMapQuestion).query == named(query.id)
