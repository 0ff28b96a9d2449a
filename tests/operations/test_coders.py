import pytest

from qualcode.model.entities import Highlight
from qualcode.model.errors import QualcodeError
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.model.team import Membership, TeamRole
from qualcode.operations import coders
from qualcode.operations.codings import highlights
from qualcode.operations.palette import CODER_COLOURS
from qualcode.operations.teamwork.roles import set_roles
from qualcode.operations.teamwork.rounds import open_round
from tests.support.studies import FG1, example_study, quotes


@pytest.fixture
def study() -> Study:
    return example_study()


def test_a_coder_is_made_once_whatever_the_case(study: Study) -> None:
    known, nothing = coders.ensure_coder(study, " ab ")
    assert (known, bool(nothing)) == (study.coder_named("AB"), False)
    new, change = coders.ensure_coder(study, "EF")
    assert change.label == "Add coder “EF”"
    assert study.after(change).coder_named("EF") == new
    assert new.colour in set(CODER_COLOURS) - {row.colour for row in study.coders.values()}
    with pytest.raises(QualcodeError, match="A coder needs a name"):
        coders.ensure_coder(study, " ")


def test_coders_are_renamed_and_recoloured(study: Study) -> None:
    ab = study.coder_named("AB")
    with pytest.raises(QualcodeError, match="already a coder named “CD”"):
        coders.rename_coder(study, ab.id, "cd")
    assert study.after(coders.recolour_coder(study, ab.id, "#FFF")).coder_named("AB").colour == "#ffffff"
    assert coders.rename_coder(study, ab.id, "Ab").label == "Rename coder “AB” to “Ab”"
    assert coders.recolour_coder(study, ab.id, "#123456")
    assert not coders.recolour_coder(study, ab.id, ab.colour)


def test_a_coder_with_work_is_not_deleted(study: Study) -> None:
    ab = study.coder_named("AB")
    with pytest.raises(QualcodeError, match="“AB” has made 3 codings; merge"):
        coders.delete_coder(study, ab.id)
    new, change = coders.ensure_coder(study, "EF")
    study = study.after(change)
    marked = study.after(
        highlights.add_highlight(study, study.transcript_named(FG1.name).id, Span(0, 3), new.id)
    )
    with pytest.raises(QualcodeError, match="“EF” has highlights"):
        coders.delete_coder(marked, new.id)
    assert new.id not in study.after(coders.delete_coder(study, new.id)).coders


def test_merging_hands_over_codings_and_highlights(study: Study) -> None:
    ab, cd = study.coder_named("AB"), study.coder_named("CD")
    study = study.after(
        highlights.add_highlight(study, study.transcript_named(FG1.name).id, Span(0, 3), cd.id)
    )
    change = coders.merge_coders(study, [cd.id, ab.id], ab.id)
    assert change.label == "Merge coder “CD” into “AB”"
    after = study.after(change)
    assert [row.name for row in after.coders_in_order] == ["AB"]
    assert quotes(after) == [
        ("privacy", "AB", "They just assume"),
        ("privacy", "AB", "asked first"),
        ("stigma", "AB", "They just assume"),
    ]
    assert {row.coder_id for row in after.rows(Highlight).values()} == {ab.id}
    assert after.after(change.inverse()) == study


def test_who_codes_in_several_rounds_is_told_the_first(study: Study) -> None:
    new, change = coders.ensure_coder(study, "EF")
    study = study.after(change)
    for name in ("One", "Two"):
        study = study.after(open_round(study, name, list(study.transcripts), ["EF"])[1])
    with pytest.raises(QualcodeError, match="“EF” codes in the round “One”; delete the round first"):
        coders.delete_coder(study, new.id)


def roles(study: Study) -> dict[str, TeamRole]:
    return {study.coders[row.coder_id].name: row.role for row in study.rows(Membership).values()}


LEAD, CODER, READER = TeamRole.LEAD, TeamRole.CODER, TeamRole.READER


@pytest.mark.parametrize(
    ("given", "gone", "into", "left"),
    [
        # Whoever stands for others has the highest of their roles.
        ({"AB": LEAD, "CD": CODER}, ["AB"], "CD", {"CD": LEAD}),
        ({"AB": LEAD, "CD": CODER}, ["CD"], "AB", {"AB": LEAD}),
        ({"AB": LEAD, "CD": READER}, ["CD"], "EF", {"AB": LEAD, "EF": CODER}),
        ({"AB": LEAD, "CD": CODER, "EF": READER}, ["CD"], "EF", {"AB": LEAD, "EF": CODER}),
        ({"AB": LEAD, "CD": READER, "EF": CODER}, ["CD"], "EF", {"AB": LEAD, "EF": CODER}),
        ({"AB": LEAD, "CD": CODER, "EF": READER}, ["CD", "AB"], "EF", {"EF": LEAD}),
        ({"AB": LEAD}, ["CD"], "EF", {"AB": LEAD}),
        ({}, ["CD"], "EF", {}),
    ],
)
def test_merging_keeps_the_higher_role(
    study: Study, given: dict[str, TeamRole], gone: list[str], into: str, left: dict[str, TeamRole]
) -> None:
    study = study.after(coders.ensure_coder(study, "EF")[1])
    if given:
        study = study.after(set_roles(study, given, "AB"))
    ids = [study.coder_named(name).id for name in gone]
    assert roles(study.after(coders.merge_coders(study, ids, study.coder_named(into).id))) == left


def test_the_last_lead_is_not_deleted_while_others_have_roles(study: Study) -> None:
    for name in ("EF", "GH"):
        study = study.after(coders.ensure_coder(study, name)[1])
    only, other = study.coder_named("EF").id, study.coder_named("GH").id
    study = study.after(set_roles(study, {"EF": LEAD, "GH": CODER}, "EF"))
    with pytest.raises(QualcodeError, match="lead"):
        coders.delete_coder(study, only)
    assert roles(study.after(coders.delete_coder(study, other))) == {"EF": LEAD}
    alone = study.after(coders.delete_coder(study, other))
    assert roles(alone.after(coders.delete_coder(alone, only))) == {}
