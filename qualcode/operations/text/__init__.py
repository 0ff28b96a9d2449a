"""What one can do with the text of transcripts and their turns, and how the rest moves along."""
