"""Speech in timed XML: TTML captions and ELAN annotations, whose tiers are the speakers."""

from collections.abc import Iterator
from typing import Final

from lxml import etree

from qualcode.importers.clock import of_milliseconds, seconds
from qualcode.importers.formats.captions import Cue, source_of_cues
from qualcode.importers.guarded.limits import ImportLimits
from qualcode.importers.guarded.xml_package import parse_xml
from qualcode.importers.source_text import SourceText

_TICKS: Final = 10_000_000
_LONGEST_NUMBER: Final = 20


def read_ttml(raw: bytes, limits: ImportLimits) -> SourceText:
    """The content of a TTML file."""
    root = parse_xml(raw, limits)
    names = {
        _attribute(agent, "}id"): " ".join("".join(_words(agent)).split()) for agent in root.iter("{*}agent")
    }
    cues = []
    for paragraph in root.iter("{*}p"):
        agent = _attribute(paragraph, "}agent")
        start = _ttml_seconds(paragraph.get("begin") or "")
        end = paragraph.get("end")
        until = _ttml_seconds(end) if end else None
        cues.append(Cue(start, names.get(agent, agent), "".join(_words(paragraph)), until))
    return source_of_cues("ttml", cues, limits, language=_attribute(root, "}lang")[:2].casefold())


def _attribute(element: etree._Element, ending: str) -> str:
    """The attribute whose name ends like this, in whatever namespace."""
    return next((str(value) for name, value in element.attrib.items() if str(name).endswith(ending)), "")


def _words(element: etree._Element) -> Iterator[str]:
    if isinstance(element.tag, str):
        if element.tag.endswith("}br") or element.tag == "br":
            yield " "
        yield element.text or ""
        for child in element:
            yield from _words(child)
            yield child.tail or ""


def _ttml_seconds(written: str) -> float:
    """Seconds of 00:00:01.500, 1.5s, 1500ms or a number of ticks."""
    for unit, size in (("ms", 0.001), ("s", 1.0), ("m", 60.0), ("h", 3600.0), ("t", 1 / _TICKS)):
        number = written.removesuffix(unit)
        if number != written and len(number) < _LONGEST_NUMBER and number.replace(".", "", 1).isdecimal():
            return float(number) * size
    return seconds(written) or 0.0


def read_eaf(raw: bytes, limits: ImportLimits) -> SourceText:
    """The content of an ELAN file; tiers that depend on others (translations, glosses) are left out."""
    root = parse_xml(raw, limits)
    slots = {
        slot.get("TIME_SLOT_ID", ""): time
        for slot in root.iter("TIME_SLOT")
        if (time := of_milliseconds(slot.get("TIME_VALUE", ""))) is not None
    }
    cues: list[Cue] = []
    left_out = []
    for tier in root.iter("TIER"):
        name = " ".join((tier.get("PARTICIPANT") or tier.get("TIER_ID") or "").split())
        if tier.get("PARENT_REF"):
            left_out.append(tier.get("TIER_ID") or name)
            continue
        for annotation in tier.iter("ALIGNABLE_ANNOTATION"):
            words = annotation.findtext("ANNOTATION_VALUE") or ""
            cues.append(Cue(slots.get(annotation.get("TIME_SLOT_REF1", ""), 0.0), name, words))
    cues.sort(key=lambda cue: cue.start)
    told = (f"Tiers left out that depend on others: {', '.join(left_out)}",) if left_out else ()
    return source_of_cues("eaf", cues, limits, warnings=told)
