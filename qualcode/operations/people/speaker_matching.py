"""Who speaks: which participant a speaker label of a new transcript stands for.

Names and interviewers are one participant wherever their label stands. Generic labels (P1,
Speaker 3, R, F2 ...) mean somebody else in each transcript, so their participants carry the
transcript's identifier: ``FG1-P1``; the only participant of an interview carries the name that
comes after the identifier in the transcript's name: ``Siobhan`` for ``INT03 Siobhan``. Words that say
what a file is are nobody's name: ``piet interview`` is of ``piet``.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

import numpy as np

from qualcode.model.entities import Participant, Transcript
from qualcode.model.identity import key_of, new_id
from qualcode.model.study import Study
from qualcode.model.transcript import ReadTranscript, Role, TranscriptKind
from qualcode.model.turns import Turns
from qualcode.model.words.name_order import name_order
from qualcode.model.words.names import given_name, kept_name, name_key
from qualcode.operations.checks import check_length

_WORDS = (
    "p|pt|part|participant|s|sp|spk|spkr|speaker|r|resp|respondent|interviewee|ie|m|f|w|male|female|man|woman|"
    "(?:male|female|unknown|unidentified) (?:voice|speaker|male|female)|voice|person|parent|member|guest|"
    "unknown|unidentified|all|several|group|multiple(?: speakers)?|various"
)
_GENERIC = re.compile(
    rf"(?:{_WORDS})(?:[\s._#-]*\d+|[\s._#-]+[a-z])?|[a-z]{{1,2}}[\s._#-]*\d+|[a-z]", re.IGNORECASE
)
_INTERVIEWER = re.compile(
    r"(?:i|iv|ivr|int|interviewer|mod|moderator|fac|facilitator|q|question|researcher)[\s._#-]*\d*",
    re.IGNORECASE,
)
_FILE_WORDS = (
    "interviews?|transcripts?|transcription|transcribed|recording|recorded|audio|video|meeting|call|zoom|teams|"
    "otter|ai|final|draft|clean(?:ed)?|edited|corrected|anonymi[sz]ed|copy|version|notes|v\\d+|with|of|the"
)
_APART = r"[\s_.,:–—-]"
_NO_NAME_FIRST = re.compile(rf"(?:{_APART}*(?:{_FILE_WORDS})(?={_APART}|$))+{_APART}*", re.IGNORECASE)
_NO_NAME_LAST = re.compile(rf"(?:(?:^|{_APART}+)(?:{_FILE_WORDS})(?={_APART}|$))+{_APART}*$", re.IGNORECASE)
_ROLE_ORDER = (Role.INTERVIEWER, Role.PARTICIPANT, Role.OTHER)


@lru_cache(maxsize=4096)
def is_generic(label: str) -> bool:
    """Whether a label says only that somebody speaks (P1, Speaker 3, R, F2, a single letter)."""
    return _GENERIC.fullmatch(label.strip()) is not None and not is_interviewer(label)


def is_interviewer(label: str) -> bool:
    """Whether a label is one of those that interviewers go by (I, INT, Moderator, Q ...)."""
    return _INTERVIEWER.fullmatch(label.strip()) is not None


class Cast:
    """The participants of a study and those that join it with new transcripts (``new``, in order)."""

    def __init__(self, study: Study, names: Sequence[str]) -> None:
        """``names`` are those that the new transcripts will have."""
        self.new: list[Participant] = []
        self._by_name = {name_key(row.name): row for row in study.participants_in_order}
        self._position = max((row.position for row in study.participants.values()), default=-1) + 1
        known = [row.name for row in study.transcripts.values()]
        self._first_words = Counter(name_key(_first_word(name)) for name in (*known, *names))

    def match(self, name: str, transcript: ReadTranscript) -> Mapping[str, UUID]:
        """The participant of each label of a transcript that will be called ``name``."""
        roles = _roles(transcript)
        people = [label for label, role in roles.items() if role is Role.PARTICIPANT]
        alone = transcript.kind is TranscriptKind.INTERVIEW and len({_bare(label) for label in people}) == 1
        # Whoever speaks first is not the first of the list: P1 comes before P5.
        in_order = sorted(
            roles.items(), key=lambda each: (each[1] is not Role.INTERVIEWER, name_order(each[0]))
        )
        called = {label: self._name(name, label, role, alone) for label, role in roles.items()}
        # Of several spellings the first that is met.
        spelt: dict[str, str] = {}
        for each in called.values():
            spelt.setdefault(name_key(each), each)
        return {label: self._participant(spelt[name_key(called[label])], role).id for label, role in in_order}

    def speaker(self, name: str, label: str) -> Participant:
        """The participant of a label that is given to a turn of the transcript of that name."""
        role = Role.INTERVIEWER if is_interviewer(label) else Role.PARTICIPANT
        return self._participant(self._name(name, label, role, alone=False), role)

    def _name(self, transcript_name: str, label: str, role: Role, alone: bool) -> str:
        tidy = " ".join(kept_name(label).split())
        if role is Role.INTERVIEWER or not is_generic(tidy):
            return tidy
        identifier = self._identifier(transcript_name)
        if alone and role is Role.PARTICIPANT:
            return _rest(transcript_name) or identifier
        return f"{identifier}-{''.join(tidy.split())}"

    def _identifier(self, transcript_name: str) -> str:
        """The name's first word or, where other transcripts begin with the same, the whole name."""
        first = _first_word(transcript_name)
        return first if self._first_words[name_key(first)] <= 1 else transcript_name

    def _participant(self, name: str, role: Role) -> Participant:
        known = self._by_name.get(name_key(name))
        if known is None:
            known = Participant(new_id(), kept_name(name), self._position, role)
            self._position += 1
            self._by_name[name_key(name)] = known
            self.new.append(known)
        return known


class GivenSpeaker(NamedTuple):
    """Who a label given to a turn stands for, and the participant who is new with it, if any."""

    label: str
    participant_id: UUID | None
    role: Role
    new: tuple[Participant, ...] = ()


def speaker_of(study: Study, transcript: Transcript, label: str) -> GivenSpeaker:
    """Who a label stands for in a transcript: who has it there already, else as in a new transcript."""
    tidy = " ".join(given_name(label).split())
    if not tidy:
        return GivenSpeaker("", None, Role.OTHER)
    check_length(tidy, "speaker")
    table = study.turns_of(transcript.id)
    labels = [str(known) for known in table.label]
    alike = [place for place, known in enumerate(labels) if name_key(known) == name_key(tidy)]
    same = [place for place in alike if labels[place] == tidy] or alike or _turns_of(study, table, tidy)
    if same:
        turn = table.row(same[0])
        return GivenSpeaker(turn.label, turn.participant_id, turn.role)
    cast = Cast(study, ())
    person = cast.speaker(transcript.name, tidy)
    return GivenSpeaker(tidy, person.id, person.role, tuple(cast.new))


def _turns_of(study: Study, turns: Turns, name: str) -> list[int]:
    """Turns of the participant of that name: people read names where the text has labels."""
    person = next((row for row in study.participants.values() if name_key(row.name) == name_key(name)), None)
    return [] if person is None else np.flatnonzero(turns.participant == key_of(person.id)).tolist()


def _roles(transcript: ReadTranscript) -> dict[str, Role]:
    """What each label does in most of its turns, in order of appearance."""
    counts: dict[str, Counter[Role]] = {}
    pairs = Counter((turn.label, turn.role) for turn in transcript.turns if turn.label)
    for (label, role), number in pairs.items():
        counts.setdefault(label, Counter())[role] = number
    return {label: _most(found) for label, found in counts.items()}


def _most(counts: Counter[Role]) -> Role:
    return min(counts, key=lambda role: (-counts[role], _ROLE_ORDER.index(role)))


def _bare(label: str) -> str:
    return "".join(name_key(label).split())


def _first_word(name: str) -> str:
    return _words(name)[0]


def _rest(name: str) -> str:
    """What comes after the first word, where it has a letter and is no word of files: ``Siobhan``."""
    rest = _words(name)[1].strip(" \t_-–—:,.")
    found = _NO_NAME_FIRST.match(rest)
    rest = _NO_NAME_LAST.sub("", rest if found is None else rest[found.end() :])
    return rest if any(letter.isalpha() for letter in rest) else ""


def _words(name: str) -> tuple[str, str]:
    parts: Iterable[str] = re.split(r"[\s_]+", name.strip(), maxsplit=1)
    first, *rest = parts
    return first, rest[0] if rest else ""
