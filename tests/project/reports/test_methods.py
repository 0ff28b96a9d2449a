"""The methods appendix: its counts are those of the study, its codebook versions those of the journal.

Tests as well: ``exporters.papers.methods_document``, ``exporters.word_tables``.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from qualcode.analysis.captions.methods import about_methods
from qualcode.exporters.agreement.agreement_file import agreement_document
from qualcode.exporters.document.blocks import Paragraph, TableBlock
from qualcode.exporters.document.composing import composed
from qualcode.exporters.document.numbering import numbered
from qualcode.exporters.papers.methods_document import MethodsFigures, methods_document
from qualcode.exporters.papers.methods_team import MethodsTeam
from qualcode.language.measures import SpacyMeasures
from qualcode.model.codes.codebook_version import codebook_sha256, shown_hash
from qualcode.model.codes.coding_rows import CodingRow
from qualcode.model.entities import AttributeSubject, Code
from qualcode.model.front import Front, page_of
from qualcode.model.questions.reports import AgreementQuestion
from qualcode.model.results.citation import apa, in_text
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.model.words.in_words import listed, spelt, spelt_out
from qualcode.operations.codes.codebook import edit_code, rename_code
from qualcode.operations.codings.coding import apply_code, remove_codings
from qualcode.operations.codings.coding_import import import_codings
from qualcode.operations.people.attribute_import import import_attributes
from qualcode.operations.project import set_front, set_project_language
from qualcode.operations.reports import save_report
from qualcode.project.opening import create_project
from qualcode.project.project import Project
from qualcode.project.reports.agreeing import agreement_of
from qualcode.project.reports.methods import export_methods, methods_figures
from tests.exporters.agreement.test_agreement_words import RARE
from tests.exporters.reading import page, paragraphs, tables, words_of
from tests.exporters.studies import study_of
from tests.support.examples import example


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = create_project(str(tmp_path / "small.qualcode"), "AB", "Small study")
    made.do(example(), "AB")
    yield made
    made.close()


def test_counts_are_those_of_the_study(project: Project, tmp_path: Path) -> None:
    export_methods(tmp_path / "m.docx", project.record())
    found = {table[0][0]: table for table in tables(tmp_path / "m.docx")}
    study = project.study
    (transcript,) = study.transcripts_in_order
    (row,) = found["Transcript"][1:]
    assert row[0] == transcript.name
    assert row[2] == str(len(study.turns_of(transcript.id)))
    assert sum(int(row[5]) for row in found["Transcript"][1:]) == study.coding_count
    coders = {row[0]: int(row[1]) for row in found["Coder"][1:]}
    assert list(coders) == [coder.name for coder in study.coders_in_order]
    assert sum(coders.values()) == study.coding_count
    headings = [words for style, words in paragraphs(tmp_path / "m.docx") if style == "Heading 1"]
    assert headings == ["Material and coding in figures", "About this appendix"]


def test_the_paragraphs_can_stand_in_a_paper_and_refer_to_the_tables(project: Project) -> None:
    found = methods_figures(project.record(), SpacyMeasures())
    study = project.study
    placed = numbered(methods_document(Front(title="Methods"), study, found, about_methods(study)))
    said = " ".join(
        "".join(run.words for run in placed.runs(row.block.words))
        for row in placed.blocks
        if isinstance(row.block, Paragraph)
    ).replace("\N{NO-BREAK SPACE}", " ")
    coders = [row.name for row in study.coders_in_order]
    people = spelt_out(found.participants, "participant")
    assert f"The material comprised one focus group with {people}" in said
    assert f"coded by {spelt(len(coders))} coders ({listed(coders)})" in said
    segments = f"{spelt_out(study.coding_count, 'segment')} were coded"
    assert f"in {in_text()}. In all, {segments} (Table 2)." in said
    # A checksum is for the end of the document.
    assert shown_hash(codebook_sha256(study)) not in said
    assert apa() in said
    # Each thing is told once.
    assert said.count(segments) == 1
    assert ".." not in said


def test_the_codebook_is_called_as_on_the_first_page(project: Project) -> None:
    page = replace(page_of(project.study.info), codebook_version="2.1")
    project.do(set_front(project.study, page), "AB")
    assert methods_figures(project.record(), SpacyMeasures()).version == "2.1"


def test_a_project_without_anything_has_paragraphs_too(tmp_path: Path) -> None:
    made = create_project(str(tmp_path / "empty.qualcode"), "AB", "Nothing yet")
    try:
        export_methods(tmp_path / "m.html", made.record())
    finally:
        made.close()
    said = words_of(page(tmp_path / "m.html"))
    assert "The project contained no transcripts when this was written." in said
    assert "nothing had been coded when this was written" in said


def test_every_wording_of_a_code_is_told(project: Project, tmp_path: Path) -> None:
    export_methods(tmp_path / "before.html", project.record())
    assert "No code was reworded" in words_of(page(tmp_path / "before.html"))
    stigma = project.study.code_named("stigma").id
    project.do(edit_code(project.study, stigma, definition="Being looked down upon"), "CD")
    project.do(edit_code(project.study, stigma, memo="not a wording"), "CD")
    project.do(rename_code(project.study, stigma, "shame"), "AB")
    export_methods(tmp_path / "m.docx", project.record())
    (table,) = [table for table in tables(tmp_path / "m.docx") if table[0][:2] == ["Code", "Wording"]]
    assert [(row[0], row[1], row[4]) for row in table[1:]] == [
        ("1.1\xa0shame", "1", "AB"),
        ("1.1\xa0shame", "2", "CD"),
        ("1.1\xa0shame", "3", "AB"),
    ]
    assert table[-1][3] == ""
    assert all(row[3] for row in table[1:-1])


def test_saved_reports_and_consent_are_told(project: Project, tmp_path: Path) -> None:
    content = '{"outputs": [{"file": "a.csv", "table": "cooccurrence", "rule": "turn", "tidy": true}]}'
    project.do(save_report(project.study, "Paper", content), "AB")
    table = [["P1", "yes"]]
    columns = ("participant", "consent to quote")
    project.do(import_attributes(project.study, AttributeSubject.PARTICIPANT, columns, table).change, "AB")
    export_methods(tmp_path / "m.html", project.record())
    said = words_of(page(tmp_path / "m.html"))
    assert "are kept with it, so that they can be reproduced." in said
    assert "a.csv" not in said
    assert "The one participant consented to being quoted" in said


WHEN = datetime(2026, 3, 1, tzinfo=UTC)
ONE = MethodsFigures(
    transcripts=(("T", "interview", 2, 1, 90, 1),),
    kinds=(("interview", 1),),
    participants=1,
    interviewers=0,
    others=0,
    words=90,
    coders=(("AB", 1, 1, 1, "1 March 2026", "1 March 2026"), ("CD", 0, 0, 0, "", "")),
    codings=1,
    coded=(WHEN, WHEN),
    codes=1,
    categories=0,
    version="2",
    version_has_name=True,
    wordings=(),
    reworded=0,
    steps=1,
    since=WHEN,
    until=WHEN,
    consent=None,
    reports=(),
)


def said_of(found: MethodsFigures, team: MethodsTeam | None = None) -> str:
    study = study_of()
    given = methods_document(Front(title="M"), study, found, about_methods(study), team or MethodsTeam())
    placed = numbered(given)
    return "\n".join(
        "".join(run.words for run in placed.runs(row.block.words))
        for row in placed.blocks
        if isinstance(row.block, Paragraph)
    ).replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("codes", "outside", "told"),
    [
        (40, 0, "comprised 40 codes, grouped in four categories."),
        (
            40,
            1,
            "40 codes, 39 of them grouped in four categories; the other stood outside any category.",
        ),
        (
            12,
            3,
            "12 codes, nine of them grouped in four categories; the other three stood outside any category.",
        ),
        (5, 5, "comprised five codes, none of them grouped in four categories."),
    ],
)
def test_codes_outside_any_category_are_told(codes: int, outside: int, told: str) -> None:
    assert told in said_of(replace(ONE, codes=codes, categories=4, outside=outside))


def test_no_sentence_begins_with_digits_and_steps_that_save_reports_are_told() -> None:
    many = replace(ONE, codes=40, reworded=12, silent=14, steps=20, report_steps=2)
    said = said_of(many)
    assert "Twelve codes were reworded" in said
    assert "Fourteen further participants are on record" in said
    assert "(20 steps on 1 March 2026, two of which only saved reports)" in said
    assert not re.search(r"(^|[a-z)][.!?] )\d", said, re.MULTILINE)


def test_one_of_everything_reads_as_one() -> None:
    said = said_of(ONE)
    assert "The material comprised one interview with one participant, and ran to 90 words (Table 1)." in said
    assert f"was coded by one coder (AB) on 1 March 2026 in {in_text()}." in said
    assert "In all, one segment was coded (Table 2). Nothing was coded by a second person." in said
    assert (
        "The codebook (version 2) comprised one code. No code was reworded once it had been created." in said
    )
    assert "(one step on 1 March 2026)" in said
    # Nothing is said of several coders, of two codes or of interviewers where there are none.
    for absent in ("coders", "co-occur", "nterviewer", "rounds", "aturation", "agreement", "1 "):
        assert absent not in said.replace("1 March", "").replace("Table 1", ""), absent


@pytest.mark.parametrize(
    ("participants", "consent", "sentence"),
    [
        (3, None, "Consent to be quoted was not recorded in the project, and no quotation was withheld."),
        (3, ("quote", 3), "All three participants consented to being quoted (attribute “quote”)."),
        (1, ("quote", 1), "The one participant consented to being quoted (attribute “quote”)."),
        (
            12,
            ("quote", 5),
            "Of the 12 participants, five consented to being quoted (attribute “quote”). Quot",
        ),
        (
            3,
            ("quote", 0),
            "No participant consented to being quoted (attribute “quote”). Quotations are left",
        ),
        (1, ("quote", 0), "The one participant did not consent to being quoted (attribute “quote”)."),
    ],
)
def test_consent_is_told_as_it_was_given(
    participants: int, consent: tuple[str, int] | None, sentence: str
) -> None:
    assert sentence in said_of(replace(ONE, participants=participants, consent=consent))


def test_nothing_is_said_of_consent_where_nobody_takes_part() -> None:
    said = said_of(replace(ONE, participants=0, kinds=(("other", 2),)))
    assert "onsent" not in said.replace("Consent and record", "")
    assert "comprised two texts, and ran to" in said


@pytest.mark.parametrize(
    ("reworded", "sentence"),
    [
        (1, "One code was reworded while coding was under way, in definition, rules or examples (Table"),
        (4, "Four codes were reworded while coding was under way, in definition,"),
        (12, "Twelve codes were reworded while"),
        (120, "In all, 120 codes were reworded while"),
    ],
)
def test_codes_that_were_reworded_are_counted(reworded: int, sentence: str) -> None:
    row = ("Trust", 1, "1 March 2026", "", "AB", 1)
    assert sentence in said_of(replace(ONE, codes=20, reworded=reworded, wordings=(row,)))


@pytest.mark.parametrize(
    ("after", "sentence"),
    [
        (3, "Three codes were reworded after coding, in definition,"),
        (
            1,
            "Three codes were reworded while coding was under way, one of them only after coding, in def",
        ),
    ],
)
def test_codes_that_were_reworded_after_coding_are_said_to_be(after: int, sentence: str) -> None:
    row = ("Trust", 1, "1 March 2026", "", "AB", 1)
    found = replace(ONE, codes=20, reworded=3, reworded_after=after, wordings=(row,))
    assert sentence in said_of(found)


@pytest.mark.parametrize(
    ("reworded", "renamed", "sentence"),
    [
        (0, 1, "One code was renamed and not otherwise reworded (Table"),
        (1, 2, "or examples, and two codes were renamed and not otherwise reworded (Table"),
    ],
)
def test_a_code_that_is_only_renamed_is_not_told_as_reworded(
    reworded: int, renamed: int, sentence: str
) -> None:
    row = ("Trust", 1, "1 March 2026", "", "AB", 1)
    found = replace(ONE, codes=20, reworded=reworded, renamed=renamed, wordings=(row,))
    assert sentence in said_of(found)


def test_a_code_is_reworded_after_coding_until_somebody_codes_again(project: Project) -> None:
    def after() -> tuple[int, int]:
        found = methods_figures(project.record(), SpacyMeasures())
        return found.reworded, found.reworded_after

    stigma = project.study.code_named("stigma").id
    project.do(edit_code(project.study, stigma, definition="Being looked down upon"), "AB")
    assert after() == (1, 1)
    place, table = next((row, table) for row, table in project.study.codings.items() if len(table))
    project.do(remove_codings(project.study, place, [table.row(0).id]), "AB")
    assert after() == (1, 0)
    project.do(rename_code(project.study, stigma, "shame"), "AB")
    # Its first wording was while coding was under way.
    assert after() == (1, 0)


def test_what_was_agreed_is_no_coder() -> None:
    coders = (("AB", 5, 1, 1, "", ""), ("CD", 4, 1, 1, "", ""), ("Agreed", 3, 1, 1, "", ""))
    said = said_of(replace(ONE, coders=coders, codings=12, layers=("Agreed",), codes=2))
    assert "coded by two coders (AB and CD)" in said
    assert (
        "12 segments were coded (Table 2). What they agreed on was recorded separately, under Agreed." in said
    )
    assert "those that two coders made of the same words" in said
    assert "Two codes are taken to co-occur" in said


def test_an_empty_codebook_and_nothing_coded_are_said_plainly() -> None:
    said = said_of(replace(ONE, codes=0, codings=0, coded=None, coders=()))
    assert "The codebook contained no codes when this was written." in said
    assert "reworded" not in said
    assert "Counting" not in said


def test_works_that_are_cited_are_in_the_list() -> None:
    assert "\nReference\n" in said_of(ONE)
    team = MethodsTeam(
        rounds=(("Pilot", "AB and CD", 1, "9", "no", "", "", ""),),
        samples=("Following Donner and Rotondi (2010), 9 turns would be needed.",),
        agreed=("Krippendorff’s alpha (Krippendorff, 2019) was 0.70.",),
        agreement=(("a", "b", "1", "1", "1", "1"),),
        versions=(("v1", "", "AB", 3, "", ""),),
        tools=(("Ear", "", "", "", ""), ("Pen", "", "Transcripts.", "", "")),
    )
    said = said_of(ONE, team)
    assert "\nReferences\n" in said
    assert said.index("Donner, A.") < said.index("Krippendorff, K.") < said.index("The qualcode authors. (")
    assert "Coding was organised in one round (Table 3). Following Donner" in said
    assert (
        "2019) was 0.70. Cohen’s kappa (Cohen, 1960) and Gwet’s AC1 (Gwet, 2008) are given in Table 4."
        in said
    )
    assert "One version of the codebook was named in the course of the study (Table 5)." in said
    assert "Two other tools were used: Ear; Pen for transcripts (Table 6)." in said


def test_of_imported_segments_it_is_said_when_they_were_imported_and_not_that_they_were_coded_then() -> None:
    days = "imported on 1 March 2026 without the day on which"
    said = said_of(replace(ONE, coded=None, imported=(1, WHEN, WHEN)))
    assert f"coded by one coder (AB), and managed in {in_text()}." in said
    assert f"(Table 2). The segment was {days} it was made." in said
    said = said_of(replace(ONE, codings=9, imported=(2, WHEN, WHEN)))
    # Nothing tells where the others were made: they may have come with their days from elsewhere.
    assert "by one coder (AB), and managed in" in said
    assert f"In all, nine segments were coded (Table 2). Of these, two were {days}" in said
    assert f"{days} they were made; the others were made on 1 March 2026." in said
    assert "; the other was made on 1 March" in said_of(replace(ONE, codings=3, imported=(2, WHEN, WHEN)))
    everything = said_of(replace(ONE, codings=2, coded=None, imported=(2, WHEN, WHEN)))
    assert f"All segments were {days} they were made." in everything


@pytest.mark.parametrize("coder", ["EF", "AB"])
@pytest.mark.parametrize("number", [1, 4])
def test_segments_that_were_imported_without_their_day_have_none_whoever_they_are_of(
    project: Project, coder: str, number: int
) -> None:
    study = project.study
    code, text = _codes(study)[0], study.transcripts_in_order[0].name
    before = methods_figures(project.record(), SpacyMeasures())
    rows = [CodingRow(text, study.path(code.id), coder, at, at + 7) for at in (1, 12, 23, 34)][:number]
    project.do(import_codings(study, rows).change, "AB")
    found = methods_figures(project.record(), SpacyMeasures())
    assert found.coded == before.coded
    assert found.imported is not None
    assert found.imported[0] == number + (before.imported or (0,))[0]
    if coder == "EF":
        assert found.coders[-1][:2] == ("EF", number)
        assert found.coders[-1][-2:] == ("", "")


def test_what_is_coded_before_and_after_an_import_bears_its_day(project: Project) -> None:
    def by_hand(start: int) -> None:
        change = apply_code(study(), code.id, text.id, Span(start, start + 5), coder.id)
        project.do(change, coder.name)

    def study() -> Study:
        return project.study

    code, text, coder = _codes(study())[0], study().transcripts_in_order[0], study().coders_in_order[0]
    before = methods_figures(project.record(), SpacyMeasures()).imported
    by_hand(2)
    row = CodingRow(text.name, study().path(code.id), coder.name, 40, 48)
    project.do(import_codings(study(), [row]).change, coder.name)
    by_hand(20)
    found = methods_figures(project.record(), SpacyMeasures()).imported
    assert found is not None
    assert found[0] == 1 + (before or (0,))[0]


def test_participants_who_speak_in_no_transcript_are_told_and_not_counted(project: Project) -> None:
    before = methods_figures(project.record(), SpacyMeasures())
    table = (("participant", "quote"), (("Agnes", "yes"), ("Dougal", "yes")))
    project.do(import_attributes(project.study, AttributeSubject.PARTICIPANT, *table).change, "AB")
    found = methods_figures(project.record(), SpacyMeasures())
    assert (found.participants, found.silent) == (before.participants, before.silent + 2)
    said = said_of(replace(ONE, silent=2))
    assert "(Table 1). Two further participants are on record who speak in no transcript and are" in said
    assert "One further participant is on record who speaks in no transcript and is not counted here." in (
        said_of(replace(ONE, silent=1))
    )
    assert "on record who" not in said_of(ONE)


def test_a_caption_speaks_of_dates_only_where_there_are_any() -> None:
    assert "Coders and their segments (dates in UTC)" in captions_of(ONE)
    undated = replace(ONE, coded=None, imported=(1, WHEN, WHEN), coders=(("AB", 1, 1, 1, "", ""),))
    assert "Coders and their segments" in captions_of(undated)


def captions_of(found: MethodsFigures) -> list[str]:
    study = study_of()
    made = methods_document(Front(title="M"), study, found, about_methods(study), MethodsTeam())
    return [block.caption for block in made.blocks if isinstance(block, TableBlock)]


def _codes(study: Study) -> list[Code]:
    return [row for row in study.codes_in_order if row.codable][:2]


@pytest.mark.parametrize("ending", [".docx", ".html", ".pdf"])
def test_the_same_step_gives_the_same_bytes(project: Project, tmp_path: Path, ending: str) -> None:
    for name in ("a", "b"):
        export_methods(tmp_path / f"{name}{ending}", project.record())
    assert (tmp_path / f"a{ending}").read_bytes() == (tmp_path / f"b{ending}").read_bytes()


def test_an_empty_codebook_has_no_version_and_texts_of_one_kind_are_not_other_texts() -> None:
    said = said_of(replace(ONE, kinds=(("other", 2),), codes=0, codings=0, coded=None))
    assert "The material comprised two texts with one participant" in said
    assert "The codebook contained no codes when this was written." in said
    assert "version 2" not in said
    several = said_of(replace(ONE, kinds=(("interview", 1), ("other", 2))))
    assert "comprised one interview and two other texts with" in several


@pytest.mark.parametrize(("spoken", "written"), [("de", "en"), ("en-GB", "en-GB"), ("en", "en")])
def test_the_appendix_is_english_whatever_the_material_is(spoken: str, written: str) -> None:
    study = study_of()
    study = study.after(set_project_language(study, spoken)) if spoken != study.info.language else study
    assert methods_document(Front(title="M"), study, ONE, about_methods(study)).language == written


def test_in_a_document_of_parts_a_reference_leads_to_the_table_with_what_is_said() -> None:
    study = study_of()
    team = MethodsTeam(
        agreed=("Krippendorff’s alpha (Krippendorff, 2019) was 0.70.",),
        agreement=(("a", "b", "1", "1", "1", "1"),),
    )
    methods = methods_document(Front(title="M"), study, ONE, about_methods(study), team)
    other = agreement_document(
        Front(title="A"), "en", agreement_of(RARE, AgreementQuestion(bootstrap=0), SpacyMeasures())
    )
    for parts in ([methods, other], [other, methods]):
        placed = numbered(composed(Front(title="Whole"), parts))
        said = " ".join(
            "".join(run.words for run in placed.runs(row.block.words))
            for row in placed.blocks
            if isinstance(row.block, Paragraph)
        ).replace("\N{NO-BREAK SPACE}", " ")
        number = said.partition("Gwet’s AC1 (Gwet, 2008) are given in ")[2].partition(".")[0]
        (table,) = (
            row.block for row in placed.blocks if isinstance(row.block, TableBlock) and row.label == number
        )
        assert {"Cohen’s kappa", "Gwet’s AC1"} <= {column.name for column in table.columns}
        assert table.caption.startswith("Agreement of coders")
