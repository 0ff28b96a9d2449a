"""The shape of a file: how its lines begin, by which files of one tool or one typist are known again."""

import re
from collections import Counter
from typing import Final
from unicodedata import category

from qualcode.importers.source_text import SourceText
from qualcode.importers.speakers.speakers import AS_BLANKS

_PLAIN: Final = "plain"
_HEAD: Final = 60
_LINES: Final = 400
_FEWEST: Final = 2
_SHORT: Final = 45
_WORDS: Final = re.compile(r"[^\W\d_]+(?:[ .'’-]+[^\W\d_]+)*\.?")
_NUMBERS: Final = re.compile(r"\d+")
_TIME_AFTER: Final = re.compile(r"[ \xa0]*[\[(<{#]?0:0")
_DOTTED: Final = re.compile(r"[^\W\d_a-z][^\W\d_]{0,19}\.[ ]")
_SIGN: Final = re.compile(r"[^\sw0]")


def shape_of(source: SourceText) -> str:
    """A few letters and signs, the same for files whose speakers are marked alike.

    Words are ``w`` and numbers ``0``: ``docx w:`` for ``Ana: what is said``.
    """
    if source.turns is not None:
        return f"{source.format} stated"
    counts: Counter[str] = Counter()
    position = 0
    for line in source.text.split("\n")[:_LINES]:
        head = _head(line)
        if head:
            bold = "*" if position in source.bold_heads else ""
            counts[bold + head] += 1
        position += len(line) + 1
    heads = [head for head, count in counts.items() if count >= _FEWEST]
    best = min(heads, key=lambda head: (-counts[head], head), default="")
    return f"{source.format} {best or _PLAIN}"


def is_known(shape: str) -> bool:
    """Whether files of this shape are more alike than any two texts."""
    return bool(shape) and not shape.endswith(f" {_PLAIN}")


def _head(line: str) -> str:
    """How a line begins, up to the sign after its first words; empty for a line of a paragraph."""
    written = line.translate(AS_BLANKS).strip()[:_HEAD]
    if not written.isascii():
        written = "".join(letter for letter in written if not category(letter).startswith("M"))
    if not written:
        return ""
    if _DOTTED.match(written):
        return "w. w"
    bare = _NUMBERS.sub("0", _WORDS.sub("w", written))
    if len(written) <= _SHORT and bare == "w" and not written.endswith((".", "?", "!", ",")):
        return "w alone"
    if "\t" in bare:
        return f"{bare.count(chr(9))} tabs"
    pieces = bare.split("w", 1)
    before, after = (pieces[0], pieces[1]) if len(pieces) == 2 else (bare, "")
    if _TIME_AFTER.match(after):
        return f"{before.strip()}w 0:0"
    sign = _SIGN.match(after.lstrip(" "))
    after = sign[0] if sign and sign[0] not in ".,;!?’'\"”-–—…" else ""
    before = before.strip()
    if not before and not after:
        return ""
    return f"{before}w{after}"
