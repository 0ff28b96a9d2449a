"""A file that changed after its import: which transcript it was, and its new text in the old one's place."""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Final, NamedTuple
from uuid import UUID

from qualcode.model.change import ChangeSet
from qualcode.model.entities import Memo, Transcript
from qualcode.model.identity import id_at, new_id
from qualcode.model.study import Study
from qualcode.model.transcript import ReadTranscript, ReadTurn, Role
from qualcode.model.turns import Turn, Turns
from qualcode.model.words.in_words import counted
from qualcode.model.words.names import name_key
from qualcode.operations.checks import existing
from qualcode.operations.coding_changes import CodingChange, Fate, coding_changes
from qualcode.operations.draft import Draft, together
from qualcode.operations.people.speaker_matching import Cast
from qualcode.operations.text.text_correction import correct_text
from qualcode.operations.transcripts.documents import remarks_of

_COPY: Final = re.compile(
    r"[ _-]*(?:\((?:[^()]*conflicted copy[^()]*|\d{1,2})\)|-? ?copy(?: \(\d{1,2}\))?|\.sync-conflict[-\w]*)$",
    re.IGNORECASE,
)
_CONFLICT: Final = re.compile(
    r"conflicted copy|sync-conflict|\bconflict\b|in konflikt stehende kopie", re.IGNORECASE
)
_MOST: Final = 0.5
"""The share of the letters of the shorter text that must be on lines of both."""


class KnownFile(NamedTuple):
    """The transcript that a file is a changed version of, and how much differs."""

    transcript_id: UUID
    name: str
    codings: int
    lines: int


@dataclass(frozen=True, slots=True)
class Replacement:
    """What giving a transcript the text of its changed file does."""

    change: ChangeSet
    codings: tuple[CodingChange, ...]

    @property
    def lost(self) -> int:
        """How many codings would go."""
        return sum(coding.fate in (Fate.LOST, Fate.SAME_AS_ANOTHER) for coding in self.codings)


def plain_stem(name: str) -> str:
    """The name of a file without its ending and without what copies are marked with, for comparison."""
    stem, before = PurePath(name).stem, None
    while stem != before:
        before, stem = stem, _COPY.sub("", stem).rstrip()
    return name_key(stem)


def is_conflicted_copy(name: str) -> bool:
    """Whether a program that synchronises folders has named a file so because two people changed it."""
    return _CONFLICT.search(name) is not None


def changed_since(study: Study, read: ReadTranscript) -> KnownFile | None:
    """The transcript that was made of an earlier version of a file; None where there is none.

    It has the file's name, and most of its lines are in both.
    """
    stem = plain_stem(read.source_name)
    found: list[tuple[float, int, KnownFile]] = []
    for row in study.transcripts_in_order:
        if stem not in (plain_stem(row.source_name), name_key(row.name)):
            continue
        if row.source_sha256 == read.source_sha256:
            return None
        share, lines = _likeness(study.text(row.id), read.text)
        if share >= _MOST:
            codings = len(study.codings_of(row.id))
            found.append((share, -row.position, KnownFile(row.id, row.name, codings, lines)))
    return max(found)[2] if found else None


def _likeness(old: str, new: str) -> tuple[float, int]:
    """The share of the shorter text that is on lines of both, and how many lines differ."""
    before, after = _lines(old), _lines(new)
    both = before & after
    letters = [_letters(lines) for lines in (before, after, both)]
    shorter = min(letters[0], letters[1])
    differ = max((before - both).total(), (after - both).total())
    return (letters[2] / shorter if shorter else 0.0), differ


def _lines(text: str) -> Counter[str]:
    """Lines as a reader compares them: blanks and how accents are stored are no difference."""
    plain = (" ".join(unicodedata.normalize("NFC", line).split()) for line in text.split("\n"))
    return Counter(line for line in plain if line)


def _letters(lines: Counter[str]) -> int:
    return sum(len(line) * count for line, count in lines.items())


def replace_text(study: Study, transcript_id: UUID, read: ReadTranscript) -> Replacement:
    """Give a transcript the text and the turns of its changed file, as one step; codings follow their words.

    A turn that the file labels as before keeps the speaker that the project has for it. Remarks that the
    transcript has already do not come again; attributes and what was named by hand stay.
    """
    transcript = existing(study, Transcript, transcript_id)
    corrected = correct_text(study, transcript_id, read.text).change
    corrected_study = study.after(corrected)
    draft = Draft(corrected_study)
    row = corrected_study.transcripts[transcript_id]
    draft.put(replace(row, source_sha256=read.source_sha256, source_name=read.source_name or row.source_name))
    cast = Cast(corrected_study, [])
    turns = _turns(study, corrected_study, transcript, read, cast)
    draft.put(*cast.new)
    draft.swap_turns(transcript_id, corrected_study.turns_of(transcript_id), turns)
    draft.put(*_new_remarks(corrected_study, transcript_id, read))
    label = f"Replace the text of {transcript.name} by that of its file"
    change = together(study, label, [corrected, draft.change(label)])
    codings = tuple(coding_changes(study, study.after(change), transcript_id))
    lost = sum(coding.fate is Fate.LOST for coding in codings)
    if lost:
        change = replace(change, label=f"{label}, removing {counted(lost, 'coding')} whose words are gone")
    return Replacement(change, codings)


def _turns(study: Study, corrected: Study, transcript: Transcript, read: ReadTranscript, cast: Cast) -> Turns:
    """The turns of the file; those it has not touched are the project's, with their speakers."""
    old, moved = study.turns_of(transcript.id), corrected.turns_of(transcript.id)
    text, new = study.text(transcript.id), read.text
    heads = {id_at(old.id, place): _head(text, old.row(place)) for place in range(len(old))}
    kept: dict[int, Turn] = {}
    free = {turn.id for turn in moved}
    for place, turn in enumerate(read.turns):
        twin = _twin(moved, turn)
        if (
            twin is not None
            and twin.id in free
            and heads.get(twin.id) == _words(new[turn.span.start : turn.speech])
        ):
            free.discard(twin.id)
            kept[place] = twin
    # What the project calls those whom the file calls so.
    called: dict[str, Counter[tuple[str, UUID | None, Role]]] = {}
    for place, twin in kept.items():
        called.setdefault(read.turns[place].label, Counter())[twin.label, twin.participant_id, twin.role] += 1
    strangers = [turn for turn in read.turns if turn.label and turn.label not in called]
    people = cast.match(transcript.name, replace(read, turns=tuple(strangers)))
    rows = []
    for place, turn in enumerate(read.turns):
        same = kept.get(place)
        if same is not None:
            time = same.time if turn.time is None else turn.time
            rows.append(replace(same, ordinal=place, span=turn.span, speech=turn.speech, time=time))
            continue
        usual = called.get(turn.label) if turn.label else None
        label, participant, role = (
            usual.most_common(1)[0][0] if usual else (turn.label, people.get(turn.label), turn.role)
        )
        rows.append(Turn(new_id(), place, turn.span, turn.speech, label, participant, role, turn.time))
    if not rows:
        return moved
    return Turns.from_rows(rows)


def _twin(moved: Turns, turn: ReadTurn) -> Turn | None:
    """The turn of the project that has most of what one of the file's says; of several, the first."""
    first, last = moved.range_of(turn.span)
    shared = {
        place: part.length
        for place in range(first, last)
        if (part := moved.row(place).span.intersection(turn.span))
    }
    return moved.row(max(shared, key=shared.__getitem__)) if shared else None


def _head(text: str, turn: Turn) -> str:
    return _words(text[turn.span.start : turn.speech])


def _words(head: str) -> str:
    """What is written in front of speech, without its time and marks."""
    return " ".join(re.findall(r"[^\W\d_][\w'’.-]*", name_key(head)))


def _new_remarks(study: Study, transcript_id: UUID, read: ReadTranscript) -> list[Memo]:
    known = {(memo.author, memo.text) for memo in study.memos_of(transcript_id)}
    return [memo for memo in remarks_of(read, transcript_id) if (memo.author, memo.text) not in known]
