"""How well speakers are found, in figures: generated talks of each kind, clean and with slips.

``python -m tests.importers.measured_talks [talks of each kind]`` prints the table.
"""

import random
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final
from xml.sax.saxutils import escape

from qualcode.importers.reading import transcript_of
from qualcode.model.transcript import ReadTranscript
from tests.importers import open_document_files, pdf_files, word_files

Talk = list[tuple[str, str]]

WORDS: Final = tuple(
    re.findall(
        r"\w+",
        "we took the plot over in march when my neighbour gave it up and it was all couch grass and glass "
        "so my brother helped with his van then beans along fence shed leaked all winter rain water butt and "
        "the committee wrote letters about hedges that nobody answered until spring",
    )
)
SHORT: Final = ("Yes.", "No.", "Mm.", "Very kind", "Of course", "Beans", "Twice a week.", "Never", "Exactly")
CASTS: Final = (
    ("Interviewer", "Ana"),
    ("INT", "P1", "P2", "P3"),
    ("Maya Chen", "Tom Okafor"),
    ("Moderator", "Ana", "Ben", "Carla Ruiz"),
    ("I", "B"),
    ("Housing Officer", "Tenant"),
)
DETAILS: Final = ("", "Date: 12 March 2024\n\n", "Project: Gardens\nDate: 3 May 2023\nPlace: Town hall\n\n")


@dataclass(frozen=True, slots=True)
class Measures:
    """Of one file: borders of turns right, found and there are; words by what became of them."""

    right: int
    found: int
    borders: int
    wrong: int
    nobodys: int
    lost: int
    words: int
    clear: bool


def talk(chance: random.Random, *, once: bool, short: bool) -> Talk:
    """A conversation in which names come often or, apart from who asks, once each."""
    cast = chance.choice(CASTS)
    if once:
        people = chance.sample(["Ana", "Ben", "Carla", "Dev", "Elif", "Femi Ade", "Gus Holt"], 5)
        order = [name for person in people for name in ("Interviewer", person)]
    else:
        order, who = [], 0
        for _ in range(chance.randint(12, 40)):
            order.append(cast[who])
            who = (who + chance.randint(1, len(cast) - 1)) % len(cast)
    return [(name, _said(chance, short=short)) for name in order]


def _said(chance: random.Random, *, short: bool) -> str:
    if short and chance.random() < 0.5:
        return chance.choice(SHORT)
    words = " ".join(chance.choice(WORDS) for _ in range(chance.randint(4, 40))).capitalize()
    return words + chance.choice((".", ".", "?", ". At 10:30 we left.", ": beans and peas."))


def _clock(at: int) -> str:
    return f"{(2 + 7 * at) // 60:02}:{(2 + 7 * at) % 60:02}"


def colon(said: Talk, *, times: bool) -> str:
    return "\n".join(f"{f'[{_clock(at)}] ' if times else ''}{n}: {w}" for at, (n, w) in enumerate(said))


def own_line(said: Talk, *, times: bool) -> str:
    return "\n\n".join(f"{n}{f'  {_clock(at)}' if times else ''}\n{w}" for at, (n, w) in enumerate(said))


def own_line_close(said: Talk, *, times: bool) -> str:
    return "\n".join(f"{n}{f' ({_clock(at)})' if times else ''}\n{w}" for at, (n, w) in enumerate(said))


def brackets(said: Talk, *, times: bool) -> str:
    return "\n".join(f"[{n}]{f' {_clock(at)}' if times else ''} {w}" for at, (n, w) in enumerate(said))


def hashes(said: Talk, *, times: bool) -> str:
    return "\n".join(f"#{n}:{f' [{_clock(at)}]' if times else ''} {w}" for at, (n, w) in enumerate(said))


def tabs(said: Talk, *, times: bool) -> str:
    return "\n".join(f"{n}\t{f'{_clock(at)}{chr(9)}' if times else ''}{w}" for at, (n, w) in enumerate(said))


KINDS: Final[Mapping[str, Callable[..., str]]] = {
    made.__name__: made for made in (colon, own_line, own_line_close, brackets, hashes, tabs)
}


# -- in each format ------------------------------------------------------------------------------


def as_txt(text: str) -> bytes:
    return text.encode()


def as_docx(text: str) -> bytes:
    return word_files.document("".join(word_files.paragraph(*_word_runs(line)) for line in text.split("\n")))


def _word_runs(line: str) -> Iterator[str]:
    for place, piece in enumerate(line.split("\t")):
        if place:
            yield "<w:r><w:tab/></w:r>"
        yield word_files.run(piece)


def as_odt(text: str) -> bytes:
    body = escape(text).replace("  ", " <text:s/>").replace("\t", "<text:tab/>")
    return open_document_files.document(f"<text:p>{body}</text:p>".replace("\n", "</text:p><text:p>"))


def as_rtf(text: str) -> bytes:
    body = text.replace("\\", r"\\").replace("\t", r"\tab ").replace("\n", "\\par\n")
    return rf"{{\rtf1\ansi {body}\par}}".encode("ascii")


def as_pdf(text: str) -> bytes:
    pages: list[list[tuple[float, float, str]]] = [[]]
    base = 780.0
    for line in text.replace("\t", "    ").split("\n"):
        for piece in re.findall(r".{1,70}(?:\s|$)", line) or [""]:
            base -= 14
            if base < 60:
                pages.append([])
                base = 766.0
            if piece.strip():
                pages[-1].append((72.0, base, piece.rstrip()))
    return pdf_files.document(pages)


FORMATS: Final[Mapping[str, Callable[[str], bytes]]] = {
    "txt": as_txt,
    "docx": as_docx,
    "odt": as_odt,
    "rtf": as_rtf,
    "pdf": as_pdf,
}


# -- slips of those who type --------------------------------------------------------------------


def no_colon(chance: random.Random, lines: list[str]) -> None:
    _change(chance, lines, lambda line: line.replace(": ", " ", 1), ": ")


def semicolon(chance: random.Random, lines: list[str]) -> None:
    _change(chance, lines, lambda line: line.replace(": ", "; ", 1), ": ")


def two_on_a_line(chance: random.Random, lines: list[str]) -> None:
    written = [at for at in range(1, len(lines)) if lines[at].strip() and lines[at - 1].strip()]
    if written:
        at = chance.choice(written)
        lines[at - 1 : at + 1] = [f"{lines[at - 1]} {lines[at]}"]


def small_letters(chance: random.Random, lines: list[str]) -> None:
    _change(chance, lines, lambda line: line[:1].lower() + line[1:], "")


def misspelt(chance: random.Random, lines: list[str]) -> None:
    _change(chance, lines, lambda line: line[0] + line[:1].lower() + line[1:], "")


SLIPS: Final[Mapping[str, Callable[[random.Random, list[str]], None]]] = {
    slip.__name__: slip for slip in (no_colon, semicolon, two_on_a_line, small_letters, misspelt)
}


def _change(chance: random.Random, lines: list[str], change: Callable[[str], str], sign: str) -> None:
    places = [at for at, line in enumerate(lines) if line and line[0].isalpha() and sign in line]
    if places:
        at = chance.choice(places)
        lines[at] = change(lines[at])


# -- measuring ------------------------------------------------------------------------------------


def measured(said: Talk, read: ReadTranscript) -> Measures:
    """What became of a talk; words are followed from the text as it was said to where they are now."""
    there = [(word, name, not at) for name, words in said for at, word in enumerate(_tokens(words))]
    here = [
        (word, turn.label, not at)
        for turn in read.turns
        for at, word in enumerate(_tokens(read.text[turn.speech : turn.span.end]))
    ]
    matcher = SequenceMatcher(None, [row[0] for row in there], [row[0] for row in here], autojunk=False)
    right = wrong = nobodys = kept = 0
    for one, other, size in matcher.get_matching_blocks():
        kept += size
        for (_, who, begins), (_, label, begun) in zip(there[one:][:size], here[other:][:size], strict=True):
            right += begins and begun and bool(label)
            wrong += bool(label) and label.casefold() != who.casefold()
            nobodys += not label
    found = sum(bool(turn.label) for turn in read.turns)
    return Measures(right, found, len(said), wrong, nobodys, len(there) - kept, len(there), not read.verdict)


def _tokens(words: str) -> list[str]:
    return re.findall(r"\w+", words)


@dataclass(slots=True)
class Sums:
    """The measures of several files."""

    files: int = 0
    clear: int = 0
    right: int = 0
    found: int = 0
    borders: int = 0
    wrong: int = 0
    wrong_where_clear: int = 0
    nobodys: int = 0
    lost: int = 0
    words: int = 0

    def add(self, one: Measures) -> None:
        self.files += 1
        self.clear += one.clear
        self.right += one.right
        self.found += one.found
        self.borders += one.borders
        self.wrong += one.wrong
        self.wrong_where_clear += one.wrong if one.clear else 0
        self.nobodys += one.nobodys
        self.lost += one.lost
        self.words += one.words


def tried(number: int, slip: str = "") -> Iterator[tuple[tuple[str, str, bool, bool], str, Measures]]:
    """(kind, format, names once, with times), the text, and the measures of ``number`` talks of each."""
    for kind, write in KINDS.items():
        for form, made in FORMATS.items():
            for once in (False, True):
                for times in (False, True):
                    for seed in range(number):
                        chance = random.Random(f"{kind}{form}{once}{times}{seed}{slip}")
                        said = talk(chance, once=once, short=chance.random() < 0.5)
                        lines = write(said, times=times).split("\n")
                        if slip:
                            SLIPS[slip](chance, lines)
                        text = chance.choice(DETAILS) + "\n".join(lines)
                        read = transcript_of(made(text), f"talk.{form}")
                        yield (kind, form, once, times), text, measured(said, read)


def table(number: int) -> Iterator[str]:
    """The figures by kind, clean and with each slip, as lines to print."""
    head = f"{'kind':22}{'slip':14}{'files':>6}{'clear':>7}{'precision':>10}{'recall':>8}"
    yield f"{head}{'wrong':>7}{'clear':>7}{'nobody':>8}{'lost':>6}{'words':>9}"
    for slip in ("", *SLIPS):
        sums: dict[str, Sums] = defaultdict(Sums)
        for (kind, _, once, _), _, one in tried(number if not slip else max(1, number // 2), slip):
            sums[f"{kind}{', once' if once else ''}"].add(one)
        for kind, all_ in sums.items():
            precision = all_.right / max(1, all_.found)
            yield (
                f"{kind:22}{slip or '-':14}{all_.files:>6}{all_.clear:>7}{precision:>10.3f}"
                f"{all_.right / all_.borders:>8.3f}{all_.wrong:>7}{all_.wrong_where_clear:>7}"
                f"{all_.nobodys:>8}{all_.lost:>6}{all_.words:>9}"
            )


if __name__ == "__main__":
    for written in table(int(sys.argv[1]) if len(sys.argv) > 1 else 5):
        sys.stdout.write(f"{written}\n")
