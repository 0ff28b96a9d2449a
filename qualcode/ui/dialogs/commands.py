"""The command palette: every action that can be done now, by name, with its key."""

from PySide6.QtWidgets import QWidget

from qualcode.ui.commands.action_list import ACTIONS
from qualcode.ui.commands.actions import Actions, keys_in_words
from qualcode.ui.dialogs.finder import FinderDialog, FinderLine


def commands(actions: Actions, words: str) -> list[FinderLine]:
    """The actions whose names hold all the words; those that begin with them first."""
    wanted = words.casefold().split()
    found = []
    for info in ACTIONS:
        action = actions[info.name]
        name = info.text.rstrip("…")
        if action.isEnabled() and all(word in f"{name} {info.menu} {info.tip}".casefold() for word in wanted):
            aside = keys_in_words(actions.keys_of(info.name)[:1])
            found.append(FinderLine(f"{info.menu}: {name}", aside, action.trigger, info.tip))
    begun = words.casefold()
    return sorted(found, key=lambda item: not item.text.partition(": ")[2].casefold().startswith(begun))


def command_palette(actions: Actions, parent: QWidget) -> FinderDialog:
    """The palette, ready to be opened."""
    return FinderDialog(
        "All commands", "Type what you want to do", lambda words: commands(actions, words), parent
    )
