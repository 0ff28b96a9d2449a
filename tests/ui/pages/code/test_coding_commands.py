"""What the actions of the Code menu do where there is something to do it to, and what they say where not.

Tests as well: ``workplace``.
"""

import pytest

from qualcode.model.span import Span
from qualcode.ui.shell.main_window import MainWindow
from qualcode.ui.shell.workbench import Workbench
from tests.ui.material import code, found

WORDS = "They just assume that you must be poor."


@pytest.fixture
def workbench(window: MainWindow) -> Workbench:
    assert window.workbench is not None
    return window.workbench


def go_to(workbench: Workbench, words: str) -> Span:
    place, span = found(workbench.session.study, "FG1", words)
    workbench.go_to(place, span)
    return span


@pytest.mark.parametrize(
    "action", ["code.memo", "code.typical", "code.start_left", "code.end_right_sentence"]
)
def test_without_a_segment_it_says_where_one_is(
    window: MainWindow, workbench: Workbench, action: str
) -> None:
    go_to(workbench, "Thank you.")
    before = workbench.session.study
    window.actions_[action].trigger()
    assert "Put the cursor into a segment first" in window.messages.text
    assert "{" not in window.messages.text, "the key is named"
    assert workbench.session.study is before


def test_an_example_without_a_code_says_what_to_choose(window: MainWindow, workbench: Workbench) -> None:
    go_to(workbench, WORDS)
    workbench.code_page.inspector.show_code(None)
    window.actions_["code.example"].trigger()
    assert "Choose a code in the codebook first" in window.messages.text


def test_a_passage_becomes_the_example_of_the_chosen_code(window: MainWindow, workbench: Workbench) -> None:
    study = workbench.session.study
    workbench._choose_code(code(study, "stigma"))
    go_to(workbench, WORDS)
    window.actions_["code.example"].trigger()
    assert WORDS in workbench.session.study.codes[code(study, "stigma")].examples


def test_the_memo_of_a_segment_brings_its_panel_back(window: MainWindow, workbench: Workbench) -> None:
    go_to(workbench, WORDS)
    inspector = workbench.code_page.inspector
    workbench.code_page.toggle(inspector)
    assert inspector.isHidden()
    window.actions_["code.memo"].trigger()
    assert not inspector.isHidden()


def test_an_edge_moves_by_a_word_and_the_size_of_the_text_by_ten(
    window: MainWindow, workbench: Workbench
) -> None:
    span = go_to(workbench, WORDS)
    window.actions_["code.end_left"].trigger()
    coding = workbench.code_page.inspector.segments.current
    assert coding is not None
    assert (coding.span.start, coding.span.end < span.end) == (span.start, True)
    view = workbench.code_page.reading.view
    for action, zoom in (("zoom_in", 110), ("zoom_out", 100), ("zoom_out", 90), ("zoom_reset", 100)):
        window.actions_[f"view.{action}"].trigger()
        assert view.zoom == zoom
