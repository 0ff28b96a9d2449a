"""Commands about what readings led to: segments to revisit, and what became of codings."""

from uuid import UUID

import click

from qualcode.analysis.outcomes import BECAME_WORDS, outcomes
from qualcode.cli.options import by_option, json_option, project_argument
from qualcode.cli.printing import print_json, print_table
from qualcode.cli.projects import changing, reading
from qualcode.model.errors import QualcodeError
from qualcode.model.machine.coder_here import coder_here
from qualcode.model.study import Study
from qualcode.model.teamwork.reading_words import outcome_told
from qualcode.model.words.cutting import shortened
from qualcode.operations.draft import together
from qualcode.operations.teamwork.revisiting import mark_revisited, recode_revisited
from qualcode.project.guarding import none_seen
from qualcode.project.teamwork.revisiting import ToRevisit, to_revisit

_WORDS = 60


@click.command()
@project_argument
@click.option("--code", "codes", metavar="NAME", multiple=True, help="Only of this code; may be repeated.")
@click.option("--seen", is_flag=True, help="List those that were revisited, too.")
@click.option("--keep", metavar="ID", multiple=True, help="Mark this segment as revisited; may be repeated.")
@click.option("--keep-all", is_flag=True, help="Mark all that are listed as revisited.")
@click.option("--recode", metavar="ID", multiple=True, help="Give this segment the code of --as.")
@click.option("--as", "target", metavar="CODE", help="With --recode: the code that fits now.")
@by_option
@json_option
def revisit(
    address: str,
    codes: tuple[str, ...],
    seen: bool,
    keep: tuple[str, ...],
    keep_all: bool,
    recode: tuple[str, ...],
    target: str | None,
    by: str,
    as_json: bool,
) -> None:
    """List segments coded under an earlier definition of their code.

    With --keep, --keep-all or --recode they are marked as revisited in one step.
    """
    if bool(recode) != (target is not None):
        raise click.UsageError("--recode and --as go together.")
    acts = bool(keep or keep_all or recode)
    with (changing if acts else reading)(address) as project:
        study = project.study
        chosen = [study.code_named(name).id for name in codes] or None
        found = to_revisit(project.record(), chosen, seen_too=seen)
        if acts:
            kept = found if keep_all else [_named(found, name) for name in keep]
            changes, moved = [], study
            if kept:
                changes.append(
                    mark_revisited(moved, [(each.transcript_id, each.coding.id) for each in kept], by)
                )
                moved = moved.after(changes[-1])
            for name in recode:
                each = _named(found, name)
                place = each.transcript_id, each.coding.id
                changes.append(recode_revisited(moved, place, study.code_named(target or "").id, by))
                moved = moved.after(changes[-1])
            label = changes[0].label if len(changes) == 1 else "Mark segments as revisited"
            change = together(study, label, changes)
            project.do(change, by)
            click.echo(f"{change.happened}.")
            return
        # While the project is open: the words of texts are fetched when they are asked for.
        rows = [_row(study, each) for each in found]
    if as_json:
        print_json(rows)
    elif rows:
        shown = ("code", "transcript", "turn", "coder", "revisited", "id", "words")
        print_table(shown, [[str(row[name] or "") for name in shown] for row in rows])
    else:
        click.echo("Nothing to revisit: all segments were coded under the definitions there are now.")


def _named(found: list[ToRevisit], name: str) -> ToRevisit:
    """A segment by the beginning of its identity, as it is listed."""
    fits = [each for each in found if each.coding.id.hex.startswith(name.replace("-", "").casefold())]
    if len(fits) != 1:
        raise QualcodeError(
            f"“{name}” is not one of the segments that are listed; copy its id from the list."
        )
    return fits[0]


def _row(study: Study, each: ToRevisit) -> dict[str, object]:
    turn = study.turn_at(each.transcript_id, each.coding.span.start)
    return {
        "code": study.path(each.code_id),
        "transcript": study.transcripts[each.transcript_id].name,
        "turn": None if turn is None else turn.ordinal + 1,
        "coder": study.coders[each.coding.coder_id].name,
        "coded": each.coding.created_at.isoformat(timespec="seconds"),
        "definition then": each.then.definition,
        "reworded": each.reworded.at.isoformat(timespec="seconds"),
        "reworded by": each.reworded.coder,
        "revisited": None if each.seen is None else each.seen.author,
        "id": each.coding.id.hex,
        "words": shortened(study.quoted(each.transcript_id, each.coding.span), _WORDS),
    }


@click.command("outcomes")
@project_argument
@click.option(
    "--coder",
    metavar="NAME",
    default=coder_here,
    show_default="the system user's name",
    help="Whose codings.",
)
@json_option
def outcomes_(address: str, coder: str, as_json: bool) -> None:
    """Say what became of a coder's codings when readings were settled.

    Each was kept, kept with other boundaries, given another code or not kept; what others had and the coder
    had not is listed as added.
    """
    with reading(address) as project:
        study = project.study
        rows = []
        for each in outcomes(study, study.coder_named(coder).id):
            turn = study.turn_at(each.transcript_id, each.span.start)
            rows.append(
                {
                    "transcript": study.transcripts[each.transcript_id].name,
                    "turn": None if turn is None else turn.ordinal + 1,
                    "coded": None if each.own is None else study.path(each.own.code_id),
                    "became": str(each.became),
                    "agreed": _paths(study, [coding.code_id for coding in each.agreed]),
                    "in words": outcome_told(study, each.decision, BECAME_WORDS[each.became]),
                    "reason": "" if each.decision is None else each.decision.reason,
                    "words": shortened(study.quoted(each.transcript_id, each.span), _WORDS),
                }
            )
    if as_json:
        print_json(rows)
    elif rows:
        shown = ("transcript", "turn", "coded", "became", "agreed", "reason", "words")
        print_table(shown, [[str(row[name] or "") for name in shown] for row in rows])
    else:
        none = f"Nothing of {coder}'s has been settled yet."
        click.echo(none_seen(project.sight, none, "settled codings"))


def _paths(study: Study, codes: list[UUID]) -> str:
    return ", ".join(dict.fromkeys(study.path(code) for code in codes))
