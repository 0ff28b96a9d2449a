"""The command that applies a code to what a query finds."""

from typing import Final

import click

from qualcode.analysis.found_units import FoundPlace, FoundUnit
from qualcode.analysis.search import hit_at
from qualcode.cli.options import coder_option, json_option, one_of, project_argument, transcripts_filter
from qualcode.cli.printing import Rows, print_json_rows, print_table
from qualcode.cli.projects import changing, reading
from qualcode.model.queries.query_names import typed_query
from qualcode.model.study import Study
from qualcode.model.transcript import TranscriptStatus
from qualcode.model.words.cutting import both_ends
from qualcode.model.words.in_words import counted
from qualcode.project.reports.asking import transcripts_meant
from qualcode.project.text.coding_found import FoundToCode, coding_found, found_to_code

_LONGEST: Final = 70


@click.command()
@project_argument
@click.argument("code", metavar="CODE")
@click.option("--query", "text", required=True, metavar="QUERY", help="What to code, as for qualcode search.")
@click.option(
    "--unit",
    type=one_of(FoundUnit),
    default=FoundUnit.HIT.value,
    show_default=True,
    help="What is coded of each passage found.",
)
@click.option(
    "--around",
    type=click.IntRange(0, 1000),
    metavar="N",
    default=0,
    help="Code whole turns, with N turns before and after; not with sentence or paragraph. "
    "[default: 0, the unit alone]",
)
@transcripts_filter
@click.option("--dry-run", is_flag=True, help="Show what each passage becomes, and change nothing.")
@json_option
@coder_option
def code(
    address: str,
    code: str,
    text: str,
    unit: str,
    around: int,
    transcripts: tuple[str, ...],
    folders: tuple[str, ...],
    statuses: tuple[TranscriptStatus, ...],
    dry_run: bool,
    as_json: bool,
    coder: str,
) -> None:
    """Apply CODE to every passage that a query finds, in one step.

    A passage can be coded as it was found or as its whole sentence, turn or paragraph. Passages that
    overlap when they have been widened become one.
    """
    with (reading if dry_run else changing)(address) as project:
        study = project.study
        code_id = study.code_named(code).id
        chosen = transcripts_meant(study, transcripts, folders, statuses)
        found = found_to_code(study, typed_query(study, text), FoundUnit(unit), around, transcripts=chosen)
        change = coding_found(study, code_id, found, coder) if found.found else None
        new = sum(len(part.added) for part in change.codings) if change else 0
        if change and not dry_run:
            project.do(change, coder)
        # Texts are read while they are shown: the project is still open.
        if as_json:
            print_json_rows(_told(study, *pair) for pair in zip(found.found, found.becomes, strict=True))
            return
        if dry_run:
            _show(study, found)
        name, passages = study.path(code_id), found.passages
        if not passages:
            click.echo("Nothing was found, so nothing was coded.")
            return
        known = len(passages) - new
        rest = f"; {counted(known, 'passage')} had it already" if known else ""
        where = counted(len({place for place, _ in passages}), "transcript")
        said = "would be applied" if dry_run else "was applied"
        click.echo(f"“{name}” {said} to {counted(new, 'passage')} in {where}{rest}.")
        if len(passages) < len(found.found):
            click.echo(f"{len(found.found):,} places were found, some of them in the same passage.")


def _told(study: Study, found: FoundPlace, becomes: FoundPlace) -> dict[str, object]:
    hit = hit_at(study, *found)
    return {
        "transcript": hit.transcript,
        "turn": hit.turn,
        "speaker": hit.speaker,
        "participant": hit.participant,
        "found": list(hit.span),
        "becomes": list(becomes[1]),
        "text": study.quoted(*becomes),
    }


def _show(study: Study, found: FoundToCode) -> None:
    def row(place: int) -> tuple[str, int, str, str]:
        one, becomes = found.found[place], found.becomes[place]
        hit = hit_at(study, *one)
        return hit.transcript, hit.turn, _short(study.quoted(*one)), _short(study.quoted(*becomes))

    if found.found:
        print_table(("transcript", "turn", "found", "becomes"), Rows(len(found.found), row))


def _short(words: str) -> str:
    return both_ends(words, _LONGEST)
