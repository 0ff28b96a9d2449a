"""Whose segments go with codes or transcripts."""

from qualcode.model.teamwork.others_segments import others_in_words, others_segments
from tests.support.studies import example_study

STUDY = example_study()


def test_segments_of_others_are_counted_by_coder() -> None:
    whose = [table.row(place).coder_id for table in STUDY.codings.values() for place in range(len(table))]
    every = {row.id: whose.count(row.id) for row in STUDY.coders_in_order}
    assert others_segments(STUDY, "nobody") == {row: number for row, number in every.items() if number}
    for own in STUDY.coders_in_order:
        found = others_segments(STUDY, own.name, transcripts=list(STUDY.transcripts))
        assert own.id not in found
        assert found == {row: number for row, number in every.items() if number and row != own.id}
        assert others_segments(STUDY, own.name, codes=list(STUDY.codes)) == found
    assert others_segments(STUDY, "nobody", codes=()) == {}
    assert others_in_words(STUDY, {}) == ""


def test_they_are_told_with_their_coders() -> None:
    one, other = STUDY.coders_in_order[:2]
    words = others_in_words(STUDY, {one.id: 1, other.id: 2})
    assert words == f"1 segment by {one.name} and 2 segments by {other.name}"
