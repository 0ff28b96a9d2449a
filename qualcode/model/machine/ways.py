"""Where something is done: by which command and where in the window; a sentence names the one at hand."""

from typing import Final, NamedTuple


class Way(NamedTuple):
    """The same deed by command and in the window, each as it stands in a sentence."""

    command: str
    window: str

    def __str__(self) -> str:
        return self.command


RESTORE: Final = Way("“qualcode restore”", "Project > Restore an earlier state")
WITHOUT_HISTORY: Final = Way("“qualcode copy --without-history”", "“Save without history…”")
COPY: Final = Way("“qualcode copy”", "Project > Save a copy…")
NEW: Final = Way("“qualcode new”", "Project > New project")
NEW_ON_SERVER: Final = Way("“qualcode new ADDRESS”", "Project > Open a team project")
IMPORT_PROGRAM: Final = Way("“qualcode exchange import”", "Project > Import from another program")
LANGUAGE: Final = Way("“qualcode language”", "“Languages…” in the menu of the list")
GIVE: Final = Way("“qualcode team give”", "“Give to a coder…” in Team…")
MARK: Final = Way("with “qualcode team progress”", "in Team…")
CHECK: Final = Way("“qualcode check” lists all that is wrong; ask", "Ask")
MIGRATE: Final = Way("Run “qualcode migrate” on it", "You can bring it up to date, as the README says,")
ASK_TO_MIGRATE: Final = Way("Ask a lead to run “qualcode migrate” on it", "Ask a lead to bring it up to date")
SAY_WHO: Final = Way(
    "to say who you are with “qualcode team init ADDRESS --coder NAME=USER”",
    "to record which coder your user is",
)
"""The last four are done on a server, by whoever looks after it, and have no place in the window."""
_WAYS: Final = (
    *(RESTORE, WITHOUT_HISTORY, COPY, NEW, NEW_ON_SERVER, IMPORT_PROGRAM, LANGUAGE, GIVE, MARK),
    *(CHECK, MIGRATE, ASK_TO_MIGRATE, SAY_WHO),
)


def in_window(sentence: str) -> str:
    """A sentence that was written for a command line, as the window says it."""
    for way in _WAYS:
        sentence = sentence.replace(way.command, way.window)
    return sentence
