import pytest

from qualcode.model.entities import Highlight
from qualcode.model.errors import QualcodeError
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.operations import coders
from qualcode.operations.codings import highlights
from qualcode.operations.palette import CODER_COLOURS
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
