"""The command ``qualcode``: its list of commands, and how every one of them begins and ends."""

import io
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any, Final

import click

from qualcode import __version__
from qualcode.cli import failures
from qualcode.cli.lazy import CommandEntry, LazyGroup
from qualcode.cli.workbench import show_window
from qualcode.model.machine.address import is_server
from qualcode.model.machine.project_file import SUFFIX

_CLI: Final = "qualcode.cli"

COMMANDS: Final = {
    "open": CommandEntry(f"{_CLI}.workbench", "open_", "Open a project in the workbench."),
    "demo": CommandEntry(
        f"{_CLI}.workbench", "demo", "Build the sample project with its exports and open it."
    ),
    "new": CommandEntry(f"{_CLI}.project", "new", "Make a new project."),
    "import": CommandEntry(
        f"{_CLI}.transcripts.transcripts", "import_", "Import transcripts from files and folders."
    ),
    "transcripts": CommandEntry(
        f"{_CLI}.transcripts.arranging",
        "transcripts",
        "List and arrange transcripts, and set statuses.",
    ),
    "text": CommandEntry(
        f"{_CLI}.transcripts.text", "text", "Show, correct and replace the text of transcripts."
    ),
    "turns": CommandEntry(
        f"{_CLI}.transcripts.turns", "turns", "List, split, join, delete and time turns, and say who speaks."
    ),
    "language": CommandEntry(f"{_CLI}.transcripts.language", "language", "Set the language of a transcript."),
    "participants": CommandEntry(
        f"{_CLI}.people", "participants", "List, rename, merge, delete or order participants."
    ),
    "role": CommandEntry(f"{_CLI}.teamwork.role", "role", "Set the role of a participant."),
    "coders": CommandEntry(
        f"{_CLI}.teamwork.coders", "coders", "List, rename, recolour, merge or delete coders."
    ),
    "codebook": CommandEntry(f"{_CLI}.coding.codebook", "codebook", "Import, export or change the codebook."),
    "tools": CommandEntry(f"{_CLI}.tools", "tools", "Record other tools that were used in the study."),
    "checklist": CommandEntry(
        f"{_CLI}.checklists", "checklist", "Answer the items of COREQ or SRQR in your own words."
    ),
    "reasons": CommandEntry(
        f"{_CLI}.reasons", "reasons", "Show or set at which steps the project asks for a reason."
    ),
    "codings": CommandEntry(f"{_CLI}.coding.codings", "codings", "Import, export or change codings."),
    "weights": CommandEntry(
        f"{_CLI}.coding.weights", "weights", "Show or set the scale by which codings are weighed."
    ),
    "front": CommandEntry(f"{_CLI}.front", "front", "Show or set the first page of a project's documents."),
    "attributes": CommandEntry(
        f"{_CLI}.attributes", "attributes", "Import, export, order, rename or delete attributes."
    ),
    "summaries": CommandEntry(
        f"{_CLI}.questions.summaries", "summaries", "Import summaries of the framework matrix."
    ),
    "comments": CommandEntry(
        f"{_CLI}.teamwork.comments", "comments", "Discuss transcripts, passages and codes in a team."
    ),
    "memos": CommandEntry(f"{_CLI}.memos", "memos", "List, write, change, delete and export memos."),
    "matrix": CommandEntry(f"{_CLI}.questions.matrix", "matrix", "Write a matrix of codes."),
    "picture": CommandEntry(f"{_CLI}.questions.picture", "picture", "Draw a picture of codes."),
    "conversation": CommandEntry(
        f"{_CLI}.questions.conversation", "conversation", "Write who talks, and who takes up codes."
    ),
    "agreement": CommandEntry(
        f"{_CLI}.teamwork.agreement",
        "agreement",
        "Write how far coders agree (docx, html, pdf, xlsx, csv, json).",
    ),
    "team": CommandEntry(
        f"{_CLI}.teamwork.team", "team", "Open and close rounds of coding; give coders copies."
    ),
    "adjudicate": CommandEntry(
        f"{_CLI}.teamwork.adjudicate",
        "adjudicate",
        "Settle where two coders read differently, in a spreadsheet.",
    ),
    "exchange": CommandEntry(
        f"{_CLI}.exchanging.exchange",
        "exchange",
        "Exchange projects with other programs, and merge projects.",
    ),
    "print": CommandEntry(f"{_CLI}.transcripts.paper", "print_", "Write a transcript as pages in PDF."),
    "report": CommandEntry(f"{_CLI}.questions.report", "report", "Write a report."),
    "query": CommandEntry(f"{_CLI}.questions.query", "query", "Save, list, rename or delete queries."),
    "search": CommandEntry(
        f"{_CLI}.questions.search", "search", "Search the transcripts for words, codes, speakers and more."
    ),
    "code": CommandEntry(
        f"{_CLI}.coding.code", "code", "Apply CODE to every passage that a query finds, in one step."
    ),
    "stand-ins": CommandEntry(
        f"{_CLI}.transcripts.stand_ins", "stand_ins", "List or change what stands in for names."
    ),
    "stop-list": CommandEntry(
        f"{_CLI}.questions.stop_list", "stop_list", "Show or change which words lists of words leave out."
    ),
    "history": CommandEntry(f"{_CLI}.history", "history", "List every step, or write them to a file."),
    "undo": CommandEntry(f"{_CLI}.history", "undo", "Undo the last step."),
    "redo": CommandEntry(f"{_CLI}.history", "redo", "Redo the last undone step."),
    "info": CommandEntry(f"{_CLI}.project", "info", "Show what a project contains."),
    "cite": CommandEntry(f"{_CLI}.citing", "cite", "Show how to cite qualcode in a paper."),
    "check": CommandEntry(f"{_CLI}.project", "check", "Check that a project is sound."),
    "copy": CommandEntry(
        f"{_CLI}.teamwork.copies", "copy", "Write a whole copy of a project, which may be open."
    ),
    "restore": CommandEntry(
        f"{_CLI}.teamwork.copies", "restore", "List earlier states of a project, or put one back."
    ),
    "migrate": CommandEntry(f"{_CLI}.project", "migrate", "Bring a project up to this version's schema."),
}


class _Program(LazyGroup):
    """The whole program: failures of every command are told in one way."""

    def main(
        self, args: Sequence[str] | None = None, prog_name: str | None = None, *_: Any, **settings: Any
    ) -> Any:
        settings["standalone_mode"] = False
        try:
            # What a command returns is its exit code; most return nothing.
            code = super().main(args, prog_name, **settings)
        except click.exceptions.ClickException as error:
            failures.say(failures.usage_line(error))
            code = error.exit_code
        except failures.Ending as ending:
            if ending.line:
                failures.say(ending.line)
            code = ending.code
        sys.exit(code if isinstance(code, int) else 0)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """A project without a command is opened, as a file manager asks for it."""
        named = args[0] not in self.entries and (is_server(args[0]) or args[0].lower().endswith(SUFFIX))
        return super().resolve_command(ctx, ["open", *args] if named else args)

    def invoke(self, ctx: click.Context) -> Any:
        with failures.errors_in_one_line():
            return super().invoke(ctx)


@click.group(
    cls=_Program,
    entries=COMMANDS,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option("--bom", is_flag=True, help="Begin csv files with a byte order mark, for Excel.")
@click.version_option(__version__, prog_name="qualcode", message="%(prog)s %(version)s")
@click.pass_context
def qualcode(ctx: click.Context, bom: bool) -> int:
    """A workbench for coding qualitative transcripts, offline. Without a command it opens its window.

    PROJECT is the path of a .qualcode file or a postgresql:// address; it alone, without a command, is
    opened in the window. --bom goes before the command.
    """
    if bom:
        # Loaded only where it is wanted, so that help comes at once.
        ctx.with_resource(import_module("qualcode.exporters.writing").csv_for_excel())
    return 0 if ctx.invoked_subcommand else show_window(None)


def main() -> None:
    """Entry point of the program."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A pipe on Windows, or a terminal set to another alphabet, must not end a command.
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")
    qualcode.main(prog_name="qualcode")
