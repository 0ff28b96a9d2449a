"""One question in every form (command, page, saved report, memory) gives files that are alike to the byte.

Tests: ``analysis.captions.conversations``, ``analysis.captions.pictures``, ``project.reports.answers``,
``project.reports.asking``.
"""

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from PIL import Image

from qualcode.exporters.document.colophon_entries import without_stop
from qualcode.exporters.tables.matrix_file import meta_path
from qualcode.model.queries.query import written_identity
from qualcode.model.questions.kinds import KINDS, AnyQuestion, AnyReport, word_of
from qualcode.model.questions.matrices import ConversationQuestion, CooccurrenceQuestion, TableQuestion
from qualcode.model.questions.names import COLUMNS, NAMES, column
from qualcode.model.questions.papers import AuditQuestion, ChecklistQuestion, SaturationQuestion
from qualcode.model.questions.parts import parts_of
from qualcode.model.questions.pictures import (
    BarsQuestion,
    ComparisonQuestion,
    GroupsHeatMapQuestion,
    HeatMapQuestion,
    NetworkQuestion,
    PortraitQuestion,
    TalkQuestion,
    TimelineQuestion,
    WordsQuestion,
)
from qualcode.model.questions.provenance import IN_WORDS, Provenance, caption
from qualcode.model.questions.reports import (
    AgreementQuestion,
    CodebookQuestion,
    FrameworkQuestion,
    MethodsQuestion,
    ParticipantsQuestion,
    SegmentsQuestion,
    TranscriptQuestion,
)
from qualcode.model.questions.rules import Coefficient, Count, Rule, facts_told
from qualcode.model.questions.words import ChapterOrder, Figure, Marking, Shown, Sorting, TalkForm
from qualcode.model.study import Study
from qualcode.model.transcript import TranscriptKind
from qualcode.model.words.in_words import beginning
from qualcode.operations.transcripts.documents import add_transcripts
from qualcode.project.opening import open_project
from qualcode.project.project import Project
from qualcode.project.reports.answers import AnswerSources, WrittenAnswer, answer
from qualcode.project.reports.reporting import add_to_report, run_report
from qualcode.ui.pages.asked import Asked, recalled_as, remembered
from qualcode.ui.pages.groups.line import GroupsChoice
from qualcode.ui.pages.groups.line import recalled as recalled_groups
from qualcode.ui.pages.groups.line import remembered as remembered_groups
from qualcode.ui.pages.groups.tables import Talk as TalkSeen
from qualcode.ui.pages.matrix.choice import USUAL as MATRIX
from qualcode.ui.pages.matrix.choice import from_memory, memory_of
from qualcode.ui.pages.matrix.choice import question_of as matrix_question
from qualcode.ui.pages.matrix.choice import valid as valid_matrix
from qualcode.ui.pages.pictures.choice import USUAL as PICTURES
from qualcode.ui.pages.pictures.choice import question_of as picture_question
from qualcode.ui.pages.pictures.choice import valid as valid_picture
from qualcode.ui.pages.report.choice import USUAL as REPORTS
from qualcode.ui.pages.report.choice import ReportKind
from qualcode.ui.pages.report.choice import recalled as recalled_report
from qualcode.ui.pages.report.choice import remembered as remembered_report
from qualcode.ui.pages.report.choice import valid as valid_report
from tests.cli.conftest import Run
from tests.exporters.reading import sheets
from tests.support.studies import FG1, INT01

KEPT = Path(__file__).parents[1] / "project" / "kept" / "saved_reports.qualcode.gz"

EVERYTHING: dict[str, Any] = {
    "codes": ("privacy", "Outer"),
    "coders": ("AB",),
    "query": "Judged",
    "transcripts": (FG1.name,),
}
QUESTIONS: tuple[AnyQuestion, ...] = (
    CooccurrenceQuestion(),
    CooccurrenceQuestion(codes=("Outer",), rule=Rule.TRANSCRIPT, sort=Sorting.NAME),
    CooccurrenceQuestion(**EVERYTHING, rule=Rule.NEAR, within=2, count=Count.TRANSCRIPTS, tidy=True),
    CooccurrenceQuestion(
        code_set="Worries", rule=Rule.TURN, coefficient=Coefficient.LIFT, sort=Sorting.CLUSTER
    ),
    CooccurrenceQuestion(used=True),
    CooccurrenceQuestion(most_used=2, aggregate=True, rule=Rule.PARTICIPANT, interviewers=True),
    TableQuestion(by=("transcript",), totals=True, sort=Sorting.FREQUENCY),
    TableQuestion(by=("age",), figure=Figure.UNITS, unit=Rule.SENTENCE, shown=Shown.ROW_PERCENT, totals=True),
    TableQuestion(by=("query:Judged", "query:Elsewhere"), figure=Figure.WORDS, codes=("privacy", "Trust")),
    TableQuestion(by=("participant",), figure=Figure.PARTICIPANTS, minimum_cell=2, interviewers=True),
    TableQuestion(by=("transcript",), tested=True, totals=True, sort=Sorting.CODEBOOK),
    ConversationQuestion(**EVERYTHING, interviewers=True),
    ConversationQuestion(kind=TranscriptKind.INTERVIEW, most_used=3),
    SegmentsQuestion(**EVERYTHING, context_turns=1, consent=True, order=ChapterOrder.TRANSCRIPT),
    SegmentsQuestion(context=30),
    CodebookQuestion(quotes=1, consent=False, history=False, coders=("AB", "CD")),
    FrameworkQuestion(counts=True, codes=("Outer", "stigma"), coders=("AB",), tidy=True),
    ParticipantsQuestion(quotes=2, consent=False, coders=("CD",), attributes=("age",)),
    MethodsQuestion(),
    AgreementQuestion(coders=("AB", "CD"), transcripts=(FG1.name,), bootstrap=100, uncoded=False, seed=4),
    SaturationQuestion(),
    ChecklistQuestion(),
    AuditQuestion(),
    TranscriptQuestion(transcript=FG1.name, marking=Marking.MARGIN, codes=("Outer",), coders=("CD", "AB")),
    HeatMapQuestion(codes=("Outer", "Trust"), aggregate=True, rule=Rule.TRANSCRIPT, sort=Sorting.CLUSTER),
    NetworkQuestion(rule=Rule.TURN, coefficient=Coefficient.PHI, threshold=0.25, connected=True),
    GroupsHeatMapQuestion(by=("age",), totals=True, shown=Shown.COLUMN_PERCENT, sort=Sorting.NAME),
    BarsQuestion(by=("participant",), stacked=True, coders=("AB",)),
    PortraitQuestion(transcript=FG1.name, query="Judged"),
    TimelineQuestion(transcript="Timed", minutes=1.0),
    ComparisonQuestion(kind=TranscriptKind.FOCUS_GROUP, code_set="Worries"),
    TalkQuestion(transcript=FG1.name, form=TalkForm.HEATMAP),
    WordsQuestion(
        transcripts=(FG1.name,), code="privacy", participant="FG1-P1", common=True, most=12, cloud=False
    ),
)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project that is kept, with a transcript more whose turns have times."""
    path = tmp_path_factory.mktemp("forms") / "forms.qualcode"
    path.write_bytes(gzip.decompress(KEPT.read_bytes()))
    project = open_project(str(path))
    turns = tuple(turn._replace(time=40.0 * place) for place, turn in enumerate(INT01.turns))
    timed = replace(INT01, name="Timed", source_name="Timed.txt", source_sha256="", turns=turns)
    project.do(add_transcripts(project.study, [timed]).change, "AB")
    # They are kept first: the methods appendix lists the reports that there are.
    for number, question in enumerate(QUESTIONS):
        held = by_identity(project.study, question)
        change = add_to_report(project.study, f"Report {number}", f"out{_ending(question)}", held)
        project.do(change, "AB")
    project.close()
    return path


@pytest.fixture(scope="module")
def project(file: Path) -> Iterator[Project]:
    opened = open_project(str(file), writing=False)
    yield opened
    opened.close()


def typed(question: AnyQuestion) -> list[str]:
    """The options that say the same by command."""
    words: list[str] = []
    for part in parts_of(type(question)):
        value = getattr(question, part.name)
        option = part.about.option or f"--{part.name.replace('_', '-')}"
        if value == part.usual:
            continue
        if part.type is bool:
            on, _, off = option.partition("/")
            words.append(on if value else off)
        else:
            for each in value if part.several else (value,):
                words += [option, str(each)]
    return words


def by_identity(study: Study, question: AnyQuestion) -> AnyQuestion:
    """The question as a page holds it, which must outlive names."""
    changes: dict[str, Any] = {}
    for part in parts_of(type(question)):
        value, kind = getattr(question, part.name), NAMES.get(part.name)
        if part.name == COLUMNS:
            rows = [(name, *column(study, name)) for name in value]
            changes[part.name] = tuple(
                name if row is None else f"{prefix}{written_identity(row)}" for name, prefix, _, row in rows
            )
        elif kind is not None and value:
            found = [
                written_identity(kind.row(study, name)) for name in (value if part.several else (value,))
            ]
            changes[part.name] = tuple(found) if part.several else found[0]
    return replace(question, **changes)


def as_a_page_asks(study: Study, question: AnyQuestion) -> AnyQuestion:
    """The question as it leaves its page, of which it is the state, after a change of the study."""
    held = by_identity(study, question)
    match held:
        case CooccurrenceQuestion() | TableQuestion():
            return matrix_question(valid_matrix(_seen(MATRIX, held), study))
        case ConversationQuestion():
            choice = GroupsChoice(held, which=TalkSeen.COMPARED)
            return choice.still_valid(study).question
        case (
            SegmentsQuestion()
            | CodebookQuestion()
            | TranscriptQuestion()
            | FrameworkQuestion()
            | ParticipantsQuestion()
            | MethodsQuestion()
            | AgreementQuestion()
            | SaturationQuestion()
            | ChecklistQuestion()
            | AuditQuestion()
        ):
            return valid_report(held, study)
        case _:
            return picture_question(valid_picture(_seen(PICTURES, held), study))


def _seen(usual: Asked, question: AnyQuestion) -> Asked:
    return usual.put(question).see(type(question))


def as_it_is_recalled(study: Study, question: AnyQuestion) -> AnyQuestion:
    """The question as its page remembers it from one run to the next."""
    held = by_identity(study, question)
    match held:
        case CooccurrenceQuestion() | TableQuestion():
            how, everything = memory_of(_seen(MATRIX, held))
            return from_memory(how, everything).question
        case ConversationQuestion():
            choice = GroupsChoice(held, which=TalkSeen.COMPARED)
            return recalled_groups(remembered_groups(choice)).question
        case (
            SegmentsQuestion()
            | CodebookQuestion()
            | TranscriptQuestion()
            | FrameworkQuestion()
            | ParticipantsQuestion()
            | MethodsQuestion()
            | AgreementQuestion()
            | SaturationQuestion()
            | ChecklistQuestion()
            | AuditQuestion()
        ):
            return recalled_report(_report(held), json.loads(json.dumps(remembered_report(held))))
        case _:
            asked = recalled_as(PICTURES, remembered(_seen(PICTURES, held)))
            return asked.question


def _report(question: AnyReport) -> ReportKind:
    if isinstance(question, SegmentsQuestion):
        return ReportKind.BY_CODE if question.order is ChapterOrder.CODE else ReportKind.BY_TRANSCRIPT
    return next(kind for kind, usual in REPORTS.items() if type(usual) is type(question))


def bytes_in(folder: Path) -> dict[str, bytes]:
    """Every file but what a run adds of itself; of facts beside a file all but the clock."""
    own = {"manifest.json", "figures.json"}
    found = {path.name: path.read_bytes() for path in folder.iterdir() if path.name not in own}
    for name in found:
        if name.endswith(".meta.json"):
            facts = json.loads(found[name])
            del facts["created"]
            found[name] = json.dumps(facts).encode()
    return found


def test_every_kind_of_question_is_asked() -> None:
    assert {type(question) for question in QUESTIONS} == {kind.question for kind in KINDS.values()}


def _ending(question: AnyQuestion) -> str:
    """One format will do: each is written from the same value, and tried as such elsewhere."""
    endings = KINDS[word_of(question)].endings
    return next(ending for ending in (".csv", ".html", ".svg") if ending in endings)


@pytest.mark.parametrize("question", QUESTIONS, ids=word_of)
def test_all_forms_give_the_same_bytes(
    run: Run, project: Project, file: Path, tmp_path: Path, question: AnyQuestion
) -> None:
    study, record = project.study, project.record()
    forms = {
        "named": question,
        "page": as_a_page_asks(study, question),
        "memory": as_it_is_recalled(study, question),
    }
    written: dict[str, WrittenAnswer] = {}
    for form, asked in forms.items():
        (tmp_path / form).mkdir()
        written[form] = answer(tmp_path / form / f"out{_ending(question)}", asked, AnswerSources(record))
    (tmp_path / "command").mkdir()
    words = [word for word in KINDS[word_of(question)].command if word]
    told = run(*words, file, tmp_path / "command" / f"out{_ending(question)}", *typed(question))
    run_report(record, f"Report {QUESTIONS.index(question)}", tmp_path / "report")
    expected = bytes_in(tmp_path / "named")
    assert f"out{_ending(question)}" in expected
    for form in ("page", "memory", "command", "report"):
        assert bytes_in(tmp_path / form) == expected, form
    named = written["named"]
    assert named.about.sentence, "every kind says how it was made"
    assert named.said.startswith(named.about.sentence)
    assert (written["page"], written["memory"]) == (named, named)
    target = tmp_path / "command" / f"out{_ending(question)}"
    assert told.stdout.rstrip() == f"{target}: {named.said} {named.care}".rstrip()
    (entry, *_) = json.loads((tmp_path / "report" / "manifest.json").read_text("utf-8"))["outputs"]
    assert entry["rules"] == dict(named.about.facts)


FILES: tuple[tuple[AnyQuestion, str], ...] = tuple(
    (question, ending)
    for question in {type(question): question for question in QUESTIONS}.values()
    for ending in KINDS[word_of(question)].endings
    if ending not in (".json", ".pdf")
)
"""One question of each kind, in each format that has room for words."""


def printed_in_document(question: AnyQuestion, about: Provenance) -> list[str]:
    """What is printed for people to read: a sentence, in the colophon or a caption, and every fact."""
    if isinstance(question, MethodsQuestion):
        # Its paragraphs say what was counted.
        return [about.project, f"qualcode {about.version}"]
    if isinstance(question, AuditQuestion) and about.sentence.startswith("all "):
        # Its first paragraph says how many steps there are, and when they were made.
        return [about.sentence.removeprefix("all "), about.project]
    said = about.sentence
    if isinstance(question, ChecklistQuestion):
        # Its first paragraph says how many items have an answer; the title, of which checklist.
        said = said.partition(": ")[2].removesuffix(" answered")
    # A caption has no full stop at its end.
    return [
        beginning(said),
        *(value for name, value in facts_told(about) if name in dict(about.facts) and name != IN_WORDS),
        about.project,
    ]


def _is_in(part: str, words: str) -> bool:
    """Whether a fact is printed; in a colophon it begins with a capital or, of a number, with a word.

    A phrase has no full stop there.
    """
    if part in words:
        return True
    phrase = without_stop(part)
    return phrase in words or f"{phrase[:1].upper()}{phrase[1:]}" in words or beginning(phrase) in words


def _plain(written: str) -> str:
    """Words without the spaces that keep a figure and what belongs to it on one line."""
    return unescape(written).replace("\xa0", " ")


@pytest.mark.parametrize(
    ("question", "ending"), FILES, ids=[f"{word_of(question)}{ending}" for question, ending in FILES]
)
def test_every_file_prints_the_same_caption(
    project: Project, tmp_path: Path, question: AnyQuestion, ending: str
) -> None:
    """Of csv only what has its facts beside it: the others are rows for other programs and nothing else."""
    path = tmp_path / f"out{ending}"
    about = answer(path, question, AnswerSources(project.record())).about
    match ending:
        case ".docx":
            with ZipFile(path) as parts:
                pages = [name for name in parts.namelist() if re.fullmatch(r"word/\w+\.xml", name)]
                words = "".join(re.sub(r"<[^>]+>", "", parts.read(name).decode()) for name in pages)
            assert [
                part for part in printed_in_document(question, about) if not _is_in(part, _plain(words))
            ] == []
        case ".xlsx":
            first, *printed = [row[:2] for row in sheets(path)["About"]]
            assert first == ["About this file", about.title]
            told = [[name, value] for name, value in facts_told(about) if name in dict(about.facts)]
            assert all(fact in printed for fact in told)
        case ".csv":
            beside = meta_path(path)
            if beside.exists():
                assert json.loads(beside.read_text("utf-8"))["caption"] == caption(about)
        case ".png":
            with Image.open(path) as image:
                assert (image.info["Title"], image.info["Description"]) == (about.title, caption(about))
        case ".html":
            words = re.sub(r"<[^>]+>", "", path.read_text("utf-8"))
            assert [
                part for part in printed_in_document(question, about) if not _is_in(part, _plain(words))
            ] == []
        case ".svg":
            assert caption(about) in unescape(path.read_text("utf-8"))
        case _:
            raise AssertionError(ending)
