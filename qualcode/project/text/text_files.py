"""The text of a transcript in a file: read to correct it by, however it was written."""

from functools import partial
from pathlib import Path
from typing import Final

from qualcode.importers.formats.decoding import decode
from qualcode.importers.guarded.foreign_file import file_bytes
from qualcode.importers.guarded.limits import DEFAULT_LIMITS, ImportLimits
from qualcode.importers.isolated import read_apart
from qualcode.importers.reading import transcript_of
from qualcode.model.errors import UnreadableFileError
from qualcode.model.machine.progress import Progress, no_progress
from qualcode.operations.text.alignment import Alignment

_PLAIN: Final = frozenset((".txt", ".text", ".md", ""))


def corrected_text_at(
    path: Path, present: str, progress: Progress = no_progress, limits: ImportLimits = DEFAULT_LIMITS
) -> str:
    """The text in a file that is to take the place of ``present``.

    A plain text file holds it letter by letter or as a program wrote it before it was imported: that reading
    is taken that is more like the present text. Line ends after the last line are as they are at present.
    """
    readings = read_apart(partial(_readings, limits=limits), path, progress=progress, limits=limits)
    ending = present[len(present.rstrip("\n")) :]
    texts = [text.rstrip("\n") + ending if text.strip() else "" for text in readings]
    if present in texts:
        return present
    return texts[0] if len(texts) == 1 else min(texts, key=lambda text: _edited(present, text))


def share_kept(old: str, new: str) -> float:
    """How much of the old text is in the new one, from 0 to 1; 1 where there was none."""
    gone = sum(edit.old_end - edit.old_start for edit in Alignment(old, new).edits)
    return 1 - gone / len(old) if old else 1.0


def _readings(path: Path, limits: ImportLimits) -> list[str]:
    raw = file_bytes(path, limits)
    texts = []
    if path.suffix.lower() in _PLAIN:
        texts.append(decode(raw).text)
        limits.check_text(len(texts[0]))
    try:
        texts.append(transcript_of(raw, path.name, (), None, limits).text)
    except UnreadableFileError:
        if not texts:
            raise
    return list(dict.fromkeys(texts))


def _edited(old: str, new: str) -> int:
    """How many letters went or came."""
    return sum(
        old_end - old_start + new_end - new_start
        for old_start, old_end, new_start, new_end in Alignment(old, new).edits
    )
