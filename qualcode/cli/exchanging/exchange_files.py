"""Commands that bring projects of other programs in, and write ours for them."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

import click

from qualcode.cli.exchanging.exchange_segments import segments
from qualcode.cli.exchanging.plans import (
    PlanChoices,
    keep_option,
    plan_as_json,
    plan_with,
    prefer_option,
    print_plan,
    removals_option,
    take_option,
)
from qualcode.cli.exchanging.text_report import ON_TERMINAL, report_option, write_report
from qualcode.cli.options import coder_option, json_option, project_argument
from qualcode.cli.printing import print_json, progress
from qualcode.cli.projects import changing, reading
from qualcode.exporters.refi.conformance import write_conformance_set
from qualcode.importers.refi.calibration import Calibration, CountedReading, samples
from qualcode.model.errors import QualcodeError
from qualcode.model.exchange.positions import counting_called
from qualcode.model.exchange.program_files import SUFFIXES, TABLE_SUFFIXES, TEI_SUFFIXES
from qualcode.model.exchange.targets import Target
from qualcode.model.exchange.told import Told, report_lines
from qualcode.model.teamwork.merge_plan import MergePlan, Side
from qualcode.model.teamwork.merge_words import in_words
from qualcode.model.words.in_words import ListRoom, counted, first_of, some_of
from qualcode.project.exchanging.reading import (
    ComparedExchange,
    ReadExchange,
    compared,
    read_exchange,
)
from qualcode.project.exchanging.writing import export_exchange, export_told

_SHOWN: Final = 5
"""Sources of which samples are shown."""


@click.command("import")
@project_argument
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "--positions",
    metavar="WAY",
    help="How positions are counted, for example utf-16,crlf=2,bom=0,end=exclusive. [default: calibrated]",
)
@click.option("--project", "wanted", metavar="NAME", default="", help="Which of several projects in FILE.")
@prefer_option
@removals_option
@take_option
@keep_option
@report_option
@click.option("--dry-run", is_flag=True, help="Say what would be imported, and change nothing.")
@coder_option
@json_option
@click.pass_context
def import_(
    context: click.Context,
    address: str,
    path: Path,
    positions: str | None,
    wanted: str,
    prefer: str,
    removals: bool,
    take: tuple[str, ...],
    keep: tuple[str, ...],
    report: Path | None,
    dry_run: bool,
    coder: str,
    as_json: bool,
) -> None:
    """Import a project or codebook of another program, as one step.

    FILE is REFI-QDA (.qdpx, .qde, .qdc), or a project of Taguette (.sqlite3), RQDA (.rqda), OpenQDA
    (.zip), QualCoder (its folder, or the data.qda in it) or CATMA (TEI .xml, its text inside or beside it).
    What the project has already is found by its GUID, else by its content, so that nothing is doubled. FILE
    may also be given first. A spreadsheet of coded segments is imported as by “exchange segments”.
    """
    readable = (*SUFFIXES, *TABLE_SUFFIXES, *TEI_SUFFIXES)
    if address.lower().endswith(readable) and not str(path).lower().endswith(readable):
        address, path = str(path), Path(address)
    if path.suffix.lower() in TABLE_SUFFIXES:
        table = {"address": address, "path": path, "report": report, "coder": coder}
        context.invoke(segments, **table, titles={}, dry_run=dry_run, as_json=as_json)
        return
    way = None if positions is None else counting_called(positions)
    with progress("Reading") as tell:
        read = read_exchange(path, tell, wanted)
    if read.choices:
        raise QualcodeError(_several(path, read.choices))
    with (reading if dry_run else changing)(address) as project:
        with progress("Comparing") as tell:
            found = compared(project.record(whole=True), read, way, progress=tell)
        if found.unsure and not dry_run:
            raise QualcodeError(_unsure(path, found))
        plan = plan_with(project, found.other, PlanChoices(Side(prefer), removals, take, keep))
        if not dry_run and plan.change:
            project.do(plan.change, coder, whole=True)
    if report is not None:
        write_report(report, _words(read, found, plan, None))
    if as_json:
        print_json(
            {
                "positions": [_calibration(each) for each in found.calibrations],
                "told": [_told(line) for line in found.told],
                "common step": found.other.common_step,
                "notes": list(plan.notes),
                "lines": plan_as_json(plan),
            }
        )
        return
    print_plan(_words(read, found, plan, ON_TERMINAL), plan, changed=not dry_run)


def _words(
    read: ReadExchange, found: ComparedExchange, plan: MergePlan, room: ListRoom | None
) -> Iterator[str]:
    """All that there is to say, as far as there is room."""
    yield read.in_words
    yield from _calibrated(found, room)
    yield from _samples(read, found)
    yield from report_lines(found.told, room)
    yield from in_words(plan, room)


def _several(path: Path, names: tuple[str, ...]) -> str:
    listed = some_of([f"“{name}”" for name in names])
    return f"“{path.name}” holds {counted(len(names), 'project')}: {listed}. Choose one with --project."


def _unsure(path: Path, found: ComparedExchange) -> str:
    first = found.unsure[0]
    where = counted(len(found.unsure), "source")
    return (
        f"“{path.name}” does not show for sure how it counts positions in {where} (“{first.name}”: "
        f"{first.in_words}); nothing was imported. Compare the samples that --dry-run shows, and choose with "
        f"--positions, for example --positions {first.best.counting}."
    )


def _calibrated(found: ComparedExchange, room: ListRoom | None) -> Iterator[str]:
    """How positions were read in each source; those that are not sure first."""
    if found.calibrations:
        title, lines = found.positions
        yield title
        yield from (f"  {line}" for line in first_of(lines, room))


def _samples(read: ReadExchange, found: ComparedExchange) -> Iterator[str]:
    """What the two likeliest readings quote, where it is not sure which of them holds."""
    texts = {source.id: source.text.text for source in read.project.sources if source.text is not None}
    for each in found.unsure[:_SHOWN]:
        if each.other is None:
            continue
        yield f"Samples from {each.name}:"
        for sample in samples(each, texts[each.source]):
            yield f"  {each.best.counting}: {_quoted(sample.best)}"
            yield f"  {each.other.counting}: {_quoted(sample.other)}"


def _quoted(words: tuple[str, str, str]) -> str:
    before, quoted, after = (" ".join(part.split(" ")).replace("\n", "¶") for part in words)
    return f"…{before}[{quoted}]{after}…"


def _calibration(each: Calibration) -> dict[str, Any]:
    other = None if each.other is None else _reading(each.other)
    return {"source": each.name, "sure": each.sure, "best": _reading(each.best), "next": other}


def _reading(found: CountedReading) -> dict[str, Any]:
    return {"way": str(found.counting), "hits": found.hits, "named": found.named, "segments": found.total}


def _told(line: Told) -> dict[str, Any]:
    return {"fate": str(line.fate), "what": line.noun, "number": line.number, "why": line.why}


class _TargetName(click.Choice[str]):
    """The programs, written as they write themselves, too: ATLAS.ti, NVivo."""

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        return str(super().convert(value.replace(".", ""), param, ctx))


@click.command("export")
@project_argument
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "--target",
    type=_TargetName([str(target) for target in Target], case_sensitive=False),
    default=str(Target.STRICT),
    show_default=True,
    help="Which program is to read it; strict follows the standard.",
)
@report_option
@click.option("--dry-run", is_flag=True, help="Say what the file would hold, and write nothing.")
@json_option
def export(address: str, path: Path, target: str, report: Path | None, dry_run: bool, as_json: bool) -> None:
    """Write the project as REFI-QDA (.qdpx, or .qde as one document) for other programs.

    Says what these do not show; it is kept in a note, so that it is there again when the project comes back.
    """
    wanted = Target(target)
    with reading(address) as project:
        if dry_run:
            told: Iterable[Told] = export_told(project.study, wanted)
        else:
            with progress("Writing") as tell:
                told = export_exchange(path, project.record(), wanted, tell)
        lines = list(told)
    if report is not None:
        write_report(report, report_lines(lines))
    if as_json:
        print_json({"told": [_told(line) for line in lines]})
        return
    for line in report_lines(lines, ON_TERMINAL):
        click.echo(line)
    click.echo("Nothing was written." if dry_run else f"Saved to {path}.")


@click.command("conformance")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
def conformance(folder: Path) -> None:
    """Write files by which any program can test how it reads REFI-QDA, with what it has to find in each."""
    number = write_conformance_set(folder)
    click.echo(f"Saved {counted(number, 'file')} with what is in each to {folder}; index.html explains them.")
