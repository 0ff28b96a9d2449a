"""What became of things that are no longer in a project, by its history."""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any, Final
from uuid import UUID

from qualcode.model.entities import SavedQuery
from qualcode.model.errors import QualcodeError
from qualcode.model.queries.query import identities_in, identity_in
from qualcode.model.queries.query_names import saved_query, with_names
from qualcode.model.queries.query_text import read_query
from qualcode.model.questions.names import ROW_NOUNS, SAVED_QUERY, NamesMeant, names_gone, names_meant
from qualcode.model.questions.parts import Question
from qualcode.model.results.report_figures import ReportChanges
from qualcode.model.step import Step
from qualcode.project.record import Record

_IDENTITY: Final = re.compile(r"#[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_MERGED: Final = "merged"
_BECAME: Final = {"Merge": _MERGED, "Split": "split", "Delete": "deleted", "Remove": "removed"}
"""What the titles of steps begin with after which something has gone, and what is then said of it."""


@dataclass(frozen=True, slots=True)
class Gone:
    """Something that is no longer in the project, as it was last, and the step with which it went.

    ``names`` are all that things of its kind were ever called: one of them is what it became.
    """

    row: Any
    step: Step
    names: Collection[str] = ()

    @property
    def name(self) -> str:
        return str(self.row.name)

    @property
    def into(self) -> str:
        """What it became, where it was merged or split."""
        if self._done not in (_MERGED, "split"):
            return ""
        words = self.step.label.split(" into ")
        ends = [" into ".join(words[place:]).strip("“”") for place in range(1, len(words))]
        # The longest that is a name, for a name may have the word in it; of a split there are several.
        return next((end for end in ends if end in self.names), ends[-1] if ends else "")

    @property
    def was_merged(self) -> bool:
        return self._done == _MERGED

    @property
    def fate(self) -> str:
        """``merged into “trust”``, ``deleted``."""
        return f"{self._done} into “{self.into}”" if self.into else self._done

    @property
    def _done(self) -> str:
        return _BECAME.get(self.step.label.partition(" ")[0], "removed")


class ThingsGone:
    """Everything that has gone from a project; one reading of the journal."""

    def __init__(self, record: Record) -> None:
        self._gone: dict[UUID, Gone] = {}
        names: dict[type, set[str]] = {kind: set() for kind in ROW_NOUNS}
        for step, changes in record.rows_by_step():
            for change in changes:
                row, known = change.before, names.get(type(change.row))
                if known is not None:
                    known.add(str(getattr(change.row, "name", "")))
                if change.after is None and row is not None and known is not None:
                    self._gone[row.id] = Gone(row, step, known)
        for kind in ROW_NOUNS:
            for identity in record.study.rows(kind):
                self._gone.pop(identity, None)

    def name_of(self, identity: UUID) -> str | None:
        """What something that has gone was called last; None where it has not gone."""
        gone = self._gone.get(identity)
        return None if gone is None else gone.name

    def fate(self, identity: UUID, *, steps: bool = False) -> str:
        """``merged into “trust”, which was deleted``, with the ``steps`` where they are wanted.

        Empty where it has not gone.
        """
        told = (
            each.fate + (f" in step {each.step.number:,}" if steps else "") for each in self._way(identity)
        )
        return ", which was ".join(told)

    def was_merged(self, identity: UUID) -> bool:
        """Whether it went by being merged into another."""
        gone = self._gone.get(identity)
        return gone is not None and gone.was_merged

    def meant(self, noun: str, name: str, kept: UUID | None) -> UUID | None:
        """What has gone under a name; ``kept`` is what the name stands for now, where that is on record.

        Where the one of that name was merged, ``kept`` is what it became.
        """
        named = self.last_called(noun, name)
        if named is None or kept is None or any(each.row.id == kept for each in self._way(named)):
            return named or kept
        return kept

    def _way(self, identity: UUID) -> list[Gone]:
        """Something that has gone, what it became, and so on; each once."""
        found: dict[UUID, Gone] = {}
        gone = self._gone.get(identity)
        while gone is not None and gone.row.id not in found:
            found[gone.row.id] = gone
            gone = self._next(gone)
        return list(found.values())

    def sentence(self, identity: UUID | None, name: str = "") -> str:
        """What became of something that was called ``name``; empty where it has not gone."""
        gone = None if identity is None else self._gone.get(identity)
        if gone is None or identity is None:
            return ""
        called = f" (last called “{gone.name}”)" if name and name != gone.name else ""
        fate = self.fate(identity, steps=True)
        return f"The {ROW_NOUNS[type(gone.row)]} “{name or gone.name}”{called} was {fate}."

    def quoted(self, written: str) -> str:
        """The last name of what an identity in a query stood for, as it is typed there."""
        identity = identity_in(written)
        name = None if identity is None else self.name_of(identity)
        return written if name is None else '"' + name.replace('"', '""') + '"'

    def last_called(self, noun: str, name: str) -> UUID | None:
        """The last thing of a kind that went under this name."""
        found = [
            row for row, gone in self._gone.items() if gone.name == name and ROW_NOUNS[type(gone.row)] == noun
        ]
        return found[-1] if found else None

    def _next(self, gone: Gone) -> Gone | None:
        """What became of what something became."""
        if not gone.into:
            return None
        later = (
            other
            for other in self._gone.values()
            if type(other.row) is type(gone.row)
            and other.name == gone.into
            and other.step.number >= gone.step.number
            and other is not gone
        )
        return next(later, None)


def what_became(record: Record, question: Question, meant: NamesMeant) -> str:
    """What became of everything that a question names and that has gone, in sentences with a space before.

    ``meant`` is what its names stood for when it was saved, where that is known.
    """
    study = record.study
    names = names_gone(study, question)
    queries = [row for (noun, _), row in names_meant(study, question).items() if noun == SAVED_QUERY.noun]
    if not names and not queries:
        return ""
    gone, told = ThingsGone(record), []
    for noun, name in names:
        told.append(gone.sentence(gone.meant(noun, name, meant.get((noun, name))), name))
    for query in queries:
        told += [gone.sentence(each) for each in identities_in(study.rows(SavedQuery)[query].content)]
    return "".join(f" {sentence}" for sentence in dict.fromkeys(told) if sentence)


def query_told(record: Record, query_id: UUID) -> tuple[str, str]:
    """A saved query as it is typed, and why it cannot be answered; empty where it can.

    What has gone is called as it was last, and it is said what became of it.
    """
    study = record.study
    try:
        return str(saved_query(study, query_id)), ""
    except QualcodeError as error:
        row, gone = study.rows(SavedQuery)[query_id], ThingsGone(record)
        fates = " ".join(filter(None, map(gone.sentence, identities_in(row.content))))
        text = str(with_names(study, read_query(row.content)))
        return _IDENTITY.sub(lambda found: gone.quoted(found.group()), text), f"{error} {fates}".strip()


def with_fates(record: Record, changes: ReportChanges) -> ReportChanges:
    """The same changes, in which codes that went say what became of them."""
    if all(row.gone is None for row in changes.reworded):
        return changes
    gone = ThingsGone(record)
    return replace(
        changes,
        reworded=tuple(
            row
            if row.gone is None
            else row._replace(fate=gone.fate(row.gone), merged=gone.was_merged(row.gone))
            for row in changes.reworded
        ),
    )
