"""The command that sets the language of a transcript."""

import click

from qualcode.cli.options import coder_option, project_argument
from qualcode.cli.printing import AS_IT_IS
from qualcode.cli.projects import changing
from qualcode.model.words.languages import LANGUAGES
from qualcode.operations.transcripts.documents import set_transcript_language


@click.command(epilog=f"Languages: {', '.join(f'{code} {name}' for code, name in LANGUAGES.items())}.")
@project_argument
@click.argument("transcript", metavar="TRANSCRIPT")
@click.argument("code", metavar="LANGUAGE")
@coder_option
def language(address: str, transcript: str, code: str, coder: str) -> None:
    """Set the language of a transcript.

    LANGUAGE is one of the codes below, also with a region (pt-BR), or an English name. Words and
    sentences of the transcript are found by the rules of its language.
    """
    with changing(address) as project:
        study = project.study
        change = set_transcript_language(study, study.transcript_named(transcript).id, code)
        project.do(change, coder)
    click.echo(f"{change.label}." if change else AS_IT_IS)
