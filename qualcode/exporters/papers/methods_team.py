"""What the methods appendix tells of working as a team and of the record: paragraphs and tables."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from qualcode.exporters.document.blocks import Runs, TableBlock, TableCell, TableColumn
from qualcode.exporters.papers.saturation_report import saturation_sentences, saturation_table
from qualcode.exporters.papers.sections_document import rows_table
from qualcode.model.papers import Checklist
from qualcode.model.results.checklists import CHECKLIST_NAMES, AnsweredItem
from qualcode.model.results.saturation import Saturation
from qualcode.model.results.tool_register import NO_AI, NONE_RECORDED
from qualcode.model.words.in_words import counted, plural_of

_MOST_ROOMY: Final = 6
"""Columns that have room in letters of the usual size."""

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
    tools: Rows = ()
    saturation: Saturation | None = None
    checklists: tuple[tuple[Checklist, tuple[AnsweredItem, ...]], ...] = ()


def team_paragraphs(found: MethodsTeam) -> tuple[Runs, ...]:
    """Rounds, samples and agreement, for the part “Coders and agreement”."""
    if not found.rounds and not found.agreed:
        return ()
    number = counted(len(found.rounds), "round")
    rounds = (f"Coding was organised in {number}.",) if found.rounds else ()
    return (" ".join((*rounds, *found.samples)), *found.agreed) if rounds else found.agreed


def version_sentence(found: MethodsTeam) -> str:
    """How many versions of the codebook were named; empty where none was."""
    if not found.versions:
        return ""
    number = len(found.versions)
    verb = plural_of(number, "has", "have")
    return f"{counted(number, 'version')} of the codebook {verb} a name."


def tool_paragraphs(found: MethodsTeam) -> tuple[Runs, ...]:
    """Whether artificial intelligence was used, and which tools are on record."""
    number = len(found.tools)
    recorded = f"{counted(number, 'other tool')} {plural_of(number, 'is', 'are')} on record."
    return (f"{NO_AI} {recorded if number else NONE_RECORDED}",)


def saturation_paragraphs(found: MethodsTeam) -> tuple[Runs, ...]:
    """What the saturation table says."""
    return () if found.saturation is None else tuple(saturation_sentences(found.saturation))


def team_tables(found: MethodsTeam) -> Iterator[TableBlock]:
    """The tables, each where there is something in it."""
    for anchor, caption, header, rows in (
        (
            "rounds",
            "Rounds of coding (dates in UTC)",
            ("Round", "Coders", "Transcripts", "Turns", "Blind", "Opened", "Closed", "Codebook"),
            found.rounds,
        ),
        (
            "agreement",
            "Agreement of coders, with 95% intervals",
            ("What", "Compared", "Percent", "Cohen’s kappa", "Krippendorff’s alpha", "Gwet’s AC1"),
            found.agreement,
        ),
        (
            "versions",
            "Named versions of the codebook (dates in UTC)",
            ("Version", "Named", "By", "Codes", "Hash", "Note"),
            found.versions,
        ),
    ):
        if rows:
            yield replace(rows_table(header, rows, caption, anchor), dense=len(header) > _MOST_ROOMY)
    if found.differences:
        yield _differences(found)
    if found.tools:
        of_tools = ("Tool", "Version", "What for", "When", "By")
        yield rows_table(of_tools, found.tools, "Other tools that were used, as recorded", "tools")
    if found.saturation is not None and found.saturation.rows:
        yield saturation_table(found.saturation)
    for checklist, items in found.checklists:
        yield _checklist(checklist, items)


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
    return TableBlock(columns, rows, caption, "differences", torn=True, dense=True)


def _checklist(checklist: Checklist, items: tuple[AnsweredItem, ...]) -> TableBlock:
    columns = (
        TableColumn("No.", 0.7),
        TableColumn("Item", 2.5),
        TableColumn("Answer", 6),
        TableColumn("Told in", 2.2),
    )
    rows = tuple(
        (
            TableCell(str(row.item.number)),
            TableCell(row.item.name),
            TableCell("\n".join(filter(None, (row.own, row.known)))),
            TableCell(row.where),
        )
        for row in items
    )
    caption = f"{CHECKLIST_NAMES[checklist]}, filled where the project knows the answer or people gave one"
    return TableBlock(columns, rows, caption, f"checklist-{checklist}", torn=True, dense=True)
