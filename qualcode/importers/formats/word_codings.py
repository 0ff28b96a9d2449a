"""Word documents that somebody has coded: their text, and comments at exactly the words they hang on."""

from dataclasses import dataclass
from pathlib import Path

from qualcode.importers.formats.decoding import clean
from qualcode.importers.formats.docx import read
from qualcode.importers.guarded.file_kind import FileKind, kind_of
from qualcode.importers.guarded.foreign_file import file_bytes
from qualcode.importers.guarded.limits import DEFAULT_LIMITS, ImportLimits
from qualcode.model.errors import UnreadableFileError
from qualcode.model.transcript import Remark

COMMENT = "comment"


@dataclass(frozen=True, slots=True)
class CommentedText:
    """The text of a document, as the same document would be imported, and its comments in their order."""

    name: str
    text: str
    comments: tuple[Remark, ...]


def read_commented(path: Path, limits: ImportLimits = DEFAULT_LIMITS) -> CommentedText:
    """The Word document at ``path``. Raises UnreadableFileError with the reason where it is none."""
    try:
        raw = file_bytes(path, limits)
        if not raw or kind_of(raw, path.name) is not FileKind.DOCX:
            raise UnreadableFileError("Comments are read from Word documents (docx), and this is not one.")
        source = read(raw, limits)
    except UnreadableFileError as error:
        raise UnreadableFileError(f"{path.name}: {error}") from error
    text, _ = clean(source.text)
    comments = (remark for remark in source.remarks if remark.kind == COMMENT and remark.text.strip())
    return CommentedText(path.name, text, tuple(sorted(comments, key=lambda row: row.span)))
