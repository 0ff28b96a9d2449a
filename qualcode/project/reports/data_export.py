"""A study as files of data for analysis elsewhere: what window and command write."""

from pathlib import Path

from qualcode.analysis.data_tables import (
    attribute_table,
    code_table_of,
    participant_table,
    segment_table,
    transcript_table,
    turn_table,
)
from qualcode.exporters.tables.data_files import write_data
from qualcode.model.machine.progress import Progress, no_progress
from qualcode.model.results.data_table import DataFormat
from qualcode.model.study import Study


def export_data(
    folder: Path,
    study: Study,
    format_: DataFormat,
    *,
    words: bool = True,
    progress: Progress = no_progress,
) -> list[str]:
    """Write segments, turns, transcripts, participants, codebook and attributes with a data dictionary.

    Without ``words`` what people said stays behind. Gives the names of the files, and what did not fit.
    """
    segments, turns = segment_table(study), turn_table(study)
    if not words:
        segments, turns = segments.without(("text",)), turns.without(("text",))
    tables = (
        segments,
        turns,
        transcript_table(study),
        participant_table(study),
        code_table_of(study),
        attribute_table(study),
    )
    return write_data(folder, tables, study, format_, progress=progress)
