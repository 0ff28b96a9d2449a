"""Attributes by command: renamed and deleted, with what still names them."""

from tests.cli.conftest import Run, steps_of


def test_an_attribute_is_renamed_and_deleted(run: Run, sample: str) -> None:
    run("query", "save", sample, "Renters", 'housing:"council rent"')
    run("attributes", "rename", sample, "housing", "home")
    assert 'home:"council rent"' in run("query", "list", sample).stdout
    said = run("attributes", "delete", sample, "home").stdout
    assert said.startswith("Deleted the attribute “home” with ")
    assert said.endswith("It is named in the saved query “Renters”.\n")
    assert steps_of(sample)[-1][1].startswith("Delete the attribute “home”")
    run("undo", sample)
    assert 'home:"council rent"' in run("query", "list", sample).stdout
    assert "age" in run("attributes", "delete", sample, "zeppelin", code=1).stderr
