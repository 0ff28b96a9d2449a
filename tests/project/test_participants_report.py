"""The participant summary: its figures against a slow count, its quotes against consent.

Tests: ``exporters.passages.participant_summary``, ``exporters.passages.participants_document``,
``exporters.passages.participant_words``, ``analysis.participant_figures``, ``project.reports.care``.
"""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given, settings

from qualcode.analysis.participant_figures import (
    participant_figures,
    segments_by_participant,
    segments_in_all,
)
from qualcode.exporters.document.blocks import Fields, Paragraph
from qualcode.exporters.passages.participant_words import NOT_QUOTED, elsewhere
from qualcode.exporters.passages.participants_document import participants_document
from qualcode.language.measures import SpacyMeasures
from qualcode.model.entities import AttributeSubject
from qualcode.model.front import Front
from qualcode.model.machine.coder_here import system_user
from qualcode.model.questions.papers import AuditQuestion
from qualcode.model.questions.reports import CodebookQuestion, ParticipantsQuestion
from qualcode.model.questions.rules import CoderChoice
from qualcode.model.step import Step
from qualcode.model.study import Study
from qualcode.model.words.in_words import sentence
from qualcode.operations.codings.coding import apply_code
from qualcode.operations.people.attribute_import import import_attributes
from qualcode.project.reports.care import care_in_words
from qualcode.project.reports.reports import export_participants
from tests.exporters.reading import csv_table, page, paragraphs, sheets, tables, words_of
from tests.exporters.studies import provenance
from tests.support.profiles import of_hundred
from tests.support.studies import example_study, span_of, studies

MEASURES = SpacyMeasures()
QUOTED = "They just assume that you have nothing to hide."


def quoted_study(**consent: str) -> Study:
    """P2's whole turn coded; the answers of people to the question of consent."""
    study = example_study()
    transcript = study.transcript_named("FG1 Home owners")
    code, coder = study.code_named("privacy"), study.coder_named("AB")
    study = study.after(apply_code(study, code.id, transcript.id, span_of(study, QUOTED), coder.id))
    if not consent:
        return study
    people = {str(turn.label): turn.participant_id for turn in study.turns_of(transcript.id)}
    rows = []
    for label, answer in consent.items():
        person = people[label]
        assert person is not None
        rows.append([study.participants[person].name, answer])
    columns = ("participant", "consent to quote")
    return study.after(import_attributes(study, AttributeSubject.PARTICIPANT, columns, rows).change)


def slow_counts(study: Study) -> dict[tuple[UUID, UUID], int]:
    found: Counter[tuple[UUID, UUID]] = Counter()
    for transcript_id, table in study.codings.items():
        for coding in table:
            turn = study.turn_at(transcript_id, coding.span.start)
            if turn is not None and turn.participant_id is not None:
                found[turn.participant_id, coding.code_id] += 1
    return dict(found)


@settings(max_examples=of_hundred(25))
@given(studies())
def test_segments_belong_to_the_turn_in_which_they_begin(study: Study) -> None:
    assert dict(segments_by_participant(study)) == slow_counts(study)
    for row in participant_figures(study, MEASURES):
        mine = {code: n for (who, code), n in slow_counts(study).items() if who == row.participant.id}
        assert dict(row.codes) == mine
        turns = [
            turn
            for table in study.turns.values()
            for turn in table
            if turn.participant_id == row.participant.id
        ]
        assert row.turns == len(turns)


def test_words_are_those_of_the_speech() -> None:
    study = example_study()
    found = {row.participant.name: row.words for row in participant_figures(study, MEASURES)}
    assert sum(found.values()) == sum(
        len(
            [
                word
                for word in MEASURES.words(study, transcript_id)
                if (turn := study.turn_at(transcript_id, int(word[0]))) and turn.role == "participant"
            ]
        )
        for transcript_id in study.transcripts
    )


def test_a_quote_lies_in_one_turn_and_is_given_once() -> None:
    study = quoted_study()
    quotes = [quote for row in participant_figures(study, MEASURES) for quote in row.quotes]
    assert [quote.text for quote in quotes] == [QUOTED]
    assert not [quote for row in participant_figures(study, MEASURES, quotes=0) for quote in row.quotes]


@pytest.mark.parametrize(("answer", "kept"), [("yes", 1), ("no", 0), ("", 0)])
def test_quotes_need_consent(tmp_path: Path, answer: str, kept: int) -> None:
    study = quoted_study(P1="yes", P2=answer)
    facts = dict(export_participants(tmp_path / "p.docx", study).facts)
    export_participants(tmp_path / "p.html", study)
    export_participants(tmp_path / "p.xlsx", study)
    words = [words for style, words in paragraphs(tmp_path / "p.docx") if style == "Quote"]
    assert words == [f"“{QUOTED}”"] * kept
    told = "1 quote is left out because a speaker’s consent to quote is missing"
    said = words_of(page(tmp_path / "p.html"))
    # Once, whether or not anything is left out.
    assert said.count("left out for lack of consent") + said.count("consent to quote is missing") == 1
    assert (sentence(told) in said) == (not kept)
    assert (QUOTED in said) == bool(kept)
    assert facts["consent"] == ("no quote is left out for lack of consent" if kept else told)
    book = sheets(tmp_path / "p.xlsx")
    # A sheet without a row is left out.
    assert ("Quotes" in book) == bool(kept)
    assert [row[4] for row in book.get("Quotes", [])[1:]] == [QUOTED] * kept


def test_a_quote_names_its_code_without_the_way_to_it(tmp_path: Path) -> None:
    study = example_study()
    code, coder = study.code_named("councils"), study.coder_named("AB")
    transcript = study.transcript_named("FG1 Home owners")
    study = study.after(apply_code(study, code.id, transcript.id, span_of(study, QUOTED), coder.id))
    assert study.path(code.id) == "Trust > councils"
    export_participants(tmp_path / "p.docx", study)
    export_participants(tmp_path / "p.html", study)
    references = [words for style, words in paragraphs(tmp_path / "p.docx") if "· 1.2\xa0councils" in words]
    assert len(references) == 1
    assert " > " not in references[0]
    assert "Trust > councils" not in words_of(page(tmp_path / "p.html"))


@pytest.mark.parametrize("known", [False, True])
def test_what_needs_care_is_said_beside_the_file_and_not_in_it(tmp_path: Path, *, known: bool) -> None:
    study = quoted_study(P1="yes", P2="no") if known else quoted_study()
    for ending in ("docx", "html", "xlsx"):
        export_participants(tmp_path / f"p.{ending}", study)
    care = "before you pass it on"
    assert (care in care_in_words(study, (CodebookQuestion(), ParticipantsQuestion()))) == known
    assert not care_in_words(study, (CodebookQuestion(),))
    # A name that only this computer knows is worth a word where the audit trail prints it.
    moment = datetime(2026, 3, 3, tzinfo=UTC)
    mine, other = (Step(1, moment, name, "Edit the project’s memo") for name in (system_user(), "Ann Baker"))
    assert f"names “{mine.coder}”" in care_in_words(study, (AuditQuestion(),), [other, mine])
    assert not care_in_words(study, (AuditQuestion(),), [other])
    assert not care_in_words(study, (CodebookQuestion(),), [mine])
    assert care not in " ".join(words for _, words in paragraphs(tmp_path / "p.docx"))
    assert care not in words_of(page(tmp_path / "p.html"))
    about = [(row[0], str(row[1])) for row in sheets(tmp_path / "p.xlsx")["About"]]
    assert not any(care in words for _, words in about)
    # What consent keeps back is told among the facts, and not once more.
    assert [name for name, words in about if "consent to quote is missing" in words] == ["consent"] * known


def test_every_participant_is_in_every_format(tmp_path: Path) -> None:
    study = quoted_study(P1="yes")
    names = [row.name for row in study.participants_in_order if row.role == "participant"]
    for ending in ("csv", "xlsx", "docx", "html", "pdf"):
        export_participants(tmp_path / f"a.{ending}", study)
        export_participants(tmp_path / f"b.{ending}", study)
        assert (tmp_path / f"a.{ending}").read_bytes() == (tmp_path / f"b.{ending}").read_bytes()
    assert [row[0] for row in csv_table(tmp_path / "a.csv")[1:]] == names
    assert [row[0] for row in sheets(tmp_path / "a.xlsx")["Participants"][1:]] == names
    headings = [words for style, words in paragraphs(tmp_path / "a.docx") if style == "Heading 1"]
    assert headings == ["Overview", *names, "About these figures"]
    assert all(name in words_of(page(tmp_path / "a.html")) for name in names)


def test_attributes_are_one_paragraph_and_nobody_is_listed_twice(tmp_path: Path) -> None:
    study = quoted_study()
    columns, rows = ("participant", "housing", "age", "children"), [["FG1-P1", "rents", "34", ""]]
    study = study.after(import_attributes(study, AttributeSubject.PARTICIPANT, columns, rows).change)
    export_participants(tmp_path / "p.docx", study)
    export_participants(tmp_path / "p.html", study)
    (fields,) = [table for table in tables(tmp_path / "p.docx") if table[0][0] == "Attributes"]
    assert fields[0] == ["Attributes", "housing:\u00a0rents\u00a0· age:\u00a034"]
    # The overview leads to everybody; a list of contents that names them again would be longer than it.
    assert not page(tmp_path / "p.html").xpath("//nav")
    leading = page(tmp_path / "p.html").xpath("//tbody//th/a/@href")
    assert isinstance(leading, list)
    assert len(leading) == len([row for row in study.participants_in_order if row.role == "participant"])


def test_segments_that_nobody_of_the_participants_says_are_told_below_the_overview(tmp_path: Path) -> None:
    study = quoted_study()
    figures = participant_figures(study, MEASURES)
    counted_here = sum(row.segments for row in figures)
    transcript = study.transcript_named("FG1 Home owners")
    asker = next(turn for turn in study.turns_of(transcript.id) if turn.role == "interviewer")
    code, coder = study.code_named("stigma"), study.coder_named("AB")
    asked = study.after(apply_code(study, code.id, transcript.id, asker.span, coder.id))
    export_participants(tmp_path / "p.html", asked)
    said = words_of(page(tmp_path / "p.html"))
    others = asked.coding_count - counted_here
    which = "begins in words of somebody else and is" if others == 1 else "begin in words of others and are"
    assert f"Of {asked.coding_count} segments, {others} {which} not counted here." in said


def test_that_somebody_is_not_quoted_stands_on_the_page_of_what_is_said_of_them() -> None:
    study = quoted_study()
    figures = participant_figures(study, MEASURES)
    people = [replace(row, left_out=int(bool(row.codes)), quotes=()) for row in figures]
    made = participants_document(Front(title="People"), study, people, {}, provenance(), (), 1)
    blocks = list(made.blocks)
    said = [isinstance(block, Paragraph) and block.words == NOT_QUOTED for block in blocks]
    kept = [isinstance(block, Fields) and block.keep_next for block in blocks]
    assert any(said)
    assert kept == [*said[1:], False]


def test_nothing_is_said_of_segments_where_all_are_counted() -> None:
    study = quoted_study()
    figures = participant_figures(study, MEASURES)
    counted_here = sum(row.segments for row in figures)
    assert elsewhere(figures, counted_here) == ""
    assert elsewhere(figures, counted_here + 1).endswith(
        "1 begins in words of somebody else and is not counted here."
    )
    everybody = segments_in_all(study)
    assert everybody == study.coding_count
    mine = [segments_in_all(study, CoderChoice((row.id,))) for row in study.coders_in_order]
    assert sum(mine) == everybody
    assert 0 < mine[0] < everybody
