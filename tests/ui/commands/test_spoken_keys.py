"""Keys in sentences are those that hold: no sentence writes one down, and each follows when it is changed.

Tests as well: ``ui.shell.rail``, ``ui.shell.status_line``.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from PySide6.QtGui import QKeySequence

import qualcode.ui
from qualcode.ui.commands import spoken_keys
from qualcode.ui.commands.action_list import ACTIONS, BY_NAME
from qualcode.ui.commands.spoken_keys import with_fixed_keys, with_keys
from qualcode.ui.session.preferences import Preferences
from qualcode.ui.shell.main_window import MainWindow

ROOM: Final = Path(qualcode.ui.__path__[0])
KEYS: Final = {key for info in ACTIONS for key in info.keys}
CHORDS: Final = re.compile(
    r"(?<![\w+])("
    + "|".join(re.escape(key) for key in sorted(KEYS, key=len, reverse=True) if len(key) > 1)
    + r")(?![\w+])"
)
LETTERS: Final = re.compile(
    r"(?<![\w%’?+-])("
    + "|".join(key for key in sorted(KEYS) if len(key) == 1 and key.isalpha())
    + r")(?![\w’-])"
)
OF_THEIR_OWN: Final = {
    "dialogs/coders_tab.py": {"F2"},
    "dialogs/import_transcripts.py": {"F4"},
    "dialogs/importing/columns.py": {"F4"},
    "dialogs/importing/file_list.py": {"F4"},
    "dialogs/importing/lines_preview.py": {"N"},
    "dialogs/importing/scroll_safe_combo_box.py": {"F4", "Alt+Down"},
    "dialogs/importing/speakers.py": {"F2", "F4"},
    "dialogs/new_code.py": {"Ctrl+Return"},
    "dialogs/people/subjects_tab.py": {"Alt", "Enter", "F2"},
    "dialogs/readings/dialog.py": {"N", "P", "1", "2", "3", "4"},
    "dialogs/readings/revisit.py": {"N", "P", "1", "2"},
    "dialogs/replacing.py": {"Ctrl+Return"},
    "dialogs/segments.py": {"Enter"},
    "pages/code/find_bar.py": {"Enter"},
    "pages/code/text_editing.py": {"Enter"},
    "pages/find/page.py": {"Enter"},
    "pages/find/query_field.py": {"Enter"},
    "pages/find/saved.py": {"F2", "Del"},
    "pages/start/page.py": {"Del"},
    "shell/tour_stops.py": {"Enter"},
    "transcript/edit_frame.py": {"Enter"},
    "transcript/picker.py": {"Enter", "Ctrl+Space"},
}
"""Keys that a field, a list or a table has by itself, and that nobody can change."""

NO_KEYS: Final = {"dialogs/exchange/export_data.py": {"R"}, "pages/matrix/chance_strip.py": {"V"}}
"""Names that look like keys: a program and a measure."""


def sentences(tree: ast.Module) -> Iterator[str]:
    """Strings of a module, but for its documentation and for types."""
    documentation = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    documentation |= {id(node.returns) for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation:
            yield node.value


def keys_named_in(sentence: str) -> set[str]:
    """Keys of the list that a sentence writes down; single letters only among other words."""
    named = set(CHORDS.findall(sentence))
    return named | set(LETTERS.findall(sentence)) if len(sentence.split()) > 2 else named


@pytest.mark.parametrize(
    ("sentence", "named"),
    [
        ("Import one with Ctrl+I.", {"Ctrl+I"}),
        ("Press C, type and press Enter", {"C", "Enter"}),
        ("undo (Ctrl+Shift+Z)", {"Ctrl+Shift+Z"}),
        ("Import one with {project.import}.", set()),
        ("F12 or %H:%M or Cramér’s V test", {"V"}),
        ("F10 is not F1", {"F1"}),
    ],
)
def test_keys_are_found_in_sentences(sentence: str, named: set[str]) -> None:
    assert keys_named_in(sentence) == named


@pytest.fixture(scope="module")
def of_the_window() -> dict[str, list[str]]:
    """The sentences of each module of the window."""
    return {
        path.relative_to(ROOM).as_posix(): list(sentences(ast.parse(path.read_text(encoding="utf-8"))))
        for path in sorted(ROOM.rglob("*.py"))
    }


def test_no_sentence_of_the_window_writes_a_key_down(of_the_window: dict[str, list[str]]) -> None:
    found = {}
    for name, there in of_the_window.items():
        if name.startswith("commands/") and name.endswith(("action_list.py", "_actions.py")):
            continue
        allowed = OF_THEIR_OWN.get(name, set()) | NO_KEYS.get(name, set())
        written = [sentence for sentence in there if keys_named_in(sentence) - allowed]
        if written:
            found[name] = written
    assert found == {}, "name the action in braces and say it by with_keys"


def test_fixed_keys_of_sentences_are_in_braces(of_the_window: dict[str, list[str]]) -> None:
    """Else they would read Ctrl where a Mac writes ⌃ or ⌘; a key alone is for Qt, or for keys_in_words."""
    bare = re.compile(r"(?<![{\w+])(?:Ctrl|Alt|Shift)\+\w+")
    found = [
        (name, sentence)
        for name, there in of_the_window.items()
        if not name.startswith("commands/")
        for sentence in there
        if bare.search(sentence) and not bare.fullmatch(sentence)
    ]
    assert found == []


def test_fixed_keys_are_said_as_the_system_writes_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spoken_keys, "_in_words", {"Ctrl+Space": "⌃␣"}.__getitem__)
    assert with_fixed_keys("{Ctrl+Space} ticks; “{nobody}” stays") == "⌃␣ ticks; “{nobody}” stays"


def test_no_sentence_names_an_action_that_does_not_exist(of_the_window: dict[str, list[str]]) -> None:
    menus = {name.split(".")[0] for name in BY_NAME}
    unknown = [
        (module, name)
        for module, there in of_the_window.items()
        for sentence in there
        for name in re.findall(rf"\{{((?:{'|'.join(menus)})\.\w+)\}}", sentence)
        if name not in BY_NAME
    ]
    assert unknown == []


def test_a_key_is_said_as_it_was_changed_and_a_menu_where_there_is_none(preferences: Preferences) -> None:
    sentence = "Press {code.choose}, then {edit.undo}; “{nobody}” stays."
    assert with_keys(sentence, preferences) == "Press C, then Ctrl+Z; “{nobody}” stays."
    preferences.set_keys("code.choose", ["Ctrl+Alt+J"])
    preferences.set_keys("edit.undo", [])
    assert with_keys(sentence, preferences) == "Press Ctrl+Alt+J, then Edit > Undo; “{nobody}” stays."


def test_the_window_says_other_keys_at_once(window: MainWindow) -> None:
    workbench = window.workbench
    assert workbench is not None
    button = workbench.rail.group.button(1)
    assert "Ctrl+2" in button.toolTip()
    assert "(Ctrl+Z)" in window.status_line.texts[1]
    window.actions_.set_keys("analyse.matrix", ["F11"])
    window.actions_.set_keys("edit.undo", ["F12"])
    assert button.toolTip() == "Matrix (F11)"
    assert "(F12)" in window.status_line.texts[1]
    window.actions_.set_keys("code.choose", ["J"])
    workbench.code_page.reading.desk.repeat()
    assert window.messages.text == "No code has been applied yet; press J to choose one."


def test_keys_that_are_nobodys_to_change_are_said_as_they_are_read_here(preferences: Preferences) -> None:
    preferences.set_keys("edit.undo", ["Ctrl+U"])
    said = with_keys("{Ctrl+V} pastes, {edit.undo} undoes, {that} stays.", preferences)
    here = QKeySequence.SequenceFormat.NativeText
    read = [QKeySequence(key).toString(here) for key in ("Ctrl+V", "Ctrl+U")]
    assert said == f"{read[0]} pastes, {read[1]} undoes, {{that}} stays."
