"""Documents of sections, sentences with a table below them, in Word or as a page in HTML."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from qualcode.exporters.formats import writer_for
from qualcode.exporters.html_page import page
from qualcode.exporters.word_tables import WordsReport
from qualcode.exporters.writing import utf8, whole_file
from qualcode.model.provenance import Provenance, caption
from qualcode.model.report_values import Section
from qualcode.model.study import Study

_LONGEST_MEASURED: Final = 30
_LEAST_WIDTH: Final = 7
_BOLD: Final = 1.4


def write_sections(
    path: Path, study: Study, sections: Sequence[Section], provenance: Provenance, about: str
) -> None:
    """Write the document as docx or html; ``about`` is the heading above its facts."""
    writers: dict[str, Callable[[], None]] = {
        ".docx": lambda: _write_docx(path, study, sections, provenance, about),
        ".html": lambda: _write_html(path, study, sections, provenance, about),
    }
    writer_for(path, writers)()


def _write_docx(
    path: Path, study: Study, sections: Sequence[Section], provenance: Provenance, about: str
) -> None:
    report = WordsReport(provenance.title, language=study.info.language)
    report.paragraph(caption(provenance), "Subtitle")
    report.contents([*((section.title, 1) for section in sections), (about, 1)])
    for section in sections:
        report.heading(section.title, 1)
        for sentence in section.sentences:
            report.paragraph(sentence)
        if section.header:
            rows = [[_shown(cell) for cell in row] for row in section.rows]
            report.words_table(section.header, rows, _widths(section.header, rows), torn=False)
    report.heading(about, 1)
    report.facts(provenance)
    with whole_file(path) as stream:
        report.save(stream)


def _widths(header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[float]:
    """As wide as the longest words want, within reason."""
    return [
        # Bold letters are wider, and a name that is broken within a word is hard to read.
        max(
            _LEAST_WIDTH,
            *(len(word) * _BOLD for word in name.split()),
            *(min(_LONGEST_MEASURED, len(cells[place])) for cells in rows),
        )
        for place, name in enumerate(header)
    ]


def _shown(cell: str | int) -> str:
    return cell if isinstance(cell, str) else f"{cell:,}"


def _write_html(
    path: Path, study: Study, sections: Sequence[Section], provenance: Provenance, about: str
) -> None:
    named = [(section.title, 1, f"section-{number}", "") for number, section in enumerate(sections, 1)]
    headings = [*named, (about, 1, "about", "")]
    with whole_file(path) as stream:
        stream.writelines(
            map(utf8, page("sections.html", study, provenance, headings, sections=sections, about=about))
        )
