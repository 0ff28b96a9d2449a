"""The block at the head of a transcript that tells of the session: date, place, who took part."""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Final, NamedTuple

from qualcode.importers.speakers.speaker_labels import LabelClass, label_class, without_doubt
from qualcode.importers.speakers.speaker_words import (
    GREETINGS,
    HEADER_KEYS,
    HEADER_LISTS,
    SPEAKER_NOUNS,
    one_of,
)
from qualcode.model.transcripts.speaker_guide import label_key
from qualcode.model.words.file_header import DETAIL, names_recording

_LAST_LINE: Final = 100
_LONGEST_LINE: Final = 2000
_LONGEST_ROW: Final = 120
_PAIR: Final = 2
_RULE: Final = re.compile(r"[ \t]*[-=*_~–—#.]{3,}[ \t]*$")
_PERSONS: Final = re.compile(
    r"(?:lead |co-?|second |assistant )?(?:interviewer|interviewee|moderator|facilitator|participant|"
    r"respondent|observer|note-?[ ]?taker|researcher|interpreter|technician|speaker|chair|host)(?: ?\d{1,2})?"
)
_OFFICE: Final = re.compile(r"\w(?:er|or|ist|ant|ent|ee|ian|eur|head|lead|clerk|boss|guide|aide)s?$")
_BETWEEN: Final = re.compile(r"[ \xa0]*[|;•·\t][ \xa0\t]*|[ \xa0]{2,}|[.,][ \xa0]+|[ \xa0](?=[^\W\d_a-z])")
"""What may stand between two pairs on one line."""
_FIRMLY: Final = re.compile(r"[|;•·\t]|[ \xa0]{2}")
_NEXT_KEY: Final = re.compile(r"(?P<key>[^\W\d_a-z][^\W_]*(?:[ /-][^\W_]+){0,3})[ \xa0]*:(?:[ \xa0\t]|$)")
_TITLE: Final = re.compile(
    r"(?P<kind>(?:group |follow-?up |expert |pilot )?(?:interview|transcript(?:ion)?|session|recording"
    r"|focus group|fgd?|entretien|gruppendiskussion|transkript))[ \xa0]*"
    r"(?P<number>(?:(?:n[or]\.?|nº|#)[ \xa0]*)?\d{1,4}[a-z]?)?",
    re.IGNORECASE,
)
"""What a recording is called, with its number: “Interview 7”, “Transcript no. 12b”."""
_GREETING: Final = re.compile(one_of(GREETINGS) + r"\b", re.IGNORECASE)


class HeaderBlock(NamedTuple):
    """Where the conversation may begin, and what the block before it tells."""

    first_line: int
    details: tuple[tuple[str, str], ...]


def read_header(
    lines: Sequence[str], label_counts: Mapping[str, int], spoken: Collection[int] = ()
) -> HeaderBlock:
    """The header of a transcript.

    ``label_counts`` tells how often a key occurs as a label; ``spoken`` are lines that certainly
    begin a turn, in whatever shape: the header ends before the first.
    """
    details: list[tuple[str, str]] = []
    waiting: list[tuple[str, str]] = []
    rows: list[int] = []
    end, gap, number = 0, True, 0
    stop = min(len(lines), _LAST_LINE, *spoken)
    while number < stop:
        line = lines[number]
        number += 1
        if not line or line.isspace():
            gap = True
            continue
        if _RULE.match(line):
            if details or _names_people(waiting, label_counts):
                details, waiting, end = details + waiting, [], number
            continue
        pairs = pairs_of(line)
        named = _names_file(line, pairs, label_counts)
        if not pairs and not named:
            gap = False
            continue
        key, value = pairs[0] if pairs else ("", "")
        count = label_counts.get(label_key(without_doubt(key)), 0)
        if named or tells_of_session(key, count):
            if key and not value and key.split()[-1].casefold() in HEADER_LISTS:
                value, number = _listed(lines, number)
                pairs = [(key, value)]
            details, waiting, end = details + waiting + pairs, [], number
        elif key in dict(waiting) or not _may_be_detail(key, value, count):
            # What is said of a session is said once; who speaks comes again.
            number -= 1
            break
        else:
            waiting += pairs
            rows.append(number)
            if details and not gap and _closes_block(lines, number, pairs[0], label_counts):
                details, waiting, end = details + waiting, [], number
        gap = False
    is_table = not details and _is_table(lines, rows, number)
    is_header = is_table or (number in spoken and _names_people(waiting, label_counts))
    details, end = (details + waiting, rows[-1]) if is_header else (details, end)
    return HeaderBlock(end, tuple((key, value) for key, value in details if value))


def _names_file(line: str, pairs: Sequence[tuple[str, str]], label_counts: Mapping[str, int]) -> bool:
    """Whether a line names the file of a recording, and does not begin with somebody who speaks again."""
    key = pairs[0][0] if pairs else ""
    return names_recording(line) and label_counts.get(label_key(without_doubt(key)), 0) <= 1


def _is_table(lines: Sequence[str], rows: Sequence[int], below: int) -> bool:
    """Whether pairs are the rows of a table above a talk that is none: the head of many Word transcripts.

    ``rows`` are the numbers of the lines below each, ``below`` is that of the line that is no pair.
    """
    written = [lines[row - 1] for row in rows]
    follows = next((line for line in lines[below : below + 3] if line.strip()), "")
    return (
        len(rows) > 1
        and bool(follows)
        and "\t" not in follows
        and all(line.count("\t") == 1 and len(line) <= _LONGEST_ROW for line in written)
        and not any(line.rstrip().endswith((".", "?", "!")) for line in written)
    )


def pairs_of(line: str) -> list[tuple[str, str]]:
    """The pairs of key and value that a line of a header would tell."""
    if len(line) > _LONGEST_LINE:
        return []
    cells = line.split("\t")
    if (
        len(cells) >= 4
        and len(cells) % 2 == 0
        and all(is_header_key(cell.strip(" :")) for cell in cells[::2])
    ):
        return [(cells[place].strip(" :"), cells[place + 1].strip()) for place in range(0, len(cells), 2)]
    if ":" not in line and len(list(filter(str.strip, cells))) > _PAIR:
        # The heads of a table's columns.
        return []
    matches = [DETAIL.match(part) for part in _side_by_side(line)]
    return [_pair(match["key"].strip(), match["value"].rstrip(" *_").strip()) for match in matches if match]


def _pair(key: str, value: str) -> tuple[str, str]:
    """A key and its value; the number of an interview is no part of what all interviews have."""
    title = _TITLE.fullmatch(key)
    if title is None or not title["number"] or not value:
        return key, value
    return title["kind"], f"{title['number'].strip()}: {value}"


def is_title(label: str) -> bool:
    """Whether words before a colon or a dash are what a recording is called, and nobody's name."""
    return _TITLE.fullmatch(label.strip()) is not None


def _side_by_side(line: str) -> list[str]:
    """The pairs that stand on one line, each as it is written; the line itself where it holds but one.

    “Date: 3 May 2026  Place: Leeds”. Only behind a key that tells of the session or of a person in it; the
    next one may be any where a sign, a tab or a gap is between them, else it has to be such a key as well.
    """
    first = DETAIL.match(line)
    known = first is not None and is_header_key(first["key"])
    if first is None or not (known or _PERSONS.fullmatch(first["key"].casefold())):
        return [line]
    parts, start = [], 0
    for between in _BETWEEN.finditer(line, first.end("key")):
        key = _NEXT_KEY.match(line, between.end())
        if key is None or not line[start : between.start()].partition(":")[2].strip():
            continue
        if _goes_on(key["key"], between[0], anything=known):
            parts.append(line[start : between.start()])
            start = between.end()
    return [*parts, line[start:]]


def _goes_on(key: str, between: str, *, anything: bool) -> bool:
    """Whether another pair begins with ``key``; ``anything``: whatever it is, where a firm sign is before."""
    if _FIRMLY.search(between) and (anything or _PERSONS.fullmatch(key.casefold())):
        return True
    return is_header_key(key) and (len(between) > 1 or key.isalpha())


def is_header_key(key: str) -> bool:
    """Whether a line that begins with ``key`` tells of the session."""
    words = key.casefold().replace("/", " ").split()
    return 0 < len(words) <= 6 and (words[0] in HEADER_KEYS or words[-1].strip("().") in HEADER_KEYS)


def tells_of_session(key: str, count: int) -> bool:
    """Whether a key that occurs so often as a label is a header's, and not somebody's office."""
    return is_header_key(key) and count <= (1 if _is_person(key) else 2)


def _is_person(key: str) -> bool:
    """Whether a key with a header's word in it names somebody: Project Manager, Housing Officer."""
    words = [word.strip("().") for word in key.casefold().split() if not word.strip("().").isdigit()]
    last = words[-1] if words else ""
    return last not in HEADER_KEYS and (last in SPEAKER_NOUNS or bool(_OFFICE.search(last)))


def _may_be_detail(key: str, value: str, count: int) -> bool:
    """Whether the line can still be part of a header; speech ends it."""
    if count > 1 and label_class(key) < LabelClass.CODE:
        # A header says who "Interviewer" or "P1" is; somebody's own name it does not explain.
        return False
    if count > 1 or _PERSONS.fullmatch(key.casefold()):
        return _names_somebody(value)
    return len(value) <= 200 and not (value.endswith(("?", "!", "…")) or _GREETING.match(value))


def _closes_block(
    lines: Sequence[str], number: int, pair: tuple[str, str], label_counts: Mapping[str, int]
) -> bool:
    """Whether a doubtful line right below header lines belongs to them."""
    key, value = pair
    count = label_counts.get(label_key(without_doubt(key)), 0)
    if count <= 1 and not _PERSONS.fullmatch(key.casefold()):
        return len(value) <= 80 and not value.endswith(".")
    following = lines[number] if number < len(lines) else ""
    head = following.split(":")[0].split("\t")[0]
    return (
        not following.strip()
        or bool(_RULE.match(following))
        or is_header_key(head)
        # Somebody begins who speaks again, below one who would have spoken once, and a name.
        or (_names_people([pair], label_counts) and label_counts.get(label_key(head), 0) > 1)
    )


def _names_people(pairs: Sequence[tuple[str, str]], label_counts: Mapping[str, int]) -> bool:
    """Whether all pairs are people in their parts, each with a name and none of them a label again."""
    return bool(pairs) and all(
        _PERSONS.fullmatch(key.casefold())
        and label_counts.get(label_key(without_doubt(key)), 0) <= 1
        and _names_somebody(value)
        and not value.endswith(".")
        for key, value in pairs
    )


def _names_somebody(value: str) -> bool:
    """Whether ``value`` reads like names or identifiers and not like something said."""
    words = value.replace("(", " ").replace(")", " ").replace(",", " ").split()
    if not words or len(words) > 12 or value.endswith(("?", "!", "…", "...")) or _GREETING.match(value):
        return False
    small = [
        word for word in words if word[0].islower() and word not in ("and", "of", "the", "de", "van", "von")
    ]
    return len(small) <= len(words) // 3 and not (value.endswith(".") and len(words) > 3)


def _listed(lines: Sequence[str], number: int) -> tuple[str, int]:
    """The lines of a list below its key, joined, and the line after them."""
    listed: list[str] = []
    while number < len(lines) and lines[number].strip() and len(listed) < 30:
        listed.append(lines[number].strip())
        number += 1
    return "; ".join(listed), number
