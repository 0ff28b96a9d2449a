import json
from pathlib import Path

from tests.cli.conftest import Run


def test_hits_as_a_table(run: Run, sample: str) -> None:
    lines = run("search", sample, "CRISPS").stdout.splitlines()
    assert len(lines) == 3
    assert lines[2].startswith("INT03 Siobhan ")
    assert lines[2].endswith("a bag of crisps. I’m grand. Fire away.")


def test_hits_as_json_stand_where_they_say(run: Run, sample: str) -> None:
    hits = json.loads(run("search", sample, "crisps", "--json").stdout)
    assert [hit["transcript"] for hit in hits] == ["FG2 Lone parents", "INT03 Siobhan"]
    for hit in hits:
        begin, end = hit["at"]
        assert hit["line"][begin:end] == "crisps"
        assert hit["end"] - hit["start"] == 6


def test_how_words_are_meant(run: Run, sample: str) -> None:
    def number(*words: str) -> int:
        return len(json.loads(run("search", sample, *words, "--json").stdout))

    assert number("crisp") == 2
    assert number("crisp", "--match", "whole-word") == 0
    assert number("cri.ps?", "--match", "regular-expression") == 2
    assert number("Crisps", "--match-case") == 0
    assert number("crisps", "--transcript", "INT03 Siobhan") == 1


def test_nothing_found_and_nothing_asked(run: Run, sample: str) -> None:
    assert run("search", sample, "zeppelin").stdout == "Nothing was found.\n"
    assert run("search", sample, "zeppelin", "--json").stdout == "[]\n"
    assert "nothing to search for" in run("search", sample, "", code=1).stderr
    assert (
        "not a regular expression"
        in run("search", sample, "(", "--match", "regular-expression", code=1).stderr
    )


def test_hits_as_a_document(run: Run, sample: str, tmp_path: Path) -> None:
    path = tmp_path / "found.html"
    found = run("search", sample, "trust", "--out", str(path), "--by", "code", "--match-case")
    assert found.stdout == f"Saved to {path}.\n"
    page = path.read_text(encoding="utf-8")
    assert "passages in" in page
    assert "trust" in page
    refused = run("search", sample, "xyzzy", "--out", str(tmp_path / "none.html"), code=1)
    assert "Nothing was found, so nothing was written" in refused.stderr
    assert not (tmp_path / "none.html").exists()
    assert "end the file name in" in run("search", sample, "trust", "--out", "a.csv", code=1).stderr
