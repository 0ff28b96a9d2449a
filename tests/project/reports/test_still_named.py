"""Which saved queries and saved reports name what is deleted or merged, as commands say it.

Tests as well: ``cli.steps``.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from qualcode.model.study import Study
from qualcode.operations.reports import save_report
from qualcode.project.opening import open_project
from qualcode.project.reports.still_named import named_in, still_named
from tests.cli.conftest import Run, run, sample

__all__ = ["run", "sample"]


def _report(run: Run, where: str, folder: Path, **output: object) -> None:
    path = folder / "report.json"
    outputs = [{"file": "c.csv", "table": "codes", "by": "transcript", **output}]
    path.write_text(json.dumps({"outputs": outputs}), encoding="utf-8")
    run("report", "save", where, "Rep", path)


def _study(where: str) -> Study:
    project = open_project(where, writing=False)
    study = project.study
    project.close()
    return study


def test_deleting_says_where_a_code_is_named_and_merging_what_follows(
    run: Run, sample: str, tmp_path: Path
) -> None:
    _report(run, sample, tmp_path, codes=["stigma"])
    run("query", "save", sample, "Judged", "code:stigma and speaker:Bethan")
    places = "named in the saved query “Judged” and the saved report “Rep”."
    merge = ("codebook", "merge", sample, "stigma", "--into", "trust in private firms")
    both = "The saved query “Judged” and the saved report “Rep”"
    into = "“trust in private firms” instead."
    assert f"{both} will use {into}" in run(*merge, "--dry-run").stdout
    assert f"{both} now use {into}" in run(*merge).stdout
    assert 'code:"trust in private firms"' in run("query", "list", sample).stdout
    run("undo", sample)
    assert f"“stigma” is {places}" in run("codebook", "delete", sample, "stigma").stdout
    run("undo", sample)
    other = run("codebook", "delete", sample, "trust in private firms").stdout
    assert "named in" not in other


def test_of_several_it_is_said_which_are_named(run: Run, sample: str) -> None:
    run("query", "save", sample, "Judged", "code:stigma")
    said = run("codebook", "delete", sample, "trust in private firms", "stigma").stdout
    assert "“stigma” is named in the saved query “Judged”." in said


@pytest.mark.parametrize(
    ("query", "delete"),
    [
        (lambda study: f'transcript:"{study.transcripts_in_order[0].name}"', ("transcripts", "delete")),
        (lambda study: f'participant:"{study.participants_in_order[0].name}"', ("participants", "delete")),
    ],
)
def test_every_deletion_says_so(
    run: Run, sample: str, query: Callable[[Study], str], delete: tuple[str, ...]
) -> None:
    study = _study(sample)
    run("query", "save", sample, "Here", query(study))
    rows: Any = study.transcripts_in_order if "transcripts" in delete else study.participants_in_order
    said = run(*delete, sample, rows[0].name).stdout
    assert said.rstrip().endswith("named in the saved query “Here”.")


def test_a_deleted_folder_and_a_deleted_query_say_so(run: Run, sample: str, tmp_path: Path) -> None:
    study = _study(sample)
    name = study.transcripts_in_order[0].name
    run("transcripts", "folder", sample, "First wave", name)
    run("query", "save", sample, "Early", 'folder:"First wave"')
    _report(run, sample, tmp_path, query="Early")
    said = run("transcripts", "folders", sample, "delete", "First wave").stdout
    assert "It is named in the saved query “Early”." in said
    run("undo", sample)
    said = run("query", "delete", sample, "Early").stdout
    assert "It is named in the saved report “Rep”." in said


def test_a_report_that_was_saved_with_names_alone_is_found(run: Run, sample: str) -> None:
    """As earlier versions saved reports: before and after the code has gone, by its path or its name."""
    content = json.dumps(
        {"outputs": [{"file": "c.csv", "table": "codes", "by": ["transcript"], "codes": ["stigma"]}]}
    )
    project = open_project(sample)
    project.do(save_report(project.study, "Old", content), "AB")
    code = project.study.code_named("stigma")
    before = project.study
    assert list(named_in(before, [code])) == [code.id]
    project.close()
    run("codebook", "delete", sample, "stigma")
    assert still_named(_study(sample), [code]) == "It is named in the saved report “Old”."
