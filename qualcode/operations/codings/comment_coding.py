"""Codings from the comments of a document: which codes they name, and on which words they lie."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final
from uuid import UUID

from qualcode.model.branches import PATH_SEPARATOR
from qualcode.model.codes.coding_rows import CodingRow
from qualcode.model.entities import Code, Transcript
from qualcode.model.study import Study
from qualcode.model.transcript import Remark
from qualcode.model.words.comment_text import BETWEEN, GOES_ON, plain, readings
from qualcode.model.words.cutting import shortened
from qualcode.model.words.names import name_key
from qualcode.operations.checks import existing
from qualcode.operations.codings.coding_import import CodingImport, import_codings
from qualcode.operations.text.text_matching import TextMatch

_MOST_WORDS: Final = 8
_SENTENCE_ENDS: Final = (".", "?", "!", "…", ",", ";")
_SHOWN_WORDS: Final = 60


@dataclass(frozen=True, slots=True)
class CommentImport:
    """What the comments of a document bring.

    ``exact``: the document holds the transcript letter by letter. ``unmatched`` are sentences
    about comments, or lines of them, that did not become codings.
    """

    codings: CodingImport
    comments: int
    exact: bool
    unmatched: tuple[str, ...]


def import_comments(
    study: Study,
    transcript_id: UUID,
    document: str,
    comments: Sequence[Remark],
    *,
    new_codes: bool = False,
    nameless: str = "",
) -> CommentImport:
    """Codings of the comments' authors at the words they commented, in one step.

    A comment begins with a code's name or path and may hold several, one a line; after “ — ” and
    in lines that begin with a tab stands the memo. Unknown codes are created with ``new_codes``
    only. ``nameless`` codes where a comment names no author. Raises QualcodeError where
    ``document`` is not the transcript's text.
    """
    transcript = existing(study, Transcript, transcript_id)
    match = TextMatch(document, study.text(transcript_id), transcript.name)
    names = CodeNames(study, new_codes=new_codes)
    rows: list[CodingRow] = []
    unmatched: list[str] = []
    for number, comment in enumerate(comments, 1):
        label = f"Comment {number} (“{_short(comment.text)}”)"
        read = names.read(comment.text)
        spans = match.spans_of(comment.span) if read.found else []
        unmatched += [f"{label}: {reason}" for reason in read.reasons]
        if read.found and not spans:
            unmatched.append(f"{label}: its words are not in the transcript.")
        coder = comment.author.strip() or nameless
        for piece, span in enumerate(spans):
            rows += [
                CodingRow(
                    transcript.name, path, coder, *span, memo="" if piece else "\n".join(memo), line=number
                )
                for path, memo in read.found
            ]
    # By its own name a transcript may not be told from another one: all rows are for this one.
    found = import_codings(_with_only(study, transcript), rows)
    label = f"Code {transcript.name} from the comments of a document"
    change = found.change.labelled(label)
    codings = replace(found, change=change)
    return CommentImport(codings, len(comments), match.exact, tuple(unmatched))


@dataclass(slots=True)
class ReadComment:
    """Codes (full path) that a comment names, with the lines of their memos; why other lines name none."""

    found: list[tuple[str, list[str]]] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)


class CodeNames:
    """The names by which comments call codes: the full path, or a name that only one has; case ignored."""

    def __init__(self, study: Study, *, new_codes: bool) -> None:
        self._study = study
        self._new_codes = new_codes
        self._by_name: dict[str, list[Code]] = {}
        self._by_path: dict[str, list[Code]] = {}
        for code in study.codes_in_order:
            self._by_name.setdefault(name_key(plain(code.name)), []).append(code)
            self._by_path.setdefault(name_key(plain(study.path(code.id))), []).append(code)

    def read(self, comment: str) -> ReadComment:
        """What a comment says, line by line."""
        read = ReadComment()
        for line in comment.split("\n"):
            if line.startswith(GOES_ON) and read.found:
                read.found[-1][1].append(line.removeprefix(GOES_ON))
            elif line.strip() and not self._code(read, line):
                if read.found and not _may_be_code(line):
                    read.found[-1][1].append(line)
                elif self._new_codes and _may_be_code(line):
                    name, _, memo = line.partition(BETWEEN)
                    read.found.append((plain(name), [memo] if memo else []))
                else:
                    read.reasons.append(f"there is no code “{_short(line)}”.")
        return read

    def _code(self, read: ReadComment, line: str) -> bool:
        """Take a line in that names a code, or a category or several codes, which is no coding."""
        for name, memo in readings(line):
            codes = self._named(name)
            if len(codes) == 1 and codes[0].codable:
                read.found.append((self._study.path(codes[0].id), [memo] if memo else []))
                return True
            if codes:
                category = len(codes) == 1
                why = "is a category, not a code" if category else "names several codes; give the full path"
                read.reasons.append(f"“{_short(name)}” {why}.")
                return True
        return False

    def _named(self, name: str) -> list[Code]:
        wanted = name_key(plain(name))
        return self._by_path.get(wanted) or self._by_name.get(wanted, [])


def _may_be_code(line: str) -> bool:
    """Whether a line looks like the name of a code that is not there yet, not like a remark."""
    name = plain(line.partition(BETWEEN)[0])
    parts = name.split(PATH_SEPARATOR)
    short = all(part and len(part.split()) <= _MOST_WORDS for part in parts)
    return short and not name.endswith(_SENTENCE_ENDS)


def _short(words: str) -> str:
    return shortened(plain(words), _SHOWN_WORDS)


def _with_only(study: Study, transcript: Transcript) -> Study:
    """The study as far as an import into one transcript needs it."""
    tables = {**study.tables, Transcript: {transcript.id: transcript}}
    return Study(tables, study.turns, study.codings, study.step)
