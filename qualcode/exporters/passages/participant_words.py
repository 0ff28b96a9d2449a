"""What a participant summary says of one participant, in words."""

from collections.abc import Iterator, Sequence
from typing import Final

from qualcode.exporters.writing import Cell
from qualcode.model.codes.code_names import names_in_lists
from qualcode.model.results.report_values import ParticipantFigures
from qualcode.model.study import Study
from qualcode.model.words.direction import isolated
from qualcode.model.words.in_words import BETWEEN, counted, said_with

OVERVIEW_HEADER: Final = ("Participant", "Turns", "Words", "Segments", "Codes")
_MOST_CODES: Final = 20
"""Of a participant, the most used first; a spreadsheet has them all."""
OVERVIEW: Final = "Overview"
NO_PARTICIPANTS: Final = "The project has no participants yet."
NOT_QUOTED: Final = "Not quoted."
ABOUT: Final = "About these figures"


def overview_rows(people: Sequence[ParticipantFigures]) -> Iterator[list[Cell]]:
    """Counts of every participant."""
    for row in people:
        yield [row.participant.name, row.turns, row.words, row.segments, len(row.codes)]


def elsewhere(people: Sequence[ParticipantFigures], segments: int) -> str:
    """Why there are fewer segments here than in all; empty where there are as many."""
    others = segments - sum(row.segments for row in people)
    if others <= 0:
        return ""
    which = "begins in words of somebody else and is" if others == 1 else "begin in words of others and are"
    return f"Of {counted(segments, 'segment')}, {others:,} {which} not counted here."


def spoken(row: ParticipantFigures) -> str:
    """``12 turns, 340 words in FG1; FG2``."""
    if not row.turns:
        return "Speaks in no transcript"
    return f"{counted(row.turns, 'turn')}, {counted(row.words, 'word')} in {'; '.join(row.transcripts)}"


def said_of(study: Study, row: ParticipantFigures) -> list[tuple[str, str]]:
    """Attributes in one paragraph, the memo, and the codes used."""
    names = names_in_lists(study)
    # Saying that there is one more takes the room of saying which.
    shown = len(row.codes) if len(row.codes) == _MOST_CODES + 1 else _MOST_CODES
    codes = "; ".join(
        f"{isolated(names[code_id])}\u00a0({number:,})" for code_id, number in row.codes[:shown]
    )
    if len(row.codes) > shown:
        codes += f"; and {len(row.codes) - shown:,} more"
    attributes = BETWEEN.join(
        said_with(isolated(name), isolated(value)) for name, value in row.attributes if value
    )
    # That there are no codes the table in front has said.
    pairs = (("Attributes", attributes), ("Memo", row.participant.memo), ("Codes", codes))
    return [(label, words) for label, words in pairs if words]
