"""The longest time for which the window does not answer while each kind of picture is drawn."""

from functools import partial
from pathlib import Path
from typing import Final

from qualcode.model.questions.kinds import AnyPicture
from qualcode.project.sample import build_sample
from qualcode.ui.pages.offered import TITLES
from qualcode.ui.pages.pictures.page import PicturesPage
from tests.bench.measuring import Figure
from tests.bench.showing import BenchWindow
from tests.bench.stalls import Part, stall

_TARGET: Final = "< 50 ms"


def of_the_sample(folder: Path) -> list[Figure]:
    """Every kind of picture of the sample project, the first of all with all that has to be loaded for it."""
    path = folder / "sample.qualcode"
    path.unlink(missing_ok=True)
    build_sample(str(path), "bench").close()
    return _drawn(path)


def _drawn(path: Path) -> list[Figure]:
    with BenchWindow(path) as window:
        window.wait_for_background()
        page = window.pictures_page()
        show = Part("the page and its first picture", lambda _: window.show_pictures(), 1, _TARGET)
        figures = [stall(window, show)]
        for kind, title in TITLES.items():
            for turn in ("first", "later"):
                part = Part(f"{turn} drawing: {title}", partial(_draw, page, kind), 1, _TARGET)
                figures.append(stall(window, part))
    return figures


def _draw(page: PicturesPage, kind: type[AnyPicture], _number: int) -> None:
    page.line.choice = page.line.choice.see(kind)
    page.line.refresh()
    page.redraw()
