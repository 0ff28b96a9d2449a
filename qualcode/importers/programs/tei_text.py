"""The words of a TEI document, and where each of its elements begins and ends in them.

Blanks and line breaks of the file are one blank between words; paragraphs, utterances, verses and headings
stand in lines of their own. Where CATMA writes a whole text into one element its words are as they stand.
"""

import re
from typing import Final

from lxml import etree

from qualcode.importers.formats.decoding import clean
from qualcode.importers.refi.parts import local
from qualcode.importers.source_text import KnownTurn
from qualcode.model.span import Span

_LINES: Final = frozenset(
    (
        *("p", "ab", "u", "l", "lg", "head", "div", "sp", "speaker", "stage", "item", "list", "row", "body"),
        *("front", "back", "quote", "opener", "closer", "salute", "signed", "annotationBlock", "lb", "pb"),
    )
)
_NOT_SAID: Final = frozenset(("fs", "spanGrp", "span", "standOff", "interpGrp", "note", "figDesc", "ptr"))
_BLANKS: Final = re.compile(r"\s+")
_XML_ID: Final = "{http://www.w3.org/XML/1998/namespace}id"


class TeiWords:
    """The words within an element; ``spans`` are those of the elements in it, ``named`` by their xml:id.

    ``turns`` are the utterances of which the document says whose they are.
    """

    def __init__(self, root: etree._Element, *, as_it_stands: bool = False) -> None:
        self._as_it_stands = as_it_stands
        self._letters: list[str] = []
        self._left_out = 0
        self._begun: list[int] = []
        self.spans: dict[etree._Element, Span] = {}
        self.named: dict[str, Span] = {}
        self.turns: list[KnownTurn] = []
        for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
            if event == "start":
                self._begin(element)
            elif event == "end":
                self._end(element)
            # What follows an element, or a comment, belongs to the words around it.
            if event != "start" and element is not root and not self._left_out:
                self._say(element.tail)
        self.text = "".join(self._letters) if as_it_stands else "".join(self._letters).rstrip()

    def _begin(self, element: etree._Element) -> None:
        name = local(element)
        if self._left_out or name in _NOT_SAID:
            self._left_out += 1
            return
        self._break_line(name)
        self._begun.append(len(self._letters))
        if name == "u" and element.get("who"):
            self._speak(" ".join(each.lstrip("#") for each in element.get("who", "").split()))
        self._say(element.text)

    def _speak(self, speaker: str) -> None:
        start = len(self._letters)
        self._say(f"{speaker}: ")
        self.turns.append(KnownTurn(start, len(self._letters), speaker, None))

    def _end(self, element: etree._Element) -> None:
        if self._left_out:
            self._left_out -= 1
            return
        start, end = self._begun.pop(), len(self._letters)
        while not self._as_it_stands and start < end and self._letters[start].isspace():
            start += 1
        while not self._as_it_stands and start < end and self._letters[end - 1].isspace():
            end -= 1
        if start < end:
            self.spans[element] = Span(start, end)
            self.named[element.get(_XML_ID, "")] = Span(start, end)
        self._break_line(local(element))

    def _say(self, words: str | None) -> None:
        if not words:
            return
        said = clean(words)[0]
        if not self._as_it_stands:
            said = _BLANKS.sub(" ", said)
            if not self._letters or self._letters[-1].isspace():
                said = said.lstrip()
        self._letters += said

    def _break_line(self, name: str) -> None:
        if name in _LINES and not self._as_it_stands:
            self._strip()
            if self._letters and self._letters[-1] != "\n":
                self._letters.append("\n")

    def _strip(self) -> None:
        while not self._as_it_stands and self._letters and self._letters[-1] == " ":
            self._letters.pop()
