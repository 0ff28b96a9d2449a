"""Rich Text Format: the whole text, its notes, and what was left out of it."""

import codecs
import re
from dataclasses import dataclass, replace
from typing import Final

from qualcode.importers.formats.rtf_words import CHARACTERS, CODE_PAGES, HEADS, PASSED_OVER
from qualcode.importers.guarded.limits import ImportLimits
from qualcode.importers.source_text import SourceText, TextBuilder
from qualcode.model.errors import UnreadableFileError
from qualcode.model.span import Span
from qualcode.model.words.in_words import counted

_TOKEN: Final = re.compile(
    r"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})?[ ]?"
    r"|\\'(?P<byte>[0-9a-fA-F]{2})"
    r"|\\(?P<sign>[^a-zA-Z'])"
    r"|(?P<brace>[{}])"
    r"|(?P<break>[\r\n]+)"
    r"|(?P<text>[^\\{}\r\n]+)"
    r"|(?P<stray>\\)"
)
_MAX_DEPTH: Final = 500


@dataclass(slots=True)
class _State:
    """What holds within one group."""

    skipped: bool = False
    font: int = -1
    bold: bool = False
    hidden: bool = False
    deleted: bool = False
    skip_after_unicode: int = 1
    note: str = ""


def read(raw: bytes, limits: ImportLimits) -> SourceText:
    """The content of a rich text file."""
    parser = _Parser(limits)
    # Every byte becomes the character of its number; code pages are applied where text is written.
    parser.parse(raw.decode("latin-1"))
    limits.check_text(parser.story.builder.position)
    return parser.story.builder.finish("rtf", details=parser.details(), warnings=parser.warnings())


class _Story:
    """One flow of text: the body, or a note within it; line ends and tabs wait until text follows."""

    def __init__(self, kind: str = "") -> None:
        self.kind = kind
        self.builder = TextBuilder()
        self._waiting = ""

    def write(self, text: str, *, bold: bool = False) -> None:
        self._flush()
        self.builder.add(text, bold=bold)

    def end_paragraph(self) -> None:
        self._waiting += "\n"

    def end_cell(self) -> None:
        self._waiting += "\t"

    def end_row(self) -> None:
        self._waiting = self._waiting.removesuffix("\t") + "\n"

    def place(self) -> int:
        return self.builder.position

    def _flush(self) -> None:
        if self._waiting:
            waiting, self._waiting = self._waiting, ""
            self.builder.add(waiting)


class _Parser:
    """Goes through the tokens of a file, group by group."""

    def __init__(self, limits: ImportLimits) -> None:
        self.story = _Story()
        self._limits = limits
        self._state = _State()
        self._stack: list[tuple[_State, _Story]] = []
        self._code_page = "cp1252"
        self._fonts: dict[int, str] = {}
        self._font_in_table = 0
        self._in_fonts = 0
        self._bytes = bytearray()
        self._to_skip = 0
        self._high: str = ""
        self._starred = False
        self._author = ""
        self._heads: dict[str, dict[str, None]] = {}
        self._deletions = self._pictures = self._hidden = 0
        self._was_deleted = self._was_hidden = False

    def parse(self, text: str) -> None:
        """Read the whole file."""
        position = 0
        while match := _TOKEN.match(text, position):
            position = match.end()
            kind = match.lastgroup
            if kind == "text":
                self._plain(match[0])
            elif kind == "byte":
                self._byte(int(match["byte"], 16))
            elif kind == "brace":
                self._flush()
                self._brace(match[0])
            elif kind == "sign":
                self._sign(match["sign"])
            elif kind in ("word", "number"):
                word, number = match["word"], match["number"]
                if word == "bin":
                    position += max(0, int(number or 0))
                self._word(word, None if number is None else int(number))
        self._flush()

    def _plain(self, text: str) -> None:
        if self._to_skip:
            skipped = min(self._to_skip, len(text))
            self._to_skip -= skipped
            text = text[skipped:]
        if self._in_fonts:
            return
        self._bytes += text.encode("latin-1")

    def _byte(self, number: int) -> None:
        if self._to_skip:
            self._to_skip -= 1
        else:
            self._bytes.append(number)

    def _flush(self) -> None:
        """Write the bytes gathered so far in the code page of the font."""
        self._starred = False
        if self._bytes:
            raw, self._bytes = bytes(self._bytes), bytearray()
            self._write(raw.decode(self._fonts.get(self._state.font, self._code_page), "replace"))

    def _write(self, text: str) -> None:
        state = self._state
        if state.note == "author":
            self._author += text
        elif state.skipped:
            return
        elif state.deleted:
            self._deletions += not self._was_deleted
            self._was_deleted = True
        else:
            self._was_deleted = False
            self._hidden += state.hidden and not self._was_hidden
            self._was_hidden = state.hidden
            self.story.write(text.replace("\0", "\ufffd"), bold=state.bold)

    def _brace(self, brace: str) -> None:
        if brace == "{":
            if len(self._stack) > _MAX_DEPTH:
                raise UnreadableFileError("The file nests its groups deeper than any transcript does.")
            self._stack.append((replace(self._state), self.story))
            self._to_skip = 0
        elif self._stack:
            state, story = self._stack.pop()
            if self.story is not story:
                self._close(self.story, story)
            if len(self._stack) < self._in_fonts:
                self._in_fonts = 0
            self._state, self.story = state, story

    def _close(self, note: _Story, story: _Story) -> None:
        """Hang a finished note on its place, or put a running head aside."""
        text = note.builder.text().strip()
        if note.kind in HEADS.values():
            if any(letter.isalpha() for letter in text):
                self._heads.setdefault(note.kind, {}).setdefault(" ".join(text.split()))
        elif text:
            place = story.place()
            author = self._author.strip() if note.kind == "comment" else ""
            story.builder.remark(note.kind, author, text, Span(place, place))
        if note.kind == "comment":
            self._author = ""

    def _sign(self, sign: str) -> None:
        if self._to_skip:
            self._to_skip -= 1
            return
        self._flush()
        if sign == "*":
            self._starred = True
        elif sign in "\r\n":
            self._end_paragraph()
        elif sign in CHARACTERS:
            self._write(CHARACTERS[sign])

    def _word(self, word: str, number: int | None) -> None:
        starred = self._starred
        if word == "u" and number is not None:
            self._flush_bytes_only()
            self._unicode(number)
            return
        self._to_skip = 0
        self._flush()
        if self._destination(word, starred=starred) or self._look(word, number):
            return
        if self._in_fonts:
            self._font_table(word, number)
        elif word == "par" or word == "sect":
            self._end_paragraph()
        elif self._state.skipped or self._state.deleted:
            return
        elif word in ("cell", "nestcell"):
            self.story.end_cell()
        elif word in ("row", "nestrow"):
            self.story.end_row()
        elif word in CHARACTERS:
            self._write(CHARACTERS[word])

    def _flush_bytes_only(self) -> None:
        if self._bytes:
            self._flush()

    def _end_paragraph(self) -> None:
        if not (self._state.skipped or self._state.deleted):
            self.story.end_paragraph()

    def _unicode(self, number: int) -> None:
        self._to_skip = self._state.skip_after_unicode
        letter = chr(number % 0x10000) if number < 0x10000 else chr(min(number, 0x10FFFF))
        if "\ud800" <= letter <= "\udbff":
            self._high = letter
            return
        if "\udc00" <= letter <= "\udfff":
            pair = self._high + letter
            letter = pair.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        self._high = ""
        self._write(letter)

    def _destination(self, word: str, *, starred: bool) -> bool:
        """Whether ``word`` opens a group of its own kind: a note, a head, or something passed over."""
        state = self._state
        if word == "fonttbl":
            self._in_fonts = len(self._stack)
            state.skipped = True
        elif word == "upr" and not state.skipped:
            # The same text twice, for old readers and for new ones: only the second is taken.
            state.skipped, state.note = True, "upr"
        elif word == "ud" and state.note == "upr":
            state.skipped, state.note = False, ""
        elif state.skipped:
            return word in PASSED_OVER
        else:
            return self._opens(word, starred=starred)
        return True

    def _opens(self, word: str, *, starred: bool) -> bool:
        """Whether ``word`` opens a note or a running head, or a group that is passed over."""
        state = self._state
        if word == "pict":
            self._pictures += 1
            state.skipped = True
        elif word in ("footnote", "annotation"):
            self.story = _Story({"footnote": "footnote", "annotation": "comment"}[word])
            self._state = replace(state, note="")
        elif word == "ftnalt" and self.story.kind == "footnote":
            self.story.kind = "endnote"
        elif word in HEADS:
            self.story = _Story(HEADS[word])
        elif word == "atnauthor":
            state.note, state.skipped = "author", True
            self._author = ""
        elif word in PASSED_OVER or (
            starred and word not in ("shppict", "shptxt", "ud", "shpinst", "fldinst")
        ):
            state.skipped = True
        else:
            return False
        return True

    def _look(self, word: str, number: int | None) -> bool:
        """Whether ``word`` changes how text looks or is encoded."""
        state = self._state
        on = number != 0
        if word == "b":
            state.bold = on
        elif word == "v":
            state.hidden = on
        elif word == "deleted":
            state.deleted = on
        elif word == "plain":
            state.bold = state.hidden = state.deleted = False
        elif word == "uc":
            state.skip_after_unicode = max(0, min(number if number is not None else 1, 10))
        elif word == "f" and not self._in_fonts:
            state.font = number or 0
        elif word == "ansicpg":
            self._code_page = _known(f"cp{number}") or self._code_page
        elif word in ("mac", "pc", "pca"):
            self._code_page = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}[word]
        else:
            return False
        return True

    def _font_table(self, word: str, number: int | None) -> None:
        if word == "f":
            self._font_in_table = number or 0
        elif word == "fcharset" and number in CODE_PAGES and number not in (0, 1, 2):
            self._fonts[self._font_in_table] = CODE_PAGES[number]
        elif word == "cpg" and (name := _known(f"cp{number}")):
            self._fonts[self._font_in_table] = name

    def details(self) -> tuple[tuple[str, str], ...]:
        """The running heads of the pages."""
        return tuple((name, " | ".join(texts)) for name, texts in self._heads.items())

    def warnings(self) -> tuple[str, ...]:
        """What was left out, and what is kept although it was hidden."""
        lost = (
            (self._deletions, "tracked deletion", "left out"),
            (self._hidden, "hidden passage", "kept"),
            (self._pictures, "picture", "left out"),
        )
        return tuple(f"{counted(count, what)} {fate}" for count, what, fate in lost if count)


def _known(code_page: str) -> str:
    """The name of a code page that there is a decoder for; empty otherwise."""
    name = {"cp65001": "utf-8", "cp10000": "mac_roman", "cp28591": "latin-1"}.get(code_page, code_page)
    try:
        return codecs.lookup(name).name
    except LookupError:
        return ""
