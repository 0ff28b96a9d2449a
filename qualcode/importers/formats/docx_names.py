"""The element names of Word documents, in the transitional and the strict namespace, and its symbols."""

from typing import Final

from lxml import etree

NAMESPACES: Final = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
MARKUP: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH_TEXTS: Final = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/math}t",
    "{http://purl.oclc.org/ooxml/officeDocument/math}t",
)
PICTURES: Final = (
    "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic",
    "{http://purl.oclc.org/ooxml/drawingml/picture}pic",
    "{urn:schemas-microsoft-com:vml}imagedata",
)

_OFF: Final = frozenset(("0", "false", "off"))

# The private characters of Word's symbol fonts that people use in running text.
_SYMBOLS: Final = {
    ("wingdings", 0x4A): "\u263a", ("wingdings", 0x4B): "\U0001f610", ("wingdings", 0x4C): "\u2639",
    ("wingdings", 0xE0): "\u2192", ("wingdings", 0xDF): "\u2190", ("wingdings", 0xFC): "\u2713",
    ("wingdings", 0xFB): "\u2717", ("wingdings", 0xA7): "\u25aa", ("wingdings", 0xD8): "\u27a2",
    ("symbol", 0xB7): "\u2022", ("symbol", 0xAE): "\u2192", ("symbol", 0xAC): "\u2190",
    ("symbol", 0xB0): "\u00b0", ("symbol", 0xB3): "\u2265", ("symbol", 0xA3): "\u2264",
    ("symbol", 0xB1): "\u00b1", ("symbol", 0xB4): "\u00d7",
}  # fmt: skip


def tags(*names: str) -> list[str]:
    """The qualified forms of Word element names."""
    return [f"{{{namespace}}}{name}" for name in names for namespace in NAMESPACES]


def attribute(element: etree._Element, name: str) -> str:
    """The value of a Word attribute, whatever the namespace of the document; empty where absent."""
    get = element.get
    value = get(f"{{{NAMESPACES[0]}}}{name}") or get(f"{{{NAMESPACES[1]}}}{name}") or get(name)
    return value or ""


def is_on(value: str) -> bool:
    """Whether a switch such as bold is on: it is unless it says that it is not."""
    return value.casefold() not in _OFF


def symbol(font: str, code: str) -> str:
    """The character of a symbol element; a private one stays as it is where nothing else fits."""
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    if not 0 < number <= 0x10FFFF or 0xD800 <= number <= 0xDFFF:
        return ""
    plain = number - 0xF000 if 0xF000 <= number <= 0xF0FF else number
    return _SYMBOLS.get((font.casefold(), plain)) or chr(number)
