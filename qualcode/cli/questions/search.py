"""The command that searches the words of all transcripts."""

from enum import StrEnum
from pathlib import Path
from typing import Final

import click

from qualcode.analysis.query import find
from qualcode.analysis.search import Hit, Match, hit_at, search_part
from qualcode.cli.options import json_option, one_of, project_argument, transcripts_filter
from qualcode.cli.printing import Rows, print_json_rows, print_table
from qualcode.cli.projects import reading
from qualcode.model.queries.query import Query
from qualcode.model.queries.query_names import typed_query
from qualcode.model.transcript import TranscriptStatus
from qualcode.model.words.cutting import in_one_line
from qualcode.project.reports.asking import transcripts_meant
from qualcode.project.reports.found_pages import write_found


class FoundGroups(StrEnum):
    """Under what the passages of a document are put together."""

    TRANSCRIPT = "transcript"
    CODE = "code"


_LONGEST: Final = 160
"""Letters of a passage in the table; JSON gives it whole."""


@click.command()
@project_argument
@click.argument("query")
@click.option(
    "--match",
    type=one_of(Match),
    default=Match.EXACT.value,
    show_default=True,
    help="How the words are meant; other than exact, QUERY is words and nothing else.",
)
@click.option("--match-case", is_flag=True, help="Match upper and lower case.")
@transcripts_filter
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the passages with their context to this file: docx, html or pdf.",
)
@click.option(
    "--by",
    type=one_of(FoundGroups),
    default=FoundGroups.TRANSCRIPT.value,
    show_default=True,
    help="With --out: group passages by transcript or by code.",
)
@json_option
def search(
    address: str,
    query: str,
    match: str,
    match_case: bool,
    transcripts: tuple[str, ...],
    folders: tuple[str, ...],
    statuses: tuple[TranscriptStatus, ...],
    out: Path | None,
    by: str,
    as_json: bool,
) -> None:
    """Search the transcripts for words, codes, speakers and more.

    Words are found in every spelling; tru* and *hood stand for any letters, exactly:"…" for these
    letters alone. Parts with a name before a colon join to a query: code:stigma and
    code:"trust in private firms"; code:A near 2 code:B (at most 2 turns apart), before 2, after 2;
    inside, or, not; with and without (whole passages that share text or none); words:, word:
    (whole), stem: (how words begin), regex:; speaker:P3, participant:NAME, transcript:FG2, coder:AB
    (whose codings), code:* (any code), weight>=50, memo:doubt, is:uncoded; an attribute, such as
    housing:rented; brackets. AND, OR and NOT in capitals join words too.
    """
    with reading(address) as project:
        study = project.study
        chosen = transcripts_meant(study, transcripts, folders, statuses)
        how = Match(match)
        asked = typed_query(study, query) if how is Match.EXACT else Query(search_part(query, how))
        findings = find(study, asked, chosen, match_case=match_case)
        if out is not None:
            by_code = FoundGroups(by) is FoundGroups.CODE
            only = ", ".join((*transcripts, *folders, *map(str, statuses)))
            facts = (*((("only in", only),) if only else ()), *((("case", "matched"),) if match_case else ()))
            write_found(out, project.record(), str(asked), findings, by_code=by_code, also=facts)
            click.echo(f"Saved to {out}.")
            return
        # One by one: there may be millions. Texts are read while they are shown.
        hits = Rows(len(findings), lambda place: hit_at(study, *findings.place(place)))
        if as_json:
            print_json_rows(map(_told, hits))
        elif hits:
            rows = Rows(len(hits), lambda place: _row(hits[place]))
            print_table(("transcript", "turn", "speaker", "words"), rows)
        else:
            click.echo("Nothing was found.")


def _told(hit: Hit) -> dict[str, object]:
    return {
        "transcript": hit.transcript,
        "start": hit.span.start,
        "end": hit.span.end,
        "turn": hit.turn,
        "speaker": hit.speaker,
        "participant": hit.participant,
        "line": hit.line,
        "at": list(hit.at),
    }


def _row(hit: Hit) -> tuple[str, int, str, str]:
    return hit.transcript, hit.turn, hit.said_by, in_one_line(hit.line, _LONGEST)
