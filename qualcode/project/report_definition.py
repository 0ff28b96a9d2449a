"""What a saved report is made of: files, their tables and rules, read from JSON and checked in words."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, Final

from qualcode.model.errors import QualcodeError
from qualcode.model.questions.kinds import KINDS, AnyQuestion, question_in, settings_of, word_of

MANIFEST: Final = "manifest.json"
FIGURES: Final = "figures.json"
CHANGES: Final = "since-last-time.html"
_ITS_OWN: Final = frozenset((MANIFEST, FIGURES, CHANGES))
"""Files that a run adds of itself."""

_UNSAFE: Final = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_OWN: Final = ("file", "table")


@dataclass(frozen=True, slots=True)
class Output:
    """One file of a report."""

    file: str
    question: AnyQuestion

    @property
    def table(self) -> str:
        """What the definition calls the kind of question."""
        return word_of(self.question)


@dataclass(frozen=True, slots=True)
class Definition:
    """The files of a report in their order, and the same as JSON in one certain form."""

    outputs: tuple[Output, ...]
    content: str


def read_definition(content: str) -> Definition:
    """The definition in ``content``. Raises QualcodeError with a sentence on what does not fit.

    It is JSON: ``{"outputs": [{"file": "privacy.csv", "table": "segments", "codes": ["privacy"]}]}``.
    """
    try:
        value = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise QualcodeError(f"The definition is not JSON: {error}.") from error
    if not isinstance(value, dict) or not isinstance(value.get("outputs"), list) or not value["outputs"]:
        raise QualcodeError(
            'A report is a JSON object with a list “outputs”, one entry a file: {"outputs": [{"file": …}]}.'
        )
    unknown = [name for name in value if name not in ("outputs", "note")]
    if unknown:
        raise QualcodeError(f"“{unknown[0]}” is not a part of a report; its parts are “outputs” and “note”.")
    outputs = [_output(number, entry) for number, entry in enumerate(value["outputs"], 1)]
    _check_names(outputs)
    return Definition(tuple(outputs), json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True))


def _output(number: int, entry: Any) -> Output:
    where = f"Output {number}"
    if not isinstance(entry, dict):
        raise QualcodeError(f"{where} is not an object with “file” and “table”.")
    for name in _OWN:
        if not isinstance(entry.get(name), str) or not entry[name]:
            raise QualcodeError(f"{where} has no “{name}”.")
    file, word = entry["file"], entry["table"]
    where = f"{where} (“{file}”)"
    settings = {name: value for name, value in entry.items() if name not in _OWN}
    try:
        if word in KINDS:
            _check_file(file, word)
        return Output(file, question_in(word, settings))
    except QualcodeError as error:
        raise QualcodeError(f"{where}: {error}") from error


def _check_file(file: str, word: str) -> None:
    if _UNSAFE.search(file) or file.startswith(".") or file != file.strip() or len(file) > 150:
        raise QualcodeError("“file” must be a plain file name, without a folder.")
    if PurePath(file).suffix.lower() not in KINDS[word].endings:
        endings = ", ".join(ending.removeprefix(".") for ending in KINDS[word].endings)
        raise QualcodeError(f"“{word}” is written as {endings}; end the file name that way.")


def _check_names(outputs: Sequence[Output]) -> None:
    seen = set(_ITS_OWN)
    for output in outputs:
        # Not every disk tells names apart by case.
        names = {output.file.casefold(), f"{output.file.casefold()}.meta.json"}
        if names & seen:
            raise QualcodeError(f"Two outputs are called “{output.file}”; give each a name of its own.")
        seen |= names


def rules_in_words(output: Output) -> str:
    """What is asked of a file as it is told to people."""
    shown = (f"{name}: {_words(value)}" for name, value in settings_of(output.question).items())
    return "; ".join(shown) or "as usual"


def _words(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
