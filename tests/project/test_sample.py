"""The sample transcripts keep what their README promises: positions, identifiers, sizes, two coders.

Tests as well: ``sample_marks``.
"""

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from qualcode.importers.reading import read_folder
from qualcode.model.entities import AttributeValue
from qualcode.model.errors import QualcodeError
from qualcode.model.transcript import ReadTranscript, Role, TranscriptKind
from qualcode.operations.project import rename_project
from qualcode.project.checking import problems
from qualcode.project.opening import create_project
from qualcode.project.sample import build_sample, own_steps, sample_folder
from qualcode.project.sample_marks import NAME, is_sample

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


# -- the project made of them ---------------------------------------------------------------------


def test_the_sample_project_holds_it_all(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []

    def report(done: int, total: int, what: str) -> None:
        told.append((done, total))

    project = build_sample(str(tmp_path / "sample.qualcode"), "AB", report)
    try:
        study = project.study
        assert problems(project) == []
        assert is_sample(project)
        assert own_steps(project) == 0
        project.do(rename_project(project.study, "Mine"), "AB")
        assert is_sample(project), "whatever is done to it afterwards"
        assert told[-1][0] == told[-1][1]
        assert study.coding_count == len(_rows("codings.csv"))
        assert [row.name for row in study.coders_in_order] == ["AB", "CD"]
        assert study.info.memo
        kinds = Counter(row.kind for row in study.transcripts.values())
        assert kinds == {TranscriptKind.FOCUS_GROUP: 4, TranscriptKind.INTERVIEW: 6}
    finally:
        project.close()


def test_the_data_list_names_everybody_who_speaks_and_nobody_else(tmp_path: Path) -> None:
    project = build_sample(str(tmp_path / "sample.qualcode"), "AB")
    try:
        listed = {row["pseudonym"] for row in _rows("participants.csv")}
        assert {row.name for row in project.study.participants.values()} == listed
        speaking = {turn.participant_id for table in project.study.turns.values() for turn in table} - {None}
        assert speaking == set(project.study.participants)
        consent = project.study.attribute_named("consent to quote")
        refused = {
            project.study.participants[row.subject_id].name
            for row in project.study.rows(AttributeValue).values()
            if row.attribute_id == consent.id and row.value == "no"
        }
        assert refused == {"FG1-P4", "Nadia", "Mick", "Siobhan"}
    finally:
        project.close()


def test_every_turn_of_somebody_who_asks_is_an_interviewers(tmp_path: Path) -> None:
    project = build_sample(str(tmp_path / "sample.qualcode"), "AB")
    try:
        for table in project.study.turns.values():
            roles = {turn.label: turn.role for turn in table if turn.label}
            assert sum(role is Role.INTERVIEWER for role in roles.values()) == 1
    finally:
        project.close()


def test_nothing_is_left_of_a_sample_project_that_failed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise QualcodeError("the disk is full")

    monkeypatch.setattr("qualcode.project.sample.read_codings", full)
    with pytest.raises(QualcodeError, match="full"):
        build_sample(str(tmp_path / "sample.qualcode"), "AB")
    assert list(tmp_path.iterdir()) == []


def test_a_project_of_ones_own_is_no_sample(tmp_path: Path) -> None:
    project = create_project(str(tmp_path / "own.qualcode"), "AB", NAME)
    assert not is_sample(project)
    project.close()


def test_the_folder_is_found_in_the_installed_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = tmp_path / "qualcode" / "_data" / "sample_transcripts"
    shipped.mkdir(parents=True)
    monkeypatch.setattr("qualcode.__file__", str(tmp_path / "qualcode" / "__init__.py"))
    with pytest.raises(QualcodeError, match="not there"):
        sample_folder()
    (shipped / "codings.csv").touch()
    assert sample_folder() == shipped
