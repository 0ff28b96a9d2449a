"""Figures of exchange: 200 transcripts with 50,000 codings out to a REFI-QDA file, and in again."""

from contextlib import closing
from pathlib import Path
from uuid import UUID

import numpy as np

from qualcode.model.change import ChangeSet, ColumnsChange
from qualcode.model.entities import KINDS
from qualcode.model.identity import new_id
from qualcode.model.study import Study
from qualcode.operations.merging.counterparts import in_our_identities
from qualcode.operations.merging.merging import merge
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


def merging(folder: Path) -> list[Figure]:
    """Plan the merge of two projects that have nothing in common but what they say: half of their codings."""
    bare = Study().after(corpus(SIZE).change)
    half = SIZE.codings // SIZE.transcripts // 2
    shared = bare.after(_codings(bare, 8, half))
    ours, theirs = (shared.after(_codings(shared, seed, half)) for seed in (9, 10))
    theirs = in_our_identities(theirs, _renamed(theirs))
    assert ours.coding_count == theirs.coding_count == SIZE.codings
    taken = seconds(lambda: merge(ours, theirs))
    return [Figure("plan the merge of two projects of 50,000 codings, half of them shared", taken, "< 3 s")]


def _renamed(study: Study) -> dict[UUID, UUID]:
    """Other identities for all rows, as a project has that was made elsewhere."""
    return {identity: new_id() for kind in KINDS for identity in study.rows(kind)}


def _codings(study: Study, seed: int = 8, number: int = SIZE.codings // SIZE.transcripts) -> ChangeSet:
    """The same number of further codings in each transcript."""
    random = np.random.default_rng(seed)
    lengths = {row: study.text_version(row).text.length for row in study.transcripts}
    parts = (
        ColumnsChange(row, before, before.joined(random_codings(study, length, number, random)))
        for row, length in lengths.items()
        for before in [study.codings_of(row)]
    )
    return ChangeSet("Codings", codings=tuple(parts))


def _project(folder: Path) -> Path:
    return folder / "exchanged.qualcode"


def _file(folder: Path) -> Path:
    return folder / "exchanged.qdpx"
