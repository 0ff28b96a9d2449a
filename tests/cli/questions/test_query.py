import csv
import json
from pathlib import Path

from tests.cli.conftest import Run, steps_of

RENTERS = 'code:stigma and housing:"council rent"'


def test_queries_are_saved_listed_and_deleted(run: Run, project_anywhere: str) -> None:
    where = project_anywhere
    assert run("query", "list", where).stdout.splitlines()[0].split() == ["name", "query"]
    saved = run("query", "save", where, "Coded", "code:* and coder:AB", "--coder", "AB").stdout
    assert saved == "Saved the query “Coded”.\n"
    again = run("query", "save", where, "coded", "code:* and coder:AB", "--coder", "AB").stdout
    assert again == "The query is saved like this.\n"
    listed = json.loads(run("query", "list", where, "--json").stdout)
    assert listed[-1] == {"name": "Coded", "query": "code:* and coder:AB", "fault": ""}
    assert steps_of(where)[-1] == ("AB", "Save the query “Coded”")
    assert run("query", "delete", where, "CODED").stdout == "Deleted the query “Coded”.\n"
    assert "no saved query named “Coded”" in run("query", "delete", where, "Coded", code=1).stderr


def test_what_names_nothing_is_not_saved(run: Run, sample: str) -> None:
    assert "no code named “zeppelin”" in run("query", "save", sample, "Q", "code:zeppelin", code=1).stderr
    assert run("query", "list", sample).stdout == "No query is saved yet.\n"


def test_search_takes_queries(run: Run, sample: str) -> None:
    def found(query: str, *more: str) -> list[dict[str, object]]:
        hits: list[dict[str, object]] = json.loads(run("search", sample, query, *more, "--json").stdout)
        return hits

    both = found('code:stigma and code:"trust in private firms"')
    assert 0 < len(found(RENTERS)) < len(found("code:stigma"))
    assert len(both) < len(found("code:stigma"))
    assert {hit["transcript"] for hit in found("code:stigma and transcript:FG2")} == {"FG2 Lone parents"}
    assert len(found("code:stigma", "--transcript", "FG2 Lone parents")) == len(
        found("code:stigma and transcript:FG2")
    )
    assert len(found("word:Crisps", "--match-case")) == 0
    assert len(found("word:crisps", "--match-case")) == 2
    table = run("search", sample, "code:stigma").stdout.splitlines()
    assert len(table) == 1 + len(found("code:stigma"))
    assert "“code:stigma” is not closed" in run("search", sample, "(code:stigma", code=1).stderr


def rows_of(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_figures_within_a_query_and_by_queries(run: Run, sample: str, tmp_path: Path) -> None:
    run("query", "save", sample, "Renters", RENTERS)
    run("query", "save", sample, "Judged", "code:stigma")
    whole, within = tmp_path / "whole.csv", tmp_path / "within.csv"
    run("matrix", "cooccurrence", sample, whole)
    said = run("matrix", "cooccurrence", sample, within, "--query", "renters").stdout
    assert "only with “Renters” (code:" in said
    assert rows_of(whole) != rows_of(within)
    facts = json.loads((tmp_path / "within.csv.meta.json").read_text(encoding="utf-8"))
    assert "passages of “Renters”" in json.dumps(facts, ensure_ascii=False)
    table = tmp_path / "codes.csv"
    run("matrix", "codes", sample, table, "--by", "query:Renters", "--totals")
    assert rows_of(table)[0][1:] == ["Renters", "outside Renters", "Total"]
    run("matrix", "codes", sample, table, "--by", "query:Renters", "--by", "query:Judged")
    assert rows_of(table)[0][1:] == ["Renters", "Judged"]
    assert (
        "side by side"
        in run("matrix", "codes", sample, table, "--by", "speaker", "--by", "query:Judged", code=1).stderr
    )
    assert (
        "minimum cell cannot be guaranteed"
        in run(
            "matrix", "codes", sample, table, "--by", "query:Renters", "--minimum-cell", "3", code=1
        ).stderr
    )
    assert "no saved query" in run("matrix", "cooccurrence", sample, whole, "--query", "Q", code=1).stderr


def test_segments_and_pictures_within_a_query(run: Run, sample: str, tmp_path: Path) -> None:
    run("query", "save", sample, "Judged", "code:stigma and speaker:P3")
    file, picture = tmp_path / "segments.csv", tmp_path / "map.svg"
    run("codings", "export", sample, file)
    everything = len(rows_of(file))
    run("codings", "export", sample, file, "--query", "Judged")
    assert 1 < len(rows_of(file)) < everything
    said = run("picture", "heatmap", sample, picture, "--query", "Judged").stdout
    assert "only with “Judged”" in said
    run("picture", "bars", sample, picture, "--by", "query:Judged")
    portrait = ("picture", "portrait", sample, picture, "--transcript", "FG2 Lone parents")
    run(*portrait)
    plain = picture.read_bytes()
    run(*portrait, "--query", "Judged")
    assert picture.read_bytes() != plain


def test_saved_reports_use_queries(run: Run, sample: str, tmp_path: Path) -> None:
    run("query", "save", sample, "Judged", "code:stigma")
    run("query", "save", sample, "Renters", RENTERS)
    definition = tmp_path / "report.json"
    outputs = [
        {"file": "together.csv", "table": "cooccurrence", "query": "Judged"},
        {"file": "segments.csv", "table": "segments", "query": "Judged"},
        {"file": "inside.csv", "table": "codes", "by": "query:Judged"},
        {"file": "side.csv", "table": "codes", "by": ["query:Judged", "query:Renters"]},
    ]
    definition.write_text(json.dumps({"outputs": outputs}), encoding="utf-8")
    run("report", "save", sample, "All", definition)
    run("report", "run", sample, "All", tmp_path / "out")
    assert rows_of(tmp_path / "out" / "inside.csv")[0][1:] == ["Judged", "outside Judged"]
    assert rows_of(tmp_path / "out" / "side.csv")[0][1:] == ["Judged", "Renters"]
    manifest = (tmp_path / "out" / "manifest.json").read_text(encoding="utf-8")
    assert manifest.count("only what shares text with passages of “Judged”") == 2
    outputs = [{"file": "side.csv", "table": "codes", "by": ["Judged", "Renters"]}]
    definition.write_text(json.dumps({"outputs": outputs}), encoding="utf-8")
    assert "list of query:NAME" in run("report", "save", sample, "Bad", definition, code=1).stderr


def test_a_query_that_names_what_has_gone_is_shown_with_what_became_of_it(run: Run, sample: str) -> None:
    run("query", "save", sample, "Judged", 'code:stigma and not code:"trust in private firms"')
    last = len(steps_of(sample))
    run("codebook", "delete", sample, "trust in private firms")
    (row,) = json.loads(run("query", "list", sample, "--json").stdout)
    assert row["query"] == 'code:stigma not code:"trust in private firms"'
    fate = f"The code “trust in private firms” was deleted in step {last + 1}."
    assert row["fault"].endswith(f"It names a code that is no longer in the project. {fate}")
    table = run("query", "list", sample).stdout
    assert "code:stigma not code:" in table
    assert fate in table
    run("undo", sample)
    assert json.loads(run("query", "list", sample, "--json").stdout)[0]["fault"] == ""


def test_a_query_is_renamed(run: Run, sample: str) -> None:
    run("query", "save", sample, "Renters", RENTERS)
    run("query", "rename", sample, "renters", "Tenants")
    assert run("query", "list", sample).stdout.splitlines()[1].split()[0] == "Tenants"
    run("query", "save", sample, "Other", "code:stigma")
    assert "already" in run("query", "rename", sample, "Other", "Tenants", code=1).stderr
