"""Paragraphs of a Word document by the names of their styles, with runs, links and bookmarks."""

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE

from qualcode.exporters.document.blocks import Run, Runs, plain
from qualcode.exporters.document.numbering import Numbered
from qualcode.exporters.document.word_measures import ParagraphMeasures, Styles
from qualcode.exporters.document.word_xml import Element, add_bookmark, add_runs, paragraph
from qualcode.model.words.direction import reads_leftwards


class ParagraphMaker:
    """Makes the paragraphs of one document, which knows its styles and the places that links lead to."""

    def __init__(self, word: WordDocument, numbered: Numbered) -> None:
        self._styles = {
            style.name: style.style_id for style in word.styles if style.type is WD_STYLE_TYPE.PARAGRAPH
        }
        self._measures = Styles(word.styles.element)
        self.places = {placed.key: f"_Toc{number:08}" for number, placed in enumerate(numbered.blocks, 1)}

    def made(
        self,
        words: Runs,
        style: str,
        *,
        keep_next: bool = False,
        whole: bool = False,
        bar: str = "",
        indent: int = 0,
        apart: bool = False,
        right: bool = False,
        centred: bool = False,
        hanging: int = 0,
        leftwards: bool | None = None,
    ) -> Element:
        """A paragraph that is in no document yet."""
        runs = (Run(words),) if isinstance(words, str) else words
        made = paragraph(
            self._styles[style],
            keep_next=keep_next,
            whole=whole,
            bar=bar,
            leftwards=reads_leftwards(plain(words)) if leftwards is None else leftwards,
            indent=indent,
            apart=apart,
            right=right,
            centred=centred,
            hanging=hanging,
        )
        add_runs(made, runs, self.places)
        return made

    def measures(self, holder: Element) -> ParagraphMeasures:
        """The measures of a paragraph, as its style and itself have them."""
        return self._measures.paragraph(holder)

    def name(self, holder: Element, key: str) -> None:
        """Make a paragraph the place of a block."""
        add_bookmark(holder, self.places[key], int(key.removeprefix("b")))
