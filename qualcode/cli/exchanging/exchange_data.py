"""The command that writes data for analysis elsewhere; it belongs to the group ``exchange``."""

from pathlib import Path

import click

from qualcode.cli.options import json_option, one_of, project_argument
from qualcode.cli.printing import print_json, progress
from qualcode.cli.projects import reading
from qualcode.model.results.data_table import DataFormat
from qualcode.project.reports.data_export import export_data


@click.command("data")
@project_argument
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--as",
    "format_",
    type=one_of(DataFormat),
    default=DataFormat.CSV.value,
    show_default=True,
    help="Kind of files: csv, parquet (R, Python), sav (SPSS), or jsonl for annotation tools.",
)
@click.option("--without-words", is_flag=True, help="Leave out what people said.")
@json_option
def data(address: str, folder: Path, format_: str, without_words: bool, as_json: bool) -> None:
    """Write segments, turns, people, codebook and attributes for analysis.

    DIR gets a file for each table, and dictionary.csv that says what each column is. For parquet and sav
    install qualcode[analysis].
    """
    kind = DataFormat(format_)
    if without_words and kind is DataFormat.JSON_LINES:
        raise click.UsageError("jsonl holds the words that are annotated; it cannot be written without them.")
    with reading(address) as project, progress("Writing") as tell:
        files = export_data(folder, project.study, kind, words=not without_words, progress=tell)
    if as_json:
        print_json({"folder": str(folder), "files": files})
        return
    for name in files:
        click.echo(name)
    click.echo(f"Saved to {folder}.")
