"""Commands about reporting checklists: see what is answered, and answer an item in one's own words."""

import click

from qualcode.cli.options import coder_option, json_option, one_of, project_argument
from qualcode.cli.printing import print_json, print_table
from qualcode.cli.projects import reading
from qualcode.cli.steps import step_in
from qualcode.model.papers import Checklist
from qualcode.model.words.in_words import briefly
from qualcode.operations.papers.checklists import answer_item
from qualcode.project.reports.checklist_answers import answered_items

_LONGEST = 50

checklist_argument = click.argument("which", metavar="CHECKLIST", type=one_of(Checklist))


@click.group(no_args_is_help=False)
def checklist() -> None:
    """Answer the items of COREQ or SRQR in your own words.

    CHECKLIST is coreq or srqr. “report checklist” writes it as a document, with what the project knows.
    """


@checklist.command()
@project_argument
@checklist_argument
@json_option
def show(address: str, which: str, as_json: bool) -> None:
    """Show every item, what the project knows, and what you answered."""
    with reading(address) as project:
        found = answered_items(project.record(), Checklist(which))
    if as_json:
        print_json(
            [
                {
                    "item": row.item.number,
                    "part": row.item.part,
                    "name": row.item.name,
                    "asked": row.item.asked,
                    "project": row.known,
                    "where": row.where,
                    "answer": row.own,
                }
                for row in found
            ]
        )
        return
    print_table(
        ("item", "name", "what the project knows", "your answer"),
        [
            (row.item.number, row.item.name, briefly(row.known, _LONGEST), briefly(row.own, _LONGEST))
            for row in found
        ],
    )


@checklist.command()
@project_argument
@checklist_argument
@click.argument("number", metavar="ITEM", type=click.IntRange(1))
@click.argument("text", metavar="TEXT")
@coder_option
def answer(address: str, which: str, number: int, text: str, coder: str) -> None:
    """Answer an item; an empty text takes the answer back."""
    step_in(address, coder, lambda study: answer_item(study, Checklist(which), number, text, coder))
