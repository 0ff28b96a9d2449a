"""The captions of plain lists count what is in them.

Tests as well: ``memos``.
"""

import pytest

from qualcode.analysis.captions.lists import (
    about_attributes,
    about_codes,
    about_differences,
    about_history,
    about_team_list,
)
from qualcode.analysis.captions.memos import about_memos
from qualcode.analysis.memo_list import MemoChoice
from qualcode.analysis.memo_quotes import MemoQuotes
from qualcode.model.entities import AttributeSubject
from qualcode.model.memos import MemoKind, MemoOrder
from qualcode.model.questions.provenance import Provenance
from tests.analysis.building import Talk, study_of
from tests.support.studies import example_study

STUDY = example_study()


@pytest.mark.parametrize(
    ("found", "title", "sentence"),
    [
        (about_codes(STUDY), "Codebook", "4 codes and 1 category, in the order of the codebook"),
        (
            about_codes(study_of({"T": Talk("x")}, {"a": None})),
            "Codebook",
            "1 code, in the order of the codebook",
        ),
        (
            about_attributes(STUDY, AttributeSubject.PARTICIPANT),
            "Attributes of participants",
            "5 participants, 0 attributes, in the order of the project",
        ),
        (
            about_attributes(STUDY, AttributeSubject.TRANSCRIPT),
            "Attributes of transcripts",
            "2 transcripts, 1 attribute, in the order of the project",
        ),
        (about_history(STUDY, 1), "History", "1 step; times are in UTC"),
        (about_history(STUDY, 2, "x"), "History", "2 steps with “x”; times are in UTC"),
        (about_team_list(STUDY, "Rounds", 2), "Rounds", "2 rows; times are in UTC"),
    ],
)
def test_what_is_in_a_list(found: Provenance, title: str, sentence: str) -> None:
    assert (found.title, found.facts) == (title, (("in words", sentence),))


@pytest.mark.parametrize(
    ("coders", "number", "settled", "sentence"),
    [
        (None, 0, 0, "0 passages read differently, 0 settled"),
        (("AB", "CD"), 2000, 1000, "2,000 passages read differently by AB and CD, 1,000 settled"),
    ],
)
def test_whose_differences_are_listed(
    coders: tuple[str, str] | None, number: int, settled: int, sentence: str
) -> None:
    found = about_differences(STUDY, coders, number, settled)
    assert (found.title, found.facts) == ("Passages to settle", (("in words", sentence),))


@pytest.mark.parametrize(
    ("choice", "number", "facts", "words"),
    [
        (MemoChoice(), 3, [("kinds", "all"), ("tags", "all")], "3 memos"),
        (
            MemoChoice(kinds=[MemoKind.FREE, MemoKind.CODE], tags=["to do", "method"], words="trust"),
            2,
            [("kinds", "code, free"), ("tags", "method, to do"), ("words", "trust")],
            "2 of 3 memos",
        ),
        (MemoChoice(words=" "), 1200, [("kinds", "all"), ("tags", "all")], "1,200 of 3 memos"),
    ],
)
def test_which_memos_are_in_a_list(
    choice: MemoChoice, number: int, facts: list[tuple[str, str]], words: str
) -> None:
    order = MemoOrder.DATE
    found = about_memos(STUDY, choice, number, 3, order, MemoQuotes({}))
    assert (found.title, found.facts) == (
        "Memos", (*facts, ("order", f"by {order}"), ("in words", f"{words} by {order}")),
    )  # fmt: skip
