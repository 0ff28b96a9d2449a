"""Commands about the text of transcripts: show, correct and replace it, and go back to an earlier one."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final
from uuid import UUID

import click

from qualcode.analysis.search import Match
from qualcode.cli.options import coder_option, json_option, one_of, project_argument, transcripts_filter
from qualcode.cli.printing import AS_IT_IS, print_json, print_table, progress
from qualcode.cli.projects import changing, reading
from qualcode.exporters.writing import whole_file
from qualcode.model.codings import Codings
from qualcode.model.errors import QualcodeError
from qualcode.model.study import Study
from qualcode.model.transcript import TranscriptStatus
from qualcode.model.words.cutting import end_of, in_one_line, shortened
from qualcode.model.words.in_words import plural_of
from qualcode.model.words.moments import moment_here
from qualcode.operations.text.correction import Correction, would_keep_none, would_lose_all
from qualcode.operations.text.text_correction import correct_text
from qualcode.operations.text.text_difference import PieceKind, difference, excerpts
from qualcode.project.reports.asking import transcripts_meant
from qualcode.project.text.replacing import (
    FoundWords,
    Wanted,
    found_words,
    people_named,
    replaced,
    still_holding,
)
from qualcode.project.text.text_files import corrected_text_at, share_kept
from qualcode.project.text.text_history import TextState, go_back, text_at, text_history

_LONGEST: Final = 60
_MOSTLY: Final = 0.5
"""A correction keeps at least so much of a text; else it is another file that was named."""

transcript_argument = click.argument("transcript", metavar="TRANSCRIPT")
dry_run_option = click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing.")
step_option = click.option(
    "--step", type=click.IntRange(1), metavar="N", help="The text as it was after step N. [default: now]"
)


@click.group(no_args_is_help=False)
def text() -> None:
    """Show, correct and replace the text of transcripts."""


@text.command()
@project_argument
@transcript_argument
@click.argument("path", metavar="[FILE]", required=False, type=click.Path(path_type=Path))
@step_option
@click.option(
    "--changes", is_flag=True, help="Only what has changed since step N: [-old-] and {+new+} words."
)
def show(address: str, transcript: str, path: Path | None, step: int | None, changes: bool) -> None:
    """Print the text of a transcript, or write it to FILE, letter by letter."""
    if changes and step is None:
        raise click.UsageError("--changes needs --step N: what is compared with the present text.")
    with reading(address) as project:
        study = project.study
        row = study.transcript_named(transcript)
        states = text_history(project.record(), row.id) if step is not None else []
        letters = study.text(row.id) if step is None else text_at(states, step, row.name).text.read()
        if changes:
            letters = _changes(letters, study.text(row.id))
    if path is None:
        click.echo(letters, nl=not letters.endswith("\n"))
        return
    with whole_file(path) as stream:
        stream.write(letters.encode())
    click.echo(f"Saved to {path}.")


@text.command()
@project_argument
@transcript_argument
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--different", is_flag=True, help="Also accept a text that shares little with the present one.")
@dry_run_option
@json_option
@coder_option
def correct(
    address: str, transcript: str, path: Path, different: bool, dry_run: bool, as_json: bool, coder: str
) -> None:
    """Give a transcript the text of FILE; codings, memos, quotes and turns follow their words.

    FILE is the text as “qualcode text show” writes it, corrected, or the corrected file that was
    imported. Segments that would lose all their words are listed.
    """
    with (reading if dry_run else changing)(address) as project:
        study = project.study
        row = study.transcript_named(transcript)
        with progress("Reading") as report:
            new = corrected_text_at(path, study.text(row.id), report)
        if new.strip() and not different and share_kept(study.text(row.id), new) < _MOSTLY:
            raise QualcodeError(
                f"“{path.name}” has little of the text of {row.name}, so it does not seem to be a correction "
                "of it. Import it as another transcript, or add --different."
            )
        correction = correct_text(study, row.id, new)
        if not dry_run:
            project.do(correction.change, coder)
        _tell(study, correction, dry_run=dry_run, as_json=as_json)


@text.command()
@project_argument
@click.argument("find", metavar="FIND")
@click.argument("replacement", metavar="WITH")
@click.option(
    "--match",
    type=one_of(Match),
    default=Match.WHOLE_WORD.value,
    show_default=True,
    help="How the words to be found are meant.",
)
@click.option("--match-case", is_flag=True, help="Match upper and lower case.")
@transcripts_filter
@dry_run_option
@json_option
@coder_option
def replace(
    address: str,
    find: str,
    replacement: str,
    match: str,
    match_case: bool,
    transcripts: tuple[str, ...],
    folders: tuple[str, ...],
    statuses: tuple[TranscriptStatus, ...],
    dry_run: bool,
    as_json: bool,
    coder: str,
) -> None:
    """Replace words in all transcripts, or some, in one step.

    Words are found in every spelling, as by “qualcode search”, in the labels of speakers too.
    “--dry-run” lists each place. The names of participants stay, and what else still
    holds the words is named by kind; WITH may be empty (“”).
    """
    wanted = Wanted(find, Match(match), match_case, replacement)
    with (reading if dry_run else changing)(address) as project:
        study = project.study
        chosen = transcripts_meant(study, transcripts, folders, statuses)
        with progress("Looking") as report:
            places = found_words(study, wanted, chosen, report)
        correction = replaced(study, places, wanted)
        if not dry_run:
            project.do(correction.change, coder)
        if as_json:
            print_json(
                {"places": [_place_told(place) for place in places], **_told(study, correction, dry_run)}
            )
            return
        if not places:
            click.echo("Nothing was found, so nothing was replaced.")
            return
        if dry_run:
            print_table(
                ("transcript", "turn", "speaker", "words"),
                [
                    (place.transcript, place.turn, place.said_by, _line(place, replacement))
                    for place in places
                ],
            )
        _tell(study, correction, dry_run=dry_run, as_json=False)
        named = people_named(project.study, wanted)
        if named:
            noun = plural_of(len(named), "participant")
            click.echo(f"Not renamed: the {noun} {', '.join(named)}.")
        if held := still_holding(project.study, wanted):
            click.echo(f"“{find}” is still in {held}.")


@text.command()
@project_argument
@transcript_argument
@json_option
def history(address: str, transcript: str, as_json: bool) -> None:
    """List the steps that gave a transcript another text."""
    with reading(address) as project:
        row = project.study.transcript_named(transcript)
        states = text_history(project.record(), row.id)
    if as_json:
        print_json(
            [
                {
                    "step": state.step.number,
                    "at": state.step.at.isoformat(timespec="milliseconds"),
                    "coder": state.step.coder,
                    "label": state.step.title,
                    "characters": state.text.length,
                }
                for state in states
            ]
        )
        return
    header = ("step", "when", "coder", "characters", "what")
    print_table(header, [_row(state) for state in states])


@text.command("go-back")
@project_argument
@transcript_argument
@click.argument("step", metavar="STEP", type=click.IntRange(1))
@dry_run_option
@json_option
@coder_option
def go_back_(address: str, transcript: str, step: int, dry_run: bool, as_json: bool, coder: str) -> None:
    """Give a transcript the text it had after STEP, as a new step.

    What has been coded since follows its words. “qualcode text history” lists the steps.
    """
    with (reading if dry_run else changing)(address) as project:
        study = project.study
        row = study.transcript_named(transcript)
        state = text_at(text_history(project.record(), row.id), step, row.name)
        correction = go_back(study, row.id, state)
        if not dry_run:
            project.do(correction.change, coder)
        _tell(study, correction, dry_run=dry_run, as_json=as_json)


def _changes(old: str, new: str) -> str:
    marks = {PieceKind.KEPT: "{}", PieceKind.OUT: "[-{}-]", PieceKind.IN: "{{+{}+}}"}
    pieces = difference(old, new)
    if all(piece.kind is PieceKind.KEPT for piece in pieces):
        return "Nothing has changed."
    return "".join(marks[piece.kind].format(piece.words) for piece in excerpts(pieces)).strip()


def _row(state: TextState) -> tuple[int, str, str, int, str]:
    step = state.step
    return (
        step.number,
        moment_here(step.at),
        step.coder,
        state.text.length,
        step.title,
    )


# -- what is told ------------------------------------------------------------------------------------


def _tell(study: Study, correction: Correction, *, dry_run: bool, as_json: bool) -> None:
    if as_json:
        print_json(_told(study, correction, dry_run))
        return
    if not correction.change:
        click.echo(AS_IT_IS)
        return
    for line in _lost_lines(study, correction, dry_run=dry_run):
        click.echo(line)
    if dry_run and correction.empties:
        click.echo(f"{correction.empties}.")
    change = correction.change
    click.echo(f"Would be done: {change.label}." if dry_run else f"{change.happened}.")
    click.echo(f"Segments with other words: {correction.reworded:,}; lost: {correction.removed:,}.")


def _lost_lines(study: Study, correction: Correction, *, dry_run: bool) -> list[str]:
    lines = [
        f"{row['transcript']}, turn {row['turn']}: “{row['code']}” by {row['coder']} {what}, "
        f"“{_short(row['text'])}”"
        for codings, what in (
            (correction.lost, "loses its words"),
            (correction.replaced, "keeps none of its words"),
        )
        for row in _rows(study, codings)
    ]
    if correction.loses:
        lines.append(
            f"{correction.losses} {would_lose_all(correction)}."
            if dry_run
            else f"Removed: {correction.losses}."
        )
    if correction.replacements:
        lines.append(
            f"{correction.replacements} {would_keep_none(correction)}."
            if dry_run
            else f"With none of their own words: {correction.replacements}."
        )
    if correction.bare_memos:
        lines.append(f"{correction.bares}.")
    return lines


def _rows(study: Study, codings: Mapping[UUID, Codings]) -> list[dict[str, str]]:
    rows = []
    for transcript_id, table in codings.items():
        for coding in table:
            index = study.turns_of(transcript_id).index_at(coding.span.start)
            rows.append(
                {
                    "transcript": study.transcripts[transcript_id].name,
                    "turn": "" if index is None else str(index + 1),
                    "code": study.path(coding.code_id),
                    "coder": study.coders[coding.coder_id].name,
                    "text": study.quoted(transcript_id, coding.span),
                }
            )
    return rows


def _told(study: Study, correction: Correction, dry_run: bool) -> dict[str, object]:
    return {
        "step": correction.change.label,
        "changed": bool(correction.change) and not dry_run,
        "segments with other words": correction.reworded,
        "segments lost": _rows(study, correction.lost),
        "segments with none of their words": _rows(study, correction.replaced),
        "highlights lost": len(correction.lost_highlights),
        "typical quotes lost": len(correction.lost_quotes),
        "segments torn": len(correction.torn),
        "turns without words": correction.emptied,
    }


def _place_told(place: FoundWords) -> dict[str, object]:
    return {
        "transcript": place.transcript,
        "turn": place.turn,
        "speaker": place.speaker,
        "participant": place.participant,
        "start": place.span.start,
        "end": place.span.end,
        "label": place.in_label,
        "words": place.words,
    }


def _line(place: FoundWords, replacement: str) -> str:
    before, after = end_of(place.before, _LONGEST // 2), shortened(place.after, _LONGEST // 2)
    return f"{before}[{place.words} -> {replacement}]{after}"


def _short(words: str) -> str:
    return in_one_line(words, _LONGEST)
