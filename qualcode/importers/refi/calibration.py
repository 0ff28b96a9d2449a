"""How the writer of a file counts positions: every way is tried on every source, and scored by what it hits.

A stretch is hit where it begins and ends at the edges of words, and where its name is what it quotes. One
file has one writer: what all its sources say counts for each, as long as that does not speak against it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple
from uuid import UUID

import numpy as np
import numpy.typing as npt

from qualcode.model.exchange.document import CountedWords, ExchangedSource, ExchangedText
from qualcode.model.exchange.positions import COUNTINGS, STANDARD, CountedText, Counting, Places, PositionUnit
from qualcode.model.machine.progress import Progress, no_progress

SURE: Final = 3.0
"""By how many stretches a reading must be ahead of every other one that would place something elsewhere."""

_OUTSIDE: Final = -3.0
_NAMES_TRIED: Final = 40
_NAME_COUNTS: Final = 2.0
_ELLIPSIS: Final = ("…", "...")
_MOST_PRIOR: Final = 2.0
_STATED: Final = 8.0
_OWN_WAYS: Final = {
    "nvivo": Counting(PositionUnit.UTF16, 2),
    "taguette": Counting(PositionUnit.BYTES),
    "catma": Counting(PositionUnit.UTF16, 2),
}


class CountedReading(NamedTuple):
    """One way of counting on one source: where it puts each selection, and how many that hits."""

    counting: Counting
    starts: Places
    ends: Places
    hits: int
    named: int

    @property
    def total(self) -> int:
        """How many selections there are."""
        return len(self.starts)


@dataclass(frozen=True, slots=True)
class Calibration:
    """The best reading of one source, the next best that says something else, and whether it is sure."""

    source: UUID
    name: str
    best: CountedReading
    other: CountedReading | None
    sure: bool
    chosen: bool = False

    @property
    def in_words(self) -> str:
        """The figures as a person reads them."""
        best = self.best
        said = f"{best.hits:,} of {best.total:,} segments begin and end at the edges of words"
        if best.named:
            said += f", {best.named:,} quote their own name"
        said += f" if {best.counting.in_words}"
        if self.other is not None:
            share = round(100 * self.other.hits / max(1, self.other.total))
            said += f"; in the next best reading {share}% do ({self.other.counting.in_words})"
        return said


class _Tried(NamedTuple):
    """All ways of counting on one source. ``which`` is, for each way, the place of its reading."""

    source: ExchangedSource
    readings: list[CountedReading]
    which: list[int]
    evidence: npt.NDArray[np.float64]


def calibrated(
    sources: Iterable[ExchangedSource],
    origin: str = "",
    chosen: Mapping[UUID, Counting] | None = None,
    everywhere: Counting | None = None,
    stated: Counting | None = None,
    progress: Progress = no_progress,
) -> dict[UUID, Calibration]:
    """The reading of each source with words and selections.

    ``chosen`` and ``everywhere`` are what a person said, for a source or for all of them; ``stated`` is
    what the file itself says of its positions.
    """
    tried = []
    known = list(sources)
    for place, source in enumerate(known):
        if source.text is not None and source.selections:
            progress(place, len(known), source.name)
            tried.append(_try(source, source.text))
    prior = _prior(origin, stated)
    pooled = sum((each.evidence for each in tried), start=prior)
    wanted = {} if chosen is None else chosen
    found = (_settled(each, pooled, prior, wanted.get(each.source.id, everywhere)) for each in tried)
    return {each.source: each for each in found}


def _settled(
    tried: _Tried, pooled: npt.NDArray[np.float64], prior: npt.NDArray[np.float64], told: Counting | None
) -> Calibration:
    groups = np.array(tried.which)
    # Ways that put all selections at the same places are one reading.
    best_of = np.array([pooled[groups == place].max() for place in range(len(tried.readings))])
    own = np.array([(tried.evidence + prior)[groups == place].max() for place in range(len(tried.readings))])
    order = np.argsort(-best_of, kind="stable")
    first = int(order[0])
    if told is not None:
        first = tried.which[COUNTINGS.index(told)]
    others = [int(place) for place in order if place != first]
    best = _as(tried, first, pooled, told)
    other = _as(tried, others[0], pooled, None) if others else None
    if told is not None:
        return Calibration(tried.source.id, tried.source.name, best, other, sure=True, chosen=True)
    margin = float(best_of[first] - best_of[others[0]]) if others else SURE
    against = max((float(own[place]) for place in others), default=-np.inf) - float(own[first])
    placed = bool((best.starts >= 0).any()) or not best.total
    sure = placed and margin >= SURE and against <= _MOST_PRIOR / 2
    return Calibration(tried.source.id, tried.source.name, best, other, sure)


def _as(tried: _Tried, place: int, pooled: npt.NDArray[np.float64], told: Counting | None) -> CountedReading:
    """A reading under the likeliest of the ways of counting that give it."""
    if told is not None:
        return tried.readings[place]._replace(counting=told)
    ways = [way for way, which in enumerate(tried.which) if which == place]
    likeliest = max(ways, key=lambda way: (pooled[way], -way))
    return tried.readings[place]._replace(counting=COUNTINGS[likeliest])


def _prior(origin: str, stated: Counting | None) -> npt.NDArray[np.float64]:
    """What is likely before anything is tried; never enough to be sure by itself."""
    usual = _usual(origin.casefold())
    unlike = [
        (way.inclusive != usual.inclusive) * 1.0
        + (way.mark != usual.mark) * 0.5
        + (way.unit is not usual.unit) * 0.25
        + (way.line_end != usual.line_end) * 0.25
        for way in COUNTINGS
    ]
    return np.array(
        [
            _STATED if way == stated else _MOST_PRIOR - each
            for way, each in zip(COUNTINGS, unlike, strict=True)
        ]
    )


def _usual(origin: str) -> Counting:
    for program, counting in _OWN_WAYS.items():
        if origin.startswith(program):
            return counting
    return STANDARD


def _try(source: ExchangedSource, text: ExchangedText) -> _Tried:
    starts, ends = source.selections.starts, source.selections.ends
    counted = CountedText(text.text if text.counted is None else text.counted.text, text.pairs)
    edges = _Edges(text.text)
    names = _Names(text.text, source.selections.name)
    readings: list[CountedReading] = []
    scores: list[float] = []
    known: dict[bytes, int] = {}
    which = []
    for way in COUNTINGS:
        begin, end = _as_read(text.counted, *counted.spans(starts, ends, way))
        place = known.setdefault(begin.tobytes() + end.tobytes(), len(readings))
        if place == len(readings):
            hits = edges.hit(begin, end)
            fitting = hits | edges.whole_lines(begin, end)
            named, wrong = names.matched(begin, end)
            readings.append(CountedReading(way, begin, end, int(np.count_nonzero(fitting)), named))
            outside = int(np.count_nonzero(begin < 0))
            scores.append(float(np.count_nonzero(hits)) + _OUTSIDE * outside + _NAME_COUNTS * named - wrong)
        which.append(place)
    return _Tried(source, readings, which, np.array([scores[place] for place in which]))


def _as_read(counted: CountedWords | None, starts: Places, ends: Places) -> tuple[Places, Places]:
    """Stretches of what is counted in the text as it is read; -1 both where nothing of one is read."""
    if counted is None or not counted.text:
        return starts, ends
    begins = np.frombuffer(counted.starts, dtype="<i4").astype(np.int64)
    stops = np.frombuffer(counted.ends, dtype="<i4").astype(np.int64)
    begin = begins[np.clip(starts, 0, len(begins) - 1)]
    end = stops[np.clip(ends - 1, 0, len(stops) - 1)]
    good = (starts >= 0) & (end > begin)
    return np.where(good, begin, -1), np.where(good, end, -1)


class _Edges:
    """Which stretches of a text begin and end at the edges of words, without blanks at their ends."""

    def __init__(self, text: str) -> None:
        letters = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        # A blank before and after: what lies beyond the text belongs to no word.
        self._begins_line = np.zeros(len(letters) + 2, dtype=np.bool_)
        self._begins_line[2:] = letters == ord("\n")
        self._opens = np.zeros(len(letters) + 2, dtype=np.bool_)
        self._opens[1:-1] = np.isin(letters, _OPENING)
        self._kinds = np.zeros(len(letters) + 2, dtype=np.int8)
        self._kinds[1:-1] = _KINDS.of(letters)

    def hit(self, starts: Places, ends: Places) -> npt.NDArray[np.bool_]:
        """Whether each stretch does."""
        inside = starts >= 0
        begin, end = np.where(inside, starts, 0), np.where(inside, ends, 0)
        before, first = self._kinds[begin], self._kinds[begin + 1]
        last, after = self._kinds[end], self._kinds[np.minimum(end + 1, len(self._kinds) - 1)]
        in_words = ((before == _WORD) & (first == _WORD)) | ((last == _WORD) & (after == _WORD))
        # Turns that are read a letter too far end with the sign that opens the next one; an emoji opens none.
        too_far = self._opens[end] & self._begins_line[end] & (end - begin > 1)
        return np.asarray(inside & ~in_words & (first != _BLANK) & (last != _BLANK) & ~too_far)

    def whole_lines(self, starts: Places, ends: Places) -> npt.NDArray[np.bool_]:
        """Whether each stretch is one or more whole lines with their line end, as turns are written.

        That is told as a fit, but decides nothing: blanks at the ends hide what is counted wrongly.
        """
        inside = (starts >= 0) & (ends > starts)
        begin, end = np.where(inside, starts, 0), np.where(inside, ends, 0)
        first = (begin == 0) | self._begins_line[np.minimum(begin + 1, len(self._kinds) - 1)]
        return np.asarray(inside & first & self._begins_line[np.minimum(end + 1, len(self._kinds) - 1)])


_OPENING: Final = np.array([ord(sign) for sign in '([{<«“„‹"#*@•–—-'], dtype=np.uint32)
_BLANK: Final = 0
_SIGN: Final = 1
_WORD: Final = 2
_UNKNOWN: Final = -1


class _Kinds:
    """What each character is: a blank, a sign, or part of a word. Looked up once for each that is met."""

    def __init__(self) -> None:
        self._known = np.full(0x110000, _UNKNOWN, dtype=np.int8)

    def of(self, letters: npt.NDArray[np.uint32]) -> npt.NDArray[np.int8]:
        """The kinds of letters."""
        found = self._known[letters]
        new = letters[found == _UNKNOWN]
        if len(new):
            for code in np.unique(new).tolist():
                self._known[code] = _kind(chr(code))
            found = self._known[letters]
        return np.asarray(found)


def _kind(letter: str) -> int:
    if letter.isspace() or letter == "\ufeff":
        return _BLANK
    return _WORD if letter.isalnum() or letter == "_" else _SIGN


_KINDS: Final = _Kinds()


class _Names:
    """Names of selections that may be what they quote; a sample of them where there are many."""

    def __init__(self, text: str, names: Sequence[str]) -> None:
        named = [place for place, name in enumerate(names) if len(name) > 2]
        step = max(1, len(named) // _NAMES_TRIED)
        plain = ((place, _plain(names[place])) for place in named[::step])
        self._named = [(place, name) for place, name in plain if len(name) > 2]
        self._text = text

    def matched(self, starts: Places, ends: Places) -> tuple[int, int]:
        """How many stretches are just what their names say, and how many almost, but not quite."""
        found = almost = 0
        for place, name in self._named:
            if starts[place] < 0:
                continue
            words = self._text[int(starts[place]) : int(ends[place])]
            plain = _plain(words[: 4 * len(name) + 64])
            if _quotes(name, words, plain):
                found += 1
            elif _is_near(name, plain):
                almost += 1
        return found, almost


def _quotes(name: str, words: str, plain: str) -> bool:
    if name.endswith(_ELLIPSIS):
        shown = name.rstrip("….").rstrip()
        return len(shown) > 2 and plain.startswith(shown)
    return plain == name and words[:1].isspace() is False and words[-1:].isspace() is False


def _is_near(name: str, plain: str) -> bool:
    """Whether a name quotes what stands almost there: evidence against a reading."""
    shown = name.rstrip("….").rstrip()
    return len(shown) > 4 and (shown[1:] in plain or (plain[1 : len(shown)] in shown and len(plain) > 4))


def _plain(words: str) -> str:
    return " ".join(words.split())


class Sample(NamedTuple):
    """One selection as two readings have it, each with some words around it."""

    best: tuple[str, str, str]
    other: tuple[str, str, str]


def samples(calibration: Calibration, text: str, most: int = 3) -> list[Sample]:
    """Selections that the two readings of a source place differently, for a person to compare."""
    best, other = calibration.best, calibration.other
    if other is None:
        return []
    differ = np.flatnonzero((best.starts != other.starts) | (best.ends != other.ends))[:most]
    return [Sample(_around(best, place, text), _around(other, place, text)) for place in differ.tolist()]


def _around(reading: CountedReading, place: int, text: str) -> tuple[str, str, str]:
    start, end = int(reading.starts[place]), int(reading.ends[place])
    if start < 0:
        return "", "(outside the text)", ""
    return text[max(0, start - 20) : start], text[start:end], text[end : end + 20]


def quotes(source: ExchangedSource, way: Counting, most: int = 3) -> list[tuple[str, str, str]]:
    """What the first selections of a source quote, counted in a way, each with some words around it."""
    if source.text is None:
        return []
    chosen = replace(source, selections=source.selections[:most])
    reading = calibrated([chosen], everywhere=way).get(source.id)
    if reading is None:
        return []
    return [_around(reading.best, place, source.text.text) for place in range(len(chosen.selections))]
