"""Files that people bring: a file goes in, a transcript or a table comes out. No database, no project."""
