"""Codings and codes changed by command: recoded, weighed, added, moved and coloured; each one step.

Tests as well: ``coding_list``, ``weights``, ``codebook``.
"""

import csv
import json
from pathlib import Path

import pytest

from qualcode.project.opening import open_project
from tests.cli.conftest import Run, steps_of


def codings(run: Run, project: str, tmp_path: Path) -> list[dict[str, str]]:
    path = tmp_path / "codings.csv"
    path.unlink(missing_ok=True)
    run("codings", "export", project, path)
    return list(csv.DictReader(path.read_text("utf-8-sig").splitlines()))


def test_codings_are_recoded_with_all_that_belongs_to_them(
    run: Run, project_anywhere: str, tmp_path: Path
) -> None:
    before = codings(run, project_anywhere, tmp_path)
    run("codebook", "add", project_anywhere, "Trust > doubt", "--coder", "AB")
    said = run(
        "codings", "recode", project_anywhere, "doubt", "--code", "stigma", "--by", "AB", "--coder", "AB"
    )
    assert said.stdout == "1 segment in 1 transcript recoded as “Trust > doubt”.\n"
    after = codings(run, project_anywhere, tmp_path)
    changed = [
        {name for name in one if one[name] != other[name]} for one, other in zip(before, after, strict=True)
    ]
    assert {"code"} in changed
    assert all(names <= {"code"} for names in changed)
    assert steps_of(project_anywhere)[-1][1].startswith("Recode “stigma” as “doubt” in FG1")
    run("undo", project_anywhere, "--coder", "AB")
    assert codings(run, project_anywhere, tmp_path) == before


def test_a_coding_is_named_by_the_id_that_is_exported(run: Run, project: str, tmp_path: Path) -> None:
    first, second = codings(run, project, tmp_path)
    run("codings", "weigh", project, "30", "--coding", first["coding id"], "--dry-run")
    run("codings", "weigh", project, "40", "--coding", second["coding id"])
    opened = open_project(project, writing=False)
    weights = {str(row.id): row.weight for table in opened.study.codings.values() for row in table}
    opened.close()
    assert weights[second["coding id"]] == 40
    assert weights[first["coding id"]] != 30


def test_codings_are_listed_filtered_and_sorted(run: Run, project: str) -> None:
    said = run("codings", "list", project).stdout
    assert said.endswith("2 segments.\n")
    rows = json.loads(run("codings", "list", project, "--json", "--sort", "newest").stdout)
    assert {row["code"] for row in rows} == {"Trust > stigma"}
    speaker = rows[0]["participant"] or rows[0]["speaker"]
    mine = json.loads(run("codings", "list", project, "--json", "--speaker", speaker.lower()).stdout)
    assert mine == [row for row in rows if (row["participant"] or row["speaker"]) == speaker]
    assert "Nobody is called “Nemo”" in run("codings", "list", project, "--speaker", "Nemo", code=1).stderr
    assert run("codings", "list", project, "--code", "doubt", code=1).stderr


def test_listed_words_can_do_without_remarks_in_brackets(run: Run, project: str, tmp_path: Path) -> None:
    (tmp_path / "INT9.txt").write_text("Mia: We [laughs] never asked my [son].\n", "utf-8")
    run("import", project, tmp_path / "INT9.txt")
    run("code", project, "stigma", "--query", "never", "--unit", "turn", "--transcript", "INT9")
    asked = ("codings", "list", project, "--transcript", "INT9")
    assert "We [laughs] never" in run(*asked).stdout
    assert "We never asked my [son]." in run(*asked, "--no-brackets").stdout
    (row,) = json.loads(run(*asked, "--no-brackets", "--json").stdout)
    assert row["text"].strip().endswith("We never asked my [son].")


def test_codings_are_removed_and_come_back(run: Run, project: str, tmp_path: Path) -> None:
    before = codings(run, project, tmp_path)
    said = run("codings", "remove", project, "--coding", before[0]["coding id"], "--dry-run").stdout
    assert said == "1 segment in 1 transcript would be removed.\n"
    assert codings(run, project, tmp_path) == before
    said = run("codings", "remove", project, "--coding", before[0]["coding id"]).stdout
    assert said == "1 segment in 1 transcript removed.\n"
    assert codings(run, project, tmp_path) == before[1:]
    run("undo", project)
    assert codings(run, project, tmp_path) == before


def test_a_scale_has_words_by_which_codings_are_weighed(run: Run, project: str) -> None:
    assert run("weights", project).stdout == "Any whole number from 0 to 100.\n"
    assert run("weights", project, "5 strong", "1 weak").stdout == "1 weak, 5 strong\n"
    said = run("codings", "weigh", project, "strong", "--code", "stigma").stdout
    assert said == "2 segments in 1 transcript now with weight 5 strong.\n"
    assert (
        "choose 1 weak, 5 strong" in run("codings", "weigh", project, "x", "--code", "stigma", code=1).stderr
    )
    assert run("codings", "weigh", project, "none", "--code", "stigma").stdout.endswith("with no weight.\n")
    assert run("weights", project, "--any").stdout == "Any whole number from 0 to 100.\n"
    assert [title for _, title in steps_of(project)][-4:] == [
        "Edit the scale of weights",
        "Give weight 5 to 2 segments in FG1",
        "Take the weight from 2 segments in FG1",
        "Edit the scale of weights",
    ]


def test_codes_are_added_by_path_moved_and_coloured(run: Run, project: str) -> None:
    run("codebook", "add", project, "Money > debt > arrears", "--definition", "Rent that is owed")
    run("codebook", "move", project, "arrears", "--below", "stigma")
    assert run("codebook", "move", project, "debt", "--top").stdout == "Moved “debt” to the top.\n"
    run("codebook", "colours", project, "Money")
    run("codebook", "colours", project, "--palette", "colour-blind")
    opened = open_project(project, writing=False)
    study = opened.study
    opened.close()
    assert study.path(study.code_named("arrears").id) == "Trust > stigma > arrears"
    assert study.code_named("arrears").definition == "Rent that is owed"
    assert study.code_named("debt").parent_id is None
    assert len({code.colour for code in study.codes.values()}) == len(study.codes)
    assert study.info.palette == "colour-blind"


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("codings", "recode", "stigma"), 2, "Choose codings with --code or --coding"),
        (("codings", "recode", "Trust", "--code", "stigma"), 1, "“Trust” is a category"),
        (("codings", "weigh", "101", "--code", "stigma"), 1, "A weight is between 0 and 100"),
        (
            ("codings", "weigh", "1", "--coding", "00000000-0000-0000-0000-000000000001"),
            1,
            "1 coding of those named with --coding cannot be found",
        ),
        (("codebook", "add", "Trust > stigma"), 1, "already a code “Trust > stigma”"),
        (("codebook", "add", " "), 1, "name"),
        (("codebook", "move", "stigma"), 2, "either --below or --top"),
        (("codebook", "move", "Trust", "--below", "stigma"), 1, "cannot be moved below itself"),
        (("codebook", "colours", "stigma", "--palette", "usual"), 2, "A palette is for the whole codebook"),
        (("weights", "strong"), 1, "does not begin with a number"),
    ],
)
def test_what_cannot_be_done_says_why(
    run: Run, project: str, words: tuple[str, ...], code: int, sentence: str
) -> None:
    number = 2 if words[0] in ("codings", "codebook") else 1
    before = steps_of(project)
    assert sentence in run(*words[:number], project, *words[number:], code=code).stderr
    assert steps_of(project) == before


def test_quotes_are_starred_listed_and_let_go(run: Run, project: str) -> None:
    first, second = json.loads(run("codings", "list", project, "--json").stdout)
    assert (first["starred"], second["starred"]) == (False, True)
    assert run("codings", "list", project, "--starred").stdout.endswith("1 segment.\n")
    said = run("codings", "star", project, "--code", "stigma", "--dry-run").stdout
    assert said == "1 quote would be starred.\n"
    assert run("codings", "star", project, "--coding", first["id"]).stdout == "1 quote starred.\n"
    assert "nothing was changed" in run("codings", "star", project, "--code", "stigma").stdout
    assert steps_of(project)[-1][1].startswith("Mark a typical quote of “stigma” in FG1")
    listed = json.loads(run("codings", "list", project, "--starred", "--json").stdout)
    assert listed == [{**row, "starred": True} for row in (first, second)]
    assert run("codings", "unstar", project, "--code", "stigma").stdout == "2 quotes no longer starred.\n"
    assert run("codings", "list", project, "--starred").stdout.endswith("0 segments.\n")
    run("undo", project)
    assert run("codings", "list", project, "--starred").stdout.endswith("2 segments.\n")
    assert "Choose codings" in run("codings", "star", project, code=2).stderr


@pytest.mark.parametrize(
    "words",
    [("recode", "stigma"), ("remove",), ("weigh", "3"), ("star",), ("unstar",)],
    ids=lambda words: words[0],
)
def test_a_choice_that_no_coding_fits_says_so_whatever_is_asked(
    run: Run, project: str, words: tuple[str, ...]
) -> None:
    before = steps_of(project)
    run("codebook", "add", project, "nowhere")
    action, *more = words
    said = run("codings", action, project, *more, "--code", "nowhere").stdout
    assert said == "No coding matches, so nothing was changed.\n"
    assert len(steps_of(project)) == len(before) + 1
