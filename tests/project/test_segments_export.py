"""Coded segments as files: consent by what a file is for, order by code or transcript, context that stops.

Tests: ``reports.exporting``.
"""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document

from qualcode.analysis.kept_back import IN_PLACE
from qualcode.analysis.retrieval import Retrieval
from qualcode.exporters.document.colophon_entries import colophon_entry
from qualcode.importers.reading import transcript_of
from qualcode.model.entities import AttributeSubject
from qualcode.model.questions.words import ChapterOrder, Marking, PassageForm
from qualcode.model.results.quotation import QuoteManner
from qualcode.model.results.report_values import passages_line
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.model.transcript import ReadTurn, Role
from qualcode.model.words.in_words import sentence
from qualcode.operations.codings.coding import apply_code
from qualcode.operations.people.attribute_import import import_attributes
from qualcode.operations.transcripts.documents import add_transcripts
from qualcode.project.reports.exporting import SegmentsLook, export_segments
from qualcode.project.reports.reports import export_coded_transcript
from tests.exporters.reading import csv_table, page, paragraphs, sheets, words_of
from tests.support.pdf_pages import words_of_pages
from tests.support.studies import FG1, example_study

READING = ("docx", "html")
TOLD = "2 segments are left out because a speaker’s consent to quote is missing"


@pytest.fixture
def study() -> Study:
    """P2, who was coded twice, did not agree; P1, coded twice too, did."""
    made = example_study()
    rows = [["FG1-P1", "yes"], ["FG1-P2", "no"]]
    columns = ("participant", "consent to quote")
    return made.after(import_attributes(made, AttributeSubject.PARTICIPANT, columns, rows).change)


def texts(path: Path) -> list[str]:
    """The quoted words in a file, whatever its format."""
    match path.suffix:
        case ".csv":
            return [row[8] for row in csv_table(path)[1:]]
        case ".xlsx":
            return [str(row[6]) for row in sheets(path)["Segments"][1:]]
        case ".json":
            return [row["text"] for row in json.loads(path.read_text("utf-8"))["segments"]]
        case ".docx":
            return [words for style, words in paragraphs(path) if style == "Quote"]
    quotes = [part for part in page(path).iter("div") if part.get("role") == "blockquote"]
    return [words_of(part) for part in quotes]


@pytest.mark.parametrize("ending", ["csv", "xlsx", "json", "docx", "html"])
@pytest.mark.parametrize("consent", [None, True, False])
def test_files_for_reading_respect_consent_and_data_files_where_asked(
    study: Study, tmp_path: Path, ending: str, consent: bool | None
) -> None:
    path = tmp_path / f"a.{ending}"
    done = export_segments(path, study, look=SegmentsLook(consent=consent))
    respected = ending in READING if consent is None else consent
    # What is read is printed in whole sentences, and what both coders coded alike once under its code.
    times = 1 if ending in READING else 2
    # So are words with two codes, under the first of them.
    for words, number in (("asked first", times), ("They just assume", 0 if respected else times)):
        assert [words in text for text in texts(path)].count(True) == number
    assert (done.number, done.left_out) == ((2, 2) if respected else (4, 0))
    rule = dict(done.about.facts)["consent"]
    assert (
        rule == TOLD if respected else rule.startswith("consent to quote is not applied: everybody’s words")
    )
    # In a colophon an entry begins with a capital.
    told = colophon_entry("consent", rule)[1]
    if ending == "docx":
        said = [words for _, words in paragraphs(path)]
        assert sum(said.count(words) for words in (told, sentence(rule))) == 1
    elif ending == "html":
        assert (sentence(rule) if respected else told) in words_of(page(path))
    elif ending == "xlsx":
        assert ["consent", rule] in sheets(path)["About"]
    elif ending == "json":
        assert json.loads(path.read_text("utf-8"))["provenance"]["consent"] == rule


@pytest.mark.parametrize("form", [PassageForm.PER_CODER, PassageForm.MERGED])
def test_data_have_a_column_for_each_chosen_attribute(
    study: Study, tmp_path: Path, form: PassageForm
) -> None:
    rows = [["FG1-P1", "=lone", "2021-03-11"], ["FG1-P2", "couple", ""]]
    columns, subject = ("participant", "household", "text"), AttributeSubject.PARTICIPANT
    study = study.after(import_attributes(study, subject, columns, rows).change)
    rows = [[row.name, "online"] for row in study.transcripts_in_order]
    places, subject = ("transcript", "place"), AttributeSubject.TRANSCRIPT
    study = study.after(import_attributes(study, subject, places, rows).change)
    named = {row.name: row.id for row in study.attributes_in_order}
    chosen = tuple(named[name] for name in ("place", "household", "text"))
    look = SegmentsLook(passages=form, manner=QuoteManner(attributes=chosen))
    for ending in ("csv", "xlsx", "json"):
        export_segments(tmp_path / f"a.{ending}", study, look=look)
        export_segments(tmp_path / f"bare.{ending}", study, look=SegmentsLook(passages=form))
    heads = ["place", "household", "text (attribute)"]
    said = {"FG1-P1": ["online", "=lone", "2021-03-11"], "FG1-P2": ["online", "couple", ""]}
    listed = json.loads((tmp_path / "a.json").read_text("utf-8"))["segments"]
    assert {row["participant"] for row in listed} == set(said)
    assert all([row[head] for head in heads] == said[row["participant"]] for row in listed)
    head, *written = csv_table(tmp_path / "a.csv")
    bare = csv_table(tmp_path / "bare.csv")
    assert head == [*bare[0], *heads]
    # A spreadsheet must not run what somebody recorded.
    safe = {who: [value.replace("=", "'=") for value in values] for who, values in said.items()}
    assert [row[-3:] for row in written] == [safe[row[6]] for row in written]
    assert [row[:-3] for row in written] == bare[1:]
    top, *cells = sheets(tmp_path / "a.xlsx")["Segments"]
    assert list(top[-3:]) == heads
    assert [[cell or "" for cell in row[-3:]] for row in cells] == [said[str(row[4])] for row in cells]


def test_context_in_a_report_does_not_quote_who_did_not_agree(study: Study, tmp_path: Path) -> None:
    wanted = Retrieval(context_turns=1)
    export_segments(tmp_path / "a.docx", study, wanted)
    export_segments(tmp_path / "a.csv", study, wanted)
    assert not any("They just assume" in words for words in texts(tmp_path / "a.docx"))
    assert any("What do you make of it?" in words for words in texts(tmp_path / "a.docx"))
    asked = [row for row in csv_table(tmp_path / "a.csv")[1:] if row[8] == "asked first"]
    assert all("They just assume" in row[-1] for row in asked)


def test_context_to_be_read_begins_and_ends_with_whole_words(study: Study, tmp_path: Path) -> None:
    text = study.text(study.transcript_named(FG1.name).id)
    wanted = Retrieval(context=7)
    export_segments(tmp_path / "a.docx", study, wanted)
    export_segments(tmp_path / "a.csv", study, wanted)
    quote = next(words for style, words in paragraphs(tmp_path / "a.docx") if style == "Quote")
    before, _, after = quote.partition("asked first")
    row = next(row for row in csv_table(tmp_path / "a.csv")[1:] if row[8] == "asked first")
    start = text.index("asked first")
    # Data files give what was asked for, letter by letter.
    assert row[-2:] == [text[start - 7 : start], text[start + 11 : start + 18]]
    assert before == "… to be "
    assert after == ". 🙂 …"


@pytest.mark.parametrize("ending", ["docx", "html"])
def test_the_first_lines_say_that_people_are_quoted_who_did_not_agree(
    study: Study, tmp_path: Path, ending: str
) -> None:
    path = tmp_path / f"a.{ending}"
    for consent in (True, False):
        export_segments(path, study, look=SegmentsLook(consent=consent))
        if ending == "docx":
            said = [words for style, words in paragraphs(path) if style == "Fact"][1]
        else:
            said = next(words_of(part) for part in page(path).iter("p") if "fact" in part.get("class", ""))
        assert ("also quotes people who have not consented to be quoted" in said) == (not consent)


def test_a_coded_transcript_names_who_may_not_be_quoted(study: Study, tmp_path: Path) -> None:
    transcript = study.transcript_named(FG1.name)
    facts = dict(export_coded_transcript(tmp_path / "a.docx", study, transcript.id).facts)
    for fact in ("consent", "in words"):
        assert facts[fact].endswith("; not to be quoted: FG1-P2")


@pytest.mark.parametrize("marking", Marking)
@pytest.mark.parametrize("ending", ["docx", "html", "pdf"])
def test_a_coded_transcript_has_no_words_of_who_may_not_be_quoted(
    study: Study, tmp_path: Path, marking: Marking, ending: str
) -> None:
    place = study.transcript_named(FG1.name).id
    path = tmp_path / f"a.{ending}"
    silent = next(turn for turn in study.turns_of(place) if turn.label == "P2")
    words = " ".join(study.text(place)[silent.speech : silent.span.end].split())[:9]

    def printed() -> str:
        if ending == "docx":
            found = ["".join(part.itertext()) for part in Document(str(path)).element.body]
        else:
            found = words_of_pages(path.read_bytes()) if ending == "pdf" else [words_of(page(path))]
        return " ".join(" ".join(found).split())

    whole = marking is Marking.COMMENTS and ending == "docx"
    for consent in (None, True, False):
        export_coded_transcript(path, study, place, marking=marking, consent=consent)
        left_out = not whole if consent is None else consent
        assert (words not in printed(), IN_PLACE in printed()) == (left_out, left_out)


@pytest.mark.parametrize("ending", ["docx", "html"])
def test_by_transcript_the_codes_stand_with_each_quote(study: Study, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"a.{ending}"
    export_segments(path, study, look=SegmentsLook(by=ChapterOrder.TRANSCRIPT, consent=False))
    assert ["asked first" in text for text in texts(path)] == [True, False]
    if ending == "docx":
        found = paragraphs(path)
        headings = [words for style, words in found if style == "Heading 1"]
        sources = [words for style, words in found if style == "Source Line" and not words.startswith("Memo")]
    else:
        headings = [words_of(part) for part in page(path).iter("h2")]
        sources = [words_of(part) for part in page(path).iter("figcaption")]
    assert headings == [FG1.name, "About these segments"]
    assert sources == [
        "FG1-P1, turn\u00a03\u00a0· 3\u00a0privacy\u00a0· coders\u00a0AB,\u00a0CD",
        "FG1-P2, turn\u00a04\u00a0· 2\u00a0stigma; 3\u00a0privacy\u00a0· coder\u00a0AB",
    ]


@pytest.mark.parametrize("ending", [".docx", ".html", ".pdf", ".csv"])
@pytest.mark.parametrize("form", [None, *PassageForm])
def test_counts_say_how_many_passages_there_are_and_why(
    study: Study, tmp_path: Path, ending: str, form: PassageForm | None
) -> None:
    """Four codings: one passage by both coders, and one with two codes."""
    look = SegmentsLook(passages=form, consent=False)
    done = export_segments(tmp_path / f"a{ending}", study, look=look)
    usual = PassageForm.PER_CODER if ending == ".csv" else PassageForm.MERGED
    passages = {PassageForm.MERGED: 3, PassageForm.PER_CODER: 4, PassageForm.ALL_CODES: 2}[form or usual]
    assert done.number == 4
    said = dict(done.about.facts)["in words"]
    assert said.startswith("4 segments by" if passages == 4 else f"4 segments in {passages} passages by")
    if ending == ".html":
        line = passages_line(4, passages, form or usual, counted_beside=True)
        assert line in words_of(page(tmp_path / "a.html"))
        # One of them has two codes; under the second of these it is only referred to.
        merged = (form or usual) is PassageForm.MERGED
        assert len(texts(tmp_path / "a.html")) == passages - merged
        assert words_of(page(tmp_path / "a.html")).count("coder\u00a0AB: see 2\u00a0stigma") == merged
    elif ending == ".csv":
        assert len(texts(tmp_path / "a.csv")) == passages


def test_a_coded_transcript_is_a_page_with_every_turn_and_coding(study: Study, tmp_path: Path) -> None:
    transcript = study.transcript_named(FG1.name)
    facts = dict(export_coded_transcript(tmp_path / "a.html", study, transcript.id, consent=False).facts)
    root = page(tmp_path / "a.html")
    rows = [[words_of(cell) for cell in row] for row in root.iter("tr")]
    assert rows[0] == ["Turn", "Words", "Codes"]
    numbers = [str(n + 1) for n in range(len(study.turns_of(transcript.id)))]
    assert [row[0] for row in rows[1:]] == numbers
    # What two coders coded alike stands there once, with both of them.
    assert "privacy AB,\u00a0CD" in rows[3][2]
    assert [row[2].count("■") for row in rows[1:]] == [0, 0, 1, 2, 0]
    assert "P2:\u2002They just assume that you have nothing to hide." in rows[4][1]
    assert "words of everybody who speaks" in facts["consent"]
    assert facts["in words"] == "4 segments, shown beside the turns that they touch"


@pytest.mark.parametrize("ending", ["csv", "xlsx", "json", "docx", "html"])
def test_remarks_in_brackets_are_left_out_where_that_is_asked_and_the_file_says_so(
    tmp_path: Path, ending: str
) -> None:
    made = example_study()
    text = b"P1: We [laughs] never asked my [son], {vocalsound} no.\n"
    made = made.after(add_transcripts(made, [transcript_of(text, "FG9.txt")]).change)
    place, coder = made.transcript_named("FG9").id, made.coder_named("AB").id
    start = made.text(place).index("We")
    codes = [row.id for row in made.codes_in_order if row.codable]
    for shorter, code_id in enumerate(codes[:2]):
        span = Span(start + 3 * shorter, len(text) - 1)
        made = made.after(apply_code(made, code_id, place, span, coder))
    path = tmp_path / f"a.{ending}"
    wanted, bare = Retrieval(transcripts=(place,)), QuoteManner(brackets=False)
    for form in (PassageForm.ALL_CODES, PassageForm.PER_CODER):
        done = export_segments(path, made, wanted, SegmentsLook(passages=form))
        assert all("{vocalsound}" in words for words in texts(path))
        assert "remarks in brackets" not in dict(done.about.facts)
        done = export_segments(
            path, made, replace(wanted, brackets=False), SegmentsLook(passages=form, manner=bare)
        )
        assert texts(path)
        assert all("never asked my [son], no." in words for words in texts(path))
        assert "remarks in brackets" in dict(done.about.facts)


LABELS = ("Zoë Brandão", "MOD")


def _talk(study: Study) -> tuple[Study, str]:
    """A transcript with blank lines between the turns of people with long names."""
    said = ["Zoë Brandão: I rang them.", "MOD: Whom?", "Zoë Brandão: The council, twice.", "MOD: And then?"]
    text = "\n\n".join(said) + "\n"
    turns, place = [], 0
    for words in said:
        label = words.partition(":")[0]
        role = Role.INTERVIEWER if label == "MOD" else Role.PARTICIPANT
        end = min(len(text), place + len(words) + 2)
        turns.append(ReadTurn(Span(place, end), place + len(label) + 2, label, role))
        place = end
    read = replace(
        FG1, name="FG9", text=text, turns=tuple(turns), source_name="FG9.txt", source_sha256="9", details=()
    )
    return study.after(add_transcripts(study, [read]).change), text


@pytest.mark.parametrize("context", range(1, 60, 3))
def test_context_has_whole_labels_or_none_and_a_line_for_each_turn(tmp_path: Path, context: int) -> None:
    study, text = _talk(example_study())
    transcript = study.transcript_named("FG9")
    code, coder = study.code_named("councils"), study.coder_named("AB")
    span = Span(text.index("Whom"), text.index(", twice"))
    study = study.after(apply_code(study, code.id, transcript.id, span, coder.id))
    export_segments(tmp_path / "a.docx", study, Retrieval(context=context, transcripts=(transcript.id,)))
    (quote,) = (words for style, words in paragraphs(tmp_path / "a.docx") if style == "Quote")
    lines = quote.split("\n")
    assert all(lines)
    for line in lines:
        label, colon, words = line.partition(": ")
        assert not colon or (label in LABELS and words)
        # What has no label is cut, and begins with a word of what was said.
        assert colon or (line.startswith("… ") and "Brandão" not in line)
