"""Tests of codebook figures.

Tests as well: ``model.measures``, ``model.segments``.
"""

from hypothesis import given

from qualcode.analysis.codebook_figures import codebook_figures
from qualcode.model.questions.rules import CoderChoice, Selection
from qualcode.model.study import Study
from tests.analysis.building import Coded, Said, Talk, study_of
from tests.analysis.reference import covered
from tests.analysis.strategies import FixedMeasures, code_ids, coder_ids, studies
from tests.analysis.worked_example import worked_example

PRIVACY, TRUST, CONSENT = code_ids("privacy", "trust", "consent")


def test_worked_example() -> None:
    figures = codebook_figures(worked_example(), FixedMeasures())
    privacy, trust, stigma, consent = figures
    # What both coders coded is one passage.
    assert privacy[1:] == (3, 1, 2, 1, 45, ((TRUST, 2), (CONSENT, 1)), 1, 0)
    assert trust[1:] == (2, 1, 2, 0, 25, ((PRIVACY, 2),), 2, 0)
    assert stigma.partners == ()
    assert consent[1:] == (1, 1, 1, 0, 10, ((PRIVACY, 1),), 1, 0)


def test_codes_that_are_not_named_are_counted() -> None:
    privacy, *_ = codebook_figures(worked_example(), FixedMeasures(), partners=1)
    assert (privacy.partners, privacy.other_partners) == (((TRUST, 2),), 1)


def test_one_coder() -> None:
    figures = codebook_figures(worked_example(), FixedMeasures(), CoderChoice(coder_ids("Y")))
    assert [row.segments for row in figures] == [1, 0, 0, 1]


def test_fewer_partners_on_request() -> None:
    assert codebook_figures(worked_example(), FixedMeasures(), partners=1)[0].partners == ((TRUST, 2),)


def test_a_category_counts_its_codes_only_where_it_is_asked_to() -> None:
    talk = Talk("x" * 9, [Said(0, 9, "P1")], [Coded("X", "below", 0, 2), Coded("X", "above", 3, 4)])
    study = study_of({"T": talk}, {"above": None, "below": "above"})
    assert [row.segments for row in codebook_figures(study, FixedMeasures())] == [1, 1]
    assert [row.segments for row in codebook_figures(study, FixedMeasures(), aggregate=True)] == [2, 1]


@given(studies())
def test_covered_text_agrees_with_slow_counting(study: Study) -> None:
    measures = FixedMeasures()
    for row in codebook_figures(study, measures, aggregate=True):
        runs = {
            transcript_id: covered(study, Selection(aggregate=True), row.code_id, transcript_id)
            for transcript_id in study.transcripts
        }
        assert row.transcripts == sum(1 for spans in runs.values() if spans)
        assert row.characters == sum(end - start for spans in runs.values() for start, end in spans)
        assert row.words == sum(
            start <= word < end
            for transcript_id, spans in runs.items()
            for word in measures.words(study, transcript_id)[:, 0].tolist()
            for start, end in spans
        )


def test_five_partners_are_named_unless_others_are_asked_for() -> None:
    codes = [f"c{number}" for number in range(7)]
    talk = Talk("x" * 9, [Said(0, 9, "P1")], [Coded("X", code, 0, 2) for code in codes])
    figures = codebook_figures(study_of({"T": talk}, dict.fromkeys(codes)), FixedMeasures())
    assert [len(row.partners) for row in figures] == [5] * 7
