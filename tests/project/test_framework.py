"""The framework matrix: out to files and in again, every summary in its cell.

Tests: ``analysis.framework``, ``exporters.passages.framework_file``,
``exporters.passages.framework_document``, ``importers.tables.summaries_file``,
``operations.people.summary_import``.
"""

import tempfile
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from qualcode.analysis.crosstab import code_table
from qualcode.analysis.framework import framework
from qualcode.analysis.participant_figures import segments_by_participant
from qualcode.analysis.quoted_passages import quoted_passages
from qualcode.analysis.retrieval import segments
from qualcode.analysis.table_request import TableRequest
from qualcode.exporters.document.blocks import (
    Block,
    Contents,
    Density,
    Heading,
    ListOf,
    NewPage,
    QuoteBlock,
    Run,
    TableBlock,
    plain,
)
from qualcode.exporters.document.room import OUR_PAGE, fitted
from qualcode.exporters.passages.framework_document import (
    EVIDENCE,
    framework_document,
)
from qualcode.importers.reading import transcript_of
from qualcode.importers.tables.summaries_file import read_summaries
from qualcode.language.measures import SpacyMeasures
from qualcode.model.change import ChangeSet, added
from qualcode.model.codes.code_names import code_numbers, names_in_documents
from qualcode.model.entities import AttributeSubject, Participant, Summary
from qualcode.model.errors import QualcodeError
from qualcode.model.front import Front
from qualcode.model.identity import new_id
from qualcode.model.questions.words import ColumnsBy
from qualcode.model.results.report_values import SummaryRow
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.operations.codes.codebook import add_code
from qualcode.operations.codings.coding import apply_code
from qualcode.operations.people.attribute_import import import_attributes
from qualcode.operations.people.summaries import set_summary
from qualcode.operations.people.summary_import import import_summaries
from qualcode.operations.transcripts.documents import add_transcripts
from qualcode.project.reports.reports import FrameworkRequest, export_framework, framework_passages
from tests.exporters.reading import csv_table, sheets
from tests.support.profiles import of_hundred
from tests.support.studies import example_study, studies

TEXTS = ("She wants a say.", "=1+1", "two\nlines", '🙂 ‘quoted’, "so"', "- minus")


def summarised(study: Study) -> Study:
    """The example with a summary for each of P1 and P2, under two codes."""
    people = [row for row in study.participants_in_order if row.role == "participant"]
    for number, (person, name) in enumerate(zip(people, ("privacy", "stigma", "privacy"), strict=False)):
        code = study.code_named(name)
        study = study.after(set_summary(study, person.id, code.id, TEXTS[number], "AB"))
    return study


def texts(study: Study) -> dict[tuple[UUID, UUID], str]:
    return {key: row.text for key, row in study.summaries.items()}


@settings(max_examples=of_hundred(15))
@given(studies(), st.data(), st.booleans(), st.sampled_from((".csv", ".xlsx")), st.booleans())
def test_out_and_in_again_gives_the_same_summaries(
    study: Study, data: st.DataObject, tidy: bool, ending: str, counts: bool
) -> None:
    for person in study.participants_in_order:
        for code in study.codes_in_order:
            text = data.draw(st.sampled_from(("", *TEXTS)))
            study = study.after(set_summary(study, person.id, code.id, text, "AB"))
    bare = Study({**study.tables, Summary: {}}, study.turns, study.codings, study.step)
    if not study.summaries:
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"matrix{ending}"
        export_framework(path, study, FrameworkRequest(tidy=tidy, counts=counts))
        found = import_summaries(bare, read_summaries(path), "AB")
    assert texts(bare.after(found.change)) == texts(study)
    assert (found.added, found.changed, found.same) == (len(study.summaries), 0, 0)


def test_counts_are_those_of_the_table_of_codes() -> None:
    study = example_study()
    found = framework(study, [row.id for row in study.codes_in_order if row.codable], counts=True)
    table = code_table(study, TableRequest(by=ColumnsBy.PARTICIPANT), SpacyMeasures())
    expected = {
        (column.id, row.id): int(table.values[place, number])
        for place, row in enumerate(table.rows)
        for number, column in enumerate(table.columns)
    }
    for person in found.participants:
        for code in found.codes:
            assert found.count(person, code) == expected[person.id, code.id]


def tables_of(study: Study, request: FrameworkRequest) -> tuple[list[TableBlock], list[Block]]:
    """The tables of the document, and all its blocks."""
    found = framework(
        study, request.codes, counts=request.counts, transcripts=request.transcripts, empty=request.empty
    )
    passages = framework_passages(study, found, request, SpacyMeasures())
    blocks = list(framework_document(Front(title="Framework"), study, found, passages).blocks)
    return [block for block in blocks if isinstance(block, TableBlock)], blocks


def test_the_document_has_every_participant_in_every_part() -> None:
    study = summarised(example_study())
    for name in ("consent", "courage", "hope", "luck"):
        study = study.after(add_code(study, name)[1])
    codes = [row.id for row in study.codes_in_order]
    person = study.participants_in_order[0]
    for code in codes[-4:]:
        study = study.after(set_summary(study, person.id, code, "In short.", "AB"))
    parts, _ = tables_of(study, FrameworkRequest(codes=tuple(codes), counts=True))
    assert len(parts) == 2
    people = [row.name for row in framework(study, codes).participants]
    assert all([plain(row[0].words) for row in part.rows] == people for part in parts)
    names = [column.name for part in parts for column in part.columns[1:]]
    assert names == [names_in_documents(study)[code] for code in codes]
    assert "She wants a say.\n2 segments" in {
        plain(cell.words) for part in parts for row in part.rows for cell in row
    }
    assert not any(part.torn for part in parts)


def test_dots_alone_stand_close_and_words_have_room() -> None:
    study = example_study()
    for number in range(12):
        study = study.after(add_code(study, f"code {number}")[1])
    codes = tuple(study.code_named(f"code {number}").id for number in range(12))
    (close,), _ = tables_of(study, FrameworkRequest(codes=codes))
    assert len(close.columns) == 13
    assert all(column.upright for column in close.columns[1:])
    person = study.participants_in_order[0]
    study = study.after(set_summary(study, person.id, codes[0], "Words.", "AB"))
    (mixed,), _ = tables_of(study, FrameworkRequest(codes=codes, counts=True))
    assert [column.upright for column in mixed.columns] == [False, False, *[True] * 11]
    for code in codes:
        study = study.after(set_summary(study, person.id, code, "Words.", "AB"))
    parts, _ = tables_of(study, FrameworkRequest(codes=codes, counts=True))
    assert [len(part.columns) for part in parts] == [5, 5, 5]
    assert not any(column.upright for part in parts for column in part.columns)


@settings(max_examples=of_hundred(20))
@given(st.lists(st.booleans(), min_size=1, max_size=60))
def test_codes_with_and_without_words_stand_in_order_on_pages_that_hold_them(written: list[bool]) -> None:
    study = example_study()
    person = study.participants_in_order[0]
    for number, words in enumerate(written):
        study = study.after(add_code(study, f"code {number}")[1])
        if words:
            code = study.code_named(f"code {number}")
            study = study.after(set_summary(study, person.id, code.id, "Words.", "AB"))
    codes = tuple(study.code_named(f"code {number}").id for number in range(len(written)))
    parts, _ = tables_of(study, FrameworkRequest(codes=codes))
    shown = [column for part in parts for column in part.columns[1:]]
    assert [column.name for column in shown] == [names_in_documents(study)[code] for code in codes]
    assert not any(column.upright for column, words in zip(shown, written, strict=True) if words)
    for part in parts:
        dots = [column for column in part.columns[1:] if column.width < 1]
        # Names above dots stand upright only where the table has no room for them as usual.
        room = 1.7 * (len(part.columns) - 1 - len(dots)) + 0.85 * len(dots) <= 5 * 1.7 + 0.01
        assert all(column.upright is not (room and any(written)) for column in dots)
        assert sum(column.width for column in part.columns[1:]) <= 5 * 1.7 + 0.01
        assert 0 < part.share <= 1


def test_figures_alone_stand_as_close_as_dots() -> None:
    study = example_study()
    codes = tuple(row.id for row in study.codes_in_order if row.codable)
    (table,), _ = tables_of(study, FrameworkRequest(codes=codes, counts=True))
    found = framework(study, codes, counts=True)
    for person, row in zip(found.participants, table.rows, strict=True):
        for code, cell in zip(found.codes, row[1:], strict=True):
            assert plain(cell.words) == (str(found.count(person, code) or ""))
    assert table.density is Density.TIGHT
    assert table.notes == ("No summaries were written; figures are coded segments.",)


def test_rows_that_do_not_fit_a_page_are_parted_evenly() -> None:
    study = example_study()
    people = [Participant(new_id(), f"Person {number}", 100 + number) for number in range(80)]
    study = study.after(ChangeSet("People", tuple(added(row) for row in people)))
    codes = tuple(row.id for row in study.codes_in_order if row.codable)
    parts, blocks = tables_of(study, FrameworkRequest(codes=codes, empty=True))
    assert len(parts) == 2
    assert abs(len(parts[0].rows) - len(parts[1].rows)) <= 1
    # Upright, a part begins where the one before it ends, if it has room there.
    assert [type(block) for block in blocks[:2]] == [TableBlock, TableBlock]
    shown = [plain(row[0].words) for part in parts for row in part.rows]
    assert shown == [row.name for row in framework(study, codes, empty=True).participants]


@pytest.mark.parametrize(("people", "two"), [(10, Density.TIGHT), (24, Density.FINE), (36, Density.TIGHT)])
def test_figures_alone_are_in_the_finest_letters_where_a_page_holds_two_tables_of_them(
    people: int, two: Density
) -> None:
    study = example_study()
    more = people - len(study.participants_in_order)
    named = [Participant(new_id(), f"Person {number}", 100 + number) for number in range(more)]
    study = study.after(ChangeSet("People", tuple(added(row) for row in named)))
    for number in range(60):
        study = study.after(add_code(study, f"a code with a name of its own {number}")[1])
    codes = tuple(row.id for row in study.codes_in_order if row.name.startswith("a code"))
    parts, _ = tables_of(study, FrameworkRequest(codes=codes, empty=True, counts=True))
    assert len(parts) > 1
    assert {part.density for part in parts} == {two}
    one, _ = tables_of(study, FrameworkRequest(codes=codes[:20], empty=True, counts=True))
    assert [part.density for part in one] == [Density.TIGHT]


def test_a_dot_is_where_segments_are_and_no_summary() -> None:
    study = example_study()
    codes = tuple(row.id for row in study.codes_in_order if row.codable)
    (table,), _ = tables_of(study, FrameworkRequest(codes=codes))
    found = framework(study, codes)
    for person, row in zip(found.participants, table.rows, strict=True):
        for code, cell in zip(found.codes, row[1:], strict=True):
            assert (plain(cell.words) == EVIDENCE) == ((person.id, code.id) in found.evidence)
    assert table.notes == ("No summaries were written; a dot marks coded segments.",)
    written = study
    for person_id, code_id in found.evidence:
        written = written.after(set_summary(written, person_id, code_id, "Words.", "AB"))
    (table,), _ = tables_of(written, FrameworkRequest(codes=codes))
    assert table.notes == ()


def test_figures_beside_summaries_are_said_to_be_of_codes_without_any() -> None:
    study = example_study()
    codes = tuple(row.id for row in study.codes_in_order if row.codable)
    person = study.participants_in_order[0]
    study = study.after(set_summary(study, person.id, codes[0], "Words.", "AB"))
    (table,), _ = tables_of(study, FrameworkRequest(codes=codes, counts=True))
    assert table.notes[-1] == (
        "A figure alone is the number of coded segments under a code that has no summaries yet."
    )
    alone = [plain(row[place].words).isdigit() for row in table.rows for place in range(2, len(row))]
    assert any(alone)
    assert not any(plain(row[1].words).isdigit() for row in table.rows)


def test_each_cell_leads_to_its_passages_and_each_passage_is_given_once() -> None:
    study = summarised(example_study())
    codes = tuple(row.id for row in study.codes_in_order if row.codable)
    tables, blocks = tables_of(study, FrameworkRequest(codes=codes, passages=True))
    links = {
        run.link
        for table in tables
        for row in table.rows
        for cell in row
        for run in cell.words
        if isinstance(run, Run) and run.link
    }
    anchors = [block.anchor for block in blocks if isinstance(block, Heading) and block.level == 3]
    assert links == set(anchors)
    assert len(anchors) == len(framework(study, codes).evidence)
    merged = list(quoted_passages(study, segments(study)))
    assert sum(isinstance(block, QuoteBlock) for block in blocks) == len(merged)
    without, plainly = tables_of(study, FrameworkRequest(codes=codes))
    assert not any(isinstance(block, QuoteBlock) for block in plainly)
    assert len(without) == len(tables)


def test_passages_need_consent_and_say_how_many_are_left_out() -> None:
    study = example_study()
    columns = ("participant", "consent to quote")
    rows = [["FG1-P1", "no"], ["FG1-P2", "no"]]
    study = study.after(import_attributes(study, AttributeSubject.PARTICIPANT, columns, rows).change)
    codes = tuple(row.id for row in study.codes_in_order if row.codable)
    found = framework(study, codes)
    kept = framework_passages(study, found, FrameworkRequest(passages=True), SpacyMeasures())
    assert not kept.by_cell
    assert (kept.notes, kept.left_out) == ((), 4)
    everybody = framework_passages(
        study, found, FrameworkRequest(passages=True, consent=False), SpacyMeasures()
    )
    assert len(everybody.by_cell) == len(found.evidence)


def test_empty_participants_are_left_out_where_that_is_asked() -> None:
    study = summarised(example_study())
    code = study.code_named("stigma").id
    everybody, filled = framework(study, [code]), framework(study, [code], empty=False)
    there = {person for person, _ in everybody.evidence} | {row[0] for row in everybody.texts}
    assert {row.id for row in filled.participants} == there
    assert len(filled.participants) < len(everybody.participants)
    assert ("left out", "participants without summary or segment") in filled.about.facts


@settings(max_examples=of_hundred(20))
@given(studies())
def test_codes_with_segments_are_columns_beside_those_with_summaries(study: Study) -> None:
    spoken = {key[1] for key in segments_by_participant(study)}
    codable = [row for row in study.codes_in_order if row.codable]
    person = next((row for row in study.participants_in_order if row.role == "participant"), None)
    if not codable or person is None or study.summaries:
        return
    code = codable[0]
    assert "codes left out" not in dict(framework(study).about.facts)
    found = framework(study.after(set_summary(study, person.id, code.id, "In short.", "AB")))
    assert {row.id for row in found.codes} == spoken | {code.id}
    told = dict(found.about.facts).get("codes left out", "0")
    unused = [row for row in codable if row.id not in spoken | {code.id}]
    assert int(told.split()[0].replace(",", "")) == len(unused)
    assert all(row.name in told for row in unused[:10])
    assert "codes left out" not in dict(framework(study, [code.id]).about.facts)


def test_only_what_is_written_is_shown(tmp_path: Path) -> None:
    study = summarised(example_study())
    export_framework(tmp_path / "a.csv", study, FrameworkRequest())
    header, *rows = csv_table(tmp_path / "a.csv")
    assert header == ["participant", "stigma", "privacy"]
    assert sum(bool(cell) for row in rows for cell in row[1:]) == len(study.summaries)
    export_framework(tmp_path / "a.xlsx", study, FrameworkRequest())
    assert list(sheets(tmp_path / "a.xlsx")) == ["About", "Framework"]


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".docx", ".html", ".pdf"])
def test_the_same_study_gives_the_same_bytes(tmp_path: Path, ending: str) -> None:
    study = summarised(example_study())
    for name in ("a", "b"):
        export_framework(tmp_path / f"{name}{ending}", study, FrameworkRequest(counts=True, passages=True))
    assert (tmp_path / f"a{ending}").read_bytes() == (tmp_path / f"b{ending}").read_bytes()


def test_a_row_that_does_not_fit_stops_all() -> None:
    study = example_study()
    person = study.participants_in_order[0].name
    rows = [
        SummaryRow(person, "privacy", "one", 2),
        SummaryRow(person, "Privacy", "two", 3),
        SummaryRow("Nobody", "privacy", "three", 4),
        SummaryRow(person, "courage", "four", 5),
    ]
    with pytest.raises(QualcodeError) as told:
        import_summaries(study, rows, "AB")
    said = str(told.value)
    assert said.startswith("Nothing was imported, because 3 rows do not fit: line 3: ")
    assert "line 4: There is no participant named “Nobody”." in said
    assert "line 5: There is no code named “courage”" in said


def test_a_file_of_summaries_changes_what_is_new(tmp_path: Path) -> None:
    study = summarised(example_study())
    (person, code_id), text = next(iter(texts(study).items()))
    name, path = study.participants[person].name, study.path(code_id)
    file = tmp_path / "s.csv"
    file.write_text(f"Pseudonym,theme,summary\n{name},{path},{text}\n{name},Trust > firms,New\n", "utf-8")
    found = import_summaries(study, read_summaries(file), "CD")
    assert (found.added, found.changed, found.same) == (1, 0, 1)
    file.write_text("participant,code,text\nP1,privacy,\n", "utf-8")
    with pytest.raises(QualcodeError, match="contains no summaries"):
        read_summaries(file)


def test_who_wrote_is_said_of_the_summaries_that_are_shown() -> None:
    study = example_study()
    person = next(row for row in study.participants_in_order if row.role == "participant")
    privacy, stigma = study.code_named("privacy").id, study.code_named("stigma").id
    study = study.after(set_summary(study, person.id, privacy, "A say.", "AB"))
    study = study.after(set_summary(study, person.id, stigma, "Shame.", "CD"))
    for codes, authors in (([privacy], "AB"), ([stigma], "CD"), ([privacy, stigma], "AB; CD")):
        assert ("written by", authors) in framework(study, codes).about.facts


def test_a_participant_with_long_summaries_is_on_one_page(tmp_path: Path) -> None:
    study = example_study()
    for number in range(6):
        study = study.after(add_code(study, f"code {number}")[1])
    codes = tuple(study.code_named(f"code {number}").id for number in range(6))
    people = study.participants_in_order
    for place, letters in enumerate((90, 700, 1_400, 400, 2_000, 60)):
        words = ("It wasn't said so. " * 120)[:letters]
        study = study.after(set_summary(study, people[0].id, codes[place], words, "AB"))
    parts, _ = tables_of(study, FrameworkRequest(codes=codes))
    assert [column.name for part in parts for column in part.columns[1:]] == [
        f"{4 + number} code {number}" for number in range(6)
    ]
    assert not any(torn for part in parts for torn in fitted(part, OUR_PAGE[True]).torn)
    export_framework(tmp_path / "a.xlsx", study, FrameworkRequest(codes=codes))
    sheet = load_workbook(tmp_path / "a.xlsx")["Framework"]
    short, long = (sheet.column_dimensions[letter].width for letter in "BC")
    assert short < long
    # One page, which repeats its head.
    assert int(sheet.page_setup.fitToWidth or 1) == 1
    assert sheet.print_title_rows == "$1:$1"
    # What can be read back has the apostrophes that were typed.
    found = read_summaries(tmp_path / "a.xlsx")
    assert len(found) == 6
    assert all("wasn't" in str(row) for row in found)


def test_the_colophon_says_by_which_rule_passages_are_quoted() -> None:
    study = example_study()
    codes = tuple(row.id for row in study.codes_in_order if row.codable)
    for consent, said in (
        (True, "the project records no consent"),
        (False, "consent to quote is not applied: everybody’s words"),
    ):
        request = FrameworkRequest(codes=codes, passages=True, consent=consent)
        found = framework(study, codes)
        passages = framework_passages(study, found, request, SpacyMeasures())
        about = framework_document(Front(title="F"), study, found, passages).colophon.about
        assert dict(about.facts)["consent"].startswith(said)
        # No summary was written: nothing is said of whose words are in them.
        assert "summaries" not in dict(about.facts)
        assert about.sentence.endswith("the passages behind each cell are quoted")
    # Without passages nobody is quoted, and nothing is said of a rule for them.
    plainly = framework_document(Front(title="F"), study, found).colophon.about
    assert "summaries" not in dict(plainly.facts)


def test_people_of_passages_are_in_the_contents_and_their_codes_are_not() -> None:
    study = example_study()
    codes = tuple(row.id for row in study.codes_in_order if row.codable)
    _, blocks = tables_of(study, FrameworkRequest(codes=codes, passages=True))
    headings = [block for block in blocks if isinstance(block, Heading)]
    assert [row.words for row in headings if row.listed] == ["Passages", "FG1-P1", "FG1-P2"]
    assert len(headings) > 3
    assert [row.words for row in headings if row.somebody] == ["FG1-P1", "FG1-P2"]


def test_a_table_with_a_very_long_summary_has_smaller_letters() -> None:
    study = example_study()
    person = next(iter(study.participants_in_order)).id
    code = study.code_named("stigma").id
    for words, dense in (("short", False), ("word " * 600, True)):
        written = study.after(set_summary(study, person, code, words.strip(), "AB"))
        (table,), _ = tables_of(written, FrameworkRequest(codes=(code,)))
        assert (table.density is Density.DENSE) is dense
        assert fitted(table, OUR_PAGE[True]).torn == (False,) * len(table.rows)


def test_passages_of_cells_can_do_without_remarks_in_brackets() -> None:
    study = example_study()
    text = b"P1: We [laughs] never asked my [son].\nP2: Nobody did.\nP1: No.\nP2: Right.\n"
    study = study.after(add_transcripts(study, [transcript_of(text, "FG9.txt")]).change)
    place, code = (
        study.transcript_named("FG9").id,
        next(row.id for row in study.codes_in_order if row.codable),
    )
    span = Span(4, text.index(b"\n"))
    study = study.after(apply_code(study, code, place, span, study.coder_named("AB").id))
    found = framework(study, (code,), transcripts=(place,))
    for brackets, words in ((True, "We [laughs] never asked my [son]."), (False, "We never asked my [son].")):
        request = FrameworkRequest((code,), transcripts=(place,), passages=True, brackets=brackets)
        passages = framework_passages(study, found, request, SpacyMeasures())
        ((quote,),) = passages.by_cell.values()
        assert quote.coded_words == words
        assert any("Remarks in brackets" in note for note in passages.notes) is not brackets


def test_long_names_above_dots_are_numbers_with_a_key() -> None:
    study = example_study()
    begins = "distrust of officials from the mainland who visit once a year"
    for place in range(2):
        study = study.after(add_code(study, f"{begins} ({place})")[1])
    found = framework_document(Front(title="Matrix"), study, framework(study))
    (table,) = [block for block in found.blocks if isinstance(block, TableBlock)]
    numbers = code_numbers(study)
    names = names_in_documents(study)
    chosen = [code for code in study.codes_in_order if code.codable]
    assert [column.name for column in table.columns[1:]] == [numbers[code.id] for code in chosen]
    told = "; ".join(names[code.id] for code in chosen)
    assert table.notes[0] == f"Columns: {told}."


def test_pages_of_passages_are_looked_up_in_contents_by_participant() -> None:
    study = summarised(example_study())
    _, blocks = tables_of(study, FrameworkRequest(passages=True))
    assert [block.of for block in blocks if isinstance(block, Contents)] == [ListOf.HEADINGS, ListOf.TABLES]
    first, *_ = [block for block in blocks if isinstance(block, Contents)]
    listed = [block for block in blocks if isinstance(block, Heading) and block.listed]
    assert any(block.somebody and block.level <= first.deepest for block in listed)
    # The matrix lies across below them, and what is listed stands.
    assert [block.landscape for block in blocks if isinstance(block, NewPage)] == [True, False]
    _, blocks = tables_of(study, FrameworkRequest())
    assert not any(isinstance(block, Contents | NewPage) for block in blocks)
