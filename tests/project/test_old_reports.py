"""Reports that were saved before questions had one form still run, and give the figures that they gave.

Tests: ``reports.report_definition``, ``reports.reporting``.
"""

import csv
import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.project.opening import open_project
from qualcode.project.project import Project
from qualcode.project.reports.report_definition import read_definition
from qualcode.project.reports.reporting import run_report

KEPT = Path(__file__).parent / "kept"
"""A project with one saved report of every kind of table, and the csv files that it gave then."""

IN_ANOTHER_ORDER = {"by age.csv", "chosen.csv", "whole categories.csv", "strength.csv"}
"""Chosen codes stood as they were listed, and neighbours in the order of clusters were not the nearest."""

MENDED = {"category.csv", *IN_ANOTHER_ORDER}
"""A category gave a row of its own, without any figures."""


WITH_WORDS = {"by queries.csv", "codebook.csv", "participants.csv"}
"""What a word is has changed since: rows and columns are those of then, not every figure."""

NAMED_ANEW = {"talk.csv"}
"""So it has there, and columns are named by what is in them."""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    path = tmp_path_factory.mktemp("kept") / "saved_reports.qualcode"
    path.write_bytes(gzip.decompress((KEPT / "saved_reports.qualcode.gz").read_bytes()))
    # Opened to be written to, it is brought up to the schema of today.
    opened = open_project(str(path))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def folder(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("run")
    run_report(project.record(), "everything", made)
    return made


def rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))


def test_every_file_is_written(project: Project, folder: Path) -> None:
    (report,) = project.study.reports_in_order
    files = [row.file for row in read_definition(report.content).outputs]
    assert len(files) == 20
    assert all((folder / name).stat().st_size for name in [*files, "manifest.json"])


def test_figures_are_those_of_then(folder: Path) -> None:
    kept = {path.name for path in KEPT.glob("*.csv")}
    assert len(kept) > len(MENDED) + len(WITH_WORDS) + len(NAMED_ANEW) + 5
    for name in kept - MENDED - WITH_WORDS - NAMED_ANEW:
        assert (folder / name).read_bytes() == (KEPT / name).read_bytes(), name
    for name in WITH_WORDS:
        then, now = rows(KEPT / name), rows(folder / name)
        assert (then[0], len(then), [row[0] for row in then]) == (now[0], len(now), [row[0] for row in now])


def test_columns_of_a_conversation_are_named_by_what_is_in_them(folder: Path) -> None:
    (_, *then), (header, *now) = (rows(place / "talk.csv") for place in (KEPT, folder))
    assert header == ["table", "transcript", "speaker", "next speaker", "code", "measure", "figure", "turns"]
    for old, new in zip(then, now, strict=True):
        table, transcript, *names, measure, _, turns = new
        assert (table, transcript, turns) == (old[0], old[1], old[-1])
        named = {*names, measure} if table == "Shares" else {*names}
        assert {re.sub("% of (.+)", r"\1 %", name) for name in named if name} == {*old[2:4]}


def test_a_category_stands_for_the_codes_below_it(folder: Path) -> None:
    header, *figures = rows(folder / "category.csv")
    assert header == ["", "Outer > inner group > deep", "Outer > councils"]
    old_header, *old = rows(KEPT / "category.csv")
    assert old_header[1] == "Outer > inner group"
    assert [[name, *values[1:]] for name, *values in old[1:]] == figures


@pytest.mark.parametrize("name", sorted(IN_ANOTHER_ORDER))
def test_what_stands_in_another_order_has_the_figures_of_then(folder: Path, name: str) -> None:
    then, now = rows(KEPT / name), rows(folder / name)
    assert sorted(map(sorted, then)) == sorted(map(sorted, now))
    assert then != now


def test_chosen_codes_stand_in_the_order_of_the_codebook(folder: Path) -> None:
    now = rows(folder / "chosen.csv")
    assert [row[1] for row in now[1:4]] == ["Outer > councils", "stigma", "privacy"]
    whole = rows(folder / "whole categories.csv")
    assert whole == [["", "Trust", "Outer"], ["Trust", "1", "1"], ["Outer", "1", "2"]]
