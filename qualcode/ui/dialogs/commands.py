"""The command palette: every action that can be done now, by name, with its key."""

from PySide6.QtWidgets import QWidget

from qualcode.ui.commands.action_list import ACTIONS
from qualcode.ui.commands.actions import Actions, keys_in_words
from qualcode.ui.dialogs.finder import Finder, Found


def commands(actions: Actions, words: str) -> list[Found]:
    """The actions whose names hold all the words; those that begin with them first."""
    wanted = words.casefold().split()
    found = []
    for info in ACTIONS:
        action = actions[info.name]
        name = info.text.rstrip("…")
        if action.isEnabled() and all(word in f"{name} {info.menu} {info.tip}".casefold() for word in wanted):
            aside = keys_in_words(actions.keys_of(info.name)[:1])
            found.append(Found(f"{info.menu}: {name}", aside, action.trigger, info.tip))
    begun = words.casefold()
    return sorted(found, key=lambda item: not item.text.partition(": ")[2].casefold().startswith(begun))


def command_palette(actions: Actions, parent: QWidget) -> Finder:
    """The palette, ready to be opened."""
    return Finder("All commands", "Type what you want to do", lambda words: commands(actions, words), parent)
