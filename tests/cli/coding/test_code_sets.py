"""Sets of codes by command: made, filled, listed, renamed, deleted."""

import json

from tests.cli.conftest import Run, steps_of


def test_sets_are_filled_listed_renamed_and_deleted(run: Run, sample: str) -> None:
    assert "no code sets yet" in run("codebook", "sets", sample).stdout
    said = run("codebook", "sets", sample, "fill", "Sensitive", "stigma", "privacy").stdout
    assert said == "Added the code set “Sensitive”.\n"
    run("codebook", "sets", sample, "fill", "sensitive", "stigma")
    listed = json.loads(run("codebook", "sets", sample, "--json").stdout)
    (row,) = listed
    assert row["set"] == "Sensitive"
    assert [path.rpartition(" > ")[2] for path in row["codes"]] == ["stigma"]
    run("codebook", "sets", sample, "rename", "Sensitive", "Delicate")
    assert run("codebook", "sets", sample).stdout.splitlines()[1].split() == ["Delicate", "1"]
    assert (
        "no code set named “Sensitive”"
        in run("codebook", "sets", sample, "delete", "Sensitive", code=1).stderr
    )
    assert (
        run("codebook", "sets", sample, "delete", "Delicate").stdout == "Deleted the code set “Delicate”.\n"
    )
    assert steps_of(sample)[-1][1] == "Delete the code set “Delicate”"
    assert "not something to do with sets" in run("codebook", "sets", sample, "empty", code=2).stderr
    assert "sets PROJECT rename SET NEW" in run("codebook", "sets", sample, "rename", "A", code=2).stderr
