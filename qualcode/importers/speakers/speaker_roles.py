"""What a speaker does in the conversation, judged from the label, and what kind of conversation it is."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

from qualcode.importers.speakers.speaker_words import ASKING, STANDING_BY, one_of
from qualcode.model.transcript import Role, TranscriptKind
from qualcode.model.transcripts.speaker_guide import label_key

_ASKS: Final = re.compile(rf"(?:^|[^a-z]){one_of(ASKING)}(?:[ _.-]?(?:\d{{1,2}}|[a-c]))?(?:$|[^a-z0-9])")
_TOLD: Final = re.compile(
    r"(?:(?:lead|co-?|second|assistant|name of(?: the)?)[ -]?)?(?:interviewer|facilitator|moderator"
    r"|interviewerin|moderatorin|interviewt von|interviewed by|moderated by|facilitated by"
    r"|intervieweur|intervieweuse|enquêteur|enquêtrice|enquêteurs?/trice|modérateur|modératrice"
    r"|animateur|animatrice)(?:\(?s\)?|\(in\)|/in|:in|\*in)?"
)
"""Keys of a header that name who asks the questions, in English, German and French."""
_OF_SEVERAL: Final = re.compile(r"[;/&+\n]|\b(?:and|und|et)\b")
_IN_BRACKETS: Final = re.compile(r"\([^)]*\)")
_FEWEST_WORDS: Final = 2
_LETTER_I: Final = re.compile(r"i[ _.-]?\d?")
_STANDS_BY: Final = re.compile(rf"(?:^|[^a-z]){one_of(STANDING_BY)}(?:$|[^a-z])")
_NUMBERED: Final = re.compile(r"[a-z]{1,4}[ _.-]?\d{1,3}[a-z]?")
_GROUP: Final = re.compile(r"focus[ _-]?group|(?:^|[^a-z])fg(?:[^a-z]|$)")
_INTERVIEW: Final = re.compile(r"interview(?!er)|(?:^|[^a-z])int(?:[^a-z]|$)")


def roles_of(labels: Collection[str], interviewers: Sequence[str] = ()) -> dict[str, Role]:
    """The role of each label; a lone "M" or "F" leads only where the others are numbered."""
    named = {label_key(label) for label in interviewers}
    roles = {label: _role(label_key(label), named) for label in labels}
    if Role.INTERVIEWER not in roles.values():
        others = [label_key(label) for label in labels if label_key(label) not in ("m", "f")]
        letters = [label for label in labels if label_key(label) in ("m", "f")]
        if len(letters) == 1 and others and all(_NUMBERED.fullmatch(other) for other in others):
            roles[letters[0]] = Role.INTERVIEWER
    return roles


def told_interviewers(details: Iterable[tuple[str, str]], labels: Collection[str]) -> list[str]:
    """The labels of whom a header calls an interviewer, by the name, its initials or what they shorten.

    “Interviewer: RP” and “Moderatorin: Prys, Rosalind” both tell of RP, of Rosalind Prys and of Rosalind.
    Initials that two labels share tell of neither.
    """
    found: list[str] = []
    for key, value in details:
        if _TOLD.fullmatch(label_key(key)):
            for name in _OF_SEVERAL.split(_IN_BRACKETS.sub(" ", value)):
                told = _words_of(name)
                same = [label for label in labels if told and "".join(_words_of(label)) == "".join(told)]
                near = same or [label for label in labels if told and _may_be_same(told, _words_of(label))]
                found += near if len(near) == 1 else []
    return found


def _words_of(name: str) -> list[str]:
    """The words of a name, the given ones first: “Prys, Rosalind” is “Rosalind Prys”."""
    last, comma, first = name.partition(",")
    return (f"{first} {last}" if comma else name).replace(".", " ").casefold().split()


def _may_be_same(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether one of two names is the other's initials, or a word of it."""
    short, long = sorted((one, other), key=lambda words: len("".join(words)))
    if len(long) < _FEWEST_WORDS or not short:
        return False
    return "".join(short) == "".join(word[0] for word in long) or (len(short) == 1 and short[0] in long)


def _role(key: str, named: set[str]) -> Role:
    if key in named or _ASKS.search(key) or _LETTER_I.fullmatch(key):
        return Role.INTERVIEWER
    return Role.OTHER if _STANDS_BY.search(key) else Role.PARTICIPANT


def heading(text: str, first_role: Role) -> str:
    """The beginning of a text that begins with a header."""
    return text[:600] if first_role is Role.OTHER else ""


def guess_kind(name: str, beginning: str, roles: Mapping[str, Role]) -> TranscriptKind:
    """The kind of conversation: what the file or its heading says, else how many participants speak."""
    participants = _count(roles.values(), Role.PARTICIPANT)
    if not participants:
        return TranscriptKind.OTHER
    for said in (name.casefold(), beginning[:600].casefold()):
        group, interview = _GROUP.search(said), _INTERVIEW.search(said)
        if group and not interview:
            return TranscriptKind.FOCUS_GROUP
        if interview and not group:
            return TranscriptKind.INTERVIEW
    # Where nobody is known to ask the questions, one of two speakers does.
    asked = bool(_count(roles.values(), Role.INTERVIEWER))
    return TranscriptKind.INTERVIEW if participants <= (1 if asked else 2) else TranscriptKind.FOCUS_GROUP


def _count(roles: Iterable[Role], wanted: Role) -> int:
    return sum(role is wanted for role in roles)
