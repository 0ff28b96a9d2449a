"""What a saved report is made of: files, their tables and rules, read from JSON and checked in words."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import PurePath
from typing import Any, Final

from qualcode.model.errors import QualcodeError
from qualcode.model.front import AS_IN_THE_PROJECT, FrontWords, is_logo
from qualcode.model.questions.first_page import FirstPageParts
from qualcode.model.questions.kinds import KINDS, AnyQuestion, question_in, settings_of, word_of
from qualcode.model.questions.parts import parts_of
from qualcode.model.questions.reports import SegmentsQuestion
from qualcode.model.questions.words import Sorting
from qualcode.model.segments import SegmentSort
from qualcode.model.words.in_words import some_of

MANIFEST: Final = "manifest.json"
FIGURES: Final = "figures.json"
CHANGES: Final = "since-last-time.html"
_ITS_OWN: Final = frozenset((MANIFEST, FIGURES, CHANGES))
"""Files that a run adds of itself."""

_MOST_LETTERS, _MOST_BYTES = 150, 240
"""Disks count bytes, of which a letter may take four; what is written beside a file has a longer name."""
_UNSAFE: Final = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_OF_WINDOWS: Final = re.compile(
    r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])\s*(\.|$)", re.IGNORECASE
)
"""Names of devices, whatever their ending: nobody could write such a file there."""

_DEEPEST: Final = 50
_TOO_DEEP: Final = "The definition has far more brackets within brackets than any report."
PARTS: Final = ("outputs", "document", "note")
KEPT_NAMES: Final = "names"
"""A part that a project adds: what the names in the others stood for when the report was saved."""
OWN_KEYS: Final = ("file", "table")
"""Of each file, besides the settings of its table."""


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
class OneDocument:
    """How a report is written as one document: which files are its parts, and what its front says."""

    parts: tuple[str, ...] = ()
    words: FrontWords = AS_IN_THE_PROJECT
    cover: bool = True


@dataclass(frozen=True, slots=True)
class Definition:
    """The files of a report in their order, and the same as JSON in one certain form."""

    outputs: tuple[Output, ...]
    content: str
    document: OneDocument = OneDocument()


def read_definition(content: str) -> Definition:
    """The definition in ``content``. Raises QualcodeError with a sentence on what does not fit.

    It is JSON: ``{"outputs": [{"file": "privacy.csv", "table": "segments", "codes": ["privacy"]}]}``.
    """
    try:
        value = json.loads(content)
    except RecursionError as error:
        raise QualcodeError(_TOO_DEEP) from error
    except ValueError as error:
        raise QualcodeError(f"The definition is not JSON: {error}.") from error
    _check_depth(value)
    if not isinstance(value, dict) or not isinstance(value.get("outputs"), list) or not value["outputs"]:
        raise QualcodeError(
            'A report is a JSON object with a list “outputs”, one entry a file: {"outputs": [{"file": …}]}.'
        )
    value.pop(KEPT_NAMES, None)
    unknown = [name for name in value if name not in PARTS]
    if unknown:
        raise QualcodeError(
            f"“{unknown[0]}” is not a part of a report; its parts are “outputs”, “document” and “note”."
        )
    outputs = [_output(number, entry) for number, entry in enumerate(value["outputs"], 1)]
    _check_names(outputs)
    document = _document(value.get("document", {}), [output.file for output in outputs])
    return Definition(tuple(outputs), definition_json(value), document)


def _check_depth(value: Any) -> None:
    """How deep Python reads depends on where it is: what is read here may be too deep to be written."""
    level = [value]
    for _ in range(_DEEPEST):
        level = [
            inner
            for each in level
            for inner in (each.values() if isinstance(each, dict) else each if isinstance(each, list) else ())
        ]
        if not level:
            return
    raise QualcodeError(_TOO_DEEP)


def definition_json(value: Mapping[str, Any]) -> str:
    """A definition in the one form in which it is kept."""
    return json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True)


def word_key(name: str) -> str:
    """What a word of the first page is called in a definition."""
    return name.replace("_", "-")


def _document(value: Any, files: Sequence[str]) -> OneDocument:
    words = {word_key(name.name): name.name for name in fields(FrontWords)}
    if not isinstance(value, dict):
        raise QualcodeError('“document” is not an object such as {"parts": ["codebook.docx"]}.')
    for name, said in value.items():
        if name == "parts":
            # A file that has been taken out of the report is no part any more.
            fits = isinstance(said, list) and all(isinstance(file, str) for file in said)
        elif name == "cover":
            fits = isinstance(said, bool)
        else:
            fits = name in words and isinstance(said, str) and (name != "logo" or is_logo(said))
        if not fits:
            raise QualcodeError(
                f"“{name}” does not fit in “document”: it takes “parts” (a list of files), “cover” (true or "
                f"false) and the texts {', '.join(words)}; a logo is a picture as text "
                "(data:image/png;base64,…)."
            )
    parts = tuple(file for file in value.get("parts", ()) if file in files)
    said = FrontWords(**{name: value[key] for key, name in words.items() if key in value})
    return OneDocument(parts, said, value.get("cover", True))


def _output(number: int, entry: Any) -> Output:
    where = f"Output {number}"
    if not isinstance(entry, dict):
        raise QualcodeError(f"{where} is not an object with “file” and “table”.")
    for name in OWN_KEYS:
        if not isinstance(entry.get(name), str) or not entry[name]:
            raise QualcodeError(f"{where} has no “{name}”.")
    file, word = entry["file"], entry["table"]
    where = f"{where} (“{file}”)"
    settings = {name: value for name, value in entry.items() if name not in OWN_KEYS}
    try:
        if word in KINDS:
            _check_file(file, word)
        return Output(file, question_in(word, settings))
    except QualcodeError as error:
        raise QualcodeError(f"{where}: {error}") from error


def _check_file(file: str, word: str) -> None:
    if len(file) > _MOST_LETTERS or len(file.encode(errors="replace")) > _MOST_BYTES:
        raise QualcodeError("“file” is too long for the name of a file; make it shorter.")
    if _UNSAFE.search(file) or file.startswith(".") or file != file.strip():
        raise QualcodeError("“file” must be a plain file name, without a folder.")
    if _OF_WINDOWS.match(file):
        raise QualcodeError(
            f"“file”: Windows keeps the name “{PurePath(file).stem}” for a device; choose another one."
        )
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


_BEFORE: Final = {"by": "by", "order": "by", "transcript": "of", "kind": "of", "checklist": "of"}
"""What stands before a setting that goes on with the name of the table."""
_SAID: Final = {
    "test": "with a significance test",
    "used": "used codes only",
    "aggregate": "subcodes included",
}
_DATA: Final = (".csv", ".json", ".xlsx")
"""Files without chapters."""
_SORTED: Final = {
    Sorting.CODEBOOK.value: "in codebook order",
    Sorting.CLUSTER.value: "clustered",
    SegmentSort.NEWEST.value: "newest first",
}
_OF_COURSE: Final = frozenset(row.key for row in parts_of(FirstPageParts))


def output_in_words(output: Output) -> str:
    """What a file holds as people would say it: ``Codes by gender, with totals``."""
    settings = {name: value for name, value in settings_of(output.question).items() if name not in _OF_COURSE}
    if isinstance(output.question, SegmentsQuestion) and PurePath(output.file).suffix.lower() not in _DATA:
        # So documents are called.
        settings.setdefault("order", output.question.order.value)
    begun = [f"{_BEFORE[name]} {_words(settings.pop(name))}" for name in _BEFORE if name in settings]
    return ", ".join(
        (" ".join((KINDS[output.table].called, *begun)), *(_said(*each) for each in settings.items()))
    )


def _said(name: str, value: object) -> str:
    if name in _SAID and value is True:
        return _SAID[name]
    if isinstance(value, bool):
        return f"{'with' if value else 'without'} {name.replace('-', ' ')}"
    if name == "sort":
        return _SORTED.get(str(value), f"sorted by {value}")
    return f"{name.replace('-', ' ')}: {_words(value)}"


def _words(value: object) -> str:
    words = value if isinstance(value, list) else [value]
    return some_of([str(word).removeprefix("query:") for word in words])
