"""Who is a participant, where one person has several roles: everything that counts people agrees.

Tests as well: ``cli.contents``.
"""

from uuid import UUID

import pytest

from qualcode.analysis.participant_figures import segments_by_participant
from qualcode.cli.contents import contents
from qualcode.importers.reading import transcript_of
from qualcode.model.entities import Participant
from qualcode.model.people import participants_of, role_by_person, roles_in_turns
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.model.transcript import Role
from qualcode.operations.coders import ensure_coder
from qualcode.operations.codes.codebook import add_code
from qualcode.operations.codings.coding import apply_code
from qualcode.operations.people.participants import add_participant, mark_participant
from qualcode.operations.people.speakers import set_label_role
from qualcode.operations.project import new_project
from qualcode.operations.transcripts.documents import add_transcripts

ONE = "Ingrid Saar: What then?\nMo: I went home, and it was late.\n"
TWO = "Tarek: How is it?\nIngrid Saar: Cold, and we burnt the chairs.\n"


@pytest.fixture
def study() -> Study:
    """Ingrid Saar asks in “One” and answers in “Two”; Zoe never speaks."""
    study = Study().after(new_project("Study"))
    texts = [transcript_of(text.encode(), f"{name}.txt") for name, text in (("One", ONE), ("Two", TWO))]
    study = study.after(add_transcripts(study, texts).change)
    study = study.after(add_participant(study, "Zoe")[1])
    for transcript, roles in (
        ("One", {"Ingrid Saar": Role.INTERVIEWER, "Mo": Role.PARTICIPANT}),
        ("Two", {"Ingrid Saar": Role.PARTICIPANT, "Tarek": Role.INTERVIEWER}),
    ):
        for label, role in roles.items():
            study = study.after(set_label_role(study, [_at(study, transcript)], label, role))
    return study


def _at(study: Study, name: str) -> UUID:
    return study.transcript_named(name).id


def _named(study: Study, name: str) -> Participant:
    return study.participant_named(name)


def test_a_participant_is_who_is_one_in_any_turn(study: Study) -> None:
    ingrid = _named(study, "Ingrid Saar")
    assert roles_in_turns(study)[ingrid.id] == {Role.INTERVIEWER, Role.PARTICIPANT}
    assert {study.participants[key].name: role for key, role in role_by_person(study).items()} == {
        "Ingrid Saar": Role.PARTICIPANT,
        "Mo": Role.PARTICIPANT,
        "Tarek": Role.INTERVIEWER,
        "Zoe": Role.PARTICIPANT,
    }
    assert {row.name for row in participants_of(study)} == {"Ingrid Saar", "Mo", "Zoe"}
    counts = contents(study)
    assert (counts["participants"], counts["interviewers"], counts["others"]) == (3, 1, 0)
    counts = contents(study.after(mark_participant(study, ingrid.id, Role.OTHER)))
    assert (counts["participants"], counts["interviewers"], counts["others"]) == (2, 1, 1)


@pytest.mark.parametrize(("role", "participants"), [(Role.INTERVIEWER, 2), (Role.PARTICIPANT, 3)])
def test_one_step_gives_all_turns_of_a_person_one_role(study: Study, role: Role, participants: int) -> None:
    change = mark_participant(study, _named(study, "Ingrid Saar").id, role)
    assert change
    after = study.after(change)
    assert roles_in_turns(after)[_named(after, "Ingrid Saar").id] == {role}
    assert contents(after)["participants"] == participants
    assert after.after(change.inverse()) == study


def test_what_a_participant_says_as_an_interviewer_is_not_counted_as_theirs(study: Study) -> None:
    code, change = add_code(study, "late")
    study = study.after(change)
    coder, change = ensure_coder(study, "AB")
    study = study.after(change)
    for name in ("One", "Two"):
        place = _at(study, name)
        span = Span(0, len(study.text(place)))
        for start in (13, study.turns_of(place).row(1).speech):
            words = Span(start, min(start + 4, span.end))
            study = study.after(apply_code(study, code.id, place, words, coder.id))
    counts = segments_by_participant(study)
    assert counts[_named(study, "Ingrid Saar").id, code.id] == 1
    assert counts[_named(study, "Mo").id, code.id] == 1
    # An interviewer who is nothing else keeps theirs: summaries of interviewers show them.
    assert counts[_named(study, "Tarek").id, code.id] == 1
