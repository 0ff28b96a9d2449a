"""The synthetic corpus: seeded, invented syllables, turns, Zipf codes, overlapping spans."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from qualcode.model.change import ChangeSet, ColumnsChange, added
from qualcode.model.codings import Codings
from qualcode.model.entities import Code, Coder, Participant, TextVersion, Transcript
from qualcode.model.identity import key_of, new_id, new_ids, now
from qualcode.model.study import Study
from qualcode.model.text import StoredText
from qualcode.model.transcript import Role, TranscriptKind
from qualcode.model.turns import ROLES, Turns

_SYLLABLES = (
    "ba",
    "do",
    "ki",
    "lu",
    "me",
    "no",
    "pa",
    "ri",
    "sa",
    "te",
    "vo",
    "zu",
    "sha",
    "fen",
    "gol",
    "mir",
)
_SPEAKERS = ("MOD", "P1", "P2", "P3", "P4", "P5")
_WORDS_A_TURN = 50


@dataclass(frozen=True)
class Size:
    """How large a corpus is made."""

    transcripts: int = 1000
    words: int = 10_000
    codes: int = 500
    coders: int = 4
    codings: int = 1_000_000


def vocabulary(random: np.random.Generator, count: int = 4000) -> npt.NDArray[np.object_]:
    """Invented words of one to four syllables, some with a full stop after them."""
    words = np.empty(count, dtype=object)
    for index in range(count):
        word = "".join(random.choice(_SYLLABLES, size=random.integers(1, 5)))
        words[index] = word + "." if index % 12 == 0 else word
    return words


def text_of(random: np.random.Generator, words: npt.NDArray[np.object_], count: int) -> tuple[str, list[int]]:
    """A transcript of ``count`` words and the positions where its turns begin."""
    picked = words[random.integers(0, len(words), count)]
    lines, starts, place = [], [], 0
    for index, start in enumerate(range(0, count, _WORDS_A_TURN)):
        line = f"{_SPEAKERS[index % len(_SPEAKERS)]}: {' '.join(picked[start : start + _WORDS_A_TURN])}\n"
        lines.append(line)
        starts.append(place)
        place += len(line)
    return "".join(lines), starts


@dataclass(frozen=True)
class Corpus:
    """The change set that puts the corpus into a new project, and what codings are made from."""

    change: ChangeSet
    names: list[str]
    lengths: npt.NDArray[np.int64]
    codes: list[str]
    coders: list[str]


def corpus(size: Size, seed: int = 7) -> Corpus:
    """Transcripts with turns and participants, codes and coders, without codings."""
    random = np.random.default_rng(seed)
    words = vocabulary(random)
    people = [
        Participant(new_id(), name, place, Role.INTERVIEWER if name == "MOD" else Role.PARTICIPANT)
        for place, name in enumerate(_SPEAKERS)
    ]
    rows = [added(person) for person in people]
    turns, names, lengths = [], [], []
    for index in range(size.transcripts):
        text, starts = text_of(random, words, size.words)
        transcript = Transcript(new_id(), f"T{index:04}", TranscriptKind.FOCUS_GROUP, index, 1)
        version = TextVersion(new_id(), transcript.id, 1, now(), StoredText.of(text))
        rows += [added(transcript), added(version)]
        turns.append(ColumnsChange(transcript.id, Turns.empty(), _turns(text, starts, people)))
        names.append(transcript.name)
        lengths.append(len(text))
    codes = [Code(new_id(), f"code {index:03}", index) for index in range(size.codes)]
    coders = [Coder(new_id(), f"C{index}") for index in range(size.coders)]
    rows += [*map(added, codes), *map(added, coders)]
    change = ChangeSet("Synthetic corpus", tuple(rows), tuple(turns))
    return Corpus(change, names, np.array(lengths), [c.name for c in codes], [c.name for c in coders])


def _turns(text: str, starts: list[int], people: list[Participant]) -> Turns:
    count = len(starts)
    speakers = [people[index % len(people)] for index in range(count)]
    return Turns.of(
        {
            "id": new_ids(count),
            "start": starts,
            "speech": [start + len(who.name) + 2 for start, who in zip(starts, speakers, strict=True)],
            "end": [*starts[1:], len(text)],
            "label": [who.name for who in speakers],
            "participant": [key_of(who.id) for who in speakers],
            "role": [ROLES.index(who.role) for who in speakers],
            "time": np.full(count, np.nan),
        }
    )


def coding_rows(made: Corpus, size: Size, seed: int = 8) -> Iterator[tuple[str, str, str, int, int]]:
    """Transcript, code, coder, start and end of each coding; codes by Zipf's law."""
    random = np.random.default_rng(seed)
    transcripts = random.integers(0, len(made.names), size.codings)
    weights = 1 / np.arange(1, len(made.codes) + 1)
    codes = random.choice(len(made.codes), size.codings, p=weights / weights.sum())
    coders = random.integers(0, len(made.coders), size.codings)
    starts = (random.random(size.codings) * (made.lengths[transcripts] - 400)).astype(np.int64)
    ends = starts + random.integers(20, 400, size.codings)
    for transcript, code, coder, start, end in zip(
        transcripts.tolist(), codes.tolist(), coders.tolist(), starts.tolist(), ends.tolist(), strict=True
    ):
        yield made.names[transcript], made.codes[code], made.coders[coder], start, end


def random_codings(study: Study, length: int, count: int, random: np.random.Generator) -> Codings:
    """So many codings anywhere in a text of ``length`` code points, with the study's codes and coders."""
    starts = random.integers(0, length - 400, count)
    codes = np.array([key_of(code.id) for code in study.codes_in_order])
    coders = np.array([key_of(coder.id) for coder in study.coders_in_order])
    return Codings.of(
        {
            "id": new_ids(count),
            "code": random.choice(codes, count),
            "coder": random.choice(coders, count),
            "start": starts,
            "end": starts + random.integers(20, 400, count),
            "weight": np.full(count, -1),
            "created": np.full(count, 1_700_000_000_000),
            "memo": [""] * count,
        }
    )


def large_transcript(study: Study, words: int, codings: int, seed: int = 9) -> ChangeSet:
    """One more transcript of so many words, spoken by the study's participants, full of codings."""
    random = np.random.default_rng(seed)
    text, starts = text_of(random, vocabulary(random), words)
    transcript = Transcript(new_id(), "Large", TranscriptKind.FOCUS_GROUP, len(study.transcripts), 1)
    version = TextVersion(new_id(), transcript.id, 1, now(), StoredText.of(text))
    turns = _turns(text, starts, list(study.participants_in_order))
    made = random_codings(study, len(text), codings, random)
    return ChangeSet(
        "A large transcript",
        (added(transcript), added(version)),
        (ColumnsChange(transcript.id, Turns.empty(), turns),),
        (ColumnsChange(transcript.id, Codings.empty(), made),),
    )


def write_codings(path: Path, made: Corpus, size: Size) -> None:
    """The codings as a csv file as ``qualcode codings import`` reads it."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("transcript", "code", "coder", "start", "end"))
        writer.writerows(coding_rows(made, size))
