"""Chats as phones export them: each message begins with date, time and name, and so do the notices."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from qualcode.importers.source_text import KnownTurn
from qualcode.importers.speakers.speaker_labels import LabelClass, label_class
from qualcode.model.transcripts.speaker_guide import label_key

_MESSAGE: Final = re.compile(
    r"[ \t]*\[?(?:\d{1,4}[./-]\d{1,2}[./-]\d{1,4}),?[ \u202f]+\d{1,2}[:.]\d{2}(?:[:.]\d{2})?"
    r"(?:[ \u202f]?[APap]\.?[ ]?[Mm]\.?)?\]?[ ]*(?:[-–—][ ]*)?(?:(?P<label>[^:\n]{1,60}?):(?:[ ]|$))?"
)
_PHONE: Final = re.compile(r"~?[ ]?\+?[\d ()-]{6,24}")
_MOSTLY: Final = 0.5
_FEWEST: Final = 3


def chat_messages(lines: Sequence[str], starts: Sequence[int]) -> list[KnownTurn]:
    """A turn for each message, where most lines begin one; what the program itself says is nobody's."""
    # Nothing begins with a date that begins with a letter; most lines of other texts do.
    found = [
        (number, match)
        for number, line in enumerate(lines)
        if line and not line[0].isalpha() and (match := _MESSAGE.match(line))
    ]
    if len(found) < _FEWEST:
        return []
    written = sum(1 for line in lines if line.strip())
    if len(found) < _MOSTLY * written:
        return []
    counts = Counter(label_key(match["label"]) for _, match in found if match["label"])
    if sum(counts.values()) < _FEWEST - 1:
        return []
    turns = []
    for number, match in found:
        label = " ".join((match["label"] or "").split())
        is_name = (
            label_class(label) > LabelClass.WORDS or counts[label_key(label)] > 1 or _PHONE.fullmatch(label)
        )
        if label and not is_name:
            label = ""
        speech = match.end() if label or not match["label"] else match.start("label")
        turns.append(KnownTurn(starts[number], starts[number] + speech, label.lstrip("~ "), None))
    return turns
