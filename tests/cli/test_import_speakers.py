"""``qualcode import`` told how speakers are marked, and what it remembers of that.

Tests as well: ``transcripts.import_choices``.
"""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run, steps_of
from tests.cli.test_import import told

ONE = "MOD: So?\nP1: Well.\nShame: it is.\nMOD: And?\nP1: No.\n"
OTHER = "MOD: Why?\nP1: Oh.\nShame: it was.\nMOD: And?\nP1: No.\n"
ARROWS = "Ana > Hi.\nBen > So.\nAna > No.\nBen > Yes.\n"


@pytest.fixture
def empty(run: Run, tmp_path: Path) -> Path:
    file = tmp_path / "study.qualcode"
    run("new", file, "--coder", "AB")
    return file


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_what_is_doubtful_is_told_with_the_option_that_settles_it(
    run: Run, empty: Path, tmp_path: Path
) -> None:
    said = run("import", empty, written(tmp_path, "a.txt", ONE), "--dry-run").stdout
    assert "a.txt: “Shame” may be a speaker in 1 more line." in said
    assert "a.txt: Not taken for speakers: Shame (1); --speaker LABEL changes that." in said
    once = written(tmp_path, "b.txt", "Interviewer: So?\nAna: Yes.\nInterviewer: And you?\nBen: No.\n")
    said = run("import", empty, once, "--dry-run").stdout
    assert "b.txt: Taken for speakers: Ana (1), Ben (1); --not-speaker LABEL changes that." in said


def test_labels_told_are_remembered_for_files_like_it_in_the_one_step_of_the_import(
    run: Run, empty: Path, tmp_path: Path
) -> None:
    run("import", empty, written(tmp_path, "a.txt", ONE), "--speaker", "Shame")
    assert len(steps_of(str(empty))) == 2
    found = told(run, empty, written(tmp_path, "b.txt", OTHER))["files"][0]
    assert found["speakers"] == {"MOD": 2, "P1": 2, "Shame": 1}
    assert found["speakers told"] == "1 correction"
    assert not found["doubtful"]
    run("undo", empty)
    run("undo", empty)
    assert "Shame" in told(run, empty, tmp_path / "b.txt", "--dry-run")["files"][0]["not taken for speakers"]


def test_what_is_remembered_is_forgotten_on_request(run: Run, empty: Path, tmp_path: Path) -> None:
    run("import", empty, written(tmp_path, "a.txt", ONE), "--speaker", "Shame")
    again = (empty, written(tmp_path, "b.txt", OTHER))
    assert set(told(run, *again, "--dry-run")["files"][0]["speakers"]) == {"MOD", "P1", "Shame"}
    assert set(told(run, *again, "--speakers", "recognised")["files"][0]["speakers"]) == {"MOD", "P1"}
    assert set(told(run, *again, "--again", "add")["files"][0]["speakers"]) == {"MOD", "P1"}


def test_speakers_that_begin_within_lines_are_told_and_remembered(
    run: Run, empty: Path, tmp_path: Path
) -> None:
    one_line = "Int. How was it? Ana. Long. Int. And then? Ana. We slept.\n"
    within = ("--speaker-within", "Int", "--speaker-within", "Ana")
    found = told(run, empty, written(tmp_path, "a.txt", f"{one_line}{one_line}"), *within)["files"][0]
    assert found["speakers"] == {"Int": 4, "Ana": 4}
    later = told(run, empty, written(tmp_path, "b.txt", "Int. So? Ana. Yes.\nInt. And? Ana. No.\n"))["files"][
        0
    ]
    assert later["speakers"] == {"Int": 2, "Ana": 2}


def test_a_marking_and_a_pattern_can_be_told(run: Run, empty: Path, tmp_path: Path) -> None:
    talk = written(tmp_path, "a.txt", ARROWS)
    pattern = r"(?P<name>\w+) > (?P<text>.*)"
    found = told(run, empty, talk, "--speakers", pattern)["files"][0]
    assert found["speakers"] == {"Ana": 2, "Ben": 2}
    later = told(run, empty, written(tmp_path, "b.txt", "Maya > So.\nTom > No.\nMaya > Ok.\nTom > Hm.\n"))
    assert later["files"][0]["speakers"] == {"Maya": 2, "Tom": 2}
    table = written(tmp_path, "c.txt", "1\tAna\tI had two\n2\tBen\tnone\n3\tAna\tstill\n")
    assert told(run, empty, table, "--speakers", "column:2")["files"][0]["speakers"] == {"Ana": 2, "Ben": 1}


@pytest.mark.parametrize(
    ("choice", "why"), [("smell", "not a way to mark speakers"), (r"(?P<nam>x)", "no group “name”")]
)
def test_a_choice_at_fault_stops_the_import_before_anything_is_read(
    run: Run, empty: Path, tmp_path: Path, choice: str, why: str
) -> None:
    talk = written(tmp_path, "a.txt", ONE)
    assert why in run("import", empty, talk, "--speakers", choice, code=1).stderr
    assert len(steps_of(str(empty))) == 1


def test_a_person_with_two_roles_is_told_and_listed_as_such(run: Run, empty: Path, tmp_path: Path) -> None:
    first = written(tmp_path, "a.txt", "Tilda Rask: So?\nMo: I went home.\nTilda Rask: And?\nMo: No.\n")
    other = written(tmp_path, "b.txt", "Joe: How is it?\nTilda: Cold, and dark.\nJoe: And?\nTilda: Well.\n")
    run("import", empty, first, "--interviewer", "Tilda Rask")
    rename = ("--rename", "Tilda=Tilda Rask")
    found = told(run, empty, other, *rename)["files"][0]
    assert found["roles"]["Tilda Rask"] == "interviewer"
    assert not found["doubtful"]
    assert "several" not in run("participants", "list", empty).stdout
    assert "participants 2 interviewers 1 others 0" in " ".join(run("info", empty).stdout.split())


def test_somebody_with_two_roles_is_doubtful_and_listed_with_several(
    run: Run, empty: Path, tmp_path: Path
) -> None:
    run("import", empty, written(tmp_path, "a.txt", "Lou: I left.\nMo: I went home.\nLou: No.\nMo: No.\n"))
    other = written(tmp_path, "b.txt", "Lou: How is it?\nTilda: Cold, and dark.\nLou: And?\nTilda: Well.\n")
    doubt = "Lou is an interviewer here and a participant in the project."
    assert f"b.txt: {doubt}" in run("import", empty, other, "--interviewer", "Lou", "--dry-run").stdout
    assert told(run, empty, other, "--interviewer", "Lou")["files"][0]["doubtful"] == doubt
    rows = json.loads(run("participants", "list", empty, "--json").stdout)
    assert {row["name"]: row["role"] for row in rows} == {
        "Lou": "several", "Mo": "participant", "Tilda": "participant",
    }  # fmt: skip
    run("role", empty, "Lou", "interviewer")
    assert "several" not in run("participants", "list", empty).stdout


def test_who_only_asks_is_told_with_the_option_that_settles_it(run: Run, empty: Path, tmp_path: Path) -> None:
    path = written(tmp_path, "a.txt", "Maya: And then?\nMo: I went home.\n" * 5)
    said = run("import", empty, path, "--dry-run").stdout
    assert "a.txt: Maya asks a question in nearly every turn and may be the interviewer." in said
    assert "Interviewers: none; --interviewer LABEL changes that." in said
    assert not told(run, empty, path, "--interviewer", "Maya")["files"][0]["doubtful"]
