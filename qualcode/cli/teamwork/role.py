"""The command that sets the role of a participant."""

import click

from qualcode.cli.options import coder_option, one_of, project_argument
from qualcode.cli.printing import AS_IT_IS
from qualcode.cli.projects import changing
from qualcode.model.transcript import Role
from qualcode.operations.people.participants import mark_participant


@click.command()
@project_argument
@click.argument("participant", metavar="PARTICIPANT")
@click.argument("what", metavar="ROLE", type=one_of(Role))
@coder_option
def role(address: str, participant: str, what: str, coder: str) -> None:
    """Set the role of a participant.

    ROLE is interviewer, participant or other, and holds in all turns of the participant.
    """
    with changing(address) as project:
        study = project.study
        change = mark_participant(study, study.participant_named(participant).id, Role(what))
        project.do(change, coder)
    click.echo(f"{change.happened}." if change else AS_IT_IS)
