"""Consent to quote: who may be quoted, and what is said of the rest.

Tests as well: ``model.results.report_values``.
"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.consent import Consent, consent_in_words, everybody_in_words, everybody_line
from qualcode.analysis.retrieval import Retrieval, segment_count, segments
from qualcode.model.entities import AttributeSubject
from qualcode.model.results.report_values import left_out_in_words, left_out_line
from qualcode.model.segments import Segment
from qualcode.model.study import Study
from qualcode.model.transcript import Role
from qualcode.model.turns import Turn
from qualcode.operations.people.attribute_import import import_attributes
from qualcode.operations.people.participants import mark_participant
from tests.support.studies import example_study, spans_in, studies


def with_answers(*rows: tuple[str, str], name: str = "consent to quote") -> Study:
    study = example_study()
    table = [list(row) for row in rows]
    subject = AttributeSubject.PARTICIPANT
    return study.after(import_attributes(study, subject, ("participant", name), table).change)


def quotable(study: Study, context: int = 0) -> tuple[list[Segment], int]:
    """Segments that may be quoted, and how many others there are."""
    wanted = Retrieval(consent=True, context=context)
    kept = list(segments(study, wanted))
    assert len(kept) == segment_count(study, wanted)
    return kept, segment_count(study) - len(kept)


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
    kept, left_out = quotable(study)
    assert (len(kept), left_out) == (4, 0)
    assert left_out_line(left_out) == ""


@pytest.mark.parametrize("answer", ["no", "", "not sure", "No"])
def test_only_a_yes_counts(answer: str) -> None:
    names = people(example_study())
    study = with_answers((names["P1"], "Yes"), (names["P2"], answer))
    kept, left_out = quotable(study)
    assert {row.participant for row in kept} == {names["P1"]}
    assert len(kept) + left_out == 4
    assert left_out_line(left_out).startswith("Two quotes are left out")


def test_who_may_not_be_quoted_is_named_where_they_speak() -> None:
    names = people(example_study())
    study = with_answers((names["P1"], "Yes"), (names["P2"], "no"))
    found = {row.name: Consent(study).not_quotable(row.id) for row in study.transcripts_in_order}
    speakers = {row.name: set(map(str, study.turns_of(row.id).label)) for row in study.transcripts_in_order}
    assert {name for name, who in found.items() if names["P2"] in who} == {
        name for name, labels in speakers.items() if "P2" in labels
    }
    assert not any(names["P1"] in who for who in found.values())
    assert not any(Consent(example_study()).not_quotable(row) for row in study.transcripts)


def test_the_name_of_the_attribute_may_be_spelt_otherwise() -> None:
    names = people(example_study())
    study = with_answers((names["P1"], "no"), (names["P2"], "yes"), name="Consent_to-Quote")
    assert quotable(study)[1] == 2


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


@pytest.mark.parametrize("role", [Role.OTHER, Role.INTERVIEWER])
@pytest.mark.parametrize(("answer", "left_out"), [("no", 2), ("not sure", 2), ("", 0), ("yes", 0)])
def test_a_no_counts_whatever_somebody_does_in_the_conversation(
    role: Role, answer: str, left_out: int
) -> None:
    names = people(example_study())
    study = with_answers((names["P1"], "yes"), (names["P2"], answer))
    row = next(row for row in study.participants_in_order if row.name == names["P2"])
    study = study.after(mark_participant(study, row.id, role))
    assert quotable(study)[1] == left_out


def test_who_is_not_named_is_not_quoted() -> None:
    study = with_answers(("Somebody else", "yes"))
    assert quotable(study)[1] == 4


def test_context_ends_where_words_begin_that_may_not_be_quoted() -> None:
    names = people(example_study())
    study = with_answers((names["P1"], "yes"), (names["P2"], "no"))
    plain = next(row for row in segments(study, Retrieval(context=500)) if row.participant == names["P1"])
    (row, _), left_out = quotable(study, context=500)
    assert left_out == 2
    assert "They just assume" in plain.after
    assert row.before == plain.before
    # P2 speaks next.
    assert row.after == plain.after[: plain.after.index("P2: ")]


@given(studies(), st.data())
def test_passages_and_their_room_are_those_of_a_slow_search(study: Study, data: st.DataObject) -> None:
    people = study.participants_in_order
    rows = [(row.name, data.draw(st.sampled_from(("yes", "no")))) for row in people]
    rows.append(("Nobody", "yes"))
    columns = ("participant", "consent to quote")
    table = [list(row) for row in rows]
    study = study.after(import_attributes(study, AttributeSubject.PARTICIPANT, columns, table).change)
    given_by = {name for name, answer in rows if answer == "yes"}
    consent = Consent(study)

    def barred(turn: Turn) -> bool:
        name = "" if turn.participant_id is None else study.participants[turn.participant_id].name
        refused = name in {row for row, _ in rows} and name not in given_by
        return refused or (turn.role is Role.PARTICIPANT and name not in given_by)

    for transcript in study.transcripts_in_order:
        turns = list(study.turns_of(transcript.id))
        span = data.draw(spans_in(study.text_version(transcript.id).text.length))
        may = not any(barred(turn) for turn in turns if turn.span.overlaps(span))
        assert consent.of_passage(transcript.id, span) == may
        if may:
            before = max(
                (turn.span.end for turn in turns if barred(turn) and turn.span.end <= span.start), default=0
            )
            after = min(
                (turn.span.start for turn in turns if barred(turn) and turn.span.start >= span.end),
                default=None,
            )
            left, right = consent.room(transcript.id, np.array([span.start]), np.array([span.end]))
            assert int(left[0]) == before
            assert after is None or int(right[0]) == after


def test_files_say_whether_consent_counts_and_whom_they_quote() -> None:
    silent, asked = example_study(), with_answers(("FG1-P1", "no"))
    everybody = "; also quotes people who have not consented to be quoted"
    assert [everybody_in_words(silent, respected=respected) for respected in (True, False)] == ["", ""]
    assert [everybody_in_words(asked, respected=respected) for respected in (True, False)] == ["", everybody]
    assert consent_in_words(silent, 0, respected=True).startswith("the project records no consent")
    assert consent_in_words(asked, 0, respected=True) == "no quote is left out for lack of consent"
    assert consent_in_words(asked, 2, respected=True) == left_out_in_words(2)
    for study in (silent, asked):
        assert consent_in_words(study, 2, respected=False).startswith("consent to quote is not applied")


def test_a_document_says_whom_it_quotes_in_a_sentence() -> None:
    silent, asked = example_study(), with_answers(("FG1-P1", "no"))
    said = "This document also quotes people who have not consented to be quoted."
    assert [everybody_line(silent, respected=respected) for respected in (True, False)] == ["", ""]
    assert [everybody_line(asked, respected=respected) for respected in (True, False)] == ["", said]
    words = consent_in_words(asked, 0, respected=True, one="segment")
    assert words == "no segment is left out for lack of consent"
    assert consent_in_words(silent, 3, respected=True, one="segment") == (
        "the project records no consent to quote, so that no segment is left out"
    )
    assert consent_in_words(asked, 1, respected=True, one="segment") == left_out_in_words(1, "segment")
