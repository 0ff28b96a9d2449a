"""A whole copy of a project, history and all, as a file of its own; the project may be open meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from sqlalchemy import Engine, delete, insert, select

from qualcode.model.errors import QualcodeError
from qualcode.model.machine.address import is_server
from qualcode.model.machine.project_file import SUFFIX
from qualcode.storage import backups, copying, files, opening
from qualcode.storage.engines import room_for
from qualcode.storage.readable import readable
from qualcode.storage.revision import revision_of
from qualcode.storage.schema import REVISION, metadata
from qualcode.storage.servers import server_engine
from qualcode.storage.trouble import Attempt, Place, errors_in_words, place_of

_ROWS: Final = 2000


def copy_project(address: str, target: Path, called: Path | None = None) -> Path:
    """Copy the project at ``address`` into a new file; gives the file's name, which may have got its ending.

    ``called``: the project that whoever asks means, where what is read is one of its copies.

    Raises QualcodeError where there is something already, or the project or the disk cannot be used.
    """
    target = with_ending(target)
    if is_server(address):
        engine = server_engine(address)
        try:
            copy_server(engine, target)
        finally:
            engine.dispose()
        return target
    path = files.real_name(Path(address))
    with errors_in_words(Attempt.COPY, Place(str(called or path), called or path)):
        backups.check_is_project(path, Path(address))
        files.check_can_create(files.real_name(target), target)
        files.check_no_log_waits(files.real_name(target))
        with readable(path) as source:
            copying.copy_checked(source, target, str(called or path))
    return target


def with_ending(target: Path) -> Path:
    """The name of a new project file: with our ending where it has none."""
    return target if target.suffix else target.with_name(target.name + SUFFIX)


def copy_server(engine: Engine, target: Path) -> None:
    """Copy what a server holds at one moment into a new file."""
    place = place_of(engine, None)
    with errors_in_words(Attempt.COPY, place), engine.connect() as connection:
        source = connection.execution_options(isolation_level="REPEATABLE READ", stream_results=True)
        if revision_of(engine) != REVISION:
            raise QualcodeError(
                "There is no project of this version of qualcode at this address, so nothing was copied; "
                "“qualcode info” says what is there."
            )
        with _new_file(target) as file, file.begin() as copy, room_for(copy):
            for table in reversed(metadata.sorted_tables):
                # What a new file begins with is not what is copied.
                copy.execute(delete(table))
            for table in metadata.sorted_tables:
                rows = source.execute(select(table)).mappings().partitions(_ROWS)
                for part in rows:
                    copy.execute(insert(table), [dict(row) for row in part])


@contextmanager
def _new_file(target: Path) -> Iterator[Engine]:
    """An empty project file that is gone again where the block fails."""
    database = opening.create(str(target))
    try:
        yield database.engine
    except BaseException:
        database.close()
        with suppress(OSError):
            target.unlink()
        raise
    database.close()
