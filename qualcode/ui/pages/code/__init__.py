"""The page on which transcripts are read and coded."""
