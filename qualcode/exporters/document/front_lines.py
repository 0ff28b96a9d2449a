"""What the front of a document says below its title, as lines; what is empty is left out."""

from qualcode.model.front import Front
from qualcode.model.words.in_words import day_in_words


def front_lines(front: Front) -> list[str]:
    """Study, authors, organisation, date and version of the codebook, a line for each."""
    study = "" if front.study in {front.title, front.subtitle} else front.study
    return list(filter(None, (study, front.authors, front.organisation, *_when(front))))


def subject(front: Front) -> str:
    """What the document is about, for the properties of its file."""
    return front.subtitle or front.study


def _when(front: Front) -> tuple[str, str]:
    day = "" if front.date is None else day_in_words(front.date.date())
    version = f"Codebook version {front.codebook_version}" if front.codebook_version else ""
    return day, version
