"""The codebook in Word: what each code means, without figures."""

from pathlib import Path

from qualcode.exporters.codebook_words import code_fields, identity, level
from qualcode.exporters.colour import sure_colour
from qualcode.exporters.word import ParagraphPiece, WordReport, Words
from qualcode.exporters.word_styles import FACT
from qualcode.exporters.writing import whole_file
from qualcode.model.study import Study


def write_codebook_word(path: Path, study: Study) -> None:
    """Write the codebook with categories and codes as headings."""
    report = WordReport(f"Codebook: {study.info.name}", language=study.info.language)
    report.paragraph(f"{len(study.codes)} codes and categories", "Subtitle")
    report.contents([(code.name, level(study, code)) for code in study.codes_in_order])
    for code in study.codes_in_order:
        report.heading(code.name, level(study, code))
        report.paragraph(swatched(code.colour, identity(study, code)), FACT, keep_next=True)
        report.fields(code_fields(code))
    with whole_file(path) as stream:
        report.save(stream)


def swatched(colour: str, words: str) -> Words:
    """``words`` after a square in a code's colour."""
    return (ParagraphPiece("■ ", colour=sure_colour(colour)), ParagraphPiece(words))
