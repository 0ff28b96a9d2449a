"""Random small studies for property tests."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from itertools import pairwise
from uuid import UUID

import numpy as np
from hypothesis import strategies as st

from qualcode.model.change import ChangeSet, added, updated
from qualcode.model.entities import AttributeSubject, Folder
from qualcode.model.measures import SpanArray
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.model.transcript import Role, TranscriptStatus
from tests.analysis.building import Coded, Said, Talk, identity, study_of
from tests.support.drawing import pick, whole

CODES: dict[str, str | None] = {
    "trust": None,
    "private": "trust",
    "public": "trust",
    "stigma": None,
    "banks": "private",
}
CODERS = ("X", "Y", "Z")
PEOPLE = ("P1", "P2", "MOD", None)


TEXTS = st.text(alphabet="ab. \n😀", min_size=1, max_size=60)


@cache
def cuts_of(length: int) -> st.SearchStrategy[set[int]]:
    return st.sets(st.integers(1, length), max_size=6)


@st.composite
def talks(draw: st.DrawFn) -> Talk:
    """A transcript of up to 60 characters in up to seven turns, with up to twelve codings.

    What would be one of the turns may be in none.
    """
    text = draw(TEXTS)
    cuts = draw(cuts_of(len(text))) - {len(text)}
    edges = [0, *sorted(cuts), len(text)]
    turns = []
    for start, end in pairwise(edges):
        who = pick(draw, PEOPLE)
        role = Role.INTERVIEWER if who == "MOD" else Role.PARTICIPANT
        turns.append(Said(start, end, who, draw(whole(start, end)), role))
    if gap := draw(whole(0, 2 * len(turns))):
        turns[gap - 1 : gap] = []
    codings = []
    for _ in range(draw(whole(0, 12))):
        start = draw(whole(0, len(text) - 1))
        end = draw(whole(start + 1, len(text)))
        coder, code = pick(draw, CODERS), pick(draw, CODES)
        weight, memo = pick(draw, (None, 0, 50, 100)), pick(draw, ("", "doubt", "a b"))
        codings.append(Coded(coder, code, start, end, memo, weight))
    return Talk(text, turns, codings)


SEVERAL = st.lists(talks(), min_size=1, max_size=3)


@st.composite
def studies(draw: st.DrawFn, with_attributes: bool = False) -> Study:
    """Up to three transcripts that share participants, codes and coders.

    With attributes: "age" of some participants and "place" of some transcripts, which may be in the folder
    "Wave" or in "Women" in it, with any status.
    """
    found = draw(SEVERAL)
    named = {f"FG{number}": talk for number, talk in enumerate(found)}
    if not with_attributes:
        return study_of(named, CODES)
    who = {turn.who for talk in found for turn in talk.turns if turn.who}
    values = {
        (AttributeSubject.PARTICIPANT, "age"): draw(values_of(sorted(who), ("9", "10"))),
        (AttributeSubject.TRANSCRIPT, "place"): draw(values_of(list(named), ("north", "south"))),
    }
    return draw(arranged(study_of(named, CODES, values)))


def with_gap(study: Study, place: int) -> Study:
    """The same, but in each transcript the text of the turn at a place (below 0: of none) is in no turn."""
    turns = {key: table.take(np.arange(len(table)) != place) for key, table in study.turns.items()}
    return replace(study, turns=turns)


@st.composite
def arranged(draw: st.DrawFn, study: Study) -> Study:
    """The same transcripts in folders, with statuses."""
    wave = Folder(identity("folder", "Wave"), "Wave", 0)
    women = Folder(identity("folder", "Women"), "Women", 0, wave.id)
    change = ChangeSet(
        "Arrange",
        (
            *(added(row) for row in (wave, women)),
            *(
                updated(row, replace(row, folder_id=folder, status=status))
                for row in study.transcripts_in_order
                if (folder := pick(draw, [None, wave.id, women.id])) is not None
                and (status := pick(draw, TranscriptStatus))
            ),
        ),
    )
    return study.after(change)


@st.composite
def values_of(draw: st.DrawFn, subjects: list[str], values: tuple[str, ...]) -> dict[str, str]:
    """A value for some of the subjects."""
    drawn = {subject: pick(draw, [*values, ""]) for subject in subjects}
    return {subject: value for subject, value in drawn.items() if value}


class FixedMeasures:
    """Sentences and words without spaCy: sentences end at full stops, words are runs of letters."""

    def sentences(self, study: Study, transcript_id: UUID) -> SpanArray:
        return self._spans(study, transcript_id, lambda letter: letter != ".")

    def sentences_near(self, study: Study, transcript_id: UUID, span: Span) -> SpanArray:
        turns, rows = study.turns_of(transcript_id), self.sentences(study, transcript_id)
        first, last = turns.range_of(span)
        if first == last:
            return rows[:0]
        bounds = int(turns.start[first]), int(turns.end[last - 1])
        return rows[(rows[:, 0] >= bounds[0]) & (rows[:, 1] <= bounds[1])]

    def words(self, study: Study, transcript_id: UUID) -> SpanArray:
        return self._spans(study, transcript_id, lambda letter: letter.isalpha())

    def _spans(self, study: Study, transcript_id: UUID, belongs: Callable[[str], bool]) -> SpanArray:
        text = study.text(transcript_id)
        spans: list[tuple[int, int]] = []
        for turn in study.turns_of(transcript_id):
            start = turn.speech
            for place in range(turn.speech, turn.span.end + 1):
                if place == turn.span.end or not belongs(text[place]):
                    if start < place:
                        spans.append((start, place))
                    start = place + 1
        return np.array(spans, dtype=np.int32).reshape(-1, 2)


def code_ids(*names: str) -> tuple[UUID, ...]:
    return tuple(identity("code", name) for name in names)


def coder_ids(*names: str) -> tuple[UUID, ...]:
    return tuple(identity("coder", name) for name in names)
