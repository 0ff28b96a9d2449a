"""Sources of another program as transcripts, with what is coded, highlighted and noted in them."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import compress
from typing import Final
from uuid import UUID

import numpy as np
import numpy.typing as npt

from qualcode.model.codings import NO_WEIGHT, Codings
from qualcode.model.entities import Code, Highlight, Memo, MemoSubject, TextVersion, Transcript
from qualcode.model.exchange.document import ExchangedSource, ExchangedText
from qualcode.model.exchange.positions import Places
from qualcode.model.exchange.selected import ExchangedSelection, SelectedCodings
from qualcode.model.exchange.selections import part_id
from qualcode.model.exchange.told import ExchangeFate
from qualcode.model.identity import key_of, to_milliseconds
from qualcode.model.machine.progress import Progress
from qualcode.model.span import Span
from qualcode.model.text import StoredText
from qualcode.model.words.xml_letters import for_xml
from qualcode.operations.exchanging.draft_study import DraftStudy

Flags = npt.NDArray[np.bool_]

SourcePlaces = Mapping[UUID, tuple[Places, Places]]
"""Where each selection of a source begins and ends, in code points; -1 where it has no place."""

_WITHOUT_WORDS: Final = {
    "picture": "picture",
    "audio": "recording",
    "video": "video",
    "pdf": "PDF without its text",
}


@dataclass
class SourceRows:
    """Adds transcripts to a draft; ``said`` are the stretches that somebody's turns cover.

    ``speakers`` says whose turn a selection is, by its identity as 16 bytes.
    """

    draft: DraftStudy
    places: SourcePlaces
    speakers: Mapping[bytes, UUID]

    def __post_init__(self) -> None:
        self.codings: dict[UUID, Codings] = {}
        self.said: dict[UUID, list[tuple[Span, UUID]]] = defaultdict(list)

    def add(self, progress: Progress) -> None:
        """All sources that have words; the others are told."""
        with_words = [source for source in self.draft.project.sources if source.text is not None]
        for place, source in enumerate(with_words):
            progress(place, len(with_words), source.name)
            self._transcript(source, place)
        for source in self.draft.project.sources:
            self._tell_left_out(source)

    def _tell_left_out(self, source: ExchangedSource) -> None:
        """What lies outside words."""
        tell = self.draft.tell
        codings = source.elsewhere_codings
        if source.text is None:
            within = len(source.codings) + len(source.selections.codings)
            if source.kind == "text":
                tell(ExchangeFate.LOST, "text", 1, "missing from the export, or not readable")
                tell(ExchangeFate.LOST, "coding", within, "on a text that is missing")
                uncoded = int(np.count_nonzero(source.selections.numbers == 0))
                tell(ExchangeFate.LOST, "selection", uncoded, "on a text that is missing")
            else:
                noun = _WITHOUT_WORDS.get(source.kind, source.kind)
                several = noun.replace(" without its text", "s without their text")
                why = "only words can be coded here"
                tell(ExchangeFate.LOST, noun, 1, why, several if several != noun else "")
                codings += within
        tell(ExchangeFate.LOST, "coding", codings, "on a picture, a page or a recording, not on words")

    def _transcript(self, source: ExchangedSource, place: int) -> None:
        draft = self.draft
        words = ExchangedText("", "inside") if source.text is None else source.text
        text = words.text
        name = draft.name(Transcript, source.name, f"Transcript {place + 1}")
        draft.put(
            Transcript(
                source.id,
                name,
                words.kind,
                place,
                1,
                source_name=source.name,
                language=words.language,
                memo=source.description,
            ),
            TextVersion(
                part_id(source.id, "text"), source.id, 1, draft.moment(source.created), StoredText.of(text)
            ),
        )
        codings = self._placed(source, text)
        if text:
            codings = codings.joined(self._whole(source, len(text)))
            draft.tell(
                ExchangeFate.COMES,
                "coding of a whole source",
                len(source.codings),
                several="codings of whole sources",
            )
        if len(codings):
            self.codings[source.id] = codings
        draft.tell(ExchangeFate.COMES, "coding", len(codings))

    def _placed(self, source: ExchangedSource, text: str) -> Codings:
        """The codings of selections that have a place; what else there is to a selection comes along."""
        selections = source.selections
        if source.id not in self.places:
            return Codings.empty()
        starts, ends = self.places[source.id]
        of = np.repeat(np.arange(len(selections)), selections.numbers)
        wanted = self._with_code(selections.codings, starts[of] >= 0)
        numbers = np.bincount(of[wanted], minlength=len(selections))
        rows = zip(
            *(selections.identities(), selections.name, numbers.tolist(), starts.tolist(), ends.tolist()),
            strict=True,
        )
        for place, (identity, name, number, start, end) in enumerate(rows):
            if start < 0:
                self._tell_unplaced(selections[place])
                continue
            speaker = self.speakers.get(identity)
            if speaker is not None:
                self.said[source.id].append((Span(start, end), speaker))
            own = _own_name(name, text[start:end])
            has_notes = place in selections.notes
            if has_notes:
                self._place_memos(source, selections[place], Span(start, end))
            if number and (own or place in selections.description):
                self._memo(source, selections[place], Span(start, end), own)
            elif not number and not has_notes and speaker is None:
                self._highlight(source, selections[place], Span(start, end), own)
        return self._codings(selections.codings, wanted, starts[of], ends[of])

    def _whole(self, source: ExchangedSource, length: int) -> Codings:
        """The codings of a whole source."""
        table = SelectedCodings()
        table.add_rows(source.codings)
        wanted = self._with_code(table, np.ones(len(table), np.bool_))
        return self._codings(table, wanted, np.zeros(len(table), np.int64), np.full(len(table), length))

    def _tell_unplaced(self, selection: ExchangedSelection) -> None:
        if selection.notes and not selection.codings and selection.start == selection.end:
            # A note at a point between two characters: it comes along as a memo.
            return
        number = len(selection.codings) or 1
        noun = "coding" if selection.codings else "selection"
        self.draft.tell(ExchangeFate.LOST, noun, number, "positions outside the text or inside a character")

    def _highlight(
        self, source: ExchangedSource, selection: ExchangedSelection, span: Span, own: str
    ) -> None:
        memo = "\n".join(filter(None, (own, selection.description)))
        coder = self.draft.coder(selection.user or source.user)
        made = self.draft.moment(selection.created)
        self.draft.put(Highlight(selection.id, source.id, coder, span.start, span.end, memo, made))

    def _memo(self, source: ExchangedSource, selection: ExchangedSelection, span: Span, title: str) -> None:
        author = self.draft.author(selection.user)
        made = self.draft.moment(selection.created)
        row = Memo(
            part_id(selection.id, "memo"),
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

    def _codings(self, table: SelectedCodings, wanted: Flags, starts: Places, ends: Places) -> Codings:
        """Those of some codings that are wanted, at their places in the text."""
        places = np.flatnonzero(wanted)
        rows = places.tolist()
        codes, users = [table.code[row] for row in rows], [table.user[row] for row in rows]
        keys = {code: key_of(code) for code in set(codes)}
        coders = {user: key_of(self.draft.coder(user)) for user in dict.fromkeys(users)}
        memos = {row: self.draft.note_words(notes) for row, notes in table.notes.items() if wanted[row]}
        begun = to_milliseconds(self.draft.begun)
        moments = (table.created[row] for row in rows)
        return Codings.of(
            {
                "id": table.id[places],
                "code": [keys[code] for code in codes],
                "coder": [coders[user] for user in users],
                "start": starts[places],
                "end": ends[places],
                "weight": np.full(len(rows), NO_WEIGHT),
                "created": [begun if made is None else made for made in moments],
                "memo": [memos.get(row, "") for row in rows],
            }
        )

    def _with_code(self, table: SelectedCodings, placed: Flags) -> Flags:
        """Which codings have a place and a code in the file; a category that is used becomes a code."""
        codes = self.draft.rows[Code]
        used = Counter(compress(table.code, placed.tolist()))
        for identity, number in used.items():
            code = codes.get(identity)
            if code is None:
                self.draft.tell(ExchangeFate.LOST, "coding", number, "the code is not in the file")
            elif not code.codable:
                self.draft.put(replace(code, codable=True))
                self.draft.tell(
                    ExchangeFate.REPAIRED,
                    "category",
                    why="coded, so turned into a code",
                    several="categories",
                )
        there = used.keys() & codes.keys()
        return placed & np.fromiter((code in there for code in table.code), np.bool_, len(table))


def _own_name(name: str, quoted: str) -> str:
    """The name of a selection, where somebody gave it one: most programs name it by what it quotes."""
    shown = name.rstrip("….").rstrip()
    if shown.isprintable() and "  " not in shown and quoted.startswith(shown.lstrip()):
        return ""
    plain = " ".join(name.split())
    shown = plain.rstrip("….").rstrip()
    words = " ".join(for_xml(quoted[: 4 * len(name) + 64]).split())
    return "" if not shown or words.startswith(shown) or shown in words else plain
