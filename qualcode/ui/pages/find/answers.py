"""What the Find page shows of a query's passages: lines with their context, groups, keywords in context."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from html import escape
from itertools import islice, pairwise
from typing import Final
from uuid import UUID

import numpy as np

from qualcode.analysis.query import Findings, FoundPassage, QueryMark, find
from qualcode.analysis.surroundings import words_after, words_before
from qualcode.model.codes.colour import tinted
from qualcode.model.identity import id_of
from qualcode.model.machine.progress import Progress
from qualcode.model.queries.query import Query
from qualcode.model.queries.query_names import typed_query
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.model.words.cutting import CUT, cut_place
from qualcode.model.words.in_words import counted
from qualcode.ui.look.theme import Colours

MOST: Final = 500
"""Passages that are listed; all of them are counted and can be coded."""
_AROUND: Final = 70
_LONGEST: Final = 420


class Grouping(StrEnum):
    """Under what passages are listed together."""

    TRANSCRIPT = "transcript"
    CODE = "code"


Place = tuple[UUID, Span]


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """A passage as it is listed; ``codes`` are those found in it, else those that lie there.

    ``where`` is its turn and speaker, ``html`` the words with their context.
    """

    place: Place
    transcript: str
    codes: str
    where: str
    html: str
    words: str


@dataclass(frozen=True, slots=True)
class Keyword:
    """Words that were found, with what stands to the left and to the right."""

    place: Place
    where: str
    left: str
    word: str
    right: str


@dataclass(frozen=True, eq=False)
class QueryAnswer:
    """What was found, as far as it is shown."""

    query: Query
    findings: Findings
    lines: tuple[AnswerLine, ...]
    keywords: tuple[Keyword, ...]

    def places(self) -> list[Place]:
        """Where all passages stand, listed or not."""
        return [self.findings.place(number) for number in range(len(self.findings))]

    @property
    def in_words(self) -> str:
        """``12 passages in 3 transcripts``."""
        number, transcripts = len(self.findings), self.findings.transcript_count
        found = counted(number, "passage")
        where = counted(transcripts, "transcript")
        return f"{found} in {where}" if number else "Nothing was found"


def answer(study: Study, text: str, colours: Colours, progress: Progress, most: int = MOST) -> QueryAnswer:
    """What a typed query finds; so many passages are listed at most.

    Raises QualcodeError where it cannot be read or names what is not there.
    """
    query = typed_query(study, text)
    findings = find(study, query, progress=progress)
    shown = list(islice(findings, most))
    lines = tuple(_line(study, found, colours) for found in shown)
    keywords = tuple(islice((row for found in shown for row in _keywords(study, found)), MOST))
    return QueryAnswer(query, findings, lines, keywords)


def in_groups(lines: tuple[AnswerLine, ...], by: Grouping) -> Iterator[tuple[str, list[AnswerLine]]]:
    """Lines by transcript or by code, groups in the order in which they are met."""
    groups: dict[str, list[AnswerLine]] = {}
    for line in lines:
        groups.setdefault(line.transcript if by is Grouping.TRANSCRIPT else line.codes, []).append(line)
    yield from groups.items()


def _line(study: Study, found: FoundPassage, colours: Colours) -> AnswerLine:
    name, text = study.transcripts[found.transcript_id].name, study.text(found.transcript_id)
    turn = study.turn_at(found.transcript_id, found.span.start)
    where = "" if turn is None else " · ".join([f"turn {turn.ordinal + 1}", *filter(None, [turn.label])])
    left, right = _around(text, found.span)
    start, end = found.span
    shown = Span(start, min(end, cut_place(text, start, _LONGEST)))
    before, after = (f'<span style="color:{colours.muted}">{_html(part)}</span>' for part in (left, right))
    marked = "".join(_marked(study, text, shown, found.marks, colours))
    rest = f" {CUT}" if shown.end < end else after
    quote = " ".join(text[shown.start : shown.end].split())
    return AnswerLine(
        (found.transcript_id, found.span),
        name,
        _codes(study, found),
        where,
        f"{before}{marked}{rest}",
        f"{name}, {where}: {quote}",
    )


def _around(text: str, span: Span) -> tuple[str, str]:
    """The rest of the line before and after a passage, cut to a readable length."""
    begin = max(text.rfind("\n", 0, span.start) + 1, span.start - _AROUND)
    line_end = text.find("\n", span.end)
    end = min(len(text) if line_end < 0 else line_end, span.end + _AROUND)
    return words_before(text, begin, span.start), words_after(text, span.end, max(end, span.end))


def _html(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def _marked(
    study: Study, text: str, whole: Span, marks: tuple[QueryMark, ...], colours: Colours
) -> Iterator[str]:
    """Pieces between the edges of marks: codes by their colours, words bold and underlined."""
    edges = {whole.start, whole.end}
    for mark in marks:
        edges |= {min(max(edge, whole.start), whole.end) for edge in mark.span}
    for start, end in pairwise(sorted(edges)):
        here = [mark for mark in marks if mark.span.start <= start and end <= mark.span.end]
        codes = list(dict.fromkeys(mark.code_id for mark in here if mark.code_id is not None))
        style = ""
        if codes:
            ground = colours.base
            for code_id in codes:
                ground = tinted(study.codes[code_id].colour, ground, 0.22)
            style = f"background-color:{ground};" + ("font-weight:bold;" if len(codes) > 1 else "")
        if any(mark.code_id is None for mark in here):
            style += "font-weight:bold;text-decoration:underline;"
        piece = _html(text[start:end])
        yield f'<span style="{style}">{piece}</span>' if style else piece


def _codes(study: Study, found: FoundPassage) -> str:
    codes = {mark.code_id for mark in found.marks if mark.code_id is not None}
    if not codes:
        here = study.codings_of(found.transcript_id).at(found.span)
        codes = {id_of(key) for key in np.unique(here.code).tolist()}
    names = [code.name for code in study.codes_in_order if code.id in codes]
    return " + ".join(names) or "no code"


def _keywords(study: Study, found: FoundPassage) -> Iterator[Keyword]:
    text = study.text(found.transcript_id)
    for mark in found.marks:
        if mark.code_id is not None:
            continue
        turn = study.turn_at(found.transcript_id, mark.span.start)
        label = "" if turn is None or not turn.label else f" · {turn.label}"
        left, right = _around(text, mark.span)
        yield Keyword(
            (found.transcript_id, mark.span),
            f"{study.transcripts[found.transcript_id].name}{label}",
            " ".join(left.split()),
            " ".join(text[mark.span.start : mark.span.end].split()),
            " ".join(right.split()),
        )
