"""Tests of state.

Tests as well: ``agreed_roles``, ``listed``, ``sources``, ``step``, ``tables``, ``table_uses``,
``code_tables``.
"""

import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.importers.guarded.limits import ImportLimits
from qualcode.importers.name_patterns import name_pattern
from qualcode.importers.reading import transcript_of
from qualcode.importers.tables.surveys import SurveyLayout
from qualcode.importers.tables.table_cells import HeadedTable, table_of
from qualcode.model.checks.invariants import broken_invariants
from qualcode.model.entities import AttributeSubject, AttributeType
from qualcode.model.errors import Cancelled, QualcodeError
from qualcode.model.machine.progress import no_progress
from qualcode.model.study import Study
from qualcode.model.transcript import Role, TranscriptKind
from qualcode.operations.people.attributes import add_attribute
from qualcode.operations.project import new_project
from qualcode.operations.transcripts.documents import add_transcripts
from qualcode.project.importing.listed import ReadFile, RefusedFile, listed
from qualcode.project.importing.sources import FoundSources, read_files
from qualcode.project.importing.speaker_rows import speaker_rows
from qualcode.project.importing.state import ImportState, known_of, work_out
from qualcode.project.importing.table_uses import ColumnUse, TableUse
from qualcode.project.importing.tables import TableFile, listed_table
from qualcode.ui.dialogs.importing.preview import preview_html
from tests.ui.dialogs.material_for_import import MIXED, PEOPLE, SURVEY

EMPTY = Study().after(new_project("Study"))


def state_of(*texts: str, study: Study = EMPTY) -> ImportState:
    files = (listed(transcript_of(text.encode(), f"INT{number}.txt")) for number, text in enumerate(texts))
    return ImportState(known=known_of(study)).with_more(FoundSources(tuple(files)))


@pytest.mark.parametrize(("everywhere", "chosen"), [(False, False), (True, False), (False, True)])
def test_whoever_is_merged_changes_the_kind_that_was_guessed(*, everywhere: bool, chosen: bool) -> None:
    """POPPY and Poppy look like two who are asked, with whoever asks a group; they are one."""
    text = "CH: How was it?\nPoppy: Cold.\nCH: And then?\nPOPPY: Warm.\nCH: Why?\nPoppy: The oven.\n"
    file = listed(transcript_of(text.encode(), "talk.txt")).with_role("CH", Role.INTERVIEWER)
    assert file.transcript.kind is TranscriptKind.FOCUS_GROUP
    state = ImportState(known=known_of(EMPTY)).with_more(FoundSources((file,)))
    if chosen:
        state = state.with_kind(0, TranscriptKind.FOCUS_GROUP)
    merged = state.renamed(0, {"POPPY": "Poppy"}, everywhere=everywhere).files[0]
    kind = TranscriptKind.FOCUS_GROUP if chosen else TranscriptKind.INTERVIEW
    assert merged.transcript.kind is kind
    # With the speakers as they stand in the file, so is what follows from them.
    assert merged.as_read().with_role("CH", Role.INTERVIEWER).transcript.kind is TranscriptKind.FOCUS_GROUP
    # A kind that neither speakers nor name would give was told by the file, and stays.
    told = listed(replace(file.original, kind=TranscriptKind.OTHER))
    assert told.renamed({"POPPY": "Poppy"}).transcript.kind is TranscriptKind.OTHER


def with_table(text: str, name: str = "table.csv", study: Study = EMPTY) -> ImportState:
    table = listed_table(name, "ab" * 32, table_of(text.encode(), name))
    return ImportState(known=known_of(study)).with_more(FoundSources((), (table,)))


def imported(state: ImportState, study: Study = EMPTY) -> Study:
    return study.after(work_out(study, state, no_progress).change)


def values_of(study: Study, name: str) -> dict[str, str]:
    """What is recorded about a participant or transcript of this name, by attribute."""
    rows = {row.name: row.id for row in study.transcripts_in_order}
    rows |= {row.name: row.id for row in study.participants_in_order}
    names = {row.id: row.name for row in study.attributes_in_order}
    return {names[key]: value.value for key, value in study.values_of(rows[name]).items()}


# -- transcripts ----------------------------------------------------------------------------------


def test_what_a_row_says() -> None:
    file = state_of(MIXED).files[0]
    assert file.speakers == "Interviewer (3, interviewer), Participant 1 (1), P1 (2), P2 (2), P 1 (1)"
    assert file.understood == "Doubtful"
    assert file.understood_exactly == "“Participant 1” and “P 1” speak only once."
    plain = listed(transcript_of(b"Once upon a time there was a letter.\nNobody read it.\n", "story.txt"))
    assert (plain.speakers, plain.understood) == ("none found", "None found")


def test_spellings_are_merged_with_one_click() -> None:
    state = state_of(MIXED)
    (proposal,) = state.merge_proposals(0, everywhere=False)
    assert proposal == ("P1", ("Participant 1", "P 1"))
    merged = state.renamed(0, dict.fromkeys(proposal[1], proposal[0]), everywhere=False)
    assert merged.files[0].transcript.labels == {"Interviewer": 3, "P1": 4, "P2": 2}
    assert merged.merge_proposals(0, everywhere=False) == []
    assert merged.as_read(0, everywhere=False).files[0] == state.files[0]


def test_who_is_merged_takes_the_role_of_the_name_that_is_kept() -> None:
    state = state_of(MIXED).renamed(0, {"P2": "Interviewer"}, everywhere=False)
    assert state.files[0].roles["Interviewer"] is Role.INTERVIEWER
    alone = state_of(MIXED).renamed(0, {"Interviewer": "Anna"}, everywhere=False)
    assert alone.files[0].roles["Anna"] is Role.INTERVIEWER


def test_speakers_of_one_file_or_of_all() -> None:
    state = state_of(MIXED, MIXED.replace("letter", "call"))
    one = state.renamed(0, {"P2": "Ben"}, everywhere=False).with_role(0, "P1", Role.OTHER, everywhere=False)
    assert ["Ben" in file.transcript.labels for file in one.files] == [True, False]
    assert [file.roles["P1"] for file in one.files] == [Role.OTHER, Role.PARTICIPANT]
    both = state.renamed(1, {"P2": "Ben"}, everywhere=True).with_role(0, "P1", Role.OTHER, everywhere=True)
    assert ["Ben" in file.transcript.labels for file in both.files] == [True, True]
    assert [file.roles["P1"] for file in both.files] == [Role.OTHER, Role.OTHER]


@given(st.dictionaries(st.sampled_from(["Interviewer", "P1", "P 1", "P2", "nobody"]), st.text(max_size=6)))
def test_no_choice_of_names_changes_a_word(names: dict[str, str]) -> None:
    before = state_of(MIXED)
    after = before.renamed(0, names, everywhere=True).files[0]
    assert after.transcript.text == before.files[0].transcript.text
    assert [turn.span for turn in after.transcript.turns] == [turn.span for turn in after.original.turns]
    assert sum(after.transcript.labels.values()) == sum(after.original.labels.values())
    assert after.as_read() == before.files[0]


def test_details_become_attributes_unless_they_are_not_wanted() -> None:
    state = state_of(MIXED)
    assert values_of(imported(state), "INT0") == {"Date": "3 March 2021", "Place": "online"}
    less = state.with_detail(0, ("Place", "online"), wanted=False, everywhere=False)
    assert values_of(imported(less), "INT0") == {"Date": "3 March 2021"}
    assert less.with_detail(0, ("Place", "online"), wanted=True, everywhere=True) == state


def test_a_file_that_is_there_already_is_left_out_until_it_is_ticked() -> None:
    study = EMPTY.after(add_transcripts(EMPTY, [transcript_of(MIXED.encode(), "old.txt")]).change)
    state = state_of(MIXED, study=study)
    assert not state.ready
    assert state.button == "Import"
    assert state.files[0].notes == "Imported already as “old”. Tick to import it again."
    again = state.wanting(0, wanted=True)
    assert again.button == "Import 1 transcript"
    assert [row.name for row in imported(again, study).transcripts_in_order] == ["old", "INT0"]


def test_a_file_that_is_twice_in_the_list_is_imported_once() -> None:
    state = state_of(MIXED, MIXED)
    assert [file.wanted for file in state.files] == [True, False]
    assert state.files[1].repeat == "The same file as “INT0.txt”."
    assert state.with_more(FoundSources(state.files)).files == state.files


def test_kind_removal_and_words() -> None:
    state = state_of(MIXED).with_more(FoundSources(refused=(RefusedFile("a.docx", "It is broken."),)))
    assert state.with_kind(0, TranscriptKind.OTHER).files[0].ready.kind is TranscriptKind.OTHER
    transcript = state.files[0].original
    said = [transcript.text[turn.speech : turn.span.end] for turn in transcript.turns]
    assert sum(len(speech.split()) for speech in said) == 45
    assert state.summary == "About 45 words in 1 file. One file cannot be imported."
    assert state.done == "Imported 1 transcript. One file could not be imported."
    assert state.without(state.rows[0]).rows == state.refused
    assert state.without(state.rows[1]).rows == state.files
    assert state.after_import().rows == state.refused


def test_the_preview_shows_turns_as_they_will_be_and_runs_nothing() -> None:
    text = "INT: So?\nP1: A <b>bold</b> word.\n" + "INT: And?\nP1: Well.\n" * 20
    html = preview_html(
        listed(transcript_of(text.encode(), "a.txt")).renamed({"P1": "R&B"}).transcript, "#555"
    )
    assert "&lt;b&gt;bold&lt;/b&gt;" in html
    assert "R&amp;B" in html
    assert "and 12 more turns" in html


# -- tables ---------------------------------------------------------------------------------------


def test_a_data_list_is_recognised_with_types_and_recorded() -> None:
    state = with_table(PEOPLE, "people.csv")
    table = state.tables[0]
    assert table.use is TableUse.PARTICIPANTS
    assert table.uses[1:] == (ColumnUse.TEXT, ColumnUse.CHOICE, ColumnUse.YES_NO)
    assert table.outcome == "3 attributes of 6 participants."
    assert state.button == "Import 1 data list"
    study = imported(state)
    assert values_of(study, "Kofi") == {"age": "41", "satisfied": "dissatisfied", "consent": "no"}
    (choice,) = [row for row in study.attributes_in_order if row.type is AttributeType.CHOICE]
    assert choice.choices == ("dissatisfied", "satisfied", "very satisfied")


def test_values_that_do_not_fit_the_type_chosen_are_shown_and_left_out() -> None:
    state = with_table(PEOPLE)
    table = state.tables[0].with_column(1, ColumnUse.NUMBER).with_column(2, ColumnUse.LEAVE_OUT)
    assert table.misfits(1) == ("n/a",)
    study = imported(state.with_table(0, table))
    assert values_of(study, "Ruth") == {"age": "34", "consent": "yes"}
    assert values_of(study, "Siobhan") == {"consent": "yes"}


def test_an_attribute_that_is_there_keeps_its_type() -> None:
    study = EMPTY.after(add_attribute(EMPTY, "Age", AttributeSubject.PARTICIPANT, AttributeType.NUMBER)[1])
    state = with_table(PEOPLE, study=study)
    assert state.tables[0].known_type(1) is AttributeType.NUMBER
    assert state.tables[0].misfits(1) == ("n/a",)
    assert values_of(imported(state, study), "Ruth")["Age"] == "34"


def test_a_list_of_transcripts_is_about_those_that_come_with_it() -> None:
    texts = state_of(MIXED)
    lists = with_table("file,wave\nINT0.txt,first\nINT9.txt,second\n")
    assert lists.tables[0].use is TableUse.TRANSCRIPTS
    state = replace(texts, tables=lists.tables)
    left_out = "1 attribute of 2 transcripts. Left out, as there is no such transcript: “INT9.txt”."
    assert state.notes_of(state.tables[0]) == left_out
    assert values_of(imported(state), "INT0")["wave"] == "first"


def test_a_table_without_attributes_says_so_and_is_not_imported() -> None:
    state = with_table(PEOPLE)
    table = state.tables[0]
    for place in range(1, 4):
        table = table.with_column(place, ColumnUse.LEAVE_OUT)
    state = state.with_table(0, table)
    assert table.notes == "Choose a column that becomes an attribute."
    assert not state.ready


@pytest.mark.parametrize(
    ("layout", "names", "turns"),
    [
        (SurveyLayout.BY_QUESTION, ["What worries you most?", "What would make you trust it?"], 7),
        (SurveyLayout.BY_RESPONDENT, ["poll R1", "poll R2", "poll R3", "poll R4"], 14),
    ],
)  # fmt: skip
def test_a_survey_becomes_transcripts(layout: SurveyLayout, names: list[str], turns: int) -> None:
    state = with_table(SURVEY, "poll.csv")
    assert state.tables[0].use is TableUse.SURVEY
    state = state.with_table(0, state.tables[0].with_layout(layout))
    assert state.button == f"Import {len(names)} transcripts"
    assert len(state.tables[0].survey().transcripts) == len(names)
    study = imported(state)
    assert [row.name for row in study.transcripts_in_order] == names
    assert sum(len(study.turns_of(row.id)) for row in study.transcripts_in_order) == turns
    # One respondent is one participant, in whatever transcript, with the attributes.
    assert [row.name for row in study.participants_in_order] == [f"poll R{n}" for n in range(1, 5)]
    assert values_of(study, "poll R4") == {"age band": "25-29", "joined": "2021-04-09"}


def test_a_survey_that_is_there_already_is_left_out() -> None:
    study = imported(with_table(SURVEY))
    again = with_table(SURVEY, study=study)
    assert not again.tables[0].wanted
    assert again.tables[0].notes.startswith("Imported already. Tick to import it again.")


def test_another_use_another_identifier() -> None:
    table = with_table(SURVEY).tables[0]
    as_list = table.with_use(TableUse.PARTICIPANTS)
    assert ColumnUse.ANSWERS not in as_list.choices
    assert ColumnUse.ANSWERS not in as_list.uses
    numbered = table.with_identifier(None)
    assert numbered.uses[0] is ColumnUse.TEXT
    assert [name for name, _ in numbered.survey().rows] == ["R1", "R2", "R3", "R4"]
    no_answers = numbered.with_column(3, ColumnUse.LEAVE_OUT).with_column(4, ColumnUse.LEAVE_OUT)
    assert no_answers.outcome == "Choose a column that holds open answers."
    assert no_answers.transcripts == 0


BOOK = "Kode;Farbe;Definition\nTrust;blau;Relying on others\nTrust/firms;reddish;Who is paid\nTrust/gain;;\n"


def test_a_codebook_is_offered_as_one_and_imported_without_the_cell_that_says_nothing() -> None:
    state = with_table(BOOK)
    (table,) = state.tables
    assert (table.use, table.wanted) == (TableUse.CODEBOOK, True)
    assert state.button == "Import 1 codebook"
    assert "line 3: “reddish” is not a colour" in table.notes.casefold()
    study = imported(state)
    paths = [study.path(code.id) for code in study.codes_in_order]
    assert paths == ["Trust", "Trust > firms", "Trust > gain"]
    assert study.code_named("Trust").colour == "#1f77b4"
    assert study.code_named("firms").definition == "Who is paid"


def test_the_columns_and_levels_of_a_codebook_can_be_settled() -> None:
    state = with_table(BOOK)
    plain = state.tables[0].with_separator("").with_column(2, ColumnUse.MEMO)
    study = imported(state.with_table(0, plain))
    assert [code.name for code in study.codes_in_order] == ["Trust", "Trust/firms", "Trust/gain"]
    assert study.code_named("Trust").memo == "Relying on others"
    as_list = state.tables[0].with_use(TableUse.PARTICIPANTS)
    assert as_list.attributes
    assert as_list.with_use(TableUse.CODEBOOK).uses == state.tables[0].uses


CODINGS = (
    "transcript,code,coder,start,end,text,memo\nINT0,trust,AB,5,9,,why\n"
    "INT0,trust,AB,1,900,,\nnowhere,trust,AB,1,2,,\n"
)


def test_codings_are_imported_beside_their_transcripts_without_the_rows_that_do_not_fit() -> None:
    state = state_of("INT: Why?\nP1: So.\n")
    state = state.with_more(FoundSources((), with_table(CODINGS).tables))
    assert state.button == "Import 1 transcript and 1 table of codings"
    done = work_out(EMPTY, state, no_progress)
    study = EMPTY.after(done.change)
    transcript = study.transcript_named("INT0")
    assert [study.quoted(transcript.id, row.span) for row in study.codings_of(transcript.id)] == ["Why?"]
    assert [fault.partition(":")[0] for fault in done.faults] == [
        "table.csv, line 3",
        "table.csv, line 4",
    ]
    assert broken_invariants(study) == []


def test_codings_without_a_column_they_need_are_not_imported() -> None:
    state = with_table(CODINGS)
    less = state.with_table(0, state.tables[0].with_column(3, ColumnUse.LEAVE_OUT))
    assert less.tables[0].problem == "Choose a column for: start."
    assert not less.ready


CELLS = st.sampled_from(["", "A", "a", "B", "12", "1,5", "2021-03-01", "yes", "=1+1", "R1", "Öl", "x\ny"])


@given(
    st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=6),
    st.sampled_from(list(TableUse)),
    st.sampled_from([None, 0, 1, 2]),
    st.lists(st.sampled_from(list(ColumnUse)), min_size=3, max_size=3),
    st.sampled_from(list(SurveyLayout)),
)
def test_whatever_is_chosen_a_table_is_imported_whole_or_refused(
    rows: list[list[str]],
    use: TableUse,
    identifier: int | None,
    columns: list[ColumnUse],
    layout: SurveyLayout,
) -> None:
    table = HeadedTable(("name", "file", "Name "), tuple(tuple(row) for row in rows))
    choice = listed_table("t.csv", "ab" * 32, table).with_use(use).with_layout(layout)
    if identifier is not None or use is TableUse.SURVEY:
        choice = choice.with_identifier(identifier)
    for place, column in enumerate(columns):
        if column in choice.choices:
            choice = choice.with_column(place, column)
    state = ImportState(tables=(choice,))
    assert all(state.notes_of(choice) and words for words in (choice.notes, choice.outcome))
    try:
        study = imported(state)
    except QualcodeError:
        return
    assert broken_invariants(study) == []
    expected = choice.transcripts if not choice.problem else 0
    assert len(study.transcripts) == expected


# -- reading --------------------------------------------------------------------------------------


def test_files_and_tables_are_read_in_processes_of_their_own(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(MIXED, "utf-8")
    (tmp_path / "people.csv").write_text(PEOPLE, "utf-8")
    (tmp_path / "empty.csv").write_text("name,age\n", "utf-8")
    (tmp_path / "bad.xlsx").write_bytes(b"PK\x03\x04 nothing")
    found = read_files([tmp_path], no_progress)
    assert [file.name for file in found.files] == ["a.txt"]
    assert [table.name for table in found.tables] == ["people.csv"]
    assert {file.name for file in found.refused} == {"empty.csv", "bad.xlsx"}
    assert all(file.reason.endswith(".") for file in found.refused)
    assert RefusedFile("empty.csv", "The table has no rows below its header.") in found.refused


def test_stopping_while_tables_are_read(tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / f"{number}.csv").write_text(PEOPLE, "utf-8")
    seen: list[str] = []

    def stop_at_the_second_round(done: int, total: int, what: str) -> None:
        seen.append(what)
        if "" in seen:
            raise Cancelled

    with pytest.raises(Cancelled):
        read_files([tmp_path], stop_at_the_second_round)


def test_rows_that_are_left_out_are_told() -> None:
    table = listed_table("t.csv", "", table_of(b"name,x\nA,1\nA,2\n,3\n", "t.csv"))
    assert isinstance(table, TableFile)
    # Names that stand twice are no good names: the other column is proposed.
    assert table.identifier == 1
    told = table.with_identifier(0).notes
    assert "1 row without identifier left out." in told
    assert "Named twice, the first row counts: A." in told


def test_tables_in_an_archive_are_read_beside_its_transcripts(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("in/INT1.txt", MIXED)
        archive.writestr("in/people.csv", PEOPLE)
        archive.writestr("in/broken.xlsx", b"PK\x03\x04 nothing")
    found = read_files([tmp_path / "all.zip"], no_progress)
    assert [file.name for file in found.files] == ["INT1.txt"]
    assert [table.name for table in found.tables] == ["people.csv"]
    assert [file.name for file in found.refused] == ["broken.xlsx"]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds the memory of a process")
def test_a_table_that_needs_too_much_memory_is_refused_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("name,x\n" + "one,two\n" * 4_000_000, "utf-8")
    (tmp_path / "b.csv").write_text(PEOPLE, "utf-8")
    limits = ImportLimits(memory_bytes=400 * 1024 * 1024, file_bytes=10**9, text_characters=10**9)
    found = read_files([tmp_path], no_progress, limits)
    assert [table.name for table in found.tables] == ["b.csv"]
    assert [file.name for file in found.refused] == ["a.csv"]
    assert "memory" in found.refused[0].reason


def test_names_of_files_tell_attributes_but_the_header_is_believed_first() -> None:
    raw = b"Date: 3 March 2021\n\nInterviewer: So?\nP1: Well.\n"
    file = listed(transcript_of(raw, "FG_Leeds_2021-04-05.txt", kind=TranscriptKind.OTHER))
    state = ImportState(known=known_of(EMPTY)).with_more(FoundSources((file,)))
    told = state.with_name_pattern(name_pattern("{kind}_{site}_{date}"))
    assert told.files[0].details == (("Date", "3 March 2021"), ("kind", "FG"), ("site", "Leeds"))
    assert told.files[0].transcript.kind is TranscriptKind.FOCUS_GROUP
    less = told.with_detail(0, ("kind", "FG"), wanted=False, everywhere=False)
    study = imported(less)
    assert values_of(study, "FG_Leeds_2021-04-05") == {"Date": "3 March 2021", "site": "Leeds"}


def test_what_a_header_tells_may_be_of_the_participant() -> None:
    head = "Interview 4\nInterviewee\tRuth Smith\nYears in post\t12\nConsent\tYes\n\n"
    raw = (head + "Interviewer: So?\nRuth: Well.\n" * 3).encode()
    file = listed(transcript_of(raw, "INT4.txt"))
    assert file.participants == ("Ruth",)
    state = ImportState(known=known_of(EMPTY)).with_more(FoundSources((file,))).with_details_of(0, "Ruth")
    study = imported(state.with_detail(0, ("Interviewee", "Ruth Smith"), wanted=False, everywhere=False))
    assert values_of(study, "Ruth") == {"Years in post": "12", "Consent": "yes"}
    assert values_of(study, "INT4") == {}
    assert values_of(imported(state.with_details_of(0, "")), "INT4")["Years in post"] == "12"
    # Somebody who does not speak there has no attributes from there.
    assert values_of(imported(state.with_details_of(0, "Nobody")), "INT4")["Consent"] == "Yes"


ONCE = "MOD: So?\nAna: Yes.\nMOD: And?\nBen: No.\nMOD: Why?\nBen: Because.\n"
"""Ana speaks only once."""


@pytest.mark.parametrize(
    ("names", "verdict"),
    [
        ({}, "“Ana” speaks only once."),
        ({"Ana": "Ben"}, "Speaker labels: clear."),
        ({"Ben": "Ana"}, "Speaker labels: clear."),
        ({"Ana": "Anna"}, "Speaker labels: clear."),
        ({"Ben": "Benjamin"}, "“Ana” speaks only once."),
    ],
)
def test_what_a_person_says_of_a_label_settles_what_was_doubtful_about_it(
    names: dict[str, str], verdict: str
) -> None:
    (file,) = state_of(ONCE).files
    now = file.renamed(names)
    assert now.understood_exactly == verdict
    assert now.is_clear is verdict.endswith("clear.")
    assert [row.label for row in speaker_rows(now) if row.doubt] == ["Ana"] * (not now.is_clear)
    assert now.as_read().understood_exactly == "“Ana” speaks only once."


def test_a_doubt_is_said_under_the_names_that_speakers_have_now() -> None:
    (file,) = state_of(f"{ONCE}Ana: Well.\nBen; I think.\nMOD: So.\n").files
    assert file.verdict == "“Ben” may be a speaker in 1 more line."
    assert file.renamed({"Ben": "Benjamin"}).verdict == "“Benjamin” may be a speaker in 1 more line."
    (none,) = state_of("Apples: three\nPears: five\n").files
    assert none.renamed({"Apples": "P1"}).verdict == none.original.verdict


def test_what_is_doubtful_besides_labels_stays_where_they_are_settled() -> None:
    (file,) = state_of(f"{ONCE}MOD: Why? Ben: Because.\nMOD: Ah.\n").files
    assert file.verdict == "“Ana” speaks only once; 1 line may hold a second speaker."
    assert file.renamed({"Ana": "Ben"}).verdict == "1 line may hold a second speaker."


# -- one person, one role -------------------------------------------------------------------------

ASKED = """Ingrid Saar: What happened then?
Mo: I went home. It was late, and nobody had said a word to me all day.
Ingrid Saar: And after that?
Mo: I slept.
"""
TOLD = """Tarek: How is the house?
Ingrid: Cold. We burnt the chairs in the end, and then the table.
Tarek: And now?
Ingrid: Better.
"""


def role_in(state: ImportState, place: int, name: str) -> Role:
    return state.files[place].roles[name]


def test_a_label_that_is_renamed_to_a_person_with_a_role_takes_it() -> None:
    state = state_of(ASKED, ASKED.replace("home", "away"), TOLD)
    state = state.with_role(0, "Ingrid Saar", Role.INTERVIEWER, everywhere=True)
    named = state.renamed(2, {"Ingrid": "Ingrid Saar"}, everywhere=False)
    assert role_in(named, 2, "Ingrid Saar") is Role.INTERVIEWER
    assert not any(file.role_doubts for file in named.files)
    # Somebody who says otherwise of this file is believed, and the difference is said.
    told = named.with_role(2, "Ingrid Saar", Role.PARTICIPANT, everywhere=False)
    assert [file.role_doubts for file in told.files] == [
        (), (), ("Ingrid Saar is a participant here and an interviewer in 2 other files.",),
    ]  # fmt: skip
    assert not told.files[2].is_clear
    assert told.files[2].understood == "Doubtful"
    # A choice made before the new name holds under it.
    first = state.with_role(2, "Ingrid", Role.PARTICIPANT, everywhere=False)
    kept = first.renamed(2, {"Ingrid": "Ingrid Saar"}, everywhere=False)
    assert role_in(kept, 2, "Ingrid Saar") is Role.PARTICIPANT
    # What is not imported is in nobody's way.
    assert not any(file.role_doubts for file in told.wanting(2, wanted=False).files)


def test_a_person_whom_the_project_knows_has_the_same_role_in_a_new_file() -> None:
    first = state_of(ASKED).with_role(0, "Ingrid Saar", Role.INTERVIEWER, everywhere=False)
    study = imported(first)
    again = state_of(TOLD.replace("Ingrid", "Ingrid Saar"), study=study)
    assert role_in(again, 0, "Ingrid Saar") is Role.INTERVIEWER
    assert role_in(state_of(TOLD, study=study), 0, "Ingrid") is Role.PARTICIPANT
    renamed = state_of(TOLD, study=study).renamed(0, {"Ingrid": "Ingrid Saar"}, everywhere=False)
    assert role_in(renamed, 0, "Ingrid Saar") is Role.INTERVIEWER
    told = again.with_role(0, "Ingrid Saar", Role.PARTICIPANT, everywhere=False)
    assert told.files[0].role_doubts == (
        "Ingrid Saar is a participant here and an interviewer in the project.",
    )
    assert role_in(told.as_read(0, everywhere=False), 0, "Ingrid Saar") is Role.INTERVIEWER


def test_labels_that_mean_somebody_else_in_each_file_have_a_role_of_their_own() -> None:
    state = state_of("P1: Yes.\nP2: No.\nP1: Well.\n", "P1: Who?\nP2: Me.\nP1: Oh.\n")
    told = state.with_role(0, "P1", Role.INTERVIEWER, everywhere=False)
    assert role_in(told, 1, "P1") is not Role.INTERVIEWER
    assert not any(file.role_doubts for file in told.files)


def test_after_a_choice_only_the_turns_of_the_file_it_is_about_are_gone_through(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    state = state_of(*(ASKED.replace("home", f"home {number}") for number in range(40)))
    counted: list[ReadFile] = []
    count = ReadFile._counted_roles

    def noted(file: ReadFile) -> dict[str, Role]:
        counted.append(file)
        return count(file)

    monkeypatch.setattr(ReadFile, "_counted_roles", noted)
    told = state.with_role(3, "Mo", Role.INTERVIEWER, everywhere=False)
    assert {file.name for file in counted} <= {told.files[3].name}
    assert told.files[3].role_doubts
    assert role_in(told, 3, "Mo") is Role.INTERVIEWER


def test_who_only_asks_may_be_the_interviewer_until_their_role_is_chosen() -> None:
    text = "Maya: And then?\nMo: I went home.\n" * 5
    state = state_of(text, text.replace("Maya", "Interviewer"))
    said = "Maya asks a question in nearly every turn and may be the interviewer."
    assert [file.role_doubts for file in state.files] == [(said,), ()]
    assert state.files[0].understood == "Doubtful"
    for role in (Role.INTERVIEWER, Role.PARTICIPANT):
        assert state.with_role(0, "Maya", role, everywhere=False).files[0].role_doubts == ()
    named = state.renamed(0, {"Maya": "Maya Chen"}, everywhere=False)
    assert named.files[0].role_doubts == (said.replace("Maya", "Maya Chen"),)
