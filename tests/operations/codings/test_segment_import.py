"""Segments of a spreadsheet become codings on their words; rows that find no place are told."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.checks.invariants import broken_invariants
from qualcode.model.errors import Cancelled
from qualcode.model.results.segment_rows import SegmentRow
from qualcode.model.study import Study
from qualcode.operations.codings.segment_import import SegmentImport, import_segments
from qualcode.operations.project import new_project
from qualcode.operations.transcripts.documents import add_transcripts
from tests.support.studies import FG1, example_study, read_transcript

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
    assert (found.exact, found.near) == (1, 0)
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


def two(first: str, second: str) -> Study:
    """A project with two transcripts, “One” and “Two”."""
    study = Study().after(new_project("Two"))
    reads = [read_transcript(name, [("P1", said)]) for name, said in (("One", first), ("Two", second))]
    return study.after(add_transcripts(study, reads).change)


def reasons(study: Study, *rows: SegmentRow, likeness: float = 80) -> list[str]:
    return [each.reason for each in import_segments(study, rows, "AB", likeness=likeness).left_out]


SAID = "We had a garden behind the old mill"


def test_without_a_document_words_are_looked_for_everywhere() -> None:
    study = two(f"{SAID}.", "Nobody told us anything.")
    found = import_segments(study, [row("Nobody told us", document="")], "AB")
    assert lines(study, found) == [("new code", "CD", "Nobody told us", None)]
    both = two(f"{SAID}.", f"{SAID}, too.")
    assert reasons(both, row(SAID, document="")) == ["its words are there 2 times"]
    assert reasons(both, row(SAID, document="two.docx")) == []
    nearly = row(SAID.replace("old", "odd"), document="")
    assert reasons(both, nearly) == ["its words are nearly the same in several transcripts"]
    assert reasons(Study().after(new_project("Empty")), row("x", document=" ")) == [
        "the project has no transcript"
    ]


@pytest.mark.parametrize("turned", [False, True])
def test_what_is_nearly_there_is_where_it_is_nearest(turned: bool) -> None:
    texts = [f"{SAID} for years.", f"{SAID.replace('garden', 'gardens').replace('old', 'older')} for years."]
    study = two(*(texts[::-1] if turned else texts))
    found = import_segments(study, [row(SAID.replace("mill", "mall"), document="")], "AB", likeness=80)
    assert (found.exact, found.near) == (0, 1)
    assert lines(study, found) == [("new code", "CD", SAID, None)]


def test_a_name_that_several_transcripts_have_names_none() -> None:
    study = Study().after(new_project("Two"))
    reads = [read_transcript(name, [("P1", "words")]) for name in ("One", "Two")]
    reads[1] = replace(reads[1], source_name="one.txt")
    study = study.after(add_transcripts(study, reads).change)
    assert reasons(study, row("words", document="ONE")) == ["“ONE” names 2 transcripts"]
    assert reasons(study, row("words", document="two")) == []


def test_a_whole_name_tells_two_transcripts_apart_that_are_called_alike_without_its_ending() -> None:
    study = Study().after(new_project("Two"))
    reads = [read_transcript(name, [("P1", "words")]) for name in ("One.doc", "One.txt")]
    study = study.after(add_transcripts(study, reads).change)
    assert reasons(study, row("words", document="One.doc")) == []
    assert reasons(study, row("words", document="One")) == ["“One” names 2 transcripts"]


@pytest.mark.parametrize(
    ("start", "end", "known"),
    [(0, 1, True), (3, 9, True), (-1, 9, False), (3, 3, False), (9, 3, False), (0, 0, False)],
)
def test_the_numbers_of_a_row_without_words_are_within_the_text(start: int, end: int, known: bool) -> None:
    assert (reasons(STUDY, row(" ", start=start, end=end)) == []) is known
    assert reasons(STUDY, row("", start=start, end=end, document="")) == ["it has no words to be found by"]


def test_numbers_reach_to_the_end_of_the_text() -> None:
    length = len(STUDY.text(STUDY.transcript_named(NAME).id))
    assert reasons(STUDY, row("", start=length - 3, end=length)) == []
    assert reasons(STUDY, row("", start=length - 3, end=length + 1)) == ["it has no words to be found by"]


@pytest.mark.parametrize(
    ("written", "weight", "without"),
    [
        ("0", 0, 0),
        ("100", 100, 0),
        (" 40,0 ", 40, 0),
        ("", None, 0),
        ("101", None, 1),
        ("-1", None, 1),
        ("high", None, 1),
    ],
)
def test_weights_are_whole_numbers_up_to_a_hundred(written: str, weight: int | None, without: int) -> None:
    found = import_segments(STUDY, [row(words_of(STUDY, 0), weight=written)], "AB")
    assert [each for *_, each in lines(STUDY, found)] == [weight]
    assert found.without_weight == without


def test_words_said_several_times_are_told_apart_by_letter_or_line() -> None:
    study = two("ja ja\nja", "no")
    text = study.text(study.transcript_named("One").id)
    places = [at for at in range(len(text)) if text.startswith("ja", at)]
    assert len(places) == 3
    for wanted in places:
        found = import_segments(study, [row("ja", document="One", start=wanted)], "AB")
        (table,) = study.after(found.change).codings.values()
        assert table.start.tolist() == [wanted]
    found = import_segments(study, [row("ja", document="One", start=2)], "AB")
    assert [each.start.tolist() for each in study.after(found.change).codings.values()] == [[places[2]]]
    twice = [row("ja", document="One", line=line) for line in (1, 2)]
    assert reasons(study, *twice) == ["its words are there 3 times"] * 2
    third = [*twice, row("ja", document="One", line=3)]
    assert reasons(study, *third) == []
    # Another code asks for itself.
    assert len(reasons(study, *twice, row("ja", code="other", document="One"))) == 3


def test_rows_that_do_not_fit_are_told_in_the_order_of_the_file() -> None:
    words = words_of(STUDY, 0)
    rows = [
        row(words, code="Trust", line=4),
        row(words, line=3),
        row("never said by anybody here", line=2),
        row(words, code="", line=5),
    ]
    heard: list[tuple[int, int, str]] = []
    found = import_segments(STUDY, rows, "AB", progress=lambda *told: heard.append(told))
    assert [each.row.line for each in found.left_out] == [2, 4, 5]
    assert "category" in found.left_out[1].reason
    assert (found.added, found.exact, found.near) == (1, 1, 0)
    assert found.change.label == "Import 1 segment"
    assert heard == [(0, 4, "Looking for the words"), (4, 4, "")]


def test_all_that_an_import_does_is_said() -> None:
    exact, other = words_of(STUDY, 1), words_of(STUDY, 2)
    nearly = " ".join((*other.split()[:-1], "else"))
    rows = [
        row(exact, code="hope", line=2, memo="first", weight="30"),
        row(exact, code="hope", line=3, memo="again"),
        row(exact, code="hope", line=4, coder="  "),
        row(nearly, code="privacy", line=5, weight="x", coder="AB"),
        row("never said by anybody here", line=6, weight="x"),
    ]
    found = import_segments(STUDY, rows, "EF", likeness=50)
    assert (found.added, found.skipped, found.exact, found.near) == (3, 1, 3, 1)
    assert (found.new_codes, found.new_coders) == (("hope",), ("EF",))
    assert [(each.row, each.reason) for each in found.left_out] == [(rows[4], "its words are not there")]
    assert found.without_weight == 1
    assert found.change.label == "Import 3 segments"
    after = STUDY.after(found.change)
    known = {coding.id for table in STUDY.codings.values() for coding in table}
    made = sorted(
        (after.path(coding.code_id), after.coders[coding.coder_id].name, coding.memo, coding.weight)
        for table in after.codings.values()
        for coding in table
        if coding.id not in known
    )
    assert [each[:2] for each in made] == [("hope", "CD"), ("hope", "EF"), ("privacy", "AB")]
    assert made[0][3] == 30
    none = import_segments(STUDY, rows[4:], "EF")
    assert not none.change
    assert (none.added, none.exact, none.near, none.skipped, none.new_codes, none.new_coders) == (
        0, 0, 0, 0, (), (),
    )  # fmt: skip


@pytest.mark.parametrize(("words", "near"), [("lout mills", 1), ("lout mill", 0)])
def test_nine_letters_of_ten_are_usually_alike_enough(words: str, near: int) -> None:
    study = two("Some loud mills stood here.", "Nobody knew.")
    assert import_segments(study, [row(words, document="One")], "AB").near == near
