"""Tests of codebook import."""

import pytest

from qualcode.model.codes.codebook import CodebookRow, codebook_rows, split_path
from qualcode.model.errors import QualcodeError
from qualcode.model.study import Study
from qualcode.operations.codes.codebook import code_colour
from qualcode.operations.codes.codebook_import import import_codebook
from qualcode.operations.codes.codebook_tree import add_code_at
from qualcode.operations.project import new_project
from tests.support.studies import example_study


@pytest.fixture
def study() -> Study:
    return example_study()


def test_known_paths_are_updated_and_the_others_added_in_one_step(study: Study) -> None:
    rows = [
        CodebookRow("Stigma", definition="new words", colour="#123456"),
        CodebookRow("banks", "Trust > firms", exclude="not shops"),
        CodebookRow("schools", "Places", codable=True),
    ]
    change = import_codebook(study, rows)
    assert change.label == "Import the codebook: 3 new codes, 1 changed"
    after = study.after(change)
    stigma = after.code_named("stigma")
    assert (stigma.definition, stigma.colour, stigma.memo) == ("new words", "#123456", "from the first group")
    assert after.code_named("Trust > firms > banks").exclude == "not shops"
    assert [code.name for code in after.children(None)] == ["Trust", "stigma", "privacy", "Places"]


def test_a_codebook_written_and_read_elsewhere_is_the_same(study: Study) -> None:
    rows = codebook_rows(study)
    other = Study().after(new_project("Other"))
    other = other.after(import_codebook(other, rows))
    assert codebook_rows(other) == rows
    assert not import_codebook(study, rows)


def test_children_may_come_before_their_parents(study: Study) -> None:
    rows = [CodebookRow("low", "high"), CodebookRow("high", codable=False)]
    change = import_codebook(study, rows)
    assert [item.row.name for item in change.rows] == ["high", "low"]  # type: ignore[union-attr]
    assert not study.after(change).code_named("high").codable


def test_the_last_row_that_names_a_key_has_it(study: Study) -> None:
    rows = [CodebookRow("new", digit=1), CodebookRow("newer", digit=1), CodebookRow("privacy")]
    after = study.after(import_codebook(study, rows))
    assert {code.name: code.digit for code in after.codes.values() if code.digit} == {
        "newer": 1,
        "councils": 2,
    }


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (CodebookRow("privacy", codable=False, line=4), "Line 4: “privacy” has 3 codings"),
        (CodebookRow("privacy", digit=10, line=4), "Line 4: “privacy” has the key 10"),
        (CodebookRow("privacy", colour="red", line=4), "Line 4: “red” is not a colour"),
        (CodebookRow(" ", line=4), "Line 4: A code needs a name"),
        (CodebookRow("new", "a > > b", line=4), "Line 4: "),
        (CodebookRow("STIGMA", line=4), "Line 4: “STIGMA” is described twice"),
    ],
)
def test_a_row_that_cannot_be_is_named_by_its_line(study: Study, row: CodebookRow, words: str) -> None:
    with pytest.raises(QualcodeError, match=words) as caught:
        import_codebook(study, [CodebookRow("stigma", line=2), row])
    assert str(caught.value).endswith("Nothing was imported.")


def test_a_path_is_parent_and_name() -> None:
    assert split_path("a > b > c") == ("a > b", "c")
    assert split_path("a") == ("", "a")
    assert CodebookRow("c", "a > b").path == "a > b > c"


def test_a_code_by_its_path_can_be_applied_unless_it_is_said_otherwise() -> None:
    study = example_study()
    for (code, change), codable in (
        (add_code_at(study, "Above > Below"), True),
        (add_code_at(study, "Above > Below", codable=False), False),
    ):
        after = study.after(change)
        assert (after.codes[code.id].codable, after.code_named("Above").codable) == (codable, True)


def test_codes_made_above_a_code_do_not_get_the_colour_that_was_chosen_for_it() -> None:
    study = example_study()
    for path in ("Above > Below", "Up > Above > Below"):
        colour = code_colour(study)
        after = study.after(add_code_at(study, path, colour=colour)[1])
        made = [code for code in after.codes.values() if code.id not in study.codes]
        assert [code.colour for code in made if code.name == "Below"] == [colour]
        assert len({code.colour for code in made}) == len(made) == path.count(">") + 1


def test_a_code_comes_after_the_sibling_that_is_named_and_else_after_all_of_them() -> None:
    study = example_study()
    for name in ("One", "Two", "Three", "Two > Below"):
        study = study.after(add_code_at(study, name)[1])
    one, below = study.code_named("One"), study.code_named("Below")
    assert (study.code_named("Two").position - one.position, below.position) == (1, 0)
    # Whatever the names are: as they sort, no code could come between others by chance.
    for name in ("A", "Zz"):
        after = study.after(add_code_at(study, name, after_id=one.id)[1])
        order = [row.name for row in after.children(None)]
        assert order[order.index("One") :] == ["One", name, "Two", "Three"]
        assert [row.position for row in after.children(None)] == list(range(len(order)))
    after = study.after(add_code_at(study, "New", after_id=below.id)[1])
    assert [row.name for row in after.children(None)][-2:] == ["Three", "New"]
