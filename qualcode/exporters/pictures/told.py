"""What is to be seen in a picture, for those who cannot see it: its kind, its codes, its highest figures."""

from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np

from qualcode.exporters.pictures.bands import Comparison, Portrait
from qualcode.exporters.pictures.bars import Bars
from qualcode.exporters.pictures.code_growth import CodeGrowth
from qualcode.exporters.pictures.heat_map import HeatMap
from qualcode.exporters.pictures.names import short_names
from qualcode.exporters.pictures.network import NetworkPicture
from qualcode.exporters.pictures.numbered import labels_numbered
from qualcode.exporters.pictures.sheet import Picture
from qualcode.exporters.pictures.talk_network import TalkNetwork
from qualcode.exporters.pictures.time_bars import TimeBars
from qualcode.exporters.pictures.word_bars import WordBars
from qualcode.model.results.matrix import Label, is_total
from qualcode.model.words.cutting import cut_in_line, in_one_line
from qualcode.model.words.in_words import beginning, counted, listed, with_capital, with_minus

_MOST: Final = 300
"""Letters that are read out without tiring whoever listens."""
_HIGHEST: Final = 3
_LONGEST_NAME: Final = 40

_Figure = tuple[str, float]
"""What a figure is of, and the figure."""


def told(picture: Picture) -> str:
    """A sentence or two of at most 300 letters; what is hidden in the picture is not told."""
    about = picture.page().provenance
    what, figures = _seen(picture)
    highest = sorted((each for each in figures if each[1] > 0), key=lambda each: -each[1])[:_HIGHEST]
    most = listed([f"{name} ({_number(value)})" for name, value in highest])
    said = f"{beginning(what)}. {'Highest: ' if most else ''}{most}{'.' if most else ''}"
    counted_so = about.sentence or about.title
    whole = f"{said.strip()} {with_capital(counted_so)}."
    return whole if len(whole) <= _MOST else in_one_line(said.strip(), _MOST)


def _seen(picture: Picture) -> tuple[str, Sequence[_Figure]]:
    """What kind of picture it is and of what, and the figures that it shows."""
    match picture:
        case HeatMap():
            return _heat_map(picture)
        case Bars() | WordBars():
            return _bars(picture)
        case NetworkPicture():
            names = _names([node.label for node in picture.nodes])
            ties = [(f"{names[tie.one]} and {names[tie.other]}", tie.weight) for tie in picture.edges]
            lines = counted(len(picture.edges), "line")
            return f"Network of {counted(len(names), 'code')} with {lines} between them", ties
        case Portrait() | TimeBars():
            used = picture.touched if isinstance(picture, Portrait) else picture.counts
            whole = _summed(picture.codes, used.sum(axis=1).tolist())
            kind = "Bands" if isinstance(picture, Portrait) else "Bars along time"
            return f"{kind} of {counted(len(picture.codes), 'code')} along a transcript", whole
        case Comparison():
            number = counted(len(picture.transcripts), "transcript")
            return f"Bands of {counted(len(picture.codes), 'code')} along {number}", ()
        case TalkNetwork():
            names = _names(picture.speakers)
            arrows = [(f"{names[a]} to {names[b]}", float(n)) for (a, b), n in picture.following.items()]
            return f"Network of who speaks after whom, of {counted(len(names), 'speaker')}", arrows
        case CodeGrowth():
            grown = [(row.name, float(len(row.new))) for row in picture.found.rows]
            return f"Bars of new codes in {counted(len(grown), 'transcript')}", grown
        case _:
            return "Picture", ()


def _heat_map(picture: HeatMap) -> tuple[str, list[_Figure]]:
    matrix = picture.matrix
    numbers = picture.numbers if picture.numbered else {}
    rows, columns = (_names(labels_numbered(labels, numbers)) for labels in (matrix.rows, matrix.columns))
    shown = np.argwhere(matrix.in_scale())
    places = [(int(row), int(column)) for row, column in shown if not matrix.symmetric or row < column]
    between = " and " if matrix.symmetric else " in "
    high, wide = (_without_total(labels) for labels in (matrix.rows, matrix.columns))
    figures = [
        (f"{rows[row]}{between}{columns[column]}", float(matrix.values[row, column]))
        for row, column in places
    ]
    return f"Heat map of {counted(high, 'row')} by {counted(wide, 'column')}", figures


def _bars(picture: Bars | WordBars) -> tuple[str, list[_Figure]]:
    matrix = picture.matrix
    last, names = len(matrix.columns) - 1, _names(matrix.rows)
    figures = [
        (name, float(matrix.values[row, last]))
        for row, name in enumerate(names)
        if (row, last) not in matrix.notes and not is_total(matrix.rows, row)
    ]
    return f"{counted(_without_total(matrix.rows), 'bar')}, the longest on top", figures


def _summed(labels: Sequence[Label], sums: Iterable[float]) -> list[_Figure]:
    return list(zip(_names(labels), map(float, sums), strict=True))


def _without_total(labels: Sequence[Label]) -> int:
    return len(labels) - is_total(labels, len(labels) - 1)


def _names(labels: Sequence[Label]) -> list[str]:
    return cut_in_line(short_names(labels), _LONGEST_NAME)


def _number(value: float) -> str:
    return f"{int(value):,}" if value == int(value) else with_minus(f"{value:,.2f}")
