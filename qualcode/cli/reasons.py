"""The command about reasons: at which kinds of step a project asks why."""

import click

from qualcode.cli.options import coder_option, json_option, one_of, project_argument
from qualcode.cli.printing import print_json, print_table
from qualcode.cli.projects import reading
from qualcode.cli.steps import step_in
from qualcode.model.step_topics import TOPIC_NAMES, StepTopic
from qualcode.operations.project import set_reason_topics


@click.command()
@project_argument
@click.option(
    "--at", "topics", type=one_of(StepTopic), multiple=True, help="Ask at this kind of step; may be repeated."
)
@click.option("--never", is_flag=True, help="Ask at no step any more.")
@coder_option
@json_option
def reasons(address: str, topics: tuple[str, ...], never: bool, coder: str, as_json: bool) -> None:
    """Show or set at which steps the project asks for a reason.

    At a step of a chosen kind the window asks why in a small form, and commands want --reason. The reason
    is kept in the history with the step. --at replaces what was set before.
    """
    if topics and never:
        raise click.UsageError("Give either --at or --never.")
    if topics or never:
        step_in(address, coder, lambda study: set_reason_topics(study, map(StepTopic, topics)))
        return
    with reading(address) as project:
        asked = frozenset(project.study.info.reason_topics)
    if as_json:
        print_json({str(topic): topic.value in asked for topic in StepTopic})
    else:
        rows = [(topic, "yes" if topic.value in asked else "no", TOPIC_NAMES[topic]) for topic in StepTopic]
        print_table(("kind", "asked", "when"), rows)
