"""Every memo of a study in one list: about the project, transcripts, people, codes, segments and places."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from qualcode.model.entities import Memo, MemoSubject
from qualcode.model.span import Span
from qualcode.model.study import Study


@dataclass(frozen=True, slots=True)
class MemoLine:
    """One memo. ``transcript_id`` and ``span``, or ``code_id``, tell where a click leads."""

    about: str
    text: str
    transcript_id: UUID | None = None
    span: Span | None = None
    code_id: UUID | None = None

    @property
    def whole(self) -> str:
        """All that is read of it, to be searched."""
        return f"{self.about} {self.text}"


def memo_lines(study: Study) -> list[MemoLine]:
    """All memos: the project's first, then by transcript, then codes, then people."""
    return [*_of_project(study), *_of_transcripts(study), *_of_codes(study), *_of_people(study)]


def _of_project(study: Study) -> Iterator[MemoLine]:
    if study.info.memo.strip():
        yield MemoLine("Project", study.info.memo)
    for memo in study.memos_of(study.info.id):
        yield MemoLine(_title("Project", memo), memo.text)


def _of_transcripts(study: Study) -> Iterator[MemoLine]:
    for row in study.transcripts_in_order:
        start = Span(0, 0)
        if row.memo.strip():
            yield MemoLine(f"Transcript {row.name}", row.memo, row.id, start)
        for memo in study.memos_of(row.id):
            place = start if memo.start is None or memo.end is None else Span(memo.start, memo.end)
            about = f"Transcript {row.name}"
            if memo.subject is MemoSubject.PLACE:
                about = (
                    f"{memo.source.capitalize() or 'Place'} in {row.name}{_turn(study, row.id, place.start)}"
                )
            yield MemoLine(_title(about, memo), memo.text, row.id, place)
        table = study.codings_of(row.id)
        for place_in_table, text in enumerate(table.memo.tolist()):
            if text:
                coding = table.row(place_in_table)
                name, coder = study.codes[coding.code_id].name, study.coders[coding.coder_id].name
                about = f"{name} by {coder} in {row.name}{_turn(study, row.id, coding.span.start)}"
                yield MemoLine(about, text, row.id, coding.span)
        for mark in study.highlights_of(row.id):
            if mark.memo:
                span = Span(mark.start, mark.end)
                yield MemoLine(
                    f"Highlight in {row.name}{_turn(study, row.id, mark.start)}", mark.memo, row.id, span
                )


def _of_codes(study: Study) -> Iterator[MemoLine]:
    for code in study.codes_in_order:
        if code.memo.strip():
            yield MemoLine(f"Code {study.path(code.id)}", code.memo, code_id=code.id)
        for memo in study.memos_of(code.id):
            yield MemoLine(_title(f"Code {study.path(code.id)}", memo), memo.text, code_id=code.id)


def _of_people(study: Study) -> Iterator[MemoLine]:
    for person in study.participants_in_order:
        if person.memo.strip():
            yield MemoLine(f"Participant {person.name}", person.memo)
        for memo in study.memos_of(person.id):
            yield MemoLine(_title(f"Participant {person.name}", memo), memo.text)


def _title(about: str, memo: Memo) -> str:
    author = f" by {memo.author}" if memo.author else ""
    return f"{about}: {memo.title}{author}" if memo.title else about + author


def _turn(study: Study, transcript_id: UUID, position: int) -> str:
    index = study.turns_of(transcript_id).index_at(position)
    return "" if index is None else f", turn {index + 1}"
