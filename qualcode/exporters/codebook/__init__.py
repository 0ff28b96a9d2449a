"""The codebook as files: as a book, as one table, and to be read back."""
