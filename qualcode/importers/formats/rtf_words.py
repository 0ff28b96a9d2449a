"""The control words of Rich Text Format that matter to a transcript."""

from typing import Final

CHARACTERS: Final = {
    "line": "\n", "page": "\n", "softline": "\n", "tab": "\t", "emdash": "\u2014", "endash": "\u2013",
    "lquote": "\u2018", "rquote": "\u2019", "ldblquote": "\u201c", "rdblquote": "\u201d", "bullet": "\u2022",
    "emspace": "\u2003", "enspace": "\u2002", "qmspace": "\u2005", "zwj": "\u200d", "zwnj": "\u200c",
    "~": "\u00a0", "_": "\u2011", "-": "\u00ad", "{": "{", "}": "}", "\\": "\\", "\n": "\n", "\r": "\n",
}  # fmt: skip
"""Control words and symbols that stand for a character."""

PASSED_OVER: Final = frozenset((
    "fonttbl", "colortbl", "stylesheet", "info", "pict", "objdata", "objclass", "fldinst", "themedata",
    "colorschememapping", "xmlnstbl", "listtable", "listoverridetable", "listtext", "pntext", "pntxta",
    "pntxtb", "nonshppict", "rsidtbl", "generator", "datastore", "latentstyles", "bkmkstart", "bkmkend",
    "revtbl", "pgptbl", "mmathpr", "filetbl", "datafield", "formfield", "template", "operator", "userprops",
    "wgrffmtfilter", "nonesttables", "nesttableprops", "xe", "tc", "rxe", "ftnsep", "ftnsepc", "ftncn",
    "aftnsep", "aftnsepc", "aftncn", "sp", "panose", "falt", "blipuid", "atnid", "atntime", "atnparent",
    "atndate", "atnref", "atrfstart", "atrfend", "keywords", "doccomm", "comment", "hlinkbase", "docvar",
    "defchp", "defpap", "pgdsctbl",
))  # fmt: skip
"""Groups that hold settings, pictures or codes, and no text of the document."""

HEADS: Final = {
    "header": "Page header", "headerl": "Page header", "headerr": "Page header", "headerf": "Page header",
    "footer": "Page footer", "footerl": "Page footer", "footerr": "Page footer", "footerf": "Page footer",
}  # fmt: skip
"""Groups of running heads."""

CODE_PAGES: Final = {
    0: "cp1252", 2: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "cp936",
    136: "cp950", 161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257",
    204: "cp1251", 222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
"""The code page of a font's character set."""
