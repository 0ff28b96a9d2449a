"""What is done with the transcripts that are chosen in the list: folders, order, status, kind, export."""

from typing import Final

from qualcode.model.transcript import TranscriptKind, TranscriptStatus
from qualcode.model.transcripts.transcript_sorting import TranscriptSorting
from qualcode.ui.commands.action_info import ActionInfo, Where

CHOSEN: Final = "Chosen in the list"
SORT: Final = "Sort the list"
SHOW: Final = "Show in the list"

KIND_WORDS: Final = {
    TranscriptKind.FOCUS_GROUP: "a focus group",
    TranscriptKind.INTERVIEW: "an interview",
    TranscriptKind.OTHER: "another kind",
}
SORT_WORDS: Final = {
    TranscriptSorting.OWN: ("In your own order", "Show transcripts in the order you have put them in"),
    TranscriptSorting.NAME: ("By name", "Show transcripts by name, FG2 before FG10"),
    TranscriptSorting.DATE: ("By date, newest first", "Show the transcripts that were added last first"),
    TranscriptSorting.CODED: ("By share coded", "Show the transcripts of which most is coded first"),
}


def _chosen(name: str, text: str, tip: str, *keys: str, group: bool = False, mouse: str = "") -> ActionInfo:
    return ActionInfo(
        f"transcripts.{name}",
        text,
        "Transcript",
        tip,
        keys,
        where=Where.LIST,
        mouse=mouse,
        begins_group=group,
        submenu=CHOSEN,
    )


def _view(name: str, text: str, tip: str, submenu: str, one_of: str = "") -> ActionInfo:
    return ActionInfo(
        f"transcripts.{name}",
        text,
        "Transcript",
        tip,
        where=Where.LIST,
        checkable=True,
        submenu=submenu,
        one_of=one_of,
    )


ARRANGING_ACTIONS: Final[tuple[ActionInfo, ...]] = (
    _chosen("folder", "New folder…", "Make a folder for transcripts, in the one at the cursor", "Ins"),
    _chosen(
        "move",
        "Move to a folder…",
        "Put what is chosen in a folder, or in none",
        "Ctrl+Shift+M",
        mouse="drag",
    ),
    _chosen("up", "Move up", "Put what is chosen one place further up", "Alt+Up", group=True, mouse="drag"),
    _chosen("down", "Move down", "Put what is chosen one place further down", "Alt+Down", mouse="drag"),
    _chosen("rename", "Rename in place", "Change the name of the transcript or folder", "F2", group=True),
    *(
        _chosen(
            f"status_{status}",
            f"Mark as {status.words}",
            f"Say of what is chosen that it is {status.words}",
            f"Ctrl+Alt+{place}",
            group=place == 1,
        )
        for place, status in enumerate(TranscriptStatus, 1)
    ),
    *(
        _chosen(
            f"kind_{kind}",
            f"Record of {words}",
            f"Say of what is chosen that it records {words}",
            group=kind is TranscriptKind.FOCUS_GROUP,
        )
        for kind, words in KIND_WORDS.items()
    ),
    _chosen(
        "language",
        "Languages…",
        "Look at the languages of what is chosen, or of all transcripts, and set those that are wrong",
    ),
    _chosen("attributes", "Attributes…", "What is recorded about the transcript", "Alt+Return", group=True),
    _chosen("export", "Export coded transcript…", "Write the transcript with its codings to a file"),
    _chosen("export_segments", "Export coded segments…", "Write the coded segments of what is chosen"),
    _chosen(
        "delete", "Delete", "Delete transcripts with their codings, folders without theirs", "Del", group=True
    ),
    *(_view(f"sort_{sorting}", *SORT_WORDS[sorting], SORT, "sorting") for sorting in TranscriptSorting),
    *(
        _view(
            f"show_{status}",
            status.words.capitalize(),
            f"Show only transcripts that are {status.words}, and others that are ticked here",
            SHOW,
        )
        for status in TranscriptStatus
    ),
)
