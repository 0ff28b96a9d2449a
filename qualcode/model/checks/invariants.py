"""What holds in every study, and sentences about what does not: the check behind ``qualcode check``."""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import Any, Final
from uuid import UUID

import numpy as np

from qualcode.model.branches import PATH_SEPARATOR
from qualcode.model.checks.structure import broken_structure
from qualcode.model.codes.pinned_keys import PINNED_KEYS
from qualcode.model.entities import (
    Attribute,
    AttributeSubject,
    AttributeType,
    AttributeValue,
    CodeSet,
    CodeSetMember,
    Folder,
    Memo,
    MemoLink,
    MemoSubject,
    ProjectInfo,
    Report,
    Summary,
    TypicalQuote,
)
from qualcode.model.errors import QualcodeError
from qualcode.model.identity import keys_of
from qualcode.model.queries.query_text import read_query
from qualcode.model.study import Study
from qualcode.model.team import (
    CodingProgress,
    Decision,
    Membership,
    Round,
    RoundCoder,
    RoundTranscript,
    TeamRole,
)

_OF_ROUNDS: Final[tuple[type[Any], ...]] = (RoundTranscript, RoundCoder, CodingProgress)
_ABOUT: Final = ("round_id", "transcript_id", "coder_id")
"""What a row of a round is about."""


def broken_invariants(study: Study) -> list[str]:
    """A sentence for everything that is not as it should be; none for a sound study."""
    found = broken_structure(study)
    found += [
        *_names(study),
        *_codebook(study),
        *_folders(study),
        *_sets_and_summaries(study),
        *_attributes(study),
    ]
    found += [
        *_memos(study),
        *_typical_quotes(study),
        *_coded_categories(study),
        *_roles(study),
        *_rounds(study),
        *_decisions(study),
    ]
    return found


def _names(study: Study) -> Iterator[str]:
    for noun, names in (
        ("transcripts", (row.name for row in study.transcripts.values())),
        ("participants", (row.name for row in study.participants.values())),
        ("coders", (row.name for row in study.coders.values())),
    ):
        yield from _repeated((name.casefold() for name in names), f"Two {noun} are called")
    for subject in AttributeSubject:
        rows = (row for row in study.rows(Attribute).values() if row.subject is subject)
        yield from _repeated(
            (row.name.casefold() for row in rows), f"Two attributes of {subject.value}s are called"
        )


def _sets_and_summaries(study: Study) -> Iterator[str]:
    yield from _repeated(
        (row.name.casefold() for row in study.rows(CodeSet).values()), "Two code sets are called"
    )
    yield from _repeated(
        (row.name.casefold() for row in study.rows(Report).values()), "Two reports are called"
    )
    yield from _queries(study)
    members = [(row.set_id, row.code_id) for row in study.rows(CodeSetMember).values()]
    if len(set(members)) < len(members):
        yield "A code belongs to a code set twice."
    cells = [(row.participant_id, row.code_id) for row in study.rows(Summary).values()]
    if len(set(cells)) < len(cells):
        yield "Two summaries are about the same participant and code."


def _queries(study: Study) -> Iterator[str]:
    rows = study.queries_in_order
    yield from _repeated((row.name.casefold() for row in rows), "Two queries are called")
    for row in rows:
        # What a query names may have gone since; that is said when it is asked.
        try:
            read_query(row.content)
        except QualcodeError as error:
            yield f"The query “{row.name}” cannot be read: {error}"


def _repeated(values: Iterable[Hashable], beginning: str) -> Iterator[str]:
    for value, count in Counter(values).items():
        if count > 1:
            yield f"{beginning} “{value}”."


def _codebook(study: Study) -> Iterator[str]:
    siblings: Counter[tuple[UUID | None, str]] = Counter()
    for code in study.codes.values():
        siblings[code.parent_id, code.name.casefold()] += 1
        if not code.name.strip() or PATH_SEPARATOR in f" {code.name} ":
            yield f"The code “{code.name}” has a name that cannot be part of a path."
        if code.digit is not None and not (code.digit in PINNED_KEYS and code.codable):
            yield f"The code “{code.name}” is pinned to {code.digit}, which cannot be."
    for (_, name), count in siblings.items():
        if count > 1:
            yield f"{count} codes in one place of the codebook are called “{name}”."
    digits = (code.digit for code in study.codes.values() if code.digit is not None)
    yield from _repeated(digits, "Two codes are pinned to the key")


def _folders(study: Study) -> Iterator[str]:
    siblings: Counter[tuple[UUID | None, str]] = Counter()
    for folder in study.rows(Folder).values():
        siblings[folder.parent_id, folder.name.casefold()] += 1
        if not folder.name.strip() or PATH_SEPARATOR in f" {folder.name} ":
            yield f"The folder “{folder.name}” has a name that cannot be part of a path."
    for (_, name), count in siblings.items():
        if count > 1:
            yield f"{count} folders in one place are called “{name}”."


def _attributes(study: Study) -> Iterator[str]:
    attributes = study.rows(Attribute)
    pairs: Counter[tuple[UUID, UUID]] = Counter()
    for row in study.rows(AttributeValue).values():
        attribute = attributes.get(row.attribute_id)
        if attribute is None:
            continue
        pairs[row.attribute_id, row.subject_id] += 1
        of_people = attribute.subject is AttributeSubject.PARTICIPANT
        if row.subject_id not in (study.participants if of_people else study.transcripts):
            yield f"A value of “{attribute.name}” is about a {attribute.subject.value} that does not exist."
        if attribute.type is AttributeType.CHOICE and row.value not in attribute.choices:
            yield f"“{row.value}” is none of the choices of “{attribute.name}”."
    for (attribute_id, _), count in pairs.items():
        if count > 1:
            attribute = attributes[attribute_id]
            yield f"“{attribute.name}” has {count} values for one {attribute.subject.value}."


def _memos(study: Study) -> Iterator[str]:
    subjects: Mapping[MemoSubject, Iterable[UUID]] = {
        MemoSubject.PROJECT: study.rows(ProjectInfo),
        MemoSubject.JOURNAL: study.rows(ProjectInfo),
        MemoSubject.TRANSCRIPT: study.transcripts,
        MemoSubject.PARTICIPANT: study.participants,
        MemoSubject.CODE: study.codes,
        MemoSubject.PLACE: study.transcripts,
    }
    for row in study.rows(Memo).values():
        if row.subject_id not in subjects[row.subject]:
            yield f"The memo {row.id} is about a {row.subject.value} that does not exist."
        elif row.subject is not MemoSubject.PLACE and (row.start, row.end) != (None, None):
            yield f"The memo {row.id} has a place, although it is about a {row.subject.value}."
    for link in study.rows(MemoLink).values():
        if link.subject_id not in subjects[link.subject]:
            yield f"The memo {link.memo_id} is linked to a {link.subject.value} that does not exist."
        elif link.subject is not MemoSubject.PLACE and (link.start, link.end) != (None, None):
            yield f"The memo {link.memo_id} is linked to a place of a {link.subject.value}."


def _typical_quotes(study: Study) -> Iterator[str]:
    rows = study.rows(TypicalQuote).values()
    places = Counter((row.code_id, row.transcript_id, row.start, row.end) for row in rows)
    if any(number > 1 for number in places.values()):
        yield "A passage is a typical quote of a code twice."


def _roles(study: Study) -> Iterator[str]:
    rows = study.rows(Membership).values()
    if len({row.coder_id for row in rows}) < len(rows):
        yield "A coder has two roles."
    if rows and all(row.role is not TeamRole.LEAD for row in rows):
        yield "There are roles, but nobody is a lead."


def _rounds(study: Study) -> Iterator[str]:
    names = (row.name.casefold() for row in study.rows(Round).values())
    yield from _repeated(names, "Two rounds are called")
    for kind in _OF_ROUNDS:
        rows = list(study.rows(kind).values())
        about = {tuple(getattr(row, name, None) for name in _ABOUT) for row in rows}
        if len(about) < len(rows):
            yield "A round holds the same transcript or coder twice."


def _decisions(study: Study) -> Iterator[str]:
    rows = study.rows(Decision).values()
    about = Counter((row.transcript_id, row.originals) for row in rows)
    if any(number > 1 for number in about.values()):
        yield "The same passage was settled twice."


def _coded_categories(study: Study) -> Iterator[str]:
    categories = [code for code in study.codes.values() if not code.codable]
    used = [np.unique(table.code) for table in study.codings.values()]
    if not categories or not used:
        return
    coded = np.isin(keys_of([code.id for code in categories]), np.concatenate(used))
    for code, is_coded in zip(categories, coded.tolist(), strict=True):
        if is_coded:
            yield f"There are codings of the category “{code.name}”."
