"""From nothing to figures and back by commands alone, and the same bytes whenever it is asked again.

Tests: ``main``.
"""

import hashlib
import json
from pathlib import Path

import pytest

from qualcode.project.sample import sample_folder
from tests.cli.conftest import Run, steps_of

CODER = ("--coder", "AB")
EXPORTS = (
    ("matrix", "cooccurrence", "pairs.csv"),
    ("matrix", "cooccurrence", "near.csv", "--rule", "near", "--within", "0", "--tidy"),
    ("matrix", "cooccurrence", "turns.xlsx", "--rule", "turn", "--coefficient", "phi"),
    ("matrix", "cooccurrence", "sentences.docx", "--rule", "sentence", "--coder", "CD"),
    ("matrix", "codes", "transcripts.csv", "--by", "transcript"),
    ("matrix", "codes", "housing.xlsx", "--by", "housing", "--count", "participants", "--minimum-cell", "3"),
    ("matrix", "codes", "speakers.docx", "--by", "speaker", "--coder", "AB"),
    ("codings", "export", "segments.csv"),
    ("codings", "export", "segments.xlsx", "--code", "Concerns", "--context", "80"),
    ("codings", "export", "segments.json", "--transcript", "INT01 Ruth"),
    ("codings", "export", "segments.docx", "--code", "stigma", "--coder", "CD"),
    ("codings", "export", "segments.html"),
    ("codebook", "export", "codebook.csv"),
    ("codebook", "export", "codebook.xlsx"),
    ("codebook", "export", "codebook.qdc"),
    ("codebook", "export", "codebook.docx"),
    ("attributes", "export", "people.csv"),
    ("attributes", "export", "sessions.xlsx", "--of", "transcript"),
    ("report", "codebook", "report.docx"),
    ("report", "codebook", "report.html"),
    ("report", "codebook", "report.xlsx"),
    ("report", "codebook", "report.csv"),
)


@pytest.fixture
def study(run: Run, address: str) -> str:
    """The sample, brought in command by command as a researcher would."""
    folder = sample_folder()
    run("new", address, "--name", "Parents", "--codebook", folder / "codebook.csv", *CODER)
    run("import", address, *sorted(folder.glob("*[0-9] *.*")), *CODER)
    run("attributes", "import", address, folder / "participants.csv", *CODER)
    run("codings", "import", address, folder / "codings.csv", *CODER)
    return address


def _write_all(run: Run, study: str, folder: Path) -> dict[str, str]:
    """The SHA-256 of every file, but for the stamp in the meta files."""
    folder.mkdir()
    for *words, name, rest in ((*line[:2], line[2], line[3:]) for line in EXPORTS):
        run(*words, study, folder / name, *rest)
    sums = {}
    for path in sorted(folder.iterdir()):
        content = path.read_bytes()
        if path.name.endswith(".meta.json"):
            told = json.loads(content)
            del told["created"]
            content = json.dumps(told).encode()
        sums[path.name] = hashlib.sha256(content).hexdigest()
    return sums


def test_the_whole_way(run: Run, study: str, tmp_path: Path) -> None:
    assert json.loads(run("info", study, "--json").stdout)["counts"]["codings"] == 860
    first = _write_all(run, study, tmp_path / "first")
    assert set(first) >= {line[2] for line in EXPORTS}
    assert _write_all(run, study, tmp_path / "again") == first

    assert run("undo", study, *CODER).stdout == "Undo: Import 860 segments\n"
    assert json.loads(run("info", study, "--json").stdout)["counts"]["codings"] == 0
    run("redo", study, *CODER)
    assert json.loads(run("info", study, "--json").stdout)["counts"]["codings"] == 860
    assert run("check", study).stdout.startswith("sound")
    # Who makes a project on a server leads its team.
    roles = ["Make AB lead"] if study.startswith("postgresql") else []
    assert [title for _, title in steps_of(study)] == [
        "New project “Parents”",
        *roles,
        "Import the codebook: 26 new codes",
        "Add 10 transcripts",
        "Import attributes of 34 people",
        "Import 860 segments",
        "Undo: Import 860 segments",
        "Redo: Import 860 segments",
    ]


def test_the_meta_file_vouches_for_its_csv(run: Run, study: str, tmp_path: Path) -> None:
    file = tmp_path / "pairs.csv"
    said = run("matrix", "cooccurrence", study, file).stdout
    assert said == f"{file}: Codes that overlap, counted as pairs, all coders merged, 10 transcripts.\n"
    meta = json.loads((tmp_path / "pairs.csv.meta.json").read_text(encoding="utf-8"))
    assert meta["sha256"] == hashlib.sha256(file.read_bytes()).hexdigest()
    assert (meta["rule"], meta["count"], meta["coders"]) == ("overlap", "pairs", "all coders merged")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("matrix", "cooccurrence", "m.csv", "--rule", "turn", "--count", "pairs"), "count units instead"),
        (("matrix", "cooccurrence", "m.csv", "--coefficient", "lift"), "needs to know all units"),
        (("matrix", "cooccurrence", "m.odt"), "in docx, html, pdf, csv or xlsx"),
        (("matrix", "cooccurrence", "m.csv", "--coder", "EF"), "no coder named “EF”"),
        (("matrix", "codes", "m.csv", "--by", "shoe size"), "no attribute named “shoe size”"),
        (("matrix", "codes", "m.csv", "--by", "housing", "--minimum-cell", "1"), "2 participants or more"),
        (("codings", "export", "s.csv", "--code", "joy"), "no code named “joy”"),
        (("codings", "export", "s.csv", "--transcript", "FG9"), "no transcript named “FG9”"),
        (("codings", "export", "missing/s.csv"), "its folder does not exist"),
        (("report", "codebook", "r.odt"), "in docx, html, pdf, xlsx or csv"),
        (("codebook", "export", "c.odt"), "in csv, xlsx, qdc, docx, html or pdf"),
        (("report", "framework", "f.odt"), "in docx, html, pdf, xlsx or csv"),
        (("report", "participants", "p.odt"), "in docx, html, pdf, xlsx or csv"),
        (("report", "methods", "m.odt"), "in docx, html or pdf"),
        (("codings", "export", "s.odt"), "in docx, html, pdf, csv, xlsx or json"),
        (("attributes", "export", "a.docx"), "end the file name in csv or xlsx"),
    ],
)
def test_what_cannot_be_written_is_one_line_and_no_file(
    run: Run, sample: str, tmp_path: Path, words: tuple[str, ...], sentence: str
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    first, second, name, *rest = words
    result = run(first, second, sample, out / name, *rest, code=1)
    assert sentence in result.stderr
    assert result.stderr.startswith("qualcode: ")
    assert result.stderr.count("\n") == 1
    assert list(out.iterdir()) == []
