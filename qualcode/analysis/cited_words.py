"""What researchers wrote, without words of people who may not be quoted: examples, notes, summaries."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import Any, Final, NamedTuple

from qualcode.analysis.consent import Consent
from qualcode.analysis.kept_back import IN_PLACE
from qualcode.analysis.word_runs import ENOUGH, WORD, Words, plain_word, runs, words_in
from qualcode.model.entities import Code, Memo, Summary
from qualcode.model.segments import Segment
from qualcode.model.span import Span, disjoint_runs
from qualcode.model.study import Study

_LEAST: Final = 3
"""Of a line that is nothing else."""
_NEAR: Final = 3
"""With fewer words between them two stretches are left out as one."""
_MOST: Final = 0.5
"""Of a line's words: where more are somebody's, the whole line is left out."""
_QUOTED: Final = "“\"‘'«„”’»"
_WRITTEN: Final[tuple[tuple[type[Any], Words], ...]] = (
    (Code, ("definition", "include", "exclude", "examples", "memo")),
    (Memo, ("title", "text")),
    (Summary, ("text",)),
)
"""What researchers write at length, and where it stands in its row."""


class _Line(NamedTuple):
    """A line of a text: where it begins, its words as they are compared, and where each of them is."""

    start: int
    words: Words
    spans: tuple[Span, ...]
    length: int

    @property
    def run(self) -> int:
        """How many words in a row are looked for; 0 where the line is too short to tell."""
        return 0 if len(self.words) < _LEAST else min(ENOUGH, len(self.words))

    def runs(self) -> Iterator[Words]:
        return runs(self.words, self.run)


def cited_words(study: Study, texts: Iterable[str]) -> Mapping[str, str]:
    """The texts that hold words of people who may not be quoted, each with what is printed instead.

    Words count as somebody's where ``ENOUGH`` in a row, or a whole line, are said in turns of people who
    may not be quoted and by nobody else. Empty where the study records no consent to quote.
    """
    if Consent(study).attribute is None:
        return {}
    lines = {text: list(_lines(text)) for text in dict.fromkeys(texts)}
    wanted = {run for rows in lines.values() for row in rows for run in row.runs()}
    theirs = _theirs(study, wanted) if wanted else frozenset()
    shown = {text: _without(text, rows, theirs) for text, rows in lines.items()}
    return {text: now for text, now in shown.items() if now != text}


def without_cited_words(study: Study) -> Study:
    """The study as documents give it: what researchers wrote, without words that may not be quoted."""
    texts = [
        getattr(row, name) for kind, names in _WRITTEN for row in study.rows(kind).values() for name in names
    ]
    instead = cited_words(study, texts)
    if not instead:
        return study
    tables = {**study.tables}
    for kind, names in _WRITTEN:
        tables[kind] = {
            key: replace(row, **{name: instead.get(getattr(row, name), getattr(row, name)) for name in names})
            for key, row in study.rows(kind).items()
        }
    return replace(study, tables=tables)


def codes_that_cite(study: Study, shown: Study) -> list[Code]:
    """Codes whose own texts hold words of people who may not be quoted: those that ``shown`` leaves out."""
    return [row for row in study.codes_in_order if shown.codes[row.id] != row]


def with_quotable_memos(study: Study, rows: Sequence[Segment]) -> list[Segment]:
    """The segments, their memos without words of people who may not be quoted."""
    instead = cited_words(study, (row.memo for row in rows))
    return [row._replace(memo=instead.get(row.memo, row.memo)) for row in rows]


def _lines(text: str) -> Iterator[_Line]:
    pieces = text.split("\n")
    starts = accumulate((len(piece) + 1 for piece in pieces), initial=0)
    for start, piece in zip(starts, pieces, strict=False):
        spans = tuple(Span(found.start() + start, found.end() + start) for found in WORD.finditer(piece))
        yield _Line(
            start, tuple(plain_word(text[span.start : span.end]) for span in spans), spans, len(piece)
        )


def _theirs(study: Study, wanted: set[Words]) -> frozenset[Words]:
    """Which of these runs of words stand in turns of people who may not be quoted, and in no others."""
    by_first: dict[str, set[Words]] = defaultdict(set)
    for run in wanted:
        by_first[run[0]].add(run)
    said: tuple[set[Words], set[Words]] = (set(), set())
    rule = Consent(study)
    for transcript_id in study.transcripts:
        barred = frozenset(rule.barred_turns(transcript_id).tolist())
        text = study.text(transcript_id)
        for place, turn in enumerate(study.turns_of(transcript_id)):
            words = words_in(text[turn.speech : turn.span.end])
            said[place in barred].update(_runs_in(words, by_first))
    return frozenset(said[True] - said[False])


def _runs_in(words: Words, by_first: Mapping[str, set[Words]]) -> Iterator[Words]:
    for place, word in enumerate(words):
        for run in by_first.get(word, ()):
            if words[place : place + len(run)] == run:
                yield run


def _without(text: str, lines: Iterable[_Line], theirs: frozenset[Words]) -> str:
    pieces: list[str] = []
    done = 0
    for line in lines:
        for span in _left_out(text, line, theirs):
            pieces += [text[done : span.start], IN_PLACE]
            done = span.end
    return "".join((*pieces, text[done:]))


def _left_out(text: str, line: _Line, theirs: frozenset[Words]) -> list[Span]:
    """The stretches of a line that are somebody's words, with the quotation marks around them."""
    found = [place for place, run in enumerate(line.runs()) if run in theirs]
    near = disjoint_runs(Span(place, place + line.run + _NEAR) for place in found)
    places = [Span(place.start, place.end - _NEAR) for place in near]
    if sum(place.length for place in places) > _MOST * len(line.words):
        return [Span(line.start, line.start + line.length)]
    said = [(line.spans[place.start], line.spans[place.end - 1]) for place in places]
    return [_in_marks(text, Span(first.start, last.end)) for first, last in said]


def _in_marks(text: str, span: Span) -> Span:
    start, end = span
    while end < len(text) and text[end] in ".,?!…":
        end += 1
    if start and text[start - 1] in _QUOTED and end < len(text) and text[end] in _QUOTED:
        start, end = start - 1, end + 1
    return Span(start, end)
