"""Commands that settle one thing about a transcript or a participant: its language, their role."""

import click

from qualcode.cli.options import coder_option, project_argument
from qualcode.cli.projects import changing
from qualcode.model.languages import LANGUAGES
from qualcode.model.transcript import Role
from qualcode.operations.documents import set_transcript_language
from qualcode.operations.participants import mark_participant

_AS_IT_IS = "That is how it is already; nothing was changed."


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
    click.echo(f"{change.label}." if change else _AS_IT_IS)


@click.command()
@project_argument
@click.argument("participant", metavar="PARTICIPANT")
@click.argument("what", metavar="ROLE", type=click.Choice([role.value for role in Role]))
@coder_option
def role(address: str, participant: str, what: str, coder: str) -> None:
    """Set the role of a participant.

    ROLE is interviewer, participant or other, and holds in all turns of the participant.
    """
    with changing(address) as project:
        study = project.study
        change = mark_participant(study, study.participant_named(participant).id, Role(what))
        project.do(change, coder)
    click.echo(f"{change.label}." if change else _AS_IT_IS)
