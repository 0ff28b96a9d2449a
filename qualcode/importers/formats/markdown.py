"""Markdown files: the source text stays as it is, its front matter becomes details."""

from qualcode.importers.formats.decoding import decode
from qualcode.importers.guarded.limits import ImportLimits
from qualcode.importers.source_text import SourceText


def read(raw: bytes, limits: ImportLimits) -> SourceText:
    """The content of a Markdown file; the marks of emphasis are kept, for the stored text is the source."""
    decoded = decode(raw)
    limits.check_text(len(decoded.text))
    return SourceText(decoded.text, "markdown", warnings=decoded.warnings)
