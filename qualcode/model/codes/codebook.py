"""The codebook as a table: one row a code, as codebook files hold it."""

from dataclasses import dataclass

from qualcode.model.branches import PATH_SEPARATOR
from qualcode.model.entities import Code
from qualcode.model.study import Study


@dataclass(frozen=True, slots=True)
class CodebookRow:
    """One code. ``parent`` is the full path of the code above it, empty at the top.

    None stands for "the file says nothing about it": an import leaves such a field as it is.
    ``line`` is where the row stands in its file (0: unknown), for messages; ``faults`` are cells of it that
    say nothing that can be kept. ``parted`` is the name as the file has it, where a sign other than ours was
    read as what parts the levels in it.
    """

    name: str
    parent: str = ""
    codable: bool | None = None
    colour: str | None = None
    definition: str | None = None
    include: str | None = None
    exclude: str | None = None
    examples: str | None = None
    memo: str | None = None
    digit: int | None = None
    line: int = 0
    faults: tuple[str, ...] = ()
    parted: str = ""

    @property
    def path(self) -> str:
        """The code's full path: ``Trust > trust in private firms``."""
        return self.parent + PATH_SEPARATOR + self.name if self.parent else self.name


def split_path(path: str) -> tuple[str, str]:
    """Parent path (empty at the top) and name of a full path."""
    parent, _, name = path.rpartition(PATH_SEPARATOR)
    return parent.strip(), name.strip()


def codebook_rows(study: Study) -> list[CodebookRow]:
    """The codebook from top to bottom, with every field said."""
    return [_row(study, code) for code in study.codes_in_order]


def _row(study: Study, code: Code) -> CodebookRow:
    return CodebookRow(
        name=code.name,
        parent="" if code.parent_id is None else study.path(code.parent_id),
        codable=code.codable,
        colour=code.colour,
        definition=code.definition,
        include=code.include,
        exclude=code.exclude,
        examples=code.examples,
        memo=code.memo,
        digit=code.digit,
    )
