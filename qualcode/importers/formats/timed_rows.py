"""Speech in rows with times: the tsv of Whisper, and the captions of YouTube (sbv)."""

import csv
import io
import re
from typing import Final

from qualcode.importers.clock import of_milliseconds, seconds
from qualcode.importers.formats.captions import Cue, source_of_cues
from qualcode.importers.formats.decoding import decode
from qualcode.importers.guarded.limits import ImportLimits
from qualcode.importers.source_text import SourceText

_TIME: Final = r"(\d{1,3}:\d{2}:\d{2}\.\d{3})"
_SBV: Final = re.compile(rf"^{_TIME},{_TIME}[ \t]*$", re.MULTILINE)


def read_tsv(raw: bytes, limits: ImportLimits) -> SourceText:
    """The tsv of Whisper: start and end in milliseconds, and words."""
    decoded = decode(raw)
    limits.check_text(len(decoded.text))
    rows = csv.reader(io.StringIO(decoded.text, newline=""), delimiter="\t", quoting=csv.QUOTE_NONE)
    next(rows, None)
    cues = [
        Cue(of_milliseconds(row[0]) or 0.0, "", " ".join(row[2:]), of_milliseconds(row[1]))
        for row in rows
        if len(row) > 2
    ]
    return source_of_cues("tsv", cues, limits, warnings=decoded.warnings)


def read_sbv(raw: bytes, limits: ImportLimits) -> SourceText:
    """The content of an SBV file."""
    decoded = decode(raw)
    _, *parts = _SBV.split(decoded.text)
    cues = [
        Cue(seconds(time) or 0.0, "", words.strip(), seconds(end))
        for time, end, words in zip(parts[::3], parts[1::3], parts[2::3], strict=True)
    ]
    return source_of_cues("sbv", cues, limits, warnings=decoded.warnings)
