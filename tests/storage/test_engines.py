"""Engines that were disposed of: nothing stays open, and who still reads gets no closed connection."""

from pathlib import Path

from sqlalchemy import text

from qualcode.storage.engines import dispose, file_engine, for_reading


def test_who_reads_on_after_the_end_gets_no_closed_connection(tmp_path: Path) -> None:
    """A preview that is under way when its project is closed reads once more, and again."""
    (tmp_path / "a.qualcode").touch()
    engine = file_engine(tmp_path / "a.qualcode")
    reading = for_reading(engine)
    with reading.connect() as held:
        dispose(engine)
        assert held.execute(text("SELECT 1")).scalar() == 1
    raw = []
    for _ in range(4):
        with reading.connect() as connection:
            assert connection.execute(text("SELECT 1")).scalar() == 1
            raw.append(connection.connection.dbapi_connection)
    # None is kept for another reader, and with it the file.
    assert len({id(each) for each in raw}) == len(raw)
