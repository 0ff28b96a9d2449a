"""Names of tags in Taguette: a dot is a level only where what stands before it is a tag as well."""

from collections.abc import Collection, Mapping


def tag_above(path: str, known: Collection[str]) -> tuple[str, str]:
    """The tag above, nothing where there is none among those ``known``, and the name below it."""
    above, dot, last = path.rpartition(".")
    return (above, last.strip()) if dot and last.strip() and above in known else ("", path)


def tag_paths(known: Collection[str]) -> Mapping[str, tuple[str, ...]]:
    """The levels of each tag: ``people.children`` is below ``people`` where that is one of them."""
    found: dict[str, tuple[str, ...]] = {}
    # One that stands above another is shorter.
    for path in sorted(known, key=len):
        above, name = tag_above(path, known)
        found[path] = (*found.get(above, ()), name)
    return found
