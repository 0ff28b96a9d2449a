from dataclasses import replace

import pytest
from hypothesis import given

from qualcode.model.checks.invariants import broken_invariants
from qualcode.model.codings import Coding
from qualcode.model.entities import TypicalQuote
from qualcode.model.errors import QualcodeError
from qualcode.model.identity import is_over, now
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.operations.codes.codebook_merge import SplitPart, merge_preview, split_code
from qualcode.operations.codes.codebook_structure import delete_codes
from qualcode.operations.codings import coding
from qualcode.operations.codings.coding import apply_code
from qualcode.operations.text.text_correction import correct_text
from qualcode.operations.transcripts.documents import add_transcripts, delete_transcripts
from qualcode.operations.typical_quotes import (
    mark_typical,
    mark_typical_across,
    toggle_typical,
    typical_quote_on,
    unmark_typical_across,
)
from tests.support.studies import FG1, INT01, History, example_study, histories, read_transcript, span_of

ASKED, ASSUME = "asked first", "They just assume"


def chosen(study: Study) -> dict[str, list[str]]:
    """The typical quotes of each code, as words."""
    return {
        code.name: [study.quoted(row.transcript_id, Span(row.start, row.end)) for row in quotes]
        for code in study.codes_in_order
        if (quotes := study.typical_quotes_of(code.id))
    }


def marked(study: Study, *passages: tuple[str, str]) -> Study:
    fg1 = study.transcript_named(FG1.name).id
    for code, words in passages:
        change = mark_typical(study, study.code_named(code).id, fg1, span_of(study, words))
        study = study.after(change)
    return study


def with_quotes() -> Study:
    return marked(example_study(), ("privacy", ASKED), ("privacy", ASSUME), ("stigma", ASSUME))


def coding_of(study: Study, code: str, words: str, coder: str = "AB") -> Coding:
    wanted = (study.code_named(code).id, span_of(study, words), study.coder_named(coder).id)
    table = study.codings_of(study.transcript_named(FG1.name).id)
    return next(row for row in table if (row.code_id, row.span, row.coder_id) == wanted)


def test_a_passage_is_chosen_once_and_let_go_again() -> None:
    study = with_quotes()
    assert chosen(study) == {"privacy": [ASKED, ASSUME], "stigma": [ASSUME]}
    code, fg1 = study.code_named("privacy").id, study.transcript_named(FG1.name).id
    assert not mark_typical(study, code, fg1, span_of(study, ASKED))
    change = toggle_typical(study, code, fg1, span_of(study, ASKED))
    assert change.label == "Unmark a typical quote of “privacy” in FG1 Home owners, turn 3"
    after = study.after(change)
    assert chosen(after)["privacy"] == [ASSUME]
    assert after.after(change.inverse()) == study
    assert study.coding_count == after.coding_count
    # A person needs longer than a clock's beat to choose the next.
    is_over(now())
    again = toggle_typical(after, code, fg1, span_of(study, ASKED))
    assert again.label == "Mark a typical quote of “privacy” in FG1 Home owners, turn 3"
    # Chosen later, it stands later.
    assert chosen(after.after(again))["privacy"] == [ASSUME, ASKED]


def test_what_is_not_coded_so_cannot_stand_for_the_code() -> None:
    study = example_study()
    fg1 = study.transcript_named(FG1.name).id
    with pytest.raises(QualcodeError, match="This passage is not coded “stigma”; code it first"):
        mark_typical(study, study.code_named("stigma").id, fg1, span_of(study, ASKED))
    with pytest.raises(QualcodeError, match="is outside"):
        mark_typical(study, study.code_named("stigma").id, fg1, Span(0, 10_000))


def test_they_go_with_their_code_and_their_transcript() -> None:
    study = with_quotes()
    assert chosen(study.after(delete_codes(study, [study.code_named("privacy").id]))) == {"stigma": [ASSUME]}
    without = study.after(delete_transcripts(study, [study.transcript_named(FG1.name).id]))
    assert chosen(without) == {}
    assert broken_invariants(without) == []


def test_a_merged_code_hands_them_on_each_passage_once() -> None:
    study = with_quotes()
    change = merge_preview(study, [study.code_named("stigma").id], study.code_named("privacy").id).change
    after = study.after(change)
    assert chosen(after) == {"privacy": [ASKED, ASSUME]}
    assert broken_invariants(after) == []
    assert after.after(change.inverse()) == study


def test_they_keep_their_words_when_the_text_is_corrected() -> None:
    study = with_quotes()
    fg1 = study.transcript_named(FG1.name).id
    text = study.text(fg1)
    longer = correct_text(study, fg1, text.replace("What do you make", "So, what do you all make")).change
    assert chosen(study.after(longer)) == chosen(study)
    gone = correct_text(study, fg1, text.replace("They just assume that", "That")).change
    assert chosen(study.after(gone)) == {"privacy": [ASKED]}
    assert broken_invariants(study.after(gone)) == []


def test_they_follow_the_coding_that_they_lie_on() -> None:
    study = with_quotes()
    fg1 = study.transcript_named(FG1.name).id
    row = coding_of(study, "stigma", ASSUME)
    wider = Span(row.span.start, row.span.end + 5)
    moved = study.after(coding.resize_coding(study, fg1, row.id, wider))
    assert chosen(moved)["stigma"] == [ASSUME + " that"]
    removed = study.after(coding.remove_codings(study, fg1, [row.id]))
    assert chosen(removed) == {"privacy": [ASKED, ASSUME]}
    firms = study.code_named("firms").id
    recoded = study.after(coding.recode_codings(study, fg1, [row.id], firms))
    assert chosen(recoded) == {"firms": [ASSUME], "privacy": [ASKED, ASSUME]}
    part = SplitPart([(fg1, row.id)], "judged")
    split = study.after(split_code(study, row.code_id, [part]))
    assert chosen(split) == {"privacy": [ASKED, ASSUME], "judged": [ASSUME]}


def test_each_follows_its_own_coding_where_several_are_split_off() -> None:
    study = with_quotes()
    fg1, privacy = study.transcript_named(FG1.name).id, study.code_named("privacy").id
    cd = coding_of(study, "privacy", ASKED, "CD")
    study = study.after(coding.remove_codings(study, fg1, [cd.id]))
    asked, assume = (coding_of(study, "privacy", words).id for words in (ASKED, ASSUME))
    parts = [SplitPart([(fg1, assume)], "hiding"), SplitPart([(fg1, asked)], "asking")]
    after = study.after(split_code(study, privacy, parts))
    assert chosen(after) == {"asking": [ASKED], "hiding": [ASSUME], "stigma": [ASSUME]}
    both = [SplitPart([(fg1, assume), (fg1, asked)], "control")]
    assert chosen(study.after(split_code(study, privacy, both)))["control"] == [ASKED, ASSUME]


def test_they_stay_where_another_coder_coded_the_same() -> None:
    study = with_quotes()
    fg1 = study.transcript_named(FG1.name).id
    one, other = (coding_of(study, "privacy", ASKED, coder) for coder in ("AB", "CD"))
    after = study.after(coding.remove_codings(study, fg1, [one.id]))
    assert chosen(after)["privacy"] == [ASKED, ASSUME]
    after = after.after(coding.remove_codings(after, fg1, [other.id]))
    assert chosen(after)["privacy"] == [ASSUME]


@given(histories(start=with_quotes()))
def test_whatever_happens_they_lie_in_their_texts_on_codes_that_are_there(history: History) -> None:
    study = history.end
    assert broken_invariants(study) == []
    for row in study.rows(TypicalQuote).values():
        span = Span(row.start, row.end)
        assert typical_quote_on(study, row.code_id, row.transcript_id, span) == row


def test_quotes_of_other_transcripts_stay_where_they_are() -> None:
    study = example_study()
    twin = read_transcript("Twin", [("P1", "They just assume that. And more.")])
    study = study.after(add_transcripts(study, [twin, replace(twin, name="Other", source_sha256="2")]).change)
    code, coder = study.code_named("stigma").id, study.coder_named("AB").id
    places = [study.transcript_named(name).id for name in ("Twin", "Other")]
    span = Span(study.text(places[0]).index("assume"), study.text(places[0]).index("assume") + 6)
    for place in places:
        study = study.after(apply_code(study, code, place, span, coder))
        study = study.after(mark_typical(study, code, place, span))
    text = study.text(places[0])
    after = study.after(correct_text(study, places[0], text.replace("They", "They all")).change)
    found = {row.transcript_id: row.start for row in after.rows(TypicalQuote).values()}
    assert found == {places[0]: span.start + 4, places[1]: span.start}


def test_what_several_coded_alike_is_chosen_once_and_let_go_in_one_step() -> None:
    study = example_study()
    fg1 = study.transcript_named(FG1.name).id
    first = next(iter(study.codings_of(fg1)))
    other = next(row.id for row in study.coders_in_order if row.id != first.coder_id)
    study = study.after(apply_code(study, first.code_id, fg1, first.span, other))
    everything = {fg1: [row.id for row in study.codings_of(fg1)]}
    passages = {(row.code_id, row.span) for row in study.codings_of(fg1)}
    assert len(passages) < len(everything[fg1])
    change = mark_typical_across(study, everything)
    assert len(change.rows) == len(passages)
    starred = study.after(change)
    assert not broken_invariants(starred)
    assert not mark_typical_across(starred, everything)
    assert mark_typical_across(study, {fg1: [first.id]}).label.startswith("Mark a typical quote of “")
    gone = unmark_typical_across(starred, everything)
    assert starred.after(gone).rows(TypicalQuote) == {}
    assert not unmark_typical_across(study, everything)


def test_quotes_in_other_transcripts_stay_where_one_is_deleted() -> None:
    study = with_quotes()
    other = study.transcript_named(INT01.name).id
    without = study.after(delete_transcripts(study, [other]))
    assert chosen(without) == chosen(study) != {}
