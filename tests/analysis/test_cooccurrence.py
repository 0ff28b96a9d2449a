from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode import __version__
from qualcode.analysis.cooccurrence import cooccurrence
from qualcode.model.errors import QualcodeError
from qualcode.model.questions.rules import CoderChoice, CooccurrenceRequest, Count, Rule, Selection, refusal
from qualcode.model.study import Study
from tests.analysis.reference import cell
from tests.analysis.strategies import CODERS, FixedMeasures, code_ids, coder_ids, studies
from tests.analysis.worked_example import CODES, worked_example
from tests.support.profiles import of_hundred

PRIVACY_TRUST, PRIVACY_STIGMA, PRIVACY_CONSENT = (0, 1), (0, 2), (0, 3)
TRUST_STIGMA, TRUST_CONSENT, STIGMA_CONSENT = (1, 2), (1, 3), (2, 3)
EVERY_PAIR = (PRIVACY_TRUST, PRIVACY_STIGMA, PRIVACY_CONSENT, TRUST_STIGMA, TRUST_CONSENT, STIGMA_CONSENT)

MEANINGFUL = [(rule, count) for rule in Rule for count in Count if refusal(rule, count) is None]


@pytest.mark.parametrize(
    ("rule", "count", "within", "diagonal", "together"),
    [
        (Rule.OVERLAP, Count.PAIRS, 1, [1, 2, 1, 1], {PRIVACY_TRUST: 2, PRIVACY_CONSENT: 1}),
        (Rule.EXACT, Count.PAIRS, 1, [1, 2, 1, 1], {}),
        (Rule.INSIDE, Count.PAIRS, 1, [1, 2, 1, 1], {PRIVACY_TRUST: 1, PRIVACY_CONSENT: 1}),
        (
            Rule.TURN,
            Count.UNITS,
            1,
            [2, 2, 1, 1],
            {PRIVACY_TRUST: 2, PRIVACY_CONSENT: 1, TRUST_CONSENT: 1},
        ),
        (Rule.OVERLAP, Count.CHARACTERS, 1, [45, 25, 8, 10], {PRIVACY_TRUST: 15, PRIVACY_CONSENT: 10}),
        (
            Rule.TRANSCRIPT,
            Count.UNITS,
            1,
            [1, 1, 1, 1],
            dict.fromkeys(
                (PRIVACY_TRUST, PRIVACY_STIGMA, PRIVACY_CONSENT, TRUST_STIGMA, TRUST_CONSENT, STIGMA_CONSENT),
                1,
            ),
        ),
        (Rule.OVERLAP, Count.PARTICIPANTS, 1, [2, 2, 1, 1], {PRIVACY_TRUST: 2, PRIVACY_CONSENT: 1}),
        (
            Rule.NEAR,
            Count.PAIRS,
            0,
            [1, 2, 1, 1],
            {PRIVACY_TRUST: 2, PRIVACY_CONSENT: 1, TRUST_CONSENT: 1},
        ),
        (
            Rule.NEAR,
            Count.PAIRS,
            1,
            [1, 2, 1, 1],
            {PRIVACY_TRUST: 2, PRIVACY_CONSENT: 1, TRUST_CONSENT: 2, PRIVACY_STIGMA: 1, TRUST_STIGMA: 1},
        ),
        (
            Rule.PARTICIPANT,
            Count.UNITS,
            1,
            [2, 2, 1, 1],
            {**dict.fromkeys(EVERY_PAIR, 1), PRIVACY_TRUST: 2},
        ),
    ],
)
def test_worked_example_of_the_definitions(
    rule: Rule, count: Count, within: int, diagonal: list[int], together: dict[tuple[int, int], int]
) -> None:
    expected = np.diag(diagonal)
    for (row, column), figure in together.items():
        expected[row, column] = expected[column, row] = figure
    matrix = cooccurrence(worked_example(), CooccurrenceRequest(rule, count, within))
    assert matrix.values.tolist() == expected.tolist()


def test_matrix_says_what_it_is() -> None:
    matrix = cooccurrence(worked_example(), CooccurrenceRequest())
    assert [label.name for label in matrix.rows] == list(CODES)
    assert matrix.rows == matrix.columns
    assert matrix.symmetric
    assert matrix.provenance.version == __version__
    assert matrix.provenance.step == 7
    assert dict(matrix.provenance.facts)["rule"] == "overlap"
    assert dict(matrix.provenance.facts)["count"] == "pairs"


def test_codes_are_shown_in_the_order_asked_for() -> None:
    selection = Selection(codes=code_ids("consent", "privacy", "consent"))
    matrix = cooccurrence(worked_example(), CooccurrenceRequest(selection=selection))
    assert [label.name for label in matrix.rows] == ["consent", "privacy"]
    assert matrix.values.tolist() == [[1, 1], [1, 1]]


def test_one_coder_counts_alone() -> None:
    selection = Selection(coders=CoderChoice(coder_ids("Y")))
    matrix = cooccurrence(worked_example(), CooccurrenceRequest(selection=selection))
    assert np.diagonal(matrix.values).tolist() == [1, 0, 0, 1]
    assert matrix.values[0, 3] == 0  # Y's privacy [5,30) only touches consent [30,40)


def test_no_transcripts_and_no_codes_give_tables_of_nothing() -> None:
    study = worked_example()
    for rule, count in MEANINGFUL:
        nothing = cooccurrence(
            study, CooccurrenceRequest(rule, count, selection=Selection(transcripts=())), FixedMeasures()
        )
        assert nothing.values.tolist() == np.zeros((4, 4)).tolist()
        empty = cooccurrence(
            study, CooccurrenceRequest(rule, count, selection=Selection(codes=())), FixedMeasures()
        )
        assert empty.values.shape == (0, 0)


def test_sentences_need_to_be_found_by_somebody() -> None:
    with pytest.raises(QualcodeError, match="Sentences"):
        cooccurrence(worked_example(), CooccurrenceRequest(Rule.SENTENCE))


CHOICES = (None, code_ids("stigma", "trust"), code_ids("trust", "private", "banks"))


@st.composite
def selections(draw: st.DrawFn) -> Selection:
    return Selection(
        codes=draw(st.sampled_from(CHOICES)),
        coders=CoderChoice(coder_ids(*draw(st.sets(st.sampled_from(CODERS), max_size=2)))),
        aggregate=draw(st.booleans()),
        include_interviewers=draw(st.booleans()),
    )


def twice_coded(study: Study) -> Study:
    """The same study with a second coder who agrees with the first in everything."""
    return Study(
        study.tables, study.turns, {key: table.joined(table) for key, table in study.codings.items()}
    )


@pytest.mark.parametrize(("rule", "count"), MEANINGFUL)
@settings(max_examples=of_hundred(30))
@given(study=studies(), selection=selections(), within=st.integers(0, 3))
def test_every_rule_and_count_agrees_with_slow_counting(
    rule: Rule, count: Count, study: Study, selection: Selection, within: int
) -> None:
    """Each pair has its own examples; nor does a table depend on its side, or on coders who agree."""
    measures = FixedMeasures()
    request = CooccurrenceRequest(rule, count, within, selection)
    sentences = {
        transcript_id: [(int(start), int(end)) for start, end in measures.sentences(study, transcript_id)]
        for transcript_id in study.transcripts
    }
    values = cooccurrence(study, request, measures).values
    codes = request.selection.codes_of(study)
    slow = [[cell(study, request, one, other, sentences) for other in codes] for one in codes]
    assert values.tolist() == slow
    assert np.array_equal(values, values.T)
    assert np.array_equal(cooccurrence(twice_coded(study), request, measures).values, values)


def test_a_rule_that_slow_counting_does_not_know_fails() -> None:
    unknown = type("Unknown", (str,), {"by_unit": False})("within words")
    request = SimpleNamespace(rule=unknown, counted=Count.PAIRS, selection=Selection(), within=1)
    privacy, trust = code_ids("privacy", "trust")
    with pytest.raises(AssertionError, match="within words"):
        cell(worked_example(), request, privacy, trust, {})  # type: ignore[arg-type]  # so far unknown
