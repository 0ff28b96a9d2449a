"""What ``qualcode demo`` builds: the sample project, a summary of it, and its exports."""

from pathlib import Path
from typing import Final, NamedTuple

import click

from qualcode.cli.contents import contents
from qualcode.cli.printing import print_table, progress
from qualcode.cli.projects import reading, reason_given
from qualcode.exporters.tables.matrix_file import meta_path
from qualcode.language.measures import SpacyMeasures
from qualcode.model.errors import QualcodeError
from qualcode.model.machine.refusals import in_words
from qualcode.model.machine.rights import make_folder
from qualcode.model.measures import Measures
from qualcode.model.questions.kinds import AnyQuestion
from qualcode.model.questions.matrices import CooccurrenceQuestion, TableQuestion
from qualcode.model.questions.reports import CodebookQuestion, SegmentsQuestion
from qualcode.model.questions.words import ColumnsBy
from qualcode.model.study import Study
from qualcode.model.words.in_words import counted
from qualcode.project.opening import open_project
from qualcode.project.reports.answers import AnswerSources, answer
from qualcode.project.sample import CODER, build_sample, own_steps
from qualcode.project.sample_marks import is_sample

PROJECT: Final = "sample.qualcode"
_IN_THE_MAKING: Final = "sample in the making.qualcode"
_ATTRIBUTE: Final = "housing"


class _Export(NamedTuple):
    name: str
    what: str
    question: AnyQuestion


_PAIRS: Final = "how often codes overlap"
_BY_TRANSCRIPT: Final = TableQuestion(by=(ColumnsBy.TRANSCRIPT,))
_BY_ATTRIBUTE: Final = TableQuestion(by=(_ATTRIBUTE,))
EXPORTS: Final = (
    *(
        _Export(f"coded-segments.{ending}", f"every coded passage, {what}", SegmentsQuestion())
        for ending, what in (
            ("csv", "for other programs"),
            ("xlsx", "as a spreadsheet"),
            ("json", "for other programs"),
            ("docx", "by code, for reading"),
            ("html", "by code, for a browser"),
        )
    ),
    _Export("cooccurrence.csv", _PAIRS, CooccurrenceQuestion()),
    _Export("cooccurrence.xlsx", f"{_PAIRS}, with the rule on its first sheet", CooccurrenceQuestion()),
    _Export("codes-by-transcript.csv", "segments of each code in each transcript", _BY_TRANSCRIPT),
    _Export("codes-by-transcript.xlsx", "the same as a spreadsheet", _BY_TRANSCRIPT),
    _Export(
        f"codes-by-{_ATTRIBUTE}.csv", f"segments of each code by the speakers’ {_ATTRIBUTE}", _BY_ATTRIBUTE
    ),
    _Export(f"codes-by-{_ATTRIBUTE}.xlsx", "the same as a spreadsheet", _BY_ATTRIBUTE),
    *(
        _Export(f"codebook-report.{ending}", f"the codebook with figures, {what}", CodebookQuestion())
        for ending, what in (
            ("docx", "for Word"),
            ("html", "for a browser"),
            ("xlsx", "as a spreadsheet"),
            ("csv", "for other programs"),
        )
    ),
)


def build(folder: Path, coder: str | None) -> Path:
    """Build project and exports in ``folder``; returns the project's file.

    Raises QualcodeError where something else is in the way; nothing of it is touched then.
    """
    file = folder / PROJECT
    _make_way(folder)
    _build_project(file, coder)
    with reading(str(file)) as project:
        measures = SpacyMeasures()
        _print_summary(project.study, measures)
        with progress("Writing exports") as report:
            for number, export in enumerate(EXPORTS):
                report(number, len(EXPORTS), export.name)
                answer(folder / export.name, export.question, AnswerSources(project.record(), measures))
            report(len(EXPORTS), len(EXPORTS), "")
    _print_files(folder)
    return file


def _make_way(folder: Path) -> None:
    """See that only a former demo will be overwritten, and keep what somebody did in it."""
    file = folder / PROJECT
    if folder.exists() and not folder.is_dir():
        raise QualcodeError(f"{folder} is a file; name a folder for the demo.")
    if file.exists():
        former = open_project(str(file))
        try:
            if not is_sample(former):
                raise QualcodeError(f"{file} is a project of your own; name another folder for the demo.")
            steps = own_steps(former)
            if steps and (kept := former.back_up()) is not None:
                click.echo(f"Kept the sample project with {counted(steps, 'step')} of your own: {kept}")
        finally:
            former.close()
        return
    names = [name for export in EXPORTS for name in (export.name, meta_path(Path(export.name)).name)]
    in_the_way = next((name for name in names if (folder / name).exists()), None)
    if in_the_way is not None:
        raise QualcodeError(f"{folder / in_the_way} is there already; name another folder for the demo.")


def _build_project(file: Path, coder: str | None) -> None:
    """Make the sample project; a former one is exchanged only when the new one is complete."""
    try:
        make_folder(file.parent)
        making = file.with_name(_IN_THE_MAKING)
        making.unlink(missing_ok=True)
        with progress("Building the sample project") as report:
            build_sample(str(making), coder or CODER, report, reason_given()).close()
        making.replace(file)
    except OSError as error:
        raise QualcodeError(in_words(f"The demo could not be written in {file.parent}", error)) from error


def _print_summary(study: Study, measures: Measures) -> None:
    words = sum(len(measures.words(study, transcript_id)) for transcript_id in study.transcripts)
    numbers = contents(study)
    wanted = ("transcripts", "turns", "participants", "codes", "codings", "coders")
    rows: list[tuple[str, int]] = [(name, numbers[name]) for name in wanted]
    rows.insert(2, ("words", words))
    click.echo(f"{study.info.name}\n")
    print_table(("", "number"), rows)


def _print_files(folder: Path) -> None:
    click.echo(f"\nIn {folder}:")
    rows = [(PROJECT, "the project, for “qualcode open”")]
    for export in EXPORTS:
        rows.append((export.name, export.what))
        if meta_path(folder / export.name).exists():
            rows.append((meta_path(Path(export.name)).name, "the rule behind it, with a checksum"))
    print_table(("file", "what it is"), rows)
