"""What the methods appendix tells of working as a team and of the record: paragraphs and tables."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from qualcode.exporters.document.blocks import (
    Density,
    Paragraph,
    Run,
    Runs,
    TableBlock,
    TableCell,
    TableColumn,
)
from qualcode.exporters.papers.checklist_report import WHERE, checklist_subject, places_told
from qualcode.exporters.papers.saturation_report import saturation_table, saturation_told
from qualcode.exporters.papers.sections_document import method_once, rows_table
from qualcode.model.papers import Checklist
from qualcode.model.results.checklists import CHECKLIST_NAMES, SOURCES, AnsweredItem
from qualcode.model.results.saturation import Saturation
from qualcode.model.results.tool_register import CODED_HERE, IMPORTED, NO_AI, NONE_RECORDED
from qualcode.model.results.works import AC1, KAPPA
from qualcode.model.words.in_words import beginning, plural_of, spelt, spelt_out

_FURTHER: Final = f"Cohen’s kappa ({KAPPA.beside}) and Gwet’s AC1 ({AC1.beside})"
_DAYS: Final = frozenset({"First", "Last", "Opened", "Closed", "Named"})
"""Heads of columns of days."""

Rows = tuple[tuple[str | int, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodsTeam:
    """Sentences that are ready to be printed, and the rows of tables; what is empty is left out.

    ``samples`` are the sentences about samples of turns, ``agreed`` those about agreement.
    """

    rounds: Rows = ()
    samples: tuple[str, ...] = ()
    agreement: Rows = ()
    agreed: tuple[str, ...] = ()
    versions: Rows = ()
    differences: Rows = ()
    places: str = ""
    """Why some figures of agreement have more places than others."""
    tools: Rows = ()
    saturation: Saturation | None = None
    checklists: tuple[tuple[Checklist, tuple[AnsweredItem, ...]], ...] = ()


def team_paragraphs(found: MethodsTeam) -> tuple[Runs | Paragraph, ...]:
    """Rounds, samples and agreement, for the part “Rounds and agreement”."""
    parts: list[Runs | Paragraph] = []
    if found.rounds:
        number = spelt_out(len(found.rounds), "round")
        rest = "".join(f" {sentence}" for sentence in found.samples)
        parts.append(referring(f"Coding was organised in {number}", "rounds", rest))
    for place, said in enumerate(found.agreed):
        # All paragraphs have their figures in one table, which is named once.
        last = place == len(found.agreed) - 1 and bool(found.agreement)
        further = (
            Run(f"{said} {_FURTHER} are given in "),
            *_table("agreement"),
        )
        parts.append(method_once(said, further if last else None))
    return tuple(parts)


def version_sentence(found: MethodsTeam) -> Runs:
    """How many versions of the codebook were named; empty where none was."""
    if not found.versions:
        return ""
    number = len(found.versions)
    said = f"{beginning(spelt(number))} {plural_of(number, 'version')} of the codebook"
    return referring(
        f"{said} {plural_of(number, 'was', 'were')} named in the course of the study", "versions"
    )


def tool_paragraphs(found: MethodsTeam, *, codings: int, imported: int) -> tuple[Runs, ...]:
    """Whether artificial intelligence was used, and which tools are on record.

    Of so many segments so many were ``imported``, of which nothing is known.
    """
    number = len(found.tools)
    begun = " ".join(filter(None, (NO_AI, _how_coded(codings, imported))))
    if not number:
        return (f"{begun} {NONE_RECORDED}",)
    recorded = f"{beginning(spelt(number))} other {plural_of(number, 'tool was', 'tools were')} used"
    named = "; ".join(_tool(*map(str, row[:3])) for row in found.tools)
    return (referring(f"{begun} {recorded}: {named}", "tools"),)


def _how_coded(codings: int, imported: int) -> str:
    if not codings:
        return ""
    which = "the segments were" if imported == codings else "imported segments were"
    told = IMPORTED.format(which) if imported else ""
    here = CODED_HERE if imported < codings else ""
    return " ".join(filter(None, (here, told)))


def _tool(name: str, version: str, purpose: str) -> str:
    """``Whisper large-v3 for first transcripts``: what it was for begins in small letters, but for a name."""
    begun = purpose if purpose[1:2].isupper() else purpose[:1].lower() + purpose[1:]
    return f"{name} {version}".strip() + (f" for {begun.rstrip('.')}" if begun else "")


def referring(words: str, anchor: str, rest: str = "") -> tuple[Run, ...]:
    """A sentence that refers to a table, and what follows: ``… (Table 2). …``."""
    return Run(f"{words} ("), Run("", link=anchor), Run(f").{rest}")


def _table(anchor: str) -> tuple[Run, ...]:
    return Run("", link=anchor), Run(".")


def saturation_paragraphs(found: MethodsTeam) -> tuple[Runs | Paragraph, ...]:
    """What the saturation table says."""
    if found.saturation is None:
        return ()
    told = saturation_told(found.saturation)
    if not found.saturation.rows:
        return (told,)
    return (replace(told, words=referring(str(told.words).rstrip("."), "saturation")),)


def team_tables(found: MethodsTeam) -> Iterator[TableBlock]:
    """The tables, each where there is something in it."""
    for anchor, caption, header, rows in (
        (
            "rounds",
            "Rounds of coding",
            ("Round", "Coders", "Transcripts", "Turns", "Blind", "Opened", "Closed", "Codebook"),
            found.rounds,
        ),
        (
            "agreement",
            "Agreement of coders, with 95% intervals",
            ("What", "Compared", "Agreement", "Cohen’s kappa", "Krippendorff’s alpha", "Gwet’s AC1"),
            found.agreement,
        ),
        (
            "versions",
            "Named versions of the codebook",
            ("Version", "Named", "By", "Codes", "Checksum", "Note"),
            found.versions,
        ),
    ):
        if rows:
            said = with_zone(caption, header, rows)
            table = rows_table(header, rows, said, anchor)
            # Sentences and checksums side by side have room in smaller letters alone.
            if anchor == "agreement" and found.places:
                table = replace(table, notes=(found.places,))
            yield replace(table, density=Density.DENSE) if anchor == "versions" else table
    if found.differences:
        yield _differences(found)
    if found.tools:
        of_tools = ("Tool", "Version", "What for", "When", "By")
        yield rows_table(of_tools, found.tools, "Other tools that were used, as recorded", "tools")
    if found.saturation is not None and found.saturation.rows:
        yield saturation_table(found.saturation)
    for checklist, items in found.checklists:
        yield _checklist(checklist, items)


def with_zone(caption: str, header: Sequence[str], rows: Sequence[Sequence[str | int]]) -> str:
    """The caption, saying of which zone the days are where there is a day in the table."""
    days = [place for place, name in enumerate(header) if name in _DAYS]
    return f"{caption} (dates in UTC)" if any(row[place] for row in rows for place in days) else caption


def _differences(found: MethodsTeam) -> TableBlock:
    columns = (
        TableColumn("From", 1.3),
        TableColumn("To", 1.3),
        TableColumn("Code", 2.2),
        TableColumn("What", 1.5),
        TableColumn("Before", 3),
        TableColumn("After", 3),
    )
    rows = tuple(tuple(TableCell(str(cell)) for cell in row) for row in found.differences)
    caption = "Differences between the versions of the codebook"
    shows = "tells how the codebook changed from one version to the next."
    return TableBlock(columns, rows, caption, "differences", torn=True, density=Density.DENSE, shows=shows)


def _checklist(checklist: Checklist, items: tuple[AnsweredItem, ...]) -> TableBlock:
    columns = (
        TableColumn("No.", 0.7),
        TableColumn("Item", 2.5),
        TableColumn("Answer", 6),
        TableColumn(WHERE, 2.2),
    )
    rows = tuple(
        (
            TableCell(str(row.item.number)),
            TableCell(row.item.name),
            TableCell("\n".join(filter(None, (row.own, row.known)))),
            TableCell(places_told(row.where)),
        )
        for row in items
    )
    caption = f"{CHECKLIST_NAMES[checklist]}, with the answers that the project knows or the team gave"
    shows = f"answers the items of {SOURCES[checklist].told} one by one."
    subject, dense = checklist_subject(checklist), Density.DENSE
    return TableBlock(columns, rows, caption, subject, torn=True, density=dense, shows=shows, once=subject)
