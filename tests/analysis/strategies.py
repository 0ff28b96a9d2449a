"""Random small studies for property tests."""

from collections.abc import Callable
from dataclasses import replace
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

CODES: dict[str, str | None] = {
    "trust": None,
    "private": "trust",
    "public": "trust",
    "stigma": None,
    "banks": "private",
}
CODERS = ("X", "Y", "Z")
PEOPLE = ("P1", "P2", "MOD", None)


@st.composite
def talks(draw: st.DrawFn) -> Talk:
    """A transcript of up to 60 characters in up to seven turns, with up to twelve codings."""
    text = draw(st.text(alphabet="ab. \n😀", min_size=1, max_size=60))
    cuts = draw(st.sets(st.integers(1, len(text)), max_size=6)) - {len(text)}
    edges = [0, *sorted(cuts), len(text)]
    turns = []
    for start, end in pairwise(edges):
        who = draw(st.sampled_from(PEOPLE))
        role = Role.INTERVIEWER if who == "MOD" else Role.PARTICIPANT
        turns.append(Said(start, end, who, draw(st.integers(start, end)), role))
    codings = []
    for _ in range(draw(st.integers(0, 12))):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        coder, code = draw(st.sampled_from(CODERS)), draw(st.sampled_from(list(CODES)))
        weight, memo = draw(st.sampled_from((None, 0, 50, 100))), draw(st.sampled_from(("", "doubt", "a b")))
        codings.append(Coded(coder, code, start, end, memo, weight))
    return Talk(text, turns, codings)


@st.composite
def studies(draw: st.DrawFn, with_attributes: bool = False) -> Study:
    """Up to three transcripts that share participants, codes and coders.

    With attributes: "age" of some participants and "place" of some transcripts, which may be in the folder
    "Wave" or in "Women" in it, with any status.
    """
    found = draw(st.lists(talks(), min_size=1, max_size=3))
    named = {f"FG{number}": talk for number, talk in enumerate(found)}
    if not with_attributes:
        return study_of(named, CODES)
    who = {turn.who for talk in found for turn in talk.turns if turn.who}
    values = {
        (AttributeSubject.PARTICIPANT, "age"): draw(values_of(sorted(who), ("9", "10"))),
        (AttributeSubject.TRANSCRIPT, "place"): draw(values_of(list(named), ("north", "south"))),
    }
    return draw(arranged(study_of(named, CODES, values)))


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
                if (folder := draw(st.sampled_from([None, wave.id, women.id]))) is not None
                and (status := draw(st.sampled_from(TranscriptStatus)))
            ),
        ),
    )
    return study.after(change)


@st.composite
def values_of(draw: st.DrawFn, subjects: list[str], values: tuple[str, ...]) -> dict[str, str]:
    """A value for some of the subjects."""
    drawn = {subject: draw(st.sampled_from([*values, ""])) for subject in subjects}
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
