"""A version of the codebook as one number: the hash of whatever tells coders what to code."""

from hashlib import sha256

from qualcode.model.study import Study

_SHOWN = 8


def codebook_sha256(study: Study) -> str:
    """The hash of all codes in order: paths, definitions, when to use them and when not, examples.

    Colours, keys and memos of codes play no part: nobody codes otherwise because of them.
    """
    whole = sha256()
    for code in study.codes_in_order:
        parts = (study.path(code.id), code.definition, code.include, code.exclude, code.examples)
        for part in (*parts, "a code" if code.codable else "a category"):
            words = part.encode("utf-8", "surrogatepass")
            # With its length, so that no word can move from one part into the next unnoticed.
            whole.update(len(words).to_bytes(8, "big") + words)
    return whole.hexdigest()


def shown_hash(whole: str) -> str:
    """As much of a hash as people compare."""
    return whole[:_SHOWN]
