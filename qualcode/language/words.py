"""Words as a person would count them: the one rule behind every figure of words.

A word is a run of letters and digits, with inner apostrophes, hyphens, full stops, commas and colons where
they join: I’m, well-being, U.K., 28,903, 7:30 are one each. Not counted are punctuation, stamps of time
and remarks in brackets; stand-ins for names in brackets are, each as one.
"""

from collections.abc import Iterable, Iterator
from typing import Final

import numpy as np
import regex

from qualcode.model.measures import SpanArray
from qualcode.model.span import Span
from qualcode.model.transcripts.stand_ins import is_stand_in

_CLOCK: Final = r"\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d{1,3})?"
_STAMP: Final = rf"""
    \#\d{{1,2}}:\d\d(?::\d\d)?(?:[-.,]\d+)?\#             # 00:01:12-3 between hashes
    | [(<]\s*{_CLOCK}(?:\s*[-–>]+\s*{_CLOCK})?\s*[)>]      # in round or pointed brackets
    | (?<![\w:.])\d{{1,3}}:\d\d:\d\d(?:[.,]\d{{1,3}})?(?![\w:])   # hours, minutes and seconds
    | {_CLOCK}[^\S\n]*-+>[^\S\n]*{_CLOCK}                           # from one to another
"""
_REMARK: Final = r"""
    \(\s*(?:(?:long|short|brief|slight|soft|both|all)\s+)?
    (?:laugh(?:s|ing|ter)?|chuckl(?:es|ing)|giggl(?:es|ing)|sigh(?:s|ing)|cough(?:s|ing)|cr(?:ies|ying)
    |sob(?:s|bing)|sniff(?:s|ing)|yawn(?:s|ing)|whisper(?:s|ing)|clears\s+throat|paus(?:e|es|ing)|silence
    |inaudible|unclear|unintelligible|indistinct|cross-?talk|overlapping(?:\s+(?:speech|talk))?|applause
    |nod(?:s|ding)|shrug(?:s|ging)|smil(?:es|ing)|lacht|lachen|unverständlich|rires?|risas|pausa)
    (?:\s+[\d:.,]+\s*(?:s|secs?|seconds?)?)?\s*\)
"""
"""In round brackets people speak as well: (I think). Only what transcribers write there is a remark."""

_EACH: Final = r"[\p{Han}\p{Hiragana}\p{Katakana}]"
"""Scripts without blanks between words: a character counts as a word, as word processors count them."""

_PART: Final = r"(?:(?![\p{Han}\p{Hiragana}\p{Katakana}])[\p{L}\p{N}\p{M}\u00ad\u200b-\u200d\u2060\ufeff])+"
_JOINT: Final = r"""
    ['’‘ʼ‛´`＇′&@_·\-‐‑‒–−](?=[\p{L}\p{N}])          # I'm, well-being, R&B
    | -['’](?=\p{L}) | ['’]-(?=\p{L})                 # half-'n'-half
    | (?<!\p{Ll}\p{Ll})\.(?=[\p{L}\p{N}])             # U.K, 3.5
    | \.(?=[\p{Ll}\p{N}])                             # council.gov.uk; but two words in: so.But
    | (?<=\p{N})[,:/٫٬’](?=\p{N})                      # 28,903, 7:30, 24/7
"""
_WORD: Final = regex.compile(
    rf"""
    (?P<plain>[A-Za-z]+(?:['’][A-Za-z]+)?+(?=[\s,;!?]|\.?(?:\s|$)))     # most words; the rest is for others
    | (?P<bracket>(?:\[[^\[\]]{{0,300}}\]|\{{[^{{}}]{{0,300}}\}})      # [son], [son]'s, [town]-based
      (?:['’‘ʼ‛´`＇′‐‑-](?=[\p{{L}}\p{{N}}])(?:{_PART}))*)
    | (?P<stamp>{_STAMP}|(?i:{_REMARK}))
    | (?P<address>(?:https?://|www\.)[^\s<>“”"]*[\p{{L}}\p{{N}}/])
    | (?P<each>{_EACH}\p{{M}}*)
    | (?P<word>(?:{_PART})(?:(?:{_JOINT})(?:{_PART}))*(?:(?<=\.\p{{L}})\.)?)
    """,
    regex.VERBOSE | regex.MULTILINE,
)
_CLOSED: Final = regex.compile(r"[\]}]")
_COUNTED: Final = regex.compile(r"[\p{L}\p{N}]")


def words(text: str, stretches: Iterable[Span], stand_ins: tuple[str, ...]) -> SpanArray:
    """Spans of the words in these stretches of a text, ascending, shape (n, 2)."""
    found = [span for stretch in stretches for span in _words(text, stretch, stand_ins)]
    return np.array(found, dtype=np.int32).reshape(-1, 2)


def _words(text: str, stretch: Span, stand_ins: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    # A piece by itself: what is outside a stretch neither joins nor begins a line.
    piece = text[stretch.start : stretch.end]
    for match in _WORD.finditer(piece):
        if match.lastgroup == "plain" or _counts(match, stand_ins):
            yield stretch.start + match.start(), stretch.start + match.end()


def _counts(match: regex.Match[str], stand_ins: tuple[str, ...]) -> bool:
    whole = match.group()
    if match.lastgroup == "bracket":
        return is_stand_in(_CLOSED.split(whole)[0][1:], stand_ins)
    return match.lastgroup != "stamp" and _COUNTED.search(whole) is not None
