"""A small study, made by the same operations that a person uses."""

from uuid import UUID

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage

from qualcode.importers.reading import transcript_of
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.operations.coders import ensure_coder
from qualcode.operations.codes.codebook import add_code, pin_code
from qualcode.operations.codings.coding import apply_code
from qualcode.operations.transcripts.documents import add_transcripts
from qualcode.project.project import Project

# Before the words that tests code: an emoji, a combining accent, a no-break space, a line separator.
FG1 = """MOD: How did that make you feel? 👩‍👧 Cafe\u0301, 10\u00a0minutes.\u2028And then?
P1: They just assume that you must be poor. I hate it.
P2: Nobody asked us. Nobody at all.
MOD: Thank you.
P1: I would trust the school, not the firm.
"""
INT01 = """Interviewer: What happened next?
Ruth: They wrote it down and never asked. It is on my file.
Interviewer: And consent?
Ruth: I signed a form. Nobody explained it.
"""


def fill(project: Project) -> None:
    """Two transcripts, a category with two codes below it, two codes at the top, three codings."""
    texts = [transcript_of(FG1.encode(), "FG1.txt"), transcript_of(INT01.encode(), "INT01.txt")]
    project.do(add_transcripts(project.study, texts).change, "AB")
    trust, change = add_code(project.study, "Trust", codable=False)
    project.do(change, "AB")
    for name, above in (
        ("trust in schools", trust.id), ("trust in firms", trust.id), ("stigma", None), ("consent", None),
    ):  # fmt: skip
        project.do(add_code(project.study, name, parent_id=above)[1], "AB")
    project.do(pin_code(project.study, code(project.study, "stigma"), 1), "AB")
    coder, change = ensure_coder(project.study, "AB")
    project.do(change, "AB")
    for name, transcript, words in (
        ("stigma", "FG1", "They just assume that you must be poor."),
        ("consent", "FG1", "Nobody asked us."),
        ("consent", "INT01", "I signed a form."),
    ):
        place, span = found(project.study, transcript, words)
        project.do(apply_code(project.study, code(project.study, name), place, span, coder.id), "AB")


def code(study: Study, name: str) -> UUID:
    return study.code_named(name).id


def transcript(study: Study, name: str) -> UUID:
    return study.transcript_named(name).id


def found(study: Study, name: str, words: str) -> tuple[UUID, Span]:
    """Where words stand in a transcript."""
    place = transcript(study, name)
    start = study.text(place).index(words)
    return place, Span(start, start + len(words))


def coded(study: Study, name: str) -> list[str]:
    """The words that carry a code, transcript by transcript."""
    code_id = code(study, name)
    return [
        study.quoted(row.id, item.span)
        for row in study.transcripts_in_order
        for item in study.codings_of(row.id)
        if item.code_id == code_id
    ]


def png(image: QImage) -> bytes:
    """A picture as a file would hold it."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())
