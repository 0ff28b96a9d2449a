"""Memos in files: every word of every memo, in the order that was asked for.

Tests as well: ``analysis.captions.memos``, ``analysis.memo_quotes``, ``exporters.passages.memo_chapters``,
``exporters.passages.memos_file``.
"""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from qualcode.analysis.memo_list import MemoChoice, listed_memos
from qualcode.exporters.document.blocks import Contents, Paragraph, QuoteBlock
from qualcode.exporters.document.numbering import quote_words
from qualcode.exporters.document.write import documents_taken
from qualcode.exporters.passages import memos_file
from qualcode.exporters.passages.memo_chapters import (
    MemoChapter,
    heading_below,
    links_below,
    memo_chapters,
    memo_facts,
)
from qualcode.exporters.passages.memos_file import memos_document
from qualcode.model.codes.code_names import names_in_documents
from qualcode.model.entities import AttributeSubject, MemoSubject
from qualcode.model.errors import QualcodeError
from qualcode.model.front import Front
from qualcode.model.memos import MemoKind, MemoOrder
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.model.words.in_words import beginning
from qualcode.operations.memos import add_memo
from qualcode.operations.people.attribute_import import import_attributes
from qualcode.operations.transcripts.documents import rename_transcript
from qualcode.project.reports.memo_export import export_memos
from tests.exporters.reading import csv_table, page, paragraphs, words_of
from tests.exporters.studies import provenance
from tests.support.noted import noted_study
from tests.support.studies import FG1, example_study

TEXTS = ("about the study", "what is hidden?", "Began to code.", "about the place", "control", "about P1")


@pytest.mark.parametrize("by", MemoOrder)
def test_every_memo_is_in_every_kind_of_file(tmp_path: Path, by: MemoOrder) -> None:
    study = noted_study()
    stigma = names_in_documents(study)[study.code_named("stigma").id]
    for ending in ("docx", "html", "csv"):
        path = tmp_path / f"memos.{ending}"
        written = export_memos(path, study, by=by)
        assert written == (len(listed_memos(study)), len(listed_memos(study)))
        once = path.read_bytes()
        export_memos(path, study, by=by)
        assert path.read_bytes() == once
    in_word = "\n".join(words for _, words in paragraphs(tmp_path / "memos.docx"))
    in_page = words_of(page(tmp_path / "memos.html"))
    # Numbers of turns are not broken from their word.
    in_word, in_page = (words.replace("\N{NO-BREAK SPACE}", " ") for words in (in_word, in_page))
    for text in (
        *TEXTS,
        "On hiding",
        "tags: method, to do",
        # Neither the code nor the transcript of a chapter is said again below it.
        f"Linked to: {'' if by is MemoOrder.CODE else f'Code {stigma}; '}FG1 Home owners, turn 4",
        {
            MemoOrder.TRANSCRIPT: f"{stigma} by AB, turn ",
            MemoOrder.CODE: "By AB in FG1 Home owners",
            MemoOrder.DATE: f"{stigma} by AB in FG1 Home owners",
        }[by],
    ):
        assert text in in_word, text
        assert text in in_page, text
    header, *rows = csv_table(tmp_path / "memos.csv")
    assert header[:3] == ["title", "kind", "about"]
    assert sorted(row[header.index("text")] for row in rows) == sorted(m.text for m in listed_memos(study))
    (free,) = (dict(zip(header, row, strict=True)) for row in rows if row[1] == "free")
    assert (free["date"], free["tags"], free["links"]) == (
        "2021-03-11", "method, to do", "Code stigma; FG1 Home owners, turn 4",
    )  # fmt: skip
    assert (free["code"], free["transcript"]) == ("stigma", "FG1 Home owners")


@pytest.mark.parametrize("memos", [60, 61])
def test_contents_name_the_memos_where_they_are_few(memos: int) -> None:
    first = listed_memos(noted_study())[0]
    listed = [replace(first, title=f"Memo {number}") for number in range(memos)]
    chapters = [MemoChapter("FG1", tuple(listed))]
    blocks = memos_document(Front(title="Memos"), "en", chapters, {}, provenance()).blocks
    (contents,) = (block for block in blocks if isinstance(block, Contents))
    assert contents.deepest == (2 if memos == 60 else 1)
    # Headings that several have tell nothing in a list.
    alike = [MemoChapter("FG1", (*listed[:3], listed[0]))]
    blocks = memos_document(Front(title="Memos"), "en", alike, {}, provenance()).blocks
    (contents,) = (block for block in blocks if isinstance(block, Contents))
    assert contents.deepest == 1


def _headings(study: Study, by: MemoOrder) -> dict[str, list[str]]:
    """The headings of memos without a title, by chapter."""
    chapters = memo_chapters(study, listed_memos(study), by)
    return {
        chapter.title: [heading_below(replace(memo, title=""), chapter) for memo in chapter.memos]
        for chapter in chapters
    }


def test_a_memo_does_not_repeat_the_name_of_its_chapter() -> None:
    study = noted_study()
    named = _headings(study, MemoOrder.TRANSCRIPT)["FG1 Home owners"]
    assert {"Transcript", "Place, turn 4", "Highlight, turn 4"} <= set(named)
    assert sum(bool(re.fullmatch(r"\w+ by \w\w, turn \d", each)) for each in named) == 2
    assert not any("FG1" in each for each in named)
    # Whatever its name is: it is not looked for in what the memo is about.
    transcript = study.transcript_named(FG1.name)
    study = study.after(rename_transcript(study, transcript.id, "Place"))
    assert _headings(study, MemoOrder.TRANSCRIPT)["Place"] == named
    named = _headings(study, MemoOrder.CODE)[names_in_documents(study)[study.code_named("stigma").id]]
    assert "On the code itself" in named
    assert [each for each in named if each.startswith("By ")]
    assert not any("stigma" in each for each in named)


def test_a_memo_with_a_title_has_that_as_its_heading_and_others_say_all_that_they_are_about() -> None:
    study = noted_study()
    chapter, *_ = memo_chapters(study, listed_memos(study), MemoOrder.TRANSCRIPT)
    memo = next(memo for memo in chapter.memos if memo.kind is MemoKind.HIGHLIGHT)
    assert heading_below(replace(memo, title="My own"), chapter) == "My own"
    assert (
        heading_below(memo, chapter._replace(of=None)) == memo.about == "Highlight in FG1 Home owners, turn 4"
    )
    assert heading_below(memo, chapter._replace(of=study.codes_in_order[0].id)) == memo.about


def test_a_memo_is_linked_to_more_than_its_chapter() -> None:
    study = noted_study()
    free = next(memo for memo in listed_memos(study) if memo.kind is MemoKind.FREE)
    first, second = free.links
    chapter = MemoChapter("1.1 trust", (free,), first.target.subject_id)
    assert links_below(free, chapter) == second.name
    # Words of a transcript are more than the transcript that the chapter is about.
    assert links_below(free, chapter._replace(of=second.target.subject_id)) == f"{first.name}; {second.name}"
    blocks = memos_document(Front(title="Memos"), "en", [chapter], {}, provenance()).blocks
    (text,) = (block for block in blocks if isinstance(block, Paragraph) and block.words == free.text)
    assert text.keep_next


def test_a_memo_names_its_author_once() -> None:
    study = noted_study()
    chapter, *_ = memo_chapters(study, listed_memos(study), MemoOrder.TRANSCRIPT)
    written = [memo for memo in chapter.memos if memo.author]
    assert {MemoKind.SEGMENT, MemoKind.HIGHLIGHT} <= {memo.kind for memo in written}
    for memo in written:
        told = f"{heading_below(memo, chapter)} {memo_facts(memo)}"
        assert re.findall(r"\w+", told).count(memo.author) == 1, told


def test_chapters_are_transcripts_codes_or_days() -> None:
    study = noted_study()
    memos = listed_memos(study)

    def titles(by: MemoOrder) -> list[tuple[str, int]]:
        return [(chapter.title, len(chapter.memos)) for chapter in memo_chapters(study, memos, by)]

    assert titles(MemoOrder.TRANSCRIPT) == [("FG1 Home owners", 6), ("On no transcript", 4)]
    stigma, privacy = (names_in_documents(study)[study.code_named(name).id] for name in ("stigma", "privacy"))
    assert titles(MemoOrder.CODE) == [(stigma, 3), (privacy, 1), ("On no code", 6)]
    assert titles(MemoOrder.DATE)[:2] == [("11 March 2021", 1), ("12 March 2021", 1)]
    assert titles(MemoOrder.DATE)[-1] == ("Without a date", 4)


def test_chosen_memos_alone_are_written(tmp_path: Path) -> None:
    study = noted_study()
    path = tmp_path / "some.csv"
    assert export_memos(path, study, MemoChoice(kinds={MemoKind.SEGMENT})).number == 2
    free = next(memo for memo in listed_memos(study) if memo.kind is MemoKind.FREE)
    assert export_memos(path, study, only={free.id}).number == 1
    assert len(csv_table(path)) == 2
    for nothing in (MemoChoice(words="nowhere"), MemoChoice(tags=["none"])):
        with pytest.raises(QualcodeError, match="No memos were written: none of them is chosen"):
            export_memos(tmp_path / "none.csv", study, nothing)
    with pytest.raises(QualcodeError, match="end the file name in docx, html, pdf or csv"):
        export_memos(tmp_path / "memos.xlsx", study)
    assert not (tmp_path / "none.csv").exists()


def test_a_study_without_memos_says_so(tmp_path: Path) -> None:
    study = example_study()
    with pytest.raises(QualcodeError, match="none of them is chosen"):
        export_memos(tmp_path / "memos.csv", study, MemoChoice(kinds={MemoKind.FREE}))


def _consenting(study: Study, **given: str) -> Study:
    rows = [[row.name, given[row.name]] for row in study.participants_in_order if row.name in given]
    columns = ("participant", "consent to quote")
    return study.after(import_attributes(study, AttributeSubject.PARTICIPANT, columns, rows).change)


def _quoted(path: Path, study: Study, by: MemoOrder = MemoOrder.TRANSCRIPT) -> tuple[list[str], list[str]]:
    """The quotes in the document, each with its reference, and those of the table with theirs."""
    with documents_taken() as taken:
        export_memos(path / "memos.html", study, by=by)
    (made,) = taken
    # What is said of words begins on their page.
    assert all(row.keep_next for row in made.blocks if isinstance(row, QuoteBlock))
    quotes = [f"{quote_words(row)} {row.reference}" for row in made.blocks if isinstance(row, QuoteBlock)]
    export_memos(path / "memos.csv", study, by=by)
    header, *rows = csv_table(path / "memos.csv")
    cells = (dict(zip(header, row, strict=True)) for row in rows)
    return quotes, [f"{row['words']} {row['reference']}" for row in cells if row["words"]]


def test_a_memo_on_words_quotes_them_with_their_place(tmp_path: Path) -> None:
    study = noted_study()
    quotes, cells = _quoted(tmp_path, study)
    on_words = [memo for memo in listed_memos(study) if memo.span and memo.span.length]
    assert {memo.kind for memo in on_words} == {MemoKind.SEGMENT, MemoKind.HIGHLIGHT, MemoKind.PLACE}
    assert len(quotes) == len(cells) == len(on_words)
    assert any("nothing to hide" in quote for quote in quotes)
    # Below its heading the transcript is not named again; by code and in a table it is.
    assert not any(FG1.name in quote for quote in quotes)
    assert all(f"{FG1.name}, turn " in cell for cell in cells)
    assert all(FG1.name in quote for quote in _quoted(tmp_path, study, MemoOrder.CODE)[0])


def test_a_long_passage_is_cut_at_a_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memos_file, "MOST_WORDS", 12)
    study = noted_study()
    fg1 = study.transcript_named(FG1.name)
    every = Span(0, len(study.text(fg1.id)))
    change = add_memo(study, MemoSubject.PLACE, fg1.id, "All of it.", author="AB", span=every)[1]
    quotes, cells = _quoted(tmp_path, study.after(change))
    (quote,) = (row for row in quotes if "Focus" in row)
    assert quote == "Focus group 1\nWhat do you make of it?\nI would want\u00a0… turns 1–5"
    (cell,) = (row for row in cells if "Focus" in row)
    assert cell.endswith(f"I would want … {FG1.name}, turns 1–5")


@pytest.mark.parametrize(("given", "number"), [("yes", 0), ("no", 1)])
def test_nobody_is_quoted_with_a_memo_who_did_not_agree(tmp_path: Path, given: str, number: int) -> None:
    study = noted_study()
    people = [row.name for row in study.participants_in_order]
    recorded = _consenting(study, **dict.fromkeys(people, given))
    quotes, cells = _quoted(tmp_path, recorded)
    every = len(_quoted(tmp_path, study)[0])
    assert len(quotes) == len(cells) == (0 if number else every)
    export_memos(tmp_path / "memos.html", recorded)
    said = words_of(page(tmp_path / "memos.html"))
    assert said.count("consent to quote is missing") == number
    assert (beginning(f"{every} quotes are left out") in said) is bool(number)
    assert ("nothing to hide" in said) is not bool(number)


def test_memos_on_no_words_say_nothing_of_quotes(tmp_path: Path) -> None:
    export_memos(tmp_path / "memos.html", noted_study(), MemoChoice(kinds={MemoKind.FREE, MemoKind.CODE}))
    said = words_of(page(tmp_path / "memos.html"))
    assert "Quotes" not in said
    assert "consent" not in said.casefold()
