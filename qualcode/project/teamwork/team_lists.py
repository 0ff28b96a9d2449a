"""Rounds, named versions of the codebook and other tools as lists, for the program and for other ones.

Moments are in UTC, to the second, and the columns say so.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Final

from qualcode.analysis.captions.lists import about_team_list
from qualcode.exporters.tables.list_file import ListSheet, write_list
from qualcode.exporters.tables.sheet_pages import Column
from qualcode.exporters.tables.sheet_properties import signed_like
from qualcode.exporters.writing import Cell
from qualcode.model.codes.codebook_version import codebook_sha256, codes_in
from qualcode.model.codes.named_versions import versions_in_order
from qualcode.model.front import front_of
from qualcode.model.results.tool_register import tools_in_order
from qualcode.model.study import Study
from qualcode.model.teamwork.rounds import progress_of_round, rounds_in_order


class TeamList(StrEnum):
    """What can be written as a list."""

    ROUNDS = "Rounds"
    VERSIONS = "Versions of the codebook"
    TOOLS = "Other tools"


_COLUMNS: Final = {
    TeamList.ROUNDS: (
        *(Column("round", 24), Column("open", 8), Column("blind", 8), Column("opened (UTC)", 20)),
        *(
            Column("closed (UTC)", 20),
            Column("codebook", 66, for_programs=True),
            Column("codebook changed", 10),
        ),
        *(Column("sample turns", 10, "#,##0"), Column("seed", 8, "0"), Column("folder", 30)),
        *(Column("transcript", 30), Column("coder", 18), Column("progress", 14), Column("said (UTC)", 20)),
        Column("kept at closing", 90),
    ),
    TeamList.VERSIONS: (
        *(Column("version", 24), Column("named (UTC)", 20), Column("by", 18), Column("step", 8, "#,##0")),
        *(
            Column("codes", 8, "#,##0"),
            Column("codebook", 66, for_programs=True),
            Column("now", 8),
            Column("note", 60),
        ),
    ),
    TeamList.TOOLS: (
        *(Column("tool", 24), Column("version", 14), Column("what for", 60), Column("when", 20)),
        *(Column("by", 18), Column("recorded by", 18), Column("recorded (UTC)", 20)),
    ),
}

_ABOUT: Final = {
    TeamList.ROUNDS: "A row for each coder and transcript of each round",
    TeamList.VERSIONS: "A row for each version of the codebook that was named, the oldest first",
    TeamList.TOOLS: "A row for each tool that was recorded",
}


def write_team_list(path: Path, study: Study, what: TeamList) -> int:
    """Write a list as csv or xlsx; returns how many rows it has."""
    rows = list({TeamList.ROUNDS: _rounds, TeamList.VERSIONS: _versions, TeamList.TOOLS: _tools}[what](study))
    sheet = ListSheet(what, _ABOUT[what], _COLUMNS[what])
    with signed_like(front_of(study.info, "", None)):
        return write_list(path, sheet, rows, about_team_list(study, what, len(rows)))


def _rounds(study: Study) -> Iterator[list[Cell]]:
    """A row for each coder and transcript of each round."""
    now = codebook_sha256(study)
    for row in rounds_in_order(study):
        sample: list[Cell] = [row.sample_turns, row.sample_seed]
        for each in progress_of_round(study, row.id):
            yield [
                *(
                    row.name,
                    _yes(row.is_open),
                    _yes(row.blind),
                    _moment(row.opened_at),
                    _moment(row.closed_at),
                ),
                *(row.codebook_sha256, _yes(row.codebook_sha256 != now), *sample, row.folder),
                *(each.transcript.name, each.coder.name, str(each.state), _moment(each.said_at)),
                " ".join(row.closing),
            ]


def _versions(study: Study) -> Iterator[list[Cell]]:
    now = codebook_sha256(study)
    for row in versions_in_order(study):
        codes = sum(code.codable for code in codes_in(row.content))
        yield [
            *(row.name, _moment(row.named_at), row.author, row.step),
            *(codes, row.sha256, _yes(row.sha256 == now), row.note),
        ]


def _tools(study: Study) -> Iterator[list[Cell]]:
    for row in tools_in_order(study):
        yield [
            *(row.tool, row.version, row.purpose, row.used),
            *(row.who, row.author, _moment(row.recorded_at)),
        ]


def _yes(is_so: bool) -> str:
    return "yes" if is_so else "no"


def _moment(moment: datetime | None) -> str:
    return "" if moment is None else f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S}"
