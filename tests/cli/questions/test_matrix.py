"""Which codes a matrix is made of, and the test of a table, by command."""

import csv
import json
from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import Run
from tests.exporters.reading import paragraphs


def _rows(path: Path) -> list[str]:
    with path.open(encoding="utf-8", newline="") as stream:
        return [row[0] for row in csv.reader(stream)][1:]


def test_codes_are_chosen_by_name_set_or_use(run: Run, sample: str, tmp_path: Path) -> None:
    out = tmp_path / "m.csv"
    run("matrix", "cooccurrence", sample, out, "--code", "stigma", "--code", "consent")
    assert {name.rpartition(" > ")[2] for name in _rows(out)} == {"stigma", "consent"}
    said = run("matrix", "cooccurrence", sample, out, "--most-used", "3").stdout
    assert len(_rows(out)) == 3
    assert "3 most used codes" in said
    assert json.loads((tmp_path / "m.csv.meta.json").read_text(encoding="utf-8"))["codes"] == (
        "3 (most used), each by itself"
    )
    run("matrix", "codes", sample, out, "--by", "transcript", "--code", "Concerns")
    assert all(name.startswith("Concerns > ") for name in _rows(out))
    run("matrix", "codes", sample, out, "--by", "transcript", "--code", "Concerns", "--aggregate")
    assert _rows(out) == ["Concerns"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--code-set", "none such"), "This project has no code set named “none such”"),
        (("--code", "stigma", "--most-used", "3"), "Choose codes in one way"),
        (("--test", "--count", "words"), "cannot be tested, because they are not observations"),
        (("--test", "--minimum-cell", "3"), "a test would help to guess them"),
    ],
)
def test_what_means_nothing_is_refused(
    run: Run, sample: str, tmp_path: Path, words: tuple[str, ...], sentence: str
) -> None:
    out = tmp_path / "m.csv"
    assert sentence in run("matrix", "codes", sample, out, "--by", "housing", *words, code=1).stderr
    assert not out.exists()


def test_the_test_is_printed_and_goes_along_in_every_format(run: Run, sample: str, tmp_path: Path) -> None:
    def write(name: str) -> str:
        words = ("--by", "housing", "--code", "stigma", "--code", "consent", "--test")
        return run("matrix", "codes", sample, tmp_path / name, *words).stdout

    said = write("m.csv")
    assert "question: Significance test" in said
    assert "warning: " in said
    meta = json.loads((tmp_path / "m.csv.meta.json").read_text(encoding="utf-8"))["test"]
    assert meta["rows"] == 2
    assert f"chi-square: {meta['chi_square']:.3f}" in said
    assert 0 <= meta["p"] <= 1
    assert 0 <= meta["cramers_v"] <= 1
    write("m.xlsx")
    book = openpyxl.load_workbook(tmp_path / "m.xlsx")
    assert book.sheetnames == ["About", "Matrix", "Test"]
    written = {row[0]: row[1] for row in book["Test"].iter_rows(values_only=True)}
    assert written["chi-square"] == f"{meta['chi_square']:.3f}"
    assert written["degrees of freedom"] == str(meta["degrees"])
    write("m.docx")
    assert "Significance test" in [words for _, words in paragraphs(tmp_path / "m.docx")]


def test_without_being_asked_nothing_is_tested(run: Run, sample: str, tmp_path: Path) -> None:
    out = tmp_path / "m.csv"
    assert "question" not in run("matrix", "codes", sample, out, "--by", "housing").stdout
    assert "test" not in json.loads((tmp_path / "m.csv.meta.json").read_text(encoding="utf-8"))
