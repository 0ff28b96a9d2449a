"""The command palette: every action that can be done now, by name, with its key."""

from PySide6.QtWidgets import QWidget

from qualcode.model.words.spelling import Typed, narrowing_by_words
from qualcode.ui.commands.action_list import ACTIONS
from qualcode.ui.commands.actions import Actions
from qualcode.ui.commands.spoken_keys import keys_in_words
from qualcode.ui.dialogs.finder import FinderDialog, FinderLine


def commands(actions: Actions, words: str) -> list[FinderLine]:
    """The actions that hold all the words: first names that begin with them, then other names."""
    holds = narrowing_by_words(words)
    found = []
    for info in ACTIONS:
        action = actions[info.name]
        name = info.text.rstrip("…")
        if action.isEnabled() and holds(f"{name} {info.menu} {info.tip}"):
            aside = keys_in_words(actions.keys_of(info.name)[:1])
            found.append(FinderLine(f"{info.menu}: {name}", aside, action.trigger, info.tip))
    begun = Typed(words)

    def rank(item: FinderLine) -> tuple[bool, bool, bool]:
        name = item.text.partition(": ")[2]
        return not begun.begins(name), not holds(name), not holds(item.text)

    return sorted(found, key=rank)


def command_palette(actions: Actions, parent: QWidget) -> FinderDialog:
    """The palette, ready to be opened."""
    return FinderDialog(
        "All commands", "Type what you want to do", lambda words: commands(actions, words), parent
    )
