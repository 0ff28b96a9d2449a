"""What the front of a document says below its title, as lines; what is empty is left out."""

from typing import Final

from qualcode.model.front import Front
from qualcode.model.words.in_words import day_in_words

LETTERS_ACROSS: Final = {False: 88, True: 130}
"""Of a line of the front, on a page that stands and on one that lies across."""
_BETWEEN: Final = " · "


def front_lines(front: Front) -> list[str]:
    """Study, authors, organisation, date and version of the codebook, a line for each."""
    study = "" if front.study in {front.title, front.subtitle} else front.study
    return list(filter(None, (study, front.authors, front.organisation, *_when(front))))


def top_lines(front: Front, *, landscape: bool) -> list[str]:
    """The same above a document without a cover: in a line as many as find room, and none of them broken."""
    rows: list[str] = []
    for said in front_lines(front):
        longer = f"{rows[-1]}{_BETWEEN}{said}" if rows else said
        if rows and len(longer) <= LETTERS_ACROSS[landscape]:
            rows[-1] = longer
        else:
            rows.append(said)
    return rows


def subject(front: Front) -> str:
    """What the document is about, for the properties of its file."""
    return front.subtitle or front.study


def _when(front: Front) -> tuple[str, str]:
    day = "" if front.date is None else day_in_words(front.date.date())
    version = f"Codebook version {front.codebook_version}" if front.codebook_version else ""
    return day, version
