"""Tests of codebook exchange.

Tests as well: ``exporters.colour``.
"""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from qualcode.exporters.codebook.codebook_exchange import NAMESPACE, exchange_document
from qualcode.importers.refi.document import read_refi
from qualcode.model.entities import Code, CodeSet, CodeSetMember
from qualcode.model.errors import QualcodeError
from qualcode.model.study import Study
from qualcode.model.words.xml_letters import for_xml
from tests.exporters.studies import AWKWARD, NAMES, TEXTS, codebook_study, identity, study_of

SCHEMA = Path(__file__).resolve().parents[4] / "shared" / "refi" / "Codebook.xsd"
CODE = f"{{{NAMESPACE}}}Code"
DESCRIPTION = f"{{{NAMESPACE}}}Description"


@given(names=st.lists(NAMES, min_size=1, max_size=7), text=TEXTS)
def test_every_code_is_written_where_it_belongs(names: list[str], text: str) -> None:
    study = codebook_study(names, text)
    root = etree.fromstring(exchange_document(study))
    elements = list(root.iter(CODE))
    assert [element.get("name") for element in elements] == [for_xml(c.name) for c in study.codes_in_order]
    for element, code in zip(elements, study.codes_in_order, strict=True):
        assert element.get("guid") == str(code.id).upper()
        assert element.get("isCodable") == str(code.codable).lower()
        assert element.get("color") == code.colour
        parent = element.getparent()
        above = None if parent is None else parent.get("guid")
        assert above == (None if code.parent_id is None else str(code.parent_id).upper())


def test_fields_without_a_place_are_labelled_paragraphs_of_the_description() -> None:
    code = Code(
        identity("c"), "trust", 0, None, "#123456", "The meaning.", "this", "that", "“so”", "a note", 3
    )
    root = etree.fromstring(exchange_document(study_of(code)))
    assert root.findtext(f".//{DESCRIPTION}") == (
        "The meaning.\n\nInclude: this\n\nExclude: that\n\nExamples: “so”\n\nMemo: a note"
    )


def test_a_code_without_words_has_no_description() -> None:
    root = etree.fromstring(exchange_document(study_of(Code(identity("c"), "trust", 0))))
    assert root.find(f".//{DESCRIPTION}") is None


def test_a_colour_that_is_none_becomes_grey() -> None:
    root = etree.fromstring(exchange_document(study_of(Code(identity("c"), "trust", 0, colour="red"))))
    (element,) = root.iter(CODE)
    assert element.get("color") == "#7a7a7a"


def test_an_empty_codebook_is_refused() -> None:
    with pytest.raises(QualcodeError, match="no codes yet"):
        exchange_document(study_of())


def test_a_codebook_far_too_deep_is_refused() -> None:
    codes = [Code(identity(n), f"code {n}", 0, identity(n - 1) if n else None) for n in range(210)]
    with pytest.raises(QualcodeError, match="levels deep"):
        exchange_document(study_of(*codes))


@pytest.mark.skipif(not SCHEMA.exists(), reason=f"the standard's schema is not at {SCHEMA}")
@pytest.mark.parametrize("text", ["", *AWKWARD])
def test_the_document_is_valid(text: str) -> None:
    schema = etree.XMLSchema(etree.parse(str(SCHEMA)))
    names = [name.strip() for name in AWKWARD if name.strip()]
    schema.assertValid(etree.fromstring(exchange_document(_study(names, text))))


def _study(names: list[str], text: str) -> Study:
    return codebook_study(names, text)


def test_code_sets_go_along_and_come_back(tmp_path: Path) -> None:
    trust, fear = Code(identity("c"), "trust", 0), Code(identity("d"), "fear", 1)
    paper, empty = CodeSet(identity("s"), "For the paper <1>", 0), CodeSet(identity("t"), "Empty", 1)
    members = [CodeSetMember(identity(code.name), paper.id, code.id) for code in (trust, fear)]
    study = study_of(trust, fear, paper, empty, *members)
    path = tmp_path / "codebook.qdc"
    path.write_bytes(exchange_document(study))
    (found,) = read_refi(path).sets
    assert (found.id, found.name, found.codes) == (paper.id, paper.name, (trust.id, fear.id))
    if SCHEMA.exists():
        etree.XMLSchema(file=str(SCHEMA)).assertValid(etree.fromstring(path.read_bytes()))
