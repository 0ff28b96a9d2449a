"""The command that writes who talks in a conversation, who answers whom and who takes up a code."""

from dataclasses import replace
from pathlib import Path

import click

from qualcode.cli.choosing import chosen_transcripts, code_choice, selection
from qualcode.cli.options import (
    coders_filter,
    codes_choice,
    file_argument,
    project_argument,
    query_filter,
    transcripts_filter,
)
from qualcode.cli.projects import reading
from qualcode.model.in_words import counted
from qualcode.project.conversing import export_conversations


@click.command()
@project_argument
@file_argument
@transcripts_filter
@codes_choice
@coders_filter
@query_filter
@click.option("--aggregate", is_flag=True, help="A code stands for itself and all codes below it.")
@click.option("--interviewers", is_flag=True, help="Interviewers take up codes, too.")
def conversation(
    address: str,
    path: Path,
    transcripts: tuple[str, ...],
    codes: tuple[str, ...],
    code_set: str | None,
    most_used: int | None,
    coders: tuple[str, ...],
    query: str | None,
    aggregate: bool,
    interviewers: bool,
) -> None:
    """Write who talks, and who takes up codes.

    Shares of turns, words and minutes, who speaks after whom, and in which turns each participant
    touches each code, with the numbers of the turns behind every figure; as csv or xlsx.
    """
    with reading(address) as project:
        study = project.study
        chosen = replace(
            selection(
                study,
                coders,
                aggregate=aggregate,
                interviewers=interviewers,
                codes=code_choice(study, codes, code_set, most_used),
                query=query,
            ),
            transcripts=chosen_transcripts(study, transcripts),
        )
        export_conversations(path, study, chosen)
        number = len(chosen.transcripts_of(study))
        said = counted(number, "transcript")
        click.echo(f"{path}: {said}{chosen.narrowed_words(study)}.")
