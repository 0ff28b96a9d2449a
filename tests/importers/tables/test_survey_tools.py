"""The exports of survey tools: their header rows, their names of columns, respondents without an answer."""

import pytest

from qualcode.importers.tables.survey_tools import is_technical, is_time, known_identifier, survey_header
from qualcode.importers.tables.surveys import SurveyLayout
from qualcode.importers.tables.table_cells import table_of
from qualcode.project.importing.table_uses import ColumnUse, TableUse
from qualcode.project.importing.tables import TableFile, listed_table

LONG = "That somebody reads what I told the doctor about it."
OTHER = "Mistakes that stay in a file for years on end."
EXPORTS = {
    "Microsoft Forms": (
        "ID,Start time,Completion time,Email,Name,Which group?,What worries you most?",
        "1,3/4/2021 10:00,3/4/2021 10:05,anonymous,,Parent,{one}",
        "2,3/4/2021 11:00,3/4/2021 11:07,anonymous,,Carer,{two}",
        "3,3/4/2021 12:00,3/4/2021 12:04,anonymous,,Parent,",
    ),
    "Google Forms": (
        "Timestamp,Username,Which group?,What worries you most?",
        "2021/03/04 10:00:12 AM GMT,,Parent,{one}",
        "2021/03/04 10:01:12 AM GMT,,Carer,{two}",
        "2021/03/05 9:00:12 PM GMT,,Parent,",
    ),
    "LimeSurvey": (
        "id. Response ID,submitdate. Date submitted,lastpage. Last page,G1. Which group?,G2. What worries?",
        "1,2021-03-04 10:00:00,3,Parent,{one}",
        "2,,2,Carer,{two}",
        "3,,1,Parent,",
    ),
    "LimeSurvey with codes": (
        "id,submitdate,lastpage,startlanguage,seed,startdate,datestamp,ipaddr,group,worry",
        "1,2021-03-04 10:00:00,3,en,12,2021-03-04 10:00:00,2021-03-04 10:05:00,1.2.3.4,Parent,{one}",
        "2,,2,en,13,2021-03-04 10:00:00,2021-03-04 10:05:00,,Carer,{two}",
        "3,,2,en,14,2021-03-04 10:00:00,2021-03-04 10:05:00,,Parent,",
    ),
    "Online Surveys": (
        "Unique Response Number,1. Which group?,2. What worries you most?,Date started,Date completed",
        "812345-812336-84512345,Parent,{one},04/03/2021 10:00,04/03/2021 10:05",
        "812345-812336-84512346,Carer,{two},04/03/2021 10:00,04/03/2021 10:09",
        "812345-812336-84512347,Parent,,04/03/2021 10:00,04/03/2021 10:09",
    ),
    "SurveyMonkey": (
        "Respondent ID,Collector ID,Start Date,IP Address,Which group?,,What worries you most?",
        ",,,,Parent,Carer,Open-Ended Response",
        "114001,55,03/04/2021,1.2.3.4,Parent,,{one}",
        "114002,55,03/04/2021,1.2.3.5,,Carer,{two}",
        "114003,55,03/04/2021,1.2.3.6,Parent,,",
    ),
    "Qualtrics": (
        "StartDate,IPAddress,ResponseId,Q1,Q2",
        "Start Date,IP Address,Response ID,Which group?,What worries you most?",
        ",".join(f'"{{{{""ImportId"":""{name}""}}}}"' for name in ("start", "ip", "_record", "Q1", "Q2")),
        "2021-03-04,1.2.3.4,R_1abc,Parent,{one}",
        "2021-03-04,1.2.3.4,R_2abc,Carer,{two}",
        "2021-03-04,1.2.3.4,R_3abc,Parent,",
    ),
}


def export(name: str) -> TableFile:
    text = "\n".join(EXPORTS[name]).format(one=f'"{LONG}"', two=f'"{OTHER}"')
    return listed_table("poll.csv", "ab" * 32, table_of(text.encode(), "poll.csv"))


@pytest.mark.parametrize("name", EXPORTS)
def test_each_tool_is_read_as_a_survey_of_its_respondents(name: str) -> None:
    found = export(name)
    assert found.use is TableUse.SURVEY
    assert len(found.table.rows) == 3
    identifier = None if found.identifier is None else found.table.columns[found.identifier]
    numbered = name == "Google Forms"
    assert (identifier is None) == numbered
    assert len(found.answers) == 1
    survey = found.survey()
    assert [label for turn in survey.transcripts[0].turns if (label := turn.label)] == (
        ["R1", "R2"] if numbered else list(found.table.column(found.identifier or 0)[:2])
    )
    assert LONG in survey.transcripts[0].text
    assert len(found.with_layout(SurveyLayout.BY_RESPONDENT).survey().transcripts) == 2


@pytest.mark.parametrize("name", EXPORTS)
def test_who_gave_no_open_answer_keeps_what_is_known_of_them(name: str) -> None:
    values = export(name).values()
    assert values is not None
    group = next(
        place for place, title in enumerate(values.columns) if title.startswith(("Which", "1. W", "group"))
    )
    assert len(values.rows) == 3
    assert values.rows[2][group] == "Parent"


@pytest.mark.parametrize("name", EXPORTS)
def test_what_was_asked_of_nobody_is_left_out_and_times_name_nobody(name: str) -> None:
    found = export(name)
    for place, title in enumerate(found.table.columns):
        if is_technical(title) and place != found.identifier:
            assert found.uses[place] is ColumnUse.LEAVE_OUT
        if is_time(title):
            assert place != found.identifier
            assert found.uses[place] in (ColumnUse.TEXT, ColumnUse.DATE)


def test_questions_have_their_options_where_a_second_row_names_them() -> None:
    header = ["Respondent ID", "Which group?", "", "Why?"]
    names, rows = survey_header(
        header, [(2, ["", "Parent", "Carer", "Response"]), (3, ["1", "Parent", "", "So"])]
    )
    assert names == ["Respondent ID", "Which group?: Parent", "Which group?: Carer", "Why?"]
    assert [line for line, _ in rows] == [3]


def test_an_ordinary_table_keeps_its_first_row() -> None:
    header = ["id", "group", "answer"]
    rows = [(2, ["1", "Parent", "Response"]), (3, ["2", "Carer", "No"])]
    assert survey_header(header, rows) == (header, rows)
    assert known_identifier(["group", "Response ID"]) == 1
    assert known_identifier(["group", "age"]) is None


def test_ragged_rows_are_named_by_line_and_nothing_is_guessed() -> None:
    text = "id,group,answer\n1,Parent,a\n2,Carer\n3,Parent,b,c\n4,Carer,d\n5,Carer,e\n"
    found = table_of(text.encode(), "a.csv")
    assert [row[0] for row in found.rows] == ["1", "2", "4", "5"]
    assert found.lines == (2, 3, 5, 6)
    assert found.warnings == (
        "line 4 has more cells than the 3 columns of the header and was left out",
        "line 3 has fewer cells than the 3 columns of the header; others are empty",
    )
