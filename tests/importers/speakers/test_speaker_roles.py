import pytest

from qualcode.importers.source_text import SourceText
from qualcode.importers.speakers.speaker_roles import guess_kind, roles_of, told_interviewers
from qualcode.importers.speakers.speakers import find_conversation
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


@pytest.mark.parametrize(
    ("key", "value", "labels", "told"),
    [
        ("Interviewer", "RP", ["RP", "Dafydd"], ["RP"]),
        ("Interviewer", "R.P.", ["RP", "Dafydd"], ["RP"]),
        ("Interviewer", "RP", ["Rosalind Prys", "Dafydd Huws"], ["Rosalind Prys"]),
        ("Moderator", "Rosalind Prys", ["RP", "DH"], ["RP"]),
        ("Facilitators", "Rosalind Prys and Ann Lowe", ["RP", "AL", "DH"], ["RP", "AL"]),
        ("Interviewer", "Prys, Rosalind", ["Rosalind", "DH"], ["Rosalind"]),
        ("Interviewer", "Prys, Rosalind", ["RP", "DH"], ["RP"]),
        ("Moderatorin", "Grit Kern (Uni Ulm)", ["GK", "DH"], ["GK"]),
        ("Enquêtrice", "Odile Brun", ["OB", "DH"], ["OB"]),
        ("Interviewer", "RP", ["Rosalind Prys", "Rhys Pugh"], []),
        ("Interviewer", "RP", ["Ann Lowe", "DH"], []),
        ("Participant", "RP", ["RP", "DH"], []),
        ("Interviewer", "", ["RP", "DH"], []),
    ],
)
def test_a_header_tells_who_asks(key: str, value: str, labels: list[str], told: list[str]) -> None:
    assert told_interviewers([("Date", "3 May 2026"), (key, value)], labels) == told


def test_whom_the_header_calls_interviewer_has_that_role_in_the_turns() -> None:
    text = "Interviewer: RP\nDate: 3 May 2026\n\n" + "RP: And then?\nFarida: We moved.\n" * 6
    read = find_conversation(SourceText(text, "text"))
    assert {turn.label: turn.role for turn in read.turns if turn.label} == {
        "RP": Role.INTERVIEWER, "Farida": Role.PARTICIPANT
    }  # fmt: skip
