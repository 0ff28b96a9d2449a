"""Coding what a query finds, and the list of stand-ins, by command.

Tests as well: ``cli.transcripts.stand_ins``, ``cli.projects``, ``project.text.coding_found``.
"""

import json

from tests.cli.conftest import Run


def test_what_is_found_is_coded_in_one_step_that_undo_takes_back(run: Run, sample: str) -> None:
    before = run("info", sample, "--json").stdout
    shown = run("code", sample, "Stigma", "--query", "crisps", "--unit", "turn", "--dry-run").stdout
    assert "found" in shown
    assert "becomes" in shown
    assert "“" in shown.splitlines()[-1]
    assert "would be applied to 2 passages in 2 transcripts." in shown
    assert run("info", sample, "--json").stdout == before
    said = run("code", sample, "stigma", "--query", "CRISPS", "--unit", "turn").stdout
    assert said.endswith("was applied to 2 passages in 2 transcripts.\n")
    again = run("code", sample, "stigma", "--query", "crisps", "--unit", "turn").stdout
    assert "2 passages had it already" in again
    run("undo", sample)
    assert _but_for_steps(run("info", sample, "--json").stdout) == _but_for_steps(before)


def _but_for_steps(told: str) -> dict[str, object]:
    return {name: value for name, value in json.loads(told).items() if "step" not in name}


def test_each_unit_as_json(run: Run, sample: str) -> None:
    def texts(*words: str) -> list[str]:
        told = json.loads(
            run("code", sample, "stigma", "--query", "crisps", "--dry-run", "--json", *words).stdout
        )
        return [row["text"] for row in told]

    assert texts() == ["crisps", "crisps"]
    sentences = texts("--unit", "sentence")
    assert all("crisps" in text and text.rstrip("”’").endswith((".", "?", "!")) for text in sentences)
    turns = texts("--unit", "turn")
    assert all(sentence in turn for sentence, turn in zip(sentences, turns, strict=True))
    wide = texts("--around", "1")
    assert all(turn in more and turn != more for turn, more in zip(turns, wide, strict=True))


def test_turns_around_do_not_override_a_sentence_without_a_word(run: Run, sample: str) -> None:
    asked = ("code", sample, "stigma", "--query", "crisps", "--around", "1", "--dry-run", "--unit")
    for unit in ("sentence", "paragraph"):
        assert f"ask for the {unit} without turns around it" in run(*asked, unit, code=1).stderr
    assert run(*asked, "turn").stdout == run(*asked, "hit").stdout


def test_what_cannot_be_coded_is_said(run: Run, sample: str) -> None:
    assert "no code named “Nonsense”" in run("code", sample, "Nonsense", "--query", "crisps", code=1).stderr
    assert run("code", sample, "stigma", "--query", "zeppelin").stdout.startswith("Nothing was found")
    assert "not understood" in run("code", sample, "stigma", "--query", "code:a within code:b", code=1).stderr


def test_stand_ins_are_listed_and_edited(run: Run, project_anywhere: str) -> None:
    def listed() -> list[str]:
        found: list[str] = json.loads(run("stand-ins", project_anywhere, "--json").stdout)
        return found

    usual = listed()
    assert {"son", "town"} <= set(usual)
    run("stand-ins", project_anywhere, "--add", "[Ship]", "--remove", "SON")
    assert set(listed()) == {*usual, "Ship"} - {"son"}
    assert "not in the list" in run("stand-ins", project_anywhere, "--remove", "zeppelin", code=1).stderr
    run("undo", project_anywhere)
    assert listed() == usual
    run("stand-ins", project_anywhere, "--add", "ship")
    assert "ship" in run("stand-ins", project_anywhere).stdout
    run("stand-ins", project_anywhere, "--usual")
    assert listed() == usual


def test_a_regular_expression_that_hangs_is_told_in_a_sentence(
    run: Run, tmp_path: object, sample: str
) -> None:
    told = run("search", sample, r'regex:"(?:\w|\w\w|\s)+(?:@@|##)"', code=1).stderr
    assert "was stopped after 2 seconds" in told
