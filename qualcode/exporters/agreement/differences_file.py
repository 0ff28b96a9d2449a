"""Passages that two coders read differently as a table, to be settled in a spreadsheet and read back."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

from qualcode.exporters.formats import writer_for
from qualcode.exporters.tables.sheet_pages import Column
from qualcode.exporters.tables.spreadsheet import spreadsheet
from qualcode.exporters.writing import Cell, whole_file, write_csv
from qualcode.model.questions.provenance import Provenance
from qualcode.model.study import Study
from qualcode.model.teamwork.reading_words import decided, kind_in_words
from qualcode.model.teamwork.readings import CodeReading, ReadingDifference

_HELP: Final = (
    "Write into “decision” one of the two coders’ names, “both”, “neither” or “new”; for “new” the code’s "
    "name into “code”. “reason” may say why. Leave “key” as it is."
)


def write_differences(path: Path, study: Study, found: Sequence[ReadingDifference], about: Provenance) -> int:
    """Write differences as csv or xlsx; returns how many."""
    writers: dict[str, Callable[[], int]] = {
        ".csv": lambda: _write_csv(path, study, found),
        ".xlsx": lambda: _write_xlsx(path, study, found, about),
    }
    return writer_for(path, writers)()


def _header(study: Study, found: Sequence[ReadingDifference]) -> list[str]:
    names = [study.coders[each].name for each in (found[0].one_id, found[0].other_id)] if found else []
    return ["transcript", "turn", "difference", *names, "text", "decision", "code", "reason", "key"]


def _rows(study: Study, found: Sequence[ReadingDifference]) -> Iterator[list[Cell]]:
    for each in found:
        turn = study.turn_at(each.transcript_id, each.span.start)
        decision, code = decided(study, each)
        yield [
            study.transcripts[each.transcript_id].name,
            None if turn is None else turn.ordinal + 1,
            kind_in_words(study, each),
            *(_readings(study, each, side) for side in (each.ones, each.others)),
            study.quoted(each.transcript_id, each.span),
            decision,
            code,
            "" if each.decision is None else each.decision.reason,
            each.key,
        ]


def _readings(study: Study, each: ReadingDifference, side: Sequence[CodeReading]) -> str:
    return "\n".join(
        f"{study.path(reading.code_id)}: {study.quoted(each.transcript_id, reading.span)}" for reading in side
    )


def _write_csv(path: Path, study: Study, found: Sequence[ReadingDifference]) -> int:
    with whole_file(path) as stream:
        return write_csv(stream, _header(study, found), _rows(study, found))


def _write_xlsx(path: Path, study: Study, found: Sequence[ReadingDifference], about: Provenance) -> int:
    widths = {"transcript": 24, "difference": 18, "text": 60, "decision": 14, "code": 22, "reason": 26}
    widths |= {"turn": 8, "key": 14}
    columns = [
        Column(name, widths.get(name, 34), "0" if name == "turn" else "") for name in _header(study, found)
    ]
    with whole_file(path) as stream, spreadsheet(stream, about, (_HELP,)) as book:
        sheet = book.sheet(
            "Differences", columns, "A row for each passage read differently", frozen_columns=1
        )
        for row in _rows(study, found):
            sheet.write(row)
    return len(found)
