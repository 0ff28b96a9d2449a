"""Pictures of the sample project by command.

Tests as well: ``project.reports.picturing``, ``project.reports.talk_pictures``.
"""

from pathlib import Path

import pytest

from qualcode.analysis.table_request import TableRequest
from qualcode.exporters.pictures.sheet import write_picture
from qualcode.model.questions.rules import Selection
from qualcode.model.questions.words import Sorting
from qualcode.project.opening import open_project
from qualcode.project.reports.picturing import codes_picture
from tests.cli.conftest import Run

SIGNATURES = {".png": b"\x89PNG", ".svg": b"<?xml", ".pdf": b"%PDF"}
FG3 = ("--transcript", "FG3 Black parents")
FEW = ("--most-used", "6")
"""Every cell of a table takes a while to draw; one heat map of the whole codebook is enough."""


@pytest.mark.parametrize(
    ("kind", "name", "words"),
    [
        ("heatmap", "a.svg", ("--sort", "cluster", "--rule", "turn", "--coefficient", "c")),
        ("heatmap", "a.pdf", ("--sort", "frequency", "--coder", "AB", *FEW)),
        ("heatmap", "a.png", ("--sort", "name", "--aggregate", *FEW)),
        ("codes", "a.svg", ("--sort", "count", "--by", "housing")),
        ("network", "a.svg", ("--rule", "turn", "--threshold", "2", "--connected")),
        ("network", "b.svg", ("--coefficient", "overlap")),
        ("codes", "a.svg", ("--by", "housing", "--totals", "--minimum-cell", "3", "--count", "participants")),
        ("codes", "b.svg", ("--shown", "row-percent", "--by", "speaker", *FEW)),
        ("bars", "a.svg", ()),
        ("bars", "b.pdf", ("--stacked", "--by", "housing", "--minimum-cell", "3")),
        ("portrait", "a.svg", FG3),
        ("timeline", "a.svg", (*FG3, "--minutes", "5")),
        ("comparison", "a.svg", ()),
        ("comparison", "b.svg", FG3),
        ("conversation", "a.svg", FG3),
        ("conversation", "b.svg", (*FG3, "--as", "network")),
        ("conversation", "c.svg", (*FG3, "--as", "shares")),
        ("conversation", "d.svg", (*FG3, "--as", "codes")),
        ("words", "a.svg", (*FG3, "--most", "12", "--common", "--interviewers")),
        ("words", "b.png", ("--code", "stigma", "--participant", "FG1-P1", "--no-cloud")),
    ],
)
def test_kinds(
    run: Run, sample_file: Path, tmp_path: Path, kind: str, name: str, words: tuple[str, ...]
) -> None:
    path = tmp_path / name
    said = run("picture", kind, sample_file, path, *words).stdout
    assert said.startswith(f"{path}: ")
    assert path.read_bytes().startswith(SIGNATURES[path.suffix])


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("timeline", "--transcript", "FG1 Home owners"), "has no times"),
        (("portrait", "--transcript", "FG9"), "no transcript named"),
        (("words", "--participant", "Nobody"), "no participant named"),
        (("bars", "--stacked", "--count", "participants"), "have to add up"),
        (("bars", "--shown", "row-percent"), "not percent"),
        (("codes", "--by", "shoe size"), "no attribute named"),
        (("heatmap", "--coefficient", "phi"), "needs to know all units"),
    ],
)
def test_what_cannot_be_drawn_says_why(
    run: Run, sample_file: Path, tmp_path: Path, words: tuple[str, ...], reason: str
) -> None:
    kind, *choices = words
    result = run("picture", kind, sample_file, tmp_path / "a.svg", *choices, code=1)
    assert reason in result.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("sort", "sorting"),
    [("name", Sorting.NAME), ("count", Sorting.FREQUENCY), ("codebook", Sorting.CODEBOOK)],
)
def test_codes_stand_in_the_order_that_was_asked_for(
    run: Run, sample_file: Path, tmp_path: Path, sort: str, sorting: Sorting
) -> None:
    # In one transcript: all codes, and no more cells than that.
    run("picture", "codes", sample_file, tmp_path / "told.svg", "--sort", sort, *FG3)
    project = open_project(str(sample_file), writing=False)
    try:
        place = Selection(transcripts=(project.study.transcript_named(FG3[1]).id,))
        picture = codes_picture(project.study, TableRequest(selection=place), sorting=sorting)
    finally:
        project.close()
    names, totals = [row.name for row in picture.matrix.rows], picture.matrix.values.sum(axis=1).tolist()
    assert names == sorted(names, key=str.casefold) or sorting is not Sorting.NAME
    assert totals == sorted(totals, reverse=True) or sorting is not Sorting.FREQUENCY
    write_picture(tmp_path / "expected.svg", picture)
    assert (tmp_path / "told.svg").read_bytes() == (tmp_path / "expected.svg").read_bytes()
