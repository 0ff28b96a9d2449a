"""The command that imports a spreadsheet of coded segments; it belongs to the group ``exchange``."""

from pathlib import Path

import click

from qualcode.cli.exchanging.text_report import ON_TERMINAL, report_option, write_report
from qualcode.cli.options import coder_option, json_option, project_argument
from qualcode.cli.pairs import pairs
from qualcode.cli.printing import print_json, progress
from qualcode.cli.projects import changing, reading
from qualcode.importers.tables.segment_columns import SegmentFile
from qualcode.model.exchange.told import report_lines
from qualcode.model.results.segment_rows import IN_WORDS, SegmentColumns
from qualcode.model.words.in_words import ListRoom, counted
from qualcode.operations.codings.segment_import import USUAL_LIKENESS, SegmentImport
from qualcode.project.exchanging.segments import (
    SegmentChoices,
    left_out_lines,
    read_segment_file,
    save_left_out,
    segments_imported,
    segments_told,
    with_titles,
)


@click.command("segments")
@project_argument
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "--column",
    "titles",
    metavar="PART=TITLE",
    multiple=True,
    callback=pairs("PART=TITLE"),
    help="The column of document, words, code, coder, memo, weight, start or end; may be repeated. "
    "[default: judged from titles]",
)
@click.option(
    "--alike",
    metavar="PERCENT",
    type=click.FloatRange(50, 100),
    default=USUAL_LIKENESS,
    show_default=True,
    help="How alike words must be to those of the text.",
)
@click.option(
    "--left-out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the rows that are not imported to a csv file.",
)
@report_option
@click.option("--dry-run", is_flag=True, help="Say what would be imported, and change nothing.")
@coder_option
@json_option
def segments(
    address: str,
    path: Path,
    titles: dict[str, str],
    alike: float,
    left_out: Path | None,
    report: Path | None,
    dry_run: bool,
    coder: str,
    as_json: bool,
) -> None:
    """Import a spreadsheet of coded segments, as one step.

    FILE is a csv, tsv or xlsx with a row for each segment: its document, words and codes. Exports of
    ATLAS.ti, Dedoose, MAXQDA, NVivo and Taguette are recognised. Each segment is found in its transcript by
    its words, exactly or else nearly; rows whose words are not there are listed.
    """
    with progress("Reading") as tell:
        file = read_segment_file(path, tell)
    choices = SegmentChoices(with_titles(file, titles), alike)
    with (reading if dry_run else changing)(address) as project:
        with progress("Looking for the words") as tell:
            found = segments_imported(project.study, file, choices, coder, tell)
        if not dry_run and found.change:
            project.do(found.change, coder)
    if report is not None:
        write_report(report, _in_words(file, choices.columns, found, None))
    if left_out is not None and found.left_out:
        save_left_out(left_out, found.left_out)
    if as_json:
        print_json(_as_json(file, choices.columns, found))
        return
    for line in _in_words(file, choices.columns, found, ON_TERMINAL):
        click.echo(line)
    click.echo("Nothing was changed." if dry_run else f"Imported {counted(found.added, 'segment')}.")


def _in_words(
    file: SegmentFile, columns: SegmentColumns, found: SegmentImport, room: ListRoom | None
) -> list[str]:
    program = f"Exported from {file.program}. " if file.program else ""
    taken = ", ".join(f"{IN_WORDS[part]}: {file.table.columns[at]}" for part, at in columns.parts.items())
    of_codes = f"; {counted(len(columns.codes), 'column')} for codes" if columns.codes else ""
    lines = [f"{program}Columns: {taken}{of_codes}.", *report_lines(segments_told(found), room)]
    if found.left_out:
        lines += ["Segments left out:", *(f"  {line}" for line in left_out_lines(found.left_out, room))]
    return lines


def _as_json(file: SegmentFile, columns: SegmentColumns, found: SegmentImport) -> dict[str, object]:
    return {
        "program": file.program,
        "columns": {str(part): file.table.columns[place] for part, place in columns.parts.items()},
        "added": found.added,
        "exact": found.exact,
        "near": found.near,
        "skipped": found.skipped,
        "new codes": list(found.new_codes),
        "new coders": list(found.new_coders),
        "left out": [
            {
                "row": row.line,
                "document": row.document,
                "code": row.code,
                "words": row.words,
                "reason": reason,
            }
            for row, reason in found.left_out
        ],
    }
