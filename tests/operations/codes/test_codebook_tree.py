"""Codes are found by path or name, and made where they are missing, after those that are there."""

import pytest

from qualcode.model.change import ChangeSet
from qualcode.model.checks.invariants import broken_invariants
from qualcode.model.entities import Code
from qualcode.model.errors import QualcodeError
from qualcode.model.study import Study
from qualcode.operations.codes.codebook_tree import GrowingCodebook, add_code_at, place_of_new
from tests.support.studies import example_study


@pytest.fixture
def study() -> Study:
    return example_study()


def children(study: Study, path: str = "") -> list[tuple[str, int]]:
    parent = study.code_named(path).id if path else None
    return [(code.name, code.position) for code in study.children(parent)]


def test_codes_are_named_by_path_before_name(study: Study) -> None:
    study = study.after(add_code_at(study, "stigma > firms")[1])
    study = study.after(add_code_at(study, "Firms")[1])
    tree = GrowingCodebook(study)

    def named(name: str) -> list[str]:
        return [study.path(code.id) for code in tree.named(name)]

    assert named("Firms") == ["Firms"]
    # Otherwise all of the name, and the one at the path is among them once.
    assert sorted(named("FIRMS")) == ["Firms", "Trust > firms", "stigma > firms"]
    assert named("TRUST > FIRMS") == named("Trust > firms") == ["Trust > firms"]
    assert named("councils") == ["Trust > councils"]
    assert named("nothing") == []
    found = tree.at("trust > Councils")
    assert found is not None
    assert study.path(found.id) == "Trust > councils"
    assert tree.at("councils") is None


def test_what_is_missing_of_a_path_is_made_once_and_comes_last(study: Study) -> None:
    tree = GrowingCodebook(study)
    first, second = tree.ensure("Trust > banks > local"), tree.ensure(" Trust > banks >  foreign ")
    top, again = tree.ensure("hope"), tree.ensure("HOPE")
    assert top is again
    trust = study.code_named("Trust")
    banks = tree.new[0]
    assert [(code.name, code.position, code.parent_id) for code in tree.new] == [
        ("banks", 2, trust.id), ("local", 0, banks.id), ("foreign", 1, banks.id), ("hope", 3, None),
    ]  # fmt: skip
    assert (first, second, top) == (*tree.new[1:3], tree.new[3])
    assert len({code.colour for code in tree.new}) == 4
    assert tree.ensure("stigma") == study.code_named("stigma")
    assert len(tree.new) == 4


def test_a_code_is_added_below_another_with_those_between_them(study: Study) -> None:
    code, change = add_code_at(
        study, "trust > banks > local", colour="#AA3355", definition="near by", codable=False
    )
    assert (code.name, code.colour, code.definition, code.codable) == ("local", "#aa3355", "near by", False)
    assert change.label == "Add category “Trust > banks > local”"
    after = study.after(change)
    assert broken_invariants(after) == []
    assert after.path(code.id) == "Trust > banks > local"
    assert children(after, "Trust") == [("firms", 0), ("councils", 1), ("banks", 2)]
    assert after.code_named("Trust > banks").codable
    assert after.after(change.inverse()) == study


@pytest.mark.parametrize(
    ("name", "below", "path"),
    [
        ("regret", "Trust", "Trust > regret"),
        ("Trust > regret", "Trust", "Trust > regret"),
        ("TRUST > Firms > local", "privacy", "Trust > firms > local"),
        ("Money > arrears", "Trust", "Money > arrears"),
        ("Money >  Trust > arrears ", "Trust", "Money > Trust > arrears"),
        ("Firms", "", "Firms"),
    ],
)
def test_a_name_with_levels_counts_from_the_top_wherever_one_is(
    study: Study, name: str, below: str, path: str
) -> None:
    parent_id = study.code_named(below).id if below else None
    assert place_of_new(study, name, parent_id) == (path, False)
    code, change = add_code_at(study, name, parent_id=parent_id)
    assert change.label == f"Add code “{path}”"
    after = study.after(change)
    assert after.path(code.id) == path
    assert broken_invariants(after) == []
    assert place_of_new(after, name.upper(), parent_id) == (path, True)


@pytest.mark.parametrize("name", ["", "Trust > ", " > firms", "Trust > > firms", "Trust >"])
def test_a_level_without_a_name_is_refused(study: Study, name: str) -> None:
    for parent_id in (None, study.code_named("Trust").id):
        with pytest.raises(QualcodeError):
            place_of_new(study, name, parent_id)
        with pytest.raises(QualcodeError):
            add_code_at(study, name, parent_id=parent_id)


def test_a_code_comes_right_after_its_sibling_or_after_all(study: Study) -> None:
    stigma, firms = study.code_named("stigma"), study.code_named("firms")
    after = study.after(add_code_at(study, "hope", after_id=stigma.id)[1])
    assert children(after) == [("Trust", 0), ("stigma", 1), ("hope", 2), ("privacy", 3)]
    after = study.after(add_code_at(study, "banks", parent_id=firms.parent_id, after_id=firms.id)[1])
    assert children(after, "Trust") == [("firms", 0), ("banks", 1), ("councils", 2)]
    for other in (None, firms.id):
        after = study.after(add_code_at(study, "hope", after_id=other)[1])
        assert children(after) == [("Trust", 0), ("stigma", 1), ("privacy", 2), ("hope", 3)]


def test_a_code_that_is_there_is_not_added_again(study: Study) -> None:
    trust = study.code_named("Trust")
    with pytest.raises(QualcodeError, match="There is already a code “Trust > firms”; choose another name"):
        add_code_at(study, "FIRMS", parent_id=trust.id)
    with pytest.raises(QualcodeError, match="There is already a category “Trust”"):
        add_code_at(study, "trust")
    with pytest.raises(QualcodeError, match="needs a name"):
        add_code_at(study, "  ")
    with pytest.raises(QualcodeError, match="This code is no longer"):
        add_code_at(study, "new", parent_id=study.info.id)
    code, change = add_code_at(study, "firms")
    assert isinstance(change, ChangeSet)
    assert study.after(change).rows(Code)[code.id].parent_id is None
