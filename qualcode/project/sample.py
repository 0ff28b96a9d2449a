"""The sample project: where its invented transcripts are, and how a project is made of them."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import qualcode
from qualcode.importers.reading import read_folder
from qualcode.importers.tables.attributes_file import read_attributes
from qualcode.importers.tables.codebook_file import read_codebook
from qualcode.importers.tables.codings_file import read_codings
from qualcode.model.change import ChangeSet
from qualcode.model.entities import AttributeSubject
from qualcode.model.errors import QualcodeError
from qualcode.model.machine.progress import Progress, no_progress
from qualcode.model.study import Study
from qualcode.operations.codes.codebook_import import import_codebook
from qualcode.operations.codings.coding_import import import_coding_columns
from qualcode.operations.people.attribute_import import import_attributes
from qualcode.operations.project import set_project_memo
from qualcode.operations.transcripts.documents import add_transcripts
from qualcode.project.opening import create_project
from qualcode.project.project import Project
from qualcode.project.sample_marks import NAME, SAMPLE_ID

MEMO: Final = """\
Everything in this project is invented: the transcripts, the people, the codebook and the codings.

Four focus groups and six interviews with parents about public bodies that join up records about families \
and pick out families for early help by prediction. Two coders, AB and CD, coded all of them with one \
codebook; they agree often, not always. A few identifiers were left in on purpose.

Try anything: undo takes back every step, and the sample project can be made again at any time."""

CODER: Final = "AB"
"""Of the two coders the one who made the project, as its history says, whoever has it built."""
CODEBOOK: Final = "codebook.csv"
PARTICIPANTS: Final = "participants.csv"
CODINGS: Final = "codings.csv"
_NOT_TRANSCRIPTS: Final = frozenset((CODEBOOK, PARTICIPANTS, CODINGS, "README.md"))


def sample_folder() -> Path:
    """Where the sample transcripts are: in the installed program, or in the folder it is developed in."""
    package = Path(qualcode.__file__).parent
    for data in (package / "_data", package.parent):
        folder = data / "sample_transcripts"
        if (folder / CODINGS).is_file():
            return folder
    raise QualcodeError("The sample transcripts are not there; install qualcode again.")


def build_sample(
    address: str, coder: str = CODER, progress: Progress = no_progress, reason: str = ""
) -> Project:
    """A new project at ``address`` with everything in the sample folder; it is open.

    Each file is a step of its own, made for ``reason``. Where one fails nothing is left of the project.
    """
    folder = sample_folder()
    project = create_project(address, coder, NAME, SAMPLE_ID, reason)
    try:
        for number, (what, change) in enumerate(_STEPS):
            progress(number, len(_STEPS), what)
            project.do(change(project.study, folder), coder)
        progress(len(_STEPS), len(_STEPS), "")
    except BaseException:
        path = project.path
        project.close()
        if path is not None:
            path.unlink(missing_ok=True)
        raise
    return project


def own_steps(project: Project) -> int:
    """How many steps were made in a sample project after it was built."""
    return max(0, len(project.history.steps) - 1 - len(_STEPS))


def _transcripts(study: Study, folder: Path) -> ChangeSet:
    files = [path for path in _files(folder) if path.name not in _NOT_TRANSCRIPTS]
    read, refused = read_folder(files)
    if refused:
        raise QualcodeError(f"{refused[0].path.name}: {refused[0].reason} Install qualcode again.")
    return add_transcripts(study, read).change


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.iterdir()) if path.is_file())


def _codebook(study: Study, folder: Path) -> ChangeSet:
    return import_codebook(study, read_codebook(folder / CODEBOOK))


def _participants(study: Study, folder: Path) -> ChangeSet:
    table = read_attributes(folder / PARTICIPANTS)
    return import_attributes(study, AttributeSubject.PARTICIPANT, table.columns, table.rows).change


def _codings(study: Study, folder: Path) -> ChangeSet:
    return import_coding_columns(study, read_codings(folder / CODINGS)).change


def _memo(study: Study, _: Path) -> ChangeSet:
    return set_project_memo(study, MEMO)


_STEPS: Final[tuple[tuple[str, Callable[[Study, Path], ChangeSet]], ...]] = (
    ("transcripts", _transcripts),
    ("codebook", _codebook),
    ("participants", _participants),
    ("codings", _codings),
    ("memo", _memo),
)
