"""The codebook in the REFI-QDA exchange format (QDA-XML codebook 1.0, ``.qdc``)."""

from typing import Final
from uuid import UUID

from lxml import etree

from qualcode.exporters.colour import sure_colour
from qualcode.model.errors import QualcodeError
from qualcode.model.exchange.labelled import description
from qualcode.model.study import Study
from qualcode.model.words.xml_letters import for_xml

NAMESPACE: Final = "urn:QDA-XML:codebook:1.0"

_DEEPEST: Final = 200
"""Below this lxml and most readers give up; no codebook of people is nearly as deep."""


def exchange_document(study: Study) -> bytes:
    """The codebook as a valid ``.qdc``. Raises QualcodeError where there is no code to write."""
    if not study.codes:
        raise QualcodeError("This project has no codes yet, and the exchange format needs at least one.")
    root = etree.fromstring(f'<CodeBook xmlns="{NAMESPACE}" origin="qualcode"/>')
    _add_codes(study, etree.SubElement(root, f"{{{NAMESPACE}}}Codes"), None, 0)
    _add_sets(study, root)
    return etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=False)


def _add_codes(study: Study, parent: etree._Element, parent_id: UUID | None, depth: int) -> None:
    if depth > _DEEPEST:
        raise QualcodeError(f"The codebook is more than {_DEEPEST} levels deep, too deep for other programs.")
    for code in study.children(parent_id):
        element = etree.SubElement(parent, f"{{{NAMESPACE}}}Code")
        element.set("guid", str(code.id).upper())
        element.set("name", for_xml(code.name))
        element.set("isCodable", "true" if code.codable else "false")
        element.set("color", sure_colour(code.colour))
        words = description(code)
        if words:
            etree.SubElement(element, f"{{{NAMESPACE}}}Description").text = for_xml(words)
        _add_codes(study, element, code.id, depth + 1)


def _add_sets(study: Study, root: etree._Element) -> None:
    """Code sets; a set without codes says nothing to other programs."""
    filled = [(row, study.codes_of_set(row.id)) for row in study.code_sets_in_order]
    filled = [(row, codes) for row, codes in filled if codes]
    if not filled:
        return
    sets = etree.SubElement(root, f"{{{NAMESPACE}}}Sets")
    for row, codes in filled:
        element = etree.SubElement(sets, f"{{{NAMESPACE}}}Set")
        element.set("guid", str(row.id).upper())
        element.set("name", for_xml(row.name))
        for code in codes:
            etree.SubElement(element, f"{{{NAMESPACE}}}MemberCode").set("guid", str(code.id).upper())
