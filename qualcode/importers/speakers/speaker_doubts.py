"""Lines that look as if somebody began to speak there, where no turn begins."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from difflib import get_close_matches
from itertools import accumulate, repeat
from operator import attrgetter
from typing import Final

from qualcode.importers.clock import TIME
from qualcode.importers.speakers.header_block import is_title
from qualcode.importers.speakers.short_words import is_excluded
from qualcode.importers.speakers.speaker_labels import LabelClass, label_class
from qualcode.importers.speakers.speaker_shapes import Marks, Shape, TurnMark
from qualcode.model.transcripts.speaker_guide import label_key

_WITH_COLON: Final = (Shape.COLON, Shape.MARKDOWN)
_SEMICOLON: Final = re.compile(r"[ \t\xa0]*(?P<label>[^\W_][^;:\t]{0,38}?)[ \xa0]?;[ \xa0]")
_BEFORE_TIME: Final = re.compile(
    rf"[ \xa0]*(?P<label>[^\W\d_][^:\t]{{0,40}}?)[ \xa0]+[\[(<]?{TIME}[\])>]?[ \xa0]"
)
_NEW_HEAD: Final = re.compile(
    r"[ \t\xa0•*_@#\[(<{–—-]{0,4}(?:(?P<capitals>[A-ZÀ-Þ]{2,}(?:[ -][A-ZÀ-Þ]{2,})?)[ \xa0](?=\w)"
    r"|(?<=[@#])(?P<signed>[^\W\d_]\w+)[ \xa0](?=\w)|(?P<label>[^\W\d_][\w.'’ -]{0,38}?)"
    r"(?:[\])>}*_]{1,2}[ \xa0:]|[ \xa0]*[–—-]{1,2}[ \xa0]|[ \xa0]?[>=|»→][ \xa0]?|\t|[ \xa0]*[:：]"
    rf"|[ \xa0]+[\[(<]?{TIME}|\s*$))"
)
"""How somebody's turn may begin in other files than this, one line alone of which is in no turn's shape."""
_ANY_HEAD: Final = re.compile(r"[ \t\xa0]*(?P<label>[^\s:：][^:：\t]{0,38}?)[ \xa0]*[:：](?:[ \t\xa0]|$)")
_TAB_HEAD: Final = re.compile(r"[ \t\xa0]*(?P<label>[^\s:：][^:：\t]{0,38}?)[ \xa0]*\t+[ ]*(?=\S)")
_AGAIN: Final = 3
_DASHED: Final = re.compile(r"[ \t\xa0]*[-–—―]{1,2}[ \t\xa0]*[\"“„«'‘(¿¡]*[^\W\d_]")
_DOTTED_HEAD: Final = re.compile(r"[ \t\xa0]*(?P<label>[^\W\d_][\w'’ -]{0,38}?)\.[ \xa0]+(?=[^\W_a-z])")
_MOST_WORDS: Final = 5
_FEW: Final = 10
_LINE_OF: Final = attrgetter("line")
_CODED: Final = (LabelClass.CODE, LabelClass.CAPITALS)
_OTHER_SIGN: Final = (
    r"[ \xa0]+[\[(<]?\d{1,2}:\d\d|[ \xa0]?[;>|=][ \xa0]|\.[ \xa0]+(?=[^\W_a-z])"
    r"|[ \xa0]+[\"“'‘(]?(?=[A-ZÀ-Þ])"
)
_ALIKE: Final = 0.75
_MOST_LABELS: Final = 60
"""Of more labels the rest is not looked for within lines: it would take long and tell little."""


def doubtful_labels(
    marks: Marks,
    lines: Sequence[str],
    taken: Collection[int],
    first_line: int,
    labels: Collection[str],
    told: Collection[int] = (),
) -> tuple[tuple[str, int], ...]:
    """Labels that stand as those of turns stand, or are those of turns, and how often; the commonest first.

    ``taken`` are the lines on which turns begin or their speech does, ``labels`` those of the turns;
    of the lines that are ``told`` a person said what they are.
    """
    known = {label_key(label): label for label in labels}
    free = {
        number: line
        for number, line in enumerate(lines)
        if number not in taken and number >= first_line and line and not line.isspace()
    }
    if not free:
        return ()
    usual = _usual_shape(marks, taken)
    found: dict[int, str] = {}
    for shape in Shape:
        is_usual = shape in (*_WITH_COLON, usual) and shape is not Shape.OWN_LINE
        for mark in marks[shape]:
            if mark.line not in free:
                continue
            is_known = label_key(mark.label) in known
            if is_known or (is_usual and label_class(mark.label) > LabelClass.WORDS):
                found.setdefault(mark.line, known.get(label_key(mark.label), mark.label))
    for mark in _names_on_own_lines(marks[Shape.OWN_LINE], lines, taken, usual):
        found.setdefault(mark.line, mark.label)
    for line, label in (
        *_misspelt_heads(free, known, usual),
        *_with_semicolons(free),
        *_before_times(free, known, usual),
        *_new_heads(free, taken),
        *_excluded_in_turn(free, lines, taken),
    ):
        found.setdefault(line, label)
    asked = free.keys() - set(told)
    talk = min(taken, default=0)
    counts = Counter(
        label
        for line, label in sorted(found.items())
        if line in asked and not (line < talk and is_title(label))
    )
    return tuple(counts.most_common())


def weak_sign(marks: Marks, taken: Collection[int]) -> str:
    """What alone tells where most turns begin, in the plural; empty where it is something surer."""
    match _usual_shape(marks, taken):
        case Shape.SPACED:
            return "spaces"
        case Shape.DOTTED:
            return "full stops"
    return ""


def _usual_shape(marks: Marks, taken: Collection[int]) -> Shape | None:
    """The shape in which most turns of the file begin."""
    counts = {shape: sum(map(taken.__contains__, map(_LINE_OF, found))) for shape, found in marks.items()}
    best = max(counts, key=lambda shape: counts[shape])
    return best if counts[best] else None


def lines_of_several(
    marks: Marks, lines: Sequence[str], taken: Collection[int], first_line: int, labels: Collection[str]
) -> list[int]:
    """The lines that seem to hold a second speaker: a label behind other words, marked as labels are."""
    places = _worth_a_look(lines, taken, first_line, labels) if labels else []
    if not places:
        return []
    inside, own = _label_within(labels, _usual_shape(marks, taken))
    return [number for number in places if _is_after_words(lines[number], inside, own)]


def lone_dashes(lines: Sequence[str], taken: Collection[int], first_line: int) -> list[int]:
    """Lines that open with a dash, as what somebody else says may be; in a row they are a list's items."""
    numbers = range(first_line, len(lines))
    found = {number for number in numbers if number not in taken and _DASHED.match(lines[number])}
    if not found:
        return []
    written = [number for number in numbers if lines[number].strip()]
    dashed = [number in found for number in written]
    # A list has an item beside each of its items, in the lines that are written.
    around = zip(dashed, [False, *dashed], [*dashed[1:], False], strict=False)
    alone = [here and not before and not after for here, before, after in around]
    return [number for number, is_alone in zip(written, alone, strict=True) if is_alone]


def _label_within(labels: Collection[str], usual: Shape | None) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The pattern of a label that is marked within a line, and that of any label or stamp."""
    names = "|".join(re.escape(label) for label in _longest(labels))
    forms = [rf"[#@\[(<{{]{{0,2}}(?i:{names})[\])>}}]?[ \xa0]*[:：](?=\s|$)", rf"(?:{names})(?=\t)"]
    forms.append(rf"(?:{names})[ \xa0]+[\[(<]?{TIME}")
    if coded := _coded(labels):
        # On a printed page the line of a speaker may have been joined to the one above.
        forms.append(rf"(?:{coded})[ \xa0]+(?=[A-ZÀ-Þ][a-zß-ÿ])")
    if usual is Shape.DOTTED:
        forms.append(rf"(?:{names})\.[ \xa0]+(?=[^\W_a-z])")
    if usual is Shape.BRACKET:
        forms.append(rf"[\[(<{{](?:{names})[\])>}}](?=\s|$)")
    if usual in (Shape.OWN_LINE, Shape.TIMED):
        forms.append(rf"(?:{names})\s*$")
    inside = re.compile(rf"(?<=[\s.!?…”\"'’)])(?:{'|'.join(forms)})")
    return inside, re.compile(rf"^\s*\[[^\]]*\]|\b(?:{names})\b")


def _worth_a_look(
    lines: Sequence[str], taken: Collection[int], first_line: int, labels: Collection[str]
) -> list[int]:
    """The lines with a colon that heads no turn, or with a label that is not at the head of its line."""
    colons = map(str.count, lines, repeat(":"))
    found = {number for number, count in enumerate(colons) if count > 1 or (count and number not in taken)}
    text = "\n" + "\n".join(lines)
    if spoken := _spoken_labels(text, labels):
        ends = list(accumulate(len(line) + 1 for line in lines))
        for label in spoken:
            found.update(_lines_with(label, text, ends))
    return sorted(number for number in found if number >= first_line)


def _lines_with(label: str, text: str, ends: Sequence[int]) -> Iterator[int]:
    """The numbers of the lines in which a label is; ``ends`` are the places in ``text`` behind each line."""
    place = text.find(label)
    while place >= 0:
        number = bisect_right(ends, place)
        yield number
        place = text.find(label, ends[number])


def _spoken_labels(text: str, labels: Collection[str]) -> list[str]:
    """The labels that are anywhere but at the head of a line: hardly any name is spoken."""
    # To look for a letter takes a moment, and to look for words a hundred times as long.
    inside = {first for first in {label[0] for label in labels} if _is_spoken(first, text)}
    return [label for label in labels if label[0] in inside and _is_spoken(label, text)]


def _is_spoken(label: str, text: str) -> bool:
    """Whether a label, or a letter, is anywhere but behind a line end."""
    place = text.find(label)
    while place >= 0 and text[place - 1] == "\n":
        place = text.find(label, place + len(label))
    return place >= 0


def _is_after_words(line: str, inside: re.Pattern[str], own: re.Pattern[str]) -> bool:
    """Whether what ``inside`` finds stands behind a letter that ``own`` does not find."""
    if inside.search(line) is None:
        return False
    end, first = 0, len(line)
    for label in (*own.finditer(line), None):
        start = len(line) if label is None else label.start()
        letter = next((place for place in range(end, start) if line[place].isalpha()), None)
        if letter is not None:
            first = letter
            break
        end = start if label is None else label.end()
    return any(hit.start() > first for hit in inside.finditer(line, first))


def _names_on_own_lines(
    found: Sequence[TurnMark], lines: Sequence[str], taken: Collection[int], usual: Shape | None
) -> list[TurnMark]:
    """Names that come again on lines of their own, where turns do or where no other turns are."""
    counts = Counter(label_key(mark.label) for mark in found)
    if usual not in (None, Shape.OWN_LINE):
        return []
    names = [
        mark
        for mark in found
        if label_class(mark.label) > LabelClass.WORDS
        and not lines[mark.line].rstrip().endswith((".", "!", "?", ","))
    ]
    return [
        mark
        for mark in names
        if not _is_below_head(mark.line, lines, taken)
        and (counts[label_key(mark.label)] > 1 or (taken and _has_speech_below(mark.line, lines, taken)))
    ]


def _is_below_head(line: int, lines: Sequence[str], taken: Collection[int]) -> bool:
    """Whether a line is the first below a name, and so what is said."""
    return next((near for near in range(line - 1, -1, -1) if lines[near].strip()), -1) in taken


def _has_speech_below(line: int, lines: Sequence[str], taken: Collection[int]) -> bool:
    """Whether a line has words below it before the next turn."""
    below = next((near for near in range(line + 1, len(lines)) if lines[near].strip()), -1)
    return below not in taken and below > 0


def _misspelt_heads(
    free: Mapping[int, str], known: Mapping[str, str], usual: Shape | None
) -> list[tuple[int, str]]:
    """Lines that begin with a known label in other letters or with another sign than a colon.

    So do those with no sign before a capital, and where names have lines of their own, with nothing else.
    """
    if not known:
        return []
    names = "|".join(map(re.escape, _longest(known.values())))
    codes = _coded([label for label in known.values() if len(label) > 1]) or r"(?!)"
    alone = "|$" if usual in (Shape.OWN_LINE, Shape.TIMED) else ""
    head = re.compile(
        rf"[ \t\xa0]*(?:(?P<label>{names})(?:{_OTHER_SIGN})|(?P<code>{codes})[ \xa0]+\w"
        rf"|(?P<small>(?i:{names}))[ \xa0]*(?:[:：\t]|[\[(<]?{TIME}{alone}))"
    )
    found = ((number, head.match(line)) for number, line in free.items())
    named = ((number, match["label"] or match["code"] or match["small"]) for number, match in found if match)
    return [(number, known[label_key(label)]) for number, label in named if label_key(label) in known]


def _with_semicolons(free: Mapping[int, str]) -> list[tuple[int, str]]:
    """Lines that begin with what can be somebody's label or name, and a semicolon.

    Words may be given to somebody else by them, so a name that is not known yet is doubted as well.
    """
    found = ((number, _SEMICOLON.match(line)) for number, line in free.items() if ";" in line[:40])
    named = [(number, match["label"]) for number, match in found if match]
    return [(number, label) for number, label in named if label_class(label) >= LabelClass.NAME]


def _new_heads(free: Mapping[int, str], taken: Collection[int]) -> list[tuple[int, str]]:
    """Names in other shapes than the turns have, in a talk in which hardly any turn has a second line.

    There a line without a label is itself unusual; what is said in it may be somebody new.
    """
    if len(free) > max(2, len(taken) // _FEW):
        return []
    heads = ((number, _new_head(line)) for number, line in free.items())
    return [(number, label) for number, label in heads if label]


def _new_head(line: str) -> str:
    """Whom a line may name that has no label of the talk's; empty where it names nobody."""
    if match := _NEW_HEAD.match(line):
        label: str = match["label"] or match["capitals"] or match["signed"]
        if label_class(label) > LabelClass.WORDS:
            return label
    # Few words before a colon are a label whatever they are: “?”, “carla”, “a voice from the back”.
    if (match := _ANY_HEAD.match(line)) and len(match["label"].split()) <= _MOST_WORDS:
        return match["label"]
    match = _DOTTED_HEAD.match(line)
    return match["label"] if match and label_class(match["label"]) > LabelClass.WORDS else ""


def _excluded_in_turn(
    free: Mapping[int, str], lines: Sequence[str], taken: Collection[int]
) -> list[tuple[int, str]]:
    """Words that are no speaker's once, at the heads of lines between turns again and again."""
    heads = (
        (number, _ANY_HEAD.match(line) or _TAB_HEAD.match(line))
        for number, line in free.items()
        if ":" in line or "\t" in line or "：" in line
    )
    found = [(number, match["label"]) for number, match in heads if match and is_excluded(match["label"])]
    if not found:
        return []
    written = [number for number, line in enumerate(lines) if line.strip()]
    near = dict(zip(written, zip([-1, *written], [*written[1:], -1], strict=False), strict=True))
    between = Counter(
        label_key(label) for number, label in found if all(line in taken or line < 0 for line in near[number])
    )
    counts = Counter(label_key(label) for _, label in found)
    again = {key for key, count in counts.items() if count >= _AGAIN and between[key] > count / 2}
    return [(number, label) for number, label in found if label_key(label) in again]


def _before_times(
    free: Mapping[int, str], known: Collection[str], usual: Shape | None
) -> list[tuple[int, str]]:
    """Lines between the rows of a table that have a name and a time at their head, but no cells."""
    if usual is not Shape.TAB:
        return []
    found = ((number, _BEFORE_TIME.match(line)) for number, line in free.items())
    named = [(number, match["label"]) for number, match in found if match]
    # A single word may as well begin a sentence: At 10:30 we left.
    return [
        (number, label)
        for number, label in named
        if label_class(label) > LabelClass.NAME or get_close_matches(label_key(label), known, 1, _ALIKE)
    ]


def _coded(labels: Collection[str]) -> str:
    """A pattern for those labels that are no words; empty where there are none."""
    return "|".join(re.escape(label) for label in _longest(labels) if label_class(label) in _CODED)


def _longest(labels: Collection[str]) -> list[str]:
    return sorted(labels, key=lambda label: (-len(label), label))[:_MOST_LABELS]
