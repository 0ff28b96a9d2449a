"""Pages of a PDF as pictures: as many, as large and as they are."""

from PIL import Image, ImageChops

from qualcode.exporters.document.blocks import Colophon, Document, NewPage, Paragraph
from qualcode.exporters.document.numbering import numbered
from qualcode.exporters.document.page_images import PageImage, PageImages
from qualcode.exporters.document.typeset import pdf_of
from tests.exporters.document.specimens import ABOUT, FRONT


def _seen(found: PageImage) -> Image.Image:
    return Image.frombuffer("RGB", (found.width, found.height), found.dots, "raw", "RGB", found.stride, 1)


def test_every_page_is_drawn_as_it_lies_and_as_finely_as_asked() -> None:
    document = Document(
        FRONT, (Paragraph("One."), NewPage(landscape=True), Paragraph("Two.")), Colophon(ABOUT)
    )
    with PageImages(pdf_of(document, numbered(document))) as pages:
        sizes = [tuple(map(round, pages.size(number))) for number in range(len(pages))]
        assert sizes == [(595, 842), (842, 595)]
        for dots in (72, 144):
            for number, (width, height) in enumerate(sizes):
                image = _seen(pages.image(number, dots))
                assert abs(image.width - width * dots / 72) <= 2
                assert abs(image.height - height * dots / 72) <= 2
                used = image.convert("L").histogram()
                assert any(used[:120])
                assert used[255]


def test_colours_are_those_of_the_page() -> None:
    document = Document(FRONT, (Paragraph("One.", chip="#ff0000"),), Colophon(ABOUT))
    with PageImages(pdf_of(document, numbered(document))) as pages:
        red, _, blue = _seen(pages.image(0, 144)).split()
    # The one coloured thing on the page: where red is full and blue is none.
    lit = ImageChops.subtract(red, blue)
    assert lit.getextrema() == (0, 255)
