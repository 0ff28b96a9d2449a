"""What is put on paper: transcripts and reports laid out in pages, for a printer or as PDF."""
