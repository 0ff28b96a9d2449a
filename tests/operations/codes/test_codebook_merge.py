"""Tests of codebook merge."""

from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.change import ChangeSet, added
from qualcode.model.checks.invariants import broken_invariants
from qualcode.model.codes.coding_rows import CodingRow
from qualcode.model.entities import Code, Comment, Memo, MemoSubject, TypicalQuote
from qualcode.model.errors import QualcodeError
from qualcode.model.identity import key_of, new_id
from qualcode.model.study import Study
from qualcode.model.teamwork.comments import About
from qualcode.operations import memos
from qualcode.operations.codes import codebook
from qualcode.operations.codes.codebook_merge import SplitPart, merge_preview, split_code
from qualcode.operations.codings.coding_import import import_codings
from qualcode.operations.comments import add_comment
from qualcode.operations.project import new_project
from qualcode.operations.transcripts.documents import add_transcripts
from qualcode.operations.typical_quotes import mark_typical
from tests.support.studies import FG1, example_study, quotes, read_transcript, span_of


@pytest.fixture
def study() -> Study:
    return example_study()


def codings_of(study: Study, code_id: UUID) -> list[tuple[UUID, UUID]]:
    return [
        (transcript_id, row.id)
        for transcript_id, table in study.codings.items()
        for row in table
        if row.code_id == code_id
    ]


def test_merging_recodes_and_codings_that_become_the_same_collapse(study: Study) -> None:
    stigma, privacy = study.code_named("stigma"), study.code_named("privacy")
    study = study.after(memos.add_memo(study, MemoSubject.CODE, stigma.id, "hm", author="AB")[1])
    study = study.after(codebook.add_code(study, "shame", parent_id=stigma.id)[1])
    preview = merge_preview(study, [stigma.id], privacy.id)
    assert (preview.recoded, preview.collapsed, preview.transcripts) == (1, 1, 1)
    assert (preview.memos, preview.children, preview.renamed) == (1, 1, ())
    assert preview.overlapping == 0
    change = merge_preview(study, [stigma.id, privacy.id], privacy.id).change
    assert change.label == "Merge “stigma” into “privacy”"
    after = study.after(change)
    assert quotes(after) == [
        ("privacy", "AB", "They just assume"),
        ("privacy", "AB", "asked first"),
        ("privacy", "CD", "asked first"),
    ]
    assert {memo.subject_id for memo in after.rows(Memo).values()} == {privacy.id}
    assert [code.name for code in after.children(privacy.id)] == ["shame"]
    merged = after.codes[privacy.id]
    assert (merged.definition, merged.memo) == ("Being looked down upon", "from the first group")
    assert merged.digit == 1
    joined = [row.memo for table in after.codings.values() for row in table]
    assert sorted(joined) == ["", "assumption", "control"]


def test_children_of_the_same_name_get_a_number_and_the_preview_says_so(study: Study) -> None:
    stigma, trust = study.code_named("stigma"), study.code_named("Trust")
    study = study.after(codebook.add_code(study, "firms", parent_id=stigma.id)[1])
    preview = merge_preview(study, [trust.id], stigma.id)
    assert preview.renamed == (("firms", "firms (2)"),)
    after = study.after(preview.change)
    assert [code.name for code in after.children(stigma.id)] == ["firms", "firms (2)", "councils"]


def test_a_parent_and_its_child_merge_into_a_third(study: Study) -> None:
    stigma = study.code_named("stigma")
    sources = [study.code_named("Trust").id, study.code_named("firms").id]
    preview = merge_preview(study, sources, stigma.id)
    assert preview.children == 1
    after = study.after(preview.change)
    assert [code.name for code in after.children(stigma.id)] == ["councils"]
    assert after.after(preview.change.inverse()) == study


def test_merges_that_make_no_sense_are_refused(study: Study) -> None:
    trust, firms, stigma = (study.code_named(name) for name in ("Trust", "firms", "stigma"))
    with pytest.raises(QualcodeError, match="“firms” is under “Trust”; merge the two the other way"):
        merge_preview(study, [trust.id], firms.id)
    with pytest.raises(QualcodeError, match="“Trust” is a category and cannot take the codings of “stigma”"):
        merge_preview(study, [stigma.id], trust.id)
    with pytest.raises(QualcodeError, match="“stigma” cannot be merged into itself"):
        merge_preview(study, [stigma.id], stigma.id)


def test_splitting_hands_codings_to_new_and_known_codes(study: Study) -> None:
    privacy, stigma = study.code_named("privacy"), study.code_named("stigma")
    first, second, third = codings_of(study, privacy.id)
    parts = [
        SplitPart([first], "control"),
        SplitPart([second], "control 2"),
        SplitPart([third], "", stigma.id),
    ]
    change = split_code(study, privacy.id, parts)
    assert change.label == "Split 3 segments of “privacy” into “control”, “control 2”, “stigma”"
    after = study.after(change)
    assert [code.name for code in after.children(None)][-2:] == ["control", "control 2"]
    assert key_of(privacy.id) not in after.coding_counts
    # The third was there as stigma by the same coder already.
    assert after.coding_count == study.coding_count - 1
    below = study.after(split_code(study, privacy.id, parts[:1], below=True))
    assert [code.name for code in below.children(privacy.id)] == ["control"]


def test_codes_made_by_splitting_are_beside_the_code_they_come_from(study: Study) -> None:
    stigma = study.code_named("stigma")
    names = [code.name for code in study.children(stigma.parent_id)]
    place = names.index("stigma") + 1
    assert place < len(names)
    (coding,) = codings_of(study, stigma.id)
    change = split_code(study, stigma.id, [SplitPart([coding], "judged"), SplitPart([], "pitied")])
    after = [code.name for code in study.after(change).children(stigma.parent_id)]
    assert after == [*names[:place], "judged", "pitied", *names[place:]]


def test_splits_that_make_no_sense_are_refused(study: Study) -> None:
    privacy, stigma, trust = (study.code_named(name) for name in ("privacy", "stigma", "Trust"))
    (of_stigma,) = codings_of(study, stigma.id)
    first = codings_of(study, privacy.id)[0]
    with pytest.raises(QualcodeError, match="no longer one of “privacy”"):
        split_code(study, privacy.id, [SplitPart([of_stigma], "new")])
    with pytest.raises(QualcodeError, match="is in two parts"):
        split_code(study, privacy.id, [SplitPart([first], "new"), SplitPart([first], "other")])
    with pytest.raises(QualcodeError, match="Two new codes are called “new”"):
        split_code(study, privacy.id, [SplitPart([first], "new"), SplitPart([], "new")])
    with pytest.raises(QualcodeError, match="already a code “stigma”"):
        split_code(study, privacy.id, [SplitPart([first], "stigma")])
    with pytest.raises(QualcodeError, match="“Trust” is a category"):
        split_code(study, privacy.id, [SplitPart([first], code_id=trust.id)])


def lying(*spans: tuple[str, str, int, int]) -> Study:
    """A text on which coders coded stretches: the code, the coder, start and end."""
    study = Study().after(new_project("Study"))
    study = study.after(add_transcripts(study, [read_transcript("T", [("", "x" * 99)])]).change)
    study = study.after(codebook.add_code(study, "a")[1])
    study = study.after(codebook.add_code(study, "b")[1])
    rows = [CodingRow("T", code, coder, start, end) for code, coder, start, end in spans]
    return study.after(import_codings(study, rows).change)


@pytest.mark.parametrize(
    ("spans", "number"),
    [
        ([("a", "AB", 0, 3), ("b", "AB", 10, 13)], 0),
        ([("a", "AB", 0, 1), ("b", "AB", 1, 2)], 0),
        ([("a", "AB", 3, 5), ("b", "AB", 0, 3)], 0),
        ([("a", "AB", 0, 3), ("b", "AB", 2, 4)], 1),
        # Those that are merged are counted, not those that are there.
        ([("a", "AB", 0, 20), ("b", "AB", 2, 4), ("b", "AB", 6, 8), ("b", "AB", 30, 31)], 1),
        ([("a", "AB", 0, 5), ("b", "AB", 4, 20), ("a", "AB", 6, 8), ("a", "AB", 22, 23)], 2),
        # On the same span the two become one.
        ([("a", "AB", 0, 3), ("b", "AB", 0, 3)], 0),
        ([("a", "AB", 0, 3), ("b", "CD", 0, 3), ("b", "AB", 0, 3), ("b", "AB", 2, 5)], 0),
        # Another coder's segment is another reading, not a double.
        ([("a", "AB", 0, 5), ("b", "CD", 2, 4)], 0),
        ([("a", "AB", 0, 5), ("b", "CD", 2, 4), ("a", "CD", 3, 9)], 1),
        # Codes that are not merged do not count, nor does what the target has of its own.
        ([("a", "AB", 0, 9), ("c", "AB", 1, 4), ("b", "AB", 20, 22)], 0),
        ([("b", "AB", 0, 9), ("b", "CD", 1, 4), ("b", "AB", 5, 22)], 0),
    ],
)
def test_merged_codings_that_share_text_with_the_same_coders_are_counted(
    spans: list[tuple[str, str, int, int]], number: int
) -> None:
    study = lying(*spans)
    found = merge_preview(study, [study.code_named("a").id], study.code_named("b").id)
    assert found.overlapping == number
    assert found.recoded == sum(code == "a" for code, *_ in spans)


def test_texts_are_added_and_the_key_comes_from_the_first_that_has_one(study: Study) -> None:
    stigma, privacy, firms = (study.code_named(name) for name in ("stigma", "privacy", "Trust > firms"))
    study = study.after(
        codebook.edit_code(study, privacy.id, definition="Second", include="Rule", memo="two")
    )
    found = merge_preview(study, [stigma.id, privacy.id, firms.id], firms.id)
    assert [row.name for row in found.sources] == ["stigma", "privacy"]
    row = study.after(found.change).codes[firms.id]
    assert (row.definition, row.include, row.digit) == ("Being looked down upon\n\nSecond", "Rule", 1)
    assert found.texts == ("definition", "include", "memo")
    assert row.memo.index("from the first group") < row.memo.index("two")
    own = study.after(codebook.edit_code(study, firms.id, definition="Own"))
    enriched = own.after(merge_preview(own, [stigma.id], firms.id).change).codes[firms.id]
    assert enriched.definition == "Own\n\nBeing looked down upon"
    again = own.after(codebook.edit_code(own, stigma.id, definition="Own", memo=""))
    assert merge_preview(again, [stigma.id], firms.id).texts == ()
    counted = merge_preview(study, [stigma.id], firms.id)
    assert (counted.recoded, counted.transcripts, counted.memos, counted.children) == (1, 1, 0, 0)
    trust = merge_preview(study, [study.code_named("Trust").id], stigma.id)
    assert (trust.recoded, trust.children, trust.transcripts) == (0, 2, 0)
    both = [study.code_named(name).id for name in ("Trust", "Trust > firms")]
    assert merge_preview(study, both, stigma.id).children == 1


@given(st.data())
def test_no_text_of_a_code_is_lost_and_none_is_there_twice(data: st.DataObject) -> None:
    fields = ("definition", "include")
    texts = st.sampled_from(["", " ", "One", "Two", "One\n\nTwo", "One more"])
    codes = [
        replace(Code(new_id(), f"c{place}", place), definition=data.draw(texts), include=data.draw(texts))
        for place in range(3)
    ]
    study = Study().after(new_project("Study"))
    study = study.after(ChangeSet("codes", tuple(added(code) for code in codes)))
    found = merge_preview(study, [code.id for code in codes[1:]], codes[0].id)
    merged = study.after(found.change).codes[codes[0].id]
    for field in fields:
        joined = getattr(merged, field)
        for code in codes:
            assert getattr(code, field).strip() in joined
        parts = [code_text for code_text in joined.split("\n\n") if code_text.strip()]
        assert sorted(set(parts)) == sorted(
            {part for code in codes for part in getattr(code, field).split("\n\n") if part.strip()}
        )
        assert (field in found.texts) == (joined != getattr(codes[0], field))


def test_a_code_without_codings_can_go_into_a_category(study: Study) -> None:
    trust, councils = study.code_named("Trust"), study.code_named("Trust > councils")
    found = merge_preview(study, [councils.id], trust.id)
    after = study.after(found.change)
    assert (found.recoded, after.codes[trust.id].codable, councils.id in after.codes) == (0, False, False)
    assert after.codes[trust.id].digit is None


def test_comments_and_typical_quotes_follow_a_merge_and_quotes_a_split(study: Study) -> None:
    stigma, privacy = study.code_named("stigma"), study.code_named("privacy")
    place, span = study.transcript_named(FG1.name).id, span_of(study, "They just assume")
    study = study.after(add_comment(study, "Is it?", "AB", About(code_id=stigma.id)))
    study = study.after(mark_typical(study, stigma.id, place, span))
    merged = study.after(merge_preview(study, [stigma.id], privacy.id).change)
    assert [row.code_id for row in merged.rows(Comment).values()] == [privacy.id]
    assert [row.code_id for row in merged.rows(TypicalQuote).values()] == [privacy.id]
    parts = [SplitPart(codings_of(study, stigma.id), "judged")]
    split = study.after(split_code(study, stigma.id, parts))
    assert [row.code_id for row in split.rows(TypicalQuote).values()] == [split.code_named("judged").id]
    assert broken_invariants(split) == []


@pytest.mark.parametrize("below", [True, False])
def test_codes_made_by_splitting_have_places_of_their_own(study: Study, below: bool) -> None:
    stigma = study.code_named("stigma")
    study = study.after(codebook.add_code(study, "shame", parent_id=stigma.id)[1])
    parts = [SplitPart([], name) for name in ("one", "two", "three")]
    change = split_code(study, stigma.id, parts, below=below)
    assert change.label == "Split 0 segments of “stigma” into “one”, “two”, “three”"
    after = study.after(change)
    found = [(code.name, code.position) for code in after.children(stigma.id if below else None)]
    if below:
        assert found == [("shame", 0), ("one", 1), ("two", 2), ("three", 3)]
    else:
        assert found == [("Trust", 0), ("stigma", 1), ("one", 2), ("two", 3), ("three", 4), ("privacy", 5)]


def test_two_new_codes_of_one_name_are_refused_in_whatever_letters(study: Study) -> None:
    parts = [SplitPart([], "Zoë"), SplitPart([], "ZOE\u0308")]
    with pytest.raises(QualcodeError, match="Two new codes are called “ZOË”"):
        split_code(study, study.code_named("stigma").id, parts)
