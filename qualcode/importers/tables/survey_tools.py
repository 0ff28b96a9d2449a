"""What survey tools write besides answers: rows below the header, and columns that every export has.

Known are Qualtrics, Microsoft Forms, Google Forms, LimeSurvey, Online Surveys (JISC), SurveyMonkey, REDCap.
"""

import re
from collections.abc import Sequence
from typing import Final

from qualcode.importers.speakers.speaker_words import words_in

Rows = list[tuple[int, list[str]]]
"""Rows with the line of each."""

_IMPORT_ID: Final = '{"ImportId"'
_IDENTIFIERS: Final = words_in(
    """
    responseid|response id|response number|unique response number|respondent id|respondent|record id|recordid
    |submission id|participant id|interview number|antwort id|teilnehmer id|id de la réponse|id|case
    """,
    "|",
)
_TIMES: Final = words_in(
    """
    timestamp|start time|completion time|last modified time|start date|startdate|end date|enddate
    |recorded date|recordeddate|submitdate|date submitted|datestamp|date last action|date started
    |date completed|started|completed|submitted|submitted at|created|created at|date created|date modified
    |zeitstempel|startzeit|fertigstellungszeit|abgeschlossen|datum abgeschickt|horodateur|heure de début
    |heure de fin|marca temporal|informazioni cronologiche|tijdstempel|carimbo de data/hora|start|finish
    |time started|time completed
    """,
    "|",
)
_TECHNICAL: Final = words_in(
    """
    ip address|ipaddress|ipaddr|ip|seed|last page|lastpage|start language|startlanguage|refurl|referrer url
    |progress|duration (in seconds)|response type|distribution channel
    |distributionchannel|user language|userlanguage|recipient last name|recipientlastname|recipient first name
    |recipientfirstname|recipient email|recipientemail|external data reference|externalreference
    |external reference|location latitude|locationlatitude|location longitude|locationlongitude|collector id
    |email|e mail|email address|e mail address|username|user name|token|interviewtime|total time
    |user agent|useragent|browser|redcap survey identifier|custom data 1|adresse ip|total points|quiz feedback
    |grade posted time
    """,
    "|",
)
_BELOW: Final = frozenset(
    ("response", "open-ended response", "open ended response", "other (please specify)")
)
_CODE_AND_TEXT: Final = re.compile(r"[A-Za-z][\w\[\]]{0,30}\. +(?P<text>\S.*)", re.DOTALL)


def title_key(title: str) -> str:
    """A title as it is compared."""
    plain = " ".join(title.casefold().replace("_", " ").replace("-", " ").split()).rstrip(":*?")
    match = _CODE_AND_TEXT.fullmatch(plain)
    return match["text"] if match else plain


def is_time(title: str) -> bool:
    """Whether a tool records there when somebody answered."""
    plain = title_key(title)
    return plain in _TIMES or plain.endswith((" timestamp", " start time", " completion time"))


def is_technical(title: str) -> bool:
    """Whether a tool records there how it was reached, or who answered by name: not asked of anybody."""
    plain = title_key(title)
    return plain in _TECHNICAL or (plain.startswith(("points ", "feedback ")) and " - " in title)


def known_identifier(titles: Sequence[str]) -> int | None:
    """The column in which a tool numbers respondents."""
    keys = [title_key(title) for title in titles]
    return next((place for place, key in enumerate(keys) if key in _IDENTIFIERS), None)


def survey_header(header: list[str], rows: Rows) -> tuple[list[str], Rows]:
    """The names of the columns as respondents read the questions, and the rows of respondents."""
    for number, (_, row) in enumerate(rows[:3]):
        cells = [cell for cell in row if cell]
        if cells and sum(cell.startswith(_IMPORT_ID) for cell in cells) > len(cells) / 2:
            # Qualtrics: the row above it words the questions; below it come the answers.
            labels = rows[number - 1][1] if number else header
            padded = labels + [""] * (len(header) - len(labels))
            names = [label or name for label, name in zip(padded, header, strict=False)]
            return names, rows[number + 1 :]
    if rows and _names_options(header, rows[0][1]):
        return _with_options(header, rows[0][1]), rows[1:]
    texts = [_CODE_AND_TEXT.fullmatch(title) for title in header if title]
    if len(texts) >= 3 and all(texts) and known_identifier(header) is not None:
        # LimeSurvey: code and wording of each question in one title.
        return [
            match["text"] if (match := _CODE_AND_TEXT.fullmatch(title)) else title for title in header
        ], rows
    return header, rows


def _names_options(header: Sequence[str], row: Sequence[str]) -> bool:
    """Whether a row below the header names the options of questions, as SurveyMonkey does.

    It has nothing in the tool's own columns, and says that a column holds the answer.
    """
    place = known_identifier(header)
    said = any(cell.casefold() in _BELOW for cell in row)
    return said and place is not None and place < len(row) and not row[place]


def _with_options(header: Sequence[str], row: Sequence[str]) -> list[str]:
    """Each question with its option; a question's title stands above its first option alone."""
    names = []
    question = ""
    for place in range(max(len(header), len(row))):
        title = header[place] if place < len(header) else ""
        option = row[place] if place < len(row) else ""
        question = title or question
        plain = not option or (option.casefold() in _BELOW and title)
        names.append(question if plain else f"{question}: {option}")
    return names
