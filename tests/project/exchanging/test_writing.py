"""What an export tells about what other programs do not show."""

from dataclasses import replace
from pathlib import Path

import pytest

from qualcode.analysis.memo_list import listed_memos
from qualcode.model.change import ChangeSet, updated
from qualcode.model.errors import QualcodeError
from qualcode.model.exchange.targets import Target
from qualcode.model.exchange.told import ExchangeFate
from qualcode.model.study import Study
from qualcode.project.exchanging.writing import export_exchange, export_told
from qualcode.project.opening import create_project
from tests.support.examples import whole_example
from tests.support.noted import noted_study
from tests.support.studies import example_study


def test_what_has_no_place_is_counted() -> None:
    told = list(export_told(Study().after(whole_example()), Target.STRICT))
    kept = {line.noun: line.number for line in told if line.fate is ExchangeFate.KEPT}
    assert kept == {
        "weight": 1,
        "time of a turn": 1,
        "typical quote": 1,
        "summary": 1,
        "saved report": 1,
        "saved query": 1,
        "key of a code": 1,
        "folder": 2,
        "link of a memo": 2,
        "comment": 3,
        "decision": 1,
        "round of coding": 1,
        "segment looked at again": 1,
    }
    comes = {line.noun: line.number for line in told if line.fate is ExchangeFate.COMES}
    assert (comes["coding"], comes["code"], comes["category"]) == (2, 1, 1)
    assert (comes["highlight"], comes["coder"]) == (1, 2)


def test_what_comes_is_counted_as_everywhere_and_many_of_a_kind_are_named_rightly() -> None:
    study = noted_study()
    for code in study.codes.values():
        study = study.after(ChangeSet("Category", (updated(code, replace(code, codable=False)),)))
    told = [line.in_words for line in export_told(study, Target.STRICT) if line.fate is ExchangeFate.COMES]
    assert f"{len(study.codes)} categories" in told
    assert f"{len(listed_memos(study))} memos" in told
    assert not any(line.endswith((" code", " codes")) for line in told)


def test_interviewers_are_not_counted_as_participants() -> None:
    comes = {line.noun: line.number for line in export_told(example_study(), Target.STRICT)}
    assert (comes["participant"], comes["interviewer"]) == (3, 2)
    assert sum(comes.get(noun, 0) for noun in ("participant", "interviewer", "other speaker")) == len(
        example_study().participants
    )


@pytest.mark.parametrize("target", Target)
def test_each_program_is_told_why_its_file_differs(target: Target) -> None:
    told = [
        line
        for line in export_told(Study().after(whole_example()), target)
        if line.fate is ExchangeFate.DIFFERENT
    ]
    assert bool(told) == (target is not Target.STRICT)


def test_an_ending_that_is_none_of_the_format_is_refused(tmp_path: Path) -> None:
    project = create_project(str(tmp_path / "p.qualcode"), "AB", "P")
    with pytest.raises(QualcodeError, match=r"has to end in \.qdpx"):
        export_exchange(tmp_path / "x.zip", project.record())
    assert not (tmp_path / "x.zip").exists()
    project.close()
