"""The methods appendix in Word or as a page in HTML: sections of sentences and tables."""

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

ABOUT: Final = "About this appendix"
_LONGEST_MEASURED: Final = 30
_LEAST_WIDTH: Final = 7
_BOLD: Final = 1.4


def write_methods(path: Path, study: Study, sections: Sequence[Section], provenance: Provenance) -> None:
    """Write the appendix as docx or html."""
    writers: dict[str, Callable[[], None]] = {
        ".docx": lambda: _write_docx(path, study, sections, provenance),
        ".html": lambda: _write_html(path, study, sections, provenance),
    }
    writer_for(path, writers)()


def _write_docx(path: Path, study: Study, sections: Sequence[Section], provenance: Provenance) -> None:
    report = WordsReport(provenance.title, language=study.info.language)
    report.paragraph(caption(provenance), "Subtitle")
    report.contents([*((section.title, 1) for section in sections), (ABOUT, 1)])
    for section in sections:
        report.heading(section.title, 1)
        for sentence in section.sentences:
            report.paragraph(sentence)
        if section.header:
            rows = [[_shown(cell) for cell in row] for row in section.rows]
            report.words_table(section.header, rows, _widths(section.header, rows), torn=False)
    report.heading(ABOUT, 1)
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


def _write_html(path: Path, study: Study, sections: Sequence[Section], provenance: Provenance) -> None:
    named = [(section.title, 1, f"section-{number}", "") for number, section in enumerate(sections, 1)]
    headings = [*named, (ABOUT, 1, "about", "")]
    with whole_file(path) as stream:
        stream.writelines(
            map(utf8, page("methods.html", study, provenance, headings, sections=sections, about=ABOUT))
        )
