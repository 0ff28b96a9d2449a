"""The measures of a Word document's paragraphs: what its styles say, and what a paragraph says itself."""

from dataclasses import dataclass, replace
from typing import Final

from docx.oxml.ns import qn

from qualcode.exporters.document.word_lines import SOFT_HYPHEN, StyledWords
from qualcode.exporters.document.word_xml import Element
from qualcode.model.words.unbroken import CLOSED_HYPHEN

_HIGH: Final = 1.14990234375
"""The height of a line of Arial, in parts of the size."""
_LINE: Final = 240
"""What Word calls a single line."""
_OFF: Final = frozenset({"0", "false", "off"})

_P, _R, _T, _BREAK, _TABBED = map(qn, ("w:p", "w:r", "w:t", "w:br", "w:tab"))
_SOFT, _CLOSED = map(qn, ("w:softHyphen", "w:noBreakHyphen"))
_PPR, _RPR, _STYLE, _VAL, _BOLD, _SIZE = map(qn, ("w:pPr", "w:rPr", "w:pStyle", "w:val", "w:b", "w:sz"))


@dataclass(frozen=True, slots=True)
class ParagraphMeasures:
    """In twips; ``line`` is the height of one."""

    size: float = 220.0
    bold: bool = False
    before: int = 0
    after: int = 0
    spacing: int = _LINE
    rule: str = "auto"
    left: int = 0
    right: int = 0
    first: int = 0
    keep_next: bool = False
    keep_lines: bool = False
    new_page: bool = False

    @property
    def line(self) -> float:
        natural = self.size * _HIGH
        if self.rule == "auto":
            return natural * self.spacing / _LINE
        return max(natural, self.spacing) if self.rule == "atLeast" else self.spacing


class Styles:
    """The styles of a document, each read once with those it is based on."""

    def __init__(self, root: Element) -> None:
        self._found = {style.get(qn("w:styleId")): style for style in root.iter(qn("w:style"))}
        defaults = root.find(qn("w:docDefaults"))
        self._usual = ParagraphMeasures()
        if defaults is not None:
            for holder in ("w:rPrDefault", "w:pPrDefault"):
                inner = defaults.find(qn(holder))
                if inner is not None:
                    self._usual = _said(self._usual, inner)
        self._normal = next(
            (name for name, style in self._found.items() if style.get(qn("w:default")) == "1"), None
        )
        self._read: dict[str | None, ParagraphMeasures] = {}
        self._paragraphs: dict[tuple[object, ...], ParagraphMeasures] = {}

    def of(self, name: str | None) -> ParagraphMeasures:
        """What a style says, by its identity."""
        if name not in self._read:
            # A template may have a style that is based on itself, by way of others.
            self._read[name] = self._usual
            self._read[name] = self._measured(name)
        return self._read[name]

    def _measured(self, name: str | None) -> ParagraphMeasures:
        style = self._found.get(name or self._normal)
        if style is None:
            return self._usual
        based = style.find(qn("w:basedOn"))
        below = self._usual if based is None else self.of(based.get(_VAL))
        return _said(below, style)

    def paragraph(self, holder: Element) -> ParagraphMeasures:
        """Of a paragraph."""
        own = holder.find(_PPR)
        if own is None:
            return self.of(None)
        # Of many thousands there are a few kinds.
        kind = tuple((said.tag, *said.items()) for said in own)
        found = self._paragraphs.get(kind)
        if found is None:
            style = own.find(_STYLE)
            measures = self.of(None if style is None else style.get(_VAL))
            found = self._paragraphs[kind] = _paragraph_said(measures, own)
        return found


def _said(measures: ParagraphMeasures, holder: Element) -> ParagraphMeasures:
    looks, paragraph = holder.find(_RPR), holder.find(_PPR)
    if looks is not None:
        size = looks.find(_SIZE)
        if size is not None:
            measures = replace(measures, size=float(size.get(_VAL, "22")) * 10)
        measures = replace(measures, bold=_switched(looks, "b", otherwise=measures.bold))
    return measures if paragraph is None else _paragraph_said(measures, paragraph)


def _paragraph_said(measures: ParagraphMeasures, own: Element) -> ParagraphMeasures:
    said: dict[str, int | str | bool] = {
        "keep_next": _switched(own, "keepNext", otherwise=measures.keep_next),
        "keep_lines": _switched(own, "keepLines", otherwise=measures.keep_lines),
        "new_page": _switched(own, "pageBreakBefore", otherwise=measures.new_page),
    }
    spacing, indent = own.find(qn("w:spacing")), own.find(qn("w:ind"))
    if spacing is not None:
        said |= _numbers(spacing, {"before": "before", "after": "after", "line": "spacing"})
        said["rule"] = spacing.get(qn("w:lineRule"), measures.rule)
    if indent is not None:
        said |= _numbers(indent, {"left": "left", "right": "right", "firstLine": "first"})
        hanging = indent.get(qn("w:hanging"))
        if hanging:
            said["first"] = -int(hanging)
    return replace(measures, **said)  # type: ignore[arg-type]  # the names are those of the fields


def _numbers(holder: Element, names: dict[str, str]) -> dict[str, int | str | bool]:
    values = {field: holder.get(qn(f"w:{name}")) for name, field in names.items()}
    return {field: round(float(value)) for field, value in values.items() if value}


def _switched(holder: Element, name: str, *, otherwise: bool) -> bool:
    found = holder.find(qn(f"w:{name}"))
    return otherwise if found is None else found.get(_VAL, "1") not in _OFF


def pieces_of(holder: Element, measures: ParagraphMeasures) -> list[StyledWords]:
    """The words of a paragraph with their look. What a right tab sets apart takes no room."""
    found = []
    for run in holder.iter(_R):
        look = run.find(_RPR)
        bold, size = measures.bold, measures.size
        if look is not None:
            bold = _switched(look, "b", otherwise=bold)
            own = look.find(_SIZE)
            size = size if own is None else float(own.get(_VAL, "20")) * 10
        words = "".join(_words(part) for part in run)
        if words:
            found.append(StyledWords(words, size, bold))
    return found


def _words(part: Element) -> str:
    if part.tag == _T:
        return part.text or ""
    if part.tag == _BREAK:
        return "\n"
    if part.tag == _SOFT:
        return SOFT_HYPHEN
    if part.tag == _CLOSED:
        return CLOSED_HYPHEN
    return "\t" if part.tag == _TABBED else ""
