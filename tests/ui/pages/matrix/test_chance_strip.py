"""The strip that says whether a table is more than chance."""

from dataclasses import replace

from qualcode.model.results.significance_result import SignificanceResult
from qualcode.ui.look.theme import DARK, LIGHT
from qualcode.ui.shell.main_window import MainWindow


def test_the_words_take_on_the_colours_of_the_other_theme(window: MainWindow) -> None:
    assert window.workbench is not None
    strip = window.workbench.pages.matrix.strip
    strip.show_test(
        SignificanceResult(
            "segments", observations=40, rows=3, columns=2, chi_square=7.5, degrees=2, p=0.02, cramers_v=0.4
        )
    )
    assert LIGHT.muted in strip.words.text()
    window.actions_["view.theme_dark"].trigger()
    try:
        assert DARK.muted in strip.words.text()
    finally:
        window.actions_["view.theme_light"].trigger()
    assert LIGHT.muted in strip.words.text()


def test_only_an_answer_that_may_be_believed_is_emphasised(window: MainWindow) -> None:
    assert window.workbench is not None
    strip = window.workbench.pages.matrix.strip
    figures = SignificanceResult(
        "segments", observations=40, rows=3, columns=2, chi_square=7.5, degrees=2, p=0.02, cramers_v=0.4
    )
    strip.show_test(figures)
    assert "<b>" in strip.words.text()
    strip.show_test(
        replace(figures, warnings=("3 cells have an expected count below 5.",), left_out="7 segments")
    )
    assert "<b>" not in strip.words.text()
    assert "Left out: 7 segments." in strip.words.text()
