"""Codes that are renamed, merged and deleted by command: each one step, and back in one."""

import csv
from pathlib import Path

from tests.cli.conftest import Run, steps_of


def codes(run: Run, project: str, tmp_path: Path) -> list[dict[str, str]]:
    path = tmp_path / "codes.csv"
    path.unlink(missing_ok=True)
    run("codebook", "export", project, path)
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def names(run: Run, project: str, tmp_path: Path) -> list[str]:
    rows = codes(run, project, tmp_path)
    return [f"{row['parent']} > {row['code']}" if row["parent"] else row["code"] for row in rows]


def undone(run: Run, project: str, tmp_path: Path, before: list[dict[str, str]]) -> bool:
    run("undo", project, "--coder", "AB")
    return codes(run, project, tmp_path) == before


def test_a_code_gets_another_name(run: Run, project_anywhere: str, tmp_path: Path) -> None:
    before = codes(run, project_anywhere, tmp_path)
    said = run("codebook", "rename", project_anywhere, "stigma", "being judged", "--coder", "AB").stdout
    assert said == "Renamed code “stigma” to “being judged”.\n"
    assert names(run, project_anywhere, tmp_path) == ["Trust", "Trust > being judged"]
    said = run("codebook", "rename", project_anywhere, "being judged", "being judged").stdout
    assert said == "It has that name already; nothing was changed.\n"
    assert undone(run, project_anywhere, tmp_path, before)


def test_codes_are_merged_after_it_was_said_what_that_does(
    run: Run, project_anywhere: str, tmp_path: Path
) -> None:
    run("codebook", "add", project_anywhere, "shame", "--definition", "Feeling small.", "--coder", "AB")
    run("codebook", "add", project_anywhere, "shame > of parents", "--coder", "AB")
    before = codes(run, project_anywhere, tmp_path)
    steps = steps_of(project_anywhere)
    said = run("codebook", "merge", project_anywhere, "shame", "--into", "stigma", "--dry-run").stdout
    assert said.startswith("It would do this: No segments move to “stigma”. “shame” is deleted.")
    assert "definition" in said
    assert "One subcode will move under “stigma”." in said
    assert steps_of(project_anywhere) == steps
    said = run("codebook", "merge", project_anywhere, "shame", "--into", "stigma", "--coder", "AB").stdout
    assert said == (
        "Merged “shame” into “stigma”. No segments moved to “stigma”. “shame” was deleted. "
        "In “stigma”, the text of “shame” was added to: definition. One subcode moved under “stigma”.\n"
    )
    after = codes(run, project_anywhere, tmp_path)
    (stays,) = (row for row in after if row["code"] == "stigma")
    assert stays["definition"] == "Being looked down on\n\nFeeling small."
    assert names(run, project_anywhere, tmp_path) == [
        "Trust",
        "Trust > stigma",
        "Trust > stigma > of parents",
    ]
    assert undone(run, project_anywhere, tmp_path, before)


def test_a_code_is_not_merged_into_itself_or_below_itself(run: Run, project: str, tmp_path: Path) -> None:
    run("codebook", "add", project, "Trust > stigma > at school", "--coder", "AB")
    before = codes(run, project, tmp_path)
    for into, why in (
        ("stigma", "“stigma” cannot be merged into itself; choose another code."),
        ("at school", "“at school” is under “stigma”; merge the two the other way round."),
    ):
        refused = run("codebook", "merge", project, "stigma", "--into", into, code=1)
        assert why in refused.stderr
    assert codes(run, project, tmp_path) == before


def test_codes_are_deleted_with_or_without_those_below(
    run: Run, project_anywhere: str, tmp_path: Path
) -> None:
    run("codebook", "add", project_anywhere, "Trust > stigma > at school", "--coder", "AB")
    before = codes(run, project_anywhere, tmp_path)
    said = run("codebook", "delete", project_anywhere, "stigma", "--keep-below", "--coder", "AB").stdout
    assert said.startswith("Deleted code “stigma” with 2 segments")
    assert names(run, project_anywhere, tmp_path) == ["Trust", "Trust > at school"]
    assert undone(run, project_anywhere, tmp_path, before)
    said = run("codebook", "delete", project_anywhere, "stigma", "--coder", "AB").stdout
    assert said.startswith("Deleted code “stigma” with 1 subcode")
    assert names(run, project_anywhere, tmp_path) == ["Trust"]
    assert undone(run, project_anywhere, tmp_path, before)
