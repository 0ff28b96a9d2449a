"""Pictures in documents: which a first page takes as its logo, and as which Word and Typst take them."""

import base64
import io
from typing import Any, Final, cast

import typst
from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
from docx.image.image import Image
from lxml import etree

from qualcode.model.errors import QualcodeError
from qualcode.model.front import Logo

MOST_BYTES: Final = 512 * 1024

_BEGINNINGS: Final = {b"\x89PNG\r\n\x1a\n": ".png", b"\xff\xd8\xff": ".jpg"}
_NO_PICTURE: Final = (InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError)
_READER: Final = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
"""Reads nothing outside the file and makes no entity larger than it is."""
_SVG: Final = "http://www.w3.org/2000/svg"


def logo_of(content: bytes, name: str) -> Logo:
    """The logo in a file. Raises QualcodeError with a sentence where it is none that can be shown."""
    if len(content) > MOST_BYTES:
        raise QualcodeError(
            f"“{name}” is larger than {MOST_BYTES // 1024} KB, which every copy of the project would carry. "
            "Make the picture smaller first."
        )
    suffix = next((kind for begins, kind in _BEGINNINGS.items() if content.startswith(begins)), "")
    if not suffix and _is_svg(content):
        suffix = ".svg"
    if not suffix:
        raise QualcodeError(f"“{name}” is not a picture that can be a logo; choose a png, jpg or svg file.")
    more = _more_than_a_drawing(content) if suffix == ".svg" else ""
    if more:
        raise QualcodeError(
            f"“{name}” contains {more}, which a logo in documents must not. Save it as plain svg or as png."
        )
    logo = Logo(content, suffix)
    if not _can_be_drawn(logo):
        raise QualcodeError(f"“{name}” could not be drawn: it is damaged. Choose another picture.")
    return logo


def as_png(logo: Logo) -> bytes:
    """A logo as Word takes it: vector drawings become pixels, others stay."""
    return _drawn(logo.content) if logo.suffix == ".svg" else logo.content


def as_svg(content: bytes, suffix: str) -> bytes:
    """A picture as a drawing: pixels are wrapped in one, since Typst takes text only from memory."""
    if suffix == ".svg":
        return content
    picture = Image.from_blob(content)
    kind = "png" if suffix == ".png" else "jpeg"
    address = f"data:image/{kind};base64,{base64.b64encode(content).decode('ascii')}"
    size = f'width="{picture.px_width}" height="{picture.px_height}"'
    return f'<svg xmlns="{_SVG}" {size}><image {size} href="{address}"/></svg>'.encode()


def _more_than_a_drawing(svg: bytes) -> str:
    """What a drawing has that would travel with every document; empty where it only draws."""
    for part in etree.fromstring(svg, _READER).iter(etree.Element):
        name = etree.QName(part).localname.lower()
        if name == "script" or any(str(key).lower().startswith("on") for key in part.attrib):
            return "a script"
        if name == "foreignobject":
            return "parts of a web page"
    return ""


def _can_be_drawn(logo: Logo) -> bool:
    from matplotlib import image

    try:
        if logo.suffix == ".svg":
            _drawn(logo.content)
        else:
            as_svg(logo.content, logo.suffix)
            image.imread(io.BytesIO(logo.content), format=logo.suffix.removeprefix("."))
    except (*_NO_PICTURE, typst.TypstError, OSError, SyntaxError, ValueError):
        return False
    return True


def _drawn(svg: bytes) -> bytes:
    source = '#set page(width: auto, height: auto, margin: 0pt, fill: none)\n#image("logo.svg", height: 4cm)'
    sources = {"main.typ": source.encode(), "logo.svg": svg}
    return typst.compile(cast("Any", sources), format="png", ppi=200)


def _is_svg(content: bytes) -> bool:
    try:
        root = etree.fromstring(content, _READER)
    except etree.XMLSyntaxError:
        return False
    return etree.QName(root).localname == "svg"
