"""Where words may be cut that have no room: at the edge of a word, and never inside of a letter."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Final

from qualcode.model.words.letters import attaches

CUT: Final = "…"
_DANGLING: Final = " ,;:–—-“‘([{«"
_BEFORE: Final = " –—-…"
_AFTER: Final = " .,;:–—-…"
_QUOTED: Final = ("“”", "„“", "„”", "‟”", "«»", "»«", "‹›", "›‹", "‘’", "‚‘", "‚’", '""')
"""Quotation marks that belong together, as languages have them."""
_ABBREVIATED: Final = re.compile(r"\b(?:\w\.){2,}$")
"""``U.K.``, ``e.g.``"""
_JOINER: Final = "\u200d"
_TONES: Final = range(0x1F3FB, 0x1F400)
_TAGS: Final = range(0xE0020, 0xE0080)
_FLAGS: Final = range(0x1F1E6, 0x1F200)


def shortened(words: str, room: int) -> str:
    """``words``, and where they are longer than ``room`` their beginning with dots, in all no longer."""
    if len(words) <= room:
        return words
    return f"{_tidy(words[: cut_place(words, 0, room - 1)])}{CUT}"


def in_one_line(words: str, room: int) -> str:
    """The same, with line ends and runs of blanks as single blanks."""
    return shortened(" ".join(words.split()), room)


def as_name(words: str, room: int) -> str:
    """Words as a name: in one line, without quotation marks around them or a stop at their end.

    What is asked or called out stays so, and so do the stops of an abbreviation.
    """
    line = " ".join(words.split())
    named, before = line, ""
    while named != before:
        before = named
        named = _without_marks(named.lstrip(_BEFORE))
        while named and named[-1] in _AFTER and not _ABBREVIATED.search(named):
            named = named[:-1]
    return shortened(named or line, room)


def _without_marks(words: str) -> str:
    """Without the quotation marks around words, and without one at an end whose other is not in them.

    A mark stays where its other is within: ``“No”, she said``. What may be an apostrophe goes only with the
    mark that it closes.
    """
    for first, last in _QUOTED:
        if len(words) > 1 and words[0] == first and words[-1] == last:
            return words[1:-1]
    pairs = [pair for pair in _QUOTED if words.startswith(pair[0])]
    # Before a letter it is an apostrophe.
    if pairs and not any(re.search(rf"{pair[1]}(?!\w)", words[1:]) for pair in pairs):
        return words[1:]
    pairs = [pair for pair in _QUOTED if words.endswith(pair[1])]
    if pairs and words[-1] != "’" and not any(pair[0] in words[:-1] for pair in pairs):
        return words[:-1]
    return words


def end_of(words: str, room: int) -> str:
    """The end of ``words`` after dots, where they are longer than ``room``."""
    if len(words) <= room:
        return words
    return f"{CUT}{words[resume_place(words, len(words) - room + 1) :].lstrip()}"


def both_ends(words: str, room: int) -> str:
    """How ``words`` begin and end, on one line, where they are longer than ``room``."""
    line = " ".join(words.split())
    if len(line) <= room:
        return line
    half = (room - 3) // 2
    head = _tidy(line[: cut_place(line, 0, half)])
    return f"{head} {CUT} {line[resume_place(line, len(line) - half) :].lstrip()}"


def cut_apart(names: Sequence[str], cut: Callable[[str], str], around: Callable[[str], str]) -> list[str]:
    """Each name as ``cut`` leaves it; different names that would read alike, as ``around`` leaves them.

    What they have in common is mostly how they begin: ``around`` keeps their ends as well. Those that are
    still alike are numbered.
    """
    found = list(map(cut, names))
    alike = _alike(names, found)
    found = [around(name) if place in alike else found[place] for place, name in enumerate(names)]
    alike = _alike(names, found)
    return [f"{place + 1}: {words}" if place in alike else words for place, words in enumerate(found)]


def cut_in_line(names: Sequence[str], room: int) -> list[str]:
    """Names in one line of ``room`` letters each, as ``in_one_line``, which still differ where they do."""
    return cut_apart(names, lambda name: in_one_line(name, room), lambda name: both_ends(name, room))


def _alike(names: Sequence[str], found: Sequence[str]) -> frozenset[int]:
    """The places of what reads alike, but was not the same name before."""
    times = Counter(word for word, _ in set(zip(found, names, strict=True)))
    return frozenset(place for place, words in enumerate(found) if times[words] > 1)


def cut_place(text: str, start: int, most: int) -> int:
    """Where to end what begins at ``start`` so that it has at most ``most`` letters.

    At the edge of a word, or inside one that is longer than all the room there is.
    """
    last = start + most
    if last >= len(text) or text[last].isspace():
        return min(last, len(text))
    begin = last
    while begin > start and not _begins_word(text, begin):
        begin -= 1
    end = last
    while end < len(text) and end - begin <= most and not text[end].isspace():
        end += 1
    if end - begin <= most:
        return begin
    while last > start and is_inside_letter(text, last):
        last -= 1
    return last


def resume_place(text: str, least: int) -> int:
    """Where to begin at ``least`` or later so that no word is cut that is shorter than what is left."""
    least = min(max(0, least), len(text))
    if least == 0 or _begins_word(text, least):
        return least
    room, end = len(text) - least, least
    while end < len(text) and not text[end].isspace():
        end += 1
    begin = least
    while begin > 0 and end - begin <= room and not _begins_word(text, begin):
        begin -= 1
    if end - begin <= room:
        return end
    while least < len(text) and is_inside_letter(text, least):
        least += 1
    return least


def is_inside_letter(text: str, place: int) -> bool:
    """Whether a cut at ``place`` would part a letter from its marks, or an emoji in two."""
    if not 0 < place < len(text):
        return False
    before, after = text[place - 1], text[place]
    if after == _JOINER or attaches(after) or ord(after) in _TONES or ord(after) in _TAGS:
        return True
    if before == _JOINER:
        return not after.isspace()
    if before == "\r" and after == "\n":
        return True
    if ord(before) not in _FLAGS or ord(after) not in _FLAGS:
        return False
    first = place
    while first > 0 and ord(text[first - 1]) in _FLAGS:
        first -= 1
    # Flags are pairs: a cut after an odd number of their halves would part one.
    return (place - first) % 2 == 1


def _begins_word(text: str, place: int) -> bool:
    return text[place - 1].isspace() and not is_inside_letter(text, place)


def _tidy(words: str) -> str:
    """Without a comma, a dash or an opened bracket before the dots."""
    return words.rstrip().rstrip(_DANGLING) or words.rstrip()
