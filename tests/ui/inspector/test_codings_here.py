"""Segments that are asked about are told apart by what is needed, and by no more."""

from qualcode.operations.codes.codebook import rename_code
from qualcode.ui.inspector.codings_here import told_apart
from tests.analysis.building import Coded, Said, Talk, identity, study_of

TEXT = "Yes and no.\nYes and no, said Mo, for as long as we have known one another here, which is long.\n"


def told(*codings: tuple[str, str, int, int]) -> list[str]:
    codes = {"School": None, "Home": None, "Fear": "School", "Worry": "Home"}
    made = [Coded(coder, code, start, end) for coder, code, start, end in codings]
    turns = [Said(0, 12, "Mo"), Said(12, len(TEXT), "Di")]
    study = study_of({"T": Talk(TEXT, turns, made)}, codes)
    study = study.after(rename_code(study, identity("code", "Worry"), "Fear"))
    place = identity("transcript", "T")
    return told_apart(
        study, place, sorted(study.codings_of(place), key=lambda row: (row.span.start, row.span.end))
    )


def test_code_and_coder_are_enough_where_they_differ() -> None:
    assert told(("AB", "Fear", 0, 3), ("CD", "Fear", 0, 3)) == ["Fear (AB)", "Fear (CD)"]


def test_codes_of_one_name_have_their_path() -> None:
    named = told(("AB", "Fear", 0, 3), ("AB", "Worry", 0, 3), ("AB", "Home", 0, 3))
    assert sorted(named) == ["Home (AB)", "Home > Fear (AB)", "School > Fear (AB)"]


def test_segments_of_one_code_have_their_words() -> None:
    assert told(("AB", "Fear", 0, 3), ("AB", "Fear", 0, 10)) == ["Fear (AB) “Yes”", "Fear (AB) “Yes and no”"]


def test_segments_with_the_same_words_have_their_place() -> None:
    assert told(("AB", "Fear", 0, 3), ("AB", "Fear", 12, 15)) == [
        "Fear (AB) “Yes” (turn 1, 3 letters)",
        "Fear (AB) “Yes” (turn 2, 3 letters)",
    ]
    long = told(("AB", "Fear", 12, 90), ("AB", "Fear", 12, 80))
    assert len({*long}) == 2
    assert all("…” (turn 2, " in name for name in long)
