"""Every workbook that the program writes: a first sheet that explains, filters, heads, a page's width."""

import ast
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

import qualcode
from qualcode.analysis.captions.lists import about_codes
from qualcode.analysis.differences import differences
from qualcode.exporters.tables import spreadsheet
from qualcode.importers.tables.attributes_file import read_attributes
from qualcode.importers.tables.codebook_file import read_codebook
from qualcode.importers.tables.data_lists import read_data_list
from qualcode.importers.tables.settled_file import read_settled
from qualcode.model.change import ChangeSet, updated
from qualcode.model.entities import AttributeSubject
from qualcode.model.errors import UnreadableFileError
from qualcode.model.questions.kinds import KINDS
from qualcode.model.questions.matrices import TableQuestion
from qualcode.model.words.in_words import counted
from qualcode.operations.papers.codebook_versions import name_version
from qualcode.operations.papers.tool_register import ToolWords, record_tool
from qualcode.project.opening import open_project
from qualcode.project.project import Project
from qualcode.project.reports.answers import AnswerSources, answer
from qualcode.project.reports.lists import (
    export_attributes,
    export_codes,
    export_differences,
    export_history,
)
from qualcode.project.teamwork.team_lists import TeamList, write_team_list
from tests.support.ready import ReadyProjects
from tests.support.teams import team_project

PACKAGE = Path(qualcode.__file__).parent
MACHINE_WORDS = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{32,}|\d:\d\d:\d\d\.\d"
)
"""Identities, sums, and moments finer than a second."""
NARROWEST = 7

Write = Callable[[Path, Project], object]


def _asked(kind: str) -> Write:
    question = KINDS[kind].question
    asked = TableQuestion(by=("transcript",)) if question is TableQuestion else question()
    return lambda path, project: answer(path, asked, AnswerSources(project.record()))


def _differences(path: Path, project: Project) -> object:
    pair = project.study.coder_named("AB").id, project.study.coder_named("CD").id
    texts = tuple(project.study.transcripts)
    return export_differences(path, project.study, differences(project.study, pair, texts))


BOOKS: dict[str, Write] = {
    **{kind: _asked(kind) for kind in KINDS if ".xlsx" in KINDS[kind].endings},
    **{
        f"attributes of {subject}s": lambda path, project, subject=subject: export_attributes(  # type: ignore[misc]
            path, project.study, subject
        )
        for subject in AttributeSubject
    },
    **{
        what: lambda path, project, what=what: write_team_list(path, project.study, what)  # type: ignore[misc]
        for what in TeamList
    },
    "codes": lambda path, project: export_codes(path, project.study),
    "differences": _differences,
    "history": lambda path, project: export_history(
        path, project.study, [(step, True) for step in project.steps]
    ),
}


@pytest.fixture(scope="module")
def project(ready_projects: ReadyProjects, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    path = ready_projects.copy(_coded, tmp_path_factory.mktemp("books") / "team.qualcode")
    with closing(open_project(path)) as opened:
        yield opened


def _coded(address: str) -> Project:
    project = team_project(address, blind=False)
    project.do(name_version(project.study, "Pilot", "Lead", "two groups"), "Lead")
    project.do(record_tool(project.study, ToolWords("Scribe", "transcribing"), "Lead"), "Lead")
    return project


@pytest.mark.parametrize("name", BOOKS)
def test_every_workbook_can_be_read_and_printed_as_it_is(name: str, project: Project, tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    BOOKS[name](path, project)
    about, *tables = load_workbook(path).worksheets
    assert tables
    _check_explained(about, tables, project)
    for sheet in (about, *tables):
        _check_printed(sheet)
    for sheet in tables:
        _check_table(sheet)


def _check_explained(about: Any, tables: list[Any], project: Project) -> None:
    said = {str(row[0]): str(row[1]) for row in about.iter_rows(values_only=True)}
    assert (about.title, next(iter(said))) == ("About", "About this file")
    for sheet in tables:
        assert re.fullmatch(r"\S.*\w.*\.", said[f"Sheet “{sheet.title}”"]), sheet.title
    assert len(said["in words"]) > len("in words")
    assert (said["project"], said["step"]) == (project.study.info.name, str(project.study.step))


def _check_printed(sheet: Any) -> None:
    assert sheet.freeze_panes is not None
    assert re.fullmatch("[A-Z]+2", sheet.freeze_panes)
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
    # Not one fitted page whatever is on it: a table as wide as these is on one that can be read.
    assert int(sheet.page_setup.fitToWidth or 1) == 1


def _check_table(sheet: Any) -> None:
    assert sheet.auto_filter.ref == sheet.dimensions or sheet.max_row == 1
    for cell in sheet[1]:
        # Columns of one width that stand beside each other are said once, by the first.
        width = next(
            each.width for each in sheet.column_dimensions.values() if each.min <= cell.column <= each.max
        )
        assert width >= NARROWEST or cell.alignment.textRotation, cell.value
        longest = max(map(len, str(cell.value or "").split()), default=0)
        assert longest <= width or cell.alignment.textRotation, cell.value
    for row in sheet.iter_rows(values_only=True):
        for value in row:
            assert not MACHINE_WORDS.search(str(value)), value


def test_every_writer_of_workbooks_is_among_them(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    used = set()
    make = spreadsheet.Spreadsheet.__init__

    def noted(self: Any, *given: Any, **how: Any) -> None:
        # From here over the context manager (its function, its __enter__) to who asked for it.
        used.add(sys._getframe(3).f_globals["__name__"])
        make(self, *given, **how)

    monkeypatch.setattr(spreadsheet.Spreadsheet, "__init__", noted)
    for name, write in BOOKS.items():
        write(tmp_path / f"{name}.xlsx", project)
    assert used == set(_modules_that_call("spreadsheet"))
    assert list(_modules_that_call("Workbook")) == [spreadsheet.__name__]


def _modules_that_call(name: str) -> Iterator[str]:
    for path in sorted(PACKAGE.rglob("*.py")):
        source = path.read_bytes()
        if name.encode() not in source:
            # Parsing all of the program takes seconds.
            continue
        calls = (node.func for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
        if any(name in (getattr(called, "id", ""), getattr(called, "attr", "")) for called in calls):
            yield ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)


def test_what_is_written_for_reading_back_is_read_behind_its_first_sheet(
    project: Project, tmp_path: Path
) -> None:
    path = tmp_path / "book.xlsx"
    BOOKS["codes"](path, project)
    assert [row.name for row in read_codebook(path)] == [row.name for row in project.study.codes_in_order]
    BOOKS["attributes of participants"](path, project)
    names = [row.name for row in project.study.participants_in_order]
    assert [row[0] for row in read_attributes(path).rows] == names
    assert [name for name, _ in read_data_list(path).rows] == names
    BOOKS["differences"](path, project)
    with pytest.raises(UnreadableFileError, match="settles nothing: its column “decision” is empty"):
        read_settled(path)


@pytest.mark.parametrize(("number", "said"), [(1, "1 category"), (2, "2 categories")])
def test_categories_are_counted_beside_codes(project: Project, number: int, said: str) -> None:
    study = project.study
    for row in study.codes_in_order[:number]:
        study = study.after(ChangeSet("Categories", (updated(row, replace(row, codable=False)),)))
    codable = sum(row.codable for row in study.codes.values())
    codes = counted(codable, "code")
    assert about_codes(study).sentence == f"{codes} and {said}, in the order of the codebook"


def test_a_list_says_what_it_was_narrowed_by(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "history.xlsx"
    steps = [(step, True) for step in project.steps][:2]
    export_history(path, project.study, steps, "Pilot")
    about = load_workbook(path).worksheets[0]
    assert ("in words", "2 steps with “Pilot”; times are in UTC") in [
        row[:2] for row in about.iter_rows(values_only=True)
    ]
