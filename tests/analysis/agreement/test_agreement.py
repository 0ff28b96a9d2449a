"""Agreement against counting by hand.

Tests as well: ``compared``.
"""

import math
from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from qualcode.analysis.agreement.agreement import (
    EVERYWHERE,
    NO_NEITHER,
    NOBODY_USED,
    SETS_ALIKE,
    TOO_MANY_SETS,
    agreement,
)
from qualcode.analysis.agreement.request import AgreementRequest
from qualcode.model.codes.coding_rows import CodingRow
from qualcode.model.errors import QualcodeError
from qualcode.model.identity import is_over, now
from qualcode.model.questions.rules import Selection
from qualcode.model.questions.words import AgreementUnit
from qualcode.model.results.agreement import Agreement, AgreementMeasure, SetDistance
from qualcode.model.study import Study
from qualcode.model.transcript import Role
from qualcode.operations.codings.coding_import import import_codings
from qualcode.operations.project import new_project
from qualcode.operations.teamwork.rounds import open_round
from qualcode.operations.transcripts.documents import add_transcripts
from tests.analysis.agreement import reference
from tests.analysis.building import Coded, Said, Talk, identity, study_of
from tests.analysis.strategies import CODERS, FixedMeasures, code_ids, coder_ids, studies
from tests.support.studies import read_transcript

BY_UNIT = (AgreementUnit.TURN, AgreementUnit.PARAGRAPH)
COUNTED = [unit for unit in AgreementUnit if unit is not AgreementUnit.OVERLAP]


def answered(study: Study, request: AgreementRequest) -> Agreement:
    return agreement(study, request, FixedMeasures())


def test_of_a_text_of_one_letter_each_code_has_its_own_figures() -> None:
    codings = [Coded("X", "b", 0, 1), Coded("Y", "b", 0, 1)]
    study = study_of({"T": Talk("x", [Said(0, 1, "Ann")], codings)}, {"a": None, "b": None})
    unused, used = answered(
        study, AgreementRequest(coder_ids("X", "Y"), AgreementUnit.CHARACTER, samples=0)
    ).codes
    assert unused.units is not None
    assert used.units is not None
    assert (unused.units.both, unused.units.neither) == (0, 1)
    assert (used.units.both, used.units.neither) == (1, 0)


@pytest.mark.parametrize("unit", COUNTED)
@given(data=st.data())
def test_every_figure_is_that_of_counting_unit_by_unit(unit: AgreementUnit, data: st.DataObject) -> None:
    study = data.draw(studies())
    coders = data.draw(st.sampled_from((("X", "Y"), ("Y", "X"), CODERS)))
    assume(all(study.find_coder(name) for name in coders))
    request = AgreementRequest(
        coder_ids(*coders),
        unit,
        Selection(include_interviewers=data.draw(st.booleans())),
        uncoded=data.draw(st.booleans()),
        samples=0,
    )
    expected = reference.given_sets(study, request, unit)
    assume(expected)
    found = answered(study, request)
    assert (found.number, found.coders) == (len(expected), coders)
    pooled = []
    for code, row in zip(request.selection.codes_of(study), found.codes, strict=True):
        rated = [tuple(code in codes for codes in given) for given in expected]
        pooled += rated
        same(row.figures, reference.figures(rated))
        assert row.units is not None
        assert row.units.both == sum(all(each) for each in rated)
        assert row.units.neither == sum(not any(each) for each in rated)
        assert row.units.only == tuple(
            sum(each[coder] and sum(each) == 1 for each in rated) for coder in range(len(coders))
        )
        assert row.units.total == len(rated)
    same(found.pooled.figures, reference.figures(pooled))
    _pairs_are_right(found, request, study, expected)


def same(found: Mapping[AgreementMeasure, float], expected: Mapping[AgreementMeasure, float]) -> None:
    for name, figure in expected.items():
        if name is not AgreementMeasure.UNITIZING:
            assert found[name] == pytest.approx(figure, nan_ok=True, abs=1e-9), name


def _pairs_are_right(
    found: Agreement, request: AgreementRequest, study: Study, expected: list[tuple[set[UUID], ...]]
) -> None:
    places = [(i, j) for i in range(len(found.coders)) for j in range(i + 1, len(found.coders))]
    for (i, j), pair in zip(places, found.pairs, strict=True):
        assert pair.coders == (found.coders[i], found.coders[j])
        for code, row in zip(request.selection.codes_of(study), pair.codes, strict=True):
            same(row.figures, reference.figures([(code in given[i], code in given[j]) for given in expected]))


@given(studies(), st.sampled_from((("X", "Y"), CODERS)), st.sampled_from(BY_UNIT))
def test_alpha_over_sets_is_that_of_every_pair_of_sets(
    study: Study, coders: tuple[str, ...], unit: AgreementUnit
) -> None:
    assume(all(study.find_coder(name) for name in coders))
    request = AgreementRequest(coder_ids(*coders), unit, samples=0)
    given_sets = reference.given_sets(study, request, unit)
    assume(given_sets)
    units = [[frozenset(codes) for codes in each] for each in given_sets]
    found = answered(study, request).sets
    expected = {
        SetDistance.EXACT: reference.nominal_alpha(units),
        SetDistance.JACCARD: reference.alpha_with(reference.jaccard, units),
        SetDistance.MASI: reference.alpha_with(reference.masi, units),
    }
    assert dict(found.alphas) == pytest.approx(expected, nan_ok=True, abs=1e-9)


@given(studies(), st.integers(1, 100))
def test_segments_agree_where_the_other_coder_has_one_that_overlaps_enough(study: Study, least: int) -> None:
    assume(study.find_coder("X") and study.find_coder("Y"))
    chosen = Selection(include_interviewers=True)
    request = AgreementRequest(coder_ids("X", "Y"), AgreementUnit.OVERLAP, chosen, overlap=least, samples=0)
    assume(reference.given_sets(study, request, AgreementUnit.CHARACTER))
    found = answered(study, request)
    for code, row in zip(chosen.codes_of(study), found.codes, strict=True):
        mine, theirs = (reference.segments(study, request, coder, code) for coder in request.coders)
        agreed = [reference.overlap(one, other) * 100 >= least for one in mine for other in theirs]
        table = row.units
        assert table is not None
        hits = [any(agreed[place * len(theirs) : (place + 1) * len(theirs)]) for place in range(len(mine))]
        met = [any(agreed[place :: len(theirs)]) for place in range(len(theirs))]
        assert table.both == sum(hits) + sum(met)
        assert list(table.only) == [len(mine) - sum(hits), len(theirs) - sum(met)]
        assert (table.neither, row.reason) == (None, NO_NEITHER)
        whole = len(mine) + len(theirs)
        assert row.figures[AgreementMeasure.PERCENT] == pytest.approx(
            table.both / whole if whole else math.nan, nan_ok=True
        )


def two(*codings: Coded, text: str = "x" * 1000, turns: tuple[Said, ...] = ()) -> Study:
    return study_of({"T": Talk(text, turns or (Said(0, len(text), "P"),), codings)}, {"a": None, "b": None})


def asked(unit: AgreementUnit = AgreementUnit.CHARACTER, **more: object) -> AgreementRequest:
    return AgreementRequest(coder_ids("X", "Y"), unit, samples=0, **more)  # type: ignore[arg-type]


def test_kappa_over_characters_of_two_passages_that_overlap_by_half() -> None:
    study = two(Coded("X", "a", 0, 100), Coded("Y", "a", 50, 150))
    row = answered(study, asked()).codes[0]
    assert row.figures[AgreementMeasure.KAPPA] == pytest.approx(0.4444, abs=5e-5)
    assert row.characters is not None
    assert (row.characters.both, row.characters.only, row.characters.neither) == (50, (50, 50), 850)


def test_coding_twice_is_not_agreement() -> None:
    once = two(Coded("X", "a", 0, 100), Coded("Y", "a", 50, 150))
    more = (Coded("X", "a", 0, 60), Coded("X", "a", 30, 100), Coded("X", "a", 0, 99))
    twice = two(*more, Coded("Y", "a", 50, 150))
    for unit in AgreementUnit:
        found, again = (answered(study, asked(unit)).codes for study in (once, twice))
        # As it is printed, for what is not defined is not equal to itself.
        assert repr(found) == repr(again)


def test_a_code_that_nobody_or_everybody_used_has_no_coefficient_and_says_why() -> None:
    study = two(Coded("X", "a", 0, 1000), Coded("Y", "a", 0, 1000))
    everywhere, nowhere = answered(study, asked()).codes
    assert (everywhere.reason, nowhere.reason) == (EVERYWHERE, NOBODY_USED)
    for row in (everywhere, nowhere):
        assert row.figures[AgreementMeasure.PERCENT] == 1
        corrected = [row.figures[name] for name in AgreementMeasure if name not in ("percent", "positive")]
        assert all(map(math.isnan, corrected))
    assert everywhere.figures[AgreementMeasure.POSITIVE] == 1
    assert math.isnan(nowhere.figures[AgreementMeasure.POSITIVE])


def test_words_of_the_interviewer_and_labels_are_left_out_unless_asked_for() -> None:
    turns = (Said(0, 40, "MOD", 5, Role.INTERVIEWER), Said(40, 100, "P", 44))
    study = two(Coded("X", "a", 0, 50), Coded("Y", "a", 0, 50), text="x" * 100, turns=turns)
    assert answered(study, asked()).characters == 56
    assert answered(study, replace(asked(), selection=Selection(include_interviewers=True))).characters == 91
    assert answered(study, asked(AgreementUnit.TURN)).number == 1


def test_intervals_come_from_turns_again_and_again_alike() -> None:
    turns = tuple(Said(start, start + 10, "P") for start in range(0, 1000, 10))
    codings = [Coded("X", "a", start, start + 10) for start in range(0, 400, 20)]
    codings += [Coded("Y", "a", start, start + 10) for start in range(0, 500, 20)]
    study = two(*codings, turns=turns)
    request = replace(asked(AgreementUnit.TURN), samples=500)
    found = answered(study, request)
    again, other = answered(study, request), answered(study, replace(request, seed=2))
    assert found.codes[0].intervals == again.codes[0].intervals != other.codes[0].intervals
    for measure in (AgreementMeasure.KAPPA, AgreementMeasure.ALPHA, AgreementMeasure.AC1):
        given_interval = found.codes[0].intervals[measure]
        assert given_interval is not None
        assert given_interval.low < found.codes[0].figures[measure] < given_interval.high
    # Nothing is known of how transcripts differ where there is one.
    assert found.codes[0].intervals[AgreementMeasure.UNITIZING] is None


def test_characters_of_a_turn_are_drawn_together() -> None:
    """Were characters drawn, the interval would be far narrower than the one from turns."""
    turns = tuple(Said(start, start + 100, "P") for start in range(0, 1000, 100))
    codings = [Coded("X", "a", 0, 300), Coded("Y", "a", 200, 500)]
    found = answered(two(*codings, turns=turns), replace(asked(), samples=500)).codes[0]
    given_interval = found.intervals[AgreementMeasure.PERCENT]
    assert given_interval is not None
    assert given_interval.width > 0.3


def test_unitizing_over_several_codes_needs_places_with_one_code() -> None:
    apart = two(Coded("X", "a", 0, 100), Coded("X", "b", 100, 150), Coded("Y", "a", 0, 90))
    assert not answered(apart, asked()).unitizing.reason
    together = two(Coded("X", "a", 0, 100), Coded("X", "b", 50, 150), Coded("Y", "a", 0, 90))
    found = answered(together, asked()).unitizing
    assert "not defined: X gave" in found.reason
    assert math.isnan(found.u)


def test_what_cannot_be_compared_is_refused_in_a_sentence() -> None:
    study = two(Coded("X", "a", 0, 10), Coded("Y", "a", 0, 10))
    with pytest.raises(QualcodeError, match="at least two coders"):
        AgreementRequest(coder_ids("X", "X"))
    with pytest.raises(QualcodeError, match="no transcript"):
        answered(study, replace(asked(), selection=Selection(transcripts=())))
    with pytest.raises(QualcodeError, match="no code"):
        answered(study, replace(asked(), selection=Selection(codes=())))
    unused = Selection(codes=(identity("code", "b"),))
    with pytest.raises(QualcodeError, match="nothing to compare"):
        answered(study, replace(asked(), selection=unused, uncoded=False))


@pytest.mark.parametrize("codes", [[], ["a"], ["a", "b"]])
def test_where_all_units_were_given_the_same_set_it_is_said(codes: list[str]) -> None:
    """Also where that is no empty set, for then nothing varies either."""
    turns = (Said(0, 500, "P"), Said(500, 1000, "P"))
    rest = [Coded("X", "c", 0, 1000), Coded("Y", "d", 0, 1000)]
    study = study_of(
        {
            "T": Talk("x" * 1000, turns, [Coded(who, code, 0, 1000) for code in codes for who in "XY"]),
            "U": Talk("x" * 10, (Said(0, 10, "P"),), rest),
        },
        dict.fromkeys("abcd"),
    )
    chosen = Selection(codes=code_ids("a", "b"), transcripts=(identity("transcript", "T"),))
    found = answered(study, asked(AgreementUnit.TURN, selection=chosen)).sets
    assert found.reason == SETS_ALIKE
    assert all(map(math.isnan, found.alphas.values()))
    other = two(Coded("X", "a", 0, 10), Coded("Y", "b", 0, 10))
    assert answered(other, asked(AgreementUnit.TURN)).sets.reason == ""


def test_very_many_sets_are_not_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    turns = tuple(Said(place * 10, place * 10 + 10, "P") for place in range(4))
    codings = [
        Coded("X", "a", 0, 5),
        Coded("Y", "b", 10, 15),
        Coded("X", "a", 20, 25),
        Coded("X", "b", 20, 25),
    ]
    study = two(*codings, text="x" * 40, turns=turns)
    for most, reason in ((4, ""), (3, TOO_MANY_SETS)):
        monkeypatch.setattr("qualcode.analysis.agreement.agreement.MOST_SETS", most)
        found = answered(study, asked(AgreementUnit.TURN)).sets
        assert (found.reason, bool(found.alphas)) == (reason, not reason)
    # What is printed tells the number that holds.
    assert TOO_MANY_SETS == "not computed: there are more than 3,000 different sets of codes"


def test_codes_that_came_after_a_round_are_left_out_unless_they_are_named() -> None:
    study = Study().after(new_project("Rounds"))
    study = study.after(add_transcripts(study, [read_transcript("T", [("P", "yyyyyy")] * 4)]).change)
    text = study.transcript_named("T").id
    turns = study.turns_of(text)

    def also(study: Study, code: str) -> Study:
        rows = [
            CodingRow("T", code, who, int(turns.speech[place]), int(turns.end[place]))
            for who, place in (("AB", 0), ("CD", 0), ("AB", 1))
        ]
        return study.after(import_codings(study, rows).change)

    study = also(study, "early")
    opened, change = open_round(study, "Pilot", [text], ["AB", "CD"])
    study = study.after(change)
    is_over(now())
    study = also(study, "late")
    early, late = (study.code_named(name).id for name in ("early", "late"))
    coders = study.coder_named("AB").id, study.coder_named("CD").id

    def compared(*, every: bool, codes: tuple[UUID, ...] | None = None) -> list[str]:
        request = AgreementRequest(
            coders, selection=Selection(codes=codes), samples=0, round_id=opened.id, every_code=every
        )
        found = answered(study, request)
        assert found.done == "finished"
        return [row.name for row in found.codes]

    assert compared(every=True) == ["early"]
    assert compared(every=False) == ["early", "late"]
    assert compared(every=True, codes=(late, early)) == ["early"]
    assert compared(every=False, codes=(late,)) == ["late"]
