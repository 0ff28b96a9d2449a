"""A project goes out to another program and comes home: what changed there is planned, and nothing else."""

from pathlib import Path

import pytest
from lxml import etree

from qualcode.model.merge_plan import MergeLine, MergeState, Side
from qualcode.project.exchanging.reading import Comparison, compared, read_exchange
from qualcode.project.exchanging.writing import export_exchange
from qualcode.project.merging import merge_plan
from qualcode.project.opening import create_project, open_project
from qualcode.project.project import Project
from tests.support import another_program as other
from tests.support.ready import ReadyProjects
from tests.ui.material import fill

NOTHING_BUT = {"state", "noun", "name", "number"}


@pytest.fixture
def here(ready_projects: ReadyProjects, tmp_path: Path) -> Project:
    address = ready_projects.copy(_filled, tmp_path / "here.qualcode")
    return open_project(address)


def _filled(address: str) -> Project:
    made = create_project(address, "AB", "Study")
    fill(made)
    return made


def a_colleagues_work(root: etree._Element, texts: dict[str, str]) -> None:
    """One code renamed, one code and two codings added, one coding removed."""
    renamed = other.code(root, "stigma")
    renamed.set("name", "Stigma and shame")
    codes = next(root.iter(f"{other.N}Codes"))
    cellar = etree.SubElement(
        codes, f"{other.N}Code", guid="AAAAAAAA-0000-4000-8000-000000000001", name="cellar", isCodable="true"
    )
    source = next(each for each in root.iter(f"{other.N}TextSource") if each.find(f".//{other.N}Coding") is not None)
    gone = next(source.iter(f"{other.N}Coding"))
    gone.getparent().remove(gone)  # type: ignore[union-attr]  # it is below its source
    user = next(root.iter(f"{other.N}User")).get("guid", "")
    text = texts[source.get("guid", "").upper()]
    words = text.split("\n")[0]
    other.coded(source, text, words, [cellar.get("guid", ""), renamed.get("guid", "")], user)


def plan_of(project: Project, found: Comparison, chosen: dict[str, Side] | None = None) -> set[MergeLine]:
    return set(merge_plan(project.study, found.other, chosen).lines)


@pytest.mark.parametrize("spelling", [other.as_it_is, other.lower, other.braced, other.new])
def test_what_came_back_unchanged_changes_nothing(
    here: Project, tmp_path: Path, spelling: other.Spelling
) -> None:
    path = tmp_path / "out.qdpx"
    export_exchange(path, here.record())
    back = other.handed_back(path, lambda _root, _texts: None, spelling)
    found = compared(here.record(), read_exchange(back))
    plan = merge_plan(here.study, found.other)
    assert (plan.lines, plan.change.extent, found.unsure) == ((), 0, ())
    here.close()


@pytest.mark.parametrize("spelling", [other.as_it_is, other.lower, other.braced, other.new])
def test_what_a_colleague_did_there_is_planned_and_nothing_else(
    here: Project, tmp_path: Path, spelling: other.Spelling
) -> None:
    path = tmp_path / "out.qdpx"
    export_exchange(path, here.record())
    back = other.handed_back(path, a_colleagues_work, spelling)
    found = compared(here.record(), read_exchange(back))
    plan = merge_plan(here.study, found.other)
    told = sorted((str(line.state), line.noun, line.number) for line in plan.lines)
    expected = sorted(
        [
            (str(MergeState.NEW), "code", 1),
            (str(MergeState.NEW), "coding", 2),
            (str(MergeState.CHANGED_THERE), "code", 1),
            (str(MergeState.DELETED_THERE), "coding", 1),
        ]
    )
    if spelling is other.new:
        # A code that was renamed and has another GUID as well is another code.
        assert (str(MergeState.NEW), "coding", 2) in told
    else:
        assert told == expected
    before = here.study.coding_count
    here.do(plan.change, "AB")
    assert here.study.coding_count == before + 2
    gone = {line.key: Side.THEIRS for line in plan.lines if line.state is MergeState.DELETED_THERE}
    if spelling is not other.new:
        again = merge_plan(here.study, compared(here.record(), read_exchange(back)).other, gone)
        here.do(again.change, "AB")
        assert here.study.coding_count == before + 1
    here.close()


def test_a_program_that_drops_our_note_doubles_nothing_and_deletes_nothing(here: Project, tmp_path: Path) -> None:
    path = tmp_path / "out.qdpx"
    export_exchange(path, here.record())
    back = other.handed_back(path, a_colleagues_work, other.lower, notes=False)
    found = compared(here.record(), read_exchange(back))
    plan = merge_plan(here.study, found.other)
    told = sorted((str(line.state), line.noun, line.number) for line in plan.lines)
    assert told == [
        (str(MergeState.BOTH), "code", 1),
        (str(MergeState.NEW), "code", 1),
        (str(MergeState.NEW), "coding", 2),
    ]
    before = here.study
    here.do(plan.change, "AB")
    assert here.study.coding_count == before.coding_count + 2
    assert dict(here.study.turns) == dict(before.turns)
    here.close()
