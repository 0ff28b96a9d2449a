"""The set for other programs: this one finds every segment in each of its files, and no other.

Tests as well: ``conformance_page``.
"""

import json
from pathlib import Path

import pytest
from lxml import etree

from qualcode.exporters.refi.conformance import Fixture, fixtures, found_in, members, write_conformance_set
from qualcode.importers.refi.calibration import calibrated
from qualcode.importers.refi.document import read_refi
from qualcode.model.exchange.positions import COUNTINGS
from qualcode.model.study import Study
from qualcode.operations.exchanging.study import imported_study

SCHEMA = Path(__file__).resolve().parents[4] / "shared" / "refi" / "Project.xsd"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("conformance")
    assert write_conformance_set(found) == len(COUNTINGS)
    return found


def test_the_set_has_every_way_of_counting_and_a_page(folder: Path) -> None:
    index = json.loads((folder / "index.json").read_text())
    assert [entry["positions"] for entry in index] == [str(way) for way in COUNTINGS]
    assert all((folder / entry["file"]).exists() for entry in index)
    assert "REFI-QDA conformance set" in (folder / "index.html").read_text()


@pytest.mark.parametrize("fixture", list(fixtures()), ids=lambda fixture: fixture.name)
def test_this_program_finds_what_is_there_and_nothing_else(folder: Path, fixture: Fixture) -> None:
    expected = json.loads((folder / f"{fixture.name}.json").read_text())
    project = read_refi(folder / f"{fixture.name}.qdpx")
    found = calibrated(project.sources, project.origin)
    assert all(each.sure for each in found.values())
    study = imported_study(
        project, {source: (each.best.starts, each.best.ends) for source, each in found.items()}, Study()
    ).study
    for source in expected["sources"]:
        transcript = study.transcript_named(source["name"])
        assert study.text_version(transcript.id).text.sha256 == source["sha256"]
        seen = sorted(
            (row.span.start, row.span.end, study.path(row.code_id), study.coders[row.coder_id].name)
            for row in study.codings_of(transcript.id)
        )
        wanted = sorted(
            (each["start"], each["end"], each["code"], each["coder"]) for each in source["segments"]
        )
        assert seen == wanted
        text = study.text(transcript.id)
        assert all(text[each["start"] : each["end"]] == each["words"] for each in source["segments"])


@pytest.mark.parametrize("fixture", list(fixtures()), ids=lambda fixture: fixture.name)
def test_every_document_of_the_set_is_valid(fixture: Fixture) -> None:
    if not SCHEMA.exists():
        pytest.skip("the schema is not here")
    name, document = next(members(fixture))
    assert name.lower().endswith(".qde")
    etree.XMLSchema(etree.parse(str(SCHEMA))).assertValid(etree.fromstring(document))


def test_the_set_covers_what_programs_differ_in() -> None:
    made = list(fixtures())
    for trait in ("inside", "upper", "braces", "named", "pairs", "mark"):
        assert {getattr(fixture, trait) for fixture in made} == {True, False}, trait
    assert {fixture.folder for fixture in made} == {"sources", "Sources"}
    assert len({fixture.document for fixture in made}) == 3
    assert all(found_in(fixture)["sources"][2]["characters"] == 0 for fixture in made)
