"""The command that imports transcripts from files and folders."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from qualcode.cli.exchanging.other_programs import import_there, of_another_program
from qualcode.cli.failures import FAILED, Ending, say
from qualcode.cli.options import coder_option, json_option, one_of, project_argument
from qualcode.cli.pairs import pairs
from qualcode.cli.printing import print_json, print_table, progress
from qualcode.cli.projects import changing, reading
from qualcode.cli.transcripts.changed_files import (
    changed_as_json,
    left_alone,
    print_replaced,
    replaced_as_json,
)
from qualcode.cli.transcripts.import_choices import (
    LineChoice,
    SpeakerChoice,
    SurveyChoice,
    chosen,
    doubts_of,
    guide_choice,
    read_all,
    told_of,
    with_details_of,
)
from qualcode.importers.formats.text_encodings import encoding_named
from qualcode.importers.name_patterns import name_pattern as pattern_of_names
from qualcode.importers.reading import Refused
from qualcode.importers.tables.surveys import SurveyLayout
from qualcode.model.machine.progress import no_progress
from qualcode.model.transcript import ReadTranscript, Role, TranscriptKind
from qualcode.model.transcripts.reading_choices import CaptionLines, PdfLines
from qualcode.model.words.in_words import counted, some_of
from qualcode.operations.transcripts.documents import DocumentImport
from qualcode.operations.transcripts.remembered_guides import remembered_guides
from qualcode.operations.transcripts.remembered_readings import remembered_reading
from qualcode.project.importing.guides import in_words
from qualcode.project.importing.listed import Again, ReadFile
from qualcode.project.importing.state import ImportState, work_out
from qualcode.project.importing.tables import TableFile


@click.command("import")
@project_argument
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--kind",
    type=one_of(TranscriptKind),
    help="What the files record. [default: judged from names and speakers]",
)
@click.option(
    "--interviewer",
    "interviewers",
    metavar="LABEL",
    multiple=True,
    help="Label of an interviewer; may be repeated.",
)
@click.option(
    "--rename",
    "names",
    metavar="OLD=NEW",
    multiple=True,
    callback=pairs("OLD=NEW"),
    help="Another name for a speaker in all files; the same new name twice makes two speakers one.",
)
@click.option(
    "--speakers",
    "marking",
    metavar="CHOICE",
    help="How speakers are marked: colon, own-line, time-and-name, signs, bold, column:N, a pattern with "
    "(?P<name>…), (?P<time>…), (?P<text>…), or recognised. [default: as remembered, else recognised]",
)
@click.option(
    "--speaker",
    "told_speakers",
    metavar="LABEL",
    multiple=True,
    help="A label that is a speaker, wherever a line begins with it; may be repeated.",
)
@click.option(
    "--not-speaker",
    "not_speakers",
    metavar="LABEL",
    multiple=True,
    help="A label that is not a speaker; may be repeated.",
)
@click.option(
    "--speaker-within",
    "speakers_within",
    metavar="LABEL",
    multiple=True,
    help="A label at which a turn begins within a line, too; may be repeated.",
)
@click.option("--merge-spellings", is_flag=True, help="Make P1, P 1 and Participant 1 of a file one speaker.")
@click.option(
    "--encoding",
    metavar="NAME",
    help="The encoding of text files, for example Windows-1250 or UTF-8. [default: recognised]",
)
@click.option(
    "--captions",
    type=one_of(CaptionLines),
    help="Captions without speakers: joined into paragraphs, with times inside or not, or a line each. "
    "[default: as remembered, else paragraphs]",
)
@click.option(
    "--pdf-lines",
    type=one_of(PdfLines),
    help="Lines of a PDF: joined into paragraphs, or as printed. [default: as remembered, else paragraphs]",
)
@click.option(
    "--keep-hyphens/--rejoin-hyphens",
    default=None,
    help="Leave words of a PDF cut that a hyphen cuts at the end of a line, or rejoin them. "
    "[default: as remembered, else rejoined]",
)
@click.option(
    "--details-of",
    metavar="LABEL",
    help="Attributes from header and name belong to this participant. [default: of the transcript]",
)
@click.option(
    "--name-pattern",
    metavar="PATTERN",
    help="Attributes from the names of files, for example {kind}_{participant}_{date}.",
)
@click.option(
    "--again",
    type=one_of(Again),
    default=Again.SKIP.value,
    show_default=True,
    help="Files that the project has already: replace the text of a changed one and keep the codings, "
    "add it as another transcript, or skip it.",
)
@click.option(
    "--survey", "is_survey", is_flag=True, help="Read tables (csv, xlsx) as surveys, a respondent a row."
)
@click.option(
    "--identifier", metavar="COLUMN", help="Survey: who answers. [default: judged from titles and values]"
)
@click.option(
    "--answers",
    metavar="COLUMN",
    multiple=True,
    help="Survey: a column of open answers; may be repeated. [default: those with long answers]",
)
@click.option(
    "--attribute",
    "attributes",
    metavar="COLUMN",
    multiple=True,
    help="Survey: a column kept as an attribute; may be repeated. [default: all other columns]",
)
@click.option(
    "--per",
    type=one_of(SurveyLayout),
    help="Survey: what becomes one transcript. [default: question]",
)
@click.option("--dry-run", is_flag=True, help="Show what would be imported, and change nothing.")
@coder_option
@json_option
def import_(
    address: str,
    paths: tuple[Path, ...],
    kind: str | None,
    interviewers: tuple[str, ...],
    names: dict[str, str],
    marking: str | None,
    told_speakers: tuple[str, ...],
    not_speakers: tuple[str, ...],
    speakers_within: tuple[str, ...],
    merge_spellings: bool,
    encoding: str | None,
    captions: str | None,
    pdf_lines: str | None,
    keep_hyphens: bool | None,
    details_of: str | None,
    name_pattern: str | None,
    again: str,
    is_survey: bool,
    identifier: str | None,
    answers: tuple[str, ...],
    attributes: tuple[str, ...],
    per: str | None,
    dry_run: bool,
    coder: str,
    as_json: bool,
) -> None:
    """Import transcripts from files and folders.

    Zip archives are read like folders. What cannot be read is listed with the reason, and the rest
    is imported in one step. Files that the project has already are skipped. The exit code is 1
    where a file that was named itself was not read. A project, codebook or spreadsheet of coded
    segments of another program is imported as by “exchange import”.
    """
    elsewhere = of_another_program(paths, is_survey=is_survey)
    if elsewhere is not None:
        import_there(elsewhere, address, coder, dry_run=dry_run, as_json=as_json)
        return
    survey = SurveyChoice(identifier, answers, attributes, SurveyLayout(per or SurveyLayout.BY_QUESTION))
    if not is_survey and (identifier or answers or attributes or per):
        raise click.UsageError("--identifier, --answers, --attribute and --per are for a --survey.")
    speakers = SpeakerChoice(interviewers, names, merge_spellings)
    guides = guide_choice(marking, told_speakers, not_speakers, speakers_within)
    pattern = None if name_pattern is None else pattern_of_names(name_pattern)
    lines = LineChoice(captions, pdf_lines, keep_hyphens)
    named = encoding_named(encoding) if encoding else ""
    with reading(address) if dry_run else changing(address) as project:
        with progress("Reading") as report:
            choices = replace(lines.over(remembered_reading(project.study)), encoding=named)
            guides = replace(guides, remembered=remembered_guides(project.study))
            found, refused = read_all(
                paths,
                survey if is_survey else None,
                speakers,
                TranscriptKind(kind) if kind else None,
                report,
                guides,
                choices,
            )
        state = chosen(project.study, found, Again(again)).remembering(guides)
        if lines.tells:
            state = state.with_reading(choices)
        if pattern is not None:
            state = state.with_name_pattern(pattern)
        if details_of is not None:
            state = with_details_of(state, details_of)
        done = work_out(project.study, state, no_progress)
        if not dry_run:
            project.do(done.change, coder)
    if as_json:
        print_json(_as_json(state, refused, done, dry_run))
    else:
        _print_import(state, refused, done, dry_run)
    if any(item.path in paths for item in refused) or not (state.files or state.tables):
        raise Ending(FAILED, "" if refused else "There is no transcript among these files.")


def _print_import(
    state: ImportState, refused: Sequence[Refused], done: DocumentImport, dry_run: bool
) -> None:
    read = [file.transcript for file in state.files]
    if read:
        rows = [
            (item.name, str(item.kind), item.format, len(item.turns), len(item.text), _speakers(item))
            for item in read
        ]
        print_table(("transcript", "kind", "format", "turns", "characters", "speakers (turns)"), rows)
    for file in state.files:
        for line in (*told_of(file), *file.original.warnings, *doubts_of(file)):
            click.echo(f"{file.name}: {line}")
    for file in state.files:
        if not file.wanted:
            click.echo(_why_skipped(file))
    for table in state.tables:
        for warning in table.table.warnings:
            click.echo(f"{table.name}: {warning}")
        click.echo(f"{table.name}: {table.outcome if table.wanted else 'in the project already, skipped'}")
    for gone in refused:
        say(f"{gone.path}: {gone.reason}")
    print_replaced(done, dry_run=dry_run)
    would = "Would import" if dry_run else "Imported"
    click.echo(f"{would} {counted(len(done.added), 'transcript')}.")


def _why_skipped(file: ReadFile) -> str:
    if file.changed is not None:
        return left_alone(file)
    return f"{file.name}: {file.repeat[:1].lower()}{file.repeat[1:].rstrip('.')}, skipped"


def _speakers(read: ReadTranscript) -> str:
    asking = {turn.label for turn in read.turns if turn.role is Role.INTERVIEWER}
    labels = (f"{label}{'*' if label in asking else ''} {count}" for label, count in read.labels.items())
    return some_of(list(labels), "none found")


def _as_json(
    state: ImportState, refused: Sequence[Refused], done: DocumentImport, dry_run: bool
) -> dict[str, Any]:
    read = [(file, file.ready) for file in state.files]
    rows: list[ReadFile | TableFile] = [*state.files, *state.tables]
    return {
        "dry run": dry_run,
        "imported": list(done.added),
        "skipped": [
            row.transcript.name if isinstance(row, ReadFile) else row.name for row in rows if not row.wanted
        ],
        "changed": changed_as_json(state.files),
        "replaced": replaced_as_json(done),
        "refused": [{"path": str(item.path), "reason": item.reason} for item in refused],
        "files": [
            {
                "name": item.name,
                "file": item.source_name,
                "sha256": item.source_sha256,
                "kind": str(item.kind),
                "format": item.format,
                "language": item.language,
                "encoding": item.encoding,
                "characters": len(item.text),
                "turns": len(item.turns),
                "speakers": item.labels,
                "roles": {turn.label: str(turn.role) for turn in item.turns if turn.label},
                "share with speaker": round(item.confidence, 3),
                "speakers told": in_words(file.guide),
                "doubtful": " ".join(part for part in (item.verdict, *file.role_doubts) if part),
                "not taken for speakers": dict(item.doubts),
                "odd speakers": dict(item.odd),
                "remarks": len(item.remarks),
                "details": [list(pair) for pair in item.details],
                "warnings": list(item.warnings),
            }
            for file, item in read
        ],
        "surveys": [
            {
                "file": table.name,
                "sha256": table.sha256,
                "per": str(table.layout),
                "transcripts": table.transcripts,
                "respondents": len(table.table.rows),
                "columns": {
                    title: "identifier" if place == table.identifier else str(use)
                    for place, (title, use) in enumerate(zip(table.table.columns, table.uses, strict=True))
                },
            }
            for table in state.tables
        ],
    }
