"""Commands about transcripts: import and arrange them, their text, turns and languages."""
