"""Sources of another program as transcripts, with what is coded, highlighted and noted in them."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

import numpy as np
import numpy.typing as npt

from qualcode.model.codings import Coding, Codings
from qualcode.model.entities import Code, Highlight, Memo, MemoSubject, TextVersion, Transcript
from qualcode.model.exchange.document import ExchangedCoding, ExchangedSelection, ExchangedSource
from qualcode.model.exchange.selections import part_id
from qualcode.model.exchange.told import ExchangeFate
from qualcode.model.identity import from_milliseconds
from qualcode.model.span import Span
from qualcode.model.text import StoredText
from qualcode.model.transcript import TranscriptKind
from qualcode.model.xml_letters import for_xml
from qualcode.operations.exchanging.draft_study import DraftStudy

Places = Mapping[UUID, tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]]
"""Where each selection of a source begins and ends, in code points; -1 where it has no place."""

_WITHOUT_WORDS: Final = {
    "picture": "picture",
    "audio": "recording",
    "video": "video",
    "pdf": "PDF without its text",
}


@dataclass
class SourceRows:
    """Adds transcripts to a draft; ``said`` are the stretches that somebody's turns cover."""

    draft: DraftStudy
    places: Places
    speakers: Mapping[UUID, UUID]

    def __post_init__(self) -> None:
        self.codings: dict[UUID, Codings] = {}
        self.said: dict[UUID, list[tuple[Span, UUID]]] = defaultdict(list)

    def add(self) -> None:
        """All sources that have words; the others are told."""
        with_words = [source for source in self.draft.project.sources if source.text is not None]
        for place, source in enumerate(with_words):
            self._transcript(source, place)
        for source in self.draft.project.sources:
            self._tell_left_out(source)

    def _tell_left_out(self, source: ExchangedSource) -> None:
        """What lies outside words."""
        tell = self.draft.tell
        codings = source.elsewhere_codings
        if source.text is None:
            within = len(source.codings) + sum(len(each.codings) for each in source.selections)
            if source.kind == "text":
                tell(ExchangeFate.LOST, "text", 1, "missing from the export, or not readable")
                tell(ExchangeFate.LOST, "coding", within, "on a text that is missing")
            else:
                noun = _WITHOUT_WORDS.get(source.kind, source.kind)
                several = noun.replace(" without its text", "s without their text")
                why = "only words can be coded here"
                tell(ExchangeFate.LOST, noun, 1, why, several if several != noun else "")
                codings += within
        tell(ExchangeFate.LOST, "coding", codings, "on a picture, a page or a recording, not on words")

    def _transcript(self, source: ExchangedSource, place: int) -> None:
        draft = self.draft
        text = "" if source.text is None else source.text.text
        name = draft.name(Transcript, source.name, f"Transcript {place + 1}")
        draft.put(
            Transcript(
                source.id,
                name,
                TranscriptKind.OTHER,
                place,
                1,
                source_name=source.name,
                memo=source.description,
            ),
            TextVersion(
                part_id(source.id, "text"), source.id, 1, draft.moment(source.created), StoredText.of(text)
            ),
        )
        codings: list[Coding] = []
        starts, ends = self.places.get(source.id, (np.empty(0, np.int64), np.empty(0, np.int64)))
        for selection, start, end in zip(source.selections, starts.tolist(), ends.tolist(), strict=False):
            if start < 0:
                self._tell_unplaced(selection)
            else:
                codings += self._selected(source, selection, Span(start, end), text)
        whole = Span(0, len(text))
        if text:
            codings += self._codings(source.codings, whole)
            draft.tell(
                ExchangeFate.COMES,
                "coding of a whole source",
                len(source.codings),
                several="codings of whole sources",
            )
        if codings:
            self.codings[source.id] = Codings.from_rows(codings)
        draft.tell(ExchangeFate.COMES, "coding", len(codings))

    def _tell_unplaced(self, selection: ExchangedSelection) -> None:
        if selection.notes and not selection.codings and selection.start == selection.end:
            # A note at a point between two characters: it comes along as a memo.
            return
        number = len(selection.codings) or 1
        noun = "coding" if selection.codings else "selection"
        self.draft.tell(ExchangeFate.LOST, noun, number, "positions outside the text or inside a character")

    def _selected(
        self, source: ExchangedSource, selection: ExchangedSelection, span: Span, text: str
    ) -> list[Coding]:
        speaker = self.speakers.get(selection.id)
        if speaker is not None:
            self.said[source.id].append((span, speaker))
        codings = self._codings(selection.codings, span)
        self._place_memos(source, selection, span)
        own = _own_name(selection.name, text[span.start : span.end])
        if codings:
            if own or selection.description:
                self._memo(part_id(selection.id, "memo"), source, selection, span, own)
        elif not selection.notes and speaker is None:
            memo = "\n".join(filter(None, (own, selection.description)))
            coder = self.draft.coder(selection.user or source.user)
            made = self.draft.moment(selection.created)
            self.draft.put(Highlight(selection.id, source.id, coder, span.start, span.end, memo, made))
        return codings

    def _memo(
        self, identity: UUID, source: ExchangedSource, selection: ExchangedSelection, span: Span, title: str
    ) -> None:
        author = self.draft.author(selection.user)
        made = self.draft.moment(selection.created)
        row = Memo(
            identity,
            MemoSubject.PLACE,
            source.id,
            title,
            selection.description,
            author,
            made,
            span.start,
            span.end,
        )
        self.draft.put(row)

    def _place_memos(self, source: ExchangedSource, selection: ExchangedSelection, span: Span) -> None:
        draft = self.draft
        for note in (draft.notes[each] for each in selection.notes if each in draft.notes):
            identity = note.id if note.id not in draft.rows[Memo] else part_id(note.id, str(selection.id))
            author, made = draft.author(note.user), draft.moment(note.created)
            row = Memo(
                identity,
                MemoSubject.PLACE,
                source.id,
                note.name,
                note.text,
                author,
                made,
                span.start,
                span.end,
            )
            draft.put(row)
            draft.placed.add(note.id)

    def _codings(self, codings: tuple[ExchangedCoding, ...], span: Span) -> list[Coding]:
        return [row for each in codings if (row := self._coding(each, span)) is not None]

    def _coding(self, coding: ExchangedCoding, span: Span) -> Coding | None:
        code = self.draft.rows[Code].get(coding.code)
        if code is None:
            self.draft.tell(ExchangeFate.LOST, "coding", why="the code is not in the file")
            return None
        if not code.codable:
            self.draft.put(replace(code, codable=True))
            self.draft.tell(
                ExchangeFate.REPAIRED,
                "category",
                why="coded, so turned into a code",
                several="categories",
            )
        made = self.draft.begun if coding.created is None else from_milliseconds(coding.created)
        memo = self.draft.note_words(coding.notes)
        return Coding(coding.id, coding.code, self.draft.coder(coding.user), span, made, memo=memo)


def _own_name(name: str, quoted: str) -> str:
    """The name of a selection, where somebody gave it one: most programs name it by what it quotes."""
    plain = " ".join(name.split())
    shown = plain.rstrip("….").rstrip()
    words = " ".join(for_xml(quoted[: 4 * len(name) + 64]).split())
    return "" if not shown or words.startswith(shown) or shown in words else plain
