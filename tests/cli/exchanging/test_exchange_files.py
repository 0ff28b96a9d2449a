"""Projects of other programs in and out by command.

Tests as well: ``other_programs``, ``plans``, ``text_report``, ``model.exchange.program_files``.
"""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from qualcode.project.opening import open_project
from tests.cli.conftest import Run
from tests.support.foreign_project import archive, codes, document, selection, text_source
from tests.support.taguette_file import taguette_file, with_another_project

TEXT = "We signed a form 🙂 and nobody explained it to any of us at home"


def test_a_project_goes_out_and_into_another_one(run: Run, project: str, tmp_path: Path) -> None:
    out, report = tmp_path / "out.qdpx", tmp_path / "report.txt"
    said = run("exchange", "export", project, out, "--target", "nvivo", "--report", report).output
    assert "1 weight: the format has no weights" in said
    assert "NVivo for Windows writes its own files so" in report.read_text(encoding="utf-8")
    run("new", tmp_path / "new.qualcode")
    told = run("exchange", "import", tmp_path / "new.qualcode", out, "--coder", "AB").output
    assert "2 codings" in told
    with_all = open_project(str(tmp_path / "new.qualcode"), writing=False)
    assert (with_all.study.coding_count, len(with_all.study.codes)) == (2, 2)
    with_all.close()
    again = run("exchange", "import", out, tmp_path / "new.qualcode").output
    assert "There is nothing new" in again
    run("undo", tmp_path / "new.qualcode")


def test_nothing_is_written_or_changed_by_a_dry_run(run: Run, project: str, tmp_path: Path) -> None:
    out = tmp_path / "out.qdpx"
    assert "Nothing was written." in run("exchange", "export", project, out, "--dry-run").output
    assert not out.exists()
    run("exchange", "export", project, out)
    run("new", tmp_path / "new.qualcode")
    assert (
        "Nothing was changed."
        in run("exchange", "import", tmp_path / "new.qualcode", out, "--dry-run").output
    )
    found = json.loads(
        run("exchange", "import", tmp_path / "new.qualcode", out, "--dry-run", "--json").output
    )
    assert found["positions"][0]["best"]["way"] == "code-points,crlf=1,bom=0,end=exclusive"
    assert {line["state"] for line in found["lines"]} == {"new"}
    assert (
        json.loads(run("exchange", "export", project, out, "--json").output)["told"][0]["fate"] == "included"
    )


def test_a_long_plan_is_summed_up_and_the_report_has_it_all(run: Run, project: str, tmp_path: Path) -> None:
    names = [f"new {number:03}" for number in range(120)]
    file, report = archive(tmp_path / "x.qdpx", document(codes(*names))), tmp_path / "report.txt"
    said = run("exchange", "import", project, file, "--dry-run", "--report", report).output.splitlines()
    assert "New: 120 codes" in next(line for line in said if line.startswith("New:"))
    assert sum("code new" in line for line in said) == 20
    assert "  … and 100 more; --report FILE has them all" in said
    whole = report.read_text(encoding="utf-8").splitlines()
    assert [line for line in whole if "code new" in line] == [f"  code {name}" for name in names]
    assert not any("more" in line for line in whole)


def test_many_sources_are_summed_up_those_that_are_not_sure_first(
    run: Run, project: str, tmp_path: Path
) -> None:
    inner = "".join(
        text_source(
            f"{TEXT} {number}", selection(200 + number, 10, 15, 1), number=100 + number, name=f"T{number}"
        )
        for number in range(30)
    ).replace("</Sources><Sources>", "")
    file, report = archive(tmp_path / "x.qdpx", document(codes("form") + inner)), tmp_path / "report.txt"
    said = run("exchange", "import", project, file, "--dry-run", "--report", report).output.splitlines()
    assert sum("begin and end at the edges of words" in line for line in said) == 20
    assert any(line.startswith("Positions: sure in ") for line in said)
    whole = report.read_text(encoding="utf-8")
    assert whole.count("begin and end at the edges of words") == 30


def test_an_import_is_called_one(run: Run, project: str, tmp_path: Path) -> None:
    file = archive(tmp_path / "x.qdpx", document(codes("new")))
    assert "Imported “Study”." in run("exchange", "import", project, file).output
    assert "Import “Study”" in run("history", project).output
    assert "Import “Study”" in run("undo", project).output


def test_positions_that_are_not_sure_are_asked_for(run: Run, project: str, tmp_path: Path) -> None:
    file = archive(tmp_path / "x.qdpx", document(codes("form") + text_source(TEXT, selection(5, 10, 15, 1))))
    refused = run("exchange", "import", project, file, code=1).output
    assert "does not show for sure how it counts positions in 1 source" in refused
    assert "--positions" in refused
    samples = run("exchange", "import", project, file, "--dry-run").output
    assert "Samples from Talk:" in samples
    said = run("exchange", "import", project, file, "--positions", "code-points").output
    assert "1 coding" in said
    wrong = run("exchange", "import", project, file, "--positions", "miles", code=1).output
    assert "“miles” is not a way of counting positions" in wrong


def test_a_broken_file_ends_in_a_sentence(run: Run, project: str, tmp_path: Path) -> None:
    path = tmp_path / "x.qdpx"
    path.write_bytes(b"PK\x03\x04 broken")
    said = run("exchange", "import", project, path, code=1).output
    assert said.startswith("qualcode: “x.qdpx” cannot be imported. The archive is damaged")


def test_a_qualcoder_project_is_imported_by_its_folder(run: Run, project: str, tmp_path: Path) -> None:
    folder = tmp_path / "other.qda"
    folder.mkdir()
    with closing(sqlite3.connect(folder / "data.qda")) as made:
        for table, columns in (
            ("project", "date, memo"),
            ("source", "id, name, fulltext, mediapath"),
            ("code_cat", "catid, name, supercatid"),
            ("code_name", "cid, name, catid"),
            ("code_text", "ctid, cid, fid, seltext, pos0, pos1, owner"),
        ):
            made.execute(f"CREATE TABLE {table} ({columns})")
        made.execute("INSERT INTO source VALUES (1, 'Talk', ?, NULL)", [TEXT])
        made.execute("INSERT INTO code_name VALUES (1, 'form', NULL)")
        words = ["signed", "form", "nobody", "explained"]
        for number, word in enumerate(words):
            start = len(TEXT[: TEXT.index(word)].encode("utf-16-le")) // 2
            row = [number, word, start, start + len(word)]
            made.execute("INSERT INTO code_text VALUES (?, 1, 1, ?, ?, ?, 'AB')", row)
        made.commit()
    said = run("exchange", "import", project, folder).output
    assert "UTF-16 units" in said
    assert "4 codings" in said


def test_a_folder_with_such_a_file_says_where_it_goes(run: Run, project: str, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    archive(folder / "x.qdpx", document(codes("a")))
    said = run("import", project, folder, code=1).output
    assert "qualcode exchange import" in said


def test_the_conformance_set_is_written(run: Run, tmp_path: Path) -> None:
    said = run("exchange", "conformance", tmp_path / "set").output
    assert said.startswith("Saved 24 files")
    assert (tmp_path / "set" / "index.html").exists()


def test_a_project_of_taguette_is_imported_whole(run: Run, project: str, tmp_path: Path) -> None:
    file = taguette_file(tmp_path / "t.sqlite3")
    assert "4 codings" in run("exchange", "import", project, file).output
    study = open_project(project, writing=False)
    assert study.study.code_named("asking").definition == "who asks"
    study.close()
    assert "There is nothing new" in run("exchange", "import", project, file).output


def test_one_of_several_projects_in_a_file_is_asked_for(run: Run, project: str, tmp_path: Path) -> None:
    file = with_another_project(taguette_file(tmp_path / "t.sqlite3"))
    refused = run("exchange", "import", project, file, code=1).output
    assert "holds 2 projects: “Gardens”, “gardens (2)”. Choose one with --project." in refused
    assert "4 codings" in run("exchange", "import", project, file, "--project", "Gardens").output


def test_import_leads_a_project_of_another_program_there(run: Run, project: str, tmp_path: Path) -> None:
    file = taguette_file(tmp_path / "t.sqlite3")
    assert "written by Taguette" in run("import", project, file, "--dry-run").output
    assert "4 codings" in run("import", project, file).output
    alone = run("import", project, file, tmp_path / "other.txt", code=1).output
    assert "Import it by itself" in alone
    found = json.loads(run("import", project, file, "--dry-run", "--json").output)
    assert found["lines"] == []


def test_a_report_that_has_no_place_is_told_before_anything_is_changed(
    run: Run, project: str, tmp_path: Path
) -> None:
    out = tmp_path / "out.qdpx"
    run("exchange", "export", project, out)
    new = tmp_path / "new.qualcode"
    run("new", new)
    nowhere = tmp_path / "missing" / "report.txt"
    for words in (
        ("import", new, out),
        ("merge", new, project),
        ("export", project, tmp_path / "second.qdpx"),
    ):
        assert "could not be written" in run("exchange", *words, "--report", nowhere, code=1).output
    assert not (tmp_path / "second.qdpx").exists()
    assert "There is nothing to undo" in run("undo", new, code=1).output


def test_programs_may_be_written_as_they_write_themselves(run: Run, project: str, tmp_path: Path) -> None:
    for name in ("ATLAS.ti", "MaxQDA", "atlasti"):
        said = run("exchange", "export", project, tmp_path / "out.qdpx", "--target", name).output
        assert "Turns are not written as selections" in said


def test_merging_a_file_of_another_program_leads_to_its_import(
    run: Run, project: str, tmp_path: Path
) -> None:
    run("exchange", "export", project, tmp_path / "out.qdpx")
    said = run("exchange", "merge", project, tmp_path / "out.qdpx", code=1).output
    assert "Import it instead of merging it." in said
