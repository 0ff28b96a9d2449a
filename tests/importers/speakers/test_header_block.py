"""Tests of header block.

Tests as well: ``speaker_words``.
"""

import pytest

from qualcode.importers.reading import transcript_of
from qualcode.importers.source_text import SourceText
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
