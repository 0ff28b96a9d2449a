"""The words of files of every format, with what hangs on them; one reader for each format."""
