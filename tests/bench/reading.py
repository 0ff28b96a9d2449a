"""Figures of importing: folders of text and Word files into a project."""

import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
from docx import Document

from qualcode.importers.reading import read_folder
from qualcode.operations.transcripts.documents import add_transcripts
from qualcode.project.opening import create_project
from tests.bench.corpus import text_of, vocabulary
from tests.bench.measuring import Figure, peak_mb, seconds
from tests.importers import open_document_files, pdf_files

_WORDS_OF_60_KB = 10_000


def _texts(count: int) -> list[str]:
    random = np.random.default_rng(11)
    words = vocabulary(random)
    return [text_of(random, words, _WORDS_OF_60_KB)[0] for _ in range(count)]


def texts(folder: Path) -> list[Figure]:
    source = folder / "texts"
    source.mkdir(exist_ok=True)
    for index, text in enumerate(_texts(200)):
        (source / f"INT{index:03}.txt").write_text(text, encoding="utf-8")
    return [_imported(folder, source, "import 200 text files of 60 kB")]


def word_files(folder: Path) -> list[Figure]:
    source = folder / "word"
    source.mkdir(exist_ok=True)
    for index, text in enumerate(_texts(50)):
        document = Document()
        for line in text.splitlines():
            document.add_paragraph(line)
        document.save(str(source / f"INT{index:03}.docx"))
    return [_imported(folder, source, "import 50 Word files of 60 kB")]


def open_documents(folder: Path) -> list[Figure]:
    source = folder / "odt"
    source.mkdir(exist_ok=True)
    for index, text in enumerate(_texts(50)):
        body = "".join(f"<text:p>{line}</text:p>" for line in text.splitlines())
        (source / f"INT{index:03}.odt").write_bytes(open_document_files.document(body))
    return [_imported(folder, source, "import 50 odt files of 60 kB", "< 4 s")]


def captions(folder: Path) -> list[Figure]:
    """A meeting of three hours: 6,000 cues of 1.8 seconds."""
    source = folder / "vtt"
    source.mkdir(exist_ok=True)
    words = _texts(1)[0].split()
    cues = [
        f"{_clock(number * 1.8)} --> {_clock(number * 1.8 + 1.7)}\n"
        f"<v P{number // 7 % 5 + 1}>{' '.join(words[number : number + 8])}</v>\n"
        for number in range(6000)
    ]
    (source / "FG1.vtt").write_text("WEBVTT\n\n" + "\n".join(cues), encoding="utf-8")
    return [_imported(folder, source, "import a vtt file of 6,000 cues", "< 0.5 s")]


def _clock(seconds_in: float) -> str:
    minutes, rest = divmod(seconds_in, 60)
    return f"{int(minutes // 60):02}:{int(minutes % 60):02}:{rest:06.3f}"


def pdf_pages(folder: Path) -> list[Figure]:
    source = folder / "pdf"
    source.mkdir(exist_ok=True)
    words = [word.rstrip(".:") for word in _texts(1)[0].split()]
    pages = [
        [
            (72.0, 780.0 - 14 * line, " ".join(words[(page * 50 + line) * 11 % 9000 :][:11]))
            for line in range(50)
        ]
        for page in range(300)
    ]
    (source / "INT1.pdf").write_bytes(pdf_files.document(pages))
    return [_imported(folder, source, "import a pdf file of 300 pages", "< 10 s")]


def _imported(folder: Path, source: Path, name: str, target: str = "< 2 s") -> Figure:
    path = folder / "imported.qualcode"
    path.unlink(missing_ok=True)
    with closing(create_project(str(path), "bench")) as project:

        def work() -> None:
            read, refused = read_folder([source])
            if refused:
                raise AssertionError(refused)
            project.do(add_transcripts(project.study, read).change, "bench")

        taken = seconds(work)
    floor = seconds(lambda: _plain_import(folder, source))
    return Figure(name, taken, target, floor, "bytes read and stored by sqlite3", peak_mb())


def _plain_import(folder: Path, source: Path) -> None:
    path = folder / "floor.db"
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE texts (name TEXT, content BLOB)")
        files = ((item.name, item.read_bytes()) for item in sorted(source.iterdir()))
        connection.executemany("INSERT INTO texts VALUES (?, ?)", files)
        connection.commit()
    path.unlink()
