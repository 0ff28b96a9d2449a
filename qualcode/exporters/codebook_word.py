"""Words of Word after a square in the colour of a code."""

from qualcode.exporters.colour import sure_colour
from qualcode.exporters.word import ParagraphPiece, Words


def swatched(colour: str, words: str) -> Words:
    """``words`` after a square in a code's colour."""
    return (ParagraphPiece("■ ", colour=sure_colour(colour)), ParagraphPiece(words))
