"""The agreement of coders for other programs: plain values with the names of the command line's JSON."""

import math
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from qualcode.exporters.agreement.agreement_strands import strands_as_json
from qualcode.model.questions.provenance import facts
from qualcode.model.results.agreement import (
    Agreement,
    AgreementFigures,
    AgreementTable,
    ConfidenceInterval,
    RoundHistory,
)


def as_json(found: Agreement) -> dict[str, Any]:
    """Every figure; what is not defined is null, with the reason beside it."""
    return {
        "unit": str(found.unit),
        "coders": list(found.coders),
        "transcripts": list(found.transcripts),
        "left_out": [{"transcript": name, "not_coded_by": who} for name, who in found.left_out],
        "units": found.number,
        "characters": found.characters,
        "codes": [{"code": row.name, **_figures(row, found.coders)} for row in found.codes],
        "pooled": _figures(found.pooled, found.coders),
        "mean": _figures(found.mean, found.coders),
        "pairs": [
            {
                "coders": list(pair.coders),
                "codes": [{"code": row.name, **_figures(row, pair.coders)} for row in pair.codes],
                "pooled": _figures(pair.pooled, pair.coders),
            }
            for pair in found.pairs
        ],
        "sets": {
            **{str(name): _number(value) for name, value in found.sets.alphas.items()},
            "interval": _intervals(found.sets.intervals),
            "reason": found.sets.reason or None,
        },
        "unitizing": {
            "u": _number(found.unitizing.u),
            "binary": _number(found.unitizing.binary),
            "cu": _number(found.unitizing.cu),
            "reason": found.unitizing.reason or None,
        },
        "decisions": [
            {**asdict(each), "decided": each.decided.isoformat(timespec="seconds")}
            for each in found.decisions
        ],
        **strands_as_json(found),
        **_history(found.history),
        "about": dict(facts(found.provenance)),
    }


def _history(told: RoundHistory | None) -> dict[str, Any]:
    """The round that is compared; nothing where none is."""
    if told is None:
        return {}
    closed = None if told.closed is None else told.closed.isoformat(timespec="seconds")
    return {
        "round": {
            "name": told.name,
            "closed": closed,
            "as_closed": told.replayed,
            "kept": list(told.kept),
            "since": list(told.since),
            "now": told.now or None,
        }
    }


def _figures(row: AgreementFigures, coders: tuple[str, ...]) -> dict[str, Any]:
    table = row.units
    counted = {} if table is None else _table(table, coders)
    unitizing = row.figures.get("unitizing")  # type: ignore[call-overload]
    plain = {str(name): _number(value) for name, value in row.figures.items() if name != "unitizing"}
    return {
        **counted,
        **plain,
        **({} if unitizing is None else {"unitizing": dict.fromkeys(("u", "binary"), _number(unitizing))}),
        "interval": _intervals(row.intervals),
        **({} if row.characters is None else {"characters": _table(row.characters, coders)}),
        "reason": row.reason or None,
    }


def _table(table: AgreementTable, coders: tuple[str, ...]) -> dict[str, Any]:
    return {
        "both": _whole(table.both),
        "only": dict(zip(coders, map(_whole, table.only), strict=True)),
        "some": _whole(table.some),
        "neither": None if table.neither is None else _whole(table.neither),
    }


def _intervals(intervals: Mapping[Any, ConfidenceInterval | None]) -> dict[str, list[float] | None]:
    return {
        str(name): None if found is None else [found.low, found.high] for name, found in intervals.items()
    }


def _number(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _whole(value: float) -> int:
    return round(value)
