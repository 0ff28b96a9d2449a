"""Reports, saved reports and the way through Word, as commands.

Tests as well: ``questions.report``, ``questions.saved_reports``, ``questions.summaries``,
``coding.word_codings``, ``project.reports.report_list``.
"""

import json
from pathlib import Path

from tests.cli.conftest import Run, steps_of


def test_a_transcript_goes_to_word_and_comes_back(run: Run, sample: str, tmp_path: Path) -> None:
    path = tmp_path / "coded.docx"
    said = run("report", "transcript", sample, path, "--transcript", "INT01 Ruth", "--coder", "AB").stdout
    assert " segments, each as a comment by its coder" in said
    number = int(said.partition(": ")[2].split()[0])
    run("undo", sample, "--coder", "AB")
    run("undo", sample, "--coder", "AB")
    said = run("codings", "import-word", sample, path, "--transcript", "INT01 Ruth", "--coder", "CD").stdout
    assert said.splitlines()[0] == f"Imported {number} segments from {number} comments."
    assert steps_of(sample)[-1] == ("CD", "Code INT01 Ruth from the comments of a document")
    again = run("codings", "import-word", sample, path, "--transcript", "INT01 Ruth").stdout
    assert f"{number} segments skipped" in again
    other = run("codings", "import-word", sample, path, "--transcript", "INT02 Kofi", code=1)
    assert "The document is not “INT02 Kofi”" in other.stderr


def test_a_transcript_in_another_form_needs_its_ending(run: Run, sample: str, tmp_path: Path) -> None:
    words = ("report", "transcript", sample)
    run(*words, tmp_path / "a.docx", "--transcript", "INT01 Ruth", "--as", "margin", "--code", "Trust")
    wrong = run(*words, tmp_path / "a.csv", "--transcript", "INT01 Ruth", code=1)
    assert "end the file name in docx" in wrong.stderr


def test_a_report_is_saved_listed_and_run(run: Run, project: str, tmp_path: Path) -> None:
    definition = tmp_path / "paper.json"
    definition.write_text('{"outputs": [{"file": "book.csv", "table": "codebook"}]}', encoding="utf-8")
    said = run("report", "save", project, "Paper", definition, "--coder", "CD").stdout
    assert said == "Saved the report “Paper”: 1 file.\n"
    assert run("report", "save", project, "paper", definition).stdout == "The report is saved like this.\n"
    broken, listed = json.loads(run("report", "list", project, "--json").stdout)
    step = len(steps_of(project))
    assert listed["saved"].pop("at")
    assert listed == {
        "name": "Paper",
        "files": ["book.csv"],
        "holds": ["Codebook"],
        "saved": {"step": step},
        "last run": None,
        "fault": "",
    }
    head, *_, line = run("report", "list", project).stdout.splitlines()
    assert head.split() == ["report", "saved", "file", "what", "it", "holds"]
    assert line.split()[:3] == ["Paper", "step", f"{step},"]
    assert line.endswith("book.csv  Codebook")
    assert broken["fault"].startswith("A report is a JSON object")
    said = run("report", "run", project, "Paper", tmp_path / "out").stdout
    assert said == f"{tmp_path / 'out'}: 3 files, listed in manifest.json.\n"
    written = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert written == ["book.csv", "figures.json", "manifest.json"]
    *_, found = json.loads(run("report", "list", project, "--in", tmp_path / "out", "--json").stdout)
    assert found["last run"]["step"] == step
    *_, other, mine = run("report", "list", project, "--in", tmp_path / "out").stdout.splitlines()
    assert mine.count(f"step {step}, ") == 2
    assert "not in this folder" in other


def test_a_definition_that_cannot_be_read_is_named(run: Run, project: str, tmp_path: Path) -> None:
    missing = run("report", "save", project, "Paper", tmp_path / "no.json", code=1)
    assert "no.json”: The file could not be opened" in missing.stderr
    (tmp_path / "bad.json").write_bytes(b"\xff\xfe\xfa")
    assert "not text in UTF-8" in run("report", "save", project, "P", tmp_path / "bad.json", code=1).stderr


def test_an_earlier_run_is_left_alone_until_it_is_said_what_becomes_of_it(
    run: Run, project: str, tmp_path: Path
) -> None:
    definition = tmp_path / "paper.json"
    outputs = [{"file": "codebook.csv", "table": "codebook"}, {"file": "pairs.csv", "table": "cooccurrence"}]
    definition.write_text(json.dumps({"outputs": outputs}), encoding="utf-8")
    run("report", "save", project, "Paper", definition)
    folder = tmp_path / "run"
    run("report", "run", project, "Paper", folder)
    # The same step again has the same bytes: nothing is lost.
    assert "Since" not in run("report", "run", project, "Paper", folder).stdout
    run("codebook", "add", project, "new code", "--definition", "Quite new")
    refused = run("report", "run", project, "Paper", folder, code=1)
    assert "replace it with --replace, or keep it with --number" in refused.stderr
    said = run("report", "run", project, "Paper", folder, "--number").stdout
    assert f"{folder} (2): " in said
    assert "1 code was added" in said
    assert (tmp_path / "run (2)" / "since-last-time.html").exists()
    said = run("report", "run", project, "Paper", folder, "--replace").stdout
    assert said.startswith(f"{folder}: ")
    assert "Quite new" not in said
    (folder / "codebook.csv").write_bytes(b"edited")
    for words in ((), ("--replace",)):
        refused = run("report", "run", project, "Paper", folder, *words, code=1)
        assert "“codebook.csv” in" in refused.stderr
        assert "replace the edits with --replace --over-edits, or keep them with --number" in refused.stderr
    assert (folder / "codebook.csv").read_bytes() == b"edited"
    assert "give both" in run("report", "run", project, "Paper", folder, "--over-edits", code=2).stderr
    run("report", "run", project, "Paper", folder, "--replace", "--over-edits")
    assert b"Quite new" in (folder / "codebook.csv").read_bytes()


def test_codebook_takes_form_parts_depth_and_attributes(run: Run, sample: str, tmp_path: Path) -> None:
    path = tmp_path / "table.html"
    run(
        "report", "codebook", sample, path, "--form", "compact", "--part", "quotes", "--part", "definition",
        "--depth", "2", "--attribute", "housing", "--cut",
    )  # fmt: skip
    html = path.read_text("utf-8")
    head = html.partition("<thead>")[2].partition("</thead>")[0]
    assert head.index("Example") < head.index("Definition")
    assert "Segments" not in head
    assert "1.1.1" not in html.partition("<tbody>")[2].partition("</tbody>")[0]
    assert "with “…” where the coded words begin or end within a sentence" in html
    # Quotes were asked for, and not the codebook’s own examples.
    assert ", turn " in html.partition("<tbody>")[2].partition("</tbody>")[0]
    refused = run("report", "codebook", sample, path, "--attribute", "nothing", code=1)
    assert "nothing" in refused.stderr


def test_a_project_without_reports_says_so(run: Run, sample: str) -> None:
    assert run("report", "list", sample).stdout == "No report is saved yet.\n"


def test_summaries_fill_the_framework_matrix(run: Run, sample: str, tmp_path: Path) -> None:
    file = tmp_path / "s.csv"
    file.write_text("participant,code,text\nFG1-P1,privacy,Wants a say\nFG1-P2,stigma,Shrugs\n", "utf-8")
    said = run("summaries", "import", sample, file, "--coder", "CD").stdout
    assert said == "Imported summaries: 2 new.\n"
    assert steps_of(sample)[-1] == ("CD", "Import summaries: 2 new")
    assert run("summaries", "import", sample, file).stdout.startswith("Every summary is in the project")
    said = run("report", "framework", sample, tmp_path / "f.docx", "--counts").stdout
    # Codes that have segments and no summary yet are columns, too.
    told = "2 summaries in the researchers’ words, with the number of segments, all coders.\n"
    assert said.endswith(f"by 22 codes, {told}")
    chosen = ("--code", "privacy", "--code", "stigma")
    said = run("report", "framework", sample, tmp_path / "g.docx", "--counts", *chosen).stdout
    assert said.endswith(f"by 2 codes, {told}")
    run("report", "framework", sample, tmp_path / "f.csv", "--tidy", "--code", "privacy")
    lines = (tmp_path / "f.csv").read_text("utf-8").splitlines()
    assert lines == ["participant,code,text", "FG1-P1,Concerns > privacy,Wants a say"]


def test_participants_are_written_with_what_is_left_out(run: Run, sample: str, tmp_path: Path) -> None:
    said = run("report", "participants", sample, tmp_path / "p.html", "--quotes", 2, "--coder", "AB").stdout
    assert "28 participants" in said
    assert "left out because a speaker’s consent to quote is missing" in said


def test_the_methods_appendix_is_written(run: Run, sample: str, tmp_path: Path) -> None:
    said = run("report", "methods", sample, tmp_path / "m.docx").stdout
    assert said.endswith("10 transcripts, 860 codings.\n")
