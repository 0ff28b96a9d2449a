from pathlib import Path

import pytest

from qualcode.importers.tables.surveys import SurveyColumns, SurveyLayout, guess_columns, read_survey
from qualcode.importers.tables.table_cells import read_table
from qualcode.model.errors import UnreadableFileError
from qualcode.model.transcript import Role

WHY = "I would want to know who looks at it and what for"
ROWS = (
    "Respondent,Age band,Why?,Anything else?\n"
    f'A1,25-34,"{WHY}, in the end","No, nothing more than what I wrote above already"\n'
    f"A2,35-44,{WHY} and when,\n"
    f"A3,25-34,,It was a good survey and I hope that somebody reads it\n"
)


@pytest.fixture
def survey_file(tmp_path: Path) -> Path:
    path = tmp_path / "survey.csv"
    path.write_text(ROWS)
    return path


def test_columns_are_guessed(survey_file: Path) -> None:
    assert guess_columns(read_table(survey_file)) == SurveyColumns(0, (2, 3), (1,))


def test_a_transcript_for_each_question(survey_file: Path) -> None:
    survey = read_survey(survey_file)
    assert [transcript.name for transcript in survey.transcripts] == ["Why?", "Anything else?"]
    first = survey.transcripts[0]
    assert first.text == f"A1: {WHY}, in the end\nA2: {WHY} and when"
    assert [(turn.label, turn.role) for turn in first.turns] == [
        ("A1", Role.PARTICIPANT),
        ("A2", Role.PARTICIPANT),
    ]
    assert "".join(first.text[turn.span.start : turn.span.end] for turn in first.turns) == first.text
    assert survey.rows == (("A1", ("25-34",)), ("A2", ("35-44",)), ("A3", ("25-34",)))
    assert [column.name for column in survey.attributes] == ["Age band"]


def test_a_transcript_for_each_respondent(survey_file: Path) -> None:
    survey = read_survey(survey_file, layout=SurveyLayout.BY_RESPONDENT)
    assert [transcript.name for transcript in survey.transcripts] == ["survey A1", "survey A2", "survey A3"]
    last = survey.transcripts[2]
    assert last.text == "Anything else?\nA3: It was a good survey and I hope that somebody reads it"
    assert [(turn.label, turn.role) for turn in last.turns] == [("", Role.OTHER), ("A3", Role.PARTICIPANT)]


def test_respondents_without_identifier_are_numbered(survey_file: Path) -> None:
    survey = read_survey(survey_file, choose=lambda _: SurveyColumns(None, (2,), ()))
    assert list(survey.transcripts[0].labels) == ["R1", "R2"]


def test_a_table_without_open_answers_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,age\nP1,3\nP2,4\n")
    with pytest.raises(UnreadableFileError, match="open answers"):
        read_survey(tmp_path / "a.csv")
