"""Tables of data as files for analysis elsewhere: CSV, Parquet, SPSS and JSON Lines, with a dictionary."""

import io
import json
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import numpy as np

from qualcode.exporters.whole_folder import whole_folder
from qualcode.exporters.writing import Cell, utf8, whole_file, write_csv
from qualcode.model.errors import QualcodeError
from qualcode.model.machine.progress import Progress, no_progress
from qualcode.model.results.data_table import DataFormat, DataTable, ValueColumn, Values, type_of
from qualcode.model.study import Study
from qualcode.model.words.direction import direction_of
from qualcode.model.words.in_words import counted

DICTIONARY: Final = "dictionary.csv"
_HEADER: Final = ("table", "column", "type", "meaning", "choices", "name in the file")
_EXTRA: Final = "pip install qualcode[analysis]"
_LONGEST: Final = 32_767
"""Bytes of a word variable in SPSS."""

_NOT_IN_NAMES: Final = re.compile(r"[^A-Za-z0-9_.@#$]+")


def write_data(
    folder: Path,
    tables: Sequence[DataTable],
    study: Study,
    format_: DataFormat,
    *,
    progress: Progress = no_progress,
) -> list[str]:
    """Write the tables into ``folder`` and say what was written, and what would not fit.

    For JSON Lines, which annotation tools read, there is one line for each transcript instead. Raises
    QualcodeError.
    """
    with whole_folder(folder) as aside:
        if format_ is DataFormat.JSON_LINES:
            return [_write_lines(aside / "annotations.jsonl", study, progress)]
        return _write_tables(aside, tables, format_, progress)


def _write_tables(
    folder: Path, tables: Sequence[DataTable], format_: DataFormat, progress: Progress
) -> list[str]:
    said: list[str] = []
    for number, table in enumerate(tables):
        progress(number, len(tables), table.name)
        said.append(_WRITERS[format_](folder / f"{table.name}.{format_}", table))
    with whole_file(folder / DICTIONARY) as stream:
        write_csv(stream, _HEADER, _described(tables, format_))
    progress(len(tables), len(tables), "")
    return [*said, DICTIONARY]


def _described(tables: Iterable[DataTable], format_: DataFormat) -> Iterator[Sequence[Cell]]:
    for table in tables:
        names = spss_names(table) if format_ is DataFormat.SPSS else tuple(table)
        for column, name in zip(table.columns, names, strict=True):
            choices = "; ".join(column.labels)
            yield table.name, column.name, type_of(column.values), column.meaning, choices, name


# -- CSV ------------------------------------------------------------------------------------------


def _write_csv(path: Path, table: DataTable) -> str:
    rows = zip(*(_cells(column.values) for column in table.columns), strict=True)
    with whole_file(path) as stream:
        write_csv(stream, tuple(table), rows)
    return path.name


def _cells(values: Values) -> list[Cell]:
    """Values as cells: empty where there is none, moments as ISO 8601, yes and no as 1 and 0."""
    match values.dtype.kind:
        case "M":
            return ["" if written == "NaT" else written for written in np.datetime_as_string(values).tolist()]
        case "f":
            return ["" if np.isnan(value) else value for value in values.tolist()]
        case "b":
            return [int(value) for value in values.tolist()]
        case _:
            return list(values.tolist())


# -- Parquet --------------------------------------------------------------------------------------


def _write_parquet(path: Path, table: DataTable) -> str:
    arrow, parquet = _library("pyarrow"), _library("pyarrow.parquet")
    fields, arrays = [], []
    for column in table.columns:
        array = _arrow_array(arrow, column.values)
        fields.append(arrow.field(column.name, array.type, metadata={"meaning": column.meaning}))
        arrays.append(array)
    made = arrow.Table.from_arrays(arrays, schema=arrow.schema(fields))
    stream = io.BytesIO()
    parquet.write_table(made, stream, compression="zstd")
    with whole_file(path) as file:
        file.write(stream.getbuffer())
    return path.name


def _arrow_array(arrow: Any, values: Values) -> Any:
    if values.dtype.kind == "O":
        # Half of a surrogate pair has no UTF-8 form.
        return arrow.array([utf8(word).decode("utf-8") for word in values.tolist()], type=arrow.string())
    missing = np.isnan(values) if values.dtype.kind == "f" else None
    if values.dtype.kind == "M" and values.dtype == np.dtype("datetime64[ms]"):
        return arrow.array(values, type=arrow.timestamp("ms", tz="UTC"))
    return arrow.array(values, mask=missing)


# -- SPSS -----------------------------------------------------------------------------------------


def _write_spss(path: Path, table: DataTable) -> str:
    pandas, readstat = _library("pandas"), _library("pyreadstat")
    names = spss_names(table)
    cut = 0
    columns: dict[str, Any] = {}
    labels: dict[str, Mapping[float, str]] = {}
    for column, name in zip(table.columns, names, strict=True):
        values, own_labels, too_long = _spss_values(column)
        columns[name] = values
        cut += too_long
        if own_labels:
            labels[name] = own_labels
    frame = pandas.DataFrame(columns)
    with tempfile.TemporaryDirectory() as beside:
        made = Path(beside) / "table.sav"
        readstat.write_sav(
            frame,
            str(made),
            column_labels=[_short(f"{column.name}: {column.meaning}") for column in table.columns],
            variable_value_labels=labels,
            row_compress=True,
        )
        with whole_file(path) as file:
            file.write(made.read_bytes())
    told = f" ({counted(cut, 'text')} cut at {_LONGEST:,} bytes, which is all that SPSS holds)" if cut else ""
    return f"{path.name}{told}"


def spss_names(table: DataTable) -> tuple[str, ...]:
    """Names that SPSS allows: letters, digits and a few signs, each once whatever its capitals."""
    taken: set[str] = set()
    names = []
    for column in table.columns:
        plain = _NOT_IN_NAMES.sub("_", column.name).strip("_.") or "v"
        plain = plain if plain[0].isalpha() else f"v_{plain}"
        name, number = plain[:60], 2
        while name.casefold() in taken or name.upper() in _RESERVED:
            name = f"{plain[:56]}_{number}"
            number += 1
        taken.add(name.casefold())
        names.append(name)
    return tuple(names)


_RESERVED: Final = frozenset(
    ("ALL", "AND", "BY", "EQ", "GE", "GT", "LE", "LT", "NE", "NOT", "OR", "TO", "WITH")
)


def _spss_values(column: ValueColumn) -> tuple[Any, Mapping[float, str], int]:
    """Values as SPSS has them, labels of numbers, and how many texts were cut."""
    values = column.values
    match values.dtype.kind:
        case "b":
            return values.astype(np.float64), {0.0: "no", 1.0: "yes"}, 0
        case "M" if values.dtype == np.dtype("datetime64[D]") and not np.isnat(values).all():
            return values.astype(object), {}, 0
        case "M":
            # SPSS counts seconds in a double: what comes after them would not come out as it went in.
            return values.astype("datetime64[s]").astype("datetime64[ms]"), {}, 0
        case "O" if column.labels and set(values.tolist()) <= {"", *column.labels}:
            places = {label: float(place) for place, label in enumerate(column.labels, 1)}
            numbers = np.array([places.get(value, np.nan) for value in values.tolist()])
            return numbers, {place: _short(label) for label, place in places.items()}, 0
        case "O":
            words = [_cut(value) for value in values.tolist()]
            return words, {}, sum(len(utf8(value)) > _LONGEST for value in values.tolist())
        case _:
            return values.astype(np.float64), {}, 0


def _cut(words: str) -> str:
    return utf8(words)[:_LONGEST].decode("utf-8", "ignore")


def _short(words: str) -> str:
    return words[:120]


# -- JSON Lines -----------------------------------------------------------------------------------


def _write_lines(path: Path, study: Study, progress: Progress) -> str:
    number = len(study.transcripts)
    with whole_file(path) as stream:
        for place, line in enumerate(_annotations(study)):
            progress(place, number, str(line["transcript"]))
            stream.write(utf8(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n"))
        progress(number, number, "")
    return path.name


def _annotations(study: Study) -> Iterator[dict[str, object]]:
    """One object for each transcript: its text, and its segments as places in it, counted in code points."""
    for row in study.transcripts_in_order:
        text = study.text(row.id)
        codings = sorted(study.codings_of(row.id), key=lambda coding: (coding.span, coding.id))
        yield {
            "id": str(row.id),
            "transcript": row.name,
            "direction": direction_of(text),
            "text": text,
            "label": [[coding.span.start, coding.span.end, study.path(coding.code_id)] for coding in codings],
            "coder": [study.coders[coding.coder_id].name for coding in codings],
        }


def _library(name: str) -> Any:
    """A library that is installed on request only."""
    try:
        return import_module(name)
    except ImportError as error:
        raise QualcodeError(
            f"These files need “{name.partition('.')[0]}”, which is not installed. Install it with {_EXTRA}."
        ) from error


_WRITERS: Final[Mapping[DataFormat, Callable[[Path, DataTable], str]]] = {
    DataFormat.CSV: _write_csv,
    DataFormat.PARQUET: _write_parquet,
    DataFormat.SPSS: _write_spss,
}
