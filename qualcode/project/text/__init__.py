"""The text of transcripts found and replaced, read from files, and how it read before."""
