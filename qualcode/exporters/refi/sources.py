"""A transcript as a text source of a REFI-QDA document: its coded stretches, highlights, places and turns."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID

import numpy as np

from qualcode.exporters.refi.elements import (
    attributes,
    element,
    moment,
    moment_of,
    quoted,
    reference,
    words,
)
from qualcode.exporters.refi.people import Variables
from qualcode.model.codings import Codings
from qualcode.model.entities import Highlight, Memo, MemoSubject, Transcript
from qualcode.model.exchange.positions import CountedText
from qualcode.model.exchange.selections import part_id, written_guid, written_guids, written_selections
from qualcode.model.exchange.targets import Manner
from qualcode.model.identity import NO_KEY, id_at, id_of
from qualcode.model.study import Study
from qualcode.model.words.cutting import in_one_line

_QUOTED = 100
"""Characters of what is quoted that name a selection."""


class TextSources:
    """Writes the transcripts of a study."""

    def __init__(self, study: Study, manner: Manner, variables: Variables, *, inside: bool) -> None:
        self._study = study
        self._manner = manner
        self._variables = variables
        self._inside = inside
        self._memos: dict[UUID, list[Memo]] = defaultdict(list)
        for row in sorted(study.rows(Memo).values(), key=lambda row: (row.created_at, row.id)):
            self._memos[row.subject_id].append(row)
        self._highlights: dict[UUID, list[Highlight]] = defaultdict(list)
        for mark in sorted(study.rows(Highlight).values(), key=lambda row: (row.start, row.end, row.id)):
            self._highlights[mark.transcript_id].append(mark)
        self._references: dict[int, str] = {}
        self._guids: dict[int, str] = {}

    def written(self, transcript: Transcript) -> str:
        """The element of one transcript."""
        text = self._study.text(transcript.id)
        counted = CountedText(text, None)
        guid = written_guid(transcript.id)
        version = self._study.text_version(transcript.id)
        head = attributes(
            guid=guid,
            name=transcript.name,
            plainTextPath=None if self._inside else f"internal://{guid}.txt",
            creationDateTime=moment(version.created_at),
        )
        content = [words("Description", transcript.memo)]
        if self._inside:
            content.append(words("PlainTextContent", text) or "<PlainTextContent/>")
        content += self._selections(transcript, text, counted)
        memos = self._memos[transcript.id]
        content += (reference("NoteRef", memo.id) for memo in memos if memo.subject is MemoSubject.TRANSCRIPT)
        content += self._variables.values_of(transcript.id)
        return element("TextSource", head, "".join(content))

    def _selections(self, transcript: Transcript, text: str, counted: CountedText) -> Iterator[str]:
        table = self._study.codings_of(transcript.id)
        yield from self._coded(transcript.id, table, text, counted)
        for mark in self._highlights[transcript.id]:
            place = _place(counted, self._manner, mark.start, mark.end)
            head = _head(written_guid(mark.id), text[mark.start : mark.end], *place)
            head += attributes(
                creatingUser=written_guid(mark.coder_id), creationDateTime=moment(mark.created_at)
            )
            yield element("PlainTextSelection", head, words("Description", mark.memo))
        for memo in self._memos[transcript.id]:
            if memo.subject is MemoSubject.PLACE and memo.start is not None and memo.end is not None:
                place = _place(counted, self._manner, memo.start, memo.end)
                head = _head(written_guid(part_id(memo.id, "place")), text[memo.start : memo.end], *place)
                yield element("PlainTextSelection", head, reference("NoteRef", memo.id))
        if self._manner.turns:
            turns = self._study.turns_of(transcript.id)
            # Those of nobody belong to no case, and would be read as highlights.
            turns = turns.take(turns.participant != NO_KEY)
            starts, ends = counted.written(
                turns.start.astype(np.int64), turns.end.astype(np.int64), self._manner.counting
            )
            for guid, label, start, end in zip(
                written_guids(turns.id), turns.label, starts.tolist(), ends.tolist(), strict=True
            ):
                yield f"<PlainTextSelection{_head(guid, str(label), start, end)}/>"

    def _coded(self, transcript: UUID, table: Codings, text: str, counted: CountedText) -> Iterator[str]:
        """Codings of one stretch, which stand together in the table, are one selection."""
        if not len(table):
            return
        starts, ends = table.start.astype(np.int64), table.end.astype(np.int64)
        first, last = counted.written(starts, ends, self._manner.counting)
        new = np.flatnonzero(np.concatenate([[True], (starts[1:] != starts[:-1]) | (ends[1:] != ends[:-1])]))
        codings = self._codings(table)
        stretches = list(zip(starts[new].tolist(), ends[new].tolist(), strict=True))
        rows = zip(
            written_selections(transcript, stretches),
            stretches,
            *(first[new].tolist(), last[new].tolist()),
            *(new.tolist(), [*new[1:].tolist(), len(table)]),
            strict=True,
        )
        for guid, (start, end), written_start, written_end, begin, after in rows:
            head = _head(guid, text[start:end], written_start, written_end)
            yield f"<PlainTextSelection{head}>{''.join(codings[begin:after])}</PlainTextSelection>"

    def _codings(self, table: Codings) -> Sequence[str]:
        keys = np.unique(np.concatenate([table.code, table.coder])).tolist()
        self._guids |= {key: written_guid(id_of(key)) for key in keys if key not in self._guids}
        guids: Mapping[int, str] = self._guids
        found = []
        rows = zip(
            written_guids(table.id),
            table.code.tolist(),
            table.coder.tolist(),
            table.created.tolist(),
            table.memo,
            strict=True,
        )
        for place, (guid, code, coder, created, memo) in enumerate(rows):
            note = reference("NoteRef", part_id(id_at(table.id, place), "memo")) if memo else ""
            found.append(
                f'<Coding guid="{guid}" creatingUser="{guids[coder]}"'
                f' creationDateTime="{moment_of(created)}">'
                f'<CodeRef targetGUID="{guids[code]}"/>{note}</Coding>'
            )
        return found


def _place(counted: CountedText, manner: Manner, start: int, end: int) -> tuple[int, int]:
    first, last = counted.written(np.array([start]), np.array([end]), manner.counting)
    return int(first[0]), int(last[0])


def _head(guid: str, stretch: str, start: int, end: int) -> str:
    """The attributes of a selection; its name is the beginning of what it quotes."""
    name = in_one_line(stretch, _QUOTED)
    named = f' name="{quoted(name)}"' if name else ""
    return f' guid="{guid}"{named} startPosition="{start}" endPosition="{end}"'
