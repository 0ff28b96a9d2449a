"""Drawing in a process of its own: the same bytes, the same refusals, and an end whenever it is wanted.

Tests as well: ``bars``, ``sheet``, ``time_bars``.
"""

import multiprocessing
import pickle
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from qualcode.analysis.conversation import conversation
from qualcode.analysis.table_request import TableRequest
from qualcode.analysis.word_frequency import WordRequest
from qualcode.exporters.pictures.bars import Bars
from qualcode.exporters.pictures.drawing import DrawingRequest, IsolatedDrawer, LocalDrawer, write_drawn
from qualcode.exporters.pictures.sheet import Picture, picture_bytes, write_picture
from qualcode.exporters.pictures.time_bars import TimeBars
from qualcode.language.measures import SpacyMeasures
from qualcode.model.errors import Cancelled, QualcodeError
from qualcode.model.machine.progress import Progress, no_progress
from qualcode.model.questions.provenance import Provenance
from qualcode.model.questions.rules import ALL, CooccurrenceRequest
from qualcode.model.questions.words import Sorting, TalkForm
from qualcode.model.results.matrix import Label, Matrix
from qualcode.project.reports import picturing, talk_pictures
from tests.analysis.building import Coded, Said, Talk, identity, study_of
from tests.exporters.pictures.endless import Endless

pytestmark = pytest.mark.starts_anew

TEXT = "A: Yes.\nB: No, they judge.\n"
TURNS = (Said(0, 8, "A", 3), Said(8, len(TEXT), "B", 11))
CODED = (Coded("X", "stigma", 3, 7), Coded("X", "trust", 3, 7), Coded("X", "trust", 11, 20))
STUDY = study_of(
    {
        "T": Talk(
            TEXT, TURNS, [Coded("X", "stigma", 3, 7), Coded("X", "trust", 3, 7), Coded("X", "trust", 11, 20)]
        )
    },
    {"stigma": None, "trust": None},
)
PLACE = identity("transcript", "T")
TALK = conversation(STUDY, PLACE, ALL, SpacyMeasures())
ABOUT = Provenance("Codes by time", (("in words", "Codes by time"),), "Study", 7, "1.0")
TABLE = TableRequest(totals=True)
CLUSTER = picturing.cooccurrence_picture(STUDY, CooccurrenceRequest(), sorting=Sorting.CLUSTER)

PICTURES: dict[str, Picture] = {
    "pairs": picturing.cooccurrence_picture(STUDY, CooccurrenceRequest()),
    "cluster": CLUSTER,
    "codes": picturing.codes_picture(STUDY, TABLE),
    "bars": picturing.bars_picture(STUDY, TABLE, stacked=True),
    "network": picturing.network_picture(STUDY, CooccurrenceRequest()),
    "portrait": picturing.portrait_picture(STUDY, PLACE),
    "comparison": picturing.comparison_picture(STUDY),
    "timeline": TimeBars([Label("trust")], np.array([0.0, 1.0, 2.0]), np.array([[1, 3]]), ABOUT),
    "words": picturing.words_picture(STUDY, WordRequest()),
    **{
        form: talk_pictures.talk_picture(STUDY, PLACE, form)
        for form in (TalkForm.SHARES, TalkForm.NETWORK, TalkForm.CODES)
    },
    "compared": talk_pictures.compared_picture(
        STUDY, [conversation(STUDY, PLACE, ALL, SpacyMeasures())], ALL
    ),
}


@pytest.fixture(scope="module")
def drawer() -> Iterator[IsolatedDrawer]:
    made = IsolatedDrawer()
    yield made
    made.close()


@pytest.mark.parametrize("name", PICTURES)
def test_every_kind_of_picture_is_drawn_over_there_as_here(drawer: IsolatedDrawer, name: str) -> None:
    request = DrawingRequest(Path("picture.svg"), PICTURES[name])
    assert drawer.draw(request) == LocalDrawer().draw(request)


@pytest.mark.parametrize("ending", [".png", ".pdf"])
def test_every_format_comes_back_whole(drawer: IsolatedDrawer, ending: str) -> None:
    path = Path(f"picture{ending}")
    assert drawer.draw(DrawingRequest(path, CLUSTER)) == picture_bytes(path, CLUSTER)


def test_what_is_handed_over_is_small_beside_the_study() -> None:
    """Counted figures go over the pipe, not the texts and codings that they were counted from."""
    words = "they judge " * 100_000
    many = study_of({"T": Talk(words, [Said(0, len(words), "A")])}, {"stigma": None})
    asked = CooccurrenceRequest()
    small = len(pickle.dumps(DrawingRequest(Path("a.png"), picturing.cooccurrence_picture(many, asked))))
    assert small < 10_000


def test_what_is_drawn_elsewhere_is_written_as_it_is_written_here(
    drawer: IsolatedDrawer, tmp_path: Path
) -> None:
    for path, write in (("here.svg", write_picture), ("there.svg", partial(write_drawn, drawer=drawer))):
        write(tmp_path / path, CLUSTER)
    assert (tmp_path / "there.svg").read_bytes() == (tmp_path / "here.svg").read_bytes()


def test_what_cannot_be_drawn_is_refused_in_the_same_words(drawer: IsolatedDrawer, tmp_path: Path) -> None:
    labels = tuple(Label(str(number)) for number in range(31))
    crowd = Bars(Matrix(labels[:3], labels, np.ones((3, 31)), ABOUT), stacked=True)
    with pytest.raises(QualcodeError, match="cannot be told apart"):
        write_drawn(tmp_path / "picture.png", crowd, drawer)
    with pytest.raises(QualcodeError, match=r"“\.gif” files cannot be written"):
        write_drawn(tmp_path / "picture.gif", CLUSTER, drawer)
    assert list(tmp_path.iterdir()) == []


def test_a_picture_that_is_no_longer_wanted_ends_its_process(tmp_path: Path) -> None:
    drawer, looks = IsolatedDrawer(), []

    def look(*_: object) -> None:
        looks.append(1)
        if len(looks) > 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        write_drawn(tmp_path / "picture.png", Endless(), drawer, look)
    assert list(tmp_path.iterdir()) == []
    assert drawer.apart.process is None
    assert drawer.draw(DrawingRequest(Path("a.svg"), CLUSTER)).startswith(b"<?xml")
    another = drawer.apart
    assert another.process in multiprocessing.active_children()
    drawer.close()
    assert another.process is None


@pytest.mark.allows_log
def test_a_picture_that_takes_its_process_along_is_one_sentence(drawer: IsolatedDrawer) -> None:
    with pytest.raises(QualcodeError, match="process that draws has ended"):
        drawer.draw(DrawingRequest(Path("a.png"), Endless(dies=True)))
    assert drawer.draw(DrawingRequest(Path("a.svg"), CLUSTER)).startswith(b"<?xml")


class _Remembering(LocalDrawer):
    drawn: Picture

    def draw(self, request: DrawingRequest, progress: Progress = no_progress) -> bytes:
        self.drawn = request.picture
        return b"drawn"


def test_a_file_has_no_column_in_which_nothing_is_counted(tmp_path: Path) -> None:
    columns = (Label("owner"), Label("tenant"), Label("Total"))
    drawer = _Remembering()
    write_drawn(
        tmp_path / "picture.png",
        Bars(Matrix((Label("trust"),), columns, np.array([[2, 0, 2]]), ABOUT), stacked=True),
        drawer,
    )
    assert isinstance(drawer.drawn, Bars)
    assert [label.name for label in drawer.drawn.matrix.columns] == ["owner", "Total"]
    assert "The column of “tenant” is left out: nothing was counted there." in drawer.drawn.page().remarks
