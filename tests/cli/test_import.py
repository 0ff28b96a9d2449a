"""The options of ``qualcode import`` and of ``qualcode attributes import``.

Tests: ``import_choices``.
"""

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from qualcode.model.entities import AttributeType
from qualcode.project.opening import open_project
from tests.cli.conftest import Run, steps_of

TALK = "INT: Why?\nParticipant 1: Why not.\nINT: So?\nP1: So.\nP1: Well.\nP2: Yes.\n"
SURVEY = (
    "who,age,wave,What worries you?,What would help?\n"
    "R1,34,first,That they read it and tell nobody what it is for.,Ask me before you look at it at all.\n"
    "R2,41,second,Mistakes that stay in a file for years on end.,To be able to put it right myself.\n"
    "R3,29,second,Nothing at all as far as I can see from where I am.,\n"
)


@pytest.fixture
def empty(run: Run, tmp_path: Path) -> Path:
    file = tmp_path / "study.qualcode"
    run("new", file, "--coder", "AB")
    return file


@pytest.fixture
def talk(tmp_path: Path) -> Path:
    path = tmp_path / "FG1.txt"
    path.write_text(TALK, "utf-8")
    return path


@pytest.fixture
def survey(tmp_path: Path) -> Path:
    path = tmp_path / "poll.csv"
    path.write_text(SURVEY, "utf-8")
    return path


def told(run: Run, *words: object) -> dict[str, Any]:
    found = json.loads(run("import", *words, "--json").stdout)
    assert isinstance(found, dict)
    return found


def labels(run: Run, *words: object) -> dict[str, int]:
    found = told(run, *words, "--dry-run")["files"][0]["speakers"]
    assert isinstance(found, dict)
    return found


def attributes_of(project: Path, name: str) -> dict[str, str]:
    opened = open_project(str(project), writing=False)
    try:
        study = opened.study
        names = {row.id: row.name for row in study.attributes_in_order}
        (subject,) = [row.id for row in study.participants_in_order if row.name == name]
        return {names[key]: row.value for key, row in study.values_of(subject).items()}
    finally:
        opened.close()


def test_spellings_are_merged_and_speakers_renamed(run: Run, empty: Path, talk: Path) -> None:
    assert labels(run, empty, talk) == {"INT": 2, "Participant 1": 1, "P1": 2, "P2": 1}
    assert labels(run, empty, talk, "--merge-spellings") == {"INT": 2, "P1": 3, "P2": 1}
    named = labels(
        run, empty, talk, "--merge-spellings", "--rename", "Participant 1=Anna", "--rename", "INT=HK"
    )
    assert named == {"HK": 2, "Anna": 3, "P2": 1}
    # The same new name twice makes two speakers one.
    assert labels(run, empty, talk, "--rename", "P1=P2") == {"INT": 2, "Participant 1": 1, "P2": 3}
    roles = told(run, empty, talk, "--rename", "P2=Ben", "--interviewer", "Ben", "--dry-run")["files"][0][
        "roles"
    ]
    assert roles["Ben"] == "interviewer"


def test_a_speaker_who_is_not_there_stops_the_import(run: Run, empty: Path, talk: Path) -> None:
    result = run("import", empty, talk, "--rename", "P9=Anna", code=1)
    assert result.stderr == "qualcode: No speaker is called “P9”; there are INT, P1, P2, Participant 1.\n"
    assert len(steps_of(str(empty))) == 1
    assert "is not written as OLD=NEW" in run("import", empty, talk, "--rename", "P9", code=2).stderr


def test_a_file_is_imported_again_where_that_is_asked_for(run: Run, empty: Path, talk: Path) -> None:
    run("import", empty, talk)
    assert told(run, empty, talk)["skipped"] == ["FG1"]
    assert told(run, empty, talk, "--again")["imported"] == ["FG1 (2)"]


def test_the_same_file_under_two_names_is_imported_once(run: Run, empty: Path, talk: Path) -> None:
    other = talk.with_name("FG1 copy.txt")
    other.write_text(TALK, "utf-8")
    result = run("import", empty, talk, other)
    assert "the same file is among these, skipped" in result.stdout
    assert "Imported 1 transcript." in result.stdout


def test_an_archive_is_read_like_a_folder(run: Run, empty: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("in/FG1.txt", TALK)
        archive.writestr("in/poll.csv", SURVEY)
    result = run("import", empty, tmp_path / "all.zip", "--survey")
    assert "poll.csv: 2 transcripts from 3 respondents" in result.stdout
    assert "Imported 3 transcripts." in result.stdout


def test_a_table_is_refused_with_the_way_out(run: Run, empty: Path, survey: Path) -> None:
    result = run("import", empty, survey, code=1)
    assert "--survey imports the answers of a survey" in result.stderr
    assert "“qualcode attributes import” a data list" in result.stderr


def test_a_survey_by_question_with_its_attributes_is_one_step(run: Run, empty: Path, survey: Path) -> None:
    result = run("import", empty, survey, "--survey", "--coder", "CD")
    assert "poll.csv: 2 transcripts from 3 respondents, 2 attributes." in result.stdout
    assert "Imported 2 transcripts." in result.stdout
    assert steps_of(str(empty))[1:] == [("CD", "Add 2 transcripts")]
    assert attributes_of(empty, "poll R2") == {"age": "41", "wave": "second"}
    assert "poll.csv: in the project already, skipped" in run("import", empty, survey, "--survey").stdout
    assert len(steps_of(str(empty))) == 2


def test_the_columns_of_a_survey_can_be_said(run: Run, empty: Path, survey: Path) -> None:
    words = ("--survey", "--identifier", "WHO", "--answers", "what would help?", "--attribute", "age")
    (found,) = told(run, empty, survey, *words, "--per", "respondent")["surveys"]
    assert found["columns"] == {
        "who": "identifier",
        "age": "number",
        "wave": "leave out",
        "What worries you?": "leave out",
        "What would help?": "answers",
    }
    assert (found["per"], found["transcripts"], found["respondents"]) == ("respondent", 2, 3)
    assert attributes_of(empty, "poll R1") == {"age": "34"}


def test_a_survey_that_cannot_be_read_so_is_refused(
    run: Run, empty: Path, survey: Path, tmp_path: Path
) -> None:
    words = ("import", empty, survey, "--survey", "--answers", "Nothing")
    assert "The table has no column “Nothing”; it has who, age" in run(*words, code=1).stderr
    (tmp_path / "figures.csv").write_text("id,n\na,1\nb,2\n", "utf-8")
    result = run("import", empty, tmp_path / "figures.csv", "--survey", code=1)
    assert "No column holds open answers; name one with --answers." in result.stderr
    assert "are for a --survey" in run("import", empty, survey, "--per", "question", code=2).stderr
    assert len(steps_of(str(empty))) == 1


def test_a_dry_run_of_a_survey_changes_nothing(run: Run, empty: Path, survey: Path) -> None:
    before = empty.read_bytes()
    assert "Would import 2 transcripts." in run("import", empty, survey, "--survey", "--dry-run").stdout
    assert empty.read_bytes() == before


def test_the_types_of_attributes_can_be_said(run: Run, empty: Path, tmp_path: Path) -> None:
    people = tmp_path / "people.csv"
    people.write_text("participant,code,joined\nAnna,007,2021\nBen,042,2022\n", "utf-8")
    words = ("attributes", "import", empty, people)
    assert (
        "There is no column “age”; there are code, joined."
        in run(*words, "--type", "age=text", code=1).stderr
    )
    assert "“words” is no type" in run(*words, "--type", "code=words", code=1).stderr
    run(*words, "--type", "Code=text", "--type", "joined=date")
    assert attributes_of(empty, "Anna") == {"code": "007", "joined": "2021"}
    opened = open_project(str(empty), writing=False)
    types = {row.name: row.type for row in opened.study.attributes_in_order}
    opened.close()
    assert types == {"code": AttributeType.TEXT, "joined": AttributeType.DATE}
    again = run(*words, "--type", "code=number", code=1)
    assert "“code” is an attribute of type text already; leave its --type out." in again.stderr


def test_the_encoding_of_text_files_can_be_chosen(run: Run, empty: Path, tmp_path: Path) -> None:
    path = tmp_path / "talk.txt"
    path.write_bytes("INT: Где?\nАнна: Çoğu.\n".replace("Где", "So").replace("Анна", "Ana").encode("cp1254"))
    read = told(run, empty, path, "--encoding", "win1254", "--dry-run")["files"][0]
    assert read["encoding"] == "Windows-1254"
    assert not read["warnings"]
    assert "choose one of" in run("import", empty, path, "--encoding", "klingon", code=1).stderr
