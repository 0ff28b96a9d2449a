"""Runs every scenario in a process of its own and prints one table: ``python -m tests.bench [NAME...]``.

A name is a scenario, a module of them, or ``window`` for all that the window is asked to do. With
``--folder`` the project is kept, and not made again.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import asdict
from importlib import import_module
from pathlib import Path

from tests.bench.measuring import Figure
from tests.bench.places import project_file

_MAKING = ("storing.building", "storing.importing_codings")
"""These make the project that others open."""
_NEED_NONE = ("reading", "starting", "drawing", "codes")
"""Modules whose scenarios make what they need themselves."""
_OF_THE_WINDOW = ("showing", "stalls", "codes", "listing", "arranging")

# In this order. A name is "module.function".
SCENARIOS = (
    "storing.building",
    "storing.importing_codings",
    "storing.opening",
    "storing.applying",
    "counting.pair_rules",
    "counting.unit_rules",
    "counting.queries",
    "searching.words",
    "counting.tables",
    "counting.drill_down",
    "reading.texts",
    "reading.word_files",
    "reading.open_documents",
    "reading.captions",
    "reading.pdf_pages",
    "writing.segments_csv",
    "writing.segments_xlsx",
    "writing.merged_segments",
    "writing.merged_segments_pdf",
    "writing.codebook_report",
    "publishing.book_docx",
    "publishing.book_pdf",
    "team.copies",
    "team.agreement_of_two",
    "team.reading_differences",
    "exchanging.writing",
    "exchanging.reading",
    "exchanging.merging",
    "starting.help_text",
    "starting.start_page",
    "showing.transcripts",
    "showing.gestures",
    "showing.heat_map",
    "stalls.journeys",
    "codes.stalls",
    "listing.transcripts",
    "arranging.of_a_million",
    "drawing.of_the_sample",
)


def run_one(scenario: str, folder: Path) -> None:
    """Run a scenario here and print its figures as JSON."""
    module, function = scenario.split(".")
    figures = getattr(import_module(f"tests.bench.{module}"), function)(folder)
    print(json.dumps([asdict(figure) for figure in figures]))  # noqa: T201 - its output


def run_apart(scenario: str, folder: Path) -> list[Figure]:
    """Run a scenario in a new process, so that memory and caches are its own."""
    command = [sys.executable, "-m", "tests.bench", "--here", str(folder), scenario]
    # Without a screen: what is measured is the program, not somebody's graphics driver.
    # The plugin for that reports at every window that it cannot pass on sizes.
    quiet = {"QT_QPA_PLATFORM": "offscreen", "QT_LOGGING_RULES": "default.warning=false"}
    environment = {**os.environ, **quiet}
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, env=environment)
    return [Figure(**figure) for figure in json.loads(done.stdout.splitlines()[-1])]


def wanted(names: list[str], folder: Path) -> list[str]:
    """The scenarios that some names stand for, after what makes their project where there is none."""
    modules = [name for name in names if "." not in name]
    if "window" in modules:
        modules += _OF_THE_WINDOW
    found = [name for name in SCENARIOS if name in names or name.partition(".")[0] in modules]
    needs = any(name.partition(".")[0] not in _NEED_NONE for name in found)
    making = () if not needs or project_file(folder).exists() else _MAKING
    return list(dict.fromkeys((*making, *found)))


def line(figure: Figure) -> str:
    """A figure as a line of the table."""
    ratio = f"{figure.seconds / figure.floor:6.1f}x" if figure.floor else "      -"
    floor = f"{figure.floor * 1000:10.1f}" if figure.floor else "         -"
    peak = f"{figure.peak_mb:6.0f}" if figure.peak_mb else "     -"
    own = f"{figure.own * 1000:8.1f}" if figure.own is not None else "       -"
    return f"{figure.name:58} {figure.seconds * 1000:10.1f} {own} {floor} {ratio} {peak}  {figure.target}"


def main() -> None:
    parser = argparse.ArgumentParser(prog="tests.bench", description=__doc__)
    parser.add_argument("--here", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help="keep the benchmark's project in this folder")
    parser.add_argument("scenarios", nargs="*", default=SCENARIOS)
    asked = parser.parse_args()
    if asked.here:
        run_one(asked.scenarios[0], asked.here)
        return
    with tempfile.TemporaryDirectory(prefix="qualcode-bench-") as temporary:
        folder = asked.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        head = (
            f"{'figure':58} {'median ms':>10} {'own ms':>8} {'floor ms':>10} {'ratio':>7} {'MB':>6}  target"
        )
        print(head, "-" * len(head), sep="\n", flush=True)  # noqa: T201 - the table is the output
        for scenario in wanted(list(asked.scenarios), folder):
            for figure in run_apart(scenario, folder):
                print(line(figure), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
