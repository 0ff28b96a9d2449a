"""The parts of a question: what each says, how it is named in writing and by command, and what fits."""

from collections.abc import Collection, Hashable, Mapping
from dataclasses import MISSING, Field, dataclass, field, fields
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Any, Final, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from qualcode.model.errors import QualcodeError
from qualcode.model.front import is_logo

Question = TypeVar("Question")

_ABOUT: Final = "about"


@dataclass(frozen=True, slots=True)
class AboutPart:
    """What is known of a part besides its type and its usual value.

    ``words`` tell what it says; ``key`` is its name in writing (its own name where that is empty),
    ``option`` its name by command and ``stands_for`` what is to be written after that. ``least`` and
    ``most`` hold for numbers; ``among`` are the words that fit where not every word of the type does.
    ``or_empty``: an empty text fits, too. ``picture``: it is a picture as text, by command the file of it.
    ``or_one``: a list of one name is written as the name; of several
    in a list, each begins with ``in_list``. ``what`` says what fits, in its own words. ``last``: it comes
    after the others, also where a kind has it from one that it is based on.
    """

    words: str = ""
    key: str = ""
    option: str = ""
    stands_for: str = ""
    least: float = 0
    most: float | None = None
    among: tuple[str, ...] = ()
    or_empty: bool = False
    picture: bool = False
    or_one: bool = False
    in_list: str = ""
    what: str = ""
    last: bool = False


def part(usual: Any = MISSING, words: str = "", **more: Any) -> Any:
    """A part of a question: its usual value (without one it has to be given) and what it says."""
    return field(default=usual, metadata={_ABOUT: AboutPart(words, **more)})


@dataclass(frozen=True, slots=True)
class QuestionPart:
    """A part as the dataclass declares it. ``type`` is that of one value: without None, without "several"."""

    name: str
    type: type
    several: bool
    usual: Any
    about: AboutPart

    @property
    def key(self) -> str:
        """Its name in writing."""
        return self.about.key or self.name.replace("_", "-")

    @property
    def required(self) -> bool:
        return self.usual is MISSING

    @property
    def choices(self) -> tuple[str, ...]:
        """The words that fit; empty where it is no choice of words."""
        return self.about.among or (tuple(self.type) if issubclass(self.type, StrEnum) else ())

    def what_fits(self) -> str:
        """What may stand there, for a sentence: ``a whole number from 0 on``."""
        if self.about.what:
            return self.about.what
        if self.choices:
            return f"one of: {', '.join(self.choices)}"
        if self.type is bool:
            return "true or false"
        if self.type in (int, float):
            number = "a whole number" if self.type is int else "a number"
            most = "on" if self.about.most is None else f"to {self.about.most:g}"
            return f"{number} from {self.about.least:g} {most}"
        if self.about.or_empty:
            return "a text"
        return "a list of names" if self.several else "a name"

    def read(self, value: Any) -> Any:
        """The value that was written. Raises ValueError where it does not fit."""
        if not self.several:
            # A name in a list of its own is that name.
            only = isinstance(value, list) and len(value) == 1 and issubclass(self.type, str)
            return self._one(value[0] if only else value)
        if isinstance(value, str):
            value = [value]
        elif not isinstance(value, list) or not value or not self._side_by_side(value):
            raise ValueError(value)
        return tuple(self._one(item) for item in value)

    def _side_by_side(self, values: list[Any]) -> bool:
        """Whether these may be named together: one by itself may be of any kind."""
        return len(values) == 1 or all(str(name).startswith(self.about.in_list) for name in values)

    def recall(self, value: Any) -> Any:
        """The value that was remembered, which may be none at all."""
        if value is None and self.usual is None:
            return None
        return () if self.several and value == [] else self.read(value)

    def _one(self, value: Any) -> Any:
        if self.choices:
            found = self.type(value)
            if found not in self.choices:
                raise ValueError(value)
            return found
        if self.type is float and type(value) is int:
            value = float(value)
        if type(value) is not self.type or (value == "" and not self.about.or_empty):
            raise ValueError(value)
        if self.about.picture and not is_logo(str(value)):
            raise ValueError("no picture")
        if self.type in (int, float) and not self._in_range(value):
            raise ValueError(value)
        return value

    def _in_range(self, number: Any) -> bool:
        least, most = self.about.least, self.about.most
        return bool(least <= number and (most is None or number <= most))

    def write(self, value: Any) -> Any:
        """The value as it is written in JSON."""
        if value is None:
            return None
        if not self.several:
            return str(value) if self.choices else value
        found = [str(item) for item in value]
        return found[0] if self.about.or_one and len(found) == 1 else found


def parts_of(kind: type[Any]) -> tuple[QuestionPart, ...]:
    """The parts of a kind of question, in their order."""
    return _parts_of(cast("Hashable", kind))


@cache
def _parts_of(kind: Any) -> tuple[QuestionPart, ...]:
    hints = get_type_hints(kind)
    return tuple(sorted((_part(each, hints[each.name]) for each in fields(kind)), key=_comes_last))


def _comes_last(row: QuestionPart) -> bool:
    return row.about.last


def _part(each: Field[Any], hint: Any) -> QuestionPart:
    if get_origin(hint) in (Union, UnionType):
        hint = next(option for option in get_args(hint) if option is not type(None))
    several = get_origin(hint) is tuple
    one = get_args(hint)[0] if several else hint
    return QuestionPart(each.name, one, several, each.default, each.metadata.get(_ABOUT, AboutPart()))


# -- writing and reading -----------------------------------------------------------------------------


def written(question: Any, *, whole: bool = False) -> dict[str, Any]:
    """A question as JSON can hold it; unless it is wanted ``whole``, what is as usual is left out."""
    return {
        each.key: each.write(getattr(question, each.name))
        for each in parts_of(type(question))
        if whole or getattr(question, each.name) != each.usual
    }


def read(kind: type[Question], settings: Mapping[str, Any], noun: str = "") -> Question:
    """The question that ``written`` wrote. Raises QualcodeError with a sentence on what does not fit.

    ``noun`` is what the kind is called in that sentence.
    """
    known = {each.key: each for each in parts_of(kind)}
    for name in settings:
        if name not in known:
            listed = ", ".join(known) or "none"
            raise QualcodeError(f"“{noun}” has no setting “{name}”; its settings: {listed}.")
    found = {}
    for name, each in known.items():
        if name in settings:
            try:
                found[each.name] = each.read(settings[name])
            except (TypeError, ValueError) as error:
                raise QualcodeError(f"“{name}” must be {each.what_fits()}.") from error
        elif each.required:
            raise QualcodeError(f"“{name}” is missing; it must be {each.what_fits()}.")
    return kind(**found)


def recalled(usual: Question, settings: Any) -> Question:
    """``usual`` with whatever of ``settings`` fits: they may come from another version, or from a hand."""
    if not isinstance(settings, dict):
        return usual
    found = {each.name: getattr(usual, each.name) for each in parts_of(type(usual))}
    for each in parts_of(type(usual)):
        try:
            found[each.name] = each.recall(settings[each.key])
        except (KeyError, TypeError, ValueError):
            continue
    try:
        return type(usual)(**found)
    except QualcodeError:
        return usual


def without(question: Question, names: Collection[str]) -> Question:
    """The question with these parts as usual."""
    kept = {
        each.name: getattr(question, each.name)
        for each in parts_of(type(question))
        if each.required or each.name not in names
    }
    return type(question)(**kept)
