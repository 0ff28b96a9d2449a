"""Figures of importing: folders of text and Word files into a project."""

import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
from docx import Document

from qualcode.importers.reading import read_folder
from qualcode.operations.documents import add_transcripts
from qualcode.project.opening import create_project
from tests.bench.corpus import text_of, vocabulary
from tests.bench.measuring import Figure, peak_mb, seconds

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


def _imported(folder: Path, source: Path, name: str) -> Figure:
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
    return Figure(name, taken, "< 2 s", floor, "bytes read and stored by sqlite3", peak_mb())


def _plain_import(folder: Path, source: Path) -> None:
    path = folder / "floor.db"
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE texts (name TEXT, content BLOB)")
        files = ((item.name, item.read_bytes()) for item in sorted(source.iterdir()))
        connection.executemany("INSERT INTO texts VALUES (?, ?)", files)
        connection.commit()
    path.unlink()
