"""Web pages (html, htm): the words a reader sees, paragraph by paragraph."""

import codecs
import re
from typing import Final

from lxml import etree
from lxml import html as markup

from qualcode.importers.formats.decoding import Decoded, clean, decode
from qualcode.importers.formats.mixed_text import MixedText
from qualcode.importers.guarded.limits import ImportLimits
from qualcode.importers.source_text import SourceText, TextBuilder
from qualcode.model.errors import UnreadableFileError
from qualcode.model.words.in_words import counted

_CHARSET: Final = re.compile(rb"<meta[^>]{0,200}charset=[\"' ]*([A-Za-z0-9_-]{2,20})", re.IGNORECASE)
_BLOCKS: Final = frozenset(
    (
        *(
            "p",
            "div",
            "li",
            "ul",
            "ol",
            "dl",
            "dt",
            "dd",
            "pre",
            "blockquote",
            "hr",
            "form",
            "fieldset",
            "caption",
        ),
        *(
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "section",
            "article",
            "header",
            "footer",
            "main",
            "aside",
            "nav",
        ),
        *("figure", "figcaption", "address", "details", "summary"),
    )
)
_BOLD: Final = frozenset(("b", "strong", "th", "dt"))
_PASSED_OVER: Final = frozenset(
    ("script", "style", "head", "template", "noscript", "svg", "object", "select", "title")
)
_PICTURES: Final = frozenset(("img", "picture", "video", "audio", "canvas"))


def read(raw: bytes, limits: ImportLimits) -> SourceText:
    """The content of a web page."""
    decoded = _decoded(raw)
    if decoded.text.count("<") > 2 * limits.xml_elements:
        raise UnreadableFileError(
            f"The file has more than {limits.xml_elements:,} elements, which no transcript has."
        )
    try:
        parser = markup.HTMLParser(no_network=True, huge_tree=False, encoding="utf-8")
        root = markup.document_fromstring(decoded.text.encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise UnreadableFileError("The file is not a web page that can be read.") from error
    builder = TextBuilder()
    page = _Page(builder, limits)
    page.walk(root, bold=False)
    limits.check_text(builder.position)
    title = " ".join((root.findtext(".//title") or "").split())
    source = builder.finish(
        "html",
        details=(("Title", title),) if title else (),
        warnings=decoded.warnings + page.warnings(),
    )
    return SourceText(
        source.text,
        source.format,
        source.bold_heads,
        details=source.details,
        warnings=source.warnings,
        language=(root.get("lang") or "")[:2].casefold(),
    )


def _decoded(raw: bytes) -> Decoded:
    """The page's text in the encoding that it declares, where that works."""
    # A mark at the head of the file is surer than what the page says.
    declared = None if raw.startswith(codecs.BOM_UTF8) else _CHARSET.search(raw[:4096])
    name = declared[1].decode("ascii") if declared else ""
    if name and name.casefold().replace("_", "-") not in ("utf-8", "utf8", "utf-16"):
        try:
            # Browsers, too, read Latin-1 as Windows-1252.
            western = name.casefold() in ("iso-8859-1", "latin1", "us-ascii", "ascii")
            text, warnings = clean(raw.decode("cp1252" if western else name))
        except (LookupError, ValueError):
            return decode(raw)
        return Decoded(text, name, warnings)
    return decode(raw)


class _Page:
    """Walks the elements of a page; blocks begin lines, cells of a row are parted by tabs."""

    def __init__(self, builder: TextBuilder, limits: ImportLimits) -> None:
        self._builder = builder
        self._text = MixedText(builder)
        self._limits = limits
        self._depth = 0
        self._fresh = True
        self._pictures = 0

    def walk(self, element: etree._Element, *, bold: bool) -> None:
        """Write down the text of ``element`` and what stands between its children."""
        self._depth += 1
        if self._depth > self._limits.xml_depth:
            raise UnreadableFileError("The file nests its elements deeper than any transcript does.")
        exact = element.tag in ("pre", "textarea")
        self._add(element.text, bold=bold, exact=exact)
        for child in element:
            if isinstance(child.tag, str):
                self._child(child, bold=bold)
            self._add(child.tail, bold=bold, exact=exact)
        self._depth -= 1

    def _add(self, text: str | None, *, bold: bool, exact: bool) -> None:
        if not text or (not exact and text.isspace() and self._fresh):
            return
        if self._fresh:
            self._text.begin_block()
            self._fresh = False
        if exact:
            self._text.add_exactly(text.replace("\r\n", "\n").strip("\n"), bold=bold)
        else:
            self._text.add(text, bold=bold)

    def _child(self, child: etree._Element, *, bold: bool) -> None:
        tag = child.tag
        bold = bold or tag in _BOLD
        if tag == "br":
            if self._fresh:
                self._text.begin_block()
            self._fresh = False
            self._text.add_exactly("\n")
        elif tag == "tr":
            self._row(child, bold=bold)
        elif tag in _BLOCKS:
            self._fresh = True
            self.walk(child, bold=bold)
            self._fresh = True
        elif tag in _PICTURES:
            self._pictures += 1
        elif tag not in _PASSED_OVER:
            self.walk(child, bold=bold)

    def _row(self, row: etree._Element, *, bold: bool) -> None:
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        lengths = [sum(len(piece) for piece in cell.itertext()) for cell in cells]
        longest = max(range(len(cells)), key=lambda place: (lengths[place], place), default=0)
        self._text.begin_block()
        for place, cell in enumerate(cells):
            self._builder.begin_cell(first=place == 0, last=place == longest)
            self._text.begin_cell_text()
            self._fresh = True
            self.walk(cell, bold=bold or cell.tag == "th")
            self._builder.end_cell(last=place == longest)
        self._fresh = True

    def warnings(self) -> tuple[str, ...]:
        """What was left out."""
        return (f"{counted(self._pictures, 'picture')} left out",) if self._pictures else ()
