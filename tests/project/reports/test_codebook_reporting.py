"""The codebook report as a project writes it: quotes by rule, consent, and how codes read before."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from qualcode.model.entities import AttributeSubject
from qualcode.model.errors import Cancelled
from qualcode.model.questions.reports import CodebookQuestion
from qualcode.model.questions.words import CodebookForm, CodeDetail
from qualcode.operations.codes.codebook import add_code, edit_code, rename_code
from qualcode.operations.people.attribute_import import import_attributes
from qualcode.operations.typical_quotes import unmark_typical
from qualcode.project.opening import create_project
from qualcode.project.project import Project
from qualcode.project.reports.codebook_reporting import codebook_found, export_codebook_report
from tests.exporters.reading import page, paragraphs, sheets, words_of
from tests.support.examples import example


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = create_project(str(tmp_path / "small.qualcode"), "AB", "Small study")
    made.do(example(), "AB")
    yield made
    made.close()


def quotes(path: Path) -> list[str]:
    return [words for style, words in paragraphs(path) if style == "Quote"]


def test_a_chosen_quote_stands_under_its_code(project: Project, tmp_path: Path) -> None:
    facts = dict(export_codebook_report(tmp_path / "a.docx", project.record()).about.facts)
    study = project.study
    (row,) = study.typical_quotes_of(study.code_named("stigma").id)
    assert study.text(row.transcript_id)[row.start : row.end].strip() == "they just assume"
    assert quotes(tmp_path / "a.docx") == ["“Cafe\u0301 talk, they just assume.”"]
    assert facts["quotes"].startswith("1 quote, which is starred; at most 2 a code, printed as")
    assert facts["consent"] == "the project records no consent to quote, so that no quote is left out"
    none = CodebookQuestion(quotes=0, history=False)
    facts = dict(export_codebook_report(tmp_path / "b.docx", project.record(), none).about.facts)
    assert quotes(tmp_path / "b.docx") == []
    assert "history" not in facts


def test_the_caption_counts_what_lies_deeper_than_was_asked(project: Project, tmp_path: Path) -> None:
    project.do(add_code(project.study, "shame", parent_id=project.study.code_named("stigma").id)[1], "AB")
    deeper = {1: 0, 2: 0}
    for code in project.study.codes_in_order:
        levels = project.study.path(code.id).count(" > ") + 1
        deeper = {depth: count + (levels > depth) for depth, count in deeper.items()}
    assert 0 < deeper[1] < len(project.study.codes)
    for depth, count in deeper.items():
        question = CodebookQuestion(quotes=0, history=False, depth=depth)
        about = export_codebook_report(tmp_path / f"{depth}.docx", project.record(), question).about
        left_out = f"subcodes left out: {count}"
        assert dict(about.facts)["levels"] == f"down to level {depth}; {left_out}"


def test_a_table_counts_only_the_quotes_that_it_prints(project: Project, tmp_path: Path) -> None:
    """Where the codebook’s own example is printed there is no quote, and none is left out."""
    columns = ("participant", "consent to quote")
    table = [["P1", "no"], ["P2", "no"]]
    project.do(import_attributes(project.study, AttributeSubject.PARTICIPANT, columns, table).change, "AB")
    for code in project.study.codes_in_order:
        for quote in project.study.typical_quotes_of(code.id):
            project.do(unmark_typical(project.study, quote.id), "AB")
        project.do(edit_code(project.study, code.id, examples=f"An example of {code.name}"), "AB")
    for consent in (True, False):
        question = CodebookQuestion(form=CodebookForm.COMPACT, consent=consent)
        found = codebook_found(project.record(), question)
        assert not any(row.quotes or row.left_out for row in found.words.quotes.values())
        assert dict(found.about.facts)["quotes"] == "none"


@pytest.mark.parametrize("ending", ["docx", "html", "xlsx"])
def test_without_consent_the_quote_is_left_out_and_counted(
    project: Project, tmp_path: Path, ending: str
) -> None:
    columns = ("participant", "consent to quote")
    table = [["P1", "no"]]
    project.do(import_attributes(project.study, AttributeSubject.PARTICIPANT, columns, table).change, "AB")
    path = tmp_path / f"a.{ending}"
    facts = dict(export_codebook_report(path, project.record()).about.facts)
    line = "One quote is left out because a speaker’s consent to quote is missing."
    told = "1 quote is left out because a speaker’s consent to quote is missing"
    assert facts["consent"] == told
    everybody = CodebookQuestion(consent=False)
    facts = dict(export_codebook_report(tmp_path / f"b.{ending}", project.record(), everybody).about.facts)
    assert facts["consent"].startswith("consent to quote is not applied: everybody’s words")
    if ending == "docx":
        assert (quotes(path), len(quotes(tmp_path / "b.docx"))) == ([], 1)
        assert line in [words for _, words in paragraphs(path)]
    elif ending == "html":
        assert line.rstrip(".") in words_of(page(path))
        assert "figure" not in {str(part.tag) for part in page(path).iter()}
    else:
        assert "Quotes" not in sheets(path)
        assert len(sheets(tmp_path / "b.xlsx")["Quotes"]) == 2
        assert ["consent", told] in sheets(path)["About"]


def test_how_a_code_read_before_is_told(project: Project, tmp_path: Path) -> None:
    stigma = project.study.code_named("stigma").id
    project.do(edit_code(project.study, stigma, definition="Being judged", memo="x"), "CD")
    project.do(rename_code(project.study, stigma, "shame"), "AB")
    record = project.record()
    facts = dict(export_codebook_report(tmp_path / "a.xlsx", record).about.facts)
    assert facts["history"].startswith("1 code was reworded")
    told = [row[3:7] for row in sheets(tmp_path / "a.xlsx")["Earlier wordings"][1:]]
    assert [(by, what, words) for by, _, what, words in told] == [
        ("AB", "Definition", "Being looked down on"),
        ("CD", "Name", "stigma"),
    ]
    # A step that is made later is not in the record.
    project.do(edit_code(project.study, stigma, definition="Later"), "AB")
    export_codebook_report(tmp_path / "b.xlsx", record)
    assert sheets(tmp_path / "b.xlsx") == sheets(tmp_path / "a.xlsx")


def test_the_caption_tells_no_history_of_codes_that_are_left_out(project: Project, tmp_path: Path) -> None:
    stigma = project.study.code_named("stigma")
    code, change = add_code(project.study, "shame", parent_id=stigma.id)
    project.do(change, "AB")
    project.do(rename_code(project.study, code.id, "embarrassment"), "AB")
    told = {}
    for depth in (1, 3):
        question = CodebookQuestion(quotes=0, depth=depth)
        about = export_codebook_report(tmp_path / f"{depth}.docx", project.record(), question).about
        told[depth] = dict(about.facts)["history"]
    assert told[1] == "no code was reworded"
    assert told[3].startswith("1 code was reworded")


def test_progress_can_stop_it_and_leaves_no_file(project: Project, tmp_path: Path) -> None:
    def stop(done: int, _total: int, _what: str) -> None:
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        export_codebook_report(tmp_path / "a.docx", project.record(), progress=stop)
    assert not (tmp_path / "a.docx").exists()


def test_a_book_of_quotes_alone_is_called_so_and_tells_no_history(project: Project, tmp_path: Path) -> None:
    question = CodebookQuestion(parts=(CodeDetail.QUOTES,))
    found = export_codebook_report(tmp_path / "a.docx", project.record(), question)
    assert found.about.title == "Quotes"
    assert ("Title", "Quotes") in paragraphs(tmp_path / "a.docx")
    assert "history" not in dict(found.about.facts)
    more = replace(question, parts=(CodeDetail.DEFINITION, CodeDetail.QUOTES))
    assert export_codebook_report(tmp_path / "b.docx", project.record(), more).about.title == "Codebook"
