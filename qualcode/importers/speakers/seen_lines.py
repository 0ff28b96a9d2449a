"""What each line of a file becomes: the head of somebody's turn, speech, a detail, a remark, or nothing."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import accumulate
from typing import Final, NamedTuple

from qualcode.importers.source_file import SourceFile
from qualcode.importers.speakers.header_block import pairs_of
from qualcode.importers.speakers.told_labels import label_in
from qualcode.importers.speakers.told_lines import told_lines
from qualcode.model.transcript import ReadTranscript
from qualcode.model.transcripts.speaker_guide import LinePart, SpeakerGuide, label_key


class LineUse(StrEnum):
    """What a line is."""

    SPEAKER = "speaker"
    SPEECH = "speech"
    DETAIL = "detail"
    REMARK = "remark"
    HEADING = "heading"
    LEFT_OUT = "left out"


class SeenLine(NamedTuple):
    """``line`` as it is in the file; ``words`` are those spoken in it, ``label`` whose they are.

    ``turn`` counts the turns with a speaker from 1; ``told`` tells whether a person said what it is.
    ``proposed`` is the label that the line would have as a speaker's; ``broken`` are the words of the line
    (see ``line_key``) of which this one was a part before a person told that somebody begins here.
    """

    line: str
    use: LineUse
    label: str
    words: str
    turn: int
    time: float | None
    told: bool
    proposed: str
    broken: str = ""


_MOST_LABELS: Final = 200
_USES: Final = {LinePart.DETAIL: LineUse.DETAIL, LinePart.REMARK: LineUse.REMARK}


def seen_lines(file: SourceFile, transcript: ReadTranscript, guide: SpeakerGuide) -> Iterator[SeenLine]:
    """The written lines of a file in their order, as ``transcript`` understands them under a guide."""
    told = told_lines(file.source, guide)
    gone = set(told.gone)
    text = transcript.text
    kept = text.split("\n")
    starts = list(accumulate((len(line) + 1 for line in kept), initial=0))
    turns = transcript.turns
    befores = [turn.span.start for turn in turns]
    counts = list(accumulate((bool(turn.label) for turn in turns), initial=0))
    details = set(transcript.details)
    ticked = {label_key(label) for label in (*guide.speakers, *guide.not_speakers)}
    doubtful = _beginning_with([label for label, _ in transcript.doubts])
    number, seen = 0, -1
    for original, line in enumerate(told.whole.source.text.split("\n")):
        written, broken = line.strip(), told.whole.keys.get(original, "")
        match = doubtful.match(written)
        proposed = match[0] if match else label_in(line)
        if original in gone:
            yield SeenLine(written, LineUse.LEFT_OUT, "", "", 0, None, True, proposed, broken)
            continue
        start, end, part = starts[number], starts[number + 1] - 1, told.parts.get(number)
        number += 1
        if not written:
            continue
        place = bisect_right(befores, end) - 1
        turn = turns[place]
        if not turn.label:
            use = _USES.get(part) if part else None
            if use is None:
                use = LineUse.HEADING if details.isdisjoint(pairs_of(line)) else LineUse.DETAIL
            is_told = part is not None or bool(broken) or label_key(proposed) in ticked
            words = written if use is LineUse.HEADING else ""
            yield SeenLine(written, use, "", words, 0, turn.time, is_told, proposed, broken)
            continue
        is_head = place != seen or end <= turn.speech or start < turn.speech
        own = turn.label if is_head else proposed
        yield SeenLine(
            written,
            LineUse.SPEAKER if is_head else LineUse.SPEECH,
            turn.label,
            text[max(start, turn.speech) : max(start, end, turn.speech)].strip() if end > turn.speech else "",
            counts[place + 1],
            turn.time if is_head else None,
            part is not None or bool(broken) or label_key(own) in ticked,
            own,
            broken,
        )
        seen = place


def _beginning_with(labels: Sequence[str]) -> re.Pattern[str]:
    """A pattern of lines that begin with one of these labels, whatever sign is behind it."""
    longest = sorted(labels, key=lambda label: (-len(label), label))[:_MOST_LABELS]
    return re.compile(rf"(?:{'|'.join(map(re.escape, longest)) or '(?!)'})(?!\w)", re.IGNORECASE)
