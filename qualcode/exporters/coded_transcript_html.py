"""One transcript as a page in HTML: its turns in a table, the codings that touch each beside it."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from qualcode.exporters.coded_transcript_marked import margin_rows
from qualcode.exporters.html_page import MAIN_START, PAGE_END, escaped, fact_list, heading, page_start
from qualcode.exporters.provenance import caption
from qualcode.exporters.word import Words
from qualcode.exporters.word_tables import Paragraphs
from qualcode.model.matrix import Provenance
from qualcode.model.segments import Segment
from qualcode.model.study import Study


def coded_transcript_page(
    study: Study, transcript_id: UUID, segments: Sequence[Segment], provenance: Provenance
) -> Iterator[str]:
    """The page, part by part."""
    yield page_start(provenance.title, study.info.language)
    yield f'<p class="quiet">{escaped(caption(provenance))}</p>\n{MAIN_START}'
    yield '<div class="table">\n<table class="transcript">\n<thead>\n<tr>'
    yield from (f'<th scope="col">{name}</th>' for name in ("Turn", "Words", "Codings"))
    yield "</tr>\n</thead>\n<tbody>\n"
    for number, said, notes in margin_rows(study, transcript_id, study.text(transcript_id), segments):
        yield f'<tr><th scope="row">{_words(number)}</th><td>{_paragraphs(said)}</td>'
        yield f"<td>{_paragraphs(notes)}</td></tr>\n"
    yield "</tbody>\n</table>\n</div>\n"
    yield heading("About this transcript", 1, "about")
    yield fact_list(provenance)
    yield PAGE_END


def _paragraphs(cell: Paragraphs) -> str:
    return "".join(f'<p class="words">{_words(words)}</p>' for words in cell.words)


def _words(words: Words) -> str:
    if isinstance(words, str):
        return escaped(words)
    parts = []
    for piece in words:
        part = escaped(piece.words)
        if piece.bold:
            part = f"<strong>{part}</strong>"
        if piece.italic:
            part = f"<em>{part}</em>"
        parts.append(f'<span style="color:{piece.colour}">{part}</span>' if piece.colour else part)
    return "".join(parts)
