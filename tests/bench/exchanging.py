"""Figures of exchange: 200 transcripts with 50,000 codings out to a REFI-QDA file, and in again."""

from contextlib import closing
from pathlib import Path

import numpy as np

from qualcode.model.change import ChangeSet, ColumnsChange
from qualcode.model.codings import Codings
from qualcode.model.study import Study
from qualcode.project.exchanging.reading import compared, read_exchange
from qualcode.project.exchanging.writing import export_exchange
from qualcode.project.merging import merge_plan
from qualcode.project.opening import create_project, open_project
from tests.bench.corpus import Size, corpus, random_codings
from tests.bench.measuring import Figure, peak_mb, seconds

SIZE = Size(transcripts=200, codes=200, coders=4, codings=50_000)


def writing(folder: Path) -> list[Figure]:
    """Write the file that ``reading`` reads."""
    path = _project(folder)
    path.unlink(missing_ok=True)
    with closing(create_project(str(path), "bench", "Synthetic")) as project:
        project.do(corpus(SIZE).change, "bench")
        project.do(_codings(project.study), "bench")
    with closing(open_project(str(path))) as project:
        taken = seconds(lambda: export_exchange(_file(folder), project.record()))
    return [Figure("write 50,000 codings in 200 transcripts to qdpx", taken, "< 5 s", peak_mb=peak_mb())]


def reading(folder: Path) -> list[Figure]:
    """Read it into an empty project, in one step."""
    path = folder / "exchanged-in.qualcode"
    path.unlink(missing_ok=True)
    with closing(create_project(str(path), "bench", "Empty")) as project:

        def work() -> None:
            found = compared(project.record(), read_exchange(_file(folder)))
            project.do(merge_plan(project.study, found.other).change, "bench")

        taken = seconds(work)
        assert project.study.coding_count == SIZE.codings
    return [Figure("read them from qdpx and save them in one step", taken, "< 10 s", peak_mb=peak_mb())]


def _codings(study: Study) -> ChangeSet:
    """The same number of codings in each transcript."""
    random = np.random.default_rng(8)
    number = SIZE.codings // SIZE.transcripts
    lengths = {row: study.text_version(row).text.length for row in study.transcripts}
    parts = (
        ColumnsChange(row, Codings.empty(), random_codings(study, length, number, random))
        for row, length in lengths.items()
    )
    return ChangeSet("Codings", codings=tuple(parts))


def _project(folder: Path) -> Path:
    return folder / "exchanged.qualcode"


def _file(folder: Path) -> Path:
    return folder / "exchanged.qdpx"
