import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import qualcode
from qualcode.model.machine import ways
from qualcode.model.machine.ways import Way, in_window

_SOURCE: Final = Path(qualcode.__file__).parent
_COMMAND: Final = "“qualcode "
_ONLY_BY_COMMAND: Final = {
    # Heard of by those who named a copy, or a server, in a command.
    "project/restoring.py",
    "storage/whole_copy.py",
    # Read in a file or a project's memo, not in a message; and the description of a command.
    "exporters/transcripts/coded_transcript_comments.py",
    "model/questions/kinds.py",
}


def _all() -> list[Way]:
    return [way for way in vars(ways).values() if isinstance(way, Way)]


def _sentences(path: Path) -> Iterator[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    told = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.value


def test_the_window_names_no_command_that_it_has_words_for() -> None:
    said = " ".join(f"Do it with {way}." for way in _all())
    assert all(way.command in said for way in _all())
    shown = in_window(said)
    assert _COMMAND not in shown
    assert all(way.window in shown for way in _all())


def test_what_names_no_command_is_said_as_it_is() -> None:
    assert in_window("study.qualcode is a folder; name the file in it.") == (
        "study.qualcode is a folder; name the file in it."
    )


def test_sentences_that_the_window_may_show_name_commands_only_as_ways() -> None:
    apart = {"cli", "api.py"}
    found = {
        path.relative_to(_SOURCE).as_posix()
        for path in _SOURCE.rglob("*.py")
        if path.relative_to(_SOURCE).parts[0] not in apart
        and path != Path(ways.__file__)
        and any(_COMMAND in sentence for sentence in _sentences(path))
    }
    assert found == _ONLY_BY_COMMAND
