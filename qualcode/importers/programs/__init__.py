"""Projects of other programs, read from the databases and exports that they write."""
