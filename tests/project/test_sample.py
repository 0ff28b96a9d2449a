"""The sample transcripts keep what their README promises: positions, identifiers, sizes, two coders."""

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from qualcode.importers.reading import read_folder
from qualcode.model.transcript import ReadTranscript, Role, TranscriptKind

FOLDER = Path(__file__).parents[2] / "sample_transcripts"
TABLES = ("codebook.csv", "participants.csv", "codings.csv")


@pytest.fixture(scope="module")
def transcripts() -> dict[str, ReadTranscript]:
    read, refused = read_folder([FOLDER])
    assert sorted(item.path.name for item in refused) == sorted((*TABLES, "README.md"))
    return {item.name: item for item in read}


def _rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_there_are_four_groups_and_six_interviews_of_the_usual_length(
    transcripts: dict[str, ReadTranscript],
) -> None:
    limits = {TranscriptKind.FOCUS_GROUP: (2500, 4000), TranscriptKind.INTERVIEW: (1500, 2500)}
    assert Counter(item.kind for item in transcripts.values()) == {
        TranscriptKind.FOCUS_GROUP: 4,
        TranscriptKind.INTERVIEW: 6,
    }
    for item in transcripts.values():
        spoken = sum(len(item.text[turn.speech : turn.span.end].split()) for turn in item.turns if turn.label)
        fewest, most = limits[item.kind]
        assert fewest <= spoken <= most, item.name
        speakers = {turn.label for turn in item.turns if turn.role is Role.PARTICIPANT}
        if item.kind is TranscriptKind.FOCUS_GROUP:
            assert 4 <= len(speakers) <= 6, item.name


def test_every_file_says_that_it_is_invented(transcripts: dict[str, ReadTranscript]) -> None:
    words = "Invented transcript, written for the qualcode sample project"
    for item in transcripts.values():
        # Captions have no place for a header but a note, which is no part of what was said.
        in_note = item.format == "vtt" and words.encode() in (FOLDER / item.source_name).read_bytes()
        assert words in item.text or in_note, item.name


def test_the_formats_are_those_that_researchers_have(transcripts: dict[str, ReadTranscript]) -> None:
    formats = Counter(item.format for item in transcripts.values())
    assert formats == {"docx": 4, "text": 2, "vtt": 1, "odt": 1, "rtf": 1, "pdf": 1}
    ruth = transcripts["INT01 Ruth"]
    assert ruth.warnings == ("1 tracked deletion left out",)
    (comment,) = ruth.remarks
    assert comment.kind == "comment"
    assert ruth.text[comment.span.start : comment.span.end] == "two different dates of birth"
    assert "I don't know if you count the locum" in ruth.text
    for name in ("FG3 Black parents", "FG4 Larger families", "INT05 Dawn"):
        assert all(turn.time is not None for turn in transcripts[name].turns if turn.label), name


def test_every_coding_lies_on_whole_words_of_what_a_person_says(
    transcripts: dict[str, ReadTranscript],
) -> None:
    for number, row in enumerate(_rows("codings.csv"), start=2):
        text = transcripts[row["transcript"]].text
        start, end = int(row["start"]), int(row["end"])
        assert 0 <= start < end <= len(text), number
        passage = text[start:end]
        assert passage == passage.strip(), number
        for place in (start, end):
            assert not re.fullmatch(r"\w\w", text[place - 1 : place + 1]), (number, passage)
        turns = [
            turn
            for turn in transcripts[row["transcript"]].turns
            if turn.label and turn.speech <= start and end <= turn.span.end
        ]
        assert len(turns) == 1, (number, passage)


def test_two_coders_coded_much_and_agree_often_but_not_always() -> None:
    rows = _rows("codings.csv")
    assert len(rows) >= 250
    by_coder = {
        name: {
            (row["transcript"], row["code"], row["start"], row["end"]) for row in rows if row["coder"] == name
        }
        for name in {row["coder"] for row in rows}
    }
    one, other = by_coder.values()
    assert len(one) + len(other) == len(rows)
    same = len(one & other)
    assert 0.2 < same / min(len(one), len(other)) < 0.8


def test_every_code_is_in_the_codebook_and_used() -> None:
    codebook = _rows("codebook.csv")
    codable = {row["code"] for row in codebook if row["codable"] == "yes"}
    assert {row["code"] for row in _rows("codings.csv")} == codable
    assert {"privacy", "stigma", "trust in private firms", "consent"} <= codable
    for row in codebook:
        assert row["definition"], row["code"]
        if row["codable"] == "yes":
            assert row["include"], row["code"]
            assert row["exclude"], row["code"]
            assert row["examples"], row["code"]


def test_the_readme_lists_the_planted_identifiers(transcripts: dict[str, ReadTranscript]) -> None:
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    table = readme.partition("## Identifiers left in on purpose")[2]
    listed = re.findall(r"^\| ([^|]+) \| ([^|]+) \| [^|]+ \|$", table, re.MULTILINE)[1:]
    assert len(listed) >= 8
    for name, words in listed:
        assert transcripts[name].text.count(words) >= 1, (name, words)


def test_the_readme_lists_every_file() -> None:
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    for path in FOLDER.iterdir():
        assert path.name == "README.md" or f"`{path.name}`" in readme, path.name
