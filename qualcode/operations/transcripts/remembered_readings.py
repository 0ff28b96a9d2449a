"""What a project remembers about how captions and PDF files are read: told at one import, used later."""

import json
from dataclasses import replace

from qualcode.model.change import ChangeSet
from qualcode.model.entities import RememberedGuide
from qualcode.model.identity import new_id
from qualcode.model.study import Study
from qualcode.model.transcripts.reading_choices import CaptionLines, PdfLines, ReadingChoices
from qualcode.operations.draft import Draft

_SHAPE = "captions and pdf"
"""Stands where else the shape of files does; no shape is called so."""


def remembered_reading(study: Study) -> ReadingChoices | None:
    """What was told last; None where nothing was, or a newer version wrote it."""
    for row in _rows(study):
        try:
            told = json.loads(row.content)
            return ReadingChoices(
                captions=CaptionLines(told["captions"]),
                pdf_lines=PdfLines(told["pdf lines"]),
                whole_words=bool(told["whole words"]),
            )
        except (ValueError, KeyError, TypeError):
            continue
    return None


def remember_reading(study: Study, choices: ReadingChoices) -> ChangeSet:
    """Remember how captions and PDF files are read; an encoding is one file's own."""
    draft = Draft(study)
    content = json.dumps(
        {
            "captions": choices.captions.value,
            "pdf lines": choices.pdf_lines.value,
            "whole words": choices.whole_words,
        }
    )
    first, *others = _rows(study) or [RememberedGuide(new_id(), _SHAPE, "")]
    draft.put(replace(first, content=content))
    draft.drop(*others)
    return draft.change("Remember how captions and PDF files are read")


def _rows(study: Study) -> list[RememberedGuide]:
    """Two people may have told of it at once; the first telling counts."""
    found = [row for row in study.rows(RememberedGuide).values() if row.shape == _SHAPE]
    return sorted(found, key=lambda row: row.id)
