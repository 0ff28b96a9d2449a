import pytest

from qualcode.importers.speakers.speaker_roles import guess_kind, roles_of
from qualcode.model.transcript import Role, TranscriptKind

ASKS, TAKES_PART, STANDS_BY = Role.INTERVIEWER, Role.PARTICIPANT, Role.OTHER


@pytest.mark.parametrize(
    ("label", "role"),
    [
        ("Interviewer", ASKS),
        ("INT", ASKS),
        ("INT1", ASKS),
        ("MOD", ASKS),
        ("Moderator 2", ASKS),
        ("I", ASKS),
        ("I1", ASKS),
        ("Q", ASKS),
        ("Researcher A", ASKS),
        ("Co-Facilitator", ASKS),
        ("Anna (Moderator)", ASKS),
        ("Observer", STANDS_BY),
        ("Note-taker", STANDS_BY),
        ("Technician", STANDS_BY),
        ("All", STANDS_BY),
        ("Interviewee", TAKES_PART),
        ("P1", TAKES_PART),
        ("R", TAKES_PART),
        ("Partner", TAKES_PART),
        ("Ingrid", TAKES_PART),
        ("Allan", TAKES_PART),
        ("Quentin", TAKES_PART),
        ("Modesty", TAKES_PART),
    ],
)
def test_the_role_follows_the_label(label: str, role: Role) -> None:
    assert roles_of([label]) == {label: role}


def test_a_lone_letter_leads_numbered_speakers() -> None:
    assert roles_of(["M", "P1", "P2"])["M"] is ASKS
    assert roles_of(["M", "F"]) == {"M": TAKES_PART, "F": TAKES_PART}
    assert roles_of(["M", "Interviewer", "P1"])["M"] is TAKES_PART


def test_named_interviewers_ask_whatever_they_are_called() -> None:
    assert roles_of(["Ruth", "Anna  Smith"], ["anna smith"]) == {"Ruth": TAKES_PART, "Anna  Smith": ASKS}


@pytest.mark.parametrize(
    ("name", "labels", "kind"),
    [
        ("x", ["INT", "P1"], TranscriptKind.INTERVIEW),
        ("x", ["INT", "P1", "P2"], TranscriptKind.FOCUS_GROUP),
        ("x", ["Anna", "Ben"], TranscriptKind.INTERVIEW),
        ("x", ["Anna", "Ben", "Cem"], TranscriptKind.FOCUS_GROUP),
        ("x", [], TranscriptKind.OTHER),
        ("x", ["Observer"], TranscriptKind.OTHER),
        ("Interview 7", ["INT", "P1", "Partner"], TranscriptKind.INTERVIEW),
        ("FG2 lone parents", ["Anna", "Ben"], TranscriptKind.FOCUS_GROUP),
    ],
)
def test_the_kind_follows_the_name_and_the_number_of_participants(
    name: str, labels: list[str], kind: TranscriptKind
) -> None:
    assert guess_kind(name, "", roles_of(labels)) is kind
