"""Projects in Python: columns and figures are those of the window, steps go into the one history."""

import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

import qualcode
from qualcode.analysis.cooccurrence import cooccurrence
from qualcode.analysis.retrieval import segments
from qualcode.model.questions.rules import CooccurrenceRequest, Rule
from qualcode.model.step_topics import StepTopic
from qualcode.operations.coders import ensure_coder
from qualcode.operations.codes.codebook import add_code
from qualcode.operations.codings.coding import apply_code
from qualcode.operations.project import set_reason_topics
from qualcode.operations.transcripts.documents import rename_transcript
from qualcode.project.opening import open_project
from tests.support.ready import ReadyProjects, the_sample

README = Path(__file__).resolve().parents[1] / "README.md"


@pytest.fixture
def path(ready_projects: ReadyProjects, tmp_path: Path) -> str:
    return ready_projects.copy(the_sample, tmp_path / "sample.qualcode")


@pytest.fixture
def project(path: str) -> Iterator[qualcode.OpenedProject]:
    with qualcode.open(path) as opened:
        yield opened


def test_to_import_it_loads_nothing_heavy() -> None:
    heavy = ("numpy", "sqlalchemy", "scipy", "spacy", "lxml", "click", "PySide6", "matplotlib", "openpyxl")
    code = f"import sys, qualcode; print([name for name in {heavy!r} if name in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
    assert set(dir(qualcode)) >= {"open", "OpenedProject", "QualcodeError"}
    with pytest.raises(AttributeError, match="no attribute 'close'"):
        qualcode.close  # type: ignore[attr-defined]  # noqa: B018 - asking for it is the test


def test_the_example_of_the_readme_runs(
    path: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    found = re.search(r"## In Python\n\n```python\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None
    monkeypatch.chdir(Path(path).parent)
    exec(compile(found[1], "README.md", "exec"), {})  # noqa: S102 - it is our own
    assert "<turns:" in capsys.readouterr().out


def test_segments_are_columns_of_the_same_rows(project: qualcode.OpenedProject) -> None:
    found = project.segments()
    rows = list(segments(project.study))
    assert found.rows == len(rows) > 100
    assert found["start"].dtype == found["turn"].dtype == np.int64
    assert found["created"].dtype == np.dtype("datetime64[ms]")
    assert found["text"].tolist() == [row.text for row in rows]
    assert found["weight"].dtype == np.float64
    first = found["created"][0].astype("datetime64[ms]").astype(datetime).replace(tzinfo=UTC)
    assert abs(first.timestamp() - rows[0].created.timestamp()) < 0.001
    for name, at, end, text in zip(
        found["transcript"], found["start"], found["end"], found["text"], strict=True
    ):
        assert project.text(name)[at:end] == text
    assert set(found.meanings) == set(found)


def test_segments_can_be_chosen(project: qualcode.OpenedProject) -> None:
    code = project.segments()["code"][0]
    chosen = project.segments(codes=code)
    assert set(chosen["code"]) == {code}
    assert 0 < chosen.rows < project.segments().rows
    with pytest.raises(qualcode.QualcodeError):
        project.segments(codes="no such code")


def test_turns_and_people_and_codes_are_all_there(project: qualcode.OpenedProject) -> None:
    study = project.study
    turns = project.turns
    assert turns.rows == sum(map(len, study.turns.values()))
    assert set(turns["transcript"]) == {row.name for row in study.transcripts.values()}
    assert project.participants.rows == len(study.participants)
    of_people = {row.name for row in study.attributes_in_order if row.subject == "participant"}
    assert set(project.participants) >= of_people
    assert project.codes["code"].tolist() == [study.path(row.id) for row in study.codes_in_order]
    assert project.codes["segments"].sum() == study.coding_count
    assert project.transcripts["turns"].sum() == turns.rows
    assert project.attributes.rows > 0
    assert project.name == study.info.name
    assert repr(project).startswith(f"<project “{project.name}”: ")


def test_figures_are_those_of_the_window(project: qualcode.OpenedProject) -> None:
    found = project.cooccurrence()
    ours = cooccurrence(project.study, CooccurrenceRequest(Rule.OVERLAP))
    assert np.array_equal(found.values, ours.values)
    assert found.values.shape == (len(found.rows), len(found.columns))
    assert found[found.rows[0], found.columns[0]] == ours.values[0, 0]
    assert "overlap" in found.caption
    strength = project.cooccurrence(coefficient="c")
    assert strength.values.dtype == np.float64
    by_person = project.crosstab(by="participant", minimum_cell=3)
    assert np.isnan(by_person.values.astype(float)).any()
    with pytest.raises(qualcode.QualcodeError, match="not one of the choices"):
        project.cooccurrence(rule="sometimes")
    with pytest.raises(KeyError):
        found["nothing", "nothing"]


def test_queries_find_passages(project: qualcode.OpenedProject) -> None:
    found = project.query("the")
    assert found.rows > 0
    assert {word.casefold() for word in found["text"]} == {"the"}
    with pytest.raises(qualcode.QualcodeError):
        project.query("code:")


def test_what_is_open_for_reading_takes_no_step(project: qualcode.OpenedProject) -> None:
    with pytest.raises(qualcode.QualcodeError):
        project.do(add_code, "fear")


def test_steps_are_saved_and_undone(path: str) -> None:
    with pytest.raises(qualcode.QualcodeError, match="say whose they are"):
        qualcode.open(path, writing=True)
    with qualcode.open(path, writing=True, coder="AB") as project:
        code, _ = project.do(add_code, "fear")
        coder, _ = project.do(ensure_coder, "AB")
        row = project.study.transcripts_in_order[0]
        turn = project.study.turns_of(row.id).row(0)
        project.do(apply_code, code.id, row.id, turn.span, coder.id)
        assert project.segments(codes="fear").rows == 1
        project.do(rename_transcript, row.id, "Another name")
        project.undo()
        assert "Another name" not in project.transcripts["transcript"]
        project.redo()
        with pytest.raises(qualcode.QualcodeError, match="not an operation"):
            project.do(lambda study: study.step)
    again = open_project(path, writing=False)
    assert "Another name" in {row.name for row in again.study.transcripts.values()}
    assert {step.coder for step in again.steps[-6:]} == {"AB"}
    again.close()


def test_without_pandas_it_says_so(project: qualcode.OpenedProject, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(qualcode.QualcodeError, match="pandas is not installed"):
        project.codes.to_pandas()
    with pytest.raises(qualcode.QualcodeError, match="pandas is not installed"):
        project.cooccurrence().to_pandas()


def test_with_pandas_it_is_a_frame(project: qualcode.OpenedProject, monkeypatch: pytest.MonkeyPatch) -> None:
    def frame(values: object, **more: object) -> tuple[object, dict[str, object]]:
        return values, more

    # pandas itself is no dependency; what it is given is what counts.
    monkeypatch.setitem(sys.modules, "pandas", SimpleNamespace(DataFrame=frame))
    values, _ = project.codes.to_pandas()
    assert list(values) == list(project.codes)
    assert values["code"].tolist() == project.codes["code"].tolist()
    figures = project.cooccurrence()
    values, more = figures.to_pandas()
    assert np.array_equal(values, figures.values)
    assert more == {"index": list(figures.rows), "columns": list(figures.columns)}


def test_a_step_can_say_why(path: str) -> None:
    with qualcode.open(path, writing=True, coder="AB") as project:
        project.do(set_reason_topics, [StepTopic.NEW_CODES], reason="as  the protocol\nsays")
        assert project.study.info.reason_topics
        with pytest.raises(qualcode.QualcodeError, match="reason"):
            project.do(add_code, "grief")
        assert "grief" not in set(project.codes["code"])
        project.do(add_code, "grief", reason="three mothers speak of it")
        project.do(rename_transcript, project.study.transcripts_in_order[0].id, "Another name")
    again = open_project(path, writing=False)
    assert [step.reason for step in again.steps[-3:]] == [
        "as the protocol says",
        "three mothers speak of it",
        "",
    ]
    again.close()
