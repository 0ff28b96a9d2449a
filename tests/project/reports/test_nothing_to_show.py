"""A file of a report that has nothing to show says so in its place, and the others are written.

Tests as well: ``reporting``, ``one_document`` and ``reports_since``, as far as they say it.
"""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run, project, run

__all__ = ["project", "run"]

CODEBOOK: dict[str, object] = {"file": "book.docx", "table": "codebook"}
AGREEMENT: dict[str, object] = {"file": "ag.docx", "table": "agreement"}
WHY = "Agreement takes at least two coders"


@pytest.fixture
def alone(run: Run, tmp_path: Path) -> str:
    """A project with one coder, whose transcript has no times."""
    (tmp_path / "talk.txt").write_text("Ann: The bus was late again.\n\nBob: It was.\n", encoding="utf-8")
    where = str(tmp_path / "alone.qualcode")
    run("new", where)
    run("import", where, tmp_path / "talk.txt")
    run("codebook", "add", where, "lateness")
    return where


def kept(run: Run, where: str, folder: Path, *outputs: dict[str, object]) -> str:
    path = folder / "report.json"
    path.write_text(json.dumps({"outputs": list(outputs)}), encoding="utf-8")
    return run("report", "save", where, "Rep", path).stdout


NOTHING: list[tuple[dict[str, object], str]] = [
    (AGREEMENT, WHY),
    ({"file": "line.png", "table": "picture-timeline", "transcript": "talk"}, "has no times"),
]


@pytest.mark.parametrize(("output", "why"), NOTHING)
@pytest.mark.parametrize("first", [True, False])
def test_its_chapter_says_so_and_the_others_are_written(
    run: Run, alone: str, tmp_path: Path, output: dict[str, object], why: str, first: bool
) -> None:
    said = kept(run, alone, tmp_path, *([output, CODEBOOK] if first else [CODEBOOK, output]))
    assert f"“{output['file']}” has nothing to show yet" in said
    assert why in said
    path = tmp_path / "all.html"
    assert "2 parts in one document" in run("report", "document", alone, "Rep", path).stdout
    text = path.read_text(encoding="utf-8")
    assert why in text
    assert "lateness" in text


@pytest.mark.parametrize(("output", "why"), NOTHING)
def test_a_run_writes_the_others_and_tells_why(
    run: Run, alone: str, tmp_path: Path, output: dict[str, object], why: str
) -> None:
    kept(run, alone, tmp_path, CODEBOOK, output)
    done = run("report", "run", alone, "Rep", tmp_path / "out").stdout
    assert f"“{output['file']}” has nothing to show: " in done
    assert why in done
    assert (tmp_path / "out" / "book.docx").exists()
    # What is for reading says it itself; a picture or table that is empty is not written.
    assert (tmp_path / "out" / str(output["file"])).exists() == str(output["file"]).endswith(".docx")
    again = run("report", "run", alone, "Rep", tmp_path / "out", "--replace").stdout
    assert why in again


def test_what_an_earlier_run_wrote_does_not_stay_where_there_is_nothing_now(
    run: Run, alone: str, tmp_path: Path
) -> None:
    rows = "transcript,code,coder,start,end\ntalk,lateness,AB,0,8\ntalk,lateness,CD,0,8\n"
    (tmp_path / "codings.csv").write_text(rows, encoding="utf-8")
    kept(run, alone, tmp_path, CODEBOOK, {**AGREEMENT, "file": "ag.csv"})
    run("codings", "import", alone, tmp_path / "codings.csv")
    run("report", "run", alone, "Rep", tmp_path / "out")
    assert (tmp_path / "out" / "ag.csv").exists()
    run("undo", alone)
    run("report", "run", alone, "Rep", tmp_path / "out", "--replace")
    assert not list((tmp_path / "out").glob("ag.csv*"))


def test_alone_it_is_refused(run: Run, alone: str, tmp_path: Path) -> None:
    kept(run, alone, tmp_path, AGREEMENT)
    for words in (("run", alone, "Rep", tmp_path / "out"), ("document", alone, "Rep", tmp_path / "a.html")):
        refused = run("report", *words, code=1)
        assert WHY in refused.stderr
    assert not (tmp_path / "a.html").exists()


def test_since_a_step_compares_the_others(run: Run, alone: str, tmp_path: Path) -> None:
    kept(run, alone, tmp_path, CODEBOOK, AGREEMENT)
    run("codebook", "add", alone, "crowding")
    assert "crowding" in run("report", "since", alone, "Rep", "3").stdout
