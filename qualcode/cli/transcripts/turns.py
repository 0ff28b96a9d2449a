"""Commands about the turns of a transcript: list, split and join them, say who speaks, and when."""

import re
from collections.abc import Callable
from typing import Final
from uuid import UUID

import click

from qualcode.cli.options import coder_option, json_option, project_argument
from qualcode.cli.printing import AS_IT_IS, print_json, print_table
from qualcode.cli.projects import changing, reading
from qualcode.cli.transcripts.text import transcript_argument
from qualcode.model.change import ChangeSet
from qualcode.model.errors import QualcodeError
from qualcode.model.people import called_with_label
from qualcode.model.study import Study
from qualcode.model.words.clock import clock, seconds_of, shift_of
from qualcode.model.words.cutting import in_one_line
from qualcode.model.words.word_edges import nearer_word_edge, word_within
from qualcode.operations.text.turns import (
    delete_turns,
    join_turns,
    said_by_others,
    set_speaker,
    set_turn_time,
    shift_turn_times,
    split_turn,
)

_LONGEST: Final = 70
_RANGE: Final = re.compile(r"(\d+)(?:\s*([-–])\s*(\d*))?")

turns_argument = click.argument("which", metavar="TURNS")


@click.group(no_args_is_help=False)
def turns() -> None:
    """List, split, join, delete and time turns, and say who speaks."""


@turns.command("list")
@project_argument
@transcript_argument
@json_option
def list_(address: str, transcript: str, as_json: bool) -> None:
    """List the turns of a transcript with their numbers."""
    with reading(address) as project:
        study = project.study
        row = study.transcript_named(transcript)
        text = study.text(row.id)
        found = [(turn, text[turn.speech : turn.span.end].rstrip("\n")) for turn in study.turns_of(row.id)]
        names = {row.id: row.name for row in study.participants.values()}
    if as_json:
        print_json(
            [
                {
                    "turn": turn.ordinal + 1,
                    "speaker": turn.label,
                    "participant": "" if turn.participant_id is None else names[turn.participant_id],
                    "role": str(turn.role),
                    "seconds": turn.time,
                    "start": turn.speech,
                    "end": turn.span.end,
                    "text": words,
                }
                for turn, words in found
            ]
        )
        return
    rows = [
        (
            turn.ordinal + 1,
            clock(turn.time),
            # The label too: by it speakers are given to turns.
            called_with_label(names[turn.participant_id] if turn.participant_id else "", turn.label),
            _short(words),
        )
        for turn, words in found
    ]
    if rows:
        print_table(("turn", "time", "speaker", "words"), rows)


@turns.command()
@project_argument
@transcript_argument
@click.argument("number", metavar="TURN", type=click.IntRange(1))
@click.option("--before", "words", metavar="WORDS", help="The words with which the new turn begins.")
@click.option("--at", "position", type=click.IntRange(0), metavar="POSITION", help="Or its first character.")
@click.option("--speaker", metavar="LABEL", help="Who says them. [default: the same speaker]")
@coder_option
def split(
    address: str,
    transcript: str,
    number: int,
    words: str | None,
    position: int | None,
    speaker: str | None,
    coder: str,
) -> None:
    """Begin a new turn within TURN, before some words of it.

    POSITION counts characters from the beginning of the transcript's text; within a word, the nearer
    end of the word is taken.
    """
    if (words is None) == (position is None):
        raise click.UsageError("Say where the new turn begins: --before WORDS or --at POSITION.")

    def change(study: Study, place: UUID) -> ChangeSet:
        at = (position or 0) if words is None else _position(study, place, number, words)
        cut = word_within(study.text(place), at)
        if cut is not None:
            side = "before" if nearer_word_edge(study.text(place), at) < at else "after"
            told.append(
                f"That place is within “{study.quoted(place, cut)}”; the new turn begins {side} the word."
            )
        return split_turn(study, place, [at], label=speaker)

    told: list[str] = []
    _do(address, transcript, coder, change)
    for sentence in told:
        click.echo(sentence)


@turns.command()
@project_argument
@transcript_argument
@turns_argument
@coder_option
def join(address: str, transcript: str, which: str, coder: str) -> None:
    """Make turns that follow each other one, as in 3-5; a single number joins it with the next.

    The speaker of the first has it; the labels of the others are removed from the text.
    """

    def change(study: Study, place: UUID) -> ChangeSet:
        chosen = _numbers(which, len(study.turns_of(place)))
        if chosen != list(range(chosen[0], chosen[-1] + 1)):
            raise QualcodeError("Turns that are joined follow each other; write them like 3-5.")
        last = chosen[-1] if len(chosen) > 1 else chosen[0] + 1
        made = join_turns(study, place, chosen[0], last).change
        told.append(said_by_others(study, place, chosen[0], last))
        return made

    told: list[str] = []
    _do(address, transcript, coder, change)
    for sentence in filter(None, told):
        click.echo(sentence)


@turns.command()
@project_argument
@transcript_argument
@turns_argument
@coder_option
def delete(address: str, transcript: str, which: str, coder: str) -> None:
    """Delete turns from the text, with the segments that have no words besides."""

    def change(study: Study, place: UUID) -> ChangeSet:
        return delete_turns(study, place, _numbers(which, len(study.turns_of(place)))).change

    _do(address, transcript, coder, change)


@turns.command("speaker")
@project_argument
@transcript_argument
@turns_argument
@click.argument("label", metavar="SPEAKER")
@coder_option
def speaker_(address: str, transcript: str, which: str, label: str, coder: str) -> None:
    """Give turns to a speaker, who may be new; TURNS are numbers like 3, 3-7, 3,5,9 or 14- (to the end).

    The label in the text stays as it is written; with an empty SPEAKER nobody known speaks.
    """
    _do(
        address,
        transcript,
        coder,
        lambda study, place: set_speaker(study, place, _numbers(which, len(study.turns_of(place))), label),
    )


@turns.command("time")
@project_argument
@transcript_argument
@turns_argument
@click.option("--at", "written", metavar="TIME", help="When the turn begins, as 12:31, 1:02:45 or seconds.")
@click.option("--shift", metavar="TIME", help="How much later (0:05) or earlier (-0:05) the turns begin.")
@click.option("--remove", is_flag=True, help="Remove the times.")
@coder_option
def time_(
    address: str,
    transcript: str,
    which: str,
    written: str | None,
    shift: str | None,
    remove: bool,
    coder: str,
) -> None:
    """Set, shift or remove the times of turns; TURNS are numbers like 3, 3-7 or 14- (to the end)."""
    if [written is not None, shift is not None, remove].count(True) != 1:
        raise click.UsageError("Give one of --at TIME, --shift TIME and --remove.")

    def change(study: Study, place: UUID) -> ChangeSet:
        chosen = _numbers(which, len(study.turns_of(place)))
        if shift is not None:
            return shift_turn_times(study, place, chosen, shift_of(shift))
        if written is not None and len(chosen) > 1:
            raise QualcodeError("Several turns do not begin at the same time; choose one, or shift them.")
        return set_turn_time(study, place, chosen, None if written is None else seconds_of(written))

    _do(address, transcript, coder, change)


def _do(address: str, transcript: str, coder: str, change: Callable[[Study, UUID], ChangeSet]) -> None:
    with changing(address) as project:
        made = change(project.study, project.study.transcript_named(transcript).id)
        project.do(made, coder)
    click.echo(f"{made.happened}." if made else AS_IT_IS)


def _position(study: Study, place: UUID, number: int, words: str) -> int:
    """Where the words begin in a turn. Raises QualcodeError where they do not, or more than once."""
    (chosen,) = _numbers(str(number), len(study.turns_of(place)))
    turn = study.turns_of(place).row(chosen)
    said = study.text(place)[turn.speech : turn.span.end]
    times = said.count(words) if words else 0
    if times != 1:
        how = "not" if not times else f"{times} times"
        raise QualcodeError(f"“{words}” is {how} in turn {number}; give words that are in it once.")
    return turn.speech + said.index(words)


def _numbers(which: str, number: int) -> list[int]:
    """Places of turns, counted from 0, from numbers as people write them."""
    found: set[int] = set()
    for part in which.split(","):
        match = _RANGE.fullmatch(part.strip())
        if match is None:
            raise QualcodeError(f"“{which}” names no turns; write numbers like 3, 3-7, 3,5,9 or 14-.")
        first = int(match[1])
        last = first if match[2] is None else int(match[3] or number)
        if not 1 <= first <= last <= number:
            raise QualcodeError(f"There are turns 1 to {number}; “{part.strip()}” is not among them.")
        found.update(range(first - 1, last))
    return sorted(found)


def _short(words: str) -> str:
    return in_one_line(words, _LONGEST)
