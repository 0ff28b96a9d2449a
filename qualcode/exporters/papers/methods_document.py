"""The methods appendix as a document: paragraphs for a methods section, then each table once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from qualcode.exporters.document.blocks import (
    Block,
    Colophon,
    Document,
    Heading,
    Paragraph,
    ParagraphKind,
    Run,
    Runs,
    TableBlock,
)
from qualcode.exporters.papers.methods_team import (
    MethodsTeam,
    saturation_paragraphs,
    team_paragraphs,
    team_tables,
    tool_paragraphs,
    version_sentence,
)
from qualcode.exporters.papers.sections_document import rows_table
from qualcode.model.front import Front
from qualcode.model.measures import WORDS_IN_WORDS
from qualcode.model.questions.provenance import Provenance
from qualcode.model.results.citation import apa, in_text
from qualcode.model.study import Study
from qualcode.model.words.in_words import counted, day_in_words, listed, plural_of

ABOUT: Final = "About this appendix"
_NO_TEAM: Final = MethodsTeam()

_COUNTING: Final = (
    "A coding is one application of a code by a coder to a passage; where segments are counted, each coding "
    "counts, also where two coders coded the same passage. Elsewhere the codings of the chosen coders are "
    "merged: codings of one code that overlap are one passage, so that words on which coders agree count "
    "once, and codings that only touch stay apart. Unless a table says otherwise, codes co-occur where their "
    "passages share at least one character, counted as pairs of passages, and interviewers are left out "
    "where participants are counted."
)
_WORDS: Final = (
    f"{WORDS_IN_WORDS} The words of a transcript include its headings, which nobody says and which count for "
    "no speaker."
)

Rows = tuple[tuple[str | int, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodsFigures:
    """What is told: counts, days and the rows of the tables."""

    transcripts: Rows
    kinds: tuple[tuple[str, int], ...]
    """``("focus group", 4)``: how many transcripts are of each kind."""
    participants: int
    interviewers: int
    others: int
    words: int
    coders: Rows
    """Name, codings, transcripts, codes used, first and last day."""
    layers: tuple[str, ...] = ()
    """Of these coders those who stand for what was agreed."""
    codings: int
    coded: tuple[datetime, datetime] | None
    """When the first and the last of them were made."""
    codes: int
    categories: int
    version: str
    version_has_name: bool
    wordings: Rows
    reworded: int
    steps: int
    since: datetime
    until: datetime
    consent: tuple[str, int] | None
    """The attribute that records consent to quote, and how many gave it; None: nothing is recorded."""
    reports: tuple[str, ...]
    """The names of those that are saved in the project."""


def methods_document(
    front: Front, study: Study, found: MethodsFigures, about: Provenance, team: MethodsTeam = _NO_TEAM
) -> Document:
    """The whole appendix."""
    tables = (*_tables(found), *team_tables(team))
    blocks = tuple(_blocks(found, team, tables))
    # What was counted is in the paragraphs already.
    colophon = Colophon(replace(about, facts=()), (), ABOUT)
    return Document(front, blocks, colophon, study.info.language)


def _blocks(found: MethodsFigures, team: MethodsTeam, tables: Sequence[TableBlock]) -> Iterator[Block]:
    yield Heading("Methods", 1, "methods")
    for title, paragraphs in (
        ("Material and participants", (_material(found),)),
        ("Coding", (_coding(found), _codebook(found), *_versions(team))),
        ("Rounds and agreement", team_paragraphs(team)),
        ("Saturation", saturation_paragraphs(team)),
        ("Counting", (_COUNTING, _WORDS)),
        ("Consent and record", (_consent(found), _record(found))),
        ("Tools", tool_paragraphs(team)),
    ):
        if not paragraphs:
            continue
        yield Paragraph(title, ParagraphKind.PART)
        yield from (Paragraph(words) for words in paragraphs)
    yield Paragraph("Reference", ParagraphKind.PART)
    yield Paragraph(apa())
    if tables:
        yield Heading("Tables", 1, "tables")
        yield from tables


def _tables(found: MethodsFigures) -> Iterator[TableBlock]:
    for anchor, caption, header, rows in (
        (
            "transcripts",
            "Transcripts with their words and codings",
            ("Transcript", "Kind", "Turns", "Speakers", "Words", "Codings"),
            found.transcripts,
        ),
        (
            "coders",
            "Coders and their codings (dates in UTC)",
            ("Coder", "Codings", "Transcripts", "Codes used", "First", "Last"),
            found.coders,
        ),
        (
            "wordings",
            "Wordings of codes that were reworded, with today’s codings made under each",
            ("Code", "Wording", "From", "Until", "By", "Codings"),
            found.wordings,
        ),
    ):
        if rows:
            yield rows_table(header, rows, caption, anchor)


def _versions(team: MethodsTeam) -> tuple[Runs, ...]:
    said = version_sentence(team)
    return (_referring(said.rstrip("."), "versions"),) if said else ()


# -- paragraphs ------------------------------------------------------------------------------------


def _referring(words: str, anchor: str, end: str = "") -> tuple[Run, ...]:
    """Words that refer to a table: ``… (Table 2).``."""
    return Run(f"{words} ("), Run("", link=anchor), Run(f").{end}")


def _material(found: MethodsFigures) -> str | tuple[Run, ...]:
    if not found.transcripts:
        return "There is no transcript yet."
    kinds = listed([counted(number, kind) for kind, number in found.kinds])
    people = listed(
        [
            counted(number, noun)
            for noun, number in (
                ("participant", found.participants),
                ("interviewer", found.interviewers),
                ("other speaker", found.others),
            )
            if number
        ]
    )
    whose = f" with {people}" if people else ""
    return _referring(
        f"The material consists of {kinds}{whose}, {counted(found.words, 'word')} in all", "transcripts"
    )


def _coding(found: MethodsFigures) -> str | tuple[Run, ...]:
    if not found.codings or found.coded is None:
        return f"Transcripts are coded in {in_text()}; there is no coding yet."
    names = [str(row[0]) for row in found.coders if row[1] and row[0] not in found.layers]
    agreed = f"; what they agreed on is kept under {listed(list(found.layers))}" if found.layers else ""
    who = f"{counted(len(names), 'coder')} ({listed(names)})" if len(names) > 1 else names[0]
    first, last = (day_in_words(moment.date()) for moment in found.coded)
    when = f"on {first}" if first == last else f"between {first} and {last}"
    made = counted(found.codings, "coding")
    return _referring(f"The material was coded by {who} {when} in {in_text()}, with {made}{agreed}", "coders")


def _codebook(found: MethodsFigures) -> str | tuple[Run, ...]:
    categories = counted(found.categories, "category", "categories")
    grouped = f" in {categories}" if found.categories else ""
    version = f"The codebook has {counted(found.codes, 'code')}{grouped} (version {found.version})."
    if not found.reworded:
        return f"{version} No code was reworded after it was made."
    times = f"{version} {counted(found.reworded, 'code')} had name, definition, rules or examples reworded"
    return _referring(times, "wordings")


def _consent(found: MethodsFigures) -> str:
    if found.consent is None:
        return "The project records no consent to be quoted; everybody is quoted."
    name, given = found.consent
    return (
        f"{given:,} of {counted(found.participants, 'participant')} consented to being quoted (attribute "
        f"“{name}”). Documents leave out quotes of the others, unless told otherwise, and say how many."
    )


def _record(found: MethodsFigures) -> str:
    first, last = day_in_words(found.since.date()), day_in_words(found.until.date())
    when = f"on {first}" if first == last else f"from {first} to {last}"
    said = f"Every change is on record: {counted(found.steps, 'step')} {when}"
    if not found.reports:
        return f"{said}."
    names = listed([f"“{name}”" for name in found.reports])
    reports = plural_of(len(found.reports), "report")
    return (
        f"{said}. The rules by which figures, tables and quotes are made are kept in the project with the "
        f"saved {reports} {names}, so that they can be made again."
    )
