"""A text that comes from another program records what, and is in the language that, its words say."""

import sqlite3
from contextlib import closing
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.importers.guarded.limits import DEFAULT_LIMITS
from qualcode.importers.programs.other_programs import read_program
from qualcode.importers.programs.source_talk import with_talk
from qualcode.importers.reading import source_file
from qualcode.importers.refi.texts import text_inside
from qualcode.importers.speakers.guided import transcript_from
from qualcode.model.exchange.document import ExchangedProject, ExchangedSource
from qualcode.model.study import Study
from qualcode.model.transcript import TranscriptKind
from qualcode.operations.exchanging.study import imported_study
from tests.support.taguette_file import taguette_file

GERMAN = (
    "I: Wie ist das mit der Nachbarin gewesen, und was hat sie Ihnen dazu gesagt?\n"
    "Frau Öz: Sie hat mir die Formulare übersetzt, und ohne sie hätte ich die Frist versäumt. "
    "Das war nicht selbstverständlich, aber so ist sie eben, und ich bin ihr dafür dankbar.\n"
)
FRENCH = (
    "Paul : Je ne sais pas ce que les voisins ont dit, mais la mairie n'a pas répondu à la lettre.\n"
    "Inès : Et pourtant nous avons attendu dans le couloir avec les enfants pendant trois heures.\n"
    "Luc : C'est vrai, et il y avait des gens qui sont partis sans rien avoir.\n"
    "Paul : Et la soupe ?\nInès : Je ne sais pas.\nLuc : Elle est dans le couloir.\n"
)
ENGLISH = (
    "I: Who decided what came first when the ferry had stopped for the winter?\n"
    "Bjørn: Nobody did. The shop rang round and asked who needed what, and that was all there was to it.\n"
)


def read_alone(tmp_path: Path, name: str, text: str) -> tuple[TranscriptKind, str]:
    file = tmp_path / f"{name}.txt"
    file.write_text(text, encoding="utf-8")
    found = transcript_from(source_file(file.read_bytes(), file.name, DEFAULT_LIMITS))
    return found.kind, found.language


def read_there(name: str, text: str, *, find_turns: bool = True) -> tuple[TranscriptKind, str]:
    """Kind and language of the transcript that a source of another program becomes."""
    source = ExchangedSource(UUID(int=5), name, "text", text_inside(text, find_turns=find_turns))
    study = imported_study(with_talk(ExchangedProject("Study", sources=(source,))), {}, Study()).study
    transcript = study.transcript_named(name)
    return transcript.kind, transcript.language


@pytest.mark.parametrize(
    ("name", "text", "kind", "language"),
    [
        ("Talk with a neighbour", GERMAN, TranscriptKind.INTERVIEW, "de"),
        ("Les voisins", FRENCH, TranscriptKind.FOCUS_GROUP, "fr"),
        ("The island", ENGLISH, TranscriptKind.INTERVIEW, "en"),
        ("Focus group of the island", ENGLISH, TranscriptKind.FOCUS_GROUP, "en"),
        ("A letter", "Too short to tell.\n", TranscriptKind.OTHER, "en"),
    ],
)
def test_a_source_is_read_like_a_file(
    tmp_path: Path, name: str, text: str, kind: TranscriptKind, language: str
) -> None:
    assert read_there(name, text) == (kind, language) == read_alone(tmp_path, name, text)


@given(
    st.lists(st.sampled_from(GERMAN.splitlines() + FRENCH.splitlines() + ENGLISH.splitlines()), min_size=1)
)
def test_any_talk_is_read_like_a_file(tmp_path_factory: pytest.TempPathFactory, lines: list[str]) -> None:
    text = "\n".join(lines) + "\n"
    assert read_there("Talk", text) == read_alone(tmp_path_factory.mktemp("alone"), "Talk", text)


def test_a_text_that_is_known_already_is_not_read_again() -> None:
    assert read_there("Talk", GERMAN, find_turns=False) == (TranscriptKind.OTHER, "en")


def test_a_source_without_words_stays_as_it_is() -> None:
    project = ExchangedProject("Study", sources=(ExchangedSource(UUID(int=5), "A picture", "picture", None),))
    assert with_talk(project) == project


def test_programs_files_are_read_so(tmp_path: Path) -> None:
    path = taguette_file(tmp_path / "taguette.sqlite3")
    page = "".join(f"<p>{line}</p>" for line in GERMAN.splitlines())
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("UPDATE documents SET contents = ?", [page])
    (source,) = read_program(path).sources
    assert source.text is not None
    assert (source.text.kind, source.text.language) == (TranscriptKind.INTERVIEW, "de")
