"""Which attributes stand in the profiles of participants."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.profile_attributes import in_profiles, without_consent
from qualcode.model.entities import Attribute, AttributeSubject, AttributeType, Participant
from qualcode.model.identity import new_id
from qualcode.model.results.report_values import ParticipantFigures
from qualcode.model.study import Study
from qualcode.model.transcript import Role
from tests.analysis.test_consent import with_answers
from tests.support.studies import example_study

NEVER = ("consent to quote", "Consent to archive", "consent")
OTHERS = ("housing", "age", "child protection plan")


def person(*attributes: tuple[str, str], spoke_in: tuple[str, ...] = ("FG1",)) -> ParticipantFigures:
    who = Participant(new_id(), "Tasha", 1, Role.PARTICIPANT)
    return ParticipantFigures(who, attributes, spoke_in, 1, 9, (), (), 0)


def attribute(name: str) -> Attribute:
    return Attribute(new_id(), name, AttributeSubject.PARTICIPANT, AttributeType.TEXT, 1)


def printed(row: ParticipantFigures, *chosen: str, study: Study | None = None) -> list[str]:
    (found,) = in_profiles(study or example_study(), [row], [attribute(name) for name in chosen])
    return [name for name, _ in found.attributes]


@given(st.permutations([*NEVER, *OTHERS]))
def test_consent_is_never_printed_and_others_keep_their_order(names: list[str]) -> None:
    row = person(*((name, "no") for name in names))
    assert printed(row) == [name for name in names if name not in NEVER]
    assert printed(row, *names) == [name for name in names if name not in NEVER]


def test_the_attribute_that_counts_as_consent_is_not_printed_whatever_it_is_called() -> None:
    study = with_answers(("P1", "yes"), name="Quote consent")
    assert printed(person(("Quote consent", "no"), ("age", "9")), study=study) == ["age"]


@pytest.mark.parametrize(
    ("name", "value", "stays"),
    [
        ("role", "participant", False),
        ("Role", "Participant", False),
        ("role", "chair", True),
        ("group", "FG1", False),
        ("group", "FG2", True),
        ("region", "FG1", True),
    ],
)
def test_what_is_said_above_is_not_said_again(name: str, value: str, *, stays: bool) -> None:
    assert printed(person((name, value), ("age", "9"))) == [*[name] * stays, "age"]
    # Asked for by name it is printed all the same.
    assert printed(person((name, value), ("age", "9")), name) == [name]


def test_a_group_is_said_where_somebody_speaks_in_several_transcripts() -> None:
    assert printed(person(("group", "FG1"), spoke_in=("FG1", "FG2"))) == ["group"]


@pytest.mark.parametrize(
    ("spoke_in", "value", "stays"),
    [
        (("INT01 Ruth",), "Interviews", False),
        (("INT01 Ruth",), "interview", False),
        (("INT01 Ruth",), "control", True),
        (("INT01 Ruth",), "Focus groups", True),
        (("FG1 Home owners",), "Focus groups", False),
        # Of two kinds it says which: it is said.
        (("INT01 Ruth", "FG1 Home owners"), "Interviews", True),
    ],
)
def test_a_group_that_is_the_kind_of_the_transcript_is_said_above(
    spoke_in: tuple[str, ...], value: str, *, stays: bool
) -> None:
    assert printed(person(("group", value), spoke_in=spoke_in)) == ["group"] * stays


def test_what_can_be_printed_of_people_is_offered_without_consent() -> None:
    study = with_answers(("P1", "yes"), name="Quote consent")
    assert "Quote consent" in [row.name for row in study.attributes_in_order]
    assert "Quote consent" not in [row.name for row in without_consent(study)]
