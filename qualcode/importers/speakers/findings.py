"""What is doubtful about the turns found in a text: the labels in question, and all of it in one line."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final, NamedTuple

from qualcode.importers.speakers.header_block import pairs_of
from qualcode.importers.speakers.odd_labels import odd_labels, reads_like_no_name
from qualcode.importers.speakers.speaker_doubts import (
    doubtful_labels,
    lines_of_several,
    lone_dashes,
    weak_sign,
)
from qualcode.importers.speakers.speaker_shapes import Marks
from qualcode.model.transcript import ReadTurn
from qualcode.model.transcripts.speaker_guide import SpeakerGuide, SpeakerMarking, label_key, line_key
from qualcode.model.words.in_words import counted, listed, plural_of

_SHOWN: Final = 3
_MOST_REASONS: Final = 3
_LEFT_OVER: Final = 0.05
_FEWEST_WORDS: Final = 15
_LONG: Final = 1000
_LONGER: Final = 40
_LONGEST_TITLE: Final = 80
_QUESTION_MARKS: Final = "?？؟"
_FEWEST_ASKED: Final = 5
_NEARLY_ALL: Final = 0.75
_OFTEN: Final = 0.25


@dataclass(frozen=True, slots=True)
class SpeakerFindings:
    """``doubts`` are labels of lines that were not taken for a speaker's, ``odd`` such as were, with numbers.

    ``unsure`` are lines, by their words, that may hold a second speaker, are nobody's among too many such,
    or begin a turn that is far too long. ``reasons`` say what is doubtful besides labels; ``verdict`` says
    all of it in one sentence, and is empty where nothing is doubtful. ``asking`` is the label of the only
    speaker who asks in nearly every turn, whatever the role that label stands for; mostly there is none.
    """

    doubts: tuple[tuple[str, int], ...] = ()
    odd: tuple[tuple[str, int], ...] = ()
    unsure: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    verdict: str = ""
    asking: str = ""


CLEAR: Final = SpeakerFindings()


class SeenTurns(NamedTuple):
    """A text, the marks in it (None where they were not looked for), and what was made of them."""

    lines: Sequence[str]
    starts: Sequence[int]
    marks: Marks | None
    first_line: int
    text: str
    turns: Sequence[ReadTurn]
    details: Sequence[tuple[str, str]]
    guide: SpeakerGuide
    told: Collection[int] = ()
    """Lines of which a person said what they are."""


def findings_of(seen: SeenTurns) -> SpeakerFindings:
    """What is doubtful about the turns of a text."""
    spoken = [turn for turn in seen.turns if turn.label]
    labels = list(dict.fromkeys(turn.label for turn in spoken))
    taken = _head_lines(seen, spoken)
    doubts: tuple[tuple[str, int], ...] = ()
    several: list[int] = []
    weak = ""
    if seen.marks is not None:
        found = doubtful_labels(seen.marks, seen.lines, taken, seen.first_line, labels, seen.told)
        doubts = _unanswered(found, seen.guide)
        weak = weak_sign(seen.marks, taken)
        several = lines_of_several(seen.marks, seen.lines, taken, seen.first_line, labels)
        several = sorted({*several, *lone_dashes(seen.lines, taken, seen.first_line)} if spoken else several)
        several = [line for line in several if line not in seen.told]
    stated = seen.marks is None and seen.guide.marking is not SpeakerMarking.PATTERN
    odd = () if stated else odd_labels(seen.turns, seen.guide.speakers)
    if not spoken:
        return SpeakerFindings(doubts, odd, (), (), _without_speakers(seen))
    left_over, nobodys = _left_over(seen)
    too_long, beginning = _long_turn(seen, spoken)
    said = (
        f"{counted(len(several), 'line')} may hold a second speaker" if several else "",
        f"only {weak} mark the speakers" if weak else "",
        left_over,
        too_long,
    )
    reasons = tuple(filter(None, said))
    unsure = dict.fromkeys(
        line_key(line) for line in (*(seen.lines[at] for at in several), *nobodys, *beginning)
    )
    verdict = in_a_sentence(doubts, odd, reasons)
    return SpeakerFindings(doubts, odd, tuple(unsure), reasons, verdict, _who_asks(seen.text, spoken))


def _unanswered(doubts: Sequence[tuple[str, int]], guide: SpeakerGuide) -> tuple[tuple[str, int], ...]:
    """The doubts without those about labels of which a person said that they are no speakers'."""
    answered = set(map(label_key, guide.not_speakers))
    return tuple((label, count) for label, count in doubts if label_key(label) not in answered)


def _who_asks(text: str, spoken: Sequence[ReadTurn]) -> str:
    """The label of the only one of several who asks in nearly every turn and speaks often; "" for nobody.

    Of a debate, in which many ask, or a meeting, in which somebody asks now and then, nothing is said.
    """
    marks = [mark for mark in _QUESTION_MARKS if mark in text]
    if not marks:
        return ""
    turns = Counter(turn.label for turn in spoken)
    often = {label for label, number in turns.items() if number >= _FEWEST_ASKED}
    asked = Counter(
        turn.label
        for turn in spoken
        if turn.label in often and any(text.find(mark, turn.speech, turn.span.end) >= 0 for mark in marks)
    )
    asking = [label for label in turns if label in often and asked[label] >= _NEARLY_ALL * turns[label]]
    lone = len(asking) == 1 and len(turns) > 1 and turns[asking[0]] >= _OFTEN * len(spoken)
    return asking[0] if lone else ""


def in_a_sentence(
    doubts: Sequence[tuple[str, int]], odd: Sequence[tuple[str, int]], reasons: Sequence[str]
) -> str:
    """What is doubtful about labels, and besides them; empty where nothing is."""
    said = list(filter(None, (_may_be(doubts), _may_not_be(odd), *reasons)))[:_MOST_REASONS]
    verdict = "; ".join(said)
    return f"{verdict[0].upper()}{verdict[1:]}." if verdict else ""


def _without_speakers(seen: SeenTurns) -> str:
    automatic = seen.guide.marking is SpeakerMarking.RECOGNISED
    why = "No speakers were found" if automatic else "No speaker is marked in this way"
    if len(seen.turns) > 1:
        return f"{why}: the text will be {counted(len(seen.turns), 'turn')} without a speaker."
    return f"{why}: the text will be one long turn."


def _head_lines(seen: SeenTurns, turns: Sequence[ReadTurn]) -> set[int]:
    """The lines from the first of each turn to that on which its label ends."""
    taken: set[int] = set()
    ends = [*seen.starts[1:], len(seen.text) + 1]
    for turn in turns:
        first = bisect_right(seen.starts, turn.span.start) - 1
        taken.add(first)
        if turn.speech >= ends[first]:
            last = bisect_right(seen.starts, turn.speech) - 1
            taken.update(range(first, last + (turn.speech > seen.starts[last])))
    return taken


def _may_be(doubts: Sequence[tuple[str, int]]) -> str:
    if not doubts:
        return ""
    lines = sum(count for _, count in doubts)
    speakers = plural_of(len(doubts), "a speaker", "speakers")
    return f"{_named(doubts)} may be {speakers} in {counted(lines, 'more line')}"


def _may_not_be(odd: Sequence[tuple[str, int]]) -> str:
    strange = [(label, count) for label, count in odd if count > 1 or reads_like_no_name(label)]
    if strange:
        return f"{_named(strange)} may not be {plural_of(len(strange), 'a speaker', 'speakers')}"
    return f"{_named(odd)} {plural_of(len(odd), 'speaks', 'speak')} only once" if odd else ""


def _named(labels: Sequence[tuple[str, int]]) -> str:
    shown = [f"“{label}”" for label, _ in labels[:_SHOWN]]
    more = len(labels) - len(shown)
    return listed([*shown, f"{more:,} more"] if more else shown)


def _left_over(seen: SeenTurns) -> tuple[str, list[str]]:
    """How much of what is no heading and no detail is nobody's, where that is much, and which lines."""
    pairs = set(seen.details)
    nobodys: list[str] = []
    for place, turn in enumerate(seen.turns):
        if turn.label:
            continue
        for line in seen.text[turn.speech : turn.span.end].split("\n"):
            is_title = place == 0 and len(line) <= _LONGEST_TITLE and not line.rstrip().endswith((".", "?"))
            if is_title or line_key(line) in seen.guide.lines or not pairs.isdisjoint(pairs_of(line)):
                continue
            if line.strip():
                nobodys.append(line)
    number = sum(len(line.split()) for line in nobodys)
    if number <= _FEWEST_WORDS:
        return "", []
    share = number / max(1, len(seen.text.split()))
    if share <= _LEFT_OVER:
        return "", []
    return f"{share:.0%} of the text has no speaker", nobodys


def _long_turn(seen: SeenTurns, spoken: Sequence[ReadTurn]) -> tuple[str, list[str]]:
    """A turn of several paragraphs that is far longer than the others: somebody else may speak in it.

    With its first spoken line, as the file has it.
    """
    lengths = [turn.span.end - turn.speech for turn in spoken]
    length = max(lengths)
    if len(spoken) < 2 or length < _LONG or length < _LONGER * median(lengths):
        return "", []
    longest = spoken[lengths.index(length)]
    words = seen.text[longest.speech : longest.span.end].strip()
    size, label = len(words.split()), longest.label
    if size > _LONG and "\n" in words:
        first = seen.lines[bisect_right(seen.starts, seen.text.index(words, longest.speech)) - 1]
        return f"one turn of “{label}” is far longer than the others ({size:,} words)", [first]
    return "", []
