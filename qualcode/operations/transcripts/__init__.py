"""What one can do with whole transcripts: add, arrange, delete them, and read a changed file again."""
