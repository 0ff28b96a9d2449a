"""Tests of header block.

Tests as well: ``speaker_words``.
"""

from dataclasses import replace

import pytest

from qualcode.importers.reading import transcript_of
from qualcode.importers.source_text import KnownTurn, SourceText
from qualcode.importers.speakers.speakers import find_conversation

TALK = (
    "Interviewer: Hello, and thanks for coming.\nP07: Hi.\nInterviewer: So tell me.\nP07: Where to start?\n"
)
HEADER = "Interview 7\nDate: 12 March 2021\nInterviewer: Anna Smith\nParticipant ID: P07\n"


def read(text: str) -> tuple[dict[str, str], list[str]]:
    found = find_conversation(SourceText(text, "text"))
    return dict(found.details), [turn.label for turn in found.turns]


@pytest.mark.parametrize("between", ["\n", "", "-----\n", "\n\n* * *\n\n".replace("* * *", "***")])
def test_the_header_is_told_apart_from_the_talk(between: str) -> None:
    details, labels = read(HEADER + between + TALK)
    assert details == {"Date": "12 March 2021", "Interviewer": "Anna Smith", "Participant ID": "P07"}
    assert labels == ["", "Interviewer", "P07", "Interviewer", "P07"]


def test_a_doubtful_last_line_belongs_to_the_block_it_closes() -> None:
    details, labels = read("Date: 12 March 2021\nInterviewer: Anna\n\n" + TALK)
    assert details == {"Date": "12 March 2021", "Interviewer": "Anna"}
    assert labels == ["", "Interviewer", "P07", "Interviewer", "P07"]


def test_talk_right_below_the_header_is_talk() -> None:
    details, labels = read("Date: 12 March 2021\n" + TALK)
    assert details == {"Date": "12 March 2021"}
    assert labels == ["", "Interviewer", "P07", "Interviewer", "P07"]


def test_unknown_keys_beside_known_ones_are_details() -> None:
    details, labels = read("Date: 3 May\nWeather: mild\nLocation: online\n\n" + TALK)
    assert details == {"Date": "3 May", "Weather": "mild", "Location": "online"}
    assert labels == ["", "Interviewer", "P07", "Interviewer", "P07"]


def test_a_details_table_and_a_table_of_four_columns() -> None:
    details, labels = read("Date\t3 May\nFacilitator\tJo\nDuration\t42 minutes\n\n" + TALK)
    assert details == {"Date": "3 May", "Facilitator": "Jo", "Duration": "42 minutes"}
    assert labels[0] == ""
    assert read("Date\t3 May\tPlace\tonline\n\n" + TALK)[0] == {"Date": "3 May", "Place": "online"}


def test_a_list_of_participants_is_no_talk() -> None:
    details, labels = read("Date: 3 May\nParticipants:\nP1: mother of two\nP2: lone parent\n\n" + TALK)
    assert details == {"Date": "3 May", "Participants": "P1: mother of two; P2: lone parent"}
    assert labels == ["", "Interviewer", "P07", "Interviewer", "P07"]


def test_front_matter_of_markdown() -> None:
    details, labels = read("---\ntitle: Interview 7\ndate: 2021-03-12\n---\n\n" + TALK)
    assert details == {"title": "Interview 7", "date": "2021-03-12"}
    assert labels == ["", "Interviewer", "P07", "Interviewer", "P07"]


def test_talk_without_header_has_no_details() -> None:
    assert read(TALK) == ({}, ["Interviewer", "P07", "Interviewer", "P07"])


def test_a_role_that_contains_a_header_word_is_a_speaker() -> None:
    text = "Project Manager: So.\nMarketing: Yes.\n" * 5
    assert read(text) == ({}, ["Project Manager", "Marketing"] * 5)


def test_an_endless_line_is_no_detail() -> None:
    # Found by trying hostile files: taking this line apart once took minutes.
    details, _ = read("Date: 3 May\na: " + "* " * 200_000 + "b\n\n" + TALK)
    assert details == {"Date": "3 May"}


@pytest.mark.parametrize(
    "talk", ["Interviewer: How?\nAna Silva: Fine.\nInterviewer: And?\nAna Silva: Well.\n"]
)
@pytest.mark.parametrize("gap", ["", "\n"])
def test_a_table_above_a_talk_is_a_header_whatever_its_rows_are_called(talk: str, gap: str) -> None:
    table = "Interviewee\tAna Silva\nYears in post\t12\n"
    read = transcript_of(f"{table}{gap}{talk}".encode(), "a.txt")
    assert read.details == (("Interviewee", "Ana Silva"), ("Years in post", "12"))
    assert read.labels == {"Interviewer": 2, "Ana Silva": 2}


def test_a_talk_in_rows_is_no_header() -> None:
    read = transcript_of(
        b"Interviewer\tSo how was it\nAna\tFine\nInterviewer\tAnd then\nAna\tWell\n\nEnd\n", "a.txt"
    )
    assert read.details == ()
    assert read.labels == {"Interviewer": 2, "Ana": 2}


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Date: 3 May 2026  Place: Leeds", {"Date": "3 May 2026", "Place": "Leeds"}),
        ("Date: 3 May 2026\tPlace: Leeds", {"Date": "3 May 2026", "Place": "Leeds"}),
        ("Date: 3 May 2026 | Place: Leeds", {"Date": "3 May 2026", "Place": "Leeds"}),
        ("Date: 3 May 2026; Place: Leeds", {"Date": "3 May 2026", "Place": "Leeds"}),
        ("Date: 3 May 2026. Place: a canteen, Leeds", {"Date": "3 May 2026", "Place": "a canteen, Leeds"}),
        ("Date: 3 May 2026 Place: Leeds", {"Date": "3 May 2026", "Place": "Leeds"}),
        (
            "Date: 3 May 2026, Time: 10:00, Duration: 45 min",
            {"Date": "3 May 2026", "Time": "10:00", "Duration": "45 min"},
        ),
        ("Date: 3 May 2026 | Weather: mild", {"Date": "3 May 2026", "Weather": "mild"}),
        ("Datum: 3. Mai 2026  Ort: Leeds", {"Datum": "3. Mai 2026", "Ort": "Leeds"}),
        ("Date : 3 mai 2026 | Lieu : Lyon", {"Date": "3 mai 2026", "Lieu": "Lyon"}),
        ("Location: Leeds  Recording No: 12", {"Location": "Leeds", "Recording No": "12"}),
        # One pair alone: what follows is part of its value.
        ("Place: Room 3, Building: B", {"Place": "Room 3, Building: B"}),
        ("Notes: he said: well; then: no", {"Notes": "he said: well; then: no"}),
    ],
)
def test_pairs_beside_one_another_are_read_as_so_many(line: str, told: dict[str, str]) -> None:
    details, labels = read(f"Interview 7\n{line}\n\n{TALK}")
    assert details == told
    assert labels == ["", "Interviewer", "P07", "Interviewer", "P07"]


def test_people_beside_one_another_in_a_block_are_read_as_so_many() -> None:
    details, _ = read("Date: 3 May  Place: Leeds\nInterviewer: AB  Participant: P07\n\n" + TALK)
    assert details == {"Date": "3 May", "Place": "Leeds", "Interviewer": "AB", "Participant": "P07"}


@pytest.mark.parametrize(
    "title",
    [
        "Transcript of 03_Mo.mp3",
        "Transkript von 03_Mo.mp3",
        "Transcription de 03_Mo.mp3",
        "03_Mo.mp3",
        "Interview 3 - Mo.m4a",
        "Aufnahme DS_0012.WMA (45:12 min)",
        "Audio file: 03_Mo.wav",
        "Audiodatei: 03_Mo.mp3",
        "Fichier audio : 03_Mo.mp3",
        "Recording: 03_Mo.m4a",
        "Tonaufnahme: 03_Mo.mp3",
        "Enregistrement : 03_Mo.m4a",
        "File name 03_Mo.mp3",
        "Dateiname: 03_Mo.mp3",
        "Nom du fichier : 03_Mo.wav",
        "Media: zoom_0.mp4",
        "Source: https://example.org/03_Mo.mp3",
    ],
)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize(
    "talk",
    [
        "[00:00:04] I: How was it?\n[00:00:11] Mo: Cut.\n[00:00:59] I: And?\n[00:01:11] Mo: No.\n",
        "I: How was it?\nMo: It was cut.\nI: And?\nMo: No.\n",
        "I\tHow was it?\nMo\tIt was cut.\nI\tAnd?\nMo\tNo.\n",
        "I  0:04\nHow was it?\n\nMo Farah  0:11\nCut.\n\nI  0:59\nAnd?\n\nMo Farah  1:11\nNo.\n",
    ],
)
def test_a_title_that_names_a_file_is_no_doubt(title: str, gap: str, talk: str) -> None:
    found = find_conversation(SourceText(title + gap + talk, "text"))
    assert found.findings.verdict == ""
    assert len({turn.label for turn in found.turns if turn.label}) == 2


def test_somebody_who_names_a_file_speaks() -> None:
    said = "Mo: I sent it as voice.mp3\nI: Thanks.\nMo: So I said no.\nI: Why?\n"
    found = find_conversation(SourceText(said, "text"))
    assert [turn.label for turn in found.turns] == ["Mo", "I", "Mo", "I"]


def test_what_is_above_a_table_of_turns_is_told_as_well() -> None:
    rows = "Time\tSpeaker\tTranscript\n0:04\tI\tHow was it?\n0:11\tMo\tCut.\n0:59\tI\tAnd?\n1:11\tMo\tNo.\n"
    raw = f"Night buses\nDate: 3 March 2026. Place: canteen\n{rows}"
    starts = [raw.index(row) for row in rows.split("\n")[1:-1]]
    turns = tuple(
        KnownTurn(start, raw.index("\t", start) + 3, label, None)
        for start, label in zip(starts, ["I", "Mo"] * 2, strict=True)
    )
    found = find_conversation(replace(SourceText(raw, "docx"), turns=turns))
    assert dict(found.details) == {"Date": "3 March 2026", "Place": "canteen"}


@pytest.mark.parametrize("between", ["", "\n"])
def test_who_asked_is_told_above_a_talk_in_which_that_person_has_another_label(between: str) -> None:
    talk = "INT: Shall we?\nMara: Yes, let us.\nINT: Where then?\nMara: By the sea.\n"
    details, labels = read(f"Date: 2 May 2024\nPlace: pier\nInterviewer: A. Byrne\n{between}{talk}")
    assert details == {"Date": "2 May 2024", "Place": "pier", "Interviewer": "A. Byrne"}
    assert labels == ["", "INT", "Mara", "INT", "Mara"]


@pytest.mark.parametrize("below", ["", "Recorded by phone, 2 April 2024\n", "-----------\n\n", "\n"])
def test_who_took_part_is_told_above_turns_with_times(below: str) -> None:
    talk = "[00:03] Interviewer: So?\n[00:07] Priya: Well.\n[00:19] Interviewer: And?\n[00:22] Priya: No.\n"
    details, labels = read(f"Interview 3\nParticipant: P03 (Priya), 29, paramedic\n{below}{talk}")
    assert details == {"Participant": "P03 (Priya), 29, paramedic"}
    assert labels == ["", "Interviewer", "Priya", "Interviewer", "Priya"]


def test_who_speaks_first_and_once_is_no_header() -> None:
    talk = "INT: Shall we?\nMara: Yes, let us.\nINT: Where then?\nMara: By the sea.\n"
    _, labels = read(f"Date: 2 May 2024\nObserver: Okay, it is running.\n{talk}")
    assert labels[:3] == ["", "Observer", "INT"]


def test_interviews_share_an_attribute_whatever_their_numbers_are() -> None:
    details, _ = read("Interview 07: Mara\nDate: 2 May 2024\n\n" + TALK)
    assert details == {"Interview": "07: Mara", "Date": "2 May 2024"}


@pytest.mark.parametrize("title", ["INTERVIEW 6 – MARA (FORMER CREW)", "Transcript 02 – Mara – 2.5.2024"])
def test_a_title_with_a_dash_is_no_doubt(title: str) -> None:
    text = f"{title}\nI: Shall we?\nK: Yes, let us.\nI: Where then?\nK: By the sea.\n"
    assert transcript_of(text.encode(), "a.txt").verdict == ""
