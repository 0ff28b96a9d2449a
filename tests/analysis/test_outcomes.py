"""What became of codings: every kind, from both coders' sides."""

from dataclasses import replace

import pytest

from qualcode.analysis.differences import alike, differences
from qualcode.analysis.outcomes import Became, outcomes
from qualcode.model.codes.coding_rows import CodingRow
from qualcode.model.identity import key_of
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.model.team import Outcome
from qualcode.model.teamwork.reading_words import outcome_told
from qualcode.operations.coders import ensure_coder
from qualcode.operations.codings.coding_import import import_codings
from qualcode.operations.teamwork.settling import Settlement, settle, take_agreed
from tests.analysis.test_differences import AB, CD, coded, pair

Line = tuple[str, str, int, int]


def settled(study: Study, outcome: Outcome, code: str | None = None, reason: str = "") -> Study:
    """The first difference settled."""
    first = differences(study, pair(study))[0]
    code_id = None if code is None else study.code_named(code).id
    return study.after(settle(study, Settlement(first, outcome, reason, code_id), "Lead"))


def told(study: Study, name: str) -> list[tuple[str, str, str]]:
    """What became, what was coded, what was agreed; but for what both have alike from the beginning."""
    found = [
        each
        for each in outcomes(study, study.coder_named(name).id)
        if each.own is None or each.own.span != Span(90, 95)
    ]
    return [
        (
            str(each.became),
            "" if each.own is None else study.path(each.own.code_id),
            ", ".join(study.path(coding.code_id) for coding in each.agreed),
        )
        for each in found
    ]


CODE: list[Line] = [(AB, "a", 10, 20), (CD, "b", 10, 20)]
BOUNDARIES: list[Line] = [(AB, "c", 40, 50), (CD, "c", 45, 60)]
ALONE: list[Line] = [(AB, "a", 10, 20)]


@pytest.mark.parametrize(
    ("lines", "outcome", "code", "of_ab", "of_cd"),
    [
        (CODE, Outcome.ONE, None, [("kept", "a", "a")], [("other code", "b", "a")]),
        (CODE, Outcome.OTHER, None, [("other code", "a", "b")], [("kept", "b", "b")]),
        (CODE, Outcome.NEITHER, None, [("not kept", "a", "")], [("not kept", "b", "")]),
        (CODE, Outcome.BOTH, None, [("kept", "a", "a")], [("kept", "b", "b")]),
        (CODE, Outcome.NEW, "same", [("other code", "a", "same")], [("other code", "b", "same")]),
        (BOUNDARIES, Outcome.ONE, None, [("kept", "c", "c")], [("other boundaries", "c", "c")]),
        (BOUNDARIES, Outcome.OTHER, None, [("other boundaries", "c", "c")], [("kept", "c", "c")]),
        (ALONE, Outcome.ONE, None, [("kept", "a", "a")], [("new", "", "a")]),
        (ALONE, Outcome.OTHER, None, [("not kept", "a", "")], []),
    ],
)
def test_what_became_of_each_coders_codings(
    lines: list[Line],
    outcome: Outcome,
    code: str | None,
    of_ab: list[tuple[str, str, str]],
    of_cd: list[tuple[str, str, str]],
) -> None:
    # The last line makes CD a coder in each case; it comes after what is settled.
    study = settled(coded(*lines, (CD, "z", 70, 75)), outcome, code)
    later = ("not settled", "z", "")
    assert told(study, AB) == of_ab
    assert told(study, CD) == [*of_cd, later]


def test_what_both_coded_alike_is_kept() -> None:
    study = settled(coded(*CODE, (AB, "d", 70, 80), (CD, "d", 70, 80)), Outcome.ONE)
    assert told(study, AB)[-1] == ("kept", "d", "")
    text = next(iter(study.transcripts))
    study = study.after(take_agreed(study, [(text, each) for each in alike(study, pair(study), text)]))
    assert told(study, AB)[-1] == ("kept", "d", "d")
    assert told(study, CD)[-1] == ("kept", "d", "d")


def test_nothing_settled_nothing_told() -> None:
    study = coded(*CODE)
    assert told(study, AB) == []


def test_it_is_said_with_the_reason_and_by_whom() -> None:
    study = settled(coded(*CODE), Outcome.ONE, reason="slip")
    each, same = outcomes(study, study.coder_named(CD).id)
    assert same.decision is None
    assert each.became is Became.CODE
    said = outcome_told(study, each.decision, "Given another code")
    assert said == "Given another code. Between AB and CD it was settled as AB’s reading (slip), by Lead."
    assert outcome_told(study, None, "Kept") == "Kept."


def test_of_another_transcript_nothing_is_told() -> None:
    study = settled(coded(*CODE), Outcome.ONE)
    assert outcomes(study, study.coder_named(AB).id, transcripts=[]) == ()


def test_of_one_decision_each_coding_is_compared_with_what_is_on_its_words() -> None:
    study = coded((AB, "a", 10, 20), (AB, "b", 10, 20), (CD, "c", 12, 22))
    for each in differences(study, pair(study)):
        if each.ones and each.others:
            study = study.after(settle(study, Settlement(each, Outcome.BOTH, ""), "Lead"))
    kept = [row for row in told(study, AB) if row[0] != "not settled"]
    assert kept
    assert all(own in there.split(", ") for became, own, there in kept if became == "kept")


def test_a_coding_that_no_decision_is_about_is_not_settled_unless_another_has_it() -> None:
    study = settled(coded(*CODE, (AB, "d", 60, 70), (AB, "c", 70, 80), (CD, "c", 70, 80)), Outcome.ONE)
    assert told(study, AB) == [("kept", "a", "a"), ("not settled", "d", ""), ("kept", "c", "")]
    assert told(study, CD) == [("other code", "b", "a"), ("kept", "c", "")]
    text = next(iter(study.transcripts))
    assert outcomes(study, study.coder_named(AB).id, []) == ()
    assert len(outcomes(study, study.coder_named(AB).id, [text])) == 4


def test_what_was_settled_between_others_is_not_told_of_somebody_else() -> None:
    study = settled(coded(*CODE), Outcome.BOTH)
    study = study.after(ensure_coder(study, "EF")[1])
    assert outcomes(study, study.coder_named("EF").id) == ()


def test_where_it_is_told_is_where_ones_own_words_are() -> None:
    study = settled(coded(*BOUNDARIES), Outcome.ONE)
    spans = {each.became: each.span for each in outcomes(study, study.coder_named(CD).id)}
    assert spans[Became.BOUNDARIES] == Span(45, 60)
    alone = settled(coded(*ALONE), Outcome.ONE)
    spans = {each.became: each.span for each in outcomes(alone, alone.coder_named(CD).id)}
    assert spans[Became.NEW] == Span(10, 20)


def test_only_what_is_on_the_words_of_a_coding_became_of_it() -> None:
    """One decision about readings that lie apart: each coding is compared with what is on its own words."""
    lines: list[Line] = [(AB, "c", 40, 50), (AB, "c", 60, 80), (CD, "c", 45, 65), (CD, "c", 70, 85)]
    study = settled(coded(*lines), Outcome.OTHER)

    def spans(name: str) -> list[tuple[str, Span, list[Span]]]:
        return [
            (str(each.became), each.own.span, [row.span for row in each.agreed])
            for each in outcomes(study, study.coder_named(name).id)
            if each.own is not None and each.own.span != Span(90, 95)
        ]

    assert spans(AB) == [
        ("other boundaries", (40, 50), [(45, 65)]),
        ("other boundaries", (60, 80), [(45, 65), (70, 85)]),
    ]
    assert spans(CD) == [("kept", (45, 65), [(45, 65)]), ("kept", (70, 85), [(70, 85)])]


def test_codings_of_ones_own_that_only_touch_are_settled_apart() -> None:
    for start, end, became in (
        (20, 30, "not settled"), (5, 10, "not settled"),
        (19, 30, "other boundaries"), (5, 11, "other boundaries"),
    ):  # fmt: skip
        study = coded(*ALONE, (AB, "a", start, end))
        about = next(each for each in differences(study, pair(study)) if each.span.overlaps(Span(12, 13)))
        study = study.after(settle(study, Settlement(about, Outcome.ONE, ""), "Lead"))
        found = {
            each.own.span: str(each.became)
            for each in outcomes(study, study.coder_named(AB).id)
            if each.own is not None
        }
        assert found[Span(start, end)] == became


def test_what_was_agreed_is_told_also_where_nothing_else_is_before_it() -> None:
    study = settled(coded((AB, "a", 10, 20), (CD, "z", 70, 75)), Outcome.ONE)
    ab, (text,) = study.coder_named(AB).id, study.transcripts
    table = study.codings[text]
    rest = table.take(table.coder != key_of(ab))
    found = outcomes(replace(study, codings={text: rest}), study.coder_named(CD).id)
    assert (found[0].became, found[0].span) == (Became.NEW, Span(10, 20))


def test_what_was_agreed_is_new_only_beside_what_the_coder_has() -> None:
    study = settled(coded((AB, "a", 10, 20), (CD, "z", 70, 75)), Outcome.ONE)
    found = outcomes(study, study.coder_named(CD).id)
    assert [(each.became, each.span, each.own is None, len(each.agreed)) for each in found] == [
        (Became.NEW, Span(10, 20), True, 1),
        (Became.OPEN, Span(70, 75), False, 0),
        (Became.KEPT, Span(90, 95), False, 0),
    ]
    # Who has just that by now has nothing new.
    rows = [CodingRow("T", "a", CD, 10, 20)]
    study = study.after(import_codings(study, rows).change)
    found = outcomes(study, study.coder_named(CD).id)
    assert [(each.became, each.span) for each in found] == [
        (Became.KEPT, Span(10, 20)), (Became.OPEN, Span(70, 75)), (Became.KEPT, Span(90, 95)),
    ]  # fmt: skip
