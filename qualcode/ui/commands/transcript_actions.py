"""What the menu Transcript offers: ways through the text, its words and turns, and whole transcripts."""

from typing import Final

from qualcode.ui.commands.action_info import ActionInfo
from qualcode.ui.commands.action_info import transcript_action as _transcript

_TURN: Final = "The turn"
_TABS: Final = "Tabs"

TRANSCRIPT_ACTIONS: Final[tuple[ActionInfo, ...]] = (
    _transcript(
        "sentence", "Select the sentence", "Select the sentence at the cursor", "S", mouse="double click"
    ),
    _transcript("turn", "Select the turn", "Select what this speaker says here", "T", mouse="triple click"),
    _transcript("grow", "Grow the selection", "From word to sentence to turn", "+", "="),
    _transcript("shrink", "Shrink the selection", "From turn to sentence to word", "-"),
    _transcript(
        "next_segment", "Next segment", "Go to the next coded passage", "N", group=True, mouse="map strip"
    ),
    _transcript(
        "previous_segment", "Previous segment", "Go to the coded passage before", "P", mouse="map strip"
    ),
    _transcript("next_turn", "Next turn", "Go to the next turn", "Ctrl+Down"),
    _transcript("previous_turn", "Previous turn", "Go to the turn before", "Ctrl+Up"),
    _transcript("next_uncoded", "Next uncoded stretch", "Go to the next turn without any code", "U"),
    _transcript(
        "next",
        "Next transcript",
        "Show the transcript below in the list",
        "Ctrl+PgDown",
        group=True,
        everywhere=True,
    ),
    _transcript(
        "previous",
        "Previous transcript",
        "Show the transcript above in the list",
        "Ctrl+PgUp",
        everywhere=True,
    ),
    _transcript(
        "edit_text", "Edit the text", "Correct the words at the cursor in their place", "F2", group=True
    ),
    _transcript(
        "text_history",
        "History of the text…",
        "How this transcript read before, what was changed, and the way back",
        everywhere=True,
    ),
    _transcript(
        "split_turn",
        "Split the turn",
        "Begin a new turn at the cursor, or make the selected words a turn of their own",
        "Ctrl+Return",
        submenu=_TURN,
    ),
    _transcript(
        "join_turns",
        "Join with the next turn",
        "Make one turn of this and the next, or of the selected ones; where speakers differ, choose whose",
        "Ctrl+J",
        submenu=_TURN,
    ),
    _transcript(
        "speaker",
        "Give to another speaker…",
        "Say who speaks in this turn, or in the selected ones",
        "Ctrl+L",
        submenu=_TURN,
    ),
    _transcript(
        "times",
        "Times of turns…",
        "Say when this turn begins, or move the times of turns",
        "Ctrl+Shift+T",
        submenu=_TURN,
    ),
    _transcript(
        "keep",
        "Keep open in a tab",
        "Give the transcript a tab of its own that stays",
        "Ctrl+T",
        mouse="double click in the list",
        everywhere=True,
        submenu=_TABS,
    ),
    _transcript(
        "next_tab",
        "Next tab",
        "Show the transcript in the next tab",
        "Ctrl+Tab",
        everywhere=True,
        submenu=_TABS,
    ),
    _transcript(
        "previous_tab",
        "Previous tab",
        "Show the transcript in the tab before",
        "Ctrl+Shift+Tab",
        everywhere=True,
        submenu=_TABS,
    ),
    _transcript(
        "close_tab",
        "Close the tab",
        "Close this tab; the transcript stays in the list",
        "Ctrl+F4",
        mouse="middle button on the tab",
        everywhere=True,
        submenu=_TABS,
    ),
    _transcript(
        "people",
        "Participants and attributes…",
        "Who speaks, what is recorded about people and transcripts, and which label belongs to whom",
        everywhere=True,
        group=True,
    ),
    _transcript(
        "rename", "Rename the transcript…", "Give the transcript another name", everywhere=True, group=True
    ),
    _transcript(
        "delete",
        "Delete the transcript",
        "Delete it with its codings (can be undone)",
        everywhere=True,
    ),
)
