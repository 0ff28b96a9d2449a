"""How much the counted repetitions of a regular expression may ask for: one within another they multiply.

What is made of such an expression grows with them, and with a few of a thousand each no memory is enough.
"""

import re
from typing import Final

MOST_REPETITIONS: Final = 10_000

_COUNTED: Final = re.compile(r"\{\s*(\d*)\s*(?:,\s*(\d*)\s*)?\}")


def repetitions(pattern: str) -> int:
    """How often the innermost part may be repeated, were all counted repetitions within one another."""
    product = 1
    for pair in _COUNTED.findall(pattern):
        product *= max((int(number[:9]) for number in pair if number), default=1) or 1
    return product
