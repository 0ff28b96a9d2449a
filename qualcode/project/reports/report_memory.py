"""The figures of a run, kept beside its files, so that the next run can say what has changed."""

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from qualcode.exporters.writing import utf8, whole_file
from qualcode.model.results.report_figures import (
    CodeWording,
    FileFigures,
    QuotePlace,
    RunFigures,
    ToldFigure,
    ToldQuote,
)
from qualcode.project.reports.report_definition import FIGURES

_VERSION: Final = 6
"""Before it, runs kept figures that their files do not print, or under other names; they are not compared
with."""
_LARGEST: Final = 200_000_000
"""Bytes of a file that is read; nobody’s report is so large."""


@dataclass(frozen=True, slots=True)
class KeptFigures:
    """What a folder tells of the runs in it. ``last`` None: nothing, or nothing that can be read.

    ``before`` is what ``last`` was compared with, so that running it again at the same step compares alike.
    """

    last: RunFigures | None = None
    before: RunFigures | None = None
    fault: str = ""

    def to_compare(self, now: RunFigures) -> RunFigures | None:
        """The run that another one at this moment is compared with."""
        if self.last is None or self.last.report != now.report:
            return None
        return self.before if self.last.step == now.step else self.last


def kept_figures(folder: Path) -> KeptFigures:
    """What is kept in a folder; never fails, for it may have been moved, edited or half copied."""
    path = folder / FIGURES
    try:
        if not path.is_file():
            return KeptFigures()
        if path.stat().st_size > _LARGEST:
            raise ValueError("too large")
        value = json.loads(path.read_text("utf-8"))
        if value["version"] != _VERSION:
            return KeptFigures(
                fault=f"The last run in “{folder}” was made with another version of qualcode, so nothing is "
                "compared this time; the next run is compared with this one."
            )
        before = value.get("before")
        return KeptFigures(_run(value), None if before is None else _run(before))
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return KeptFigures(fault=f"“{path}” cannot be read, so nothing is compared with the last run.")


def keep_figures(path: Path, now: RunFigures, before: RunFigures | None) -> None:
    """Write the figures of a run, and those it was compared with."""
    value = {"version": _VERSION, **_written(now), "before": None if before is None else _written(before)}
    with whole_file(path) as stream:
        stream.write(utf8(json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"))


def _written(run: RunFigures) -> dict[str, Any]:
    return {
        "report": run.report,
        "step": run.step,
        "moment": run.moment.isoformat(),
        "files": {
            name: {
                "figures": {key: list(row) for key, row in each.figures.items()},
                "quotes": {key: _quote_written(told) for key, told in each.quotes.items()},
                "texts": {key: list(row) for key, row in each.texts.items()},
                **({"lines": list(each.lines)} if each.lines else {}),
            }
            for name, each in run.files.items()
        },
        "codes": {
            str(row): {"name": code.name, "texts": dict(code.texts)} for row, code in run.codes.items()
        },
    }


def _run(value: Mapping[str, Any]) -> RunFigures:
    step = value["step"]
    if not isinstance(step, int):
        raise TypeError(step)
    return RunFigures(
        str(value["report"]),
        step,
        datetime.fromisoformat(value["moment"]),
        {str(name): _file(each) for name, each in value["files"].items()},
        {
            UUID(row): CodeWording(str(code["name"]), _words(code["texts"]))
            for row, code in value["codes"].items()
        },
    )


def _file(value: Mapping[str, Any]) -> FileFigures:
    return FileFigures(
        _told(value["figures"]),
        {str(key): _quote(told) for key, told in value["quotes"].items()},
        _told(value.get("texts", {})),
        tuple(str(line) for line in value.get("lines", ())),
    )


def _quote_written(told: ToldQuote) -> list[Any]:
    place = told.place
    return [told.source] if place is None else [told.source, str(place.transcript_id), *place[1:]]


def _quote(value: Any) -> ToldQuote:
    source, *place = value
    if not place:
        return ToldQuote(str(source))
    transcript_id, start, end, words = place
    return ToldQuote(str(source), QuotePlace(UUID(transcript_id), int(start), int(end), str(words)))


def _told(value: Mapping[str, Any]) -> dict[str, ToldFigure]:
    return {str(key): ToldFigure(str(of), _figure(figure)) for key, (of, figure) in value.items()}


def _figure(figure: Any) -> str | int | float:
    if not isinstance(figure, str | int | float):
        raise TypeError(figure)
    return figure


def _words(value: Mapping[str, Any]) -> dict[str, str]:
    return {str(label): str(words) for label, words in value.items()}


def with_number(folder: Path) -> tuple[Path, Path | None]:
    """The next folder beside one that holds a report, ``Report (2)``, and the last that is there already."""
    last, number = (folder, 2) if folder.exists() else (None, 1)
    target = folder
    while target.exists():
        last = target
        target = folder.with_name(f"{folder.name} ({number})")
        number += 1
    return target, last


def holds_files(folder: Path) -> bool:
    """Whether there is anything in a folder that could be overwritten."""
    with suppress(OSError):
        return any(folder.iterdir())
    return False
