import pytest

from qualcode.model.codings import Coding
from qualcode.model.errors import QualcodeError
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.operations.codings import coding
from tests.support.studies import FG1, INT01, example_study, quotes, span_of


@pytest.fixture
def study() -> Study:
    return example_study()


def the_coding(study: Study, code: str, words: str, coder: str = "AB") -> Coding:
    table = study.codings_of(study.transcript_named(FG1.name).id)
    return next(
        row
        for row in table
        if study.codes[row.code_id].name == code
        and study.coders[row.coder_id].name == coder
        and row.span == span_of(study, words)
    )


def test_applying_a_code_adds_one_coding_with_the_words_as_label(study: Study) -> None:
    fg1, code, coder = study.transcript_named(FG1.name), study.code_named("firms"), study.coder_named("AB")
    span = span_of(study, "some company's cellar")
    change = coding.apply_code(study, code.id, fg1.id, span, coder.id, weight=70, memo="where?")
    assert change.label == "Apply “firms” to FG1 Home owners, turn 5"
    after = study.after(change)
    assert ("Trust > firms", "AB", "some company's cellar") in quotes(after)
    new = the_coding(after, "firms", "some company's cellar")
    assert (new.weight, new.memo) == (70, "where?")


def test_applying_a_code_again_changes_nothing_but_another_coder_may(study: Study) -> None:
    fg1, code = study.transcript_named(FG1.name), study.code_named("stigma")
    span = span_of(study, "They just assume")
    assert not coding.apply_code(study, code.id, fg1.id, span, study.coder_named("AB").id)
    assert coding.apply_code(study, code.id, fg1.id, span, study.coder_named("CD").id)
    longer = Span(span.start, span.end + 5)
    assert coding.apply_code(study, code.id, fg1.id, longer, study.coder_named("AB").id)


def test_what_cannot_be_coded_is_refused(study: Study) -> None:
    fg1, coder = study.transcript_named(FG1.name), study.coder_named("AB")
    code, category = study.code_named("stigma"), study.code_named("Trust")
    length = len(study.text(fg1.id))
    with pytest.raises(QualcodeError, match="“Trust” is a category"):
        coding.apply_code(study, category.id, fg1.id, Span(0, 3), coder.id)
    with pytest.raises(QualcodeError, match="Nothing is selected"):
        coding.apply_code(study, code.id, fg1.id, Span(3, 3), coder.id)
    with pytest.raises(QualcodeError, match="is outside FG1 Home owners"):
        coding.apply_code(study, code.id, fg1.id, Span(3, length + 1), coder.id)
    with pytest.raises(QualcodeError, match="A weight is between 0 and 100"):
        coding.apply_code(study, code.id, fg1.id, Span(0, 3), coder.id, weight=101)
    with pytest.raises(QualcodeError, match="This coder is no longer in the project"):
        coding.apply_code(study, code.id, fg1.id, Span(0, 3), fg1.id)


def test_several_codes_go_on_one_span_in_one_step(study: Study) -> None:
    fg1, coder = study.transcript_named(FG1.name), study.coder_named("AB")
    codes = [study.code_named(name).id for name in ("stigma", "firms", "councils")]
    change = coding.apply_codes(study, codes, fg1.id, span_of(study, "They just assume"), coder.id)
    assert change.label == "Apply “stigma”, “firms”, “councils” to FG1 Home owners, turn 4"
    assert study.after(change).coding_count == study.coding_count + 2


def test_code_all_leaves_out_what_is_coded_already_or_named_twice(study: Study) -> None:
    fg1, int01 = study.transcript_named(FG1.name), study.transcript_named(INT01.name)
    council = span_of(study, "The council", INT01.name)
    passages = [(fg1.id, span_of(study, "asked first")), (int01.id, council), (int01.id, council)]
    change = coding.code_passages(study, study.code_named("privacy").id, passages, study.coder_named("AB").id)
    assert change.label == "Apply “privacy” to 1 passage in 2 transcripts"
    assert study.after(change).coding_count == study.coding_count + 1


def test_code_all_leaves_out_what_the_same_coder_has_coded(study: Study) -> None:
    """“They just assume” is stigma for AB alone."""
    fg1, stigma = study.transcript_named(FG1.name), study.code_named("stigma").id
    passages = [(fg1.id, span_of(study, "They just assume"))]
    for name, number in (("AB", 0), ("CD", 1)):
        change = coding.code_passages(study, stigma, passages, study.coder_named(name).id)
        assert study.after(change).coding_count == study.coding_count + number


def test_codings_are_removed_by_identity(study: Study) -> None:
    fg1, row = study.transcript_named(FG1.name), the_coding(study, "stigma", "They just assume")
    change = coding.remove_codings(study, fg1.id, [row.id, row.id])
    assert change.label == "Remove “stigma” from FG1 Home owners, turn 4"
    after = study.after(change)
    assert after.coding_count == study.coding_count - 1
    with pytest.raises(QualcodeError, match="is no longer in the project"):
        coding.remove_codings(after, fg1.id, [row.id])
    assert not coding.remove_codings(study, fg1.id, [])


def test_resizing_moves_the_edges(study: Study) -> None:
    fg1, row = study.transcript_named(FG1.name), the_coding(study, "stigma", "They just assume")
    change = coding.resize_coding(study, fg1.id, row.id, span_of(study, "assume that"))
    assert change.label == "Move the edges of “stigma” in FG1 Home owners, turn 4"
    assert the_coding(study.after(change), "stigma", "assume that").id == row.id
    assert not coding.resize_coding(study, fg1.id, row.id, row.span)
    with pytest.raises(QualcodeError, match="is outside"):
        coding.resize_coding(study, fg1.id, row.id, Span(-1, 5))


def test_recoding_collapses_into_the_coding_that_is_there_and_joins_memos(study: Study) -> None:
    fg1, stigma = study.transcript_named(FG1.name), the_coding(study, "stigma", "They just assume")
    study = study.after(coding.weigh_codings(study, fg1.id, [stigma.id], 40))
    there = the_coding(study, "privacy", "They just assume")
    study = study.after(coding.set_coding_memo(study, fg1.id, there.id, "control"))
    after = study.after(coding.recode_codings(study, fg1.id, [stigma.id], study.code_named("privacy").id))
    kept = the_coding(after, "privacy", "They just assume")
    assert (kept.id, kept.memo, kept.weight) == (there.id, "control\n\nassumption", 40)
    assert after.coding_count == study.coding_count - 1


def test_recoding_to_a_category_is_refused(study: Study) -> None:
    fg1, row = study.transcript_named(FG1.name), the_coding(study, "stigma", "They just assume")
    with pytest.raises(QualcodeError, match="is a category"):
        coding.recode_codings(study, fg1.id, [row.id], study.code_named("Trust").id)


def test_weight_and_memo_of_a_coding_are_set_and_taken_away(study: Study) -> None:
    fg1, row = study.transcript_named(FG1.name), the_coding(study, "stigma", "They just assume")
    weighed = study.after(coding.weigh_codings(study, fg1.id, [row.id], 0))
    assert the_coding(weighed, "stigma", "They just assume").weight == 0
    assert weighed.after(coding.weigh_codings(weighed, fg1.id, [row.id], None)) == study
    assert not coding.set_coding_memo(study, fg1.id, row.id, "assumption")


def test_a_code_name_with_braces_stands_in_labels_as_it_is(study: Study) -> None:
    from qualcode.operations.codes.codebook import rename_code

    study = study.after(rename_code(study, study.code_named("stigma").id, "{0} {x}"))
    fg1, row = study.transcript_named(FG1.name), the_coding(study, "{0} {x}", "They just assume")
    assert "“{0} {x}”" in coding.remove_codings(study, fg1.id, [row.id]).label


def test_any_coding_can_be_removed_by_itself(study: Study) -> None:
    fg1 = study.transcript_named(FG1.name).id
    for row in study.codings_of(fg1):
        after = study.after(coding.remove_codings(study, fg1, [row.id]))
        assert len(after.codings_of(fg1)) == len(study.codings_of(fg1)) - 1
        assert row.id not in {other.id for other in after.codings_of(fg1)}
