"""Passages as lists show them: dots for what is cut stay on the line of a word.

Tests as well: ``ui.pages.find.answers``.
"""

from qualcode.analysis.table_passages import CodedPassage
from qualcode.model.machine.progress import no_progress
from qualcode.model.span import Span
from qualcode.ui.look.theme import LIGHT
from qualcode.ui.models.passage_words import html_of
from qualcode.ui.pages.find.answers import answer
from tests.analysis.building import Said, Talk, identity, study_of

TEXT = " ".join(["said"] * 100 + ["school"] + ["again"] * 100)
STUDY = study_of({"T": Talk(TEXT, [Said(0, len(TEXT), "P1")])}, {})


def test_dots_around_words_that_were_found_are_not_alone_on_a_line() -> None:
    (line,) = answer(STUDY, "word:school", LIGHT, no_progress).lines
    assert line.html.count("…") == 2
    assert ">…\u00a0said" in line.html
    assert "again\u00a0…<" in line.html


def test_nor_are_those_behind_a_long_passage() -> None:
    html = html_of(STUDY, CodedPassage(identity("transcript", "T"), Span(0, len(TEXT)), ()), LIGHT)
    assert html.endswith("\u00a0…")
