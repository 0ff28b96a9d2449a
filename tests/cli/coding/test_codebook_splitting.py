"""A code that is split by command: one step, by the same change as in the window."""

import csv
import re
from pathlib import Path

import pytest

from tests.cli.conftest import Run, steps_of


def codings(run: Run, project: str, tmp_path: Path) -> list[dict[str, str]]:
    path = tmp_path / "codings.csv"
    path.unlink(missing_ok=True)
    run("codings", "export", project, path)
    return list(csv.DictReader(path.read_text("utf-8-sig").splitlines()))


def test_segments_of_a_coder_go_to_a_new_code_and_come_back(
    run: Run, project_anywhere: str, tmp_path: Path
) -> None:
    before = codings(run, project_anywhere, tmp_path)
    asked = ("codebook", "split", project_anywhere, "stigma", "being judged", "--by", "AB")
    said = run(*asked, "--dry-run").stdout
    assert said == (
        "Would be done: Split 1 segment of “stigma” into “being judged”. 1 segment stays with “stigma”.\n"
    )
    assert codings(run, project_anywhere, tmp_path) == before
    said = run(*asked, "--coder", "AB").stdout
    assert said == "Split 1 segment of “stigma” into “being judged”. 1 segment stays with “stigma”.\n"
    assert steps_of(project_anywhere)[-1] == ("AB", "Split 1 segment of “stigma” into “being judged”")
    after = codings(run, project_anywhere, tmp_path)
    assert sorted((row["coder"], row["code"]) for row in after) == sorted(
        (row["coder"], "Trust > being judged" if row["coder"] == "AB" else row["code"]) for row in before
    )
    run("undo", project_anywhere, "--coder", "AB")
    assert codings(run, project_anywhere, tmp_path) == before


def test_one_segment_goes_to_a_subcode(run: Run, project: str, tmp_path: Path) -> None:
    first, other = codings(run, project, tmp_path)
    run("codebook", "split", project, "stigma", "doubt", "--coding", first["coding id"], "--below")
    codes = {row["coding id"]: row["code"] for row in codings(run, project, tmp_path)}
    assert codes == {first["coding id"]: "Trust > stigma > doubt", other["coding id"]: "Trust > stigma"}


@pytest.mark.parametrize(
    ("options", "code", "why"),
    [
        ((), 2, "Choose segments with"),
        (("--by", "Nemo"), 1, "Nemo"),
        (("--coding", "00000000-0000-0000-0000-000000000001"), 1, "cannot be found"),
    ],
)
def test_what_cannot_be_split_is_refused(
    run: Run, project: str, options: tuple[str, ...], code: int, why: str
) -> None:
    before = len(steps_of(project))
    assert why in run("codebook", "split", project, "stigma", "doubt", *options, code=code).stderr
    assert len(steps_of(project)) == before


def test_a_taken_name_is_refused_and_nobody_means_no_segment(run: Run, project: str) -> None:
    run("codebook", "add", project, "Trust > doubt", "--coder", "AB")
    said = run("codebook", "split", project, "stigma", "doubt", "--by", "AB", code=1).stderr
    assert re.search("“?doubt", said)
    run("codebook", "add", project, "Trust > empty", "--coder", "AB")
    said = run("codebook", "split", project, "empty", "new", "--by", "AB").stdout
    assert said == "No segment matches, so nothing was changed.\n"
