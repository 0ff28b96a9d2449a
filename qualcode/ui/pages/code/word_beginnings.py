"""Whether letters may begin a word, told by their consonants: “sm” may, as in “small”, “nm” may not."""

import re
from itertools import takewhile
from typing import Final

_CONSONANTS: Final = frozenset("bcdfghjklmnpqrstvwxz")
# fmt: off
_ONSETS: Final = frozenset((
    "bl", "br", "ch", "chr", "cl", "cr", "cz", "dr", "dw", "fj", "fl", "fr", "gh", "gl", "gn", "gr", "hm",
    "kh", "kl", "kn", "kr", "ll", "mh", "mm", "mn", "ph", "phl", "phr", "pl", "pn", "pr", "ps", "pt", "rh",
    "sc", "sch", "schl", "schm", "schn", "schr", "schw", "scl", "scr", "sh", "shr", "sk", "sl", "sm", "sn",
    "sp", "sph", "spl", "spr", "sq", "st", "str", "sv", "sw", "sz", "th", "thr", "thw", "tr", "ts", "tsch",
    "tw", "vl", "vr", "wh", "wr", "zw",
))
# fmt: on
"""What words of English and its neighbours begin with, beside a single consonant."""
_GO_ON: Final = {
    "sc": re.compile(r"a[bflmnprtv]|e[np]|i[aeimnos]|l[aeo]|o[eflnoprtuw]|r[aeiou]|u[bdflmrt]|yt"),
    "sm": re.compile(r"a[clrst]|e[al]|i[dlrt]|o[cgkotu]|u[dgt]"),
}
"""How words go on that begin like two commands after which one types something of one's own."""
_REPEATED: Final = re.compile(r"(\w{2,4}?)\1+(\w*)")
_LONGEST_CHANCE: Final = 4


def may_begin_a_word(letters: str) -> bool:
    """Whether ``letters``, typed one after the other, can be the beginning of a word or a whole one."""
    if any(letter.isupper() for letter in letters[1:]):
        return False
    small = letters.casefold()
    if _is_one_thing_again(small):
        return False
    cluster = "".join(takewhile(_CONSONANTS.__contains__, small))
    if cluster in _GO_ON and len(small) > len(cluster) + 1:
        return _GO_ON[cluster].match(small, len(cluster)) is not None
    if len(cluster) < 2 or cluster in _ONSETS:
        return True
    return cluster == small and any(known.startswith(cluster) for known in _ONSETS)


def _is_one_thing_again(small: str) -> bool:
    """Whether the same few letters come again and again, as commands do for a row of segments."""
    match = _REPEATED.fullmatch(small)
    return match is not None and len(small) > _LONGEST_CHANCE and match[1].startswith(match[2])
