"""Sentences that name keys: written with the names of actions, said with the keys that hold now."""

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

from PySide6.QtGui import QKeySequence

from qualcode.ui.commands.action_list import BY_NAME
from qualcode.ui.session.preferences import Preferences

_ACTION: Final = re.compile(r"\{(" + "|".join(map(re.escape, BY_NAME)) + r")\}")

_FIXED: Final = re.compile(r"\{((?:Ctrl|Alt|Shift)\+[^{}]+)\}")
"""Keys that are nobody's to change."""


def keys_in_words(keys: Iterable[str]) -> str:
    """Keys as people read them on this system: ``Ctrl+Shift+Z or Ctrl+Y``."""
    return " or ".join(map(_in_words, keys))


@cache
def _in_words(key: str) -> str:
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


def keys_of(name: str, preferences: Preferences) -> list[str]:
    """The keys of an action: the person's own, else those of the list."""
    own = preferences.keys(name)
    return list(BY_NAME[name].keys) if own is None else own


def with_keys(sentence: str, preferences: Preferences) -> str:
    """``Press {code.choose}.`` with the first key of the action; one without any is named by its menu.

    Keys that are the same for everybody, such as ``{Ctrl+V}``, are said as they are read on this system.
    """

    def said(found: re.Match[str]) -> str:
        info = BY_NAME[found[1]]
        keys = keys_of(info.name, preferences)
        return keys_in_words(keys[:1]) if keys else f"{info.menu} > {info.text.rstrip('…')}"

    return with_fixed_keys(_ACTION.sub(said, sentence))


def with_fixed_keys(sentence: str) -> str:
    """A sentence that names only keys that are the same for everybody, each as it is read on this system."""
    return _FIXED.sub(lambda found: _in_words(found[1]), sentence)
