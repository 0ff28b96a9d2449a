"""Consent to quote: who may be quoted, and what is said of the rest."""

import pytest

from qualcode.analysis.consent import Consent, left_out_line, quotable
from qualcode.analysis.retrieval import segments
from qualcode.model.entities import AttributeSubject
from qualcode.model.study import Study
from qualcode.operations.attribute_import import import_attributes
from tests.support.studies import example_study


def with_answers(*rows: tuple[str, str], name: str = "consent to quote") -> Study:
    study = example_study()
    table = [list(row) for row in rows]
    subject = AttributeSubject.PARTICIPANT
    return study.after(import_attributes(study, subject, ("participant", name), table).change)


def people(study: Study) -> dict[str, str]:
    """Names of participants by the label under which they speak."""
    return {
        str(turn.label): study.participants[turn.participant_id].name
        for table in study.turns.values()
        for turn in table
        if turn.participant_id is not None
    }


def test_without_the_attribute_everybody_is_quoted() -> None:
    study = example_study()
    found = quotable(study, segments(study))
    assert (len(found.kept), found.left_out) == (4, 0)
    assert left_out_line(found.left_out) == ""


@pytest.mark.parametrize("answer", ["no", "", "not sure", "No"])
def test_only_a_yes_counts(answer: str) -> None:
    names = people(example_study())
    study = with_answers((names["P1"], "Yes"), (names["P2"], answer))
    found = quotable(study, segments(study))
    assert {row.participant for row in found.kept} == {names["P1"]}
    assert len(found.kept) + found.left_out == 4
    assert left_out_line(found.left_out).startswith("2 quotes are left out")


def test_the_name_of_the_attribute_may_be_spelt_otherwise() -> None:
    names = people(example_study())
    study = with_answers((names["P1"], "no"), (names["P2"], "yes"), name="Consent_to-Quote")
    assert quotable(study, segments(study)).left_out == 2


def test_interviewers_are_quoted_and_a_passage_needs_all_its_speakers() -> None:
    names = people(example_study())
    study = with_answers((names["P1"], "yes"), (names["P2"], "no"))
    transcript = study.transcript_named("FG1 Home owners")
    header, asks, first, second, again = study.turns_of(transcript.id)
    consent = Consent(study)
    allowed = [consent.of_passage(transcript.id, turn.span) for turn in (header, asks, first, second, again)]
    assert allowed == [True, True, True, False, True]
    both = first.span._replace(end=second.span.start + 1)
    assert not consent.of_passage(transcript.id, both)


def test_who_is_not_named_is_not_quoted() -> None:
    study = with_answers(("Somebody else", "yes"))
    assert quotable(study, segments(study)).left_out == 4
