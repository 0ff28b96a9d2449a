"""What the operating system refuses, in words: why it did, and what a person can do about it."""

import errno
from typing import Final, NamedTuple


class Refusal(NamedTuple):
    """Why something could not be done, to stand after a colon, and a sentence about what to do next."""

    why: str
    advice: str


FULL: Final = Refusal("the disk is full", "Make room on it and try again.")
NO_RIGHTS: Final = Refusal(
    "you do not have permission, or it is open in another program",
    "Close it in other programs or choose a folder of your own, then try again.",
)
_MAY_NOT_READ: Final = Refusal(
    "you do not have permission to read it, or it is open in another program",
    "Close it in other programs, or ask the person whose file it is to let you read it.",
)
READ_ONLY: Final = Refusal("the disk can only be read", "Choose a folder on another disk.")
FAULTY: Final = Refusal(
    "the disk or drive reported a fault",
    "Check that it is connected, try again, and copy your files to another disk if this happens again.",
)
GONE: Final = Refusal(
    "the network drive or disk is not answering",
    "Connect it again and try again; nothing needs to be deleted.",
)
IN_USE: Final = Refusal("another program is using it", "Close it there or wait a moment, then try again.")
OCCUPIED: Final = Refusal(
    "another program is using it, or it is mounted as a drive of its own",
    "Close it there, or choose another folder, then try again.",
)
MISSING: Final = Refusal("it or its folder does not exist", "Check the name and the folder.")
NOT_A_FOLDER: Final = Refusal(
    "a file has the name that a folder should have", "Rename that file or choose another folder."
)
IS_A_FOLDER: Final = Refusal("a folder has this name", "Choose another name.")
EXISTS: Final = Refusal("something with this name is there already", "Rename it or choose another name.")
NAME: Final = Refusal("its name or path is too long", "Choose a shorter name, or a folder nearer the top.")
LETTERS: Final = Refusal(
    "its name contains a character that file names cannot have here", "Choose another name."
)
CROWDED: Final = Refusal("too many files are open on this computer", "Close some programs and try again.")
MEMORY: Final = Refusal("this computer has run out of memory", "Close some programs and try again.")
TOO_LARGE: Final = Refusal(
    "the file would be larger than this disk or account allows", "Choose a folder on another disk."
)
UNABLE: Final = Refusal("this kind of drive cannot do what is needed", "Choose a folder on another disk.")
INTERRUPTED: Final = Refusal("the system interrupted it", "Try again.")
_LINKS: Final = Refusal("its links lead in a circle", "Choose the file itself instead of a link to it.")
_UNKNOWN: Final = "Try again, or choose another folder."

_BY_NUMBER: Final = {
    **dict.fromkeys(("ENOSPC", "EDQUOT"), FULL),
    **dict.fromkeys(("EACCES", "EPERM"), NO_RIGHTS),
    "EROFS": READ_ONLY,
    "EIO": FAULTY,
    **dict.fromkeys(
        (
            *("ESTALE", "ENOTCONN", "ETIMEDOUT", "EHOSTDOWN", "EHOSTUNREACH", "ENETDOWN", "ENETUNREACH"),
            *("ENETRESET", "ECONNABORTED", "ECONNRESET", "ECONNREFUSED", "EREMOTEIO", "ENXIO", "ENODEV"),
            *("EPIPE", "ENOMEDIUM", "ESHUTDOWN", "ENOLINK", "ECOMM", "EREMCHG"),
        ),
        GONE,
    ),
    "EBUSY": OCCUPIED,
    **dict.fromkeys(("EAGAIN", "ETXTBSY", "EDEADLK", "EWOULDBLOCK", "EDEADLOCK"), IN_USE),
    "ENOENT": MISSING,
    "ENOTDIR": NOT_A_FOLDER,
    "EISDIR": IS_A_FOLDER,
    **dict.fromkeys(("EEXIST", "ENOTEMPTY"), EXISTS),
    "ENAMETOOLONG": NAME,
    **dict.fromkeys(("EINVAL", "EILSEQ"), LETTERS),
    **dict.fromkeys(("EMFILE", "ENFILE"), CROWDED),
    **dict.fromkeys(("ENOMEM", "ENOBUFS"), MEMORY),
    **dict.fromkeys(("EFBIG", "EOVERFLOW"), TOO_LARGE),
    **dict.fromkeys(("ENOSYS", "ENOTSUP", "EOPNOTSUPP", "ENOLCK", "EXDEV", "ENOTTY"), UNABLE),
    **dict.fromkeys(("EINTR", "ECANCELED"), INTERRUPTED),
    "ELOOP": _LINKS,
}
_KNOWN: Final = {
    number: refusal
    for name, refusal in _BY_NUMBER.items()
    if (number := getattr(errno, name, None)) is not None
}

# Windows tells more than the number that Python makes of it: a file in use is "no permission" there.
_KNOWN_ON_WINDOWS: Final = {
    **dict.fromkeys((32, 33), IN_USE),
    **dict.fromkeys((39, 112, 1295), FULL),
    19: READ_ONLY,
    **dict.fromkeys((21, 51, 53, 55, 59, 64, 67, 121, 1167, 1222, 1231, 1232), GONE),
    **dict.fromkeys((23, 1117, 1392), FAULTY),
    **dict.fromkeys((123, 161), LETTERS),
    206: NAME,
    **dict.fromkeys((8, 14, 1455), MEMORY),
}


def refusal_of(error: OSError) -> Refusal:
    """Why the system refused, in words; where it is not a common reason, in the system's own."""
    windows = _KNOWN_ON_WINDOWS.get(getattr(error, "winerror", None) or 0)
    known = windows or _KNOWN.get(error.errno or 0)
    if known is not None:
        return known
    reason = (error.strerror or "").strip().rstrip(".")
    return Refusal(f"the system says “{reason}”" if reason else "the system refused", _UNKNOWN)


def reading_refusal_of(error: OSError) -> Refusal:
    """The same of a file that was to be read: another folder would not help there."""
    refusal = refusal_of(error)
    return _MAY_NOT_READ if refusal is NO_RIGHTS else refusal


def in_words(what: str, error: OSError, *, reading: bool = False) -> str:
    """A whole sentence: ``what`` says what could not be done, the rest why and what to do next.

    ``reading``: a file was to be read, for which another folder would be no help.
    """
    why, advice = (reading_refusal_of if reading else refusal_of)(error)
    return f"{what}: {why}. {advice}"
