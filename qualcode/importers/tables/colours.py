"""Colours as codebooks of other programs write them: names in several languages, rgb, hexadecimal."""

import re
from typing import Final

_HEX: Final = re.compile(r"#?(?:([0-9a-f]{6})(?:[0-9a-f]{2})?|([0-9a-f]{3}))", re.IGNORECASE)
_RGB: Final = re.compile(
    r"(?:rgba?\s*)?[(\[]?\s*(\d{1,3})\s*[,; ]\s*(\d{1,3})\s*[,; ]\s*(\d{1,3})\s*"
    r"(?:[,;/]\s*[\d.]+%?\s*)?[)\]]?",
    re.IGNORECASE,
)
_NAMES: Final = {
    "#d62728": "red|rot|rouge|rojo|rosso|rood|vermelho|röd|rød|czerwony|červená",
    "#1f77b4": "blue|blau|bleu|azul|blu|blauw|blå|niebieski|modrá",
    "#2ca02c": "green|grün|gruen|vert|verde|groen|grön|grønn|grøn|zielony|zelená",
    "#e6b800": "yellow|gelb|jaune|amarillo|giallo|geel|amarelo|gul|żółty|žlutá",
    "#ff7f0e": "orange|naranja|arancione|oranje|laranja|pomarańczowy|oranžová",
    "#9467bd": "purple|violet|lila|violett|púrpura|morado|viola|paars|roxo|lilla|fioletowy|fialová",
    "#e377c2": "pink|rosa|rose|roze|różowy|růžová",
    "#8c564b": "brown|braun|brun|marrón|marron|marrone|bruin|marrom|brązowy|hnědá",
    "#17becf": "cyan|turquoise|türkis|turquesa|turchese|turkoois|aqua|turkos",
    "#7f7f7f": "grey|gray|grau|gris|grigio|grijs|cinza|grå|szary|šedá",
    "#222222": "black|schwarz|noir|negro|nero|zwart|preto|svart|sort|czarny|černá",
    "#bdbdbd": "white|weiß|weiss|blanc|blanco|bianco|wit|branco|vit|hvit|biały|bílá|silver|light grey",
    "#bcbd22": "olive|oliv|lime|khaki",
    "#000080": "navy|dark blue|dunkelblau",
    "#006400": "dark green|dunkelgrün",
    "#8b0000": "dark red|maroon|dunkelrot",
    "#6baed6": "light blue|sky blue|hellblau|himmelblau",
    "#90c987": "light green|hellgrün",
    "#008080": "teal",
    "#ff00ff": "magenta|fuchsia",
    "#daa520": "gold|golden|oro|or",
    "#fa8072": "salmon|coral|lachs",
    "#4b0082": "indigo",
}
_BY_NAME: Final = {name: colour for colour, names in _NAMES.items() for name in names.split("|")}


def colour_from(written: str) -> str | None:
    """The colour as ``#rrggbb``; None where nobody can say which is meant."""
    plain = " ".join(written.casefold().split())
    if named := _BY_NAME.get(plain.replace("-", " ")):
        return named
    if match := _HEX.fullmatch(plain):
        return "#" + (match[1] or "".join(digit * 2 for digit in match[2]))
    match = _RGB.fullmatch(plain)
    parts = [int(part) for part in match.groups()] if match else []
    return "#" + "".join(f"{part:02x}" for part in parts) if parts and max(parts) < 256 else None
