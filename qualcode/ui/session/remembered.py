"""Choices as text and back: what a page was asked for last is found again the next time."""

import json
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from types import UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints
from uuid import UUID

Choice = TypeVar("Choice")


def as_text(choice: object) -> str:
    """A choice, a frozen value made of frozen values, as JSON."""
    return json.dumps(_plain(choice))


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Enum):
        return value.name
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value


def from_text(usual: Choice, text: str) -> Choice:
    """The choice that ``as_text`` wrote; what cannot be understood is as in ``usual``.

    Another version of the program may have written it, or a hand.
    """
    try:
        return cast("Choice", _merged(usual, json.loads(text)))
    except (ValueError, TypeError):
        return usual


def _merged(usual: Any, data: Any) -> Any:
    if not isinstance(data, dict):
        raise TypeError
    hints = get_type_hints(type(usual))
    changes = {}
    for field in fields(usual):
        if field.name not in data:
            continue
        try:
            now = getattr(usual, field.name)
            value = data[field.name]
            changes[field.name] = (
                _merged(now, value) if is_dataclass(now) else _read(hints[field.name], value)
            )
        except (KeyError, TypeError, ValueError):
            continue
    return replace(usual, **changes)


def _read(kind: Any, data: Any) -> Any:
    """``data`` as a value of this type. Raises one of KeyError, TypeError, ValueError where it is none."""
    if get_origin(kind) in (Union, UnionType):
        if data is None and type(None) in get_args(kind):
            return None
        kind = next(option for option in get_args(kind) if option is not type(None))
    if get_origin(kind) is tuple:
        if not isinstance(data, list):
            raise TypeError
        return tuple(_read(get_args(kind)[0], item) for item in data)
    if is_dataclass(kind):
        return _merged(cast("Any", kind)(), data)
    if issubclass(kind, Enum):
        return kind[data]
    if kind is UUID:
        return UUID(str(data))
    if kind is float and isinstance(data, int) and not isinstance(data, bool):
        return float(data)
    if type(data) is not kind:
        raise TypeError
    return data
