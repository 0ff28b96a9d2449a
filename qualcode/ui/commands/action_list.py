"""Everything a person can do in the window, declared once: menus, keys, tips, palette and help follow."""

from typing import Final

from qualcode.model.codes.pinned_keys import PINNED_KEYS, key_name
from qualcode.ui.commands.action_info import ActionInfo, Where
from qualcode.ui.commands.action_info import code_action as _code
from qualcode.ui.commands.action_info import codebook_action as _codebook
from qualcode.ui.commands.action_info import edge_action as _edge
from qualcode.ui.commands.action_info import edit_action as _edit
from qualcode.ui.commands.action_info import project_action as _project
from qualcode.ui.commands.action_info import view_action as _view
from qualcode.ui.commands.arranging_actions import ARRANGING_ACTIONS
from qualcode.ui.commands.comment_actions import COMMENT_ACTIONS
from qualcode.ui.commands.exchange_actions import EXCHANGE_ACTIONS
from qualcode.ui.commands.memo_actions import MEMO_ACTIONS
from qualcode.ui.commands.paper_actions import CHECKLIST, OTHER_TOOLS, VERSION_ACTIONS
from qualcode.ui.commands.print_actions import PRINT_ACTIONS
from qualcode.ui.commands.reading_actions import READING_ACTIONS, STRIPE_ACTIONS
from qualcode.ui.commands.team_actions import READING_ACTIONS_OF_TEAMS, TEAM_ACTIONS
from qualcode.ui.commands.transcript_actions import TRANSCRIPT_ACTIONS
from qualcode.ui.look.scale import SIZES

_SETS: Final = "Code sets"
_SEGMENT: Final = "Weight, quote and words"

ACTIONS: Final[tuple[ActionInfo, ...]] = (
    _project("new", "New project…", "Start an empty project in a file of its own", "Ctrl+N", icon="new"),
    _project("open", "Open…", "Open a project file", "Ctrl+O", icon="open"),
    _project(
        "open_server",
        "Open a team project…",
        "Open or make a project that your team keeps in a PostgreSQL database",
        icon="groups",
    ),
    _project(
        "sample",
        "Open the sample project",
        "Explore a finished project with invented transcripts",
        icon="sample",
    ),
    _project(
        "import",
        "Import transcripts…",
        "Read text and Word files into the project",
        "Ctrl+I",
        icon="import",
        group=True,
    ),
    _project(
        "import_word",
        "Import codes from Word comments…",
        "Import a colleague’s codes from Word comments, with a preview",
    ),
    _project(
        "export_codings",
        "Export coded segments…",
        "Write every coded passage to a file, with memos where the report has them",
        icon="export",
    ),
    _project("export_codebook", "Export the codebook…", "Write the codebook to a file that can be read back"),
    *EXCHANGE_ACTIONS,
    *TEAM_ACTIONS,
    _project("copy", "Save a copy…", "Save a complete copy of the project, with its history", group=True),
    _project(
        "restore",
        "Restore an earlier state…",
        "Replace the project with an earlier copy; its present state is kept",
    ),
    *PRINT_ACTIONS,
    _project(
        "settings",
        "Project settings…",
        "The project’s name, memo and language, and the language model that finds its sentences",
        "Ctrl+,",
        group=True,
    ),
    OTHER_TOOLS,
    _project("coder", "Coder’s name…", "Set the name your codings are recorded under"),
    _project("close", "Close the project", "Go back to the start page; everything is saved", "Ctrl+W"),
    _project("quit", "Quit", "Close the program; everything is saved", "Ctrl+Q", group=True),
    _edit("undo", "Undo", "Undo the last step", "Ctrl+Z", icon="undo"),
    _edit("redo", "Redo", "Redo the last undone step", "Ctrl+Shift+Z", "Ctrl+Y", icon="redo"),
    _edit(
        "history", "History", "All steps of this project; go back to any of them", "Ctrl+H", icon="history"
    ),
    *MEMO_ACTIONS,
    *COMMENT_ACTIONS,
    _edit(
        "find",
        "Find in the transcript",
        "Look for words in the transcript",
        "Ctrl+F",
        icon="search",
        group=True,
    ),
    _edit(
        "replace",
        "Find and replace…",
        "Replace words in one or all transcripts; each place is seen before",
        "Ctrl+R",
    ),
    _edit(
        "search",
        "Search everything…",
        "Find a transcript, a code or words in any transcript",
        "Ctrl+K",
        icon="search",
    ),
    _edit("keys", "Keyboard…", "See all keys and change them", icon="keyboard", group=True),
    _edit("preferences", "Preferences…", "Your name, colours, sizes and patterns", "Ctrl+Alt+P"),
    *TRANSCRIPT_ACTIONS,
    *ARRANGING_ACTIONS,
    _codebook("add", "New code…", "Add a code to the codebook", "Ctrl+Shift+N", icon="add", everywhere=True),
    _codebook("add_below", "Add subcode…", "Add a subcode to the chosen code", "Ins"),
    _codebook(
        "page",
        "The code’s page",
        "Its segments, and how it was worded over time",
        "Ctrl+D",
        icon="code",
        everywhere=True,
    ),
    _codebook(
        "segments",
        "Segments of the code",
        "List its segments beside the text, to go through, recode or remove them",
        "Ctrl+Return",
        mouse="double click",
    ),
    _codebook("rename", "Rename the code", "Rename in place", "F2", group=True),
    _codebook(
        "colour", "Change the colour…", "Choose another colour for the chosen codes", mouse="click the swatch"
    ),
    _codebook(
        "deal_colours",
        "New colours for the branch",
        "Give the chosen codes and their subcodes colours unlike all others; without a choice, all codes",
        everywhere=True,
    ),
    ActionInfo(
        "codebook.colour_blind",
        "Colours for colour-blind readers",
        "Codebook",
        "Give all codes, and those to come, colours that colour-blind readers can tell apart",
        checkable=True,
    ),
    _codebook("pin", "Pin to a key…", "Assign one of the keys 1 to 9 to the code"),
    _codebook("category", "Turn into category or code", "Turn a code into a category, or back into a code"),
    _codebook("move", "Move to…", "Move the chosen codes, with their subcodes, elsewhere", "Ctrl+Shift+M"),
    _codebook("merge", "Merge into…", "Move all segments, memos and subcodes to another code", group=True),
    _codebook("split", "Split…", "Sort the segments of a code into new codes"),
    _codebook(
        "sort", "Sort by name", "Put the codes of this level in the order of their names", everywhere=True
    ),
    _codebook("delete", "Delete the code", "Delete it with its codings (can be undone)", "Del"),
    *(
        ActionInfo(
            f"codebook.order_{order}",
            text,
            "Codebook",
            tip,
            one_of="codes",
            submenu="Show the codes",
        )
        for order, text, tip in (
            ("own", "In their own order", "Show codes as they are arranged; here they can be dragged"),
            ("name", "By name", "Show codes of each level by name; their own order stays"),
            ("use", "By use", "Show the most used codes of each level first; their own order stays"),
        )
    ),
    _codebook(
        "set_make",
        "Make a set of the selected codes…",
        "Keep codes together under a name, to look at them alone",
        everywhere=True,
        group=True,
        submenu=_SETS,
    ),
    _codebook("set_add", "Add the codes to a set…", "Add the chosen codes to one of the sets", submenu=_SETS),
    _codebook(
        "set_remove",
        "Take the codes out of the set",
        "Take the chosen codes out of the set shown",
        submenu=_SETS,
    ),
    _codebook(
        "set_rename", "Rename the set…", "Give the set shown another name", everywhere=True, submenu=_SETS
    ),
    _codebook(
        "set_delete", "Delete the set", "Delete the set shown; its codes stay", everywhere=True, submenu=_SETS
    ),
    *VERSION_ACTIONS,
    _codebook(
        "import",
        "Import a codebook…",
        "Read codes from csv or xlsx, or from another project",
        everywhere=True,
        group=True,
        icon="import",
    ),
    _code(
        "choose",
        "Choose a code…",
        "Type to find a code for the selection; a new name makes a new code",
        "C",
        "Return",
        "Enter",
        icon="code",
        mouse="the button at the selection",
    ),
    _code("repeat", "Repeat the last code", "Apply the code that was applied last", "R", icon="repeat"),
    _code("in_vivo", "In vivo code", "Make a code named after the selected words", "V"),
    _code(
        "sticky",
        "Sticky code",
        "Code every selection with the last code until Esc",
        "K",
        checkable=True,
        icon="pin",
    ),
    _code(
        "click",
        "Click to code",
        "While this is on, a click on a code in the codebook codes the selected words",
        checkable=True,
        mouse="the menu of the codebook",
    ),
    _code(
        "highlight", "Highlight without a code", "Mark the selection, or take its mark away", "H", group=True
    ),
    _code(
        "example", "Add to the code’s examples", "Add the selected passage to the examples of the code", "E"
    ),
    _code(
        "recode",
        "Recode…",
        "Give the segment another code; its memo, weight and date stay",
        "Shift+R",
        mouse="in the panel",
        group=True,
    ),
    _code(
        "memo",
        "Memo on the segment",
        "Write about the coding at the cursor",
        "M",
        icon="memo",
        mouse="in the panel",
    ),
    _code(
        "remove",
        "Remove the coding",
        "Remove a coding at the cursor",
        "Del",
        mouse="× in the panel",
    ),
    _code(
        "typical",
        "Typical quote of this code",
        "Mark the segment at the cursor as a typical quote of its code, or unmark it",
        "Q",
        mouse="in the panel",
        checkable=True,
    ),
    _code(
        "weight",
        "Weight…",
        "Say how strongly the code applies to the segment",
        "W",
        mouse="in the panel",
        submenu=_SEGMENT,
    ),
    _code(
        "copy_quote",
        "Copy the quote",
        "Copy the segment’s words with their speaker, transcript and turn",
        "Ctrl+Shift+C",
        submenu=_SEGMENT,
    ),
    _code(
        "select_words",
        "Select the segment’s words",
        "Select exactly the words of the segment",
        "X",
        submenu=_SEGMENT,
    ),
    *(
        _edge(f"{edge}_{side}{unit}", text, f"Alt+{shift}{key}")
        for unit, shift, noun in (("", "", "word"), ("_sentence", "Shift+", "sentence"))
        for edge, side, key, text in (
            ("end", "left", "Left", f"End a {noun} earlier"),
            ("end", "right", "Right", f"End a {noun} later"),
            ("start", "left", "Up", f"Begin a {noun} earlier"),
            ("start", "right", "Down", f"Begin a {noun} later"),
        )
    ),
    *(
        ActionInfo(
            f"code.pinned_{digit}",
            f"Apply the code on key {key_name(digit)}",
            "Code",
            f"Apply the code that is pinned to {key_name(digit)}",
            (key_name(digit),),
            where=Where.TRANSCRIPT,
            begins_group=digit in (PINNED_KEYS[0], PINNED_KEYS[9]),
            submenu="Apply a pinned code",
        )
        for digit in PINNED_KEYS
    ),
    ActionInfo(
        "analyse.matrix",
        "Code matrix",
        "Analyse",
        "Codes that occur together, and codes by transcript",
        ("Ctrl+2",),
        "matrix",
    ),
    ActionInfo(
        "analyse.report",
        "Reports",
        "Analyse",
        "Codebook report, coded segments and saved reports",
        ("Ctrl+3",),
        "report",
    ),
    ActionInfo(
        "analyse.groups",
        "Groups",
        "Analyse",
        "Who talks how much, after whom, and who brings up which code",
        ("Ctrl+4",),
        "groups",
    ),
    ActionInfo(
        "analyse.pictures",
        "Pictures",
        "Analyse",
        "Heat maps, networks, bars, portraits and timelines of codes",
        ("Ctrl+5",),
        "picture",
    ),
    ActionInfo(
        "analyse.find",
        "Find passages",
        "Analyse",
        "Passages by words, codes, speakers and attributes; saved queries",
        ("Ctrl+6",),
        "search",
    ),
    *READING_ACTIONS_OF_TEAMS,
    CHECKLIST,
    _view("code", "Code", "Read and code transcripts", "Ctrl+1", icon="code"),
    _view(
        "navigator",
        "Transcripts and codebook",
        "Show or hide transcripts and codebook",
        "F7",
        checkable=True,
        group=True,
    ),
    _view("inspector", "Segment panel", "Show or hide the segment panel", "F8", checkable=True),
    _view(
        "segments",
        "Segments beside the text",
        "Open or close the list of the transcript’s segments, to go through, recode or remove them",
        "F9",
    ),
    _view("message", "Go to the message", "Move the keyboard to the message and its buttons", "F6"),
    _view("codings_all", "All codings", "Show every coding in the transcript", one_of="codings", group=True),
    _view(
        "codings_chosen",
        "Only the chosen codes",
        "Show the codings of the codes selected in the codebook",
        one_of="codings",
    ),
    _view(
        "codings_set", "Only a set of codes…", "Show the codings with the codes of a set", one_of="codings"
    ),
    *STRIPE_ACTIONS,
    _view("zoom_in", "Larger text", "Make the transcript’s text larger", "Ctrl++", "Ctrl+=", group=True),
    _view("zoom_out", "Smaller text", "Make the transcript’s text smaller", "Ctrl+-"),
    _view("zoom_reset", "Reset text size", "Show the transcript’s text at 100%", "Ctrl+0"),
    *READING_ACTIONS,
    *(
        ActionInfo(
            f"view.size_{percent}",
            f"{percent}%",
            "View",
            f"Show everything in the window at {percent}%",
            one_of="size",
            submenu="Interface size",
        )
        for percent in SIZES
    ),
    _view(
        "theme_system",
        "Follow system",
        "The theme of the system",
        one_of="theme",
        group=True,
    ),
    _view("theme_light", "Light", "Light theme: dark text on a light background", one_of="theme"),
    _view("theme_dark", "Dark", "Dark theme: light text on a dark background", one_of="theme"),
    ActionInfo(
        "help.palette", "All commands…", "Help", "Run any command by name", ("Ctrl+Shift+P",), "search"
    ),
    ActionInfo(
        "help.keys",
        "Keys and gestures",
        "Help",
        "All commands with their keys",
        ("F1",),
        "keyboard",
    ),
    ActionInfo("help.tour", "Take the tour", "Help", "Code, undo, count and export in six steps"),
    ActionInfo("help.cite", "How to cite", "Help", "The reference for a paper, to be copied, also as BibTeX"),
    ActionInfo("help.about", "About qualcode", "Help", "Version, licence and where things are kept"),
)

BY_NAME: Final = {info.name: info for info in ACTIONS}
