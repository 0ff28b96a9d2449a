"""The command that lists coded segments: those that the window shows beside the text."""

from collections.abc import Iterable
from itertools import starmap
from typing import Any, Final

import click

from qualcode.analysis.retrieval import segments
from qualcode.cli.options import json_option, project_argument, transcripts_filter
from qualcode.cli.printing import print_json_rows, print_table
from qualcode.cli.projects import reading
from qualcode.cli.questions.asking import OneOf, asked_of
from qualcode.model.questions.reports import SegmentsQuestion
from qualcode.model.segments import Segment, SegmentSort
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.model.words.cutting import in_one_line
from qualcode.model.words.in_words import counted
from qualcode.operations.typical_quotes import typical_quote_on
from qualcode.project.reports.asking import retrieval

_LETTERS: Final = 80
_REPEATED: Final = "may be repeated."


@click.command("list")
@project_argument
@click.option("--code", "codes", metavar="NAME", multiple=True, help=f"Only this code; {_REPEATED}")
@transcripts_filter
@click.option(
    "--speaker",
    "speakers",
    metavar="NAME",
    multiple=True,
    help=f"Only what this speaker says, by label or participant’s name; {_REPEATED}",
)
@click.option("--by", "coders", metavar="NAME", multiple=True, help=f"Only this coder’s; {_REPEATED}")
@click.option(
    "--sort",
    type=OneOf(SegmentSort, list(SegmentSort)),
    default=SegmentSort.TEXT.value,
    show_default=True,
    help="List segments by this.",
)
@click.option("--starred", is_flag=True, help="Only those starred as typical quotes of their codes.")
@click.option(
    "--brackets/--no-brackets",
    default=True,
    help="Show what is in brackets as well, such as [laughs]; or only stand-ins such as [son].",
)
@json_option
def list_(address: str, as_json: bool, starred: bool, **parts: Any) -> None:
    """List coded segments with their words, as the window does beside the text.

    A category named by --code brings its subcodes along. The whole words are in --json, with the ids by
    which “codings recode” and “codings remove” take single codings.
    """
    with reading(address) as project:
        study = project.study
        wanted = retrieval(study, asked_of(SegmentsQuestion, parts))
        found = ((row, _is_starred(study, row)) for row in segments(study, wanted))
        shown = (pair for pair in found if pair[1] or not starred)
        if as_json:
            print_json_rows(starmap(_as_json, shown))
        else:
            _print(row for row, _ in shown)


def _is_starred(study: Study, row: Segment) -> bool:
    return typical_quote_on(study, row.code_id, row.transcript_id, Span(row.start, row.end)) is not None


def _print(found: Iterable[Segment]) -> None:
    rows = [
        (
            row.transcript,
            row.turn or "",
            row.said_by,
            row.code,
            row.coder,
            in_one_line(row.text, _LETTERS),
        )
        for row in found
    ]
    if rows:
        print_table(("transcript", "turn", "speaker", "code", "coder", "words"), rows)
    click.echo(f"{counted(len(rows), 'segment')}.")


def _as_json(row: Segment, starred: bool) -> dict[str, Any]:
    return {
        "id": str(row.coding_id),
        "transcript": row.transcript,
        "turn": row.turn,
        "speaker": row.speaker,
        "participant": row.participant,
        "code": row.code,
        "coder": row.coder,
        "weight": row.weight,
        "start": row.start,
        "end": row.end,
        "text": row.text,
        "memo": row.memo,
        "starred": starred,
    }
