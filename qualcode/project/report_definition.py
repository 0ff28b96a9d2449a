"""What a saved report is made of: files, their tables and rules, read from JSON and checked in words."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, Final, NamedTuple

from qualcode.analysis.table_order import Sorting
from qualcode.analysis.table_request import Figure, Shown
from qualcode.exporters.coded_transcript_word import Marking
from qualcode.exporters.segment_chapters import ChapterOrder
from qualcode.model.errors import QualcodeError
from qualcode.model.rules import Coefficient, Count, Rule
from qualcode.project.columns import PLAIN, QUERY

MANIFEST: Final = "manifest.json"

_UNSAFE: Final = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_OWN: Final = ("file", "table")


class Setting(NamedTuple):
    """What may stand under a name: ``fits`` says whether a value may, ``what`` says what should."""

    fits: Callable[[Any], bool]
    what: str
    required: bool = False


class ReportTable(NamedTuple):
    """A kind of table or report: the endings it can be written with, and its settings."""

    endings: tuple[str, ...]
    settings: Mapping[str, Setting]


@dataclass(frozen=True, slots=True)
class Output:
    """One file of a report."""

    file: str
    table: str
    settings: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Definition:
    """The files of a report in their order, and the same as JSON in one certain form."""

    outputs: tuple[Output, ...]
    content: str


def _one_of(choices: Sequence[str]) -> Setting:
    return Setting(lambda value: value in choices, f"one of: {', '.join(choices)}")


def _number(least: int) -> Setting:
    return Setting(lambda value: type(value) is int and value >= least, f"a whole number from {least} on")


def _is_queries(value: Any) -> bool:
    return _is_names(value) and all(name.startswith(QUERY) for name in value)


def _is_names(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(name, str) and name for name in value)


_SWITCH: Final = Setting(lambda value: isinstance(value, bool), "true or false")
_NAMES: Final = Setting(_is_names, "a list of names")
_NAME: Final = Setting(lambda value: isinstance(value, str) and bool(value), "a name", required=True)
_CHOSEN: Final = {"codes": _NAMES, "coders": _NAMES}
_QUERY: Final = _NAME._replace(what="the name of a saved query", required=False)
_SELECTION: Final = {
    **_CHOSEN,
    "transcripts": _NAMES,
    "aggregate": _SWITCH,
    "interviewers": _SWITCH,
    "query": _QUERY,
}

TABLES: Final[Mapping[str, ReportTable]] = {
    "codebook": ReportTable(
        (".docx", ".html", ".xlsx", ".csv"),
        {"coders": _NAMES, "quotes": _number(0), "consent": _SWITCH, "history": _SWITCH},
    ),
    "cooccurrence": ReportTable(
        (".csv", ".xlsx", ".docx"),
        {
            **_SELECTION,
            "rule": _one_of([*Rule]),
            "count": _one_of([*Count]),
            "within": _number(0),
            "coefficient": _one_of([*Coefficient]),
            "sort": _one_of([*Sorting]),
            "tidy": _SWITCH,
        },
    ),
    "codes": ReportTable(
        (".csv", ".xlsx", ".docx"),
        {
            **_SELECTION,
            "by": Setting(
                lambda value: _NAME.fits(value) or _is_queries(value),
                f"{', '.join(PLAIN)}, the name of an attribute, query:NAME, or a list of query:NAME",
                required=True,
            ),
            "count": _one_of([*Figure]),
            "unit": _one_of([rule for rule in Rule if rule.by_unit]),
            "shown": _one_of([*Shown]),
            "minimum-cell": _number(0),
            "totals": _SWITCH,
            "sort": _one_of([sorting for sorting in Sorting if sorting is not Sorting.CLUSTER]),
            "tidy": _SWITCH,
        },
    ),
    "conversation": ReportTable((".csv", ".xlsx"), dict(_SELECTION)),
    "segments": ReportTable(
        (".csv", ".xlsx", ".json", ".docx", ".html"),
        {
            **_CHOSEN,
            "transcripts": _NAMES,
            "query": _QUERY,
            "order": _one_of([*ChapterOrder]),
            "context": _number(0),
            "context-turns": _number(0),
            "consent": _SWITCH,
        },
    ),
    "framework": ReportTable((".docx", ".xlsx", ".csv"), {**_CHOSEN, "counts": _SWITCH, "tidy": _SWITCH}),
    "participants": ReportTable(
        (".docx", ".html", ".xlsx", ".csv"), {"coders": _NAMES, "quotes": _number(0), "consent": _SWITCH}
    ),
    "methods": ReportTable((".docx", ".html"), {}),
    "transcript": ReportTable(
        (".docx", ".html"), {**_CHOSEN, "transcript": _NAME, "as": _one_of([*Marking])}
    ),
}
"""Every kind of table that a report can hold."""


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
    file, kind = entry["file"], entry["table"]
    where = f"{where} (“{file}”)"
    table = TABLES.get(kind)
    if table is None:
        raise QualcodeError(f"{where}: there is no table “{kind}”; there are {', '.join(TABLES)}.")
    _check_file(where, file, kind, table)
    settings = {name: value for name, value in entry.items() if name not in _OWN}
    for name, value in settings.items():
        setting = table.settings.get(name)
        if setting is None:
            known = ", ".join(table.settings) or "none"
            raise QualcodeError(f"{where}: “{kind}” has no setting “{name}”; its settings: {known}.")
        if not setting.fits(value):
            raise QualcodeError(f"{where}: “{name}” must be {setting.what}.")
    for name, setting in table.settings.items():
        if setting.required and name not in settings:
            raise QualcodeError(f"{where}: “{name}” is missing; it must be {setting.what}.")
    return Output(file, kind, settings)


def _check_file(where: str, file: str, kind: str, table: ReportTable) -> None:
    if _UNSAFE.search(file) or file.startswith(".") or file != file.strip() or len(file) > 150:
        raise QualcodeError(f"{where}: “file” must be a plain file name, without a folder.")
    if PurePath(file).suffix.lower() not in table.endings:
        endings = ", ".join(ending.removeprefix(".") for ending in table.endings)
        raise QualcodeError(f"{where}: “{kind}” is written as {endings}; let the file name end so.")


def _check_names(outputs: Sequence[Output]) -> None:
    seen = {MANIFEST}
    for output in outputs:
        # Not every disk tells names apart by case.
        names = {output.file.casefold(), f"{output.file.casefold()}.meta.json"}
        if names & seen:
            raise QualcodeError(f"Two outputs are called “{output.file}”; give each a name of its own.")
        seen |= names


def rules_in_words(output: Output) -> str:
    """The settings of a file as they are told to people."""
    shown = (f"{name}: {_words(value)}" for name, value in output.settings.items())
    return "; ".join(shown) or "as usual"


def _words(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
