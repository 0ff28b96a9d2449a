"""Names that somebody may have meant by what they typed."""

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import Final

from qualcode.model.words.in_words import briefly
from qualcode.model.words.spelling import key

_MOST: Final = 3
_SHOWN: Final = 8
_LETTERS: Final = 3


def nearest(name: str, names: Iterable[str]) -> list[str]:
    """The names that are most like what was typed: those that hold it, or are held by it, first."""
    wanted = key(name)
    keys = {key(other): other for other in names}
    holding = [other for short, other in keys.items() if wanted in short or _held(short, wanted)]
    close = get_close_matches(wanted, list(keys), n=_MOST, cutoff=0.6)
    return list(dict.fromkeys([*holding, *(keys[short] for short in close)]))[:_MOST]


def _held(short: str, wanted: str) -> bool:
    """Whether a name is in what was typed; one of a letter or two is in almost everything, but as a word."""
    return short in (wanted if len(short) >= _LETTERS else wanted.split())


def known_names(name: str, names: Sequence[str], several: str, short: Mapping[str, str] | None = None) -> str:
    """What to say after “there is none”: the nearest names, else the first there are.

    ``several`` is what they are called: ``folders``; ``short`` has the names of what has longer ones, too.
    """
    also = short or {}
    near = list(dict.fromkeys(also.get(found, found) for found in nearest(name, [*names, *also])))
    if near:
        return f"did you mean {' or '.join(map(_quoted, near))}?"
    if not names:
        return f"this project has no {several} yet."
    more = f" and {len(names) - _SHOWN:,} more" if len(names) > _SHOWN else ""
    return f"the {several} are {', '.join(map(_quoted, names[:_SHOWN]))}{more}."


def _quoted(name: str) -> str:
    return f"“{briefly(name)}”"
