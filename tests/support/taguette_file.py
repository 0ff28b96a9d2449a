"""A file as Taguette writes it, with invented words."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

PAGE = (
    "<h1>Über den Garten</h1><p>Anna: Wir 🙂 haben\n   nie <b>gefr</b>agt &amp; niemand kam.</p>"
    "<p>Ben: Niemand hat uns gefragt.</p><ul>\n<li>Äpfel</li>\n<li>Birnen</li></ul>"
)
COUNTED = (
    "Über den GartenAnna: Wir 🙂 haben\n   nie gefragt & niemand kam."
    "Ben: Niemand hat uns gefragt.\nÄpfel\nBirnen"
)
SCHEMA = """
CREATE TABLE users (login text primary key, created text);
CREATE TABLE projects (id integer primary key, name text, description text, created text);
CREATE TABLE project_members (project_id integer, user_login text, privileges text);
CREATE TABLE documents (id integer primary key, name text, description text, filename text, created text,
    project_id integer, text_direction text, contents text);
CREATE TABLE commands (id integer primary key, date text, user_login text, project_id integer,
    document_id integer, payload text);
CREATE TABLE highlights (id integer primary key, document_id integer, start_offset integer,
    end_offset integer, snippet text);
CREATE TABLE tags (id integer primary key, project_id integer, path text, description text);
CREATE TABLE highlight_tags (highlight_id integer, tag_id integer);
INSERT INTO users VALUES ('admin', ''), ('ben', '');
INSERT INTO projects VALUES (1, 'Gardens', 'about gardens', '2024-05-01 10:00:00.000000');
INSERT INTO project_members VALUES (1, 'admin', 'ADMIN'), (1, 'ben', 'TAG');
INSERT INTO tags VALUES (1, 1, 'asking', 'who asks'), (2, 1, 'asking.nobody', ''), (3, 1, 'v. Dr. No', '');
"""


def place(words: str) -> tuple[int, int]:
    before = len(COUNTED[: COUNTED.index(words)].encode())
    return before, before + len(words.encode())


MARKED = [
    ("Wir 🙂 haben\n   nie gefragt", [1, 2], "<p>Wir 🙂 haben\n   nie <b>gefr</b>agt</p>", "ben"),
    ("Niemand hat uns gefragt.", [2], "<p>Niemand hat uns gefragt.</p>", "admin"),
    ("Birnen", [], "<ul><li>Birnen</li></ul>", "admin"),
    ("Garten", [3], "<h1>Garten</h1>", "ben"),
]


def taguette_file(path: Path) -> Path:
    """A project with one document, four highlights and three tags."""
    with closing(sqlite3.connect(path)) as made:
        made.executescript(SCHEMA)
        row = [1, "Talk", "in May", "talk.docx", "2024-05-02 09:00:00", 1, "LEFT_TO_RIGHT", PAGE]
        made.execute("INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
        for number, (words, tags, snippet, user) in enumerate(MARKED, 1):
            start, end = place(words)
            made.execute("INSERT INTO highlights VALUES (?, 1, ?, ?, ?)", [number, start, end, snippet])
            made.executemany("INSERT INTO highlight_tags VALUES (?, ?)", [(number, tag) for tag in tags])
            payload = json.dumps({"type": "highlight_add", "highlight_id": number, "tags": tags})
            values = [number, "2024-05-03 08:00:00", user, 1, 1, payload]
            made.execute("INSERT INTO commands VALUES (?, ?, ?, ?, ?, ?)", values)
        made.commit()
    return path


def with_another_project(path: Path) -> Path:
    """The same file with a second, empty project."""
    with closing(sqlite3.connect(path)) as made:
        made.execute("INSERT INTO projects VALUES (2, 'gardens', '', '2024-06-01 10:00:00')")
        made.commit()
    return path
