import hashlib
import subprocess
import sys

import pytest

from qualcode.importers.guarded.limits import DEFAULT_LIMITS
from qualcode.importers.source_file import ReadSource
from qualcode.model.errors import UnreadableFileError
from qualcode.model.transcript import TranscriptKind
from qualcode.project.importing.tables import TableFile
from qualcode.project.importing.understanding import understood

TALK = "Interviewer: How was it?\nAna: Fine, thanks.\nInterviewer: And now?\nAna: Better still.\n"
TABLE = "participant,housing\nAna,private rent\nBen,owned\n"


def _read(text: str, name: str, kind: TranscriptKind | None = None) -> ReadSource | TableFile:
    return understood(text.encode(), name, interviewers=["Interviewer"], kind=kind, limits=DEFAULT_LIMITS)


def test_words_are_a_transcript_of_the_kind_that_was_asked_for() -> None:
    read = _read(TALK, "INT01 Ana.txt", TranscriptKind.INTERVIEW)
    assert isinstance(read, ReadSource)
    assert read.transcript.kind is TranscriptKind.INTERVIEW
    assert [turn.label for turn in read.transcript.turns] == ["Interviewer", "Ana", "Interviewer", "Ana"]


def test_a_spreadsheet_is_a_table_that_knows_its_file_again() -> None:
    read = _read(TABLE, "people.csv")
    assert isinstance(read, TableFile)
    assert read.name == "people.csv"
    assert read.sha256 == hashlib.sha256(TABLE.encode()).hexdigest()
    assert len(read.uses) == 2


@pytest.mark.parametrize("name", ["talk.txt", "people.csv"])
def test_an_empty_file_is_refused_whatever_its_name(name: str) -> None:
    with pytest.raises(UnreadableFileError, match="empty"):
        _read("", name)


def test_what_tables_and_studies_need_is_not_loaded_for_words() -> None:
    code = (
        "import sys\n"
        "from qualcode.importers.guarded.limits import DEFAULT_LIMITS\n"
        "from qualcode.project.importing.understanding import understood\n"
        f"understood({TALK.encode()!r}, 'talk.txt', interviewers=[], kind=None, limits=DEFAULT_LIMITS)\n"
        "print(*({'openpyxl', 'numpy', 'qualcode.model.study'} & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
