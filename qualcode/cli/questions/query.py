"""Commands about queries that are kept in a project under a name, to be counted within or by."""

import click

from qualcode.cli.options import coder_option, json_option, project_argument
from qualcode.cli.printing import print_json, print_table
from qualcode.cli.projects import changing, reading
from qualcode.cli.steps import step_in, told
from qualcode.model.queries.query_names import query_named, typed_query
from qualcode.operations.queries import delete_query, rename_query, save_query
from qualcode.project.reports.gone import query_told

name_argument = click.argument("name", metavar="NAME")


@click.group(no_args_is_help=False)
def query() -> None:
    """Save, list, rename or delete queries."""


@query.command()
@project_argument
@name_argument
@click.argument("text", metavar="QUERY")
@coder_option
def save(address: str, name: str, text: str, coder: str) -> None:
    """Keep a query under NAME; one of that name is replaced.

    It is written as for qualcode search and outlives new names of codes, transcripts, folders,
    participants and coders; “speaker:” looks for the labels of turns, as written.
    """
    with changing(address) as project:
        _, change = save_query(project.study, name, typed_query(project.study, text))
        project.do(change, coder)
    click.echo(f"{change.happened}." if change else "The query is saved like this.")


@query.command("list")
@project_argument
@json_option
def list_(address: str, as_json: bool) -> None:
    """List the saved queries."""
    with reading(address) as project:
        record = project.record()
        found = [(row.name, *query_told(record, row.id)) for row in record.study.queries_in_order]
    if as_json:
        print_json([{"name": name, "query": text, "fault": fault} for name, text, fault in found])
    elif found:
        print_table(("name", "query"), [(name, text) for name, text, _ in found])
        for _, _, fault in found:
            if fault:
                click.echo(fault)
    else:
        click.echo("No query is saved yet.")


@query.command()
@project_argument
@name_argument
@coder_option
def delete(address: str, name: str, coder: str) -> None:
    """Delete a saved query."""
    with changing(address) as project:
        change = delete_query(project.study, query_named(project.study, name).id)
        project.do(change, coder)
    click.echo(told(project.study, change))


@query.command()
@project_argument
@name_argument
@click.argument("new", metavar="NEW")
@coder_option
def rename(address: str, name: str, new: str, coder: str) -> None:
    """Give a saved query another name; saved reports follow."""
    step_in(address, coder, lambda study: rename_query(study, query_named(study, name).id, new))
