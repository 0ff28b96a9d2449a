"""What is wrong with a Word file: the order that its schema wants, and what Word calls damaged."""

import io
import posixpath
import zipfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Final

from lxml import etree

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_ORDERS: Final = {
    "pPr": (
        "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers "
        "pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct "
        "autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing "
        "mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl "
        "divId cnfStyle rPr sectPr pPrChange"
    ),
    "tblPr": (
        "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc "
        "tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption "
        "tblDescription"
    ),
    "tcPr": (
        "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText "
        "vAlign hideMark"
    ),
    "tblBorders": "top left start bottom right end insideH insideV",
    "sectPr": (
        "headerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType "
        "pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid"
    ),
    "tbl": "bookmarkStart bookmarkEnd tblPr tblGrid tr",
    "tr": "tblPrEx trPr tc",
    "p": "pPr",
    "r": "rPr",
    "lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr",
    "style": (
        "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed "
        "qFormat locked personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr "
        "tblStylePr"
    ),
}
_PARTS: Final = ("document", "styles", "header", "footer", "comments", "numbering", "settings")


def faults_of_docx(content: Path | bytes) -> list[str]:
    """What is wrong with a file; empty where nothing is."""
    source = io.BytesIO(content) if isinstance(content, bytes) else content
    with zipfile.ZipFile(source) as packed:
        names = set(packed.namelist())
        found = list(_relations(packed, names))
        for name in sorted(names):
            if (
                name.startswith("word/")
                and Path(name).stem.rstrip("0123456789") in _PARTS
                and name.endswith(".xml")
            ):
                root = etree.fromstring(packed.read(name))
                found += [f"{name}: {fault}" for fault in _faults(root)]
    return found


def _relations(packed: zipfile.ZipFile, names: set[str]) -> Iterator[str]:
    types = packed.read("[Content_Types].xml").decode()
    for name in names:
        kinds = (f'"/{name}"', f'Extension="{name.rpartition(".")[2]}"')
        if name != "[Content_Types].xml" and not any(kind in types for kind in kinds):
            yield f"{name} has no type"
        if not name.endswith(".rels"):
            continue
        folder = posixpath.dirname(posixpath.dirname(name))
        for row in etree.fromstring(packed.read(name)):
            if row.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join(folder, str(row.get("Target")))).lstrip("/")
                if target not in names:
                    yield f"{name} leads to {target}, which is not there"


def _faults(root: etree._Element) -> Iterator[str]:
    for element in root.iter(etree.Element):
        if not str(element.tag).startswith(_W):
            continue
        name = str(element.tag).removeprefix(_W)
        children = [str(child.tag).removeprefix(_W) for child in element.iterchildren(etree.Element)]
        if name == "sectPr":
            # Heads and feet stand in any order.
            children = [child.replace("footerR", "headerR") for child in children]
        yield from _order(name, children)
        if name == "tc" and (not children or children[-1] != "p"):
            yield "a cell that does not end in a paragraph"
        if name == "tbl":
            yield from _grid(element)
        if name in ("body", "tc", "hdr", "ftr"):
            for one, other in pairwise(children):
                if one == other == "tbl":
                    yield "two tables without a paragraph between them"
    yield from _bookmarks(root)


def _order(name: str, children: list[str]) -> Iterator[str]:
    if name in ("p", "r"):
        first = _ORDERS[name]
        if first in children[1:]:
            yield f"{first} is not the first in {name}"
        return
    if name not in _ORDERS:
        return
    order = _ORDERS[name].split()
    unknown = [child for child in children if child not in order]
    if unknown:
        yield f"{unknown[0]} in {name}"
    places = [order.index(child) for child in children if child in order]
    if places != sorted(places):
        yield f"the order in {name} is {children}"
    once = [child for child in children if child not in ("tr", "tc", "headerReference", "footerReference")]
    if name not in ("tbl", "style") and len(once) != len(set(once)):
        yield f"something is twice in {name}: {children}"


def _grid(table: etree._Element) -> Iterator[str]:
    columns = len(table.findall(f"{_W}tblGrid/{_W}gridCol"))
    for row in table.findall(f"{_W}tr"):
        wide = 0
        for cell in row.findall(f"{_W}tc"):
            span = cell.find(f"{_W}tcPr/{_W}gridSpan")
            wide += 1 if span is None else int(span.get(f"{_W}val", "1"))
        if wide != columns:
            yield f"a row of {wide} cells in a table of {columns} columns"


def _bookmarks(root: etree._Element) -> Iterator[str]:
    starts = list(root.iter(f"{_W}bookmarkStart"))
    names, numbers = [row.get(f"{_W}name") for row in starts], [row.get(f"{_W}id") for row in starts]
    ends = [row.get(f"{_W}id") for row in root.iter(f"{_W}bookmarkEnd")]
    if len(set(names)) != len(names) or len(set(numbers)) != len(numbers):
        yield "two bookmarks are called alike"
    if sorted(map(str, numbers)) != sorted(map(str, ends)):
        yield "a bookmark that does not begin or end"
    there = set(names)
    for link in root.iter(f"{_W}hyperlink"):
        anchor = link.get(f"{_W}anchor")
        if anchor and anchor not in there:
            yield f"a link to {anchor}, which is not there"
        if not anchor and not link.get(f"{_R}id"):
            yield "a link to nothing"
