"""Pictures in documents: which a first page takes as its logo, and as which Word and Typst take them."""

import base64
import io
import json
import struct
import zlib
from typing import Any, Final, cast

import typst
from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
from docx.image.image import Image
from lxml import etree

from qualcode.model.errors import QualcodeError
from qualcode.model.front import Logo

MOST_BYTES: Final = 512 * 1024

_BEGINNINGS: Final = {b"\x89PNG\r\n\x1a\n": ".png", b"\xff\xd8\xff": ".jpg"}
_MOST_PIXELS: Final = 25_000_000
_MOST_TIMES: Final = 50
"""How much longer one side may be than the other."""
_QUALITY: Final = 95
_ORIENTATION: Final = 0x0112
_NO_PICTURE: Final = (
    InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError, typst.TypstError, OSError,
    RuntimeError, SyntaxError, ValueError, EOFError, IndexError, struct.error, zlib.error,
)  # fmt: skip
"""What readers of pictures raise where one is damaged."""
_MEASURED: Final = (
    b'#context { let it = measure(image("logo.svg")); [#metadata((it.width.pt(), it.height.pt()))<sides>] }'
)
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
    root = None if suffix else _svg_in(content)
    if not suffix and root is None:
        raise QualcodeError(f"“{name}” is not a picture that can be a logo; choose a png, jpg or svg file.")
    try:
        made = _pixels(content, suffix, name) if root is None else _drawing(content, root, name)
    except _NO_PICTURE as error:
        raise QualcodeError(f"“{name}” could not be drawn: it is damaged. Choose another picture.") from error
    return Logo(made, suffix or ".svg")


def as_png(logo: Logo) -> bytes:
    """A logo as Word takes it: vector drawings become pixels, others stay."""
    return _drawn(logo.content) if logo.suffix == ".svg" else logo.content


def height_within(png: bytes, wide: int, high: int) -> int:
    """How high a picture is that is as high as ``high`` where it is no wider than ``wide`` then."""
    picture = Image.from_blob(png)
    return min(high, max(1, wide * picture.px_height // picture.px_width))


def as_svg(content: bytes, suffix: str) -> bytes:
    """A picture as a drawing: pixels are wrapped in one, since Typst takes text only from memory."""
    if suffix == ".svg":
        return content
    picture = Image.from_blob(content)
    kind = "png" if suffix == ".png" else "jpeg"
    address = f"data:image/{kind};base64,{base64.b64encode(content).decode('ascii')}"
    size = f'width="{picture.px_width}" height="{picture.px_height}"'
    return f'<svg xmlns="{_SVG}" {size}><image {size} href="{address}"/></svg>'.encode()


def _pixels(content: bytes, suffix: str, name: str) -> bytes:
    """The same picture in a form that Word, browsers and Typst all show alike."""
    # Pictures are read where one is chosen, and by nothing else here.
    from PIL.ImageOps import exif_transpose
    from PIL.JpegImagePlugin import JpegImageFile
    from PIL.PngImagePlugin import PngImageFile

    read = PngImageFile if suffix == ".png" else JpegImageFile
    with read(io.BytesIO(content)) as picture:
        wide, high = picture.size
        if wide * high > _MOST_PIXELS:
            raise QualcodeError(
                f"“{name}” has {wide:,} by {high:,} pixels, which would slow down every document. "
                "Make the picture smaller first."
            )
        _check_sides(wide, high, name)
        picture.load()
        if suffix == ".png" or (picture.mode in ("L", "RGB") and _stands(picture) and _is_known(content)):
            Image.from_blob(content)
            return content
        # Of printers, in the colours of their inks; turned by a camera; or without the mark of its kind.
        stream = io.BytesIO()
        upright = exif_transpose(picture).convert("RGB")
        upright.save(stream, "JPEG", quality=_QUALITY, exif=b"")
    return stream.getvalue()


def _stands(picture: Any) -> bool:
    """Whether its rows are rows of the picture, and no camera was held another way."""
    return bool(picture.getexif().get(_ORIENTATION, 1) == 1)


def _is_known(content: bytes) -> bool:
    try:
        Image.from_blob(content)
    except UnrecognizedImageError:
        return False
    return True


def _drawing(content: bytes, root: Any, name: str) -> bytes:
    """The drawing in UTF-8, once it has been seen that it can be drawn and is nothing else."""
    more = _more_than_a_drawing(root)
    if more:
        raise QualcodeError(
            f"“{name}” contains {more}, which a logo in documents must not. Save it as plain svg or as png."
        )
    if (root.getroottree().docinfo.encoding or "UTF-8").upper() != "UTF-8":
        content = etree.tostring(root.getroottree(), encoding="UTF-8", xml_declaration=True)
    wide, high = json.loads(
        typst.query(
            cast("Any", {"main.typ": _MEASURED, "logo.svg": content}), "<sides>", field="value", one=True
        )
    )
    # Before anything is drawn: the pixels of a line as long as a street would not fit the memory.
    _check_sides(wide, high, name)
    _drawn(content)
    return content


def _check_sides(wide: float, high: float, name: str) -> None:
    if max(wide, high) > _MOST_TIMES * min(wide, high):
        way = "wide as it is high" if wide > high else "high as it is wide"
        raise QualcodeError(
            f"“{name}” is more than {_MOST_TIMES} times as {way}, so that nobody would see it. "
            "Choose another picture."
        )


def _more_than_a_drawing(root: Any) -> str:
    """What a drawing has that would travel with every document; empty where it only draws."""
    for part in root.iter(etree.Element):
        kind = etree.QName(part).localname.lower()
        if kind == "script" or any(str(key).lower().startswith("on") for key in part.attrib):
            return "a script"
        if kind == "foreignobject":
            return "parts of a web page"
        if kind in ("image", "feimage") and _leads_outside(part):
            return "a picture that is in another file"
    return ""


def _leads_outside(part: Any) -> bool:
    found = (str(words).strip() for key, words in part.attrib.items() if etree.QName(key).localname == "href")
    return any(not address.startswith(("#", "data:")) for address in found)


def _drawn(svg: bytes) -> bytes:
    source = '#set page(width: auto, height: auto, margin: 0pt, fill: none)\n#image("logo.svg", height: 4cm)'
    sources = {"main.typ": source.encode(), "logo.svg": svg}
    return typst.compile(cast("Any", sources), format="png", ppi=200)


def _svg_in(content: bytes) -> Any:
    try:
        root = etree.fromstring(content, _READER)
    except etree.XMLSyntaxError:
        return None
    return root if etree.QName(root).localname == "svg" else None
