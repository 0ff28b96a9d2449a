import pytest

from qualcode.model.change import ChangeSet
from qualcode.model.entities import Palette
from qualcode.model.errors import QualcodeError
from qualcode.model.study import Study
from qualcode.operations.codes import codebook
from qualcode.operations.palette import CODE_COLOURS, FIRST_COLOURS
from tests.support.studies import example_study


@pytest.fixture
def study() -> Study:
    return example_study()


def test_a_new_code_stands_behind_its_siblings_in_a_colour_not_used_yet(study: Study) -> None:
    trust = study.code_named("Trust")
    code, change = codebook.add_code(study, " schools ", parent_id=trust.id)
    after = study.after(change)
    assert change.label == "Add code “Trust > schools”"
    assert [row.name for row in after.children(trust.id)] == ["firms", "councils", "schools"]
    assert code.colour in CODE_COLOURS
    assert code.colour not in {row.colour for row in study.codes.values()}


def test_a_name_is_needed_readable_in_a_path_and_free_among_siblings(study: Study) -> None:
    trust = study.code_named("Trust")
    with pytest.raises(QualcodeError, match="needs a name"):
        codebook.add_code(study, "  ")
    for name in ("a > b", "> a", "a >", ">"):
        with pytest.raises(QualcodeError, match="cannot be a code’s name"):
            codebook.add_code(study, name)
    with pytest.raises(QualcodeError, match="already a code “stigma” at the top"):
        codebook.add_code(study, "STIGMA")
    with pytest.raises(QualcodeError, match="already a code “firms” under “Trust”"):
        codebook.rename_code(study, study.code_named("councils").id, "Firms")
    assert codebook.add_code(study, "stigma", parent_id=trust.id)[1]
    assert codebook.add_code(study, "a->b")[1]


def test_renaming_may_change_the_case_and_nothing_is_nothing(study: Study) -> None:
    stigma = study.code_named("stigma")
    change = codebook.rename_code(study, stigma.id, "Stigma")
    assert change.label == "Rename code “stigma” to “Stigma”"
    assert study.after(change).codes[stigma.id].name == "Stigma"
    assert not codebook.rename_code(study, stigma.id, "stigma ")


def test_editing_changes_the_texts_that_are_given(study: Study) -> None:
    stigma = study.code_named("stigma")
    change = codebook.edit_code(study, stigma.id, definition="new", include="when", memo=stigma.memo)
    assert change.label == "Edit the definition and inclusion rule of “stigma”"
    after = study.after(change).codes[stigma.id]
    assert (after.definition, after.include, after.memo) == ("new", "when", "from the first group")
    assert not codebook.edit_code(study, stigma.id, definition=stigma.definition)


def test_examples_are_added_below_each_other_and_once(study: Study) -> None:
    stigma = study.code_named("stigma")
    study = study.after(codebook.add_example(study, stigma.id, "They just assume"))
    study = study.after(codebook.add_example(study, stigma.id, "They look at you "))
    assert study.codes[stigma.id].examples == "They just assume\n\nThey look at you"
    for known in ("They just assume", " "):
        assert codebook.add_example(study, stigma.id, known) == ChangeSet("Add an example to “stigma”")


def test_colours_are_written_one_way_and_checked(study: Study) -> None:
    stigma = study.code_named("stigma")
    study = study.after(codebook.recolour_codes(study, [stigma.id], "#ABC"))
    assert study.codes[stigma.id].colour == "#aabbcc"
    with pytest.raises(QualcodeError, match="“blue” is not a colour"):
        codebook.recolour_codes(study, [stigma.id], "blue")


@pytest.mark.parametrize(
    ("number", "said"),
    [(1, "“Trust”"), (3, "“Trust”, “firms”, “councils”"), (4, "4 codes"), (5, "5 codes")],
)
def test_up_to_three_codes_are_named_and_more_are_counted(study: Study, number: int, said: str) -> None:
    chosen = [code.id for code in study.codes_in_order[:number]]
    assert codebook.recolour_codes(study, chosen, "#abc").label == f"Change the colour of {said}"


def test_a_code_with_codings_cannot_become_a_category(study: Study) -> None:
    with pytest.raises(QualcodeError, match="“privacy” has 3 codings and cannot become a category"):
        codebook.set_codable(study, study.code_named("privacy").id, False)
    councils = study.code_named("councils")
    change = codebook.set_codable(study, councils.id, False)
    assert change.label == "Make “councils” a category"
    after = study.after(change)
    assert (after.codes[councils.id].codable, after.codes[councils.id].digit) == (False, None)
    assert not codebook.set_codable(after, councils.id, False)


def test_a_digit_has_one_holder(study: Study) -> None:
    stigma, privacy = study.code_named("stigma"), study.code_named("privacy")
    change = codebook.pin_code(study, stigma.id, 1)
    after = study.after(change)
    assert change.label == "Pin “stigma” to key 1"
    assert (after.codes[stigma.id].digit, after.codes[privacy.id].digit) == (1, None)
    assert not codebook.pin_code(after, stigma.id, 1)
    assert after.after(codebook.pin_code(after, stigma.id, None)).codes[stigma.id].digit is None
    with pytest.raises(QualcodeError, match="10 is not one of the keys"):
        codebook.pin_code(study, stigma.id, 10)
    with pytest.raises(QualcodeError, match="“Trust” is a category"):
        codebook.pin_code(study, study.code_named("Trust").id, 3)


def test_a_code_that_has_gone_is_named_as_such(study: Study) -> None:
    with pytest.raises(QualcodeError, match="This code is no longer in the project"):
        codebook.rename_code(study, study.info.id, "x")


def test_a_branch_gets_new_colours_unlike_all_others(study: Study) -> None:
    trust = study.code_named("Trust")
    branch = {trust.id, *(code.id for code in study.descendants(trust.id))}
    one = study.codes_in_order[-1]
    study = study.after(codebook.recolour_codes(study, list(study.codes), one.colour))
    after = study.after(codebook.deal_colours(study, [trust.id]))
    changed = {code_id for code_id, code in after.codes.items() if code != study.codes[code_id]}
    assert changed == branch
    colours = [after.codes[code_id].colour for code_id in branch]
    assert len(set(colours)) == len(colours)
    assert one.colour not in colours
    assert study.after(codebook.deal_colours(study, [])).codes.keys() == study.codes.keys()


def test_another_palette_recolours_all_codes_and_those_to_come(study: Study) -> None:
    change = codebook.change_palette(study, Palette.COLOUR_BLIND)
    after = study.after(change)
    assert after.info.palette is Palette.COLOUR_BLIND
    first = set(FIRST_COLOURS[Palette.COLOUR_BLIND])
    assert first & {code.colour for code in after.codes.values()}
    code, _ = codebook.add_code(after, "one more")
    assert code.colour not in {row.colour for row in after.codes.values()}
    assert after.after(change.inverse()) == study
    assert not codebook.change_palette(after, Palette.COLOUR_BLIND)


def test_codes_below_another_are_numbered_from_its_first(study: Study) -> None:
    code, change = codebook.add_code(study, "Above")
    study = study.after(change)
    for place, name in enumerate(("one", "two")):
        below, change = codebook.add_code(study, name, parent_id=code.id)
        study = study.after(change)
        assert below.position == place
