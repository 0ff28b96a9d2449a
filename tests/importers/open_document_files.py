"""OpenDocument texts for tests, written as XML by hand."""

import io
import zipfile

_NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("draw", "drawing"),
        ("style", "style"),
        ("fo", "xsl-fo-compatible"),
    )
)
_DECLARED = _NAMESPACES + ' xmlns:dc="http://purl.org/dc/elements/1.1/"'


def document(body: str, *, styles: str = "", page_styles: str = "") -> bytes:
    """An odt with this body, automatic styles and page styles."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr(
            "content.xml",
            f"<office:document-content {_DECLARED}>"
            f"<office:automatic-styles>{styles}</office:automatic-styles>"
            f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
        )
        package.writestr(
            "styles.xml", f"<office:document-styles {_DECLARED}>{page_styles}</office:document-styles>"
        )
    return written.getvalue()
