"""What other programs have beyond what is shown here goes out again, as far as it still leads somewhere.

Tests as well: ``model.exchange.foreign``, ``importers.refi.foreign``.
"""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from qualcode.exporters.refi.foreign import guids_of, left_out_parts
from qualcode.exporters.refi.project_file import NAMESPACE, refi_document, write_refi
from qualcode.exporters.refi.soundness import faults_of
from qualcode.importers.refi.document import read_refi
from qualcode.model.entities import Memo, TextVersion, Transcript
from qualcode.model.exchange.foreign import ForeignKind, ForeignPart
from qualcode.model.exchange.targets import MANNERS, Target
from qualcode.model.exchange.told import ExchangeFate
from qualcode.model.study import Study
from qualcode.operations.codes.codebook_structure import delete_codes
from qualcode.operations.exchanging.study import imported_study
from qualcode.operations.merging.merging import merge
from qualcode.operations.project import new_project
from qualcode.project.exchanging.writing import export_told
from tests.support.foreign_project import archive, codes, document, guid, text_source
from tests.support.studies import History, histories

SHARED = Path(__file__).resolve().parents[4] / "shared" / "refi"
N = f"{{{NAMESPACE}}}"
SET = f'''<Set guid="{guid(60)}" name="Both"><MemberCode targetGUID="{guid(1)}"/>
<MemberSource targetGUID="{guid(100)}"/></Set><Set guid="{guid(61)}" name="Talks">
<MemberSource targetGUID="{guid(100).lower()}"/><MemberSource targetGUID="{guid(999)}"/></Set>'''
LINK = f'<Link guid="{guid(70)}" direction="OneWay" originGUID="{guid(1)}" targetGUID="{guid(2)}"/>'
GRAPH = f'''<Graph guid="{guid(80)}" name="Map" odd="1">
<Vertex guid="{guid(81)}" representedGUID="{guid(1)}" firstX="1" firstY="2" shape="Oval"/>
<Vertex guid="{guid(82)}" representedGUID="{guid(998)}" firstX="3" firstY="4" shape="Blob"/>
<Edge guid="{guid(83)}" sourceVertex="{guid(81)}" targetVertex="{guid(82)}" lineStyle="solid"/></Graph>'''


def study_of(path: Path) -> Study:
    ours = Study().after(new_project("Ours"))
    theirs = imported_study(read_refi(path), {}, Study()).study
    return ours.after(merge(ours, theirs).change)


@pytest.fixture
def study(tmp_path: Path) -> Study:
    others = f"<Links>{LINK}</Links><Sets>{SET}</Sets><Graphs>{GRAPH}</Graphs>"
    body = codes("a", "b") + text_source("Some words") + others
    return study_of(archive(tmp_path / "x.qdpx", document(body)))


def written(study: Study) -> etree._Element:
    raw = refi_document(study, MANNERS[Target.STRICT])
    assert faults_of(raw) == []
    return etree.fromstring(raw)


def test_sets_links_and_drawings_are_written_again(study: Study) -> None:
    root = written(study)
    assert sorted((each.get("name"), len(each)) for each in root.iter(f"{N}Set")) == [
        ("Both", 1),
        ("Both", 1),
        ("Talks", 1),
    ]
    assert len(root.findall(f".//{N}MemberSource")) == 2
    (link,) = root.iter(f"{N}Link")
    assert (link.get("guid"), link.get("direction")) == (guid(70), "OneWay")
    (graph,) = root.iter(f"{N}Graph")
    assert graph.get("odd") is None
    assert [each.get("representedGUID") for each in graph.iter(f"{N}Vertex")] == [guid(1), None]
    assert [each.get("shape") for each in graph.iter(f"{N}Vertex")] == ["Oval", None]
    assert len(graph.findall(f"{N}Edge")) == 1


def test_what_leads_nowhere_any_more_is_left_out(study: Study) -> None:
    code = study.code_named("b")
    root = written(study.after(delete_codes(study, [code.id])))
    assert not list(root.iter(f"{N}Link"))
    assert len(list(root.iter(f"{N}Graph"))) == 1


def test_what_is_left_out_is_counted(study: Study) -> None:
    manner = MANNERS[Target.STRICT]
    # A member and a point lead nowhere in the file itself.
    assert left_out_parts(study, manner) == {None: 2}
    code = study.code_named("b")
    without = study.after(delete_codes(study, [code.id]))
    assert left_out_parts(without, manner)[ForeignKind.LINK] == 1
    bare = replace(study, tables={**study.tables, Transcript: {}, TextVersion: {}, Memo: {}})
    found = left_out_parts(bare, manner)
    told = [line for line in export_told(bare, Target.STRICT) if line.fate is ExchangeFate.LOST]
    assert sum(line.number for line in told) == sum(found.values())
    assert found[ForeignKind.SET] + found[None] > 0


@given(histories(), st.sampled_from(Target))
def test_the_identities_that_are_told_without_a_document_are_those_of_it(
    history: History, target: Target
) -> None:
    bare = replace(history.end, tables={**history.end.tables, ForeignPart: {}})
    document = refi_document(bare, MANNERS[target], inside=True)
    written = re.findall(r' guid="([^"]*)"', document.decode())
    found = sorted(guids_of(bare, turns=MANNERS[target].turns))
    assert found == sorted(written)


def test_parts_follow_a_code_that_is_known_here_by_another_identity(tmp_path: Path, study: Study) -> None:
    path = tmp_path / "out.qdpx"
    write_refi(path, study)
    ours = Study().after(new_project("Ours"))
    theirs = imported_study(read_refi(path), {}, Study()).study
    first = ours.after(merge(ours, theirs).change)
    links = [row for row in first.rows(ForeignPart).values() if row.kind is ForeignKind.LINK]
    assert [row.content.count(guid(1)) for row in links] == [1]
    assert not merge(first, theirs).change


def test_the_vendors_sets_links_and_networks_come_through() -> None:
    if not (SHARED / "Project.qde").exists():
        pytest.skip("the sample is not here")
    study = study_of(SHARED / "Project.qde")
    root = written(study)
    etree.XMLSchema(etree.parse(str(SHARED / "Project.xsd"))).assertValid(root)
    assert len(list(root.iter(f"{N}Graph"))) == 1
    kinds = [row.kind for row in study.rows(ForeignPart).values()]
    assert (kinds.count(ForeignKind.SET), kinds.count(ForeignKind.LINK)) == (11, 1)
