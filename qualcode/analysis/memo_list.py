"""Every memo of a study in one list: free ones, on the project, transcripts, segments, codes and people."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from qualcode.model.entities import Highlight, Memo, MemoLink, MemoSubject
from qualcode.model.memos import (
    ON_THE_CODE,
    ON_THE_TRANSCRIPT,
    ListedMemo,
    MemoKind,
    MemoTarget,
    ShownLink,
)
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.model.words.names import name_key
from qualcode.model.words.spelling import narrowing_by_words

_KINDS: Final = {
    MemoSubject.PROJECT: MemoKind.FREE,
    MemoSubject.JOURNAL: MemoKind.JOURNAL,
    MemoSubject.TRANSCRIPT: MemoKind.TRANSCRIPT,
    MemoSubject.PLACE: MemoKind.PLACE,
    MemoSubject.CODE: MemoKind.CODE,
    MemoSubject.PARTICIPANT: MemoKind.PARTICIPANT,
}


@dataclass(frozen=True, slots=True)
class MemoChoice:
    """Which memos are wanted. ``kinds`` and ``tags`` None: all; ``words`` are looked for in all of a memo."""

    kinds: Collection[MemoKind] | None = None
    tags: Collection[str] | None = None
    words: str = ""

    def of(self, memos: Iterable[ListedMemo]) -> list[ListedMemo]:
        """The chosen ones in their order; a memo with one of the tags has them."""
        holds: Callable[[str], bool] = narrowing_by_words(self.words)
        wanted = None if self.tags is None else {name_key(tag) for tag in self.tags}
        return [
            memo
            for memo in memos
            if (self.kinds is None or memo.kind in self.kinds)
            and (wanted is None or not wanted.isdisjoint(map(name_key, memo.tags)))
            and holds(memo.whole)
        ]


def listed_memos(study: Study) -> list[ListedMemo]:
    """All memos: those on the project first, then by transcript, then by code, then by participant."""
    own: dict[UUID, list[Memo]] = {}
    for row in study.rows(Memo).values():
        own.setdefault(row.subject_id, []).append(row)

    def about(subject_id: UUID) -> Iterator[ListedMemo]:
        for memo in sorted(own.get(subject_id, ()), key=lambda row: (row.start or 0, row.created_at, row.id)):
            yield listed_memo(study, memo)

    return [
        *_of_project(study, about),
        *_of_transcripts(study, about),
        *_of_codes(study, about),
        *_of_people(study, about),
    ]


def listed_memo(study: Study, memo: Memo) -> ListedMemo:
    """One memo of its own as the list has it."""
    span = None if memo.start is None or memo.end is None else Span(memo.start, memo.end)
    about, below = target_in_words(study, MemoTarget(memo.subject, memo.subject_id, span)), ON_THE_TRANSCRIPT
    if memo.subject is MemoSubject.PLACE:
        what = memo.source.capitalize() or "Place"
        about, below = f"{what} in {about}", what + _turn(study, memo.subject_id, span.start if span else 0)
    in_text = memo.subject in (MemoSubject.PLACE, MemoSubject.TRANSCRIPT)
    return ListedMemo(
        memo.id,
        _KINDS[memo.subject],
        own=True,
        about=about,
        text=memo.text,
        title=memo.title,
        tags=memo.tags,
        author=memo.author,
        day=memo.day or memo.created_at.date(),
        transcript_id=memo.subject_id if in_text else None,
        span=(span or Span(0, 0)) if in_text else None,
        code_id=memo.subject_id if memo.subject is MemoSubject.CODE else None,
        participant_id=memo.subject_id if memo.subject is MemoSubject.PARTICIPANT else None,
        links=_links(study, memo.id),
        below_transcript=below if in_text else "",
        below_code=ON_THE_CODE if memo.subject is MemoSubject.CODE else "",
    )


def memos_touching(study: Study, target: MemoTarget) -> list[Memo]:
    """The memos about something or linked to it, oldest first; of words, those on any of them."""
    wanted = target.span
    found = {
        memo.id: memo
        for memo, span in study.memos_on(target.subject_id)
        if (wanted is None) == (span is None)
        and (wanted is None or span is None or (span.start < wanted.end and wanted.start < span.end))
    }
    return list(found.values())


def memo_of_highlight(study: Study, mark: Highlight) -> ListedMemo:
    """The memo on a highlight, which may be without a word as yet."""
    name, turn = study.transcripts[mark.transcript_id].name, _turn(study, mark.transcript_id, mark.start)
    return ListedMemo(
        mark.id, MemoKind.HIGHLIGHT, own=False, text=mark.memo,
        about=f"Highlight in {name}{turn}", below_transcript=f"Highlight{turn}",
        author=study.coders[mark.coder_id].name, day=_day(mark.created_at),
        transcript_id=mark.transcript_id, span=Span(mark.start, mark.end),
    )  # fmt: skip


def memo_count(study: Study) -> dict[MemoKind, int]:
    """How many memos there are of each kind, of kinds that there are."""
    found: dict[MemoKind, int] = {}
    for memo in listed_memos(study):
        found[memo.kind] = found.get(memo.kind, 0) + 1
    return {kind: found[kind] for kind in MemoKind if kind in found}


def tags_of(memos: Iterable[ListedMemo]) -> list[str]:
    """Every tag in use, by name."""
    found = {name_key(tag): tag for memo in memos for tag in memo.tags}
    return [tag for _, tag in sorted(found.items())]


def target_in_words(study: Study, target: MemoTarget) -> str:
    """What a memo is on: ``Code Trust``, ``FG2, turn 14``; says so where it has gone."""
    subject, subject_id, span = target
    match subject:
        case MemoSubject.PROJECT:
            return "Free memo"
        case MemoSubject.JOURNAL:
            return "Journal"
        case MemoSubject.CODE:
            return f"Code {study.path(subject_id)}" if subject_id in study.codes else "a code that has gone"
        case MemoSubject.PARTICIPANT:
            person = study.participants.get(subject_id)
            return f"Participant {person.name}" if person else "a participant who has gone"
        case MemoSubject.TRANSCRIPT | MemoSubject.PLACE:
            transcript = study.transcripts.get(subject_id)
            if transcript is None:
                return "a transcript that has gone"
            if span is None:
                return f"Transcript {transcript.name}"
            return transcript.name + _turn(study, subject_id, span.start)


About = Callable[[UUID], Iterator[ListedMemo]]


def _links(study: Study, memo_id: UUID) -> tuple[ShownLink, ...]:
    found: dict[MemoTarget, ShownLink] = {}
    for row in study.memo_links_of(memo_id):
        target = _target(row)
        found.setdefault(target, ShownLink(row.id, target, target_in_words(study, target)))
    return tuple(found.values())


def _target(row: MemoLink) -> MemoTarget:
    span = None if row.start is None or row.end is None else Span(row.start, row.end)
    return MemoTarget(row.subject, row.subject_id, span)


def _of_project(study: Study, about: About) -> Iterator[ListedMemo]:
    if study.info.memo.strip():
        yield ListedMemo(study.info.id, MemoKind.PROJECT, own=False, about="Project", text=study.info.memo)
    yield from about(study.info.id)


def _of_transcripts(study: Study, about: About) -> Iterator[ListedMemo]:
    for row in study.transcripts_in_order:
        start = Span(0, 0)
        name = f"Transcript {row.name}"
        if row.memo.strip():
            yield ListedMemo(
                row.id, MemoKind.TRANSCRIPT, own=False, about=name, text=row.memo,
                transcript_id=row.id, span=start, below_transcript=ON_THE_TRANSCRIPT,
            )  # fmt: skip
        yield from about(row.id)
        yield from _of_codings(study, row.id)
        for mark in study.highlights_of(row.id):
            if mark.memo.strip():
                yield memo_of_highlight(study, mark)


def _of_codings(study: Study, transcript_id: UUID) -> Iterator[ListedMemo]:
    table = study.codings_of(transcript_id)
    name = study.transcripts[transcript_id].name
    for place, text in enumerate(table.memo.tolist()):
        if not text or not text.strip():
            continue
        coding = table.row(place)
        coder = study.coders[coding.coder_id].name
        turn, code = _turn(study, transcript_id, coding.span.start), study.codes[coding.code_id].name
        yield ListedMemo(
            coding.id, MemoKind.SEGMENT, own=False, text=text,
            about=f"{code} by {coder} in {name}{turn}",
            below_transcript=f"{code} by {coder}{turn}", below_code=f"By {coder} in {name}{turn}",
            author=coder, day=_day(coding.created_at),
            transcript_id=transcript_id, span=coding.span, code_id=coding.code_id,
        )  # fmt: skip


def _of_codes(study: Study, about: About) -> Iterator[ListedMemo]:
    for code in study.codes_in_order:
        if code.memo.strip():
            name = f"Code {study.path(code.id)}"
            yield ListedMemo(
                code.id, MemoKind.CODE, own=False, about=name, text=code.memo,
                code_id=code.id, below_code=ON_THE_CODE,
            )  # fmt: skip
        yield from about(code.id)


def _of_people(study: Study, about: About) -> Iterator[ListedMemo]:
    for person in study.participants_in_order:
        if person.memo.strip():
            name = f"Participant {person.name}"
            yield ListedMemo(
                person.id, MemoKind.PARTICIPANT, own=False, about=name, text=person.memo,
                participant_id=person.id,
            )  # fmt: skip
        yield from about(person.id)


def _turn(study: Study, transcript_id: UUID, position: int) -> str:
    index = study.turns_of(transcript_id).index_at(position)
    return "" if index is None else f", turn {index + 1}"


def _day(moment: datetime) -> date:
    return moment.date()
