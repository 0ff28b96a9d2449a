"""The command that searches the words of all transcripts."""

import click

from qualcode.analysis.search import Match, Query
from qualcode.analysis.search import search as hits_of
from qualcode.cli.choosing import chosen_transcripts
from qualcode.cli.options import json_option, project_argument, transcripts_filter
from qualcode.cli.printing import print_json, print_table
from qualcode.cli.projects import reading


@click.command()
@project_argument
@click.argument("query")
@click.option(
    "--match",
    type=click.Choice([match.value for match in Match]),
    default=Match.EXACT.value,
    show_default=True,
    help="How the words are meant.",
)
@click.option("--match-case", is_flag=True, help="Tell capitals from small letters.")
@transcripts_filter
@json_option
def search(
    address: str, query: str, match: str, match_case: bool, transcripts: tuple[str, ...], as_json: bool
) -> None:
    """Search the transcripts."""
    with reading(address) as project:
        study = project.study
        wanted = Query(query, Match(match), match_case, chosen_transcripts(study, transcripts))
        hits = list(hits_of(study, wanted))
    if as_json:
        print_json(
            [
                {
                    "transcript": hit.transcript,
                    "start": hit.span.start,
                    "end": hit.span.end,
                    "turn": hit.turn,
                    "speaker": hit.speaker,
                    "line": hit.line,
                    "at": list(hit.at),
                }
                for hit in hits
            ]
        )
    elif hits:
        rows = [(hit.transcript, hit.turn, hit.speaker, hit.line) for hit in hits]
        print_table(("transcript", "turn", "speaker", "words"), rows)
    else:
        click.echo("Nothing was found.")
