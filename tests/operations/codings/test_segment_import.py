"""Segments of a spreadsheet become codings on their words; rows that find no place are told."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.checks.invariants import broken_invariants
from qualcode.model.errors import Cancelled
from qualcode.model.results.segment_rows import SegmentRow
from qualcode.model.study import Study
from qualcode.operations.codings.segment_import import SegmentImport, import_segments
from tests.support.studies import FG1, example_study

STUDY = example_study()
NAME = FG1.name


def row(words: str, code: str = "new code", document: str = NAME, **more: Any) -> SegmentRow:
    return SegmentRow(document, words, code, "CD")._replace(**more)


def lines(study: Study, found: SegmentImport) -> list[tuple[str, str, str, int | None]]:
    after = study.after(found.change)
    assert broken_invariants(after) == []
    assert study.after(found.change).after(found.change.inverse()).codings == study.codings
    return [
        (
            after.path(coding.code_id),
            after.coders[coding.coder_id].name,
            after.quoted(owner, coding.span),
            coding.weight,
        )
        for owner, table in after.codings.items()
        for coding in table
        if coding.id not in {known.id for known in study.codings_of(owner)}
    ]


def words_of(study: Study, number: int) -> str:
    """The words of a turn."""
    transcript = study.transcript_named(NAME).id
    turn = study.turns_of(transcript).row(number)
    return study.text(transcript)[turn.speech : turn.span.end].strip()


def test_a_segment_is_coded_where_its_words_are() -> None:
    words = words_of(STUDY, 0)
    found = import_segments(STUDY, [row(words, weight="40", memo="hm")], "AB")
    assert (found.exact, found.near, found.left_out) == (1, 0, ())
    assert lines(STUDY, found) == [("new code", "CD", words, 40)]
    assert found.new_codes == ("new code",)


def test_what_is_there_word_for_word_is_told_from_what_is_nearly_there() -> None:
    exact, nearly = words_of(STUDY, 0), words_of(STUDY, 1)
    changed = " ".join((*nearly.split()[:-1], "else"))
    found = import_segments(STUDY, [row(exact), row(exact[:-1]), row(changed)], "AB", likeness=50)
    assert (found.added, found.exact, found.near, found.left_out) == (3, 2, 1, ())


@pytest.mark.parametrize(
    "document",
    [NAME, f"{NAME}.docx", f"D 3: {NAME}", f"Files\\Groups\\{NAME}", f"12: {NAME}.txt", NAME.lower(), ""],
)
def test_a_document_is_known_however_a_program_calls_it(document: str) -> None:
    found = import_segments(STUDY, [row(words_of(STUDY, 0), document=document)], "AB")
    assert found.left_out == ()


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"words": "not a word of this was ever said"}, "its words are not there"),
        ({"document": "Elsewhere"}, "there is no transcript “Elsewhere”"),
        ({"code": ""}, "it names no code"),
        ({"words": ""}, "it has no words to be found by"),
    ],
)
def test_a_row_without_place_is_told(change: dict[str, Any], why: str) -> None:
    found = import_segments(STUDY, [row(words_of(STUDY, 0), line=2)._replace(line=7, **change)], "AB")
    assert [(each.row.line, each.reason) for each in found.left_out] == [(7, why)]
    assert not found.change


def test_a_row_without_words_is_where_its_numbers_say() -> None:
    found = import_segments(STUDY, [row("", start=3, end=9), row("", start=3, end=10**6)], "AB")
    assert (found.added, [each.reason for each in found.left_out]) == (1, ["it has no words to be found by"])


def test_nameless_rows_are_the_persons_own() -> None:
    found = import_segments(STUDY, [row(words_of(STUDY, 0), coder=" ")], "Somebody new")
    assert found.new_coders == ("Somebody new",)


def test_what_is_there_already_is_not_doubled() -> None:
    rows = [row(words_of(STUDY, 0))]
    after = STUDY.after(import_segments(STUDY, rows, "AB").change)
    again = import_segments(after, [*rows, *rows], "AB")
    assert (again.added, again.skipped, bool(again.change)) == (0, 2, False)


def test_a_weight_of_another_scale_is_left_out_and_told() -> None:
    found = import_segments(STUDY, [row(words_of(STUDY, 0), weight="4.5")], "AB")
    assert found.without_weight == 1
    assert [weight for *_, weight in lines(STUDY, found)] == [None]


def test_words_said_twice_are_given_to_two_rows_in_their_order() -> None:
    transcript = STUDY.transcript_named(NAME).id
    text = STUDY.text(transcript)
    twice = next(word for word in text.split() if len(word) > 1 and text.count(word) == 2)
    both = import_segments(STUDY, [row(twice, line=2), row(twice, line=3)], "AB")
    one = import_segments(STUDY, [row(twice)], "AB")
    assert (both.added, both.left_out) == (2, ())
    assert [each.reason for each in one.left_out] == ["its words are there 2 times"]


@given(
    st.lists(
        st.tuples(st.sampled_from([NAME, "x"]), st.text(max_size=8), st.sampled_from(["a", ""])), max_size=8
    )
)
def test_every_row_is_a_coding_or_told(rows: list[tuple[str, str, str]]) -> None:
    given_rows = [
        SegmentRow(document, words, code, "CD", line=line)
        for line, (document, words, code) in enumerate(rows)
    ]
    found = import_segments(STUDY, given_rows, "AB")
    assert found.added + found.skipped + len(found.left_out) == len(rows)
    assert broken_invariants(STUDY.after(found.change)) == []


def test_stopping_is_heard_every_few_rows_and_changes_nothing() -> None:
    heard: list[int] = []

    def stop_late(done: int, total: int, _what: str) -> None:
        heard.append(done)
        if done >= 20:
            raise Cancelled

    rows = [row(f"words that nobody said, number {number}") for number in range(60)]
    with pytest.raises(Cancelled):
        import_segments(STUDY, rows, "AB", progress=stop_late)
    assert heard == [0, 5, 10, 15, 20]
