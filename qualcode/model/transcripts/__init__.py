"""How transcripts are chosen and sorted, and what a project settles about reading them."""
