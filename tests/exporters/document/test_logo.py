"""Logos: png, jpg and svg are taken for what they are; what is large, damaged or else is refused."""

import io

import pytest
from matplotlib import pyplot as plt

from qualcode.exporters.document.logo import MOST_BYTES, as_png, logo_of
from qualcode.model.errors import QualcodeError
from qualcode.model.front import Logo
from tests.exporters.document.specimens import PNG, SVG


def _jpg() -> bytes:
    stream = io.BytesIO()
    plt.imsave(stream, [[0.0, 1.0]], format="jpg")
    return stream.getvalue()


def test_a_drawn_logo_becomes_pixels_and_pixels_stay() -> None:
    assert as_png(Logo(SVG, ".svg")).startswith(b"\x89PNG")
    assert as_png(Logo(PNG, ".png")) == PNG


@pytest.mark.parametrize(
    ("content", "suffix"),
    [(PNG, ".png"), (_jpg(), ".jpg"), (SVG, ".svg")],
    ids=["png", "jpg", "svg"],
)
def test_pictures_are_told_by_what_they_are_and_not_by_their_names(content: bytes, suffix: str) -> None:
    assert logo_of(content, "logo.gif") == Logo(content, suffix)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"GIF89a", "choose a png, jpg or svg file"),
        (b"", "choose a png, jpg or svg file"),
        (b"<html><svg/></html>", "choose a png, jpg or svg file"),
        (SVG.replace(b"<rect", b"<script>alert(1)</script><rect"), "contains a script, which a logo"),
        (SVG.replace(b"<rect", b'<rect onclick="x()"'), "contains a script, which a logo"),
        (SVG.replace(b"<rect", b"<foreignObject/><rect"), "contains parts of a web page"),
        (b"<svg", "choose a png, jpg or svg file"),
        (PNG[:20], "it is damaged"),
        (PNG + bytes(MOST_BYTES), "larger than 512 KB"),
    ],
    ids=["gif", "empty", "html", "script", "handler", "page", "cut", "damaged", "large"],
)
def test_what_cannot_be_a_logo_is_refused_in_a_sentence(content: bytes, said: str) -> None:
    with pytest.raises(QualcodeError, match=said):
        logo_of(content, "logo.png")
