"""Plain text files: decoded, otherwise as they are."""

from qualcode.importers.formats.decoding import decode
from qualcode.importers.guarded.limits import ImportLimits
from qualcode.importers.source_text import SourceText


def read(raw: bytes, limits: ImportLimits) -> SourceText:
    """The content of a text file."""
    decoded = decode(raw)
    limits.check_text(len(decoded.text))
    return SourceText(decoded.text, "text", warnings=decoded.warnings)
