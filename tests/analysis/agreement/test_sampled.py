"""Figures in samples: those of as many units as were drawn, counted one by one.

Tests as well: ``boundaries``, ``counting``, ``overlapping_segments``, ``sets_of_codes``.
"""

from collections.abc import Iterator
from uuid import UUID

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from qualcode.analysis.agreement import compared
from qualcode.analysis.agreement.agreement import agreement, compared_figures
from qualcode.analysis.agreement.boundaries import continuum
from qualcode.analysis.agreement.coefficients import Real, pairs_of
from qualcode.analysis.agreement.compared import ComparedText
from qualcode.analysis.agreement.counting import counting, unit_keys, unit_rule
from qualcode.analysis.agreement.drawing import interval, samples
from qualcode.analysis.agreement.overlapping_segments import SegmentMatches, matches
from qualcode.analysis.agreement.request import AgreementRequest
from qualcode.analysis.agreement.sampled import counted_figures, sampled, segment_figures
from qualcode.analysis.agreement.sets_of_codes import alphas_of_sets, sets_given
from qualcode.analysis.agreement.unitizing import alpha_of_code
from qualcode.analysis.units import units_of
from qualcode.model.questions.rules import Selection
from qualcode.model.questions.words import AgreementUnit
from qualcode.model.results.agreement import AgreementMeasure, AgreementTable, SetDistance
from qualcode.model.study import Study
from tests.analysis.agreement import reference
from tests.analysis.building import Coded, Said, Talk, identity, study_of
from tests.analysis.strategies import CODERS, FixedMeasures, coder_ids, studies
from tests.support.profiles import of_hundred

COUNTED = [unit for unit in AgreementUnit if unit is not AgreementUnit.OVERLAP]
NAMES = st.sampled_from((("X", "Y"), ("Y", "X"), CODERS))


def _asked(study: Study, unit: AgreementUnit, data: st.DataObject) -> tuple[AgreementRequest, ComparedText]:
    names = data.draw(NAMES)
    assume(all(study.find_coder(name) for name in names))
    chosen = Selection(include_interviewers=data.draw(st.booleans()))
    uncoded = data.draw(st.booleans())
    request = AgreementRequest(coder_ids(*names), unit, chosen, uncoded=uncoded, samples=0)
    assume(reference.given_sets(study, request, AgreementUnit.CHARACTER))
    return request, ComparedText(study, request)


def _weights(text: ComparedText) -> Real:
    """How often each turn or transcript is drawn: everything once, then three samples."""
    drawn = np.random.default_rng(5).integers(0, 4, size=(3, text.clusters))
    return np.vstack((np.ones(text.clusters), drawn)).astype(np.float64)


def _cluster(study: Study, request: AgreementRequest, place: tuple[int, int], *, whole: bool) -> int:
    """The transcript, or the turn counted through all transcripts, in which something begins.

    What begins in no turn goes with the turn before it, in the transcript before if need be.
    """
    number, position = place
    if whole:
        return number
    texts = request.selection.transcripts_of(study)
    begun = sum(turn.span.start <= position for turn in study.turns_of(texts[number]))
    return max(0, sum(len(study.turns_of(text)) for text in texts[:number]) + begun - 1)


def _few(patch: pytest.MonkeyPatch, *, whole: bool) -> None:
    patch.setattr(compared, "FEW_TRANSCRIPTS", 0 if whole else 10)


def _drawn_units(
    study: Study, request: AgreementRequest, unit: AgreementUnit, weights: Real, *, whole: bool
) -> Iterator[list[tuple[set[UUID], ...]]]:
    """In each sample every unit as often as what it lies in was drawn."""
    units = [
        (_cluster(study, request, place, whole=whole), given)
        for place, given in reference.placed_sets(study, request, unit)
    ]
    for times in weights.tolist():
        yield [given for cluster, given in units for _ in range(int(times[cluster]))]


@pytest.mark.parametrize("whole", [False, True])
@pytest.mark.parametrize("unit", COUNTED)
@settings(max_examples=of_hundred(25))
@given(study=studies(), data=st.data())
def test_units_in_samples_are_those_of_what_was_drawn(
    unit: AgreementUnit, whole: bool, study: Study, data: st.DataObject
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        _few(patch, whole=whole)
        request, text = _asked(study, unit, data)
        codes = request.selection.codes_of(study)
        counts, weights = counting(text, unit, FixedMeasures()), _weights(text)
        sums = counts.drawn(weights)
        pairs = pairs_of(len(request.coders))
        for sample, given in enumerate(_drawn_units(study, request, unit, weights, whole=whole)):
            assert sums.total[sample] == len(given)
            assert sums.chosen[sample].tolist() == [
                [sum(code in each[coder] for each in given) for code in codes]
                for coder in range(len(request.coders))
            ]
            assert sums.both[sample].tolist() == [
                [sum(code in each[one] and code in each[other] for each in given) for code in codes]
                for one, other in pairs
            ]
        assert [sums.total[0], sums.chosen[0].tolist(), sums.both[0].tolist()] == [
            counts.sums.total, counts.sums.chosen.tolist(), counts.sums.both.tolist(),
        ]  # fmt: skip


@pytest.mark.parametrize("whole", [False, True])
@pytest.mark.parametrize("unit", [AgreementUnit.TURN, AgreementUnit.SENTENCE])
@settings(max_examples=of_hundred(25))
@given(study=studies(), data=st.data())
def test_alpha_over_sets_in_samples_is_that_of_the_units_drawn(
    unit: AgreementUnit, whole: bool, study: Study, data: st.DataObject
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        _few(patch, whole=whole)
        request, text = _asked(study, unit, data)
        assume(reference.given_sets(study, request, unit))
        units = units_of(text.selected, unit_rule(unit), FixedMeasures())
        weights = _weights(text)
        sets = sets_given(unit_keys(text, units), units, text)
        overall, found = alphas_of_sets(sets, text.clusters, [weights[:2], weights[2:]])
        for name in SetDistance:
            assert overall[name] == pytest.approx(found[name][:1], nan_ok=True)
        for sample, given in enumerate(_drawn_units(study, request, unit, weights, whole=whole)):
            if not given:
                continue
            rows = [[frozenset(codes) for codes in each] for each in given]
            expected = {
                SetDistance.EXACT: reference.nominal_alpha(rows),
                SetDistance.JACCARD: reference.alpha_with(reference.jaccard, rows),
                SetDistance.MASI: reference.alpha_with(reference.masi, rows),
            }
            assert {name: found[name][sample] for name in SetDistance} == pytest.approx(
                expected, nan_ok=True, abs=1e-9
            )


def test_without_samples_there_are_none_of_sets() -> None:
    text = ComparedText(_one_text(), AgreementRequest(coder_ids("X", "Y"), samples=0))
    units = units_of(text.selected, unit_rule(AgreementUnit.TURN), None)
    _, found = alphas_of_sets(sets_given(unit_keys(text, units), units, text), text.clusters, [])
    assert {name: alphas.shape for name, alphas in found.items()} == dict.fromkeys(SetDistance, (0,))


@pytest.mark.parametrize("whole", [False, True])
@settings(max_examples=of_hundred(25))
@given(study=studies(), least=st.integers(1, 100), data=st.data())
def test_segments_in_samples_are_those_of_what_was_drawn(
    whole: bool, study: Study, least: int, data: st.DataObject
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        _few(patch, whole=whole)
        request, text = _asked(study, AgreementUnit.OVERLAP, data)
        codes, texts = request.selection.codes_of(study), request.selection.transcripts_of(study)
        found = matches(text, least)
        for match, (one, other) in zip(found, pairs_of(len(request.coders)), strict=True):
            agreed = np.zeros((text.clusters, len(codes)))
            alone = np.zeros((2, text.clusters, len(codes)))
            for column, code in enumerate(codes):
                sides = [
                    reference.segments(study, request, request.coders[place], code) for place in (one, other)
                ]
                for side, (mine, theirs) in enumerate((sides, sides[::-1])):
                    for segment in mine:
                        hit = any(reference.overlap(segment, each) * 100 >= least for each in theirs)
                        start = texts.index(segment[0]), segment[1].start
                        into = agreed if hit else alone[side]
                        into[_cluster(study, request, start, whole=whole), column] += 1
            assert match.agreed.tolist() == agreed.tolist()
            assert [part.tolist() for part in match.alone] == alone.tolist()
            tables = match.tables()
            assert len(tables) == len(codes) + 1
            assert [table.both for table in tables] == [*agreed.sum(axis=0), agreed.sum()]
            assert [list(table.only) for table in tables] == [
                *alone.sum(axis=1).T.tolist(), alone.sum(axis=(1, 2)).tolist(),
            ]  # fmt: skip
            assert {(table.some, table.neither) for table in tables} == {(0.0, None)}
        _shares_are_right(text, found, len(codes))


def _shares_are_right(text: ComparedText, found: tuple[SegmentMatches, ...], codes: int) -> None:
    """Percent agreement is agreed of all; pooled, chance is that of choosing among the codes."""
    weights = _weights(text)
    drawn = sampled(segment_figures(found, codes), [weights[:1], weights[1:]])
    for sample, times in enumerate(weights):
        agreed = np.sum([times @ each.agreed for each in found], axis=0)
        alone = np.sum([times @ part for each in found for part in each.alone], axis=0)
        with np.errstate(divide="ignore", invalid="ignore"):
            shares, share = agreed / (agreed + alone), agreed.sum() / (agreed.sum() + alone.sum())
        for name in (AgreementMeasure.PERCENT, AgreementMeasure.POSITIVE):
            assert drawn.codes.samples[name][sample] == pytest.approx(shares, nan_ok=True)
            assert drawn.pooled.samples[name][sample] == pytest.approx([share], nan_ok=True)
        assert np.isnan(drawn.codes.samples[AgreementMeasure.BP][sample]).all()
        corrected = (share - 1 / codes) / (1 - 1 / codes)
        assert drawn.pooled.samples[AgreementMeasure.BP][sample] == pytest.approx([corrected], nan_ok=True)
    assert {
        name for name, each in drawn.pooled.figures.items() if not np.isnan(each).all()
    } <= {AgreementMeasure.PERCENT, AgreementMeasure.POSITIVE, AgreementMeasure.BP}  # fmt: skip
    assert set(drawn.pooled.figures) == set(AgreementMeasure) - {AgreementMeasure.UNITIZING}


@settings(max_examples=of_hundred(25))
@given(study=studies(), data=st.data())
def test_unitizing_in_samples_is_that_of_the_transcripts_drawn(study: Study, data: st.DataObject) -> None:
    """By hand from lengths: what is coded, what pairs share, and the squares of passages."""
    request, text = _asked(study, AgreementUnit.CHARACTER, data)
    texts, codes = request.selection.transcripts_of(study), request.selection.codes_of(study)
    weights = np.random.default_rng(5).integers(0, 4, size=(4, len(texts))).astype(np.float64)
    found = continuum(text).weighted(weights)
    alphas = alpha_of_code(found, len(request.coders))
    parts = {name: np.zeros((len(texts), len(codes))) for name in ("length", "coded", "both", "squares")}
    for number, transcript_id in enumerate(texts):
        alone = AgreementRequest(
            request.coders, request.unit, request.selection.__class__(
                transcripts=(transcript_id,), include_interviewers=request.selection.include_interviewers,
            ), uncoded=request.uncoded, samples=0,
        )  # fmt: skip
        size = len(reference.given_sets(study, alone, AgreementUnit.CHARACTER))
        for column, code in enumerate(codes):
            lines = [reference.on_speech(study, alone, coder, code) for coder in request.coders]
            cells = [{place for span in line for place in range(*span)} for line in lines]
            parts["length"][number, column] = size
            parts["coded"][number, column] = sum(map(len, cells))
            parts["both"][number, column] = sum(len(cells[i] & cells[j]) for i, j in pairs_of(len(cells)))
            parts["squares"][number, column] = sum(
                (end - start) ** 2 for line in lines for start, end in line
            )
    for name, table in parts.items():
        assert getattr(found, name).tolist() == (weights @ table).tolist(), name
    coders = len(request.coders)
    coded, both, squares = (weights @ parts[name] for name in ("coded", "both", "squares"))
    whole = coders * (weights @ parts["length"])
    with np.errstate(divide="ignore", invalid="ignore"):
        expected = coded * (whole - coded) / (whole - (squares + whole - coded) / whole)
        alpha = 1 - (coded - 2 * both / (coders - 1)) / expected
    varies = (coded > 0) & (coded < whole)
    assert alphas == pytest.approx(np.where(varies, alpha, np.nan), nan_ok=True)


# -- intervals -----------------------------------------------------------------------------------------


def _one_text(names: str = "T") -> Study:
    """In each text six turns; of the first four X and Y gave a to most, Z to one."""
    turns = [Said(10 * place, 10 * place + 10, "P") for place in range(6)]
    codings = [Coded("X", "a", 10 * place, 10 * place + 9) for place in range(4)]
    codings += [Coded("Y", "a", 10 * place + 3, 10 * place + 10) for place in (0, 1, 2, 5)]
    codings += [Coded("Z", "a", 0, 5), Coded("X", "b", 40, 45), Coded("Y", "b", 20, 45)]
    return study_of({name: Talk("x" * 60, turns, codings) for name in names}, {"a": None, "b": None})


@pytest.mark.parametrize("names", ["T", "TUV"])
@pytest.mark.parametrize("unit", [AgreementUnit.TURN, AgreementUnit.CHARACTER])
def test_intervals_are_the_middle_of_the_figures_in_samples(unit: AgreementUnit, names: str) -> None:
    study, seed, number = _one_text(names), 3, 150
    request = AgreementRequest(coder_ids("X", "Y", "Z"), unit, samples=number, seed=seed)
    text = ComparedText(study, request)
    counts = counting(text, unit, None)
    weights = np.concatenate(list(samples(6 * len(names), number, seed)))
    found, compared_alone = agreement(study, request), compared_figures(study, request)
    drawn = sampled(counted_figures(counts), [weights])
    for measure in (AgreementMeasure.PERCENT, AgreementMeasure.ALPHA, AgreementMeasure.AC1):
        by_code = interval(drawn.codes.samples[measure])
        assert tuple(row.intervals[measure] for row in found.codes) == by_code
        assert found.pooled.intervals[measure] == interval(drawn.pooled.samples[measure])[0]
        assert compared_alone.pooled.intervals[measure] == found.pooled.intervals[measure]
        assert np.array_equal(compared_alone.samples[measure], drawn.pooled.samples[measure], equal_nan=True)
        mean = np.nanmean(drawn.codes.samples[measure], axis=1, keepdims=True)
        assert found.mean.intervals[measure] == interval(mean)[0]
    for pair, places in zip(found.pairs, pairs_of(3), strict=True):
        alone = sampled(counted_figures(counts, places), [weights])
        assert pair.coders == tuple("XYZ"[place] for place in places)
        for row, each in zip(
            pair.codes, interval(alone.codes.samples[AgreementMeasure.PERCENT]), strict=True
        ):
            assert row.intervals[AgreementMeasure.PERCENT] == each
    units = units_of(text.selected, unit_rule(unit), None)
    _, sets = alphas_of_sets(sets_given(unit_keys(text, units), units, text), text.clusters, [weights])
    assert found.sets.intervals == {name: interval(alphas[:, np.newaxis])[0] for name, alphas in sets.items()}
    of_texts = [samples(len(names), number if len(names) > 1 else 0, seed)]
    alphas = [alpha_of_code(continuum(text).weighted(each), 3) for part in of_texts for each in part]
    for place, row in enumerate(found.codes):
        expected = interval(np.concatenate(alphas)[:, [place]])[0] if alphas else None
        assert row.intervals[AgreementMeasure.UNITIZING] == expected


def test_of_three_coders_segments_are_added_up_pair_by_pair() -> None:
    study = study_of(
        {
            "T": Talk(
                "x" * 60,
                [Said(0, 60, "P")],
                [
                    Coded("X", "a", 0, 10), Coded("Y", "a", 0, 10), Coded("Z", "a", 0, 9),
                    Coded("X", "a", 20, 30), Coded("Z", "b", 40, 50),
                ],
            )
        },
        {"a": None, "b": None},
    )  # fmt: skip
    request = AgreementRequest(coder_ids("X", "Y", "Z"), AgreementUnit.OVERLAP, overlap=100, samples=0)
    found = agreement(study, request)
    assert found.number == 5
    # X and Y agree on one of three; nobody agrees with Z, who has one of each code.
    a, b = found.codes
    assert a.units is not None
    assert b.units is not None
    assert (a.units.both, a.units.only, a.units.some, a.units.neither) == (2, (3, 1, 2), 0.0, None)
    assert (b.units.both, b.units.only, b.units.some, b.units.neither) == (0, (0, 0, 2), 0.0, None)
    assert [pair.pooled.units and pair.pooled.units.only for pair in found.pairs] == [(1, 0), (2, 2), (1, 2)]
    assert a.figures[AgreementMeasure.PERCENT] == 2 / 8
    assert found.pooled.figures[AgreementMeasure.BP] == pytest.approx((2 / 10 - 0.5) / 0.5)


def test_what_is_said_of_an_agreement() -> None:
    study = _one_text("TU")
    request = AgreementRequest(
        coder_ids("Y", "X"), AgreementUnit.SENTENCE, Selection(transcripts=(identity("transcript", "U"),)),
        samples=0, seed=4, uncoded=False,
    )  # fmt: skip
    found = agreement(study, request, FixedMeasures(), (("T", "not chosen"),))
    assert (found.unit, found.coders, found.transcripts) == (AgreementUnit.SENTENCE, ("Y", "X"), ("U",))
    assert (found.left_out, found.done, found.of_participants) == ((("T", "not chosen"),), "coded", None)
    # Of the letters 0 to 44 and 53 to 59 somebody coded all.
    assert (found.number, found.characters) == (6, 52)
    assert [row.name for row in (*found.codes, found.pooled, found.mean)] == [
        "a", "b", "all codes pooled", "mean of codes",
    ]  # fmt: skip
    assert found.codes[0].intervals[AgreementMeasure.PERCENT] is None
    assert (found.rules.samples, found.rules.seed, found.rules.uncoded) == (0, 4, False)
    assert (found.rules.by_transcript, found.rules.interviewers, found.rules.overlap) == (False, False, 90)
    assert "1 left out" in dict(found.provenance.facts)["transcripts"]
    turns = agreement(study, AgreementRequest(coder_ids("X", "Y"), samples=0))
    assert (turns.number, turns.of_participants) == (12, 12)


@pytest.mark.parametrize(("number", "by_transcript"), [(10, False), (11, True)])
def test_from_eleven_on_transcripts_are_drawn(number: int, by_transcript: bool) -> None:
    study = _one_text("ABCDEFGHIJK"[:number])
    text = ComparedText(study, AgreementRequest(coder_ids("X", "Y"), samples=0))
    assert (text.by_transcript, text.clusters) == (by_transcript, number if by_transcript else 6 * number)
    places = np.array([0, 9, 10, 59, 60, 130])
    turns = [0, 0, 1, 5, 6, 13]
    assert text.cluster_at(places).tolist() == ([0, 0, 0, 0, 1, 2] if by_transcript else turns)


@settings(max_examples=of_hundred(25))
@given(study=studies(), data=st.data())
def test_the_tables_of_each_pair_are_those_of_two(study: Study, data: st.DataObject) -> None:
    request, text = _asked(study, AgreementUnit.TURN, data)
    given_sets = reference.given_sets(study, request, AgreementUnit.TURN)
    codes = request.selection.codes_of(study)
    counts = counting(text, AgreementUnit.TURN, None)
    for one, other in pairs_of(len(request.coders)):
        rows = [[(code in each[one], code in each[other]) for each in given_sets] for code in codes]
        rows.append([pair for row in rows for pair in row])
        assert counts.tables_of_pair(one, other) == tuple(
            AgreementTable(
                sum(pair == (True, True) for pair in row),
                (sum(pair == (True, False) for pair in row), sum(pair == (False, True) for pair in row)),
                0.0,
                sum(pair == (False, False) for pair in row),
            )
            for row in rows
        )
