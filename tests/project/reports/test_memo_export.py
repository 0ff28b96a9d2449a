"""Memos in files: every word of every memo, in the order that was asked for.

Tests as well: ``analysis.captions.memos``, ``exporters.passages.memo_chapters``,
``exporters.passages.memos_file``.
"""

from dataclasses import replace
from pathlib import Path

import pytest

from qualcode.analysis.memo_list import MemoChoice, listed_memos
from qualcode.exporters.document.blocks import Contents
from qualcode.exporters.passages.memo_chapters import MemoChapter, heading_below, memo_chapters
from qualcode.exporters.passages.memos_file import memos_document
from qualcode.model.codes.code_names import names_in_documents
from qualcode.model.errors import QualcodeError
from qualcode.model.front import Front
from qualcode.model.memos import MemoKind, MemoOrder
from qualcode.project.reports.memo_export import export_memos
from tests.exporters.reading import csv_table, page, paragraphs, words_of
from tests.exporters.studies import provenance
from tests.support.noted import noted_study
from tests.support.studies import example_study

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
        f"Linked to: Code {stigma}; FG1 Home owners, turn 4",
        f"{stigma} by AB, turn " if by is MemoOrder.TRANSCRIPT else f"{stigma} by AB in FG1 Home owners",
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
    listed = listed_memos(noted_study())[:1] * memos
    chapters = [MemoChapter("FG1", tuple(listed))]
    blocks = memos_document(Front(title="Memos"), "en", chapters, provenance()).blocks
    (contents,) = (block for block in blocks if isinstance(block, Contents))
    assert contents.deepest == (2 if memos == 60 else 1)


@pytest.mark.parametrize(
    ("about", "heading"),
    [
        ("Transcript FG1", "Transcript"),
        ("FG1, turn 4", "Turn 4"),
        ("Highlight in FG1, turn 4", "Highlight, turn 4"),
        ("Highlight in FG12, turn 4", "Highlight in FG12, turn 4"),
        ("Place in FG2, turn 1", "Place in FG2, turn 1"),
        ("FG1", "FG1"),
    ],
)
def test_a_memo_does_not_repeat_the_name_of_its_chapter(about: str, heading: str) -> None:
    transcript = example_study().transcripts_in_order[0].id
    memo = replace(listed_memos(noted_study())[0], title="", about=about, transcript_id=transcript)
    assert heading_below(memo, "FG1") == heading
    assert heading_below(replace(memo, title="My own"), "FG1") == "My own"
    assert heading_below(replace(memo, transcript_id=None), "FG1") == about


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
