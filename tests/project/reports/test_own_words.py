"""What documents of every kind say in words of our own: stops, beginnings and apostrophes.

On a study in which some may not be quoted, so that all that is left out is told.
Tests: ``found_pages``.
"""

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from qualcode.analysis.query import find
from qualcode.exporters.document.blocks import (
    Block,
    Document,
    Heading,
    Paragraph,
    ParagraphKind,
    PictureBlock,
    TableBlock,
    plain,
)
from qualcode.exporters.document.write import documents_taken
from qualcode.exporters.papers.changes_document import changes_in_words, codes_told, quotes_told
from qualcode.exporters.pictures.told import told
from qualcode.language.measures import SpacyMeasures
from qualcode.model.entities import AttributeSubject, MemoSubject
from qualcode.model.memos import MemoOrder
from qualcode.model.queries.query_names import typed_query
from qualcode.model.questions.kinds import KINDS, AnyPicture, AnyQuestion
from qualcode.model.questions.matrices import TableQuestion
from qualcode.model.questions.papers import AuditQuestion
from qualcode.model.questions.pictures import PortraitQuestion, TalkQuestion, TimelineQuestion
from qualcode.model.questions.provenance import Provenance
from qualcode.model.questions.reports import CodebookQuestion, SegmentsQuestion, TranscriptQuestion
from qualcode.model.questions.words import ChapterOrder, CodebookForm, CodeDetail, Marking
from qualcode.operations import memos
from qualcode.operations.codes.codebook import add_code, edit_code, rename_code
from qualcode.operations.codes.codebook_structure import delete_codes
from qualcode.operations.people.attribute_import import import_attributes
from qualcode.operations.people.summaries import set_summary
from qualcode.project.opening import open_project
from qualcode.project.project import Project
from qualcode.project.reports.answers import AnswerSources, answer
from qualcode.project.reports.found_pages import write_found
from qualcode.project.reports.memo_export import export_memos
from qualcode.project.reports.picturing import picture_of
from qualcode.project.reports.reporting import keep_report
from qualcode.project.reports.reports_since import changes_page, changes_since_step
from tests.cli.conftest import project

__all__ = ["project"]

_TWICE = re.compile(r"(?<![A-Z])\.[;,]|(?<!\.)\.\.(?!\.)|,;|;;| \.| ,")
"""Signs that no sentence of ours has beside each other; initials may be before a comma."""
_DIGIT = re.compile(r"(?:^|(?<![ .][A-Za-z])[^\W\d]\. |[”)]\. )\d")
"""A sentence that begins with a digit."""
_STRAIGHT = re.compile(r"\w'|'\w")
_NEEDS: dict[type, dict[str, Any]] = {
    TableQuestion: {"by": ("transcript",)},
    TranscriptQuestion: {"transcript": "FG1"},
    PortraitQuestion: {"transcript": "FG1"},
    TimelineQuestion: {"transcript": "FG1"},
    TalkQuestion: {"transcript": "FG1"},
}
_WRITTEN = {"codes": {"by": "transcript"}, "transcript": {"transcript": "FG1"}}
_PICTURES = [name for name in KINDS if name.startswith("picture-")]
_SENTENCES = (ParagraphKind.BODY, ParagraphKind.NOTE)


@pytest.fixture
def some_left_out(project: str) -> Project:
    """One of two may be quoted, and all that researchers write is there."""
    made = open_project(project)
    one, *others = made.study.participants_in_order
    rows = [[one.name, "yes"], *([row.name, "no"] for row in others)]
    columns = ("participant", "consent to quote")
    made.do(import_attributes(made.study, AttributeSubject.PARTICIPANT, columns, rows).change, "AB")
    code = made.study.code_named("stigma")
    made.do(edit_code(made.study, code.id, examples="Example", definition="Definition"), "AB")
    made.do(edit_code(made.study, code.id, definition="Another definition", memo="A memo"), "AB")
    made.do(memos.add_memo(made.study, MemoSubject.CODE, code.id, "A memo", author="AB")[1], "AB")
    made.do(set_summary(made.study, one.id, code.id, "A summary", "AB"), "AB")
    return made


def _every_kind() -> dict[str, AnyQuestion]:
    """A question of each kind, and those whose forms word more."""
    found: dict[str, AnyQuestion] = {}
    for name, kind in KINDS.items():
        if ".html" in kind.endings:
            found[name] = kind.question(**_NEEDS.get(kind.question, {}))
    every = tuple(part for part in CodeDetail if part is not CodeDetail.OVERVIEW)
    return {
        **found,
        "codebook, all parts": CodebookQuestion(parts=every),
        "codebook, compact": CodebookQuestion(form=CodebookForm.COMPACT),
        "codes by participant": TableQuestion(by=("participant",), minimum_cell=2),
        "audit, identifiers": AuditQuestion(identifiers=True, exact=True),
        **{f"segments by {by}": SegmentsQuestion(order=by) for by in ChapterOrder},
        **{f"transcript, {way}": TranscriptQuestion(transcript="FG1", marking=way) for way in Marking},
    }


def _documents(made: Project, folder: Path, question: AnyQuestion) -> list[Document]:
    with documents_taken() as taken:
        answer(folder / "a.html", question, AnswerSources(made.record()))
    return taken


def _said(documents: list[Document]) -> Iterator[tuple[str, bool]]:
    """All words of ours, and whether they are sentences."""
    for document in documents:
        for block in document.blocks:
            yield from _of_block(block)
        yield from ((sentence, True) for sentence in document.colophon.sentences)
        yield from _of_provenance(document.colophon.about)


def _of_block(block: Block) -> Iterator[tuple[str, bool]]:
    match block:
        case Heading():
            yield block.words, False
        case Paragraph():
            words = plain(block.words)
            yield words, block.kind in _SENTENCES or words.endswith(".")
        case TableBlock():
            yield from ((words, True) for words in (block.caption, *block.notes, plain(block.shows)))
            yield from ((column.name, False) for column in block.columns)
            yield from ((plain(cell.words), False) for row in block.rows for cell in row)
        case PictureBlock():
            yield from ((words, True) for words in (block.caption, block.alternative, plain(block.shows)))


def _of_provenance(about: Provenance) -> Iterator[tuple[str, bool]]:
    yield about.sentence, False
    yield from ((value, False) for _, value in about.facts)


def _faults(documents: list[Document]) -> list[str]:
    said = dict.fromkeys(_said(documents))
    assert said
    return _faulty(said)


def _faulty(said: Iterable[tuple[str, bool]]) -> list[str]:
    """What has a fault; of each whether it is a sentence."""
    return [
        words
        for words, sentences in said
        if _TWICE.search(words) or _STRAIGHT.search(words) or (sentences and _DIGIT.search(words))
    ]


@pytest.mark.parametrize("name", _every_kind())
def test_every_kind(some_left_out: Project, tmp_path: Path, name: str) -> None:
    assert _faults(_documents(some_left_out, tmp_path, _every_kind()[name])) == []


@pytest.mark.parametrize("by", MemoOrder)
def test_memos(some_left_out: Project, tmp_path: Path, by: MemoOrder) -> None:
    with documents_taken() as taken:
        export_memos(tmp_path / "a.html", some_left_out.study, by=by)
    assert _faults(taken) == []


@pytest.mark.parametrize("by_code", [True, False])
def test_passages_that_a_query_finds(some_left_out: Project, tmp_path: Path, by_code: bool) -> None:
    record, typed = some_left_out.record(), "assume OR asked"
    with documents_taken() as taken:
        findings = find(record.study, typed_query(record.study, typed))
        write_found(tmp_path / "a.html", record, typed, findings, by_code=by_code)
    assert _faults(taken) == []


@pytest.mark.parametrize("name", _PICTURES)
def test_what_is_said_of_pictures(some_left_out: Project, name: str) -> None:
    kind = KINDS[name].question
    question = kind(**_NEEDS.get(kind, {}))
    assert isinstance(question, AnyPicture)
    picture = picture_of(some_left_out.study, question, SpacyMeasures())
    page = picture.page()
    words = [*page.remarks, told(picture), page.provenance.title, page.provenance.sentence]
    assert _faulty([(each, each.endswith(".")) for each in words]) == []


def test_what_has_changed_since_last_time(some_left_out: Project, tmp_path: Path) -> None:
    outputs = [
        {"file": f"{name}.html", "table": name, **_WRITTEN.get(name, {})}
        for name, kind in KINDS.items()
        if ".html" in kind.endings
    ]
    some_left_out.do(add_code(some_left_out.study, "doubt")[1], "AB")
    some_left_out.do(keep_report(some_left_out.study, "All", json.dumps({"outputs": outputs})), "AB")
    step = some_left_out.study.step
    stigma, doubt = (some_left_out.study.code_named(name).id for name in ("stigma", "doubt"))
    some_left_out.do(edit_code(some_left_out.study, stigma, definition="Yet another"), "AB")
    some_left_out.do(rename_code(some_left_out.study, stigma, "shame"), "AB")
    some_left_out.do(add_code(some_left_out.study, "fear")[1], "AB")
    some_left_out.do(delete_codes(some_left_out.study, [doubt]), "AB")
    record = some_left_out.record()
    changes = changes_since_step(record, "All", step)
    assert changes.reworded
    assert changes.figures
    assert _faults([changes_page(record, changes, SpacyMeasures())]) == []
    messages = [changes_in_words(changes), *codes_told(changes), *quotes_told((*changes.came, *changes.went))]
    assert _faulty([(words, words.endswith(".")) for words in messages]) == []
