"""Damages a project in many ways, each in its turn, in a process that is watched for hanging."""

import json
import multiprocessing
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from qualcode.project.opening import open_project
from tests.torture import victim
from tests.torture.clock import Watch
from tests.torture.judging import Verdict, judge
from tests.torture.mutations import mutate

SECONDS_UNTIL_HUNG = 10.0
PATIENCE = 300.0
_CONTEXT = multiprocessing.get_context("spawn")


@dataclass(frozen=True)
class Case:
    """One way of damaging, and what came of it."""

    seed: int
    damage: str
    verdict: Verdict

    @property
    def is_fault(self) -> bool:
        return self.verdict.outcome in ("SILENT", "BUG", "HANG")


def cases(seeds: Sequence[int]) -> Iterator[Case]:
    """Damage by each seed; a process that hangs is ended, and another goes on after it."""
    with tempfile.TemporaryDirectory(prefix="qualcode-torture-") as folder:
        path, earlier = victim.make(Path(folder))
        done = 0
        while done < len(seeds):
            for case in _by_one_process(path, earlier, seeds[done:]):
                done += 1
                yield case


def _by_one_process(path: Path, earlier: Path, seeds: Sequence[int]) -> Iterator[Case]:
    ours, theirs = _CONTEXT.Pipe()
    process = _CONTEXT.Process(target=_work, args=(theirs, path, earlier, seeds), daemon=True)
    process.start()
    theirs.close()
    try:
        assert ours.recv() == "ready"
        for seed in seeds:
            damage = ours.recv()
            if _hangs(ours, process.pid):
                yield Case(seed, damage, Verdict("HANG", f"more than {SECONDS_UNTIL_HUNG:.0f} s"))
                return
            try:
                outcome, words = ours.recv()
            except EOFError:
                yield Case(seed, damage, Verdict("BUG", "the process ended"))
                return
            yield Case(seed, damage, Verdict(outcome, words))
    finally:
        process.kill()
        process.join()
        ours.close()


def _hangs(ours: Connection, process: int | None) -> bool:
    watch = Watch(process)
    while not ours.poll(0.5):
        if watch.seconds() > SECONDS_UNTIL_HUNG or watch.whole() > PATIENCE:
            return True
    return False


def _work(connection: Connection, path: Path, earlier: Path, seeds: Sequence[int]) -> None:
    project = open_project(str(path), writing=False)
    before = victim.told(project.study)
    project.close()
    # What is loaded on first use is no part of what may take ten seconds.
    judge(Path(shutil.copyfile(path, path.with_name(f"first {seeds[0]}.qualcode"))), before)
    connection.send("ready")
    for seed in seeds:
        with tempfile.TemporaryDirectory(prefix="qualcode-torture-") as folder:
            copy = Path(folder) / path.name
            shutil.copyfile(path, copy)
            connection.send(mutate(copy, earlier, seed))
            verdict = judge(copy, before)
            connection.send((verdict.outcome, verdict.words))


def figures(found: list[Case]) -> str:
    """How many of each outcome, as a line of JSON."""
    return json.dumps(Counter(case.verdict.outcome for case in found))
