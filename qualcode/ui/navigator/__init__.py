"""The panel at the left: the transcripts and the codebook."""
