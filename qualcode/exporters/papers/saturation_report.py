"""The saturation table: in sentences and a table for people, in columns for programs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from qualcode.exporters.document.blocks import Block, Heading, Paragraph, ReportSubject, TableBlock
from qualcode.exporters.document.works_cited import with_references
from qualcode.exporters.papers.sections_document import rows_table
from qualcode.exporters.papers.table_report import TableReport
from qualcode.exporters.tables.sheet_pages import Column
from qualcode.exporters.writing import Cell
from qualcode.model.front import Front
from qualcode.model.results.saturation import Saturation, SaturationRow, SaturationRun, coded_at_once
from qualcode.model.results.works import SATURATION
from qualcode.model.words.in_words import counted, day_in_words, enough_places, listed, spelt, spelt_out

ABOUT: Final = "About this table"
CAPTION: Final = "New codes by transcript"
_CODED: Final = "First coded"
_HEADER: Final = (
    "No.",
    "Transcript",
    _CODED,
    "Codes",
    "New",
    "So far",
    "New in the run",
    "New information",
)
_NONE: Final = "–"


def saturation_report(
    front: Front,
    language: str,
    found: Saturation,
    names: Mapping[str, str],
    picture: Sequence[Block] = (),
) -> TableReport:
    """The report as a value that can be written in every format; ``picture`` for people, after the table.

    ``names`` are what documents call codes, by their paths.
    """
    return TableReport(
        front=front,
        language=language,
        about=found.provenance,
        colophon=ABOUT,
        blocks=tuple(with_references(_blocks(found, names, picture))),
        sheet="Saturation",
        columns=(
            Column("number", 9, "0"),
            Column("transcript", 34),
            Column("first coded (UTC)", 20),
            Column("codes", 9, "#,##0"),
            Column("new codes", 11, "#,##0"),
            Column("codes so far", 13, "#,##0"),
            Column("new in the run", 15, "#,##0"),
            Column("new information (%)", 20, "0.0"),
            Column("at or below threshold", 22),
            Column("which are new", 80),
        ),
        rows=lambda: _rows(found),
        tells=(ReportSubject.SATURATION,),
    )


def saturation_sentences(found: Saturation) -> Iterator[str]:
    """What the table says, in sentences that can stand in a methods section."""
    known = len(found.rows)
    least = found.base + found.run
    if not known:
        yield (
            "No transcript has been given any of the codes, so saturation cannot be assessed yet by the "
            f"method of {SATURATION.told}."
        )
        return
    if known < least:
        there = f"there {'is' if known == 1 else 'are'} {spelt(known)}"
        yield (
            f"Saturation cannot be assessed yet by the method of {SATURATION.told}: with "
            f"{_base(found)} and {_run(found)}, it takes {spelt_out(least, 'coded transcript')}, and {there}."
        )
        return
    yield (
        f"Saturation was assessed by the method of {SATURATION.told}, with {_base(found)}, "
        f"{_run(found)} and a threshold of {found.threshold}% new information. The base gave rise to "
        f"{spelt_out(found.base_codes, 'code')}."
    )
    yield _outcome(found)


def saturation_told(found: Saturation) -> Paragraph:
    """The same as a paragraph of a methods section, which a document with both says once."""
    said = " ".join(saturation_sentences(found))
    return Paragraph(
        said,
        once=f"saturation: {said}",
        instead="How saturation was assessed, and whether it was reached, is described in",
    )


def _base(found: Saturation) -> str:
    if found.base == 1:
        return "the first transcript as the base"
    return f"the first {spelt_out(found.base, 'transcript')} as the base"


def _run(found: Saturation) -> str:
    return f"runs of {spelt_out(found.run, 'transcript')}"


def _outcome(found: Saturation) -> str:
    """Where saturation was reached, or how far from it the last run is."""
    if found.reached is None:
        last = found.rows[-1].run
        share = "" if last is None else f": the last run brought {_information(found, last)}"
        return f"Saturation was not reached{share}."
    run = found.rows[found.reached + found.run - 1].run
    number = found.reached + found.run
    which = "the last of them" if found.run == 1 else f"the last {spelt(found.run)} of them"
    share = "" if run is None else f", as {which} brought {_information(found, run)}"
    reached = f"{spelt_out(number, 'transcript')} ({found.told} in their notation)"
    return f"Saturation was reached at {reached}{share}."


def _information(found: Saturation, run: SaturationRun) -> str:
    return f"{_percent(found, run)}% new information" if run.new else "no new information"


def _percent(found: Saturation, run: SaturationRun) -> str:
    """Never rounded down to the threshold: at or below it is enough."""
    return enough_places(-run.share, (-found.threshold,), 1).removeprefix("−")


def saturation_table(found: Saturation, *, home: bool = False) -> TableBlock:
    """The table, for any document; ``home``: for that which is about it."""
    cells: list[tuple[str | int, ...]] = [
        (
            str(number),
            row.name,
            day_in_words(row.coded.date()),
            row.codes,
            len(row.new),
            row.total,
            "" if row.run is None else row.run.new,
            _share(found, row),
        )
        for number, row in enumerate(found.rows, 1)
    ]
    shows = "counts the codes that each transcript brought."
    header: Sequence[str] = _HEADER
    if coded_at_once(found.rows):
        # That of an import tells nothing of the order in which people coded.
        place = _HEADER.index(_CODED)
        header = (*_HEADER[:place], *_HEADER[place + 1 :])
        cells = [(*row[:place], *row[place + 1 :]) for row in cells]
    table = rows_table(header, cells, CAPTION, "saturation", shows)
    return replace(table, notes=(_how_to_read(found),), home=home)


def _how_to_read(found: Saturation) -> str:
    """Base and run are told in the paragraph that every document with the table has."""
    return (
        "The figure of a run is given beside its last transcript; a new run begins at every "
        "transcript, so runs overlap. New information: codes that first occur in the run, as a percentage of "
        f"those of the base. “Enough” is at or below {found.threshold}%. {_when(found)}"
    )


def _when(found: Saturation) -> str:
    if not coded_at_once(found.rows):
        return "Dates are in UTC."
    day = day_in_words(found.rows[0].coded.date())
    return f"All first segments were recorded at once, on {day}, so transcripts are in the order of the list."


def _share(found: Saturation, row: SaturationRow) -> str:
    return _NONE if row.run is None else f"{_percent(found, row.run)}%{' (enough)' if row.run.enough else ''}"


def _blocks(found: Saturation, names: Mapping[str, str], picture: Sequence[Block]) -> Iterator[Block]:
    yield Heading("How many codes were new", 1, "told")
    yield saturation_told(found)
    if found.rows:
        yield saturation_table(found, home=True)
        yield from picture
        yield Heading("Which codes were new", 1, "which")
        rows = [(row.name, "; ".join(names[path] for path in row.new)) for row in found.rows if row.new]
        shows = "names the codes that first occur in each transcript."
        caption = "New codes of each transcript"
        table = rows_table(("Transcript", "New codes"), rows, caption, "which-table", shows)
        none = [row.name for row in found.rows if not row.new]
        yield replace(table, notes=(f"No code was new in {listed(none)}.",) if none else ())
    if found.uncoded:
        number = counted(len(found.uncoded), "transcript")
        yield Paragraph(f"{number} without any of the codes left out: {', '.join(found.uncoded)}.")


def _rows(found: Saturation) -> Iterator[list[Cell]]:
    for number, row in enumerate(found.rows, 1):
        run = row.run
        yield [
            number,
            row.name,
            f"{row.coded:%Y-%m-%d %H:%M:%S}",
            row.codes,
            len(row.new),
            row.total,
            None if run is None else run.new,
            None if run is None else round(run.share, 4),
            None if run is None else "yes" if run.enough else "no",
            "; ".join(row.new),
        ]
