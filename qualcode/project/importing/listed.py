"""A transcript in the import window: as its file was understood, and as the person wants it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Final

from qualcode.importers.name_patterns import NamePattern, kind_told
from qualcode.importers.source_file import ReadSource, SourceFile
from qualcode.importers.speakers.findings import in_a_sentence
from qualcode.importers.speakers.guided import transcript_from
from qualcode.importers.speakers.label_variants import LabelVariants, label_variants
from qualcode.importers.speakers.seen_lines import SeenLine, seen_lines
from qualcode.importers.speakers.speaker_roles import guess_kind, heading
from qualcode.language.words import words
from qualcode.model.span import Span
from qualcode.model.transcript import ReadTranscript, Role, TranscriptKind
from qualcode.model.transcripts.reading_choices import AS_RECOGNISED, ReadingChoices
from qualcode.model.transcripts.speaker_guide import NOTHING_TOLD, SpeakerGuide, label_key
from qualcode.model.transcripts.stand_ins import USUAL
from qualcode.model.words.in_words import counted, some_of, with_capital
from qualcode.model.words.names import name_key
from qualcode.operations.transcripts.changed_files import KnownFile
from qualcode.operations.transcripts.read_speakers import with_labels, with_role
from qualcode.project.importing.guides import in_words
from qualcode.project.importing.times_told import times_told


class Again(StrEnum):
    """What is done with a file that the project has already, in another version or in this one."""

    REPLACE = "replace"
    ADD = "add"
    SKIP = "skip"


_AGAIN: Final = {
    Again.REPLACE: "Its text will be replaced; codings follow their words.",
    Again.ADD: "It will be added as another transcript.",
    Again.SKIP: "It will be left as it is.",
}


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """A file that cannot be imported, and why."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file that can be imported: ``original`` as it was read, ``transcript`` as it will be.

    ``left_out`` are the header details that are not wanted, ``repeat`` says where the same file is
    already, and ``words`` counts as every figure does, with the usual stand-ins for names. ``source`` is
    what it was read from, where speakers may still be looked for in another way, ``guide`` what was told
    about them, and ``shape`` how its lines begin, by which files like it are known. ``read_as`` are the
    choices under which the file at ``path`` was read. ``changed`` is the transcript that an earlier version
    of the file became, and ``again`` what is to become of that. ``told_by_name`` are details that its name
    tells by a pattern; details are of the participant called ``details_of``, or of the transcript.
    ``roles_chosen`` are the speakers, in small letters, whose role somebody chose; ``role_doubts`` say who
    has another role in other files or in the project. ``kind_chosen``: the kind of conversation was chosen
    or told; else it is guessed by who speaks, also when that has been changed.
    """

    original: ReadTranscript
    transcript: ReadTranscript
    words: int
    wanted: bool = True
    left_out: frozenset[tuple[str, str]] = frozenset()
    repeat: str = ""
    source: SourceFile | None = None
    guide: SpeakerGuide = NOTHING_TOLD
    shape: str = ""
    path: Path | None = None
    read_as: ReadingChoices = AS_RECOGNISED
    changed: KnownFile | None = None
    again: Again = Again.SKIP
    told_by_name: tuple[tuple[str, str], ...] = ()
    details_of: str = ""
    roles_chosen: frozenset[str] = frozenset()
    role_doubts: tuple[str, ...] = ()
    kind_chosen: bool = False
    _roles: Mapping[str, Role] | None = field(default=None, init=False, repr=False, compare=False)

    @property
    def name(self) -> str:
        """The file's name."""
        return self.original.source_name

    @property
    def roles(self) -> Mapping[str, Role]:
        """What each speaker does in most turns."""
        # Asked of every file after every choice in any of them.
        if self._roles is None:
            object.__setattr__(self, "_roles", self._counted_roles())
        return self._roles or {}

    def _counted_roles(self) -> dict[str, Role]:
        most: dict[str, tuple[int, Role]] = {}
        counts = Counter([(turn.label, turn.role) for turn in self.transcript.turns])
        for (label, role), number in counts.items():
            if label and number > most.get(label, (0, role))[0]:
                most[label] = (number, role)
        return {label: role for label, (_number, role) in most.items()}

    @property
    def speakers(self) -> str:
        """Who speaks, how often, and who asks, in one line."""
        roles = self.roles
        told = [
            f"{label} ({turns}{', interviewer' if roles[label] is Role.INTERVIEWER else ''})"
            for label, turns in self.transcript.labels.items()
        ]
        return some_of(told, "none found")

    @property
    def is_clear(self) -> bool:
        """Whether nothing about the speakers is doubtful."""
        return not self.verdict and not self.role_doubts

    @property
    def understood(self) -> str:
        """How sure the speakers are, in a word or two."""
        if self.is_clear:
            return "Clear"
        return "Doubtful" if self.original.confidence > 0 else "None found"

    @property
    def understood_exactly(self) -> str:
        """The same in a sentence: what is doubtful."""
        doubts = [*([self.verdict] if self.verdict else []), *self.role_doubts]
        return " ".join(doubts) or "Speaker labels: clear."

    @property
    def odd(self) -> tuple[tuple[str, int], ...]:
        """The labels that are hardly a speaker's: none that a person has given another name, or merged."""
        if not self.original.odd:
            return ()
        pairs = zip(self.original.turns, self.transcript.turns, strict=True)
        named = {before.label: now.label for before, now in pairs}
        taken = Counter(named.values())
        return tuple(
            (label, turns)
            for label, turns in self.original.odd
            if named.get(label) == label and taken[label] == 1
        )

    @property
    def verdict(self) -> str:
        """What is doubtful about the speakers under the names that they have now; empty where nothing is."""
        read, names = self.original, self.names
        if self.transcript.turns == read.turns or not (read.doubts or read.odd):
            return read.verdict
        if not any(turn.label for turn in read.turns):
            return read.verdict
        doubts = [(names.get(label_key(label), label), lines) for label, lines in read.doubts]
        return in_a_sentence(doubts, self.odd, read.reasons)

    @property
    def asks(self) -> str:
        """The one speaker who asks in nearly every turn, where nobody is an interviewer; "" for nobody.

        Nor where somebody chose what that speaker does.
        """
        asking = self.original.asking
        if not asking or Role.INTERVIEWER in self.roles.values():
            return ""
        pairs = zip(self.original.turns, self.transcript.turns, strict=True)
        label = next((now.label for before, now in pairs if before.label == asking), asking)
        return "" if name_key(label) in self.roles_chosen else label

    @property
    def how_changed(self) -> str:
        """That the project has an earlier version of the file, in a sentence."""
        if self.changed is None:
            return ""
        _, name, codings, lines = self.changed
        has = counted(codings, "coding") if codings else "no codings"
        return f"“{name}” is in this project and has {has}. Its file differs in {counted(lines, 'line')}."

    @property
    def replaces(self) -> bool:
        """Whether the file's text takes the place of its earlier version."""
        return self.wanted and self.changed is not None and self.again is Again.REPLACE

    def with_again(self, again: Again) -> "ReadFile":
        """The same where something else is done with its earlier version."""
        return replace(self, again=again, wanted=again is not Again.SKIP)

    def wanting(self, *, wanted: bool) -> "ReadFile":
        """The same, to be imported or not; beside its earlier version unless it was to replace that."""
        if self.changed is None:
            return replace(self, wanted=wanted)
        kept = self.again if self.again is not Again.SKIP else Again.ADD
        return self.with_again(kept if wanted else Again.SKIP)

    @property
    def notes(self) -> str:
        """What a person should know before the file is imported."""
        notes = [f"{self.repeat} Tick to import it again."] if self.repeat else []
        if self.changed is not None:
            notes.append(f"{self.how_changed} {_AGAIN[self.again]}")
        if self.guide != NOTHING_TOLD:
            notes.append(f"Speakers as you set them: {in_words(self.guide)}.")
        notes += [_sentence(warning) for warning in self.original.warnings]
        notes += [times] if (times := times_told(self.original)) else []
        if self.original.remarks:
            number = len(self.original.remarks)
            notes.append(
                "1 comment or note becomes a memo."
                if number == 1
                else f"{number:,} comments and notes become memos."
            )
        return " ".join(notes)

    @property
    def details(self) -> tuple[tuple[str, str], ...]:
        """What header and name tell; of one thing, what the header does."""
        told = {name_key(name) for name, _ in self.original.details}
        return self.original.details + tuple(
            pair for pair in self.told_by_name if name_key(pair[0]) not in told
        )

    def with_name_pattern(self, pattern: NamePattern) -> "ReadFile":
        """The same with what its name tells; also the kind, where the name tells that."""
        told = pattern.values(self.name)
        kind = kind_told(told)
        changed = replace(self, told_by_name=told)
        return changed if kind is None else changed.with_kind(kind)

    @property
    def ready(self) -> ReadTranscript:
        """What will be imported: with the details that are wanted."""
        details = () if self.about_participant else self._wanted_details
        return replace(self.transcript, details=details)

    @property
    def _wanted_details(self) -> tuple[tuple[str, str], ...]:
        return tuple(pair for pair in self.details if pair not in self.left_out)

    @property
    def about_participant(self) -> tuple[tuple[str, str], ...]:
        """The details that become attributes of the participant ``details_of``."""
        return self._wanted_details if self.details_of in self.transcript.labels else ()

    @property
    def participants(self) -> tuple[str, ...]:
        """The labels of those who are asked."""
        return tuple(label for label, role in self.roles.items() if role is Role.PARTICIPANT)

    @property
    def variants(self) -> list[LabelVariants]:
        """Spellings that may be one speaker."""
        return list(_variants(tuple(self.transcript.labels.items())))

    def renamed(self, names: Mapping[str, str]) -> "ReadFile":
        """The same with other names for speakers; anyone who is merged takes the role of the name kept."""
        roles, chosen = dict(self.roles), set(self.roles_chosen)
        wanted = {old: " ".join(new.split()) for old, new in names.items() if old in roles and new.split()}
        changed = with_labels(self.transcript, wanted)
        for old, new in wanted.items():
            role = roles.setdefault(new, roles[old])
            if role is not roles[old]:
                changed = with_role(changed, [new], role)
            if role is roles[old] and name_key(old) in self.roles_chosen:
                chosen.add(name_key(new))
        chosen &= {name_key(wanted.get(label, label)) for label in self.roles}
        return replace(self, transcript=changed, roles_chosen=frozenset(chosen)).with_kind_guessed()

    def with_role(self, label: str, role: Role) -> "ReadFile":
        """The same where the speaker of this name does something else."""
        return self.with_roles([label], role)

    def with_roles(self, labels: Sequence[str], role: Role) -> "ReadFile":
        """The same where the speakers of these names (case ignored), as far as they speak here, do that."""
        changed = with_role(self.transcript, labels, role)
        meant = {name_key(label) for label in labels}
        here = {label: name_key(label) for label in self.roles}
        chosen = meant.intersection(here.values())
        made = replace(self, transcript=changed, roles_chosen=self.roles_chosen | chosen)
        # Whoever is meant has that role in all their turns: those need not be counted again.
        roles = {label: role if here[label] in meant else known for label, known in self.roles.items()}
        object.__setattr__(made, "_roles", roles)
        return made.with_kind_guessed()

    def with_kind(self, kind: TranscriptKind) -> "ReadFile":
        return replace(self, transcript=replace(self.transcript, kind=kind), kind_chosen=True)

    def with_kind_guessed(self) -> "ReadFile":
        """The same with the kind that is guessed of those who speak now; of one that was chosen as it is."""
        read = self.original
        if self.kind_chosen or not read.turns:
            return self
        told = read.name, heading(read.text, read.turns[0].role)
        as_read = guess_kind(*told, {turn.label: turn.role for turn in read.turns if turn.label})
        kind = guess_kind(*told, self.roles) if as_read is read.kind else read.kind
        if kind is self.transcript.kind:
            return self
        return replace(self, transcript=replace(self.transcript, kind=kind))

    def with_detail(self, detail: tuple[str, str], *, wanted: bool) -> "ReadFile":
        """The same with or without one detail of the header."""
        return replace(self, left_out=self.left_out - {detail} if wanted else self.left_out | {detail})

    def told(self, guide: SpeakerGuide) -> "ReadFile":
        """The same read under another guide; names, roles and kind that were settled stay.

        Raises QualcodeError where the guide cannot be followed.
        """
        if self.source is None or guide == self.guide:
            return self
        old, kept = self.original, self.transcript
        read = transcript_from(self.source, guide)
        names = {a.label: b.label for a, b in zip(old.turns, kept.turns, strict=True) if a.label != b.label}
        pairs = zip(old.turns, kept.turns, strict=True)
        roles = {b.label: b.role for a, b in pairs if b.label and a.role is not b.role}
        changed = with_labels(read, names)
        for label, role in roles.items():
            changed = with_role(changed, [label], role)
        if self.kind_chosen:
            changed = replace(changed, kind=kept.kind)
        made = replace(self, original=read, transcript=changed, words=_words_in(read), guide=guide)
        return made.with_kind_guessed()

    @property
    def names(self) -> dict[str, str]:
        """By the labels of the file (see ``label_key``): the names that its speakers will have."""
        pairs = zip(self.original.turns, self.transcript.turns, strict=True)
        return {label_key(before.label): now.label for before, now in pairs if before.label}

    @property
    def lines(self) -> tuple[SeenLine, ...]:
        """What each line of the file becomes."""
        return () if self.source is None else tuple(seen_lines(self.source, self.original, self.guide))

    def as_read(self) -> "ReadFile":
        """The same with the speakers as they stand in the file."""
        as_read = replace(self.transcript, turns=self.original.turns)
        return replace(self, transcript=as_read, roles_chosen=frozenset()).with_kind_guessed()


def listed(
    transcript: ReadTranscript, path: Path | None = None, choices: ReadingChoices = AS_RECOGNISED
) -> ReadFile:
    """A file as it was read; nothing is settled by the person yet."""
    return ReadFile(transcript, transcript, _words_in(transcript), path=path, read_as=choices)


def listed_source(
    read: ReadSource, path: Path | None = None, choices: ReadingChoices = AS_RECOGNISED
) -> ReadFile:
    """The same for a file whose speakers may still be looked for in another way."""
    file = listed(read.transcript, path, choices)
    return replace(file, source=read.file, guide=read.guide, shape=read.shape)


def _words_in(transcript: ReadTranscript) -> int:
    stretches = [Span(turn.speech, turn.span.end) for turn in transcript.turns]
    return len(words(transcript.text, stretches or [Span(0, len(transcript.text))], USUAL))


def common_variants(files: Sequence[ReadFile]) -> list[LabelVariants]:
    """Spellings that may be one speaker, over all files."""
    counts: Counter[str] = Counter()
    for file in files:
        counts.update(file.transcript.labels)
    return list(_variants(tuple(counts.items())))


@lru_cache(maxsize=64)
def _variants(counts: tuple[tuple[str, int], ...]) -> tuple[LabelVariants, ...]:
    # The window asks after every choice, and every name is compared with every other.
    return tuple(label_variants(dict(counts)))


def _sentence(words: str) -> str:
    begun = with_capital(words)
    return begun if begun.endswith((".", "!", "?", "…")) else f"{begun}."
