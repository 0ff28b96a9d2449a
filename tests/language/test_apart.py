"""The finder in a process of its own: the same answers, the same refusals, and nothing left running.

Tests as well: ``boundaries``.
"""

import multiprocessing
import threading
from collections.abc import Iterator

import pytest

from qualcode.language.apart import IsolatedFinder
from qualcode.language.boundaries import LocalFinder, Question
from qualcode.language.measures import SpacyMeasures
from qualcode.model.errors import Cancelled, QualcodeError
from qualcode.model.span import Span
from tests.analysis.building import Said, Talk, identity, study_of

pytestmark = pytest.mark.starts_anew

TEXT = "P1: Yes. 🙂 No, don’t.\n"


@pytest.fixture(scope="module")
def finder() -> Iterator[IsolatedFinder]:
    made = IsolatedFinder()
    yield made
    made.close()


def asked(language: str = "en", installed: str = "") -> Question:
    return Question(language, installed, TEXT, (Span(4, len(TEXT)),))


def test_it_finds_what_is_found_here(finder: IsolatedFinder) -> None:
    found = finder.find(asked())
    assert found.tolist() == LocalFinder().find(asked()).tolist()
    assert len(found) > 1


def test_what_cannot_be_found_is_refused_in_the_same_words(finder: IsolatedFinder) -> None:
    with pytest.raises(QualcodeError, match="“nowhere”"):
        finder.find(asked(installed="nowhere"))
    assert len(finder.find(asked()))


def test_it_says_which_rules_had_to_be_replaced(finder: IsolatedFinder) -> None:
    assert finder.note("en", "") == ""
    assert "“tlh”" in finder.note("tlh", "")


def test_a_bug_over_there_is_a_bug_here(finder: IsolatedFinder) -> None:
    with pytest.raises(RuntimeError, match="TypeError"):
        finder.find(Question("en", "", TEXT, None))  # type: ignore[arg-type]


def test_threads_may_ask_at_once(finder: IsolatedFinder) -> None:
    study = study_of({"T": Talk(TEXT, [Said(0, len(TEXT), "P1", 4)])}, {})
    measures, found = SpacyMeasures(finder), []

    def ask() -> None:
        found.append(measures.sentences(study, identity("transcript", "T")).tolist())

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    assert all(spans == found[0] for spans in found)


@pytest.mark.allows_log
def test_a_process_that_was_ended_is_logged_and_replaced(
    finder: IsolatedFinder, caplog: pytest.LogCaptureFixture
) -> None:
    finder.find(asked())
    process = finder.apart.process
    assert process is not None
    process.kill()
    process.join()
    assert len(finder.find(asked()))
    assert [(row.name, row.levelname) for row in caplog.records] == [("qualcode.apart", "WARNING")]
    assert "exit code" in caplog.text
    assert finder.apart.process not in (None, process)


def test_closing_gives_up_what_is_asked_and_leaves_nothing_running() -> None:
    finder = IsolatedFinder()
    finder.find(asked())
    process, outcome = finder.apart.process, []
    assert process is not None
    long = Question("en", "", "Well. " * 2_000_000, (Span(0, 12_000_000),))

    def ask() -> None:
        try:
            finder.find(long)
        except Cancelled:
            outcome.append("cancelled")

    thread = threading.Thread(target=ask)
    thread.start()
    while not finder.apart.asked:
        thread.join(0.001)
    finder.close()
    thread.join(20)
    assert outcome == ["cancelled"]
    assert process not in multiprocessing.active_children()
    with pytest.raises(Cancelled):
        finder.find(asked())
