"""The codebook report in Word: contents, an overview of use, and a section for each code."""

from collections.abc import Mapping
from uuid import UUID

from qualcode.exporters.code_figures import ABOUT, OVERVIEW, OVERVIEW_HEADER, overview_rows, partners, usage
from qualcode.exporters.codebook_word import code_fields, identity_line, level
from qualcode.exporters.provenance import caption
from qualcode.exporters.word import Report
from qualcode.exporters.word_styles import FACT
from qualcode.model.entities import Code
from qualcode.model.matrix import Provenance
from qualcode.model.segments import CodeFigures
from qualcode.model.study import Study


def codebook_report(study: Study, figures: Mapping[UUID, CodeFigures], provenance: Provenance) -> Report:
    """The whole report, ready to be saved."""
    report = Report(provenance.title, language=study.info.language)
    report.paragraph(caption(provenance), "Subtitle")
    codes = [(code.name, level(study, code)) for code in study.codes_in_order]
    report.contents([(OVERVIEW, 1), *codes, (ABOUT, 1)])
    report.heading(OVERVIEW, 1)
    report.table(OVERVIEW_HEADER, overview_rows(study, figures), (4.2, 1.1, 1.2, 1.3, 1))
    report.paragraph(caption(provenance), "Caption")
    for code in study.codes_in_order:
        _add_code(report, study, code, figures.get(code.id))
    report.heading(ABOUT, 1)
    report.facts(provenance)
    return report


def _add_code(report: Report, study: Study, code: Code, figures: CodeFigures | None) -> None:
    fields = [*code_fields(code)]
    together = partners(figures)
    if together:
        fields.append(("Occurs with", together))
    used = usage(figures) if code.codable or (figures and figures.segments) else ""
    report.heading(code.name, level(study, code))
    report.paragraph(identity_line(study, code, used), FACT, keep_next=bool(fields))
    report.fields(fields)
