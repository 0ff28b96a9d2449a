"""Which columns make a codebook."""

import pytest

from qualcode.importers.tables.codebook_columns import (
    CodebookPart,
    guessed_parts,
    guessed_separator,
    looks_like_codebook,
    with_levels,
)


def test_of_two_columns_for_one_part_the_surer_counts() -> None:
    parts = guessed_parts(["Name", "Hierarchical Name", "Description", "Number"])
    assert parts == {CodebookPart.CODE: 1, CodebookPart.DEFINITION: 2}


@pytest.mark.parametrize(
    "header",
    [
        "code,parent,definition",
        "Code,Memo",
        "Name,Description,Colour",
        "Codes,Code Groups,Comment",
        "Kode,Definition,Ankerbeispiel",
        "code",
    ],
)
def test_codebooks_are_known_by_their_columns(header: str) -> None:
    assert looks_like_codebook(header.split(",")) == (header != "code")


@pytest.mark.parametrize(
    "header", ["name,age,note", "participant,group", "id,What worries you?", "transcript,memo"]
)
def test_other_tables_are_none(header: str) -> None:
    assert not looks_like_codebook(header.split(","))


def test_levels() -> None:
    assert guessed_separator(["A", "A/B", "A/C"]) == "/"
    assert guessed_separator(["and/or", "A"]) == ""
    assert guessed_separator(["A\\B"]) == "\\"
    assert with_levels("A \\ B\\", "\\") == "A > B"


def test_beside_a_column_of_parents_a_stroke_is_part_of_the_name() -> None:
    assert guessed_separator(["C:\\temp", "D:\\temp", "A"], ["", "A", ""]) == ""
    assert guessed_separator(["and::or", "A"], ["A", ""]) == ""
    # The parents are told twice: in their column, and before the name.
    assert guessed_separator(["A", "A\\B"], ["", "A"]) == "\\"
    # A column of parents in which nothing is named tells nothing.
    assert guessed_separator(["A", "A\\B"], ["", ""]) == "\\"
    assert guessed_separator(["A", "A > B"], ["", "C"]) == " > "


@pytest.mark.parametrize(
    "header", [["Kategorie", "Farbe", "Definition", "Ankerbeispiel"], ["Category", "Definition"]]
)
def test_who_calls_codes_categories_has_a_codebook_too(header: list[str]) -> None:
    assert looks_like_codebook(header)
    assert guessed_parts(header)[CodebookPart.CODE] == 0


@pytest.mark.parametrize("header", [["Participant", "Category", "Notes"], ["Category", "Age", "Definition"]])
def test_categories_of_people_are_no_codes(header: list[str]) -> None:
    assert not looks_like_codebook(header)
