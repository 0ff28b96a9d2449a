"""How far apart two colours look, to most people and to those who see red and green alike.

Distances are those of OKLab (Ottosson 2020) with hue and strength counted double, as in CSS Color 4; what is
seen without one kind of cone follows Machado, Oliveira and Fernandes (2009).
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt

Colours = npt.NDArray[np.float64]
"""Rows of three numbers."""

GRAPHIC_CONTRAST: Final = 3.0
"""What WCAG asks of lines and areas that say something."""

ALIKE: Final = 0.13
"""Two colours nearer than this are taken for one where they are stripes a few pixels wide."""

_TO_CONES: Final = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_TO_LAB: Final = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)
_DOUBLED: Final = np.array([1.0, 2.0, 2.0])
_WITHOUT_RED: Final = np.array(
    [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ]
)
_WITHOUT_GREEN: Final = np.array(
    [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ]
)
_LUMINANCE: Final = np.array([0.2126, 0.7152, 0.0722])
_NAMED: Final = {
    "black": "#000000",
    "grey": "#808080",
    "light grey": "#c8c8c8",
    "white": "#ffffff",
    "brown": "#7b4a1e",
    "dark red": "#8b1a1a",
    "red": "#e53935",
    "rose": "#f5346d",
    "pink": "#f28cb1",
    "orange": "#e8701a",
    "ochre": "#bd7f0a",
    "yellow": "#f2d21b",
    "olive": "#8a8a10",
    "lime": "#8bc34a",
    "green": "#259819",
    "dark green": "#1b5e20",
    "teal": "#02957b",
    "turquoise": "#1ab5c5",
    "sky blue": "#3a9fe0",
    "blue": "#2f6fe4",
    "dark blue": "#1a2f7a",
    "violet": "#7e57e0",
    "purple": "#8e24aa",
    "magenta": "#d93ac0",
}
_EYES: Final = {False: (np.eye(3),), True: (np.eye(3), _WITHOUT_RED, _WITHOUT_GREEN)}


def linear(colours: Sequence[str]) -> Colours:
    """``#rrggbb`` as shares of linear red, green and blue light."""
    digits = "".join(colours).replace("#", "")
    parts = np.frombuffer(bytes.fromhex(digits), dtype=np.uint8).reshape(-1, 3) / 255
    return np.asarray(np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4))


def luminance(colours: Sequence[str]) -> npt.NDArray[np.float64]:
    """The relative luminance of colours, 0 to 1, from which WCAG works out contrasts."""
    return np.asarray(linear(colours) @ _LUMINANCE)


@lru_cache(maxsize=4_096)
def contrast(one: str, other: str) -> float:
    """The WCAG 2 contrast ratio of two colours, 1 to 21."""
    lighter, darker = sorted(luminance((one, other)).tolist(), reverse=True)
    return float((lighter + 0.05) / (darker + 0.05))


@lru_cache(maxsize=4_096)
def ink_on(ground: str) -> str:
    """Black or white, whichever reads better on ``ground``."""
    return max(("#000000", "#ffffff"), key=lambda colour: contrast(colour, ground))


@lru_cache(maxsize=4_096)
def tinted(colour: str, ground: str, strength: float) -> str:
    """``ground`` with a share (0 to 1) of ``colour`` in it."""
    pairs = zip(_channels(ground), _channels(colour), strict=True)
    return "#" + "".join(f"{round(first + (second - first) * strength):02x}" for first, second in pairs)


@lru_cache(maxsize=4_096)
def readable(colour: str, ground: str, ratio: float = GRAPHIC_CONTRAST) -> str:
    """``colour``, darkened or lightened just as far as it takes to stand out from ``ground``."""
    towards = "#000000" if float(luminance((ground,))[0]) > 0.18 else "#ffffff"
    for step in range(21):
        candidate = tinted(towards, colour, step / 20)
        if contrast(candidate, ground) >= ratio:
            return candidate
    return towards


def _channels(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[place : place + 2], 16) for place in (1, 3, 5))


def strength(colours: Sequence[str]) -> npt.NDArray[np.float64]:
    """How far colours are from grey (0)."""
    return np.asarray(np.hypot(*(_lab(linear(colours))[:, 1:].T / 2)))


def places(colours: Sequence[str], *, colour_blind: bool = False) -> Colours:
    """Where colours are in the space in which distances are measured: a layer for each kind of eyes."""
    light = linear(colours)
    return np.stack([_lab(np.clip(light @ eyes.T, 0, 1)) for eyes in _EYES[colour_blind]])


def spaces(some: Colours, others: Colours) -> npt.NDArray[np.float64]:
    """How far each of ``some`` is from each of ``others``, by each kind of eyes."""
    return np.asarray(np.sqrt(np.maximum(_squares(some, others), 0)))


def nearest(some: Colours, others: Colours) -> npt.NDArray[np.float64]:
    """How far each of ``some`` is from the nearest of ``others``, by the eyes that see least difference."""
    # The root of the least alone: there may be a million distances.
    return np.asarray(np.sqrt(np.maximum(_squares(some, others).min(axis=(0, 2)), 0)))


def _squares(some: Colours, others: Colours) -> npt.NDArray[np.float64]:
    squares = some @ (-2 * others.transpose(0, 2, 1))
    squares += (some**2).sum(axis=-1)[:, :, np.newaxis]
    squares += (others**2).sum(axis=-1)[:, np.newaxis, :]
    return np.asarray(squares)


@lru_cache(maxsize=65_536)
def distance(one: str, other: str, *, colour_blind: bool = False) -> float:
    """How far apart two colours look."""
    both = places((one, other), colour_blind=colour_blind)
    return float(nearest(both[:, :1], both[:, 1:])[0])


@lru_cache(maxsize=4_096)
def colour_name(colour: str) -> str:
    """What people call a colour: that of the named colours which it looks most like."""
    return _names_like(colour)[0]


def colour_names(colours: Sequence[str]) -> list[str]:
    """What people call the colours of a palette, each with words of its own.

    Where two have the same name, the later one is told by what it comes close to: “blue, near sky blue”.
    """
    found: list[str] = []
    for colour in colours:
        first, *others = _names_like(colour)
        words = (first, *(f"{first}, near {other}" for other in others))
        found.append(next((each for each in words if each not in found), first))
    return found


def _names_like(colour: str) -> list[str]:
    """The names of all named colours, the one that looks most like it first."""
    names = list(_NAMED)
    far = nearest(places(tuple(_NAMED.values())), places((colour,))).ravel()
    return [names[place] for place in far.argsort(kind="stable")]


def _lab(light: Colours) -> Colours:
    return np.asarray(np.cbrt(light @ _TO_CONES.T) @ _TO_LAB.T * _DOUBLED)
