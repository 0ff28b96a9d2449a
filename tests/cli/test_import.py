"""The options of ``qualcode import`` and of ``qualcode attributes import``.

Tests: ``transcripts.import_choices``, ``transcripts.changed_files``.
"""

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from qualcode.model.entities import AttributeType
from qualcode.project.opening import open_project
from tests.cli.conftest import Run, steps_of
from tests.importers.pdf_files import document

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
    assert told(run, empty, talk, "--again", "add")["imported"] == ["FG1 (2)"]


def test_the_same_file_under_two_names_is_imported_once(run: Run, empty: Path, talk: Path) -> None:
    other = talk.with_name("FG1 copy.txt")
    other.write_text(TALK, "utf-8")
    result = run("import", empty, talk, other)
    assert "FG1.txt: the same file as “FG1 copy.txt”, skipped" in result.stdout
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
    assert "add --survey to import its answers" in result.stderr
    people = survey.with_name("people.csv")
    people.write_text("participant,age\nAna,34\nBen,41\nCarla,29\n", "utf-8")
    result = run("import", empty, people, code=1)
    assert "“qualcode attributes import PROJECT FILE” reads it" in result.stderr


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
    assert "No column has open answers; name one with --answers." in result.stderr
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
    assert "“words” is not a type" in run(*words, "--type", "code=words", code=1).stderr
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


LONGER = TALK.replace("Why not.", "Why not, in the end.") + "P2: Always.\n"


@pytest.fixture
def changed(run: Run, empty: Path, talk: Path, tmp_path: Path) -> Path:
    """A project with a coded transcript whose file has changed since."""
    run("import", empty, talk)
    codings = tmp_path / "codings.csv"
    rows = [("why", TALK.index("Why not")), ("so", TALK.index("So."))]
    lines = [f"FG1,{code},AB,{start},{start + len(code)}" for code, start in rows]
    codings.write_text("transcript,code,coder,start,end\n" + "\n".join(lines) + "\n", "utf-8")
    run("codings", "import", empty, codings)
    talk.write_text(LONGER.replace("P1: So.\n", ""), "utf-8")
    return empty


def test_a_changed_file_is_skipped_and_told_unless_something_else_is_asked_for(
    run: Run, changed: Path, talk: Path
) -> None:
    steps = steps_of(str(changed))
    said = run("import", changed, talk).stdout
    assert "“FG1” is in this project and has 2 codings. Its file differs in 2 lines." in said
    assert "--again replace" in said
    assert steps_of(str(changed)) == steps
    assert told(run, changed, talk, "--again", "add")["imported"] == ["FG1 (2)"]


def test_the_codings_that_a_new_text_would_cost_are_listed_before(
    run: Run, changed: Path, talk: Path
) -> None:
    found = told(run, changed, talk, "--again", "replace", "--dry-run")
    assert found["changed"][0]["again"] == "replace"
    (row,) = found["replaced"][0]["codings"]
    assert (row["code"], row["before"], row["after"], row["fate"]) == ("so", "So", "", "lost")
    said = run("import", changed, talk, "--again", "replace", "--dry-run").stdout
    assert "turn 4, “so” by AB: “So” is gone with its words" in said
    assert "FG1: the text would be replaced" in said


def test_a_changed_file_takes_the_place_of_the_text_in_one_step(run: Run, changed: Path, talk: Path) -> None:
    before = len(steps_of(str(changed)))
    run("import", changed, talk, "--again", "replace")
    assert len(steps_of(str(changed))) == before + 1
    opened = open_project(str(changed), writing=False)
    try:
        study = opened.study
        fg1 = study.transcript_named("FG1")
        assert study.text(fg1.id) == talk.read_text("utf-8")
        assert [study.quoted(fg1.id, row.span) for row in study.codings_of(fg1.id)] == ["Why"]
    finally:
        opened.close()
    # From now on it is the same file.
    assert told(run, changed, talk, "--again", "replace")["skipped"] == ["FG1"]
    run("undo", changed)
    assert told(run, changed, talk, "--dry-run")["changed"][0]["codings"] == 2


def test_beside_a_conflicted_copy_the_file_itself_is_kept(run: Run, empty: Path, talk: Path) -> None:
    copy = talk.with_name("FG1 (AB's conflicted copy 2021-03-04).txt")
    copy.write_text(LONGER, "utf-8")
    found = told(run, empty, talk.parent)
    assert found["imported"] == ["FG1"]
    assert found["skipped"] == [copy.stem]
    assert (
        "a conflicted copy of “FG1.txt”, which is kept, skipped" in run("import", empty, talk.parent).stdout
    )


def test_the_day_of_an_answer_becomes_a_date_and_the_rest_stays_as_guessed(
    run: Run, empty: Path, tmp_path: Path
) -> None:
    table = tmp_path / "forms.csv"
    said = "and it was long and cold and nobody told us what would come next"
    table.write_text(
        "ID,Start time,Email,How was it?,Age\n"
        f"1,3/11/26 10:01:00,a@b.org,I went {said},34\n2,3/25/26 9:12:00,c@d.org,We came {said},41\n",
        "utf-8",
    )
    columns = told(run, empty, table, "--survey")["surveys"][0]["columns"]
    assert columns["Start time"] == "date"
    assert columns["Email"] == "leave out"
    out = tmp_path / "people.csv"
    run("attributes", "export", empty, out)
    assert out.read_text("utf-8-sig").splitlines()[1:] == ["1,2026-03-11,34", "2,2026-03-25,41"]


def test_how_captions_are_read_is_remembered_in_the_project(run: Run, empty: Path, tmp_path: Path) -> None:
    cues = "".join(f"00:0{at}.000 --> 00:0{at + 1}.000\nand {at}\n\n" for at in range(3))
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.vtt").write_text(f"WEBVTT\n\n{cues}".replace("and", name), "utf-8")
    assert told(run, empty, tmp_path / "a.vtt", "--captions", "captions")["files"][0]["turns"] == 3
    assert told(run, empty, tmp_path / "b.vtt")["files"][0]["turns"] == 3
    assert told(run, empty, tmp_path / "c.vtt", "--captions", "paragraphs")["files"][0]["turns"] == 1
    assert (
        told(run, empty, tmp_path / "a.vtt", "--again", "add", "--rejoin-hyphens")["files"][0]["turns"] == 1
    )


def test_captions_and_pdf_lines_are_read_as_is_said(run: Run, empty: Path, tmp_path: Path) -> None:
    path = tmp_path / "talk.vtt"
    cues = "".join(f"00:0{at}.000 --> 00:0{at + 1}.000\nand {at}\n\n" for at in range(3))
    path.write_text(f"WEBVTT\n\n{cues}", "utf-8")
    assert told(run, empty, path, "--dry-run")["files"][0]["turns"] == 1
    assert told(run, empty, path, "--dry-run", "--captions", "captions")["files"][0]["turns"] == 3
    sheet = tmp_path / "print.pdf"
    sheet.write_bytes(document([[(72.0, 700.0, "all the infor-"), (72.0, 686.0, "mation there")]]))
    whole = told(run, empty, sheet, "--dry-run", "--pdf-lines", "as-printed")["files"][0]["characters"]
    cut = told(run, empty, sheet, "--dry-run", "--pdf-lines", "as-printed", "--keep-hyphens")
    assert cut["files"][0]["characters"] == whole + 1


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("code,definition\ntrust,Relying\n", "qualcode codebook import"),
        ("transcript,code,coder,start,end\nFG1,trust,AB,0,1\n", "qualcode codings import"),
        ("participant,age\nRuth,34\n", "qualcode attributes import"),
        ("transcript,date\nFG1,2021-03-04\n", "qualcode attributes import"),
    ],
)
def test_a_table_is_refused_with_the_command_that_reads_it(
    run: Run, empty: Path, tmp_path: Path, text: str, command: str
) -> None:
    path = tmp_path / "table.csv"
    path.write_text(text, "utf-8")
    assert command in run("import", empty, path, code=1).stderr


def test_a_codebook_is_imported_without_the_cell_that_says_nothing(
    run: Run, empty: Path, tmp_path: Path
) -> None:
    path = tmp_path / "book.csv"
    path.write_text("Code,Couleur\nTrust,rouge\nTrust\\firms,reddish\n", "utf-8")
    result = run("codebook", "import", empty, path)
    assert "book.csv, line 3: “reddish” is not a colour." in result.stderr
    assert "2 new codes" in result.stdout


def test_the_names_of_files_tell_attributes(run: Run, empty: Path, tmp_path: Path) -> None:
    path = tmp_path / "INT_Ruth_20210304.txt"
    path.write_text(TALK, "utf-8")
    read = told(run, empty, path, "--name-pattern", "{kind}_{person}_{date}")["files"][0]
    assert read["details"] == [["kind", "INT"], ["person", "Ruth"], ["date", "2021-03-04"]]
    assert read["kind"] == "interview"
    said = run("import", empty, path, "--name-pattern", "{a}{b}", code=1).stderr
    assert "touch" in said


def test_a_header_may_tell_of_a_participant(run: Run, empty: Path, tmp_path: Path) -> None:
    path = tmp_path / "INT4.txt"
    path.write_text("Date: 3 March 2021\nTeam: North\n\n" + "Interviewer: So?\nRuth: Well.\n" * 3, "utf-8")
    assert "No speaker is called “Tom”" in run("import", empty, path, "--details-of", "Tom", code=1).stderr
    run("import", empty, path, "--details-of", "Ruth")
    assert attributes_of(empty, "Ruth") == {"Date": "2021-03-03", "Team": "North"}
