"""Tests of speaker matching.

Tests as well: ``operations.transcripts.read_speakers``.
"""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from qualcode.model.study import Study
from qualcode.model.transcript import ReadTranscript, Role, TranscriptKind
from qualcode.operations.people.participants import add_participant
from qualcode.operations.people.speaker_matching import is_generic, is_interviewer, speaker_of
from qualcode.operations.project import new_project
from qualcode.operations.transcripts.documents import add_transcripts
from qualcode.operations.transcripts.read_speakers import with_labels, with_role
from tests.support.studies import FG1, example_study, read_transcript

GENERIC = (
    "P1|P 1|p12|Participant 2|PARTICIPANT|Speaker 3|Speaker A|R|Respondent 1|M1|F2|A|B2|Male voice 2|ALL|S-1"
)
NAMED = "Anna|AB|Mo|Ed|Pat|Ally|Siobhan|Dr Smith|Mum|Fiona|Parent Anna|Wm"
INTERVIEWERS = "I|INT|int 2|Interviewer|Interviewer 1|MOD|Moderator|Facilitator|Q|Q1"


@pytest.mark.parametrize("label", GENERIC.split("|"))
def test_labels_that_only_say_that_somebody_speaks_are_generic(label: str) -> None:
    assert is_generic(label)


@pytest.mark.parametrize("label", [*NAMED.split("|"), *INTERVIEWERS.split("|")])
def test_names_and_interviewers_are_not_generic(label: str) -> None:
    assert not is_generic(label)


@pytest.mark.parametrize("label", INTERVIEWERS.split("|"))
def test_what_interviewers_go_by(label: str) -> None:
    assert is_interviewer(label)


def participants(*reads: ReadTranscript, start: Study | None = None) -> list[tuple[str, Role]]:
    study = start or Study().after(new_project("New"))
    study = study.after(add_transcripts(study, reads).change)
    return [(row.name, row.role) for row in study.participants_in_order]


def interview(name: str, *labels: str) -> ReadTranscript:
    return read_transcript(name, [(label, "words") for label in labels], kind=TranscriptKind.INTERVIEW)


def group(name: str, labels: Sequence[str]) -> ReadTranscript:
    return read_transcript(name, [(label, "words") for label in labels])


def names(*reads: ReadTranscript) -> list[str]:
    return [name for name, _ in participants(*reads)]


def test_names_and_interviewers_are_the_same_person_everywhere_and_generic_labels_are_not() -> None:
    assert names(group("FG1 a", ["MOD", "P1", "Anna"]), group("FG2 b", ["MOD", "P1", "ANNA"])) == [
        "MOD",
        "Anna",
        "FG1-P1",
        "FG2-P1",
    ]


def test_participants_come_in_the_order_of_their_labels_not_of_who_speaks_first() -> None:
    assert names(group("FG1 a", ["P10", "MOD", "P3", "P1", "P2"])) == [
        "MOD",
        "FG1-P1",
        "FG1-P2",
        "FG1-P3",
        "FG1-P10",
    ]


def test_the_only_participant_of_an_interview_has_its_name_or_identifier() -> None:
    assert names(interview("INT03 Siobhan", "I", "R")) == ["I", "Siobhan"]
    assert names(interview("INT03_Siobhan", "I", "R")) == ["I", "Siobhan"]
    assert names(interview("INT04", "I", "P1")) == ["I", "INT04"]
    assert names(interview("INT05 Ben", "I", "Benjamin")) == ["I", "Benjamin"]
    assert names(interview("INT06 - Mo and Di", "I", "P1", "P2")) == ["I", "INT06-P1", "INT06-P2"]


@pytest.mark.parametrize(
    ("transcript", "name"),
    [
        ("piet interview", "piet"),
        ("piet", "piet"),
        ("Nur transcript final", "Nur"),
        ("Nur - Interview", "Nur"),
        ("INT03 Siobhan interview", "Siobhan"),
        ("INT03_Mary-Ann_final_v2", "Mary-Ann"),
        ("Interview with Piet", "Piet"),
        ("Interview Samira_otter_ai", "Samira"),
        ("INT05 Ofelia", "Ofelia"),
        ("INT05 Al Finalborough", "Al Finalborough"),
        ("Interview 7", "Interview"),
    ],
)
def test_nobody_is_called_what_a_file_is_called(transcript: str, name: str) -> None:
    assert names(interview(transcript, "I", "P")) == ["I", name]


def test_transcripts_that_begin_with_the_same_word_use_their_whole_names() -> None:
    assert names(group("Group 1", ["P1"]), group("Group 2", ["P1"])) == ["Group 1-P1", "Group 2-P1"]
    assert names(interview("Interview 1", "R"), interview("Interview 2", "R")) == [
        "Interview 1",
        "Interview 2",
    ]


def test_a_participant_who_is_there_already_is_taken() -> None:
    study = Study().after(new_project("New"))
    study = study.after(add_participant(study, "fg1-p1")[1])
    assert participants(group("FG1", ["P1"]), start=study) == [("fg1-p1", Role.PARTICIPANT)]


def test_roles_and_spellings_can_be_settled_before_a_file_is_added() -> None:
    read = group("FG1", ["MOD", "P1", "Speaker 9", "Speaker 9"])
    read = with_labels(read, {"MOD": "Facilitator", "P1": " "})
    read = with_role(read, ["speaker 9"], Role.OTHER)
    assert participants(read) == [
        ("Facilitator", Role.INTERVIEWER),
        ("FG1-P1", Role.PARTICIPANT),
        ("FG1-Speaker9", Role.OTHER),
    ]


def test_who_is_new_comes_after_who_is_there() -> None:
    study = Study().after(new_project("New"))
    for name in ("Zoe", "Ann"):
        study = study.after(add_participant(study, name)[1])
    found = participants(interview("T", "Mia"), interview("U", "Bob"), start=study)
    assert [name for name, _ in found] == ["Zoe", "Ann", "Mia", "Bob"]


def test_who_is_new_comes_after_those_who_are_there() -> None:
    study = Study().after(new_project("Study"))
    for name, labels in (("FG1", ("Anna", "Ben")), ("FG2", ("Ben", "Cem"))):
        read = read_transcript(name, [(label, "words") for label in labels])
        study = study.after(add_transcripts(study, [read]).change)
    assert [(row.name, row.position) for row in study.participants_in_order] == [
        ("Anna", 0), ("Ben", 1), ("Cem", 2),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("roles", "role"),
    [
        ([Role.PARTICIPANT, Role.OTHER], Role.PARTICIPANT),
        ([Role.OTHER, Role.PARTICIPANT], Role.PARTICIPANT),
        ([Role.PARTICIPANT, Role.INTERVIEWER], Role.INTERVIEWER),
        ([Role.OTHER, Role.INTERVIEWER], Role.INTERVIEWER),
        ([Role.INTERVIEWER, Role.OTHER, Role.OTHER], Role.OTHER),
    ],
)
def test_somebody_is_what_they_are_in_most_turns(roles: list[Role], role: Role) -> None:
    read = group("FG1", ["Anna"] * len(roles))
    read = replace(
        read, turns=tuple(turn._replace(role=each) for turn, each in zip(read.turns, roles, strict=True))
    )
    assert participants(read) == [("Anna", role)]


def test_only_an_interview_has_one_participant_alone() -> None:
    assert names(group("FG1 Home", ["P1"])) == ["FG1-P1"]
    assert names(interview("INT01 Ruth", "I", "P 1", "P1")) == ["I", "Ruth"]
    # A number after the identifier is no name.
    assert names(interview("INT04 - 2", "R")) == ["INT04"]


def test_a_transcript_that_begins_as_one_that_is_there_uses_its_whole_name() -> None:
    study = Study().after(new_project("New"))
    study = study.after(add_transcripts(study, [group("Group 1", ["Anna"])]).change)
    assert [name for name, _ in participants(group("group 2", ["P1"]), start=study)] == ["Anna", "group 2-P1"]


def test_a_label_that_is_given_to_a_turn_stands_for_whom_it_stands_for_already() -> None:
    study = Study().after(new_project("New"))
    study = study.after(add_transcripts(study, [group("FG1", ["ANNA", "Anna", "P1"])]).change)
    row = study.transcript_named("FG1")
    people = {person.name: person.id for person in study.participants.values()}
    for label, kept in (("Anna", "Anna"), (" ANNA ", "ANNA"), ("anna", "ANNA")):
        assert speaker_of(study, row, label) == (kept, people["ANNA"], Role.PARTICIPANT, ())
    for label in ("p1", "FG1-P1", "fg1-p1"):
        assert speaker_of(study, row, label) == ("P1", people["FG1-P1"], Role.PARTICIPANT, ())
    assert speaker_of(study, row, " ") == ("", None, Role.OTHER, ())


@pytest.mark.parametrize(
    ("label", "kept", "name", "role"),
    [
        ("Eve  Black", "Eve Black", "Eve Black", Role.PARTICIPANT),
        ("P 9", "P 9", "FG1-P9", Role.PARTICIPANT),
        ("Moderator 2", "Moderator 2", "Moderator 2", Role.INTERVIEWER),
    ],
)
def test_a_label_that_nobody_has_stands_for_somebody_new(
    label: str, kept: str, name: str, role: Role
) -> None:
    study = example_study()
    found = speaker_of(study, study.transcript_named(FG1.name), label)
    (person,) = found.new
    assert found == (kept, person.id, role, (person,))
    assert (person.name, person.role) == (name, role)
    assert person.position == max(row.position for row in study.participants.values()) + 1


def test_somebody_known_elsewhere_speaks_under_the_name_that_was_given() -> None:
    study = example_study()
    ruth = next(row for row in study.participants.values() if row.name == "Ruth")
    found = speaker_of(study, study.transcript_named(FG1.name), "ruth")
    assert found == ("ruth", ruth.id, Role.PARTICIPANT, ())


def test_a_name_in_letters_that_are_composed_elsewhere_is_the_same_name() -> None:
    study = Study().after(new_project("New"))
    study = study.after(add_participant(study, "Zoë")[1])
    composed, apart = "Zoë", "Zoe\u0308"
    assert composed != apart
    read = interview("INT01 Ruth", "I", apart)
    assert participants(read, start=study) == [("Zoë", Role.PARTICIPANT), ("I", Role.INTERVIEWER)]
    assert participants(read) == [("I", Role.INTERVIEWER), ("Zoë", Role.PARTICIPANT)]
    settled = with_role(group("FG1", [apart]), [composed], Role.OTHER)
    assert participants(settled) == [("Zoë", Role.OTHER)]
    # Transcripts that begin with the same word, however it is written.
    two = group(f"{composed} 1", ["P1"]), group(f"{apart} 2", ["P1"])
    assert [name for name, _ in participants(*two)] == ["Zoë 1-P1", "Zoë 2-P1"]
