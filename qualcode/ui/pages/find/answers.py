"""What the Find page shows of a query's passages: lines with their context, groups, keywords in context."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from html import escape
from itertools import islice
from typing import Final
from uuid import UUID

from qualcode.analysis.found_words import (
    MarkedPiece,
    codes_in_words,
    findings_in_words,
    found_words,
    line_around,
    place_in_words,
)
from qualcode.analysis.query import Findings, FoundPassage, find
from qualcode.model.codes.colour import tinted
from qualcode.model.machine.progress import Progress
from qualcode.model.people import speaker_called
from qualcode.model.queries.query import Query
from qualcode.model.queries.query_names import typed_query
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.model.words.unbroken import dots_held
from qualcode.ui.look.theme import Colours

MOST: Final = 500
"""Passages that are listed; all of them are counted and can be coded."""


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
        return findings_in_words(self.findings)


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
    name, where, words = (
        study.transcripts[found.transcript_id].name,
        place_in_words(study, found),
        found_words(study, found),
    )
    before, after = (
        f'<span style="color:{colours.muted}">{_html(dots_held(part))}</span>'
        for part in (words.before, words.after)
    )
    marked = "".join(_marked(study, piece, colours) for piece in words.pieces)
    return AnswerLine(
        (found.transcript_id, found.span),
        name,
        codes_in_words(study, found),
        where,
        f"{before}{marked}{after}",
        f"{name}, {where}: {words.plain}",
    )


def _html(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def _marked(study: Study, piece: MarkedPiece, colours: Colours) -> str:
    """Codes by their colours, words that were looked for bold and underlined."""
    style = ""
    if piece.codes:
        ground = colours.base
        for code_id in piece.codes:
            ground = tinted(study.codes[code_id].colour, ground, 0.22)
        style = f"background-color:{ground};" + ("font-weight:bold;" if len(piece.codes) > 1 else "")
    if piece.sought:
        style += "font-weight:bold;text-decoration:underline;"
    words = _html(piece.words)
    return f'<span style="{style}">{words}</span>' if style else words


def _keywords(study: Study, found: FoundPassage) -> Iterator[Keyword]:
    text = study.text(found.transcript_id)
    for mark in found.marks:
        if mark.code_id is not None:
            continue
        turn = study.turn_at(found.transcript_id, mark.span.start)
        name = "" if turn is None else speaker_called(study, turn)
        left, right = line_around(text, mark.span, 0 if turn is None else turn.speech)
        yield Keyword(
            (found.transcript_id, mark.span),
            " · ".join(filter(None, (study.transcripts[found.transcript_id].name, name))),
            " ".join(left.split()),
            " ".join(text[mark.span.start : mark.span.end].split()),
            " ".join(right.split()),
        )
