"""Word documents for tests, written as XML by hand: the smallest packages that hold a story."""

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def document(body: str, parts: Mapping[str, str] | None = None, namespace: str = WORD) -> bytes:
    """A docx with this body; ``parts`` are further parts by the kind of their relation."""
    parts = parts or {}
    names = {kind: f"{kind}{number}.xml" for number, kind in enumerate(parts)}
    declared = (
        f'xmlns:w="{namespace}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    )
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("_rels/.rels", _relations({"officeDocument": "word/document.xml"}))
        package.writestr("word/document.xml", f"<w:document {declared}><w:body>{body}</w:body></w:document>")
        package.writestr("word/_rels/document.xml.rels", _relations(names))
        for kind, content in parts.items():
            package.writestr(f"word/{names[kind]}", f"<w:{kind} {declared}>{content}</w:{kind}>")
    return written.getvalue()


def _relations(targets: Mapping[str, str]) -> str:
    listed = "".join(
        f'<Relationship Id="r{number}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets.items())
    )
    return f"<Relationships>{listed}</Relationships>"


def run(text: str, *, bold: bool = False, deleted: bool = False) -> str:
    """A run of text."""
    name = "delText" if deleted else "t"
    look = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f'<w:r>{look}<w:{name} xml:space="preserve">{escape(text)}</w:{name}></w:r>'


def paragraph(*pieces: str) -> str:
    """A paragraph of ready pieces."""
    return f"<w:p>{''.join(pieces)}</w:p>"


def table(*rows: tuple[str, ...]) -> str:
    """A table whose cells hold ready blocks."""
    written = "".join(f"<w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in row)}</w:tr>" for row in rows)
    return f"<w:tbl>{written}</w:tbl>"
