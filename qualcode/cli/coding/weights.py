"""The command about the scale by which codings are weighed."""

import click

from qualcode.cli.options import coder_option, json_option, project_argument
from qualcode.cli.printing import print_json
from qualcode.cli.projects import changing, reading
from qualcode.model.codes.weights import LEAST_WEIGHT, MOST_WEIGHT, weight_steps
from qualcode.operations.project import set_weights


@click.command()
@project_argument
@click.argument("steps", nargs=-1, metavar="[STEP]...")
@click.option("--any", "any_number", is_flag=True, help="Remove the scale: any number from 0 to 100.")
@json_option
@coder_option
def weights(address: str, steps: tuple[str, ...], any_number: bool, as_json: bool, coder: str) -> None:
    """Show or set the scale by which codings are weighed.

    Each STEP is a number from 0 to 100 and, if you like, a word for it: "1 weak" 2 3 4 "5 strong".
    """
    if steps and any_number:
        raise click.UsageError("Give either steps or --any.")
    with (changing if steps or any_number else reading)(address) as project:
        if steps or any_number:
            project.do(set_weights(project.study, steps), coder)
        now = weight_steps(project.study.info)
    if as_json:
        print_json([step._asdict() for step in now])
    else:
        click.echo(", ".join(map(str, now)) or f"Any whole number from {LEAST_WEIGHT} to {MOST_WEIGHT}.")
