"""A codebook that grows: codes found by name or path, and created with those above them where missing."""

from collections.abc import Collection
from dataclasses import replace
from functools import cached_property
from typing import NamedTuple
from uuid import UUID

from qualcode.model.branches import PATH_SEPARATOR
from qualcode.model.change import ChangeSet
from qualcode.model.entities import Code
from qualcode.model.errors import QualcodeError
from qualcode.model.identity import new_id
from qualcode.model.study import Study
from qualcode.model.words.names import kept_name, name_key
from qualcode.operations.checks import existing
from qualcode.operations.codes.codebook import add_code, code_name, colour_dealer, noun_of
from qualcode.operations.draft import Draft
from qualcode.operations.palette import ColourDealer, checked_colour


class GrowingCodebook:
    """The codes of a study and those made meanwhile (``new``, parents first). Case is ignored."""

    def __init__(self, study: Study, chosen: Collection[str] = ()) -> None:
        """``chosen`` are colours that somebody has chosen for codes to come: no other code gets them."""
        self._chosen = chosen
        self.new: list[Code] = []
        self._exact: dict[str, Code] = {}
        self._by_path: dict[str, Code] = {}
        self._by_name: dict[str, list[Code]] = {}
        self._end: dict[UUID | None, int] = {}
        self._study = study
        for code in study.codes_in_order:
            path = study.path(code.id)
            self._exact[path] = code
            self._by_path[_key(path)] = code
            self._by_name.setdefault(name_key(code.name), []).append(code)
            self._end[code.parent_id] = code.position + 1

    @cached_property
    def _colours(self) -> ColourDealer:
        """Not before a code is made: to look at every colour in use takes a moment."""
        return colour_dealer(self._study, chosen=self._chosen)

    def named(self, name: str) -> list[Code]:
        """Codes of the study with this full path or, where there is none, this name."""
        exact = self._exact.get(name)
        if exact is not None:
            return [exact]
        at_path = self._by_path.get(_key(name))
        found = list(self._by_name.get(name_key(name), ()))
        if at_path is not None and at_path not in found:
            found.append(at_path)
        return found

    def at(self, path: str) -> Code | None:
        """The code with this full path."""
        return self._by_path.get(_key(path))

    def ensure(self, path: str) -> Code:
        """The code with this full path, made with those above it where missing."""
        code: Code | None = None
        so_far = ""
        for name in _tidy(path).split(PATH_SEPARATOR):
            so_far = so_far + PATH_SEPARATOR + name if so_far else name
            code = self.at(so_far) or self._add(so_far, name, code)
        if code is None:
            raise AssertionError("a path has at least one name")
        return code

    def _add(self, path: str, name: str, parent: Code | None) -> Code:
        parent_id = None if parent is None else parent.id
        position = self._end.get(parent_id, 0)
        code = Code(new_id(), code_name(name), position, parent_id, self._colours.deal())
        self.new.append(code)
        self._by_path[_key(path)] = code
        self._end[parent_id] = position + 1
        return code


class NewPlace(NamedTuple):
    """Where a code that is typed would come; ``is_known``: there is one already."""

    path: str
    is_known: bool


def place_of_new(study: Study, name: str, parent_id: UUID | None) -> NewPlace:
    """Where ``add_code_at`` puts a name: below ``parent_id``, or where it has levels, from the top.

    Levels that are there are written as they are. Raises QualcodeError where no code can be called so.
    """
    names = [code_name(part) for part in name.split(PATH_SEPARATOR)]
    above = None if len(names) > 1 else parent_id
    known: Code | None = None if above is None else existing(study, Code, above)
    shown = [] if known is None else [study.path(known.id)]
    is_new = False
    for part in names:
        siblings = () if is_new else study.children(None if known is None else known.id)
        known = next((code for code in siblings if name_key(code.name) == name_key(part)), None)
        is_new = known is None
        shown.append(part if known is None else known.name)
    return NewPlace(PATH_SEPARATOR.join(shown), known is not None)


def add_code_at(
    study: Study,
    path: str,
    *,
    parent_id: UUID | None = None,
    colour: str | None = None,
    definition: str = "",
    codable: bool = True,
    after_id: UUID | None = None,
) -> tuple[Code, ChangeSet]:
    """Add a code by its name below ``parent_id``, or by its path from the top: ``A > B`` makes B below A.

    What is missing above it is added, too. It comes right after the code ``after_id`` where that is one of
    its siblings, else after all of them. Refused where there is such a code.
    """
    place = place_of_new(study, path, parent_id)
    if place.is_known:
        known = study.code_named(place.path)
        raise QualcodeError(f"There is already a {noun_of(known)} “{place.path}”; choose another name.")
    above, _, name = place.path.rpartition(PATH_SEPARATOR)
    tree = GrowingCodebook(study, () if colour is None else (checked_colour(colour),))
    parent = tree.ensure(above) if above else None
    draft = Draft(study)
    draft.put(*tree.new)
    code, _ = add_code(
        study.after(draft.change("")),
        name,
        parent_id=None if parent is None else parent.id,
        colour=colour,
        definition=definition,
        codable=codable,
    )
    before = None if after_id is None else study.codes.get(after_id)
    if before is not None and before.parent_id == code.parent_id:
        later = [row for row in study.children(code.parent_id) if row.position > before.position]
        draft.put(*(replace(row, position=row.position + 1) for row in later))
        code = replace(code, position=before.position + 1)
    draft.put(code)
    return code, draft.change(f"Add {noun_of(code)} “{place.path}”")


def _tidy(path: str) -> str:
    return PATH_SEPARATOR.join(kept_name(name) for name in path.split(PATH_SEPARATOR))


def _key(path: str) -> str:
    """What spellings of one path have in common."""
    return PATH_SEPARATOR.join(name_key(name) for name in path.split(PATH_SEPARATOR))
