"""The database under a project, a file or on a server: tables, journal, locks, backups and migrations."""
